"""SVG path data, curves and all, as loops in user units."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.formats.flat_read import NUMBER, long_way
from generator.geometry import Arc, Line, Path, Point, Segment
from generator.lint.drawing import Loop

_GAP = r"[ \t\r\n\f]*+,?+[ \t\r\n\f]*+"
_COMMAND = re.compile(r"[ \t\r\n\f]*+([MmLlHhVvCcSsQqTtAaZz])")
_ONE = re.compile(rf"{_GAP}({NUMBER})")
_FLAG = re.compile(rf"{_GAP}([01])")
_STRANGE = re.compile(rf"{_GAP}[+-]?(?i:nan|inf(?:inity)?)")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_PARTS = 24
"""Lines that stand for a curve."""


@dataclass(slots=True)
class Drawn:
    """What path data draws, and the codes of what is wrong with it."""

    loops: list[Loop] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def drawn(data: str, least: float) -> Drawn:
    """The subpaths of path data, y as in the file; lines shorter than `least` are none."""
    pen = _Pen(least)
    for letter, values in _commands(data, pen.made.faults):
        pen.take(letter, values)
    pen.lift(closed=False)
    if not pen.made.loops and not pen.made.faults:
        pen.made.faults.append("zero-length")
    return pen.made


def _commands(data: str, faults: list[str]) -> Iterator[tuple[str, list[float]]]:
    here = 0
    while found := _COMMAND.match(data, here):
        letter, here = found[1], found.end()
        first = True
        while True:
            values, end = _values(data, here, letter.upper())
            if values is None:
                break
            here, first = end, False
            yield letter, values
            if letter in "Zz":
                break
            letter = {"M": "L", "m": "l"}.get(letter, letter)
        if first:
            break
    if data[here:].strip():
        faults.append("not-finite" if _STRANGE.match(data, here) else "not-understood")


def _values(data: str, here: int, letter: str) -> tuple[list[float] | None, int]:
    """The numbers of one command, or `None` where they are not there."""
    values = []
    for index in range(_COUNT[letter]):
        pattern = _FLAG if letter == "A" and index in (3, 4) else _ONE
        found = pattern.match(data, here)
        if found is None:
            return None, here
        values.append(float(found[1]))
        here = found.end()
    return values, here


class _Pen:
    """Where the pen is, and what it drew since it was put down."""

    __slots__ = ("bent", "control", "down", "here", "least", "made", "segments", "start")

    def __init__(self, least: float) -> None:
        self.made = Drawn()
        self.least = least
        self.here = self.start = Point(0.0, 0.0)
        self.segments: list[Segment] = []
        self.control: tuple[str, Point] | None = None
        self.bent = self.down = False

    def take(self, letter: str, values: list[float]) -> None:
        """Follows one command."""
        kind = letter.upper()
        back = self.here if letter.islower() else Point(0.0, 0.0)
        control, self.control = self.control, None
        if kind == "Z":
            self.lift(closed=True)
        elif kind == "M":
            self.lift(closed=False)
            self.here = self.start = Point(values[0] + back.x, values[1] + back.y)
            self.down = True
        elif kind == "H":
            self._line(Point(values[0] + back.x, self.here.y))
        elif kind == "V":
            self._line(Point(self.here.x, values[0] + back.y))
        elif kind == "L":
            self._line(Point(values[0] + back.x, values[1] + back.y))
        elif kind == "A":
            self._arc(values, Point(values[5] + back.x, values[6] + back.y))
        else:
            pairs = zip(values[::2], values[1::2], strict=True)
            self._curve(kind, [Point(x + back.x, y + back.y) for x, y in pairs], control)

    def lift(self, *, closed: bool) -> None:
        """Ends a subpath, drawing the way home where it is closed."""
        if closed and self.segments and self.here.distance(self.start) >= self.least:
            self.segments.append(Line(self.start))
        if closed and self.segments:
            last = self.segments[-1]
            self.segments[-1] = (
                Arc(self.start, last.radius, last.ccw)
                if isinstance(last, Arc)
                else Line(self.start)
            )
        if self.segments:
            path = Path(self.start, tuple(self.segments))
            self.made.loops.append(Loop(path, closed, self.bent))
        elif self.down:
            self.made.faults.append("zero-length")
        self.segments, self.bent, self.down = [], False, False
        self.here = self.start

    def _line(self, end: Point) -> None:
        self.down = True
        if self.here.distance(end) < self.least:
            self.made.faults.append("zero-length")
            return
        self.segments.append(Line(end))
        self.here = end

    def _arc(self, values: list[float], end: Point) -> None:
        rx, ry = abs(values[0]), abs(values[1])
        chord = self.here.distance(end)
        if chord < self.least:
            self.made.faults.append("zero-length")
        elif min(rx, ry) < self.least:
            self.made.faults.append("zero-radius")
            self._line(end)
        elif abs(rx - ry) > self.least:
            self.made.faults.append("curve")
            self.bent = True
            self._line(end)
        else:
            # A radius that does not reach is enlarged until it does (SVG 1.1, F.6.6).
            arc = Arc(end, max(rx, chord / 2), ccw=values[4] == 1)
            large = values[3] == 1 and chord < 2 * arc.radius
            self.segments.extend(long_way(self.here, arc) if large else (arc,))
            self.down, self.here = True, end

    def _curve(self, kind: str, points: list[Point], control: tuple[str, Point] | None) -> None:
        start, end = self.here, points[-1]
        if kind in "ST":
            mirrored = start
            if control is not None and control[0] == {"S": "C", "T": "Q"}[kind]:
                mirrored = Point(2 * start.x - control[1].x, 2 * start.y - control[1].y)
            points = [mirrored, *points]
        self.made.faults.append("curve")
        corners = [start, *points]
        for part in range(1, _PARTS + 1):
            place = _at(corners, part / _PARTS) if part < _PARTS else end
            if self.here.distance(place) >= self.least:
                self._line(place)
        self.bent = self.down = True
        self.control = ("C" if kind in "CS" else "Q", corners[-2])


def _at(corners: list[Point], part: float) -> Point:
    """A point of a Bézier curve."""
    while len(corners) > 1:
        corners = [
            Point(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part)
            for a, b in itertools.pairwise(corners)
        ]
    return corners[0]


def turned(loop: Loop, by: tuple[float, float, float, float, float, float]) -> Loop:
    """A loop under a transformation a to f, as SVG counts them; arcs become lines under a skew."""
    a, b, c, d, e, f = by

    def put(p: Point) -> Point:
        return Point(a * p.x + c * p.y + e, b * p.x + d * p.y + f)

    factor, flips = math.hypot(a, b), a * d - b * c < 0
    even = is_even(by)
    steps: list[Segment] = []
    for _, step in loop.path.steps():
        if isinstance(step, Arc) and even:
            steps.append(Arc(put(step.end), step.radius * factor, step.ccw is not flips))
        else:
            steps.append(Line(put(step.end)))
    bent = loop.bent or not even
    return Loop(Path(put(loop.path.start), tuple(steps)), loop.closed, bent)


def is_even(by: tuple[float, float, float, float, float, float]) -> bool:
    """Whether a transformation leaves circles circles."""
    a, b, c, d, _, _ = by
    size = math.hypot(a, b) + math.hypot(c, d)
    return (
        abs(math.hypot(a, b) - math.hypot(c, d)) <= 1e-4 * size
        and abs(a * c + b * d) <= 1e-4 * size * size
    )
