"""What a scheme is: how a secret is marked, and what its marks tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.encodings.told import Told
from generator.grid import Grid
from generator.secret import Secret
from generator.words.payload import Payload

NUMBERED = ("bip39", "slip39", "electrum", "monero")
"""Kinds of words, in lists of 2,048 at most."""

BIP39_ONLY = ("bip39",)

LINES = ("codex32", "wif", "hex", "xprv", "xpub", "descriptor", "passphrase", "text")
"""Kinds that are a line of text."""


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
    """Marks that follow from the secret and don't tell it alone: read, they are compared."""

    name: str
    title: str
    encode: Callable[[Secret[Any]], Grid]
    kinds: tuple[str, ...] = NUMBERED
    doubts: Callable[[Mapping[str, Grid]], str] = lambda _: ""
    """What it tells, by the grids of a plate, of marks that are no secret; empty for nothing."""
    fellows: tuple[str, ...] = ()
    """The names of those, itself among them, that tell the secret together, if there are such."""
    together: Callable[[Mapping[str, Grid], Told], Secret[Payload]] | None = None
    """What all fellows say, by the grids of a plate; everything checked again, as by `decode`."""
