"""Eleven cells a word, each with two slots of which exactly one is marked: upper 0, lower 1.

The 0-based index in binary, 1024 at the left. A lost mark leaves a cell without any, one too many
a cell with two, so each is known; and all plates have as many marks as each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.encodings.blocks import check_symbols, is_dot, rows_of, stacked, used
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.kinds import list_size, phrase_of
from generator.words.payload import Phrase

CELLS = 11
RAILS = 2

_MOST = 4
"""Faults that a refusal names."""


def encode(secret: Secret[Phrase]) -> Grid:
    """2 rows × 11 columns a word of the 0-based indices."""
    return stacked([block_of(index) for index in secret.reveal().indices])


def decode(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode`; raises SecretError, which names words by number and cells by weight.

    All wrong cells are told together: which rows are to be looked at again is seen at once.
    """
    lines = rows_of(grid, CELLS)
    if len(lines) % RAILS:
        raise SecretError(f"the grid has {len(lines)} rows, but a word has {RAILS}")
    pairs = [stacked(lines[top : top + RAILS]) for top in range(0, len(lines), RAILS)]
    blocks = used(pairs, told.count)
    wrong = [each for word, block in enumerate(blocks, 1) for each in _faults(block, word)]
    if wrong:
        more = f"; and {len(wrong) - _MOST} more" if len(wrong) > _MOST else ""
        raise SecretError("; ".join(wrong[:_MOST]) + more)
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
    if wrong := list(_faults(block, word)):
        raise SecretError("; ".join(wrong))
    return int("".join("0" if lower is None else "1" for lower in block.rows[1]), 2)


def _faults(block: Grid, word: int) -> Iterator[str]:
    """What to say of cells without exactly one mark, nothing of the others."""
    check_symbols(block, word, is_dot)
    marks = [sum(cell is not None for cell in pair) for pair in zip(*block.rows, strict=True)]
    both, neither = ([count == wrong for count in marks] for wrong in (2, 0))
    if any(both):
        yield (
            f"word {word} has two marks in cell {_weights(both)}: one is a pit, or somebody "
            "changed it"
        )
    if any(neither):
        yield f"word {word} has no mark in cell {_weights(neither)}"


def _weights(which: Sequence[bool]) -> str:
    """The cells by their weights."""
    return ", ".join(str(1 << (CELLS - 1 - at)) for at, each in enumerate(which) if each)
