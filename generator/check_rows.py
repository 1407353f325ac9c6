"""Check rows: values behind the words of a phrase, from which lost or wrong words come back.

They are a systematic shortened Reed–Solomon code, first root α to the 0, over the 0-based places of
the words in their list, so that the exclusive or of all rows is 0. Rows are words then check rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.galois import field
from generator.reed_solomon import Code
from generator.words.payload import Phrase

COUNTS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"bip39": (4, 8), "electrum": (4, 8), "slip39": (6,)}
)
"""How many check rows there may be, by kind of words: numbers that never make a valid count.

A list of fewer words than a power of 2, as Monero's, has none: not every check value is a word.
"""

_FIELDS = {"bip39": (11, 0x805), "electrum": (11, 0x805), "slip39": (10, 0x409)}
"""Bits of a row, and the polynomial that the rows' field is made by."""


@cache
def code(kind: str, rows: int) -> Code:
    """The code of a kind of words with so many check rows.

    Raises `KeyError` for a kind that has none.
    """
    return Code(field(*_FIELDS[kind]), rows)


def check_values(phrase: Phrase, rows: int) -> tuple[int, ...]:
    """The values of the check rows, in their order: 0-based places in the list of the phrase."""
    return code(phrase.kind, rows).check_values(phrase.indices)
