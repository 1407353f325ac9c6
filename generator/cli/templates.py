"""Templates of the user's own: begun and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator import files, inspection, starting
from generator import template_file as templates
from generator.choice import STYLES
from generator.cli import arguments, options, report
from generator.cli.options import Command
from generator.cli.screen import Said, nearest
from generator.errors import TemplateError
from generator.template import Template
from generator.template_file import Asked, Survey

HERE = "."

MOST_TOLD = 12
"""Faults on a terminal; many more often have one cause."""


class _NewName(click.ParamType["str"]):
    name = "NAME"

    def convert(self, value: object, _param: object, _context: object) -> str:
        name = str(value)
        if not templates.is_name(name):
            most = templates.LONGEST_NAME
            raise Said(f"must be of small letters a to z, digits and hyphens, at most {most}")
        if name in templates.names():
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
    type=arguments.Folder(),
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
    text = starting.text(name, like)
    path = Path(folder) / f"{name}.toml"
    files.hand_over(Path(folder), [(path.name, text.encode())], force=force)
    if as_json:
        report.as_json({"folder": folder, "file": path.name, "specification": specification()})
        return
    click.echo(f"{path} is written. When you have changed it:")
    click.echo(f"  metalstamp check-template {path}")
    click.echo(f"  metalstamp blank --template {path}")
    click.echo(f"Every key is explained in {specification()}")


def specification() -> str:
    """Where the file format is told on paper, in a checkout or in the installed package."""
    return str(templates.folder() / "README.md")


@click.command("check-template", cls=Command)
@options.asked_file
@options.width
@options.as_json
def check_template(asked: Asked, width: float | None, *, as_json: bool) -> None:
    """Say what is wrong with a template file, and whether the full plate can be made.

    Looks at keys and values, at labels and at what the legend says of kind, words and numbering,
    and at the rules of the full plate for each secret that it says to hold; what else the legend
    says has to be read by a person.
    Ends with exit code 1 if anything is wrong.
    """
    seen = inspection.inspect(asked, width)
    if as_json:
        report.as_json(_facts(seen))
    else:
        for fault in seen.faults[:MOST_TOLD]:
            click.echo(fault.line)
        if seen.faults[MOST_TOLD:]:
            click.echo(f"and {len(seen.faults) - MOST_TOLD} more; --json tells all")
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
    held = "; ".join(report.held(template, kind) for kind in template.kinds)
    styles = [style for style in STYLES if inspection.can_be_made(template, style)]
    return f"holds {held}; can be made in {' and '.join(styles)}"
