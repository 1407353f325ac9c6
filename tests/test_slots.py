from __future__ import annotations

from dataclasses import replace

import pytest

from generator import glyphs
from generator.encodings.qr_segment import most_characters
from generator.encodings.qr_text import encode
from generator.geometry import Point, Rect
from generator.grid import DOT, FILLER, Grid
from generator.layout import Layout, Mark
from generator.modules import QUIET
from generator.slots import field_box, marks_for, slots, symbols_in
from generator.template import Field, Ring
from tests.plates.road import FLAT, NAMES, format_of, template_of

SYMBOLS = glyphs.LETTERS_AND_DIGITS + FILLER


def ring_field(columns: int, angles_deg: tuple[float, ...], letters: str = "follow") -> Field:
    """Letters around a centre far from everything."""
    (field,) = template_of("washer-m10").sides[0].fields
    ring = Ring((40.0,), angles_deg, 0.0, letters)
    return replace(field, columns=columns, first_slot=Point(60, 60), ring=ring)


class Look:
    """How marks look in a flat format."""

    def __init__(self, format_name: str) -> None:
        self.view = format_of(format_name).view

    def __call__(self, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return self.view(Layout("front", 1.0, marks)).marks


@pytest.mark.parametrize("format_name", FLAT)
@pytest.mark.parametrize("style", ["stroke", "dots"])
@pytest.mark.parametrize("first_deg", range(0, 360, 9))
def test_every_symbol_is_recognised_at_every_angle(
    format_name: str, style: str, first_deg: int
) -> None:
    """All letters, digits and the filler around one ring, beginning anywhere, are what was set."""
    step = 360 / len(SYMBOLS)
    angles = tuple(round(first_deg - step * at, 3) % 360 for at in range(len(SYMBOLS)))
    field = ring_field(len(SYMBOLS), angles)
    look = Look(format_name)
    marks = look(marks_for(Grid((tuple(SYMBOLS),)), field, style))
    found = symbols_in(marks, field, style, look)
    assert "".join(found[0, column] for column in range(len(SYMBOLS))) == SYMBOLS


def test_upright_letters_on_a_ring_are_not_turned() -> None:
    """Their slots stand around the centre, and they as in any straight row."""
    upright, follow = (
        ring_field(4, (90.0, 0.0, 270.0, 180.0), how) for how in ("upright", "follow")
    )
    assert [slot.centre for slot in slots(upright)] == [slot.centre for slot in slots(follow)]
    assert [slot.turn_deg for slot in slots(upright)] == [0, 0, 0, 0]
    assert [slot.turn_deg for slot in slots(follow)] == [0, 270, 180, 90]


def test_a_letter_turned_otherwise_is_no_symbol() -> None:
    """A letter that doesn't follow the ring is left out, though it stands in its slot."""
    look = Look("svg")
    upright, follow = (ring_field(2, (0.0, 180.0), how) for how in ("upright", "follow"))
    marks = look(marks_for(Grid((("A", "F"),)), upright, "stroke"))
    assert symbols_in(marks, upright, "stroke", look) == {(0, 0): "A", (0, 1): "F"}
    assert symbols_in(marks, follow, "stroke", look) == {}


def test_dots_on_arms_are_told_by_their_place() -> None:
    """Each slot of a spiral by itself gives its own cell back."""
    field = template_of("disc-6").sides[0].fields[0]
    look = Look("dxf")
    for slot in slots(field):
        rows: list[list[str | None]] = [[None] * 12 for _ in range(6)]
        rows[slot.row][slot.column] = DOT
        marks = look(marks_for(Grid(tuple(map(tuple, rows))), field, "stroke"))
        assert symbols_in(marks, field, "stroke", look) == {(slot.row, slot.column): DOT}


FILLED = [
    (name, number)
    for name in NAMES
    for side in template_of(name).sides
    for number, field in enumerate(side.fields)
    if field.fit == "fill"
]


@pytest.mark.parametrize(("name", "number"), FILLED)
def test_a_smaller_code_has_larger_modules_in_the_same_room(name: str, number: int) -> None:
    """Each size that a field has room for fills it, quiet zone included, and is read back."""
    field = template_of(name).sides[-1].fields[number]
    zone = field_box(field).grown(QUIET * field.column_step.dx)
    look = Look("svg")
    for size in range(21, field.columns + 1, 4):
        grid = encode("x" * most_characters(size, "L", "bytes"), "L", size)
        assert grid.height == size
        marks = look(marks_for(grid, field, "stroke"))
        code = Rect.around(mark.box() for mark in marks)
        pitch = zone.width / (size + 2 * QUIET)
        inset = (size * pitch - code.width) / 2
        assert 0.04 * pitch < inset <= 0.051 * pitch
        room = code.grown(inset + QUIET * pitch)
        assert (room.left, room.top) == pytest.approx((zone.left, zone.top), abs=0.002)
        border = (field.columns - size) // 2
        assert symbols_in(marks, field, "stroke", look) == {
            (row + border, column + border): DOT
            for row, cells in enumerate(grid.rows)
            for column, cell in enumerate(cells)
            if cell
        }


def test_some_codes_fill_their_field() -> None:
    """The test above looks at something."""
    assert len(FILLED) >= 5
