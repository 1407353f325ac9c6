"""Row after row of a damaged plate, asked for on the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from generator.cli import recover, screen
from generator.encodings.cells import Script
from generator.errors import ReadError, SecretError
from generator.recover.due import Due, due
from generator.recover.sheet import Outcome, Sheet
from generator.recover.typed import Typed, typed_row
from generator.recover.wallet import Wallet
from generator.template import Template
from generator.words.kinds import entries

_TERMINAL = Path("/dev/tty")

_MOST = 6
"""Words that a row may be that are named."""

_HELP = """\
Type each row as you see it: {forms}.
  ?       what can't be read: a mark, a digit, a letter; alone, or nothing at all, the whole row
  [ab]    one of several, a/b too: 12/21 for two numbers
  back    to the row before; what was typed can be typed again
  stop    to see what is known so far"""


def walk(plate: Template, script: Script, known: recover.Known, *, reveal: bool) -> None:
    """Ask for each row, and say at once what it can be; then mend, and have it confirmed."""
    wallet = recover.wallet_of(known, script)
    with _terminal() as terminal:
        if screen.swap_is_on():
            _say(terminal, f"Note: {screen.SWAP_NOTE}")
        _say(terminal, "What you type is shown, so let nobody look on.")
        rows = _rows(terminal, plate, script, known)
        outcome = _walked(terminal, rows, known, wallet)
        some = bool(outcome.found.answers)
        if some and (reveal or _yes(terminal, "Show the words?", default=False)):
            _say(terminal, recover.phrases(outcome, rows))
    if outcome.found.answer is None:
        raise ReadError(recover.problem(outcome, rows, wallet))


def rehearsed(rows: Due, known: recover.Known, script: Script) -> Outcome:
    """The same walk for a plate that is no secret."""
    with _terminal() as terminal:
        return _walked(terminal, rows, known, recover.wallet_of(known, script))


def _walked(terminal: TextIO, rows: Due, known: recover.Known, wallet: Wallet | None) -> Outcome:
    """All rows typed, mended and looked at once more."""
    _say(terminal, _HELP.format(forms=rows.how.forms))
    typed = _typed(terminal, rows)
    while True:
        sheet = Sheet(rows.how, tuple(typed), rows.sides)
        outcome = recover.found_in(sheet, rows, wallet, known)
        again = _confirmed(terminal, outcome, rows)
        if again is None:
            break
        typed[again] = _one(terminal, rows, again, typed[again])
    _say(terminal, "")
    for name, said in recover.lines_of(outcome, rows):
        _say(terminal, f"{name:<8}  {said}")
    return outcome


def _rows(terminal: TextIO, plate: Template, script: Script, known: recover.Known) -> Due:
    """Which rows the plate has, as was said or is answered."""
    counts = plate.counts(script.kind)
    words = known.words or _number(terminal, "How many words does it have?", counts, counts[-1])
    if words not in counts:
        raise ReadError(f"{plate.name} holds {', '.join(map(str, counts))} words, not so many")
    room = plate.check_rows(script.kind, words)
    checks = known.check_rows
    if checks is None and room:
        question = f"How many check rows, C1 to C{room[0]} or more? 0 for none."
        checks = _number(terminal, question, (0, *room), room[0])
    return due(plate, script, words, checks or 0)


def _typed(terminal: TextIO, rows: Due) -> list[Typed]:
    """All rows; those after `stop` are lost ones."""
    lost = typed_row("", rows.how)
    found: list[Typed] = []
    total = rows.words + rows.checks
    while len(found) < total:
        line = _line(terminal, f"{rows.label(len(found)):>8}: ")
        if line.strip().casefold() == "back":
            if found:
                found.pop()
            continue
        if line.strip().casefold() == "stop":
            found += [lost] * (total - len(found))
            break
        try:
            found.append(typed_row(line, rows.how))
        except SecretError as error:
            _say(terminal, f"          {error}; type the row again")
            continue
        _say(terminal, f"          {_told(found[-1], rows)}")
    return found


def _one(terminal: TextIO, rows: Due, row: int, before: Typed) -> Typed:
    """One row typed again; nothing typed leaves it as it was."""
    while True:
        line = _line(terminal, f"{rows.label(row):>8}: ")
        if not line.strip():
            return before
        try:
            return typed_row(line, rows.how)
        except SecretError as error:
            _say(terminal, f"          {error}; type the row again")


def _told(typed: Typed, rows: Due) -> str:
    """What a row can be, as soon as it is typed."""
    row, script = typed.row, rows.how.script
    known = entries(script.language, script.kind)
    if row.fits is None:
        return "lost"
    if row.odd:
        return "its marks are odd in number: one of them is wrong, or missing"
    if not row.fits:
        near = f"; one mark away: {_some(row.near, known)}" if row.near else ""
        return f"no word of the list{near}"
    if len(row.fits) == 1:
        return f"ok, {known[row.fits[0]]}"
    return f"one of {len(row.fits)}: {_some(row.fits, known)}"


def _some(values: tuple[int, ...], known: tuple[str, ...]) -> str:
    shown = ", ".join(known[value] for value in values[:_MOST])
    return f"{shown} and {len(values) - _MOST} more" if len(values) > _MOST else shown


def _confirmed(terminal: TextIO, outcome: Outcome, rows: Due) -> int | None:
    """Have each mended row looked at once more; the one to be typed again, if there is one."""
    answer = outcome.found.answer
    if answer is None:
        return None
    script = rows.how.script
    known = entries(script.language, script.kind)
    wrong = outcome.wrong(answer)
    if wrong:
        _say(terminal, f"\n{len(wrong)} rows are not as they were typed. Look at each once more:")
    for row in wrong:
        value = answer[row]
        base = rows.how.base
        number = f"number {value + base}, " if base is not None else ""
        _say(terminal, f"{rows.label(row):>8} {recover.why(outcome, row)}: {number}{known[value]}")
        if not _yes(terminal, "          Can that be what stands there?", default=True):
            _say(terminal, "          Type it as you see it now; nothing leaves it as it was.")
            return row
    return None


def _number(terminal: TextIO, question: str, allowed: tuple[int, ...], default: int) -> int:
    choices = ", ".join(map(str, allowed))
    while True:
        line = _line(terminal, f"{question} ({choices}) [{default}] ").strip()
        if not line:
            return default
        if line in map(str, allowed):
            return int(line)
        _say(terminal, f"one of {choices}")


def _yes(terminal: TextIO, question: str, *, default: bool) -> bool:
    while True:
        line = _line(terminal, f"{question} [{'Y/n' if default else 'y/N'}] ").strip().casefold()
        if line in ("", "y", "yes", "n", "no"):
            return line.startswith("y") if line else default


@contextmanager
def _terminal() -> Iterator[TextIO]:
    try:
        terminal = _TERMINAL.open("r+b", buffering=0)
    except OSError:
        raise screen.Complaint(
            "there is no terminal to ask on; use --input FILE, or --input - for standard input"
        ) from None
    with io.TextIOWrapper(terminal, errors="replace", write_through=True) as opened:
        yield opened


def _line(terminal: TextIO, prompt: str) -> str:
    """A line as it was typed. Raises `Abort` at the end of input, or where it was stopped."""
    terminal.write(prompt)
    try:
        line = terminal.readline()
    except KeyboardInterrupt:
        line = ""
    if not line:
        _say(terminal, "")
        raise click.Abort
    return line


def _say(terminal: TextIO, text: str) -> None:
    terminal.write(f"{text}\n")
