"""Distances of marks and to edges, judged by shapely."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString
from shapely import Point as Spot
from shapely.geometry import box as shapely_box

from generator.clearance import SAGITTA, box_ink, gap, ink_gap, near, to_edge
from generator.geometry import Arc, Line, Path, Point, Rect, Size, Vec, circle, polygon
from generator.layout import Area, Dot, Mark, Role, Stroke

PLATE = Size(40, 30)


def spots() -> st.SearchStrategy[Point]:
    """Places on a plate, in tenths of a millimetre."""
    return st.builds(lambda x, y: Point(x / 10, y / 10), st.integers(0, 400), st.integers(0, 300))


def dots() -> st.SearchStrategy[Mark]:
    """Dots up to 4 mm across."""
    return st.builds(lambda p, d: Dot(Role.MARK, p, d / 10), spots(), st.integers(1, 40))


def strokes() -> st.SearchStrategy[Mark]:
    """An angle that ends in a quarter turn."""

    def stroke(start: Point, dx: int, radius: int, width: int) -> Mark:
        middle, reach = start + Vec(dx / 10, 0.7), radius / 10
        end = middle + Vec(reach, reach)
        steps = (Line(middle), Arc(end, reach, ccw=True))
        return Stroke(Role.MARK, Path(start, steps), width / 100)

    return st.builds(stroke, spots(), st.integers(-30, 30), st.integers(1, 40), st.integers(5, 60))


def metal(mark: Mark) -> Any:
    """The ink as shapely has it, its curves drawn ten times finer than ours."""
    if isinstance(mark, Dot):
        return Spot(mark.centre.x, mark.centre.y).buffer(mark.diameter / 2, 512)
    assert isinstance(mark, Stroke)
    places: list[tuple[float, float]] = [(mark.path.start.x, mark.path.start.y)]
    for start, step in mark.path.steps():
        if isinstance(step, Arc):
            centre, sweep = step.centre(start), step.sweep(start)
            first = math.atan2(start.y - centre.y, start.x - centre.x)
            for part in range(1, 200):
                angle = first + (sweep if step.ccw else -sweep) * part / 200
                x, y = math.cos(angle) * step.radius, math.sin(angle) * step.radius
                places.append((centre.x + x, centre.y + y))
        places.append((step.end.x, step.end.y))
    return LineString(places).buffer(mark.width / 2, 64)


@given(dots() | strokes(), dots() | strokes())
def test_the_gap_is_the_distance_of_the_ink(one: Mark, other: Mark) -> None:
    """For dots and strokes in any mixture, and 0 or less where they touch."""
    ours, theirs = gap((one,), (other,)), metal(one).distance(metal(other))
    if theirs > 0.01:
        assert ours == pytest.approx(theirs, abs=3 * SAGITTA)
        assert ours <= theirs + 1e-3
    else:
        assert ours < 0.02


@given(dots() | strokes(), st.integers(0, 15), st.integers(-5, 5))
def test_the_edge_is_as_far_as_the_nearest_ink(mark: Mark, radius: int, aside: int) -> None:
    """Sharp corners, round ones and discs; outside it is negative."""
    origin = Vec(aside, -aside)
    left, bottom = origin.dx, origin.dy
    inner = shapely_box(
        left + radius, bottom + radius, left + PLATE.width - radius, bottom + PLATE.height - radius
    )
    plate = inner.buffer(radius, 512) if radius else inner
    ours = to_edge(mark, origin, PLATE, radius)
    if plate.contains(metal(mark)):
        assert ours == pytest.approx(plate.exterior.distance(metal(mark)), abs=3 * SAGITTA)
    else:
        assert ours < 2 * SAGITTA


def test_areas_count_as_their_boxes() -> None:
    """A module beside a dot is as far as its box."""
    square = polygon((Point(5, 5), Point(6, 5), Point(6, 6), Point(5, 6)))
    assert gap((Area(Role.MARK, square),), (Dot(Role.MARK, Point(8, 5.5), 1.0),)) == 1.5


def test_what_stands_in_a_hole_of_an_area_is_off_its_walls() -> None:
    """A dot inside a dark ring, on it, and outside of it."""
    outer, inner = (
        polygon((Point(at, at), Point(10 - at, at), Point(10 - at, 10 - at), Point(at, 10 - at)))
        for at in (0, 1)
    )
    ring = (Area(Role.FIDUCIAL, outer, (inner.reversed(),)),)
    for x, apart in ((5.0, 3.5), (2.0, 0.5), (0.5, 0.0), (12.0, 1.5)):
        dot = (Dot(Role.MARK, Point(x, 5.0), 1.0),)
        assert gap(ring, dot) == pytest.approx(apart, abs=2 * SAGITTA)
        assert gap(dot, ring) == pytest.approx(apart, abs=2 * SAGITTA)
    around = Stroke(Role.GUIDE, circle(Point(5, 5), 3.0), 0.2)
    assert gap(ring, (around,)) == pytest.approx(0.9, abs=3 * SAGITTA)


def ring(left: float, bottom: float, size: float, wall: float) -> Mark:
    """A square area with a square hole, so much metal between."""
    outer, inner = (
        polygon(
            (
                Point(left + by, bottom + by),
                Point(left + size - by, bottom + by),
                Point(left + size - by, bottom + size - by),
                Point(left + by, bottom + size - by),
            )
        )
        for by in (0.0, wall)
    )
    return Area(Role.MARK, outer, (inner.reversed(),))


def squares() -> st.SearchStrategy[Mark]:
    """Square rings of any size and thickness, and one in three without its hole."""

    def square(at: Point, size: int, part: int) -> Mark:
        drawn = ring(at.x, at.y, size / 10, size / 10 * max(part, 2) / 20)
        assert isinstance(drawn, Area)
        return drawn if part else Area(Role.MARK, drawn.outline)

    return st.builds(square, spots(), st.integers(4, 300), st.sampled_from([0, 2, 9]))


@given(dots() | strokes() | squares(), dots() | strokes() | squares())
def test_the_gap_is_the_same_both_ways(one: Mark, other: Mark) -> None:
    """As far as one is from another, the other is from it; touching, it is no metal both ways."""
    there, back = gap((one,), (other,)), gap((other,), (one,))
    assert max(there, 0.0) == pytest.approx(max(back, 0.0), abs=1e-9)


def test_a_ring_may_stand_in_the_metal_or_the_hole_of_another() -> None:
    """Within the metal of a thick ring there is no gap; in its hole, that to the nearest wall."""
    thick, thin = ring(0, 0, 20, 6), ring(0, 0, 20, 1)
    letter = ring(2, 2, 2, 0.5)
    for one, other in ((thick, letter), (letter, thick)):
        assert gap((one,), (other,)) == 0.0
    for one, other in ((thin, letter), (letter, thin)):
        assert gap((one,), (other,)) == pytest.approx(1.0, abs=3 * SAGITTA)


def test_what_crosses_touches() -> None:
    """Two lines that cross in their middles are no metal apart, and neither are equal ones."""
    cross = [Path(Point(0, 0), (Line(Point(2, 2)),)), Path(Point(0, 2), (Line(Point(2, 0)),))]
    one, two = (Stroke(Role.MARK, path, 0.1) for path in cross)
    assert gap((one,), (two,)) == pytest.approx(-0.1)
    assert gap((one,), (one,)) == pytest.approx(-0.1)


def test_a_ring_around_a_dot_does_not_touch_it() -> None:
    """What is inside of a closed stroke is as far from it as the air between them."""
    ring = Stroke(Role.GUIDE, circle(Point(3, 3), 1.0), 0.1)
    assert gap((ring,), (Dot(Role.MARK, Point(3, 3), 1.0),)) == pytest.approx(0.45, abs=2 * SAGITTA)


def test_boxes_are_turned_about_their_middle() -> None:
    """Two squares on their corners are nearer than two on their sides."""
    size, here, there = Size(1, 1), Point(0, 0), Point(2, 0)
    assert ink_gap(box_ink(size, here, 0), box_ink(size, there, 0)) == pytest.approx(1.0)
    turned = ink_gap(box_ink(size, here, 45), box_ink(size, there, 45))
    assert turned == pytest.approx(2 - math.sqrt(2))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12))
def test_near_finds_each_pair_once(corners: list[tuple[int, int]]) -> None:
    """A sweep finds what looking at each pair finds."""
    boxes = [Rect(x, y, x + 2.0, y + 1.0) for x, y in corners]
    found = [tuple(sorted(pair)) for pair in near(boxes, 1.5)]
    assert len(set(found)) == len(found)
    expected = [
        (a, b)
        for b in range(len(boxes))
        for a in range(b)
        if abs(boxes[a].left - boxes[b].left) < 3.5 and abs(boxes[a].bottom - boxes[b].bottom) < 2.5
    ]
    assert sorted(found) == sorted(expected)
