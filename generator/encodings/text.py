"""One character a cell, on one line; a blank is a mark of its own, so that it can be seen."""

from __future__ import annotations

from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid
from generator.secret import Secret
from generator.words.kinds import line_again
from generator.words.payload import KeyText

BLANK = "␣"
"""What stands for a blank on the metal."""


def encode(secret: Secret[KeyText]) -> Grid:
    """One row, a cell for each character."""
    return line_of(secret.reveal().text)


def decode(grid: Grid, told: Told) -> Secret[KeyText]:
    """Undoes `encode`; raises SecretError where it breaks the rule of its kind."""
    return line_again(Secret(text_of(grid)), told.kind)


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
