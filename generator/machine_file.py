"""The table of a shop file that says what G-code for a machine needs."""

from __future__ import annotations

import re

from generator.machine import (
    DIALECTS,
    DOT_PEEN,
    GRBL,
    LASER,
    OPERATIONS,
    PECK,
    POINTED,
    TURNING,
    WITH_DEPTH,
    Machine,
)
from generator.tables import Table

_LINE = re.compile(
    r"(?:(?:G4 P[0-9]{1,4}(?:\.[0-9]{1,3})?|G(?:40|49|5[4-9]|61|80)|M[789]|T[0-9]{1,3})(?: |$))+"
)
"""What a line of one's own may say: nothing that moves, changes units or starts a tool."""

_MAY_SAY = "G4 P, G40, G49, G54 to G59, G61, G80, M7, M8, M9 and T"

_GROUPS = (r"\bG4\b", r"\bG40\b", r"\bG49\b", r"\bG5", r"\bG6", r"\bG80\b", r"\bM", r"\bT")
"""Codes that exclude each other on one line."""

_WAIT = re.compile(r"\bG4 P([0-9.]+)")
_LONGEST_WAIT = 60.0

_MOST_LINES = 20

_LONGEST_LINE = 70
"""Characters; GRBL keeps no more than 80 of one line."""

BOUNDS = {
    "offset": (0.0, 5000.0),
    "area": (10.0, 5000.0),
    "feed": (1.0, 60000.0),
    "tool": (0.01, 10.0),
    "plunge": (1.0, 10000.0),
    "safe_height": (1.0, 200.0),
    "depth": (0.01, 20.0),
    "peck": (0.01, 20.0),
    "tip_deg": (10.0, 170.0),
    "spindle": (1.0, 200000.0),
    "spin_up": (0.1, 60.0),
    "power": (1.0, 100000.0),
    "dwell": (0.001, 10.0),
    "cut_power": (1.0, 100000.0),
    "cut_feed": (1.0, 60000.0),
    "kerf": (0.01, 2.0),
}
"""Least and most of each number, both included, in its own unit; beyond is a slip of the pen.

What prints as 0.000, or would let a program run for years, is never a machine's.
"""

_WHOLE = ("spindle", "power", "cut_power")


def machine(table: Table, name: str) -> Machine:
    """The machine of a table; refuses one that lacks what its operation needs."""
    dialect = table.choice("dialect", DIALECTS)
    operation = table.choice("operation", OPERATIONS)
    offset, area = table.vec("offset"), table.size("area")
    for key, values in (("offset", (offset.dx, offset.dy)), ("area", (area.width, area.height))):
        for value in values:
            _within(table, key, value)
    found = Machine(
        name=name,
        dialect=dialect,
        operation=operation,
        header=_lines(table, "header", operation),
        footer=_lines(table, "footer", operation),
        offset=offset,
        area=area,
        feed=_number(table, "feed"),
        tool=_number(table, "tool"),
        plunge=_for(table, "plunge", WITH_DEPTH, operation),
        safe_height=_for(table, "safe_height", WITH_DEPTH, operation),
        depth=_for(table, "depth", WITH_DEPTH, operation),
        peck=_for(table, "peck", (PECK,), operation),
        tip_deg=_for(table, "tip_deg", POINTED, operation),
        spindle=int(_for(table, "spindle", TURNING, operation)),
        spin_up=_if_said(table, "spin_up"),
        power=int(_for(table, "power", (LASER, DOT_PEEN), operation)),
        dwell=_for(table, "dwell", (DOT_PEEN,), operation),
        cut_power=int(_if_said(table, "cut_power")),
        cut_feed=_if_said(table, "cut_feed"),
        kerf=_if_said(table, "kerf"),
    )
    _check(found, table)
    table.finish()
    return found


