"""Which colour of a workshop's a mark has."""

from __future__ import annotations

from generator.colours import Colours
from generator.layout import CUT_THROUGH, Mark, Role, Stroke


def name_for(mark: Mark, colours: Colours) -> str:
    """The name of the colour that says how a mark is made."""
    if mark.role in CUT_THROUGH:
        return colours.cut
    if mark.role is Role.GUIDE:
        return colours.score
    return colours.lines if isinstance(mark, Stroke) else colours.areas
