from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.geometry import Arc, Line, Path, Point, Vec, circle, polygon
from generator.layout import Area, Cut, Dot, Mark, Role, Stroke
from generator.match import TOLERANCE, Nearby, agrees, anchor, differences, same_path
from tests.formats.layouts import every_shape, layouts, marks

BELOW, ABOVE = TOLERANCE * 0.9, TOLERANCE * 1.2
SQUARE = polygon((Point(0, 0), Point(2, 0), Point(2, 2), Point(0, 2)))


def moved(mark: Mark, by: Vec) -> Mark:
    """A mark displaced."""
    match mark:
        case Dot():
            return replace(mark, centre=mark.centre + by)
        case Stroke():
            return replace(mark, path=mark.path.moved(by))
        case Area():
            holes = tuple(hole.moved(by) for hole in mark.holes)
            return replace(mark, outline=mark.outline.moved(by), holes=holes)


@given(layouts().map(lambda layout: layout.marks), st.randoms(use_true_random=False))
def test_the_order_of_drawing_does_not_matter(every: tuple[Mark, ...], random: object) -> None:
    """The same marks in another order have no differences."""
    other = list(every)
    random.shuffle(other)  # type: ignore[attr-defined]  # a Random, which hypothesis hands over
    assert differences(every, other) == ([], [])
    assert differences(other, every) == ([], [])


@given(st.lists(marks(), min_size=1, max_size=8), st.integers(0, 7))
def test_a_lost_or_doubled_mark_is_told(every: list[Mark], at: int) -> None:
    """One mark fewer is missing, one mark twice is one too many."""
    mark = every[at % len(every)]
    missing, surplus = differences(every, [*every, mark])
    assert (missing, len(surplus)) == ([], 1)
    missing, surplus = differences([*every, mark], every)
    assert (len(missing), surplus) == (1, [])


@pytest.mark.parametrize("mark", every_shape().marks)
def test_the_same_metal_within_five_micrometres(mark: Mark) -> None:
    """A mark agrees with itself moved a little, and not moved a little more."""
    for by in (Vec(BELOW, 0), Vec(0, -BELOW)):
        assert agrees(mark, moved(mark, by))
        assert differences([mark], [moved(mark, by)]) == ([], [])
    for by in (Vec(ABOVE, 0), Vec(0, -ABOVE)):
        assert not agrees(mark, moved(mark, by))
        missing, surplus = differences([mark], [moved(mark, by)])
        assert (len(missing), len(surplus)) == (1, 1)


@pytest.mark.parametrize("mark", every_shape().marks)
def test_role_depth_and_point_count(mark: Mark) -> None:
    """The same shape for another purpose, or of another depth, is another mark."""
    other = Role.GUIDE if mark.role is not Role.GUIDE else Role.MARK
    assert not agrees(mark, replace(mark, role=other))
    deeper = Cut(mark.cut.depth + ABOVE, mark.cut.point_deg)
    assert not agrees(mark, replace(mark, cut=deeper))
    assert not agrees(mark, replace(mark, cut=Cut(mark.cut.depth, mark.cut.point_deg - 1)))


def test_shapes_differ() -> None:
    """A dot is no ring, a ring no disc, and sizes count."""
    ring = Stroke(Role.MARK, circle(Point(1, 1), 1), 0.2)
    disc = Area(Role.MARK, circle(Point(1, 1), 1))
    dot = Dot(Role.MARK, Point(1, 1), 2)
    for one in (ring, disc, dot):
        assert [agrees(one, other) for other in (ring, disc, dot)].count(True) == 1
    assert not agrees(dot, replace(dot, diameter=2 + ABOVE))
    assert not agrees(ring, replace(ring, width=0.2 + ABOVE))
    assert not agrees(disc, replace(disc, holes=(circle(Point(1, 1), 0.5).reversed(),)))


def test_a_path_may_start_anywhere_and_go_either_way() -> None:
    """A closed path is the same from each corner; an open one from either end."""
    for at in range(4):
        corners = [*SQUARE.points()[at:], *SQUARE.points()[:at]]
        assert same_path(SQUARE, polygon(corners))
        assert same_path(SQUARE, polygon(corners[::-1]))
    hook = Path(Point(0, 0), (Line(Point(1, 0)), Arc(Point(2, 1), 1, ccw=True)))
    assert same_path(hook, hook.reversed())
    assert not same_path(hook, Path(Point(0, 0), (Line(Point(1, 0)), Arc(Point(2, 1), 1, False))))
    assert not same_path(hook, Path(Point(0, 0), (Line(Point(1, 0)), Line(Point(2, 1)))))
    assert not same_path(hook, Path(Point(0, 0), (Line(Point(1, 0)),)))
    assert not same_path(SQUARE, Path(Point(0, 0), SQUARE.segments[:3]))


@given(marks())
def test_an_anchor_depends_on_the_shape_alone(mark: Mark) -> None:
    """Wherever drawing starts, and whichever way, the anchor stays where it is."""
    match mark:
        case Stroke():
            other: Mark = replace(mark, path=mark.path.reversed())
        case Area():
            other = replace(mark, outline=mark.outline.reversed())
        case _:
            other = mark
    assert anchor(other).distance(anchor(mark)) < 1e-9


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3))), st.floats(-3, 3), st.floats(-3, 3))
def test_nearby_finds_what_a_search_finds(
    places: list[tuple[float, float]], x: float, y: float
) -> None:
    """All things within reach of a point, over the borders of cells, and what is left."""
    near: Nearby[int] = Nearby(0.7)
    for number, place in enumerate(places):
        near.add(Point(*place), number)
    here = Point(x, y)
    wanted = [n for n, place in enumerate(places) if here.distance(Point(*place)) <= 0.7]
    assert sorted(near.near(here)) == wanted
    assert sorted(near.rest()) == list(range(len(places)))
