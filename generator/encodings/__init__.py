"""The schemes a phrase can be marked in, each an inverse pair of `encode` and `decode`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.encodings import (
    alphabet,
    alphabet_quarters,
    bits,
    codex32_grid,
    digits,
    digits_1248,
    keypads,
    letters,
    parity,
    qr,
)
from generator.encodings.told import Told
from generator.grid import Grid
from generator.secret import Secret
from generator.words.payload import Payload

NUMBERED = ("bip39", "slip39", "electrum", "monero")
"""Kinds of words, in lists of 2,048 at most."""

BIP39_ONLY = ("bip39",)


@dataclass(frozen=True, slots=True)
class Encoding:
    """One scheme; `decode(encode(s), told)` is `s`, if its language and kind are told."""

    name: str
    title: str
    encode: Callable[[Secret[Any]], Grid]
    """The grid of a payload of one of the `kinds`."""
    decode: Callable[[Grid, Told], Secret[Payload]]
    """What a grid says, everything checked again: shape, marks, range, count and checksum.

    Raises SecretError, which names words by number."""
    kinds: tuple[str, ...] = NUMBERED
    """The kinds of secrets that it can hold."""
    tells_language: bool = False
    """Whether the grid shows words, so that `decode` can find their language."""
    counted: bool = True
    """Whether a rule says how many marks there are; without one, a lost mark leaves another word
    or number."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Marks that follow from the secret and don't tell it: read, they are compared."""

    name: str
    title: str
    encode: Callable[[Secret[Any]], Grid]
    kinds: tuple[str, ...] = NUMBERED


_ALL = (
    Encoding("bits-12", "numbers from 1 in binary", bits.encode_12, bits.decode_12, counted=False),
    Encoding(
        "bits-12-reversed",
        "numbers from 1 in binary, 1 on the left",
        bits.encode_12_reversed,
        bits.decode_12_reversed,
        counted=False,
    ),
    Encoding(
        "bits-11",
        "indices from 0 in binary",
        bits.encode_11,
        bits.decode_11,
        BIP39_ONLY,
        counted=False,
    ),
    Encoding(
        "alphabet",
        "four letters in A–Z columns",
        alphabet.encode,
        alphabet.decode,
        tells_language=True,
    ),
    Encoding(
        "alphabet-quarters",
        "four letters in the quarters of A–Z cells",
        alphabet_quarters.encode,
        alphabet_quarters.decode,
        tells_language=True,
    ),
    Encoding("digits-1", "numbers from 1 in decimal", digits.encode_1, digits.decode_1),
    Encoding("digits-0", "indices from 0 in decimal", digits.encode_0, digits.decode_0),
    Encoding(
        "digits-1248",
        "numbers from 1 in decimal, digits as sums of 1, 2, 4 and 8",
        digits_1248.encode,
        digits_1248.decode,
        counted=False,
    ),
    Encoding("keypads", "numbers from 1 on keypads", keypads.encode, keypads.decode),
    Encoding(
        "letters-4", "first four letters", letters.encode_4, letters.decode_4, tells_language=True
    ),
    Encoding("letters-8", "whole words", letters.encode_8, letters.decode_8, tells_language=True),
    Encoding(
        "codex32-grid",
        "characters in columns of digits and letters",
        codex32_grid.encode,
        codex32_grid.decode,
        ("codex32",),
    ),
    Encoding("seedqr", "Standard SeedQR", qr.encode_standard, qr.decode_standard, BIP39_ONLY),
    Encoding("compact-seedqr", "CompactSeedQR", qr.encode_compact, qr.decode_compact, BIP39_ONLY),
    Encoding(
        "seedqr-m", "SeedQR at level M", qr.encode_standard_m, qr.decode_standard_m, BIP39_ONLY
    ),
)

ENCODINGS: Mapping[str, Encoding] = MappingProxyType({each.name: each for each in _ALL})
"""All that ship, by name."""

_DERIVED = (Derived("parity-12", "check row", parity.encode),)

DERIVED: Mapping[str, Derived] = MappingProxyType({each.name: each for each in _DERIVED})
"""Checks that ship, by name."""
