"""What is to be marked, before anyone knows where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | None
"""A symbol, or `None` where nothing is marked."""

DOT = "#"
"""The symbol of a plain mark: a punch blow, a drilled pocket, a dark module."""

FILLER = "-"
"""The symbol of a cell that holds no letter on purpose, so that a lost letter can't look so."""

_EMPTY = "."


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """Rows × columns of symbols, top row first; secret, so it has no telling `repr`."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    @property
    def empty(self) -> bool:
        """Whether nothing at all is marked."""
        return all(cell is None for row in self.rows for cell in row)

    def column(self, index: int) -> tuple[Cell, ...]:
        """The cells of one column from top to bottom, `index` 0-based."""
        return tuple(row[index] for row in self.rows)

    def picture(self) -> str:
        """One line a row, `.` where nothing is marked; for tests with published vectors only."""
        return "\n".join("".join(cell or _EMPTY for cell in row) for row in self.rows)


def grid_of(lines: Iterable[str]) -> Grid:
    """The grid drawn by text lines of equal length, `.` where nothing is marked.

    >>> grid_of(["#.", ".A"]).rows
    (('#', None), (None, 'A'))
    """
    return Grid(tuple(tuple(None if char == _EMPTY else char for char in line) for line in lines))


def joined(grids: Sequence[Grid]) -> Grid:
    """Grids of equal shape laid over each other; no cell is marked in two of them."""
    rows: list[list[Cell]] = [list(row) for row in grids[0].rows]
    for grid in grids[1:]:
        for row, cells in zip(rows, grid.rows, strict=True):
            for column, cell in enumerate(cells):
                row[column] = row[column] or cell
    return Grid(tuple(tuple(row) for row in rows))
