"""Letters as strokes and as dots: what stands in one slot, and a line of them.

Both alphabets are data in `generator.alphabets`; nothing is parsed before it is asked for.
Characters are in Unicode's composed form (NFC): É is one character, not E and a mark.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator.alphabets import accents, dots, stroke
from generator.errors import TemplateError
from generator.geometry import NOWHERE, Arc, Line, Path, Point, Rect, Segment, Size, Vec, rounded

SYMBOLS: Final = "".join((*stroke.GLYPHS, *accents.CAPITALS, *accents.SMALL))
"""Every character that can be drawn, the blank among them; see `symbols_of`."""

LETTERS_AND_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
"""What an encoding of words may put into a slot."""

OPEN_BOX: Final = "␣"
"""Stands for a blank inside a secret, so that a blank is a visible mark."""

ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
"""Every printable character of ASCII but the blank, each drawn in both styles."""

ALPHABET: Final = (
    "printable ASCII, ␣ × · and the letters of Spanish, French, Italian, Portuguese and Czech"
)
"""`SYMBOLS` in words, for messages."""

LETTER_GAP = 0.3
"""Cap heights from the last centre line of a glyph to the first of the next."""

BLANK_WIDTH = 0.35
"""Cap heights that a blank takes, letter gaps not counted."""

DOT_COLUMNS, DOT_ROWS = 5, 7
"""The matrix of one dot glyph."""

DOT_ADVANCE = DOT_COLUMNS + 1
"""Pitches from one dot glyph to the next."""

DOT_FILL = 0.85
"""Diameter of a dot over the pitch of its matrix: 0.15 of the pitch stays as web between dots."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as pen paths in cap heights: baseline y = 0, leftmost ink x = 0."""

    symbol: str
    paths: tuple[Path, ...]
    width: float
    """From the leftmost to the rightmost centre line."""


@cache
def symbols_of(style: str) -> str:
    """The characters of `SYMBOLS` that a style, `stroke` or `dots`, can draw.

    Five columns by seven rows leave no room for accents.
    """
    if style != "dots":
        return SYMBOLS
    heads = "".join(band[: band.index("\n")].replace(" ", "") for band in dots.BANDS)
    return " " + heads


@cache
def stroke_glyph(symbol: str) -> Glyph:
    """The single-stroke glyph of a character of `SYMBOLS`; raises `TemplateError` for others."""
    if symbol not in stroke.GLYPHS and (symbol not in SYMBOLS or len(symbol) != 1):
        raise TemplateError(f"no glyph for {symbol!r}; there are {ALPHABET}")
    drawing = stroke.GLYPHS.get(symbol)
    paths = _accented(symbol) if drawing is None else _paths(drawing)
    return Glyph(symbol, paths, _rightmost(paths) if paths else BLANK_WIDTH)


def _accented(symbol: str) -> tuple[Path, ...]:
    """A letter and the mark on, below or beside it, as `generator.alphabets.accents` explains."""
    letter, mark = tuple(unicodedata.normalize("NFD", symbol))
    below, hook = accents.CEDILLA
    base = _paths(stroke.GLYPHS[letter])
    if symbol in accents.BESIDE:
        return (*base, *_paths(accents.BESIDE[symbol], Vec(_rightmost(base), 0.0)))
    unit = 1 / stroke.UNITS_PER_CAP_HEIGHT
    middle = accents.MIDDLES[letter] * unit if letter in accents.MIDDLES else _rightmost(base) / 2
    if mark == below:
        return (*base, *_paths(hook, Vec(middle, 0.0)))
    if letter in accents.DOTLESS:
        base = _paths(accents.DOTLESS[letter])
    top = (accents.SMALL_TOP if letter.islower() else accents.CAPITAL_TOP) * unit
    return (*base, *_paths(accents.ABOVE[mark], Vec(middle, top)))


def _rightmost(paths: tuple[Path, ...]) -> float:
    """The largest x of what the paths name; arcs never reach past their ends."""
    return max(point.x for path in paths for point in (path.start, *(s.end for s in path.segments)))


def _paths(drawing: str, by: Vec = NOWHERE) -> tuple[Path, ...]:
    """The pen paths of a drawing, moved."""
    return tuple(_path(steps).moved(by) for steps in drawing.split("|")) if drawing else ()


def _path(drawing: str) -> Path:
    """One pen path of the notation that `generator.alphabets.stroke` explains."""
    first, *steps = drawing.split()
    start = here = _point(first)
    segments: list[Segment] = []
    for step in steps:
        if step[0] not in "<>":
            here = _point(step)
            segments.append(Line(here))
            continue
        place, _, radius = step[1:].partition(":")
        end = _point(place)
        reach = float(radius) / stroke.UNITS_PER_CAP_HEIGHT if radius else abs(end.x - here.x)
        segments.append(Arc(end, reach, ccw=step[0] == "<"))
        here = end
    return Path(start, tuple(segments))


def _point(text: str) -> Point:
    x, y = text.split(",")
    return Point(float(x) / stroke.UNITS_PER_CAP_HEIGHT, float(y) / stroke.UNITS_PER_CAP_HEIGHT)


@cache
def placed_glyph(symbol: str, cap_height: float) -> tuple[Path, ...]:
    """The pen paths in millimetres, each point and radius in whole micrometres."""
    return tuple(_scaled(path, cap_height) for path in stroke_glyph(symbol).paths)


def _scaled(path: Path, factor: float) -> Path:
    segments: list[Segment] = []
    for segment in path.segments:
        end = Point(rounded(segment.end.x * factor), rounded(segment.end.y * factor))
        match segment:
            case Line():
                segments.append(Line(end))
            case Arc(_, radius, ccw):
                segments.append(Arc(end, rounded(radius * factor), ccw))
    start = Point(rounded(path.start.x * factor), rounded(path.start.y * factor))
    return Path(start, tuple(segments))


