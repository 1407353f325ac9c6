"""Which plate it is, and how it lies: every way to lay every template's slots over the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from generator.geometry import Size
from generator.scan.finding import Edge, from_edge, shapes
from generator.scan.lens import Lens, fitted, moved
from generator.scan.pixels import Pixels, Points, blurred, highest, warped
from generator.scan.targets import Target, legend

_DOT_PX = 9.0
"""Pixels that a mark is wide in the picture in which marks are looked for."""

_FINE = 8.0
"""Pixels a millimetre there at least, so that a legend can be seen."""

_MOST_PX = 1000

_NEAR = 0.14
"""Of the pitch: so far from its slot a mark is as likely as not to be another thing."""

_LEAST_FIT = 0.4

_RARELY = 0.15
"""What speaks against a mirror: hardly anybody looks at a plate in one."""

_SOME = 80
"""Marks that are enough to tell a wrong template by."""


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """A side laid over the picture."""

    target: Target
    lens: Lens
    edge: Edge
    fit: float
    """How well marks stand in slots: 0 as by chance, 1 exactly."""
    legend: float
    """How well the legend fits, from -1 to 1; about 0 where it is another or burnt away."""
    mirrored: bool

    @property
    def score(self) -> float:
        seen = self.fit + 1.5 * max(self.legend, 0.0)
        return seen - _RARELY if self.mirrored else seen


def poses(picture: Pixels, edges: Sequence[Edge], targets: Sequence[Target]) -> list[Pose]:
    """All that may be there, the likeliest first; `picture` is grey."""
    found: list[Pose] = []
    for edge in edges[:4]:
        flats: dict[object, list[_Flat]] = {}
        for target in targets:
            plate = target.template.plate
            key = plate.size, plate.corner_radius, target.diameter
            if key not in flats:
                flats[key] = [
                    _flat(picture, lens, size, target.diameter)
                    for lens, size in shapes(edge, plate.size, plate.corner_radius, picture)
                ]
            for flat in flats[key]:
                found += _ways(edge, flat, target)
        if max((pose.fit for pose in found), default=0.0) > 0.8:
            break
    found.sort(key=lambda pose: -pose.score)
    return [pose for pose in found if pose.fit > _LEAST_FIT]


def refined(pose: Pose, picture: Pixels) -> Pose:
    """The pose with its lens fitted to marks and outline."""
    target, plate = pose.target, pose.target.template.plate
    half = np.array([plate.size.width / 2, plate.size.height / 2])
    around = pose.edge.places[:: max(1, len(pose.edge.places) // 200)]
    lens = pose.lens
    for within in (0.4, 0.25):
        flat = _flat(picture, lens, plate.size, target.diameter)
        pixels = lens.to_pixels(flat.marks)
        slot, off = _nearest(flat.marks, target.places)
        near = off < within * target.pitch
        if near.sum() < 8:
            return pose
        held, slots = pixels[near], target.places[slot[near]]
        weight = 0.35 * np.sqrt(near.sum() / len(around)) * 0.5

        def off_by(
            lens: Lens, held: Points = held, slots: Points = slots, weight: float = weight
        ) -> Points:
            marks = lens.to_mm(held) - slots
            outside = from_edge(lens.to_mm(around) - half, half, plate.corner_radius)
            return np.concatenate([marks.ravel(), weight * outside])

        lens = fitted(lens, off_by, 0.08 * target.pitch)
    return replace(pose, lens=lens)


@dataclass(frozen=True, slots=True, eq=False)
class _Flat:
    """The plate seen straight from above: its marks, in millimetres, and its unevenness."""

    lens: Lens
    size: Size
    marks: Points
    rough: Pixels


def _flat(picture: Pixels, lens: Lens, size: Size, dot: float) -> _Flat:
    width, height = size.width, size.height
    scale = min(max(_DOT_PX / dot, _FINE), _MOST_PX / max(width, height))
    columns, rows = round(width * scale), round(height * scale)
    x, y = np.meshgrid((np.arange(columns) + 0.5) / scale, height - (np.arange(rows) + 0.5) / scale)
    pixels = lens.to_pixels(np.stack([x, y], axis=-1))
    middle = pixels[rows // 2, columns // 2 - 1 : columns // 2 + 1]
    step = float(np.hypot(*(middle[1] - middle[0])))
    soft = blurred(picture, 0.4 * step) if step > 1.2 else picture
    seen = warped(soft.astype(np.float32), pixels[..., 0], pixels[..., 1])
    diameter = dot * scale
    even = seen / np.maximum(blurred(seen, 2 * diameter), 8)
    power = np.sqrt(blurred((even - blurred(even, 1.4 * diameter)) ** 2, 0.3 * diameter))
    peak = power >= highest(power, 2 * round(0.45 * diameter) + 1)
    down, across = np.nonzero(peak[2:-2, 2:-2])
    heights = power[down + 2, across + 2]
    strong = heights > 0.45 * np.percentile(heights, 97) if len(heights) else heights > 0
    places = _between_pixels(power, down[strong] + 2, across[strong] + 2)
    marks = np.column_stack([(places[:, 0] + 0.5) / scale, height - (places[:, 1] + 0.5) / scale])
    return _Flat(lens, size, marks, np.abs(even - blurred(even, 0.7 * scale)))


def _between_pixels(power: Pixels, down: Pixels, across: Pixels) -> Points:
    """The tops of hills, by the parabola through their neighbours: x and y in pixels."""

    def top(low: Points, here: Points, high: Points) -> Points:
        bend = low - 2 * here + high
        return np.asarray(np.where(bend < 0, (low - high) / np.minimum(2 * bend, -1e-9), 0.0))

    here = power[down, across]
    x = across + np.clip(top(power[down, across - 1], here, power[down, across + 1]), -0.5, 0.5)
    y = down + np.clip(top(power[down - 1, across], here, power[down + 1, across]), -0.5, 0.5)
    return np.column_stack([x, y]).astype(float)


def _ways(edge: Edge, flat: _Flat, target: Target) -> Iterator[Pose]:
    """Every way to hold the plate that its outline leaves, looked at from either face."""
    plate = target.template.plate.size
    wide, high = flat.size.width, flat.size.height
    turns = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        2: [[-1, 0, wide], [0, -1, high], [0, 0, 1]],
        -1: [[0, 1, 0], [-1, 0, wide], [0, 0, 1]],
        1: [[0, -1, high], [1, 0, 0], [0, 0, 1]],
    }
    for quarters, turn in turns.items():
        size = Size(wide, high) if quarters % 2 == 0 else Size(high, wide)
        if size != plate:
            continue
        for mirrored in (False, True):
            change = np.array(turn, float)
            if mirrored:
                change = np.array([[-1, 0, plate.width], [0, 1, 0], [0, 0, 1]], float) @ change
            marks = flat.marks @ change[:2, :2].T + change[:2, 2]
            fit, shift = _fit(marks, target)
            if fit < _LEAST_FIT:
                continue
            rough = np.rot90(flat.rough, quarters)
            rough = rough[:, ::-1] if mirrored else rough
            seen = _legend_fit(rough, target)
            yield Pose(target, moved(flat.lens, shift @ change), edge, fit, seen, mirrored)


def _fit(marks: Points, target: Target) -> tuple[float, Pixels]:
    """How well marks stand in slots, and by what small change they stand so."""
    shift = np.eye(3)
    every, marks = marks, marks[:: max(1, len(marks) // _SOME)]
    here = marks
    for within in (0.45, 0.35, 0.3):
        slot, off = _nearest(here, target.places)
        near = off < within * target.pitch
        if near.sum() < 8:
            return 0.0, shift
        terms = np.column_stack([marks[near], np.ones(near.sum())])
        # Held near no change at all, so that a few marks can't stretch the plate.
        held = 1e-3 * len(terms) * np.diag([*terms[:, :2].var(axis=0), 1e-6])
        by = np.linalg.solve(
            terms.T @ terms + held, terms.T @ (target.places[slot[near]] - marks[near])
        )
        if np.abs(by[:2]).max() > 0.06:
            return 0.0, shift
        shift = np.eye(3)
        shift[:2] += by.T
        here = marks @ shift[:2, :2].T + shift[:2, 2]
    slot, off = _nearest(every @ shift[:2, :2].T + shift[:2, 2], target.places)
    inside = off < 0.75 * target.pitch
    if inside.sum() < 10:
        return 0.0, shift
    good = np.exp(-((off[inside] / (_NEAR * target.pitch)) ** 2)).mean()
    by_chance = np.pi * _NEAR**2
    return float((good - by_chance) / (1 - by_chance)), shift


def _nearest(marks: Points, places: Points) -> tuple[Pixels, Points]:
    """The nearest slot of each mark, and how far it is."""
    if not len(marks):
        return np.empty(0, int), np.empty(0)
    square = (marks**2).sum(axis=1)[:, None] + (places**2).sum(axis=1)[None] - 2 * marks @ places.T
    slot = square.argmin(axis=1)
    return slot, np.sqrt(np.maximum(square[np.arange(len(marks)), slot], 0))


def _legend_fit(rough: Pixels, target: Target) -> float:
    """How unevenness and legend go together outside of the slots."""
    size = target.template.plate.size
    scale = rough.shape[1] / size.width
    drawn, free = _drawn(target, scale, rough.shape)
    seen = np.minimum(rough, np.percentile(rough, 99))[free]
    due = drawn[free]
    if due.std() < 1e-6 or seen.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(seen, due)[0, 1])


_known: dict[tuple[str, float, tuple[int, ...]], tuple[Pixels, Pixels]] = {}


def _drawn(target: Target, scale: float, shape: tuple[int, ...]) -> tuple[Pixels, Pixels]:
    """The legend in pixels, softened, and which pixels are neither slots nor the plate's edge."""
    key = target.title, round(scale, 3), shape
    if key not in _known:
        made = np.zeros(shape, np.float32)
        lines = legend(target, scale)
        rows, columns = min(shape[0], lines.shape[0]), min(shape[1], lines.shape[1])
        made[:rows, :columns] = lines[:rows, :columns]
        free = np.ones(shape, bool)
        rim = max(2, round(0.4 * scale))
        free[:rim] = free[-rim:] = False
        free[:, :rim] = free[:, -rim:] = False
        reach = 0.6 * target.diameter * scale
        y, x = np.indices(shape)
        height = target.template.plate.size.height
        for place in target.places:
            across, down = place[0] * scale, (height - place[1]) * scale
            top, left = max(0, int(down - reach)), max(0, int(across - reach))
            part = (slice(top, int(down + reach) + 2), slice(left, int(across + reach) + 2))
            free[part] &= np.hypot(x[part] - across, y[part] - down) > reach
        _known[key] = blurred(made, max(0.8, 0.15 * scale)), free
    return _known[key]
