"""Guides for a punch, a letter stamp or a drill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import click

from generator import files, pipeline
from generator.cli import needs, options, own, report, screen
from generator.cli.drawings import with_progress
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.screen import Complaint, Said
from generator.cli.target import Target, hand_over, target
from generator.formats import FORMATS
from generator.jig import Jig, Tool, drill_guides, guides, marked_by
from generator.jig_files import RECESSED, File, written
from generator.template import Letter, Template
from generator.template_file import Asked
from generator.words.lists import listed

_CLEARANCE = 0.3
"""Millimetres that a hole is wider than what goes through it."""

_LEAST_TIP = 0.1
"""Millimetres; the thinnest drill that there is."""

_FLAT = ("dxf", "step", "svg")

_STYLES: Mapping[str, tuple[Callable[[Template, Tool], tuple[Jig, ...]], tuple[str, ...], str]] = (
    MappingProxyType(
        {"guide": (guides, tuple(RECESSED), "jig"), "drill": (drill_guides, _FLAT, "drill")}
    )
)
"""What makes each, the formats it comes in, and what its files are called."""


class _Millimetres(click.ParamType["float"]):
    name = "MM"

    def __init__(self, least: float) -> None:
        self.least = least

    def convert(self, value: object, _param: object, _context: object) -> float:
        try:
            length = float(str(value))
        except ValueError:
            length = -1.0
        if not self.least <= length <= 50:
            raise Said(f"must be millimetres from {self.least:g} to 50")
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
            type=_Millimetres(_LEAST_TIP),
            metavar="MM",
            help="Diameter of the punch or drill, or side of the letter stamp.  "
            "[default: as large as the mark]",
        ),
        click.option(
            "--clearance",
            type=_Millimetres(0.0),
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


@click.command("jig", cls=Command)
@options.asked
@_wish
@options.kind
@options.width
@target
@options.as_json
def jig(
    asked: Asked,
    wish: _Wish,
    kind: str | None,
    width: float | None,
    target: Target,
    *,
    as_json: bool,
) -> None:
    """Make guides with a hole over each place where a mark may be.

    One for each side, labelled and with a corner cut off, so that none can be turned or mirrored
    unnoticed; where the places are too close for walls of 0.8 mm, several share them.
    All places have a hole, so no secret is in it and none is asked for.
    """
    make, possible, called = _STYLES[wish.style]
    formats = _formats(wish, possible)
    needs.check(formats)
    files.check(Path(target.folder))
    plate = own.plate(asked, width)
    made = pipeline.prepared(plate, plate.most(kind))
    wanted = make(made, Tool(wish.tip, wish.clearance))
    each = [(guide, name) for guide in wanted for name in formats]
    done = list(with_progress((written(guide, name) for guide, name in each), len(each)))
    fresh = hand_over(target, [(each.name, each.data) for each in done])
    older = _older(Path(target.folder), f"{plate.name}.{called}", [each.name for each in done])
    if as_json:
        report.as_json(
            {"folder": target.folder, "files": [_facts(each) for each in done], "older": older}
        )
    else:
        report.products(done, target.folder, fresh)
    for note in _notes(wish, made, older):
        screen.note(note)


def _notes(wish: _Wish, made: Template, older: Sequence[str]) -> Iterator[str]:
    if wish.style == "drill" and Letter in marked_by(made):
        yield "letters have no holes in a drill guide; --style guide makes them as well"
    if older:
        which = listed(sorted({re.split(r"_mm\.|\.(?=[^.]*$)", name)[0] for name in older}), "and")
        yield (
            f"older guides for this plate are in the folder too, {which}: of another set, or of "
            "this one in another format; mix no sets"
        )


def _older(folder: Path, stem: str, made: Sequence[str]) -> list[str]:
    """The guides in a folder for the same plate, of the same style, that were not made now."""
    endings = tuple(sorted({FORMATS[name]().ending for name in (*RECESSED, *_FLAT)}))
    pattern = re.compile(rf"{re.escape(stem)}(\.(front|back))?(-[1-9]of[1-9])?")
    return sorted(
        path.name
        for path in folder.iterdir()
        for ending in endings
        if path.name.endswith(ending)
        and pattern.fullmatch(path.name.removesuffix(ending))
        and path.name not in made
    )


def _formats(wish: _Wish, possible: Sequence[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(name for names in wish.formats for name in names))
    if not set(named) <= set(possible):
        raise Complaint(f"--style {wish.style} comes as {', '.join(possible)}")
    return named or tuple(name for name in possible if needs.are_there(name))


def _facts(file: File) -> dict[str, object]:
    return {"name": file.name, "bytes": len(file.data), "verified": file.verified}
