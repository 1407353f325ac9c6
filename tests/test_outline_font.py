from __future__ import annotations

import io
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from generator import outline_font
from generator.bezier import TOLERANCE
from generator.contours import touches
from generator.errors import OutputError, TemplateError
from generator.geometry import Rect
from generator.outline_font import MOST_BYTES, font_of, glyph, ink_box, lacking, load
from tests.fonts import Draw, box, cjk, open_type, stem, true_type


def bowl(pen: Any) -> None:
    """A round bowl in quadratic curves with no point on the contour, and a counter."""
    pen.qCurveTo((100, 0), (100, 700), (700, 700), (700, 0), None)
    pen.closePath()
    box(pen, 300, 250, 500, 450)  # clockwise as the bowl: the non-zero rule fills it


def ring(pen: Any) -> None:
    """A box with a counter that turns the other way."""
    box(pen, 100, 0, 700, 700)
    pen.moveTo((200, 100))
    for point in ((600, 100), (600, 600), (200, 600)):
        pen.lineTo(point)
    pen.closePath()


def cubic(pen: Any) -> None:
    """A drop in cubic curves, counter-clockwise as CFF fills it."""
    pen.moveTo((400, 0))
    pen.curveTo((900, 0), (700, 700), (400, 700))
    pen.curveTo((100, 700), (-100, 0), (400, 0))
    pen.closePath()


def cross(pen: Any) -> None:
    """Two strokes that overlap."""
    box(pen, 100, 300, 700, 400)
    box(pen, 350, 0, 450, 700)


def tip(pen: Any) -> None:
    """A wedge whose tip ends exactly on the side of a box."""
    box(pen, 100, 0, 300, 700)
    pen.moveTo((300, 350))
    pen.lineTo((600, 500))
    pen.lineTo((600, 200))
    pen.closePath()


TINY = {"H": stem, "b": bowl, "o": ring, "x": cross, "t": tip, "-": lambda _: None, "中": cross}


def inside(box_: Rect, other: Rect) -> bool:
    """Whether a box is within another but for what curves may be off."""
    return other.grown(2 * TOLERANCE).contains(box_)


def test_overlaps_are_gone() -> None:
    """Strokes that cross are one area, a filled counter is none, a real one is a hole."""
    font = font_of(true_type(TINY))
    for symbol, holes in (("x", 0), ("b", 0), ("o", 1), ("H", 0)):
        ((outline, inner),) = glyph(font, symbol, 3.0)
        assert outline.area() > 0
        assert len(inner) == holes
        assert all(hole.area() < 0 for hole in inner)
    assert len(glyph(font, "x", 7.0)[0][0].segments) == 12


def test_contours_that_meet_in_a_point_are_joined() -> None:
    """A tip that ends on a side becomes one with it: what touches can be cut by no machine."""
    rings = glyph(font_of(true_type(TINY)), "t", 3.0)
    assert len(rings) == 1
    assert not touches(rings)


def test_capitals_are_as_high_as_asked() -> None:
    """By what the font says, else by its H, and by the box of ideographs without any."""
    for font in (
        font_of(true_type(TINY)),
        font_of(true_type(TINY, sCapHeight=700)),
        font_of(open_type({"H": stem})),
    ):
        assert glyph(font, "H", 3.5)[0][0].box() == Rect(0.5, 0, 1.25, 3.5)
    said = font_of(true_type(TINY, sCapHeight=350))
    assert glyph(said, "H", 3.5)[0][0].box().height == 7.0
    alone = font_of(true_type({"中": cross}))
    assert alone.capitals == 1000


def test_an_ideograph_fits_its_box() -> None:
    """It is an em that is as high as capitals, from the foot of the box on."""
    font = font_of(true_type(TINY))
    shown = glyph(font, "中", 1.0)[0][0].box()
    assert shown == Rect(0.1, 0.12, 0.7, 0.82)


def test_cubic_curves_are_met() -> None:
    """An OpenType glyph is as wide and high as its curves are."""
    font = font_of(open_type({"H": stem, "d": cubic}))
    ((outline, _),) = glyph(font, "d", 7.0)
    assert outline.area() > 0
    assert inside(outline.box(), ink_box(font, "d", 7.0))
    assert inside(ink_box(font, "d", 7.0), outline.box())


def test_the_box_of_a_glyph_is_told_without_drawing_it() -> None:
    """For letters, kana and ideographs of a real font, within the tolerance."""
    font = cjk()
    for symbol in "AgQ-ぱを中鬱龍":
        drawn = Rect.around(outline.box() for outline, _ in glyph(font, symbol, 4.0))
        told = ink_box(font, symbol, 4.0)
        assert inside(drawn, told)
        assert inside(told, drawn)


def test_glyphs_are_counter_clockwise_and_touch_nowhere() -> None:
    """Every capital and digit of a real font: outlines one way, holes the other, all apart."""
    font = cjk()
    for symbol in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789之充叠器增夜":
        rings = glyph(font, symbol, 3.0)
        assert not touches(rings)
        assert all(outline.area() > 0 for outline, _ in rings)
        assert all(hole.area() < 0 for _, holes in rings for hole in holes)
        assert all(p == p.rounded() for outline, _ in rings for p in outline.points())


def test_missing_characters_are_counted() -> None:
    """How many of a text's the font lacks, each once; never which."""
    font = font_of(true_type(TINY))
    assert lacking(font, "Hbo") == 0
    assert lacking(font, "HqqÄ") == 2
    with pytest.raises(TemplateError, match="^the font has no glyph for a character$"):
        glyph(font, "q", 3.0)


