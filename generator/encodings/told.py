"""What is known of a secret before its marks are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What a plate's legend or its owner says; `None` where nobody does."""

    language: str | None = None
    count: int | None = None
    """How many words there are, no more and no fewer."""
    kind: str = "bip39"


NOTHING = Told()
