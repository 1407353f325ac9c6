from __future__ import annotations

import pytest

from generator.encodings import ENCODINGS
from generator.encodings.cells import (
    ACROSS,
    DOWN,
    Script,
    blocks,
    cell_names,
    cells_of,
    keypad,
    row_names,
    way,
    weights,
)
from generator.encodings.keypads import KEYS
from generator.errors import SecretError
from generator.secret import Secret
from generator.words.kinds import letters, list_size
from generator.words.payload import Phrase

ENGLISH, SHARES = Script(), Script(kind="slip39")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")

WAYS = {
    "bits-12": DOWN,
    "bits-11": DOWN,
    "letters-4": DOWN,
    "letters-8": DOWN,
    "alphabet": ACROSS,
    "digits-1": ACROSS,
    "digits-0": ACROSS,
    "seedqr": "",
    "seedqr-m": "",
    "compact-seedqr": "",
}


@pytest.mark.parametrize("name", WAYS)
def test_words_follow_each_other_in_the_way_of_their_scheme(name: str) -> None:
    """Down the rows or across the columns; in a QR code no word has cells of its own."""
    assert way(name, ENGLISH) == WAYS[name]


def test_a_scheme_has_no_blocks_for_what_it_cannot_hold() -> None:
    """Neither an unknown scheme, nor another kind, nor a script without its letters has any."""
    assert way("label", ENGLISH) == ""
    assert way("bits-11", SHARES) == ""
    assert way("alphabet", Script("japanese")) == ""
    assert way("letters-4", Script("japanese")) == DOWN
    assert way("bits-12", Script("japanese")) == DOWN
    with pytest.raises(SecretError, match="Japanese words have no letters A to Z"):
        cells_of("alphabet", 0, Script("japanese"))


@pytest.mark.parametrize("script", [ENGLISH, SHARES], ids=["bip39", "slip39"])
@pytest.mark.parametrize("name", ENCODINGS)
def test_a_phrase_is_the_blocks_of_its_words(name: str, script: Script) -> None:
    """What is found for one word after the other is what stands on a plate of all words."""
    if not way(name, script):
        return
    every = tuple(range(list_size(script.kind)))
    grid = ENCODINGS[name].encode(Secret(Phrase(script.language, every, script.kind)))
    found = blocks(name, script)
    assert len(set(found)) == len(every)  # no two words look alike
    if way(name, script) == DOWN:
        assert grid.rows == tuple(row for block in found for row in block.rows)
    else:
        width = found[0].width
        for index, block in enumerate(found):
            cut = tuple(row[index * width : (index + 1) * width] for row in grid.rows)
            assert cut == block.rows


def test_bits_add_up_by_powers_of_two() -> None:
    """The highest weight stands on the left, and numbers count from where the product says."""
    twelve, eleven, shares = (
        weights("bits-12", ENGLISH),
        weights("bits-11", ENGLISH),
        weights("bits-12", SHARES),
    )
    assert twelve is not None
    assert eleven is not None
    assert shares is not None
    assert (twelve.base, twelve.cells) == (1, (tuple(2**n for n in range(11, -1, -1)),))
    assert (eleven.base, eleven.cells) == (0, (tuple(2**n for n in range(10, -1, -1)),))
    assert (shares.base, shares.cells[0][:2]) == (1, (None, 1024))


@pytest.mark.parametrize("name", ["alphabet", "digits-1", "letters-4", "letters-8"])
def test_other_schemes_add_nothing_up(name: str) -> None:
    """Letters and digits are no sums."""
    assert weights(name, ENGLISH) is None


def test_rows_stand_for_letters_or_digits() -> None:
    """Each row has one meaning in every column."""
    found = {name: row_names(name, ENGLISH) for name in ("alphabet", "digits-1", "digits-0")}
    told = {name: (each.base, each.names) for name, each in found.items() if each is not None}
    assert told == {
        "alphabet": (None, LETTERS),
        "digits-1": (1, tuple("0123456789")),
        "digits-0": (0, tuple("0123456789")),
    }
    shares = row_names("alphabet", SHARES)
    assert shares is not None
    assert shares.names == (*LETTERS[:-1], None)  # no share has a word of three letters


@pytest.mark.parametrize("name", ["bits-12", "letters-4", "letters-8"])
def test_rows_of_other_schemes_stand_for_nothing(name: str) -> None:
    """Where a row is a word, or its cells are letters."""
    assert row_names(name, ENGLISH) is None


def spelled(name: str, script: Script) -> list[str]:
    """What the marks of each word say by the names of their cells, column by column."""
    names = cell_names(name, script).names
    return [
        "".join(
            names[row, column]
            for column in range(block.width)
            for row in range(block.height)
            if block.rows[row][column]
        )
        for block in blocks(name, script)
    ]


@pytest.mark.parametrize(("name", "base"), [("digits-1", 1), ("digits-0", 0), ("keypads", 1)])
def test_cells_of_digits_spell_the_number(name: str, base: int) -> None:
    """For all words, with the base from which they count."""
    known = cell_names(name, ENGLISH)
    assert (known.base, known.count) == (base, 4)
    assert spelled(name, ENGLISH) == [f"{index + base:04d}" for index in range(2048)]


@pytest.mark.parametrize("name", ["alphabet", "alphabet-quarters"])
@pytest.mark.parametrize("script", [ENGLISH, Script("french"), SHARES])
def test_cells_of_letters_spell_the_word(name: str, script: Script) -> None:
    """Four letters of each word, the filler for what it lacks, in the order of the marks."""
    known = cell_names(name, script)
    assert (known.base, known.count) == (None, 4)
    meant = [word[:4].upper().ljust(4, "-") for word in letters(script.language, script.kind)]
    assert spelled(name, script) == meant


@pytest.mark.parametrize("name", ["bits-12", "bits-11", "bits-12-reversed", "digits-1248"])
def test_cells_that_add_up_have_no_names(name: str) -> None:
    """A weight is no letter and no digit."""
    assert not cell_names(name, ENGLISH).names
    assert keypad(name, ENGLISH) == ()


def test_a_keypad_has_ten_keys() -> None:
    """Of all schemes, the keypads alone have keys; beside the 0 there is none."""
    keyed = {name: keypad(name, ENGLISH) for name in ENCODINGS if way(name, ENGLISH)}
    assert {name for name, keys in keyed.items() if keys} == {"keypads"}
    assert ["".join(key or " " for key in row) for row in keyed["keypads"]] == list(KEYS)
    assert keypad("keypads", SHARES) == keyed["keypads"]
