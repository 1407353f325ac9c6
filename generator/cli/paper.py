"""What goes with a plate on paper: the drawing for a workshop."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files, pipeline, shelf
from generator.choice import Choice
from generator.cli import needs, options, own, report
from generator.cli.options import Command
from generator.cli.shop_option import ShopName
from generator.errors import TemplateError
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
