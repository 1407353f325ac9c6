"""The drawing of a plate for a workshop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from generator import files, pipeline, shop_check
from generator.cli import needs, options, own, screen
from generator.cli import shop as shops
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.order_options import Line, Metal, metal, quantity
from generator.cli.shop_option import ShopName
from generator.cli.target import Target, show, target
from generator.cli.which import Which, choice
from generator.cli.which import which as chosen
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
    material, title = metal.material or "", ""
    risks: tuple[str, ...] = ()
    if wish.shop is not None:
        title = wish.shop.title[:MOST_TEXT]
        sheet = shops.stocked(wish.shop, material) if material else ""
        risks = tuple(shops.risks(made, wish.shop, sheet))
        material = sheet if isinstance(sheet, str) else sheet.title
    facts = Facts(material, wish.quantity, wish.finish or "", title)
    contents = [(f"{made.name}{ENDING}", draw(made, facts))]
    show(contents, target, as_json=as_json)
    for risk in risks:
        screen.note(risk)
