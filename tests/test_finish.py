from __future__ import annotations

from dataclasses import replace

import pytest

from generator.finish import EDGES, finish_for
from generator.geometry import Point
from generator.layout import Cut, Dot, Role
from tests.formats.layouts import layout_of

DEEP = layout_of(Dot(Role.LEGEND, Point(5, 5), 1.0, Cut(0.3)))
FLAT = layout_of(Dot(Role.LEGEND, Point(5, 5), 1.0), Dot(Role.HOLE, Point(20, 20), 3.0))


@pytest.mark.parametrize("material", ["Stainless 1.4301", "304", "steel 316L", "V2A"])
def test_stainless_steel_is_passivated_where_it_is_engraved(material: str) -> None:
    """Whoever names no finish gets the one that the metal needs; cutting takes no skin away."""
    assert finish_for(material, [FLAT, DEEP]) == f"{EDGES}; passivated after engraving"
    assert finish_for(material, [FLAT]) == EDGES
    assert finish_for(material, []) == EDGES


@pytest.mark.parametrize("material", ["brass", "titanium grade 2", ""])
def test_other_metals_are_not(material: str) -> None:
    """Titanium and brass have no skin of that kind to lose."""
    assert finish_for(material, [replace(DEEP, side="back")]) == EDGES
