from __future__ import annotations

import pytest

from generator.encodings import DERIVED
from generator.encodings.bits import encode_12
from generator.encodings.parity import check_rows, encode
from generator.grid import Grid, grid_of
from tests.encodings.phrases import boxed, counting, made, of_kind, published

TEXTS = published()


def test_picture() -> None:
    """A mark stands where the marks above are odd in number."""
    assert check_rows(grid_of(["#.#.", "##..", "#..."])) == grid_of(["###."])


@pytest.mark.parametrize("name", TEXTS)
def test_every_column_of_a_side_is_even(name: str) -> None:
    """With the check row each column of each side has an even number of marks."""
    secret = boxed(TEXTS[name])
    grid, checks = encode_12(secret), encode(secret)
    assert (checks.height, checks.width) == (-(-grid.height // 12), 12)
    for side, check in enumerate(checks.rows):
        rows = Grid((*grid.rows[12 * side : 12 * side + 12], check))
        for column in range(12):
            assert sum(cell is not None for cell in rows.column(column)) % 2 == 0


def test_a_side_is_checked_by_itself() -> None:
    """The first row is of the first twelve words, and another second half leaves it alone."""
    one, two = (made((*range(23), last), "english") for last in (0, 1))
    assert encode(one).rows[0] == encode(two).rows[0]
    assert encode(one).rows[1] != encode(two).rows[1]


def test_one_wrong_mark_tells_its_column() -> None:
    """Each single mark more or less changes the check row in its column alone."""
    grid = encode_12(boxed(TEXTS["ss5_12"]))
    (right,) = check_rows(grid).rows
    for row in range(12):
        for column in range(12):
            cells = [list(line) for line in grid.rows]
            cells[row][column] = None if cells[row][column] else "#"
            (wrong,) = check_rows(Grid(tuple(map(tuple, cells)))).rows
            assert [at for at in range(12) if wrong[at] != right[at]] == [column]


def test_what_it_does_not_tell() -> None:
    """Words that changed places, and two wrong marks in a column, leave it as it was."""
    grid = encode_12(boxed(TEXTS["ss5_12"]))
    rows = grid.rows
    assert check_rows(Grid((rows[1], rows[0], *rows[2:]))) == check_rows(grid)
    cells = [list(line) for line in rows]
    for row in (3, 8):
        cells[row][5] = None if cells[row][5] else "#"
    assert check_rows(Grid(tuple(map(tuple, cells)))) == check_rows(grid)


def test_every_word_and_every_length() -> None:
    """All 2,048 words, and shares of 20 and 33, have a row for each twelve words begun."""
    for indices in counting(24):
        assert encode(made(indices, "english")).height == 2
    for words, rows in ((20, 2), (33, 3)):
        for secret in of_kind("slip39", words):
            assert DERIVED["parity-12"].encode(secret).height == rows
