"""Files that somebody gives to be read back."""

from __future__ import annotations

import functools
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import own
from generator.cli.options import options
from generator.cli.shop_option import ShopName
from generator.errors import ReadError
from generator.formats import KERFED, sniff
from generator.pipeline import Found

if TYPE_CHECKING:
    from generator.shop import Shop

MAX_FILE_BYTES = 200_000_000

_KERF = ".kerf."
"""In the names of files that are drawn for one."""


of_machine = click.option(
    "--shop",
    type=ShopName(),
    metavar="NAME|FILE",
    help="The machine that the files are for: G-code, or what is drawn for its kerf.",
)
_paths = options(
    click.argument("paths", nargs=-1, required=True, metavar="FILE..."),
    of_machine,
)


def files(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the files to read, opened, as `given`."""

    @functools.wraps(command)
    def gathered(paths: tuple[str, ...], shop: Shop | None, **asked: Any) -> None:
        given = [opened(name, number, shop) for number, name in enumerate(paths, start=1)]
        command(given=given, **asked)

    return _paths(gathered)


def opened(name: str, number: int, shop: Shop | None = None) -> Found:
    """One file given to a command; messages call it by its number until it is known to be ours.

    `shop` is the one whose machine G-code among the files is for.
    """
    data = bytes_of(name, number)
    kind = sniff(data, name)
    if kind is None:
        raise ReadError(f"file {number} is of no format that metalstamp reads")
    machine = shop.machine if shop is not None else None
    if kind in KERFED and _KERF in Path(name).name and (machine is None or not machine.kerf):
        raise ReadError(
            f"file {number} is drawn for a machine's kerf, as its name says: name that machine "
            "with --shop"
        )
    title = own.title(kind, data, shop)
    return Found(f"file {number} ({title})", own.opened(kind, number, data, shop), data)


def bytes_of(name: str, number: int) -> bytes:
    """What stands in a plain file that is neither empty nor too large."""
    try:
        status = Path(name).stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(f"file {number} is no plain file")
        if status.st_size > MAX_FILE_BYTES:
            raise ReadError(f"file {number} is larger than {MAX_FILE_BYTES // 10**6} MB")
        data = Path(name).read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ReadError(f"file {number} can't be read: {reason}") from None
    if not data.strip():
        raise ReadError(f"file {number} is empty")
    return data
