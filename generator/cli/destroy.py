"""What makes an old plate unreadable, as files for the machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator import files, pipeline
from generator.cli import drawings, options, own, report, screen
from generator.cli.drawings import Job
from generator.cli.options import Command
from generator.cli.shop_option import ShopName
from generator.cli.target import hand_over
from generator.destroy import DEEPER, Pattern, pattern
from generator.drawn import drawn
from generator.formats import STOCK
from generator.layout import Area, Dot, Role, Stroke
from generator.template_file import Asked

_shop = click.option(
    "--shop",
    type=ShopName(),
    metavar="NAME|FILE",
    help="Mind what this shop or machine can do; metalstamp shops lists those known.",
)


_WHAT = {Dot: "a dot", Stroke: "lines", Area: "areas"}


@click.command("destroy", cls=Command)
@options.asked
@options.width
@drawings.job(STOCK, _shop)
def destroy(asked: Asked, width: float | None, job: Job) -> None:
    """Make the pattern that makes an old plate unreadable; never asks what stands on it.

    Every place that a mark could be in is marked wider and deeper than any mark, so that all plates
    of the template look the same. Move what the plate protects first: this can't be undone.
    """
    loaded = drawings.loaded(job.formats, STOCK)
    files.check(Path(job.target.folder))
    plate = own.plate(asked, width)
    pipeline.prepared(plate, plate.most())
    made = pattern(plate, job.shop)
    own.check_drawing(made.layouts, job.shop, "the pattern")
    each = (
        drawn(f"{plate.name}.destroy.{layout.side}", layout, format_)
        for layout in made.layouts
        for format_ in loaded
    )
    products = list(drawings.with_progress(each, len(made.layouts) * len(loaded)))
    written = hand_over(job.target, [(each.name, each.data) for each in products])
    with report.after_writing():
        if job.as_json:
            told = {"folder": job.target.folder, "files": report.file_facts(products, written)}
            sides = {layout.side: _depth(made, layout.side) for layout in made.layouts}
            report.as_json({**told, "dots": made.dots, "deeper": made.deeper, "depth": sides})
        else:
            report.products(products, job.target.folder, written)
            depths = (f"{layout.side} {_depth(made, layout.side):g} mm" for layout in made.layouts)
            what = f"{_WHAT[made.shape]} over {'every slot' if made.dots else 'all slots'}"
            click.echo(f"To be marked: {what}; depth: {', '.join(depths)}.")
    for note in _notes(made, plate.any_size is not None):
        screen.note(note)


def _depth(made: Pattern, side: str) -> float:
    """How deep the pattern of a side is."""
    layout = next(each for each in made.layouts if each.side == side)
    return layout.of(Role.MARK)[0].cut.depth


def _notes(made: Pattern, any_size: bool) -> Iterator[str]:
    yield "move what the plate protects before; look at the result with a loupe: melting is surer"
    yield "the layer guide shows where the plate lies; line it up by that, and don't engrave it"
    if made.deeper < DEEPER:
        yield (
            f"the metal has room for only {made.deeper:g} mm more than the marks; if yours are "
            "deeper than the template says, cut the plate up"
        )
    if any_size:
        yield "the pattern fits a plate of this size only; give --width as the plate was made"
