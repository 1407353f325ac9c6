"""A picture of a plate."""

from __future__ import annotations

from pathlib import Path

import click

from generator import files, pipeline, template_file
from generator.cli import arguments, options, own
from generator.cli.opening import of_machine, opened
from generator.cli.options import Command, Sought
from generator.cli.screen import Complaint, Said
from generator.cli.target import Target, show, target
from generator.layout import Layout
from generator.place import place
from generator.shop import Shop
from generator.template_file import Asked


class _Pixels(click.ParamType["int"]):
    """How wide a picture is."""

    name = "PX"

    def convert(self, value: object, _param: object, _context: object) -> int:
        from generator.preview import LEAST_PX, MOST_PX

        told = str(value)
        if not (told.isascii() and told.isdecimal() and LEAST_PX <= int(told[:9]) <= MOST_PX):
            raise Said(f"must be a whole number of pixels from {LEAST_PX} to {MOST_PX}")
        return int(told)


class _Plates(click.ParamType["str"]):
    """A template, or a file to read."""

    name = "TEMPLATE|FILE"

    def convert(self, value: object, _param: object, _context: object) -> str:
        return str(value)


@click.command("preview", cls=Command)
@click.argument("what", nargs=-1, required=True, type=_Plates(), metavar="TEMPLATE|FILE...")
@options.looked_for
@of_machine
@click.option(
    "--width",
    "width_px",
    type=_Pixels(),
    default=1000,
    show_default=True,
    metavar="PX",
    help="How wide the picture is.",
)
@target
@options.as_json
def preview(
    what: tuple[str, ...],
    sought: Sought,
    shop: Shop | None,
    width_px: int,
    target: Target,
    *,
    as_json: bool,
) -> None:
    """Make a picture of a blank plate, or of the files of one plate, as PNG.

    Files that hold a secret give a SECRET picture. Both sides stand beside each other.
    """
    from generator.preview import png

    files.check(Path(target.folder))
    plates = [each for each in what if Path(each).suffix in ("", ".toml")]
    if plates and what[1:]:
        raise Complaint("preview shows one template, or the files of one plate")
    if not plates:
        name, sides = _seen(what, sought, shop)
    else:
        name, sides = _blank(what[0], sought)
    contents = [(name, png(sides, width_px))]
    show(contents, target, as_json=as_json)


def _blank(name: str, sought: Sought) -> tuple[str, tuple[Layout, ...]]:
    """The sides of a blank plate of a template."""
    settings = sought.asked.settings if sought.asked is not None else ()
    typed = arguments.TemplateName()(name)
    asked = Asked(typed, settings)
    made = pipeline.prepared(plate := own.plate(asked, None), plate.most())
    return f"{made.name}.blank.png", place(None, made)


def _seen(
    paths: tuple[str, ...], sought: Sought, shop: Shop | None
) -> tuple[str, tuple[Layout, ...]]:
    """The sides that files show, as the plate that they are read to has them."""
    given = [opened(name, number, shop) for number, name in enumerate(paths, start=1)]
    names = (sought.asked,) if sought.asked is not None else template_file.names()
    outlines = own.outlines(sought.font, None)
    with own.looked_for(sought.asked):
        sides = pipeline.sides_of(given, names, outlines)
    kind = "blank" if sides.blank else "SECRET"
    grids = None if sides.blank else sides.grids
    shown = tuple(each for each in place(grids, sides.template) if each.side in sides.given)
    side = f".{sides.given[0]}" if sides.missing else ""
    return f"{sides.template.name}.{kind}{side}.png", shown
