"""What the owner of files that were made should know, though nothing is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import files, pipeline
from generator.cli import screen
from generator.formats import COLOURED, KERFED, Format
from generator.inscription import tells_language
from generator.machine import DOT_PEEN, GRBL, LASER, TURNING
from generator.product import omitted
from generator.secret import Secret
from generator.template import Template
from generator.variant import made_for
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS
from generator.words.lists import listed
from generator.words.payload import KeyText, Payload, Phrase

if TYPE_CHECKING:
    from generator.machine import Machine
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
            held = words or plate.most(each).words
            rows = chosen.check_rows if chosen.check_rows in plate.check_rows(each, held) else None
            choice = replace(chosen, kind=each, words=held, check_rows=rows)
            if made_for(plate, choice).sides != made.sides:
                others.append(each)
    if others:
        which = listed(others, "or")
        yield f"this blank is for {KINDS[chosen.kind].one}; --kind makes one for {which}"


def of_shop(made: Template, formats: Sequence[Format], shop: Shop | None) -> Iterator[str]:
    """What to say of files for a workshop or machine, whatever stands on the plate."""
    if shop is None:
        return
    yield from _of_formats(formats, shop)
    yield from _of_gcode(made, formats, shop)
    yield from _of_size(formats, shop)
    yield from of_colours(formats, shop)


def of_backs(made: Template, formats: Iterable[Format]) -> Iterator[str]:
    """What the back's files of a plate hold, where it is cut from the front alone."""
    told = {
        "lbrn2": "the lbrn2 of the back has marks alone, its origin at the lower left corner",
        "dxf-cut": "there is no dxf-cut of the back",
    }
    if found := [told[each.name] for each in formats if each.name in told and len(made.sides) > 1]:
        yield f"holes and outline are cut from the front alone: {'; '.join(found)}"


def _of_formats(formats: Iterable[Format], shop: Shop) -> Iterator[str]:
    """Which files the shop has not said that it takes; a paper stencil is for nobody's machine."""
    sent = (each.name for each in formats if each.name != "stencil")
    strange = [name for name in sent if name.partition("-")[0] not in shop.formats]
    if shop.formats and strange:
        takes = listed(shop.formats, "and")
        yield f"{shop.name} takes {takes}, and does not list {listed(strange, 'and')}"


def of_sound(formats: Iterable[Format]) -> Iterator[str]:
    """What to say of G-code of a secret."""
    if any(each.name == "gcode" for each in formats):
        yield "sound and time of a machine tell what it marks: let nobody listen"


def _of_gcode(made: Template, formats: Sequence[Format], shop: Shop) -> Iterator[str]:
    """What it leaves out, and that it is for one machine alone."""
    if shop.machine is None or all(each.name != "gcode" for each in formats):
        return
    if strokes := omitted(made, formats):
        yield (
            f"the G-code makes dots alone: {strokes} strokes of the legend (letters and numbers) "
            "are left out, so make the dots on a blank that has them"
        )
        yield (
            f"the G-code is for {shop.name} alone, and was read back; without the legend, read "
            "may not tell sides or kinds apart"
        )
    else:
        yield f"the G-code is for {shop.name} alone; to read it, give read the same --shop"
    yield from _of_controller(shop.machine)


def of_gcode_alone(formats: Sequence[Format], shop: Shop) -> Iterator[str]:
    """What to say of G-code that is of no plate."""
    if shop.machine is not None and any(each.name == "gcode" for each in formats):
        yield f"the G-code is for {shop.name} alone"
        yield from _of_controller(shop.machine)


def _of_controller(machine: Machine) -> Iterator[str]:
    """What has to be done before a program runs."""
    if not machine.cut_power:
        yield "holes and outline are not in the G-code: the plate has to be cut before"
    if machine.dialect == GRBL and machine.operation == LASER:
        yield "GRBL has to be in laser mode for it: $32=1"
    elif machine.dialect == GRBL and machine.operation in (*TURNING, DOT_PEEN):
        # In laser mode M3 waits for a move along a line before it switches anything on.
        yield "GRBL must not be in laser mode for it: $32=0"


def _of_size(formats: Iterable[Format], shop: Shop) -> Iterator[str]:
    """Who sees to the kerf."""
    machine = shop.machine
    sized = [each.name for each in formats if each.name in _SIZED]
    if machine is not None and machine.kerf:
        yield from _of_kerf(sized, machine, shop.name)
    elif machine is None and shop.cuts and sized:
        sees = f"{shop.name} sees to that itself"
        who = sees if shop.kerf == "nominal" else f"ask whether {sees}"
        yield f"the files show the plate in its own size, without a kerf: {who}"


_SIZED = ("svg", "dxf", "step", "dxf-cut", "dxf-r12", "lbrn2", "gcode", "stl", "3mf")
"""The formats that show the edge of a plate to a machine."""


def of_colours(formats: Iterable[Format], shop: Shop | None) -> Iterator[str]:
    """What to say of drawings in the colours of a workshop."""
    names = [each.name for each in formats if each.name in COLOURED]
    if names and shop is not None and shop.colours is not None:
        yield f"{listed(names, 'and')} in the colours of {shop.name}: {shop.colours.told()}"


def _of_kerf(names: Iterable[str], machine: Machine, owner: str) -> Iterator[str]:
    """Which files are drawn for a kerf, and which are not."""
    drawn = [name for name in names if name in (*KERFED, "gcode")]
    nominal = [name for name in names if name not in drawn]
    if drawn:
        which = "G-code" if drawn == ["gcode"] else listed(drawn, "and")
        again = "" if drawn == ["gcode"] else "; to read them, give read the same --shop"
        yield f"drawn for a kerf of {machine.kerf:g} mm on {owner}: {which}{again}"
    if nominal:
        yield f"drawn in the plate's own size, without a kerf: {listed(nominal, 'and')}"


def of_another_plate(names: tuple[str, ...]) -> Iterator[str]:
    """What to say of files beside those that were made, which look as if they belonged to them."""
    if names:
        verb = "is" if len(names) == 1 else "are"
        yield f"{' and '.join(names)} {verb} of another plate, and none of this one"
