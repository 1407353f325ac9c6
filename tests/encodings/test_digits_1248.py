from __future__ import annotations

import pytest

from generator.encodings.digits_1248 import block_of, decode, encode, number_of
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid, grid_of
from generator.words.bip39 import wordlist
from tests.encodings.phrases import boxed, published, vectors

CASES = vectors("stackbit_1248")["cases"]


def zeros_and_ones(grid: Grid) -> list[str]:
    """The rows as the published vectors write them."""
    return grid.picture().replace(".", "0").replace("#", "1").split("\n")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_plates(case: dict[str, object]) -> None:
    """Each word's two rows are those that Krux draws, and they say the phrase."""
    words = case["words"]
    assert isinstance(words, list)
    secret = boxed(str(case["mnemonic"]))
    grid = encode(secret)
    upper, lower = zeros_and_ones(grid)
    assert upper == "".join(word["upper"] for word in words)
    assert lower == "".join(word["lower"] for word in words)
    for word in words:
        assert zeros_and_ones(block_of(int(word["digits"]))) == [word["upper"], word["lower"]]
        assert wordlist("english").index(word["word"]) + 1 == int(word["digits"])
    assert decode(grid, Told("english", len(words))).reveal() == secret.reveal()


def test_every_number_comes_back() -> None:
    """All numbers of the list, and all that the thousands have room for, are themselves again."""
    for number in range(4000):
        assert number_of(block_of(number), 1) == number


def test_every_block_is_a_number_or_refused() -> None:
    """Of all 16,384 blocks those are numbers whose sums are digits, each another number."""
    numbers = set()
    for bits in range(1 << 14):
        text = f"{bits:014b}".replace("0", ".").replace("1", "#")
        block = grid_of([text[:7], text[7:]])
        try:
            number = number_of(block, 5)
        except SecretError as error:
            assert str(error) == "word 5 has a digit above 9"
        else:
            assert block_of(number) == block
            numbers.add(number)
    assert numbers == set(range(4000))


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (0, "word 7 is not marked"),
        (2049, "word 7 says more than 2048, but numbers run from 1 to 2048"),
        (3999, "word 7 says more than 2048, but numbers run from 1 to 2048"),
    ],
)
def test_range(number: int, message: str) -> None:
    """Numbers outside the list are refused by place, and told no more of."""
    rows = encode(boxed(published()["ss5_12"])).rows
    inserted = block_of(number).rows
    grid = Grid(tuple(row[:42] + new + row[49:] for row, new in zip(rows, inserted, strict=True)))
    with pytest.raises(SecretError) as caught:
        decode(grid, Told("english", 12))
    assert str(caught.value) == message
