"""Two slots for each bit: every word there and back, and every wrong mark told."""

from __future__ import annotations

import pytest

from generator.encodings import ENCODINGS
from generator.encodings.cells import Script, blocks, row_names
from generator.encodings.rails import block_of, index_of
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.bip39 import parse

RAILS = ENCODINGS["rails-11"]
LEGAL = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def test_every_word_has_eleven_marks_one_in_each_cell() -> None:
    """So that all plates have as many as each other, and weigh as much."""
    for index, block in enumerate(blocks("rails-11", Script())):
        assert index_of(block, 1) == index
        assert all(upper != lower for upper, lower in zip(*block.rows, strict=True))
    assert row_names("rails-11", Script()) is not None
    assert block_of(5).picture().split() == ["########.#.", "........#.#"]


@pytest.mark.parametrize("row", range(24))
def test_each_wrong_mark_is_named(row: int) -> None:
    """By its word and the weight of its cell, never by what it says."""
    secret = parse(Secret(LEGAL), "english").phrase
    grid = RAILS.encode(secret)
    told = Told("english", 12)
    assert RAILS.decode(grid, told).reveal() == secret.reveal()
    for column in range(11):
        cells = [list(line) for line in grid.rows]
        lost = cells[row][column] is not None
        cells[row][column] = None if lost else DOT
        word, weight = row // 2 + 1, 1 << (10 - column)
        said = f"no mark in cell {weight}$" if lost else f"two marks in cell {weight}: one is a pit"
        with pytest.raises(SecretError, match=f"^word {word} has {said}"):
            RAILS.decode(Grid(tuple(map(tuple, cells))), told)


def test_a_grid_of_another_shape_is_refused() -> None:
    """One rail alone, or a column too few."""
    with pytest.raises(SecretError, match="the grid has 1 rows, but a word has 2"):
        RAILS.decode(Grid(((DOT,) * 11,)), Told("english", 12))
    with pytest.raises(SecretError, match="the grid has 10 columns"):
        RAILS.decode(Grid(((DOT,) * 10, (None,) * 10)), Told("english", 12))
