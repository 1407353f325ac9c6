from __future__ import annotations

import pytest

from generator.geometry import Point, Rect, Size, rounded_rectangle
from generator.layout import SURFACE, Area, Dot, Layout, Mark, Role
from generator.lettering import Hand, written
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


def legend(text: str, cap_height: float, at: Point) -> tuple[Mark, ...]:
    """A line of legend on a plate."""
    return written(text, cap_height, Hand(Role.LEGEND, "stroke", 0.1, SURFACE), at, "left", 0)


def test_words_too_small_to_read_are_bars() -> None:
    """Two words of small letters are two lines of one dot each, half-way up the letters."""
    found = dots(picture(Layout("front", 1, (EDGE, *legend("AB CD", 2.0, Point(3, 6)))), 8))
    inside = {(x, y) for x, y in found if 0 < x < 15 and 0 < y < 15}
    assert {y for _, y in inside} == {8}
    assert len(inside) > 4


def test_words_large_enough_are_drawn() -> None:
    """The same letters on a plate with more dots have their strokes."""
    found = dots(picture(Layout("front", 1, (EDGE, *legend("AB", 2.0, Point(3, 6)))), 60))
    inside = {y for x, y in found if 0 < x < 119 and 0 < y < 119}
    assert len(inside) > 10


def test_rooms_are_dotted_boxes() -> None:
    """A field of which a blank shows nothing is a box, less dense than the edge of the plate."""
    found = dots(picture(Layout("front", 1, (EDGE,)), 8, [Rect(3, 3, 12, 12)]))
    inside = {(x, y) for x, y in found if 0 < x < 15 and 0 < y < 15}
    assert inside
    assert all(x in (3, 12) or y in (3, 12) for x, y in inside)
    assert {(3, 3), (3, 12), (12, 3), (12, 12)} <= inside
    assert len(inside) < 20
