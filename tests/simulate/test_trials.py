"""The table of the specification, what its columns mean, and that nothing wrong is an answer."""

from __future__ import annotations

import math
import os

import numpy as np
import pytest

from generator.encodings.cells import Script
from generator.simulate.damage import HEAVY, SCENARIOS, Damage
from generator.simulate.plates import Kind, drawn, table_of
from generator.simulate.trial import Shares, tally

WHOLE = "EVERYTHING" in os.environ
ENGLISH = Script()
CHOICES = {
    "none": Kind(ENGLISH, "bits-11", 24, 0),
    "parities": Kind(ENGLISH, "bits-11", 24, 0, columns=True),
    "4 rows": Kind(ENGLISH, "bits-11", 24, 4),
    "8 rows": Kind(ENGLISH, "bits-11", 24, 8),
}
PUBLISHED = {
    "slips": (58.6, 87.8, 100.0, 100.0),
    "pits": (26.1, 55.7, 97.5, 100.0),
    "lost rows": (7.7, 26.8, 85.7, 99.7),
    "mixed": (10.1, 30.0, 88.2, 99.8),
}
"""The specification's table: percent of 10,000 plates of 24 words."""


@pytest.mark.parametrize("level", SCENARIOS)
@pytest.mark.parametrize("at", range(4))
def test_the_table_of_the_specification(level: str, at: int) -> None:
    """Within three standard errors of both counts; what rounds to 100 % may be a little less."""
    kind = list(CHOICES.values())[at]
    count = 10_000 if WHOLE else 1_500
    found = tally(kind, SCENARIOS[level], count, seed=1)
    due = PUBLISHED[level][at] / 100
    error = math.sqrt(max(due * (1 - due), 4e-4) * (1 / count + 1 / 10_000))
    assert abs(found.share - due) < 3 * error
    assert found.wrong_though_known == 0


def test_no_check_means_not_one_fault() -> None:
    """A plate without check rows comes back if nothing happened to it, which can be reckoned."""
    found = tally(CHOICES["none"], Damage(rows=0.1), 20_000, seed=3)
    assert abs(found.share - 0.9**24) < 3 * found.error
    found = tally(CHOICES["4 rows"], Damage(rows=0.1), 5_000, seed=3)
    due = sum(math.comb(28, lost) * 0.1**lost * 0.9 ** (28 - lost) for lost in range(5))
    assert abs(found.share - due) < 3 * found.error


@pytest.mark.parametrize("level", ["slips", "lost rows", "mixed"])
@pytest.mark.parametrize("choice", ["4 rows", "8 rows"])
def test_a_plate_comes_back_up_to_the_cost_of_the_guarantee(level: str, choice: str) -> None:
    """1 for each lost row and each with an odd number of faults, 2 for each with an even one."""
    kind, damage, count = CHOICES[choice], SCENARIOS[level], 500
    batch = drawn(kind, damage, count, 5 * 100_003)
    faults = (batch.cells ^ table_of(kind)[batch.values]).sum(axis=2)
    known = batch.lost | (faults % 2 == 1)
    cost = np.where(known, 1, np.where(faults > 0, 2, 0)).sum(axis=1)
    assert tally(kind, damage, count, seed=5).recovered == (cost <= kind.checks).sum()


@pytest.mark.parametrize(
    ("damage", "share"),
    [
        (Damage(), 1.0),
        (Damage(rows=1.0), 0.0),
        (Damage(band=1.0), 1.0),
        (Damage(corner=1.0), 1.0),
        (Damage(swapped=1.0), 1.0),
        (Damage(missed=1.0), 0.0),
    ],
)
def test_each_kind_of_damage_costs_what_it_should(damage: Damage, share: float) -> None:
    """A band of three, a corner of four rows and two that changed places are all mended by four."""
    assert tally(CHOICES["4 rows"], damage, 200, seed=4).share == share


def test_the_same_seed_draws_the_same_plates() -> None:
    """And another one others."""
    one, two = (drawn(CHOICES["4 rows"], SCENARIOS["mixed"], 50, 9) for _ in range(2))
    other = drawn(CHOICES["4 rows"], SCENARIOS["mixed"], 50, 10)
    assert (one.values == two.values).all()
    assert (one.seen == two.seen).all()
    assert (one.values != other.values).any()


@pytest.mark.parametrize("words", [12, 24])
@pytest.mark.parametrize("rows", [4, 8])
def test_nothing_wrong_is_taken_for_an_answer(words: int, rows: int) -> None:
    """At most 1 of 10,000 in all levels; never with a fingerprint, however heavy the damage.

    With EVERYTHING a million plates.
    """
    count = 50_000 if WHOLE else 800
    kind = Kind(ENGLISH, "bits-11", words, rows)
    found = [tally(kind, damage, count, seed=6) for damage in SCENARIOS.values()]
    assert sum(each.wrong for each in found) <= max(1, 4 * count // 10_000)
    heavy = tally(kind, HEAVY, count, seed=6)
    assert sum(each.wrong_though_known for each in (*found, heavy)) == 0


def test_marks_at_random_speak_against_an_answer() -> None:
    """Pits on 3 of 100 places: what the check rows alone would mend wrongly is no answer."""
    found = tally(Kind(ENGLISH, "bits-11", 12, 4), Damage(extra=0.03), 4_000, seed=3)
    assert found.wrong <= 1
    assert found.share > 0.8


def test_shares_need_check_rows_more_than_one_plate() -> None:
    """Two of three shares of twenty words against one plate of twelve."""
    damage = Damage(missed=0.005, extra=0.0075, rows=0.03)
    share = Script(kind="slip39")
    plain = tally(Kind(ENGLISH, "bits-11", 12, 0), damage, 1_000, seed=2).share
    bare = tally(Kind(share, "bits-12", 20, 0), damage, 1_000, 2, Shares(2, 3)).share
    checked = tally(Kind(share, "bits-12", 20, 6), damage, 1_000, 2, Shares(2, 3)).share
    assert bare < 0.1 < plain < 0.4
    assert checked > 0.98


@pytest.mark.parametrize("encoding", ["bits-12", "digits-1", "alphabet", "keypads", "digits-1248"])
def test_other_schemes_are_damaged_by_their_own_cells(encoding: str) -> None:
    """Undamaged they are whole, and four lost rows are always mended."""
    kind = Kind(ENGLISH, encoding, 12, 4)
    assert tally(kind, Damage(), 50, 1).share == 1
    assert tally(kind, Damage(corner=1.0), 50, 1).share == 1
    assert tally(kind, Damage(missed=0.01), 200, 1).share > 0.9
