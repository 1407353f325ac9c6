"""What shows a plate to people: the drawing for a workshop, and a picture."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files, pipeline, shelf, template_file
from generator.choice import Choice
from generator.cli import arguments, needs, options, own, report
from generator.cli.opening import opened
from generator.cli.options import Command, Sought
from generator.cli.shop_option import ShopName
from generator.errors import TemplateError
from generator.layout import Layout
from generator.place import place
from generator.template import Template
from generator.template_file import Asked

if TYPE_CHECKING:
    from generator.drawing import Facts
    from generator.shop import Shop

_order = options.options(
    click.option(
        "--shop",
        type=ShopName(),
        metavar="NAME|FILE",
        help="The shop that it is for, as metalstamp shops lists it, or a file of your own.",
    ),
    click.option("--material", default="", metavar="TEXT", help="The metal, as it shall be named."),
    click.option(
        "--thickness", type=float, metavar="MM", help="Of the metal, instead of the template's."
    ),
    click.option(
        "--quantity", type=int, default=1, show_default=True, metavar="N", help="How many plates."
    ),
    click.option(
        "--finish",
        default="",
        metavar="TEXT",
        help="The finish.  [default: deburred, and stainless steel passivated after engraving]",
    ),
)


def _facts(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command what an order says, gathered in one `Facts`."""

    @functools.wraps(command)
    def gathered(  # one for each option
        shop: Shop | None,
        material: str,
        thickness: float | None,
        quantity: int,
        finish: str,
        **given: Any,
    ) -> None:
        needs.check(("drawing",))
        from generator.drawing import Facts

        title = shop.title if shop is not None else ""
        command(facts=Facts(material, thickness, quantity, finish, title), **given)

    return _order(gathered)


@click.command("drawing", cls=Command)
@options.asked
@options.kind
@options.words_to_hold
@_facts
@options.folder
@options.as_json
def drawing(  # noqa: PLR0913  # one for each group of options
    asked: Asked,
    kind: str | None,
    words: int | None,
    facts: Facts,
    folder: str,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Make the drawing of a blank plate for a workshop, as PDF; no secret is needed.

    It has the views with their dimensions, tables of holes and marks, material, finish, tolerances
    and quantity, and is measured back before it is written.
    """
    from generator.drawing import ENDING
    from generator.drawing import drawing as draw

    files.check(Path(folder))
    plate = own.plate(asked, None)
    made = pipeline.prepared(plate, _choice(plate, kind, words))
    name = f"{made.name}{ENDING}"
    _hand_over([(name, draw(made, facts))], folder, force=force, as_json=as_json)


def _choice(plate: Template, kind: str | None, words: int | None) -> Choice:
    """The plate for a kind and number of words, as many as it can hold unless that is said."""
    if problem := shelf.unheld(plate, kind, words):
        raise TemplateError(problem)
    if kind is None and words is not None:
        kind = next((each for each in plate.kinds if words in plate.counts(each)), None)
    most = plate.most(kind)
    return replace(most, words=words or most.words)


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


class _Plates(click.ParamType["str"]):
    """A template, or a file to read."""

    name = "TEMPLATE|FILE"

    def convert(self, value: object, _param: object, _context: object) -> str:
        return str(value)


@click.command("preview", cls=Command)
@click.argument("what", nargs=-1, required=True, type=_Plates(), metavar="TEMPLATE|FILE...")
@options.looked_for
@click.option(
    "--width",
    "width_px",
    type=int,
    default=1000,
    show_default=True,
    metavar="PX",
    help="How wide the picture is.",
)
@options.folder
@options.as_json
def preview(  # one for each group of options
    what: tuple[str, ...],
    sought: Sought,
    width_px: int,
    folder: str,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Make a picture of a blank plate, or of the files of one plate, as PNG.

    Files that hold a secret give a SECRET picture. Both sides stand beside each other.
    """
    from generator.preview import png

    files.check(Path(folder))
    if what[1:] or Path(what[0]).suffix.lower() in _FILES:
        name, sides = _seen(what, sought)
    else:
        name, sides = _blank(what[0], sought)
    contents = [(name, png(sides, width_px))]
    _hand_over(contents, folder, force=force, as_json=as_json)


_FILES = (".svg", ".dxf", ".step", ".stp", ".pdf")


def _blank(name: str, sought: Sought) -> tuple[str, tuple[Layout, ...]]:
    """The sides of a blank plate of a template."""
    settings = sought.asked.settings if sought.asked is not None else ()
    typed = arguments.TemplateName()(name)
    asked = Asked(typed, settings)
    made = pipeline.prepared(plate := own.plate(asked, None), plate.most())
    return f"{made.name}.blank.png", place(None, made)


def _seen(paths: tuple[str, ...], sought: Sought) -> tuple[str, tuple[Layout, ...]]:
    """The sides that files show, as the plate that they are read to has them."""
    given = [opened(name, number) for number, name in enumerate(paths, start=1)]
    names = (sought.asked,) if sought.asked is not None else template_file.names()
    outlines = own.outlines(sought.font, None)
    with own.looked_for(sought.asked):
        sides = pipeline.sides_of(given, names, outlines)
    kind = "blank" if sides.blank else "SECRET"
    grids = None if sides.blank else sides.grids
    shown = tuple(each for each in place(grids, sides.template) if each.side in sides.given)
    side = f".{sides.given[0]}" if sides.missing else ""
    return f"{sides.template.name}.{kind}{side}.png", shown
