"""A test plate for a shop or machine, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from generator import files
from generator.cli import drawings, notes, own, report, screen
from generator.cli.drawings import Job
from generator.cli.options import Command
from generator.cli.shop_option import ShopName
from generator.cli.target import hand_over
from generator.coupons.coupon import TITLES, Coupon
from generator.coupons.coupon import coupon as laid_out
from generator.coupons.ladders import READ, Ladder
from generator.drawn import drawn
from generator.shop import Shop

THICKNESS = 1.5
"""Millimetres unless something else is asked for. Ours."""

_FORMATS = ("svg", "dxf", "step", "gcode")

_shop = click.option(
    "--shop",
    type=ShopName(),
    required=True,
    metavar="NAME|FILE",
    help="The shop or machine, as metalstamp shops lists it, or a file of your own.",
)


@click.command("coupon", cls=Command)
@click.option(
    "--thickness",
    type=float,
    default=THICKNESS,
    show_default=True,
    metavar="MM",
    help="Of the metal that the shop is to take.",
)
@drawings.job(_FORMATS, _shop)
def coupon(thickness: float, job: Job) -> None:
    """Make a small test plate, with which a shop or machine is measured.

    Rows of steps around the shop's own limits, or those of the trade where it says nothing: depths,
    lines, dots, letters, code modules, walls, holes, bridges and kerf, as far as it makes them.
    For a machine of your own as G-code too, with --format gcode.
    Prints how to read it, and which number belongs to which key of the shop's file.
    """
    assert job.shop is not None  # the option is required
    known = {name: partial(own.format_for, name, job.shop) for name in _FORMATS}
    loaded = drawings.loaded(job.formats, known)
    files.check(Path(job.target.folder))
    made = laid_out(job.shop, thickness)
    own.check_drawing((made.layout,), job.shop, "the coupon")
    name = f"coupon-{job.shop.name}"
    each = (drawn(name, made.layout, format_) for format_ in loaded)
    products = list(drawings.with_progress(each, len(loaded)))
    written = hand_over(job.target, [(each.name, each.data) for each in products])
    with report.after_writing():
        if job.as_json:
            facts = {"folder": job.target.folder, "files": report.file_facts(products, written)}
            size = {"width": made.size.width, "height": made.size.height, "thickness": thickness}
            rows = [{**asdict(row), "read": READ[row.rule]} for row in made.rows]
            report.as_json({**facts, **size, "numbered": made.numbered, "rows": rows})
        else:
            report.products(products, job.target.folder, written)
            _explain(made, job.shop)
    of_gcode = notes.of_gcode_alone(loaded, job.shop)
    for note in (*_notes(made, job.shop), *of_gcode):
        screen.note(note)


def _explain(made: Coupon, shop: Shop) -> None:
    """How to read the coupon, row by row."""
    size, thickness = made.size, made.layout.thickness
    click.echo(
        f"\nA coupon of {size.width:g} × {size.height:g} × {thickness:g} mm for {shop.title}.\n"
        "Have it made in the metal and by the settings of the plate, and put what you measure into "
        "a shop file of your own.\nFrom the top, each row from the left, in mm:\n"
    )
    for row in made.rows:
        click.echo(f"{TITLES[row.rule]}: {', '.join(f'{value:g}' for value in row.values)}")
        click.echo(f"    {_around(row)}.")
        click.echo(f"    {READ[row.rule][0].upper()}{READ[row.rule][1:]}.")


def _around(row: Ladder) -> str:
    if row.known is not None:
        return f"Around the shop's own {row.known:g}"
    return "The steps are ours; the shop says nothing that they could stand around"


def _notes(made: Coupon, shop: Shop) -> Iterator[str]:
    limit, longest = shop.limit("long-side"), max(made.size.width, made.size.height)
    if limit is not None and limit.most is not None:
        most = limit.most.of(made.layout.thickness, 0)
        if longest > most:
            yield (
                f"{shop.name} takes plates of {most:g} mm at most, and the coupon is {longest:g} "
                "mm long: have it made in two parts"
            )
    if not made.numbered:
        yield "the shop only cuts, so no numbers stand on the coupon: keep this list with it"
    if shop.process == "punching" and shop.machine is None:
        yield "what a punch can't write, the numbers and the titles, is for a scriber"
    if any(row.rule == "depth" for row in made.rows):
        yield "SVG and DXF show no depth: tell the shop how deep each square is to be"
