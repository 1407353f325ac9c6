"""What is printed beside the slots is what the encoding means by them."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.clearance import gap
from generator.encodings import DERIVED
from generator.encodings.codex32_grid import ROWS as CODEX32_ROWS
from generator.encodings.digits_1248 import WEIGHTS as DIGIT_WEIGHTS
from generator.layout import Role
from generator.pipeline import prepared
from generator.place import full
from generator.slots import slots
from generator.template import CHECK, Field, Label
from tests.plates.road import NAMES, template_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
COLUMNS = {
    "bits-12": [str(2**place) for place in range(11, -1, -1)],
    "bits-12-reversed": [str(2**place) for place in range(12)],
    "bits-11": [str(2**place) for place in range(10, -1, -1)],
    "rails-11": [str(2**place) for place in range(10, -1, -1)],
}
WEIGHTS = (list("1121212"), list("2484848"))
"""Of Stackbit's columns, those of the upper row printed above those of the lower one."""

ROWS = {
    "alphabet": list(LETTERS),
    "alphabet-quarters": list(LETTERS) * 4,
    "digits-1": list("0123456789"),
    "digits-0": list("0123456789"),
    "codex32-grid": list("0123456789ACDEFGHJKLMNPQRSTUVWXYZ"),
    "parity-12": ["*", "*"],
}
"""The label of each column, and of each row, where a row is not a word."""

WIDTHS = {"alphabet-quarters": 1, "digits-1248": 7, "keypads": 12, "codex32-grid": 1}
"""Columns of a word, or of a character, where words stand abreast; 4 for all others."""

GROUP = {"codex32-grid": 4}
"""Characters that share a number."""


def width(field: Field) -> int:
    """The columns of the grid that one word takes; 0 where it takes a row."""
    scheme = field.encoding.partition(CHECK)[0]
    a_row_a_word = scheme in ("letters-4", "letters-8", *COLUMNS)
    return 0 if a_row_a_word else WIDTHS.get(scheme, 4)


def numbers_of(field: Field) -> list[str]:
    """The numbers of the words or groups in a field."""
    if CHECK in field.encoding:
        wide = width(field)
        start = field.from_column // wide if wide else field.from_row // field.row_stride
        return [f"C{start + at + 1}" for at in range(field.blocks if wide else field.rows)]
    assert field.words is not None
    first, last = field.words
    size = GROUP.get(field.encoding, 1)
    return [str(number) for number in range((first - 1) // size + 1, (last - 1) // size + 2)]


def meant(field: Field, label: Label) -> list[list[str]]:
    """What a label may say: one of these."""
    scheme = field.encoding.partition(CHECK)[0]
    rows, columns = ROWS.get(scheme), COLUMNS.get(scheme)
    match label.per:
        case "column" if field.encoding.endswith("-parity"):
            return [["EVEN"]]
        case "column" if field.encoding == "digits-1248":
            start = field.from_column % 7
            return [line[start : start + field.columns] for line in WEIGHTS]
        case "column":
            return [columns or numbers_of(field)]
        case "row" if field.fit == "flow":
            wide = field.blocks * field.columns
            return [[str(row * wide + 1) for row in range(field.rows)]]
        case "row" if rows:
            return [rows[field.from_row : field.from_row + field.rows]]
        case _:
            return [numbers_of(field)]


@pytest.mark.parametrize("name", NAMES)
def test_labels_say_what_the_slots_mean(name: str) -> None:
    """Weights, letters, digits and word numbers stand beside the slots that hold them."""
    labelled = 0
    for side in template_of(name).sides:
        for field in side.fields:
            for label in field.labels:
                assert list(label.texts) in meant(field, label)
                labelled += 1
    printed = [text.text for side in template_of(name).sides for text in side.texts]
    assert labelled or name == "seedqr" or any("{word}" in text for text in printed)


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_where_their_numbers_say(name: str) -> None:
    """The first cell of a field is the first of its words, and it has room for all of them."""
    for side in template_of(name).sides:
        for field in side.fields:
            if field.words is None or field.encoding in DERIVED:
                continue
            first, last = field.words
            wide = width(field)
            if not wide:
                assert (first, last - first + 1) == (
                    field.from_row // field.row_stride + 1,
                    field.rows,
                )
                continue
            end = field.from_column + (field.blocks - 1) * field.block_columns + field.columns
            assert first == field.from_column // wide + 1
            assert last == (end - 1) // wide + 1


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_word_has_its_one_slot(name: str) -> None:
    """No cell of the grid stands twice on a plate, and each word has as many as the others."""
    template = prepared(template_of(name), template_of(name).most())
    for encoding in template.encodings:
        fields = [f for side in template.sides for f in side.fields if f.encoding == encoding]
        if any(f.fit != "exact" for f in fields):
            continue  # codes and lines of text, which are cut into no words
        cells = Counter((slot.row, slot.column) for field in fields for slot in slots(field))
        assert set(cells.values()) == {1}
        wide = width(fields[0])
        if encoding.endswith("-parity"):
            wide = 0
        tall = fields[0].row_stride
        words = Counter((column // wide if wide else row // tall) for row, column in cells)
        assert len(set(words.values())) == 1


def test_rows_of_an_encoding_are_its_own() -> None:
    """The characters that stand here are those of the encoding."""
    assert "".join(ROWS["codex32-grid"]) == CODEX32_ROWS
    assert tuple(tuple(map(int, line)) for line in WEIGHTS) == DIGIT_WEIGHTS


def test_rows_of_bits_are_labelled_on_every_side() -> None:
    """Weights stand above the first field of each side with bits, or along its first arm."""
    lattices = ("tinyseed", "keytag", "binary-grid", "seedcard", "yoseyomo", "dots-24", "dots-33")
    for name in (*lattices, "disc-6", "disc-12", "disc-24"):
        for side in template_of(name).sides:
            assert any(label.per == "column" for label in side.fields[0].labels)


@pytest.mark.parametrize("name", NAMES)
def test_each_line_of_legend_has_half_its_height_of_air(name: str) -> None:
    """On a full plate nothing stands closer to it, so that it is read as a line of its own.

    On a washer there is room for a tenth.
    """
    template = prepared(template_of(name), template_of(name).most())
    share = 0.1 if template.plate.lattice else 0.49
    for side, pieces in full(template):
        lines = {f"the text '{text.text}'": share * text.cap_height for text in side.texts}
        boxed = [(piece, piece.box()) for piece in pieces if piece.role is not Role.OUTLINE]
        for line, box in boxed:
            least = lines.get(line.what, 0.0)
            near = [p for p, b in boxed if least and p is not line and box.gap(b) < least]
            assert [p.what for p in near if gap(line.marks, p.marks) < least] == []
