"""What stands in the slots of one field: symbols ↔ marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TypeAlias, assert_never

from generator import glyphs
from generator.geometry import Line, Point, Rect, Size, Vec, rounded, towards
from generator.grid import DOT, FILLER, Cell, Grid
from generator.layout import Area, Dot, Mark, Role, Stroke
from generator.lettering import Hand, lettered
from generator.match import TOLERANCE, Nearby, anchor, differences
from generator.modules import QUIET, Square, merged_squares
from generator.template import Field, Letter, Module, Punch

Look: TypeAlias = Callable[[tuple[Mark, ...]], tuple[Mark, ...]]
"""How marks look in a file of some format; equal ones are the same, so that looks are kept."""


CAPITALS = glyphs.LETTERS_AND_DIGITS + FILLER
"""What stands in the slots of most plates."""

ASCII = "".join(map(chr, range(0x21, 0x7F))) + "␣·"
"""What stands in the slots of a line of text: no accents, whose letters would need more room."""


CENTRED = ("centre", "fill")
"""How a grid smaller than its field stands in the middle of it: with `fill`, in larger modules."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One position of a field and the grid cell it holds, 0-based."""

    row: int
    column: int
    centre: Point
    turn_deg: float
    """How far what stands here is turned, counter-clockwise."""


@lru_cache(maxsize=64)
def slots(field: Field) -> tuple[Slot, ...]:
    """All slots of a field, block by block, row by row; where it flows, row by row throughout."""
    if field.fit == "flow":
        places = product(range(field.rows), range(field.blocks), range(field.columns))
        return tuple(
            Slot(
                field.from_row,
                field.from_column + at,
                field.slot(row, column, block),
                field.turn_deg(row, column),
            )
            for at, (row, block, column) in enumerate(places)
        )
    return tuple(
        Slot(
            field.from_row + row * field.row_stride,
            field.from_column + block * field.block_columns + column,
            field.slot(row, column, block),
            field.turn_deg(row, column),
        )
        for block in range(field.blocks)
        for row in range(field.rows)
        for column in range(field.columns)
    )


def mark_size(mark: Punch | Letter) -> Size:
    """The box of the largest mark that a slot may hold, ink included."""
    if isinstance(mark, Punch):
        return Size(mark.diameter, mark.diameter)
    if mark.outlines is not None:
        from generator.outlines import largest_box

        return largest_box(mark.outlines, mark.cap_height)
    box = glyphs.box_of(symbols_for(mark), mark.cap_height)
    # Around the slot's centre, where accents reach farther up than descenders do down.
    reach = max(box.top, -box.bottom)
    return Size(box.width + mark.width, 2 * reach + mark.width)


def symbols_for(mark: Letter) -> str:
    """The characters that may stand in a slot."""
    if mark.outlines is not None:
        return mark.outlines.symbols
    return CAPITALS if mark.alphabet == "capitals" else ASCII


def largest(mark: Letter) -> str:
    """The character that takes most room."""
    if mark.outlines is not None:
        from generator.outlines import slot_boxes

        drawn = slot_boxes(mark.outlines, mark.cap_height)
        return max(drawn, key=lambda symbol: (drawn[symbol].width, drawn[symbol].height))
    if mark.alphabet == "capitals":
        return "W"
    boxes = {s: glyphs.box_of(s, mark.cap_height) for s in symbols_for(mark)}
    return max(boxes, key=lambda symbol: (boxes[symbol].height, boxes[symbol].width))


def cell_box(field: Field) -> Rect:
    """The room of one slot around its centre at the datum, before it is turned.

    For steps along the axes what is nearer to it than to its neighbours; on a ring, where they
    stand askew, what the largest mark takes.
    """
    if field.ring is not None and not isinstance(field.mark, Module):
        size = mark_size(field.mark)
        return Rect(-size.width / 2, -size.height / 2, size.width / 2, size.height / 2)
    half_width = (abs(field.column_step.dx) + abs(field.row_step.dx)) / 2
    half_height = (abs(field.column_step.dy) + abs(field.row_step.dy)) / 2
    return Rect(-half_width, -half_height, half_width, half_height)


def field_box(field: Field) -> Rect:
    """The room of all slots of a field."""
    room = cell_box(field)
    centres = [slot.centre for slot in slots(field)]
    return Rect(
        min(c.x for c in centres) + room.left,
        min(c.y for c in centres) + room.bottom,
        max(c.x for c in centres) + room.right,
        max(c.y for c in centres) + room.top,
    )


