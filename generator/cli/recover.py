"""A damaged plate: what its rows are, as far as they can be told."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.cli import arguments, options, own, report, screen
from generator.cli.asking import Source, ask_passphrase, text_of
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.screen import Complaint
from generator.encodings.cells import Script
from generator.errors import ReadError, SecretError
from generator.recover.due import Due, counted, due, encoding_of
from generator.recover.engine import Found
from generator.recover.sheet import Outcome, Sheet, recovered
from generator.recover.typed import Typed, typed_row
from generator.recover.wallet import Wallet, address_of, fingerprint_of
from generator.secret import Secret
from generator.template import Template
from generator.template_file import Asked
from generator.words.kinds import KINDS, words_of
from generator.words.lists import listed
from generator.words.payload import Phrase

MOST_SHOWN = 100
"""Candidates that are shown; of more only their number is told."""

_LABEL = re.compile(r"^\s*(?:word\s*)?c?\d{1,2}\s*[:.)]\s*", re.IGNORECASE)
"""A row's number before what stands in it."""

_LONG = 60.0
"""Seconds from which on a search is not begun without telling how long it takes."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What is said of the plate and the wallet."""

    kind: str | None
    language: str | None
    words: int | None
    check_rows: int | None
    fingerprint: str | None
    address: str | None
    with_passphrase: bool
    passphrase_input: str | None
    resume: Path | None


_known = gathered(
    options.options(
        options.kind,
        options.language,
        click.option("--words", type=int, metavar="N", help="How many words there are, if known."),
        click.option(
            "--check-rows",
            type=arguments.CheckRows(),
            metavar="4|6|8|none",
            help="How many check rows there are.  [default: as the number of rows tells]",
        ),
        click.option(
            "--fingerprint",
            metavar="HEX",
            help="The wallet's master fingerprint, to tell which of several phrases it is.",
        ),
        click.option(
            "--address", metavar="ADDRESS", help="One of its first receiving addresses, for that."
        ),
        click.option(
            "--with-passphrase", is_flag=True, help="Ask for a BIP-39 passphrase that it has."
        ),
        click.option(
            "--passphrase-input", metavar="FILE", help="Read that passphrase from a file."
        ),
        click.option(
            "--resume",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Keep in this file how far a long search came, or go on from there; nothing "
            "secret is in it.",
        ),
    ),
    Known,
    "known",
)


@click.command("recover", cls=Command)
@options.asked
@_known
@click.option(
    "--input",
    "path",
    metavar="FILE|-",
    help="Read the rows from a file, or - for stdin, one a line; ? is what can't be read.",
)
@click.option("--reveal", is_flag=True, help="Print the words.")
@options.as_json
def recover(asked: Asked, known: Known, path: str | None, *, reveal: bool, as_json: bool) -> None:
    """Get the words of a damaged plate back.

    Asks for one row after the other, as they are seen: marks as # and ., a number, a word or its
    letters; ? is what can't be read, [ab] or a/b what may be one of several.
    Says at once which rows can be right, what check rows and checksum make of the others, and how
    many phrases are left. Several of them are told apart by a fingerprint or an address.

    Never takes one phrase for the answer unless it is the only one.

    Six rows of a file: metalstamp recover dots-24 --input seen.txt --reveal
    """
    plate = own.plate(asked, None)
    script = _script(plate, known)
    if path is None:
        from generator.cli.walk import walk

        walk(plate, script, known, reveal=reveal)
        return
    lines = rows_of_text(text_of(Source(path, None)))
    words, checks = counted(plate, script, len(lines), known.words, known.check_rows)
    rows = due(plate, script, words, checks)
    typed = typed_rows(lines, rows)
    wallet = wallet_of(known, script)
    outcome = found_in(Sheet(rows.how, typed, rows.sides), rows, wallet, known)
    if as_json:
        report.as_json(facts(outcome, rows, reveal=reveal))
    else:
        report.table(lines_of(outcome, rows))
        if reveal:
            click.echo(phrases(outcome, rows))
    if outcome.found.answer is None:
        raise ReadError(problem(outcome, rows, wallet))


