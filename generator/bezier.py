"""Bézier curves as arcs and lines.

A curve is its control points: two are a line, three a quadratic curve, four a cubic one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from generator.geometry import Arc, Line, Path, Point, Segment, rounded

Curve: TypeAlias = tuple[Point, ...]
"""The control points of one curve; it starts at the first and ends at the last."""

TOLERANCE = 0.005
"""Millimetres that a path may stand off the curves it was made from, rounding included."""

_FIT = 0.003
"""Millimetres that a step may stand off its piece of curve, for the rest of `TOLERANCE` to hold
what skipped steps move."""

_SHORTEST = 0.002
"""Millimetres; shorter steps are skipped."""

_WIDEST = math.radians(100)
"""The longest turn of one arc: near half a turn a rounded radius says little about the bulge."""

_SAMPLES = 16
"""So many parts of a piece of curve are looked at."""

_DEEPEST = 12
"""So often a curve is halved at most; a piece is far below a micrometre then."""


def place(curve: Curve, at: float) -> Point:
    """The point of a curve at a parameter from 0 to 1, by de Casteljau."""
    points = [(p.x, p.y) for p in curve]
    while len(points) > 1:
        points = [
            (ax + (bx - ax) * at, ay + (by - ay) * at)
            for (ax, ay), (bx, by) in itertools.pairwise(points)
        ]
    return Point(*points[0])


def closed_path(curves: Iterable[Curve]) -> Path | None:
    """The closed path along curves that go on from each other, in whole micrometres.

    `None` where nothing is left of them but a point. It is nowhere farther than `TOLERANCE` from
    the curves, nor they from it.
    """
    steps: list[Segment] = []
    start = here = None
    for curve in curves:
        if here is None:
            start = here = curve[0].rounded()
        for step in _steps(curve):
            if here.distance(step.end) >= _SHORTEST:
                steps.append(step)
                here = step.end
    if start is None or here is None or not steps:
        return None
    if here.distance(start) >= _SHORTEST:
        steps.append(Line(start))
    elif here != start:
        steps[-1] = _ending(steps[-1], start)
    return Path(start, tuple(steps)) if len(steps) > 1 else None


def _ending(step: Segment, end: Point) -> Segment:
    return Line(end) if isinstance(step, Line) else Arc(end, step.radius, step.ccw)


def _steps(curve: Curve) -> list[Segment]:
    """The steps along one curve, each end in whole micrometres."""
    if len(curve) == 2:
        return [Line(curve[1].rounded())]
    return _piece(curve, 0.0, 1.0, _DEEPEST)


def _piece(curve: Curve, first: float, last: float, depth: int) -> list[Segment]:
    """The steps along a piece of a curve: a line or an arc if one is near enough, else halves."""
    parts = [first + (last - first) * part / _SAMPLES for part in range(_SAMPLES + 1)]
    points = [place(curve, at) for at in parts]
    start, end = points[0].rounded(), points[-1].rounded()
    inner = points[1:-1]
    if _off_line(start, end, inner) <= _FIT or not depth:
        return [Line(end)]
    arc = _arc(start, points[_SAMPLES // 2], end)
    if arc is not None and _off_arc(start, arc, inner) <= _FIT:
        return [arc]
    middle = (first + last) / 2
    return [*_piece(curve, first, middle, depth - 1), *_piece(curve, middle, last, depth - 1)]


def _off_line(start: Point, end: Point, points: Sequence[Point]) -> float:
    """The farthest of the points from a straight step."""
    dx, dy = end.x - start.x, end.y - start.y
    square = dx * dx + dy * dy
    most = 0.0
    for point in points:
        part = ((point.x - start.x) * dx + (point.y - start.y) * dy) / square if square else 0.0
        part = min(1.0, max(0.0, part))
        off = math.hypot(point.x - start.x - dx * part, point.y - start.y - dy * part)
        most = max(most, off)
    return most


def _arc(start: Point, middle: Point, end: Point) -> Arc | None:
    """The arc through three points; `None` where they lie in line or it turns too far."""
    ax, ay = middle.x - start.x, middle.y - start.y
    bx, by = end.x - start.x, end.y - start.y
    cross = ax * by - ay * bx
    chord = math.hypot(bx, by)
    if abs(cross) < 1e-12 or chord < _SHORTEST:
        return None
    radius = rounded(math.hypot(ax, ay) * math.hypot(bx - ax, by - ay) * chord / (2 * abs(cross)))
    # Left of the way from start to end the cross product is negative for the middle of a right
    # turn: a counter-clockwise arc bulges to the right of its chord.
    arc = Arc(end, radius, ccw=cross > 0)
    forward = (middle.x - start.x) * (middle.x - end.x) + (middle.y - start.y) * (middle.y - end.y)
    if forward >= 0 or chord > 2 * radius or arc.sweep(start) > _WIDEST:
        return None
    return arc


def _off_arc(start: Point, arc: Arc, points: Sequence[Point]) -> float:
    """The farthest of the points from an arc; without end for one beyond its ends."""
    centre = arc.centre(start)
    middle = arc.middle(start)
    reach = start.distance(middle) + _FIT
    if any(point.distance(middle) > reach for point in points):
        return math.inf
    return max(abs(point.distance(centre) - arc.radius) for point in points)
