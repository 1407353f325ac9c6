"""A sheet of A4 for each side, with the count of each row and column and a box to tick."""

from __future__ import annotations

from collections.abc import Iterator

from generator.counting import Counts
from generator.geometry import Point, Rect, Size, rounded_rectangle
from generator.layout import SURFACE, Area, Dot, Layout, Mark, Role
from generator.lettering import Hand, written
from generator.template import Template

FRAME = Size(208.0, 295.0)
"""Millimetres; with the page that an SVG leaves around an outline it is A4."""

_LEFT, _TOP, _WIDE, _HIGH = 34.0, 245.0, 130.0, 205.0
"""The field for the slots, and its size."""

_SMALL, _TEXT, _TITLE, _SLOT = 1.6, 2.2, 3.2, 0.8
_PEN = Hand(Role.MARK, "stroke", 0.25, SURFACE)
_THIN = Hand(Role.MARK, "stroke", 0.18, SURFACE)


def sheet(counts: Counts, template: Template, *, even: bool) -> Layout:
    """One page; with `even` it says that every row has to be even in number."""
    box = Rect(
        min(place.x for place in counts.places),
        min(place.y for place in counts.places),
        max(place.x for place in counts.places),
        max(place.y for place in counts.places),
    )
    scale = min(_WIDE / max(box.width, 1.0), _HIGH / max(box.height, 1.0), 4.0)

    def at(place: Point) -> Point:
        x, y = _LEFT + (place.x - box.left) * scale, _TOP - (box.top - place.y) * scale
        return Point(x, y).rounded()

    marks: list[Mark] = [*_heading(counts, template, even=even)]
    marks += [Dot(Role.MARK, at(place), _SLOT) for place in counts.places]
    right, bottom = at(Point(box.right, box.bottom)).x, at(Point(box.left, box.bottom)).y
    if counts.columns:
        for row in counts.rows:
            marks += _row(row.name, row.marks, at(Point(box.right, row.at)).y, right)
        for number, column in enumerate(counts.columns):
            x = at(Point(column.at, box.bottom)).x
            low = bottom - 5.0 - 3.0 * (number % 2)
            marks += written(str(column.marks), _SMALL, _THIN, Point(x, low), "centre", 0)
            marks += written(column.name, _SMALL, _THIN, Point(x + 0.8, _TOP + 4.0), "left", 90)
    else:
        for number, row in enumerate(counts.rows):
            marks += _row(row.name, row.marks, _TOP - 6.0 * number, right)
    frame = Area(Role.OUTLINE, rounded_rectangle(FRAME, 0.0))
    return Layout(counts.side, 1.0, (*marks, frame))


def _row(name: str, count: int, height: float, right: float) -> Iterator[Mark]:
    """The name of a row on the left, its count and a box on the right."""
    low = height - _TEXT / 2
    yield from written(name, _TEXT, _PEN, Point(_LEFT - 5.0, low), "right", 0)
    yield from written(str(count), _TEXT, _PEN, Point(right + 10.0, low), "right", 0)
    yield from written("[ ]", _TEXT, _THIN, Point(right + 14.0, low), "left", 0)


def _heading(counts: Counts, template: Template, *, even: bool) -> Iterator[Mark]:
    lines = [
        f"{template.name}  {counts.side}  {counts.marks} marks".upper(),
        "PRIVATE: BURN IT AFTERWARDS. COUNT THE MARKS OF EACH ROW AND COLUMN, AND TICK IT.",
    ]
    if even:
        lines.append("EVERY ROW HAS AN EVEN NUMBER OF MARKS.")
    for number, line in enumerate(lines):
        height = _TITLE if number == 0 else _SMALL
        yield from written(line, height, _PEN, Point(14.0, 280.0 - 7.0 * number), "left", 0)
