from __future__ import annotations

import io
from dataclasses import replace

import PIL.Image
import pytest

from generator import preview
from generator.errors import RuleError, VerifyError
from generator.geometry import Vec
from generator.layout import Dot, Layout, Role
from generator.place import place
from generator.preview import png
from generator.preview_proof import GUIDE, INK, WHITE
from tests.plates.road import NAMES, first_of, last_of


def sides(name: str) -> tuple[Layout, ...]:
    """The blank plate of a template."""
    return place(None, first_of(name))


def test_a_picture_is_white_steel_and_dark() -> None:
    """A hole and the surroundings are white, marks are dark, guides are not, and metal is grey."""
    (layout,) = sides("seedcard")
    image = PIL.Image.open(io.BytesIO(png((layout,), 300)))
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or ()}
    assert {WHITE, INK} <= colours
    assert GUIDE != INK
    assert image.size[0] == 300
    assert image.info == {}


def test_both_sides_stand_beside_each_other() -> None:
    """A plate of two sides has a wider picture than one of them alone would have."""
    front, back = place(None, last_of("keytag"))
    both = PIL.Image.open(io.BytesIO(png((front, back), 400)))
    one = PIL.Image.open(io.BytesIO(png((front,), 400)))
    assert both.size[1] < one.size[1]


def test_a_picture_is_the_same_every_time() -> None:
    """No clock and no name: a second picture has the same bytes, in the same few chunks."""
    data = png(sides("disc-6"), 400)
    assert data == png(sides("disc-6"), 400)
    assert b"tIME" not in data
    assert b"tEXt" not in data


@pytest.mark.parametrize("what", ["moved", "lost", "added"])
def test_a_picture_of_something_else_is_noticed(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dot that is moved by three pixels, missing or one too many never leaves."""
    (layout,) = sides("seedcard")
    dot = next(mark for mark in layout.marks if isinstance(mark, Dot))
    assert dot.role is Role.FIDUCIAL
    others = tuple(mark for mark in layout.marks if mark is not dot)
    away = replace(dot, centre=dot.centre + Vec(0.6, 0))
    drawn = {"moved": (*others, away), "lost": others, "added": (*layout.marks, away)}[what]
    real = preview._Masks.draw

    def other(self: preview._Masks, _: object, view: preview._View) -> None:
        real(self, drawn, view)

    monkeypatch.setattr(preview._Masks, "draw", other)
    with pytest.raises(VerifyError):
        png((layout,), 300)


@pytest.mark.parametrize("name", ["tinyseed", "letters-24"])
def test_a_line_without_its_middle_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Round ends alone are no line."""
    monkeypatch.setattr(preview, "_way", lambda *_: None)
    with pytest.raises(VerifyError, match="lacks a mark|elsewhere"):
        png(sides(name), 1000)


@pytest.mark.parametrize("width", [0, 199, 2001])
def test_a_width_out_of_reach_is_refused(width: int) -> None:
    """Pictures are 200 to 2000 pixels wide."""
    with pytest.raises(RuleError):
        png(sides("seedqr"), width)


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_every_plate_has_a_picture(name: str) -> None:
    """Each template is drawn, and found pixel by pixel where it is."""
    assert png(sides(name), 600).startswith(b"\x89PNG")
