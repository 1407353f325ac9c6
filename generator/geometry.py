"""Points, boxes and paths of lines and arcs.

Millimetres everywhere, x to the right, y up, angles counter-clockwise.
The datum (0, 0) is the lower left corner of the plate, seen looking at the side in question.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

MICROMETRE = 0.001
"""Millimetres. `place` rounds to this once; a file prints exactly these three decimals."""


def rounded(value: float) -> float:
    """The value in whole micrometres; never a negative zero, which would print as `-0.000`."""
    return round(value, 3) + 0.0


@dataclass(frozen=True, slots=True)
class Vec:
    """A displacement in millimetres."""

    dx: float
    dy: float

    def __mul__(self, factor: float) -> Vec:
        return Vec(self.dx * factor, self.dy * factor)

    def __add__(self, other: Vec) -> Vec:
        return Vec(self.dx + other.dx, self.dy + other.dy)


def towards(turn_deg: float) -> Vec:
    """The displacement of one millimetre in a direction, counter-clockwise from the x axis.

    The last bits of a cosine differ from one mathematics library to the next, so they are cut off:
    what is computed from the rest is the same on every computer, and 60 degrees are exactly a half.
    """
    turn = math.radians(turn_deg)
    return Vec(round(math.cos(turn), 12) + 0.0, round(math.sin(turn), 12) + 0.0)


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A place in millimetres."""

    x: float
    y: float

    def __add__(self, vec: Vec) -> Point:
        return Point(self.x + vec.dx, self.y + vec.dy)

    def __sub__(self, other: Point) -> Vec:
        return Vec(self.x - other.x, self.y - other.y)

    def distance(self, other: Point) -> float:
        """Millimetres between two points."""
        return math.hypot(self.x - other.x, self.y - other.y)

    def turned(self, along: Vec) -> Point:
        """This point turned about the datum, so that the x axis shows along a unit vector."""
        return Point(self.x * along.dx - self.y * along.dy, self.x * along.dy + self.y * along.dx)

    def rounded(self) -> Point:
        """This point in whole micrometres."""
        return Point(rounded(self.x), rounded(self.y))


NOWHERE = Vec(0.0, 0.0)
"""No displacement."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-parallel box; `left <= right`, `bottom <= top`."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> Point:
        return Point((self.left + self.right) / 2, (self.bottom + self.top) / 2)

    def grown(self, by: float) -> Rect:
        """This box with `by` millimetres added on each of its four sides."""
        return Rect(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def contains(self, other: Rect) -> bool:
        return (
            self.left <= other.left
            and self.right >= other.right
            and self.bottom <= other.bottom
            and self.top >= other.top
        )

    def gap(self, other: Rect) -> float:
        """Edge-to-edge distance in millimetres; 0 where the boxes touch or overlap."""
        dx = max(self.left - other.right, other.left - self.right, 0.0)
        dy = max(self.bottom - other.top, other.bottom - self.top, 0.0)
        return math.hypot(dx, dy)

    @staticmethod
    def around(boxes: Iterable[Rect]) -> Rect:
        """The least box around at least one box."""
        lefts, bottoms, rights, tops = zip(
            *((b.left, b.bottom, b.right, b.top) for b in boxes), strict=True
        )
        return Rect(min(lefts), min(bottoms), max(rights), max(tops))


def overlapping(boxes: Iterable[Rect]) -> bool:
    """Whether any two of some boxes touch, by a sweep from left to right."""
    open_: list[Rect] = []
    for box in sorted(boxes, key=lambda box: box.left):
        open_ = [other for other in open_ if other.right >= box.left]
        if any(other.gap(box) == 0 for other in open_):
            return True
        open_.append(box)
    return False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight step of a path to `end`."""

    end: Point


