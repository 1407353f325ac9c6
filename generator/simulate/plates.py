"""Many plates at once as arrays, with damage drawn for each; needs numpy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from generator.check_rows import code
from generator.encodings import WITH_PARITY
from generator.encodings.cells import Script, blocks
from generator.simulate.damage import BAND, CORNER, Damage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Marks: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is drawn: words of a kind, in a scheme, with so many check rows."""

    script: Script
    encoding: str
    words: int
    checks: int
    """Check rows; with some, each row of dots has a parity too."""
    columns: bool = False
    """Whether there is one more row instead, the parity of each column."""

    @property
    def parity(self) -> bool:
        """Whether each row has a parity."""
        return self.encoding in WITH_PARITY and (self.columns or self.checks > 0)


@dataclass(frozen=True, slots=True, repr=False)
class Batch:
    """Plates × rows of values, and what was seen of them."""

    values: Whole
    """What they are: 0-based places in the list."""
    seen: Whole
    """What was seen: a value, or -1 where a row is unreadable or known to be wrong."""
    faults: Whole
    """For each plate how many cells are wrong and how many rows are lost, together."""
    cells: Marks
    """Plates × rows × cells as they were seen, the parity last."""
    lost: Marks
    """Plates × rows: unreadable."""


def drawn(kind: Kind, damage: Damage, count: int, seed: int) -> Batch:
    """So many plates of random words, damaged; the same for the same seed."""
    chance = np.random.default_rng([seed, kind.words])
    values = _with_checks(_phrases(kind, count, chance), kind)
    table = table_of(kind)
    # Damage is drawn apart from the words, so that choices of check rows meet the same plates.
    chance = np.random.default_rng([seed, 1])
    shown = _exchanged(values, table, damage, chance)
    marks = table[shown]
    if kind.columns:
        marks = np.concatenate([marks, _odd(marks, axis=1)], axis=1)
    wrong = np.where(
        marks,
        chance.random(marks.shape) < damage.missed,
        chance.random(marks.shape) < damage.extra,
    )
    lost = _lost(marks.shape, damage, chance)
    seen = marks ^ wrong
    found = read(seen[:, : values.shape[1]], kind)
    found[lost[:, : values.shape[1]]] = -1
    faults = wrong.sum(axis=(1, 2)) + lost.sum(axis=1) + (shown != values).sum(axis=1)
    return Batch(values, found, faults, seen, lost)


def batches(kind: Kind, damage: Damage, count: int, seed: int, size: int) -> Iterator[Batch]:
    """The same in parts, so that memory stays bounded."""
    for number, start in enumerate(range(0, count, size)):
        yield drawn(kind, damage, min(size, count - start), seed * 100_003 + number)


def _phrases(kind: Kind, count: int, chance: np.random.Generator) -> Whole:
    """Random words, the last one right by BIP-39's checksum; by no other kind's."""
    size = len(blocks(kind.encoding, kind.script))
    values = chance.integers(0, size, (count, kind.words))
    if kind.script.kind != "bip39":
        return values
    length = kind.words // 3
    rows: list[list[int]] = values.tolist()
    for at, row in enumerate(rows):
        number = 0
        for value in row:
            number = number << 11 | value
        data = (number >> length).to_bytes(kind.words * 4 // 3, "big")
        check = hashlib.sha256(data).digest()[0] >> (8 - length)
        values[at, -1] = row[-1] >> length << length | check
    return values


def _with_checks(values: Whole, kind: Kind) -> Whole:
    """The check values behind the words: the remainder of the division, for all plates at once."""
    if not kind.checks:
        return values
    rule = code(kind.script.kind, kind.checks)
    powers, logs = np.array(rule.field.powers), np.array(rule.field.logarithms)
    rest = np.zeros((len(values), kind.checks), dtype=np.int64)
    steps = np.array([rule.field.logarithms[each] for each in rule.generator[1:]])
    for column in range(values.shape[1]):
        lead = values[:, column] ^ rest[:, 0]
        times = np.where(lead[:, None] > 0, powers[logs[lead][:, None] + steps[None, :]], 0)
        rest = np.concatenate([rest[:, 1:], np.zeros((len(values), 1), dtype=np.int64)], axis=1)
        rest ^= times
    return np.concatenate([values, rest], axis=1)


@cache
def table_of(kind: Kind) -> Marks:
    """The cells of every word of the list, row by row, with its parity last."""
    every = blocks(kind.encoding, kind.script)
    height, width = max(b.height for b in every), max(b.width for b in every)
    table = np.zeros((len(every), height * width + kind.parity), dtype=bool)
    for value, block in enumerate(every):
        for row, cells in enumerate(block.rows):
            for column, cell in enumerate(cells):
                table[value, row * width + column] = cell is not None
    if kind.parity:
        table[:, -1:] = _odd(table, axis=1)
    return table


def _odd(marks: Marks, axis: int) -> Marks:
    """Where marks along an axis are odd in number, which makes them even."""
    return np.asarray(marks.sum(axis=axis, keepdims=True) % 2 == 1)


def _exchanged(values: Whole, table: Marks, damage: Damage, chance: np.random.Generator) -> Whole:
    """Wrong words, and rows that changed places."""
    shown = values.copy()
    count, rows = values.shape
    if damage.word:
        wrong = chance.random((count, rows)) < damage.word
        shown = np.where(wrong, chance.integers(0, len(table), (count, rows)), shown)
    if damage.swapped:
        for plate in np.flatnonzero(chance.random(count) < damage.swapped):
            one, other = chance.choice(rows, 2, replace=False)
            shown[plate, [one, other]] = shown[plate, [other, one]]
    return shown


def _lost(shape: tuple[int, ...], damage: Damage, chance: np.random.Generator) -> Marks:
    """Which rows can't be read."""
    count, rows = shape[:2]
    lost = chance.random((count, rows)) < damage.rows
    for rate, size, first in (
        (damage.band, BAND, lambda: chance.integers(0, rows - BAND + 1)),
        (damage.corner, CORNER, lambda: chance.choice([0, rows - CORNER])),
    ):
        for plate in np.flatnonzero(chance.random(count) < rate) if rate else ():
            start = int(first())
            lost[plate, start : start + size] = True
    return lost


def read(seen: Marks, kind: Kind) -> Whole:
    """The values of plates × rows × cells, -1 for the cells of no word or an odd number of them."""
    cells = seen.shape[2] - kind.parity
    packed = np.packbits(seen[:, :, :cells], axis=2)
    known = _known(kind)
    flat: Sequence[Any] = [row.tobytes() for row in packed.reshape(-1, packed.shape[2])]
    found = np.array([known.get(row, -1) for row in flat]).reshape(seen.shape[:2])
    if kind.parity:
        found[seen.sum(axis=2) % 2 == 1] = -1
    return found


@cache
def _known(kind: Kind) -> Mapping[bytes, int]:
    """Values by the cells of their rows, without parity."""
    table = table_of(kind)
    every = np.packbits(table[:, : table.shape[1] - kind.parity], axis=1)
    return {row.tobytes(): value for value, row in enumerate(every)}
