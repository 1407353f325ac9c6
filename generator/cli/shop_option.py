"""The option that names a shop; the shops are looked at only where it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.screen import nearest
from generator.errors import TemplateError

if TYPE_CHECKING:
    from generator.shop import Shop


class ShopName(click.ParamType["Shop"]):
    """A shop that ships, by its name, or a file of one's own."""

    name = "NAME"

    def convert(self, value: object, _param: object, _context: object) -> Shop:
        from generator import shop_file

        name = str(value)
        if not name.endswith(".toml"):
            name = name.lower()
            if name not in shop_file.names():
                meant = nearest(name, shop_file.names())
                raise TemplateError(
                    "unknown shop; --shop takes one that metalstamp shops lists, or a .toml file "
                    f"of your own{meant}"
                )
        return shop_file.find(name)


shop = click.option(
    "--shop",
    type=ShopName(),
    metavar="NAME|FILE",
    help="Refuse what this shop can't make; metalstamp shops lists those known.",
)
