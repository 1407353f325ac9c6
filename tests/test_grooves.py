"""Grooves: the exact union of strokes against a fine polygon buffer by a foreign library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, make_valid
from shapely import Point as Spot
from shapely.ops import unary_union

from generator.errors import RuleError
from generator.geometry import Arc, Line, Path, Point, Segment, circle
from generator.glyphs import SYMBOLS, stroke_glyph
from generator.grooves import groups, inside, merged, milled
from generator.layout import Area, Cut, Dot, Role, Stroke

CUT = Cut(0.3)


def line(*points: tuple[float, float]) -> Path:
    """Straight steps from point to point."""
    start, *others = (Point(x, y) for x, y in points)
    return Path(start, tuple(Line(p) for p in others))


def strokes_of(width: float, *paths: Path) -> tuple[Stroke, ...]:
    """One tool along several paths."""
    return tuple(Stroke(Role.MARK, path, width, CUT) for path in paths)


def sampled(path: Path, steps: int = 400) -> list[tuple[float, float]]:
    """The path as points, arcs in fine steps."""
    points = [(path.start.x, path.start.y)]
    for start, segment in path.steps():
        if isinstance(segment, Arc):
            centre, sweep = segment.centre(start), segment.sweep(start)
            first = math.atan2(start.y - centre.y, start.x - centre.x)
            for step in range(1, steps):
                angle = first + sweep * step / steps * (1 if segment.ccw else -1)
                points.append(
                    (
                        centre.x + segment.radius * math.cos(angle),
                        centre.y + segment.radius * math.sin(angle),
                    )
                )
        points.append((segment.end.x, segment.end.y))
    return points


def oracle(strokes: Sequence[Stroke]) -> Polygon | MultiPolygon:
    """The same union by shapely, from fine discs, boxes and ring sectors."""
    parts = []
    for stroke in strokes:
        radius = stroke.width / 2
        parts.append(spot(stroke.path.start, radius))
        for start, segment in stroke.path.steps():
            parts.append(spot(segment.end, radius))
            if isinstance(segment, Line):
                ends = LineString([(start.x, start.y), (segment.end.x, segment.end.y)])
                parts.append(ends.buffer(radius, cap_style="flat"))
            else:
                parts.append(sector(start, segment, radius))
    return unary_union(parts)


def spot(centre: Point, radius: float) -> Polygon:
    """A disc."""
    return Spot(centre.x, centre.y).buffer(radius, quad_segs=512)


def sector(start: Point, arc: Arc, reach: float) -> Polygon:
    """All points of the plane within reach of an arc, in the directions the arc covers."""
    centre, sweep = arc.centre(start), arc.sweep(start)
    first = math.atan2(start.y - centre.y, start.x - centre.x)
    angles = [first + sweep * at / 600 * (1 if arc.ccw else -1) for at in range(601)]
    rims = [
        [(centre.x + r * math.cos(angle), centre.y + r * math.sin(angle)) for angle in angles]
        for r in (arc.radius + reach, max(0.0, arc.radius - reach))
    ]
    return make_valid(Polygon(rims[0] + rims[1][::-1]))


def shape(areas: Sequence[Area]) -> Polygon | MultiPolygon:
    """Areas as fine polygons."""
    return unary_union(
        [make_valid(Polygon(sampled(a.outline), [sampled(h) for h in a.holes])) for a in areas]
    )


def agree(strokes: Sequence[Stroke], areas: Sequence[Area]) -> None:
    """Areas, symmetric difference, number of parts and of islands agree with the oracle."""
    other = oracle(strokes)
    parts = list(other.geoms) if isinstance(other, MultiPolygon) else [other]
    exact = sum(a.outline.area() + sum(h.area() for h in a.holes) for a in areas)
    scale = max(1.0, other.length / 10)
    assert exact == pytest.approx(other.area, abs=1e-4 * scale)
    assert shape(areas).symmetric_difference(other).area < 3e-4 * scale
    assert len(areas) == len(parts)
    islands = sum(1 for p in parts for ring in p.interiors if Polygon(ring).area > 2e-4)
    assert sum(1 for a in areas for h in a.holes if h.area() < -2e-4) == islands
    for area in areas:
        assert area.outline.closed
        assert area.outline.area() > 0
        assert all(h.closed and h.area() < 0 for h in area.holes)


RING = circle(Point(1.5, 1.5), 1.0)
BOWL = Path(
    Point(0, 0),
    (
        Line(Point(0, 3)),
        Line(Point(1, 3)),
        Arc(Point(1.75, 2.25), 0.75, ccw=False),
        Arc(Point(1, 1.5), 0.75, ccw=False),
        Line(Point(0, 1.5)),
    ),
)
SHAPES = {
    "dash": (line((0, 0), (2, 0)),),
    "spot": (line((1, 1)),),
    "corner": (line((0, 2), (0, 0), (2, 0)),),
    "acute": (line((0, 0), (0.8, 3), (1.6, 0)),),
    "very acute": (line((0, 0), (3, 0.2), (0, 0.4)),),
    "A": (line((0, 0), (1, 3), (2, 0)), line((0.4, 1.2), (1.6, 1.2))),
    "A, bar from side to side": (
        line((0, 0), (1, 3), (2, 0)),
        line((0.333, 1.0), (1.667, 1.0)),
    ),
    "E": (line((1.5, 0), (0, 0), (0, 3), (1.5, 3)), line((0, 1.5), (1.2, 1.5))),
    "H": (line((0, 0), (0, 3)), line((2, 0), (2, 3)), line((0, 1.5), (2, 1.5))),
    "X": (line((0, 0), (2, 3)), line((0, 3), (2, 0))),
    "star": (
        line((0, 0), (2, 2)),
        line((0, 2), (2, 0)),
        line((1, 0), (1, 2)),
        line((0, 1), (2, 1)),
    ),
    "ring": (RING,),
    "ring with bar": (RING, line((0.5, 1.5), (2.5, 1.5))),
    "phi": (RING, line((1.5, 0), (1.5, 3))),
    "tight ring": (circle(Point(0, 0), 0.2),),
    "ring as wide as the tool": (circle(Point(0, 0), 0.21),),
    "P": (BOWL,),
    "R": (BOWL, line((0.8, 1.5), (1.8, 0))),
    "B": (
        BOWL,
        Path(
            Point(1, 1.5),
            (
                Arc(Point(1.75, 0.75), 0.75, ccw=False),
                Arc(Point(1, 0), 0.75, ccw=False),
                Line(Point(0, 0)),
            ),
        ),
    ),
    "collinear": (line((0, 0), (1, 0), (2, 0), (3, 0)), line((1, 0), (4, 0))),
    "there and back": (line((0, 0), (2, 1), (0, 0)),),
    "the same twice": (line((0, 0), (2, 1)), line((2, 1), (0, 0))),
    "nearly parallel": (line((0, 0), (3, 0)), line((0, 0.001), (3, -0.002))),
    "arc not quite tangent": (
        Path(Point(0, 0), (Line(Point(1, 0)), Arc(Point(1.501, 0.499), 0.5, ccw=True))),
    ),
    "two parts": (line((0, 0), (0, 2)), line((1, 0), (1, 2))),
    "box in a box": (
        line((0, 0), (4, 0), (4, 4), (0, 4), (0, 0)),
        line((1, 1), (3, 1), (3, 3), (1, 3), (1, 1)),
    ),
    "S": (
        Path(
            Point(2, 2.25),
            (
                Arc(Point(1.25, 3), 0.75, ccw=True),
                Arc(Point(0.5, 2.25), 0.75, ccw=True),
                Arc(Point(1.25, 1.5), 0.75, ccw=True),
                Arc(Point(2, 0.75), 0.75, ccw=False),
                Arc(Point(1.25, 0), 0.75, ccw=False),
                Arc(Point(0.5, 0.75), 0.75, ccw=False),
            ),
        ),
    ),
    "arcs that overlap": (
        Path(Point(0, 0), (Arc(Point(1, 1), 1, ccw=True),)),
        Path(Point(0.5, 0.134), (Arc(Point(1, 1), 1, ccw=True), Line(Point(1, 2)))),
    ),
}


@pytest.mark.parametrize("width", [0.1, 0.4, 0.9])
@pytest.mark.parametrize("name", SHAPES)
def test_union_is_what_a_fine_polygon_buffer_finds(name: str, width: float) -> None:
    """Area, shape, parts and islands of letter-like strokes agree with shapely's."""
    strokes = strokes_of(width, *SHAPES[name])
    agree(strokes, merged(strokes))


