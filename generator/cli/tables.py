"""The lookup table of a plate, printed or written."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files
from generator.cli import arguments, options, own, report
from generator.cli.options import Command
from generator.cli.screen import Complaint
from generator.errors import VerifyError
from generator.formats import FORMATS
from generator.template_file import Asked

if TYPE_CHECKING:
    from generator.lookup import Lookup

_FORMATS = ("text", "svg")


@dataclass(frozen=True, slots=True)
class _To:
    """Where a table goes; no folder is the terminal for text, and the default one for SVG."""

    form: str
    folder: str | None
    font: Path | None
    force: bool


def _gathered(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command the options about where the table goes, gathered in one `_To`."""

    @functools.wraps(command)
    def gathered(
        form: str, folder: str | None, font: Path | None, *, force: bool, **given: Any
    ) -> None:
        if font is not None and form == _FORMATS[0]:
            raise Complaint("--font is for --format svg; text is drawn by whatever shows it")
        command(to=_To(form, folder, font, force), **given)

    return _destination(gathered)


_destination = options.options(
    click.option(
        "--format",
        "form",
        type=click.Choice(_FORMATS, case_sensitive=False),
        default=_FORMATS[0],
        show_default=True,
        help="Text, or SVG sheets of A4 for a printer.",
    ),
    click.option(
        "--out",
        "folder",
        type=arguments.Folder(),
        metavar="DIR",
        help="The folder for the files.  [default: text is printed, SVG goes to output]",
    ),
    click.option(
        "--font",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A TTF or OTF font that draws the words on the sheets, of any script.",
    ),
    click.option("--force", is_flag=True, help="Replace files that exist."),
)


@click.command("table", cls=Command)
@options.asked
@options.kind
@options.language
@_gathered
@options.as_json
def table(asked: Asked, kind: str | None, language: str | None, to: _To, *, as_json: bool) -> None:
    """Print the table of all words, with which a person reads a plate without a computer.

    No secret is involved.
    """
    from generator.lookup import lookup, text  # no other command waits for them

    found = lookup(own.plate(asked, None), kind, language)
    if to.form == _FORMATS[0] and to.folder is None:
        if as_json:
            report.as_json(_facts(found))
        else:
            click.echo("\n".join(text(found)))
        return
    into = to.folder or options.DEFAULT_FOLDER
    files.check(Path(into))
    contents = list(_sheets(found, to.font) if to.form == "svg" else _texts(found))
    files.hand_over(Path(into), contents, force=to.force)
    names = [name for name, _ in contents]
    if as_json:
        report.as_json({"folder": into, "files": names})
        return
    click.echo(f"In {into}:")
    for name in names:
        click.echo(name)


def _texts(found: Lookup) -> Iterator[tuple[str, bytes]]:
    from generator.lookup import text

    yield f"{found.name}.txt", ("\n".join(text(found)) + "\n").encode()


def _sheets(found: Lookup, font: Path | None) -> Iterator[tuple[str, bytes]]:
    """Each page with its name, read back to what was drawn."""
    from generator.lookup_sheet import sheets

    svg = FORMATS["svg"]()
    layouts = sheets(found, own.font_in(font))
    for number, layout in enumerate(layouts, start=1):
        data = svg.write((layout,))
        if svg.read(data) != (svg.view(layout),):
            raise VerifyError("a sheet does not read back; nothing was written")
        page = f".{number}" if layouts[1:] else ""
        yield f"{found.name}{page}.svg", data


def _facts(found: Lookup) -> dict[str, Any]:
    from generator.lookup import pattern

    return {
        "template": found.plate,
        "encoding": found.encoding,
        "kind": found.script.kind,
        "language": found.script.language,
        "heading": list(found.heading),
        "words": [
            {
                "number": entry.number,
                "word": entry.word,
                "cells": list(pattern(entry.cells)),
                "letters": entry.letters,
            }
            for entry in found.entries
        ],
    }
