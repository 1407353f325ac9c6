"""Contours judged by a foreign library of geometry as well."""

from __future__ import annotations

import math
import random

import pytest
from shapely.geometry import LinearRing, Polygon

from generator.lint.contours import DEEP, is_faceted, self_crossing
from generator.lint.drawing import Place, near, within


def ring(dice: random.Random, count: int) -> list[Place]:
    """Corners at random, as a closed line."""
    corners = [(dice.uniform(0, 50), dice.uniform(0, 50)) for _ in range(count)]
    return [*corners, corners[0]]


@pytest.mark.parametrize("seed", range(150))
def test_a_contour_crosses_itself_where_shapely_says_so(seed: int) -> None:
    """For rings of few corners, half of which cross."""
    dice = random.Random(seed)  # noqa: S311  # shapes, not a secret
    line = ring(dice, dice.randrange(4, 9))
    found = self_crossing(line)
    assert (found is None) is LinearRing(line).is_simple
    if found is not None:
        reach = Polygon(line).exterior.distance(_spot(found))
        assert reach < DEEP


def _spot(place: Place) -> object:
    from shapely.geometry import Point

    return Point(place)


@pytest.mark.parametrize("seed", range(30))
def test_within_is_what_shapely_says(seed: int) -> None:
    """Of star-shaped contours and places about them."""
    dice = random.Random(seed)  # noqa: S311  # shapes, not a secret
    turns = sorted(dice.uniform(0, 2 * math.pi) for _ in range(12))
    reach = [dice.uniform(5, 20) for _ in turns]
    line = [(r * math.cos(t), r * math.sin(t)) for r, t in zip(reach, turns, strict=True)]
    line.append(line[0])
    for _ in range(20):
        place = dice.uniform(-20, 20), dice.uniform(-20, 20)
        assert within(place, [line]) is Polygon(line).buffer(0).contains(_spot(place))


def test_near_finds_every_pair() -> None:
    """The sweep finds what comparing all with all finds."""
    dice = random.Random(1)  # noqa: S311  # shapes, not a secret
    corners = [(dice.uniform(0, 30), dice.uniform(0, 30)) for _ in range(200)]
    boxes = [(x, y, x + dice.uniform(0, 3), y + dice.uniform(0, 3)) for x, y in corners]
    found = {tuple(sorted(pair)) for pair in near(boxes, 0.5)}
    slow = {
        (one, other)
        for one in range(200)
        for other in range(one + 1, 200)
        if boxes[one][0] - 0.5 <= boxes[other][2]
        and boxes[other][0] - 0.5 <= boxes[one][2]
        and boxes[one][1] - 0.5 <= boxes[other][3]
        and boxes[other][1] - 0.5 <= boxes[one][3]
    }
    assert found == slow


@pytest.mark.parametrize("count", [8, 12, 24, 64])
def test_a_polygon_of_many_equal_sides_is_a_faceted_circle(count: int) -> None:
    """One that is squeezed or has fewer than eight sides is none."""
    turns = [2 * math.pi * at / count for at in range(count)]
    assert is_faceted([(3 * math.cos(turn), 3 * math.sin(turn)) for turn in turns])
    assert not is_faceted([(3 * math.cos(turn), 2 * math.sin(turn)) for turn in turns])
    assert not is_faceted([(3 * math.cos(turn), 3 * math.sin(turn)) for turn in turns[:7]])
