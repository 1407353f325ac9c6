"""The counts of a plate, to check it with a pencil once it is punched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from generator import counting, files, pipeline
from generator.choice import CHECKS, CODES, Choice
from generator.cli import options, own, report, screen
from generator.cli.asking import Source, ask
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.target import Target, hand_over, target
from generator.counting import Counts
from generator.counting_sheet import sheet
from generator.errors import VerifyError
from generator.formats import FORMATS
from generator.inscription import choice_for, inscribed
from generator.template import Template
from generator.template_file import Asked
from generator.words.kinds import Wish


@dataclass(frozen=True, slots=True)
class _Plate:
    """Where the secret comes from, and what is chosen about the plate."""

    path: str | None
    input_fd: int | None
    compact: bool
    check_row: bool
    check_rows: int | None
    width: float | None
    show: bool


_plate = gathered(
    options.options(
        options.input_file,
        options.input_descriptor,
        click.option("--compact", is_flag=True, help="CompactSeedQR, if that was made."),
        click.option("--check-row", is_flag=True, help="With the check row, if that was made."),
        options.check_rows,
        options.width,
        click.option("--show", is_flag=True, help="Print the counts, and write no sheet."),
    ),
    _Plate,
    "chosen",
)


@click.command("inspect", cls=Command)
@options.asked
@_plate
@options.wish
@target
@options.as_json
def inspect(
    asked: Asked,
    chosen: _Plate,
    wish: Wish,
    target: Target,
    *,
    as_json: bool,
) -> None:
    """Write a sheet with the mark count of each row and column, to check a punched plate by.

    Asks for the secret as make does. The sheet is private, for the counts tell something of it:
    burn it when the plate is checked.
    """
    plate = own.plate(asked, chosen.width)
    if not chosen.show:
        files.check(Path(target.folder))
    payload = ask(Source(chosen.path, chosen.input_fd), wish, plate.kinds).payload
    most = plate.most(payload.reveal().kind if payload.reveal().kind in plate.kinds else None)
    choice = choice_for(payload, plate, _choice(most, chosen))
    made = pipeline.prepared(plate, choice)
    found = counting.counted(inscribed(payload, made), made)
    if chosen.show:
        if as_json:
            report.as_json([_facts(each) for each in found])
        else:
            for each in found:
                _print(each)
        return
    contents = list(_sheets(found, made))
    written = hand_over(target, contents)
    with report.after_writing():
        if as_json:
            report.as_json({"folder": target.folder, "files": [name for name, _ in contents]})
        else:
            click.echo(f"In {target.folder}:")
            report.table((name, "" if name in written else "unchanged") for name, _ in contents)
    screen.note("the counts tell something of the secret: burn the sheet when the plate is checked")


def _choice(most: Choice, chosen: _Plate) -> Choice:
    return replace(
        most,
        code=CODES[1] if chosen.compact else CODES[0],
        check=CHECKS[1] if chosen.check_row else CHECKS[0],
        check_rows=chosen.check_rows,
    )


def _sheets(found: Sequence[Counts], made: Template) -> Iterator[tuple[str, bytes]]:
    """Each page with its name, read back to what was drawn."""
    svg = FORMATS["svg"]()
    even = any(name.endswith("-parity") for name in made.encodings)
    for counts in found:
        page = replace(sheet(counts, made, even=even), side="front")
        data = svg.write((page,))
        if svg.read(data) != (svg.view(page),):
            raise VerifyError("a sheet does not read back; nothing was written")
        side = f".{counts.side}" if len(found) > 1 else ""
        yield f"{made.name}.SECRET.counts{side}.svg", data


def _print(counts: Counts) -> None:
    click.echo(f"{counts.side}: {counts.marks} marks")
    report.table((line.name, f"{line.marks} of {line.slots}") for line in counts.rows)
    if counts.columns:
        click.echo("columns, from the left:")
        click.echo("  ".join(f"{line.name}: {line.marks}" for line in counts.columns))


def _facts(counts: Counts) -> dict[str, Any]:
    return {
        "side": counts.side,
        "marks": counts.marks,
        "rows": [{"name": line.name, "marks": line.marks} for line in counts.rows],
        "columns": [{"name": line.name, "marks": line.marks} for line in counts.columns],
    }
