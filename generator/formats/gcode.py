"""One side of a plate as G-code for one machine: explicit modes, three decimals.

Comments at its head say for which machine it is, and what a machine of points leaves out.

The plate's datum stands where the machine's profile says, z = 0 on its face.
GRBL gets no canned cycle, no tool change and no `%`; nothing sets a parameter of the machine.
LinuxCNC gets G61, by which it follows the path exactly: its own G64 without a P rounds corners as
far as its speed asks for (LinuxCNC's manual, "G Codes"), and that is what it may have begun with.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import assert_never

from generator.formats import Format
from generator.formats.flat import contour, machined, only
from generator.formats.gcode_marks import ENCLOSING
from generator.formats.gcode_moves import CLEAR
from generator.formats.gcode_plan import (
    Pit,
    Ring,
    Task,
    Way,
    check,
    check_rows,
    left_out,
    quartered,
    tasks,
)
from generator.formats.gcode_read import read
from generator.geometry import Arc, Line, Path, Point, Vec, rounded
from generator.layout import Area, Dot, Face, Layout, Mark, Role, Stroke
from generator.machine import (
    DOT_PEEN,
    DOTS_ONLY,
    LASER,
    LINUXCNC,
    PECK,
    POINTED,
    TURNING,
    WITH_DEPTH,
    Machine,
)

ENDINGS = {"grbl": ".gcode", "linuxcnc": ".ngc"}
"""By dialect; LinuxCNC opens `.ngc`, and the name tells that GRBL is not to run it."""


def format_for(machine: Machine) -> Format:
    """The format of files for one machine, which can be read back with its profile alone."""
    return Format(
        "gcode",
        ENDINGS[machine.dialect],
        True,
        partial(write, machine=machine),
        partial(read, machine=machine),
        partial(view, machine=machine),
        check=partial(check, machine=machine),
        omits=partial(left_out, machine=machine) if machine.operation in DOTS_ONLY else None,
        line=0.0 if machine.operation in DOTS_ONLY else machine.tool,
    )


def view(layout: Layout, machine: Machine) -> Face:
    """What the machine does of a layout: G-code has no roles, so all that is not cut is a mark.

    A way that comes home is seen as a contour; areas are seen with the lines that fill them.
    Raises `RuleError` where those are too many.
    """
    check_rows(layout, machine)
    return Face(tuple(seen for mark in layout.marks for seen in _shown(mark, layout.side, machine)))


def _shown(mark: Mark, side: str, machine: Machine) -> Iterator[Mark]:
    """What is seen of one mark; of what is cut through the part itself, whatever the kerf."""
    for task in tasks(mark, side, machine):
        if isinstance(task, Pit) or task.cut is None:
            yield _seen(task, machine)
        elif isinstance(mark, Dot):
            yield Dot(mark.role, mark.centre, rounded(mark.diameter))
        elif isinstance(mark, Area):
            yield Area(mark.role, quartered(contour(mark.outline)))


def _seen(task: Task, machine: Machine) -> Mark:
    match task:
        case Ring():
            return Dot(
                Role.MARK, task.centre, rounded(2 * task.radius + _made(machine.tool, machine))
            )
        case Way():
            path = task.path
            if path.closed and abs(path.area()) > ENCLOSING:
                return Area(Role.MARK, path if path.area() > 0 else path.reversed())
            return Stroke(Role.MARK, path, rounded(_made(task.width, machine)))
        case Pit():
            return Dot(Role.MARK, task.centre, rounded(_made(task.diameter, machine)))
        case _:
            assert_never(task)


def _made(width: float, machine: Machine) -> float:
    """A width as a pointed tool makes it, whose depth has three decimals."""
    if machine.operation not in POINTED:
        return width
    return machine.width_at(rounded(machine.depth_for(width)))


def write(layouts: tuple[Layout, ...], machine: Machine) -> bytes:
    """The file of one layout; the same layout gives the same bytes anywhere and any day.

    Raises `ValueError` for anything but one drawable layout, see `flat.only`.
    """
    layout = only(layouts)
    modes = "G21 G90 G17 G94 G61" if machine.dialect == LINUXCNC else "G21 G90 G17 G94"
    lines = [*_notice(layout, machine), modes, *machine.header, *_beginning(machine)]
    for _, marks in machined(layout):
        for mark in marks:
            for task in tasks(mark, layout.side, machine):
                lines.extend(_lines(task, machine))
    lines += [*_ending(machine), *machine.footer, "M2"]
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _notice(layout: Layout, machine: Machine) -> Iterator[str]:
    """What somebody at the machine has to know, in comments that are the same for any secret."""
    if omitted := left_out(layout, machine):
        yield f"(DOTS ALONE: {omitted} STROKES OF THE LEGEND ARE LEFT OUT)"
    yield f"(FOR {machine.sign})"


def _beginning(machine: Machine) -> Iterator[str]:
    if machine.operation == LASER:
        yield "M4 S0"
    if machine.operation in WITH_DEPTH:  # first of all: the tool may still touch the metal
        yield f"G0 Z{_mm(machine.safe_height)}"
    if machine.operation in TURNING:
        yield f"M3 S{machine.spindle}"
        if machine.spin_up:
            yield f"G4 P{machine.spin_up:.3f}"
    if _cycles(machine):
        yield "G98"


def _ending(machine: Machine) -> Iterator[str]:
    if _cycles(machine):
        yield "G80"
    if machine.operation in WITH_DEPTH:
        yield f"G0 Z{_mm(machine.safe_height)}"
    yield "M5"


def _cycles(machine: Machine) -> bool:
    return machine.operation == PECK and machine.dialect == LINUXCNC


def _lines(task: Task, machine: Machine) -> Iterator[str]:
    match task:
        case Ring():
            start = task.centre + Vec(task.radius, 0.0)
            yield from _down(start, machine, machine.tool)
            around = f"G3 {_at(start, machine)} I{_mm(-task.radius)} J0.000"
            yield f"{around}{_strength(machine, task.cut)}"
            yield from _up(machine)
        case Way():
            yield from _down(task.path.start, machine, task.width)
            yield from _along(task.path, machine, task.cut)
            yield from _up(machine)
        case Pit():
            yield from _pit(task, machine)
        case _:
            assert_never(task)


def _down(start: Point, machine: Machine, width: float) -> Iterator[str]:
    off = " S0" if machine.operation == LASER else ""
    yield f"G0 {_at(start, machine)}{off}"
    if machine.operation in WITH_DEPTH:
        yield f"G1 Z{_mm(-machine.depth_for(width))} F{_feed(machine.plunge)}"


def _up(machine: Machine) -> Iterator[str]:
    if machine.operation in WITH_DEPTH:
        yield f"G0 Z{_mm(machine.safe_height)}"


def _along(path: Path, machine: Machine, cut: Role | None) -> Iterator[str]:
    strength = _strength(machine, cut)
    for start, step in path.steps():
        match step:
            case Line():
                yield f"G1 {_at(step.end, machine)}{strength}"
            case Arc():
                off = step.centre(start) - start
                code = "G3" if step.ccw else "G2"
                centre = f"I{_mm(off.dx)} J{_mm(off.dy)}"
                yield f"{code} {_at(step.end, machine)} {centre}{strength}"
            case _:
                assert_never(step)
        strength = ""


def _strength(machine: Machine, cut: Role | None) -> str:
    """Feed, and power of a beam, at the beginning of a way."""
    feed = machine.cut_feed if cut else machine.feed
    power = f" S{machine.cut_power if cut else machine.power}" if machine.operation == LASER else ""
    return f"{power} F{_feed(feed)}"


def _pit(pit: Pit, machine: Machine) -> Iterator[str]:
    at = _at(pit.centre, machine)
    if machine.operation == DOT_PEEN:
        yield from (f"G0 {at}", f"M3 S{machine.power}", f"G4 P{machine.dwell:.3f}", "M5")
        return
    depth = rounded(machine.depth_for(pit.diameter))
    plunge = f"F{_feed(machine.plunge)}"
    if _cycles(machine):
        yield f"G83 {at} Z{_mm(-depth)} R{_mm(CLEAR)} Q{_mm(machine.peck)} {plunge}"
        return
    yield f"G0 {at}"
    yield f"G0 Z{_mm(CLEAR)}"
    reached = 0.0
    while reached < depth:
        reached = min(depth, rounded(reached + machine.peck))
        yield f"G1 Z{_mm(-reached)} {plunge}"
        yield f"G0 Z{_mm(CLEAR if reached < depth else machine.safe_height)}"


def _at(point: Point, machine: Machine) -> str:
    """The place in the machine's coordinates."""
    there = point + machine.offset
    return f"X{_mm(there.x)} Y{_mm(there.y)}"


def _mm(value: float) -> str:
    return f"{rounded(value):.3f}"


def _feed(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
