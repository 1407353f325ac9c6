"""Pictures of plates: the same for a seed, and what is on the plate can be seen in them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from generator.choice import Choice
from generator.geometry import Point
from generator.inscription import inscribed
from generator.layout import Dot, Layout, Role
from generator.photograph.age import Loss
from generator.photograph.picture import Picture, Subject, photograph
from generator.photograph.settings import LOOKS, SETTINGS, Setting
from generator.pipeline import prepared
from generator.place import place
from tests.plates.road import phrases, template_of

STILL = Setting(0, 0, 0.0, 0.0, 0, 0.0, 0, 0, 0, 95)
"""Nothing in the way: flat, sharp and evenly lit."""


def side(name: str = "dots-24") -> Layout:
    """The front of a plate of 24 published words."""
    made = prepared(template_of(name), Choice(24))
    return place(inscribed(phrases(24)["varied"], made), made)[0]


def levels(picture: Picture) -> np.ndarray:
    """Grey levels, row by row."""
    return np.asarray(Image.open(io.BytesIO(picture.data)).convert("L"), np.float64)


def test_a_seed_is_a_picture() -> None:
    """The same bytes again, and others for another seed."""
    subject = Subject(side())
    one, two = (photograph(subject, SETTINGS["medium"], 5, 400) for _ in range(2))
    assert one == two
    assert photograph(subject, SETTINGS["medium"], 6, 400).data != one.data
    assert Image.open(io.BytesIO(one.data)).size == (400, 300)


@pytest.mark.parametrize("look", LOOKS)
def test_every_mark_is_seen_and_nothing_else(look: str) -> None:
    """Around a mark the metal differs more than around an empty slot, without exception."""
    layout = side()
    picture = photograph(Subject(layout, look), STILL, 3, 1600)
    grey = levels(picture)
    (left, top), (right, _), _, (_, bottom) = picture.corners
    (size,) = [mark.box() for mark in layout.of(Role.OUTLINE)]

    def spread(at: Point) -> float:
        x = left + (right - left) * at.x / size.width
        y = top + (bottom - top) * (size.height - at.y) / size.height
        reach = 0.8 * (right - left) / size.width
        box = grey[round(y - reach) : round(y + reach) + 1, round(x - reach) : round(x + reach) + 1]
        return float(box.std())

    marked = [spread(mark.centre) for mark in layout.of(Role.MARK) if isinstance(mark, Dot)]
    rings = [mark.box().centre for mark in layout.of(Role.GUIDE)]
    assert len(marked) > 100
    assert len(rings) > 100
    assert min(marked) > 1.3 * max(spread(at) for at in rings)


def test_a_lost_part_shows_nothing() -> None:
    """Where the plate is burnt no mark stands out."""
    layout = side()
    whole = levels(photograph(Subject(layout, "etched"), STILL, 3, 800))
    lost = levels(
        photograph(Subject(layout, "etched", losses=(Loss(0, 0, 54, 40),)), STILL, 3, 800)
    )
    half = slice(60, 280), slice(300, 500)
    assert np.abs(whole - lost)[half].mean() > 20
    assert np.abs(whole - lost)[430:560, 300:500].mean() < 3


@pytest.mark.parametrize("name", SETTINGS)
def test_the_whole_plate_is_in_the_picture(name: str) -> None:
    """However it is held, all four corners are."""
    for seed in range(8):
        for x, y in photograph(Subject(side("tinyseed")), SETTINGS[name], seed, 320).corners:
            assert 0 < x < 320
            assert 0 < y < 240