def _coordinate() -> st.SearchStrategy[float]:
    return st.integers(0, 8).map(lambda step: step / 4)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """A path of lines and quarter or shallow arcs on a coarse grid."""
    start = here = Point(draw(_coordinate()), draw(_coordinate()))
    steps: list[Segment] = []
    for _ in range(draw(st.integers(1, 4))):
        end = Point(draw(_coordinate()), draw(_coordinate()))
        if end == here:
            continue
        bend = draw(st.sampled_from(["line", "ccw", "cw"]))
        radius = round(here.distance(end) * draw(st.sampled_from([0.501, 0.7071, 1.0])), 3)
        radius = max(radius, round(here.distance(end) / 2 + 0.001, 3))
        steps.append(Line(end) if bend == "line" else Arc(end, radius, bend == "ccw"))
        here = end
    return Path(start, tuple(steps))


@settings(max_examples=120, deadline=None)
@given(st.lists(paths(), min_size=1, max_size=3), st.sampled_from([0.1, 0.25, 0.4]))
def test_any_lines_and_arcs_merge_as_the_buffer_does(many: list[Path], width: float) -> None:
    """Random strokes that cross, touch and run along each other have the oracle's area."""
    strokes = strokes_of(width, *many)
    areas = merged(strokes)
    exact = sum(a.outline.area() + sum(h.area() for h in a.holes) for a in areas)
    other = oracle(strokes)
    assert exact == pytest.approx(other.area, abs=2e-4 * max(1.0, other.length / 10))
    assert shape(areas).symmetric_difference(other).area < 4e-4 * max(1.0, other.length / 10)


