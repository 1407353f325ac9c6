"""The page for an heir: true for each plate, on one page, and nothing in it that is secret."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from generator.encodings.cells import Script, blocks
from generator.formats.paper import Shape, Words
from generator.formats.pdf_canvas import text_width
from generator.formats.pdf_look import look
from generator.letter import PAPERS, letter
from generator.variant import made_for
from generator.words.bip39 import wordlist
from tests.plates.road import NAMES, template_of

KINDS = [(name, kind) for name in NAMES for kind in template_of(name).kinds]


def page(name: str, kind: str, paper: str = "A4") -> tuple[list[Words], list[Shape]]:
    """The words and shapes on the one page."""
    template = template_of(name)
    (only,) = look(letter(made_for(template, template.most(kind)), None, paper))
    words = [item for item in only.items if isinstance(item, Words)]
    return words, [item for item in only.items if isinstance(item, Shape)]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_every_plate_has_its_page(name: str, kind: str) -> None:
    """One page, nothing beyond its margins, type of 9 points at least, lines that don't touch."""
    words, shapes = page(name, kind)
    assert {round(word.at.x, 1) for word in words if word.at.x < 30} == {22.0}
    assert min(word.size for word in words) >= 3.175
    assert min(word.at.y for word in words) >= 18
    lines = sorted({round(word.at.y, 2) for word in words if word.at.x < 30}, reverse=True)
    assert all(one - other > 3.5 for one, other in pairwise(lines))
    for shape in shapes:
        box = shape.loops[0].box()
        assert 22 < box.left < box.right < 188
    said = " ".join(word.text for word in words)
    assert "take no photograph" in said
    assert name in said or "QR" in said


def test_the_example_is_the_word_as_the_plate_has_it() -> None:
    """Marks, their sum and the number, for plates that count from 0 and from 1."""
    for name, encoding, base in (("dots-24", "bits-11", 0), ("tinyseed", "bits-12", 1)):
        words, shapes = page(name, "bip39")
        said = " ".join(word.text for word in words)
        (shown,) = re.findall(r"number (\d+), legal = ([\d +]+):", said)
        number = wordlist("english").index("legal") + base
        assert int(shown[0]) == number == sum(map(int, shown[1].split(" + ")))
        (row,) = blocks(encoding, Script())[number - base].rows
        sizes = [shape.loops[0].box().width for shape in shapes]
        assert [size > 1 for size in sizes] == [cell is not None for cell in row]


def test_check_rows_are_told_so_that_they_can_be_computed() -> None:
    """Field, generator and first root; and only where the plate has some."""
    said = " ".join(word.text for word in page("dots-24", "bip39")[0])
    for part in (
        "GF(2048), polynomial 0x805",
        "generator 2, first root 1",
        "highest power",
        "even",
    ):
        assert part in said
    said = " ".join(word.text for word in page("tinyseed", "bip39")[0])
    assert "Reed-Solomon" not in said


def test_another_paper_and_the_same_bytes() -> None:
    """US letter is wider and shorter; the same plate gives the same page."""
    made = made_for(template_of("tinyseed"), template_of("tinyseed").most())
    (only,) = look(letter(made, None, "letter"))
    assert abs(only.size.width - PAPERS["letter"].width) < 0.01
    assert letter(made, None) == letter(made, None)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_examples_stand_clear_of_their_text(name: str, kind: str) -> None:
    """No mark of an example lies on a letter of any line."""
    words, shapes = page(name, kind)
    for word in words:
        right = word.at.x + text_width(word.text, word.size, bold=word.bold)
        for shape in shapes:
            box = shape.loops[0].box()
            beside = box.right < word.at.x or box.left > right
            assert beside or box.top < word.at.y or box.bottom > word.at.y + word.size, word.text


def test_a_share_alone_is_not_the_money() -> None:
    """Who holds one is told to look for the others; a phrase needs none."""
    share = " ".join(word.text for word in page("dots-33", "slip39")[0])
    assert "look for the others" in share
    assert "Whoever knows it has the money" not in share
    phrase = " ".join(word.text for word in page("dots-33", "bip39")[0])
    assert "look for the others" not in phrase
    assert "Whoever knows it has the money" in phrase
