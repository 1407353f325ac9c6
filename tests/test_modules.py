from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from shapely import Point as Spot
from shapely.ops import unary_union

from generator.geometry import Path, Point
from generator.grid import grid_of
from generator.modules import Square, merged_squares

PITCH, INSET = 1.7, 0.085
ORIGIN = Point(9.2, 81.3)


def squares() -> st.SearchStrategy[frozenset[Square]]:
    """Dark squares on a grid of up to nine by nine, few or many."""
    places = st.tuples(st.integers(0, 8), st.integers(0, 8))
    return st.one_of(
        st.frozensets(places, max_size=81),
        st.frozensets(places, max_size=30).map(
            lambda light: frozenset((r, c) for r in range(7) for c in range(7)) - light
        ),
    )


def ring(path: Path) -> list[tuple[float, float]]:
    """The corners of a path."""
    return [(at.x, at.y) for at in path.points()]


def shapes(dark: frozenset[Square], inset: float = INSET) -> list[Polygon]:
    """Each piece as shapely has it."""
    areas = merged_squares(dark, ORIGIN, PITCH, inset)
    return [Polygon(ring(outline), [ring(hole) for hole in holes]) for outline, holes in areas]


def judged(dark: frozenset[Square], inset: float) -> list[Polygon]:
    """The same pieces by shapely alone: the squares joined along edges, then shrunk."""
    grown = 0.001  # joins squares that share an edge, and is less than any inset
    cells = [
        box(
            ORIGIN.x + column * PITCH,
            ORIGIN.y - (row + 1) * PITCH,
            ORIGIN.x + (column + 1) * PITCH,
            ORIGIN.y - row * PITCH,
        )
        for row, column in dark
    ]
    whole = unary_union([cell.buffer(grown, join_style="mitre") for cell in cells])
    shrunk = whole.buffer(-grown - inset, join_style="mitre")
    parts = shrunk.geoms if isinstance(shrunk, MultiPolygon) else [shrunk]
    return [part for part in parts if not part.is_empty]


@given(squares())
def test_merged_squares_are_those_that_shapely_shrinks(dark: frozenset[Square]) -> None:
    """Number of pieces, area and place agree, and no piece touches itself or another."""
    ours, theirs = shapes(dark), judged(dark, INSET)
    assert all(shape.is_valid for shape in ours)
    assert len(ours) == len(theirs)
    whole, other = unary_union(ours), unary_union(theirs)
    assert whole.area == pytest.approx(other.area, abs=0.002 * max(1, len(dark)))
    assert whole.symmetric_difference(other).area < 0.01 * max(1, len(dark))
    for index, shape in enumerate(ours):
        for later in ours[index + 1 :]:
            assert shape.distance(later) > INSET


@given(squares())
def test_every_centre_is_inside_exactly_if_it_is_dark(dark: frozenset[Square]) -> None:
    """Each dark square has its centre in one piece, each light one in none (even-odd rule)."""
    pieces = shapes(dark)
    for row in range(-1, 10):
        for column in range(-1, 10):
            spot = Spot(ORIGIN.x + (column + 0.5) * PITCH, ORIGIN.y - (row + 0.5) * PITCH)
            assert sum(piece.contains(spot) for piece in pieces) == ((row, column) in dark)


@given(squares())
def test_outlines_turn_left_and_holes_turn_right(dark: frozenset[Square]) -> None:
    """Each loop is closed and turns at each of its corners, by a right angle."""
    for outline, holes in merged_squares(dark, ORIGIN, PITCH, INSET):
        assert outline.area() > 0
        assert all(hole.area() < 0 for hole in holes)
        for loop in (outline, *holes):
            assert loop.closed
            corners = [*loop.points(), loop.points()[0], loop.points()[1]]
            ways = [(b.x != a.x, b.y != a.y) for a, b in pairwise(corners)]
            assert all(sum(way) == 1 for way in ways)
            assert all(one != other for one, other in pairwise(ways))


@given(squares())
def test_pieces_come_in_reading_order(dark: frozenset[Square]) -> None:
    """The same squares in any order give the same pieces, the uppermost first."""
    once = merged_squares(dark, ORIGIN, PITCH, INSET)
    assert (
        merged_squares(dict.fromkeys(sorted(dark, reverse=True)).keys(), ORIGIN, PITCH, INSET)
        == once
    )
    tops = [outline.box().top for outline, _ in once]
    assert tops == sorted(tops, reverse=True)


def pieces(*lines: str) -> list[tuple[int, int]]:
    """Corners of the outline and number of holes of each piece of a picture."""
    rows = grid_of(lines).rows
    dark = {(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell}
    areas = merged_squares(dark, ORIGIN, PITCH, INSET)
    return [(len(outline.segments), len(holes)) for outline, holes in areas]


def test_pieces_of_known_pictures() -> None:
    """One square, a ring, a ring with a dot in it, squares that share a corner, and an ell."""
    assert pieces("#") == [(4, 0)]
    assert pieces("###", "#.#", "###") == [(4, 1)]
    assert pieces("#####", "#...#", "#.#.#", "#...#", "#####") == [(4, 1), (4, 0)]
    assert pieces("#.", ".#") == [(4, 0), (4, 0)]
    assert pieces("#.", "##") == [(6, 0)]
    assert pieces("####", "#.##", "##.#", "####") == [(4, 1)]
    assert pieces("...") == []