def lettered(symbol: str, height: float) -> tuple[Path, ...]:
    """A glyph of the engraving alphabet in whole micrometres, as `place` draws it."""

    def put(point: Point) -> Point:
        return Point(height * point.x, height * point.y).rounded()

    def step(segment: Segment) -> Segment:
        if isinstance(segment, Line):
            return Line(put(segment.end))
        return Arc(put(segment.end), round(height * segment.radius, 3), segment.ccw)

    return tuple(
        Path(put(path.start), tuple(map(step, path.segments)))
        for path in stroke_glyph(symbol).paths
    )


@pytest.mark.parametrize(("height", "width"), [(3.0, 0.3), (2.0, 0.25), (1.7, 0.2)])
def test_the_whole_alphabet_merges(height: float, width: float) -> None:
    """Every glyph agrees with the oracle and keeps no edge that no machine can make."""
    for symbol in SYMBOLS:
        strokes = strokes_of(width, *lettered(symbol, height))
        areas = merged(strokes)
        if strokes:
            agree(strokes, areas)
        edges = [
            start.distance(segment.end)
            for area in areas
            for path in (area.outline, *area.holes)
            for start, segment in path.steps()
        ]
        assert all(edge > 1e-3 for edge in edges), symbol


def test_a_dash_is_two_lines_and_two_half_turns() -> None:
    """The simplest groove, number by number."""
    (area,) = merged(strokes_of(0.4, line((1, 1), (3, 1))))
    assert area.outline.area() == pytest.approx(2 * 0.4 + math.pi * 0.04, rel=1e-8)
    assert [type(s).__name__ for s in area.outline.segments].count("Arc") == 2
    assert len(area.outline.segments) == 4
    assert area.cut == CUT
    assert area.role is Role.MARK


def test_a_ring_is_two_circles_of_two_half_turns() -> None:
    """Joints between quarter arcs leave no vertex behind."""
    (area,) = merged(strokes_of(0.4, circle(Point(5, 5), 2)))
    assert [len(p.segments) for p in (area.outline, *area.holes)] == [2, 2]
    assert area.outline.area() == pytest.approx(math.pi * 2.2**2, rel=1e-9)


