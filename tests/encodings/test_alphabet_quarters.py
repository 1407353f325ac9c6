from __future__ import annotations

import pytest

from generator.encodings.alphabet_quarters import column_of, decode, encode, text_of
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid
from generator.words import slip39
from generator.words.bip39 import letters
from tests.encodings.phrases import boxed, published, vectors

LATIN = ("english", "spanish", "french", "italian", "czech", "portuguese")


def marked(column: Grid) -> list[int]:
    """The rows with a mark, 0-based."""
    return [row for row, cells in enumerate(column.rows) if cells[0]]


def test_published_words() -> None:
    """The letters of the worked examples stand in the published rows, quarter after quarter."""
    for case in vectors("letters_az")["cases"]:
        for word in case["words"]:
            rows = [27 * quarter + row for quarter, row in enumerate(word["rows"])]
            filler = [27 * 3 + 26] if len(rows) == 3 else []
            assert marked(column_of(word["prefix"])) == rows + filler


def test_published_phrase() -> None:
    """24 words, a column each, show the published first four letters."""
    secret = boxed(vectors("decimal_index")["codl_24"]["mnemonic"])
    grid = encode(secret)
    assert (grid.height, grid.width) == (108, 24)
    columns = [Grid(tuple((row[at],) for row in grid.rows)) for at in range(24)]
    assert " ".join(text_of(c, 1) for c in columns) == vectors("letters_az")["codl_alphas"]
    assert decode(grid, Told(count=24)).reveal() == secret.reveal()


@pytest.mark.parametrize("language", LATIN)
def test_every_word_comes_back(language: str) -> None:
    """The column of each word of each list in Latin letters is that word's and no other's."""
    columns = {column_of(word[:4]) for word in letters(language)}
    assert len(columns) == 2048
    for word in (*letters(language), *slip39.wordlist()):
        assert text_of(column_of(word[:4]), 1) == word[:4]


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_every_letter_must_be_there(quarter: int) -> None:
    """A word without one of its four marks is named, with the letter."""
    cells = [list(row) for row in encode(boxed(published()["ss5_12"])).rows]
    for row in range(27 * (quarter - 1), 27 * quarter):
        cells[row][5] = None
    with pytest.raises(SecretError, match=rf"^word 6 has 0 marks for letter {quarter}, not one$"):
        decode(Grid(tuple(map(tuple, cells))), Told("english", 12))


def test_the_filler_stands_for_a_fourth_letter_only() -> None:
    """A word that is filled up in an earlier quarter is named."""
    marks = (0, 27, 27 * 2 + 26, 27 * 3 + 26)
    rows = ["#" if row in marks else None for row in range(108)]
    with pytest.raises(SecretError, match=r"^word 5 is filled up before its fourth letter$"):
        text_of(Grid(tuple((cell,) for cell in rows)), 5)
