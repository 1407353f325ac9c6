"""Plates typed by hand: every way to write a row, and every way to hold the plate."""

from __future__ import annotations

import random

import pytest

from generator.check_rows import check_values
from generator.encodings.cells import Script
from generator.errors import SecretError
from generator.recover.sheet import Sheet, recovered
from generator.recover.typed import LOST, Notation, notation, typed_row
from generator.secret import Secret
from generator.words.bip39 import parse, wordlist
from tests.recover.plates import PHRASE_24, lines, phrase, rules

DOTS_12 = notation("bits-12", Script(), parity=True)
DOTS_11 = notation("bits-11", Script(), parity=True)
LETTERS = notation("letters-4", Script(), parity=False)
DIGITS = notation("digits-1", Script(), parity=False)


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("abandon", (0,)),
        ("  ABAN ", (0,)),
        ("1", (0,)),
        ("0001", (0,)),
        ("2048", (2047,)),
        ("...........#", (0,)),
        ("0000 0000 0001", (0,)),
        ("....|....|...#|#", (0,)),
        ("...........#?", (0,)),
        ("..........?#", (0, 2)),
        ("act", (19,)),
        ("act-", (19,)),
        ("a?t-", (19, 102)),
        ("able/2", (1, 2)),
        ("001?", tuple(range(9, 19))),
        ("204[08]", (2039, 2047)),
        ("??", None),
        ("", None),
        ("?", None),
    ],
)
def test_a_row_is_typed_in_any_way(line: str, fits: tuple[int, ...] | None) -> None:
    """Marks, numbers and words, with what can't be read or may be one of several."""
    assert typed_row(line, DOTS_12).row.fits == fits


@pytest.mark.parametrize(
    ("how", "line", "said"),
    [
        (DOTS_12, "..#", "3 marks and blanks; a row has 12, or 13 with its parity"),
        (DOTS_12, "." * 14, "14 marks and blanks; a row has 12, or 13 with its parity"),
        (DOTS_12, "20480", "a number of 5 digits; the list ends at 2048"),
        (DOTS_11, "99999", "a number of 5 digits; the list ends at 2047"),
        (LETTERS, "17", "the plate shows no numbers; type the word or its first four letters"),
        (LETTERS, "a[bn", r"a bracket without its other half; \[ab\] is a or b"),
        (LETTERS, "a[]n", r"nothing stands between brackets; \[ab\] is a or b"),
    ],
)
def test_what_can_be_no_row_is_refused(how: Notation, line: str, said: str) -> None:
    """In one line that repeats nothing of it."""
    with pytest.raises(SecretError, match=f"^{said}$"):
        typed_row(line, how)


@pytest.mark.parametrize("how", [DOTS_12, DOTS_11, LETTERS, DIGITS])
def test_what_is_in_no_list_is_a_damaged_row(how: Notation) -> None:
    """It is taken for lost, not refused, and near words are remembered."""
    row = typed_row("zoox", how).row
    assert row.fits == ()
    assert row.value is None
    assert wordlist("english").index("zoo") in row.near or not how.dots


def sheet(typed: list[str], how: Notation, sides: tuple[int, ...] = ()) -> Sheet:
    """What was typed, on one side unless said otherwise."""
    return Sheet(how, tuple(typed_row(each, how) for each in typed), sides or (len(typed),))


@pytest.mark.parametrize("how", [DOTS_11, DOTS_12])
def test_a_plate_is_found_however_it_was_held(how: Notation) -> None:
    """Turned or mirrored, with two rows that can't be read; and it says which."""
    value = phrase()
    expected = (*value.indices, *check_values(value, 4))
    typed = lines(value, how, 4)
    held = {
        "turned upside down": [line[::-1] for line in typed[::-1]],
        "mirrored left to right": [line[::-1] for line in typed],
        "mirrored top to bottom": typed[::-1],
        "": typed,
    }
    for way, rows in held.items():
        rows[3] = rows[9] = "?"
        outcome = recovered(sheet(rows, how), rules(value))
        assert (outcome.found.answer, outcome.way) == (expected, way)
        assert len(outcome.wrong(expected)) == 2


def test_a_square_side_may_be_turned_by_a_quarter() -> None:
    """Twelve rows of twelve dots, without check rows: 24 words on two sides."""
    value = phrase()
    how = notation("bits-12", Script(), parity=False)
    typed = lines(value, how, 0)
    front, back = (list(zip(*side, strict=True)) for side in (typed[:12], typed[12:]))
    ways = set()
    for turn in (
        lambda columns: columns,
        lambda columns: columns[::-1],
        lambda columns: [column[::-1] for column in columns],
        lambda columns: [column[::-1] for column in columns[::-1]],
    ):
        rows = ["".join(row) for row in (*turn(front), *turn(back))]
        outcome = recovered(sheet(rows, how, (12, 12)), rules(value, 0))
        assert outcome.found.answer == value.indices
        ways.add(outcome.way)
    assert len(ways) == 4


def test_another_base_is_told() -> None:
    """Numbers that count from 0, typed for a plate that counts from 1."""
    value = phrase()
    zero_based = [str(index) for index in (*value.indices, *check_values(value, 4))]
    outcome = recovered(sheet(zero_based, DOTS_12), rules(value))
    assert outcome.found.answer is not None
    assert outcome.found.answer[:24] == value.indices
    assert outcome.way == "numbers taken as counted from 0"
    bare = recovered(sheet(zero_based[:24], DOTS_12), rules(value, 0))
    assert bare.found.answers == (value.indices,)
    assert bare.found.answer is None  # eight bits of a checksum in one of two ways prove little


def test_the_last_word_has_none_behind_it() -> None:
    """Where nothing fits and another base is tried, zoo has no number more."""
    value = phrase()
    known = wordlist("english")
    typed = [known[at] for at in (*value.indices, *check_values(value, 4))]
    for row in (0, 5, 9):
        typed[row] = "zoo"
    assert recovered(sheet(typed, DOTS_11), rules(value)).found.answer is None


def test_random_rows_are_no_answer_in_any_way() -> None:
    """Plates of nobody: marks at random, in hundreds."""
    chance = random.Random(8)  # noqa: S311  numbers to try, no secret
    value = phrase()
    for _ in range(60):
        typed = ["".join(chance.choice("#.") for _ in range(12)) for _ in range(28)]
        assert recovered(sheet(typed, DOTS_11), rules(value)).found.answer is None


def test_a_plate_typed_in_words_is_mended() -> None:
    """Four letters a row, one of them wrong, one unreadable, on a plate with check words."""
    value = parse(Secret(PHRASE_24), "english").phrase.reveal()
    known = wordlist("english")
    typed = [known[at][:4].ljust(4, "-") for at in (*value.indices, *check_values(value, 4))]
    typed[4], typed[20], typed[25] = "netx", "ze??", "????"
    outcome = recovered(sheet(typed, LETTERS), rules(value))
    assert outcome.found.answer is not None
    assert outcome.found.answer[:24] == value.indices
    assert outcome.wrong(outcome.found.answer) == (4, 20, 25)
    assert LOST.row.value is None
