"""A flat drawing as leniently as a machine might take it: shapes of lines, arcs and circles."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from generator.errors import ReadError
from generator.geometry import Arc, Path, Point

SAGITTA = 0.002
"""Millimetres that the chords drawn for an arc may stand off it."""

_MOST_WORK = 40_000_000
"""Comparisons of boxes; a plate of 2,500 dots needs a quarter of a million."""

_MOST_PAIRS = 300_000
"""Boxes that come near each other; a full plate has some thousands."""


class Use(Enum):
    """What the machine does along a shape, as far as the file tells."""

    EDGE = "outline"
    CUT = "cut"
    MARK = "mark"
    LINE = "line"
    """A thin line that no layer or colour gives a purpose."""


@dataclass(frozen=True, slots=True, repr=False)
class Disc:
    """A whole circle."""

    centre: Point
    radius: float


@dataclass(frozen=True, slots=True, repr=False)
class Loop:
    """A contour; `bent` tells that its lines stand for a curve of another kind."""

    path: Path
    closed: bool
    bent: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Shape:
    """One element or entity of a file.

    `number` is its place in the order of machining and `layer` what is machined in one go with it.
    `width` is that of the ink in millimetres: 0 is the contour itself.
    """

    number: int
    use: Use
    layer: str
    figure: Disc | tuple[Loop, ...]
    width: float = 0.0
    filled: bool = False


Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Place: TypeAlias = tuple[float, float]

Side: TypeAlias = tuple[Place, Place]
"""A straight line."""


@dataclass(frozen=True, slots=True, repr=False)
class Flat:
    """A shape as straight lines; a closed loop ends where it begins."""

    shape: Shape
    drawn: tuple[tuple[Place, ...], ...]
    """The lines of loops; those of a circle take so much room that they are made when needed."""
    box: Box
    """With the width of the ink."""

    @property
    def lines(self) -> tuple[tuple[Place, ...], ...]:
        figure = self.shape.figure
        return (_ring(figure),) if isinstance(figure, Disc) else self.drawn

    @property
    def closed(self) -> bool:
        figure = self.shape.figure
        return isinstance(figure, Disc) or all(loop.closed for loop in figure)

    @property
    def solid(self) -> bool:
        """Whether it stands for what is inside, not for a line of ink."""
        return self.closed and not self.shape.width

    @property
    def first(self) -> Place:
        return self.lines[0][0]

    @property
    def point(self) -> Point:
        """Where to look for it."""
        figure = self.shape.figure
        return figure.centre if isinstance(figure, Disc) else Point(*self.first)

    def sides(self) -> Iterator[Side]:
        for line in self.lines:
            yield from itertools.pairwise(line)


def flat_of(shape: Shape) -> Flat:
    """The straight lines of a shape."""
    figure = shape.figure
    if isinstance(figure, Disc):
        lines: tuple[tuple[Place, ...], ...] = ()
        c, r = figure.centre, figure.radius
        box = (c.x - r, c.y - r, c.x + r, c.y + r)
    else:
        lines = tuple(tuple(places(loop.path)) for loop in figure)
        box = box_of([place for line in lines for place in line])
    return Flat(shape, lines, grown(box, shape.width / 2))


def places(path: Path) -> Iterator[Place]:
    """The corners of a path, arcs as chords."""
    yield path.start.x, path.start.y
    for start, step in path.steps():
        if isinstance(step, Arc):
            centre, sweep = step.centre(start), step.sweep(start)
            turn = sweep if step.ccw else -sweep
            begin = math.atan2(start.y - centre.y, start.x - centre.x)
            radius = centre.distance(start)
            count = chords(radius, sweep)
            for part in range(1, count):
                angle = begin + turn * part / count
                yield centre.x + radius * math.cos(angle), centre.y + radius * math.sin(angle)
        yield step.end.x, step.end.y


def chords(radius: float, sweep: float) -> int:
    """How many straight lines stand for an arc."""
    widest = 2 * math.acos(max(0.0, 1 - SAGITTA / radius)) if radius > SAGITTA else math.pi / 2
    return min(512, max(2, math.ceil(sweep / widest)))


@lru_cache(maxsize=4096)
def _ring(disc: Disc) -> tuple[Place, ...]:
    count = max(8, chords(disc.radius, 2 * math.pi))
    centre, radius = disc.centre, disc.radius
    turns = [2 * math.pi * part / count for part in range(count)]
    found = [(centre.x + radius * math.cos(a), centre.y + radius * math.sin(a)) for a in turns]
    return (*found, found[0])


def box_of(found: Sequence[Place]) -> Box:
    """The least box around at least one place."""
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs), min(ys), max(xs), max(ys)


def grown(box: Box, by: float) -> Box:
    """A box with so many millimetres added on each of its four sides."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def side_box(side: Side) -> Box:
    """The least box around a straight line."""
    (ax, ay), (bx, by) = side
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def around(boxes: Sequence[Box]) -> Box:
    """The least box around at least one box."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def near(boxes: Sequence[Box], by: float) -> Iterator[tuple[int, int]]:
    """The pairs of boxes that come closer than `by`, by index, in a sweep from left to right.

    Raises `ReadError` where so many lie on one another that no machine should be given the file.
    """
    work = pairs = 0
    open_: list[int] = []
    for index in sorted(range(len(boxes)), key=lambda at: boxes[at][0]):
        left, bottom, _, top = boxes[index]
        work += len(open_)
        if work > _MOST_WORK or pairs > _MOST_PAIRS:
            raise ReadError("too many shapes lie on one another for a plate; it was not checked")
        open_ = [other for other in open_ if boxes[other][2] + by >= left]
        for other in open_:
            beside = boxes[other]
            if beside[1] - by <= top and beside[3] + by >= bottom:
                pairs += 1
                yield other, index
        open_.append(index)


def within(place: Place, lines: Sequence[Sequence[Place]]) -> bool:
    """Whether closed lines have a place inside, by how often they are crossed to the right."""
    x, y = place
    odd = False
    for line in lines:
        for (ax, ay), (bx, by) in itertools.pairwise(line):
            if (ay > y) is not (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd


def off(place: Place, side: Side) -> float:
    """Millimetres from a place to a straight line."""
    (ax, ay), (bx, by) = side
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    part = ((place[0] - ax) * dx + (place[1] - ay) * dy) / square if square else 0.0
    part = min(1.0, max(0.0, part))
    return math.hypot(place[0] - ax - dx * part, place[1] - ay - dy * part)


def crossing(one: Side, other: Side, deep: float) -> Place | None:
    """Where two lines cross, each running on at least `deep` millimetres beyond the other."""
    (a, b), (c, d) = one, other
    to_c, to_d = _aside(a, b, c), _aside(a, b, d)
    if to_c * to_d >= 0 or min(abs(to_c), abs(to_d)) < deep:
        return None
    to_a, to_b = _aside(c, d, a), _aside(c, d, b)
    if to_a * to_b >= 0 or min(abs(to_a), abs(to_b)) < deep:
        return None
    part = to_a / (to_a - to_b)
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def _aside(a: Place, b: Place, c: Place) -> float:
    """How far c lies to the left of the line from a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    return (dx * (c[1] - a[1]) - dy * (c[0] - a[0])) / length if length else 0.0
