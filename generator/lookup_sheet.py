"""The lookup table of a plate as sheets of A4, in paths alone, for a printer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator import glyphs
from generator.errors import SecretError, TemplateError
from generator.geometry import Point, Size, Vec, rounded, rounded_rectangle
from generator.grid import DOT, Cell
from generator.layout import SURFACE, Area, Dot, Layout, Mark, Role
from generator.lettering import Hand, lettered, line_width, written
from generator.lookup import Entry, Lookup
from generator.words.kinds import letters
from generator.words.lists import LETTERS_LENGTH

if TYPE_CHECKING:
    from generator.outline_font import Font

FRAME = Size(208.0, 295.0)
"""Millimetres; with the page that an SVG leaves around an outline it is A4."""

MARGIN = 9.0
CAP_HEIGHT = 1.6
"""Millimetres; at least 1.5 are legible in print."""

TITLE_HEIGHT = 2.4
LINE = 2.9
"""From a line of the table to the next."""

FONT_HEIGHT = 2.4
"""The capitals, or the ideographs, of a font, whose strokes are thinner than ours."""

FONT_GAP = 0.25
"""Between the ink of two characters of a font."""

FONT_LINE = 4.0

HEADING_LINE = 4.2
PITCH = 1.5
"""From a cell of a pattern to its neighbour."""

MARKED, UNMARKED = 1.15, 0.3
"""Diameters of a mark, and of what shows a cell without one."""

_GAP = 2.0
_COLUMN_GAP = 6.0
_PEN = Hand(Role.MARK, "stroke", 0.2, SURFACE)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How wide number and word are, and how many columns and lines a page has."""

    number: float
    word: float
    column: float
    line: float
    across: int
    down: int
    drawn: bool
    """Whether the pattern of marks stands beside the word."""

    @property
    def a_page(self) -> int:
        return self.across * self.down


