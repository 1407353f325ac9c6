from __future__ import annotations

import math
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from typing import TypeAlias

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from generator.alphabets import dots, stroke
from generator.errors import TemplateError
from generator.geometry import Arc, Line, Path, Point, Rect, rounded
from generator.glyphs import (
    DOT_COLUMNS,
    DOT_ROWS,
    LETTERS_AND_DIGITS,
    SYMBOLS,
    Glyph,
    dot_diameter,
    dot_glyph,
    dot_pitch,
    dots_width,
    placed_glyph,
    slot_dots,
    slot_glyph,
    stroke_glyph,
    text_dots,
    text_strokes,
    text_width,
    widest,
)

Ink: TypeAlias = NDArray[np.bool_]

DRAWN = SYMBOLS.replace(" ", "")
CAP_HEIGHTS = (0.9, 1.0, 1.37, 2.5, 3.175, 10.0)
LEGEND = "TINY SEED  WORDS 1-12 OF 24"

WORD_LOOK_ALIKES = "OQ OD OC QD QC DC IL UV MN EF PR PB RB GC HN KX VY"
"""Pairs of letters that turn words of the English list into other words of the list."""
LOOK_ALIKES = f"{WORD_LOOK_ALIKES} 0O 0D 0Q 1I 1L 17 2Z 5S 6G 8B 38 08 IT GO FP 69"

STEP = 0.025
"""Cap heights between two samples of ink."""
X_SHIFTS, Y_SHIFTS = 6, 2
"""Samples that one glyph may be moved to lie on another: 0.15 and 0.05 of the cap height."""

GRID_X, GRID_Y = np.meshgrid(np.arange(-30, 31) * STEP, np.arange(-35, 36) * STEP)


def line_of(path: Path, per_arc: int = 32) -> shapely.LineString:
    """The path as a polyline of the foreign geometry library."""
    points = [(path.start.x, path.start.y)]
    for start, segment in path.steps():
        if isinstance(segment, Line):
            points.append((segment.end.x, segment.end.y))
            continue
        centre, sweep = segment.centre(start), segment.sweep(start) * (1 if segment.ccw else -1)
        begin = math.atan2(start.y - centre.y, start.x - centre.x)
        for angle in (begin + sweep * (step + 1) / per_arc for step in range(per_arc)):
            x, y = math.cos(angle) * segment.radius, math.sin(angle) * segment.radius
            points.append((centre.x + x, centre.y + y))
    return shapely.LineString(points)


def engraved(paths: tuple[Path, ...], width: float) -> shapely.Geometry:
    """The area a round tool of `width` takes away."""
    return shapely.union_all([line_of(path) for path in paths]).buffer(width / 2)


def ink(paths: tuple[Path, ...]) -> Ink:
    """Samples of a slot glyph of cap height 1, engraved 0.14 wide."""
    found: Ink = shapely.contains_xy(engraved(paths, 0.14), GRID_X, GRID_Y)
    return found


@cache
def ink_of(symbol: str) -> Ink:
    """The ink of a character, sampled once."""
    return ink(slot_glyph(symbol, 1.0))


def distance(one: Ink, other: Ink) -> float:
    """The part of either glyph's ink that the other leaves bare, laid on each other at best."""
    most = 0.0
    larger = max(np.count_nonzero(one), np.count_nonzero(other))
    for dy in range(-Y_SHIFTS, Y_SHIFTS + 1):
        for dx in range(-X_SHIFTS, X_SHIFTS + 1):
            shared = np.count_nonzero(one & np.roll(other, (dy, dx), (0, 1)))
            most = max(most, shared / larger)
    return 1 - most


def segments_of(glyph: Glyph) -> list[Path]:
    """Each line and arc of a glyph as a path of its own."""
    return [Path(start, (step,)) for path in glyph.paths for start, step in path.steps()]


def drawn_twice(segments: list[Path]) -> float:
    """The length of the longest piece that two segments have in common, in cap heights."""
    lines = [line_of(segment) for segment in segments]
    pairs = combinations(lines, 2)
    return max((one.intersection(two.buffer(0.0005)).length for one, two in pairs), default=0.0)


def ends(path: Path) -> list[Point]:
    """The points that a path names."""
    return [path.start, *(segment.end for segment in path.segments)]


# ------------------------------------------------------------------------------ the stroke drawings


