from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from shapely import prepare
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from generator import glyphs, shop_file
from generator import template_file as templates
from generator.choice import STYLES
from generator.destroy import PAGE, Pattern, pattern
from generator.drawn import drawn
from generator.errors import RuleError
from generator.formats import STOCK
from generator.geometry import Point, Rect, Size, Vec, polygon
from generator.inscription import inscribed
from generator.layout import Area, Cut, Dot, Layout, Mark, Role, Stroke, placed
from generator.lettering import lettered
from generator.place import place
from generator.slots import field_box, hand_of, slots, symbols_for
from generator.template import Field, Letter, Module, Punch, Template
from generator.variant import made_for
from tests.metal import all_metal, metal
from tests.plates import road

CHORD = 0.004
"""Millimetres that the polygon of a circle may stand inside it."""

BACK = Vec(-PAGE, -PAGE)
"""From the page of a pattern to the plate on it."""


LIKELY = ("tinyseed", "words-85", "washer-m6", "disc-12", "ciphersechs-3x11", "seedqr")
"""Dots and areas, letters, rings and codes; `make prove` looks at all."""

PLATES = [
    name if name in LIKELY else pytest.param(name, marks=pytest.mark.prove)
    for name in templates.names()
]


@cache
def made(name: str) -> Pattern:
    """The pattern of a plate that ships."""
    return pattern(templates.find(name), None)


def taken(found: Pattern, side: str) -> tuple[BaseGeometry, float]:
    """What the pattern takes away of a side, in the plate's own frame, and how deep."""
    (layout,) = (each for each in found.layouts if each.side == side)
    marks = [placed(mark, BACK) for mark in layout.of(Role.MARK)]
    (depth,) = {mark.cut.depth for mark in marks}
    return all_metal(marks).buffer(CHORD), depth


def box_area(box: Rect) -> Area:
    """A box as an area."""
    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top)]
    corners.append((box.left, box.top))
    return Area(Role.MARK, polygon([Point(x, y) for x, y in corners]))


def possible(field: Field) -> Iterator[Mark]:
    """Every mark that may stand in a field, and every guide that gives way to one."""
    mark, guide = field.mark, field.guide
    if isinstance(mark, Module):
        yield replace(box_area(field_box(field)), cut=mark.cut)
        return
    for slot in slots(field):
        if isinstance(mark, Punch):
            yield Dot(Role.MARK, slot.centre, mark.diameter, mark.cut)
        if guide is not None and guide.shape == "ring":
            across = guide.size.width + guide.width
            yield Dot(Role.GUIDE, slot.centre, across, guide.cut)


@cache
def letters(mark: Letter, turn_deg: float) -> BaseGeometry:
    """Every letter that may stand in a slot at the datum, in strokes and in dots, all in one."""
    hand = {style: hand_of(mark, style) for style in STYLES}
    return all_metal(
        each
        for style in STYLES
        for symbol in symbols_for(mark)
        if symbol in glyphs.symbols_of(style)
        for each in lettered(symbol, mark.cap_height, hand[style], Point(0, 0), turn_deg)
    )


def laid_out(name: str) -> Template:
    """The plate with the fields of all choices; a set with all its pieces."""
    found = templates.find(name)
    return found if found.plate.lattice is None else made_for(found, found.most())


@pytest.mark.parametrize("name", PLATES)
def test_every_possible_mark_is_covered(name: str) -> None:
    """In every slot of every choice: wider by a tenth of a millimetre, and deeper.

    A plate's ring goes where a mark comes, so where rings were would tell as much as the marks.
    """
    for side in laid_out(name).sides:
        if not side.fields:
            continue
        cover, depth = taken(made(name), side.name)
        prepare(cover)
        # The pieces of a set are copies: the first and the last stand for all.
        alike = (
            side.fields
            if len(laid_out(name).origins) == 1
            else side.fields[:: len(side.fields) - 1]
        )
        for field in alike:
            assert depth > field.mark.cut.depth
            for mark in possible(field):
                assert mark.cut.depth < depth
                assert cover.contains(metal(mark).buffer(0.05))
            if isinstance(field.mark, Letter):
                for slot in slots(field):
                    all_in_one = letters(field.mark, slot.turn_deg).buffer(0.05)
                    at = slot.centre
                    assert cover.contains(translate(all_in_one, at.x, at.y))


