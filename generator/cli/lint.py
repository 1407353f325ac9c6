"""Files of any maker, looked through for what a workshop would reject."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import click

from generator.cli import options, report
from generator.cli.opening import bytes_of
from generator.cli.options import Command
from generator.errors import ReadError
from generator.lint import lint as look_through
from generator.lint.findings import ERROR, Finding

LONGEST_NAME = 40
"""Letters of a file's name that are shown."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One file: its format and findings, or why nothing can be said about it."""

    number: int
    name: str
    """As it was given; its end, where it is long."""
    format: str
    findings: tuple[Finding, ...]
    refusal: str

    @property
    def errors(self) -> int:
        return sum(each.severity == ERROR for each in self.findings)

    @property
    def ok(self) -> bool:
        return not self.refusal and not self.errors


@click.command("lint", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@options.as_json
def lint(paths: tuple[str, ...], *, as_json: bool) -> None:
    """Say all that a workshop would reject a file for, whoever wrote it.

    Looks at the metal in the file and needs no template: contours that are open, tangled or there
    twice, units, text, hidden things, marks off the plate and more.
    Ends with exit code 1 if there is an error in any file; a warning is none.
    """
    seen = [_seen(name, number) for number, name in enumerate(paths, start=1)]
    if len(seen) == 1 and seen[0].refusal:
        raise ReadError(seen[0].refusal)
    if as_json:
        report.as_json([_facts(each) for each in seen])
    else:
        for each in seen:
            _print(each)
    bad = [each for each in seen if not each.ok]
    if bad:
        raise ReadError("; ".join(map(_told, bad[:4])) + ("; and more" if bad[4:] else ""))


def _seen(name: str, number: int) -> _Seen:
    try:
        kind, findings = look_through(bytes_of(name, number), name)
    except ReadError as error:
        told = str(error)
        about_file = told.startswith(f"file {number} ")
        rest = told.removeprefix(f"file {number}") if about_file else f": {told}"
        return _Seen(number, _shown(name), "", (), f"{_shown(name)}{rest}")
    return _Seen(number, _shown(name), kind, findings, "")


def _shown(name: str) -> str:
    """A name of a file in one line that is safe on a terminal.

    It is the user's own word on the command line, where nothing that looks like a secret gets by.
    """
    plain = "".join(each if each.isprintable() else "?" for each in name)
    return plain if len(plain) <= LONGEST_NAME else f"…{plain[1 - LONGEST_NAME :]}"


def _told(seen: _Seen) -> str:
    if seen.refusal:
        return seen.refusal
    plural = "" if seen.errors == 1 else "s"
    return f"{seen.name} has {seen.errors} kind{plural} of error"


def _print(seen: _Seen) -> None:
    if seen.refusal:
        click.echo(f"{seen.name}: not checked")
    elif not seen.findings:
        click.echo(f"{seen.name} ({seen.format}): no finding")
    else:
        click.echo(f"{seen.name} ({seen.format}):")
        report.table(
            (f"  {each.severity}", each.code, f"{each.what}{_where(each)}; {each.mend}")
            for each in seen.findings
        )


def _where(finding: Finding) -> str:
    times = f", {finding.count} times" if finding.count > 1 else ""
    first = "first " if finding.count > 1 else ""
    if finding.line is not None:
        return f"{times}, {first}in line {finding.line}"
    if finding.x is None or finding.y is None:
        return times
    return f"{times}, {first}at {finding.x:g}, {finding.y:g} mm"


def _facts(seen: _Seen) -> dict[str, object]:
    return {
        "file": seen.number,
        "name": seen.name,
        "format": seen.format or None,
        "ok": seen.ok,
        "refused": seen.refusal or None,
        "findings": [asdict(each) for each in seen.findings],
    }
