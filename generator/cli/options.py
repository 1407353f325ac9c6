"""Arguments and options that commands share; no complaint about one repeats what was typed."""

from __future__ import annotations

import functools
import importlib.util
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator import template_file as templates
from generator.choice import STYLES
from generator.cli import arguments
from generator.cli.screen import Complaint
from generator.cli.shop_option import shop
from generator.errors import TemplateError
from generator.formats import DEFAULT, FORMATS
from generator.settings import Setting, keys_of, unsaid
from generator.template_file import Asked
from generator.words.curve import NETWORKS
from generator.words.kinds import KINDS, Wish

if TYPE_CHECKING:
    from generator.shop import Shop

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_FOLDER = "output"


@dataclass(frozen=True, slots=True)
class Job:
    """The output options that `make` and `blank` share."""

    formats: tuple[str, ...]
    words: int | None
    style: str
    compact: bool
    check_row: bool
    check_rows: int | None
    width: float | None
    font: Path | None
    shop: Shop | None
    folder: str
    force: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What plate to look for: one template or all, letters of our own or of a font."""

    asked: Asked | None
    """The template, `None` for any that ships."""
    font: Path | None


class Command(click.Command):
    """A command whose every usage error knows whose it is, so that the hint names it.

    An option that takes one value is refused when it is given twice: one would be lost unsaid.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments that are left over."""
        try:
            _, _, order = self.make_parser(ctx).parse_args(list(args))
            for parameter in {each: None for each in order if order.count(each) > 1}:
                _refuse_twice(parameter)
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


def _refuse_twice(parameter: click.Parameter) -> None:
    if isinstance(parameter, click.Option) and not (parameter.is_flag or parameter.multiple):
        raise Complaint(f"{parameter.opts[0]} is given twice, and only one of them could count")


def installed() -> tuple[str, ...]:
    """The formats made by default, without STEP where there is no CAD kernel."""
    kernel = importlib.util.find_spec("OCP") is not None
    return tuple(name for name in DEFAULT if name != "step" or kernel)


def options(*each: Callable[[F], F]) -> Callable[[F], F]:
    """One decorator that adds several options, shown in that order."""

    def apply(command: F) -> F:
        for option in reversed(each):
            command = option(command)
        return command

    return apply


_FONT = click.Path(readable=False, path_type=Path)
"""Whoever opens it says what is wrong with it."""

_settings = click.option(
    "--set",
    "settings",
    type=arguments.SettingText(),
    multiple=True,
    metavar="PATH=VALUE",
    help="Another value for a key of the template, as in plate.size=[90,60] or "
    "sides.1.fields.1.first_slot=[5,6]; may be given several times.",
)
_template_or_file = options(
    click.argument("template", type=arguments.TemplateName(), required=False, metavar="TEMPLATE"),
    click.option(
        "--template",
        "own",
        type=arguments.TemplateName(),
        metavar="PATH",
        help="A template file of your own, instead of TEMPLATE.",
    ),
    _settings,
)
_template_file = options(
    click.argument("template", type=arguments.TemplateName(), metavar="PATH"),
    _settings,
)
_template_to_look_for = options(
    click.option(
        "--template",
        "own",
        type=arguments.TemplateName(),
        metavar="TEMPLATE|PATH",
        help="Look for this plate only, or for one of your own.",
    ),
    _settings,
    click.option(
        "--font",
        type=_FONT,
        metavar="FILE",
        help="The TTF or OTF font that drew the letters of words.",
    ),
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
input_file = click.option(
    "--input", "path", metavar="FILE|-", help="Read the phrase from a file, or - for stdin."
)
input_descriptor = click.option(
    "--input-fd",
    type=arguments.Descriptor(),
    metavar="N",
    help="Read the phrase from a file descriptor.",
)
language = click.option(
    "--language", type=arguments.LanguageName(), help="The word list, if the words don't tell."
)
kind = click.option(
    "--kind",
    type=click.Choice(tuple(KINDS), case_sensitive=False),
    help="What the secret is; electrum, hex, passphrase and text have to be named, all others tell "
    "by themselves.",
)
_wishes = options(
    kind,
    language,
    click.option(
        "--network",
        type=click.Choice(NETWORKS, case_sensitive=False),
        default=NETWORKS[0],
        show_default=True,
        help="The Bitcoin network that keys have to be of.",
    ),
)
width = click.option(
    "--width", type=float, metavar="MM", help="Scale a plate of any size to this width."
)
folder = options(
    click.option(
        "--out",
        "folder",
        type=arguments.Folder(),
        default=DEFAULT_FOLDER,
        show_default=True,
        metavar="DIR",
        help="The folder for the files; made if missing, with those above it, for your eyes only.",
    ),
    click.option("--force", is_flag=True, help="Replace files that exist."),
)
words_to_check = click.option(
    "--words",
    type=arguments.WordCount(),
    help="How many words there must be; any other phrase is refused.",
)
words_to_hold = click.option(
    "--words",
    type=arguments.WordCount(),
    help="How many words the plate is for.  [default: as many as it can hold]",
)
check_rows = click.option(
    "--check-rows",
    type=arguments.CheckRows(),
    metavar="4|6|8|none",
    help="Rows from which lost or wrong words come back: so many lost, or half as many wrong.  "
    "[default: as few as the plate has room for; none where it is a product's format]",
)
letter = click.option(
    "--letter",
    is_flag=True,
    help="Add a page for whoever inherits the plate: how to read it by hand.",
)
font = click.option(
    "--font",
    type=_FONT,
    metavar="FILE",
    help="A TTF or OTF font that draws the letters of words, of any script.",
)
_job = options(
    click.option(
        "--format",
        "formats",
        type=arguments.FormatNames(),
        multiple=True,
        metavar="NAMES",
        help=f"Formats, joined by commas: {', '.join(FORMATS)}; may be given several times.  "
        f"[default: {', '.join(DEFAULT)}, as installed]",
    ),
    click.option(
        "--style",
        type=click.Choice(STYLES, case_sensitive=False),
        default="stroke",
        show_default=True,
        help="Letters in strokes, or in dots for punch and drill.",
    ),
    click.option("--compact", is_flag=True, help="CompactSeedQR instead of Standard SeedQR."),
    click.option(
        "--check-row",
        is_flag=True,
        help="A row on each side that makes the marks of every column even in number.",
    ),
    check_rows,
    width,
    font,
    shop,
    folder,
    as_json,
)


def wish(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about the secret, gathered in one `Wish`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> None:
        said = Wish(**{field.name: given.pop(field.name) for field in fields(Wish)})
        command(wish=said, **given)

    return _wishes(gathered)


def output(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the output options, gathered in one `Job`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> None:
        named = dict.fromkeys(chain(*given.pop("formats")))
        given["formats"] = tuple(named) or installed()
        job = Job(**{field.name: given.pop(field.name) for field in fields(Job)})
        if job.font is not None and job.style != STYLES[0]:
            raise Complaint("--font draws outlines, so it can't go with --style dots")
        command(job=job, **given)

    return _job(gathered)


@contextmanager
def _unsaid(name: str, settings: Sequence[Setting]) -> Iterator[None]:
    """A refusal of the template repeats no name of --set that is not in a template file."""
    try:
        yield
    except TemplateError as error:
        if not settings:
            raise
        paths = [templates.path_of(name), *map(templates.path_of, templates.names())]
        known: set[str] = set()
        for path in paths:
            with suppress(OSError, ValueError):
                known |= keys_of(tomllib.loads(path.read_text(encoding="utf-8")))
        raise TemplateError(unsaid(str(error), settings, known)) from None


def asked(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the template that it is about, and what is set in it, as one `Asked`."""

    @functools.wraps(command)
    def gathered(
        template: str | None, own: str | None, settings: tuple[Setting, ...], **given: Any
    ) -> None:
        if template is not None and own is not None:
            raise Complaint("TEMPLATE and --template exclude each other")
        name = template or own
        if name is None:
            raise Complaint("TEMPLATE is missing")
        with _unsaid(name, settings):
            command(asked=Asked(name, settings), **given)

    return _template_or_file(gathered)


def asked_file(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command about a template's file."""

    @functools.wraps(command)
    def gathered(template: str, settings: tuple[Setting, ...], **given: Any) -> None:
        with _unsaid(template, settings):
            command(asked=Asked(template, settings), **given)

    return _template_file(gathered)


def looked_for(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about what a plate may be, gathered in one `Sought`."""

    @functools.wraps(command)
    def gathered(
        own: str | None, settings: tuple[Setting, ...], font: Path | None, **given: Any
    ) -> None:
        if own is None and settings:
            raise Complaint("--set needs --template, which says in what")
        asked = Asked(own, settings) if own is not None else None
        with _unsaid(own or "", settings):
            command(sought=Sought(asked, font), **given)

    return _template_to_look_for(gathered)
