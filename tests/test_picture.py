from __future__ import annotations

import pytest

from generator.geometry import Point, Size, rounded_rectangle
from generator.layout import Area, Dot, Layout, Role
from generator.picture import picture
from generator.place import place
from tests.plates.road import NAMES, first_of

EDGE = Area(Role.OUTLINE, rounded_rectangle(Size(15, 15), 0))
BRAILLE = range(0x2800, 0x2900)


def dots(text: str) -> set[tuple[int, int]]:
    """The raised dots of a picture, (column, row) from the upper left."""
    places = {0x01: (0, 0), 0x02: (0, 1), 0x04: (0, 2), 0x08: (1, 0), 0x10: (1, 1), 0x20: (1, 2)}
    places |= {0x40: (0, 3), 0x80: (1, 3)}
    return {
        (2 * column + across, 4 * row + down)
        for row, line in enumerate(text.split("\n"))
        for column, character in enumerate(line)
        for bit, (across, down) in places.items()
        if (ord(character) - 0x2800) & bit
    }


def test_an_outline_is_a_frame() -> None:
    """A square of 15 mm in eight columns is a frame of 16 × 16 dots."""
    frame = {(x, y) for x in range(16) for y in range(16) if {x, y} & {0, 15}}
    assert dots(picture(Layout("front", 1, (EDGE,)), 8)) == frame


def test_a_dot_stands_where_it_is_and_not_mirrored() -> None:
    """A small dot near the upper left is there, and at none of its mirror images."""
    dot = Dot(Role.MARK, Point(3, 11), 0.1)
    found = dots(picture(Layout("front", 1, (EDGE, dot)), 8))
    inside = {(x, y) for x, y in found if 0 < x < 15 and 0 < y < 15}
    assert inside == {(3, 4)}


@pytest.mark.parametrize("columns", [2, 20, 60])
@pytest.mark.parametrize("name", NAMES)
def test_every_plate_fits_its_columns(name: str, columns: int) -> None:
    """No line is wider than asked for, all is braille, and the plate keeps its proportions."""
    template = first_of(name)
    size = template.size
    for layout in place(None, template):
        lines = picture(layout, columns).split("\n")
        assert max(map(len, lines)) == columns
        assert all(ord(character) in BRAILLE for line in lines for character in line)
        step = size.width / (2 * columns - 1)
        assert abs(len(lines) * 4 - size.height / step) <= 5
