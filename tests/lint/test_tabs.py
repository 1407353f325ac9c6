"""Tabs and shared edges: taken for what they are, and for nothing more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import template_file
from generator.formats import FORMATS
from generator.geometry import Arc, Line, Path, Point, Size, polygon
from generator.layout import Layout, Role, Stroke
from generator.lint import lint
from generator.lint.drawing import Loop, Shape, Use
from generator.lint.tabs import bridged
from generator.sheets.edges import Tabs
from generator.sheets.nesting import nested
from generator.sheets.packing import Stock
from generator.sheets.sheet import Wanted, Wish
from generator.variant import made_for
from tests.lint.good import swapped

NAME = "sheet-1.front"


def fronts(counts: dict[str, int], spacing: float, tabs: Tabs | None) -> tuple[Layout, ...]:
    """Everything nested on sheets of 300 × 300 mm, with serial numbers; the fronts."""
    plates = {name: template_file.find(name) for name in counts}
    wanted = [Wanted(made_for(plate, plate.most()), counts[name]) for name, plate in plates.items()]
    wish = Wish(Stock(Size(300.0, 300.0), 5.0, spacing, turning=True), tabs, "A-")
    return tuple(sheet.layouts[0] for sheet in nested(wanted, wish))


def edges_of(layout: Layout) -> Layout:
    """The edges alone: what stands on the plates doesn't matter here and takes time."""
    assert layout.stock is not None
    return Layout("front", layout.thickness, layout.of(Role.OUTLINE), layout.stock)


def codes(layout: Layout, kind: str = "svg") -> set[str]:
    """The codes of all findings on a sheet."""
    return {each.code for each in lint(FORMATS[kind]().write((layout,)), f"{NAME}.{kind}")[1]}


@pytest.mark.parametrize("spacing", [0.0, 2.0])
@pytest.mark.parametrize("kind", ["svg", "dxf"])
def test_a_sheet_with_tabs_has_no_finding(kind: str, spacing: float) -> None:
    """Rounded plates and round ones, apart, and side by side with tabs of both in one cut."""
    for counts in ({"card": 2, "binary-grid": 3}, {"washer-m6": 1}):
        for tabs in (Tabs(2, 0.5), Tabs(7, 3.0)):
            for layout in fronts(counts, spacing, tabs):
                assert not codes(edges_of(layout), kind)


@pytest.mark.prove
@pytest.mark.parametrize("count", [2, 5, 8])
@pytest.mark.parametrize("width", [0.2, 3.0])
def test_no_sheet_has_a_finding(count: int, width: float) -> None:
    """Of many sizes side by side, where tabs meet tabs, corners and other plates."""
    for counts in (
        {"card": 3, "words-85": 2, "binary-grid": 5},
        {"codl": 4, "cryptotag": 3, "stackbit": 5},
        {"tinyseed": 20},
    ):
        for layout in fronts(counts, 0.0, Tabs(count, width)):
            assert not codes(edges_of(layout))


@pytest.mark.parametrize("tabs", [None, Tabs(3, 0.5)])
def test_marks_and_numbers_on_a_sheet_are_on_their_plates(tabs: Tabs | None) -> None:
    """A plate that hangs on tabs has an outline, on which all that is engraved must lie."""
    (layout,) = fronts({"tinyseed": 2}, 2.0, tabs)
    assert not codes(layout)
    assert layout.stock is not None
    text = FORMATS["svg"]().write((layout,)).decode()
    stray = '<g id="mark"><circle cx="200" cy="200" r="0.5" fill="#000000" /></g>'
    far = swapped(text, '<g id="guide"', f'{stray}<g id="guide"')
    (finding,) = lint(far.encode(), f"{NAME}.svg")[1]
    assert finding.code == "outside-plate"


def test_another_gap_than_the_tabs_is_an_open_contour() -> None:
    """One cut that ends too early, or a gap where no tab is, on a sheet with tabs."""
    (layout,) = map(edges_of, fronts({"card": 2}, 2.0, Tabs(3, 0.5)))
    for at, mark in enumerate(layout.marks):
        assert isinstance(mark, Stroke)
        shorter = Path(mark.path.start, mark.path.segments[:-1])
        assert shorter.segments
        marks = (*layout.marks[:at], Stroke(Role.OUTLINE, shorter, 0.0), *layout.marks[at + 1 :])
        assert "open-contour" in codes(Layout("front", 2.0, marks, layout.stock))
        assert "open-contour" in codes(
            Layout("front", 2.0, (*layout.marks[:at], *layout.marks[at + 1 :]), layout.stock)
        )


@pytest.mark.parametrize("gap", [0.1, 0.5, 2.0])
def test_a_single_gap_is_an_open_contour(gap: float) -> None:
    """One gap may be anything; several of one width are tabs."""
    corners = (Point(10, 10), Point(60, 10), Point(60, 40), Point(10, 40))
    path = Path(Point(30 + gap, 10), (*map(Line, (*corners[1:], corners[0], Point(30, 10))),))
    one = Layout("front", 2.0, (Stroke(Role.OUTLINE, path, 0.0),), Size(80, 80))
    assert {"open-contour", "no-outline"} <= codes(one) & codes(one, "dxf")


def test_gaps_of_several_widths_are_no_tabs() -> None:
    """Where two are equal these alone are taken for tabs, and what has another stays open."""
    cuts = (((20, 0), (30, 0)), ((30.5, 0), (40, 0)), ((40.5, 0), (50, 0)), ((50.9, 0), (60, 0)))
    shapes = [line_of(number, *cut) for number, cut in enumerate(cuts)]
    corners = [Point(60, 0), Point(60, 20), Point(20, 20), Point(20, 0)]
    shapes.append(shape(4, Path(corners[0], tuple(map(Line, corners[1:])))))
    lines = bridged(shapes)[:4]
    assert lines == shapes[:4]


def test_tabs_in_a_circle_are_round() -> None:
    """What closes a circle with tabs goes on round it."""
    arcs = (
        Path(Point(9.9875, 0.5), (Arc(Point(-9.9875, 0.5), 10.0, ccw=True),)),
        Path(Point(-9.9875, -0.5), (Arc(Point(9.9875, -0.5), 10.0, ccw=True),)),
    )
    (whole,) = bridged([shape(number, arc) for number, arc in enumerate(arcs)])
    assert isinstance(whole.figure, tuple)
    (loop,) = whole.figure
    assert loop.closed
    assert all(isinstance(step, Arc) for step in loop.path.segments)


def test_what_is_closed_or_marked_stays_as_it_is() -> None:
    """Marks may be open lines that face each other, as the strokes of letters are."""
    closed = shape(0, polygon((Point(0, 0), Point(9, 0), Point(9, 9))))
    lines = [line_of(1, (3, 3), (4, 3)), line_of(2, (4.5, 3), (6, 3)), line_of(3, (6.5, 3), (8, 3))]
    marks = [replace(line, use=Use.MARK) for line in lines]
    assert bridged([closed, *marks]) == [closed, *marks]


def shape(number: int, path: Path) -> Shape:
    """One contour of the outline."""
    return Shape(number, Use.EDGE, "outline", (Loop(path, path.closed),))


def line_of(number: int, start: tuple[float, float], end: tuple[float, float]) -> Shape:
    """One straight cut of the outline."""
    return shape(number, Path(Point(*start), (Line(Point(*end)),)))
