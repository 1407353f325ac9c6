"""A check row for each twelve words in `bits-12`, a mark where the marks above are odd in number.

With it every column of a side has an even number of marks. One row for the words 1 to 12, the next
for 13 to 24. It tells one wrong mark and its column, and any odd number of wrong marks in a column;
it does not tell two in the same column, nor words that changed places within a side.
"""

from __future__ import annotations

from generator.encodings.bits import encode_12
from generator.grid import DOT, Cell, Grid
from generator.secret import Secret
from generator.words.payload import Phrase

WORDS_A_ROW = 12
"""The words of one side."""


def encode(secret: Secret[Phrase]) -> Grid:
    """A row for each twelve words begun × 12 columns."""
    return check_rows(encode_12(secret))


def check_rows(grid: Grid) -> Grid:
    """A row for each twelve rows begun, as wide as the grid."""
    rows = grid.rows
    sides = [rows[at : at + WORDS_A_ROW] for at in range(0, len(rows), WORDS_A_ROW)]
    return Grid(tuple(tuple(_odd(column) for column in zip(*side, strict=True)) for side in sides))


def _odd(column: tuple[Cell, ...]) -> Cell:
    return DOT if sum(cell is not None for cell in column) % 2 else None