def test_different_tools_are_not_merged() -> None:
    """Asked to merge them, or finding them on top of each other, both say so."""
    wide, narrow = strokes_of(0.4, line((0, 0), (4, 0))), strokes_of(0.2, line((2, -1), (2, 1)))
    with pytest.raises(RuleError, match="different width"):
        merged((*wide, *narrow))
    with pytest.raises(RuleError, match=r"overlap near \(2.000, 0.000\)"):
        groups((*wide, *narrow))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (line((0, 0), (4, 0)), line((1, 0.31), (3, 0.31))),
        (circle(Point(0, 0), 2), line((-1, 0), (1, 0))),
        (circle(Point(0, 0), 2), circle(Point(0, 0), 1)),
        (line((0, 0), (4, 4)), line((3, 0), (4, 1))),
    ],
)
def test_different_tools_side_by_side_stay_apart(one: Path, two: Path) -> None:
    """Boxes may overlap as long as the metal between is whole."""
    found = groups((*strokes_of(0.4, one), *strokes_of(0.2, two)))
    assert [len(strokes) for strokes, _ in found] == [1, 1]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (line((0, 0), (4, 0)), line((1, 0.29), (3, 0.29))),
        (circle(Point(0, 0), 2), line((-1.75, 0), (1, 0))),
        (circle(Point(0, 0), 2), circle(Point(0.3, 0), 1.5)),
        (line((0, 0), (4, 4)), line((3, 0), (3, 2.6))),
        (line((1, 1)), line((0, 0), (2, 2))),
    ],
)
def test_different_tools_that_meet_are_refused(one: Path, two: Path) -> None:
    """Lines, arcs and spots alike, wherever they come nearest."""
    with pytest.raises(RuleError, match="different width or depth overlap"):
        groups((*strokes_of(0.4, one), *strokes_of(0.2, two)))


def whole(path: Path) -> Path:
    """The path in whole micrometres."""
    steps: tuple[Segment, ...] = tuple(replace(s, end=s.end.rounded()) for s in path.segments)
    return Path(path.start.rounded(), steps)


def test_copies_are_exact_translations() -> None:
    """The same letter elsewhere has the same steps, whole micrometres away."""
    places = (Point(3, 4), Point(40.123, 17.456), Point(3.001, 50))
    found = [
        groups(strokes_of(0.3, *(whole(p.moved(at - Point(0, 0))) for p in lettered("B", 3.0))))
        for at in places
    ]
    first = found[0][0][1][0].outline
    for at, ((_, (area,)),) in zip(places, found, strict=True):
        assert area.outline.box().gap(first.moved(at - places[0]).box()) == 0
        for (a, s), (b, t) in zip(
            area.outline.steps(), first.moved(at - places[0]).steps(), strict=True
        ):
            assert a.distance(b) < 1e-12
            assert type(s) is type(t)


def test_far_strokes_are_separate_groups_in_their_order() -> None:
    """Groups come in the order of their first strokes, with all strokes in them."""
    paths = (line((9, 0), (9, 1)), line((0, 0), (0, 1)), line((9, 1), (8, 1)))
    strokes = strokes_of(0.3, *paths)
    assert [list(group) for group, _ in groups(strokes)] == [
        [strokes[0], strokes[2]],
        [strokes[1]],
    ]


def test_milled_marks_are_what_a_solid_shows() -> None:
    """Surface marks are gone, strokes are areas, roles that a solid can't tell are MARK."""
    edge = Area(Role.OUTLINE, circle(Point(9, 9), 9))
    hole = Dot(Role.HOLE, Point(5, 5), 1.0, Cut(2.0))
    dot = Dot(Role.FIDUCIAL, Point(7, 7), 1.0, CUT)
    legend = Stroke(Role.LEGEND, line((3, 12), (6, 12)), 0.4, CUT)
    guide = Stroke(Role.GUIDE, line((3, 14), (6, 14)), 0.1)
    marks = milled((edge, guide, legend, hole, dot))
    assert marks[0] == edge
    assert isinstance(marks[1], Area)
    assert marks[1].role is Role.MARK
    assert marks[2:] == (hole, Dot(Role.MARK, Point(7, 7), 1.0, CUT))


def test_round_areas_are_dots() -> None:
    """What a drill can make is told as a drill's work; a ring and the plate's edge are not."""
    disc = Area(Role.MARK, circle(Point(3, 4), 1.5), (), CUT)
    spot_ = Stroke(Role.MARK, line((8, 4)), 0.5, CUT)
    ring = Area(Role.MARK, circle(Point(12, 4), 1.5), (circle(Point(12, 4), 1).reversed(),), CUT)
    assert milled((disc, spot_, ring)) == (
        Dot(Role.MARK, Point(3, 4), 3.0, CUT),
        Dot(Role.MARK, Point(8, 4), 0.5, CUT),
        ring,
    )


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_inside_agrees_with_polygons(x: float, y: float) -> None:
    """A point is inside of lines and arcs as it is of a fine polygon."""
    path = BOWL if BOWL.closed else Path(BOWL.start, (*BOWL.segments, Line(BOWL.start)))
    fine = Polygon(sampled(path))
    if fine.exterior.distance(Spot(x, y)) > 1e-3:
        assert inside(Point(x, y), path) == fine.contains(Spot(x, y))
