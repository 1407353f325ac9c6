"""The options that say which metal a plate is to be made of."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from generator.cli import options


@dataclass(frozen=True, slots=True)
class Metal:
    """What the plate is to be of, where somebody says so; the thickness in millimetres."""

    name: str | None
    thickness: float | None


_metal = options.options(
    click.option("--material", metavar="NAME", help="The metal, as the shop calls it."),
    click.option(
        "--thickness", type=float, metavar="MM", help="Of the metal, instead of the template's."
    ),
)


def metal(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, gathered in one `Metal`."""

    @functools.wraps(command)
    def gathered(material: str | None, thickness: float | None, **given: Any) -> None:
        command(metal=Metal(material, thickness), **given)

    return _metal(gathered)
