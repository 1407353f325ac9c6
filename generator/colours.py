"""Colours that a workshop goes by, as its profile names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

COLOURS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "black": ("#000000", 7),
        "red": ("#FF0000", 1),
        "yellow": ("#FFFF00", 2),
        "green": ("#00FF00", 3),
        "cyan": ("#00FFFF", 4),
        "blue": ("#0000FF", 5),
        "magenta": ("#FF00FF", 6),
    }
)
"""By name, for SVG and as AutoCAD's index: those that are the same colour in both."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The name of a colour for each way of working; `source` says where that is written.

    `cut` is unlike the others, so that nothing that is marked is ever cut through.
    """

    cut: str
    areas: str
    """What is filled."""
    lines: str
    """What is followed once."""
    score: str
    """Guides, which are fainter than any mark."""
    source: str

    def told(self) -> str:
        """All of them in words."""
        return f"cut {self.cut}, areas {self.areas}, lines {self.lines} and guides {self.score}"
