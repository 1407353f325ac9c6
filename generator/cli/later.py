"""Commands that are loaded when they are asked for, since they bring what `make` does without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import click


class Commands(click.Group):
    """Commands by name, some of them loaded when they are asked for."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.later: dict[str, Callable[[], click.Command]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self.later])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.later:
            return self.later[cmd_name]()
        return super().get_command(ctx, cmd_name)


def _read() -> click.Command:
    from generator.cli.reading import read

    return read


def _new_template() -> click.Command:
    from generator.cli.templates import new_template

    return new_template


def _check_template() -> click.Command:
    from generator.cli.templates import check_template

    return check_template


def _table() -> click.Command:
    from generator.cli.tables import table

    return table


def _shares() -> click.Command:
    from generator.cli.shares import shares

    return shares


def _shops() -> click.Command:
    from generator.cli.shop import shops

    return shops


def _check() -> click.Command:
    from generator.cli.shop import check

    return check


def _order() -> click.Command:
    from generator.cli.ordering import order

    return order


def _jig() -> click.Command:
    from generator.cli.jigs import jig

    return jig


def _sheet() -> click.Command:
    from generator.cli.sheet import sheet

    return sheet


def _coupon() -> click.Command:
    from generator.cli.coupon import coupon

    return coupon


def _destroy() -> click.Command:
    from generator.cli.destroy import destroy

    return destroy


def _lint() -> click.Command:
    from generator.cli.lint import lint

    return lint


def _drawing() -> click.Command:
    from generator.cli.paper import drawing

    return drawing


def _preview() -> click.Command:
    from generator.cli.previews import preview

    return preview


def _recover() -> click.Command:
    from generator.cli.recover import recover

    return recover


def _scan() -> click.Command:
    from generator.cli.scan import scan

    return scan


def _simulate() -> click.Command:
    from generator.cli.simulate import simulate

    return simulate


def _inspect() -> click.Command:
    from generator.cli.inspect import inspect

    return inspect


def _drill() -> click.Command:
    from generator.cli.drill import drill

    return drill


LATER: Mapping[str, Callable[[], click.Command]] = MappingProxyType(
    {
        "read": _read,
        "new-template": _new_template,
        "check-template": _check_template,
        "table": _table,
        "shares": _shares,
        "shops": _shops,
        "check": _check,
        "order": _order,
        "jig": _jig,
        "sheet": _sheet,
        "coupon": _coupon,
        "destroy": _destroy,
        "lint": _lint,
        "drawing": _drawing,
        "preview": _preview,
        "drill": _drill,
        "inspect": _inspect,
        "recover": _recover,
        "scan": _scan,
        "simulate": _simulate,
    }
)
"""What loads each of them."""
