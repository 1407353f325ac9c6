"""Two rows and seven columns a word: its number in decimal, each digit a sum of 1, 2, 4 and 8.

Stackbit 1248. The upper row of a word is worth 1 · 1 2 · 1 2 · 1 2, the lower one 2 · 4 8 · 4 8 ·
4 8: a column for the thousands, and two each for hundreds, tens and units.
Numbers are 1-based, 0001 … 2048. A lost mark leaves another number, which the checksum judges.
"""

from __future__ import annotations

from generator.encodings.blocks import abreast, check_symbols, columns_of, is_dot, used
from generator.encodings.digits import numbered_phrase
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.payload import Phrase

WEIGHTS = ((1, 1, 2, 1, 2, 1, 2), (2, 4, 8, 4, 8, 4, 8))
"""What a mark is worth, row by row."""

_DIGITS = ((0,), (1, 2), (3, 4), (5, 6))
"""The columns of each digit, thousands first."""


def encode(secret: Secret[Phrase]) -> Grid:
    """2 rows × 7 columns a word of the 1-based numbers."""
    return abreast([block_of(index + 1) for index in secret.reveal().indices])


def decode(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode`; raises SecretError, which names words by number."""
    blocks = used(columns_of(grid, len(WEIGHTS), len(WEIGHTS[0])), told.count)
    numbers = (number_of(block, word) for word, block in enumerate(blocks, 1))
    return numbered_phrase(numbers, told, 1)


def block_of(number: int) -> Grid:
    """2 rows × 7 columns: the digits of `number`, at most 3999, thousands first."""
    digits = [int(digit) for digit in f"{number:04d}"]
    of_column = [digit for digit, columns in zip(digits, _DIGITS, strict=True) for _ in columns]
    return Grid(
        tuple(
            tuple(
                DOT if digit & weight else None
                for digit, weight in zip(of_column, row, strict=True)
            )
            for row in WEIGHTS
        )
    )


def number_of(block: Grid, word: int) -> int:
    """Undoes `block_of`; raises SecretError naming `word` where a sum is no digit."""
    check_symbols(block, word, is_dot)
    number = 0
    for columns in _DIGITS:
        digit = sum(
            weights[column]
            for row, weights in zip(block.rows, WEIGHTS, strict=True)
            for column in columns
            if row[column] is not None
        )
        if digit > 9:
            raise SecretError(f"word {word} has a digit above 9")
        number = 10 * number + digit
    return number
