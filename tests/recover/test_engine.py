"""Every damage within the guarantee is mended; beyond it, nothing is said that is not so."""

from __future__ import annotations

import os
import random
from itertools import combinations

import pytest

from generator.check_rows import check_values
from generator.recover.engine import mended, solved
from generator.words.payload import Phrase
from tests.recover.plates import changed, dots, phrase, rows_seen, rules, seen, unsure

WHOLE = "EVERYTHING" in os.environ


def right(value: Phrase, rows: int = 4) -> tuple[int, ...]:
    """What all rows of a plate are."""
    return (*value.indices, *check_values(value, rows))


def test_a_whole_plate_is_what_it_is() -> None:
    """On every scheme, with and without check rows."""
    for encoding in ("bits-11", "bits-12", "letters-4", "digits-1", "alphabet", "keypads"):
        for rows in (0, 4, 8):
            value = phrase()
            found = solved(
                rows_seen(seen(value, encoding, rows), value, encoding, rows), rules(value, rows)
            )
            assert found.answer == (right(value, rows) if rows else value.indices)


def test_every_single_fault_of_a_plate_is_mended() -> None:
    """All 336 of 24 + 4 rows of eleven dots and a parity."""
    value, expected = phrase(), right(phrase())
    plate = seen(value)
    places = dots(plate)
    assert len(places) == 336
    for place in places:
        found = solved(rows_seen(changed(plate, [place]), value), rules(value))
        assert (found.answer, found.within) == (expected, True)


def test_pairs_of_faults_are_mended() -> None:
    """Of all 56,280 a sample; all with EVERYTHING."""
    value, expected = phrase(), right(phrase())
    plate, pairs = seen(value), list(combinations(dots(seen(value)), 2))
    assert len(pairs) == 56_280
    if not WHOLE:
        pairs = random.Random(2).sample(pairs, 600)  # noqa: S311  numbers to try, no secret
    for pair in pairs:
        found = solved(rows_seen(changed(plate, pair), value), rules(value))
        assert (found.answer, found.within) == (expected, True)


@pytest.mark.parametrize("rows", [4, 8])
@pytest.mark.parametrize("words", [12, 24])
def test_as_many_wrong_marks_as_check_rows_are_mended(rows: int, words: int) -> None:
    """Wherever they are: two in a row cost as much as two in two rows."""
    text = "zoo " * 11 + "wrong" if words == 12 else "abandon " * 23 + "art"
    value = phrase(text)
    plate, expected = seen(value, rows=rows), right(value, rows)
    places = dots(plate)
    chance = random.Random(words + rows)  # noqa: S311  numbers to try, no secret
    for _ in range(25_000 if WHOLE else 150):
        some = chance.sample(places, chance.randrange(1, rows + 1))
        found = solved(rows_seen(changed(plate, some), value, rows=rows), rules(value, rows))
        assert (found.answer, found.within) == (expected, True)


@pytest.mark.parametrize("encoding", ["letters-4", "digits-1", "bits-12", "alphabet"])
def test_lost_rows_come_back_on_every_scheme(encoding: str) -> None:
    """Four rows of which nothing can be told, words or check words."""
    value, expected = phrase(), right(phrase())
    for lost in ((0, 5, 11, 23), (1, 24, 25, 27), (24, 25, 26, 27)):
        rows = list(rows_seen(seen(value, encoding), value, encoding))
        for place in lost:
            rows[place] = type(rows[place])(None)
        assert solved(rows, rules(value)).answer == expected


def test_beyond_the_guarantee_odd_rows_are_guessed_at() -> None:
    """Five or six rows with one wrong mark each still give one phrase, or all that fit."""
    value, expected = phrase(), right(phrase())
    plate = seen(value)
    odd = [("bits-11", row, row % 11) for row in range(6)]
    for count in (5, 6):
        found = solved(rows_seen(changed(plate, odd[:count]), value), rules(value))
        assert not found.within
        assert expected in found.answers
        assert found.answer in (expected, None)
    assert solved(rows_seen(changed(plate, odd[:5]), value), rules(value)).answer == expected


def test_a_lost_row_too_many_leaves_candidates_and_no_answer() -> None:
    """Five lost rows are 2,048 phrases of which the checksum leaves some eight."""
    value, expected = phrase(), right(phrase())
    rows = list(rows_seen(seen(value), value))
    for place in range(5):
        rows[place] = type(rows[place])(None)
    found = solved(rows, rules(value))
    assert found.answer is None
    assert found.complete
    assert expected in found.answers
    assert 1 < len(found.answers) < 25
    assert found.by_chance == 8
    rows[5] = type(rows[5])(None)
    more = solved(rows, rules(value))
    assert (more.answers, more.complete, more.guesses) == ((), False, 2048**2)
    assert more.by_chance == 2048 * 8


def test_a_doubtful_mark_is_tried_both_ways() -> None:
    """Without check rows the checksum tells which of them, where it can."""
    value = phrase()
    plate = seen(value, rows=0)
    place = ("bits-11", 3, 4)
    rows = rows_seen(unsure(plate, [place]), value, rows=0)
    assert len(rows[3].fits or ()) == 2
    found = solved(rows, rules(value, 0))
    assert value.indices in found.answers
    assert found.answer is None


def test_wrong_marks_that_nothing_tells_are_never_an_answer() -> None:
    """Three words changed for others, with their parity: more than four check rows can carry."""
    value, rule = phrase(), rules(phrase())
    chance = random.Random(5)  # noqa: S311  numbers to try, no secret
    wrong = 0
    for _ in range(3_000):
        word = list(right(value))
        for place in chance.sample(range(28), 3):
            word[place] ^= chance.randrange(1, 2048)
        found = mended(word, rule)
        wrong += found is not None and found != right(value)
    assert wrong <= 1
