"""Words to metal and back, on every plate that ships."""

from __future__ import annotations

import pytest

from generator.pipeline import Product, blank, read
from generator.template import Template
from generator.words.bip39 import words
from generator.words.payload import Phrase
from tests.encodings.phrases import published
from tests.plates.road import (
    FLAT,
    NAMES,
    SOLID,
    chosen,
    files,
    first_of,
    format_of,
    found,
    makeable,
    phrases,
    plain,
    plate,
    secrets,
    solid_plates,
    template_of,
    travels,
)

KINDS = ("sparse", "varied", "dense")
STEPS = {"svg": 1, "dxf": 2}


def test_the_phrases_are_those_published() -> None:
    """The fewest and the most marks are on the plates of phrases that everybody knows."""
    for words_, sparse, dense in ((12, "about", "wrong"), (24, "art", "vote")):
        texts = {kind: words(phrase).reveal() for kind, phrase in phrases(words_).items()}
        assert texts["sparse"] == "abandon " * (words_ - 1) + sparse
        assert texts["dense"] == "zoo " * (words_ - 1) + dense
        assert texts["varied"] in published().values()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_every_choice_comes_back(name: str, format_name: str) -> None:
    """Each number of words, code and style says its words again, the plate found or named.

    The phrases take turns, and of DXF it is every second choice;
    `test_every_choice_comes_back_with_every_phrase` has them all.
    """
    for turn, template in enumerate(makeable(name)[:: STEPS[format_name]]):
        phrase = secrets(chosen(template))[KINDS[turn % 3]]
        travels(phrase, template, format_name, NAMES if turn % 2 else (name,))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_each_extreme_comes_back(name: str, format_name: str) -> None:
    """The fewest and the most marks say their words again, on the fullest plate."""
    most = template_of(name).most()
    for extreme in ("sparse", "dense"):
        travels(secrets(most)[extreme], plate(name, most), format_name, (name,))


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_every_choice_comes_back_with_every_phrase(name: str, format_name: str) -> None:
    """Each choice with each phrase, the plate named."""
    for template in makeable(name):
        for phrase in secrets(chosen(template)).values():
            travels(phrase, template, format_name, (name,))


@pytest.mark.parametrize("format_name", SOLID)
@pytest.mark.parametrize(
    ("name", "count"), [("tinyseed", 12), ("words-85", 24), ("disc-6", 12), ("washer-m6", 12)]
)
def test_a_solid_comes_back(name: str, count: int, format_name: str) -> None:
    """Dots, letters with a code, a disc of two sides and twelve washers say their words again."""
    travels(phrases(count)["varied"], plain(name, count), format_name, NAMES)


@pytest.mark.prove
@pytest.mark.parametrize("format_name", SOLID)
@pytest.mark.parametrize("name", NAMES)
def test_every_solid_comes_back(name: str, format_name: str) -> None:
    """Each plate for its fewest and most words, in each code and style; phrases take turns."""
    for turn, template in enumerate(solid_plates(name)):
        phrase = secrets(chosen(template))[KINDS[turn % 3]]
        travels(phrase, template, format_name, NAMES if turn % 2 else (name,))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_a_blank_is_read_as_a_blank(name: str, format_name: str) -> None:
    """A blank shows its plate and no phrase, and its name says so."""
    template = first_of(name)
    products = tuple(blank(template, [format_of(format_name)]))
    back = read(found(products), NAMES, None)
    assert (back.template, back.payloads) == (template, ())
    ending = format_of(format_name).ending
    assert named(products) == expected(template, "blank", ending)


@pytest.mark.parametrize("name", NAMES)
def test_names_tell_plate_secret_side_and_unit(name: str) -> None:
    """A file's name says all that a person has to know about it, and nothing of the phrase."""
    template = first_of(name)
    secret = secrets(chosen(template))["sparse"]
    value = secret.reveal()
    same = "the same text"
    if isinstance(value, Phrase):
        same = f"{len(value.indices)} words, checksum ok"
    for format_name, ending in (("svg", ".svg"), ("dxf", "_mm.dxf")):
        products = files(secret, template, format_name)
        assert named(products) == expected(template, "SECRET", ending)
        assert {each.verified for each in products} == {f"read back: {same}"}


def named(products: tuple[Product, ...]) -> list[str]:
    """The names of files."""
    return [each.name for each in products]


def expected(template: Template, kind: str, ending: str) -> list[str]:
    """What the files of a plate are called; a side is named where the plate has two."""
    sides = [f".{side.name}" if template.two_sided else "" for side in template.sides]
    return [f"{template.name}.{kind}{side}{ending}" for side in sides]