def sheets(table: Lookup, font: Font | None = None) -> tuple[Layout, ...]:
    """One layout a page, in order, the words drawn by the font if there is one.

    Raises `TemplateError` where a word has letters that our alphabet, or the font, has no glyph
    for.
    """
    words = _spelled(table) if font is None else _drawable(table, font)
    shape = _shape(table, words, font)
    count = -(-len(words) // shape.a_page)
    frame = Area(Role.OUTLINE, rounded_rectangle(FRAME, 0.0))
    accents = font is None and any(
        e.word.upper() != word for e, word in zip(table.entries, words, strict=True)
    )
    note = ", ACCENTS LEFT OUT" if accents else ""
    pages = []
    for page in range(count):
        marks: list[Mark] = [*_heading(table), *_foot(f"PAGE {page + 1} OF {count}{note}")]
        for place in range(min(shape.a_page, len(words) - page * shape.a_page)):
            index = page * shape.a_page + place
            at = Point(
                MARGIN + place // shape.down * shape.column,
                _top(table) - (place % shape.down + 1) * shape.line,
            )
            marks += _entry(table.entries[index], at, shape)
            marks += _word(words[index], Point(at.x + shape.number + _GAP, at.y), font)
        pages.append(Layout("front", 1.0, (*marks, frame)))
    return tuple(pages)


def _spelled(table: Lookup) -> tuple[str, ...]:
    """All words in capitals, without the accents that the alphabet lacks."""
    words = tuple(entry.word.upper() for entry in table.entries)
    if all(set(word) <= set(glyphs.SYMBOLS) for word in words):
        return words
    try:
        plain = letters(table.script.language, table.script.kind)
    except SecretError:
        raise TemplateError(
            "there are no glyphs for the words of this language; --font draws them, and "
            "--format text has them"
        ) from None
    return tuple(word.upper() for word in plain)


def _drawable(table: Lookup, font: Font) -> tuple[str, ...]:
    """All words in capitals, where their script has such, once the font is known to have them."""
    from generator.outline_font import lacking

    words = tuple(entry.word.upper() for entry in table.entries)
    symbols = set("".join(words))
    if count := lacking(font, symbols):
        raise TemplateError(f"the font lacks {count} of the {len(symbols)} characters of the words")
    return words


def _word(word: str, at: Point, font: Font | None) -> Iterator[Mark]:
    """A word with its baseline from a point on to the right."""
    if font is None:
        yield from written(word, CAP_HEIGHT, _PEN, at, "left", 0)
        return
    from generator.outline_font import glyph

    for symbol, ink in _inked(word, font):
        by = Vec(rounded(at.x + ink), rounded(at.y))
        for outline, holes in glyph(font, symbol, FONT_HEIGHT):
            around = tuple(hole.placed(by) for hole in holes)
            yield Area(Role.MARK, outline.placed(by), around, SURFACE)


def _inked(word: str, font: Font) -> Iterator[tuple[str, float]]:
    """Each character with how far right it is moved, so that ink follows ink at equal distances."""
    end = 0.0
    for symbol in word:
        left, right = _ink(font, symbol)
        yield symbol, end - left
        end += right - left + FONT_GAP


@lru_cache(maxsize=4096)
def _ink(font: Font, symbol: str) -> tuple[float, float]:
    """From where to where the ink of a character reaches."""
    from generator.outline_font import ink_box

    box = ink_box(font, symbol, FONT_HEIGHT)
    return box.left, box.right


def _word_width(word: str, font: Font | None) -> float:
    if font is None:
        return _width(word)
    *_, (last, moved) = _inked(word, font)
    return moved + _ink(font, last)[1]


def _shape(table: Lookup, words: tuple[str, ...], font: Font | None) -> _Shape:
    number = max(_width(entry.number) for entry in table.entries)
    word = max(_word_width(word, font) for word in words)
    cells = table.entries[0].cells
    beside = cells.width * PITCH if table.drawn else LETTERS_LENGTH * CAP_HEIGHT
    column = number + word + beside + 2 * _GAP + _COLUMN_GAP
    across = int((FRAME.width - 2 * MARGIN + _COLUMN_GAP) // column)
    if not across:
        raise TemplateError("the marks of one word are wider than a page; use --format text")
    line = LINE if font is None else FONT_LINE
    line = max(line, cells.height * PITCH + 1.4 if table.drawn else 0.0)
    down = int((_top(table) - MARGIN) // line)
    return _Shape(number, word, column, line, across, down, table.drawn)


def _width(text: str) -> float:
    return line_width(text, CAP_HEIGHT, _PEN)


def _top(table: Lookup) -> float:
    """Where the lines of the table begin, under the heading."""
    return FRAME.height - MARGIN - (len(table.heading) + 1) * HEADING_LINE


def _foot(text: str) -> Iterator[Mark]:
    at = Point(FRAME.width - MARGIN, MARGIN / 2)
    yield from written(text, CAP_HEIGHT, _PEN, at, "right", 0)


def _heading(table: Lookup) -> Iterator[Mark]:
    lines = [line.upper() for line in table.heading]
    if table.drawn:
        lines[-1] += " A LARGE DOT IS A MARK, A SMALL ONE IS NONE."
    for number, line in enumerate(lines, start=1):
        room = (FRAME.width - 2 * MARGIN) / line_width(line, 1.0, _PEN)
        height = min(TITLE_HEIGHT if number == 1 else CAP_HEIGHT, room)
        at = Point(MARGIN, FRAME.height - MARGIN - number * HEADING_LINE + 1.0)
        yield from written(line, height, _PEN, at, "left", 0)


def _entry(entry: Entry, at: Point, shape: _Shape) -> Iterator[Mark]:
    """What stands on a line besides the word."""
    right = Point(at.x + shape.number, at.y)
    yield from written(entry.number, CAP_HEIGHT, _PEN, right, "right", 0)
    start = at.x + shape.number + _GAP + shape.word + _GAP
    if not shape.drawn:
        if entry.letters != entry.number:
            yield from written(entry.letters, CAP_HEIGHT, _PEN, Point(start, at.y), "left", 0)
        return
    top = at.y + CAP_HEIGHT / 2 + (entry.cells.height - 1) * PITCH / 2
    for row, cells in enumerate(entry.cells.rows):
        for column, cell in enumerate(cells):
            yield from _cell(cell, Point(start + (column + 0.5) * PITCH, top - row * PITCH))


def _cell(cell: Cell, centre: Point) -> Iterator[Mark]:
    if cell is None or cell == DOT:
        diameter = UNMARKED if cell is None else MARKED
        yield Dot(Role.MARK, centre.rounded(), diameter)
        return
    yield from lettered(cell, CAP_HEIGHT, _PEN, centre.rounded())
