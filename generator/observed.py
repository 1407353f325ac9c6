"""What was seen on a plate, cell by cell, where it is not certain what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.grid import Cell, Grid

Readings: TypeAlias = frozenset[Cell] | None
"""All that a cell may be, more than one where it is doubtful; `None` where nothing can be told."""


@dataclass(frozen=True, slots=True, repr=False)
class Observed:
    """Rows × columns of readings, in the shape of the grid that was marked; secret as that is."""

    rows: tuple[tuple[Readings, ...], ...]


def certain(grid: Grid) -> Observed:
    """A grid of which every cell was seen."""
    return Observed(tuple(tuple(frozenset({cell}) for cell in row) for row in grid.rows))
