"""The commands. Their names, options, files and exit codes are a contract."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from generator import __version__, files, pipeline, shelf
from generator import template_file as templates
from generator.choice import CHECKS, CODES, Choice
from generator.cli import needs, notes, options, own, report, screen
from generator.cli.asking import Source, ask
from generator.cli.later import LATER, Commands
from generator.cli.marking import Marks, marking, marks
from generator.cli.options import Command, Job
from generator.cli.target import Target, hand_over, target
from generator.errors import OutputError, SecretError, TemplateError
from generator.formats import FORMATS, Format
from generator.inscription import LABEL, check_kinds, choice_for
from generator.pipeline import Product
from generator.product import check_blank, check_formats, file_names
from generator.secret import Secret
from generator.template import Template
from generator.template_file import Asked
from generator.words.bip39 import parse
from generator.words.kinds import KINDS, Wish
from generator.words.payload import Payload, Phrase

DEMO_PHRASE = (
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday "
    "candy pony ranch winter theme error hybrid van cereal salon goddess expire"
)
"""Test vector 1 of the SeedQR specification. Published: never send money to it."""


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="metalstamp")
def cli() -> None:
    """Turn a seed phrase into files for steel: SVG, DXF and STEP, each read back to the words.

    A first look, without any secret:  metalstamp demo
    """


@cli.command("templates", cls=Command)
@options.as_json
def templates_command(*, as_json: bool) -> None:
    """List the plates."""
    all_templates = [templates.find(name) for name in templates.names()]
    if as_json:
        report.as_json([report.template_facts(each) for each in all_templates])
    else:
        report.table(report.template_line(each) for each in all_templates)


@cli.command(cls=Command)
@options.asked
@options.width
@options.as_json
def show(asked: Asked, width: float | None, *, as_json: bool) -> None:
    """Show one plate: facts, sources, capacity and a picture.

    Ends with exit code 1 if the full plate can't be made.
    """
    found = templates.find(asked, width)
    check_kinds(found)
    if as_json:
        report.as_json(report.template_facts(found))
    else:
        report.show(found)
    own.agree(found, asked)
    pipeline.prepared(found, found.most())


@cli.command(cls=Command)
@options.asked
@options.input_file
@options.input_descriptor
@options.wish
@options.words_to_check
@marks
@options.output
def make(
    asked: Asked, path: str | None, input_fd: int | None, wish: Wish, marks: Marks, job: Job
) -> None:
    """Make the files of a plate that carries a seed phrase or another secret.

    Asks for it on the terminal, without echo, unless --input or --input-fd is given.
    Four letters of a word are enough.
    Every file is read back to the words before it is written.
    """
    formats = _loaded(job)
    files.check(Path(job.folder))
    # Full plates pass the rules before there is a secret that an error could depend on.
    plate = own.plate(asked, job.width)
    choice = _choice(plate, wish.kind, job)
    outlines = own.outlines(job.font, wish.language)
    wished = replace(choice, outlines=outlines)
    made = pipeline.prepared(plate, wished)
    check_formats(made, formats)
    if own.is_untested(asked, job.width):
        _prepare_others(plate, wished, wish.kind, job.words)
    own.risks(made, job.shop)
    possible = _names(made, formats, "SECRET")
    _check_room(marks, made)
    source = Source(path, input_fd)
    if source.is_terminal and not job.force:
        files.check_free(Path(job.folder), possible)
    payload = ask(source, wish, plate.kinds).payload
    _check_words(payload, job.words)
    choice = choice_for(payload, plate, wished)
    if choice != wished:
        made = pipeline.prepared(plate, choice)
        check_formats(made, formats)
    risks = own.risks(made, job.shop)
    label = marking(marks, payload).line
    products = _with_progress(pipeline.make(payload, made, formats, label), len(formats))
    _finish(products, Target(job.folder, job.force), as_json=job.as_json)
    others = set(possible) - set(_names(made, formats, "SECRET"))
    for note in (
        *notes.of_another_plate(files.present(Path(job.folder), sorted(others))),
        *notes.of_secret(payload, made, job.folder),
        *own.notes(asked, job.font),
        *notes.of_backs(made, formats),
        *notes.of_shop(made, formats, job.shop),
        *notes.of_sound(formats),
        *risks,
    ):
        screen.note(note)


@cli.command(cls=Command)
@options.asked
@options.kind
@options.words_to_hold
@options.output
def blank(asked: Asked, kind: str | None, job: Job) -> None:
    """Make the files of a plate without any secret; never asks for one."""
    formats = _loaded(job)
    files.check(Path(job.folder))
    plate = own.plate(asked, job.width)
    choice = replace(_choice(plate, kind, job), outlines=own.outlines(job.font, None))
    made = pipeline.prepared(plate, choice)
    check_formats(made, formats)
    check_blank(made, formats)
    risks = own.risks(made, job.shop)
    products = _with_progress(pipeline.blank(made, formats), len(formats))
    _finish(products, Target(job.folder, job.force), as_json=job.as_json)
    of_kind = notes.of_one_kind(plate, made, kind, job.words)
    of_shop = (*notes.of_backs(made, formats), *notes.of_shop(made, formats, job.shop))
    for note in (*of_kind, *own.notes(asked, job.font), *of_shop, *risks):
        screen.note(note)


@cli.command(cls=Command)
@target
@options.as_json
def demo(target: Target, *, as_json: bool) -> None:
    """Make several plates of a published test phrase, in all formats."""
    formats = [FORMATS[name]() for name in options.installed()]
    files.check(Path(target.folder))
    phrase = parse(Secret(DEMO_PHRASE), "english").phrase
    count = len(DEMO_PHRASE.split())
    shown = [each for name in templates.names() if (each := templates.find(name)).demo]
    plates = [pipeline.prepared(each, Choice(count)) for each in shown]
    made = (product for plate in plates for product in pipeline.make(phrase, plate, formats))
    steps = len(plates) * len(formats)
    _finish(_with_progress(made, steps), target, as_json=as_json)
    if as_json:
        return
    click.echo("\nThe phrase is public (SeedQR test vector 1): never send money to it.")
    if "step" not in options.installed():
        click.echo('No STEP, for want of a CAD kernel: pip install "metalstamp[cad]"')


cli.later |= LATER


def _choice(template: Template, kind: str | None, job: Job) -> Choice:
    """What the options say, with as many words as the plate can hold unless they say how many."""
    if kind is not None and job.words is not None and not KINDS[kind].counts:
        raise SecretError(f"{KINDS[kind].one} has no words, but --words says {job.words}")
    if problem := shelf.unheld(template, kind, job.words):
        raise TemplateError(problem)
    if kind is None and job.words is not None:
        kind = shelf.kind_of(template, job.words, job.check_rows)
    most = template.most(kind, job.check_rows)
    code = CODES[1] if job.compact else CODES[0]
    check = CHECKS[1] if job.check_row else CHECKS[0]
    words = job.words or most.words
    chosen = replace(most, words=words, style=job.style, code=code, check=check)
    if problem := shelf.unchecked(template, chosen):
        raise TemplateError(problem)
    return chosen


def _check_room(marks: Marks, plate: Template) -> None:
    """Refuse public text for a plate without a place for it, before any secret is asked for."""
    if marks.wanted and LABEL not in plate.encodings:
        roomy = shelf.some(shelf.with_room(plate, LABEL))
        raise TemplateError(f"{plate.name} has no room for a label; try {roomy}")
    if marks.fingerprint and importlib.util.find_spec("embit") is None:
        raise OutputError('a fingerprint needs: pip install "metalstamp[wallets]"')


def _prepare_others(plate: Template, choice: Choice, kind: str | None, words: int | None) -> None:
    """See to every other plate that the secret may turn out to need; refuse if one can't be made.

    Only the largest is made first, but a shorter phrase has texts and fields of its own.
    """
    open_ = (e for e in plate.choices() if kind in (None, e.kind) and words in (None, e.words))
    others = (
        replace(choice, kind=e.kind, words=e.words, parts=e.parts)
        for e in open_
        if not choice.check_rows or choice.check_rows in plate.check_rows(e.kind, e.words)
    )
    for other in dict.fromkeys(others):
        pipeline.prepared(plate, other)


def _check_words(payload: Secret[Payload], words: int | None) -> None:
    value = payload.reveal()
    if words is None:
        return
    if not isinstance(value, Phrase):
        raise SecretError(f"{KINDS[value.kind].one} has no words, but --words says {words}")
    if len(value.indices) != words:
        raise SecretError(f"the phrase has {len(value.indices)} words, but --words says {words}")


def _loaded(job: Job) -> list[Format]:
    """The formats asked for. Raises `OutputError` for one that can't be had, before any work."""
    needs.check(job.formats)
    return own.formats(job.formats, job.shop)


def _finish(products: Iterable[Product], target: Target, *, as_json: bool) -> None:
    """Write the files once all of them are verified, and say so."""
    made = list(products)
    written = hand_over(target, [(each.name, each.data) for each in made])
    with report.after_writing():
        if as_json:
            facts = report.file_facts(made, written)
            report.as_json({"folder": target.folder, "files": facts})
        else:
            report.products(made, target.folder, written)


def _names(made: Template, formats: Iterable[Format], kind: str) -> list[str]:
    """The names that the files of a prepared plate have, without making any."""
    return [name for format_ in formats for name in file_names(made, format_, kind)]


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
