"""Grid × Template → Layout, and marks × Template → Grid.

`pick` never trusts a single mark: it guesses each cell from what stands in its slot, places that
grid again, and demands that the file shows this and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.errors import ReadError
from generator.grid import DOT, Cell, Grid
from generator.layout import Area, Face, Layout, Mark, Role
from generator.match import differences
from generator.pieces import Grids, Piece, fixed, pieces, style
from generator.slots import field_box, largest, slots, symbols_in
from generator.template import SPELLED, Field, Letter, Side, Template

View: TypeAlias = Callable[[Layout], Face]
"""What of a layout a file of some format can show; each format has its own."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How marks of one side look in a file of some format."""

    view: View
    side: str
    thickness: float

    def __call__(self, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return self.view(Layout(self.side, self.thickness, marks)).marks


def place(grids: Grids | None, template: Template) -> tuple[Layout, ...]:
    """Each side's marks in millimetres, rounded to whole micrometres here and nowhere else.

    `None` is a blank plate: legend, outline, holes and guides.
    Law: `pick` of what a file shows of it gives the grids back, filled up with empty cells.
    Raises `TemplateError` where the template was not made for a choice.
    """
    return tuple(
        Layout(
            side.name,
            template.plate.thickness,
            tuple(mark for piece in pieces(grids, template, side) for mark in piece.marks),
        )
        for side in template.sides
    )


def pick(faces: Mapping[str, Face], template: Template, view: View) -> dict[str, Grid]:
    """The grids that the faces show, by encoding; `faces` by side, all of one format.

    A side that is not given leaves its cells empty.
    Guides may be missing altogether; otherwise all that the plate would show is there, and nothing
    else, or `ReadError` says what is wrong without saying what is marked.
    """
    cells = {name: _empty(template, name) for name in template.encodings}
    given = replace(template, sides=tuple(s for s in template.sides if s.name in faces))
    for side in given.sides:
        marks = _candidates(faces[side.name], replace(given, sides=(side,)), view)
        look = _Look(view, side.name, template.plate.thickness)
        for field in side.fields:
            found = symbols_in(marks, field, style(template), look)
            _refuse_other_letters(marks, field, found)
            for (row, column), symbol in found.items():
                cells[field.encoding][row][column] = symbol
    grids = {name: _grid(rows) for name, rows in cells.items()}
    for layout in place(grids, given):
        _demand(view(layout), faces[layout.side], layout.side)
    return grids


def _refuse_other_letters(
    marks: Iterable[Mark], field: Field, found: Mapping[tuple[int, int], str]
) -> None:
    """Refuse a field in which something stands, but not one letter of the alphabet given."""
    if found or not isinstance(field.mark, Letter) or field.encoding not in SPELLED:
        return
    room = field_box(field)
    outlines = field.mark.outlines
    standing = (mark for mark in marks if room.contains(mark.box()))
    if any(outlines or isinstance(mark, Area) for mark in standing):
        advice = (
            "the font that drew them with --font, or none" if outlines else "the font with --font"
        )
        raise ReadError(f"letters of another alphabet: give {advice}")


def full(template: Template) -> tuple[tuple[Side, tuple[Piece, ...]], ...]:
    """The pieces of each side with every slot marked, letters by the widest; for the rules."""
    cells = {name: _empty(template, name) for name in template.encodings}
    for side in template.sides:
        for field in side.fields:
            symbol = largest(field.mark) if isinstance(field.mark, Letter) else DOT
            for slot in slots(field):
                cells[field.encoding][slot.row][slot.column] = symbol
    grids = {name: _grid(rows) for name, rows in cells.items()}
    return tuple((side, tuple(pieces(grids, template, side))) for side in template.sides)


def public(template: Template, view: View) -> dict[str, Face]:
    """What any plate of this template shows, by side: all that is neither guide nor mark."""
    faces = {}
    for side in template.sides:
        marks = tuple(mark for piece in fixed(template, side) for mark in piece.marks)
        faces[side.name] = view(Layout(side.name, template.plate.thickness, marks))
    return faces


def _candidates(seen: Face, side: Template, view: View) -> list[Mark]:
    """The marks that may be the secret's: of its role, and not what a blank shows as well.

    A solid knows no roles: there a blank's pockets have to be told from the secret's by place.
    """
    marks = [mark for mark in seen.marks if mark.role is Role.MARK]
    if any(mark.role is Role.LEGEND for mark in seen.marks):
        return marks
    (blank,) = place(None, side)
    fixed = [mark for mark in view(blank).marks if mark.role is Role.MARK]
    return differences(fixed, marks)[1]


def _demand(expected: Face, seen: Face, side: str) -> None:
    """Refuse a face that shows anything but what was expected."""
    marks: Iterable[Mark] = expected.marks
    if not any(mark.role is Role.GUIDE for mark in seen.marks):
        marks = [mark for mark in marks if mark.role is not Role.GUIDE]
    missing, surplus = differences(marks, seen.marks)
    found = [f"{n} {_named(role, n)} missing" for role, n in _count(missing)]
    found += [f"{n} {_named(role, n)} too many" for role, n in _count(surplus)]
    if found:
        raise ReadError(f"the {side} is damaged: {', '.join(found)}")


def _count(marks: list[Mark]) -> list[tuple[Role, int]]:
    counts = Counter(mark.role for mark in marks)
    return [(role, counts[role]) for role in Role if counts[role]]


def _named(role: Role, count: int) -> str:
    name = "stroke of the legend" if role is Role.LEGEND else role.value
    first, _, rest = name.partition(" ")
    return name if count == 1 else f"{first}s {rest}".strip()


def shape(template: Template, encoding: str) -> tuple[int, int]:
    """The rows and columns of the grid that all fields of one encoding together have room for."""
    fields = [f for side in template.sides for f in side.fields if f.encoding == encoding]
    height = max(
        f.from_row + (1 if f.fit == "flow" else (f.rows - 1) * f.row_stride + 1) for f in fields
    )
    width = max(
        f.from_column
        + (
            f.blocks * f.columns * f.rows
            if f.fit == "flow"
            else (f.blocks - 1) * f.block_columns + f.columns
        )
        for f in fields
    )
    return height, width


def _empty(template: Template, encoding: str) -> list[list[Cell]]:
    """Empty cells for all the fields of one encoding together."""
    height, width = shape(template, encoding)
    return [[None] * width for _ in range(height)]


def _grid(rows: list[list[Cell]]) -> Grid:
    return Grid(tuple(tuple(row) for row in rows))