def _check(found: Machine, table: Table) -> None:
    if found.operation == LASER and found.dialect != GRBL:
        # LinuxCNC's manual, "M Codes": M3, M4 and S are of a spindle, M4 turns it backwards, and
        # what keeps step with the motion is M67 E Q, of an output that its owner has wired.
        table.fail(
            "dialect",
            "must be grbl for a laser: LinuxCNC has M3 and S for a spindle, and a beam by an "
            "output of its owner's (M67)",
        )
    if found.operation in POINTED and found.depth_for(found.tool) > found.depth + 1e-9:
        table.fail("depth", f"must be at least {found.depth_for(found.tool):.3f} for such a tool")
    if found.spin_up and found.operation not in TURNING:
        table.fail("spin_up", f"is not for {found.operation}")
    if bool(found.cut_power) != bool(found.cut_feed):
        table.fail("cut_feed", "and cut_power belong together")
    if found.cut_power and (found.operation != LASER or found.cut_power == found.power):
        table.fail("cut_power", "is for a laser, and must not be the power for marks")
    if found.kerf and not found.cut_power:
        table.fail("kerf", "is for a laser with cut_power")


def _for(table: Table, key: str, operations: tuple[str, ...], operation: str) -> float:
    """A number that these operations need and others must not have."""
    if operation in operations:
        if not table.has(key):
            table.fail(key, f"is missing, and {operation} needs it")
        return _number(table, key)
    if table.has(key):
        table.fail(key, f"is not for {operation}")
    return 0.0


def _if_said(table: Table, key: str) -> float:
    """A number that may be missing, or 0 for not at all."""
    value = table.number(key, 0.0)
    return _within(table, key, value) if value else 0.0


def _number(table: Table, key: str) -> float:
    return _within(table, key, table.number(key))


def _within(table: Table, key: str, value: float) -> float:
    """The value, if it lies within its bounds; a number of S or turns a whole one."""
    least, most = BOUNDS[key]
    if key in _WHOLE and value != int(value):
        table.fail(key, f"must be a whole number from {least:g} to {most:g}")
    if not least <= value <= most:
        table.fail(key, f"must be from {least:g} to {most:g}")
    return value


def _lines(table: Table, key: str, operation: str) -> tuple[str, ...]:
    """Lines of the owner's own, none of which may surprise whoever runs or reads the program."""
    lines = table.texts(key) if table.has(key) else ()
    if len(lines) > _MOST_LINES:
        table.fail(key, f"must be at most {_MOST_LINES} lines")
    for number, line in enumerate(lines, start=1):
        wrong = _fault_of(line)
        if not wrong and operation == DOT_PEEN and _WAIT.search(line):
            wrong = "waits by G4, which is how the needle strikes"
        if wrong:
            table.fail(key, f"line {number} {wrong}; a line may say {_MAY_SAY}")
    return lines


def _fault_of(line: str) -> str:
    """What is wrong with one line, without repeating it; empty for nothing."""
    faults = (
        ("is empty", not line.strip()),
        (f"is longer than {_LONGEST_LINE} characters", len(line) > _LONGEST_LINE),
        ("has a character that is not ASCII", not line.isascii()),
        ("has a control character, such as a tab or the end of a line", not line.isprintable()),
        ("has a percent sign, which would end the program", "%" in line),
        ("has a bracket without its partner", line.count("(") != line.count(")")),
        ("has a comment: put comments into the shop file, after #", bool(set("();") & set(line))),
        ("has lower-case letters: write codes in capitals", line.upper() != line),
        ("says something else than it may, or in another way", not _LINE.fullmatch(line)),
    )
    return next((what for what, wrong in faults if wrong), "") or _clash_in(line)


def _clash_in(line: str) -> str:
    """The same of a line whose codes are all let pass by themselves."""
    if any(len(re.findall(group, line)) > 1 for group in _GROUPS):
        return "says two codes that exclude each other: give each a line"
    if any(not 0 < float(found) <= _LONGEST_WAIT for found in _WAIT.findall(line)):
        return f"waits for no time, or for more than {_LONGEST_WAIT:g} seconds"
    return ""