def _script(plate: Template, known: Known) -> Script:
    """The list that the words are from."""
    held = [kind for kind in plate.kinds if KINDS[kind].counts]
    if not held:
        raise ReadError(f"{plate.name} holds no words; type its text to read --input to compare it")
    kind = known.kind or ("bip39" if "bip39" in held else held[0])
    if kind not in held:
        raise ReadError(f"{plate.name} holds {listed(held, 'and')}, no {KINDS[kind].title}")
    if kind != "bip39" and known.language not in (None, "english"):
        raise Complaint("--language is for BIP-39 phrases")
    if kind != "bip39" and (known.fingerprint or known.address):
        raise Complaint("--fingerprint and --address are for BIP-39 phrases")
    script = Script(known.language or "english", kind)
    encoding_of(plate, script)
    return script


def rows_of_text(text: Secret[str]) -> list[str]:
    """The rows, without empty lines and without their numbers."""
    return [_LABEL.sub("", line) for line in text.reveal().splitlines() if line.strip()]


def typed_rows(lines: Sequence[str], rows: Due) -> tuple[Typed, ...]:
    """What the lines say. Raises `SecretError`, which names a row."""
    if len(lines) != rows.words + rows.checks:
        raise SecretError(f"{len(lines)} rows; there are {rows.words + rows.checks}")
    return tuple(_read(line, rows, number) for number, line in enumerate(lines))


def _read(line: str, rows: Due, row: int) -> Typed:
    try:
        return typed_row(line, rows.how)
    except SecretError as error:
        raise SecretError(f"{rows.label(row)}: {error}") from None


def wallet_of(known: Known, script: Script) -> Wallet | None:
    """What is known of the wallet, if anything; asks for its passphrase."""
    if known.fingerprint and known.address:
        raise Complaint("give --fingerprint or --address; one of them is enough")
    if not (known.fingerprint or known.address):
        if known.with_passphrase or known.passphrase_input or known.resume:
            raise Complaint("a passphrase or --resume needs --fingerprint or --address")
        return None
    fingerprint = _typed(fingerprint_of, known.fingerprint) if known.fingerprint else None
    address = _typed(address_of, known.address) if known.address else ""
    passphrase = Secret("")
    if known.with_passphrase or known.passphrase_input:
        passphrase = ask_passphrase(Source(known.passphrase_input, None))
    return Wallet(fingerprint, address, passphrase, script.language)


def _typed(form: Callable[[str], T], text: str) -> T:
    try:
        return form(text)
    except SecretError as error:
        raise Complaint(str(error)) from None


def found_in(sheet: Sheet, rows: Due, wallet: Wallet | None, known: Known) -> Outcome:
    """What the rows say, narrowed down by what is known of the wallet."""
    outcome = recovered(sheet, rows.rules)
    if wallet is None:
        return outcome
    found = outcome.found
    if not found.complete:
        answers = tuple(_searched(outcome, rows, wallet, known))
        by_chance = found.guesses / 2 ** (rows.rules.checksum_bits + 32)
        done = Found(answers, False, by_chance, found.guesses, complete=True)
        return Outcome(done, outcome.rows, outcome.way)
    answers = tuple(each for each in found.answers if wallet.is_of(each[: rows.words]))
    proved = Found(answers, bool(answers), 0.0, found.guesses, complete=True)
    return Outcome(proved, outcome.rows, outcome.way)


def _searched(
    outcome: Outcome, rows: Due, wallet: Wallet, known: Known
) -> Sequence[tuple[int, ...]]:
    """A long search, with its estimate first."""
    from generator.recover import search

    quest = search.Quest(outcome.rows, rows.rules, wallet)
    kept = search.kept_at(known.resume, quest) if known.resume is not None else None
    count = search.cores()
    needed = search.seconds(quest, count)
    left = 1.0
    if kept is not None:
        left = 1 - min(1.0, kept.done * search.PIECE / quest.guesses)
    screen.note(
        f"{quest.guesses:,} ways to fill the rows, of which the checksum leaves some "
        f"{max(1, round(outcome.found.by_chance)):,}: about {_duration(needed * left)} at most "
        f"on {count} cores"
    )
    if known.resume is None and needed > _LONG:
        screen.note("--resume FILE keeps how far the search came, so that it can be stopped")
    total = -(-quest.guesses // search.PIECE)
    with click.progressbar(length=total, label="Searching", file=sys.stderr, show_pos=False) as bar:
        quiet = not sys.stderr.isatty()
        progress: Callable[[int], object] = (lambda _: None) if quiet else bar.update
        try:
            return search.search(quest, kept, progress)
        except KeyboardInterrupt:
            where = f"; go on with --resume {known.resume.name}" if known.resume else ""
            raise screen.Unheard(f"stopped before the end{where}") from None


def _duration(seconds: float) -> str:
    """A rough time, in the largest unit that fits."""
    for size, unit in ((86_400.0, "days"), (3_600.0, "hours"), (60.0, "minutes")):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(1, round(seconds))} seconds"


