"""What the owner of files that were made should know, though nothing is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import files, pipeline
from generator.cli import screen
from generator.formats import Format
from generator.inscription import tells_language
from generator.secret import Secret
from generator.template import Template
from generator.variant import made_for
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS
from generator.words.lists import listed
from generator.words.payload import KeyText, Payload, Phrase

if TYPE_CHECKING:
    from generator.shop import Shop


def of_secret(payload: Secret[Payload], plate: Template, folder: str) -> Iterator[str]:
    """What the owner of a plate that was made should know."""
    if pipeline.reads_as_text(payload, plate):
        yield (
            "SeedSigner refuses the compact code of this phrase, which looks like text to it; "
            "the standard code reads"
        )
    value = payload.reveal()
    if (
        isinstance(value, Phrase)
        and value.kind == "bip39"
        and value.language != "english"
        and not tells_language(plate)
    ):
        title = LANGUAGES[value.language]
        yield f"the plate does not say that its words are {title}; keep that with it"
    if isinstance(value, KeyText) and value.kind == "descriptor" and "*" not in value.text:
        yield "the descriptor has no /*, so it describes single keys and no row of addresses"
    if files.changed_by_others(Path(folder)):
        yield (
            "other users may delete the files in that folder and put others in their place, though "
            "not read them; chmod 700 closes it"
        )
    elif files.open_to_others(Path(folder)):
        yield (
            "other users may see the names of the files in that folder, but not their content; "
            "chmod 700 closes it"
        )
    if screen.swap_is_on():
        yield screen.SWAP_NOTE


def of_one_kind(
    plate: Template, made: Template, kind: str | None, words: int | None
) -> Iterator[str]:
    """What to say of a blank whose kind nobody chose, where another kind has another blank."""
    chosen = made.choice
    if kind is not None or chosen is None:
        return
    others = []
    for each in plate.kinds:
        if words is None or words in plate.counts(each):
            choice = replace(chosen, kind=each, words=words or plate.most(each).words)
            if made_for(plate, choice).sides != made.sides:
                others.append(each)
    if others:
        which = listed(others, "or")
        yield f"this blank is for {KINDS[chosen.kind].one}; --kind makes one for {which}"


def of_machine(formats: Iterable[Format], shop: Shop | None, *, secret: bool) -> Iterator[str]:
    """What to say of G-code, which is for one machine alone."""
    machine = shop.machine if shop is not None else None
    if shop is None or machine is None or all(each.name != "gcode" for each in formats):
        return
    yield f"the G-code is for {shop.name} alone; to read it, give read the same --shop"
    if not machine.cut_power:
        yield "holes and outline are not in the G-code: the plate has to be cut before"
    if machine.kerf:
        yield f"the G-code is drawn for a kerf of {machine.kerf:g} mm on {shop.name}"
    if secret:
        yield "sound and time of a machine tell what it marks: let nobody listen"


def of_another_plate(names: tuple[str, ...]) -> Iterator[str]:
    """What to say of files beside those that were made, which look as if they belonged to them."""
    if names:
        verb = "is" if len(names) == 1 else "are"
        yield f"{' and '.join(names)} {verb} of another plate, and none of this one"
