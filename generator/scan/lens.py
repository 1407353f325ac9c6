"""How places on a plate, in millimetres, and in its photograph, in pixels, belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from generator.scan.pixels import Pixels, Points, homography

_ROUNDS = 12
_STEP = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """A perspective and one radial coefficient.

    Pixels are taken from the picture's middle in halves of its diagonal, straightened by
    u / (1 + bend × r²), which is the division model of a lens, and then seen in perspective.
    """

    middle: tuple[float, float]
    unit: float
    plane: Pixels
    """From straightened pixels to millimetres, 3 × 3."""
    bend: float = 0.0

    def to_mm(self, pixels: Points) -> Points:
        """Where on the plate some pixels are."""
        seen = (pixels - self.middle) / self.unit
        straight = seen / (1 + self.bend * (seen**2).sum(axis=-1, keepdims=True))
        return _seen(straight, self.plane)

    def to_pixels(self, places: Points) -> Points:
        """Where in the picture some places of the plate are; undoes `to_mm`."""
        straight = _seen(places, np.linalg.inv(self.plane))
        square = (straight**2).sum(axis=-1, keepdims=True)
        root = np.sqrt(np.maximum(1 - 4 * self.bend * square, 0.0))
        seen = straight * (2 / (1 + root))
        return np.asarray(seen * self.unit + self.middle)


def through(pixels: Points, places: Points, size: tuple[int, int]) -> Lens:
    """The lens without bend that shows four places at four pixels of a picture of that size."""
    height, width = size
    middle, unit = (width / 2, height / 2), float(np.hypot(width, height) / 2)
    return Lens(middle, unit, homography((pixels - middle) / unit, places))


def moved(lens: Lens, change: Pixels) -> Lens:
    """The lens with millimetres changed by a 3 × 3 matrix."""
    plane = change @ lens.plane
    return replace(lens, plane=plane / plane[2, 2])


def fitted(
    lens: Lens, off: Callable[[Lens], Points], least: float, *, bending: bool = True
) -> Lens:
    """The lens for which what `off` returns is least, beyond `least` counted less and less."""
    start = np.append((lens.plane / lens.plane[2, 2]).ravel()[:8], lens.bend)
    free = len(start) if bending else len(start) - 1

    def made(numbers: Points) -> Lens:
        return replace(
            lens, plane=np.append(numbers[:8], 1.0).reshape(3, 3), bend=float(numbers[8])
        )

    def weighed(numbers: Points) -> tuple[Points, float]:
        residual = off(made(numbers)).ravel()
        weight = 1 / np.sqrt(1 + (residual / least) ** 2)
        return residual * weight, float((least**2 * np.log1p((residual / least) ** 2)).sum())

    damping, (residual, cost) = 1e-3, weighed(start)
    for _ in range(_ROUNDS):
        slope = np.empty((len(residual), free))
        for at in range(free):
            step = np.zeros_like(start)
            step[at] = _STEP * max(1.0, abs(start[at]))
            slope[:, at] = (weighed(start + step)[0] - residual) / step[at]
        square = slope.T @ slope
        better = False
        for _ in range(6):
            by = np.zeros_like(start)
            matrix = square + damping * np.diag(np.diag(square) + 1e-12)
            by[:free] = -np.linalg.lstsq(matrix, slope.T @ residual, rcond=None)[0]
            other, lower = weighed(start + by)
            if lower < cost and abs(start[8] + by[8]) < 1:
                better = lower < cost * (1 - 1e-4)
                start, residual, cost, damping = start + by, other, lower, damping / 5
                break
            damping *= 8
        if not better:
            break
    return made(start)


def _seen(points: Points, plane: Pixels) -> Points:
    across = points @ plane[:, :2].T + plane[:, 2]
    return np.asarray(across[..., :2] / across[..., 2:])
