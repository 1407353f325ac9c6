"""What is backed up, checked by its own rule: words out of a list, or a line of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, repr=False)
class Phrase:
    """Words whose number and checksum were right."""

    language: str
    """The name of the list."""
    indices: tuple[int, ...]
    """0-based places in that list, in the order of the phrase."""
    kind: str = "bip39"
    """Whose rule was kept."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyText:
    """A key, a descriptor, a share or a text that its own rule was found to hold for."""

    kind: str
    text: str
    """In the one spelling that its rule prefers, so that equal secrets are equal here."""


Payload: TypeAlias = Phrase | KeyText
