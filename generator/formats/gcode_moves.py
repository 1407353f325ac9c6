"""The state of a machine, and what it has done to the metal so far."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import ReadError
from generator.geometry import Arc, Line, Path, Point, Segment
from generator.machine import DOT_PEEN, LASER, PECK, TURNING, WITH_DEPTH, Machine

_SLACK = 0.002
"""Millimetres that the radius of an arc may differ by between its ends."""

CLEAR = 0.5
"""Millimetres above the metal from where a drill goes down by its feed."""

_HALF_TURN = math.pi * 1.001

_SAME = 0.001
"""Of a feed, a depth or a time; all are written in thousandths."""


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion with the numbers beside it."""

    code: str
    values: dict[str, float]


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """A way that was taken in the metal, or with the beam on."""

    path: Path
    depth: float
    power: float


@dataclass(frozen=True, slots=True, repr=False)
class Round:
    """A whole circle that was taken so."""

    centre: Point
    radius: float
    depth: float
    power: float


@dataclass(frozen=True, slots=True, repr=False)
class Prick:
    """A place where the tool went down and up, or struck."""

    centre: Point
    depth: float


Done: TypeAlias = Trace | Round | Prick


@dataclass(slots=True)
class State:
    """A machine that carries out one file, in its own coordinates."""

    machine: Machine
    modes: set[str] = field(default_factory=set)
    tool: str = "M5"
    power: float = 0.0
    feed: float = 0.0
    here: Point | None = None
    returns: bool = False
    """Whether a cycle ends as high as it began (G98)."""
    elsewhere: bool = False
    """Whether its origin has changed since it first moved."""
    height: float | None = None
    ended: bool = False
    done: list[Done] = field(default_factory=list)
    start: Point | None = None
    """Where the way that is being taken began."""
    steps: list[Segment] = field(default_factory=list)
    strength: float = 0.0
    """Power or depth of that way."""
    lowest: float = 0.0
    """How deep the tool has been since it came down."""
    blows: int = 0
    """What was done before the needle was switched on."""

    def end(self) -> None:
        """The program ends, with everything off and out of the metal."""
        self.lift()
        if self.tool != "M5" or (self.height or 0.0) < 0:
            raise ReadError("it ends with the tool on or in the metal")
        self.ended = True

    def switched(self) -> None:
        """Spindle, beam or needle was switched without a motion."""
        if self.machine.operation in WITH_DEPTH and self.in_metal:
            raise ReadError("the spindle is switched in the metal")
        match self.machine.operation, self.tool:
            case "dot-peen", "M3":
                self.blows = len(self.done)
            case "dot-peen", _ if self.here is not None and self.blows >= len(self.done):
                raise ReadError("the needle is switched off before it has struck")
            case "laser", "M3":
                raise ReadError("its beam is on while it stands still (M3)")
            case "laser", _:
                self.lift()
            case "drag", "M3" | "M4":
                raise ReadError("it turns a spindle that this machine does not have")

    @property
    def in_metal(self) -> bool:
        """Whether the tool is below the face."""
        return self.height is not None and self.height < 0

    def dwell(self, values: dict[str, float]) -> None:
        """It waits; a needle that is on strikes."""
        if set(values) != {"P"} or values["P"] <= 0:
            raise ReadError("it waits for no time (G4 P)")
        if self.machine.operation == LASER and self.tool != "M5" and self.power:
            raise ReadError("it waits with its beam on")
        if self.machine.operation == DOT_PEEN:
            if self.tool != "M3" or self.power != self.machine.power or self.here is None:
                raise ReadError("it waits where it should strike")
            if abs(values["P"] - self.machine.dwell) > _SAME or len(self.done) > self.blows:
                raise ReadError("a blow of it is too long or too short, or strikes twice")
            self.done.append(Prick(self.here, 0.0))

    def move(self, motion: Motion) -> None:
        """One motion, of which everything is checked that the profile tells."""
        values = motion.values
        if not set(values) <= set(_TAKEN[motion.code]):
            raise ReadError("it has a number that its motion has no use for")
        if motion.code == "G83":
            self._cycle(values)
            return
        level = "X" in values or "Y" in values
        if "Z" in values and level:
            raise ReadError("it moves across and up or down at once")
        if "Z" in values:
            self._vertical(motion.code, values["Z"])
        elif level:
            self._level(motion)
        else:
            raise ReadError("it moves nowhere")

    def _vertical(self, code: str, height: float) -> None:
        if self.machine.operation not in WITH_DEPTH:
            raise ReadError("it moves up or down, which this machine does not")
        if code not in ("G0", "G1") or (code == "G0" and height < 0):
            raise ReadError("it goes into the metal in another way than by G1")
        if height < 0:
            self._check_turning()
            if self.feed <= 0 or self.here is None or self.height is None:
                raise ReadError("it goes into the metal before a feed, a place and a height")
            self._check_feed(self.machine.plunge)
            self._check_deep(-height)
            self._check_step(-height)
            self.lowest = max(self.lowest, -height)
        elif self.in_metal:
            self._rise()
        self.height = height

    def _rise(self) -> None:
        """The tool comes out of the metal; a pointed drill alone leaves a pit where it stood."""
        if self.machine.operation != PECK and self.start is None and self.lowest:
            raise ReadError("it goes into the metal and follows no way there")
        self.lift()

    def _check_feed(self, *named: float) -> None:
        if not any(abs(self.feed - each) <= _SAME for each in named):
            raise ReadError("it has a feed that the machine's profile does not name")

    def _check_deep(self, depth: float) -> None:
        if depth > self.machine.depth + 1e-6:
            raise ReadError("it goes deeper than the machine's profile allows")

    def _check_step(self, depth: float) -> None:
        """A tool goes down once from above the metal, and a drill no more than a peck further."""
        if self.in_metal:
            raise ReadError("it goes from one depth to another in the metal")
        last = self.done[-1] if self.done else None
        before = last.depth if isinstance(last, Prick) and last.centre == self.here else 0.0
        if self.machine.operation == PECK and depth - before > self.machine.peck + _SAME:
            raise ReadError("it drills deeper at once than the machine's profile allows")

    def _check_turning(self) -> None:
        turning = self.machine.operation in TURNING
        if turning and (self.tool != "M3" or self.power != self.machine.spindle):
            raise ReadError("it goes into the metal without its spindle at speed")

    def _level(self, motion: Motion) -> None:
        values, here = motion.values, self.here
        if here is None and not {"X", "Y"} <= values.keys():
            raise ReadError("it moves from an unknown place")
        start = here or Point(0.0, 0.0)
        end = Point(values.get("X", start.x), values.get("Y", start.y))
        self._check_reach(end)
        if self.machine.operation in WITH_DEPTH and self.height is None:
            raise ReadError("it moves across before it is lifted")
        if not self._works(motion.code):
            self.lift()
        elif here is None:
            raise ReadError("it marks from an unknown place")
        elif motion.code in ("G2", "G3"):
            self._arc(here, end, motion)
        elif here != end:
            self._go(here, Line(end))
        self.here = end

    def _check_reach(self, end: Point) -> None:
        area = self.machine.area
        if not (0 <= end.x <= area.width and 0 <= end.y <= area.height):
            raise ReadError("it moves to where the machine does not reach")

    def _works(self, code: str) -> bool:
        """Whether a level motion does anything to the metal."""
        if self.machine.operation in WITH_DEPTH:
            if self.in_metal and (code == "G0" or self.machine.operation == PECK):
                raise ReadError("it moves across in the metal")
            if not self.in_metal and code != "G0":
                raise ReadError("it moves through the air as if through metal")
            if not self.in_metal and (self.height or 0.0) < self.machine.safe_height - _SLACK:
                raise ReadError("it moves across lower than the safe height")
            return self.in_metal
        if self.machine.operation == DOT_PEEN:
            if self.tool != "M5" or code != "G0":
                raise ReadError("it moves while it strikes")
            return False
        if code == "G0":
            if self.tool != "M4" or self.power:
                raise ReadError("it moves rapidly with its beam not at S0 of M4")
            return False
        if self.tool != "M4" or self.power <= 0:
            raise ReadError("it follows a line with its beam off, or not by M4")
        return True

    def _go(self, here: Point, step: Segment) -> None:
        """A step in the metal, of the way before it if that has the same strength."""
        if self.feed <= 0:
            raise ReadError("it marks without a feed")
        self._check_feed(*self._feeds())
        strength = self._strength()
        if self.start is None:
            self.start, self.strength = here, strength
        elif self.strength != strength:
            raise ReadError("its power or depth changes on the way")
        self.steps.append(step)

    def _feeds(self) -> Iterator[float]:
        """Those that go with the power of the beam, if there is one."""
        machine = self.machine
        cuts = machine.operation == LASER and machine.cut_power == self.power
        if cuts:
            yield machine.cut_feed
        if not cuts or machine.cut_power == machine.power:
            yield machine.feed

    def _strength(self) -> float:
        return self.power if self.machine.operation == LASER else -(self.height or 0.0)

    def _arc(self, here: Point, end: Point, motion: Motion) -> None:
        if not {"I", "J"} <= motion.values.keys():
            raise ReadError("an arc of it has no centre (I and J)")
        centre = Point(here.x + motion.values["I"], here.y + motion.values["J"])
        radius = here.distance(centre)
        if radius == 0 or abs(radius - end.distance(centre)) > _SLACK:
            raise ReadError("an arc of it has two radii")
        if here == end:
            self._around(centre, radius)
            return
        ccw = motion.code == "G3"
        turn = math.atan2(end.y - centre.y, end.x - centre.x)
        turn -= math.atan2(here.y - centre.y, here.x - centre.x)
        if (turn if ccw else -turn) % (2 * math.pi) > _HALF_TURN:
            raise ReadError("an arc of it turns by more than a half")
        radius = max((radius + end.distance(centre)) / 2, here.distance(end) / 2)
        self._go(here, Arc(end, radius, ccw))

    def _around(self, centre: Point, radius: float) -> None:
        if self.start is not None or self.feed <= 0:
            raise ReadError("a circle of it is part of a way, or has no feed")
        self._check_feed(*self._feeds())
        beam, strength = self.machine.operation == LASER, self._strength()
        depth, power = (0.0, strength) if beam else (strength, 0.0)
        self.done.append(Round(centre, radius, depth, power))
        self.lowest = 0.0

    def lift(self) -> None:
        """The tool is up or the beam off: what was a way or a pit is done."""
        if self.start is not None:
            beam = self.machine.operation == LASER
            path = Path(self.start, tuple(self.steps))
            depth, power = (0.0, self.strength) if beam else (self.strength, 0.0)
            self.done.append(Trace(path, depth, power))
            self.lowest = 0.0
        elif self.machine.operation == PECK and self.lowest and self.here is not None:
            self._pricked(self.here, self.lowest)
        self.start, self.steps, self.lowest = None, [], 0.0

    def _pricked(self, at: Point, depth: float) -> None:
        """A pit, or one more peck of the pit before it."""
        last = self.done[-1] if self.done else None
        if isinstance(last, Prick) and last.centre == at and last.depth < depth:
            self.done.pop()
        self.done.append(Prick(at, depth))

    def _cycle(self, values: dict[str, float]) -> None:
        """G83: across above the metal, and a pit in pecks."""
        if self.machine.dialect == "grbl" or self.machine.operation != PECK:
            raise ReadError("it has a canned cycle, which this machine does not")
        if set(values) != set(_TAKEN["G83"]) or values["R"] <= 0 or values["Q"] <= 0:
            raise ReadError("a cycle of it lacks a number, or begins below the face")
        if self.height is None or self.in_metal or self.feed <= 0 or values["Z"] >= 0:
            raise ReadError("a cycle of it has no feed, no depth, or begins in the metal")
        if self.height < self.machine.safe_height - _SLACK or not self.returns:
            raise ReadError("a cycle of it moves across lower than the safe height")
        if values["R"] > CLEAR + _SAME or values["Q"] > self.machine.peck + _SAME:
            raise ReadError("a cycle of it begins too high, or drills too deep at once")
        self._check_feed(self.machine.plunge)
        self._check_turning()
        self._check_deep(-values["Z"])
        end = Point(values["X"], values["Y"])
        self._check_reach(end)
        self.here = end
        self.done.append(Prick(end, -values["Z"]))


_TAKEN = {"G0": "XYZ", "G1": "XYZ", "G2": "XYIJ", "G3": "XYIJ", "G83": "XYZRQ"}
"""The letters that go with each motion."""
