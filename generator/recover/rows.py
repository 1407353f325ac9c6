"""What may stand in the rows of a damaged plate, by what was seen of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from generator.encodings import WITH_PARITY
from generator.encodings.cells import DOWN, Script, blocks, way
from generator.grid import Cell
from generator.observed import Observed, Readings


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """What the row, or block, of a word or check word may mean: 0-based places in the list."""

    fits: tuple[int, ...] | None
    """What fits all that was seen of it, ascending; `None` where nothing was."""
    odd: bool = False
    """Whether its parity, as far as it was seen, says that a mark is wrong."""
    near: tuple[int, ...] = ()
    """Where it is known to be wrong, what one wrong mark would have made of."""

    @property
    def value(self) -> int | None:
        """What it means, if all was seen and nothing speaks against it."""
        return self.fits[0] if self.fits is not None and len(self.fits) == 1 else None

    def is_far(self, value: int) -> bool:
        """Whether this is neither what was seen nor one wrong mark away from it."""
        return self.fits is not None and value not in (self.fits or self.near)


def rows_of(
    seen: Mapping[str, Observed], encoding: str, script: Script, counts: tuple[int, int]
) -> tuple[Row, ...]:
    """The rows of the words and then of the check words, of which there are `counts`."""
    words, checks = counts
    parity = seen.get(f"{encoding}-parity")
    rows = [
        row_of(cells, _cell(parity, number), encoding, script)
        for number, cells in enumerate(_blocks_of(seen[encoding], encoding, script, words))
    ]
    if checks:
        below = seen[f"{encoding}-check-{checks}"]
        last = len(below.rows[0]) - 1
        for number, cells in enumerate(_blocks_of(below, encoding, script, checks)):
            beside = below.rows[number][last] if encoding in WITH_PARITY else None
            rows.append(
                row_of(cells, (beside,) if encoding in WITH_PARITY else (), encoding, script)
            )
    return tuple(rows)


def row_of(
    cells: Sequence[Readings], parity: Sequence[Readings], encoding: str, script: Script
) -> Row:
    """One row by its cells, in reading order; `parity` is empty, or its one cell."""
    if all(cell is None for cell in cells):
        return Row(None)
    certain = all(cell is not None and len(cell) == 1 for cell in cells)
    if not certain:
        return Row(_even(_fitting(cells, encoding, script), parity, encoding, script))
    marks = tuple(next(iter(cell)) for cell in cells if cell is not None)
    known = _values(encoding, script).get(marks)
    odd = bool(parity) and not _is_even(marks, parity[0])
    if known is not None and not odd:
        return Row((known,))
    return Row((), odd, _near(marks, encoding, script, flip_parity=odd))


def _even(
    fits: tuple[int, ...], parity: Sequence[Readings], encoding: str, script: Script
) -> tuple[int, ...]:
    """Those that the parity, where it was seen, does not speak against."""
    if not parity:
        return fits
    every = _flat(encoding, script)
    return tuple(value for value in fits if _is_even(every[value], parity[0]))


def _is_even(marks: Sequence[Cell], parity: Readings) -> bool:
    """Whether marks may be even in number, the parity's own included."""
    count = sum(cell is not None for cell in marks)
    return parity is None or any((count + (each is not None)) % 2 == 0 for each in parity)


def _near(
    marks: tuple[Cell, ...], encoding: str, script: Script, *, flip_parity: bool
) -> tuple[int, ...]:
    """What one wrong mark would have made these of; a wrong parity leaves the row as it is."""
    values = _values(encoding, script)
    found = {values[marks]} if flip_parity and marks in values else set()
    for at, cell in enumerate(marks):
        for other in _symbols(encoding, script):
            if other != cell and (changed := (*marks[:at], other, *marks[at + 1 :])) in values:
                found.add(values[changed])
    return tuple(sorted(found))


def _fitting(cells: Sequence[Readings], encoding: str, script: Script) -> tuple[int, ...]:
    return tuple(
        value
        for value, marks in enumerate(_flat(encoding, script))
        if all(cell is None or mark in cell for cell, mark in zip(cells, marks, strict=True))
    )


def _blocks_of(
    seen: Observed, encoding: str, script: Script, count: int
) -> Iterator[tuple[Readings, ...]]:
    """The cells of each word, row by row."""
    height, width = _size(encoding, script)
    down = way(encoding, script) == DOWN
    for number in range(count):
        top, left = (number * height, 0) if down else (0, number * width)
        lines = seen.rows[top : top + height]
        yield tuple(chain.from_iterable(line[left : left + width] for line in lines))


def _cell(parity: Observed | None, row: int) -> tuple[Readings, ...]:
    return parity.rows[row][:1] if parity is not None else ()


def _size(encoding: str, script: Script) -> tuple[int, int]:
    """Rows and columns of the largest block of a word."""
    every = blocks(encoding, script)
    return max(block.height for block in every), max(block.width for block in every)


@cache
def _flat(encoding: str, script: Script) -> tuple[tuple[Cell, ...], ...]:
    """The cells of each word of the list, row by row."""
    height, width = _size(encoding, script)
    return tuple(
        tuple(
            block.rows[row][column] if row < block.height and column < block.width else None
            for row in range(height)
            for column in range(width)
        )
        for block in blocks(encoding, script)
    )


@cache
def _values(encoding: str, script: Script) -> Mapping[tuple[Cell, ...], int]:
    return {marks: value for value, marks in enumerate(_flat(encoding, script))}


@cache
def _symbols(encoding: str, script: Script) -> tuple[Cell, ...]:
    """All that a cell may hold."""
    return tuple({cell for marks in _flat(encoding, script) for cell in marks} | {None})