def test_symbols_are_the_ones_legends_and_encodings_need() -> None:
    """Letters, digits, the blank and the punctuation of legends, each drawn once."""
    assert Counter(SYMBOLS) == Counter(LETTERS_AND_DIGITS + " -.,:/()+*#?'&=_<>×·")


@pytest.mark.parametrize("symbol", DRAWN)
def test_ink_starts_at_the_left_and_ends_at_the_width(symbol: str) -> None:
    """The box around a glyph, bulges of its arcs counted, runs from 0 to its width."""
    glyph = stroke_glyph(symbol)
    box = Rect.around(path.box() for path in glyph.paths)
    assert box.left == pytest.approx(0.0, abs=1e-4)
    assert box.right == pytest.approx(glyph.width, abs=1e-4)


@pytest.mark.parametrize("symbol", LETTERS_AND_DIGITS)
def test_letters_and_digits_fill_the_cap_height(symbol: str) -> None:
    """Every letter and digit stands on the baseline, is one cap height tall, and not too narrow."""
    glyph = stroke_glyph(symbol)
    box = Rect.around(path.box() for path in glyph.paths)
    assert [box.bottom, box.top] == pytest.approx([0.0, 1.0], abs=1e-4)
    assert 5 / 12 <= glyph.width <= 10.5 / 12


@pytest.mark.parametrize("symbol", DRAWN)
def test_arcs_are_quarter_turns_or_less_and_fit_their_ends(symbol: str) -> None:
    """No arc turns more than a quarter, and its chord fits the circle of its radius."""
    for segment in segments_of(stroke_glyph(symbol)):
        step = segment.segments[0]
        if isinstance(step, Arc):
            chord = segment.start.distance(step.end)
            assert 0 < chord <= step.radius * math.sqrt(2) + 1e-9


@pytest.mark.parametrize("symbol", DRAWN)
def test_nothing_is_drawn_twice(symbol: str) -> None:
    """Strokes touch and cross in points only: a machine never cuts the same line again."""
    assert drawn_twice(segments_of(stroke_glyph(symbol))) < 0.03


def test_a_line_drawn_twice_is_noticed() -> None:
    """The check for repeated lines fails on a glyph whose shortest piece is repeated."""
    eight = segments_of(stroke_glyph("8"))
    shortest = min(eight, key=lambda path: path.start.distance(path.segments[0].end))
    assert drawn_twice([*eight, shortest.reversed()]) > 0.03


@pytest.mark.parametrize("symbol", DRAWN)
def test_pieces_are_long_enough_and_pen_lifts_few(symbol: str) -> None:
    """No piece is shorter than half a unit, no path than a tenth of the cap height."""
    glyph = stroke_glyph(symbol)
    assert len(glyph.paths) <= 4
    assert min(line_of(path).length for path in segments_of(glyph)) >= 0.5 / 12 - 1e-9
    assert min(line_of(path).length for path in glyph.paths) >= 0.1 - 1e-9


@pytest.mark.parametrize("symbol", LETTERS_AND_DIGITS)
def test_counters_stay_open_under_the_widest_tool(symbol: str) -> None:
    """A tool 0.16 of the cap height wide neither closes a counter nor makes a new one."""
    paths = stroke_glyph(symbol).paths
    thin, thick = engraved(paths, 0.01), engraved(paths, 0.16)
    assert thin.geom_type == thick.geom_type == "Polygon"
    assert len(thin.interiors) == len(thick.interiors)


def test_stroke_glyph_of_a_stranger_is_refused() -> None:
    """A character without a drawing is named, in both alphabets."""
    for lookup in (stroke_glyph, dot_glyph):
        for stranger in ("ß", "a", "AB", ""):
            with pytest.raises(TemplateError, match=f"no glyph for '{stranger}'"):
                lookup(stranger)


# ------------------------------------------------------------------------------- telling them apart


def test_distance_sees_through_small_shifts_and_sees_a_lost_stroke() -> None:
    """The measure is 0 for a moved copy of a glyph, symmetric, and 1 for glyphs without overlap."""
    one, other = ink_of("E"), ink_of("F")
    assert distance(one, np.roll(one, (Y_SHIFTS, -X_SHIFTS), (0, 1))) == 0
    assert distance(one, other) == distance(other, one) > 0
    assert distance(ink_of("-"), ink_of("_")) == 1


@pytest.mark.parametrize("pair", LOOK_ALIKES.split())
def test_look_alikes_are_pulled_apart(pair: str) -> None:
    """Of every look-alike pair at least a fifth of the ink tells which one it is."""
    assert distance(ink_of(pair[0]), ink_of(pair[1])) > 0.2