def cell_of(grid: Grid, field: Field, slot: Slot) -> Cell:
    """The grid's symbol for a slot; `None` outside a grid smaller than the field."""
    row, column = slot.row, slot.column
    if field.fit in CENTRED:
        row -= (field.rows - grid.height) // 2
        column -= (field.columns - grid.width) // 2
    if 0 <= row < grid.height and 0 <= column < grid.width:
        return grid.rows[row][column]
    return None


def hand_of(letter: Letter, style: str) -> Hand:
    """How the secret's own letters are written."""
    return Hand(Role.MARK, style, letter.width, letter.cut, letter.outlines)


def marks_for(grid: Grid, field: Field, style: str) -> tuple[Mark, ...]:
    """The marks of a grid in a field, in reading order."""
    filled = [(slot, cell_of(grid, field, slot)) for slot in slots(field)]
    match field.mark:
        case Punch(diameter, cut):
            across = rounded(diameter)
            return tuple(Dot(Role.MARK, s.centre, across, cut) for s, c in filled if c)
        case Letter() as letter:
            hand = hand_of(letter, style)
            return tuple(
                mark
                for slot, cell in filled
                if cell
                for mark in lettered(cell, letter.cap_height, hand, slot.centre, slot.turn_deg)
            )
        case Module(inset, cut):
            dark = {(s.row - field.from_row, s.column - field.from_column) for s, c in filled if c}
            larger = _enlarged(field, _border(dark, field))
            pitch = field.column_step.dx * larger
            corner = _middle(field) + Vec(-field.columns, field.rows) * (pitch / 2)
            return tuple(
                Area(Role.MARK, outline, holes, cut)
                for outline, holes in merged_squares(dark, corner, pitch, inset * larger)
            )
        case _:
            assert_never(field.mark)


def _middle(field: Field) -> Point:
    """The middle of a field of modules."""
    across, down = field.column_step, field.row_step
    return field.first_slot + across * ((field.columns - 1) / 2) + down * ((field.rows - 1) / 2)


def _border(dark: AbstractSet[Square], field: Field) -> int:
    """How many lines of a field are light on all four sides; a code is dark along each of its."""
    last_row, last_column = field.rows - 1, field.columns - 1
    return min(
        (min(row, column, last_row - row, last_column - column) for row, column in dark), default=0
    )


def _enlarged(field: Field, border: int) -> float:
    """How many times as large as the template says the modules of a smaller code are.

    With its quiet zone a code takes the room that the largest takes with its own, where it fills.
    """
    if field.fit != "fill":
        return 1.0
    room = field.columns + 2 * QUIET
    return room / (room - 2 * border)


def symbols_in(
    marks: Iterable[Mark], field: Field, style: str, look: Look
) -> dict[tuple[int, int], str]:
    """The symbol in each slot that holds one, by grid row and column.

    A guess from what stands in the slot; a slot whose marks are no symbol is left out.
    The caller places the result again and compares.
    """
    match field.mark:
        case Punch():
            return _punched(marks, field)
        case Letter() as letter:
            return _lettered(marks, field, letter, hand_of(letter, style), look)
        case Module():
            return _dark(marks, field)
        case _:
            assert_never(field.mark)


def _punched(marks: Iterable[Mark], field: Field) -> dict[tuple[int, int], str]:
    places: Nearby[Slot] = Nearby(TOLERANCE)
    for slot in slots(field):
        places.add(slot.centre, slot)
    return {
        (slot.row, slot.column): DOT
        for mark in marks
        if isinstance(mark, Dot)
        for slot in places.near(mark.centre)
    }


def _lettered(
    marks: Iterable[Mark], field: Field, letter: Letter, hand: Hand, look: Look
) -> dict[tuple[int, int], str]:
    room = cell_box(field)
    places: Nearby[Slot] = Nearby(math.hypot(room.width, room.height))
    for slot in slots(field):
        places.add(slot.centre, slot)
    found: dict[Slot, list[Mark]] = {}
    for mark in marks:
        spot = anchor(mark)
        for slot in places.near(spot):
            off = spot - slot.centre
            if slot.turn_deg:
                off = Point(off.dx, off.dy).turned(towards(-slot.turn_deg)) - _DATUM
            if abs(off.dx) <= room.right and abs(off.dy) <= room.top:
                found.setdefault(slot, []).append(_relative(mark, slot.centre))
                break
    # Most slots hold exact copies of a few letters, so each is recognised once.
    known: dict[tuple[float, frozenset[Mark]], str | None] = {}
    symbols = {}
    for slot, standing in found.items():
        copy = slot.turn_deg, frozenset(standing)
        if copy not in known:
            possible = _possible(letter, hand, slot.turn_deg, look, standing)
            known[copy] = _matching(possible, standing)
        symbol = known[copy]
        if symbol is not None and len(copy[1]) == len(standing):
            symbols[slot.row, slot.column] = symbol
    return symbols