@dataclass(frozen=True, slots=True)
class Arc:
    """A circular step of a path to `end`, at most half a turn.

    `radius` in millimetres; `ccw` tells the direction of travel.
    This is what SVG prints (`A r r 0 0 sweep x y`), so nothing is lost on the way there and back.
    Glyphs use quarter turns: near half a turn a rounded radius says little about the centre.
    """

    end: Point
    radius: float
    ccw: bool

    def sweep(self, start: Point) -> float:
        """The angle travelled from `start`, in radians, 0 < sweep <= pi."""
        return 2 * math.asin(min(1.0, start.distance(self.end) / (2 * self.radius)))

    def centre(self, start: Point) -> Point:
        """The centre of the circle, left of the chord when counter-clockwise."""
        chord = start.distance(self.end)
        height = math.sqrt(max(0.0, self.radius**2 - (chord / 2) ** 2))
        side = height if self.ccw else -height
        return Point(
            (start.x + self.end.x) / 2 - (self.end.y - start.y) / chord * side,
            (start.y + self.end.y) / 2 + (self.end.x - start.x) / chord * side,
        )

    def middle(self, start: Point) -> Point:
        """The point half-way along the arc."""
        chord = start.distance(self.end)
        height = math.sqrt(max(0.0, self.radius**2 - (chord / 2) ** 2))
        sagitta = (self.radius - height) * (1 if self.ccw else -1)
        return Point(
            (start.x + self.end.x) / 2 + (self.end.y - start.y) / chord * sagitta,
            (start.y + self.end.y) / 2 - (self.end.x - start.x) / chord * sagitta,
        )


Segment: TypeAlias = Line | Arc


@dataclass(frozen=True, slots=True)
class Path:
    """Connected steps from `start`; closed when the last step ends where the first began."""

    start: Point
    segments: tuple[Segment, ...]

    @property
    def closed(self) -> bool:
        return bool(self.segments) and self.segments[-1].end == self.start

    def steps(self) -> Iterator[tuple[Point, Segment]]:
        """Each step with the point it starts from."""
        here = self.start
        for segment in self.segments:
            yield here, segment
            here = segment.end

    def reversed(self) -> Path:
        """The same path travelled the other way."""
        back: list[Segment] = []
        for start, segment in self.steps():
            match segment:
                case Line():
                    back.append(Line(start))
                case Arc():
                    back.append(Arc(start, segment.radius, not segment.ccw))
        end = self.segments[-1].end if self.segments else self.start
        return Path(end, tuple(back[::-1]))

    def moved(self, by: Vec) -> Path:
        """This path displaced, not rounded."""
        return Path(self.start + by, tuple(_moved(s, by) for s in self.segments))

    def placed(self, by: Vec, quarters: int = 0) -> Path:
        """This path turned about the datum by quarter turns, then displaced, in whole micrometres.

        Placing the same path twice gives exact copies, if `by` is in whole micrometres too.
        """
        cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters % 4]
        dx, dy = by.dx, by.dy

        def put(point: Point) -> Point:
            x, y = point.x, point.y
            # Adding 0.0 turns a negative zero, which would print as -0.000, into a plain one.
            return Point(
                round(x * cos - y * sin + dx, 3) + 0.0, round(x * sin + y * cos + dy, 3) + 0.0
            )

        steps: list[Segment] = []
        for step in self.segments:
            if isinstance(step, Line):
                steps.append(Line(put(step.end)))
            else:
                steps.append(Arc(put(step.end), round(step.radius, 3), step.ccw))
        return Path(put(self.start), tuple(steps))

    def turned(self, along: Vec, by: Vec = NOWHERE) -> Path:
        """This path turned about the datum by any angle, then displaced, in whole micrometres.

        The x axis comes to show along a unit vector, see `towards`. A radius that would no longer
        reach from end to end, both of them being rounded, grows to the next one that does.
        """
        here = start = (self.start.turned(along) + by).rounded()
        steps: list[Segment] = []
        for step in self.segments:
            end = (step.end.turned(along) + by).rounded()
            match step:
                case Line():
                    steps.append(Line(end))
                case Arc():
                    least = math.ceil(here.distance(end) / 2 / MICROMETRE - 1e-6) * MICROMETRE
                    steps.append(Arc(end, rounded(max(step.radius, least)), step.ccw))
            here = end
        return Path(start, tuple(steps))

    def points(self) -> tuple[Point, ...]:
        """The ends of all steps, in order; of a closed path each point once."""
        ends = tuple(segment.end for segment in self.segments)
        return ends if self.closed else (self.start, *ends)

    def box(self) -> Rect:
        """The least box around the centre line; arcs count with their bulge."""
        xs, ys = [self.start.x], [self.start.y]
        start = self.start
        for segment in self.segments:
            end = segment.end
            xs.append(end.x)
            ys.append(end.y)
            # A quarter turn between two extremes of its circle bulges beyond neither.
            if isinstance(segment, Arc) and not (
                abs(abs(end.x - start.x) - segment.radius) < MICROMETRE
                and abs(abs(end.y - start.y) - segment.radius) < MICROMETRE
            ):
                for point in _extremes(start, segment):
                    xs.append(point.x)
                    ys.append(point.y)
            start = end
        return Rect(min(xs), min(ys), max(xs), max(ys))

    def area(self) -> float:
        """The signed area of a closed path in square millimetres, counter-clockwise positive."""
        total = 0.0
        for start, segment in self.steps():
            end = segment.end
            total += (start.x * end.y - end.x * start.y) / 2
            if isinstance(segment, Arc):
                sweep = segment.sweep(start)
                bulge = segment.radius**2 / 2 * (sweep - math.sin(sweep))
                total += bulge if segment.ccw else -bulge
        return total


