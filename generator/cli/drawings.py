"""What commands that draw blanks share: their formats, a bar while they work, and the files."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from generator import files
from generator.cli import options, report, screen
from generator.cli.screen import Said
from generator.drawn import Drawing
from generator.errors import OutputError
from generator.formats import Format, Loader

if TYPE_CHECKING:
    from generator.shop import Shop


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


def with_progress(made: Iterable[Drawing], steps: int) -> Iterator[Drawing]:
    """The drawings, with a bar on a terminal and none in a pipe."""
    if steps < 2 or not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(length=steps, label="Making and reading back", file=sys.stderr) as bar:
        for drawing in made:
            bar.update(1)
            yield drawing


def finish(made: Sequence[Drawing], folder: str, *, force: bool) -> frozenset[str]:
    """Write the files, all of them verified, or none; the names of those that are new."""
    if folder == options.DEFAULT_FOLDER:
        files.close_to_others(Path(folder))
    return files.hand_over(Path(folder), [(each.name, each.data) for each in made], force=force)


def told(made: Sequence[Drawing], folder: str, written: Collection[str]) -> None:
    """The table of the files; those not `written` were there with these bytes."""
    click.echo(f"In {folder}:")
    report.table(
        (
            each.name,
            f"{len(each.data) / 1000:.1f} kB",
            each.verified + ("" if each.name in written else ", unchanged"),
        )
        for each in made
    )


def facts(made: Sequence[Drawing], written: Collection[str]) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [
        {
            "name": each.name,
            "format": each.format,
            "bytes": len(each.data),
            "verified": each.verified,
            "unchanged": each.name not in written,
        }
        for each in made
    ]


@dataclass(frozen=True, slots=True)
class Job:
    """Where the files of such a command go, for whom, and what is printed."""

    formats: tuple[tuple[str, ...], ...]
    shop: Shop | None
    folder: str
    force: bool
    as_json: bool


def job(known: Collection[str], shop: Callable[[Wrapped], Wrapped]) -> Callable[[Wrapped], Wrapped]:
    """Give a command those options, gathered in one `Job`; `shop` says what a shop is for."""

    def gather(command: Wrapped) -> Wrapped:
        @functools.wraps(command)
        def gathered(**given: Any) -> None:
            found = Job(**{field.name: given.pop(field.name) for field in fields(Job)})
            command(job=found, **given)

        return options.options(formats(known), shop, options.folder, options.as_json)(gathered)

    return gather


def unheard(error: OSError) -> screen.Unheard:
    """What to say where the files are written and the report can't be printed."""
    return screen.Unheard(
        f"the files are written, but the report can't be printed: {screen.reason(error)}"
    )
