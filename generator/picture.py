"""A layout drawn in characters, for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from generator.geometry import Arc, Line, Path, Point, Rect, Size, Vec, rounded_rectangle
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke

_BRAILLE = 0x2800
"""The empty pattern; each of the eight dots of a character is one bit (Unicode)."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of the dot in (row, column) of a character."""


_READABLE = 5
"""Dots: letters that are less high can't be read in braille."""


def picture(layout: Layout, columns: int, rooms: Iterable[Rect] = ()) -> str:
    """One side as lines of braille characters, `columns` wide at most, without a last newline.

    Words of the legend that are too small to be read are bars, as a typographer would sketch them;
    `rooms`, fields where a blank shows nothing, are dotted boxes.
    """
    frame = Rect.around(mark.box() for mark in layout.of(Role.OUTLINE))
    step = frame.width / (columns * 2 - 1)
    width, height = columns * 2, math.floor(frame.height / step) + 1
    rows = [[0] * columns for _ in range((height + 3) // 4)]
    for point in _drawn(layout, rooms, step):
        x = round((point.x - frame.left) / step)
        y = round((frame.top - point.y) / step)
        if 0 <= x < width and 0 <= y < height:
            rows[y // 4][x // 2] |= _BITS[y % 4][x % 2]
    return "\n".join("".join(chr(_BRAILLE | bits) for bits in row).rstrip("\u2800") for row in rows)


def _drawn(layout: Layout, rooms: Iterable[Rect], step: float) -> Iterator[Point]:
    """Points of all there is to see, about `step` millimetres apart."""
    legend = [mark for mark in layout.of(Role.LEGEND) if isinstance(mark, Stroke)]
    for mark in layout.marks:
        if mark.role is not Role.LEGEND or not isinstance(mark, Stroke):
            yield from _ink(mark, step)
    for word in _words(legend, 2 * step):
        box = Rect.around(mark.path.box() for mark in word)
        if min(2 * box.width, box.height) > (_READABLE - 1) * step:
            for mark in word:
                yield from _ink(mark, step)
        elif box.height > 2 * box.width:
            yield from _bar(Point(box.centre.x, box.bottom), Point(box.centre.x, box.top), step)
        else:
            yield from _bar(Point(box.left, box.centre.y), Point(box.right, box.centre.y), step)
    for room in rooms:
        edge = rounded_rectangle(Size(room.width, room.height), 0)
        yield from _along(edge.moved(Vec(room.left, room.bottom)), 3 * step)


def _bar(start: Point, end: Point, step: float) -> Iterator[Point]:
    return _along(Path(start, (Line(end),)), step)


def _words(strokes: Iterable[Stroke], gap: float) -> Iterator[list[Stroke]]:
    """Strokes that follow each other in the layout and in place, no more than `gap` apart."""
    word: list[Stroke] = []
    for stroke in strokes:
        if word and Rect.around(s.path.box() for s in word).gap(stroke.path.box()) > gap:
            yield word
            word = []
        word.append(stroke)
    if word:
        yield word


def _ink(mark: Mark, step: float) -> Iterator[Point]:
    """Points of a mark, about `step` millimetres apart."""
    match mark:
        case Dot():
            radius = mark.diameter / 2
            count = max(1, math.ceil(math.tau * radius / step))
            for index in range(count):
                angle = math.tau * index / count
                yield mark.centre + (Point(math.cos(angle), math.sin(angle)) - Point(0, 0)) * radius
        case Stroke():
            yield from _along(mark.path, step)
        case Area():
            for path in (mark.outline, *mark.holes):
                yield from _along(path, step)


def _along(path: Path, step: float) -> Iterator[Point]:
    for start, segment in path.steps():
        chord = segment.end - start
        if isinstance(segment, Arc):
            yield segment.middle(start)
        count = max(1, math.ceil(start.distance(segment.end) / step))
        if not isinstance(segment, Arc):
            for index in range(count):
                yield start + chord * (index / count)
        yield segment.end
