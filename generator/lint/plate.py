"""Shapes beside each other: the outline, what lies on the plate, and what falls out of it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum

from generator.geometry import Point
from generator.lint import contours
from generator.lint.contours import DEEP, apart
from generator.lint.drawing import (
    Box,
    Disc,
    Flat,
    Shape,
    Side,
    Use,
    around,
    box_of,
    crossing,
    flat_of,
    grown,
    near,
    off,
    side_box,
    within,
)
from generator.lint.findings import Findings
from generator.lint.tabs import bridged

_TOUCH = 0.01
"""Millimetres; thinner metal than this is none."""

_SIZE = 0.01
"""Millimetres by which the pieces of a set may differ."""

_BULK = 0.25
"""The share of the largest contour from which on another one is an outline too."""


class Stand(Enum):
    """How two shapes stand to each other."""

    APART = 0
    TOUCH = 1
    CROSS = 2
    INSIDE = 3
    AROUND = 4


def check(shapes: Iterable[Shape], found: Findings) -> tuple[Flat, ...]:
    """Note all that is wrong with a drawing's geometry; returns it with what each is used for.

    Marks alone, without anything that is cut, are a drawing for a plate that was cut before.
    """
    drawn = list(shapes)
    whole = bridged(drawn)
    flats = _purposed([flat_of(shape) for shape in whole])
    if flats:
        left, bottom, _, _ = around([box_of([p for line in f.lines for p in line]) for f in flats])
        found.origin = Point(left, bottom)
    contours.check(flats, found)
    # What closes a contour of a sheet is cut with its neighbour, or not at all.
    as_drawn = flats if whole == drawn else _purposed([flat_of(shape) for shape in drawn])
    contours.check_doubles(as_drawn, found)
    edges = [flat for flat in flats if flat.shape.use is Use.EDGE and flat.solid]
    if not edges and not (flats and all(flat.shape.use is Use.MARK for flat in flats)):
        found.add("no-outline", "the drawing has no closed outline")
    _check_pairs(flats, found)
    _check_islands(flats, found)
    if edges:
        _check_edges(edges, found)
        _check_on_plate(flats, edges, found)
    return tuple(flats)


# ---------------------------------------------------------------------------- what a shape is for


def _purposed(flats: list[Flat]) -> list[Flat]:
    """The shapes, each with a use; where nothing says what is cut, thin lines are."""
    named = any(flat.shape.use in (Use.EDGE, Use.CUT) for flat in flats)
    flats = [_as(flat, Use.MARK if named else Use.CUT, Use.LINE) for flat in flats]
    if any(flat.shape.use is Use.EDGE for flat in flats):
        return flats
    cut = [flat for flat in flats if flat.shape.use is Use.CUT]
    closed = [flat for flat in cut if flat.solid and not _is_hole(flat)]
    top = _outermost(closed)
    open_ = [_area(flat.box) for flat in cut if not flat.closed]
    largest = max((_area(flat.box) for flat in top), default=0.0)
    if largest < max(open_, default=0.0):
        return flats
    edges = {id(flat) for flat in top if _area(flat.box) >= _BULK * largest}
    return [_as(flat, Use.EDGE, Use.CUT) if id(flat) in edges else flat for flat in flats]


def _is_hole(flat: Flat) -> bool:
    return any(word in flat.shape.layer for word in ("hole", "drill"))


def _as(flat: Flat, use: Use, before: Use) -> Flat:
    if flat.shape.use is not before:
        return flat
    return replace(flat, shape=replace(flat.shape, use=use))


def _outermost(closed: Sequence[Flat]) -> list[Flat]:
    """Those that lie in no other."""
    inner: set[int] = set()
    for one, other in near([flat.box for flat in closed], 0.0):
        for a, b in ((one, other), (other, one)):
            if _holds(closed[b].box, closed[a].box) and within(closed[a].first, closed[b].lines):
                inner.add(a)
    return [flat for index, flat in enumerate(closed) if index not in inner]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


# ------------------------------------------------------------------------------ shapes and shapes


def _check_pairs(flats: Sequence[Flat], found: Findings) -> None:
    solid = [flat for flat in flats if flat.solid and flat.shape.use in (Use.CUT, Use.MARK)]
    for first, second in near([flat.box for flat in solid], _TOUCH):
        one, other = solid[first], solid[second]
        uses = {one.shape.use, other.shape.use}
        if uses == {Use.MARK}:
            if one.shape.layer == other.shape.layer:
                _check_marks(one, other, found)
        elif uses == {Use.CUT}:
            if stand(one, other) in (Stand.TOUCH, Stand.CROSS):
                found.add("holes-touch", "a hole touches or crosses another", other.point)
        elif stand(one, other) not in (Stand.APART, Stand.TOUCH):
            mark = one if one.shape.use is Use.MARK else other
            found.add("mark-over-hole", "a mark lies over a hole", mark.point)


def _check_marks(one: Flat, other: Flat, found: Findings) -> None:
    how = stand(one, other)
    # A contour in a contour is the rim of an island where lines are drawn, and not fillings.
    filled = one.shape.filled and other.shape.filled
    if how is Stand.CROSS or (how in (Stand.INSIDE, Stand.AROUND) and filled):
        found.add("overlapping-marks", "a mark overlaps another", other.point)


def stand(one: Flat, other: Flat) -> Stand:
    """How two closed shapes stand to each other."""
    a, b = one.shape.figure, other.shape.figure
    if isinstance(a, Disc) and isinstance(b, Disc):
        return _stand_of_discs(a, b)
    if _cross(one, other):
        return Stand.CROSS
    if within(one.first, other.lines):
        return Stand.INSIDE
    if within(other.first, one.lines):
        return Stand.AROUND
    return Stand.TOUCH if _gap(one, other) < _TOUCH else Stand.APART


def _stand_of_discs(a: Disc, b: Disc) -> Stand:
    gap = a.centre.distance(b.centre)
    if gap > a.radius + b.radius - DEEP:
        return Stand.TOUCH if gap < a.radius + b.radius + _TOUCH else Stand.APART
    if gap > abs(a.radius - b.radius) + DEEP:
        return Stand.CROSS
    if abs(a.radius - b.radius) < DEEP:
        return Stand.APART  # a copy, which is said elsewhere
    return Stand.INSIDE if a.radius < b.radius else Stand.AROUND


def _close_sides(one: Flat, other: Flat, by: float) -> list[tuple[Side, Side]]:
    """The sides of two shapes that come near each other."""
    box, beside = grown(one.box, by), grown(other.box, by)
    ones = [side for side in one.sides() if _meets(side_box(side), beside)]
    others = [side for side in other.sides() if _meets(side_box(side), box)]
    boxes = [side_box(side) for side in (*ones, *others)]
    count = len(ones)
    return [
        (ones[min(pair)], others[max(pair) - count])
        for pair in near(boxes, by)
        if min(pair) < count <= max(pair)
    ]


def _meets(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _cross(one: Flat, other: Flat) -> bool:
    return any(crossing(a, b, DEEP) is not None for a, b in _close_sides(one, other, 0.0))


def _gap(one: Flat, other: Flat) -> float:
    return min((apart(a, b) for a, b in _close_sides(one, other, _TOUCH)), default=math.inf)


def _check_islands(flats: Sequence[Flat], found: Findings) -> None:
    """Note what drops out of a plate because it is cut out all around."""
    cut = [flat for flat in flats if flat.shape.use is Use.CUT and flat.solid]
    for first, second in near([flat.box for flat in cut], 0.0):
        if stand(cut[first], cut[second]) in (Stand.INSIDE, Stand.AROUND):
            inner = min((cut[first], cut[second]), key=lambda flat: _area(flat.box))
            found.add("island", "a contour is cut inside another one, which drops out", inner.point)
    for flat in cut:
        rims = [replace(flat, drawn=(line,), box=box_of(line)) for line in flat.lines]
        for one, other in itertools.combinations(rims[:64], 2):
            if within(one.first, other.lines) or within(other.first, one.lines):
                found.add("island", "a cut-through letter or area has an island", flat.point)
                break


# ------------------------------------------------------------------------------ the plate's edge


def _check_edges(edges: Sequence[Flat], found: Findings) -> None:
    for one, other in near([edge.box for edge in edges], _TOUCH):
        # Plates on a sheet may touch; an edge that is drawn for both of them is a duplicate.
        how = stand(edges[one], edges[other])
        # A corner on the other's edge may seem to be inside; a box in a box is more than that.
        a, b = grown(edges[one].box, _TOUCH), grown(edges[other].box, _TOUCH)
        nested = _holds(a, edges[other].box) or _holds(b, edges[one].box)
        if how is Stand.CROSS or (how in (Stand.INSIDE, Stand.AROUND) and nested):
            what = "an outline crosses or holds another"
            found.add("outlines-overlap", what, edges[other].point)
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in (edge.box for edge in edges)]
    width, height = sizes[0]
    if any(abs(w - width) > _SIZE or abs(h - height) > _SIZE for w, h in sizes):
        found.add("several-outlines", "the drawing has outlines of several sizes")


def _check_on_plate(flats: Sequence[Flat], edges: Sequence[Flat], found: Findings) -> None:
    others = [flat for flat in flats if flat.shape.use is not Use.EDGE]
    touching = _at_edge(others, edges)
    for index, flat in enumerate(others):
        cut = flat.shape.use is Use.CUT
        if index in touching:
            if cut:
                found.add("hole-at-edge", "a hole touches or crosses the outline", flat.point)
            else:
                found.add("crosses-edge", "a mark crosses the outline", flat.point)
            continue
        home = next(
            (e for e in edges if _holds(e.box, flat.box) and within(flat.first, e.lines)), None
        )
        if home is None and "legend" in flat.shape.layer:
            found.add("beside-plate", "a legend stands beside the plate", flat.point)
        elif home is None:
            what = "a hole is not on the plate" if cut else "a mark is not on the plate"
            found.add("outside-plate", what, flat.point)
        elif flat.shape.number < 0:
            continue
        elif home.shape.number < flat.shape.number:
            found.add("cut-order", "something is machined after the outline is cut", flat.point)


def _at_edge(others: Sequence[Flat], edges: Sequence[Flat]) -> set[int]:
    """Which shapes touch an outline, by index."""
    sides = [side for edge in edges for side in edge.sides()]
    boxes = [flat.box for flat in others]
    boxes += [side_box(side) for side in sides]
    count = len(others)
    touching: set[int] = set()
    for pair in near(boxes, _TOUCH):
        index, at = min(pair), max(pair) - count
        if index < count <= max(pair) and index not in touching:
            if not _touches(others[index], sides[at]):
                continue
            touching.add(index)
    return touching


def _touches(flat: Flat, side: Side) -> bool:
    """Whether the ink of a mark goes over a line of the outline, or a hole comes too near it."""
    figure = flat.shape.figure
    reach = _TOUCH if flat.shape.use is Use.CUT else -DEEP
    if isinstance(figure, Disc):
        place = (figure.centre.x, figure.centre.y)
        return off(place, side) < figure.radius + flat.shape.width / 2 + reach
    reach += flat.shape.width / 2
    box = grown(side_box(side), max(reach, 0.0))
    return any(
        crossing(one, side, DEEP) is not None or apart(one, side) < reach
        for one in flat.sides()
        if _meets(side_box(one), box)
    )
