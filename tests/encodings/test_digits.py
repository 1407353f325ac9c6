from __future__ import annotations

import pytest

from generator.encodings.blocks import column_marks
from generator.encodings.digits import (
    block_of,
    decode_0,
    decode_1,
    encode_0,
    encode_1,
    number_of,
)
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid, grid_of
from generator.words.bip39 import wordlist
from tests.encodings.phrases import boxed, published, vectors

VECTORS = vectors("decimal_index")


def digits_of(grid: Grid) -> str:
    """The digits of all columns, read by row."""
    return "".join(str(rows[0]) for rows in column_marks(grid))


def test_published_phrase() -> None:
    """24 words have the published numbers from 1, and one less from 0."""
    case = VECTORS["codl_24"]
    secret = boxed(case["mnemonic"])
    assert digits_of(encode_1(secret)) == "".join(f"{each:04d}" for each in case["numbers"])
    assert digits_of(encode_0(secret)) == "".join(f"{each - 1:04d}" for each in case["numbers"])


def test_published_words() -> None:
    """Six words on photographed plates have the published digits."""
    for case in VECTORS["cipherseks_photo"]:
        number = wordlist("english").index(case["word"]) + 1
        assert number == case["number"]
        assert digits_of(block_of(number)) == case["digits"]


def test_picture() -> None:
    """The thousands stand on the left, 0 on top."""
    drawn = ["#...", "....", "....", "..#.", ".#..", "....", "....", "...#", "....", "...."]
    assert block_of(437) == grid_of(drawn)


def test_every_number_comes_back() -> None:
    """All four-digit numbers are themselves again."""
    for number in range(10_000):
        assert number_of(block_of(number), 1) == number


@pytest.mark.parametrize(
    ("number", "of_one", "of_zero"),
    [
        (0, "word 7 says less than 1, but numbers run from 1 to 2048", None),
        (2048, None, "word 7 says more than 2047, but numbers run from 0 to 2047"),
        (
            2049,
            "word 7 says more than 2048, but numbers run from 1 to 2048",
            "word 7 says more than 2047, but numbers run from 0 to 2047",
        ),
        (
            9999,
            "word 7 says more than 2048, but numbers run from 1 to 2048",
            "word 7 says more than 2047, but numbers run from 0 to 2047",
        ),
    ],
)
def test_range(number: int, of_one: str | None, of_zero: str | None) -> None:
    """Numbers outside the list are refused by place, with the range of the plate's base."""
    secret = boxed(published()["ss5_12"])
    for encode, decode, message in (
        (encode_1, decode_1, of_one),
        (encode_0, decode_0, of_zero),
    ):
        rows = encode(secret).rows
        inserted = block_of(number).rows
        grid = Grid(
            tuple(row[:24] + new + row[28:] for row, new in zip(rows, inserted, strict=True))
        )
        with pytest.raises(SecretError) as caught:
            decode(grid, Told("english", 12))
        assert str(caught.value) == (message or "checksum does not match, 12 words")


@pytest.mark.parametrize("marks", [0, 2, 3])
def test_one_mark_a_digit(marks: int) -> None:
    """A digit without a mark or with several is named."""
    cells = [list(row) for row in encode_1(boxed(published()["ss5_12"])).rows]
    for row in range(10):
        cells[row][13] = "#" if row in (2, 5, 7)[:marks] else None
    with pytest.raises(SecretError, match=rf"^word 4 has {marks} marks for digit 2, not one$"):
        decode_1(Grid(tuple(map(tuple, cells))), Told("english", 12))
