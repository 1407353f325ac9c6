"""G-code read back as one machine would carry it out.

Whatever could be done in two ways, or depends on what happened before the file, is refused with a
reason: a move before the modes are set, a rapid move through metal, a power or depth that the
machine's profile does not name, a place that it does not reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER, finite, on_stock, text_of
from generator.formats.gcode_marks import marks_of
from generator.formats.gcode_moves import Motion, State
from generator.geometry import Point
from generator.layout import Face
from generator.machine import LINUXCNC, Machine

_WORDS = re.compile(rf"\s*([A-Z])\s*({NUMBER})")
_COMMENT = re.compile(r"\([^()]*\)|;.*")
_WHOSE = re.compile(rb"^\(FOR ([A-Za-z0-9._-]{1,40})\)\r?$", re.MULTILINE)
_HEAD = 300
"""Bytes at the head of a program in which such a comment is looked for."""

_UNPRINTABLE = re.compile(r"[^\t\n\r -~]|\r(?!\n)")

_MODES = {"G21", "G90", "G17", "G94"}
"""Millimetres, absolute, level arcs, feed a minute: all of them said before anything moves."""

_EXACT = "G61"
"""LinuxCNC follows the path as it is, and rounds no corner; GRBL never does."""

_OF_NO_MATTER = {_EXACT, "G40", "G49", "G80", "G98", "M7", "M8", "M9"}

_DATUMS = {f"G{number}" for number in range(54, 60)}
"""Which of the places that the machine remembers is its origin."""

_ROUNDING = "G64"
"""LinuxCNC leaves the path where that is quicker."""

_NOT_GRBL = {_ROUNDING, "G98"}
"""What GRBL stops at."""

_FASTEST = 1_000_000
"""Turns or millimetres a minute, and more than any power."""

_MOTIONS = {"G0", "G1", "G2", "G3", "G4", "G83"}
_TOOL = {"M3", "M4", "M5"}
_END = {"M2", "M30"}
_KNOWN = {_ROUNDING} | _MODES | _OF_NO_MATTER | _DATUMS | _MOTIONS | _TOOL | _END


def read(data: bytes, machine: Machine) -> tuple[Face, ...]:
    """The one face of a file, everything that is not cut as a mark, the datum as the profile says.

    Raises `ReadError` with one line that says what is wrong and repeats no text of the file.
    """
    state = State(machine)
    for number, line in enumerate(_lines(text_of(data, "G-code"), machine), start=1):
        try:
            _carry_out(line, state)
        except ReadError as error:
            raise ReadError(f"line {number}: {error}") from None
    if not state.ended:
        raise ReadError("the G-code ends too early: it has no M2, so part of the file is lost")
    return (on_stock(marks_of(state.done, machine), Point(0.0, 0.0)),)


def whose(data: bytes) -> str:
    """What the comment at the head of a program calls its machine; empty where there is none."""
    found = _WHOSE.search(data[:_HEAD])
    return found[1].decode("ascii") if found else ""


def _lines(text: str, machine: Machine) -> Iterator[str]:
    """Each line without its comments, and without the marks around a program of LinuxCNC."""
    if not text.isascii() or _UNPRINTABLE.search(text):
        raise ReadError("the G-code has characters that no controller takes")
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    for number, line in enumerate(lines):
        bare = _COMMENT.sub(" ", line).strip().upper()
        if bare == "%":
            if machine.dialect == "grbl" or number not in (0, len(lines) - 1):
                raise ReadError(f"line {number + 1}: a % that {machine.name} refuses")
            bare = ""
        yield bare


def _carry_out(line: str, state: State) -> None:
    if not line:
        return
    if state.ended:
        raise ReadError("the G-code goes on after its end")
    codes, values = _words(line)
    if not set(codes) <= _KNOWN:
        raise ReadError("it has a code that a file for this machine has no use for")
    if state.machine.dialect == "grbl" and _NOT_GRBL.intersection(codes):
        raise ReadError("it has a code that GRBL stops at")
    if _DATUMS.intersection(codes):
        state.elsewhere |= state.here is not None or state.height is not None
    state.returns |= "G98" in codes
    motions = [code for code in codes if code in _MOTIONS]
    if len(motions) > 1:
        raise ReadError("it says two motions at once")
    if _ROUNDING in codes:
        raise ReadError("it has a code that rounds corners (G64)")
    state.modes |= _due(state.machine).intersection(codes)
    state.tool = next((code for code in codes if code in _TOOL), state.tool)
    state.power = values.pop("S", state.power)
    state.feed = values.pop("F", state.feed)
    values.pop("T", None)
    _move(motions[0] if motions else "", values, state)
    if _TOOL.intersection(codes):
        state.switched()
    if _END.intersection(codes):
        state.end()


def _due(machine: Machine) -> set[str]:
    """The modes that have to be said before anything moves."""
    return {*_MODES, _EXACT} if machine.dialect == LINUXCNC else _MODES


def _move(code: str, values: dict[str, float], state: State) -> None:
    if code == "G4":
        state.dwell(values)
    elif code:
        if state.modes < _due(state.machine):
            due = "G21 G90 G17 G94" + f" {_EXACT}" * (state.machine.dialect == LINUXCNC)
            raise ReadError(f"it moves before units and modes are set ({due})")
        if state.elsewhere:
            raise ReadError("it changes the origin between moves")
        state.move(Motion(code, values))
    elif values:
        raise ReadError("it moves without saying how (G0, G1, G2, G3), or has a stray number")


def _words(line: str) -> tuple[list[str], dict[str, float]]:
    """The codes of a line, and the numbers that go with them."""
    codes: list[str] = []
    values: dict[str, float] = {}
    at = 0
    while at < len(line):
        found = _WORDS.match(line, at)
        if found is None:
            raise ReadError("it is not made of letters with numbers")
        at = found.end()
        letter, number = found[1], float(found[2])
        if letter not in "SF" or not number < _FASTEST:
            finite(number)
        if letter in "GM":
            if number != int(number):
                raise ReadError("it has a code that a file for this machine has no use for")
            codes.append(f"{letter}{int(number)}")
        elif letter in values or letter not in "XYZIJRQPFST":
            raise ReadError("it says a letter twice, or one that means nothing here")
        else:
            values[letter] = number
    return codes, values
