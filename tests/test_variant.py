"""Templates for one choice: sets of pieces, laid out."""

from __future__ import annotations

import pytest

from generator.choice import Choice
from generator.geometry import NOWHERE, Point, Size, Vec
from generator.template import SPELLED
from generator.variant import made_for
from tests.plates.road import NAMES, template_of

WASHERS = {"washer-m6": (18, 6.4, 1.6), "washer-m8": (24, 8.4, 2.0), "washer-m10": (30, 10.5, 2.5)}
"""Outer diameter, hole and thickness by DIN 9021."""


@pytest.mark.parametrize("name", WASHERS)
def test_washers_are_those_of_the_standard(name: str) -> None:
    """Round, with the hole in the middle, and the sizes of DIN 9021."""
    across, hole, thickness = WASHERS[name]
    plate = template_of(name).plate
    assert plate.is_disc
    assert plate.size == Size(across, across)
    assert plate.thickness == thickness
    assert [(each.centre, each.diameter) for each in plate.holes] == [
        (Point(across / 2, across / 2), hole)
    ]


@pytest.mark.parametrize("name", WASHERS)
@pytest.mark.parametrize("words", [12, 15, 18, 21, 24])
def test_a_set_has_a_piece_for_each_word(name: str, words: int) -> None:
    """Row by row from the top left, each with its own number, field and cells."""
    template = template_of(name)
    assert template.origins == (NOWHERE,)
    made = made_for(template, Choice(words))
    lattice = made.plate.lattice
    assert lattice is not None
    assert len(set(made.origins)) == words
    rows = -(-words // lattice.across)
    assert made.origins[0] == Vec(0, (rows - 1) * lattice.step.dy)
    assert made.origins[1].dx == lattice.step.dx
    assert min(origin.dy for origin in made.origins) == 0
    assert made.size == Size(
        5 * lattice.step.dx + made.plate.size.width,
        (rows - 1) * lattice.step.dy + made.plate.size.height,
    )
    (side,) = made.sides
    assert [field.words for field in side.fields] == [(n, n) for n in range(1, words + 1)]
    assert [field.from_row for field in side.fields] == list(range(words))
    numbers = [text.text for text in side.texts if "/" in text.text]
    assert numbers == [f"{number:02d}/{words}" for number in range(1, words + 1)]


def test_pieces_are_mirrored_on_the_back() -> None:
    """What is on the left of the front is on the right of the back, as high as before."""
    made = made_for(template_of("washer-m6"), Choice(12))
    across = made.size.width - made.plate.size.width
    fronts, backs = made.origins_on("front"), made.origins_on("back")
    assert [(across - one.dx, one.dy) for one in fronts] == [(two.dx, two.dy) for two in backs]


def test_a_plate_that_is_no_set_is_one_piece() -> None:
    """Its size is that of its metal."""
    made = made_for(template_of("tinyseed"), Choice(24))
    assert made.origins == made.origins_on("back") == (NOWHERE,)
    assert made.size == made.plate.size
    assert not made.plate.is_disc


@pytest.mark.parametrize("name", NAMES)
def test_letters_have_a_row_for_each_word_and_no_more(name: str) -> None:
    """For every count of every kind: an empty cell with a number would look like a lost word."""
    template = template_of(name)
    for choice in template.choices():
        rows = [
            word
            for side in made_for(template, choice).sides
            for field in side.fields
            if field.encoding in SPELLED and field.words
            for word in range(field.words[0], field.words[0] + field.rows)
        ]
        assert rows == (list(range(1, choice.words + 1)) if template.spells else [])


def test_labels_of_cut_rows_are_gone() -> None:
    """Twelve words of Electrum have no number 13, where thirteen do."""
    for words in (12, 13):
        made = made_for(template_of("letters-33"), Choice(words, kind="electrum", check_rows=0))
        texts = [text for f in made.sides[0].fields for label in f.labels for text in label.texts]
        assert texts == [str(number) for number in range(1, words + 1)]
