"""What a machine does by the account of a G-code reader, as the shapes that it leaves in metal.

An account is a list of `["rapid", x, y, z]`, `["line", x, y, z]`, `["arc", x, y, z, centre x,
centre y, counter-clockwise]`, `["tool", on]`, `["power", S]` and `["dwell", seconds]`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.formats.gcode_plan import Way, tasks
from generator.geometry import Arc, Line, Path, Point, Vec
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
from generator.machine import (
    DOT_PEEN,
    DOTS_ONLY,
    DRAG,
    LASER,
    POINTED,
    TURNING,
    WITH_DEPTH,
    Machine,
)
from tests.readers.seen import Seen, Shape, along, seen, way_of

_SAME = 1e-6
"""Millimetres."""


def in_toolpath(layout: Layout, machine: Machine) -> Seen:
    """What a machine that does not cut leaves of a layout: from the shapes, not from our plan.

    Only which lines fill a dot or an area is the plan's choice; they lie within.
    """
    shapes: list[Shape] = []
    for mark in layout.marks:
        if mark.role in (Role.HOLE, Role.OUTLINE):
            continue
        match mark:
            case Dot():
                across = machine.tool if machine.operation == DOT_PEEN else mark.diameter
                shapes.append(Shape(None, (mark.centre.x, mark.centre.y, across)))
            case Stroke() if machine.operation not in DOTS_ONLY:
                width = mark.width if machine.operation in POINTED else machine.tool
                shapes.append(along(None, way_of(mark.path), width / 2))
            case Area() if machine.operation not in DOTS_ONLY:
                loops = (mark.outline, *mark.holes)
                shapes += (along(None, way_of(loop), machine.tool / 2) for loop in loops)
        if machine.operation not in DOTS_ONLY:
            ways = map(way_of, _filling(mark, layout.side, machine))
            shapes += (along(None, way, machine.tool / 2) for way in ways)
    return seen(shapes)


def _filling(mark: Mark, side: str, machine: Machine) -> list[Path]:
    first = {Dot: 1, Stroke: 1, Area: 1 + len(mark.holes) if isinstance(mark, Area) else 1}
    lines = list(tasks(mark, side, machine))[first[type(mark)] :]
    paths = [line.path for line in lines if isinstance(line, Way)]
    assert len(paths) == len(lines)
    within = mark.box().grown(machine.tool)
    assert all(within.contains(path.box().grown(machine.tool / 2)) for path in paths)
    return paths


@dataclass(slots=True)
class _Work:
    """What has been done so far, in the frame of the plate."""

    machine: Machine
    at: Point = field(default_factory=lambda: Point(0.0, 0.0))
    z: float = 0.0
    on: bool = False
    power: float = 0.0
    begun: Point = field(default_factory=lambda: Point(0.0, 0.0))
    way: list[Line | Arc] = field(default_factory=list)
    low: float = 0.0
    """The greatest depth since the tool came to where it is, below 0."""
    shapes: list[Shape] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def width(self) -> float:
        """Of the mark that the tool makes as deep as it has been."""
        if self.machine.operation not in POINTED:
            if self.machine.operation == DRAG and abs(self.low + self.machine.depth) > _SAME:
                self.faults.append(f"it goes to z = {self.low:g}")
            return self.machine.tool
        return -2 * self.low * math.tan(math.radians(self.machine.tip_deg) / 2)

    def leave(self) -> None:
        """Close the mark that was begun where the tool is."""
        if self.way:
            width = self.width()
            (first, *more) = self.way
            if not more and isinstance(first, Arc) and first.end == self.begun:
                raise AssertionError("a whole turn is a circle")
            path = Path(self.begun, tuple(self.way))
            self.shapes.append(along(None, way_of(path), width / 2))
        elif self.low < 0:
            self.shapes.append(Shape(None, (self.at.x, self.at.y, self.width())))
        self.way, self.low = [], 0.0

    def circle(self, centre: Point) -> None:
        """A whole turn from where the tool is."""
        across = 2 * centre.distance(self.at) + self.width()
        self.shapes.append(Shape(None, (centre.x, centre.y, across)))
        self.low = 0.0


def done(account: Sequence[Any], machine: Machine) -> tuple[Seen, list[str]]:
    """The shapes, and what should not have been done."""
    work = _Work(machine)
    for kind, *numbers in account:
        match kind:
            case "tool":
                _switched(work, numbers)
            case "power":
                work.power = numbers[0]
            case "rapid":
                _rapid(work, _place(numbers, machine), numbers[2])
            case "line" | "arc":
                _fed(work, numbers)
            case "dwell":
                pass
    work.leave()
    if work.on or (machine.operation in WITH_DEPTH and work.z < machine.safe_height):
        work.faults.append("it ends with the tool on, or not lifted")
    return seen(work.shapes), work.faults


def _place(numbers: Sequence[float], machine: Machine) -> Point:
    return Point(numbers[0], numbers[1]) + Vec(-machine.offset.dx, -machine.offset.dy)


def _switched(work: _Work, numbers: Sequence[bool]) -> None:
    (work.on,) = numbers
    if work.machine.operation == DOT_PEEN and work.on:
        if work.power != work.machine.power:
            work.faults.append(f"it strikes with {work.power:g}")
        work.shapes.append(Shape(None, (work.at.x, work.at.y, work.machine.tool)))


def _rapid(work: _Work, to: Point, z: float) -> None:
    across = to.distance(work.at) > _SAME
    if across and min(work.z, z) < 0:
        work.faults.append("a rapid move through metal")
    if z < work.low - _SAME:
        work.faults.append("a rapid move down into metal")
    if work.on and work.machine.operation in (LASER, DOT_PEEN) and work.power:
        work.faults.append("it moves on with the tool on")
    if across or work.machine.operation == LASER or (work.way and z > work.z):
        work.leave()
    work.at, work.z = to, z


def _fed(work: _Work, numbers: Sequence[Any]) -> None:
    """Along a line, or along an arc where there is more than a place."""
    machine = work.machine
    to, z, *bend = _place(numbers, machine), *numbers[2:]
    across = bool(bend) or to.distance(work.at) > _SAME
    marking = min(work.z, z) < 0 if machine.operation in WITH_DEPTH else work.on and work.power > 0
    if (across and not marking) or (machine.operation in TURNING and not work.on):
        work.faults.append("a feed that marks nothing, or with the tool off")
    if machine.operation == LASER and work.power != machine.power:
        work.faults.append(f"it marks with {work.power:g}")
    if across and (abs(z - work.z) > _SAME or machine.operation in DOTS_ONLY):
        work.faults.append("a feed down and across at once")
    work.low = min(work.low, z)
    if bend:
        centre = _place(bend, machine)
        if to.distance(work.at) <= _SAME:
            work.circle(centre)
        else:
            _on(work, Arc(to, centre.distance(to), bool(bend[2])))
    elif across:
        _on(work, Line(to))
    work.at, work.z = to, z


def _on(work: _Work, step: Line | Arc) -> None:
    if not work.way:
        work.begun = work.at
    work.way.append(step)
