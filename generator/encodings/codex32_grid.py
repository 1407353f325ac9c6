"""One column a character of a codex32 text, one mark a column in the rows 0 … 9 and A … Z.

The letters B, I and O, which no codex32 text has, have no row; 1 is marked once, in the third
column, the end of the prefix MS1.
"""

from __future__ import annotations

from generator.encodings.blocks import column_marks, from_column_marks
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.kinds import line_again
from generator.words.payload import KeyText

ROWS = "0123456789ACDEFGHJKLMNPQRSTUVWXYZ"
"""The character of each row, top first."""


def encode(secret: Secret[KeyText]) -> Grid:
    """33 rows × a column a character."""
    return columns_for(secret.reveal().text)


def decode(grid: Grid, told: Told) -> Secret[KeyText]:
    """Undoes `encode`; raises SecretError, which names characters by number."""
    return line_again(Secret(text_of(grid, told.count)), told.kind)


def columns_for(text: str) -> Grid:
    """33 rows × a column a character of the text."""
    return from_column_marks([ROWS.index(character) for character in text], len(ROWS))


def text_of(grid: Grid, count: int | None = None) -> str:
    """Undoes `columns_for`; empty columns at the end are room that a shorter text left.

    Raises SecretError unless each column before has one mark, and there are `count` of them.
    """
    if grid.height != len(ROWS) or any(len(row) != grid.width for row in grid.rows):
        raise SecretError(f"the grid has {grid.height} rows, but this encoding has {len(ROWS)}")
    if any(cell not in (None, DOT) for row in grid.rows for cell in row):
        raise SecretError("the grid holds a symbol that is not of this encoding")
    columns = column_marks(grid)
    last = max((number for number, marked in enumerate(columns, 1) if marked), default=0)
    if not last:
        raise SecretError("no character is marked")
    if count is not None and last > count:
        raise SecretError(f"character {last} is marked, after the last of {count}")
    if count is not None and grid.width < count:
        raise SecretError(f"there are {grid.width} columns, but {count} characters")
    text = ""
    for number, marked in enumerate(columns[: count or last], 1):
        if len(marked) != 1:
            raise SecretError(f"character {number} has {len(marked)} marks, not one")
        text += ROWS[marked[0]]
    return text
