"""The outline of everything within a distance of given lines and arcs, exactly, as loops.

Every point of such an outline lies on a line or circle *at* that distance from one element.
So: draw all those candidates, cut them wherever they meet, and keep the pieces that are nowhere
nearer to any element. Points of the plane are complex numbers here, x + y j, in millimetres.
"""

from __future__ import annotations

import cmath
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

NEAR = 1e-7
"""Millimetres within which two places are one; far below a micrometre, far above rounding."""

SLIVER = 0.002
"""Millimetres: smooth edges below this come from rounded coordinates (an arc not quite tangent to
its line) and are closed up; no machine can make them and CAD programs stumble over them."""

_SMOOTH = 0.05
"""Radians: turns below this are taken as none when slivers are closed up."""

_TURN = 2 * math.pi


@dataclass(frozen=True, slots=True)
class Straight:
    """The way from `begin` to `end`, two different points."""

    begin: complex
    end: complex

    @property
    def length(self) -> float:
        return abs(self.end - self.begin)

    def at(self, part: float) -> complex:
        return self.begin + (self.end - self.begin) * part

    def part(self, point: complex) -> float:
        """How far along the point's foot stands: 0 at the beginning, 1 at the end."""
        along = self.end - self.begin
        off = point - self.begin
        return (along.real * off.real + along.imag * off.imag) / abs(along) ** 2

    def distance(self, point: complex) -> float:
        return abs(point - self.at(min(1.0, max(0.0, self.part(point)))))

    def heading(self, _part: float) -> complex:
        return (self.end - self.begin) / self.length

    def between(self, first: float, last: float) -> Straight:
        return Straight(self.at(first), self.at(last))


@dataclass(frozen=True, slots=True)
class Round:
    """The way around `centre` from angle `start` through `span` radians, positive when ccw."""

    centre: complex
    radius: float
    start: float
    span: float

    @property
    def length(self) -> float:
        return self.radius * abs(self.span)

    def at(self, part: float) -> complex:
        return self.centre + cmath.rect(self.radius, self.start + self.span * part)

    def part(self, point: complex) -> float:
        """How far along the point's direction stands: 0 at the beginning, 1 at the end."""
        off = point - self.centre
        turn = math.atan2(off.imag, off.real) - self.start
        span = abs(self.span)
        turn = (turn if self.span > 0 else -turn) % _TURN
        return (turn if turn - span < _TURN - turn else turn - _TURN) / span

    def distance(self, point: complex) -> float:
        if 0 <= self.part(point) <= 1:
            return abs(abs(point - self.centre) - self.radius)
        return min(abs(point - self.at(0.0)), abs(point - self.at(1.0)))

    def heading(self, part: float) -> complex:
        return cmath.rect(1.0, self.start + self.span * part) * (1j if self.span > 0 else -1j)

    def between(self, first: float, last: float) -> Round:
        return Round(
            self.centre, self.radius, self.start + self.span * first, self.span * (last - first)
        )


Curve: TypeAlias = Straight | Round


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a candidate between two nodes, inked side on its left."""

    tail: int
    head: int
    curve: Curve


class Broken(ValueError):
    """Kept pieces that don't close up; the elements are too degenerate to be told apart."""


def loops(elements: Sequence[Curve], dots: Iterable[complex], radius: float) -> list[list[Curve]]:
    """Closed loops around all points within `radius` of the elements and dots, ink on the left.

    Loops around ink are counter-clockwise, around islands clockwise. `dots` holds every end point
    of the elements. Raises `Broken`.
    """
    spots = _clusters(dots)
    candidates = list(_candidates(elements, spots, radius))
    places, cuts = _nodes(candidates)
    alone = (spot for spot in spots if all(e.distance(spot) > NEAR for e in elements))
    centres = (*elements, *(Round(spot, 0.0, 0.0, _TURN) for spot in alone))
    pieces = [
        piece
        for candidate, cut in zip(candidates, cuts, strict=True)
        for piece in _split(candidate, cut)
        if not _covered(piece.curve.at(0.5), centres, radius)
    ]
    closed = [_tidied(loop) for loop in _chained(_healed(_distinct(pieces), places), places)]
    return [loop for loop in closed if sum(curve.length for curve in loop) > math.pi * SLIVER]


def _candidates(
    elements: Iterable[Curve], spots: Iterable[complex], radius: float
) -> Iterator[Curve]:
    for element in elements:
        match element:
            case Straight(begin, end):
                side = element.heading(0) * -1j * radius
                yield Straight(begin + side, end + side)
                yield Straight(end - side, begin - side)
            case Round(centre, bend, start, span):
                first, turn = (start, span) if span > 0 else (start + span, -span)
                yield Round(centre, bend + radius, first, turn)
                if bend > radius + NEAR:
                    yield Round(centre, bend - radius, first + turn, -turn)
    for spot in spots:
        yield Round(spot, radius, 0.0, _TURN)


