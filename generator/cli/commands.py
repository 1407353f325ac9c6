"""The commands and their options. Their names, files and exit codes are a contract."""

from __future__ import annotations

import functools
import importlib.util
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import __version__, files, pipeline
from generator import template_file as templates
from generator.cli import report
from generator.cli.asking import Source, ask
from generator.cli.screen import Said
from generator.errors import OutputError, ReadError, SecretError
from generator.formats import FORMATS, Format, sniff
from generator.pipeline import Found, Product, Reading
from generator.secret import Secret
from generator.template import CODES, STYLES, Choice, Template
from generator.words.bip39 import LANGUAGES, WORD_COUNTS, parse
from generator.words.bip39 import words as words_of

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_FOLDER = "output"
MAX_FILE_BYTES = 200_000_000

DEMO_PHRASE = (
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday "
    "candy pony ranch winter theme error hybrid van cereal salon goddess expire"
)
"""Test vector 1 of the SeedQR specification. Published: never send money to it."""

DEMO_TEMPLATES = ("tinyseed", "alphabet-24", "letters-24", "seedqr", "words-85")


@dataclass(frozen=True, slots=True)
class Job:
    """The output options that `make` and `blank` share."""

    formats: tuple[str, ...]
    words: int | None
    style: str
    compact: bool
    width: float | None
    folder: str
    force: bool
    as_json: bool


class _Formats(click.ParamType["tuple[str, ...]"]):
    name = "FORMATS"

    def convert(self, value: object, _param: object, _context: object) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(str(value).split(",")))
        if not set(names) <= FORMATS.keys():
            raise Said(f"formats are {', '.join(FORMATS)}, joined by commas")
        return names


class _Template(click.ParamType["str"]):
    name = "TEMPLATE"

    def convert(self, value: object, _param: object, _context: object) -> str:
        if value not in templates.names() and not str(value).endswith(".toml"):
            raise Said(f"templates are {', '.join(templates.names())}, or a .toml file of your own")
        return str(value)


class _Words(click.ParamType["int"]):
    name = "N"

    def convert(self, value: object, _param: object, _context: object) -> int:
        if str(value) not in map(str, WORD_COUNTS):
            raise Said(f"must be one of {', '.join(map(str, WORD_COUNTS))}")
        return int(str(value))


class _Language(click.ParamType["str"]):
    name = "NAME"

    def convert(self, value: object, _param: object, _context: object) -> str:
        if value not in LANGUAGES:
            raise Said(f"must be one of {', '.join(LANGUAGES)}")
        return str(value)