def test_any_two_symbols_are_apart() -> None:
    """What holds for look-alikes holds for all pairs of characters."""
    pairs = combinations(DRAWN, 2)
    close = {a + b: distance(ink_of(a), ink_of(b)) for a, b in pairs}
    assert min(close.values()) > 0.2, sorted(close.items(), key=lambda item: item[1])[:5]


@pytest.mark.parametrize("symbol", [s for s in DRAWN if len(stroke_glyph(s).paths) > 1])
def test_a_lost_path_never_makes_another_symbol(symbol: str) -> None:
    """What is left of a glyph without one of its paths is unlike every other glyph."""
    paths = slot_glyph(symbol, 1.0)
    for lost in range(len(paths)):
        rest = ink(paths[:lost] + paths[lost + 1 :])
        nearest = min((distance(rest, ink_of(other)), other) for other in DRAWN if other != symbol)
        assert nearest[0] > 0.13, (symbol, lost, nearest)


# ----------------------------------------------------------------------------------- placed strokes


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_everything_placed_is_in_whole_micrometres(cap_height: float) -> None:
    """Points and radii of slots and text survive rounding unchanged, so files hold them exactly."""
    paths = [*text_strokes(DRAWN, cap_height)]
    paths += [path for symbol in DRAWN for path in slot_glyph(symbol, cap_height)]
    for path in paths:
        assert all(point == point.rounded() for point in ends(path))
        arcs = (step for step in path.segments if isinstance(step, Arc))
        assert all(arc.radius == rounded(arc.radius) > 0 for arc in arcs)


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_equal_letters_are_exact_copies(cap_height: float) -> None:
    """A letter in a text is the placed glyph moved by whole micrometres, wherever it stands."""
    text = "ABBA 0880 &B"
    placed = iter(text_strokes(text, cap_height))
    for symbol in text:
        glyph = placed_glyph(symbol, cap_height)
        moves = set()
        for original in glyph:
            copy = next(placed)
            moves |= {
                (rounded(there.x - here.x), there.y - here.y)
                for here, there in zip(ends(original), ends(copy), strict=True)
            }
        assert len(moves) == (1 if glyph else 0)
    assert next(placed, None) is None


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
@pytest.mark.parametrize("text", [LEGEND, "2048", "A", "I.", "1-BASED (1-12)"])
def test_text_width_is_the_width_of_the_ink(text: str, cap_height: float) -> None:
    """The stated width is where the last centre line ends, to a micrometre of rounding."""
    box = Rect.around(path.box() for path in text_strokes(text, cap_height))
    assert box.left == pytest.approx(0.0, abs=0.001)
    assert box.right == pytest.approx(text_width(text, cap_height), abs=0.0021)


def test_numbers_align_in_columns() -> None:
    """All numbers of four digits are equally wide."""
    assert len({text_width(f"{number:04}", 1.3) for number in range(2049)}) == 1


def test_text_of_nothing_is_nothing() -> None:
    """No text has no strokes, no dots and no width; a blank has width only."""
    assert text_strokes("", 2.0) == text_strokes(" ", 2.0) == ()
    assert text_dots("", 2.0) == text_dots(" ", 2.0) == ()
    assert text_width("", 2.0) == dots_width("", 2.0) == 0.0
    assert text_width("A A", 2.0) > text_width("AA", 2.0)


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
@pytest.mark.parametrize("symbol", LETTERS_AND_DIGITS)
def test_slot_glyph_is_centred(symbol: str, cap_height: float) -> None:
    """The ink of a slot glyph is centred on the slot and fits the widest box."""
    box = Rect.around(path.box() for path in slot_glyph(symbol, cap_height))
    assert box.centre.distance(Point(0, 0)) < 0.0015
    room = widest(cap_height)
    frame = Rect(-room.width / 2, -room.height / 2, room.width / 2, room.height / 2)
    assert frame.grown(0.0015).contains(box)


def test_widest_is_a_letter_s_own_width() -> None:
    """The widest box is no wider than needed: W fills it."""
    box = Rect.around(path.box() for path in slot_glyph("W", 4.0))
    assert widest(4.0).width == pytest.approx(box.width, abs=0.001)
    assert widest(4.0).height == 4.0


# ----------------------------------------------------------------------------------------- the dots


def dot_set(symbol: str) -> frozenset[tuple[int, int]]:
    """The dots of a character without their order."""
    return frozenset(dot_glyph(symbol))


