from __future__ import annotations

from dataclasses import replace

import pytest

from generator import template_file as templates
from generator.errors import ReadError, UnknownPlateError
from generator.geometry import Point, Size, Vec, rounded_rectangle
from generator.layout import Area, Dot, Face, Layout, Mark, Role, Stroke
from generator.pipeline import prepared
from generator.place import place, public
from generator.recognise import plain, recognise
from generator.settings import Setting
from generator.template_file import Asked
from tests.plates.road import FLAT, NAMES, first_of, format_of, last_of, makeable, template_of


def view(name: str) -> list[Face]:
    """The sides of a blank in SVG, of the first choice of a plate."""
    return [format_of("svg").view(layout) for layout in place(None, first_of(name))]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_every_choice_is_told_by_its_metal(name: str, format_name: str) -> None:
    """Template, words, code, style and side are found from any side of a blank."""
    seen = format_of(format_name).view
    for template in makeable(name):
        for layout in place(None, template):
            sighting = recognise(seen(layout), seen, (name,))
            assert (sighting.template, sighting.side) == (template, layout.side)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_found_among_all_templates(name: str) -> None:
    """No other plate is taken for it."""
    for face in view(name):
        sighting = recognise(face, format_of("svg").view, NAMES)
        assert sighting.template == first_of(name)
        assert sighting.face is face


@pytest.mark.parametrize("name", NAMES)
def test_public_marks_are_a_blank_without_guides(name: str) -> None:
    """What any plate of a template shows has no guide and no mark of a secret."""
    template = last_of(name)
    seen = format_of("svg").view
    for layout in place(None, template):
        fixed = tuple(mark for mark in layout.marks if mark.role is not Role.GUIDE)
        assert public(template, seen)[layout.side] == seen(replace(layout, marks=fixed))
        assert Role.MARK not in {mark.role for mark in fixed}


def changed(face: Face, role: Role, marks: tuple[Mark, ...]) -> Face:
    """The face with the first mark of a role replaced."""
    at = next(at for at, mark in enumerate(face.marks) if mark.role is role)
    return Face((*face.marks[:at], *marks, *face.marks[at + 1 :]))


def dots_of(layout: Layout) -> Face:
    """What a file shows that leaves out all lines and areas, and cuts nothing."""
    drilled = (mark for mark in layout.marks if isinstance(mark, Dot))
    return Face(tuple(m for m in drilled if m.role in (Role.MARK, Role.FIDUCIAL, Role.LEGEND)))


def test_dots_alone_tell_no_plate_and_no_side() -> None:
    """They are refused where two plates, sides or kinds have the same public dots."""
    for layout in place(None, first_of("disc-24")):
        with pytest.raises(UnknownPlateError, match="none that tells the plate: name it with --t"):
            recognise(dots_of(layout), dots_of, ("disc-24", "disc-6"))
        with pytest.raises(ReadError, match="could be on 5 sides or kinds of disc-24: it was"):
            recognise(dots_of(layout), dots_of, ("disc-24",))


def test_dots_alone_are_told_where_only_one_plate_has_them() -> None:
    """A plate of one side that is for one kind of secret needs no legend."""
    only = Asked("seedcard", (Setting(("holds",), {"bip39": [24]}),))
    (layout,) = place(None, prepared(templates.find(only), templates.find(only).most()))
    sighting = recognise(dots_of(layout), dots_of, (only,))
    assert (sighting.template.name, sighting.side) == ("seedcard", "front")


def test_a_plate_with_a_public_mark_missing_is_named() -> None:
    """The message names the nearest plate and side, and how many marks are missing."""
    face = changed(view("tinyseed")[0], Role.LEGEND, ())
    said = "^nearest is tinyseed, front, but 1 public mark is missing or damaged$"
    with pytest.raises(ReadError, match=said):
        recognise(face, format_of("svg").view, NAMES)
    bare = Face(tuple(mark for mark in face.marks if mark.role is Role.OUTLINE))
    with pytest.raises(ReadError, match=r"^nearest is tinyseed, .* \d+ public marks are missing"):
        recognise(bare, format_of("svg").view, NAMES)


def test_an_unknown_outline_is_told_by_its_size() -> None:
    """A plate that no template has is refused with its millimetres."""
    edge = Area(Role.OUTLINE, rounded_rectangle(Size(33, 44.5), 1))
    with pytest.raises(ReadError, match="^no template has an outline like this one of 33 × 44.5"):
        recognise(Face((edge,)), format_of("svg").view, NAMES)


def test_a_plate_has_one_outline() -> None:
    """None is refused, and so are two, and one that is drawn as a line."""
    face = view("tinyseed")[0]
    edge = next(mark for mark in face.marks if mark.role is Role.OUTLINE)
    assert isinstance(edge, Area)
    for marks in ((), (Stroke(Role.OUTLINE, edge.outline, 0.1),)):
        with pytest.raises(ReadError, match=r"^0 outlines; a plate has one, in the layer"):
            recognise(changed(face, Role.OUTLINE, marks), format_of("svg").view, NAMES)
    with pytest.raises(ReadError, match="^no template has 2 outlines like these of 27.2 × 34.5 mm"):
        recognise(changed(face, Role.OUTLINE, (edge, edge)), format_of("svg").view, NAMES)


def test_a_set_is_told_by_all_its_outlines() -> None:
    """A sheet with a washer too few or too many, or one elsewhere, is no set that we know."""
    face = view("washer-m6")[0]
    edges = [mark for mark in face.marks if mark.role is Role.OUTLINE]
    others = tuple(mark for mark in face.marks if mark.role is not Role.OUTLINE)
    assert len(edges) == 12
    first = edges[0]
    assert isinstance(first, Dot)
    aside = replace(first, centre=first.centre + Vec(0.02, 0))
    for marks in (edges[1:], [*edges, replace(first, centre=Point(200, 9))], [aside, *edges[1:]]):
        with pytest.raises(ReadError, match=r"^no template has 1[123] outlines like these of "):
            recognise(Face((*marks, *others)), format_of("svg").view, NAMES)


def test_the_same_size_with_other_corners_is_another_plate() -> None:
    """Two plates of 100 × 60 mm are told apart, and a third with sharp corners is neither."""
    sizes = [template_of(name).plate.size for name in ("alphabet-24", "digits-24")]
    assert sizes[0] == sizes[1]
    edge = Area(Role.OUTLINE, rounded_rectangle(sizes[0], 0))
    face = changed(view("digits-24")[0], Role.OUTLINE, (edge,))
    with pytest.raises(ReadError, match="^no template has an outline like this one of 100 × 60 mm"):
        recognise(face, format_of("svg").view, NAMES)


def test_a_side_with_an_edge_and_holes_is_plain() -> None:
    """The back of a one-sided solid shows no mark; one dot and it is no longer plain."""
    edge = Area(Role.OUTLINE, rounded_rectangle(Size(33, 44.5), 1))
    hole = Dot(Role.HOLE, Point(3, 3), 2)
    assert plain(Face((edge, hole)))
    assert not plain(Face((edge, hole, Dot(Role.MARK, Point(9, 9), 1))))
