"""A picture of a plate looked at pixel by pixel, without the package that drew it.

Each pixel more than one pixel inside a mark has its colour, and none that far outside has it.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, assert_never

from generator.errors import VerifyError
from generator.geometry import Arc, Path, Point, Rect, Segment
from generator.layout import CUT_THROUGH, Area, Dot, Mark, Role, Stroke

WHITE = (255, 255, 255)
INK = (38, 40, 44)
GUIDE = (128, 130, 134)
"""Levels of red, green and blue."""

_METAL = range(190, 225)

_VISIBLE = 1.0
"""Pixels; a thinner line is too pale to be told from the metal."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_Distance: TypeAlias = Callable[[tuple[float, float]], float]
"""Pixels from a place to the edge of something."""

_OFF, _MAYBE, _ON = 0, 1, 2
_CLEAR = 1.0
"""Pixels from an edge at which a colour must be pure."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A side in the picture: `left` and `top` of its box in pixels, `scale` in pixels a mm."""

    marks: tuple[Mark, ...]
    box: Rect
    scale: float
    left: float
    top: float

    def at(self, point: Point) -> Point:
        """A place of the plate in pixels, y down; the middle of the first pixel is at a half."""
        x = self.left + (point.x - self.box.left) * self.scale
        return Point(x, self.top + (self.box.top - point.y) * self.scale)


class _Plane:
    """For each pixel whether some marks cover it: off, perhaps, on."""

    __slots__ = ("height", "states", "width")

    def __init__(self, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.states = bytearray(self.width * self.height)

    def row(self, y: int) -> int:
        """Where a row begins."""
        return y * self.width

    def band(self, near: Rect) -> tuple[range, range]:
        """The columns and rows whose middles may be within a box."""
        return (
            range(max(0, math.floor(near.left)), min(self.width, math.ceil(near.right))),
            range(max(0, math.floor(near.bottom)), min(self.height, math.ceil(near.top))),
        )


def check(data: bytes, sides: Sequence[Shown], size: tuple[int, int]) -> None:
    """Raises `VerifyError` unless the picture shows these sides."""
    try:
        rows = list(_rows(data, size))
    except (ValueError, IndexError, struct.error, zlib.error):
        raise VerifyError("the picture is no PNG as it should be; nothing was written") from None
    metal, holes, guides, ink = (_Plane(size) for _ in range(4))
    by_role = {Role.OUTLINE: metal, Role.HOLE: holes, Role.GUIDE: guides}
    for side in sides:
        for mark in side.marks:
            _cover(by_role.get(mark.role, ink), mark, side)
    planes = (metal.states, holes.states, guides.states, ink.states)
    expected = zip(*planes, strict=True)
    for row in rows:
        for pixel in zip(row[::3], row[1::3], row[2::3], strict=True):
            if not _right(pixel, *next(expected)):
                raise VerifyError("the picture shows a mark elsewhere; nothing was written")

    if not all(_present(rows, mark, side) for side in sides for mark in side.marks):
        raise VerifyError("the picture lacks a mark; nothing was written")


def _present(rows: Sequence[bytes], mark: Mark, side: Shown) -> bool:
    """Whether it is dark where a mark is, all along a line, if a mark this thin can be seen."""
    if mark.role in CUT_THROUGH:
        return True
    match mark:
        case Dot():
            places, thick = iter((side.at(mark.centre),)), mark.diameter
        case Stroke():
            places, thick = _along(mark.path, side), mark.width
        case Area():
            places, thick = iter((side.at(mark.outline.start),)), _mean_width(mark)
        case _:
            assert_never(mark)
    return thick * side.scale < _VISIBLE or all(_dark(rows, place) for place in places)


def _along(path: Path, side: Shown) -> Iterator[Point]:
    """Places a pixel apart along a path."""
    for start, step in path.steps():
        for one, other in pairwise(_points(side, start, step)):
            count = max(1, math.ceil(one.distance(other)))
            yield from (one + (other - one) * (part / count) for part in range(count + 1))


def _dark(rows: Sequence[bytes], at: Point) -> bool:
    """Whether a pixel is dark there, or one beside it."""
    x, y = int(at.x), int(at.y)
    around = (row[3 * max(0, x - 1) : 3 * x + 6] for row in rows[max(0, y - 1) : y + 2])
    return min(min(pixels) for pixels in around) < _METAL.start


def _mean_width(area: Area) -> float:
    """Of its arms, as a code has: twice what is inside over the way around."""
    loops = (area.outline, *area.holes)
    around = sum(segment.end.distance(start) for loop in loops for start, segment in loop.steps())
    return 2 * sum(loop.area() for loop in loops) / around


def _right(pixel: tuple[int, int, int], metal: int, hole: int, guide: int, ink: int) -> bool:
    if ink == _ON:
        return pixel == INK
    if _MAYBE in (ink, guide):
        return True
    if guide == _ON:
        return pixel == GUIDE
    if _MAYBE in (metal, hole):
        return min(pixel) >= _METAL.start
    if metal == _OFF or hole == _ON:
        return pixel == WHITE
    return pixel[0] in _METAL and len(set(pixel)) == 1


def _cover(plane: _Plane, mark: Mark, side: Shown) -> None:
    match mark:
        case Dot():
            centre, radius = side.at(mark.centre), mark.diameter / 2 * side.scale
            box = Rect(centre.x, centre.y, centre.x, centre.y).grown(radius + _CLEAR)
            _mark(plane, box, lambda p: math.hypot(p[0] - centre.x, p[1] - centre.y) - radius)
        case Stroke():
            for start, step in mark.path.steps():
                _way(plane, list(_points(side, start, step)), mark.width / 2 * side.scale)
        case Area():
            loops = [list(_loop(side, loop)) for loop in (mark.outline, *mark.holes)]
            _inside(plane, loops)
            for loop in loops:
                _edge(plane, loop)
        case _:
            assert_never(mark)


def _way(plane: _Plane, points: Sequence[Point], half: float) -> None:
    for one, other in pairwise(points):
        box = Rect(
            min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y)
        )
        _mark(plane, box.grown(half + _CLEAR), _beside(one, other, half))


