from __future__ import annotations

import hashlib

import pytest

from generator.encodings.bits import (
    decode_11,
    decode_12,
    decode_12_reversed,
    encode_11,
    encode_12,
    encode_12_reversed,
    mirrored,
    number_of,
    row_of,
)
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid, grid_of
from generator.words.bip39 import wordlist
from generator.words.payload import Phrase
from tests.encodings.phrases import boxed, completed, is_valid, made, vectors

CASES = vectors("binary12x12")["cases"]


def zeros_and_ones(grid: Grid) -> list[str]:
    """The rows as the published vectors write them."""
    return grid.picture().replace(".", "0").replace("#", "1").split("\n")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_plates(case: dict[str, object]) -> None:
    """Rows and dots are those of the scanner that reads Tiny Seed, KeyTag and Binary Grid."""
    secret = boxed(str(case["mnemonic"]))
    grid = encode_12(secret)
    pages = case["pages"]
    assert isinstance(pages, list)
    assert zeros_and_ones(grid) == [row for page in pages for row in page]
    assert grid.picture().count("#") == case["dots"]
    assert [number_of(Grid((row,))) for row in grid.rows] == case["numbers_1based"]
    assert decode_12(grid, Told("english", grid.height)).reveal() == secret.reveal()


def test_published_table() -> None:
    """The lines of 2,048 words and their 12 bits have the published SHA-256."""
    table = vectors("dotmap_tables")["onekey_bip39"]
    lines = [
        f"{number} {word} {zeros_and_ones(row_of(number, 12))[0]}"
        for number, word in enumerate(wordlist("english"), 1)
    ]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert digest == table["sha256_of_canonical_lines"]
    for sample in table["samples"]:
        assert lines[sample["index"] - 1] == f"{sample['index']} {sample['word']} {sample['bits']}"


def test_published_card() -> None:
    """The marked seedcard has eleven columns and counts from 0; counted from 1 it is no phrase."""
    card = vectors("seedcard")
    secret = boxed(card["mnemonic"])
    assert zeros_and_ones(encode_11(secret)) == card["rows"]
    grid = grid_of(row.replace("0", ".").replace("1", "#") for row in card["rows"])
    assert decode_11(grid, Told("english")).reveal() == secret.reveal()
    numbers = [number_of(Grid((row,))) for row in grid.rows]
    assert is_valid([number - 1 for number in numbers]) == card["one_based_reading_valid"]
    satoshi = card["satoshi"]
    assert zeros_and_ones(row_of(satoshi["index0"], 11)) == [satoshi["bits"]]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_reversed_rows_are_the_published_ones_read_backwards(case: dict[str, object]) -> None:
    """The lowest bit stands on the left, and the two orders are never taken for one another."""
    secret = boxed(str(case["mnemonic"]))
    grid = encode_12_reversed(secret)
    assert [row[::-1] for row in zeros_and_ones(grid)] == zeros_and_ones(encode_12(secret))
    assert decode_12_reversed(grid, Told("english")).reveal() == secret.reveal()
    with pytest.raises(SecretError):
        decode_12(grid, Told("english"))


def test_published_tables_in_both_orders() -> None:
    """As many rows of the published reversed tables read alike in both orders as do here."""
    tables = vectors("dotmap_tables")["tables"]
    for end, size in (("slip39-dot-pattern-mapping", 1024), ("bip39-dot-pattern-mapping", 2048)):
        (table,) = [t for name, t in tables.items() if name.endswith(f":{end}-reversed.md")]
        alike = sum(row_of(n, 12) == mirrored(row_of(n, 12)) for n in range(1, size + 1))
        assert (table["msb_first_1based"], table["lsb_first_1based"]) == (alike, size - alike)
        assert table["neither"] == 0


@pytest.mark.parametrize("width", [11, 12])
def test_every_number_comes_back(width: int) -> None:
    """All numbers of a row are themselves again, the highest bit on the left."""
    for number in range(1 << width):
        assert number_of(row_of(number, width)) == number
    assert row_of(1, width).picture() == "." * (width - 1) + "#"


def test_column_2048_is_for_the_last_word() -> None:
    """Of the 2,048 numbers only the last has a mark in the twelfth column from the right."""
    marked = [number for number in range(1, 2049) if row_of(number, 12).rows[0][0]]
    assert marked == [2048]


def test_numbers_beyond_the_list_are_refused() -> None:
    """Each of the 2,047 rows above 2048 is refused with its place, not its number."""
    rows = encode_12(boxed(CASES[2]["mnemonic"])).rows
    for number in range(2049, 4096):
        grid = Grid((*rows[:6], *row_of(number, 12).rows, *rows[7:]))
        with pytest.raises(SecretError) as caught:
            decode_12(grid, Told("english", 12))
        assert str(caught.value) == "word 7 says more than 2048, the last number of the list"


def test_empty_rows_of_eleven_bits_are_words_or_room() -> None:
    """A phrase that ends in the first word of its list is found by its checksum."""
    ending = next(
        indices
        for first in range(2048)
        for indices in [completed([first, *range(10)])]
        if indices[-1] == 0
    )
    grid = encode_11(made(ending, "english"))
    assert not any(grid.rows[-1])
    field = Grid(grid.rows + ((None,) * 11,) * 12)
    assert decode_11(field, Told("english")).reveal() == Phrase("english", ending)
    assert decode_11(field, Told("english", 12)).reveal() == Phrase("english", ending)
    assert decode_11(Grid(grid.rows), Told("english")).reveal() == Phrase("english", ending)


def test_two_counts_that_fit_are_refused() -> None:
    """Where empty rows make 12 and 15 words right, the plate has to say which it has."""
    both = next(
        indices
        for first in range(2048)
        for second in range(40)
        for indices in [completed([first, second, *range(9)])]
        if is_valid(indices) and is_valid((*indices, 0, 0, 0))
    )
    field = Grid(encode_11(made(both, "english")).rows + ((None,) * 11,) * 3)
    with pytest.raises(SecretError, match="12 or 15 words fit; say how many there are"):
        decode_11(field, Told("english"))
    assert decode_11(field, Told("english", 12)).reveal().indices == both
    assert decode_11(field, Told("english", 15)).reveal().indices == (*both, 0, 0, 0)


def test_too_few_rows_are_refused() -> None:
    """A field with fewer rows than words says so."""
    grid = encode_11(boxed(CASES[2]["mnemonic"]))
    with pytest.raises(SecretError, match=r"^there are 12 rows, but 15 words$"):
        decode_11(grid, Told("english", 15))
    with pytest.raises(SecretError, match=r"^word 12 is marked, after the last of 9$"):
        decode_11(grid, Told("english", 9))
