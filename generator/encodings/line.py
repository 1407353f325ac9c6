"""A line of characters, one a cell; a blank is a mark of its own, so that it can be seen."""

from __future__ import annotations

from generator.errors import SecretError
from generator.grid import Grid

BLANK = "␣"
"""What stands for a blank on the metal."""


def line_of(text: str) -> Grid:
    """One row, a cell for each character; no row for no text."""
    return Grid((tuple(BLANK if c == " " else c for c in text),)) if text else Grid(())


def text_of(grid: Grid) -> str:
    """Undoes `line_of`; empty cells at the end are room left over.

    Raises SecretError where a cell before the last character is empty.
    """
    cells = [cell for row in grid.rows for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    lost = [number for number, cell in enumerate(cells, 1) if cell is None]
    if lost:
        raise SecretError(f"character {lost[0]} is not marked")
    return "".join(" " if cell == BLANK else cell or "" for cell in cells)
