"""What a machine has done, as marks in the frame of the plate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from generator.errors import ReadError
from generator.formats.gcode_moves import Done, Prick, Round, Trace
from generator.formats.kerf_read import part
from generator.geometry import Rect, Vec
from generator.layout import Area, Dot, Mark, Role, Stroke
from generator.machine import DOT_PEEN, LASER, Machine

_MOST_CUT = 5_000
"""Contours; a sheet of washers has a few hundred."""

ENCLOSING = 0.01
"""Square millimetres; a way that comes home around less than that is a line."""


def marks_of(done: Iterable[Done], machine: Machine) -> Iterator[Mark]:
    """Each mark; of what is cut through, the outermost are outlines and the others holes."""
    by = Vec(-machine.offset.dx, -machine.offset.dy)
    cut: list[tuple[Rect, Dot | Area]] = []
    for each in done:
        mark = _mark(each, by, machine)
        if _is_cut(each, machine):
            if isinstance(mark, Stroke):
                raise ReadError("what is cut through is not closed")
            cut.append((mark.box(), mark))
        else:
            yield mark
    if len(cut) > _MOST_CUT:
        raise ReadError(f"it cuts more than {_MOST_CUT:,} contours, which no plate of ours has")
    for box, mark in cut:
        inside = any(other is not box and other.contains(box) for other, _ in cut)
        role = Role.HOLE if inside else Role.OUTLINE
        yield part(replace(mark, role=role), machine.kerf)


def _is_cut(done: Done, machine: Machine) -> bool:
    """Whether it was done with the power that cuts."""
    if isinstance(done, Prick) or machine.operation != LASER:
        return False
    if done.power == machine.cut_power:
        return True
    if done.power != machine.power:
        raise ReadError("it works with a power that the machine's profile does not name")
    return False


def _mark(done: Done, by: Vec, machine: Machine) -> Mark:
    match done:
        case Round():
            width = 0.0 if _is_cut(done, machine) else machine.width_at(done.depth)
            return Dot(Role.MARK, done.centre + by, 2 * done.radius + width)
        case Trace():
            path = done.path.moved(by)
            if path.closed and abs(path.area()) > ENCLOSING:
                return Area(Role.MARK, path)
            return Stroke(Role.MARK, path, machine.width_at(done.depth))
        case Prick():
            width = machine.tool
            if machine.operation != DOT_PEEN:
                width = machine.width_at(done.depth)
            return Dot(Role.MARK, done.centre + by, width)
        case _:
            assert_never(done)
