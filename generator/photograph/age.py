"""What years do to a plate: rust, dull spots, rows and corners that are gone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from generator.photograph.relief import Relief

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_PIT, MOST_PIT = 0.2, 0.9
"""Millimetres across."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A part of the face of which nothing can be seen any more: a box in millimetres."""

    left: float
    top: float
    right: float
    bottom: float
    """From the top left corner of the plate, y down."""


def aged(
    new: Relief, pits: int, stains: int, losses: Sequence[Loss], chance: np.random.Generator
) -> Relief:
    """The plate with so many rust pits and dull spots, and with parts that were burnt away."""
    height, bright = new.height.copy(), new.bright.copy()
    rows, columns = height.shape
    for _ in range(pits):
        radius = chance.uniform(LEAST_PIT, MOST_PIT) / 2 * new.scale
        at = chance.uniform(0, rows), chance.uniform(0, columns)
        _spot(height, bright, at, radius, chance)
    for _ in range(stains):
        radius = chance.uniform(4, 12) / 2 * new.scale
        at = chance.uniform(0, rows), chance.uniform(0, columns)
        window, away = _window(bright, at, radius)
        bright[window] *= (1 - 0.3 * np.clip(1 - away, 0, 1)).astype(np.float32)
    for loss in losses:
        _burn(height, bright, new.scale, loss, chance)
    return replace(new, height=height, bright=bright)


def _spot(
    height: NDArray[np.float32],
    bright: NDArray[np.float32],
    at: tuple[float, float],
    radius: float,
    chance: np.random.Generator,
) -> None:
    """A pit with a ragged edge, brown inside."""
    window, away = _window(bright, at, radius * 1.6)
    rough = chance.normal(0, 0.12, away.shape)
    inside = np.clip((1 / 1.6 - away + rough) * 4, 0, 1).astype(np.float32)
    height[window] -= inside * np.float32(chance.uniform(0.03, 0.15))
    bright[window] += inside * (np.float32(chance.uniform(0.2, 0.4)) - bright[window])


def _window(
    field: NDArray[np.float32], at: tuple[float, float], radius: float
) -> tuple[tuple[NDArray[np.int64], ...], NDArray[np.float64]]:
    """The pixels within a radius, and how far away each is in parts of it."""
    reach = math.ceil(radius) + 1
    rows = np.arange(max(0, int(at[0]) - reach), min(field.shape[0], int(at[0]) + reach + 1))
    columns = np.arange(max(0, int(at[1]) - reach), min(field.shape[1], int(at[1]) + reach + 1))
    away = np.hypot(rows[:, None] + 0.5 - at[0], columns[None, :] + 0.5 - at[1]) / radius
    return np.ix_(rows, columns), away


def _burn(
    height: NDArray[np.float32],
    bright: NDArray[np.float32],
    scale: float,
    loss: Loss,
    chance: np.random.Generator,
) -> None:
    """Scale and soot where nothing is left to be told."""
    top, bottom = round(loss.top * scale), round(loss.bottom * scale)
    left, right = round(loss.left * scale), round(loss.right * scale)
    box = np.s_[max(0, top) : bottom, max(0, left) : right]
    shape = height[box].shape
    coarse = chance.normal(0, 1, (max(2, shape[0] // 12), max(2, shape[1] // 12)))
    rough = np.asarray(Image.fromarray(coarse.astype(np.float32)).resize(shape[::-1], 3))
    height[box] = rough * 0.05
    bright[box] = np.clip(0.2 + 0.07 * rough, 0.02, 0.6)