def _template_argument(command: F) -> F:
    return click.argument("template", type=_Template(), metavar="TEMPLATE")(command)


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def apply(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return apply


_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
_input = click.option(
    "--input", "path", metavar="FILE|-", help="Read the phrase from a file, or - for stdin."
)
_language = click.option(
    "--language", type=_Language(), help="The word list, if the words don't tell."
)
_width = click.option(
    "--width", type=float, metavar="MM", help="Scale a plate of any size to this width."
)
_output_options = _options(
    click.option(
        "--format",
        "formats",
        type=_Formats(),
        metavar="svg,dxf,step",
        help="Formats, joined by commas.  [default: all that are installed]",
    ),
    click.option("--words", type=_Words(), help="How many words; make checks it."),
    click.option(
        "--style",
        type=click.Choice(STYLES),
        default="stroke",
        show_default=True,
        help="Letters in strokes, or in dots for punch and drill.",
    ),
    click.option("--compact", is_flag=True, help="CompactSeedQR instead of Standard SeedQR."),
    _width,
    click.option(
        "--out",
        "folder",
        default=DEFAULT_FOLDER,
        show_default=True,
        metavar="DIR",
        help="The folder for the files; made if missing.",
    ),
    click.option("--force", is_flag=True, help="Replace files that exist."),
    _json,
)


def _output(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the output options, gathered in one `Job`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> None:
        job = Job(**{field.name: given.pop(field.name) for field in fields(Job)})
        if job.formats is None:
            job = replace(job, formats=_installed())
        command(job=job, **given)

    return _output_options(gathered)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="metalstamp")
def cli() -> None:
    """Turn a seed phrase into files for steel: SVG, DXF and STEP, each read back to the words.

    A first look, without any secret:  metalstamp demo
    """


@cli.command("templates")
@_json
def templates_command(*, as_json: bool) -> None:
    """List the plates."""
    all_templates = [templates.find(name) for name in templates.names()]
    if as_json:
        report.as_json([report.template_facts(each) for each in all_templates])
    else:
        report.table(report.template_line(each) for each in all_templates)


@cli.command()
@_template_argument
@_width
@_json
def show(template: str, width: float | None, *, as_json: bool) -> None:
    """Show one plate: facts, sources, capacity and a picture."""
    found = templates.find(template, width)
    if as_json:
        report.as_json(report.template_facts(found))
    else:
        report.show(found)


@cli.command()
@_template_argument
@_input
@click.option("--input-fd", type=int, metavar="N", help="Read the phrase from a file descriptor.")
@_language
@_output
def make(
    template: str, path: str | None, input_fd: int | None, language: str | None, job: Job
) -> None:
    """Make the files of a plate that carries a seed phrase.

    Asks for the phrase on the terminal, without echo, unless --input or --input-fd is given.
    Four letters of a word are enough.
    Every file is read back to the words before it is written.
    """
    formats = _loaded(job.formats)
    files.check(Path(job.folder))
    # The full plate passes the rules before there is a secret that an error could depend on.
    plate = templates.find(template, job.width)
    made = pipeline.prepared(plate, _choice(plate, job.words, job))
    phrase = ask(Source(path, input_fd), language).phrase
    count = len(phrase.reveal().indices)
    if job.words is not None and count != job.words:
        raise SecretError(f"the phrase has {count} words, but --words says {job.words}")
    made = pipeline.prepared(plate, _choice(plate, count, job))
    if pipeline.reads_as_text(phrase, made):
        click.echo(
            "metalstamp: SeedSigner refuses the compact code of this phrase, which looks like text "
            "to it; the standard code reads",
            err=True,
        )
    products = _with_progress(pipeline.make(phrase, made, formats), len(formats))
    _finish(products, job.folder, force=job.force, as_json=job.as_json)


@cli.command()
@_template_argument
@_output
def blank(template: str, job: Job) -> None:
    """Make the files of a plate without any secret; never asks for one."""
    formats = _loaded(job.formats)
    files.check(Path(job.folder))
    plate = templates.find(template, job.width)
    made = pipeline.prepared(plate, _choice(plate, job.words, job))
    products = _with_progress(pipeline.blank(made, formats), len(formats))
    _finish(products, job.folder, force=job.force, as_json=job.as_json)


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--template", type=_Template(), metavar="TEMPLATE", help="Look for this plate only.")
@_input
@_language
@click.option("--reveal", is_flag=True, help="Print the words.")
@_json
def read(
    paths: tuple[str, ...],
    template: str | None,
    path: str | None,
    language: str | None,
    *,
    reveal: bool,
    as_json: bool,
) -> None:
    """Read the files of one plate back, and say what they hold.

    Takes SVG, DXF and STEP in any order.
    With --input it says whether the plate holds those words; only --reveal prints any.
    """
    given = [_opened(name, number) for number, name in enumerate(paths, start=1)]
    expected = ask(Source(path, None), language).phrase if path is not None else None
    if expected is not None:
        language = expected.reveal().language
    names = (template,) if template else templates.names()
    found = pipeline.read(given, names, language)
    same = pipeline.same(found, expected) if expected is not None else None
    _print_reading(found, same, reveal=reveal, as_json=as_json)
    if same is False:
        raise ReadError("the plate does not hold the words of the input")


@cli.command()
@click.option(
    "--out",
    "folder",
    default=DEFAULT_FOLDER,
    show_default=True,
    metavar="DIR",
    help="The folder for the files; made if missing.",
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@_json
def demo(folder: str, *, force: bool, as_json: bool) -> None:
    """Make several plates of a published test phrase, in all formats."""
    formats = _loaded(_installed())
    files.check(Path(folder))
    phrase = parse(Secret(DEMO_PHRASE), "english").phrase
    count = len(DEMO_PHRASE.split())
    plates = [pipeline.prepared(templates.find(n), Choice(count)) for n in DEMO_TEMPLATES]
    made = (product for plate in plates for product in pipeline.make(phrase, plate, formats))
    steps = len(plates) * len(formats)
    _finish(_with_progress(made, steps), folder, force=force, as_json=as_json)
    if as_json:
        return
    click.echo("\nThe phrase is public (SeedQR test vector 1): never send money to it.")
    if "step" not in _installed():
        click.echo('No STEP, for want of a CAD kernel: pip install "metalstamp[cad]"')


def _choice(template: Template, words: int | None, job: Job) -> Choice:
    return Choice(words or template.words[-1], job.style, CODES[1] if job.compact else CODES[0])


def _installed() -> tuple[str, ...]:
    """All formats, without STEP where there is no CAD kernel."""
    kernel = importlib.util.find_spec("OCP") is not None
    return tuple(name for name in FORMATS if name != "step" or kernel)


def _loaded(names: Iterable[str]) -> list[Format]:
    """The formats by name. Raises `OutputError` for STEP without its kernel, before any work."""
    if "step" in names and "step" not in _installed():
        raise OutputError('STEP needs the CAD kernel: pip install "metalstamp[cad]"')
    return [FORMATS[name]() for name in names]


def _finish(products: Iterable[Product], folder: str, *, force: bool, as_json: bool) -> None:
    """Write the files once all of them are verified, and say so."""
    made = list(products)
    files.hand_over(Path(folder), [(p.name, p.data) for p in made], force=force)
    if as_json:
        report.products_json(made, folder)
    else:
        report.products(made, folder)


def _with_progress(made: Iterable[Product], steps: int) -> Iterator[Product]:
    if steps < 2 or not sys.stderr.isatty():
        yield from made
        return
    seen: set[tuple[str, str]] = set()
    with click.progressbar(length=steps, label="Making and reading back", file=sys.stderr) as bar:
        for product in made:
            key = product.name.partition(".")[0], product.format
            if key not in seen:
                seen.add(key)
                bar.update(1)
            yield product


def _opened(name: str, number: int) -> Found:
    """One file given to `read`; messages call it by its number until it is known to be ours."""
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
    kind = sniff(data, name)
    if kind is None:
        raise ReadError(f"file {number} is neither SVG, DXF nor STEP")
    return Found(f"file {number} ({kind})", FORMATS[kind](), data)


def _print_reading(found: Reading, same: bool | None, *, reveal: bool, as_json: bool) -> None:
    shown = [(p.reveal().language, words_of(p).reveal()) for p in found.phrases if reveal]
    if as_json:
        facts = report.reading_facts(found, same)
        if reveal:
            facts["phrases"] = [{"language": name, "words": text} for name, text in shown]
        report.as_json(facts)
        return
    report.table(report.reading(found, same))
    for language, text in shown:
        note = "" if found.tells_language else "; for another use --language"
        click.echo(f"\nThe words, from the {LANGUAGES[language]} list{note}:\n{text}")
