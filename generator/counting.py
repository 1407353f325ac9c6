"""How many marks stand in each row and column of a plate, as somebody counts them with a pencil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import TemplateError
from generator.geometry import Point
from generator.grid import Grid
from generator.inscription import fitted
from generator.slots import Slot, slots
from generator.template import Field, Module, Punch, Side, Template

_SAME = 0.2
"""Millimetres: slots that differ by less stand in one line."""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One row or column of slots, in the order in which they stand."""

    name: str
    """What stands beside it on the metal, or its number."""
    at: float
    """Its height on the plate, or how far right it is; of an arm, its number."""
    marks: int
    slots: int


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

    @property
    def marks(self) -> int:
        """Of the whole side."""
        return sum(line.marks for line in self.rows)


def counted(grids: Mapping[str, Grid], template: Template) -> tuple[Counts, ...]:
    """The counts of each side of a plate that was made for such grids.

    Raises `TemplateError` for a plate whose marks are letters, which are read and not counted.
    """
    found = tuple(each for side in template.sides if (each := _side(grids, template, side)))
    if not found:
        raise TemplateError(f"{template.name} has letters, which are read and not counted")
    return found


def _side(grids: Mapping[str, Grid], template: Template, side: Side) -> Counts | None:
    # A code beside dots is looked at by a camera, and nobody counts it.
    fields = [field for field in side.fields if isinstance(field.mark, Punch)] or [
        field for field in side.fields if isinstance(field.mark, Module)
    ]
    if not fields:
        return None
    marked = {
        (field, slot): _is_marked(fitted(grids[field.encoding], template, field.encoding), slot)
        for field in fields
        for slot in slots(field)
    }
    places = tuple(slot.centre for _, slot in marked)
    if any(field.ring for field in fields):
        return Counts(side.name, tuple(_arms(fields, marked)), (), places)
    rows = _lines([(slot.centre.y, is_) for (_, slot), is_ in marked.items()], downwards=True)
    columns = _lines([(slot.centre.x, is_) for (_, slot), is_ in marked.items()], downwards=False)
    return Counts(
        side.name,
        tuple(_named(rows, fields, "row")),
        tuple(_named(columns, fields, "column")),
        places,
    )


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
            yield Line(name, held, sum(arm), len(arm))


def _lines(places: Sequence[tuple[float, bool]], *, downwards: bool) -> list[Line]:
    """Slots in one line, together; from the top or from the left."""
    lines: list[Line] = []
    for at, is_marked in sorted(places, reverse=downwards):
        if lines and abs(lines[-1].at - at) < _SAME:
            last = lines.pop()
            lines.append(Line("", last.at, last.marks + is_marked, last.slots + 1))
        else:
            lines.append(Line("", at, int(is_marked), 1))
    return lines


def _named(lines: Sequence[Line], fields: Sequence[Field], per: str) -> Iterator[Line]:
    """The lines with what stands beside them, where one field labels them, or numbered."""
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
        name = str(number + 1) if plain else names.get(number, str(number + 1))
        yield Line(name, line.at, line.marks, line.slots)
