"""A long search for lost words: in pieces, on all cores, to be stopped and taken up again."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from generator import files
from generator.errors import OutputError
from generator.recover.engine import CERTAIN, Plan, Rules
from generator.recover.rows import Row
from generator.recover.wallet import Wallet

PIECE = 10_000
"""Guesses of one piece; so many a core are lost when a search is stopped."""

_KEEP_EVERY = 10.0
"""Seconds after which the place that was reached is kept."""

_FINGERPRINT_BITS = 32


@dataclass(frozen=True, slots=True, repr=False)
class Quest:
    """What is searched for: all ways to fill the rows of a plate that fit a wallet."""

    rows: tuple[Row, ...]
    rules: Rules
    wallet: Wallet

    @property
    def guesses(self) -> int:
        """How many ways there are."""
        return Plan(self.rows, self.rules).guesses

    @property
    def by_chance(self) -> float:
        """How many wrong ones fit the wallet."""
        wallet_bits = _FINGERPRINT_BITS if self.wallet.fingerprint is not None else 160
        return float(Plan(self.rows, self.rules).by_chance(0) / 2**wallet_bits)


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a search came: a file without anything of the secret in it."""

    path: Path
    salt: str
    name: str
    """A keyed hash of the question, so that nobody goes on with another one."""
    done: int
    """How many pieces from the first one on."""


def fitting(quest: Quest, guesses: range) -> list[tuple[int, ...]]:
    """The rows of all guesses of a range that fit the wallet."""
    found = Plan(quest.rows, quest.rules).tried(guesses)
    words = quest.rules.words
    return [whole for _, whole in found if quest.wallet.is_of(whole[:words])]


def seconds(quest: Quest, cores: int, measure: float = 0.5) -> float:
    """How long all of it takes, by trying some for about `measure` seconds."""
    total, tried, begin = quest.guesses, 0, time.perf_counter()
    some = 500
    while tried < total and time.perf_counter() - begin < measure:
        # From all over the range, since neighbours may share what is quick to see.
        start = tried * 7_919 % max(1, total - some)
        fitting(quest, range(start, min(start + some, total)))
        tried += some
        some *= 2
    return (time.perf_counter() - begin) * max(1.0, total / tried) / cores


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def search(
    quest: Quest, kept: Kept | None, progress: Callable[[int], object]
) -> list[tuple[int, ...]]:
    """All rows that fit the wallet; stops at the first one where chance makes no second.

    `progress` is told of every piece done. With `kept` the place is kept now and then, and when the
    search is stopped; its file goes away at the end.
    """
    total = -(-quest.guesses // PIECE)
    start = kept.done if kept is not None else 0
    progress(start)
    found: list[tuple[int, ...]] = []
    done = _Done(start)
    last = time.monotonic()
    try:
        for number, some in _pieces(quest, range(start, total)):
            found += some
            progress(1)
            done.add(number)
            if found and quest.by_chance < CERTAIN:
                break
            if kept is not None and time.monotonic() - last > _KEEP_EVERY:
                keep(kept, done.front)
                last = time.monotonic()
    except KeyboardInterrupt:
        if kept is not None:
            keep(kept, done.front)
        raise
    if kept is not None:
        kept.path.unlink(missing_ok=True)
    return found


def _pieces(quest: Quest, numbers: range) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
    """What fits of each piece, as each is done."""
    count = min(cores(), len(numbers))
    if count < 2:
        for number in numbers:
            yield number, _piece(quest, number)
        return
    # Forked, so that the question goes to the workers by no pipe and no file.
    pool = ProcessPoolExecutor(
        count, mp_context=get_context("fork"), initializer=_begin, initargs=(quest,)
    )
    waiting: dict[Future[list[tuple[int, ...]]], int] = {}
    rest = iter(numbers)
    try:
        for number in islice(rest, 2 * count):
            waiting[pool.submit(_work, number)] = number
        while waiting:
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                yield waiting.pop(future), future.result()
                for number in islice(rest, 1):
                    waiting[pool.submit(_work, number)] = number
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_quest: Quest | None = None
"""In a worker: what it searches for."""


def _begin(quest: Quest) -> None:
    global _quest  # noqa: PLW0603  the one thing that a worker is told
    _quest = quest
    import signal

    # Whoever is at the keyboard stops the search, which then stops its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(number: int) -> list[tuple[int, ...]]:
    assert _quest is not None  # `_begin` ran first
    return _piece(_quest, number)


def _piece(quest: Quest, number: int) -> list[tuple[int, ...]]:
    return fitting(quest, range(number * PIECE, min((number + 1) * PIECE, quest.guesses)))


class _Done:
    """Which pieces are done, some before others."""

    def __init__(self, start: int) -> None:
        self.front = start
        self._ahead: set[int] = set()

    def add(self, number: int) -> None:
        self._ahead.add(number)
        while self.front in self._ahead:
            self._ahead.remove(self.front)
            self.front += 1


def kept_at(path: Path, quest: Quest) -> Kept:
    """Where a search was left, or the beginning where the file is not there.

    Raises `OutputError` for a file of another search, or of none.
    """
    if not path.exists():
        salt = secrets.token_hex(16)
        return Kept(path, salt, _named(quest, salt), 0)
    content: object = None
    with suppress(OSError, ValueError):
        content = json.loads(path.read_text(encoding="utf-8"))
    match content:
        case {"salt": str(salt), "search": str(name), "done": int(done)} if done >= 0:
            if not hmac.compare_digest(name, _named(quest, salt)):
                raise OutputError(
                    f"{path.name} is of another search: give the same rows and the same "
                    "fingerprint or address, or another file"
                )
            return Kept(path, salt, name, done)
        case _:
            raise OutputError(f"{path.name} is no file of a search that was left")


def keep(kept: Kept, done: int) -> None:
    """Write how far a search came, whole or not at all."""
    content = {"search": kept.name, "salt": kept.salt, "done": done}
    data = json.dumps(content).encode()
    files.hand_over(kept.path.parent, [(kept.path.name, data)], force=True)


def _named(quest: Quest, salt: str) -> str:
    wallet = quest.wallet
    rows = [(row.fits, row.odd, row.near) for row in quest.rows]
    told = (rows, PIECE, wallet.fingerprint, wallet.address, wallet.passphrase.reveal())
    return hmac.new(bytes.fromhex(salt), repr(told).encode(), hashlib.sha256).hexdigest()
