"""What the decoder makes of many damaged plates: how often the words come back, or wrong ones."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check_rows import code
from generator.recover.checksums import bits, holds
from generator.recover.engine import Rules, mended
from generator.simulate.damage import Damage
from generator.simulate.plates import Batch, Kind, batches, read, table_of
from generator.words.kinds import list_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 2_000
"""Plates that are drawn at once: some 10 MB."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over many plates."""

    plates: int
    recovered: int
    wrong: int
    """Another phrase was taken for the answer, and nothing told."""
    wrong_though_known: int
    """The same where a fingerprint of 32 bits was held against it."""

    @property
    def share(self) -> float:
        """The part that was recovered."""
        return self.recovered / self.plates

    @property
    def error(self) -> float:
        """The standard error of that part."""
        return math.sqrt(max(self.share * (1 - self.share), 1 / self.plates) / self.plates)


@dataclass(frozen=True, slots=True)
class Shares:
    """Several plates, of which some are enough."""

    needed: int
    given: int


ONE = Shares(1, 1)


def tally(
    kind: Kind,
    damage: Damage,
    count: int,
    seed: int,
    shares: Shares = ONE,
    progress: Callable[[int], object] = lambda _: None,
) -> Tally:
    """So many plates, or sets of plates, damaged and read."""
    rules = _rules(kind)
    recovered = wrong = known = 0
    size = max(1, SIZE // shares.given) * shares.given
    for batch in batches(kind, damage, count * shares.given, seed, size):
        good, bad, hit = _read(batch, kind, rules)
        recovered += _sets(good, shares)
        wrong += bad
        known += hit
        progress(len(good) // shares.given)
    return Tally(count, recovered, wrong, known)


def _sets(good: Sequence[bool], shares: Shares) -> int:
    """How many sets have enough plates that were recovered."""
    each = range(0, len(good), shares.given)
    return sum(sum(good[start : start + shares.given]) >= shares.needed for start in each)


def _read(batch: Batch, kind: Kind, rules: Rules) -> tuple[list[bool], int, int]:
    """Which plates were recovered; how many said other words, and how many with a fingerprint."""
    good = (batch.faults == 0).tolist()
    wrong = known = 0
    for plate in (at for at, whole in enumerate(good) if not whole):
        true = tuple(batch.values[plate].tolist())
        answer = _answer(batch, plate, kind, rules)
        if answer is None or (answer != true and kind.script.kind != "bip39"):
            continue  # the 30 bits of a share's checksum are taken to tell
        good[plate] = answer == true
        if not good[plate]:
            wrong += 1
            known += _fingerprint(answer[: kind.words]) == _fingerprint(true[: kind.words])
    return good, wrong, known


def _answer(batch: Batch, plate: int, kind: Kind, rules: Rules) -> tuple[int, ...] | None:
    """What the decoder says of one plate."""
    seen = [value if value >= 0 else None for value in batch.seen[plate].tolist()]
    if not kind.columns:
        return mended(seen, rules, lambda row, value: _is_far(batch, plate, kind, (row, value)))
    whole = _by_parities(batch.cells[plate], batch.lost[plate])
    if whole is None:
        return None
    values = read(whole[None, :-1], kind)[0].tolist()
    return mended([value if value >= 0 else None for value in values], rules)


def _is_far(batch: Batch, plate: int, kind: Kind, at: tuple[int, int]) -> bool:
    """Whether a value is more than one mark away from what was seen of a row."""
    row, value = at
    if batch.lost[plate, row]:
        return False
    return int((batch.cells[plate, row] ^ table_of(kind)[value]).sum()) > 1


def _by_parities(cells: NDArray[np.bool_], lost: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """One wrong cell or one lost row, mended by a parity of each row and of each column."""
    rows = [at for at, row in enumerate(cells) if row.sum() % 2 and not lost[at]]
    gone = [at for at, each in enumerate(lost) if each]
    whole = cells.copy()
    if len(gone) == 1 and not rows:
        whole[gone[0]] = False
        whole[gone[0]] = whole.sum(axis=0) % 2 == 1
        return whole
    columns = [at for at, column in enumerate(cells.T) if column.sum() % 2]
    if gone or len(rows) != len(columns) or len(rows) > 1:
        return None
    for row, column in zip(rows, columns, strict=True):
        whole[row, column] = not whole[row, column]
    return whole


def _fingerprint(values: Sequence[int]) -> bytes:
    """32 bits that follow from the words, as a wallet's do after many more rounds of hashing."""
    return hashlib.sha256(repr(tuple(values)).encode()).digest()[:4]


def _rules(kind: Kind) -> Rules:
    name = kind.script.kind
    right: Callable[[Sequence[int]], bool] = holds(name) if name == "bip39" else lambda _: True
    return Rules(
        code(name, kind.checks) if kind.checks else None,
        kind.words,
        list_size(name),
        right,
        bits(name, kind.words) if name == "bip39" else 0.0,
    )
