"""Several shares of a set, looked at together."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import pipeline
from generator import template_file as templates
from generator.cli import arguments, options, own, report
from generator.cli.asking import Source, ask_each, lines
from generator.cli.opening import opened
from generator.cli.options import Command, Sought
from generator.errors import ReadError, SecretError
from generator.pipeline import Found, Reading
from generator.secret import Secret
from generator.words import share_set
from generator.words.lists import listed
from generator.words.payload import Payload
from generator.words.share_set import Member, Verdict

if TYPE_CHECKING:
    from generator.outlines import Outlines

_SIDE_AND_FORMAT = re.compile(r"([._ -](front|back))?(_mm)?\.[a-z]+$", re.IGNORECASE)
"""What the names of the files of one plate differ in: `.front.svg`, `.back_mm.dxf`, `.step`."""

_TAKEN_TOGETHER = "one plate's files are in one folder, their names alike but for .front and .back"

_TITLES = {"slip39": "SLIP-39", "codex32": "codex32"}


@dataclass(frozen=True, slots=True, repr=False)
class _Share:
    """One share, and the numbers (1-based) of the files that it was read from, if any."""

    payload: Secret[Payload]
    told: Member
    files: tuple[int, ...] = ()


def _gathered(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command the options about where shares come from, gathered in one `Source`."""

    @functools.wraps(command)
    def gathered(path: str | None, input_fd: int | None, **given: Any) -> None:
        command(source=Source(path, input_fd), **given)

    return _source(gathered)


_source = options.options(
    click.option(
        "--input",
        "path",
        metavar="FILE|-",
        help="Read shares from a file, or - for stdin, by line.",
    ),
    click.option(
        "--input-fd",
        type=arguments.Descriptor(),
        metavar="N",
        help="Read shares from a file descriptor, by line.",
    ),
)


@click.command("shares", cls=Command)
@click.argument("paths", nargs=-1, metavar="[FILE]...")
@_gathered
@options.looked_for
@click.option("--complete", is_flag=True, help="Refuse shares that don't give the secret yet.")
@options.as_json
def shares(
    paths: tuple[str, ...], source: Source, sought: Sought, *, complete: bool, as_json: bool
) -> None:
    """Say whether shares of SLIP-39 or codex32 belong together, and whether they are enough.

    Shows nothing secret and puts no secret together. Takes the files of several plates, SVG, DXF
    and STEP; those of one plate are in one folder, under names that differ in side and format only.
    Without FILE and --input it asks for one share after the other, without echo.

    Ends with exit code 1 unless all are of one set and agree.

    Three plates that were made:  metalstamp shares one/*.svg two/*.svg three/*.svg
    """
    given = list(_read(paths, sought))
    if not paths or not source.is_terminal:
        given += _typed(source, len(given))
    problem = ""
    verdict = Verdict(enough=False, proved=False, line="")
    try:
        verdict = share_set.judge([share.payload for share in given])
    except SecretError as error:
        problem = str(error)
    if complete and not verdict.enough:
        problem = problem or verdict.line
    if as_json:
        report.as_json(_facts(given, verdict, problem))
    elif given:
        report.table(_rows(given))
    if problem:
        raise SecretError(problem)
    if not as_json:
        click.echo(verdict.line)


def _read(paths: Sequence[str], sought: Sought) -> Iterator[_Share]:
    """The share of each plate, in the order of their first files."""
    found = [opened(name, number) for number, name in enumerate(paths, start=1)]
    plates = _plates(paths)
    outlines = own.outlines(sought.font, None)
    for number, files in enumerate(plates, start=1):
        try:
            seen = _seen([found[at - 1] for at in files], sought, outlines, alone=not plates[1:])
            if not seen.payloads:
                raise ReadError("this is a blank")
            payload = seen.payloads[0]
            yield _Share(payload, share_set.member(payload), files)
        except (ReadError, SecretError) as error:
            raise ReadError(f"share {number} ({_called(files)}): {error}") from None


def _seen(
    files: Sequence[Found], sought: Sought, outlines: Outlines | None, *, alone: bool
) -> Reading:
    """What the files taken for one plate show; where they are too many or too few, why these.

    `alone` tells that no other files were given.
    """
    names = (sought.asked,) if sought.asked is not None else templates.names()
    doubtful = bool(files[1:])
    try:
        with own.looked_for(sought.asked):
            sides = pipeline.sides_of(files, names, outlines)
        doubtful = not alone and sides.held is None
        return pipeline.reading_of(sides, None)
    except ReadError as error:
        if doubtful:
            raise ReadError(f"{error}; {_TAKEN_TOGETHER}") from None
        raise


def _plates(paths: Iterable[str]) -> list[tuple[int, ...]]:
    """The numbers of the files of each plate."""
    plates: dict[tuple[Path, str], list[int]] = {}
    for number, name in enumerate(paths, start=1):
        path = Path(name)
        plates.setdefault((path.parent, _SIDE_AND_FORMAT.sub("", path.name)), []).append(number)
    return [tuple(files) for files in plates.values()]


def _typed(source: Source, before: int) -> list[_Share]:
    """The shares from a terminal or another source, numbered after those that came before."""

    def share(text: Secret[str], number: int) -> _Share:
        try:
            payload = share_set.parse(text)
            return _Share(payload, share_set.member(payload))
        except SecretError as error:
            raise SecretError(f"share {before + number}: {error}") from None

    if source.is_terminal:
        return ask_each(_prompt, share)
    return [share(text, number) for number, text in enumerate(lines(source), start=1)]


def _prompt(number: int) -> str:
    what = "all on one line" if number == 1 else "or nothing if there is no other"
    return f"Share {number}, {what} (not shown): "


def _called(files: Sequence[int]) -> str:
    return f"{'files' if files[1:] else 'file'} {listed(files, 'and')}"


def _rows(given: Sequence[_Share]) -> Iterator[tuple[str, ...]]:
    from_files = any(share.files for share in given)
    for number, share in enumerate(given, start=1):
        told = share.told
        name = f"index {told.number}" if told.kind == "codex32" else f"number {told.number}"
        needs = f"needs {told.needed}"
        if told.group is not None:
            name += f" of group {told.group}"
            needs += f" of the group, {told.groups_needed} of {told.groups} groups"
        where = (_called(share.files) if share.files else "typed",) if from_files else ()
        yield f"share {number}", *where, f"{_TITLES[told.kind]} set {told.set_name}", name, needs


def _facts(given: Sequence[_Share], verdict: Verdict, problem: str) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "ok": not problem,
        "enough": verdict.enough,
        "proved": verdict.proved,
        "verdict": problem or verdict.line,
        "shares": [
            {
                "files": list(share.files),
                "kind": share.told.kind,
                "set": share.told.set_name,
                "number": share.told.number,
                "group": share.told.group,
                "needed": share.told.needed,
                "groups": share.told.groups,
                "groups_needed": share.told.groups_needed,
            }
            for share in given
        ],
    }
