"""Closed paths as areas with islands: which is in which, whether they touch, how wide they are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from generator.geometry import Arc, Path, Point

Ring: TypeAlias = tuple[Path, tuple[Path, ...]]
"""A counter-clockwise outline and its clockwise holes, as an `Area` has them."""

_SAGITTA = 0.0005
"""Millimetres that the chords drawn here for an arc may stand off it."""

NEAREST = 0.001
"""Millimetres; what is nearer than the files' last digit is one to whoever reads them."""


def nested(loops: Sequence[Path]) -> tuple[Ring, ...]:
    """Areas from closed paths that don't cross, in any order and direction, by the even-odd rule.

    Outlines come in the order of `loops`, each with the holes directly in it.
    """
    drawn = [tuple(places(loop)) for loop in loops]
    boxes = [loop.box() for loop in loops]
    sizes = [abs(loop.area()) for loop in loops]
    around = [
        [
            other
            for other in range(len(loops))
            if sizes[other] > sizes[at]
            and boxes[other].contains(boxes[at])
            and encloses(drawn[other], loops[at].start)
        ]
        for at in range(len(loops))
    ]
    outlines = [at for at in range(len(loops)) if len(around[at]) % 2 == 0]
    found: dict[int, list[Path]] = {at: [] for at in outlines}
    for at, those in enumerate(around):
        if at not in found:
            found[min(those, key=lambda other: sizes[other])].append(_turning(loops[at], ccw=False))
    return tuple((_turning(loops[at], ccw=True), tuple(found[at])) for at in outlines)


def places(path: Path) -> Iterator[Point]:
    """The corners of a polygon along a path, from its start to before its end."""
    for start, step in path.steps():
        if not isinstance(step, Arc):
            yield start
            continue
        sweep, centre = step.sweep(start), step.centre(start)
        widest = 2 * math.acos(max(0.0, 1 - _SAGITTA / step.radius))
        count = max(1, math.ceil(sweep / widest))
        first = math.atan2(start.y - centre.y, start.x - centre.x)
        for part in range(count):
            angle = first + (sweep if step.ccw else -sweep) * part / count
            yield Point(
                centre.x + step.radius * math.cos(angle), centre.y + step.radius * math.sin(angle)
            )


def encloses(corners: Sequence[Point], point: Point) -> bool:
    """Whether a polygon goes around a point that is not on it."""
    odd = False
    before = corners[-1]
    for here in corners:
        if (before.y > point.y) != (here.y > point.y):
            across = before.x + (point.y - before.y) / (here.y - before.y) * (here.x - before.x)
            odd ^= point.x < across
        before = here
    return odd


def stroke_width(rings: Sequence[Ring]) -> float:
    """How wide the strokes of a glyph are on average: twice its ink over its edge, in millimetres.

    Exact for long strokes of one width; pointed ends and hairline joins count as little as they
    matter.
    """
    loops = [loop for ring in rings for loop in (ring[0], *ring[1])]
    edge = sum(_length(loop) for loop in loops)
    return 2 * sum(loop.area() for loop in loops) / edge


def touches(rings: Sequence[Ring]) -> tuple[Point, ...]:
    """Where edges come within `NEAREST` of each other, but for those that follow each other."""
    edges = [
        edge
        for number, loop in enumerate(loop for ring in rings for loop in (ring[0], *ring[1]))
        for edge in _edges(loop, number)
    ]
    edges.sort(key=lambda edge: min(edge[0].x, edge[1].x))
    open_: list[_Edge] = []
    found: list[Point] = []
    for edge in edges:
        left = min(edge[0].x, edge[1].x) - NEAREST
        open_ = [other for other in open_ if max(other[0].x, other[1].x) >= left]
        meetings = (_meeting(edge, other) for other in open_)
        found += [place for place in meetings if place is not None]
        open_.append(edge)
    return tuple(dict.fromkeys(found))


_Edge: TypeAlias = tuple[Point, Point, tuple[int, int], tuple[int, int]]
"""Begin, end, its own loop and place in it, and the place of the edge that follows."""


def _edges(loop: Path, number: int) -> Iterator[_Edge]:
    points = list(places(loop))
    for at, point in enumerate(points):
        after = (at + 1) % len(points)
        yield point, points[after], (number, at), (number, after)


def _meeting(one: _Edge, other: _Edge) -> Point | None:
    """Where two edges touch that don't follow each other."""
    if one[2] == other[3] or one[3] == other[2]:
        return None
    (a, b), (c, d) = one[:2], other[:2]
    if max(c.y, d.y) + NEAREST < min(a.y, b.y) or max(a.y, b.y) + NEAREST < min(c.y, d.y):
        return None
    off, place = min((_off(a, c, d), a), (_off(b, c, d), b), (_off(c, a, b), c), (_off(d, a, b), d))
    crossing = _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0
    return place if crossing or off < NEAREST else None


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def _off(place: Point, start: Point, end: Point) -> float:
    """How far a place is from a straight line between two others."""
    dx, dy = end.x - start.x, end.y - start.y
    part = ((place.x - start.x) * dx + (place.y - start.y) * dy) / (dx * dx + dy * dy)
    part = min(1.0, max(0.0, part))
    return math.hypot(place.x - start.x - dx * part, place.y - start.y - dy * part)


def _length(path: Path) -> float:
    return sum(
        step.sweep(start) * step.radius if isinstance(step, Arc) else start.distance(step.end)
        for start, step in path.steps()
    )


def _turning(path: Path, *, ccw: bool) -> Path:
    return path if (path.area() > 0) is ccw else path.reversed()
