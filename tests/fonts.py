"""Fonts for tests: tiny ones made on the spot, and a large one that a package ships."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from generator.outline_font import Font, font_of

Draw = Callable[[Any], None]
UNITS = 1000


def box(pen: Any, left: float, bottom: float, right: float, top: float) -> None:
    """A box, clockwise as TrueType fills it."""
    pen.moveTo((left, bottom))
    pen.lineTo((left, top))
    pen.lineTo((right, top))
    pen.lineTo((right, bottom))
    pen.closePath()


def stem(pen: Any) -> None:
    """An upright stroke as high as capitals."""
    box(pen, 100, 0, 250, 700)


def true_type(glyphs: Mapping[str, Draw], **said: Any) -> bytes:
    """A TrueType font of these characters; an H is as high as it draws one."""
    builder = _builder(glyphs, is_ttf=True)
    drawn = {}
    for name, draw in _named(glyphs).items():
        pen = TTGlyphPen(None)
        draw(pen)
        drawn[name] = pen.glyph()
    builder.setupGlyf(drawn)
    lefts = {name: getattr(glyph, "xMin", 0) for name, glyph in drawn.items()}
    return _built(builder, lefts, said)


def open_type(glyphs: Mapping[str, Draw], **said: Any) -> bytes:
    """An OpenType font of these characters with cubic curves."""
    builder = _builder(glyphs, is_ttf=False)
    drawn = {}
    for name, draw in _named(glyphs).items():
        pen = T2CharStringPen(UNITS, None)
        draw(pen)
        drawn[name] = pen.getCharString()
    builder.setupCFF("Tiny", {}, drawn, {})
    return _built(builder, dict.fromkeys(drawn, 0), said)


def cjk() -> Font:
    """Noto Sans SC as the package zhplot ships it, under the SIL Open Font License."""
    spec = importlib.util.find_spec("zhplot")
    assert spec is not None
    assert spec.origin is not None
    return font_of((Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf").read_bytes())


def _named(glyphs: Mapping[str, Draw]) -> dict[str, Draw]:
    return {".notdef": lambda _: None} | {f"u{ord(s):04X}": d for s, d in glyphs.items()}


def _builder(glyphs: Mapping[str, Draw], *, is_ttf: bool) -> FontBuilder:
    builder = FontBuilder(UNITS, isTTF=is_ttf)
    builder.setupGlyphOrder(list(_named(glyphs)))
    builder.setupCharacterMap({ord(symbol): f"u{ord(symbol):04X}" for symbol in glyphs})
    return builder


def _built(builder: FontBuilder, lefts: Mapping[str, int], said: Mapping[str, Any]) -> bytes:
    builder.setupHorizontalMetrics({name: (800, left) for name, left in lefts.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(**{"sTypoAscender": 880, "sTypoDescender": -120, "version": 4, **said})
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()
