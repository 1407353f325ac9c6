from __future__ import annotations

import pytest

from generator.encodings.alphabet import block_of, decode, encode, letters_of
from generator.encodings.blocks import column_marks
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid
from generator.words.bip39 import (
    letters,
    wordlist,
)
from generator.words.lists import PREFIX_LENGTH
from tests.encodings.phrases import boxed, published, vectors

FILLED = 26
"""The row below Z, 0-based."""

LATIN = ("english", "spanish", "french", "italian", "czech", "portuguese")


def test_published_words() -> None:
    """The worked examples have their letters in the published rows."""
    for case in vectors("letters_az")["cases"]:
        for word in case["words"]:
            assert word["word"] in wordlist("english")
            marks = column_marks(block_of(word["word"][:PREFIX_LENGTH]))
            assert all(len(rows) == 1 for rows in marks)
            shown = [row for rows in marks for row in rows if row != FILLED]
            assert shown == word["rows"]


def test_published_phrase() -> None:
    """24 words show the published first four letters."""
    secret = boxed(vectors("decimal_index")["codl_24"]["mnemonic"])
    grid = encode(secret)
    blocks = [Grid(tuple(row[at : at + 4] for row in grid.rows)) for at in range(0, 96, 4)]
    shown = " ".join(letters_of(block, 1) for block in blocks)
    assert shown == vectors("letters_az")["codl_alphas"]
    assert decode(grid, Told(count=24)).reveal() == secret.reveal()


def test_published_counts() -> None:
    """Prefixes and three-letter words of the English list are as many as published."""
    words = letters("english")
    facts = vectors("letters_az")
    assert len({word[:PREFIX_LENGTH] for word in words}) == facts["unique_prefixes"]
    assert sum(len(word) == 3 for word in words) == facts["three_letter_words"]
    assert (min(map(len, words)), max(map(len, words))) == (facts["min_word"], facts["max_word"])


@pytest.mark.parametrize("language", LATIN)
def test_every_word_comes_back(language: str) -> None:
    """The block of each word of each list in Latin letters is that word's and no other's."""
    for word in letters(language):
        assert letters_of(block_of(word[:PREFIX_LENGTH]), 1) == word[:PREFIX_LENGTH]


def test_the_filler_stands_for_a_fourth_letter_only() -> None:
    """A word that is filled up earlier, or marked beside its filler, is named."""
    with pytest.raises(SecretError, match=r"^word 5 is filled up before its fourth letter$"):
        letters_of(block_of("ab"), 5)
    rows = [list(row) for row in block_of("add").rows]
    rows[0][3] = rows[FILLED][3]
    with pytest.raises(SecretError, match=r"^word 5 has 2 marks for letter 4, not one$"):
        letters_of(Grid(tuple(map(tuple, rows))), 5)


@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_every_letter_must_be_there(column: int) -> None:
    """A word without one of its four marks is named."""
    cells = [list(row) for row in encode(boxed(published()["ss5_12"])).rows]
    for row in cells:
        row[19 + column] = None
    with pytest.raises(SecretError, match=rf"^word 6 has 0 marks for letter {column}, not one$"):
        decode(Grid(tuple(map(tuple, cells))), Told("english", 12))


def test_letters_of_no_word_are_refused() -> None:
    """Four letters that begin no word, and three that are none, are named by number."""
    rows = encode(boxed(published()["ss5_12"])).rows
    for text in ("zzzz", "whi"):
        new = block_of(text).rows
        grid = Grid(tuple(row[:44] + last for row, last in zip(rows, new, strict=True)))
        with pytest.raises(SecretError, match=r"^word 12 is not in the English list$"):
            decode(grid, Told("english", 12))