@pytest.mark.parametrize(
    "name",
    [
        "tinyseed",
        "words-85",
        *(
            pytest.param(name, marks=pytest.mark.prove)
            for name in ("washer-m6", "disc-24", "codl", "card")
        ),
    ],
)
def test_what_is_left_is_the_same_whatever_the_phrase_was(name: str) -> None:
    """Old marks and pattern together take the same metal away for every published phrase."""
    plate = templates.find(name)
    template = made_for(plate, plate.most())
    left: dict[str, list[BaseGeometry]] = {}
    for phrase in list(road.phrases(24).values())[:4]:
        for layout in place(inscribed(phrase, template), template):
            cover, _ = taken(made(name), layout.side)
            marks = [m for m in layout.marks if m.role not in (Role.OUTLINE, Role.HOLE)]
            left.setdefault(layout.side, []).append(all_metal(marks).union(cover))
    for first, *others in left.values():
        assert others
        for other in others:
            assert first.symmetric_difference(other).area < 1e-6


@pytest.mark.parametrize("name", PLATES)
def test_the_metal_stays_whole(name: str) -> None:
    """Both patterns together leave a floor, no two places touch, and none goes over the edge."""
    plate = templates.find(name)
    found = made(name)
    depths = [taken(found, layout.side)[1] for layout in found.layouts]
    assert sum(depths) <= plate.plate.thickness - 0.2 + 1e-9
    for layout in found.layouts:
        marks = layout.of(Role.MARK)
        assert len({mark.role for mark in layout.marks} - {Role.MARK, Role.GUIDE}) == 0
        if isinstance(marks[0], Area):
            whole = all_metal(marks)
            assert whole.area == pytest.approx(sum(metal(mark).area for mark in marks))
        else:
            centres = [mark.centre for mark in marks if isinstance(mark, Dot)]
            assert len(set(centres)) == len(marks)


@pytest.mark.parametrize("name", ["tinyseed", "disc-12", "washer-m10", "text-85"])
def test_files_read_back(name: str) -> None:
    """With a guide where the edge and the holes are, and nothing that a machine would cut."""
    plate = laid_out(name)
    for layout in made(name).layouts:
        for format_ in STOCK.values():
            drawn(name, layout, format_())
        guides = layout.of(Role.GUIDE)
        assert len(guides) == len(plate.origins) * (1 + len(plate.plate.holes))
        edge = guides[0]
        assert isinstance(edge, Stroke)
        (outline, *_) = place(None, made_for(templates.find(name), templates.find(name).most()))[
            0
        ].of(Role.OUTLINE)
        ours, its = placed(edge, BACK).box().grown(-edge.width / 2), outline.box()
        assert (ours.left, ours.bottom, ours.right, ours.top) == pytest.approx(
            (its.left, its.bottom, its.right, its.top)
        )


def test_a_punch_makes_dots_as_wide_as_there_is_room() -> None:
    """Over every slot, at least as wide as the marks, and not touching."""
    found = pattern(templates.find("keytag"), shop_file.find("centre-punch"))
    assert found.dots
    dots = [mark for mark in found.layouts[0].of(Role.MARK) if isinstance(mark, Dot)]
    assert len(dots) == 12 * 13  # with the row of checks
    assert {dot.diameter for dot in dots} <= {1.899, 1.9}
    assert {dot.cut for dot in dots} == {Cut(0.6)}


@pytest.mark.parametrize(
    ("name", "shop", "message"),
    [
        ("words-85", "centre-punch", "can't cover letters or codes"),
        ("tinyseed", "generic-laser", "only cuts"),
        ("stackbit", "fibre-laser", "goes 0.51 mm deep, but the marks of stackbit are 0.6 mm"),
    ],
)
def test_a_shop_that_can_not(name: str, shop: str, message: str) -> None:
    """What would leave the old marks readable is refused."""
    with pytest.raises(RuleError, match=message):
        pattern(templates.find(name), shop_file.find(shop))


@pytest.mark.parametrize("name", ["tinyseed", "washer-m8"])
def test_lines_cover_all_that_areas_do(name: str) -> None:
    """For a machine that engraves lines: they overlap, and reach to the rim of each area."""
    plate = templates.find(name)
    lines = pattern(plate, shop_file.find("grbl-v-bit"))
    assert lines.shape is Stroke
    areas = pattern(plate, shop_file.find("grbl-laser"))
    assert areas.shape is Area
    for drawn_, wanted in zip(lines.layouts, areas.layouts, strict=True):
        left = all_metal(wanted.of(Role.MARK)).difference(all_metal(drawn_.of(Role.MARK)))
        assert left.area < 0.02 * all_metal(wanted.of(Role.MARK)).area, "corners alone stay"
        assert left.buffer(-0.1).is_empty


def test_a_single_mark_is_told_as_one() -> None:
    """What was read back is counted in plain words."""
    dot = Dot(Role.MARK, Point(5, 5), 2)
    for count, told in ((1, "1 mark"), (2, "2 marks")):
        dots = tuple(replace(dot, centre=Point(5 + 4 * at, 5)) for at in range(count))
        layout = Layout("front", 2.0, dots, Size(20, 10))
        assert drawn("a", layout, STOCK["svg"]()).verified == f"read back: {told}"