_DATUM = Point(0.0, 0.0)


_ALIKE = 0.015
"""Millimetres that a box may be off: what curves may be and a file's rounding, and some more."""


def _possible(
    letter: Letter, hand: Hand, turn_deg: float, look: Look, standing: list[Mark]
) -> dict[str, tuple[Mark, ...]]:
    """How the symbols look that may be what stands in a slot; of a font those as large alone."""
    if letter.outlines is None:
        return _alphabet(letter, hand, turn_deg, look)
    from generator.outlines import alike

    box = Rect.around(_upright(mark, turn_deg).box() for mark in standing)
    return {
        symbol: look(lettered(symbol, letter.cap_height, hand, _DATUM, turn_deg))
        for symbol in alike(letter.outlines, letter.cap_height, box, _ALIKE)
    }


def _upright(mark: Mark, turn_deg: float) -> Mark:
    """The mark turned back about the datum; of an area the outline alone."""
    if not turn_deg:
        return mark
    along = towards(-turn_deg)
    match mark:
        case Dot(role, place, diameter, cut):
            return Dot(role, place.turned(along), diameter, cut)
        case Stroke(role, path, width, cut):
            return Stroke(role, path.turned(along), width, cut)
        case Area(role, outline, _, cut):
            return Area(role, outline.turned(along), (), cut)


@lru_cache(maxsize=64)
def _alphabet(
    letter: Letter, hand: Hand, turn_deg: float, look: Look
) -> dict[str, tuple[Mark, ...]]:
    """How each symbol looks that may stand in a slot, as if that stood at the datum."""
    return {
        symbol: look(lettered(symbol, letter.cap_height, hand, _DATUM, turn_deg))
        for symbol in symbols_for(letter)
    }


def _matching(alphabet: dict[str, tuple[Mark, ...]], standing: list[Mark]) -> str | None:
    for symbol, glyph in alphabet.items():
        if len(glyph) == len(standing) and differences(glyph, standing) == ([], []):
            return symbol
    return None


def _relative(mark: Mark, centre: Point) -> Mark:
    """The mark as if its slot stood at the datum, rounded where that makes copies equal."""
    by = _DATUM - centre
    match mark:
        case Dot(role, place, diameter, cut):
            return Dot(role, (place + by).rounded(), diameter, cut)
        case Stroke(role, path, width, cut):
            return Stroke(role, path.placed(by), width, cut)
        case Area(role, outline, holes, cut):
            # Not rounded: the end of a stroke is half a turn, whose bulge a micrometre shifts far.
            return Area(role, outline.moved(by), tuple(hole.moved(by) for hole in holes), cut)


def _dark(marks: Iterable[Mark], field: Field) -> dict[tuple[int, int], str]:
    """The slots whose centres lie inside an area, by the even-odd rule.

    Only areas within the field count: in a solid, letters beside it are areas too.
    """
    room, middle = field_box(field), _middle(field)
    areas = [mark for mark in marks if isinstance(mark, Area) and room.contains(mark.box())]
    walls = [
        (start.x, start.y, segment.end.y)
        for area in areas
        for path in (area.outline, *area.holes)
        for start, segment in path.steps()
        if isinstance(segment, Line) and abs(segment.end.x - start.x) <= TOLERANCE
    ]
    larger = _enlarged(field, _border_seen(areas, field))
    by_row: dict[float, list[float]] = {}
    found = {}
    for slot in slots(field):
        at = middle + (slot.centre - middle) * larger
        if at.y not in by_row:
            by_row[at.y] = sorted(x for x, low, high in walls if (low > at.y) is not (high > at.y))
        if sum(x < at.x for x in by_row[at.y]) % 2:
            found[slot.row, slot.column] = DOT
    return found


def _border_seen(areas: Iterable[Area], field: Field) -> int:
    """The border with which a code would reach as far from the middle as the areas do."""
    middle, pitch = _middle(field), field.column_step.dx
    boxes = [area.box() for area in areas]
    if field.fit != "fill" or not boxes:
        return 0
    box = Rect.around(boxes)
    reach = max(
        box.right - middle.x, middle.x - box.left, box.top - middle.y, middle.y - box.bottom
    )
    halves = {
        border: (field.columns / 2 - border) * pitch * _enlarged(field, border)
        for border in range(field.columns // 2)
    }
    return min(halves, key=lambda border: abs(halves[border] - reach))
