"""What a machine is to do for a layout: rings, ways and pits, in the order of the marks.

A dot is a ring filled with lines, or a pit where the machine makes points; a stroke is a way; an
area is a way along each of its contours, filled with lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from generator.errors import RuleError
from generator.formats.kerf import beside
from generator.formats.kerf import check as check_kerf
from generator.geometry import Arc, Line, Path, Point, Segment, in_parts, rounded
from generator.layout import CUT_FROM, CUT_THROUGH, Area, Dot, Layout, Mark, Role, Stroke
from generator.machine import DOT_PEEN, DOTS_ONLY, PECK, POINTED, WITH_DEPTH, Machine

_WIDEST = math.radians(91)
"""The longest turn of one arc: near half a turn, three decimals of a centre say little."""

_SHORTEST = 0.01
"""Millimetres; a shorter line of a filling is left out."""

_MOST_BROAD = 2.0
"""Times as wide as it is drawn may a line be, or letters run together. Ours."""

_LEAST_METAL = 0.1
"""Millimetres that have to be left under a mark."""

MOST_LINES = 500_000
"""Of one program; the largest plate in lines of 0.1 mm has 36,000, and of 0.02 mm 190,000."""


@dataclass(frozen=True, slots=True, repr=False)
class Ring:
    """Once around a circle; `cut` names what is cut through."""

    centre: Point
    radius: float
    cut: Role | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """Along a path with a mark of some width; `cut` names what is cut through."""

    path: Path
    width: float
    cut: Role | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Pit:
    """A point that is drilled or struck."""

    centre: Point
    diameter: float


Task: TypeAlias = Ring | Way | Pit


def check(layout: Layout, machine: Machine) -> None:
    """Raise `RuleError` for a full layout that the machine can't make."""
    if machine.kerf and layout.side == CUT_FROM:
        check_kerf(layout, machine.kerf)
    check_rows(layout, machine)
    lines = 0
    for mark in layout.marks:
        _check_shape(mark, machine)
        for task in tasks(mark, layout.side, machine):
            _check_depth(task, layout, machine)
            lines += _lines_of(task, machine)
            if lines > MOST_LINES:
                raise _too_long(machine)
    reach, edge = machine.area, layout.of(Role.OUTLINE)
    boxes = [mark.box() for mark in edge]
    beside = machine.kerf / 2
    right = max(box.right for box in boxes) + machine.offset.dx + beside
    top = max(box.top for box in boxes) + machine.offset.dy + beside
    low = min(machine.offset.dx, machine.offset.dy) - beside
    if low < 0:
        raise RuleError(
            f"{machine.name} would have to begin at {low:g} mm, left of or below its origin: make "
            f"its offset at least {beside:g} mm in both directions"
        )
    if right > reach.width or top > reach.height:
        raise RuleError(
            f"{machine.name} reaches {reach.width:g} × {reach.height:g} mm, but the plate would "
            f"reach to {right:g} × {top:g}"
        )


def left_out(layout: Layout, machine: Machine) -> int:
    """How many lines and areas of legend and fiducials a machine of points leaves out.

    Rings for a hand punch are not counted: what stands in their place would tell of the marks.
    """
    if machine.operation not in DOTS_ONLY:
        return 0
    public = (*layout.of(Role.LEGEND), *layout.of(Role.FIDUCIAL))
    return sum(not isinstance(mark, Dot) for mark in public)


def check_rows(layout: Layout, machine: Machine) -> None:
    """Raise `RuleError` for a layout with more rows to fill than a program may have lines.

    Told by the heights of its marks alone, before the first row is laid.
    """
    if machine.operation in DOTS_ONLY:
        return
    filled = (mark for mark in layout.marks if mark.role not in CUT_THROUGH)
    heights = sum(mark.box().height for mark in filled if not isinstance(mark, Stroke))
    if heights / machine.tool > MOST_LINES:
        raise _too_long(machine)


def _too_long(machine: Machine) -> RuleError:
    cause = f"lines of {machine.tool:g} mm: it would have to make wider ones"
    if machine.operation == PECK:
        cause = f"pecks of {machine.peck:g} mm: they would have to be deeper"
    return RuleError(
        f"{machine.name} would need a program of more than {MOST_LINES:,} lines for this plate, "
        f"with {cause}"
    )


def _lines_of(task: Task, machine: Machine) -> int:
    """How many lines of a program one task takes, within one or two."""
    down_and_up = 2 if machine.operation in WITH_DEPTH else 0
    match task:
        case Ring():
            return 2 + down_and_up
        case Way():
            return 1 + len(task.path.segments) + down_and_up
        case Pit():
            if machine.operation == DOT_PEEN:
                return 4
            return 2 + 2 * math.ceil(machine.depth_for(task.diameter) / machine.peck)
        case _:
            assert_never(task)


def _check_shape(mark: Mark, machine: Machine) -> None:
    if mark.role in CUT_THROUGH:
        return
    broad = machine.operation not in (*DOTS_ONLY, *POINTED)
    if isinstance(mark, Stroke) and broad and machine.tool > _MOST_BROAD * mark.width:
        raise RuleError(
            f"{machine.name} makes lines of {machine.tool:g} mm, too wide for the lines of "
            f"{mark.width:g} on this plate"
        )
    if mark.role is Role.GUIDE:
        return
    if machine.operation in DOTS_ONLY and mark.role is Role.MARK and not isinstance(mark, Dot):
        what = "strokes" if isinstance(mark, Stroke) else "areas"
        raise RuleError(
            f"{machine.name} makes dots only, and marks of this plate are {what}: use --style dots "
            "with a plate of letters, such as letters-24, or another machine"
        )
    if (
        isinstance(mark, Dot)
        and machine.operation not in DOTS_ONLY
        and mark.diameter < machine.tool + 2 * _SHORTEST
    ):
        raise RuleError(
            f"{machine.name} makes lines of {machine.tool:g} mm, too wide for the dots of "
            f"{mark.diameter:g}"
        )


