"""The words of a damaged plate: what its rows may mean, mended by check rows and checksum.

Within the guarantee there is one answer: a row that is unreadable or known to be wrong costs 1, a
wrong one that nothing gives away 2, and all is mended up to a cost of as many as there are check
rows. Beyond it, rows that are known to be wrong are guessed at until the code can carry the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.recover.checksums import Holds, bip39_guesses, bip39_holds
from generator.recover.rows import Row
from generator.reed_solomon import Code

Far: TypeAlias = Callable[[int, int], bool]

MOST_GUESSES = 20_000
"""So many are tried at once, in seconds; more is a search of its own."""

CERTAIN = 1e-3
"""One candidate is an answer where fewer than this were to be expected by chance."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What all rows of an undamaged plate have to fulfil."""

    code: Code | None
    words: int
    size: int
    """How many words the list has."""
    holds: Holds
    checksum_bits: float


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What a plate may say: the values of its words and check words."""

    answers: tuple[tuple[int, ...], ...]
    """All that fits, the least damage first."""
    within: bool
    """Whether the damage is within the guarantee, so that there is one answer and no other."""
    by_chance: float
    """How many would fit if the plate said none of them."""
    guesses: int
    """How many ways there are to fill the rows that the code can't carry; 1 where it can."""
    complete: bool
    """Whether all of them were tried."""

    @property
    def answer(self) -> tuple[int, ...] | None:
        """The only one there is, if it can't well be there by chance."""
        sure = self.within or (self.complete and self.by_chance < CERTAIN)
        return self.answers[0] if len(self.answers) == 1 and sure else None


def mended(
    values: Sequence[int | None], rules: Rules, far: Far = lambda _place, _value: False
) -> tuple[int, ...] | None:
    """All rows, if the damage is within the guarantee; `None` stands for one that is not known.

    `far` says of a row whose marks were seen whether a value is more than one mark away from them.
    Where the damage costs all that there is, more than one such row speaks against the answer: a
    wrong one has marks at random there.
    """
    lost = [place for place, value in enumerate(values) if value is None]
    if rules.code is None:
        whole = None if lost else tuple(value for value in values if value is not None)
    else:
        whole = rules.code.corrected([value or 0 for value in values], lost)
    if whole is None or max(whole) >= rules.size or not rules.holds(whole[: rules.words]):
        return None
    if rules.code is not None and len(lost) < len(values):
        pairs = zip(values, whole, strict=True)
        cost = len(lost) + 2 * sum(seen not in (None, value) for seen, value in pairs)
        if cost == rules.code.checks and sum(far(place, whole[place]) for place in lost) > 1:
            return None
    return whole


def solved(rows: Sequence[Row], rules: Rules, most: int = MOST_GUESSES) -> Found:
    """All that the rows may mean: words, then check words."""
    whole = mended(
        [row.value for row in rows], rules, lambda place, value: rows[place].is_far(value)
    )
    if whole is not None:
        return Found((whole,), within=True, by_chance=0.0, guesses=1, complete=True)
    plan = Plan(rows, rules, most)
    if plan.guesses > most:
        return Found((), False, plan.guesses / 2**plan.spare_bits, plan.guesses, complete=False)
    found = plan.tried(range(plan.guesses))
    least = min((count for count, _ in found), default=0)
    best = [each for count, each in found if count == least]
    return Found(tuple(best), False, plan.by_chance(least), plan.guesses, complete=True)


class Plan:
    """Which rows are guessed at, which are left to the code, and what each may be."""

    def __init__(self, rows: Sequence[Row], rules: Rules, most: int = MOST_GUESSES) -> None:
        self._rows, self._rules = rows, rules
        self._checks = rules.code.checks if rules.code is not None else 0
        open_ = [place for place, row in enumerate(rows) if row.value is None]
        self._options = {place: self._of(rows[place]) for place in open_}
        by_number = sorted(open_, key=lambda place: -len(self._options[place]))
        for lost in range(min(self._checks, len(by_number)) + 1):
            self._lost, self._guessed = by_number[:lost], by_number[lost:]
            self.guesses = math.prod(len(self._options[place]) for place in self._guessed)
            if self.guesses <= most:
                break
        width = math.log2(rules.size)
        self.spare_bits = (self._checks - len(self._lost)) * width + rules.checksum_bits

    def by_chance(self, wrong: int) -> float:
        """How many wrong guesses fit, with so many further rows mended."""
        patterns = math.comb(len(self._rows), wrong) * (self._rules.size - 1) ** wrong
        return float(self.guesses * patterns / 2**self.spare_bits)

    def tried(self, guesses: range) -> list[tuple[int, tuple[int, ...]]]:
        """What fits of some guesses, by number, with how many further rows are wrong in it."""
        return sorted(self._tried(guesses))

    def _tried(self, guesses: range) -> Iterator[tuple[int, tuple[int, ...]]]:
        rows: list[int | None] = [row.value for row in self._rows]
        for number in self._holding(guesses):
            rest = number
            for place in self._guessed:
                rest, at = divmod(rest, len(self._options[place]))
                rows[place] = self._options[place][at]
            whole = mended(rows, self._rules)
            if whole is not None:
                wrong = sum(
                    known is not None and known != value
                    for known, value in zip(rows, whole, strict=True)
                )
                yield wrong, whole

    def _holding(self, guesses: range) -> Iterable[int]:
        """The guesses that may hold: all, where that can't be told faster than one by one."""
        if self._rules.code is not None or self._rules.holds is not bip39_holds:
            return guesses
        if not self._guessed:
            return guesses
        last = len(self._rows) - 1
        base = sum((row.value or 0) << 11 * (last - at) for at, row in enumerate(self._rows))
        guessed = [(11 * (last - place), self._options[place]) for place in self._guessed]
        return bip39_guesses(self._rules.words, base, guessed, guesses)

    def _of(self, row: Row) -> Sequence[int]:
        """What a row may be, as far as that is worth guessing."""
        return row.fits or row.near or range(self._rules.size)
