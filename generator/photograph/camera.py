"""The way from the plate to the picture: light, lens, sensor and file."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PIL import Image, ImageFilter

from generator.photograph.relief import Relief
from generator.photograph.settings import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[np.float32]"

_FOCAL = 1.3
"""Focal length in widths of the picture: a telephone's main camera."""

_AMBIENT, _DIFFUSE, _SHINE, _GLOSS = 0.35, 0.75, 0.25, 12


@dataclass(frozen=True, slots=True, repr=False)
class Shot:
    """Where the camera stands: a picture point for each point of the plate, in pixels."""

    homography: NDArray[np.float64]
    """3 × 3, millimetres from the plate's top left corner, y down, to pixels without distortion."""
    barrel: float
    size: tuple[int, int]
    """Width and height in pixels."""

    def plate_points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each pixel the place on the plate's plane."""
        width, height = self.size
        columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        half = math.hypot(width, height) / 2
        x, y = (columns - width / 2) / half, (rows - height / 2) / half
        # A picture point at r shows what a straight lens would show at r (1 + b r²).
        out = 1 + self.barrel * (x**2 + y**2)
        x, y = x * out * half + width / 2, y * out * half + height / 2
        back = np.linalg.inv(self.homography)
        w = back[2, 0] * x + back[2, 1] * y + back[2, 2]
        across = (back[0, 0] * x + back[0, 1] * y + back[0, 2]) / w
        down = (back[1, 0] * x + back[1, 1] * y + back[1, 2]) / w
        return across, down


def aimed(
    plate_mm: tuple[float, float],
    size: tuple[int, int],
    setting: Setting,
    chance: np.random.Generator,
) -> Shot:
    """A shot that has the whole plate in it."""
    tilt = math.radians(setting.tilt_deg) * math.sqrt(chance.uniform(0, 1))
    towards, turn = chance.uniform(0, 2 * math.pi), chance.uniform(-1, 1) * setting.turn_deg
    spin = _about_z(math.radians(turn))
    lean = _about_z(towards) @ _about_x(tilt) @ _about_z(-towards)
    turned = lean @ spin
    fill = chance.uniform(0.62, 0.88)
    focal = _FOCAL * size[0]
    width, height = plate_mm
    corners = np.array(
        [(x, y, 0.0) for x in (-width / 2, width / 2) for y in (-height / 2, height / 2)]
    )
    seen = corners @ turned.T
    away = focal * np.hypot(width, height) / min(size) / fill
    for _ in range(4):
        flat = focal * seen[:, :2] / (seen[:, 2:] + away)
        spread = np.abs(flat).max(axis=0) * 2 / np.array(size)
        away *= float(spread.max()) / fill
    columns = np.column_stack([turned[:, 0], turned[:, 1], [0, 0, away]])
    lens = np.array([[focal, 0, size[0] / 2], [0, focal, size[1] / 2], [0, 0, 1.0]])
    middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
    return Shot(lens @ columns @ middle, setting.barrel * chance.uniform(0, 1), size)


def lit(plate: Relief, chance: np.random.Generator) -> Array:
    """The grey levels of the face, 0 to 1, under a lamp from one side."""
    around, high = chance.uniform(0, 2 * math.pi), chance.uniform(0.5, 1.0)
    lamp = np.array(
        [math.cos(around) * math.cos(high), math.sin(around) * math.cos(high), math.sin(high)]
    )
    down, across = np.gradient(plate.height * plate.scale)
    length = np.sqrt(across**2 + down**2 + 1)
    facing = (-across * lamp[0] - down * lamp[1] + lamp[2]) / length
    halfway = lamp + np.array([0, 0, 1.0])
    halfway /= np.linalg.norm(halfway)
    glossy = np.clip((-across * halfway[0] - down * halfway[1] + halfway[2]) / length, 0, 1)
    shade = _AMBIENT + _DIFFUSE * np.clip(facing, 0, None) / lamp[2]
    return np.asarray(plate.bright * shade + _SHINE * plate.bright * glossy**_GLOSS, np.float32)


def taken(face: Array, plate: Relief, shot: Shot, chance: np.random.Generator) -> Array:
    """The plate on a table, grey levels 0 to 255."""
    across, down = shot.plate_points()
    x, y = across * plate.scale - 0.5, down * plate.scale - 0.5
    table = _table(shot.size, chance)
    height, width = face.shape
    inside = (x >= 0) & (y >= 0) & (x < width - 1) & (y < height - 1)
    whole_x, whole_y = np.floor(x[inside]).astype(int), np.floor(y[inside]).astype(int)
    part_x, part_y = x[inside] - whole_x, y[inside] - whole_y
    picture = table.copy()
    values = np.zeros(len(part_x))
    cover = np.zeros(len(part_x))
    for row in (0, 1):
        for column in (0, 1):
            share = (part_x if column else 1 - part_x) * (part_y if row else 1 - part_y)
            metal = plate.metal[whole_y + row, whole_x + column]
            values += share * metal * face[whole_y + row, whole_x + column]
            cover += share * metal
    picture[inside] = values * 255 * 0.8 + (1 - cover) * table[inside]
    return picture


def finished(
    picture: Array, setting: Setting, blur_px: float, chance: np.random.Generator
) -> bytes:
    """The picture as a JPEG file: unevenly lit, with a reflection, out of focus, noisy."""
    height, width = picture.shape
    around = chance.uniform(0, 2 * math.pi)
    columns, rows = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    slope = (columns * math.cos(around) + rows * math.sin(around)) / math.sqrt(2)
    part = setting.shade * chance.uniform(0.3, 1)
    level = picture * (1 - part / 2 + part / 2 * slope)
    spot = chance.uniform(-0.5, 0.5, 2)
    glare = setting.glare * chance.uniform(0, 1)
    level += glare * np.exp(-((columns - spot[0]) ** 2 + (rows - spot[1]) ** 2) / 0.08)
    image = Image.fromarray(np.clip(level, 0, 255).astype(np.uint8))
    if blur_px > 0:
        image = image.filter(ImageFilter.GaussianBlur(blur_px))
    noisy = np.asarray(image, np.float32) + chance.normal(
        0, setting.noise * chance.uniform(0.3, 1), picture.shape
    )
    tint = np.array([1.0, 0.985, 0.96])
    colours = np.clip(noisy[:, :, None] * tint, 0, 255).astype(np.uint8)
    stream = io.BytesIO()
    quality = int(chance.integers(setting.quality, 96))
    Image.fromarray(colours).save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def _table(size: tuple[int, int], chance: np.random.Generator) -> Array:
    """What lies around the plate: wood, cloth or paper, darker or brighter than metal."""
    width, height = size
    level = chance.choice([35.0, 60.0, 225.0, 240.0])
    grain = chance.normal(0, 1, (height // 90 + 2, width // 9 + 2)).astype(np.float32)
    wide = np.asarray(Image.fromarray(grain).resize(size, 3), np.float32)
    return np.asarray(np.clip(level + wide * chance.uniform(2, 9), 0, 255), np.float32)


def _about_x(angle: float) -> NDArray[np.float64]:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def _about_z(angle: float) -> NDArray[np.float64]:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
