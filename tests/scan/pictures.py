"""Quick pictures of plates for the scanner's tests: dark marks, a plain ground, a perspective."""

from __future__ import annotations

import random

import cv2
import numpy as np

from generator import template_file as templates
from generator.choice import Choice
from generator.facets import polygon
from generator.inscription import inscribed
from generator.layout import Area, Dot, Layout, Role, Stroke
from generator.place import place
from generator.secret import Secret
from generator.template import Template
from generator.variant import made_for
from generator.words.bip39 import checksum_holds
from generator.words.payload import Phrase


def words(count: int, seed: int) -> tuple[int, ...]:
    """A random phrase of no wallet."""
    draw = random.Random(seed)  # noqa: S311  # words of no wallet
    while not checksum_holds(found := tuple(draw.randrange(2048) for _ in range(count))):
        pass
    return found


def plate(name: str, indices: tuple[int, ...]) -> tuple[Template, tuple[Layout, ...]]:
    """A plate with such words."""
    made = made_for(templates.find(name), Choice(len(indices)))
    return made, place(inscribed(Secret(Phrase("english", indices)), made), made)


def flat(layout: Layout, made: Template, scale: float = 20, legend: bool = True) -> np.ndarray:  # noqa: FBT001, FBT002  # a burnt plate
    """A side from straight above, at so many pixels a millimetre."""
    width, height = made.size.width, made.size.height
    picture = np.full((round(height * scale), round(width * scale)), 190, np.uint8)
    for mark in layout.marks:
        if mark.role is Role.OUTLINE or (mark.role is Role.LEGEND and not legend):
            continue
        match mark:
            case Dot(_, centre, diameter, _):
                at = round(centre.x * scale), round((height - centre.y) * scale)
                cv2.circle(picture, at, round(diameter / 2 * scale), (40,), -1, cv2.LINE_AA)
            case Stroke(_, path, wide, _):
                ends = [*polygon(path), path.segments[-1].end]
                line = np.array([(p.x * scale, (height - p.y) * scale) for p in ends])
                thick = max(1, round(wide * scale))
                cv2.polylines(
                    picture, [np.round(line).astype(np.int32)], False, (70,), thick, cv2.LINE_AA
                )
            case Area():
                pass
    return picture


def photo(face: np.ndarray, turn_deg: float, tilt_deg: float = 12, ground: int = 60) -> bytes:
    """A JPEG of 1600 × 1200 pixels with a perspective, bent lines, uneven light and noise."""
    across, down = 1600, 1200
    high, wide = face.shape
    one, two, turn = np.deg2rad((tilt_deg, -0.7 * tilt_deg, turn_deg))
    tilt = np.array([[1, 0, 0], [0, np.cos(one), -np.sin(one)], [0, np.sin(one), np.cos(one)]])
    lean = np.array([[np.cos(two), 0, np.sin(two)], [0, 1, 0], [-np.sin(two), 0, np.cos(two)]])
    spin = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    seen = spin @ lean @ tilt
    far = 1.1 * across
    camera = np.array([[far, 0, across / 2], [0, far, down / 2], [0, 0, 1]])
    away = far * max(high, wide) / (0.75 * down)
    middle = np.array([[1, 0, -wide / 2], [0, 1, -high / 2], [0, 0, 1]])
    onto = camera @ np.column_stack([seen[:, 0], seen[:, 1], [0, 0, away]]) @ middle
    x, y = np.meshgrid(np.arange(across), np.arange(down))
    unit = np.hypot(across, down) / 2
    off = (np.stack([x, y], -1) - (across / 2, down / 2)) / unit
    bent = off * (1 + 0.04 * (off**2).sum(-1, keepdims=True)) * unit + (across / 2, down / 2)
    back = np.concatenate([bent, np.ones((down, across, 1))], -1) @ np.linalg.inv(onto).T
    places = (back[..., :2] / back[..., 2:]).astype(np.float32)
    light: np.ndarray = cv2.remap(
        face, places[..., 0], places[..., 1], cv2.INTER_AREA, borderValue=(ground,)
    ) * (1 + 0.3 * (x / across - 0.5))
    light = cv2.GaussianBlur(light, (0, 0), 1.0)
    light = light + np.random.default_rng(1).normal(0, 4, light.shape)
    picture = np.clip(light, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 75])
    return bytes(data.tobytes())
