"""The schemes a phrase can be marked in, each an inverse pair of `encode` and `decode`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from generator.encodings import alphabet, bits, digits, letters, qr
from generator.grid import Grid
from generator.secret import Secret
from generator.words.payload import Phrase


class Decode(Protocol):
    """What a grid says, everything checked again: shape, marks, range, count and checksum.

    `language` is needed where the encoding doesn't tell it.
    With `word_count`, which a plate's legend tells, the phrase must have exactly that many words.
    Raises SecretError, which names words by number.
    """

    def __call__(
        self, grid: Grid, language: str | None = None, word_count: int | None = None
    ) -> Secret[Phrase]: ...


@dataclass(frozen=True, slots=True)
class Encoding:
    """One scheme; `decode(encode(s), language)` is `s`."""

    name: str
    title: str
    encode: Callable[[Secret[Phrase]], Grid]
    decode: Decode
    tells_language: bool = False
    """Whether the grid shows words, so that `decode` can find their language."""


_ALL = (
    Encoding("bits-12", "numbers from 1 in binary", bits.encode_12, bits.decode_12),
    Encoding("bits-11", "indices from 0 in binary", bits.encode_11, bits.decode_11),
    Encoding(
        "alphabet",
        "four letters in A–Z columns",
        alphabet.encode,
        alphabet.decode,
        tells_language=True,
    ),
    Encoding("digits-1", "numbers from 1 in decimal", digits.encode_1, digits.decode_1),
    Encoding("digits-0", "indices from 0 in decimal", digits.encode_0, digits.decode_0),
    Encoding(
        "letters-4", "first four letters", letters.encode_4, letters.decode_4, tells_language=True
    ),
    Encoding("letters-8", "whole words", letters.encode_8, letters.decode_8, tells_language=True),
    Encoding("seedqr", "Standard SeedQR", qr.encode_standard, qr.decode_standard),
    Encoding("compact-seedqr", "CompactSeedQR", qr.encode_compact, qr.decode_compact),
    Encoding("seedqr-m", "SeedQR at level M", qr.encode_standard_m, qr.decode_standard_m),
)

ENCODINGS: Mapping[str, Encoding] = MappingProxyType({each.name: each for each in _ALL})
"""All that ship, by name."""
