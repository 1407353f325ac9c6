"""Letters as marks: lines of legend, and single glyphs in their slots."""

from __future__ import annotations

from dataclasses import dataclass

from generator import glyphs
from generator.geometry import Point, Vec, rounded
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


def written(
    text: str, cap_height: float, hand: Hand, at: Point, anchor: str, turn_deg: int
) -> tuple[Mark, ...]:
    """A line of text with its baseline through `at`.

    `anchor` says which part of the line stands at `at`: left, centre or right;
    `turn_deg` turns it about that point, counter-clockwise, by quarter turns.
    """
    part = {"left": 0.0, "centre": 0.5, "right": 1.0}[anchor]
    start = Vec(rounded(-part * line_width(text, cap_height, hand)), 0.0)
    quarters = turn_deg // 90
    there = at.rounded() - Point(0, 0)
    return tuple(_carried(mark, start, quarters, there) for mark in line(text, cap_height, hand))


def lettered(symbol: str, cap_height: float, hand: Hand, centre: Point) -> tuple[Mark, ...]:
    """One glyph in the middle of its slot."""
    by = centre - Point(0, 0)
    if hand.style == "dots":
        diameter = glyphs.dot_diameter(cap_height)
        return tuple(
            Dot(hand.role, (p + by).rounded(), diameter, hand.cut)
            for p in glyphs.slot_dots(symbol, cap_height)
        )
    return tuple(
        Stroke(hand.role, p.moved(by).rounded(), rounded(hand.width), hand.cut)
        for p in glyphs.slot_glyph(symbol, cap_height)
    )


def _carried(mark: Mark, first: Vec, quarters: int, then: Vec) -> Mark:
    """The mark moved, turned about the datum and moved again, in whole micrometres."""
    if isinstance(mark, Stroke):
        path = mark.path.moved(first).turned(quarters).moved(then).rounded()
        return Stroke(mark.role, path, mark.width, mark.cut)
    assert isinstance(mark, Dot)  # letters are strokes or dots, see `line`
    x, y = mark.centre.x + first.dx, mark.centre.y + first.dy
    for _ in range(quarters):
        x, y = -y, x
    return Dot(mark.role, (Point(x, y) + then).rounded(), mark.diameter, mark.cut)
