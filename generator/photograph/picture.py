"""One picture of one side of a plate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from generator.geometry import Rect
from generator.layout import Layout, Role
from generator.photograph.age import Loss, aged
from generator.photograph.camera import aimed, finished, lit, taken
from generator.photograph.relief import relief
from generator.photograph.settings import Setting

_FWHM = 2 * math.sqrt(2 * math.log(2))
"""The full width at half maximum of a Gaussian, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, and where the corners of the plate are in it."""

    data: bytes
    corners: tuple[tuple[float, float], ...]
    """Top left, top right, bottom right, bottom left, in pixels, as a straight lens shows them."""


@dataclass(frozen=True, slots=True, repr=False)
class Subject:
    """One side of a plate, as it is now."""

    layout: Layout
    look: str = "punched"
    pitch: float = 2.0
    """The least distance of two slots in millimetres, for the blur."""
    losses: tuple[Loss, ...] = ()


def photograph(subject: Subject, setting: Setting, seed: int, width_px: int = 1600) -> Picture:
    """A picture 4 : 3, the same for the same seed and the same version of Pillow."""
    chance = np.random.default_rng([seed, 77])
    size = width_px, width_px * 3 // 4
    box = Rect.around(mark.box() for mark in subject.layout.of(Role.OUTLINE))
    shot = aimed((box.width, box.height), size, setting, chance)
    corners = (0, 0), (box.width, 0), (box.width, box.height), (0, box.height)
    points = [shot.homography @ np.array([x, y, 1.0]) for x, y in corners]
    flat = [(float(p[0] / p[2]), float(p[1] / p[2])) for p in points]
    scale = math.dist(flat[0], flat[2]) / math.hypot(box.width, box.height)
    plate = relief(subject.layout, subject.look, max(6.0, min(60.0, 1.5 * scale)), chance)
    pits = int(chance.integers(0, setting.pits + 1))
    stains = int(chance.integers(0, setting.stains + 1))
    # Apart, so that what is lost changes nothing else in the picture.
    plate = aged(plate, pits, stains, subject.losses, np.random.default_rng([seed, 78]))
    seen = taken(lit(plate, chance), plate, shot, chance)
    blur_px = setting.blur * chance.uniform(0.2, 1) * subject.pitch * scale / _FWHM
    return Picture(finished(seen, setting, blur_px, chance), tuple(flat))
