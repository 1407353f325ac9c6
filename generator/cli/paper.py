"""What shows a plate to people: the drawing for a workshop, and a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from generator import files, pipeline, shop_check, template_file
from generator.cli import arguments, needs, options, own, report, screen
from generator.cli import shop as shops
from generator.cli.gathering import gathered
from generator.cli.opening import of_machine, opened
from generator.cli.options import Command, Sought
from generator.cli.order_options import Line, Metal, metal, quantity
from generator.cli.screen import Complaint, Said
from generator.cli.shop_option import ShopName
from generator.cli.target import Target, target
from generator.cli.which import Which, choice
from generator.cli.which import which as chosen
from generator.layout import Layout
from generator.place import place
from generator.shop import Shop
from generator.template_file import Asked


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the drawing says of the order."""

    shop: Shop | None
    quantity: int
    finish: str | None


_wish_options = options.options(
    click.option(
        "--shop",
        type=ShopName(),
        metavar="NAME|FILE",
        help="The shop that it is for, as metalstamp shops lists it, or a file of your own; "
        "refused where it can't make the plate.",
    ),
    quantity,
    click.option(
        "--finish",
        type=Line(),
        help="Of the surface, in fewer than twelve words.  [default: deburred, and stainless "
        "steel passivated after engraving]",
    ),
)


@click.command("drawing", cls=Command)
@options.asked
@gathered(_wish_options, _Wish, "wish")
@metal
@chosen
@target
@options.as_json
def drawing(
    asked: Asked,
    wish: _Wish,
    metal: Metal,
    which: Which,
    target: Target,
    *,
    as_json: bool,
) -> None:
    """Make the drawing of a blank plate for a workshop, as PDF; no secret is needed.

    It has the views with their dimensions, tables of holes and marks, material, finish, tolerances
    and quantity, and is measured back before it is written.
    """
    needs.check(("drawing",))
    from generator.drawing import ENDING, MOST_TEXT, Facts
    from generator.drawing import drawing as draw

    files.check(Path(target.folder))
    plate = shop_check.as_thick(own.plate(asked, which.width), metal.thickness)
    made = pipeline.prepared(plate, choice(plate, which))
    risks = tuple(shops.risks(made, wish.shop)) if wish.shop is not None else ()
    title = wish.shop.title[:MOST_TEXT] if wish.shop is not None else ""
    facts = Facts(metal.material or "", wish.quantity, wish.finish or "", title)
    contents = [(f"{made.name}{ENDING}", draw(made, facts))]
    _hand_over(contents, target.folder, force=target.force, as_json=as_json)
    for risk in risks:
        screen.note(risk)


def _hand_over(
    contents: list[tuple[str, bytes]], folder: str, *, force: bool, as_json: bool
) -> None:
    if folder == options.DEFAULT_FOLDER:
        files.close_to_others(Path(folder))
    written = files.hand_over(Path(folder), contents, force=force)
    names = [name for name, _ in contents]
    if as_json:
        report.as_json({"folder": folder, "files": names})
        return
    click.echo(f"In {folder}:")
    report.table((name, "" if name in written else "unchanged") for name in names)


_LEAST_PX, _MOST_PX = 200, 2000
"""Pixels: a thumbnail, and more than a screen has."""


class _Pixels(click.ParamType["int"]):
    """How wide a picture is."""

    name = "PX"

    def convert(self, value: object, _param: object, _context: object) -> int:
        told = str(value)
        if not (told.isascii() and told.isdecimal() and _LEAST_PX <= int(told[:9]) <= _MOST_PX):
            raise Said(f"must be a whole number of pixels from {_LEAST_PX} to {_MOST_PX}")
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
    _hand_over(contents, target.folder, force=target.force, as_json=as_json)


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
