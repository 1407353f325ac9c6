"""Plates whose words a font has drawn, all the way to files and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator import template_file as templates
from generator.choice import Choice
from generator.errors import ReadError, SecretError, TemplateError
from generator.geometry import Rect
from generator.inscription import choice_for, inscribed, outlines_of
from generator.layout import Area, Role
from generator.outline_font import font_of
from generator.outlines import outlines as outlines_for
from generator.outlines import slot_boxes, slot_glyph
from generator.pipeline import Found, make, prepared, read, same
from generator.place import place
from generator.secret import Secret
from generator.template import SPELLED, Letter, Template
from generator.variant import made_for
from generator.words.bip39 import phrase_of_entropy, wordlist
from generator.words.payload import Payload
from tests.fonts import box, cjk, stem, true_type
from tests.plates.road import NAMES, format_of, found

FONT = cjk()
ENTROPY = bytes.fromhex("7f" * 32)
"""Of the vectors of BIP-39, in their languages."""


def phrase(language: str) -> Secret[Payload]:
    """The phrase of 24 words that the vector's entropy is in a list."""
    secret = phrase_of_entropy(Secret(ENTROPY), "english").reveal()
    return Secret(replace(secret, language=language, indices=_indices(language)))


def _indices(language: str) -> tuple[int, ...]:
    """The checksum is of the entropy, so the indices are those of any list."""
    assert len(wordlist(language)) == 2048
    return phrase_of_entropy(Secret(ENTROPY), "english").reveal().indices


def drawn(name: str, language: str) -> Template:
    """A plate for 24 words in the letters of the font."""
    choice = Choice(24, outlines=outlines_of(FONT, language))
    return prepared(templates.find(name), choice)


def files(language: str, name: str, format_name: str) -> list[Found]:
    """The files of such a plate, as `read` takes them."""
    made = make(phrase(language), drawn(name, language), [format_of(format_name)])
    return found(tuple(made))


@pytest.mark.parametrize("format_name", ["svg", "dxf"])
@pytest.mark.parametrize("language", ["english", "japanese"])
def test_words_come_back(language: str, format_name: str) -> None:
    """With the font, whether the language is named or not; without it one line asks for it."""
    given = files(language, "letters-24", format_name)
    outlines = outlines_of(FONT, language)
    for named in (language, None):
        assert same(read(given, ["letters-24"], named, outlines), phrase(language))
    with pytest.raises(ReadError, match="letters of another alphabet: give the font with --font$"):
        read(given, NAMES, language)


@pytest.mark.parametrize("name", ["letters-24", "words-85", "washer-m6"])
def test_letters_are_as_large_as_their_own_script_allows(name: str) -> None:
    """Kana fill the height that a wide W leaves unused, and come back with no language named."""
    given = files("japanese", name, "svg")
    asked = next(_letters(templates.find(name)))
    mark = next(_letters(drawn(name, "japanese")))
    assert mark.outlines is not None
    assert mark.cap_height < asked.cap_height
    assert mark.cap_height * mark.outlines.enlarged == pytest.approx(asked.cap_height)
    assert same(read(given, [name], None, outlines_of(FONT, None)), phrase("japanese"))


@pytest.mark.parametrize("name", ["letters-24", "words-85", "washer-m6"])
def test_the_height_of_letters_depends_on_the_font_alone(name: str) -> None:
    """A reader who knows of another language, or of none, takes them for as high as they are."""
    heights = {
        (mark.cap_height, mark.outlines.enlarged if mark.outlines else None)
        for language in ("english", "japanese", "chinese_simplified", None)
        for outlines in [outlines_of(FONT, language)]
        for mark in _letters(made_for(templates.find(name), Choice(24, outlines=outlines)))
    }
    assert len(heights) == 1


def _letters(template: Template) -> Iterator[Letter]:
    fields = (f for side in template.sides for f in side.fields if f.encoding in SPELLED)
    return (field.mark for field in fields if isinstance(field.mark, Letter))


