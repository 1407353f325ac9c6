"""SVG path data as paths of lines and arcs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER, finite, long_way
from generator.geometry import MICROMETRE, Arc, Line, Path, Point, Segment

_SPACE = r"[ \t\r\n\f]*+"
_GAP = rf"{_SPACE},?+{_SPACE}"
_COMMAND = re.compile(rf"{_SPACE}([A-Za-z])")
_ONE = re.compile(rf"{_GAP}({NUMBER})")
_PAIR = re.compile(rf"{_GAP}({NUMBER}){_GAP}({NUMBER})")
# The two flags of an arc may stand without anything between them and what follows.
_ARC = re.compile(rf"{_GAP}({NUMBER})" * 3 + rf"{_GAP}([01])" * 2 + rf"{_GAP}({NUMBER})" * 2)
_SETS = {"M": _PAIR, "L": _PAIR, "H": _ONE, "V": _ONE, "A": _ARC}
"""How one set of numbers of each command reads; a command may be followed by several."""

_CURVES = "CSQT"
_HALF_MICROMETRE = MICROMETRE / 2


@dataclass(frozen=True, slots=True)
class Loop:
    """One subpath: a path, and whether `Z` closed it."""

    path: Path
    closed: bool


def from_page(x: float, y: float, scale: float) -> Point:
    """A point of the page, whose y points down, in millimetres, y up; `scale` in mm per unit."""
    return Point(finite(x * scale), finite(-y * scale))


def loops(data: str, scale: float) -> tuple[Loop, ...]:
    """The subpaths of path data in millimetres, y up, not yet rounded and not yet at the datum.

    Grammar: SVG 1.1, 8.3.9, less the curves, which a plate doesn't have.
    """
    found: list[Loop] = []
    pen = _Pen(scale)
    for letter, values in _commands(data):
        if letter in "Mm":
            found.extend(pen.lifted())
            pen.put(letter, values)
        elif letter in "Zz":
            found.append(pen.closed())
        else:
            pen.draw(letter, values)
    found.extend(pen.lifted())
    if not found:
        raise ReadError("a path draws nothing")
    return tuple(found)


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each command letter with one set of its numbers, a repeated set as a command of its own."""
    here = 0
    while found := _COMMAND.match(data, here):
        letter, here = found[1], found.end()
        if letter in "Zz":
            yield letter, ()
            continue
        if letter.upper() in _CURVES:
            raise ReadError(f"a path has a curve ({letter}), a plate has lines and arcs only")
        numbers = _SETS.get(letter.upper())
        found = numbers.match(data, here) if numbers else None
        if numbers is None or found is None:
            raise ReadError("path data is not understood")
        while found is not None:
            yield letter, tuple(map(float, found.groups()))
            here = found.end()
            # More pairs after a move are lines.
            letter = {"M": "L", "m": "l"}.get(letter, letter)
            found = numbers.match(data, here)
    if data[here:].strip():
        raise ReadError("path data is not understood")


class _Pen:
    """Where the pen is, in user units of the page, and what it drew since it was put down."""

    __slots__ = ("down", "scale", "segments", "start", "x", "y")

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.x = self.y = 0.0
        self.start = (0.0, 0.0)
        self.down = False
        self.segments: list[Segment] = []

    def put(self, letter: str, values: tuple[float, ...]) -> None:
        self._go(letter, values[0], values[1])
        self.start = self.x, self.y
        self.down = True

    def draw(self, letter: str, values: tuple[float, ...]) -> None:
        """Adds the steps of one L, H, V or A."""
        if not self.down:
            raise ReadError("a path draws before it moves to its start")
        before = self.segments[-1].end if self.segments else from_page(*self.start, self.scale)
        relative = letter.islower()
        match letter.upper():
            case "H":
                self._go(letter, values[0], 0.0 if relative else self.y)
            case "V":
                self._go(letter, 0.0 if relative else self.x, values[0])
            case _:
                self._go(letter, values[-2], values[-1])
        end = from_page(self.x, self.y, self.scale)
        if letter in "Aa":
            self.segments.extend(self._arc(before, end, values))
        else:
            self.segments.append(Line(end))

    def lifted(self) -> Iterator[Loop]:
        """What was drawn and not closed, if the pen was down."""
        if self.down:
            yield Loop(self._path(), closed=False)

    def closed(self) -> Loop:
        """What was drawn, with the step home that `Z` stands for."""
        if not self.down:
            raise ReadError("a path is closed twice or before it starts")
        home, end = from_page(*self.start, self.scale), from_page(self.x, self.y, self.scale)
        if self.segments and end.distance(home) < _HALF_MICROMETRE:
            # Relative steps add up to the start only nearly.
            self.segments[-1] = replace(self.segments[-1], end=home)
        elif self.segments:
            self.segments.append(Line(home))
        return Loop(self._path(), closed=True)

    def _path(self) -> Path:
        if not self.segments:
            raise ReadError("a path has no length")
        path = Path(from_page(*self.start, self.scale), tuple(self.segments))
        self.segments = []
        self.x, self.y = self.start
        self.down = False
        return path

    def _go(self, letter: str, x: float, y: float) -> None:
        """Moves to (x, y), which counts from where the pen is when the letter is a small one."""
        self.x, self.y = (self.x + x, self.y + y) if letter.islower() else (x, y)

    def _arc(self, start: Point, end: Point, values: tuple[float, ...]) -> tuple[Segment, ...]:
        radius, other = values[0] * self.scale, values[1] * self.scale
        if radius <= 0 or abs(radius - other) >= _HALF_MICROMETRE:
            raise ReadError("an arc is not of a circle, or its radius is not positive")
        if start == end:
            raise ReadError("a line has no length")
        large, right_hand = values[3] == 1, values[4] == 1
        arc = Arc(end, finite(radius), ccw=not right_hand)
        if large and start.distance(end) < 2 * radius:
            return long_way(start, arc)
        return (arc,)