def _beside(one: Point, other: Point, half: float) -> _Distance:
    dx, dy = other.x - one.x, other.y - one.y
    square = dx * dx + dy * dy

    def far(pixel: tuple[float, float]) -> float:
        px, py = pixel[0] - one.x, pixel[1] - one.y
        part = min(1.0, max(0.0, (px * dx + py * dy) / square)) if square else 0.0
        return math.hypot(px - part * dx, py - part * dy) - half

    return far


def _mark(plane: _Plane, box: Rect, far: _Distance) -> None:
    """Note each pixel of a box by its distance from an edge, negative inside."""
    columns, rows = plane.band(box)
    states = plane.states
    for y in rows:
        begin = plane.row(y)
        for x in columns:
            distance = far((x + 0.5, y + 0.5))
            if distance < -_CLEAR:
                states[begin + x] = _ON
            elif distance <= _CLEAR and not states[begin + x]:
                states[begin + x] = _MAYBE


def _inside(plane: _Plane, loops: Sequence[Sequence[Point]]) -> None:
    """Note the pixels inside an odd number of loops, row by row."""
    edges = [each for loop in loops for each in pairwise(loop)]
    _, rows = plane.band(Rect(0, min(a.y for a, _ in edges), 1, max(a.y for a, _ in edges)))
    for y in rows:
        middle = y + 0.5
        cuts = sorted(
            a.x + (middle - a.y) / (b.y - a.y) * (b.x - a.x)
            for a, b in edges
            if (a.y <= middle) != (b.y <= middle)
        )
        for left, right in zip(cuts[::2], cuts[1::2], strict=True):
            first, last = max(0, math.ceil(left - 0.5)), min(plane.width, math.ceil(right - 0.5))
            if last > first:
                begin = plane.row(y)
                plane.states[begin + first : begin + last] = bytes([_ON]) * (last - first)


