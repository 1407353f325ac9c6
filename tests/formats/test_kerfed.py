"""LightBurn projects and cut files drawn for the kerf of a machine of one's own."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from ezdxf import bbox
from ezdxf.filemanagement import read as foreign_read
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import template_file
from generator.errors import RuleError
from generator.formats import FORMATS, KERFED, for_machine, sniff
from generator.geometry import Point, Size, Vec, circle, polygon, rounded_rectangle
from generator.layout import Area, Dot, Role
from generator.lint import lint
from generator.match import differences
from generator.pipeline import blank, prepared
from tests.formats.layouts import layout_of
from tests.formats.machines import LASER

CUTTING = replace(LASER, kerf=0.2)
PLATE = layout_of(
    Dot(Role.MARK, Point(5, 8), 0.6),
    Dot(Role.HOLE, Point(20, 20), 3),
    Area(Role.HOLE, rounded_rectangle(Size(9, 2), 0.9).moved(Vec(30, 20))),
    Area(Role.HOLE, polygon((Point(30, 5), Point(35, 5), Point(35, 9), Point(30, 9)))),
)


@pytest.mark.parametrize("name", KERFED)
def test_the_part_has_its_own_size_and_the_beam_goes_beside_it(name: str) -> None:
    """Half a kerf outside the outline and inside each hole; reading takes it back."""
    format_, nominal = for_machine(name, CUTTING), FORMATS[name]()
    assert format_.ending == f".kerf{nominal.ending}"
    data = format_.write((PLATE,))
    (face,) = format_.read(data)
    assert differences(nominal.view(PLATE).marks, face.marks) == ([], [])
    (beam,) = nominal.read(data)
    sizes = {
        role: sorted(
            (round(mark.box().width, 3), round(mark.box().height, 3))
            for mark in beam.marks
            if mark.role is role
        )
        for role in (Role.OUTLINE, Role.HOLE)
    }
    assert sizes[Role.OUTLINE] == [(60.2, 30.2)]
    assert sizes[Role.HOLE] == [(2.8, 2.8), (4.8, 3.8), (8.8, 1.8)]


@pytest.mark.parametrize("name", KERFED)
def test_without_a_kerf_nothing_changes(name: str) -> None:
    """A machine that states none gets the same bytes as everybody, by the same name."""
    plain = for_machine(name, LASER)
    assert plain.ending == FORMATS[name]().ending
    assert plain.write((PLATE,)) == FORMATS[name]().write((PLATE,))
    assert plain.check is None


@pytest.mark.parametrize("name", KERFED)
def test_a_kerf_that_is_off_by_a_hundredth_is_noticed(name: str) -> None:
    """A file for one kerf is no plate of ours on a machine with another."""
    data = for_machine(name, CUTTING).write((PLATE,))
    for kerf in (0.19, 0.21):
        (face,) = for_machine(name, replace(CUTTING, kerf=kerf)).read(data)
        due = FORMATS[name]().view(PLATE)
        edges = [[m for m in each.marks if m.role is Role.HOLE] for each in (due, face)]
        assert len(differences(*edges)[0]) == 3


@settings(max_examples=30)
@given(st.integers(10, 2000), st.integers(2200, 9000), st.integers(0, 3000))
def test_any_kerf_in_any_size_comes_back(kerf_um: int, hole_um: int, corner_um: int) -> None:
    """Each kerf that a profile may state, with holes and corners of whole micrometres."""
    machine = replace(CUTTING, kerf=kerf_um / 1000)
    edge = Area(Role.OUTLINE, rounded_rectangle(Size(60, 30), corner_um / 1000))
    slot = rounded_rectangle(Size(9, hole_um / 1000), 1.05).moved(Vec(30, 10))
    layout = layout_of(
        Dot(Role.HOLE, Point(20, 20), hole_um / 1000), Area(Role.HOLE, slot), edge=edge
    )
    for name in KERFED:
        format_ = for_machine(name, machine)
        assert format_.check is not None
        format_.check(layout)
        (face,) = format_.read(format_.write((layout,)))
        assert differences(format_.view(layout).marks, face.marks) == ([], [])


def test_what_leaves_nothing_is_refused() -> None:
    """Told on the full plate, as for G-code."""
    for name in KERFED:
        check = for_machine(name, replace(CUTTING, kerf=2.0)).check
        assert check is not None
        with pytest.raises(RuleError, match="leaves nothing of a hole of 2 mm"):
            check(layout_of(Dot(Role.HOLE, Point(20, 20), 2)))


def test_a_cut_file_keeps_the_datum_and_says_its_kerf() -> None:
    """The origin is that of the mark file; a foreign reader sees the beam's way around it."""
    data = for_machine("dxf-cut", CUTTING).write((PLATE,))
    assert sniff(data, "x.kerf.cut_mm.dxf") == "dxf-cut"
    text = data.decode("ascii")
    assert text.startswith("999\nDRAWN FOR A KERF OF 0.2 MM\n")
    document = foreign_read(io.StringIO(text))
    assert not document.audit().errors
    box = bbox.extents(document.modelspace().query('*[layer=="outline"]'))
    assert tuple(box.extmin) == pytest.approx((-0.1, -0.1, 0), abs=1e-6)
    assert tuple(document.header["$EXTMAX"]) == pytest.approx((60.1, 30.1, 0), abs=1e-6)


def test_a_project_says_its_kerf_and_no_layer_offsets_again() -> None:
    """In its notes; a kerf offset of LightBurn's own is refused by the reader."""
    format_ = for_machine("lbrn2", CUTTING)
    data = format_.write((PLATE,))
    assert b'<Notes ShowOnLoad="0" Notes="Drawn for a kerf of 0.2 mm"/>' in data
    assert b"<kerf" not in data
    again = data.replace(b"<priority", b'<kerf Value="0.1"/><priority')
    with pytest.raises(ValueError, match="says something that may change what is done"):
        format_.read(again)


@pytest.mark.parametrize("name", ["tinyseed", "washer-m6", "keytag"])
def test_a_blank_plate_for_a_kerf_is_proved_and_clean(name: str) -> None:
    """Made and read back by the whole road, and without a finding of the linter."""
    template = template_file.find(name)
    made = prepared(template, template.most())
    for kind in KERFED:
        for product in blank(made, (for_machine(kind, CUTTING),)):
            assert ".kerf." in product.name
            assert lint(product.data, product.name)[1] == ()


def test_circles_of_lines_stay_circles() -> None:
    """A round hole that is drawn as a contour keeps its centre, and every step its end."""
    layout = layout_of(Area(Role.HOLE, circle(Point(20, 15), 4)))
    for name in KERFED:
        format_ = for_machine(name, CUTTING)
        (face,) = format_.read(format_.write((layout,)))
        (hole,) = (mark for mark in face.marks if mark.role is Role.HOLE)
        assert isinstance(hole, Area)
        assert all(
            abs(start.distance(Point(20, 15)) - 4) < 0.002 for start, _ in hole.outline.steps()
        )


def test_marks_are_not_touched() -> None:
    """What is engraved stands where it stood."""
    text = for_machine("lbrn2", CUTTING).write((PLATE,)).decode("ascii")
    assert re.search(r'CutIndex="8" Rx="0.3000" Ry="0.3000">\s*<XForm>1 0 0 1 5.000 8.000<', text)
