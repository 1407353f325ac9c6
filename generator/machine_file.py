"""The table of a shop file that says what G-code for a machine needs."""

from __future__ import annotations

import re

from generator.machine import (
    DIALECTS,
    DOT_PEEN,
    LASER,
    OPERATIONS,
    PECK,
    POINTED,
    TURNING,
    WITH_DEPTH,
    Machine,
)
from generator.tables import Table

_LINE = re.compile(r"(?:(?:G4 P\d+(?:\.\d+)?|G(?:40|49|5[4-9]|61|64|80)|M[789]|T\d{1,3})(?: |$))+")
"""What a line of one's own may say: nothing that moves, changes units or starts a tool."""

_MOST_LINES = 20


def machine(table: Table, name: str) -> Machine:
    """The machine of a table; refuses one that lacks what its operation needs."""
    operation = table.choice("operation", OPERATIONS)
    found = Machine(
        name=name,
        dialect=table.choice("dialect", DIALECTS),
        operation=operation,
        header=_lines(table, "header"),
        footer=_lines(table, "footer"),
        offset=table.vec("offset"),
        area=table.size("area"),
        feed=_positive(table, "feed"),
        tool=_positive(table, "tool"),
        plunge=_for(table, "plunge", WITH_DEPTH, operation),
        safe_height=_for(table, "safe_height", WITH_DEPTH, operation),
        depth=_for(table, "depth", WITH_DEPTH, operation),
        peck=_for(table, "peck", (PECK,), operation),
        tip_deg=_for(table, "tip_deg", POINTED, operation),
        spindle=round(_for(table, "spindle", TURNING, operation)),
        spin_up=table.number("spin_up", 0.0),
        power=round(_for(table, "power", (LASER, DOT_PEEN), operation)),
        dwell=_for(table, "dwell", (DOT_PEEN,), operation),
        cut_power=table.whole("cut_power", 0),
        cut_feed=table.number("cut_feed", 0.0),
        kerf=table.number("kerf", 0.0),
    )
    _check(found, table)
    table.finish()
    return found


def _check(found: Machine, table: Table) -> None:
    if found.tip_deg >= 180:
        table.fail("tip_deg", "must be less than 180")
    if found.operation in POINTED and found.depth_for(found.tool) > found.depth + 1e-9:
        table.fail("depth", f"must be at least {found.depth_for(found.tool):.3f} for such a tool")
    if found.safe_height and found.safe_height < 1:
        table.fail("safe_height", "must be at least 1")
    if bool(found.cut_power) != bool(found.cut_feed):
        table.fail("cut_feed", "and cut_power belong together")
    if found.cut_power and (found.operation != LASER or found.cut_power == found.power):
        table.fail("cut_power", "is for a laser, and must not be the power for marks")
    if found.kerf and not (found.cut_power and found.kerf <= 2):
        table.fail("kerf", "is for a laser with cut_power, and at most 2")


def _for(table: Table, key: str, operations: tuple[str, ...], operation: str) -> float:
    """A number that these operations need and others must not have."""
    if operation in operations:
        if not table.has(key):
            table.fail(key, f"is missing, and {operation} needs it")
        return _positive(table, key)
    if table.has(key):
        table.fail(key, f"is not for {operation}")
    return 0.0


def _positive(table: Table, key: str) -> float:
    value = table.number(key)
    if value <= 0:
        table.fail(key, "must be positive")
    return value


def _lines(table: Table, key: str) -> tuple[str, ...]:
    lines = table.texts(key) if table.has(key) else ()
    if len(lines) > _MOST_LINES or not all(map(_LINE.fullmatch, lines)):
        table.fail(
            key, "must be lines of G4 P, G40, G49, G54 to G59, G61, G64, G80, M7, M8, M9 and T"
        )
    return lines
