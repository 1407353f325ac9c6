"""A plate on paper at 1:1, a page for each side: to lie on the metal while it is stamped.

A dot is a ring of its true size with a cross in it; letters and codes stand in their true places.
What helps to cut, fold and check the paper is grey, and the plate has one colour for each role.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from generator.errors import RuleError
from generator.formats.flat import area, frame, machined, only
from generator.formats.paper import A3, A4, WHITE, Item, Page, Shape, Words, quartered, segment
from generator.formats.pdf_canvas import write as written
from generator.formats.stencil_read import read
from generator.geometry import Path, Point, Rect, Size, Vec, circle, polygon
from generator.layout import CUT_THROUGH, SURFACE, Area, Dot, Face, Layout, Mark, Role, Stroke

__all__ = ["read", "view", "write"]

COLOUR = {
    Role.MARK: "#000000",
    Role.LEGEND: "#0000FF",
    Role.OUTLINE: "#FF0000",
    Role.GUIDE: "#00A000",
    Role.HOLE: "#FF8000",
    Role.FIDUCIAL: "#FF00FF",
}
"""By role."""

GREY = "#808080"
"""Of everything that is not on the plate."""

HAIRLINE = 0.05
"""Millimetres; of contours, rings and crosses."""

BAR = 100.0
"""Millimetres that both check bars must measure on paper."""

TAB = 9.0
"""Millimetres that are folded around each edge of the plate."""

_EDGE = 10.0
"""Millimetres of paper that a printer may leave white."""

_HEAD, _FOOT, _RIGHT = 19.0, 12.0, 12.0
"""Millimetres for the words above, the bar below, and the bar on the right."""

_SLANT = 2.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    size: Size
    by: Vec
    """From the plate's datum to the paper's."""
    box: Rect
    """Of the plate, on the paper."""


def view(layout: Layout) -> Face:
    """What paper can show of a layout: everything but depth, wide arcs in two halves."""
    return Face(tuple(_seen(mark) for mark in layout.marks))


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The PDF of all sides; the same layouts give the same bytes anywhere and any day.

    Raises `RuleError` for a plate that is too large for A3, `ValueError` for a layout that can't be
    drawn, see `flat.only`.
    """
    return written([_page(layout) for layout in layouts])


def _seen(mark: Mark) -> Mark:
    match mark:
        case Dot():
            return Dot(mark.role, mark.centre, mark.diameter, SURFACE)
        case Stroke():
            return Stroke(mark.role, quartered(mark.path), mark.width, SURFACE)
        case Area():
            holes = tuple(quartered(hole) for hole in mark.holes)
            return area(Area(mark.role, quartered(mark.outline), holes))
        case _:
            assert_never(mark)


def _page(layout: Layout) -> Page:
    only((layout,))
    sheet = _sheet(frame(layout))
    items: list[Item] = [*_surroundings(sheet), *_bars(sheet), *_words(layout, sheet)]
    for _, marks in machined(layout):
        for mark in marks:
            items += _drawn(mark, sheet.by)
    return Page(sheet.size, tuple(items))


def _sheet(plate: Rect) -> _Sheet:
    """The smallest paper, standing or lying, with the plate in the middle of what is free."""
    for lying in (A4, A3):
        for size in (Size(lying.height, lying.width), lying):
            free = Rect(
                _EDGE,
                _EDGE + _FOOT,
                size.width - _EDGE - _RIGHT,
                size.height - _EDGE - _HEAD,
            )
            need = plate.grown(TAB)
            if need.width <= free.width and need.height <= free.height:
                x = round(free.left + (free.width - plate.width) / 2)
                y = round(free.bottom + (free.height - plate.height) / 2)
                box = Rect(x, y, x + plate.width, y + plate.height)
                return _Sheet(size, Vec(x, y), box)
    raise RuleError("the plate is too large for a stencil on A3; print its SVG in parts")


def _drawn(mark: Mark, by: Vec) -> Iterator[Shape]:
    colour = COLOUR[mark.role]
    match mark:
        case Dot():
            centre, radius = mark.centre + by, mark.diameter / 2
            ring = (circle(centre, radius),)
            fill = None if mark.role in CUT_THROUGH else WHITE
            yield Shape(ring, colour, HAIRLINE, fill)
            if mark.role is not Role.OUTLINE:
                yield from _cross(centre, radius)
        case Stroke():
            if mark.role in CUT_THROUGH:
                raise ValueError(f"a {mark.role.value} is a contour, not the way of a tool")
            yield Shape((_on_paper(mark.path, by),), colour, mark.width, round_tool=True)
        case Area():
            loops = tuple(_on_paper(loop, by) for loop in (mark.outline, *mark.holes))
            if mark.role in CUT_THROUGH:
                yield Shape(loops, colour, HAIRLINE)
            else:
                yield Shape(loops, None, fill=colour)
        case _:
            assert_never(mark)


