"""Plates that ship, as solids, judged by the kernel."""

from __future__ import annotations

from collections import Counter

import pytest

pytest.importorskip("OCP")

from generator import cad
from generator.formats import step
from generator.inscription import inscribed
from generator.layout import Layout
from generator.place import place
from generator.pockets import volume
from generator.template import Template
from tests.plates.road import (
    NAMES,
    chosen,
    plain,
    secrets,
    solid_plates,
)
from tests.solids import box_of, extent, kernel_read, kernel_volume, parts, sound, surfaces
from tests.test_cad import expected_surfaces


def drawn(template: Template) -> tuple[Layout, ...]:
    """The plate with a published phrase on it, or the beginning of one."""
    phrase = secrets(chosen(template))["varied"]
    grids = inscribed(phrase, template)
    return place(grids, template)


def judge(template: Template) -> None:
    """Fails unless solid and file are one closed valid solid of the right size and faces.

    Of a set each piece is one.
    """
    layouts = drawn(template)
    box, thick = box_of(layouts), layouts[0].thickness
    made = cad.solid(layouts)
    faces = expected_surfaces(layouts)
    for shape in (made, kernel_read(step.write(layouts))):
        assert sound(shape, len(template.origins))
        assert kernel_volume(shape) == pytest.approx(volume(layouts), rel=1e-6)
        assert extent(shape) == pytest.approx((0, 0, -thick, box.right, box.top, 0), abs=1e-6)
        assert surfaces(shape) == faces
        assert len(parts(shape, "FACE")) == Counter(faces).total()


@pytest.mark.parametrize(("name", "count"), [("seedqr", 24), ("disc-6", 12)])
def test_a_plate_is_one_valid_solid(name: str, count: int) -> None:
    """A code of squares, and dots on two sides."""
    judge(plain(name, count))


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_every_plate_is_one_valid_solid(name: str) -> None:
    """Each plate for its fewest and most words, in each code and style."""
    for template in solid_plates(name):
        judge(template)
