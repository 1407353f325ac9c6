from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from generator.alphabets import dots
from generator.errors import TemplateError
from generator.geometry import Point, Rect, rounded
from generator.glyphs import (
    ASCII,
    DOT_COLUMNS,
    DOT_ROWS,
    OPEN_BOX,
    SYMBOLS,
    dot_diameter,
    dot_glyph,
    dot_pitch,
    dots_width,
    slot_dots,
    symbols_of,
    text_dots,
)

DOTTED = symbols_of("dots")
DRAWN = DOTTED.replace(" ", "")
CAP_HEIGHTS = (0.9, 1.0, 1.37, 2.5, 3.175, 10.0)


def dot_set(symbol: str) -> frozenset[tuple[int, int]]:
    """The dots of a character without their order."""
    return frozenset(dot_glyph(symbol))


def test_dot_pictures_are_well_formed() -> None:
    """Each band has seven rows of `#` and `.`, as wide as its names ask; no name stands twice."""
    names = ""
    for band in dots.BANDS:
        heading, *rows = band.splitlines()
        names += heading
        assert len(rows) == DOT_ROWS
        assert heading[:: DOT_COLUMNS + 1] == heading.replace(" ", "")
        pictures = [row.split(" ") for row in rows]
        assert {len(row) for row in pictures} == {len(heading.replace(" ", ""))}
        cells = [cell for row in pictures for cell in row]
        assert all(len(cell) == DOT_COLUMNS and set(cell) <= {"#", "."} for cell in cells)
    assert Counter(names.replace(" ", "")) == Counter(f"{ASCII}{OPEN_BOX}×·")
    assert set(DOTTED) == {" ", *names} < set(SYMBOLS)


def test_dot_glyph_of_a_stranger_is_refused() -> None:
    """An accented letter is sent to the strokes, what neither style draws is named as there."""
    for accented in sorted(set(SYMBOLS) - set(DOTTED)):
        with pytest.raises(TemplateError, match=f"no dot glyph for '{accented}'; use --style stro"):
            dot_glyph(accented)
    for stranger in ("ß", "AB", ""):
        with pytest.raises(TemplateError, match=f"no glyph for '{stranger}'"):
            dot_glyph(stranger)


@pytest.mark.parametrize("symbol", DRAWN)
def test_dots_are_in_reading_order_within_the_matrix(symbol: str) -> None:
    """Rows from the top, columns from the left, no dot twice."""
    found = dot_glyph(symbol)
    by_row = [(row, column) for column, row in found]
    assert by_row == sorted(set(by_row)) != []
    assert all(0 <= column < DOT_COLUMNS and 0 <= row < DOT_ROWS for column, row in found)


def test_dot_glyph_is_the_picture() -> None:
    """The dots of R, written out by hand."""
    picture = [
        "####.",
        "#...#",
        "#...#",
        "####.",
        "#.#..",
        "#..#.",
        "#...#",
    ]
    drawn = [
        "".join("#" if (column, row) in dot_set("R") else "." for column in range(DOT_COLUMNS))
        for row in range(DOT_ROWS)
    ]
    assert drawn == picture
    assert dot_glyph(" ") == ()


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_dots_fill_the_cap_height(cap_height: float) -> None:
    """H reaches from the baseline to the cap height with the edges of its dots."""
    radius = dot_diameter(cap_height) / 2
    centres = text_dots("HH", cap_height)
    box = Rect.around(Rect(c.x, c.y, c.x, c.y) for c in centres).grown(radius)
    assert [box.left, box.bottom] == pytest.approx([0.0, 0.0], abs=0.001)
    assert box.top == pytest.approx(cap_height, abs=0.0015)
    assert box.right == pytest.approx(dots_width("HH", cap_height), abs=0.002)


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_dots_never_touch(cap_height: float) -> None:
    """Between neighbouring dots of a text some metal is left, in rows and between characters."""
    row = sorted(c for c in text_dots("EEHH", cap_height) if c.y < cap_height / 4)
    gaps = [one.distance(two) for one, two in pairwise(row) if one.y == two.y]
    assert min(gaps) > dot_diameter(cap_height)
    assert min(gaps) == pytest.approx(dot_pitch(cap_height), abs=0.0011)


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_equal_dot_letters_are_exact_copies(cap_height: float) -> None:
    """Dots are whole micrometres and a repeated letter is the same set of dots, moved."""
    centres = text_dots("BB", cap_height)
    half = len(centres) // 2
    assert all(centre == centre.rounded() for centre in centres)
    both = zip(centres[:half], centres[half:], strict=True)
    assert len({(rounded(two.x - one.x), two.y - one.y) for one, two in both}) == 1


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_slot_dots_stand_on_one_matrix(cap_height: float) -> None:
    """All characters use the same thirty-five places, symmetric about the middle of the slot."""
    places = {centre for symbol in DOTTED for centre in slot_dots(symbol, cap_height)}
    assert len({place.x for place in places}) == DOT_COLUMNS
    assert len({place.y for place in places}) == DOT_ROWS
    assert places == {Point(-place.x, place.y) for place in places}
    assert all(place == place.rounded() for place in places)
    assert Point(0.0, 0.0) in places


def test_dots_of_nothing_are_none() -> None:
    """No text has no dots and no width, and a blank has no dots."""
    assert text_dots("", 2.0) == text_dots(" ", 2.0) == ()
    assert dots_width("", 2.0) == 0.0
