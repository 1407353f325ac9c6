"""What is printed beside the slots is what the encoding means by them."""

from __future__ import annotations

import pytest

from generator.template import Field, Label
from tests.plates.road import NAMES, template_of

COLUMNS = {
    "bits-12": [str(2**place) for place in range(11, -1, -1)],
    "bits-11": [str(2**place) for place in range(10, -1, -1)],
}
ROWS = {
    "alphabet": list("ABCDEFGHIJKLMNOPQRSTUVWXYZ-"),
    "digits-1": list("0123456789"),
    "digits-0": list("0123456789"),
}
"""The label of each column, and of each row, where a row is not a word."""


def meant(field: Field, label: Label) -> list[str]:
    """What a label has to say."""
    assert field.words is not None
    numbers = [str(number) for number in range(field.words[0], field.words[1] + 1)]
    match label.per:
        case "column":
            return COLUMNS[field.encoding]
        case "row":
            return ROWS.get(field.encoding, numbers)
        case _:
            return numbers


@pytest.mark.parametrize("name", NAMES)
def test_labels_say_what_the_slots_mean(name: str) -> None:
    """Weights, letters, digits and word numbers stand beside the slots that hold them."""
    labelled = 0
    for side in template_of(name).sides:
        for field in side.fields:
            for label in field.labels:
                assert list(label.texts) == meant(field, label)
                labelled += 1
    printed = [text.text for side in template_of(name).sides for text in side.texts]
    assert labelled or name == "seedqr" or any("{word}" in text for text in printed)


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_where_their_numbers_say(name: str) -> None:
    """The first cell of a field is the first of its words, and it has room for all of them."""
    for side in template_of(name).sides:
        for field in side.fields:
            if field.words is None:
                continue
            first, last = field.words
            a_row_a_word = field.encoding not in ROWS
            assert first == (field.from_row if a_row_a_word else field.from_column // 4) + 1
            assert last - first + 1 == (field.rows if a_row_a_word else field.blocks)


def test_rows_of_bits_are_labelled_on_every_side() -> None:
    """Weights stand above the first field of each side with bits, or along its first arm."""
    for name in ("tinyseed", "keytag", "binary-grid", "seedcard", "disc-6", "disc-12", "disc-24"):
        for side in template_of(name).sides:
            assert any(label.per == "column" for label in side.fields[0].labels)
