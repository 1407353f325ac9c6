"""Check rows: values behind the words of a phrase, from which lost or wrong words come back.

They are a systematic shortened Reed–Solomon code, first root α to the 0, over the 0-based places of
the words in their list, so that the exclusive or of all rows is 0. Rows are words then check rows.

A line of text has check bytes instead, over its characters. A word of their code has 255 bytes at
most, so a longer text is dealt out to several, character by character.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.galois import field
from generator.reed_solomon import Code
from generator.words.kinds import KINDS
from generator.words.payload import KeyText, Phrase

_LINES = tuple(name for name, kind in KINDS.items() if not kind.counts)

_WORDS, _SHARES, _BYTES = (11, 0x805), (10, 0x409), (8, 0x11D)
"""Bits of a value, and the polynomial that the values' field is made by."""

_FIELDS = {"bip39": _WORDS, "electrum": _WORDS, "slip39": _SHARES} | dict.fromkeys(_LINES, _BYTES)

COUNTS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {kind: (6,) if values is _SHARES else (4, 8) for kind, values in _FIELDS.items()}
)
"""How many check rows there may be, by kind: numbers that never make a valid count of words.

A list of fewer words than a power of 2, as Monero's, has none: not every check value is a word.
"""


@cache
def code(kind: str, rows: int) -> Code:
    """The code of a kind of secrets with so many check rows, or check bytes for each 255.

    Raises `KeyError` for a kind that has none.
    """
    return Code(field(*_FIELDS[kind]), rows)


def check_bytes(line: KeyText, count: int) -> bytes:
    """The check bytes of a line, `count` for each word of the code, dealt out as the characters.

    The characters 1, d + 1, 2d + 1 … are of the first word, 2, d + 2 … of the second, where d is
    how many words there are; so are the check bytes.
    """
    characters = line.text.encode("ascii")
    dealt = -(-len(characters) // (code(line.kind, count).field.order - count)) or 1
    each = [code(line.kind, count).check_values(characters[at::dealt]) for at in range(dealt)]
    return bytes(value for values in zip(*each, strict=True) for value in values)


def check_values(phrase: Phrase, rows: int) -> tuple[int, ...]:
    """The values of the check rows, in their order: 0-based places in the list of the phrase."""
    return code(phrase.kind, rows).check_values(phrase.indices)
