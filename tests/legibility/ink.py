"""What a glyph leaves on the metal, as areas and samples of a foreign geometry library."""

from __future__ import annotations

import math
from functools import cache
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from generator.geometry import Line, Path
from generator.glyphs import slot_glyph

Ink: TypeAlias = NDArray[np.bool_]

STEP = 0.025
"""Cap heights between two samples of ink."""
X_SHIFTS, Y_SHIFTS = 6, 2
"""Samples that one glyph may be moved to lie on another: 0.15 and 0.05 of the cap height."""

GRID_X, GRID_Y = np.meshgrid(np.arange(-30, 31) * STEP, np.arange(-44, 45) * STEP)


def line_of(path: Path, per_arc: int = 32) -> shapely.LineString:
    """The path as a polyline of the foreign geometry library."""
    points = [(path.start.x, path.start.y)]
    for start, segment in path.steps():
        if isinstance(segment, Line):
            points.append((segment.end.x, segment.end.y))
            continue
        centre, sweep = segment.centre(start), segment.sweep(start) * (1 if segment.ccw else -1)
        begin = math.atan2(start.y - centre.y, start.x - centre.x)
        for angle in (begin + sweep * (step + 1) / per_arc for step in range(per_arc)):
            x, y = math.cos(angle) * segment.radius, math.sin(angle) * segment.radius
            points.append((centre.x + x, centre.y + y))
    return shapely.LineString(points)


def engraved(paths: tuple[Path, ...], width: float) -> shapely.Geometry:
    """The area a round tool of `width` takes away."""
    return shapely.union_all([line_of(path) for path in paths]).buffer(width / 2)


def ink(paths: tuple[Path, ...]) -> Ink:
    """Samples of a slot glyph of cap height 1, engraved 0.14 wide."""
    found: Ink = shapely.contains_xy(engraved(paths, 0.14), GRID_X, GRID_Y)
    return found


@cache
def ink_of(symbol: str) -> Ink:
    """The ink of a character, sampled once."""
    return ink(slot_glyph(symbol, 1.0))


def bare(one: Ink, other: Ink) -> float:
    """The part of either glyph's ink that the other leaves bare, laid on each other at best."""
    most = 0.0
    larger = max(np.count_nonzero(one), np.count_nonzero(other))
    for dy in range(-Y_SHIFTS, Y_SHIFTS + 1):
        for dx in range(-X_SHIFTS, X_SHIFTS + 1):
            shared = np.count_nonzero(one & np.roll(other, (dy, dx), (0, 1)))
            most = max(most, shared / larger)
    return 1 - most
