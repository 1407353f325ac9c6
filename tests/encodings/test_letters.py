from __future__ import annotations

import pytest

from generator.encodings.letters import (
    decode_4,
    decode_8,
    encode_4,
    encode_8,
    row_of,
    symbols,
    text_of,
)
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid, grid_of
from generator.secret import Secret
from generator.words.bip39 import LANGUAGES, letters, parse, wordlist
from tests.encodings.phrases import boxed, completed, made, published, vectors

LATIN = ("english", "spanish", "french", "italian", "czech", "portuguese")


def test_published_phrase() -> None:
    """24 words show the published first four letters, in capitals, and no cell is empty."""
    grid = encode_4(boxed(vectors("decimal_index")["codl_24"]["mnemonic"]))
    shown = grid.picture().replace("-", "").lower().replace("\n", " ")
    assert shown == vectors("letters_az")["codl_alphas"]


def test_picture() -> None:
    """Whole words stand on the left of eight cells."""
    grid = encode_8(boxed(published()["ss5_12"]))
    assert Grid(grid.rows[:5]) == grid_of(
        ["GOOD....", "BATTLE..", "BOIL....", "EXACT...", "ADD....."]
    )


@pytest.mark.parametrize("language", LATIN)
@pytest.mark.parametrize("width", [4, 8])
def test_every_word_comes_back(language: str, width: int) -> None:
    """The row of each word is that word's, and no other word has the same."""
    rows = [row_of(word, width) for word in letters(language)]
    assert [text_of(row, 1) for row in rows] == [word[:width].upper() for word in letters(language)]
    assert len({row.rows for row in rows}) == 2048


def test_italian_words_of_nine_letters_are_cut() -> None:
    """What an Italian plate of whole words shows is read by its decoder, and by people typing."""
    long = [index for index, word in enumerate(letters("italian")) if len(word) == 9]
    assert len(long) == 151
    for start in range(0, 140, 11):
        indices = completed(long[start : start + 11])
        grid = encode_8(made(indices, "italian"))
        assert decode_8(grid).reveal().indices == indices
        typed = grid.picture().replace(".", " ")
        assert parse(Secret(typed)).phrase.reveal().indices == indices


def test_words_must_be_written_out() -> None:
    """A plate of whole words with four letters of a longer one is damaged."""
    rows = encode_8(boxed(published()["ss5_12"])).rows
    for word, text in ((2, "BATT"), (12, "WHIS")):
        grid = Grid((*rows[: word - 1], *row_of(text, 8).rows, *rows[word:]))
        with pytest.raises(SecretError, match=rf"^word {word} is not written out$"):
            decode_8(grid, Told("english", 12))


def test_empty_cells_between_letters_are_refused() -> None:
    """A word with a hole in it is named; four letters never become three by themselves."""
    rows = encode_4(boxed(published()["ss5_12"])).rows
    for row in ((None, "O", "O", "D"), ("G", None, "O", "D"), ("G", "O", None, "D")):
        with pytest.raises(SecretError, match=r"^word 1 has an empty cell before its last letter$"):
            decode_4(Grid((row, *rows[1:])), Told("english", 12))
    with pytest.raises(SecretError, match=r"^word 1 has an empty cell$"):
        decode_4(Grid((("G", "O", "O", None), *rows[1:])), Told("english", 12))


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - set(LATIN)))
@pytest.mark.parametrize("width", [4, 8])
def test_every_word_of_other_scripts_comes_back(language: str, width: int) -> None:
    """Its characters as in the list, filled up to four; all of them are symbols of the list."""
    rows = [row_of(word, width) for word in wordlist(language)]
    assert [text_of(row, 1) for row in rows] == [word[:width] for word in wordlist(language)]
    assert len({row.rows for row in rows}) == 2048
    assert {cell for row in rows for cell in row.rows[0] if cell} <= symbols(language)


def test_other_scripts_are_filled_up() -> None:
    """A character alone is followed by three fillers, so that none of four cells is empty."""
    assert row_of("的", 4) == grid_of(["的---"])
    assert symbols("english") == frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
