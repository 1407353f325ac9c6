"""Glyphs of a TTF or OTF font as areas of arcs and lines.

The one file that imports fontTools and skia-pathops, both when a font is first opened.
"""

from __future__ import annotations

import importlib.util
import io
import logging
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, Final, TypeAlias

from generator.bezier import Curve, closed_path
from generator.contours import Ring, nested, stroke_width, touches
from generator.errors import OutputError, TemplateError
from generator.geometry import Point, Rect

MOST_BYTES: Final = 64_000_000
"""A font of all of Unicode's plane of ideographs has half of it."""

LEAST_STROKE: Final = 0.08
"""Millimetres that the strokes of a glyph are wide on average. Ours: a laser's line is half of it,
and thinner strokes can't be filled."""

_SPECK = 1e-4
"""Square millimetres; contours of less are left over from the removal of overlaps."""

_JOINT = 0.008
"""Of the em: the side of the square that joins contours which touch in a point."""

_ROUNDS = 3
"""So often touching contours are joined, at most."""

_KINDS = {b"\x00\x01\x00\x00": "TrueType", b"true": "TrueType", b"OTTO": "CFF"}
"""What the first four bytes of a font with one face say."""

_OUTLINES = ("glyf", "CFF ", "CFF2")

_BELOW_BASELINE = 0.12
"""Of the em: how far an ideograph's box reaches down, where the font's metrics don't tell."""

_Opened: TypeAlias = Any
"""A font as fontTools has it, which carries few types."""


@dataclass(frozen=True, slots=True)
class Font:
    """One face, opened when its glyphs are asked for; equal where the files are."""

    data: bytes = field(repr=False)
    units: int
    """To the em."""
    capitals: float
    """The height of capitals in units; of an ideograph's box where there are none."""
    ideographs: tuple[float, float]
    """Bottom and top of an ideograph's box in units, from the baseline."""
    variable: bool
    """Whether it has more styles than the one drawn here, its default."""


