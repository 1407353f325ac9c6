"""How many marks stand in each row and column of a plate, as somebody counts them with a pencil."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.errors import TemplateError
from generator.geometry import Point
from generator.grid import Grid
from generator.inscription import fitted
from generator.slots import Slot, slots
from generator.template import CHECK, Field, Module, Punch, Side, Template

_SAME = 0.2
"""Millimetres: slots that differ by less stand in one line."""

_GAP = 2.5
"""Pitches between two columns from which on rows are counted apart; ours. A parity column stands
nearer, words side by side stand farther."""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One row or column of slots, in the order in which they stand."""

    name: str
    """What stands beside it on the metal, or its number; empty beneath a line with a name."""
    at: float
    """Its height on the plate, or how far right it is; of an arm, its number."""
    parts: tuple[int, ...]
    """Its marks; of a row in each block of slots that stands apart, from the left."""
    slots: int

    @property
    def marks(self) -> int:
        """Of the whole line."""
        return sum(self.parts)

    @property
    def said(self) -> str:
        """The marks as they are counted, block by block."""
        return "+".join(map(str, self.parts))


@dataclass(frozen=True, slots=True, repr=False)
class Counts:
    """The counts of one side."""

    side: str
    rows: tuple[Line, ...]
    """From the top; arms of a ring by number."""
    columns: tuple[Line, ...]
    """From the left; none on a ring."""
    places: tuple[Point, ...]
    """Where all slots are."""
    even: tuple[str, ...]
    """`row` or `column` where each has to have an even number by the rules of the plate."""

    @property
    def marks(self) -> int:
        """Of the whole side."""
        return sum(line.marks for line in self.rows)


def check_countable(template: Template) -> None:
    """Raise `TemplateError` for a plate whose marks are letters, before there is a secret."""
    if not any(_fields(side) for side in template.sides):
        raise TemplateError(f"{template.name} has letters, which are read and not counted")


def counted(grids: Mapping[str, Grid], template: Template) -> tuple[Counts, ...]:
    """The counts of each side of a plate that was made for such grids; see `check_countable`."""
    return tuple(_side(grids, template, side) for side in template.sides if _fields(side))


def _fields(side: Side) -> list[Field]:
    # A code beside dots is looked at by a camera, and nobody counts it.
    return [field for field in side.fields if isinstance(field.mark, Punch)] or [
        field for field in side.fields if isinstance(field.mark, Module)
    ]


def _side(grids: Mapping[str, Grid], template: Template, side: Side) -> Counts:
    fields = _fields(side)
    marked = {
        (field, slot): _is_marked(fitted(grids[field.encoding], template, field.encoding), slot)
        for field in fields
        for slot in slots(field)
    }
    places = tuple(slot.centre for _, slot in marked)
    if any(field.ring for field in fields):
        return Counts(side.name, tuple(_arms(fields, marked)), (), places, ())
    pitch = min(max(abs(f.column_step.dx), abs(f.row_step.dx)) for f in fields)
    stands = [(slot.centre, is_) for (_, slot), is_ in marked.items()]
    rows = _lines([(-at.y, at.x, is_) for at, is_ in stands], _GAP * pitch)
    rows = [replace(line, at=-line.at) for line in rows]
    columns = _lines([(at.x, -at.y, is_) for at, is_ in stands], math.inf)
    return Counts(
        side.name,
        tuple(_named(rows, fields, "row")),
        tuple(_named(columns, fields, "column")),
        places,
        tuple(_even({field.encoding for field in fields})),
    )


def _even(names: Collection[str]) -> Iterator[str]:
    """Which lines have even numbers: with a parity column rows, from 0 with check rows columns."""
    if any(name.endswith("-parity") for name in names):
        yield "row"
    if "parity-12" in names or any(name.startswith(f"bits-11{CHECK}") for name in names):
        yield "column"


def _is_marked(grid: Grid, slot: Slot) -> bool:
    return grid.rows[slot.row][slot.column] is not None


def _arms(fields: Sequence[Field], marked: Mapping[tuple[Field, Slot], bool]) -> Iterator[Line]:
    for field in fields:
        for row in range(field.rows):
            held = field.from_row + row * field.row_stride
            arm = [
                is_ for (each, slot), is_ in marked.items() if each is field and slot.row == held
            ]
            name = next((x.texts[row] for x in field.labels if x.per == "row"), str(held + 1))
            yield Line(name, held, (sum(arm),), len(arm))


def _lines(places: Sequence[tuple[float, float, bool]], gap: float) -> list[Line]:
    """Slots in one line, together, in the order of the first figure; the second is along it."""
    alongs = sorted({along for _, along, _ in places})
    breaks = [other for one, other in pairwise(alongs) if other - one > gap]
    lots: list[list[tuple[float, float, bool]]] = []
    for place in sorted(places):
        if lots and place[0] - lots[-1][0][0] < _SAME:
            lots[-1].append(place)
        else:
            lots.append([place])
    return [Line("", lot[0][0], _parts(lot, breaks), len(lot)) for lot in lots]


def _parts(lot: Sequence[tuple[float, float, bool]], breaks: Sequence[float]) -> tuple[int, ...]:
    """The marks of a line in each block of slots that it goes through."""
    found: dict[int, int] = {}
    for _, along, is_marked in sorted(lot, key=lambda place: place[1]):
        block = bisect_right(breaks, along)
        found[block] = found.get(block, 0) + is_marked
    return tuple(found.values())


def _named(lines: Sequence[Line], fields: Sequence[Field], per: str) -> Iterator[Line]:
    """The lines with what stands beside them, where one field labels them, else numbered.

    Where only some are labelled, as the upper row of each word on two rails, the others have no
    name: a number would look like a label.
    """
    names: dict[int, str] = {}
    for field in fields:
        for label in (each for each in field.labels if each.per == per):
            for number, text in enumerate(label.texts):
                slot = field.slot(number, 0) if per == "row" else field.slot(0, number)
                at = slot.y if per == "row" else slot.x
                near = next((i for i, line in enumerate(lines) if abs(line.at - at) < _SAME), None)
                if near is not None:
                    names.setdefault(near, text)
    taken = list(names.values())
    plain = len(set(taken)) < len(taken)
    for number, line in enumerate(lines):
        name = str(number + 1) if plain or not names else names.get(number, "")
        yield replace(line, name=name)
