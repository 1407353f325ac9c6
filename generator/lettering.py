"""Letters as marks: lines of legend, and single glyphs in their slots.

A line is written in strokes or dots; in a slot may also stand the outline of a font's glyph.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator import glyphs
from generator.errors import TemplateError
from generator.geometry import Path, Point, Vec, rounded, towards
from generator.layout import Area, Cut, Dot, Mark, Role, Stroke

if TYPE_CHECKING:
    from generator.outlines import Outlines

_PART = {"left": 0.0, "centre": 0.5, "right": 1.0}
"""How much of a line is to the left of its anchor."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How letters are written: in strokes of a tool of `width` millimetres, or in dots.

    With `outlines`, single glyphs in slots are areas of a font.
    """

    role: Role
    style: str
    width: float
    cut: Cut
    outlines: Outlines | None = None


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
    part = _PART[anchor]
    back = rounded(-part * line_width(text, cap_height, hand))
    quarters = turn_deg // 90
    along = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    by = Vec(rounded(at.x) + along[0] * back, rounded(at.y) + along[1] * back)
    return tuple(_carried(mark, quarters, by) for mark in line(text, cap_height, hand))


@lru_cache(maxsize=1024)
def written_leaning(
    text: str, cap_height: float, hand: Hand, at: Point, anchor: str, turn_deg: float
) -> tuple[Mark, ...]:
    """A line of legend as `written` has it, but turned by any angle and rounded only then."""
    part = _PART[anchor]
    back = Vec(-part * line_width(text, cap_height, hand), 0.0)
    along = towards(turn_deg)
    return tuple(_swung(mark, back, along, at) for mark in line(text, cap_height, hand))


@dataclass(frozen=True, slots=True)
class Around:
    """A circle to write along: feet towards its centre, the middle of the line at the top.

    `radius` of the baseline; `turn_deg` turns the whole about the centre, counter-clockwise.
    """

    centre: Point
    radius: float
    turn_deg: float


@lru_cache(maxsize=1024)
def written_around(
    text: str, cap_height: float, hand: Hand, around: Around, anchor: str
) -> tuple[Mark, ...]:
    """A line of legend along a circle, each glyph upright on its own place of it.

    `anchor` says which part of the line stands at the top: left, centre or right.
    Each glyph is turned about the middle of its foot and rounded there, once.
    """
    part = _PART[anchor]
    pen = -part * line_width(text, cap_height, hand)
    # What two glyphs take more than twice what one takes.
    gap = line_width("  ", cap_height, hand) - 2 * line_width(" ", cap_height, hand)
    marks: list[Mark] = []
    for symbol in text:
        width = line_width(symbol, cap_height, hand)
        turn_deg = around.turn_deg - math.degrees((pen + width / 2) / around.radius)
        along = towards(turn_deg)
        foot = around.centre + Vec(-along.dy, along.dx) * around.radius
        middle = Vec(-width / 2, 0.0)
        marks += (_swung(mark, middle, along, foot) for mark in line(symbol, cap_height, hand))
        pen += width + gap
    return tuple(marks)


@lru_cache(maxsize=1024)
def _slot_marks(symbol: str, cap_height: float, hand: Hand, turn_deg: float) -> tuple[Mark, ...]:
    """One glyph about the datum, turned.

    Raises `TemplateError` where the hand can't draw it, and does not name it: it may be secret.
    """
    along = towards(turn_deg)
    if hand.outlines is not None:
        from generator.outlines import slot_glyph

        return tuple(
            Area(
                hand.role,
                outline.turned(along) if turn_deg else outline,
                tuple(hole.turned(along) if turn_deg else hole for hole in holes),
                hand.cut,
            )
            for outline, holes in slot_glyph(hand.outlines, symbol, cap_height)
        )
    if symbol not in glyphs.symbols_of(hand.style):
        dots = hand.style == "dots" and symbol in glyphs.SYMBOLS
        advice = "no dot glyph; use --style stroke" if dots else f"no glyph; use {glyphs.ALPHABET}"
        raise TemplateError(f"a slot holds a character that has {advice}")
    if hand.style == "dots":
        diameter = glyphs.dot_diameter(cap_height)
        centres = glyphs.slot_dots(symbol, cap_height)
        return tuple(
            Dot(hand.role, p.turned(along).rounded() if turn_deg else p, diameter, hand.cut)
            for p in centres
        )
    width = rounded(hand.width)
    return tuple(
        Stroke(hand.role, p.turned(along) if turn_deg else p, width, hand.cut)
        for p in glyphs.slot_glyph(symbol, cap_height)
    )


def lettered(
    symbol: str, cap_height: float, hand: Hand, centre: Point, turn_deg: float = 0.0
) -> tuple[Mark, ...]:
    """One glyph in the middle of its slot, turned about it counter-clockwise.

    Glyphs are rounded about the datum once they are turned, so equal letters at equal angles are
    exact copies of each other.
    """
    by = centre - Point(0, 0)
    marks: list[Mark] = []
    for mark in _slot_marks(symbol, cap_height, hand, turn_deg):
        match mark:
            case Stroke(role, path, width, cut):
                marks.append(Stroke(role, path.placed(by), width, cut))
            case Dot(role, middle, diameter, cut):
                marks.append(Dot(role, (middle + by).rounded(), diameter, cut))
            case Area(role, outline, holes, cut):
                moved = tuple(hole.placed(by) for hole in holes)
                marks.append(Area(role, outline.placed(by), moved, cut))
    return tuple(marks)


def _swung(mark: Mark, to_foot: Vec, along: Vec, foot: Point) -> Mark:
    """The mark displaced, turned about the datum, then moved to a place, in whole micrometres."""
    by = foot - Point(0, 0)
    if isinstance(mark, Stroke):
        path = mark.path.moved(to_foot).turned(along, by)
        return Stroke(mark.role, path, mark.width, mark.cut)
    assert isinstance(mark, Dot)  # letters are strokes or dots, see `line`
    centre = ((mark.centre + to_foot).turned(along) + by).rounded()
    return Dot(mark.role, centre, mark.diameter, mark.cut)


def _carried(mark: Mark, quarters: int, by: Vec) -> Mark:
    """The mark turned about the datum, then moved, in whole micrometres."""
    if isinstance(mark, Stroke):
        return Stroke(mark.role, mark.path.placed(by, quarters), mark.width, mark.cut)
    assert isinstance(mark, Dot)  # letters are strokes or dots, see `line`
    centre = Path(mark.centre, ()).placed(by, quarters).start
    return Dot(mark.role, centre, mark.diameter, mark.cut)