def test_dot_pictures_are_well_formed() -> None:
    """Each band has seven rows of `#` and `.`, as wide as its names ask; no name stands twice."""
    names = ""
    for band in dots.BANDS:
        heading, *rows = band.splitlines()
        names += heading
        assert len(rows) == DOT_ROWS
        assert heading[:: DOT_COLUMNS + 1] == heading.replace(" ", "")
        pictures = [row.split(" ") for row in rows]
        assert {len(row) for row in pictures} == {len(heading.replace(" ", ""))}
        cells = [cell for row in pictures for cell in row]
        assert all(len(cell) == DOT_COLUMNS and set(cell) <= {"#", "."} for cell in cells)
    assert Counter(names.replace(" ", "")) == Counter(DRAWN)
    assert set(DRAWN) == set(stroke.GLYPHS) - {" "}


@pytest.mark.parametrize("symbol", DRAWN)
def test_dots_are_in_reading_order_within_the_matrix(symbol: str) -> None:
    """Rows from the top, columns from the left, no dot twice."""
    found = dot_glyph(symbol)
    by_row = [(row, column) for column, row in found]
    assert by_row == sorted(set(by_row)) != []
    assert all(0 <= column < DOT_COLUMNS and 0 <= row < DOT_ROWS for column, row in found)


def test_dot_glyph_is_the_picture() -> None:
    """The dots of R, written out by hand."""
    picture = [
        "####.",
        "#...#",
        "#...#",
        "####.",
        "#.#..",
        "#..#.",
        "#...#",
    ]
    drawn = [
        "".join("#" if (column, row) in dot_set("R") else "." for column in range(DOT_COLUMNS))
        for row in range(DOT_ROWS)
    ]
    assert drawn == picture
    assert dot_glyph(" ") == ()


def test_letters_and_digits_differ_in_three_dots() -> None:
    """A dropped or added dot leaves a letter or digit nearer to itself than to any other."""
    pairs = combinations(LETTERS_AND_DIGITS, 2)
    assert min(len(dot_set(one) ^ dot_set(other)) for one, other in pairs) == 3


def test_any_two_symbols_differ_in_two_dots() -> None:
    """A dropped or added dot never turns one character into another, the blank included."""
    assert min(len(dot_set(one) ^ dot_set(other)) for one, other in combinations(SYMBOLS, 2)) >= 2


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_dots_fill_the_cap_height(cap_height: float) -> None:
    """H reaches from the baseline to the cap height with the edges of its dots."""
    radius = dot_diameter(cap_height) / 2
    centres = text_dots("HH", cap_height)
    box = Rect.around(Rect(c.x, c.y, c.x, c.y) for c in centres).grown(radius)
    assert [box.left, box.bottom] == pytest.approx([0.0, 0.0], abs=0.001)
    assert box.top == pytest.approx(cap_height, abs=0.0015)
    assert box.right == pytest.approx(dots_width("HH", cap_height), abs=0.002)


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_dots_never_touch(cap_height: float) -> None:
    """Between neighbouring dots of a text some metal is left, in rows and between characters."""
    row = sorted(c for c in text_dots("EEHH", cap_height) if c.y < cap_height / 4)
    gaps = [one.distance(two) for one, two in pairwise(row) if one.y == two.y]
    assert min(gaps) > dot_diameter(cap_height)
    assert min(gaps) == pytest.approx(dot_pitch(cap_height), abs=0.0011)


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_equal_dot_letters_are_exact_copies(cap_height: float) -> None:
    """Dots are whole micrometres and a repeated letter is the same set of dots, moved."""
    centres = text_dots("BB", cap_height)
    half = len(centres) // 2
    assert all(centre == centre.rounded() for centre in centres)
    both = zip(centres[:half], centres[half:], strict=True)
    assert len({(rounded(two.x - one.x), two.y - one.y) for one, two in both}) == 1


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_slot_dots_stand_on_one_matrix(cap_height: float) -> None:
    """All characters use the same thirty-five places, symmetric about the middle of the slot."""
    places = {centre for symbol in SYMBOLS for centre in slot_dots(symbol, cap_height)}
    assert len({place.x for place in places}) == DOT_COLUMNS
    assert len({place.y for place in places}) == DOT_ROWS
    assert places == {Point(-place.x, place.y) for place in places}
    assert all(place == place.rounded() for place in places)
    assert Point(0.0, 0.0) in places
