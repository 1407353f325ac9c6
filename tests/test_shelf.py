"""Where a secret fits that a plate doesn't hold, said of the plates that there are."""

from __future__ import annotations

import pytest

from generator import shelf, template_file
from generator.template import Template
from generator.words.kinds import KINDS

ALL = [template_file.find(name) for name in template_file.names()]
LONGEST = 200
"""Characters of a refusal that people still read."""


def by_name(name: str) -> Template:
    """A plate that ships."""
    return template_file.find(name)


@pytest.mark.parametrize("kind", [None, *KINDS])
@pytest.mark.parametrize("template", ALL, ids=lambda template: template.name)
def test_a_plate_is_refused_what_it_does_not_hold_and_only_that(
    template: Template, kind: str | None
) -> None:
    """For every kind and number; what is named instead does hold it."""
    counts = {None, *range(11, 35), 48, 74, 127} if kind is None or KINDS[kind].counts else {48, 74}
    for count in counts:
        held = [
            each
            for each in template.kinds
            if kind in (None, each)
            and (
                count is None
                or (kind is None and count in (KINDS[each].counts and template.counts(each)))
                or (kind is not None and count in template.counts(each))
                or (kind is not None and 0 in template.counts(each))
            )
        ]
        said = shelf.unheld(template, kind, count)
        assert bool(said) == (not held)
        assert shelf.holds(template, kind, count) == bool(held)
        assert len(said) <= LONGEST
        tried = [each for each in ALL if said.endswith(f" on {each.name}")]
        assert all(shelf.holds(each, kind, count) for each in tried)


def test_another_number_of_words() -> None:
    """Which there may be, and which plates have room."""
    for name, kind, count, said in (
        ("seedcard", None, 33, "12, 15, 18, 21 or 24 words; 33 words fit on dots-33"),
        ("alphabet-digits", "codex32", 127, "48 or 74 characters; 127 characters fit on "),
        ("text-85", None, 33, "no words; 33 words fit on dots-33"),
    ):
        assert shelf.unheld(by_name(name), kind, count).startswith(f"{name} holds {said}")
    assert shelf.unheld(by_name("tinyseed"), "bip39", 13).endswith("; 13 words fit on no plate")


def test_another_kind() -> None:
    """Kinds are called as `--kind` has them, and no list is shouted."""
    assert shelf.unheld(by_name("seedqr"), "slip39", 33).startswith(
        "seedqr holds bip39, no SLIP-39 share; one of 33 words fits on dots-33"
    )
    said = shelf.unheld(by_name("text-85"), "bip39", 24)
    assert said.startswith("text-85 holds xprv, xpub, descriptor, wif, hex, codex32, text and pass")
    assert " more" in said


def test_the_first_few_of_many_are_named() -> None:
    """One, all of a few, or so many more."""
    assert shelf.some(["a"]) == "a"
    assert shelf.some(["a", "b", "c", "d"]) == "a, b, c and d"
    assert shelf.some(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


def test_where_else_something_fits() -> None:
    """On every other plate that says so, and never on the one it was too large for."""
    template = by_name("text-85")
    assert shelf.where_else(template, lambda each: each.name in ("text-85", "card")) == (
        "it fits on card"
    )
    assert shelf.where_else(template, lambda _: False) == "it fits on no plate"


def test_plates_with_a_field_for_the_same_kind_of_secret() -> None:
    """A label for a plate of texts is no help for one of words."""
    assert "text-85" not in shelf.with_room(by_name("tinyseed"), "label")
    assert "words-85" in shelf.with_room(by_name("tinyseed"), "label")
