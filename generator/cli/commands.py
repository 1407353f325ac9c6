"""The commands and their options. Their names, files and exit codes are a contract."""

from __future__ import annotations

import importlib.util
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import __version__, files, pipeline
from generator import template_file as templates
from generator.cli import report
from generator.cli.asking import Source, ask
from generator.cli.screen import Complaint, Said
from generator.errors import ReadError, SecretError
from generator.formats import FORMATS, Format, sniff
from generator.pipeline import Found, Product, Reading
from generator.secret import Secret
from generator.template import CODES, STYLES, Choice, Template
from generator.words.bip39 import LANGUAGES, WORD_COUNTS, parse, words as words_of

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
    """What `make`, `blank` and `demo` have in common: where the files go and what they are."""

    formats: tuple[str, ...]
    folder: str
    force: bool
    as_json: bool


class _Formats(click.ParamType["tuple[str, ...]"]):
    name = "FORMATS"

    def convert(self, value: Any, _p: Any, _c: Any) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(value.split(",")))
        if not set(names) <= FORMATS.keys():
            raise Said(f"formats are {', '.join(FORMATS)}, joined by commas")
        return names


class _Template(click.ParamType["str"]):
    name = "TEMPLATE"

    def convert(self, value: Any, _p: Any, _c: Any) -> str:
        if value not in templates.names() and not value.endswith(".toml"):
            raise Said(f"templates are {', '.join(templates.names())}, or a .toml file of your own")
        return str(value)


class _Words(click.ParamType["int"]):
    name = "N"

    def convert(self, value: Any, _p: Any, _c: Any) -> int:
        if str(value) not in map(str, WORD_COUNTS):
            raise Said(f"must be one of {', '.join(map(str, WORD_COUNTS))}")
        return int(value)


class _Language(click.ParamType["str"]):
    name = "NAME"

    def convert(self, value: Any, _p: Any, _c: Any) -> str:
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
_output = _options(
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="metalstamp")
def cli() -> None:
    """Turn a seed phrase into files for steel: SVG, DXF and STEP, each read back to the words.

    A first look, without any secret:  metalstamp demo
    """


@cli.command("templates")
@_json
def templates_command(as_json: bool) -> None:
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
def show(template: str, width: float | None, as_json: bool) -> None:
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
    template: str, path: str | None, input_fd: int | None, language: str | None, **options: Any
) -> None:
    """Make the files of a plate that carries a seed phrase.

    Asks for the phrase on the terminal, without echo, unless --input or --input-fd is given.
    Four letters of a word are enough.
    Every file is read back to the words before it is written.
    """
    job, chosen, count = _job(template, options)
    formats = _loaded(job)
    files.check(Path(job.folder))
    # The full plate passes the rules before any secret is there to depend on.
    made = pipeline.prepared(chosen, _choice(chosen, count, options))
    parsed = ask(Source(path, input_fd), language)
    found = len(parsed.phrase.reveal().indices)
    if count is not None and found != count:
        raise SecretError(f"the phrase has {found} words, but --words says {count}")
    if made.choice is None or made.choice.words != found:
        made = pipeline.prepared(chosen, _choice(chosen, found, options))
    if pipeline.reads_as_text(parsed.phrase, made):
        click.echo(
            "metalstamp: SeedSigner refuses the compact code of this phrase; the standard one reads",
            err=True,
        )
    _finish(pipeline.make(parsed.phrase, made, formats), job, made, len(formats))


@cli.command()
@_template_argument
@_output
def blank(template: str, **options: Any) -> None:
    """Make the files of a plate without any secret; never asks for one."""
    job, chosen, count = _job(template, options)
    formats = _loaded(job)
    made = pipeline.prepared(chosen, _choice(chosen, count, options))
    _finish(pipeline.blank(made, formats), job, made, len(formats))


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
    _print_reading(found, same, reveal, as_json)
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
def demo(folder: str, force: bool, as_json: bool) -> None:
    """Make several plates of a published test phrase, in all formats."""
    job = Job(_installed(), folder, force, as_json)
    formats = _loaded(job)
    phrase = parse(Secret(DEMO_PHRASE), "english").phrase
    count = len(DEMO_PHRASE.split())
    plates = [pipeline.prepared(templates.find(n), Choice(count)) for n in DEMO_TEMPLATES]
    made = (product for plate in plates for product in pipeline.make(phrase, plate, formats))
    _finish(made, job, plates[0], len(plates) * len(formats))
    if not as_json:
        click.echo("\nThe phrase is public (SeedQR test vector 1): never send money to it.")
        if "step" not in job.formats:
            click.echo('No STEP, for want of a CAD kernel: pip install "metalstamp[cad]"')


def _job(template: str, options: dict[str, Any]) -> tuple[Job, Template, int | None]:
    formats = options["formats"] or _installed()
    job = Job(formats, options["folder"], options["force"], options["as_json"])
    return job, templates.find(template, options["width"]), options["words"]


def _choice(template: Template, words: int | None, options: dict[str, Any]) -> Choice:
    code = CODES[1] if options["compact"] else CODES[0]
    return Choice(words or template.words[-1], options["style"], code)


def _installed() -> tuple[str, ...]:
    """All formats, without STEP where there is no CAD kernel."""
    kernel = importlib.util.find_spec("OCP") is not None
    return tuple(name for name in FORMATS if name != "step" or kernel)


def _loaded(job: Job) -> list[Format]:
    return [FORMATS[name]() for name in job.formats]


def _finish(made: Iterable[Product], job: Job, template: Template, steps: int) -> None:
    """Write the files once all of them are verified, and say so."""
    products = list(_with_progress(made, steps))
    files.hand_over(Path(job.folder), [(p.name, p.data) for p in products], job.force)
    if job.as_json:
        report.products_json(products, job.folder, template)
    else:
        report.products(products, job.folder)


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
        if not stat.S_ISREG(os.stat(name).st_mode):
            raise ReadError(f"file {number} is no plain file")
        if os.path.getsize(name) > MAX_FILE_BYTES:
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


def _print_reading(found: Reading, same: bool | None, reveal: bool, as_json: bool) -> None:
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
