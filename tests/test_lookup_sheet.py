from __future__ import annotations

import re
from itertools import pairwise

import pytest

from generator.encodings.cells import Script, way
from generator.errors import TemplateError
from generator.formats import FORMATS
from generator.layout import Area, Dot, Role
from generator.lookup import MARK, lookup, pattern
from generator.lookup_sheet import CAP_HEIGHT, FONT_GAP, MARGIN, MARKED, sheets
from generator.outline_font import font_of
from tests.fonts import stem, true_type
from tests.plates.road import NAMES, template_of

TABLED = [
    (name, each) for name in NAMES for each in template_of(name).encodings if way(each, Script())
]
"""Plates with a table of words, with the encoding that it is of."""

ONE_EACH = sorted({*{encoding: name for name, encoding in reversed(TABLED)}.values()})
"""A plate for each encoding: others of the same have another name in the heading."""


@pytest.mark.parametrize("name", ONE_EACH)
def test_all_of_a_sheet_is_on_its_paper(name: str) -> None:
    """Nothing leaves the frame, and what is printed is at least 1.5 mm high."""
    stays_on_paper(name)


@pytest.mark.prove
@pytest.mark.parametrize("name", sorted({name for name, _ in TABLED} - {*ONE_EACH}))
def test_all_of_every_sheet_is_on_its_paper(name: str) -> None:
    """As above, for the plates that share an encoding with one of those."""
    stays_on_paper(name)


def stays_on_paper(name: str) -> None:
    """Fails unless every mark of the sheets of a plate is within the margins."""
    assert CAP_HEIGHT >= 1.5
    for layout in sheets(lookup(template_of(name))):
        (frame,) = layout.of(Role.OUTLINE)
        edge = frame.box()
        assert (edge.width, edge.height) == (208, 295)
        for mark in layout.of(Role.MARK):
            box = mark.box()
            assert box.left >= MARGIN - 0.2
            assert box.right <= edge.right - MARGIN + 0.2
            assert MARGIN / 2 - 0.2 <= box.bottom < box.top <= edge.top - MARGIN + 0.2


@pytest.mark.parametrize("name", ["tinyseed", "seedcard"])
def test_the_sheets_have_the_marks_of_all_words(name: str) -> None:
    """Read back, they have as many large dots as the table has marks, and A4 around them."""
    table = lookup(template_of(name))
    svg = FORMATS["svg"]()
    count = 0
    for layout in sheets(table):
        data = svg.write((layout,))
        assert re.search(rb'width="210.000mm"', data)
        assert re.search(rb'height="297.000mm"', data)
        assert b"<text" not in data
        (face,) = svg.read(data)
        dots = [mark for mark in face.marks if isinstance(mark, Dot)]
        count += sum(abs(dot.diameter - MARKED) < 1e-6 for dot in dots)
    assert count == sum("".join(pattern(e.cells)).count(MARK) for e in table.entries)


def test_accents_are_left_out() -> None:
    """A list in Latin script has sheets, with the letters that the alphabet has."""
    assert len(sheets(lookup(template_of("digits-24"), language="french"))) > 1


@pytest.mark.parametrize("language", ["japanese", "korean", "chinese_simplified"])
def test_a_language_without_glyphs_is_refused(language: str) -> None:
    """Its words can be printed as text."""
    with pytest.raises(TemplateError, match="no glyphs for the words of this language; --font"):
        sheets(lookup(template_of("tinyseed"), language=language))


def test_a_font_draws_the_words() -> None:
    """A shape for each character of all words, side by side at one distance, on the paper."""
    table = lookup(template_of("tinyseed"), language="japanese")
    font = font_of(
        true_type(dict.fromkeys(sorted({c for e in table.entries for c in e.word}), stem))
    )
    count = 0
    for layout in sheets(table, font):
        (frame,) = layout.of(Role.OUTLINE)
        areas = [mark for mark in layout.of(Role.MARK) if isinstance(mark, Area)]
        assert all(mark.box().right <= frame.box().right - MARGIN for mark in areas)
        for one, other in pairwise(areas):
            if one.box().bottom == other.box().bottom and other.box().left - one.box().right < 1:
                assert other.box().left - one.box().right == pytest.approx(FONT_GAP, abs=0.002)
        count += len(areas)
    assert count == sum(len(entry.word) for entry in table.entries)


def test_a_font_without_the_words_is_refused() -> None:
    """How many characters it lacks is said, and of how many."""
    table = lookup(template_of("tinyseed"))
    font = font_of(true_type(dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVW", stem)))
    with pytest.raises(TemplateError, match="^the font lacks 3 of the 26 characters of the words$"):
        sheets(table, font)
