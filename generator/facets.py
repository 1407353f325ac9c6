"""Curves as corners of polygons, for formats that know triangles alone."""

from __future__ import annotations

import math
from typing import TypeAlias

from generator.geometry import Arc, Path, Point, circle

Polygon: TypeAlias = tuple[Point, ...]
"""Corners in the order of travel, the last one joined to the first."""

SAGITTA = 0.001
"""Millimetres that a facet may be inside of its curve."""

LEAST = 24
"""Facets of a whole turn, however small it is, so that its diameter can be measured."""


def polygon(path: Path) -> Polygon:
    """The corners of a closed path; those of arcs stand on the arc."""
    corners: list[Point] = []
    for start, segment in path.steps():
        corners.append(start)
        if isinstance(segment, Arc):
            corners += _between(start, segment)
    return tuple(corners)


def ring(centre: Point, radius: float) -> Polygon:
    """The corners of a circle, from its rightmost point, counter-clockwise."""
    return polygon(circle(centre, radius))


def count(radius: float, sweep: float) -> int:
    """How many facets an arc has; a quarter of a circle always has a quarter of them."""
    step = 2 * math.acos(max(-1.0, 1 - SAGITTA / radius)) if radius > SAGITTA else math.pi / 2
    fine = max(step, 1e-3)
    whole = max(LEAST, 4 * math.ceil(math.pi / 2 / fine))
    return max(1, round(whole * sweep / (2 * math.pi) + 0.499))


def _between(start: Point, arc: Arc) -> list[Point]:
    centre, sweep = arc.centre(start), arc.sweep(start)
    pieces = count(arc.radius, sweep)
    first = math.atan2(start.y - centre.y, start.x - centre.x)
    turn = sweep if arc.ccw else -sweep
    radius = centre.distance(start)
    angles = (first + turn * at / pieces for at in range(1, pieces))
    return [Point(centre.x + radius * math.cos(a), centre.y + radius * math.sin(a)) for a in angles]
