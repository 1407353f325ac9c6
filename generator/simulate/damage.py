"""What may happen to a plate: a model with rates, of which nobody knows the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Damage:
    """Rates from 0 to 1: of each cell, each row or each plate."""

    missed: float = 0.0
    """Of each mark, that it is not there."""
    extra: float = 0.0
    """Of each blank place, that something there looks like a mark: a slip, or a pit."""
    rows: float = 0.0
    """Of each row, that it can't be read."""
    band: float = 0.0
    """Of each plate, that three rows side by side can't be read."""
    corner: float = 0.0
    """Of each plate, that a corner is gone, with the ends of four rows."""
    word: float = 0.0
    """Of each row, that it is a wrong one, made with care: its parity fits."""
    swapped: float = 0.0
    """Of each plate, that two rows have changed places."""

    def __str__(self) -> str:
        told = [
            f"{field.name} {100 * getattr(self, field.name):g} %"
            for field in fields(self)
            if getattr(self, field.name)
        ]
        return ", ".join(told) or "no damage"


BAND = 3
"""Rows of a band."""

CORNER = 4
"""Rows that a lost corner reaches, at the top or at the bottom."""

SCENARIOS: Mapping[str, Damage] = MappingProxyType(
    {
        "slips": Damage(missed=0.003, extra=0.001),
        "pits": Damage(extra=0.01),
        "lost rows": Damage(rows=0.1),
        "mixed": Damage(missed=0.003, extra=0.005, rows=0.05),
    }
)
"""The four of the specification."""

HEAVY = Damage(0.01, 0.02, 0.1, 0.1, 0.1, 0.01, 0.05)
"""Far beyond what check rows carry: to see that nothing wrong is taken for an answer."""
