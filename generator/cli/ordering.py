"""Orders: everything that a workshop needs to make blanks, in one ZIP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import click

from generator import files, pipeline, shop_check
from generator.cli import needs, notes, options, own, report, screen
from generator.cli import shop as shops
from generator.cli.drawings import with_progress
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.order_options import Line, Metal, metal, quantity
from generator.cli.screen import Complaint
from generator.cli.shop_option import ShopName
from generator.cli.target import Target, hand_over, target
from generator.cli.which import Which, choice
from generator.cli.which import which as chosen
from generator.drawing import ENDING, MOST_TEXT, Facts, drawing
from generator.errors import RuleError
from generator.finish import finish_for
from generator.formats import FORMATS, Format
from generator.order import Order, packed, sha256, text
from generator.pipeline import Product
from generator.place import place
from generator.shop import Shop
from generator.template import Template
from generator.template_file import Asked

_AS = "say which metal, as in --material 304"

BY_HAND = "punching"
"""The process of tools and machines that nobody orders from."""

ORDERED = ("step", "dxf-cut", "dxf-mark", "dxf", "svg")
"""The formats of an order."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked of the workshop."""

    shop: Shop
    quantity: int
    finish: str | None
    letter: bool


_wish_options = options.options(
    click.option(
        "--shop",
        type=ShopName(),
        required=True,
        metavar="NAME|FILE",
        help="The workshop, as metalstamp shops lists it, or a file of your own.",
    ),
    quantity,
    click.option(
        "--finish",
        type=Line(),
        help="Of the surface, in fewer than twelve words.  [default: deburred, and stainless "
        "steel passivated after engraving]",
    ),
    options.letter,
)


@click.command("order", cls=Command)
@options.asked
@gathered(_wish_options, _Wish, "wish")
@metal
@chosen
@target
@options.as_json
def order(  # one for each group of options
    asked: Asked,
    wish: _Wish,
    metal: Metal,
    which: Which,
    target: Target,
    *,
    as_json: bool,
) -> None:
    """Pack everything that a workshop needs to make blanks into TEMPLATE.order.zip.

    The solid, the drawings to cut and to engrave, a drawing with dimensions and a text with
    material, finish, quantity and the check sum of each file.
    The plates are blanks: no secret is asked for, and none can be put in.
    """
    formats = _formats(wish.shop)
    files.check(Path(target.folder))
    plate, ordered = _ordered(own.plate(asked, which.width), wish, metal, which)
    name = f"{plate.name}.order.zip"
    drawn = drawing(ordered.plate, _told(ordered))  # first: it refuses texts, and is quicker
    contents = [(each.name, each.data) for each in _blanks(ordered.plate, formats)]
    contents.append((f"{plate.name}{ENDING}", drawn))
    if wish.letter:
        page = own.letter(ordered.plate)
        contents.append((page.name, page.data))
    archive = packed(ordered, contents)
    written = hand_over(target, [(name, archive)])
    if as_json:
        report.as_json(_facts(ordered, contents, target.folder, name))
    else:
        state = "read back" if written else "read back, unchanged"
        click.echo(f"In {target.folder}:")
        report.table([(name, report.size(len(archive)), state)])
        click.echo()
        click.echo(text(ordered, contents), nl=False)
    chosen_kind = notes.of_one_kind(plate, ordered.plate, which.kind, which.words)
    for note in (*chosen_kind, *own.notes(asked, None), *ordered.risks):
        screen.note(note)


def _told(ordered: Order) -> Facts:
    """The same for the drawing."""
    return Facts(ordered.material, ordered.quantity, ordered.finish, ordered.shop.title[:MOST_TEXT])


def _ordered(plate: Template, wish: _Wish, metal: Metal, which: Which) -> tuple[Template, Order]:
    """The template in that metal, and what is asked of the shop, which can make it.

    Raises `RuleError` where it can't, and `TemplateError` for a metal that it doesn't have.
    """
    shop = wish.shop
    if shop.process == BY_HAND:
        raise RuleError(
            f"{shop.name} is a tool of your own, not a workshop; order the blanks of a shop that "
            "cuts, and make guides with metalstamp jig"
        )
    if metal.material is None:
        known = ", ".join(each.name for each in shop.materials)
        raise Complaint(f"--material is missing: {f'{shop.name} has {known}' if known else _AS}")
    plate = shop_check.as_thick(plate, metal.thickness)
    sheet = shops.stocked(shop, metal.material)
    made = pipeline.prepared(plate, choice(plate, which))
    risks = tuple(shops.risks(made, shop, sheet))
    material = sheet if isinstance(sheet, str) else sheet.title
    finish = wish.finish or finish_for(material, place(None, made) if shop.marks else ())
    return plate, Order(made, shop, material, wish.quantity, finish, risks)


def _formats(shop: Shop) -> list[Format]:
    needs.check((*ORDERED, "drawing"))
    return own.coloured((FORMATS[name]() for name in ORDERED), shop)


def _blanks(made: Template, formats: Sequence[Format]) -> Iterator[Product]:
    """The files of the blank, each read back."""
    each = (tuple(pipeline.blank(made, (format_,))) for format_ in formats)
    yield from chain.from_iterable(with_progress(each, len(formats)))


def _facts(
    ordered: Order, contents: Sequence[tuple[str, bytes]], folder: str, name: str
) -> dict[str, Any]:
    return {
        "folder": folder,
        "file": name,
        "template": ordered.plate.name,
        "shop": ordered.shop.name,
        "material": ordered.material,
        "thickness": ordered.plate.plate.thickness,
        "quantity": ordered.quantity,
        "finish": ordered.finish,
        "risks": list(ordered.risks),
        "files": [
            {"name": each, "bytes": len(data), "sha256": sha256(data)} for each, data in contents
        ],
    }
