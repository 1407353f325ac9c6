from __future__ import annotations

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.bezier import TOLERANCE, Curve, closed_path, place
from generator.geometry import Arc, Line, Path, Point

coordinate = st.floats(-5, 5, allow_nan=False)
point = st.builds(Point, coordinate, coordinate)


def along(path: Path) -> list[Point]:
    """Points along a path, close to each other."""
    found = []
    for start, step in path.steps():
        for part in range(16):
            if isinstance(step, Line):
                share = part / 16
                found.append(start + (step.end - start) * share)
                continue
            centre = step.centre(start)
            turn = step.sweep(start) * (1 if step.ccw else -1) * part / 16
            first = math.atan2(start.y - centre.y, start.x - centre.x)
            found.append(
                Point(
                    centre.x + step.radius * math.cos(first + turn),
                    centre.y + step.radius * math.sin(first + turn),
                )
            )
    return found


def off(points: list[Point], others: list[Point]) -> float:
    """How far the farthest point is from the straight lines that join the others."""

    def from_line(p: Point, a: Point, b: Point) -> float:
        along_, square = b - a, (b.x - a.x) ** 2 + (b.y - a.y) ** 2
        if not square:
            return p.distance(a)
        part = ((p.x - a.x) * along_.dx + (p.y - a.y) * along_.dy) / square
        return p.distance(a + along_ * min(1.0, max(0.0, part)))

    pairs = list(zip(others, [*others[1:], others[0]], strict=True))
    return max(min(from_line(p, a, b) for a, b in pairs) for p in points)


def sampled(curves: list[Curve]) -> list[Point]:
    """Points along curves, close to each other."""
    return [place(curve, part / 100) for curve in curves for part in range(100)]


@settings(deadline=None, max_examples=15)
@given(st.lists(point, min_size=3, max_size=4))
@example([Point(0, 0), Point(-3.45, 3.79), Point(3.29, -3.58), Point(-3.74, 3.63)])
def test_a_path_is_near_its_curves(points: list[Point]) -> None:
    """No point of either is farther than the tolerance from the other, rounding included."""
    curves: list[Curve] = [tuple(points), (points[-1], points[0])]
    path = closed_path(curves)
    if path is None:
        assert all(p.distance(points[0]) < TOLERANCE for p in sampled(curves))
        return
    assert path.closed
    assert all(p == p.rounded() for p in path.points())
    assert off(sampled(curves), along(path)) <= TOLERANCE + 0.0005
    assert off(along(path), sampled(curves)) <= TOLERANCE + 0.0005


@pytest.mark.parametrize("radius", [0.2, 1.0, 4.0])
def test_a_round_contour_becomes_few_arcs(radius: float) -> None:
    """Four cubic quarter turns are met by at most four arcs each, within the tolerance."""
    k = radius * 0.5522847498
    r = radius
    corners = [(r, 0.0), (0.0, r), (-r, 0.0), (0.0, -r)]
    curves: list[Curve] = []
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        one = Point(ax - ay / r * k, ay + ax / r * k)
        two = Point(bx + by / r * k, by - bx / r * k)
        curves.append((Point(ax, ay), one, two, Point(bx, by)))
    path = closed_path(curves)
    assert path is not None
    assert len(path.segments) <= 16
    assert all(isinstance(step, Arc) and step.ccw for step in path.segments)
    assert path.area() == pytest.approx(math.pi * radius**2, rel=0.02)


def test_nothing_is_left_of_a_speck() -> None:
    """A contour smaller than the last digit of a file is none."""
    assert closed_path([(Point(0, 0), Point(0.0004, 0)), (Point(0.0004, 0), Point(0, 0))]) is None
    assert closed_path([]) is None
