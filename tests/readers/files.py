"""The files that foreign programs are given, with the layouts that they were made from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator import shop_file
from generator.drawing import ENDING, Facts, drawing
from generator.errors import RuleError
from generator.formats import for_machine
from generator.geometry import Vec
from generator.inscription import inscribed
from generator.layout import Dot, Layout, Role
from generator.machine import DOT_PEEN, DOTS_ONLY, Machine
from generator.place import place
from generator.product import check_formats
from generator.template import Template
from tests.plates.road import (
    NAMES,
    choices,
    chosen,
    format_of,
    last_of,
    plate,
    secrets,
    template_of,
)

DRAWING = "drawing"
"""The drawing of a blank, which is none of the formats of a plate."""

STEP_OF_MUTANT = 0.01
"""Millimetres by which a hole is moved or widened, to see that a reader's answer tells it."""

MUTATED = "keytag"
"""Its marks, dots below the surface, and its hole show in every format but that of needles."""

MUTATED_IN_DOTS = "letters-24"

MUTANTS = ("shifted", "widened", "lost")

SHOPS = (
    "grbl-laser",
    "grbl-drag",
    "grbl-v-bit",
    "grbl-peck",
    "grbl-dot-peen",
    "linuxcnc-mill",
)
"""The machines that G-code is written for."""

SAMPLED = ("disc-6", "keytag", "seedqr", "tinyseed", "washer-m6")
"""The plates whose STL is looked at, which has the same mesh as the 3MF: the smallest, and each
shape of plate."""

DOTTED = (
    "alphabet-12",
    "alphabet-24",
    "alphabet-digits",
    "binary-grid",
    "ciphersechs-3x11",
    "ciphersechs-4x10",
    "codl",
    "cryptotag",
    "disc-12",
    "disc-24",
    "disc-6",
    "diyseed-numbers",
    "keytag",
    "letters-24",
    "letters-33",
    "seedcard",
    "stackbit",
    "tinyseed",
    "washer-m6",
    "yoseyomo",
)
"""The plates that machines of dots can make: their marks are dots."""


@dataclass(frozen=True, slots=True)
class Case:
    """One file: a plate, a side, empty where both are in one file, and what was done to it.

    `shop` names the machine of a G-code file. A drawing is of a blank.
    """

    name: str
    side: str = ""
    mutant: str = ""
    shop: str = ""
    blank: bool = False

    @property
    def title(self) -> str:
        parts = (self.name, self.shop, self.side, self.mutant)
        return "-".join(part for part in parts if part)

    def layouts(self) -> tuple[Layout, ...]:
        """What the file shall show: of a mutant what it was before."""
        found = blank_of(self.name) if self.blank else layouts_of(self.name, self.shop)
        return tuple(each for each in found if self.side in ("", each.side))

    def written(self, folder: Path, format_: str) -> Path:
        """The file, written once for all processes."""
        file = folder / f"{self.title}{self._ending(format_)}"
        if not file.exists():
            part = folder / f"{file.name}.{os.getpid()}"
            part.write_bytes(self._data(format_))
            part.replace(file)
        return file

    def _ending(self, format_: str) -> str:
        if format_ == DRAWING:
            return ENDING
        to = for_machine("gcode", machine_of(self.shop)) if self.shop else format_of(format_)
        return to.ending

    def _data(self, format_: str) -> bytes:
        if format_ == DRAWING:
            template = last_of(self.name)
            return drawing(_with_another_hole(template, self.mutant), Facts("brass"))
        to = for_machine("gcode", machine_of(self.shop)) if self.shop else format_of(format_)
        first, *others = self.layouts()
        changed = _mutated(first, self.mutant) if self.mutant else first
        return to.write((changed, *others))


@cache
def machine_of(shop: str) -> Machine:
    """The machine of a profile that ships."""
    machine = shop_file.find(shop).machine
    assert machine is not None
    return machine


@cache
def layouts_of(name: str, shop: str = "") -> tuple[Layout, ...]:
    """A plate with a published phrase of the most words that it holds, or that a machine makes."""
    template = last_for(name, shop) if shop else last_of(name)
    assert template is not None
    return place(inscribed(secrets(chosen(template))["varied"], template), template)


@cache
def blank_of(name: str) -> tuple[Layout, ...]:
    """A plate without anything of a secret, as drawings show it."""
    return place(None, last_of(name))


@cache
def last_for(name: str, shop: str) -> Template | None:
    """The plate for the last choice that a machine can make, if there is one."""
    format_ = for_machine("gcode", machine_of(shop))
    for choice in choices(name)[::-1]:
        try:
            template = plate(name, choice)
            check_formats(template, [format_])
        except RuleError:
            continue
        return template
    return None


def cases(format_: str) -> Iterator[Case]:
    """Each plate that ships, each side where a file has one, and the mutants of one plate."""
    if format_ == "gcode":
        yield from _for_machines()
        return
    for name in SAMPLED if format_ == "stl" else NAMES:
        sides, blank = [side.name for side in template_of(name).sides], format_ == DRAWING
        if blank or not format_of(format_).per_side:
            sides = [""]
        yield from (Case(name, side, blank=blank) for side in sides)
        if name == MUTATED:
            yield from (Case(name, sides[0], mutant, blank=blank) for mutant in MUTANTS)


def _for_machines() -> Iterator[Case]:
    """Each plate for each machine that can make it; a needle makes every dot as wide."""
    for shop in SHOPS:
        machine = machine_of(shop)
        dotted = machine.operation in DOTS_ONLY
        mutated = MUTATED_IN_DOTS if dotted else MUTATED
        for name in DOTTED if dotted else NAMES:
            sides = [side.name for side in template_of(name).sides]
            yield from (Case(name, side, shop=shop) for side in sides)
            if name == mutated:
                for mutant in MUTANTS:
                    if not (mutant == "widened" and machine.operation == DOT_PEEN):
                        yield Case(name, sides[0], mutant, shop)


def _with_another_hole(template: Template, mutant: str) -> Template:
    """The template with its first hole moved, widened or lost."""
    if not mutant:
        return template
    hole, *others = template.plate.holes
    if mutant == "shifted":
        others.insert(0, replace(hole, centre=hole.centre + Vec(STEP_OF_MUTANT, 0.0)))
    elif mutant == "widened":
        others.insert(0, replace(hole, diameter=hole.diameter + STEP_OF_MUTANT))
    return replace(template, plate=replace(template.plate, holes=tuple(others)))


def _mutated(layout: Layout, mutant: str) -> Layout:
    """The layout with its first mark moved, widened or lost."""
    marks = list(layout.marks)
    at, dot = next(
        (at, mark)
        for at, mark in enumerate(marks)
        if isinstance(mark, Dot) and mark.role is Role.MARK
    )
    del marks[at]
    if mutant == "shifted":
        marks.insert(at, replace(dot, centre=dot.centre + Vec(STEP_OF_MUTANT, 0.0)))
    elif mutant == "widened":
        marks.insert(at, replace(dot, diameter=dot.diameter + STEP_OF_MUTANT))
    return replace(layout, marks=tuple(marks))
