"""The files that foreign programs are given, with the layouts that they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator.geometry import Vec
from generator.inscription import inscribed
from generator.layout import Dot, Layout, Role
from generator.place import place
from tests.plates.road import NAMES, chosen, format_of, last_of, secrets, template_of

STEP_OF_MUTANT = 0.01
"""Millimetres by which a hole is moved or widened, to see that a reader's answer tells it."""

MUTATED = "keytag"
"""Its marks, dots below the surface, and its hole show in every format."""

MUTANTS = ("shifted", "widened", "lost")


@dataclass(frozen=True, slots=True)
class Case:
    """One file: a plate, a side, empty where both are in one file, and what was done to it."""

    name: str
    side: str = ""
    mutant: str = ""

    @property
    def title(self) -> str:
        return "-".join(part for part in (self.name, self.side, self.mutant) if part)

    def layouts(self) -> tuple[Layout, ...]:
        """What the file shall show: of a mutant what it was before."""
        return tuple(each for each in layouts_of(self.name) if self.side in ("", each.side))

    def written(self, folder: Path, format_: str) -> Path:
        """The file, written once."""
        file = folder / f"{self.title}{format_of(format_).ending}"
        if not file.exists():
            first, *others = self.layouts()
            changed = _mutated(first, self.mutant) if self.mutant else first
            file.write_bytes(format_of(format_).write((changed, *others)))
        return file


@cache
def layouts_of(name: str) -> tuple[Layout, ...]:
    """A plate with a published phrase of the most words that it holds."""
    template = last_of(name)
    return place(inscribed(secrets(chosen(template))["varied"], template), template)


def cases(format_: str) -> Iterator[Case]:
    """Each plate that ships, each side where a file has one, and the mutants of one plate."""
    for name in NAMES:
        sides = [side.name for side in template_of(name).sides]
        if not format_of(format_).per_side:
            sides = [""]
        yield from (Case(name, side) for side in sides)
        if name == MUTATED:
            yield from (Case(name, sides[0], mutant) for mutant in MUTANTS)


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
