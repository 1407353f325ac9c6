"""What a machine would stop at, or spoil a plate with, in a G-code program."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from generator.errors import ReadError
from generator.formats.flat_read import FARTHEST, NUMBER, text_of
from generator.geometry import Point
from generator.lint.findings import Finding, Findings

_COMMENT = re.compile(r"\([^()]*\)|;.*")
_WORD = re.compile(rf"\s*([A-Za-z])\s*({NUMBER})")
_STRANGE = re.compile(r"\s*[A-Za-z]\s*[+-]?(?i:nan|inf)")
_LETTERS = set("ABCDFGHIJKLMNPQRSTXYZ")
_G = {0, 1, 2, 3, 4, 10, 17, 18, 19, 20, 21, 28, 28.1, 30, 30.1, 38.2, 40, 43, 43.1, 49, 53} | {
    *(54, 55, 56, 57, 58, 59, 61, 61.1, 64, 73, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89),
    *(90, 90.1, 91, 91.1, 92, 92.1, 93, 94, 95, 96, 97, 98, 99),
}
_M = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 30, 48, 49}
_CYCLES = {73, 81, 82, 83, 84, 85, 86, 87, 88, 89}
_BEAM = 4
"""The number of the code that switches a beam on."""

_ROUND = 0.01
"""Millimetres by which the ends of an arc may differ in their distance to its centre."""

_DEEPEST = 50.0
"""Millimetres below zero; no plate is as thick."""

_BLOW = 1.0
"""Seconds; a shorter dwell is the blow of a needle or the piercing of a sheet."""

_MENDS = {
    "not-understood": "write plain moves (G0 to G3) and words that the controller knows; the rest "
    "of the line was not checked",
    "not-finite": "give every word a finite number",
    "unit-missing": "begin with G21, for millimetres",
    "unit-not-mm": "have it written in millimetres (G21)",
    "too-far": "bring every move into the machine's reach",
    "truncated": "write it again: it must end with M2 or M30",
    "no-feed": "state a feed (F) before the first G1, G2 or G3",
    "arc-radius": "write it again with more decimals: I and J must say one centre for both ends",
}
"""What is to be done in a program; there is nothing to draw."""


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that is wrong with a G-code program; raises `ReadError` for what is none."""
    found = Findings(_MENDS)
    run = _Run(found)
    for number, line in enumerate(text_of(data, "G-code").splitlines(), start=1):
        found.line = number
        _take(_COMMENT.sub("", line).strip(), run)
    if not run.moves and not run.faults:
        raise ReadError("this is no G-code: nothing in it moves")
    found.line = None
    run.end()
    return found.all()


def _take(line: str, run: _Run) -> None:
    if line == "%":
        run.found.add("not-for-grbl", "the program has a %")
        return
    words: list[tuple[str, float]] = []
    here = 0
    while word := _WORD.match(line, here):
        words.append((word[1].upper(), float(word[2])))
        here = word.end()
    if line[here:].strip():
        run.faults += 1
        strange = _STRANGE.match(line, here)
        code = "not-finite" if strange else "not-understood"
        what = "a word is not finite" if strange else "a line is not understood"
        run.found.add(code, what)
    if words:
        run.block(words)