def crossings(one: Curve, two: Curve) -> list[complex]:
    """Where two curves meet or touch; nothing where they run along each other."""
    match one, two:
        case Straight(), Straight():
            points = _line_line(one, two)
        case Straight(), Round():
            points = _line_circle(one, two)
        case Round(), Straight():
            points = _line_circle(two, one)
        case Round(), Round():
            points = _circle_circle(one, two)
        case _:
            raise AssertionError(one, two)
    return [p for p in points if one.distance(p) < NEAR and two.distance(p) < NEAR]


def _line_line(one: Straight, two: Straight) -> list[complex]:
    along, across = one.end - one.begin, two.end - two.begin
    det = along.real * across.imag - along.imag * across.real
    if abs(det) < 1e-12 * abs(along) * abs(across):
        return []
    off = two.begin - one.begin
    return [one.at((off.real * across.imag - off.imag * across.real) / det)]


def _line_circle(line: Straight, circle: Round) -> list[complex]:
    foot = line.at(line.part(circle.centre))
    return _around(foot, line.heading(0), circle.radius, abs(foot - circle.centre))


def _circle_circle(one: Round, two: Round) -> list[complex]:
    apart = abs(two.centre - one.centre)
    if apart < NEAR:
        return []
    along = (two.centre - one.centre) / apart
    offset = (apart**2 + one.radius**2 - two.radius**2) / (2 * apart)
    return _around(one.centre + along * offset, along * 1j, one.radius, abs(offset))


def _around(foot: complex, along: complex, radius: float, off: float) -> list[complex]:
    """Points of a circle on the straight line through a foot that stands `off` the centre."""
    if abs(off - radius) < 1e-9:
        return [foot]
    if off > radius:
        return []
    half = math.sqrt(radius**2 - off**2)
    return [foot - along * half, foot + along * half]


def _clusters(points: Iterable[complex]) -> list[complex]:
    """The points with near ones taken as one."""
    size = 4 * NEAR
    cells: dict[tuple[int, int], list[complex]] = {}
    found: list[complex] = []
    for point in points:
        column, row = round(point.real / size), round(point.imag / size)
        around = (cells.get((column + dx, row + dy), ()) for dx in (0, -1, 1) for dy in (0, -1, 1))
        if all(abs(other - point) > size / 2 for cell in around for other in cell):
            cells.setdefault((column, row), []).append(point)
            found.append(point)
    return found


def _nodes(curves: Sequence[Curve]) -> tuple[list[complex], list[list[tuple[float, int]]]]:
    """All places where curves end or meet, and per curve the nodes on it as (part, node)."""
    raw: list[complex] = []
    for index, curve in enumerate(curves):
        if not _full(curve):
            raw += (curve.at(0.0), curve.at(1.0))
        for other in curves[index + 1 :]:
            raw += crossings(curve, other)
    places = _clusters(raw)
    cuts = []
    for curve in curves:
        on = [
            (curve.part(place), node)
            for node, place in enumerate(places)
            if curve.distance(place) < 2 * NEAR
        ]
        if not on:  # a circle that meets nothing
            places.append(curve.at(0.0))
            on = [(0.0, len(places) - 1)]
        cuts.append(sorted(on))
    return places, cuts


def _full(curve: Curve) -> bool:
    return isinstance(curve, Round) and abs(curve.span) > _TURN - 1e-12


def _split(curve: Curve, cuts: list[tuple[float, int]]) -> Iterator[_Piece]:
    ends = [*cuts, (cuts[0][0] + 1.0, cuts[0][1])] if _full(curve) else cuts
    for (first, tail), (last, head) in pairwise(ends):
        if tail != head or last - first > 0.5:
            yield _Piece(tail, head, curve.between(first, last))


def _covered(point: complex, elements: Iterable[Curve], radius: float) -> bool:
    limit = radius - NEAR / 4
    return any(element.distance(point) < limit for element in elements)


