"""The photograph with what was read over it; as secret as the plate."""

from __future__ import annotations

import numpy as np

from generator.scan.dots import Sign
from generator.scan.pixels import Pixels, png, ringed
from generator.scan.scanning import Shot, View

_SHAPES = {
    Sign.MARK: "mark",
    Sign.BLANK: "blank",
    Sign.DOUBT: "doubt",
    Sign.LOST: "doubt",
}


def drawn(shot: Shot, view: View) -> bytes:
    """A PNG: a circle around each mark, a bar in each empty slot, a square around doubtful ones."""
    picture: Pixels = shot.picture.copy()
    target, lens = view.seen.target, view.pose.lens
    pixels = lens.to_pixels(target.places)
    beside = lens.to_pixels(target.places + np.array([target.diameter / 2, 0]))
    radius = float(((beside - pixels) ** 2).sum(axis=1).mean() ** 0.5)
    for sign, kind in _SHAPES.items():
        chosen = [at for at, each in enumerate(view.seen.look.signs) if each is sign]
        if chosen:
            ringed(picture, pixels[chosen], 1.2 * radius, kind)
    return png(picture)