@cache
def slot_glyph(symbol: str, cap_height: float) -> tuple[Path, ...]:
    """The pen paths for a slot at the datum: ink centred on x = 0, cap height centred on y = 0."""
    width = stroke_glyph(symbol).width
    by = Vec(-rounded(width * cap_height / 2), -rounded(cap_height / 2))
    return tuple(path.placed(by) for path in placed_glyph(symbol, cap_height))


@cache
def box_of(symbols: str, cap_height: float) -> Rect:
    """The least box of centre lines that holds each of the slot glyphs, the slot at the datum.

    Capitals and digits fill the cap height and no more, so their box is symmetric; accents stand
    above it, descenders hang below, and a rule has to know both.
    Raises `TemplateError` as `stroke_glyph` does; the blank alone has no box.
    """
    glyphs = [stroke_glyph(symbol) for symbol in symbols]
    half = max(glyph.width for glyph in glyphs) / 2
    boxes = [path.box() for glyph in glyphs for path in glyph.paths]
    return Rect(
        rounded(-half * cap_height),
        rounded((min(box.bottom for box in boxes) - 0.5) * cap_height),
        rounded(half * cap_height),
        rounded((max(box.top for box in boxes) - 0.5) * cap_height),
    )


@cache
def widest(cap_height: float) -> Size:
    """The box of centre lines that holds any capital or digit, in millimetres."""
    width = max(stroke_glyph(symbol).width for symbol in LETTERS_AND_DIGITS)
    return Size(rounded(width * cap_height), rounded(cap_height))


def text_strokes(text: str, cap_height: float) -> tuple[Path, ...]:
    """The pen paths of one line of text, the baseline starting at (0, 0), in reading order.

    Glyphs are rounded about their own origins and the origins once more, so equal letters are exact
    copies of each other.
    """
    paths: list[Path] = []
    pen = 0.0
    for symbol in text:
        by = Vec(rounded(pen * cap_height), 0.0)
        paths.extend(path.placed(by) for path in placed_glyph(symbol, cap_height))
        pen += stroke_glyph(symbol).width + LETTER_GAP
    return tuple(paths)


def text_width(text: str, cap_height: float) -> float:
    """Millimetres from the first to the last centre line of `text_strokes`; 0 for no text."""
    widths = [stroke_glyph(symbol).width for symbol in text]
    return rounded((sum(widths) + LETTER_GAP * max(0, len(widths) - 1)) * cap_height)


@cache
def dot_glyph(symbol: str) -> tuple[tuple[int, int], ...]:
    """The dots of a character in reading order; raises `TemplateError` where there are none.

    Each is (column from the left, row from the top), both 0-based.
    """
    if symbol not in symbols_of("dots") or len(symbol) != 1:
        # Refused in both styles, or in this one only.
        stroke_glyph(symbol)
        raise TemplateError(f"no dot glyph for {symbol!r}; use --style stroke")
    for band in dots.BANDS:
        names, *rows = band.splitlines()
        left = names.find(symbol)
        if symbol != " " and left >= 0:
            return tuple(
                (column, row)
                for row, line in enumerate(rows)
                for column, cell in enumerate(line[left : left + DOT_COLUMNS])
                if cell == "#"
            )
    return ()


def dot_pitch(cap_height: float) -> float:
    """Millimetres between the centres of neighbouring dots, not rounded.

    The cap height runs from the lower edge of the lowest row to the upper edge of the highest.
    """
    return cap_height / (DOT_ROWS - 1 + DOT_FILL)


def dot_diameter(cap_height: float) -> float:
    """Millimetres across one dot, in whole micrometres."""
    return rounded(dot_pitch(cap_height) * DOT_FILL)


@cache
def placed_dots(symbol: str, cap_height: float) -> tuple[Point, ...]:
    """The centres of the dots in whole micrometres, the edges of the matrix on the axes."""
    pitch = dot_pitch(cap_height)
    edge = pitch * DOT_FILL / 2
    return tuple(
        Point(rounded(edge + column * pitch), rounded(edge + (DOT_ROWS - 1 - row) * pitch))
        for column, row in dot_glyph(symbol)
    )


@cache
def slot_dots(symbol: str, cap_height: float) -> tuple[Point, ...]:
    """The centres of the dots for a slot at the datum: the whole matrix is centred on (0, 0).

    The middle column and row stand exactly on the axes, so equal dots of different characters are
    in equal places.
    """
    pitch = dot_pitch(cap_height)
    return tuple(
        Point(
            rounded((column - (DOT_COLUMNS - 1) // 2) * pitch),
            rounded(((DOT_ROWS - 1) // 2 - row) * pitch),
        )
        for column, row in dot_glyph(symbol)
    )


def text_dots(text: str, cap_height: float) -> tuple[Point, ...]:
    """The centres of the dots of one line of text that starts at (0, 0), character by character.

    Rounded like `text_strokes`: equal characters are exact copies.
    """
    advance = dot_pitch(cap_height) * DOT_ADVANCE
    centres: list[Point] = []
    for place, symbol in enumerate(text):
        by = Vec(rounded(place * advance), 0.0)
        centres.extend((centre + by).rounded() for centre in placed_dots(symbol, cap_height))
    return tuple(centres)


def dots_width(text: str, cap_height: float) -> float:
    """Millimetres from the left edge of the first matrix to the right edge of the last one."""
    if not text:
        return 0.0
    pitches = len(text) * DOT_ADVANCE - 2 + DOT_FILL
    return rounded(pitches * dot_pitch(cap_height))
