"""A rehearsal of recovering, with a phrase that everybody knows."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from generator import drill as drills
from generator import files, pipeline
from generator.choice import Choice
from generator.cli import arguments, options, own, recover, report, screen
from generator.cli.asking import Source, text_of
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.drill import LEVELS, Drill
from generator.encodings.cells import Script
from generator.errors import ReadError, TemplateError
from generator.formats import FORMATS
from generator.recover.due import Due, due, encoding_of
from generator.recover.sheet import Outcome, Sheet
from generator.secret import Secret
from generator.template import Template
from generator.template_file import Asked
from generator.words.fingerprint import master_fingerprint

_MOST_SEEDS = 10_000


@dataclass(frozen=True, slots=True)
class _Exercise:
    """What is rehearsed."""

    level: str
    seed: int | None
    words: int | None
    check_rows: int | None
    answers: str | None
    folder: str
    force: bool


_exercise = gathered(
    options.options(
        click.option(
            "--level",
            type=click.Choice(tuple(LEVELS), case_sensitive=False),
            default="easy",
            show_default=True,
            help="How much of the plate is damaged.",
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, _MOST_SEEDS),
            help="The same one gives the same exercise.  [default: another each time]",
        ),
        options.words_to_hold,
        click.option(
            "--check-rows", type=arguments.CheckRows(), metavar="4|8|none", help="As for make."
        ),
        click.option(
            "--answers",
            metavar="FILE|-",
            help="Take the rows from a file, one a line, instead of asking; needs --seed.",
        ),
        options.folder,
    ),
    _Exercise,
    "exercise",
)


@click.command("drill", cls=Command)
@options.asked
@_exercise
@options.as_json
def drill(asked: Asked, exercise: _Exercise, *, as_json: bool) -> None:
    """Rehearse the recovery of a damaged plate before it matters.

    Draws a plate of a published phrase with damage, as a sheet to look at, asks for its rows as
    recover does, and says how you did. No secret of yours is involved: have none in reach.
    """
    plate = own.plate(asked, None)
    seed = exercise.seed
    if seed is None:
        if exercise.answers is not None:
            raise screen.Complaint("--answers needs the --seed of the sheet that they are of")
        seed = random.SystemRandom().randrange(_MOST_SEEDS)
    rows, choice = _rows(plate, exercise)
    given = drills.drill(rows, exercise.level, seed)
    if exercise.answers is None:
        _draw(plate, choice, rows, (given, seed), exercise, as_json=as_json)
        if as_json:
            return
    begin = time.monotonic()
    known = _known(rows, given)
    if exercise.answers is None:
        from generator.cli.walk import rehearsed

        outcome = rehearsed(rows, known, rows.how.script)
    else:
        lines = recover.rows_of_text(text_of(Source(exercise.answers, None)))
        typed = recover.typed_rows(lines, rows)
        wallet = recover.wallet_of(known, rows.how.script)
        outcome = recover.found_in(Sheet(rows.how, typed, rows.sides), rows, wallet, known)
    _judge(outcome, rows, given, time.monotonic() - begin, as_json=as_json)


def _rows(plate: Template, exercise: _Exercise) -> tuple[Due, Choice]:
    """The rows of a plate for a published phrase."""
    if "bip39" not in plate.kinds:
        raise TemplateError(f"{plate.name} holds no BIP-39 phrase, which is what is rehearsed")
    script = Script()
    encoding_of(plate, script)
    counts = [each for each in plate.counts("bip39") if drills.possible(each)]
    words = exercise.words or counts[-1]
    if words not in counts:
        known = " or ".join(map(str, counts))
        raise TemplateError(f"there are published phrases of {known} words to rehearse with")
    rows = due(plate, script, words, exercise.check_rows)
    return rows, Choice(words, check_rows=exercise.check_rows)


def _known(rows: Due, given: Drill) -> recover.Known:
    """A plate without check rows needs the fingerprint, which the sheet tells."""
    fingerprint = None if rows.checks else master_fingerprint(Secret(given.phrase), None)
    return recover.Known(None, None, rows.words, rows.checks, fingerprint, None, False, None, None)


def _draw(
    plate: Template,
    choice: Choice,
    rows: Due,
    drawn: tuple[Drill, int],
    exercise: _Exercise,
    *,
    as_json: bool,
) -> None:
    """Write the sheet, and say what to do with it."""
    given, seed = drawn
    files.check(Path(exercise.folder))
    made = pipeline.prepared(plate, choice)
    svg = FORMATS["svg"]()
    contents = []
    for layout in drills.sides(given, made, rows, seed):
        side = f".{layout.side}" if len(made.sides) > 1 else ""
        name = f"{made.name}.drill-{exercise.level}-{seed}{side}.svg"
        contents.append((name, svg.write((replace(layout, side="front"),))))
    files.hand_over(Path(exercise.folder), contents, force=exercise.force)
    known = _known(rows, given)
    facts: dict[str, Any] = {
        "folder": exercise.folder,
        "files": [name for name, _ in contents],
        "level": exercise.level,
        "seed": seed,
        "words": rows.words,
        "check_rows": rows.checks,
        "fingerprint": known.fingerprint,
    }
    if as_json:
        report.as_json(facts)
        return
    click.echo(f"In {exercise.folder}:")
    for name, _ in contents:
        click.echo(name)
    click.echo(
        "\nThis plate holds a published phrase; never send money to it. Open it and type what you "
        "see, crossed-out rows as ?."
    )
    if known.fingerprint:
        click.echo(f"It has no check rows; the wallet's fingerprint is {known.fingerprint}.")


def _judge(outcome: Outcome, rows: Due, given: Drill, seconds: float, *, as_json: bool) -> None:
    """Say how it went, row by row where it went wrong."""
    right = given.right(rows.checks)
    answer = outcome.found.answer
    recovered = answer is not None and answer[: rows.words] == right[: rows.words]
    misread = [
        rows.label(place)
        for place, row in enumerate(outcome.rows)
        if row.value is not None and row.value != right[place] and place not in given.wrong
    ]
    missed = [rows.label(place) for place in given.wrong if outcome.rows[place].value is not None]
    if as_json:
        report.as_json(
            {
                "recovered": recovered,
                "misread": misread,
                "wrong_marks_not_noticed": missed,
                "seconds": round(seconds),
            }
        )
    else:
        report.table(
            [
                ("recovered", "yes" if recovered else "no"),
                ("misread", ", ".join(misread) or "no row"),
                ("damaged, taken as right", ", ".join(missed) or "no row"),
                ("time", f"{seconds / 60:.0f} min {seconds % 60:.0f} s"),
            ]
        )
    if not recovered:
        raise ReadError("the phrase was not recovered: look at the sheet again, or at recover")
