"""Check rows as marks: the values of the specification in every scheme, and what is even."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.check_rows import COUNTS, check_bytes, check_values, code
from generator.encodings import CHECK_ROWS, CHECKABLE, DERIVED, ENCODINGS, WITH_PARITY
from generator.grid import Grid
from generator.secret import Secret
from generator.words.bip39 import LANGUAGES, parse
from generator.words.payload import KeyText, Phrase

ZOO = "zoo " * 11 + "wrong"
LEGAL = "legal winner thank year wave sausage worth useful legal winner thank yellow"
VALUES = {ZOO: (1185, 351, 82, 1446), LEGAL: (1575, 1255, 1956, 1977)}
"""From the specification."""


def phrase(text: str) -> Secret[Phrase]:
    """A phrase of BIP-39's vectors."""
    return parse(Secret(text), "english").phrase


def marks(grid: Grid) -> list[list[int]]:
    """1 for a mark, row by row."""
    return [[int(cell is not None) for cell in row] for row in grid.rows]


@pytest.mark.parametrize("text", VALUES)
def test_a_plate_of_dots_counts_as_its_words_do(text: str) -> None:
    """From 1 or 0, whatever the values count from; with the parity of each row behind it."""
    for name, base, width in (("bits-12", 1, 12), ("bits-11", 0, 11)):
        rows = marks(DERIVED[f"{name}-check-4"].encode(phrase(text)))
        numbers = [int("".join(map(str, row[:width])), 2) for row in rows]
        assert numbers == [value + base for value in VALUES[text]]
        assert [sum(row) % 2 for row in rows] == [0] * 4


def test_letters_spell_the_check_words() -> None:
    """Four words of the same list, so that a person reads them as the others."""
    grid = DERIVED["letters-4-check-4"].encode(phrase("abandon " * 11 + "about"))
    assert grid.picture().split() == ["ACQU", "AREA", "BABY", "BLOS"]
    assert DERIVED["digits-0-check-4"].encode(phrase(ZOO)).width == 16


@pytest.mark.parametrize("rows", [4, 8])
@pytest.mark.parametrize("words", ["abandon " * 23 + "art", "zoo " * 23 + "vote", LEGAL])
def test_every_row_and_column_is_even_where_numbers_count_from_0(words: str, rows: int) -> None:
    """Words, check rows and the parity column together."""
    secret = phrase(words)
    plain = marks(ENCODINGS["bits-11"].encode(secret))
    parity = marks(DERIVED["bits-11-parity"].encode(secret))
    whole = [row + beside for row, beside in zip(plain, parity, strict=True)]
    whole += marks(DERIVED[f"bits-11-check-{rows}"].encode(secret))
    assert len(whole) == len(secret.reveal().indices) + rows
    assert not any(sum(row) % 2 for row in whole)
    assert not any(sum(column) % 2 for column in zip(*whole, strict=True))


@pytest.mark.parametrize("base", CHECKABLE)
@pytest.mark.parametrize("rows", CHECK_ROWS)
def test_each_scheme_reads_its_check_words_back(base: str, rows: int) -> None:
    """As a phrase of its own, whose words are the check values."""
    scheme = DERIVED[f"{base}-check-{rows}"]
    assert scheme.name == f"{base}-check-{rows}"
    assert set(scheme.kinds) == {k for k in ENCODINGS[base].kinds if rows in COUNTS.get(k, ())}
    if "bip39" not in scheme.kinds:
        return
    secret = phrase(LEGAL)
    grid = scheme.encode(secret)
    if base in WITH_PARITY:
        grid = Grid(tuple(row[:-1] for row in grid.rows))
    values = Phrase("english", check_values(secret.reveal(), rows))
    assert grid == ENCODINGS[base].encode(Secret(values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_has_the_same_values(language: str) -> None:
    """They follow from places in a list, whichever list that is."""
    other = replace(phrase(ZOO).reveal(), language=language)
    assert check_values(other, 4) == VALUES[ZOO]


def test_a_line_has_check_bytes_of_its_characters() -> None:
    """A long one is dealt out, so that each word of the code has 255 bytes at most."""
    for length, dealt in ((1, 1), (251, 1), (252, 2), (502, 2), (503, 3)):
        text = "".join(chr(33 + at % 90) for at in range(length))
        line = KeyText("text", text)
        found = check_bytes(line, 4)
        assert len(found) == 4 * dealt
        assert DERIVED["text-check-4"].encode(Secret(line)).picture() == found.hex().upper()
        for part in range(dealt):
            word = (*text.encode()[part::dealt], *found[part::dealt])
            assert len(word) <= 255
            assert not any(code("text", 4).syndromes(word))


@pytest.mark.parametrize("base", WITH_PARITY)
def test_an_odd_row_is_named(base: str) -> None:
    """By the numbers of its words, and nothing of what they are."""
    secret = phrase(LEGAL)
    grids = {
        base: ENCODINGS[base].encode(secret),
        f"{base}-parity": DERIVED[f"{base}-parity"].encode(secret),
    }
    doubts = DERIVED[f"{base}-parity"].doubts
    assert doubts(grids) == ""
    cells = [list(row) for row in grids[base].rows]
    for row in (2, 8):
        cells[row][5] = None if cells[row][5] else "#"
    wrong = {**grids, base: Grid(tuple(map(tuple, cells)))}
    assert doubts(wrong) == "words 3 and 9 have an odd number of marks"
