"""A whole plate as somebody typed it, looked at the right way up or as it may have been held."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator.observed import Readings
from generator.recover.engine import Found, Rules, solved
from generator.recover.rows import Row
from generator.recover.typed import Notation, Typed, of_cells
from generator.words.kinds import list_size

AS_TYPED = ""

_Cells = tuple[tuple[Readings, ...], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """The rows of the words and then of the check words."""

    how: Notation
    typed: tuple[Typed, ...]
    sides: tuple[int, ...]
    """How many of the rows stand on each side, check rows among those of theirs."""


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What a plate says, and how it had to be looked at."""

    found: Found
    rows: tuple[Row, ...]
    way: str = AS_TYPED
    """What was done to the rows, in words; empty where nothing."""

    def wrong(self, answer: Sequence[int]) -> tuple[int, ...]:
        """Which rows (0-based) were not seen as they are."""
        return tuple(
            place
            for place, (row, value) in enumerate(zip(self.rows, answer, strict=True))
            if row.value != value
        )


def recovered(sheet: Sheet, rules: Rules) -> Outcome:
    """All that fits; looked at in other ways too where nothing fits as it was typed.

    Another way counts only if it is the only one in which the rows are whole or can be mended.
    """
    rows = tuple(each.row for each in sheet.typed)
    first = Outcome(solved(rows, rules), rows)
    if first.found.answer:
        return first
    ways = list(_ways(sheet))
    others = []
    for way, turned in ways:
        found = solved(turned, rules, most=1)
        if found.answer:
            expected = len(ways) / 2 ** _evidence(turned, sheet, rules)
            others.append(Outcome(_by_chance(found, expected), turned, way))
    if len({each.found.answers for each in others}) == 1:
        (other,) = others[:1]
        if other.found.answer or not first.found.answers:
            return other
    return first


def _by_chance(found: Found, expected: float) -> Found:
    """What was found in one of several ways: an answer only where chance does not make one."""
    return replace(found, within=False, by_chance=expected)


def _evidence(rows: Sequence[Row], sheet: Sheet, rules: Rules) -> float:
    """How many bits of rows, check rows and checksum had to fit for an answer."""
    width = math.log2(rules.size)
    lost = sum(row.value is None for row in rows)
    checks = rules.code.checks if rules.code is not None else 0
    marked = sum(each.cells is not None for each in sheet.typed)
    idle = (sheet.how.dots - width) * marked
    return rules.checksum_bits + (checks - lost) * width + idle


def _ways(sheet: Sheet) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The rows turned and mirrored, and read from another base."""
    plain = tuple(each.row for each in sheet.typed)
    turned = [(AS_TYPED, plain), *_turned(sheet)]
    size = list_size(sheet.how.script.kind)
    for way, rows in turned:
        if way:
            yield way, rows
        if sheet.how.base is not None:
            for by, said in ((1, "numbers taken as counted from 0"), (-1, "as counted from 1")):
                yield (
                    f"{way}, {said}".removeprefix(", "),
                    tuple(_shifted(row, by, size) for row in rows),
                )


def _shifted(row: Row, by: int, size: int) -> Row:
    """The row if its number counted from another base."""
    if not row.fits:
        return row
    return replace(row, fits=tuple(v + by for v in row.fits if 0 <= v + by < size))


def _turned(sheet: Sheet) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Where all rows were typed mark by mark: the plate held in each other way."""
    how = sheet.how
    lost = (None,) * (how.dots + how.parity)
    cells = [each.cells if each.row.fits is not None else lost for each in sheet.typed]
    if not how.dots or any(each is None for each in cells):
        return
    typed = tuple(each for each in cells if each is not None)
    for way, steps in _WAYS.items():
        rows: list[Row] = []
        start = 0
        for count in sheet.sides:
            side = typed[start : start + count]
            for step in steps:
                side = step(side)
            rows += [of_cells(row, how).row for row in side if len(row) == len(lost)]
            start += count
        if len(rows) == len(typed):
            yield way, tuple(rows)


def _across(rows: _Cells) -> _Cells:
    return tuple(row[::-1] for row in rows)


def _upended(rows: _Cells) -> _Cells:
    return rows[::-1]


def _columns(rows: _Cells) -> _Cells:
    return tuple(zip(*rows, strict=True))


_WAYS: Mapping[str, tuple[Callable[[_Cells], _Cells], ...]] = MappingProxyType(
    {
        "turned upside down": (_across, _upended),
        "mirrored left to right": (_across,),
        "mirrored top to bottom": (_upended,),
        "turned to the left": (_columns, _upended),
        "turned to the right": (_columns, _across),
        "mirrored and turned to the left": (_columns,),
        "mirrored and turned to the right": (_columns, _upended, _across),
    }
)
"""What undoes each way to hold a plate, looked at from either face."""