def _on_paper(path: Path, by: Vec) -> Path:
    return quartered(path).moved(by)


def _cross(centre: Point, radius: float) -> Iterator[Shape]:
    for arm in (Vec(radius, 0), Vec(0, radius)):
        yield _grey(segment(centre + arm * -1, centre + arm), HAIRLINE)


def _grey(path: Path, width: float = 0.13) -> Shape:
    return Shape((path,), GREY, width)


def _surroundings(sheet: _Sheet) -> Iterator[Item]:
    """The line to cut along, around a tab on each edge, and where the tabs are folded."""
    box, out = sheet.box, sheet.box.grown(TAB)
    inset = min(3.0, box.width / 6, box.height / 6)
    left, right = box.left + inset, box.right - inset
    low, high = box.bottom + inset, box.top - inset
    corners = (
        *(Point(left, box.bottom), Point(left + _SLANT / 2, out.bottom)),
        *(Point(right - _SLANT / 2, out.bottom), Point(right, box.bottom)),
        Point(box.right, box.bottom),
        *(Point(box.right, low), Point(out.right, low + _SLANT / 2)),
        *(Point(out.right, high - _SLANT / 2), Point(box.right, high)),
        Point(box.right, box.top),
        *(Point(right, box.top), Point(right - _SLANT / 2, out.top)),
        *(Point(left + _SLANT / 2, out.top), Point(left, box.top)),
        Point(box.left, box.top),
        *(Point(box.left, high), Point(out.left, high - _SLANT / 2)),
        *(Point(out.left, low + _SLANT / 2), Point(box.left, low)),
        Point(box.left, box.bottom),
    )
    yield _grey(polygon(corners))
    for x, toward in ((box.left, 1), (box.right, -1)):
        for y in (box.bottom, box.top):
            yield _grey(segment(Point(x + toward * inset, y), Point(x + toward * (inset + 2), y)))
    middle = box.centre
    size = min(2.6, (right - left - _SLANT) / 9)
    yield Words("top: up", Point(middle.x, box.top + 3), size, "centre", bold=True)
    yield Words("fold back", Point(middle.x, out.bottom + 3), size, "centre")
    side = min(2.6, (high - low - _SLANT) / 7)
    yield Words("fold back", Point(box.left - 3.4, middle.y), side, "centre", 90)
    yield Words("fold back", Point(out.right - 3.4, middle.y), side, "centre", 90)


def _bars(sheet: _Sheet) -> Iterator[Item]:
    """A bar of 100 mm along each axis."""
    y, x = _EDGE + 2, sheet.size.width - _EDGE - 2
    yield from _bar(Point(_EDGE + 2, y), Vec(1, 0))
    yield from _bar(Point(x, _EDGE + _FOOT), Vec(0, 1))
    told = "must measure 100 mm: print at 100 %, no scaling"
    yield Words(told, Point(_EDGE + 2 + BAR / 2, y + 2.4), 2.6, "centre")
    yield Words(told, Point(x - 2.4, _EDGE + _FOOT + BAR / 2), 2.6, "centre", 90)


def _bar(start: Point, along: Vec) -> Iterator[Shape]:
    across = Vec(along.dy, along.dx) * 2
    yield _grey(segment(start, start + along * BAR), 0.25)
    for far in (0.0, BAR):
        place = start + along * far
        yield _grey(segment(place + across * -1, place + across), 0.25)


def _words(layout: Layout, sheet: _Sheet) -> Iterator[Words]:
    top, left = sheet.size.height - _EDGE, _EDGE + 2
    yield Words(f"Stencil 1:1, {layout.side}", Point(left, top - 4.5), 4.2, bold=True)
    told = "This is a blank: no secret on it."
    if layout.of(Role.MARK):
        told = "SECRET: who has this paper has the words. Burn it when the plate is stamped."
    lines = (
        told,
        "Cut along the grey line and fold the tabs around the edges of the plate, top edge up.",
        "Stamp through the paper: a dot where a cross stands, a letter where it is printed.",
    )
    for row, line in enumerate(lines):
        yield Words(line, Point(left, top - 9.5 - 3.6 * row), 2.8, bold=row == 0)
