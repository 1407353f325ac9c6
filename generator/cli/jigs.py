"""Guides for a punch, a letter stamp or a drill."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import click

from generator import files, pipeline
from generator.cli import needs, options, own, report
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.screen import Complaint, Said
from generator.jig import Jig, Tool, drill_guides, guides
from generator.jig_files import RECESSED, File, written
from generator.template import Template
from generator.template_file import Asked

_CLEARANCE = 0.3
"""Millimetres that a hole is wider than what goes through it."""

_FLAT = ("dxf", "step", "svg")

_STYLES: Mapping[str, tuple[Callable[[Template, Tool], tuple[Jig, ...]], tuple[str, ...]]] = (
    MappingProxyType({"guide": (guides, tuple(RECESSED)), "drill": (drill_guides, _FLAT)})
)
"""What makes each, and the formats it comes in."""


class _Millimetres(click.ParamType["float"]):
    name = "MM"

    def convert(self, value: object, _param: object, _context: object) -> float:
        try:
            length = float(str(value))
        except ValueError:
            length = -1.0
        if not 0 <= length <= 50:
            raise Said("must be millimetres from 0 to 50")
        return length


class _Formats(click.ParamType["tuple[str, ...]"]):
    name = "FORMATS"

    def convert(self, value: object, _param: object, _context: object) -> tuple[str, ...]:
        names = tuple(name.strip().lower() for name in str(value).split(","))
        if not set(names) <= {*RECESSED, *_FLAT}:
            known = sorted({*RECESSED, *_FLAT})
            raise Said(f"must be some of {', '.join(known)}, joined by commas")
        return names


@dataclass(frozen=True, slots=True)
class _Wish:
    """What kind of guide, and for what."""

    tip: float | None
    clearance: float
    style: str
    formats: tuple[tuple[str, ...], ...]


_wish = gathered(
    options.options(
        click.option(
            "--tip",
            type=_Millimetres(),
            metavar="MM",
            help="Diameter of the punch or drill, or side of the letter stamp.  "
            "[default: as large as the mark]",
        ),
        click.option(
            "--clearance",
            type=_Millimetres(),
            metavar="MM",
            default=_CLEARANCE,
            show_default=True,
            help="How much wider the holes are.",
        ),
        click.option(
            "--style",
            type=click.Choice(tuple(_STYLES), case_sensitive=False),
            default="guide",
            show_default=True,
            help="A guide that drops over the plate, to be printed; or a flat one of steel, to "
            "drill through.",
        ),
        click.option(
            "--format",
            "formats",
            type=_Formats(),
            multiple=True,
            metavar="3mf,stl,step|dxf,svg,step",
            help="Formats, joined by commas.  [default: all of that style that are installed]",
        ),
    ),
    _Wish,
    "wish",
)


@dataclass(frozen=True, slots=True)
class _Where:
    """The folder for the files."""

    folder: str
    force: bool


@click.command("jig", cls=Command)
@options.asked
@_wish
@options.kind
@options.width
@gathered(options.folder, _Where, "where")
@options.as_json
def jig(
    asked: Asked,
    wish: _Wish,
    kind: str | None,
    width: float | None,
    where: _Where,
    *,
    as_json: bool,
) -> None:
    """Make guides with a hole over each place where a mark may be.

    One for each side, labelled and with a corner cut off, so that none can be turned or mirrored
    unnoticed; where the places are too close for walls of 0.8 mm, several share them.
    All places have a hole, so no secret is in it and none is asked for.
    """
    make, possible = _STYLES[wish.style]
    formats = _formats(wish, possible)
    needs.check(formats)
    files.check(Path(where.folder))
    plate = own.plate(asked, width)
    made = pipeline.prepared(plate, plate.most(kind))
    wanted = make(made, Tool(wish.tip or None, wish.clearance))
    done = list(_with_progress(wanted, formats))
    contents = [(each.name, each.data) for each in done]
    fresh = files.hand_over(Path(where.folder), contents, force=where.force)
    if as_json:
        report.as_json({"folder": where.folder, "files": [_facts(each) for each in done]})
        return
    click.echo(f"In {where.folder}:")
    report.table(
        (
            each.name,
            report.size(len(each.data)),
            each.verified + ("" if each.name in fresh else ", unchanged"),
        )
        for each in done
    )


def _formats(wish: _Wish, possible: Sequence[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(name for names in wish.formats for name in names))
    if not set(named) <= set(possible):
        raise Complaint(f"--style {wish.style} comes as {', '.join(possible)}")
    return named or tuple(name for name in possible if needs.are_there(name))


def _with_progress(wanted: Sequence[Jig], formats: Sequence[str]) -> Iterator[File]:
    each = [(guide, name) for guide in wanted for name in formats]
    if not sys.stderr.isatty():
        yield from (written(guide, name) for guide, name in each)
        return
    with click.progressbar(each, label="Making and reading back", file=sys.stderr) as bar:
        yield from (written(guide, name) for guide, name in bar)


def _facts(file: File) -> dict[str, object]:
    return {"name": file.name, "bytes": len(file.data), "verified": file.verified}
