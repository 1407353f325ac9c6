"""The files that foreign programs are given, with the layouts that they were made from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path as File

import numpy as np

from generator import shop_file
from generator.drawing import ENDING, Facts, _pages, _plan, drawing
from generator.errors import RuleError
from generator.formats import for_machine, pdf_canvas
from generator.geometry import Arc, Line, Path, Point, Segment, Vec, rounded
from generator.inscription import inscribed
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
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
from tests.readers.seen import way_of

DRAWING = "drawing"
"""The drawing of a blank, which is none of the formats of a plate."""

STEP_OF_MUTANT = 0.01
"""Millimetres by which a hole is moved or widened, to see that a reader's answer tells it."""

MUTATED = "keytag"
"""Its marks, dots below the surface, and its hole show in every format but that of needles."""

MUTATED_IN_DOTS = "letters-24"

MUTANTS = ("shifted", "widened", "lost")

MIRRORED = "card"
"""The first of the plates with a QR code, whose contours are not their own mirror images."""

MIRRORS = ("mirrored-stroke", "mirrored-contour")
"""What is mirrored in its own box, left to right."""

LEANING = 0.05
"""Millimetres by which its middle then moves, and as far again."""

TELL_SHAPES = ("svg", "dxf", "gcode", "lbrn2", "stencil", DRAWING)
"""The formats that hold ways; of solids the boxes of contours are compared."""

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

    def written(self, folder: File, format_: str) -> File:
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
            return self._drawing()
        to = for_machine("gcode", machine_of(self.shop)) if self.shop else format_of(format_)
        first, *others = self.layouts()
        changed = _mutated(first, self.mutant) if self.mutant else first
        return to.write((changed, *others))

    def _drawing(self) -> bytes:
        """A mutant is drawn without what would measure it back and refuse it."""
        template, facts = last_of(self.name), Facts("brass")
        if not self.mutant:
            return drawing(template, facts)
        first, *others = self.layouts()
        plan = _plan((_mutated(first, self.mutant), *others))
        return pdf_canvas.write(_pages(template, facts, plan))


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
        if name == MIRRORED and format_ in TELL_SHAPES:
            # What is closed on a blank is alike from left and right.
            mutants = MIRRORS[:1] if blank else MIRRORS
            yield from (Case(name, sides[0], mutant, blank=blank) for mutant in mutants)


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
            if name == MIRRORED:
                yield from (Case(name, sides[0], mutant, shop) for mutant in MIRRORS)


def _mutated(layout: Layout, mutant: str) -> Layout:
    """The layout with its first mark moved, widened or lost, or a shape mirrored in its box.

    A blank has no marks, but holes.
    """
    marks = list(layout.marks)
    if mutant in MIRRORS:
        at = next(at for at, mark in enumerate(marks) if _lopsided(mark, mutant))
        marks[at] = _mirrored(marks[at])
        return replace(layout, marks=tuple(marks))
    role = Role.MARK if layout.of(Role.MARK) else Role.HOLE
    at, dot = next(
        (at, mark) for at, mark in enumerate(marks) if isinstance(mark, Dot) and mark.role is role
    )
    del marks[at]
    if mutant == "shifted":
        marks.insert(at, replace(dot, centre=dot.centre + Vec(STEP_OF_MUTANT, 0.0)))
    elif mutant == "widened":
        marks.insert(at, replace(dot, diameter=dot.diameter + STEP_OF_MUTANT))
    return replace(layout, marks=tuple(marks))


def _lopsided(mark: Mark, mutant: str) -> bool:
    """Whether a mark is a stroke, or a contour, that looks otherwise in a mirror."""
    match mark:
        case Stroke(path=path) | Area(outline=path, holes=()):
            contour = path.closed
        case _:
            return False
    return contour is (mutant == "mirrored-contour") and abs(_leaning(path)) > LEANING


def _mirrored(mark: Mark) -> Mark:
    match mark:
        case Stroke():
            return replace(mark, path=_in_mirror(mark.path))
        case Area():
            return replace(mark, outline=_in_mirror(mark.outline).reversed())
        case Dot():
            return mark


def _leaning(path: Path) -> float:
    """How far the middle of the way is right of the middle of its box; in a mirror it is left."""
    way, box = way_of(path), path.box()
    steps = np.hypot(*np.diff(way, axis=0).T)
    middles = (way[:-1, 0] + way[1:, 0]) / 2
    return float(np.average(middles, weights=steps)) - box.centre.x


def _in_mirror(path: Path) -> Path:
    """The path, left to right in its own box."""
    box = path.box()

    def put(point: Point) -> Point:
        return Point(rounded(box.left + box.right - point.x), point.y)

    steps: list[Segment] = [
        Line(put(step.end))
        if isinstance(step, Line)
        else Arc(put(step.end), step.radius, not step.ccw)
        for step in path.segments
    ]
    return Path(put(path.start), tuple(steps))
