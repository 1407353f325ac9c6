"""For which secrets blanks are to be: options that several commands share, as one value."""

from __future__ import annotations

from dataclasses import dataclass, replace

import click

from generator import shelf
from generator.choice import STYLES, Choice
from generator.cli import options
from generator.cli.gathering import gathered
from generator.errors import TemplateError
from generator.template import Template


@dataclass(frozen=True, slots=True)
class Which:
    """What is chosen for blanks; a plate of any size is scaled to `width`."""

    kind: str | None
    words: int | None
    style: str
    check_rows: int | None
    instructions: bool
    width: float | None


style = click.option(
    "--style",
    type=click.Choice(STYLES, case_sensitive=False),
    default=STYLES[0],
    show_default=True,
    help="Letters in strokes, or in dots for punch and drill.",
)

which = gathered(
    options.options(
        options.kind,
        options.words_to_hold,
        style,
        options.check_rows,
        options.instructions,
        options.width,
    ),
    Which,
    "which",
)


def choice(plate: Template, which: Which) -> Choice:
    """What the options say, with as many words as the plate can hold unless they say how many."""
    if problem := shelf.unheld(plate, which.kind, which.words):
        raise TemplateError(problem)
    kind = which.kind
    if kind is None and which.words is not None:
        kind = shelf.kind_of(plate, which.words, which.check_rows)
    most = plate.most(kind, which.check_rows)
    chosen = replace(
        most,
        words=which.words or most.words,
        style=which.style,
        instructions=which.instructions,
    )
    if problem := shelf.unchecked(plate, chosen):
        raise TemplateError(problem)
    return chosen
