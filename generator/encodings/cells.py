"""The block of cells that a word takes in a scheme, and what its cells mean.

Nothing here is told by a scheme: all of it is found by asking it for one word of the list after
the other, so that what is printed beside the slots, or in a table, can't differ from what is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.encodings import ENCODINGS
from generator.encodings.blocks import abreast, column_marks, stacked
from generator.errors import SecretError
from generator.grid import DOT, FILLER, Grid
from generator.secret import Secret
from generator.words.kinds import letters, list_size
from generator.words.lists import PREFIX_LENGTH
from generator.words.payload import Phrase

DOWN, ACROSS = "down", "across"
"""The way from the block of one word to that of the next."""


@dataclass(frozen=True, slots=True)
class Script:
    """The list that words are from, for the schemes that are asked."""

    language: str = "english"
    kind: str = "bip39"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each cell of a block adds, if marked, to a number that counts from `base`.

    `None` for a cell that no word of the list marks.
    """

    base: int
    cells: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class RowNames:
    """What a mark in each row of a block means, in columns of one mark each; or the other way.

    They are letters, the filler among them, or digits of a number that counts from `base`.
    `None` for one that no word of the list marks.
    """

    base: int | None
    names: tuple[str | None, ...]


def cells_of(encoding: str, index: int, script: Script) -> Grid:
    """The block of the word at a 0-based place of the list.

    Raises `SecretError` where the scheme has no words of this list.
    """
    return _grid(encoding, (index,), script)


@cache
def way(encoding: str, script: Script) -> str:
    """`DOWN`, `ACROSS`, or nothing where a word has no cells of its own, as in a QR code."""
    if encoding not in ENCODINGS or script.kind not in ENCODINGS[encoding].kinds:
        return ""
    try:
        list_size(script.kind)
        one, two = (cells_of(encoding, index, script) for index in (1, 2))
        both = _grid(encoding, (1, 2), script)
    except SecretError:
        return ""
    if both == stacked((one, two)):
        return DOWN
    return ACROSS if one.height == two.height and both == abreast((one, two)) else ""


@cache
def blocks(encoding: str, script: Script) -> tuple[Grid, ...]:
    """The blocks of all words, in the order of the list; the scheme has to have some."""
    return tuple(cells_of(encoding, index, script) for index in range(list_size(script.kind)))


@cache
def weights(encoding: str, script: Script) -> Weights | None:
    """How the marks of a block add up to a number; `None` where they don't."""
    all_blocks = blocks(encoding, script)
    marked = [_marked(block) for block in all_blocks]
    if any(cell not in (None, DOT) for block in all_blocks for row in block.rows for cell in row):
        return None
    for base in (1, 0):
        alone = {cells[0]: at + base for at, cells in enumerate(marked) if len(cells) == 1}
        sums = (sum(alone.get(cell, -1 << 20) for cell in cells) for cells in marked)
        if all(total == at + base for at, total in enumerate(sums)):
            rows, columns = all_blocks[0].height, all_blocks[0].width
            return Weights(
                base,
                tuple(
                    tuple(alone.get((row, column)) for column in range(columns))
                    for row in range(rows)
                ),
            )
    return None


@cache
def row_names(encoding: str, script: Script) -> RowNames | None:
    """What the rows of a block mean, where each of its columns has one mark; `None` elsewhere."""
    return _one_mark_each(blocks(encoding, script), script)


@cache
def column_names(encoding: str, script: Script) -> RowNames | None:
    """What the columns of a block mean, where each of its rows has one mark; `None` elsewhere."""
    return _one_mark_each([_turned(block) for block in blocks(encoding, script)], script)


@dataclass(frozen=True, slots=True)
class CellNames:
    """What a mark in each cell of a block means, where the marks of a word spell it one by one."""

    base: int | None
    """From where the number counts that they spell; `None` where they are letters."""
    names: Mapping[tuple[int, int], str]
    """The letter or digit of a cell, by row and column; empty where marks spell nothing."""
    count: int
    """How many marks a word has."""


