"""A check row for each twelve words in `bits-12`, a mark where the marks above are odd in number.

With it every column of a side has an even number of marks. One row for the words 1 to 12, the next
for 13 to 24. It tells one wrong mark and its column, and any odd number of wrong marks in a column;
it does not tell two in the same column, nor words that changed places within a side.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.encodings.bits import encode_12
from generator.grid import DOT, Cell, Grid
from generator.secret import Secret
from generator.words.lists import listed
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


def doubts(grids: Mapping[str, Grid]) -> str:
    """Which check rows don't fit the marks of `bits-12`, and in which columns by their weight."""
    said = []
    due = check_rows(grids["bits-12"]).rows
    for number, (row, shown) in enumerate(zip(due, grids["parity-12"].rows, strict=False)):
        pairs = enumerate(zip(reversed(row), reversed(shown), strict=True))
        weights = [str(2**bit) for bit, (one, other) in pairs if (one is None) != (other is None)]
        if weights:
            first = number * WORDS_A_ROW + 1
            words = f"words {first} to {first + WORDS_A_ROW - 1}"
            said.append(f"the check row of {words} does not fit in column {listed(weights, 'and')}")
    return "; ".join(said)


def _odd(column: tuple[Cell, ...]) -> Cell:
    return DOT if sum(cell is not None for cell in column) % 2 else None
