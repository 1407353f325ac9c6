"""For which secrets blank plates are to be."""

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
class Purpose:
    """What the secrets are, how many words they have, and how letters are to be made."""

    kind: str | None
    words: int | None
    style: str


purpose = gathered(
    options.options(
        options.kind,
        options.words_to_hold,
        click.option(
            "--style",
            type=click.Choice(STYLES, case_sensitive=False),
            default=STYLES[0],
            show_default=True,
            help="Letters in strokes, or in dots for punch and drill.",
        ),
    ),
    Purpose,
    "purpose",
)
"""Gives a command these options, gathered in one `Purpose`."""


def choice(plate: Template, asked: Purpose) -> Choice:
    """What the options say, with as many words as the plate can hold unless they say how many.

    Raises `TemplateError` where the plate doesn't hold that.
    """
    if problem := shelf.unheld(plate, asked.kind, asked.words):
        raise TemplateError(problem)
    fitting = (each for each in plate.kinds if asked.words in plate.counts(each))
    kind = asked.kind or (next(fitting, None) if asked.words is not None else None)
    most = plate.most(kind)
    return replace(most, words=asked.words or most.words, style=asked.style)
