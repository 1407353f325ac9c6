"""Templates and fonts of the user's own: found, begun and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files
from generator import template_file as templates
from generator.choice import STYLES
from generator.cli import options, report, screen
from generator.cli.options import Command
from generator.cli.screen import Said, nearest
from generator.errors import TemplateError
from generator.template import Template
from generator.template_file import Asked, Survey

if TYPE_CHECKING:
    from generator.outlines import Outlines

HERE = "."


def plate(asked: Asked, width: float | None) -> Template:
    """The template asked for; one that doesn't ship is held against its encodings first."""
    found = templates.find(asked, width)
    agree(found, asked)
    return found


def agree(found: Template, asked: Asked) -> None:
    """Refuse a template of the user's own whose labels or legend say what its marks don't mean."""
    if asked.settings or asked.name not in templates.names():
        from generator.inspection import check  # nobody else waits for it

        check(found)


def notes(asked: Asked, font: Path | None) -> Iterator[str]:
    """What the owner of a plate of such a template, or in such letters, should know."""
    if asked.settings:
        yield "to read these files, give read the same --template and --set"
    if font is not None:
        yield "to read these files, give read the same --font"


def outlines(font: Path | None, language: str | None) -> Outlines | None:
    """The letters of a font, if there is one: those of the language, or all words it can draw."""
    if font is None:
        return None
    from generator.inscription import outlines_of
    from generator.outline_font import load

    opened = load(font)
    if opened.variable:
        screen.note("the font has several styles; its default is drawn")
    return outlines_of(opened, language)


class _NewName(click.ParamType["str"]):
    name = "NAME"

    def convert(self, value: object, _param: object, _context: object) -> str:
        name = str(value)
        if not templates.is_name(name):
            most = templates.LONGEST_NAME
            raise Said(f"must be of letters a to z, digits and hyphens, at most {most}")
        if name.lower() in templates.names():
            raise Said("is the name of a plate that ships; a plate of your own needs another")
        return name


class _Shipped(click.ParamType["str"]):
    name = "TEMPLATE"

    def convert(self, value: object, _param: object, _context: object) -> str:
        name = str(value).lower()
        if name not in templates.names():
            meant = nearest(name, templates.names())
            raise Said(f"must be a plate that ships{meant or '; see metalstamp templates'}")
        return name


@click.command("new-template", cls=Command)
@click.argument("name", type=_NewName(), metavar="NAME")
@click.option("--like", type=_Shipped(), metavar="TEMPLATE", help="Start from a plate that ships.")
@click.option(
    "--out",
    "folder",
    type=options.Folder(),
    default=HERE,
    metavar="DIR",
    help="The folder for NAME.toml; made if missing.  [default: this one]",
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@options.as_json
def new_template(name: str, like: str | None, folder: str, *, force: bool, as_json: bool) -> None:
    """Write a template file to start from, for a plate of your own.

    It has comments and can be made as it is; then change what should be otherwise, and look with
    check-template.
    """
    from generator.starting import text

    path = Path(folder) / f"{name}.toml"
    files.hand_over(Path(folder), [(path.name, text(name, like).encode())], force=force)
    if as_json:
        report.as_json({"folder": folder, "file": path.name})
        return
    click.echo(f"{path} is written. When you have changed it:")
    click.echo(f"  metalstamp check-template {path}")
    click.echo(f"  metalstamp blank --template {path}")


@click.command("check-template", cls=Command)
@options.asked_file
@options.width
@options.as_json
def check_template(asked: Asked, width: float | None, *, as_json: bool) -> None:
    """Say everything that is wrong with a template file, and whether the full plate can be made.

    Looks at keys and values, at labels and legend against the encodings, and at the rules of the
    full plate for each secret that it says to hold.
    Ends with exit code 1 if anything is wrong.
    """
    from generator.inspection import inspect

    seen = inspect(asked, width)
    if as_json:
        report.as_json(_facts(seen))
    else:
        for fault in seen.faults:
            click.echo(fault.line)
    if seen.faults:
        count = len(seen.faults)
        noun = "fault" if count == 1 else "faults"
        skipped = "" if seen.measured else "; mend these, and the full plate will be looked at too"
        raise TemplateError(f"{count} {noun} in {seen.file}{skipped}")
    if not as_json and seen.template is not None:
        click.echo(f"{seen.file}: ok, {_capacity(seen.template)}")


def _facts(seen: Survey) -> dict[str, Any]:
    return {
        "file": seen.file,
        "ok": not seen.faults,
        "faults": [
            {
                "table": fault.where.removeprefix(seen.file).strip(),
                "key": fault.key,
                "problem": fault.line,
            }
            for fault in seen.faults
        ],
        "holds": {kind: list(counts) for kind, counts in seen.template.holds}
        if seen.template is not None
        else {},
    }


def _capacity(template: Template) -> str:
    from generator.inspection import can_be_made

    held = "; ".join(report.held(template, kind) for kind in template.kinds)
    styles = [style for style in STYLES if can_be_made(template, style)]
    return f"holds {held}; can be made in {' and '.join(styles)}"
