"""Grooves of letters at any size: rounding to micrometres must not keep them from merging."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from generator.choice import Choice
from generator.glyphs import SYMBOLS
from generator.grooves import merged, milled
from generator.pipeline import prepared
from generator.place import place
from generator.template_file import load
from tests.test_grooves import agree, lettered, oracle, shape, strokes_of


def any_height(random: Random) -> tuple[float, float]:
    """A cap height in whole micrometres, small ones as often as large, and a tool for it."""
    height = round(random.choice((random.uniform(0.4, 1.5), random.uniform(0.4, 10))), 3)
    return height, max(0.001, round(height * random.uniform(0.05, 0.2), 3))


def judged(heights: Iterable[tuple[float, float]]) -> None:
    """Fails unless every glyph merges, as the oracle does, at each height with its tool."""
    for height, width in heights:
        for symbol in SYMBOLS:
            strokes = strokes_of(width, *lettered(symbol, height))
            areas = merged(strokes)
            if strokes:
                other = oracle(strokes)
                off = shape(areas).symmetric_difference(other).area
                # Two micrometres along the edge, of which slivers and facets take a part.
                assert off < 0.0005 * other.length, (symbol, height, width)


CLOSE = [("9", 0.774, 0.07)]
"""Glyphs two of whose edges meet within micrometres, at an angle of a thousandth."""


@pytest.mark.parametrize(("symbol", "height", "width"), CLOSE)
def test_edges_that_meet_within_micrometres_merge(symbol: str, height: float, width: float) -> None:
    """Which of two edges is the outer one can't be told there, and need not be."""
    strokes = strokes_of(width, *lettered(symbol, height))
    agree(strokes, merged(strokes))


def test_the_alphabet_merges_at_any_height() -> None:
    """At one of 0.4 to 10 mm, whatever the rounding to micrometres does to arcs and lines."""
    random = Random(24)  # noqa: S311  numbers to try, no secret
    judged([any_height(random)])


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10))
def test_the_alphabet_merges_at_twenty_heights(seed: int) -> None:
    """Two heights at a time, each with a tool of 0.05 to 0.2 of it."""
    random = Random(seed)  # noqa: S311  numbers to try, no secret
    judged(any_height(random) for _ in range(2))


@pytest.mark.prove
def test_the_alphabet_merges_at_every_height() -> None:
    """In steps of 0.15 mm."""
    for step in range(40, 1001, 15):
        for width in (5, 12, 20):
            for symbol in SYMBOLS:
                merged(strokes_of(round(step * width / 10000, 3), *lettered(symbol, step / 100)))


def legends_merge(width: float) -> None:
    """Fails unless the grooves of a binary grid of that width merge."""
    for layout in place(None, prepared(load(GRID, width), Choice(24))):
        assert milled(layout.marks)


GRID = Path(__file__).parent.parent / "templates" / "plates" / "binary-grid.toml"


def test_a_plate_of_any_size_merges_at_any_size() -> None:
    """A width that once broke, and twenty at random."""
    random = Random(12)  # noqa: S311  numbers to try, no secret
    for width in (33.5, 80.1, *(round(random.uniform(28, 140), 1) for _ in range(20))):
        legends_merge(width)


@pytest.mark.prove
def test_a_plate_of_any_size_merges_at_every_size() -> None:
    """Each half of a millimetre."""
    for tenth in range(280, 1401, 5):
        legends_merge(tenth / 10)
