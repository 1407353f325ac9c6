"""The finish that is asked of a workshop where nobody names one."""

from __future__ import annotations

from collections.abc import Iterable

from generator.layout import CUT_THROUGH, Layout

EDGES = "deburred, no sharp edges"

_STAINLESS = ("stainless", "304", "316", "1.43", "1.44", "v2a", "v4a", "inox")


def finish_for(material: str, engraved: Iterable[Layout]) -> str:
    """No burr, and a new skin on stainless steel after engraving; `engraved` is what is marked."""
    deep = any(
        mark.cut.depth > 0
        for layout in engraved
        for mark in layout.marks
        if mark.role not in CUT_THROUGH
    )
    stainless = any(name in material.lower() for name in _STAINLESS)
    return f"{EDGES}; passivated after engraving" if deep and stainless else EDGES
