from __future__ import annotations

import math
import unicodedata
from collections import Counter
from itertools import combinations

import pytest
import shapely

from generator.errors import TemplateError
from generator.geometry import Arc, Path, Point, Rect, rounded
from generator.glyphs import (
    ALPHABET,
    ASCII,
    LETTERS_AND_DIGITS,
    OPEN_BOX,
    SYMBOLS,
    Glyph,
    box_of,
    placed_glyph,
    slot_glyph,
    stroke_glyph,
    symbols_of,
    text_strokes,
    text_width,
    widest,
)
from tests.legibility.ink import engraved, line_of

LANGUAGES = {
    "Spanish": "ÁÉÍÑÓÚÜ",
    "French": "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸ",
    "Italian": "ÀÈÉÌÍÎÒÓÙÚ",
    "Portuguese": "ÁÂÃÀÇÉÊÍÓÔÕÚÜ",
    "Czech": "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
}
"""The letters of each language beyond A to Z."""

DRAWN = SYMBOLS.replace(" ", "")
CAP_HEIGHTS = (0.9, 1.0, 1.37, 2.5, 3.175, 10.0)
LEGEND = "TINY SEED  WORDS 1-12 OF 24"


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


def test_symbols_are_what_people_back_up() -> None:
    """Printable ASCII, the open box, the signs of legends and accented letters, each once."""
    accented = [c for c in SYMBOLS if len(unicodedata.normalize("NFD", c)) > 1]
    assert Counter(SYMBOLS) == Counter(f" {ASCII}{OPEN_BOX}×·ÆŒæœ{''.join(accented)}")
    assert len(ASCII) == 94
    assert set(LETTERS_AND_DIGITS) < set(ASCII)
    assert symbols_of("stroke") == SYMBOLS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_a_language_are_there(language: str) -> None:
    """Each is drawn as a capital and small, and the message for strangers says so."""
    letters = LANGUAGES[language]
    assert set(letters) | set(letters.lower()) <= set(SYMBOLS)
    assert language in ALPHABET


@pytest.mark.parametrize(
    "symbol", [c for c in SYMBOLS if unicodedata.combining(unicodedata.normalize("NFD", c)[-1])]
)
def test_an_accented_letter_is_its_letter_and_a_mark(symbol: str) -> None:
    """The letter is drawn as without a mark, but for the dot of i; the mark does not touch it."""
    letter, mark = tuple(unicodedata.normalize("NFD", symbol))
    plain, accented = stroke_glyph(letter).paths, stroke_glyph(symbol).paths
    kept = plain[:1] if letter == "i" else plain
    assert accented[: len(kept)] == kept
    gap = engraved(kept, 0.16).distance(engraved(accented[len(kept) :], 0.16))
    assert (gap == 0) == (mark == "\N{COMBINING CEDILLA}")


@pytest.mark.parametrize("symbol", DRAWN)
def test_ink_starts_at_the_left_and_ends_at_the_width(symbol: str) -> None:
    """The box around a glyph, bulges of its arcs counted, runs from 0 to its width, W's at most."""
    glyph = stroke_glyph(symbol)
    assert glyph.width <= stroke_glyph("W").width
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
    assert len(glyph.paths) <= 5
    assert min(line_of(path).length for path in segments_of(glyph)) >= 0.5 / 12 - 1e-9
    assert min(line_of(path).length for path in glyph.paths) >= 0.1 - 1e-9


@pytest.mark.parametrize("symbol", DRAWN)
def test_counters_stay_open_under_the_widest_tool(symbol: str) -> None:
    """A tool 0.16 of the cap height wide neither closes a counter or gap nor makes a new one."""
    paths = stroke_glyph(symbol).paths
    thin, thick = (shapely.get_parts(engraved(paths, width)) for width in (0.01, 0.16))
    assert len(thin) == len(thick)
    assert sum(len(part.interiors) for part in thin) == sum(len(part.interiors) for part in thick)


@pytest.mark.parametrize("stranger", ["ß", "€", "AB", "", "E\N{COMBINING ACUTE ACCENT}"])
def test_stroke_glyph_of_a_stranger_is_refused(stranger: str) -> None:
    """A character without a drawing is named, a decomposed one among them."""
    with pytest.raises(TemplateError, match=f"^no glyph for '{stranger}'; there are printable"):
        stroke_glyph(stranger)


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
    """No text has no strokes and no width; a blank has width only."""
    assert text_strokes("", 2.0) == text_strokes(" ", 2.0) == ()
    assert text_width("", 2.0) == 0.0
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


BOXES = {
    LETTERS_AND_DIGITS: (-0.5, 0.5),
    "acemnorsuvwxz": (-0.5, 1 / 6),
    ASCII: (-5 / 6, 0.625),
    SYMBOLS: (-5 / 6, 0.9),
}
"""What stands in a slot, and how far below and above the slot's middle it reaches, in caps."""


@pytest.mark.parametrize("symbols", BOXES)
def test_box_of_holds_every_glyph_and_no_more(symbols: str) -> None:
    """Descenders and accents count; the box of capitals and digits is the widest box."""
    box = box_of(symbols, 10.0)
    inked = [c for c in symbols if c != " "]
    exact = Rect.around(path.box() for c in inked for path in slot_glyph(c, 10.0))
    assert box.grown(0.0015).contains(exact)
    assert exact.grown(0.0015).contains(box)
    low, high = BOXES[symbols]
    assert [box.bottom, box.top] == pytest.approx([low * 10, high * 10], abs=0.001)


@pytest.mark.parametrize("cap_height", CAP_HEIGHTS)
def test_no_plate_needs_wider_slots_than_capitals_do(cap_height: float) -> None:
    """W is the widest of all characters, so a text needs no other columns than words do."""
    room = widest(cap_height)
    assert box_of(SYMBOLS, cap_height).width == pytest.approx(room.width, abs=0.0015)
    capitals = box_of(LETTERS_AND_DIGITS, cap_height)
    assert capitals.width == pytest.approx(room.width, abs=0.0015)
    assert capitals.height == pytest.approx(room.height, abs=0.0015)