def _distinct(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Pieces with doubles dropped; a double travelled the other way has ink on both sides."""
    between: dict[tuple[int, int], list[_Piece]] = {}
    for piece in pieces:
        ends = min(piece.tail, piece.head), max(piece.tail, piece.head)
        between.setdefault(ends, []).append(piece)
    kept: list[_Piece] = []
    for some in between.values():
        left = some
        while left:
            piece = left[-1]
            middle = piece.curve.at(0.5)
            alike = [p for p in left if abs(p.curve.at(0.5) - middle) < 20 * NEAR]
            left = [p for p in left if p not in alike]
            if all(p.tail == piece.tail for p in alike):
                kept.append(piece)
    return kept


def _healed(pieces: list[_Piece], places: Sequence[complex]) -> list[_Piece]:
    """Pieces that leave each node as often as they reach it, nodes near a loose end being one.

    Where candidates meet at a thousandth, a piece of a micrometre may be nanometres inside, and it
    can't be told whether it belongs; either way the outline is the same within those nanometres.
    """
    balance = Counter(piece.tail for piece in pieces)
    balance.subtract(piece.head for piece in pieces)
    one = {node: node for node in balance}
    for end in (node for node, surplus in balance.items() if surplus):
        joined = {one[node] for node in balance if abs(places[node] - places[end]) < SLIVER}
        one = {node: one[end] if now in joined else now for node, now in one.items()}
    moved = [_Piece(one[piece.tail], one[piece.head], piece.curve) for piece in pieces]
    return [p for p in moved if p.tail != p.head or p.curve.length > 2 * SLIVER]


def _chained(pieces: Sequence[_Piece], places: Sequence[complex]) -> Iterator[list[Curve]]:
    """Closed loops; where several pieces leave a node, the leftmost turn is taken."""
    leaving: dict[int, list[_Piece]] = {}
    for piece in pieces:
        leaving.setdefault(piece.tail, []).append(piece)
    for first in pieces:
        if first not in leaving[first.tail]:
            continue
        leaving[first.tail].remove(first)
        loop = [first]
        while loop[-1].head != first.tail:
            choices = leaving.get(loop[-1].head, [])
            if not choices:
                raise Broken(places[loop[-1].head])
            back = -loop[-1].curve.heading(1.0)
            chosen = min(choices, key=lambda p: _clockwise(back, p.curve.heading(0.0)))
            choices.remove(chosen)
            loop.append(chosen)
        yield [piece.curve for piece in loop]


def _clockwise(back: complex, heading: complex) -> float:
    """The clockwise turn from where one came from to a heading; least is leftmost."""
    turn = (cmath.phase(back) - cmath.phase(heading)) % _TURN
    return turn if turn > 1e-9 else _TURN


def _tidied(loop: list[Curve]) -> list[Curve]:
    """The loop with collinear and concentric neighbours joined and slivers closed up."""
    return _joined(_closed_up(_joined(loop)))


def _joined(loop: list[Curve]) -> list[Curve]:
    done: list[Curve] = []
    for curve in loop:
        both = _as_one(done[-1], curve) if done else None
        if both is None:
            done.append(curve)
        else:
            done[-1] = both
    while len(done) > 2:
        both = _as_one(done[-1], done[0])
        if both is None:
            break
        done = [both, *done[1:-1]]
    return [half for curve in done for half in _halves(curve)]


def _as_one(one: Curve, two: Curve) -> Curve | None:
    """Two consecutive curves as one, at most half a turn; nothing where they differ."""
    match one, two:
        case Straight(), Straight():
            both = Straight(one.begin, two.end)
            if both.length > max(one.length, two.length) and both.distance(one.end) < NEAR:
                return both
        case Round(), Round():
            alike = abs(one.centre - two.centre) < NEAR and abs(one.radius - two.radius) < NEAR
            span = one.span + two.span
            if alike and one.span * two.span > 0 and abs(span) < math.pi + 1e-9:
                return Round(one.centre, one.radius, one.start, span)
    return None


def _halves(curve: Curve) -> tuple[Curve, ...]:
    if isinstance(curve, Round) and abs(curve.span) > math.pi + 1e-9:
        return curve.between(0.0, 0.5), curve.between(0.5, 1.0)
    return (curve,)


def _closed_up(loop: list[Curve]) -> list[Curve]:
    """The loop without smooth short edges: their neighbours meet in their middle."""
    around = zip([loop[-1], *loop], loop, [*loop[1:], loop[0]], strict=False)
    longs = [curve for before, curve, after in around if not _sliver(before, curve, after)]
    if len(longs) == len(loop) or len(longs) < 2:
        return loop
    joints = list(zip([longs[-1], *longs], longs, strict=False))
    if any(abs(before.at(1.0) - after.at(0.0)) > SLIVER for before, after in joints):
        return loop
    meets = [(before.at(1.0) + after.at(0.0)) / 2 for before, after in joints]
    ends = [*meets[1:], meets[0]]
    return [_between(c, b, e) for c, b, e in zip(longs, meets, ends, strict=True)]


def _sliver(before: Curve, curve: Curve, after: Curve) -> bool:
    """Whether an edge is short and runs on in the direction of both its neighbours."""
    if curve.length >= SLIVER:
        return False
    ways = before.heading(1.0), curve.heading(0.5), after.heading(0.0)
    return abs(ways[0] - ways[1]) < _SMOOTH and abs(ways[2] - ways[1]) < _SMOOTH


def _between(curve: Curve, begin: complex, end: complex) -> Curve:
    """The curve with its ends moved a little; an arc still passes through its middle."""
    if abs(begin - curve.at(0.0)) < 2 * NEAR and abs(end - curve.at(1.0)) < 2 * NEAR:
        return curve
    if isinstance(curve, Straight):
        return Straight(begin, end)
    return arc_through(begin, curve.at(0.5), end)


def arc_through(begin: complex, middle: complex, end: complex) -> Round:
    """The arc from `begin` by `middle` to `end`, three points not on a line."""
    one, two = middle - begin, end - begin
    det = 2 * (one.real * two.imag - one.imag * two.real)
    x = (two.imag * abs(one) ** 2 - one.imag * abs(two) ** 2) / det
    y = (one.real * abs(two) ** 2 - two.real * abs(one) ** 2) / det
    centre = begin + complex(x, y)
    start = cmath.phase(begin - centre)
    span = (cmath.phase(end - centre) - start) % _TURN
    return Round(centre, abs(complex(x, y)), start, span if det > 0 else span - _TURN)
