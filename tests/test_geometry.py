from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.geometry import (
    Arc,
    Line,
    Path,
    Point,
    Rect,
    Size,
    Vec,
    circle,
    overlapping,
    polygon,
    rounded,
    rounded_rectangle,
    towards,
)

MICROMETRES = st.integers(-90_000, 90_000)


def millimetres() -> st.SearchStrategy[float]:
    """Whole micrometres."""
    return MICROMETRES.map(lambda um: um / 1000)


def points() -> st.SearchStrategy[Point]:
    """Anywhere near a plate."""
    return st.builds(Point, millimetres(), millimetres())


def arcs() -> st.SearchStrategy[tuple[Point, Arc]]:
    """A start and an arc of at most half a turn from it."""

    def arc(ends: tuple[Point, Point], stretch: float, turn: str) -> tuple[Point, Arc]:
        start, end = ends
        return start, Arc(end, start.distance(end) / 2 * stretch, turn == "ccw")

    different = st.tuples(points(), points()).filter(lambda ends: ends[0].distance(ends[1]) > 0.01)
    return st.builds(arc, different, st.floats(1.0, 20.0), st.sampled_from(["ccw", "cw"]))


@given(st.floats(-1e5, 1e5))
def test_rounding_gives_whole_micrometres_and_is_done_once(value: float) -> None:
    """A rounded value prints in three decimals, never as -0.000, and rounds to itself."""
    once = rounded(value)
    assert abs(once - value) <= 0.0005 + 1e-9
    assert float(f"{once:.3f}") == once == rounded(once)
    assert math.copysign(1.0, once) == 1.0 or once < 0


@given(points(), points())
def test_a_point_and_a_displacement_are_inverse(one: Point, other: Point) -> None:
    """From one point by their difference one comes to the other."""
    assert (one + (other - one)).distance(other) < 1e-9
    assert math.hypot((other - one).dx, (other - one).dy) == pytest.approx(one.distance(other))


@given(arcs())
def test_an_arc_is_part_of_its_circle(walk: tuple[Point, Arc]) -> None:
    """Start, middle and end are a radius from the centre, which is left of a ccw arc's chord."""
    start, arc = walk
    centre = arc.centre(start)
    slack = 1e-6 * max(1.0, arc.radius)
    for point in (start, arc.middle(start), arc.end):
        assert point.distance(centre) == pytest.approx(arc.radius, abs=slack)
    chord, to_centre = arc.end - start, centre - start
    left = chord.dx * to_centre.dy - chord.dy * to_centre.dx
    assert (left if arc.ccw else -left) >= -slack
    assert 0 < arc.sweep(start) <= math.pi


@given(arcs())
def test_a_path_travelled_back_is_the_same_line(walk: tuple[Point, Arc]) -> None:
    """Reversed twice is the path itself; box and middle stay, the area changes its sign."""
    start, arc = walk
    path = Path(start, (arc, Line(start)))
    back = path.reversed()
    assert back.reversed() == path
    assert back.area() == pytest.approx(-path.area(), abs=1e-6 * max(1.0, arc.radius**2))
    one, other = path.box(), back.box()
    for side in ("left", "bottom", "right", "top"):
        assert getattr(one, side) == pytest.approx(getattr(other, side), abs=1e-6)


@given(arcs())
def test_a_box_holds_the_arc_and_no_more(walk: tuple[Point, Arc]) -> None:
    """Points all along the arc are inside its box, and some of them touch each side."""
    start, arc = walk
    box = Path(start, (arc,)).box()
    centre, sweep = arc.centre(start), arc.sweep(start)
    first = math.atan2(start.y - centre.y, start.x - centre.x)
    turns = [first + (sweep if arc.ccw else -sweep) * at / 400 for at in range(401)]
    xs = [centre.x + arc.radius * math.cos(turn) for turn in turns]
    ys = [centre.y + arc.radius * math.sin(turn) for turn in turns]
    slack = 1e-5 * max(1.0, arc.radius)
    assert min(xs) == pytest.approx(box.left, abs=slack)
    assert max(xs) == pytest.approx(box.right, abs=slack)
    assert min(ys) == pytest.approx(box.bottom, abs=slack)
    assert max(ys) == pytest.approx(box.top, abs=slack)


@given(points(), st.integers(-8, 8))
def test_a_path_turns_by_quarters(by: Point, quarters: int) -> None:
    """A turn of four quarters is none; a quarter takes right to up; lengths stay."""
    path = Path(Point(1, 0), (Line(Point(3, 0)), Arc(Point(4, 1), 1.0, ccw=True)))
    move = by - Point(0, 0)
    turned = path.placed(move, quarters)
    assert turned == path.placed(move, quarters + 4)
    ups = {0: Point(1, 0), 1: Point(0, 1), 2: Point(-1, 0), 3: Point(0, -1)}
    assert turned.start == (ups[quarters % 4] + move).rounded()
    assert turned.start.distance(turned.segments[0].end) == pytest.approx(2.0)
    assert isinstance(turned.segments[1], Arc)
    assert turned.segments[1].ccw


@given(points(), points())
def test_the_same_path_placed_twice_is_an_exact_copy(one: Point, other: Point) -> None:
    """Moved by whole micrometres, every point of two copies is equally far apart."""
    path = Path(Point(0.123, 0.456), (Line(Point(1.789, 2.001)), Line(Point(0.3, 0.7))))
    first, second = (path.placed(at - Point(0, 0)) for at in (one, other))
    moves = {
        (rounded(b.x - a.x), rounded(b.y - a.y))
        for a, b in zip(first.points(), second.points(), strict=True)
    }
    assert len(moves) == 1


