"""Layouts to write and read back: one drawn by hand, and any that hypothesis thinks of."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from generator.geometry import (
    NOWHERE,
    Arc,
    Line,
    Path,
    Point,
    Segment,
    Size,
    Vec,
    circle,
    polygon,
    rounded,
    rounded_rectangle,
)
from generator.layout import Area, Cut, Dot, Face, Layout, Mark, Role, Stroke

ORDER = ("mark", "fiducial", "legend", "guide", "hole", "outline")
INNER = tuple(role for role in Role if role is not Role.OUTLINE)
PLATE = Area(Role.OUTLINE, rounded_rectangle(Size(60, 30), 3), (), Cut(2.0))


def gathered(face: Face) -> tuple[Mark, ...]:
    """The marks by role in the order of machining, else in the order they stand in."""
    return tuple(sorted(face.marks, key=lambda mark: ORDER.index(mark.role.value)))


def layout_of(*marks: Mark, edge: Mark = PLATE) -> Layout:
    """A front of 2 mm with these marks and an outline."""
    return Layout("front", 2.0, (edge, *marks))


def every_shape() -> Layout:
    """A layout with each shape in each role but the outline's."""
    return layout_of(*(mark for column, role in enumerate(INNER) for mark in shapes(role, column)))


def shapes(role: Role, column: int) -> tuple[Mark, ...]:
    """A dot, an open and a closed stroke, and an area with a hole, side by side and upward."""
    x = 5.0 + 10 * column
    hook = Path(
        Point(x, 10),
        (Line(Point(x + 1, 12)), Arc(Point(x + 2, 11), 1.0, ccw=False), Line(Point(x + 3, 11))),
    )
    island = circle(Point(x + 1, 23), 0.5).reversed()
    return (
        Dot(role, Point(x, 5), 1.001, Cut(0.4, 120)),
        Stroke(role, hook, 0.4, Cut(0.2)),
        Stroke(role, circle(Point(x, 17), 1), 0.3),
        Stroke(role, polygon((Point(x + 3, 4), Point(x + 5, 4), Point(x + 4, 6))), 0.1),
        Area(role, circle(Point(x + 1, 23), 1.5), (island,), Cut(0.1)),
    )


def lengths(least: float, most: float) -> st.SearchStrategy[float]:
    """Whole micrometres between two lengths in millimetres."""
    return st.integers(round(least * 1000), round(most * 1000)).map(lambda um: rounded(um / 1000))


def points() -> st.SearchStrategy[Point]:
    """Anywhere on or a little off a plate."""
    return st.builds(Point, lengths(-1, 90), lengths(-1, 60))


def _circles(least: float, most: float) -> st.SearchStrategy[Path]:
    return st.builds(lambda at, r: circle(at, r).placed(NOWHERE), points(), lengths(least, most))


@st.composite
def _walks(draw: st.DrawFn) -> Path:
    """Lines and arcs from point to point, some of them back to their start."""
    start = draw(points())
    here = start
    steps: list[Segment] = []
    ends = draw(st.lists(points(), min_size=1, max_size=4))
    if draw(st.booleans()):
        ends.append(start)
    for end in ends:
        if end == here:
            continue
        least = math.ceil(here.distance(end) * 500) / 1000
        turn = st.builds(Arc, st.just(end), lengths(least, least + 20), st.booleans())
        steps.append(draw(st.one_of(st.just(Line(end)), turn)))
        here = end
    return Path(start, tuple(steps) or (Line(start + Vec(1, 0)),)).placed(NOWHERE)


@st.composite
def _areas(draw: st.DrawFn, role: Role) -> Area:
    """Filled contours, travelled in any direction, with or without holes."""
    at, half = draw(points()), draw(lengths(1, 5))
    corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    outline = draw(
        st.sampled_from(
            [circle(at, half), polygon(Point(at.x + dx, at.y + dy) for dx, dy in corners)]
        )
    )
    holes = [
        circle(at + Vec(dx * half / 2, 0), draw(lengths(0.001, 0.2))).reversed()
        for dx in draw(st.sampled_from([(), (0,), (-1, 1)]))
    ]
    loops = [path.placed(NOWHERE) for path in (outline, *holes)]
    first, *others = (path.reversed() if draw(st.booleans()) else path for path in loops)
    return Area(role, first, tuple(others))


def marks() -> st.SearchStrategy[Mark]:
    """Any mark that is not the outline."""
    role = st.sampled_from(INNER)
    return st.one_of(
        st.builds(Dot, role, points(), lengths(0.001, 20)),
        st.builds(Stroke, role, _walks(), lengths(0.026, 3)),
        st.builds(Stroke, role, _circles(0.001, 9), lengths(0.026, 3)),
        role.flatmap(_areas),
    )


def outlines() -> st.SearchStrategy[Area | Dot]:
    """Rectangular, rounded and round plates."""
    size = st.builds(Size, lengths(10, 90), lengths(10, 60))
    radius = lengths(0, 5)
    plate = st.builds(
        lambda s, r: Area(Role.OUTLINE, rounded_rectangle(s, r).placed(NOWHERE)), size, radius
    )
    disc = lengths(10, 40).map(lambda r: Dot(Role.OUTLINE, Point(r, r), rounded(2 * r)))
    ring = lengths(10, 40).map(lambda r: Area(Role.OUTLINE, circle(Point(r, r), r).placed(NOWHERE)))
    return st.one_of(plate, disc, ring)


def layouts() -> st.SearchStrategy[Layout]:
    """Any layout, its outline anywhere among the marks."""

    def mixed(edge: Mark, inner: list[Mark], place: int) -> Layout:
        return Layout("front", 2.0, (*inner[:place], edge, *inner[place:]))

    return st.builds(mixed, outlines(), st.lists(marks(), max_size=8), st.integers(0, 8))
