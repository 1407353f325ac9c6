"""A word a row, its number in binary.

`bits-12` has twelve columns worth 2048 … 1 from the left, and 1-based numbers (Tiny Seed, OneKey
KeyTag, Krux Binary Grid): the column 2048 is marked for the last word of the list only.
`bits-12-reversed` is the same with 1 on the left and 2048 on the right (Yoseyomo).
`bits-11` has eleven columns worth 1024 … 1 and 0-based indices (seedcard), so the first word of
the list is a row without a mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.encodings.blocks import check_symbols, is_dot, rows_of, stacked, used
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.bip39 import LIST_SIZE, WORD_COUNTS, checksum_holds
from generator.words.kinds import list_size, phrase_of
from generator.words.payload import Phrase


def encode_12(secret: Secret[Phrase]) -> Grid:
    """Words × 12 columns of the 1-based numbers."""
    return stacked([row_of(index + 1, 12) for index in secret.reveal().indices])


def decode_12(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_12`; raises SecretError, which names words by number."""
    blocks = used(rows_of(grid, 12), told.count)
    numbers = _numbers(blocks, list_size(told.kind))
    return phrase_of([number - 1 for number in numbers], told.language, told.kind)


def encode_12_reversed(secret: Secret[Phrase]) -> Grid:
    """Words × 12 columns of the 1-based numbers, the lowest bit on the left."""
    return mirrored(encode_12(secret))


def decode_12_reversed(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_12_reversed`; raises SecretError, which names words by number."""
    return decode_12(mirrored(grid), told)


def encode_11(secret: Secret[Phrase]) -> Grid:
    """Words × 11 columns of the 0-based indices."""
    return stacked([row_of(index, 11) for index in secret.reveal().indices])


def decode_11(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_11`; raises SecretError, which names words by number.

    An empty row may be the first word of the list or room left over. Without `told.count` the
    count is the one whose checksum is right, and two such counts are refused.
    """
    blocks = rows_of(grid, 11)
    indices = _numbers(blocks, LIST_SIZE - 1)
    marked = max((number for number, index in enumerate(indices, 1) if index), default=0)
    if told.count is not None:
        if marked > told.count:
            raise SecretError(f"word {marked} is marked, after the last of {told.count}")
        if len(indices) < told.count:
            raise SecretError(f"there are {len(indices)} rows, but {told.count} words")
        return phrase_of(indices[: told.count], told.language)
    counts = [count for count in WORD_COUNTS if marked <= count <= len(indices)]
    fitting = [count for count in counts if checksum_holds(indices[:count])]
    if len(fitting) > 1:
        listed = " or ".join(str(count) for count in fitting)
        raise SecretError(f"empty rows may be words: {listed} words fit; say how many there are")
    count = (fitting or counts or [len(indices)])[0]
    return phrase_of(indices[:count], told.language)


def row_of(number: int, width: int) -> Grid:
    """One row of `width` columns, marked where `number` has a 1."""
    return Grid((tuple(DOT if bit == "1" else None for bit in f"{number:0{width}b}"),))


def number_of(row: Grid) -> int:
    """Undoes `row_of`."""
    return int("".join("0" if cell is None else "1" for cell in row.rows[0]), 2)


def mirrored(grid: Grid) -> Grid:
    """The grid seen from behind; its own inverse."""
    return Grid(tuple(row[::-1] for row in grid.rows))


def _numbers(blocks: Sequence[Grid], highest: int) -> list[int]:
    numbers = []
    for word, block in enumerate(blocks, 1):
        check_symbols(block, word, is_dot)
        numbers.append(number_of(block))
        if numbers[-1] > highest:
            raise SecretError(f"word {word} says more than {highest}, the last number of the list")
    return numbers
