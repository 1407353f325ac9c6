"""Eleven cells a word, each with two slots of which exactly one is marked: upper 0, lower 1.

The 0-based index in binary, 1024 at the left. A lost mark leaves a cell without any, one too many
a cell with two, so each is known; and all plates have as many marks as each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.encodings.blocks import check_symbols, is_dot, rows_of, stacked, used
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.kinds import list_size, phrase_of
from generator.words.payload import Phrase

CELLS = 11
RAILS = 2


def encode(secret: Secret[Phrase]) -> Grid:
    """2 rows × 11 columns a word of the 0-based indices."""
    return stacked([block_of(index) for index in secret.reveal().indices])


def decode(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode`; raises SecretError, which names words by number and cells by weight."""
    lines = rows_of(grid, CELLS)
    if len(lines) % RAILS:
        raise SecretError(f"the grid has {len(lines)} rows, but a word has {RAILS}")
    pairs = [stacked(lines[top : top + RAILS]) for top in range(0, len(lines), RAILS)]
    blocks = used(pairs, told.count)
    indices = [index_of(block, word) for word, block in enumerate(blocks, 1)]
    outside = [word for word, index in enumerate(indices, 1) if index >= list_size(told.kind)]
    if outside:
        raise SecretError(f"word {outside[0]} is outside the list of {list_size(told.kind)} words")
    return phrase_of(indices, told.language, told.kind)


def block_of(index: int) -> Grid:
    """2 rows × 11 columns, the upper row marked where the index has a 0."""
    bits = f"{index:0{CELLS}b}"
    return Grid(tuple(tuple(DOT if bit == rail else None for bit in bits) for rail in "01"))


def index_of(block: Grid, word: int) -> int:
    """Undoes `block_of`; raises SecretError naming `word` unless each cell has one mark."""
    check_symbols(block, word, is_dot)
    pairs = zip(*block.rows, strict=True)
    cells = [(upper is not None, lower is not None) for upper, lower in pairs]
    both = [cell == (True, True) for cell in cells]
    neither = [cell == (False, False) for cell in cells]
    if any(both):
        raise SecretError(
            f"word {word} has two marks in cell {_weights(both)}: one is a pit, or somebody "
            "changed it"
        )
    if any(neither):
        raise SecretError(f"word {word} has no mark in cell {_weights(neither)}")
    return int("".join("1" if lower else "0" for _, lower in cells), 2)


def _weights(which: Sequence[bool]) -> str:
    """The cells by their weights."""
    return ", ".join(str(1 << (CELLS - 1 - at)) for at, each in enumerate(which) if each)
