from __future__ import annotations

import pytest

from generator import glyphs, rules
from generator import template_file as templates
from generator.clearance import gap
from generator.errors import RuleError
from generator.layout import Role
from generator.pieces import pieces
from generator.place import full, place
from generator.sheets import serials
from generator.template import Template
from generator.variant import made_for


def plate(name: str) -> Template:
    """A plate that ships, made for as much as it can hold."""
    found = templates.find(name)
    return made_for(found, found.most())


@pytest.mark.parametrize("name", ["words-85", "tinyseed", "card"])
def test_a_number_on_the_plate_keeps_all_rules(name: str) -> None:
    """It stands clear of every mark that there may be, and is the only thing added."""
    found = plate(name)
    where = serials.on_plate(found, "A-88")
    if where is None:
        assert name == "card"
        return
    numbered = serials.numbered(found, where, "A-88")
    rules.check(numbered)
    before, after = (len(place(None, each)[0].marks) for each in (found, numbered))
    assert after - before == len(glyphs.text_strokes("A-88", 1.0))
    (side, standing), *_ = full(numbered)
    number = next(p for p in pieces(None, numbered, side) if p.what == "the text 'A-88'")
    for piece in standing:
        if piece.role is not Role.OUTLINE and piece.what != number.what:
            assert gap(number.marks, piece.marks) >= 0.5


def test_a_number_beside_its_plate() -> None:
    """A disc full of arms has no room; the strip below it has, and is as high as needed."""
    found = plate("disc-24")
    assert serials.on_plate(found, "A-88") is None
    height = serials.beside(found, "A-88")
    strip = serials.strip(found, height)
    for mark in serials.in_strip(found, height, "A-88"):
        assert mark.role is Role.LEGEND
        box = mark.box()
        assert 0 <= box.left < box.right <= 50
        assert box.bottom + 1e-6 >= serials.STRIP_AIR
        assert box.top <= strip - serials.STRIP_AIR + 1e-6


def test_a_set_is_numbered_beside_its_pieces() -> None:
    """On one of them the number would leave with that one."""
    assert serials.on_plate(plate("washer-m10"), "A-88") is None


def test_a_number_wider_than_its_plate() -> None:
    """There is no third place."""
    with pytest.raises(RuleError, match="use a shorter --serial"):
        serials.beside(plate("washer-m6"), "8" * 200)
