"""Plates with check rows: which have them, where they stand, and that wrong ones are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.check_rows import COUNTS
from generator.choice import Choice
from generator.encodings.scheme import LINES
from generator.errors import ReadError, TemplateError
from generator.grid import Grid
from generator.inscription import deciphered, inscribed
from generator.pipeline import prepared
from generator.slots import Slot, slots
from generator.template import CHECK, Field
from generator.variant import made_for
from tests.plates.road import NAMES, phrases, template_of

CHECKED: dict[str, dict[str, tuple[int, ...]]] = {
    "digits-32": {"bip39": (4, 8), "slip39": (6,)},
    "dots-24": {"bip39": (4, 8)},
    "dots-33": {"bip39": (4, 8), "slip39": (6,)},
    "letters-33": {"bip39": (4, 8), "electrum": (4, 8), "slip39": (6,)},
    "rails-24": {"bip39": (4, 8)},
    "rails-drill": {"bip39": (4, 8)},
    "text-134": dict.fromkeys(("descriptor", "text"), (4, 8)),
    "text-85": dict.fromkeys(LINES, (4, 8)),
}
WORDS = tuple(name for name, kinds in CHECKED.items() if "bip39" in kinds)
"""The plates with room for check rows, by kind; beside 33 words of SLIP-39 nothing has any."""


@pytest.mark.parametrize("name", NAMES)
def test_who_has_check_rows(name: str) -> None:
    """By default where the plate is ours and has room; a product's format is copied as it is."""
    template = template_of(name)
    assert template.checked == (name in CHECKED)
    for kind in template.kinds:
        for words in template.counts(kind):
            due = CHECKED.get(name, {}).get(kind, ()) if words != 33 else ()
            assert template.check_rows(kind, words) == due
            made = made_for(template, Choice(words, kind=kind)).choice
            assert made is not None
            assert made.check_rows == (due[0] if due else 0)
            with pytest.raises(TemplateError, match="no room for 5 check rows"):
                made_for(template, Choice(words, kind=kind, check_rows=5))


@pytest.mark.parametrize("name", CHECKED)
def test_without_them_the_plate_is_as_it_was(name: str) -> None:
    """No slot, text or label of theirs is on a plate that was made without."""
    template = template_of(name)
    for kind in CHECKED[name]:
        made = prepared(template, replace(template.most(kind), check_rows=0))
        assert not any(CHECK in each or each.endswith("-parity") for each in made.encodings)
        printed = " ".join(text.text for side in made.sides for text in side.texts)
        assert "CHECK" not in printed


@pytest.mark.parametrize("name", WORDS)
def test_a_gap_stands_before_them(name: str) -> None:
    """Check rows stand farther below the words in their columns than words from each other."""
    template = template_of(name)
    looked_at = 0
    for kind, counts in CHECKED[name].items():
        made = prepared(template, template.most(kind, counts[-1]))
        for side in made.sides:
            for field in (field for field in side.fields if CHECK in field.encoding):
                base = field.encoding.partition(CHECK)[0]
                above = [f for f in side.fields if f.encoding == base]
                heights = [
                    slot.centre.y
                    for each in above
                    for slot in slots(each)
                    if beside(slot, field) and not (slot.row - field.from_row) % field.row_stride
                ]
                if heights:
                    looked_at += 1
                    pitch = abs(field.row_step.dy)
                    assert min(heights) - field.first_slot.y > 1.15 * pitch
    assert looked_at


@pytest.mark.parametrize("name", ["dots-24", "dots-33"])
def test_a_gap_stands_before_the_parity_column(name: str) -> None:
    """In line with the rows, and farther from the last column than columns from each other."""
    template = template_of(name)
    (side,) = prepared(template, template.most("bip39", 8)).sides
    columns = [field for field in side.fields if field.encoding.endswith("-parity")]
    for column in columns:
        base = column.encoding.removesuffix("-parity")
        (words,) = [f for f in side.fields if (f.encoding, f.words) == (base, column.words)]
        last = words.slot(0, words.columns - 1)
        assert (column.rows, column.first_slot.y) == (words.rows, last.y)
        assert column.first_slot.x - last.x > 1.5 * words.column_step.dx
    assert sum(column.rows for column in columns) == 24


def beside(slot: Slot, field: Field) -> bool:
    """Whether a slot is in one of the columns of a field."""
    left, right = field.slot(0, 0), field.slot(0, field.columns - 1)
    return left.x - 0.01 <= slot.centre.x <= right.x + 0.01


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("rows", [4, 8])
def test_a_wrong_check_row_is_refused(name: str, rows: int) -> None:
    """Each of its marks, and each of the parity column, though the words are right."""
    template = prepared(template_of(name), Choice(12, check_rows=rows))
    grids = inscribed(phrases(12)["varied"], template)
    assert deciphered(grids, template, "english")
    checks = [each for each in grids if CHECK in each or each.endswith("-parity")]
    assert checks
    for each in checks:
        for row in range(grids[each].height):
            cells = [list(line) for line in grids[each].rows]
            cells[row][-1] = None if cells[row][-1] else "#"
            wrong = {**grids, each: Grid(tuple(map(tuple, cells)))}
            with pytest.raises(ReadError, match="does not fit the words"):
                deciphered(wrong, template, "english")


def test_counts_never_make_a_number_of_words() -> None:
    """So that check rows can't be taken for words, nor words for check rows."""
    lengths = {"bip39": (12, 15, 18, 21, 24), "slip39": (20, 33), "electrum": (12, 13, 24, 25)}
    for kind, held in lengths.items():
        for rows in COUNTS[kind]:
            assert not {words + rows for words in held} & set(held)
