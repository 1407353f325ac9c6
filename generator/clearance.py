"""How much metal stays between two marks, and between a mark and the edge of its plate."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from generator.geometry import Arc, Path, Point, Rect, Size, Vec, towards
from generator.layout import Area, Dot, Mark

SAGITTA = 0.002
"""Millimetres that the chords drawn here for an arc may stand off it; counted as ink."""

_BEYOND = 2 * SAGITTA
"""Millimetres that two inks may come nearer than their boxes, by what their chords count for."""

Ink: TypeAlias = tuple[tuple[Point, ...], float]
"""Places joined by straight lines, and how far the ink reaches around them."""


def gap(ones: Sequence[Mark], others: Sequence[Mark]) -> float:
    """Millimetres of metal between two lots of marks; 0 or less where they touch.

    Exact for dots, within `SAGITTA` for strokes and areas with holes; areas without count as their
    boxes. Where they touch, by how much is that of some pair, not always of the worst.
    """
    boxed = [(other, other.box()) for other in others]
    whole = Rect.around(box for _, box in boxed)
    bounded = sorted(
        ((box.gap(whole), box, one) for one in ones for box in (one.box(),)),
        key=lambda each: each[0],
    )
    least = math.inf
    for bound, box, one in bounded:
        if bound - _BEYOND >= least:
            break
        for other, beside in boxed:
            if box.gap(beside) - _BEYOND < least:
                least = min(least, _between(one, other))
    return least


def _between(one: Mark, other: Mark) -> float:
    for area, beside in ((one, other), (other, one)):
        if isinstance(area, Area) and area.holes:
            return _off_walls(area, beside)
    if isinstance(one, Area) or isinstance(other, Area):
        return one.box().gap(other.box())
    return ink_gap(_ink(one), _ink(other))


def _off_walls(area: Area, other: Mark) -> float:
    """Millimetres between an area with holes and a mark; each may stand in a hole of the other."""
    walls = _walls(area)
    inks = [_ink(other)]
    if isinstance(other, Area):
        beside = _walls(other)
        if _is_within(beside, walls[0][0]):
            return 0.0
        if other.holes:
            inks = [(wall, SAGITTA) for wall in beside]
    if _is_within(walls, inks[0][0][0]):
        return 0.0
    return min(ink_gap((wall, SAGITTA), ink) for wall in walls for ink in inks)


def _is_within(walls: Iterable[Sequence[Point]], place: Point) -> bool:
    """Whether a place lies inside an area with these contours and not in its holes."""
    return sum(_goes_around(wall, place) for wall in walls) % 2 == 1


@lru_cache(maxsize=32)
def _walls(area: Area) -> tuple[tuple[Point, ...], ...]:
    """Each contour as places; kept, since a frame has the whole plate around it."""
    return tuple((path.start, *_places(path)) for path in (area.outline, *area.holes))


def _goes_around(wall: Sequence[Point], place: Point) -> bool:
    """Whether a closed line has a place inside, by how often it is crossed to the right of it."""
    crossed = 0
    for a, b in itertools.pairwise(wall):
        if (a.y > place.y) is not (b.y > place.y):
            crossed += place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
    return crossed % 2 == 1


def ink_gap(one: Ink, other: Ink) -> float:
    """Millimetres between two inks; 0 or less where they touch."""
    (ones, reach), (others, other_reach) = one, other
    boxed = [(b, *_bounds(b)) for b in _sides(others)]
    least = math.inf
    for a in _sides(ones):
        left, bottom, right, top = _bounds(a)
        for b, b_left, b_bottom, b_right, b_top in boxed:
            # What is this far across or up is farther than the nearest so far.
            if (
                left - b_right < least
                and b_left - right < least
                and bottom - b_top < least
                and b_bottom - top < least
            ):
                least = min(least, _apart(a, b))
    return least - reach - other_reach


def box_ink(size: Size, at: Point, turn_deg: float) -> Ink:
    """The edge of a box about a place, turned about it."""
    x, y, along = size.width / 2, size.height / 2, towards(turn_deg)
    corners = (Point(-x, -y), Point(x, -y), Point(x, y), Point(-x, y), Point(-x, -y))
    by = at - Point(0.0, 0.0)
    return tuple(corner.turned(along) + by for corner in corners), 0.0


def to_edge(mark: Mark, origin: Vec, size: Size, corner_radius: float) -> float:
    """Millimetres from a mark to the edge of a plate with its lower left corner at `origin`.

    Negative outside. The plate is convex, so that straight lines are nearest to it at their ends.
    """
    places, reach = _ink(mark)
    back = origin * -1
    return min(_inside(place + back, size, corner_radius) for place in places) - reach


def _inside(place: Point, size: Size, corner_radius: float) -> float:
    across, up = min(place.x, size.width - place.x), min(place.y, size.height - place.y)
    # How far it lies in the square of the nearest rounded corner, from that square's inner end.
    into_x, into_y = corner_radius - across, corner_radius - up
    if into_x > 0 and into_y > 0:
        return corner_radius - math.hypot(into_x, into_y)
    return min(across, up)


def _ink(mark: Mark) -> Ink:
    if isinstance(mark, Dot):
        return (mark.centre,), mark.diameter / 2
    path, reach = (mark.outline, 0.0) if isinstance(mark, Area) else (mark.path, mark.width / 2)
    bent = any(isinstance(step, Arc) for step in path.segments)
    return (path.start, *_places(path)), reach + (SAGITTA if bent else 0.0)


def _places(path: Path) -> Iterator[Point]:
    for start, step in path.steps():
        if isinstance(step, Arc):
            centre, sweep = step.centre(start), step.sweep(start)
            radius = centre.distance(start)
            widest = 2 * math.acos(max(0.0, 1 - SAGITTA / radius))
            count = max(2, math.ceil(sweep / widest))
            first = math.atan2(start.y - centre.y, start.x - centre.x)
            for part in range(1, count):
                angle = first + (sweep if step.ccw else -sweep) * part / count
                yield centre + Vec(math.cos(angle), math.sin(angle)) * radius
        yield step.end


def _sides(places: tuple[Point, ...]) -> Iterable[tuple[Point, Point]]:
    return itertools.pairwise(places) if len(places) > 1 else ((places[0], places[0]),)


def _bounds(side: tuple[Point, Point]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a straight line."""
    a, b = side
    return min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y)


def _apart(one: tuple[Point, Point], other: tuple[Point, Point]) -> float:
    """The distance of two straight lines."""
    (a, b), (c, d) = one, other
    if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0:
        return 0.0
    return min(_off(a, other), _off(b, other), _off(c, one), _off(d, one))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def _off(place: Point, line: tuple[Point, Point]) -> float:
    start, end = line
    dx, dy = end.x - start.x, end.y - start.y
    square = dx * dx + dy * dy
    part = ((place.x - start.x) * dx + (place.y - start.y) * dy) / square if square else 0.0
    part = min(1.0, max(0.0, part))
    return math.hypot(place.x - start.x - dx * part, place.y - start.y - dy * part)


def near(boxes: Sequence[Rect], by: float) -> Iterator[tuple[int, int]]:
    """The pairs of boxes that come closer than `by`, by index, in a sweep from left to right."""
    open_: list[int] = []
    for index in sorted(range(len(boxes)), key=lambda at: boxes[at].left):
        box = boxes[index]
        open_ = [other for other in open_ if boxes[other].right + by > box.left]
        for other in open_:
            beside = boxes[other]
            if beside.bottom - by < box.top and beside.top + by > box.bottom:
                yield other, index
        open_.append(index)
