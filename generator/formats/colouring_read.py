"""Whether a drawing in colours that are not ours says the same by colour as by layer."""

from __future__ import annotations

from collections.abc import Iterable

from generator.layout import CUT_THROUGH, Role

_CUT, _AREA, _LINE, _SCORE = "cut", "area", "line", "score"

_TITLES = {
    _CUT: "outline and holes are",
    _AREA: "what is filled is",
    _LINE: "what is followed once is",
    _SCORE: "guides are",
}


def disagreement(used: Iterable[tuple[Role, bool, str | None]]) -> str:
    """How a machine that goes by colour alone would do other than the layers say; empty for not.

    `used` are the colours, by role and whether an area is meant; `None` is one that nobody names.
    Each way of working has one colour, and what is cut through one that nothing else has.
    """
    colours: dict[str, set[str | None]] = {}
    for role, is_area, colour in used:
        colours.setdefault(_way(role, is_area=is_area), set()).add(colour)
    cut = colours.get(_CUT, set())
    others = {colour for way, found in colours.items() if way != _CUT for colour in found}
    for way, found in colours.items():
        if len(found) > 1 or None in found:
            return f"{_TITLES[way]} in {_counted(found)}"
    return "what is cut through has a colour that something else has too" if cut & others else ""


def _way(role: Role, *, is_area: bool) -> str:
    if role in CUT_THROUGH:
        return _CUT
    if role is Role.GUIDE:
        return _SCORE
    return _AREA if is_area else _LINE


def _counted(colours: set[str | None]) -> str:
    if None in colours:
        return "a colour that no workshop goes by"
    return f"{len(colours)} colours, and a workshop goes by one"
