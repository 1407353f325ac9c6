"""Four columns a word, its number in decimal, one mark a column in the rows 0 … 9.

`digits-1` has 1-based numbers 0001 … 2048 (codl, CipherSechs, Cryptotag), `digits-0` 0-based
indices 0000 … 2047 (DIYseed); the thousands stand on the left.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.encodings.blocks import (
    abreast,
    check_symbols,
    column_marks,
    columns_of,
    from_column_marks,
    is_dot,
    used,
)
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import Grid
from generator.secret import Secret
from generator.words.kinds import list_size, phrase_of
from generator.words.payload import Phrase

_ROWS = 10
_COLUMNS = 4


def encode_1(secret: Secret[Phrase]) -> Grid:
    """10 rows × 4 columns a word of the 1-based numbers."""
    return abreast([block_of(index + 1) for index in secret.reveal().indices])


def decode_1(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_1`; raises SecretError, which names words by number."""
    return _decode(grid, told, 1)


def encode_0(secret: Secret[Phrase]) -> Grid:
    """10 rows × 4 columns a word of the 0-based indices."""
    return abreast([block_of(index) for index in secret.reveal().indices])


def decode_0(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_0`; raises SecretError, which names words by number."""
    return _decode(grid, told, 0)


def block_of(number: int) -> Grid:
    """10 rows × 4 columns: the digits of `number`, thousands first."""
    return from_column_marks([int(digit) for digit in f"{number:0{_COLUMNS}d}"], _ROWS)


def number_of(block: Grid, word: int) -> int:
    """Undoes `block_of`; raises SecretError naming `word` unless each column has one mark."""
    check_symbols(block, word, is_dot)
    digits = ""
    for column, marked in enumerate(column_marks(block), 1):
        if len(marked) != 1:
            raise SecretError(f"word {word} has {len(marked)} marks for digit {column}, not one")
        digits += str(marked[0])
    return int(digits)


def numbered_phrase(numbers: Iterable[int], told: Told, base: int) -> Secret[Phrase]:
    """The phrase of numbers that count from `base`; raises SecretError, which names words."""
    last = base + list_size(told.kind) - 1
    indices = []
    for word, number in enumerate(numbers, 1):
        if not base <= number <= last:
            # The number itself would tell most digits of the right one.
            side = f"more than {last}" if number > last else f"less than {base}"
            raise SecretError(f"word {word} says {side}, but numbers run from {base} to {last}")
        indices.append(number - base)
    return phrase_of(indices, told.language, told.kind)


def _decode(grid: Grid, told: Told, base: int) -> Secret[Phrase]:
    blocks = used(columns_of(grid, _ROWS, _COLUMNS), told.count)
    numbers = (number_of(block, word) for word, block in enumerate(blocks, 1))
    return numbered_phrase(numbers, told, base)
