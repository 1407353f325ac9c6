"""The plate itself: how high its face is and how bright its metal, point by point."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generator.geometry import Arc, Path, Point, Rect, Segment
from generator.layout import CUT_THROUGH, Area, Dot, Layout, Mark, Role, Stroke

if TYPE_CHECKING:
    from numpy.typing import NDArray

Field: TypeAlias = "NDArray[np.float32]"

_CHORD = math.radians(8)
"""Of an arc, what is drawn straight."""

_RIM, _RIM_WIDTH = 0.12, 0.3
"""Metal that a punch throws up: its height in parts of the depth, its width in parts of the
radius."""


_EDGE, _EDGE_DEEP = 0.2, 0.5
"""Millimetres: how wide an edge is broken, and how far down."""

_SHARES = {Role.GUIDE: 0.4, Role.LEGEND: 1.0, Role.FIDUCIAL: 1.0, Role.MARK: 1.0}
"""How much of a mark's darkness each role has."""

_HALF = 0.5

FLAT_DEG = 180


@dataclass(frozen=True, slots=True, repr=False)
class Relief:
    """Arrays of the plate's box, top row first, `scale` pixels a millimetre."""

    scale: float
    height: Field
    """Millimetres above the face, negative in marks."""
    bright: Field
    """How much light the metal gives back, 0 to 1."""
    metal: NDArray[np.bool_]
    """Where there is any."""


@dataclass(frozen=True, slots=True)
class Finish:
    """How marks differ from the metal around them."""

    plate: float
    marks: float
    depth: float
    """In parts of what the template says."""


FINISHES = {
    "punched": Finish(0.62, 0.52, 1.0),
    "etched": Finish(0.62, 0.16, 0.0),
    "engraved": Finish(0.6, 0.3, 0.6),
    "bright": Finish(0.16, 0.72, 0.2),
}


def relief(layout: Layout, look: str, scale: float, chance: np.random.Generator) -> Relief:
    """One side without any damage but what its marks show."""
    box = Rect.around(mark.box() for mark in layout.of(Role.OUTLINE))
    size = round(box.width * scale), round(box.height * scale)
    finish = FINISHES[look]
    metal = _mask(layout.of(Role.OUTLINE), box, size, scale) > _HALF
    metal &= _mask(layout.of(Role.HOLE), box, size, scale) < _HALF
    height = _chamfer(metal, scale)
    bright: Field = np.full(metal.shape, finish.plate, np.float32) + _brushed(metal.shape, chance)
    drawn = [mark for mark in layout.marks if mark.role not in CUT_THROUGH]
    for dot in (mark for mark in drawn if isinstance(mark, Dot)):
        _sink(dot, box, scale, finish, height, bright)
    for role, share in _SHARES.items():
        lines = [m for m in drawn if m.role is role and not isinstance(m, Dot)]
        if lines:
            cover = _mask(lines, box, size, scale) * share
            depth = max(line.cut.depth for line in lines)
            height -= cover * depth * finish.depth
            bright += cover * (finish.marks - bright)
    return Relief(scale, height, np.clip(bright, 0, 1).astype(np.float32), metal)


def _chamfer(metal: NDArray[np.bool_], scale: float) -> Field:
    """The broken edges of plate and holes, which catch the light or lie in shadow."""
    image = Image.fromarray(metal.astype(np.uint8) * 255)
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(_EDGE * scale)), np.float32) / 255
    return np.asarray(-_EDGE_DEEP * (1 - soft) * metal, np.float32)


def _sink(dot: Dot, box: Rect, scale: float, finish: Finish, height: Field, bright: Field) -> None:
    """A cone or a flat pocket, with the rim that a punch throws up around it."""
    radius = dot.diameter / 2 * scale
    at_x, at_y = (dot.centre.x - box.left) * scale, (box.top - dot.centre.y) * scale
    reach = math.ceil(radius * (1 + 3 * _RIM_WIDTH)) + 1
    top, left = max(0, round(at_y) - reach), max(0, round(at_x) - reach)
    rows = np.arange(top, min(height.shape[0], round(at_y) + reach + 1))
    columns = np.arange(left, min(height.shape[1], round(at_x) + reach + 1))
    away = np.hypot(rows[:, None] + 0.5 - at_y, columns[None, :] + 0.5 - at_x)
    inside = np.clip(radius + 0.5 - away, 0, 1)
    flat = dot.cut.point_deg == FLAT_DEG
    profile = inside if flat else inside * np.clip(1 - (away / radius) ** 2 * 0.8, 0, 1)
    rim = np.exp(-(((away - radius) / (_RIM_WIDTH * radius)) ** 2)) * (1 - inside) * _RIM
    window = np.ix_(rows, columns)
    deep = max(dot.cut.depth, 0.1) * finish.depth
    height[window] += ((rim - profile) * deep).astype(np.float32)
    bright[window] += (inside * (finish.marks - bright[window])).astype(np.float32)


def _brushed(shape: tuple[int, int], chance: np.random.Generator) -> Field:
    """Fine lines along the plate, as a grinding belt leaves them, and slow unevenness."""
    lines = chance.normal(0, 0.03, (shape[0], max(2, shape[1] // 60)))
    fine = np.asarray(Image.fromarray(lines.astype(np.float32)).resize(shape[::-1], 2))
    slow = chance.normal(0, 0.03, (6, 6)).astype(np.float32)
    return np.asarray(fine + np.asarray(Image.fromarray(slow).resize(shape[::-1], 3)), np.float32)


def _mask(marks: Sequence[Mark], box: Rect, size: tuple[int, int], scale: float) -> Field:
    """How far each pixel is covered by marks."""
    finer = 3
    image = Image.new("L", (size[0] * finer, size[1] * finer), 0)
    pen = ImageDraw.Draw(image)

    def at(point: Point) -> tuple[float, float]:
        fine = scale * finer
        return (point.x - box.left) * fine - 0.5, (box.top - point.y) * fine - 0.5

    for mark in marks:
        match mark:
            case Dot():
                (x, y), radius = at(mark.centre), mark.diameter / 2 * scale * finer
                pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
            case Stroke():
                line = [at(point) for point in _points(mark.path)]
                wide = max(1, round(mark.width * scale * finer))
                pen.line(line, fill=255, width=wide, joint="curve")
                for x, y in (line[0], line[-1]):
                    half = wide / 2
                    pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
            case Area():
                pen.polygon([at(point) for point in _points(mark.outline)], fill=255)
                for hole in mark.holes:
                    pen.polygon([at(point) for point in _points(hole)], fill=0)
    return np.asarray(image.reduce(finer), np.float32) / np.float32(255)


def _points(path: Path) -> Iterator[Point]:
    """The corners of short straight lines that run as the path does."""
    yield path.start
    for start, step in path.steps():
        yield from _halved(start, step)


def _halved(start: Point, step: Segment) -> Iterator[Point]:
    if isinstance(step, Arc) and step.sweep(start) > _CHORD:
        middle = step.middle(start)
        yield from _halved(start, Arc(middle, step.radius, step.ccw))
        yield from _halved(middle, step)
        return
    yield step.end
