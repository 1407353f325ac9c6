from __future__ import annotations

from itertools import permutations

import pytest

from generator.contours import nested, stroke_width, touches
from generator.geometry import Path, Point, circle, polygon


def square(left: float, bottom: float, side: float) -> Path:
    """A counter-clockwise square."""
    right, top = left + side, bottom + side
    return polygon(
        Point(x, y) for x, y in ((left, bottom), (right, bottom), (right, top), (left, top))
    )


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_islands_stand_in_holes(order: tuple[int, ...]) -> None:
    """Loops in loops are outline, hole, outline and hole, in whatever order and direction."""
    loops = [square(0, 0, 9), square(1, 1, 7).reversed(), square(2, 2, 5), square(3, 3, 3)]
    rings = nested([loops[at] for at in order])
    assert {(ring[0].area(), tuple(hole.area() for hole in ring[1])) for ring in rings} == {
        (81.0, (-49.0,)),
        (25.0, (-9.0,)),
    }


def test_contours_that_touch_are_noticed() -> None:
    """In a corner, along a side and crossing; a hundredth of a millimetre apart they don't."""
    still = square(0, 0, 1)
    for other in (square(1, 1, 1), square(1, 0.5, 1), square(0.5, 0.5, 1)):
        assert touches(((still, ()), (other, ())))
    for other in (square(1.01, 1.01, 1), square(1.01, 0.5, 1), circle(Point(3, 3), 1)):
        assert not touches(((still, ()), (other, ())))


def test_a_loop_may_touch_itself() -> None:
    """A contour in the form of an eight is no outline of anything."""
    eight = polygon(Point(x, y) for x, y in ((0, 0), (2, 2), (2, 0), (0, 2)))
    assert touches(((eight, ()),))


def test_the_width_of_a_stroke_is_told() -> None:
    """A long stem is as wide as it is, with or without a second one beside it."""
    stem = polygon(Point(x, y) for x, y in ((0, 0), (0.1, 0), (0.1, 10), (0, 10)))
    assert stroke_width(((stem, ()),)) == pytest.approx(0.1, rel=0.02)
    ring = circle(Point(5, 5), 2), (circle(Point(5, 5), 1.9).reversed(),)
    assert stroke_width((ring, (stem, ()))) == pytest.approx(0.1, rel=0.02)
