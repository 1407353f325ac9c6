"""Triangles that ought to enclose a solid."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from generator.errors import ReadError
from generator.formats.flat_read import FARTHEST
from generator.geometry import Point
from generator.lint.findings import Findings

Spot: TypeAlias = tuple[float, float, float]
Facet: TypeAlias = tuple[int, int, int]

MOST_FACETS = 500_000
"""A full plate has some ten thousand."""

_THIN = 1e-9
"""Square millimetres."""


def check(spots: Sequence[Spot], facets: Sequence[Facet], found: Findings) -> None:
    """Note what is wrong with a mesh of corners, which facets name by index."""
    if len(facets) > MOST_FACETS:
        raise ReadError("the mesh has more than 500,000 facets, no plate needs so many")
    if not facets:
        found.add("no-solid", "the mesh has no facets")
        return
    if not _check_spots(spots, found):
        return
    sides: Counter[tuple[int, int]] = Counter()
    volume = 0.0
    for a, b, c in facets:
        p, q, r = spots[a], spots[b], spots[c]
        if len({a, b, c}) < 3 or area(p, q, r) < _THIN:
            found.add("zero-area", "a facet has no area", Point(p[0], p[1]))
        sides.update(((a, b), (b, c), (c, a)))
        volume += _volume(p, q, r)
    _check_sides(sides, spots, found)
    if volume < 0:
        found.add("turned-face", "the facets look inward")


def _check_spots(spots: Iterable[Spot], found: Findings) -> bool:
    for spot in spots:
        if not all(map(math.isfinite, spot)):
            found.add("not-finite", "a corner is not finite")
            return False
        if max(map(abs, spot)) > FARTHEST:
            found.add("too-far", "a corner lies more than 10 m away")
            return False
    return True


def _check_sides(sides: Counter[tuple[int, int]], spots: Sequence[Spot], found: Findings) -> None:
    for (a, b), count in sides.items():
        back = sides.get((b, a), 0)
        if a > b and back:
            continue
        place = Point(spots[a][0], spots[a][1])
        if count + back == 1:
            found.add("open-shell", "an edge belongs to one facet only", place)
        elif count + back > 2:
            found.add("non-manifold", "an edge belongs to more than two facets", place)
        elif count != back:
            found.add("turned-face", "two facets run along an edge the same way", place)


def normal(p: Spot, q: Spot, r: Spot) -> Spot:
    """The normal of a facet, as long as twice its area."""
    ux, uy, uz = q[0] - p[0], q[1] - p[1], q[2] - p[2]
    vx, vy, vz = r[0] - p[0], r[1] - p[1], r[2] - p[2]
    return uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx


def area(p: Spot, q: Spot, r: Spot) -> float:
    """Square millimetres of a facet."""
    return math.hypot(*normal(p, q, r)) / 2


def _volume(p: Spot, q: Spot, r: Spot) -> float:
    nx, ny, nz = normal(p, q, r)
    return (p[0] * nx + p[1] * ny + p[2] * nz) / 6
