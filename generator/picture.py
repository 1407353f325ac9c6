"""A layout drawn in characters, for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.geometry import Arc, Path, Point, Rect
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke

_BRAILLE = 0x2800
"""The empty pattern; each of the eight dots of a character is one bit (Unicode)."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of the dot in (row, column) of a character."""


def picture(layout: Layout, columns: int) -> str:
    """One side as lines of braille characters, `columns` wide at most, without a last newline."""
    frame = Rect.around(mark.box() for mark in layout.of(Role.OUTLINE))
    step = frame.width / (columns * 2 - 1)
    width, height = columns * 2, math.floor(frame.height / step) + 1
    rows = [[0] * columns for _ in range((height + 3) // 4)]
    for mark in layout.marks:
        for point in _ink(mark, step):
            x = round((point.x - frame.left) / step)
            y = round((frame.top - point.y) / step)
            if 0 <= x < width and 0 <= y < height:
                rows[y // 4][x // 2] |= _BITS[y % 4][x % 2]
    return "\n".join("".join(chr(_BRAILLE | bits) for bits in row).rstrip("\u2800") for row in rows)


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
