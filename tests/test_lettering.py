from __future__ import annotations

import itertools
import math

import pytest

from generator import glyphs
from generator.geometry import Arc, Point, towards
from generator.layout import Cut, Dot, Mark, Role, Stroke
from generator.lettering import (
    Around,
    Hand,
    lettered,
    line_width,
    written,
    written_around,
    written_leaning,
)

STYLES = ("stroke", "dots")
CENTRE = Point(15.0, 12.5)


def hand(style: str) -> Hand:
    """A hand that writes legends."""
    return Hand(Role.LEGEND, style, 0.1, Cut(0.1))


def places(marks: tuple[Mark, ...]) -> list[Point]:
    """All the places that marks are drawn through."""
    return [
        place
        for mark in marks
        if not isinstance(mark, Dot)
        for place in (mark.path.points() if isinstance(mark, Stroke) else ())
    ] + [mark.centre for mark in marks if isinstance(mark, Dot)]


@pytest.mark.parametrize("style", STYLES)
def test_feet_stand_on_the_circle_and_heads_outside(style: str) -> None:
    """The baseline of each glyph touches its circle, and nothing reaches deeper than its foot."""
    for turn_deg in (0, 37, 180, 301):
        marks = written_around("HELM 12", 1.0, hand(style), Around(CENTRE, 9.0, turn_deg), "centre")
        radii = [place.distance(CENTRE) for place in places(marks)]
        assert 8.99 < min(radii) < 9.09
        assert 9.9 < max(radii) < 10.1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("anchor", "side"), [("left", 1), ("centre", 0), ("right", -1)])
def test_the_anchored_part_is_at_the_top(style: str, anchor: str, side: int) -> None:
    """A line goes on to the right from the top, is centred there, or ends there."""
    marks = written_around("HHH", 1.0, hand(style), Around(CENTRE, 9.0, 0), anchor)
    across = [place.x - CENTRE.x for place in places(marks)]
    if side == 0:
        assert min(across) == pytest.approx(-max(across), abs=0.01)
    else:
        assert min(x * side for x in across) > -0.13
        assert max(x * side for x in across) > 2.0


@pytest.mark.parametrize("style", STYLES)
def test_a_line_takes_its_own_width_of_the_circle(style: str) -> None:
    """From the first foot to the last it is as long along the baseline as it is when straight."""
    text, radius = "H12H", 20.0
    marks = written_around(text, 1.0, hand(style), Around(CENTRE, radius, 0), "left")
    angles = [math.atan2(at.x - CENTRE.x, at.y - CENTRE.y) for at in places(marks)]
    width = line_width(text, 1.0, hand(style))
    assert (max(angles) - min(angles)) * radius == pytest.approx(width, abs=0.2)


def test_turning_the_circle_turns_all_of_it() -> None:
    """The same line a quarter turn on is the same line seen from the side, within rounding."""
    one = written_around("WORD 1", 1.0, hand("stroke"), Around(CENTRE, 9.0, 0), "centre")
    other = written_around("WORD 1", 1.0, hand("stroke"), Around(CENTRE, 9.0, 90), "centre")
    for a, b in zip(places(one), places(other), strict=True):
        off = a - CENTRE
        assert Point(CENTRE.x - off.dy, CENTRE.y + off.dx).distance(b) < 0.0015


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("anchor", ["left", "centre", "right"])
def test_leaning_by_nothing_is_writing(style: str, anchor: str) -> None:
    """A line turned by no angle stands where the straight one does, within rounding."""
    at = Point(3.2, 4.1)
    straight = written("2048 A", 0.8, hand(style), at, anchor, 0)
    leaning = written_leaning("2048 A", 0.8, hand(style), at, anchor, 0.0)
    for a, b in zip(places(straight), places(leaning), strict=True):
        assert a.distance(b) < 0.0015


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("turn_deg", [0.0, 22.5, 153.0, 306.0])
def test_equal_letters_at_equal_angles_are_exact_copies(style: str, turn_deg: float) -> None:
    """Every symbol, displaced by micrometres, is the same shape to the last one."""
    far = Point(21.307, 4.119)
    for symbol in glyphs.LETTERS_AND_DIGITS:
        here = lettered(symbol, 3.0, hand(style), Point(0, 0), turn_deg)
        there = lettered(symbol, 3.0, hand(style), far, turn_deg)
        for a, b in zip(places(here), places(there), strict=True):
            assert (a + (far - Point(0, 0))).rounded() == b


@pytest.mark.parametrize("style", STYLES)
def test_a_letter_is_turned_about_the_middle_of_its_slot(style: str) -> None:
    """Each place is where the turn takes it, and no arc is too small for its ends."""
    for symbol, turn_deg in itertools.product(glyphs.LETTERS_AND_DIGITS, (15.0, 105.0, 254.0)):
        straight = lettered(symbol, 2.0, hand(style), Point(0, 0))
        turned = lettered(symbol, 2.0, hand(style), Point(0, 0), turn_deg)
        along = towards(turn_deg)
        for a, b in zip(places(straight), places(turned), strict=True):
            assert a.turned(along).distance(b) < 0.00072
        for mark in turned:
            if isinstance(mark, Stroke):
                for start, step in mark.path.steps():
                    assert start != step.end
                    assert not isinstance(step, Arc) or start.distance(step.end) <= 2 * step.radius
