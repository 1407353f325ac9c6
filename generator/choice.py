"""What a user may choose about a plate without touching its template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.outlines import Outlines

STYLES = ("stroke", "dots")
CODES = ("standard", "compact")
CHECKS = ("none", "side")
SIGNS = {"bip39": "BIP-39", "slip39": "SLIP-39"}
"""How the metal calls a kind of secret, where that is more than its name in capitals."""


COUNTED_BY_CHARACTER = ("codex32",)
"""Kinds that a plate holds by their length, though they are no words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice, of all that there is."""

    words: int
    """How many there are; 0 for a line of text."""
    style: str = "stroke"
    code: str = "standard"
    kind: str = "bip39"
    check: str = "none"
    parts: int = 1
    """How many codes a text is split over."""
    check_rows: int | None = None
    """How many check rows there are; `None` for as many as the plate has by default."""
    instructions: bool = False
    """Whether it says on the metal how it is read by hand."""
    outlines: Outlines | None = None
    """What draws the letters of words instead of our own alphabet; the legend keeps that."""


@dataclass(frozen=True, slots=True)
class Only:
    """For which plates a field or a line of legend is; what is empty is for all."""

    words: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    code: str = ""
    check: str = ""
    parts: tuple[int, ...] = ()
    check_rows: tuple[int, ...] = ()
    instructions: bool = False

    def __contains__(self, choice: Choice) -> bool:
        return (
            (not self.words or choice.words in self.words)
            and (not self.kinds or choice.kind in self.kinds)
            and self.code in ("", choice.code)
            and self.check in ("", choice.check)
            and (not self.parts or choice.parts in self.parts)
            and (not self.check_rows or choice.check_rows in self.check_rows)
            and (not self.instructions or choice.instructions)
        )


ALWAYS = Only()


def amount(kind: str, counts: Sequence[int]) -> str:
    """Numbers of what a secret of that kind is counted in, or that it is a text of any length."""
    if tuple(counts) == (0,):
        return f"{sign(kind)} as a text"
    unit = "characters" if kind in COUNTED_BY_CHARACTER else "words"
    return f"{', '.join(map(str, counts))} {unit}"


def sign(kind: str) -> str:
    """How the metal calls a kind of secret."""
    return SIGNS.get(kind, kind.upper())
