"""Letters as marks: lines of legend, and single glyphs in their slots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from generator import glyphs
from generator.errors import TemplateError
from generator.geometry import Path, Point, Vec, rounded
from generator.layout import Cut, Dot, Mark, Role, Stroke


@dataclass(frozen=True, slots=True)
class Hand:
    """How letters are written: in strokes of a tool of `width` millimetres, or in dots."""

    role: Role
    style: str
    width: float
    cut: Cut


def line(text: str, cap_height: float, hand: Hand) -> tuple[Mark, ...]:
    """A line of text whose first baseline point is the datum."""
    cut, role = hand.cut, hand.role
    if hand.style == "dots":
        diameter = glyphs.dot_diameter(cap_height)
        return tuple(Dot(role, p, diameter, cut) for p in glyphs.text_dots(text, cap_height))
    width = rounded(hand.width)
    return tuple(Stroke(role, p, width, cut) for p in glyphs.text_strokes(text, cap_height))


def line_width(text: str, cap_height: float, hand: Hand) -> float:
    """The width of a line of text in millimetres, from the first centre line to the last."""
    if hand.style == "dots":
        return glyphs.dots_width(text, cap_height)
    return glyphs.text_width(text, cap_height)


@lru_cache(maxsize=1024)
def written(
    text: str, cap_height: float, hand: Hand, at: Point, anchor: str, turn_deg: int
) -> tuple[Mark, ...]:
    """A line of legend with its baseline through `at`; a plate is placed several times, so cached.

    `anchor` says which part of the line stands at `at`: left, centre or right;
    `turn_deg` turns it about that point, counter-clockwise, by quarter turns.
    """
    part = {"left": 0.0, "centre": 0.5, "right": 1.0}[anchor]
    back = rounded(-part * line_width(text, cap_height, hand))
    quarters = turn_deg // 90
    along = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    by = Vec(rounded(at.x) + along[0] * back, rounded(at.y) + along[1] * back)
    return tuple(_carried(mark, quarters, by) for mark in line(text, cap_height, hand))


def lettered(symbol: str, cap_height: float, hand: Hand, centre: Point) -> tuple[Mark, ...]:
    """One glyph in the middle of its slot.

    Raises `TemplateError` where the hand can't draw it, and does not name it: it may be secret.
    """
    if symbol not in glyphs.symbols_of(hand.style):
        dots = hand.style == "dots" and symbol in glyphs.SYMBOLS
        advice = "no dot glyph; use --style stroke" if dots else f"no glyph; use {glyphs.ALPHABET}"
        raise TemplateError(f"a slot holds a character that has {advice}")
    by = centre - Point(0, 0)
    if hand.style == "dots":
        diameter = glyphs.dot_diameter(cap_height)
        return tuple(
            Dot(hand.role, (p + by).rounded(), diameter, hand.cut)
            for p in glyphs.slot_dots(symbol, cap_height)
        )
    return tuple(
        Stroke(hand.role, p.placed(by), rounded(hand.width), hand.cut)
        for p in glyphs.slot_glyph(symbol, cap_height)
    )


def _carried(mark: Mark, quarters: int, by: Vec) -> Mark:
    """The mark turned about the datum, then moved, in whole micrometres."""
    if isinstance(mark, Stroke):
        return Stroke(mark.role, mark.path.placed(by, quarters), mark.width, mark.cut)
    assert isinstance(mark, Dot)  # letters are strokes or dots, see `line`
    centre = Path(mark.centre, ()).placed(by, quarters).start
    return Dot(mark.role, centre, mark.diameter, mark.cut)