def why(outcome: Outcome, row: int) -> str:
    """What was wrong with a row."""
    seen = outcome.rows[row]
    if seen.fits is None:
        return "could not be read"
    if seen.odd:
        return "has an odd number of marks"
    if not seen.fits:
        return "is no word of the list"
    if len(seen.fits) > 1:
        return f"may be one of {len(seen.fits)}"
    return "does not fit the others"


def lines_of(outcome: Outcome, rows: Due) -> list[tuple[str, str]]:
    """What was found, without a word of it."""
    found = outcome.found
    checks = f", {rows.checks} check rows" if rows.checks else ""
    said = [("rows", f"{rows.words} words{checks}")]
    if outcome.way:
        said.append(("held", f"{outcome.way}; only so do the rows fit"))
    if found.answer is not None:
        wrong = outcome.wrong(found.answer)
        said += [(rows.label(row), f"{why(outcome, row)}: mended") for row in wrong]
        proof = "check rows and checksum" if rows.checks else "checksum"
        said.append(("found", f"the only phrase that fits {proof}, {len(wrong)} rows mended"))
        return said
    doubtful = [row for row, seen in enumerate(outcome.rows) if seen.value is None]
    said += [(rows.label(row), why(outcome, row)) for row in doubtful]
    said.append(("found", candidates(found)))
    return said


def candidates(found: Found) -> str:
    """How many phrases are left."""
    if not found.complete:
        about = max(1, round(found.by_chance))
        return (
            f"{found.guesses:,} ways to fill these rows, of which some {about:,} fit the checksum"
        )
    if not found.answers:
        return "no phrase fits"
    if len(found.answers) == 1:
        return "one phrase fits, but it may do so by chance"
    return f"{len(found.answers):,} phrases fit"


def problem(outcome: Outcome, rows: Due, wallet: Wallet | None) -> str:
    """What to say where there is no answer, and what to try next."""
    found = outcome.found
    told = "the fingerprint" if wallet is not None and wallet.fingerprint else "the address"
    if wallet is not None and not found.answers:
        return (
            f"nothing that the rows may be fits {told}: look whether it is of this wallet, whether "
            "the wallet has a passphrase, and at the rows again"
        )
    if not found.answers and found.complete:
        checks, more = "", "a word is wrong, or the words changed places"
        if rows.checks:
            checks = f" with {rows.checks} check rows"
            more = "more is wrong than these can mend"
        return (
            f"no phrase of {rows.words} words{checks} fits: {more}; look at the rows again, and "
            "type ? for every mark that may be a pit, or that may have been lost"
        )
    return (
        f"{candidates(found)}: --fingerprint or --address would tell which, and so may a row that "
        "is read after all"
    )


def phrases(outcome: Outcome, rows: Due) -> str:
    """The words of all that fits, one phrase a line."""
    found = outcome.found
    answers = (found.answer,) if found.answer else found.answers[:MOST_SHOWN]
    lines = [_text(each, rows) for each in answers]
    return "\n".join(["", *lines])


def _text(answer: Sequence[int], rows: Due) -> str:
    script = rows.how.script
    value = Phrase(script.language, tuple(answer[: rows.words]), script.kind)
    return words_of(Secret(value)).reveal()


def facts(outcome: Outcome, rows: Due, *, reveal: bool) -> dict[str, Any]:
    """The same for scripts."""
    found = outcome.found
    wrong = (
        outcome.wrong(found.answer)
        if found.answer
        else [row for row, seen in enumerate(outcome.rows) if seen.value is None]
    )
    told: dict[str, Any] = {
        "template": rows.name,
        "kind": rows.how.script.kind,
        "words": rows.words,
        "check_rows": rows.checks,
        "held": outcome.way,
        "recovered": found.answer is not None,
        "candidates": len(found.answers) if found.complete else None,
        "possible": found.guesses,
        "wrong": [{"row": rows.label(row), "why": why(outcome, row)} for row in wrong],
    }
    if reveal:
        told["phrases"] = phrases(outcome, rows).splitlines()[1:]
    return told