def _edge(plane: _Plane, loop: Sequence[Point]) -> None:
    """Note that nothing is sure of the pixels beside an edge."""
    for one, other in pairwise(loop):
        far = _beside(one, other, _CLEAR)
        box = Rect(
            min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y)
        )
        columns, rows = plane.band(box.grown(_CLEAR))
        for y in rows:
            for x in columns:
                if far((x + 0.5, y + 0.5)) <= 0:
                    plane.states[plane.row(y) + x] = _MAYBE


def _loop(side: Shown, path: Path) -> Iterator[Point]:
    yield side.at(path.start)
    for start, step in path.steps():
        yield from list(_points(side, start, step))[1:]


def _points(side: Shown, start: Point, step: Segment) -> Iterator[Point]:
    """The ends of a step, and of an arc as many points between as a tenth of a pixel needs."""
    yield side.at(start)
    if isinstance(step, Arc):
        centre, sweep = step.centre(start), step.sweep(start)
        begin = math.atan2(start.y - centre.y, start.x - centre.x)
        count = math.ceil(sweep * math.sqrt(step.radius * side.scale)) + 1
        for at in range(1, count):
            angle = begin + sweep * at / count * (1 if step.ccw else -1)
            x, y = (
                centre.x + step.radius * math.cos(angle),
                centre.y + step.radius * math.sin(angle),
            )
            yield side.at(Point(x, y))
    yield side.at(step.end)


def _rows(data: bytes, size: tuple[int, int]) -> Iterable[bytes]:
    """The rows of pixels, three bytes each, of a PNG of eight bits without interlacing."""
    if data[:8] != _SIGNATURE:
        raise ValueError("signature")
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    if names[0] != b"IHDR" or names[-1] != b"IEND" or set(names[1:-1]) != {b"IDAT"}:
        raise ValueError("chunks")
    if struct.unpack(">IIBBBBB", chunks[0][1]) != (*size, 8, 2, 0, 0, 0):
        raise ValueError("header")
    flat = zlib.decompress(b"".join(content for _, content in chunks[1:-1]))
    line = 1 + 3 * size[0]
    if len(flat) != line * size[1]:
        raise ValueError("length")
    return _unfiltered(flat, line)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        body = data[at + 4 : at + 8 + length]
        if struct.unpack(">I", data[at + 8 + length : at + 12 + length]) != (zlib.crc32(body),):
            raise ValueError("checksum")
        yield body[:4], body[4:]
        at += 12 + length


def _unfiltered(flat: bytes, line: int) -> Iterator[bytes]:
    """Each row with its filter undone; clause 9 of the PNG specification."""
    above = bytes(line - 1)
    for begin in range(0, len(flat), line):
        kind, row = flat[begin], bytearray(flat[begin + 1 : begin + line])
        _undo(kind, row, above)
        above = bytes(row)
        yield above


def _undo(kind: int, row: bytearray, above: bytes) -> None:
    match kind:
        case 0:
            pass
        case 1:
            for x in range(3, len(row)):
                row[x] = (row[x] + row[x - 3]) & 255
        case 2:
            for x, up in enumerate(above):
                row[x] = (row[x] + up) & 255
        case 3:
            for x, up in enumerate(above):
                left = row[x - 3] if x > 2 else 0
                row[x] = (row[x] + (left + up) // 2) & 255
        case 4:
            for x, up in enumerate(above):
                left, corner = (row[x - 3], above[x - 3]) if x > 2 else (0, 0)
                row[x] = (row[x] + _paeth(left, up, corner)) & 255
        case _:
            raise ValueError("filter")


def _paeth(left: int, up: int, corner: int) -> int:
    """The neighbour nearest to left + up − corner; clause 9.4."""
    guess = left + up - corner
    off = abs(guess - left), abs(guess - up), abs(guess - corner)
    return (left, up, corner)[off.index(min(off))]
