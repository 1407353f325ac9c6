"""Contours one by one: closed, untangled, drawn once, and round where they should be."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.geometry import Arc, Path, Point
from generator.lint.drawing import (
    Box,
    Disc,
    Flat,
    Loop,
    Place,
    Shape,
    Side,
    Use,
    crossing,
    near,
    off,
    side_box,
)
from generator.lint.findings import Findings

DEEP = 0.003
"""Millimetres that lines must cross by; what is less is rounding."""

_SAME = 0.002
"""Millimetres by which two lines may lie apart and be the same to a machine."""

_COPY = 1e-4
"""Millimetres by which the chords of a copied curve may lie apart; those of a cusp lie farther."""

_LONG = 0.02
"""Millimetres of a line that must be there twice."""

_FEWEST_FACETS = 8
_EQUAL = 0.01
"""By which share of their length the sides of a faceted circle may differ."""

_CUT = (Use.EDGE, Use.CUT)


def check(flats: Sequence[Flat], found: Findings) -> None:
    """Note what is wrong with each contour, whatever stands beside it."""
    for flat in flats:
        shape = flat.shape
        if isinstance(shape.figure, Disc):
            continue
        if shape.use in _CUT and not shape.width:
            _check_closed(shape.figure, found)
        for loop, line in zip(shape.figure, flat.lines, strict=True):
            if loop.closed and not shape.width:
                tangled = self_crossing(line)
                if tangled is not None:
                    found.add("self-crossing", "a contour crosses itself", Point(*tangled))
            _check_round(loop, shape, found)


def _check_closed(loops: Sequence[Loop], found: Findings) -> None:
    for loop in loops:
        if loop.closed:
            continue
        start, end = loop.path.start, loop.path.segments[-1].end
        if start.distance(end) < _SAME:
            what = "a contour that is cut returns to its start, but is not marked as closed"
        else:
            what = "a contour that is cut is open"
        found.add("open-contour", what, end)


def self_crossing(line: Sequence[Place]) -> Place | None:
    """Where a closed line crosses itself first, or `None`."""
    sides = list(itertools.pairwise(line))
    last = len(sides) - 1
    for one, other in near([side_box(side) for side in sides], 0.0):
        first, second = sorted((one, other))
        if second - first > 1 and (first, second) != (0, last):
            place = crossing(sides[first], sides[second], DEEP)
            if place is not None:
                return place
    return None


def _check_round(loop: Loop, shape: Shape, found: Findings) -> None:
    """Note a circle that is drawn as many lines, or as arcs where it should be drilled."""
    if not loop.closed or loop.bent:
        return
    arcs = [(start, step) for start, step in loop.path.steps() if isinstance(step, Arc)]
    if not arcs and is_faceted([(p.x, p.y) for p in loop.path.points()]):
        found.add("faceted-circle", "a circle is drawn as straight lines", loop.path.start)
    elif len(arcs) == len(loop.path.segments) and shape.use is Use.CUT and not shape.width:
        centre, radius = arcs[0][1].centre(arcs[0][0]), arcs[0][1].radius
        if all(
            arc.centre(start).distance(centre) < DEEP and abs(arc.radius - radius) < DEEP
            for start, arc in arcs
        ):
            found.add("circle-as-path", "a hole is a path of arcs and no circle", centre)


def is_faceted(corners: Sequence[Place]) -> bool:
    """Whether corners are those of a polygon of at least eight equal sides on one circle."""
    count = len(corners)
    if count < _FEWEST_FACETS:
        return False
    x, y = sum(x for x, _ in corners) / count, sum(y for _, y in corners) / count
    radii = [math.hypot(px - x, py - y) for px, py in corners]
    radius = sum(radii) / count
    if max(radii) - min(radii) > max(_SAME * 2, _EQUAL * radius):
        return False
    around = [*corners, corners[0]]
    sides = [math.dist(a, b) for a, b in itertools.pairwise(around)]
    expected = 2 * radius * math.sin(math.pi / count)
    return all(abs(side - expected) <= max(_SAME * 2, _EQUAL * expected) for side in sides)


@dataclass(frozen=True, slots=True)
class _Round:
    """An arc: where it begins, and how far it goes counter-clockwise, in radians."""

    centre: Point
    radius: float
    begin: float
    sweep: float


@dataclass(frozen=True, slots=True)
class _Chord:
    """A straight line that stands for part of a curve, or may do so."""

    side: Side


_Piece: TypeAlias = "Side | _Round | _Chord"


def check_doubles(flats: Sequence[Flat], found: Findings) -> None:
    """Note lines and arcs that lie on others of the same layer, or of all that is cut."""
    pieces: list[_Piece] = []
    boxes: list[Box] = []
    owners: list[tuple[str, bool]] = []
    for flat in flats:
        for piece, box in _pieces(flat.shape):
            pieces.append(piece)
            boxes.append(box)
            owners.append((flat.shape.layer, flat.shape.use in _CUT))
    for one, other in near(boxes, _SAME):
        (layer, cut), (beside, cut_too) = owners[one], owners[other]
        if (layer == beside or (cut and cut_too)) and _common(pieces[one], pieces[other]) > _LONG:
            what = "an arc or circle" if isinstance(pieces[one], _Round) else "a line"
            left, bottom, right, top = boxes[one]
            place = Point((left + right) / 2, (bottom + top) / 2)
            found.add("duplicate", f"{what} is there twice, wholly or in part", place)


def _pieces(shape: Shape) -> Iterator[tuple[_Piece, Box]]:
    figure = shape.figure
    if isinstance(figure, Disc):
        c, r = figure.centre, figure.radius
        yield _Round(c, r, 0.0, 2 * math.pi), (c.x - r, c.y - r, c.x + r, c.y + r)
        return
    for loop in figure:
        for start, step in loop.path.steps():
            if isinstance(step, Arc):
                centre, sweep = step.centre(start), step.sweep(start)
                first = start if step.ccw else step.end
                begin = math.atan2(first.y - centre.y, first.x - centre.x)
                box = Path(start, (step,)).box()
                bounds = (box.left, box.bottom, box.right, box.top)
                yield _Round(centre, step.radius, begin, sweep), bounds
            else:
                side = ((start.x, start.y), (step.end.x, step.end.y))
                yield (_Chord(side) if loop.bent else side), side_box(side)


def _common(one: _Piece, other: _Piece) -> float:
    """Millimetres that two pieces have in common."""
    if isinstance(one, _Round) and isinstance(other, _Round):
        return _common_arc(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _common_line(one, other)
    if isinstance(one, _Chord) and isinstance(other, _Chord):
        return _common_chord(one.side, other.side)
    return 0.0


def _common_chord(one: Side, other: Side) -> float:
    """More than enough where two chords have the same ends, since a curve has many short ones."""
    (a, b), (c, d) = one, other
    same = max(math.dist(a, c), math.dist(b, d)) <= _COPY
    turned = max(math.dist(a, d), math.dist(b, c)) <= _COPY
    return 2 * _LONG if (same or turned) and math.dist(a, b) > 10 * _COPY else 0.0


def _common_line(one: Side, other: Side) -> float:
    long, short = (one, other) if math.dist(*one) >= math.dist(*other) else (other, one)
    (ax, ay), (bx, by) = long
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return 0.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    asides = [abs(ux * (y - ay) - uy * (x - ax)) for x, y in short]
    if max(asides) > _SAME:
        return 0.0
    along = sorted(ux * (x - ax) + uy * (y - ay) for x, y in short)
    return min(along[1], length) - max(along[0], 0.0)


def _common_arc(one: _Round, other: _Round) -> float:
    if one.centre.distance(other.centre) > _SAME or abs(one.radius - other.radius) > _SAME:
        return 0.0
    full = 2 * math.pi
    shift = (other.begin - one.begin) % full
    ahead = min(one.sweep, shift + other.sweep) - shift
    behind = min(one.sweep, shift - full + other.sweep)
    return max(0.0, max(0.0, ahead) + max(0.0, behind)) * one.radius


def apart(one: Side, other: Side) -> float:
    """Millimetres between two straight lines that do not cross."""
    a, b = one
    c, d = other
    return min(off(a, other), off(b, other), off(c, one), off(d, one))
