"""The options that say which metal a plate is to be made of."""

from __future__ import annotations

from dataclasses import dataclass

import click

from generator.cli import options
from generator.cli.gathering import gathered
from generator.cli.screen import Said

LONGEST = 80
"""Characters of a material or a finish."""


class Line(click.ParamType["str"]):
    """A short text that goes to a workshop."""

    name = "TEXT"

    def convert(self, value: object, _param: object, _context: object) -> str:
        line = " ".join(str(value).split())
        if not line or len(line) > LONGEST or not line.isprintable():
            raise Said(f"must be a line of 1 to {LONGEST} characters")
        return line


@dataclass(frozen=True, slots=True)
class Metal:
    """What the plate is to be of, where somebody says so; the thickness in millimetres."""

    material: str | None
    thickness: float | None


metal = gathered(
    options.options(
        click.option(
            "--material", type=Line(), metavar="NAME", help="The metal, as the shop calls it."
        ),
        click.option(
            "--thickness", type=float, metavar="MM", help="Of the metal, instead of the template's."
        ),
    ),
    Metal,
    "metal",
)
"""Gives a command these options, gathered in one `Metal`."""
