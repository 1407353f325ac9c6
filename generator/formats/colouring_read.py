"""Whether a drawing in colours that are not ours says the same by colour as by layer."""

from __future__ import annotations

from collections.abc import Iterable

from generator.layout import CUT_THROUGH, Role

_CUT, _AREA, _LINE, _SCORE = "cut", "area", "line", "score"


def agree(used: Iterable[tuple[Role, bool, str | None]]) -> bool:
    """Whether a machine that goes by colour alone would cut and mark what the layers say.

    `used` are the colours, by role and whether an area is meant; `None` is one that nobody names.
    Each way of working has one colour, and what is cut through one that nothing else has.
    """
    colours: dict[str, set[str | None]] = {}
    for role, is_area, colour in used:
        colours.setdefault(_way(role, is_area=is_area), set()).add(colour)
    cut = colours.get(_CUT, set())
    others = {colour for way, found in colours.items() if way != _CUT for colour in found}
    one_each = all(len(found) == 1 and None not in found for found in colours.values())
    return one_each and not cut & others


def _way(role: Role, *, is_area: bool) -> str:
    if role in CUT_THROUGH:
        return _CUT
    if role is Role.GUIDE:
        return _SCORE
    return _AREA if is_area else _LINE