def test_ideographs_come_back() -> None:
    """Of the 2,048 characters of a Chinese list the right ones are told from their outlines."""
    given = files("chinese_simplified", "letters-24", "svg")
    outlines = outlines_of(FONT, "chinese_simplified")
    assert len(outlines.symbols) == 2049
    back = read(given, ["letters-24"], "chinese_simplified", outlines)
    assert same(back, phrase("chinese_simplified"))


def test_letters_of_another_font_are_refused() -> None:
    """A plate in our own alphabet, or in another font, is not guessed at."""
    given = files("english", "letters-24", "svg")
    own = found(tuple(make(phrase("english"), _plain(), [format_of("svg")])))
    with pytest.raises(ReadError, match="give the font that drew them with --font, or none$"):
        read(own, ["letters-24"], "english", outlines_of(FONT, "english"))
    other = outlines_for(font_of(true_type({"H": stem, "-": stem})), "-H", "-H")
    with pytest.raises(ReadError, match="alphabet: give the font that drew them"):
        read(given, ["letters-24"], "english", other)


def _plain() -> Template:
    return prepared(templates.find("letters-24"), Choice(24))


def test_a_font_too_thin_is_refused_before_there_is_a_secret() -> None:
    """Each letter of a small alphabet is drawn with the full plate."""
    hair = font_of(true_type({"H": lambda pen: box(pen, 0, 0, 15, 700), "-": stem}))
    choice = Choice(24, outlines=outlines_for(hair, "-H", "-H"))
    with pytest.raises(TemplateError, match="^a character of 3 mm has strokes of 0.063 mm; at"):
        prepared(templates.find("letters-24"), choice)


def test_a_letter_is_an_area_in_its_slot() -> None:
    """Marks of the secret are areas; the legend stays in strokes."""
    made = drawn("letters-24", "english")
    (layout,) = place(inscribed(phrase("english"), made), made)
    assert {type(mark) for mark in layout.of(Role.MARK)} == {Area}
    assert Area not in {type(mark) for mark in layout.of(Role.LEGEND)}


def test_boxes_are_those_of_the_glyphs() -> None:
    """What rules and reading know of a glyph without drawing it is true of it, in its slot."""
    outlines = outlines_of(FONT, "english")
    for symbol, told in slot_boxes(outlines, 3.0).items():
        rings = slot_glyph(outlines, symbol, 3.0)
        ink = Rect.around(outline.box() for outline, _ in rings)
        assert ink.grown(0.015).contains(told)
        assert told.grown(0.015).contains(ink)
        assert abs(ink.left + ink.right) < 0.02


def test_other_scripts_need_a_font() -> None:
    """Without one the words are refused, in a line that says what would draw them."""
    plate = templates.find("letters-24")
    with pytest.raises(SecretError, match="^these words have no letters A to Z; use a dot"):
        choice_for(phrase("korean"), plate, Choice(24))
    outlines = outlines_of(FONT, "english")
    with pytest.raises(SecretError, match="^the font lacks characters of these words; use one for"):
        choice_for(phrase("japanese"), plate, Choice(24, outlines=outlines))


def test_a_font_has_to_have_a_whole_list() -> None:
    """What it lacks is counted before there is a secret; other lists don't matter."""
    with pytest.raises(TemplateError, match="^the font lacks 658 of the 659 characters of Korean"):
        outlines_of(FONT, "korean")
    with pytest.raises(TemplateError, match="^the font lacks 25 of the 27 characters of English"):
        outlines_of(font_of(true_type({"H": stem, "-": stem})), None)
    assert {"A", "-", "あ", "中"} <= set(outlines_of(FONT, None).symbols)


@pytest.mark.parametrize(
    ("name", "choice", "reason"),
    [
        ("seedqr", Choice(24), "seedqr has no letters of words that a font could draw"),
        ("letters-24", Choice(24, "dots"), "a font draws outlines, not dots; leave out one"),
    ],
)
def test_a_font_is_refused_where_it_draws_nothing(name: str, choice: Choice, reason: str) -> None:
    """A plate without letters of words, and letters in dots."""
    outlines = outlines_of(FONT, "english")
    with pytest.raises(TemplateError, match=re.escape(reason)):
        made_for(templates.find(name), replace(choice, outlines=outlines))