def test_an_empty_glyph_is_refused() -> None:
    """A character that shows nothing can't stand for anything."""
    font = font_of(true_type(TINY))
    for ask in (glyph, ink_box):
        with pytest.raises(TemplateError, match="^a character has an empty glyph in the font$"):
            ask(font, "-", 3.0)


def test_thin_strokes_are_refused() -> None:
    """Below what a laser can fill, at the size that is asked for."""
    thin = font_of(true_type({"H": lambda pen: box(pen, 0, 0, 20, 700)}))
    assert glyph(thin, "H", 7.0)
    with pytest.raises(TemplateError, match=r"^a character of 2 mm has strokes of 0\.055 mm; at"):
        glyph(thin, "H", 2.0)


def test_what_is_no_single_font_is_refused() -> None:
    """Other files, collections, pictures of glyphs, and much too large ones."""
    good = true_type(TINY)
    for data, reason in (
        (b"", "the font is neither a TTF nor an OTF file"),
        (b"wOF2" + good[4:], "the font is neither a TTF nor an OTF file"),
        (b"ttcf" + good[4:], "the font is a collection of several; save one of them as TTF or OTF"),
        (bytes(MOST_BYTES + 1), "the font is larger than 64 MB"),
        (
            without(good, "glyf", "loca"),
            "the font has pictures of its glyphs only, and no outlines",
        ),
    ):
        with pytest.raises(TemplateError, match=f"^{reason}$"):
            font_of(data)


def without(data: bytes, *tags: str) -> bytes:
    """The font less some of its tables."""
    font = TTFont(io.BytesIO(data))
    for tag in tags:
        del font[tag]
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def test_a_font_cut_short_is_refused() -> None:
    """At every length it is refused in one line, or all its glyphs are as before."""
    good = true_type(TINY)
    whole = font_of(good)
    for length in range(4, len(good), 29):
        try:
            assert glyph(font_of(good[:length]), "x", 3.0) == glyph(whole, "x", 3.0)
        except TemplateError as error:
            assert "font" in str(error)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A copy with a few wrong bytes, or cut short."""
    if chance.random() < 0.1:
        return data[: chance.randrange(len(data))]
    copy = bytearray(data)
    among = chance.choice((300, len(copy)))
    for _ in range(chance.choice((1, 2, 5, 20))):
        copy[chance.randrange(4, among)] = chance.randrange(256)
    return bytes(copy)


@pytest.mark.parametrize("make", [true_type, open_type])
def test_a_damaged_font_is_refused_or_drawn(
    make: Callable[[dict[str, Draw]], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever bytes are wrong, what comes is a glyph or a refusal, and nothing is printed."""
    data = make({"H": stem, "x": cross, "中": cross})
    chance = random.Random(1)  # noqa: S311  no secret: the same damage on each run
    said: Counter[str] = Counter()
    for _ in range(300):
        try:
            font = font_of(damaged(data, chance))
            lacking(font, "Hx中")
            for symbol in "Hx中":
                ink_box(font, symbol, 3.0)
                glyph(font, symbol, 3.0)
            said["drawn"] += 1
        except TemplateError as error:
            said[str(error)] += 1
    assert said["drawn"] > 20
    assert said["the font is damaged"] > 50
    assert capfd.readouterr() == ("", "")


def test_a_real_font_with_wrong_bytes_is_refused_or_drawn() -> None:
    """The same with one of thousands of glyphs, whose tables are read when they are needed."""
    data = cjk().data
    chance = random.Random(2)  # noqa: S311  no secret: the same damage on each run
    told = set()
    for _ in range(20):
        try:
            glyph(font_of(damaged(data, chance)), "é", 3.0)
        except TemplateError as error:
            told.add(str(error))
    assert "the font is damaged" in told


def test_glyphs_made_of_each_other_are_refused() -> None:
    """A composite that has itself as a part would never end."""
    opened = TTFont(io.BytesIO(true_type({"H": stem, "x": cross})))
    names = opened.getBestCmap()
    pen = TTGlyphPen(opened.getGlyphSet())
    pen.addComponent(names[ord("x")], (1, 0, 0, 1, 10, 0))
    itself = pen.glyph()
    itself.xMin, itself.yMin, itself.xMax, itself.yMax = 0, 0, 700, 700
    opened["glyf"][names[ord("x")]] = itself
    opened.recalcBBoxes = False
    written = io.BytesIO()
    opened.save(written)
    font = font_of(written.getvalue())
    for look in (ink_box, glyph):
        with pytest.raises(TemplateError, match="^the font is damaged$"):
            look(font, "x", 3.0)


def test_a_mistake_of_ours_is_not_taken_for_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong outside of fontTools comes out as what it is."""

    def mistaken(_: object) -> None:
        raise KeyError("ours")

    font = font_of(true_type({"H": stem}))
    monkeypatch.setattr(outline_font, "touches", mistaken)
    with pytest.raises(KeyError, match="ours"):
        glyph(font, "H", 2.7)


def test_a_file_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    """In one line that does not repeat its name."""
    with pytest.raises(TemplateError, match="^the font can't be read: no such file or directory$"):
        load(tmp_path / "none.ttf")
    (tmp_path / "one.ttf").write_bytes(true_type(TINY))
    assert load(tmp_path / "one.ttf") == font_of(true_type(TINY))


def test_missing_packages_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without them the message says how to get them."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(OutputError, match=r'^--font needs two packages: pip install "metalstamp\['):
        font_of(true_type(TINY))


def test_nothing_is_loaded_before_a_font_is() -> None:
    """Importing the module loads neither package."""
    code = (
        "import sys, generator.outline_font; "
        "print([name for name in ('fontTools', 'pathops') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
