from __future__ import annotations

from dataclasses import replace

import pytest

from generator.labels import field_problems
from generator.template import Field, Side, Template
from tests.plates.road import NAMES, template_of


def is_labelled(field: Field) -> bool:
    """Whether it has labels that differ, in an encoding of words."""
    differ = any(len(set(label.texts)) > 1 for label in field.labels)
    return differ and field.encoding != "codex32-grid"


PLACED = [
    (f"{name}-{side.name}-{number}", template_of(name), side, field)
    for name in NAMES
    for side in template_of(name).sides
    for number, field in enumerate(side.fields, start=1)
]
FIELDS = [pytest.param(plate, side, field, id=name) for name, plate, side, field in PLACED]
LABELLED = [
    pytest.param(plate, side, field, id=name)
    for name, plate, side, field in PLACED
    if is_labelled(field)
]


def with_texts(field: Field, at: int, texts: tuple[str, ...]) -> Field:
    """The field with other texts on one of its labels."""
    labels = list(field.labels)
    labels[at] = replace(labels[at], texts=texts)
    return replace(field, labels=tuple(labels))


@pytest.mark.parametrize(("template", "side", "field"), FIELDS)
def test_no_label_that_ships_lies(template: Template, side: Side, field: Field) -> None:
    """What stands beside the slots is what their cells mean."""
    assert list(field_problems(template, side, field)) == []


@pytest.mark.parametrize(("template", "side", "field"), LABELLED)
def test_labels_in_another_order_are_noticed(template: Template, side: Side, field: Field) -> None:
    """Two different texts that changed places, and a text that stands nowhere."""
    for at, label in enumerate(field.labels):
        other = next((n for n, text in enumerate(label.texts) if text != label.texts[0]), None)
        if other is None:
            continue
        texts = list(label.texts)
        texts[0], texts[other] = texts[other], texts[0]
        for wrong in (tuple(texts), ("999", *label.texts[1:])):
            changed = with_texts(field, at, wrong)
            problems = [key for key, _ in field_problems(template, side, changed)]
            assert "labels" in problems, (label.per, wrong)


def flowing() -> tuple[Template, Side, Field]:
    """The characters of a text, line by line."""
    template = template_of("text-85")
    side = template.sides[0]
    return template, side, side.fields[0]


def test_labels_of_a_text_count_characters_or_lines() -> None:
    """One of the two throughout, from 1; anything else is told with what is right."""
    template, side, field = flowing()
    lines = with_texts(field, 0, tuple(map(str, range(1, 17))))
    assert list(field_problems(template, side, lines)) == []
    from_zero = with_texts(field, 0, tuple(str(25 * row) for row in range(16)))
    assert list(field_problems(template, side, from_zero)) == [
        (
            "labels",
            "row label 0 should be 1, the number of the first character there, and 15 more",
        )
    ]
    mixed = with_texts(field, 0, (*field.labels[0].texts[:15], "16"))
    assert list(field_problems(template, side, mixed)) == [
        ("labels", "row label 16 should be 376, the number of the first character there")
    ]


def test_labels_of_columns_and_blocks_of_a_text() -> None:
    """A column is a place in its group, a block its number or that of its first character."""
    template, side, field = flowing()
    label = replace(field.labels[0], edge="top")
    for per, right, wrong in (
        ("column", "12345", "01234"),
        ("block", ("1", "6", "11", "16", "21"), ("1", "6", "12", "16", "21")),
        ("block", "12345", "54321"),
    ):
        for texts, ok in ((right, True), (wrong, False)):
            changed = replace(field, labels=(replace(label, per=per, texts=tuple(texts)),))
            assert (not list(field_problems(template, side, changed))) is ok