@cache
def cell_names(encoding: str, script: Script) -> CellNames:
    """The letter or digit that a mark in each cell is.

    Marks spell a word column by column, each in rows downwards. No names where they add up or mean
    no character.
    """
    marked = [
        sorted(_marked(block), key=lambda cell: cell[::-1]) for block in blocks(encoding, script)
    ]
    count = len(marked[0])
    if all(len(cells) == count for cells in marked):
        for base, spelled in _spellings(len(marked), count, script):
            names = _named_cells(marked, spelled)
            if names:
                return CellNames(base, names, count)
    return CellNames(None, {}, count)


@cache
def keypad(encoding: str, script: Script) -> tuple[tuple[str | None, ...], ...]:
    """The digit of each key, row by row, where a word has a keypad for each digit of its number.

    Empty where it has none. `None` for what is no key.
    """
    spelled = cell_names(encoding, script)
    block = blocks(encoding, script)[0]
    width = block.width // spelled.count if spelled.count else 0
    if spelled.base is None or width < 2 or block.height < 2 or block.width % spelled.count:
        return ()
    keys: dict[tuple[int, int], str] = {}
    for (row, column), digit in spelled.names.items():
        if keys.setdefault((row, column % width), digit) != digit:
            return ()
    return tuple(
        tuple(keys.get((row, column)) for column in range(width)) for row in range(block.height)
    )


def _named_cells(
    marked: Sequence[Sequence[tuple[int, int]]], spelled: Sequence[str]
) -> dict[tuple[int, int], str]:
    """The character that each cell stands for in all words; empty unless it is always the same."""
    names: dict[tuple[int, int], str] = {}
    for cells, text in zip(marked, spelled, strict=True):
        for cell, character in zip(cells, text, strict=True):
            if names.setdefault(cell, character) != character:
                return {}
    return names


@cache
def used_cells(encoding: str, script: Script) -> frozenset[tuple[int, int]]:
    """The cells of a block that some word of the list marks, as row and column."""
    return frozenset(cell for block in blocks(encoding, script) for cell in _marked(block))


def _turned(block: Grid) -> Grid:
    """The block with its columns for rows."""
    return Grid(tuple(block.column(column) for column in range(block.width)))


def _one_mark_each(all_blocks: Sequence[Grid], script: Script) -> RowNames | None:
    rows, width = all_blocks[0].height, all_blocks[0].width
    columns = [column_marks(block) for block in all_blocks]
    if rows < 2 or any(len(marked) != 1 for block in columns for marked in block):
        return None
    places = [[marked[0] for marked in block] for block in columns]
    for base, spelled in _spellings(len(all_blocks), width, script):
        names = _named(places, spelled, rows)
        if names is not None:
            return RowNames(base, names)
    return None


def _spellings(
    count: int, width: int, script: Script
) -> Iterable[tuple[int | None, Sequence[str]]]:
    """Ways to write all words in so many characters."""
    for base in (1, 0):
        if len(str(count - 1 + base)) <= width:
            yield base, [f"{index + base:0{width}d}" for index in range(count)]
    if width >= (count - 1).bit_length():
        yield 0, [f"{index:0{width}b}" for index in range(count)]
    if width == PREFIX_LENGTH:
        try:
            spelled = letters(script.language, script.kind)
        except SecretError:
            return
        yield None, [word[:width].upper().ljust(width, FILLER) for word in spelled]


def _named(
    places: Sequence[Sequence[int]], spelled: Sequence[str], rows: int
) -> tuple[str | None, ...] | None:
    """The character that each row stands for in all words, if it is one and no other row's."""
    names: dict[int, str] = {}
    for marked, text in zip(places, spelled, strict=True):
        for row, character in zip(marked, text, strict=True):
            if names.setdefault(row, character) != character:
                return None
    if len(set(names.values())) < len(names):
        return None
    return tuple(names.get(row) for row in range(rows))


def _marked(block: Grid) -> tuple[tuple[int, int], ...]:
    return tuple(
        (row, column)
        for row, cells in enumerate(block.rows)
        for column, cell in enumerate(cells)
        if cell is not None
    )


def _grid(encoding: str, indices: tuple[int, ...], script: Script) -> Grid:
    return ENCODINGS[encoding].encode(Secret(Phrase(script.language, indices, script.kind)))
