"""The options that say what is asked of a workshop: the metal, how many plates, the finish."""

from __future__ import annotations

from dataclasses import dataclass

import click

from generator.cli import options
from generator.cli.gathering import gathered
from generator.cli.screen import Said
from generator.order import MOST

LONGEST = 80
"""Characters of a material or a finish."""


class Line(click.ParamType["str"]):
    """A short text that goes to a workshop."""

    name = "TEXT"

    def convert(self, value: object, _param: object, _context: object) -> str:
        line = " ".join(str(value).split())
        if strange := next((each for each in line if not each.isprintable()), ""):
            raise Said(f"has the character U+{ord(strange):04X}, which can't be printed")
        if not line or len(line) > LONGEST:
            raise Said(f"must be a line of 1 to {LONGEST} characters")
        return line


class _Quantity(click.ParamType["int"]):
    name = "N"

    def convert(self, value: object, _param: object, _context: object) -> int:
        told = str(value)
        if not (told.isascii() and told.isdecimal() and 1 <= int(told[:9]) <= MOST):
            raise Said(f"must be a whole number from 1 to {MOST:,}")
        return int(told)


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
            "--thickness",
            type=float,
            metavar="MM",
            help="Of the metal, instead of the template's.",
        ),
    ),
    Metal,
    "metal",
)
"""Gives a command these options, gathered in one `Metal`."""

quantity = click.option(
    "--quantity", type=_Quantity(), default=1, show_default=True, help="How many plates."
)