def _moved(segment: Segment, by: Vec) -> Segment:
    match segment:
        case Line(end):
            return Line(end + by)
        case Arc(end, radius, ccw):
            return Arc(end + by, radius, ccw)


def _extremes(start: Point, arc: Arc) -> Iterator[Point]:
    """The leftmost, rightmost, lowest and highest points of the circle that lie on the arc."""
    centre = arc.centre(start)
    first, last = (start, arc.end) if arc.ccw else (arc.end, start)
    begin = math.atan2(first.y - centre.y, first.x - centre.x)
    span = math.atan2(last.y - centre.y, last.x - centre.x) - begin
    span %= 2 * math.pi
    for quarter in range(4):
        angle = quarter * math.pi / 2
        if (angle - begin) % (2 * math.pi) < span:
            yield Point(
                centre.x + arc.radius * (1, 0, -1, 0)[quarter],
                centre.y + arc.radius * (0, 1, 0, -1)[quarter],
            )


def polygon(points: Iterable[Point]) -> Path:
    """The closed path of straight lines through the points, in their order."""
    start, *others = points
    return Path(start, (*(Line(p) for p in others), Line(start)))


def circle(centre: Point, radius: float) -> Path:
    """A closed counter-clockwise circle of four quarter turns, from its rightmost point."""
    right, up = Vec(radius, 0), Vec(0, radius)
    start = centre + right
    ends = (centre + up, centre + right * -1, centre + up * -1, start)
    return Path(start, tuple(Arc(end, radius, ccw=True) for end in ends))


def rounded_rectangle(size: Size, corner_radius: float) -> Path:
    """The closed counter-clockwise outline of a plate with its lower left corner at the datum."""
    w, h, r = size.width, size.height, corner_radius
    if r == 0:
        return polygon((Point(0, 0), Point(w, 0), Point(w, h), Point(0, h)))
    return Path(
        Point(r, 0),
        (
            Line(Point(w - r, 0)),
            Arc(Point(w, r), r, ccw=True),
            Line(Point(w, h - r)),
            Arc(Point(w - r, h), r, ccw=True),
            Line(Point(r, h)),
            Arc(Point(0, h - r), r, ccw=True),
            Line(Point(0, r)),
            Arc(Point(r, 0), r, ccw=True),
        ),
    )


def heading(start: Point, step: Segment, at: Point) -> Vec:
    """The direction of travel at one end of a step that begins at `start`, of length one."""
    if isinstance(step, Line):
        way = step.end - start
    else:
        arm = at - step.centre(start)
        way = Vec(-arm.dy, arm.dx) if step.ccw else Vec(arm.dy, -arm.dx)
    return way * (1 / math.hypot(way.dx, way.dy))


def in_parts(start: Point, arc: Arc, count: int) -> Iterator[Segment]:
    """An arc from `start` as so many equal ones, which meet in whole micrometres."""
    sweep, centre = arc.sweep(start), arc.centre(start)
    first = math.atan2(start.y - centre.y, start.x - centre.x)
    for part in range(1, count):
        turn = first + sweep * part / count * (1 if arc.ccw else -1)
        out = Vec(arc.radius * math.cos(turn), arc.radius * math.sin(turn))
        yield Arc((centre + out).rounded(), arc.radius, arc.ccw)
    yield arc
