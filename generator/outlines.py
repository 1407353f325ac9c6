"""A font and the characters of it that may stand in slots, each in the middle of its slot."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.contours import Ring
from generator.geometry import Rect, Size, Vec, rounded
from generator.outline_font import Font, glyph, ink_box, is_wide

_MEASURED = 10.0
"""Millimetres: the cap height at which the characters of a font are measured."""

OVERSHOOT = 0.1
"""Of the cap height: so far ink may stand out of it and still be centred by it."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """What takes the place of the stroke alphabet in the slots of words."""

    font: Font
    symbols: str = field(repr=False)
    """The characters that may stand in a slot, in order."""
    reach: Size
    """What holds each narrow character of all lists that the font can draw, for capitals 1 mm high:
    the height of letters depends on it, and must not depend on what language a reader knows of."""
    wide_reach: Size
    """The same of ideographs, kana and syllables, which are as high as their box is: no letters of
    another script, a wide W or the tail of a Q, make them smaller."""
    enlarged: float = 1.0
    """How many times as high as capitals wide characters are."""


def outlines(font: Font, symbols: Iterable[str], all_symbols: Iterable[str]) -> Outlines:
    """The font with the characters that may stand in slots, of all that it would draw."""
    known = set(all_symbols)
    wide = {symbol for symbol in known if is_wide(symbol)}
    reach, wide_reach = (_reach(font, each) for each in (known - wide, wide))
    return Outlines(font, "".join(sorted(set(symbols))), reach, wide_reach)


def _reach(font: Font, symbols: Iterable[str]) -> Size:
    """What holds each of some characters, for capitals 1 mm high; nothing for none."""
    known = "".join(sorted(symbols))
    if not known:
        return Size(0.0, 0.0)
    large = largest_box(Outlines(font, known, Size(0, 0), Size(0, 0)), _MEASURED)
    return Size(large.width / _MEASURED, large.height / _MEASURED)


def fitted(outlines: Outlines, cap_height: float, room: Size) -> tuple[Outlines, float]:
    """The outlines at the largest cap height, `cap_height` at most, at which each letter has room.

    Wide characters have a height of their own, found alike. A function of the font alone, so that
    who reads a plate needs to know of no language.
    """
    capitals, wide = (
        _fitting(reach, cap_height, room) for reach in (outlines.reach, outlines.wide_reach)
    )
    return replace(outlines, enlarged=wide / capitals), capitals


def _fitting(reach: Size, cap_height: float, room: Size) -> float:
    """The largest height in hundredths of a millimetre."""
    most = cap_height
    if reach.width and reach.height:
        most = min(cap_height, room.width / reach.width, room.height / reach.height)
    return math.floor(most * 100) / 100


def slot_glyph(outlines: Outlines, symbol: str, cap_height: float) -> tuple[Ring, ...]:
    """The areas of a character about a slot at the datum: see `slot_box`.

    Raises `TemplateError` as `outline_font.glyph` does.
    """
    font, height = outlines.font, _height(outlines, symbol, cap_height)
    by = _to_slot(ink_box(font, symbol, height), height)
    return tuple(
        (outline.placed(by), tuple(hole.placed(by) for hole in holes))
        for outline, holes in glyph(font, symbol, height)
    )


def _height(outlines: Outlines, symbol: str, cap_height: float) -> float:
    return rounded(cap_height * outlines.enlarged) if is_wide(symbol) else cap_height


def slot_box(font: Font, symbol: str, cap_height: float) -> Rect:
    """The box of its ink: centred on x = 0, what is as high as capitals centred on y = 0.

    The tail of a Q may hang far below that in a font: ink that reaches beyond it by `OVERSHOOT`
    is centred itself.
    Found without drawing the glyph, so it may be a hundredth of a millimetre off.
    """
    box = ink_box(font, symbol, cap_height)
    by = _to_slot(box, cap_height)
    return Rect(box.left + by.dx, box.bottom + by.dy, box.right + by.dx, box.top + by.dy)


@lru_cache(maxsize=16)
def slot_boxes(outlines: Outlines, cap_height: float) -> dict[str, Rect]:
    """`slot_box` of all characters; a thousand take about a second, so cached."""
    return {
        s: slot_box(outlines.font, s, _height(outlines, s, cap_height)) for s in outlines.symbols
    }


def largest_box(outlines: Outlines, cap_height: float) -> Size:
    """The box about a slot's centre that holds any of the characters."""
    boxes = slot_boxes(outlines, cap_height).values()
    across = max(max(box.right, -box.left) for box in boxes)
    up = max(max(box.top, -box.bottom) for box in boxes)
    return Size(rounded(2 * across), rounded(2 * up))


def alike(outlines: Outlines, cap_height: float, box: Rect, within: float) -> tuple[str, ...]:
    """The characters whose boxes are this one but for `within` millimetres on each side."""
    inner, outer = box.grown(-within), box.grown(within)
    boxes = slot_boxes(outlines, cap_height)
    return tuple(s for s, b in boxes.items() if outer.contains(b) and b.contains(inner))


def _to_slot(ink: Rect, cap_height: float) -> Vec:
    beyond = max(-ink.bottom, ink.top - cap_height)
    middle = (ink.bottom + ink.top) / 2 if beyond > OVERSHOOT * cap_height else cap_height / 2
    return Vec(-rounded((ink.left + ink.right) / 2), -rounded(middle))
