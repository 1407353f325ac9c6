"""What commands that draw blanks share: their formats, and a bar while they work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import click

from generator.cli import options
from generator.cli.gathering import gathered
from generator.cli.screen import Said
from generator.cli.target import Target, target
from generator.errors import OutputError
from generator.formats import Format, Loader

if TYPE_CHECKING:
    from generator.shop import Shop


T = TypeVar("T")

Wrapped: TypeAlias = Callable[..., None]


class Formats(click.ParamType["tuple[str, ...]"]):
    """Names of formats, joined by commas, of those that a command can write."""

    name = "FORMATS"

    def __init__(self, known: Collection[str]) -> None:
        self.known = tuple(known)

    def convert(self, value: object, _param: object, _context: object) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip().lower() for name in str(value).split(",")))
        if not set(names) <= set(self.known):
            raise Said(f"must be some of {', '.join(self.known)}, joined by commas")
        return names


def formats(known: Collection[str]) -> Callable[[Wrapped], Wrapped]:
    """The option that chooses among some formats."""
    return click.option(
        "--format",
        "formats",
        type=Formats(known),
        multiple=True,
        metavar=",".join(known),
        help="Formats, joined by commas; may be given several times.  "
        "[default: all that are installed]",
    )


def loaded(given: Iterable[Sequence[str]], table: Mapping[str, Loader]) -> list[Format]:
    """The formats asked for, else all; raises `OutputError` for STEP without its kernel."""
    installed = options.installed()
    names = list(dict.fromkeys(chain(*given))) or [name for name in table if name in installed]
    if "step" in names and "step" not in installed:
        raise OutputError('STEP needs the CAD kernel: pip install "metalstamp[cad]"')
    return [table[name]() for name in names]


def with_progress(made: Iterable[T], steps: int) -> Iterator[T]:
    """Files as they are made, with a bar on a terminal and none in a pipe."""
    if steps < 2 or not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(length=steps, label="Making and reading back", file=sys.stderr) as bar:
        for each in made:
            bar.update(1)
            yield each


@dataclass(frozen=True, slots=True)
class Job:
    """Where the files of such a command go, for whom, and what is printed."""

    formats: tuple[tuple[str, ...], ...]
    shop: Shop | None
    target: Target
    as_json: bool


def job(known: Collection[str], shop: Callable[[Wrapped], Wrapped]) -> Callable[[Wrapped], Wrapped]:
    """Give a command those options, gathered in one `Job`; `shop` says what a shop is for."""

    def gather(command: Wrapped) -> Wrapped:
        options_ = options.options(formats(known), shop, target, options.as_json)
        return gathered(options_, Job, "job")(command)

    return gather
