"""Whether words are right by the checksum of their kind, fast enough for many guesses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

from generator.errors import SecretError
from generator.words.kinds import phrase_of

Holds: TypeAlias = Callable[[Sequence[int]], bool]

_BITS: Mapping[str, Callable[[int], float]] = MappingProxyType(
    {"bip39": lambda words: words / 3, "slip39": lambda _: 30.0, "electrum": lambda _: 8.0}
)
"""How many bits a checksum has; BIP-39: one for every three words."""


def holds(kind: str) -> Holds:
    """Whether 0-based indices, in range and of a right number, are a secret of that kind."""
    return bip39_holds if kind == "bip39" else partial(_holds, kind)


def bits(kind: str, words: int) -> float:
    """How many bits a wrong phrase has to hit by chance; 0 where that is not known."""
    return _BITS[kind](words) if kind in _BITS else 0.0


def bip39_holds(indices: Sequence[int]) -> bool:
    """BIP-39: the last bits are the first ones of the SHA-256 of all before them."""
    number = 0
    for index in indices:
        number = number << 11 | index
    length = len(indices) * 11 // 33
    data = (number >> length).to_bytes(length * 4, "big")
    return hashlib.sha256(data).digest()[0] >> (8 - length) == number & ((1 << length) - 1)


def bip39_guesses(
    words: int, base: int, guessed: Sequence[tuple[int, Sequence[int]]], guesses: range
) -> Iterator[int]:
    """The numbers of the guesses that hold, without a list of indices for each of them.

    `base` are all bits but those of the words that are guessed at, and `guessed` are for each of
    those the place of its lowest bit and what it may be; the first of them changes fastest.
    """
    length = words // 3
    mask, least, size = (1 << length) - 1, 8 - length, words * 4 // 3
    sha256 = hashlib.sha256
    (shift, options), slower = guessed[0], guessed[1:]
    values = [option << shift for option in options]
    number = guesses.start
    while number < guesses.stop:
        rest, first = divmod(number, len(values))
        fixed = base
        for place, choices in slower:
            rest, at = divmod(rest, len(choices))
            fixed |= choices[at] << place
        some = values[first : first + guesses.stop - number]
        for at, value in enumerate(some, number):
            whole = fixed | value
            digest = sha256((whole >> length).to_bytes(size, "big")).digest()
            if digest[0] >> least == whole & mask:
                yield at
        number += len(some)


def _holds(kind: str, indices: Sequence[int]) -> bool:
    with suppress(SecretError):
        phrase_of(indices, None, kind)
        return True
    return False
