"""Plates read back from their files."""

from __future__ import annotations

from dataclasses import replace

import click
from click.core import ParameterSource

from generator import pipeline
from generator import template_file as templates
from generator.cli import options, own, report
from generator.cli.asking import Source, text_of
from generator.cli.opening import files
from generator.cli.options import Command, Sought
from generator.cli.screen import Complaint
from generator.errors import ReadError, SecretError
from generator.pipeline import Found, Reading, Sides
from generator.portion import words_on
from generator.secret import Secret
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS, Wish, parse, words_of
from generator.words.networks import NETWORKED, TITLES, networks_of
from generator.words.passphrase import SHOWN_BLANK, shown
from generator.words.payload import KeyText, Payload, Phrase


@click.command("read", cls=Command)
@options.looked_for
@files
@options.input_file
@options.wish
@click.option("--reveal", is_flag=True, help="Print the words.")
@options.as_json
def read(
    given: list[Found],
    sought: Sought,
    path: str | None,
    wish: Wish,
    *,
    reveal: bool,
    as_json: bool,
) -> None:
    """Read the files of one plate back, and say what they hold.

    Takes files of every format of make in any order.
    With --input it says whether the plate holds those words; only --reveal prints any.
    --kind, --language and --network say what it must hold; the plate tells them by itself where
    it can.
    """
    typed = text_of(Source(path, None)) if path is not None else None
    names = (sought.asked,) if sought.asked is not None else templates.names()
    outlines = own.outlines(sought.font, wish.language)
    with own.looked_for(sought.asked):
        sides = pipeline.sides_of(given, names, outlines)
    _check_kind(sides.kind, wish)
    if reveal and sides.missing and not sides.blank and not sides.suffice:
        _show_portion(sides, wish, as_json=as_json)
    found, expected = _compared(sides, wish, typed)
    same = pipeline.same(found, expected) if expected is not None else None
    _print(found, same, reveal=reveal, as_json=as_json)
    if same is False:
        raise ReadError(f"the plate does not hold the {report.noun(sides.kind)} of the input")


def _check_kind(kind: str, wish: Wish) -> None:
    """Refuse a plate for another kind than was said, and what is said of no such kind."""
    title = KINDS[kind].one
    if wish.kind is not None and wish.kind != kind:
        raise ReadError(f"the plate is for {title}, not for {KINDS[wish.kind].one}")
    if _said_network() and kind not in NETWORKED:
        raise Complaint(f"--network is for keys and descriptors, and the plate is for {title}")
    only = "english" if KINDS[kind].counts else None
    if kind != "bip39" and wish.language not in (None, only):
        raise Complaint(f"--language is for BIP-39 phrases, and the plate is for {title}")


def _said_network() -> bool:
    """Whether somebody named a network; else a key may be of any."""
    source = click.get_current_context().get_parameter_source("network")
    return source is not ParameterSource.DEFAULT


def _compared(
    sides: Sides, wish: Wish, typed: Secret[str] | None
) -> tuple[Reading, Secret[Payload] | None]:
    """What the plate says, and the secret of the input, if there is one.

    Whichever of the two tells kind, language and network tells them for the other.
    """
    if sides.blank or sides.tells_language or sides.kind != "bip39" or typed is None:
        found = pipeline.reading_of(sides, wish.language)
        if found.payloads and sides.kind in NETWORKED:
            wish = replace(wish, network=_network(found.payloads[0], wish))
        languages = report.languages(found) if sides.kind == "bip39" else ()
        if len(languages) == 1:
            wish = replace(wish, language=languages[0])
        return found, _parsed(typed, wish, sides) if typed is not None else None
    expected = _parsed(typed, wish, sides)
    value = expected.reveal()
    language = value.language if isinstance(value, Phrase) else None
    return pipeline.reading_of(sides, language), expected


def _network(key: Secret[Payload], wish: Wish) -> str:
    """The network that an input has to be of; refuses a key of another than was named."""
    possible = networks_of(key)
    if not _said_network():
        return possible[0]
    if wish.network not in possible:
        one, other = TITLES[possible[0]], TITLES[wish.network]
        raise ReadError(f"the plate holds a key of {one}, not of {other}")
    return wish.network


def _parsed(typed: Secret[str], wish: Wish, sides: Sides) -> Secret[Payload]:
    """The secret of the input, taken for what the plate is for."""
    kind = None if sides.blank else sides.kind
    try:
        return parse(typed, replace(wish, kind=wish.kind or kind)).payload
    except SecretError as error:
        taken = f", taken for {KINDS[kind].one} as on the plate" if kind else ""
        raise SecretError(f"the input{taken}: {error}") from None


def _show_portion(sides: Sides, wish: Wish, *, as_json: bool) -> None:
    """Print the words of the sides that are there, if any; that a side is missing is told next."""
    try:
        portion = words_on(sides.grids, sides.template, sides.given, wish.language)
    except ReadError:
        return
    if as_json:
        report.as_json(report.portion_facts(sides, portion))
    else:
        report.portion(sides, portion)


def _print(found: Reading, same: bool | None, *, reveal: bool, as_json: bool) -> None:
    told = [(payload.reveal(), words_of(payload).reveal()) for payload in found.payloads if reveal]
    if as_json:
        facts = report.reading_facts(found, same)
        for value, text in told:
            if isinstance(value, Phrase):
                named = {"language": _named(value), "words": text}
                facts["phrases"] = [*facts.get("phrases", []), named]
            else:
                facts["text"] = text
        report.as_json(facts)
        return
    report.table(report.reading(found, same))
    for value, text in told:
        if value.kind == "bip39":
            note = "" if found.tells_language else "; for another use --language"
            click.echo(f"\nThe words, from the {LANGUAGES[_named(value)]} list{note}:\n{text}")
        elif isinstance(value, KeyText):
            _print_line(value)
        else:
            click.echo(f"\nThe {KINDS[value.kind].title}:\n{text}")


def _print_line(value: KeyText) -> None:
    """A line of text, in which every blank can be seen."""
    seen = shown(Secret(value)).reveal()
    note = (
        "" if seen == value.text else f", each blank as {SHOWN_BLANK} (--json prints it as it is)"
    )
    click.echo(f"\nThe {KINDS[value.kind].title}{note}:\n{seen}")


def _named(value: Payload) -> str:
    """The list of a BIP-39 phrase, the kind of anything else."""
    return value.language if isinstance(value, Phrase) and value.kind == "bip39" else value.kind
