from __future__ import annotations

import pytest

from generator.encodings.keypads import block_of, decode, encode, number_of
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid, grid_of
from generator.words import slip39
from tests.encodings.phrases import boxed, published, vectors

VECTORS = vectors("decimal_index")


def test_picture() -> None:
    """Keys stand as on a telephone, thousands on the left, 0 below in the middle."""
    drawn = [
        "......#.....",
        "..........#.",
        "............",
        ".#..#.......",
    ]
    assert block_of(15).picture() == "\n".join(drawn)
    assert block_of(2048) == grid_of(
        [".#..........", "......#.....", "..........#.", "....#......."]
    )


def test_published_phrase() -> None:
    """24 words have the published numbers, read key by key."""
    case = VECTORS["codl_24"]
    secret = boxed(case["mnemonic"])
    grid = encode(secret)
    blocks = [Grid(tuple(row[at : at + 12] for row in grid.rows)) for at in range(0, 288, 12)]
    assert [number_of(block, 1) for block in blocks] == case["numbers"]
    assert decode(grid, Told("english", 24)).reveal() == secret.reveal()


def test_published_share_word() -> None:
    """The number that a published Cryptotag shows for a word of SLIP-39 counts from 1."""
    example = VECTORS["cryptotag_odin_example"]
    number = slip39.wordlist().index(example["word"]) + 1
    assert f"{number:04d}" == example["printed"]
    assert number_of(block_of(number), 1) == number


def test_every_number_comes_back() -> None:
    """All four-digit numbers are themselves again, and no corner is ever marked."""
    for number in range(10_000):
        block = block_of(number)
        assert number_of(block, 1) == number
        assert not any(block.rows[3][column] for column in range(12) if column % 3 != 1)


@pytest.mark.parametrize("marks", [0, 2])
def test_one_mark_a_keypad(marks: int) -> None:
    """A keypad without a mark or with several is named."""
    cells = [list(row) for row in encode(boxed(published()["ss5_12"])).rows]
    for row in range(4):
        for column in range(39, 42):
            cells[row][column] = "#" if (row, column) in ((0, 39), (3, 40))[:marks] else None
    with pytest.raises(SecretError, match=rf"^word 4 has {marks} marks for digit 2, not one$"):
        decode(Grid(tuple(map(tuple, cells))), Told("english", 12))


@pytest.mark.parametrize("column", [0, 2])
def test_the_corners_are_no_keys(column: int) -> None:
    """A mark beside the 0 is no digit."""
    block = [list(row) for row in block_of(1111).rows]
    block[0][0] = None
    block[3][column] = "#"
    with pytest.raises(SecretError, match=r"^word 9 has a mark beside the 0 of digit 1$"):
        number_of(Grid(tuple(map(tuple, block))), 9)