def _check_depth(task: Task, layout: Layout, machine: Machine) -> None:
    match task:
        case Ring():
            width = machine.tool
        case Way():
            width = task.width
        case Pit():
            width = task.diameter
        case _:
            assert_never(task)
    depth = machine.depth_for(width)
    if depth > machine.depth + 1e-9:
        raise RuleError(
            f"{machine.name} goes {machine.depth:g} mm deep at most, and a mark of {width:g} "
            f"needs {depth:.2f}"
        )
    if depth > layout.thickness - _LEAST_METAL:
        raise RuleError(
            f"{machine.name} would go {depth:.2f} mm deep into {layout.thickness:g} mm of metal"
        )


def tasks(mark: Mark, side: str, machine: Machine) -> Iterator[Task]:
    """What is to be done for one mark; nothing for one that the machine leaves out.

    Rings for a hand punch are of no use to a machine of points. Holes and outline are cut from
    `CUT_FROM` alone, where the machine cuts at all.
    """
    if mark.role in CUT_THROUGH:
        if machine.cut_power and side == CUT_FROM:
            yield _cut(mark, machine.kerf)
        return
    match mark:
        case Dot() if machine.operation in DOTS_ONLY:
            size = machine.tool if machine.operation == DOT_PEEN else mark.diameter
            yield Pit(mark.centre, size)
        case Dot():
            yield from _disc(mark, machine)
        case Stroke():
            if machine.operation not in DOTS_ONLY:
                width = mark.width if machine.operation in POINTED else machine.tool
                yield Way(quartered(mark.path), width)
        case Area():
            if machine.operation not in DOTS_ONLY:
                loops = (mark.outline, *mark.holes)
                yield from (Way(quartered(loop), machine.tool) for loop in loops)
                yield from (Way(line, machine.tool) for line in _filling(loops, machine.tool))
        case _:
            assert_never(mark)


def _cut(mark: Mark, kerf: float) -> Task:
    """Along an edge, half the kerf away from the part."""
    match beside(mark, kerf):
        case Dot() as way:
            return Ring(way.centre, rounded(way.diameter / 2), mark.role)
        case Area() as way:
            return Way(quartered(way.outline), 0.0, mark.role)


def _disc(dot: Dot, machine: Machine) -> Iterator[Task]:
    """A ring whose outer edge is the dot's, and level lines within it."""
    width = machine.tool
    radius = rounded((dot.diameter - width) / 2)
    yield Ring(dot.centre, radius)
    count = max(0, math.ceil(2 * radius / width) - 1)
    for number in range(count):
        off = (number - (count - 1) / 2) * width
        half = math.sqrt(max(0.0, radius**2 - off**2)) - width / 2
        if 2 * half >= _SHORTEST:
            y = dot.centre.y + off
            left, right = Point(dot.centre.x - half, y), Point(dot.centre.x + half, y)
            yield Way(Path(left.rounded(), (Line(right.rounded()),)), width)


def _filling(loops: tuple[Path, ...], width: float) -> Iterator[Path]:
    """Level lines inside contours by the even-odd rule, each half its width away from them."""
    box = loops[0].box()
    for number in range(max(0, math.ceil(box.height / width) - 1)):
        y = round(box.bottom + (number + 1) * width, 3)
        crossed = sorted(x for loop in loops for x in _crossings(loop, y))
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            if right - left - width >= _SHORTEST:
                first, last = Point(left + width / 2, y), Point(right - width / 2, y)
                yield Path(first.rounded(), (Line(last.rounded()),))


def _crossings(path: Path, y: float) -> Iterator[float]:
    """Where a closed path crosses a level line; one that only touches it does not."""
    for start, step in path.steps():
        if isinstance(step, Line):
            if (start.y <= y) != (step.end.y <= y):
                part = (y - start.y) / (step.end.y - start.y)
                yield start.x + part * (step.end.x - start.x)
            continue
        yield from _on_arc(start, step, y)


def _on_arc(start: Point, arc: Arc, y: float) -> Iterator[float]:
    """The same of an arc, cut where it turns from rising to falling."""
    centre = arc.centre(start)
    sweep = arc.sweep(start) * (1 if arc.ccw else -1)
    first = math.atan2(start.y - centre.y, start.x - centre.x)
    turns = [0.0, sweep]
    for quarter in (math.pi / 2, -math.pi / 2):
        off = (quarter - first) % (2 * math.pi)
        off = off if arc.ccw else off - 2 * math.pi
        if 0 < off / sweep < 1:
            turns.append(off)
    turns.sort(key=abs)
    heights = [centre.y + arc.radius * math.sin(first + turn) for turn in turns]
    heights[0], heights[-1] = start.y, arc.end.y
    for turn, low, high in zip(turns, heights, heights[1:], strict=False):
        if (low <= y) != (high <= y):
            half = math.sqrt(max(0.0, arc.radius**2 - (y - centre.y) ** 2))
            beside = math.cos(first + turn + sweep * 1e-6) > 0
            yield centre.x + (half if beside else -half)


def quartered(path: Path) -> Path:
    """The same path with no arc of more than a quarter turn, in whole micrometres."""
    steps: list[Segment] = []
    for start, step in path.steps():
        if isinstance(step, Arc) and step.sweep(start) > _WIDEST:
            steps.extend(in_parts(start, step, math.ceil(step.sweep(start) / _WIDEST)))
        else:
            steps.append(step)
    return Path(path.start, tuple(steps))
