"""How far apart two glyphs stand: the measure of the alphabets' legibility.

**Stray of A from B** is the longest way, in cap heights, from a point on a centre line of A to the
nearest point on a centre line of B: the one place where A shows most clearly that it is not B.
**The distance of two glyphs** is the larger of the strays both ways (the symmetric Hausdorff
distance), at the place, out of all within `SIDEWAYS` and `UPWARDS`, where the two fit each other
best. The reader who has to tell them apart may thus be mistaken by that much about where the
letter stands in its slot, and is given the mark that differs most and no other help.

A centre line further than half the tool's width from every centre line of the other glyph was cut
where the other has metal. The widest tool that a plate may be made with is a fifth of the cap
height, so glyphs further apart than 0.1 differ on the metal whatever the tool.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray

from generator.geometry import Path
from generator.glyphs import slot_glyph
from tests.legibility.ink import line_of

STEP = 0.02
"""Cap heights between two samples, and thus about what the measure is uncertain by."""

SIDEWAYS, UPWARDS = 0.16, 0.04
"""Cap heights that one glyph may be moved each way to fit another: neighbours and guides tell
less of where the middle of a letter is than the line they stand on tells of its height."""

_COLUMNS, _ROWS = 45, 65
"""Samples from the middle of the slot each way, more than glyph and moves reach together."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The centre lines of a slot glyph of cap height 1."""

    spots: NDArray[np.intp]
    """Samples that lie on a line, rows × (row, column)."""
    away: NDArray[np.float64]
    """The way from each sample of the slot to the nearest line."""


def skeleton(paths: tuple[Path, ...]) -> Skeleton:
    """The centre lines of at least one path, sampled."""
    lines = shapely.multilinestrings([line_of(path) for path in paths])
    points = shapely.get_coordinates(shapely.segmentize(lines, STEP / 2))
    spots = np.unique(np.rint(points / STEP).astype(int)[:, ::-1], axis=0)
    xs, ys = np.meshgrid(
        np.arange(-_COLUMNS, _COLUMNS + 1) * STEP, np.arange(-_ROWS, _ROWS + 1) * STEP
    )
    shapely.prepare(lines)
    away = shapely.distance(shapely.points(xs, ys), lines)
    return Skeleton(spots + np.array((_ROWS, _COLUMNS)), away)


@cache
def skeleton_of(symbol: str) -> Skeleton:
    """The centre lines of a character in strokes."""
    return skeleton(slot_glyph(symbol, 1.0))


def distance(one: Skeleton, other: Skeleton) -> float:
    """The distance of two glyphs in cap heights, see the module's docstring."""
    across, up = round(SIDEWAYS / STEP), round(UPWARDS / STEP)
    moves = np.array([(y, x) for y in range(-up, up + 1) for x in range(-across, across + 1)])
    there = _strays(one, other, moves)
    back = _strays(other, one, -moves)
    return float(np.maximum(there, back).min())


def _strays(one: Skeleton, other: Skeleton, moves: NDArray[np.intp]) -> NDArray[np.float64]:
    """The stray of one from the other for each move of the one."""
    rows = one.spots[None, :, 0] + moves[:, None, 0]
    columns = one.spots[None, :, 1] + moves[:, None, 1]
    strays: NDArray[np.float64] = other.away[rows, columns].max(axis=1)
    return strays