@dataclass(slots=True)
class _Run:
    """The machine as far as the program has gone."""

    found: Findings
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    motion: float = 0
    relative: bool = False
    unit: float | None = None
    feed: bool = False
    power: float = 0.0
    beam: bool = False
    constant: bool = False
    """Whether it was switched on by M3: such a beam burns on while nothing moves."""
    level: bool = True
    """Whether nothing goes up or down, as nothing does under most beams."""
    dynamic: bool = False
    """Whether the power follows the speed (M4), as that of beams does."""
    ended: bool = False
    moves: int = 0
    faults: int = 0
    hot: list[tuple[int | None, Point]] = field(default_factory=list)
    standing: list[tuple[int | None, Point]] = field(default_factory=list)
    distances: set[float] = field(default_factory=set)

    def block(self, words: list[tuple[str, float]]) -> None:
        """Follows one line."""
        if self.ended:
            self.found.add("not-understood", "the program goes on after its end")
        values = dict(words)
        for letter, value in words:
            self._mode(letter, value)
        self.feed = self.feed or values.get("F", 0.0) > 0
        self.power = values.get("S", self.power)
        if "Z" in values:
            self.level = False
        dwells = ("G", 4) in words and values.get("P", 0.0) > _BLOW
        if dwells and self.constant and self.power > 0:
            self.standing.append((self.found.line, Point(self.x, self.y)))
        moves = values.keys() & {"X", "Y", "Z", "A", "B", "C"}
        if moves and not {value for letter, value in words if letter == "G"} & {4, 10, 92}:
            self._move(values)

    def _mode(self, letter: str, value: float) -> None:
        if letter == "G":
            self._g(value)
        elif letter == "M":
            self.dynamic = self.dynamic or value == _BEAM
            self._m(value)
        elif letter == "T":
            self.found.add("not-for-grbl", "the program changes tools")
        elif letter not in _LETTERS:
            self.found.add("not-understood", "the program has a word of an unknown letter")

    def _g(self, value: float) -> None:
        if value not in _G:
            self.found.add("not-understood", "the program has an unknown G word")
        elif value in (20, 21):
            self.unit = value
            if value == 20:
                self.found.add("unit-not-mm", "the program is in inches (G20)")
        elif value in (90, 91):
            self.relative = value == 91
            self.distances.add(value)
        elif value in _CYCLES:
            self.found.add("not-for-grbl", "the program has a canned cycle")
            self.motion = value
        elif value in (0, 1, 2, 3, 80):
            self.motion = value

    def _m(self, value: float) -> None:
        if value not in _M:
            self.found.add("not-understood", "the program has an unknown M word")
        elif value in (3, 4, 5):
            self.beam = value != 5
            self.constant = value == 3
        elif value == 6:
            self.found.add("not-for-grbl", "the program changes tools")
        elif value in (2, 30):
            self.ended = True

    def _move(self, values: dict[str, float]) -> None:
        if self.unit is None:
            self.unit = 0
            self.found.add("unit-missing", "the program moves before it states its unit (G21)")
        scale = 25.4 if self.unit == 20 else 1.0
        base = (self.x, self.y) if self.relative else (0.0, 0.0)
        x = base[0] + values["X"] * scale if "X" in values else self.x
        y = base[1] + values["Y"] * scale if "Y" in values else self.y
        if "Z" in values:
            self.z = values["Z"] * scale + (self.z if self.relative else 0.0)
        self.moves += 1
        if not max(abs(x), abs(y), abs(self.z)) <= FARTHEST:
            self.found.add("too-far", "a move goes more than 10 m away")
            return
        if self.z < -_DEEPEST:
            what = "a move goes deeper than any plate is thick (50 mm)"
            self.found.add("too-deep", what, Point(x, y))
        if self.motion == 0 and self.beam and self.power > 0:
            self.hot.append((self.found.line, Point(self.x, self.y)))
        if self.motion in (1, 2, 3) and not self.feed:
            self.found.add("no-feed", "a move has no feed", Point(x, y))
        if self.motion in (2, 3):
            self._check_arc(values, x, y, scale)
        self.x, self.y = x, y

    def _check_arc(self, values: dict[str, float], x: float, y: float, scale: float) -> None:
        if "R" in values:
            fits = math.hypot(x - self.x, y - self.y) <= 2 * abs(values["R"]) * scale + _ROUND
        else:
            cx = self.x + values.get("I", 0.0) * scale
            cy = self.y + values.get("J", 0.0) * scale
            begin, end = math.hypot(self.x - cx, self.y - cy), math.hypot(x - cx, y - cy)
            fits = begin > _ROUND / 10 and abs(begin - end) <= _ROUND
        if not fits:
            self.found.add("arc-radius", "an arc does not end on its circle", Point(x, y))

    def end(self) -> None:
        """Notes what can be said of the whole program only."""
        if self.level or self.dynamic:
            for line, place in self.hot:
                self.found.line = line
                self.found.add("beam-on-rapid", "a rapid move is made with the beam on", place)
        if self.level:
            for line, place in self.standing:
                self.found.line = line
                self.found.add("beam-standing", "a beam stands still with its power on", place)
        self.found.line = None
        if self.beam:
            self.found.add("beam-left-on", "the beam or spindle is on at the end")
        if len(self.distances) > 1:
            self.found.add("mixed-distance", "the program mixes G90 and G91")
        if not self.ended:
            self.found.add("truncated", "the program has no end (M2 or M30)")