def test_a_circle_is_round_closed_and_counter_clockwise() -> None:
    """Four quarter turns with the area of a disc and a box of its diameter."""
    ring = circle(Point(5, 6), 2)
    assert ring.closed
    assert ring.area() == pytest.approx(math.pi * 4)
    assert ring.box() == Rect(3, 4, 7, 8)
    assert len(ring.points()) == 4


@pytest.mark.parametrize("radius", [0.0, 0.5, 3.18])
def test_a_plate_starts_at_the_datum_and_has_its_area(radius: float) -> None:
    """The outline of a card fills its box but for what four corners lose."""
    outline = rounded_rectangle(Size(85.6, 53.98), radius)
    assert outline.closed
    assert outline.box() == Rect(0, 0, 85.6, 53.98)
    lost = (4 - math.pi) * radius**2
    assert outline.area() == pytest.approx(85.6 * 53.98 - lost)


def test_a_polygon_is_closed_and_has_each_corner_once() -> None:
    """Three corners make a triangle of half the area of its box."""
    triangle = polygon((Point(0, 0), Point(4, 0), Point(0, 3)))
    assert triangle.closed
    assert triangle.area() == 6
    assert set(triangle.points()) == {Point(0, 0), Point(4, 0), Point(0, 3)}
    assert not Path(Point(0, 0), ()).closed


def test_boxes_know_their_gap_and_what_they_hold() -> None:
    """The gap runs from edge to edge, over the corner where neither side faces."""
    box = Rect(0, 0, 2, 1)
    assert (box.width, box.height, box.centre) == (2, 1, Point(1, 0.5))
    assert box.gap(Rect(5, 5, 6, 6)) == 5
    assert box.gap(Rect(1, 0.5, 9, 9)) == 0
    assert box.gap(Rect(2, 0, 3, 1)) == 0
    assert box.grown(0.5) == Rect(-0.5, -0.5, 2.5, 1.5)
    assert box.grown(0.5).contains(box)
    assert not box.contains(box.grown(0.5))
    assert Rect.around([box, Rect(5, -1, 6, 0)]) == Rect(0, -1, 6, 1)


def test_a_displacement_scales_and_adds() -> None:
    """Twice a step and a step are three steps."""
    step = Vec(1.5, -2)
    assert step * 2 + step == step * 3 == Vec(4.5, -6)


# ------------------------------------------------------------------------------------------ turning


@pytest.mark.parametrize("turn_deg", range(-360, 361))
def test_a_direction_is_exact_where_it_is_rational(turn_deg: int) -> None:
    """Sines and cosines of whole degrees are right to twelve decimals, and halves to the last."""
    along = towards(turn_deg)
    assert along.dx == pytest.approx(math.cos(math.radians(turn_deg)), abs=6e-13)
    assert along.dy == pytest.approx(math.sin(math.radians(turn_deg)), abs=6e-13)
    if turn_deg % 30 == 0:  # by Niven's theorem there are no other rational ones
        assert along.dx * 2 in (-2, -1, 0, 1, 2) or along.dy * 2 in (-2, -1, 0, 1, 2)
    assert math.copysign(1.0, along.dx) == 1.0 or along.dx < 0
    assert towards(turn_deg + 360) == along


GLYPH = Path(
    Point(-1.2, 0.7),
    (
        Line(Point(0.35, 0.7)),
        Arc(Point(0.75, 0.3), 0.4, ccw=False),
        Arc(Point(0.013, -0.437), 0.737, ccw=False),
        Line(Point(-1.2, -0.437)),
    ),
)
"""Lines and quarter turns, as letters have them."""


@pytest.mark.parametrize("turn_deg", range(0, 360, 7))
def test_a_turned_path_is_the_same_path_elsewhere(turn_deg: int) -> None:
    """Each place is where the turn takes it, within a micrometre, and in whole micrometres."""
    along, by = towards(turn_deg), Vec(3.1, -2.7)
    turned = GLYPH.turned(along, by)
    for (a, step), (b, like) in zip(GLYPH.steps(), turned.steps(), strict=True):
        assert b == b.rounded()
        assert (a.turned(along) + by).distance(b) < 0.00072
        assert type(step) is type(like)
        if isinstance(step, Arc) and isinstance(like, Arc):
            assert like.end.distance(b) <= 2 * like.radius
            assert (step.middle(a).turned(along) + by).distance(like.middle(b)) < 0.003


@pytest.mark.parametrize("quarters", range(4))
def test_turning_by_quarters_is_placing(quarters: int) -> None:
    """Both ways to turn agree to the last bit where both can."""
    assert GLYPH.turned(towards(90 * quarters)) == GLYPH.placed(Vec(0, 0), quarters)


@given(st.floats(0, 360), st.floats(0.002, 3))
def test_a_half_turn_still_reaches_when_it_is_turned(turn_deg: float, radius: float) -> None:
    """Two rounded ends may be farther apart than they were; the radius grows with them."""
    reach = max(0.001, rounded(radius))
    half = Path(Point(reach, 0), (Arc(Point(-reach, 0), reach, ccw=True),))
    turned = half.turned(towards(turn_deg))
    (step,) = turned.segments
    assert isinstance(step, Arc)
    assert turned.start.distance(step.end) <= 2 * step.radius + 1e-9
    assert reach <= step.radius <= reach + 0.0011


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8))
def test_boxes_overlap_where_any_two_touch(corners: list[tuple[int, int]]) -> None:
    """A sweep finds what looking at each pair finds."""
    boxes = [Rect(x, y, x + 2.0, y + 1.0) for x, y in corners]
    pairs = [(a, b) for at, a in enumerate(boxes) for b in boxes[:at]]
    assert overlapping(boxes) == any(a.gap(b) == 0 for a, b in pairs)