def load(path: FilePath) -> Font:
    """The font of a file.

    Raises `TemplateError` for what is no single face of outlines, `OutputError` without fontTools
    or skia-pathops.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise TemplateError(f"the font can't be read: {reason}") from None
    return font_of(data)


def font_of(data: bytes) -> Font:
    """The font that the bytes of a file are; see `load`."""
    if len(data) > MOST_BYTES:
        raise TemplateError(f"the font is larger than {MOST_BYTES // 10**6} MB")
    if data[:4] == b"ttcf":
        raise TemplateError("the font is a collection of several; save one of them as TTF or OTF")
    if data[:4] not in _KINDS:
        raise TemplateError("the font is neither a TTF nor an OTF file")
    _check_installed()
    with _sound():
        opened = _opened(data)
        if not any(tag in opened for tag in _OUTLINES):
            raise TemplateError("the font has pictures of its glyphs only, and no outlines")
        units = int(opened["head"].unitsPerEm)
        box = _ideograph_box(opened, units)
        capitals = _capitals(opened) or box[1] - box[0]
        variable = "fvar" in opened
    if units <= 0 or capitals <= 0:
        raise TemplateError("the font is damaged: its glyphs have no height")
    return Font(data, units, capitals, box, variable)


def lacking(font: Font, symbols: Iterable[str]) -> int:
    """How many of the characters the font has no glyph for."""
    known = _known(font.data)
    return sum(symbol not in known for symbol in set(symbols))


def ink_box(font: Font, symbol: str, cap_height: float) -> Rect:
    """The box of a glyph's ink where `glyph` draws it, not rounded; found without drawing it.

    Raises `TemplateError` as `glyph` does where there is nothing to draw.
    """
    from fontTools.pens.boundsPen import BoundsPen

    glyphs, name = _named(font, symbol)
    pen = BoundsPen(glyphs)
    with _sound():
        glyphs[name].draw(pen)
    if pen.bounds is None:
        raise TemplateError(_EMPTY)
    left, bottom, right, top = pen.bounds
    put = _scaling(font, symbol, cap_height).put
    low, high = put(left, bottom), put(right, top)
    return Rect(low.x, low.y, high.x, high.y)


@lru_cache(maxsize=4096)
def glyph(font: Font, symbol: str, cap_height: float) -> tuple[Ring, ...]:
    """The areas of a character in millimetres, in whole micrometres, overlaps removed.

    Capitals are `cap_height` high and stand on y = 0, at the x that the font says. Wide characters
    (Unicode's East Asian Width W) are larger than their capitals in most fonts; here their box is
    as high as the capitals and stands on y = 0, so that both fit a slot alike.
    Curves are met within `bezier.TOLERANCE`; where contours touch in a point, a square of
    `_JOINT` joins them. Raises `TemplateError`, which doesn't name the
    character, where there is no glyph or nothing on it, where contours still touch, or
    strokes are thinner than `LEAST_STROKE`.
    """
    scale = _scaling(font, symbol, cap_height)
    shape = _shape(font, symbol)
    for _ in range(_ROUNDS):
        rings = _rings(_drawn(shape), scale)
        places = touches(rings)
        if not places:
            break
        shape = _joined(shape, [scale.back(place) for place in places], font.units * _JOINT)
    else:
        raise TemplateError(
            "in a character contours of the font touch or overlap, which can't be removed"
        )
    _refuse_thin(rings, cap_height)
    return rings


_EMPTY = "a character has an empty glyph in the font"


def _refuse_thin(rings: tuple[Ring, ...], cap_height: float) -> None:
    width = stroke_width(rings)
    if width < LEAST_STROKE:
        raise TemplateError(
            f"a character of {cap_height:g} mm has strokes of {width:.3f} mm; at least "
            f"{LEAST_STROKE} mm is needed, take a bolder font or larger letters"
        )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Millimetres to a font unit, and the y in units of what stands on y = 0."""

    factor: float
    bottom: float

    def put(self, x: float, y: float) -> Point:
        return Point(x * self.factor, (y - self.bottom) * self.factor)

    def back(self, point: Point) -> tuple[float, float]:
        return point.x / self.factor, point.y / self.factor + self.bottom


def _scaling(font: Font, symbol: str, cap_height: float) -> _Scale:
    if is_wide(symbol):
        bottom, top = font.ideographs
        return _Scale(cap_height / (top - bottom), bottom)
    return _Scale(cap_height / font.capitals, 0.0)


def is_wide(symbol: str) -> bool:
    """Whether a character fills a square: an ideograph, kana or a syllable of Hangul."""
    return unicodedata.east_asian_width(symbol) in "WF"


def _rings(contours: Iterable[Sequence[Curve]], scale: _Scale) -> tuple[Ring, ...]:
    """The areas of contours in font units that don't cross."""
    put = scale.put
    paths = [
        closed_path(tuple(put(p.x, p.y) for p in curve) for curve in contour)
        for contour in contours
    ]
    loops = [path for path in paths if path is not None and abs(path.area()) >= _SPECK]
    if not loops:
        raise TemplateError(_EMPTY)
    return nested(loops)


def _shape(font: Font, symbol: str) -> _Opened:
    """The contours of a glyph in font units, none of them crossing, as skia-pathops has them."""
    import pathops

    glyphs, name = _named(font, symbol)
    shape = pathops.Path()
    with _sound():
        glyphs[name].draw(shape.getPen(glyphSet=glyphs))
    return _without_overlaps(shape)


def _joined(shape: _Opened, places: Iterable[tuple[float, float]], across: float) -> _Opened:
    """The shape with a small square on each of some places where contours touch in one point.

    The square turns a point, which is neither joined nor apart, into a narrow bridge.
    """
    import pathops

    joined = pathops.Path(shape)
    pen = joined.getPen()
    half = across / 2
    for x, y in places:
        pen.moveTo((x - half, y - half))
        for dx, dy in ((half, -half), (half, half), (-half, half)):
            pen.lineTo((x + dx, y + dy))
        pen.closePath()
    return _without_overlaps(joined)


def _without_overlaps(shape: _Opened) -> _Opened:
    import pathops

    try:
        shape.simplify(fix_winding=True, keep_starting_points=False)
    except pathops.PathOpsError:
        raise TemplateError(
            "in a character contours of the font overlap in a way that can't be removed"
        ) from None
    return shape


def _drawn(shape: _Opened) -> Iterator[list[Curve]]:
    """The contours of a shape as curves that go on from each other, each contour closed."""
    from fontTools.pens.basePen import decomposeQuadraticSegment
    from fontTools.pens.recordingPen import RecordingPen

    pen = RecordingPen()
    shape.draw(pen)
    contour: list[Curve] = []
    here = _NOWHERE
    for verb, given in pen.value:
        match verb:
            case "moveTo":
                here = given[0]
            case "lineTo" | "curveTo":
                contour.append(_curve(here, *given))
                here = given[-1]
            case "qCurveTo":
                points = given
                if points[-1] is None:  # no point lies on the contour, but half-way between two is
                    (ax, ay), (bx, by) = points[-2], points[0]
                    here = ((ax + bx) / 2, (ay + by) / 2)
                    points = (*points[:-1], here)
                for off, on in decomposeQuadraticSegment(points):
                    contour.append(_curve(here, off, on))
                    here = on
            case _:
                if contour:
                    yield contour
                contour = []


_NOWHERE = (0.0, 0.0)


def _curve(*points: tuple[float, float]) -> Curve:
    return tuple(Point(float(x), float(y)) for x, y in points)


def _named(font: Font, symbol: str) -> tuple[_Opened, str]:
    """All glyphs, and the name of a character's own."""
    name = _known(font.data).get(symbol)
    if name is None:
        raise TemplateError("the font has no glyph for a character")
    with _sound():
        return _opened(font.data).getGlyphSet(), name


@lru_cache(maxsize=4)
def _opened(data: bytes) -> _Opened:
    from fontTools.ttLib import TTFont

    # It tells of oddities in its log, which would else be printed where nobody set one up.
    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    return TTFont(io.BytesIO(data), lazy=True)


@lru_cache(maxsize=4)
def _known(data: bytes) -> dict[str, str]:
    """The characters of a font with the names of their glyphs, without the sign for none."""
    with _sound():
        opened = _opened(data)
        names = opened.getBestCmap() or {}
        nothing = opened.getGlyphOrder()[0]
    return {chr(code): name for code, name in names.items() if name != nothing}


def _capitals(opened: _Opened) -> float:
    """The height of capitals in units: what the font says, or its H has; 0 without any."""
    from fontTools.pens.boundsPen import BoundsPen

    said = getattr(opened["OS/2"], "sCapHeight", 0) if "OS/2" in opened else 0
    if said > 0:
        return float(said)
    name = (opened.getBestCmap() or {}).get(ord("H"))
    if name is None:
        return 0.0
    glyphs = opened.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return float(pen.bounds[3]) if pen.bounds else 0.0


def _ideograph_box(opened: _Opened, units: int) -> tuple[float, float]:
    """Bottom and top of an ideograph's box, which is an em high.

    The typographic ascender and descender, where they are an em apart.
    """
    metrics = opened.get("OS/2")
    if metrics is not None and metrics.sTypoAscender - metrics.sTypoDescender == units:
        return float(metrics.sTypoDescender), float(metrics.sTypoAscender)
    return -_BELOW_BASELINE * units, (1 - _BELOW_BASELINE) * units


def _check_installed() -> None:
    """Raise `OutputError` without the packages that a font needs."""
    if not all(importlib.util.find_spec(name) for name in ("fontTools", "pathops")):
        raise OutputError('--font needs two packages: pip install "metalstamp[font]"')


@contextmanager
def _sound() -> Iterator[None]:
    """What goes wrong inside is a damaged font, so only calls of fontTools belong there.

    It has an error of its own for some damage. The others were met when thousands of fonts with
    wrong bytes were read; glyphs made of each other recurse, and numbers may be of any size.
    """
    from fontTools.ttLib import TTLibError

    try:
        yield
    except TemplateError:
        raise
    except (
        TTLibError,
        struct.error,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,  # a table in a version or format that it does not read
        OverflowError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        raise TemplateError("the font is damaged") from None
