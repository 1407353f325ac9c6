"""The arc that a cubic curve draws."""

from __future__ import annotations

import math
from itertools import pairwise

from generator.errors import ReadError
from generator.formats.flat_read import FARTHEST
from generator.geometry import Arc, Line, Point, Segment

_OFF = 0.001
"""Millimetres that a curve may stand off the arc that it is taken for."""

_STRAIGHT = 0.0002
"""Millimetres between a curve's middle and its chord below which it is a line."""

_SAMPLES = 16


def arc_of(start: Point, one: Point, two: Point, end: Point) -> Segment:
    """The arc or line that a cubic curve follows within a micrometre.

    Raises `ReadError` for any other curve, one that turns back or by more than a half among them.
    """
    points = [_at((start, one, two, end), part / _SAMPLES) for part in range(_SAMPLES + 1)]
    chord = start.distance(end)
    if chord == 0:
        raise ReadError("a curve of it has no length")
    ux, uy = (end.x - start.x) / chord, (end.y - start.y) / chord
    along = [(p.x - start.x) * ux + (p.y - start.y) * uy for p in points]
    across = [(p.y - start.y) * ux - (p.x - start.x) * uy for p in points]
    if any(after <= before for before, after in pairwise(along)):
        raise ReadError("a curve of it is no arc")
    middle = across[_SAMPLES // 2]
    if abs(middle) < _STRAIGHT:
        off = max(map(abs, across))
        step: Segment = Line(end)
    else:
        radius = chord**2 / (8 * abs(middle)) + abs(middle) / 2
        # The middle of a turn to the left stands right of the chord.
        step = Arc(end, min(radius, FARTHEST), ccw=middle < 0)
        centre = step.centre(start)
        off = max(abs(p.distance(centre) - step.radius) for p in points)
    if off > _OFF:
        raise ReadError("a curve of it is no arc")
    return step


def _at(curve: tuple[Point, Point, Point, Point], at: float) -> Point:
    """The place on a cubic curve at a parameter from 0 to 1."""
    rest = 1 - at
    weights = rest**3, 3 * rest * rest * at, 3 * rest * at * at, at**3
    return Point(
        math.fsum(weight * point.x for weight, point in zip(weights, curve, strict=True)),
        math.fsum(weight * point.y for weight, point in zip(weights, curve, strict=True)),
    )
