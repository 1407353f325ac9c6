"""What a drawing shows, in numbers, and how far two of them are apart.

A shape is its box, its length, its area, and places on the way. Which way round it runs and where
a closed one begins is a format's own choice (LightBurn's contours all turn left), so neither
counts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from generator.geometry import Arc, Path, Rect, Vec
from generator.layout import Dot, Layout, Role, Stroke

TOLERANCE = 0.002
"""Millimetres by which a reader may differ from the layout."""

CLOSE = 0.0001
"""Millimetres that a chord may stand off its arc, here as in the scripts of the readers."""

_NEAR = 0.05
"""Millimetres within which two shapes are compared as one, so that a difference is measured."""

_PARTS = 16
"""A way is looked at where each of so many equal parts of it begins and ends."""

Way: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
"""The ends of lines one after the other, two numbers each; the last is the first if it closes."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Shape:
    """A circle as (x, y, diameter), anything else as (left, bottom, right, top).

    `role` is `None` where the reader tells none. Where there is a way, two more millimetres follow:
    the diameter of a ring that is as long, and the area between the way and the chord from its end
    to its start, clockwise less, without sign, divided by the length. So both grow about as much as
    a shape that grows on all sides.
    """

    role: str | None
    numbers: tuple[float, ...]
    way: Way | None = None

    @property
    def round(self) -> bool:
        return len(self.numbers) == len(("x", "y", "diameter"))

    def box(self) -> tuple[float, ...]:
        """Left, bottom, right, top."""
        if not self.round:
            return self.numbers[:4]
        x, y, across = self.numbers
        return x - across / 2, y - across / 2, x + across / 2, y + across / 2

    def placed(self, by: Vec, scale: float = 1.0, up: float = 1.0) -> Shape:
        """The same, scaled about the datum and moved; `up` is -1 where y ran down."""
        x, y, *more = self.numbers
        across = (x * scale + by.dx, y * scale * up + by.dy)
        if self.round:
            return Shape(self.role, (*across, more[0] * scale))
        right, top, *sizes = more
        over = (right * scale + by.dx, top * scale * up + by.dy)
        box = (across[0], min(across[1], over[1]), over[0], max(across[1], over[1]))
        way = None if self.way is None else self.way * (scale, scale * up) + (by.dx, by.dy)
        return Shape(self.role, (*box, *(size * scale for size in sizes)), way)


def along(role: str | None, way: Way, grown: float = 0.0) -> Shape:
    """The shape of a way, its box grown on each side."""
    left, low = way.min(axis=0) - grown
    right, high = way.max(axis=0) + grown
    length = _reached(way)[-1]
    # From its own start, as the products of places far from the datum are large.
    x, y = (way - way[0]).T
    area = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    return Shape(
        role, tuple(map(float, (left, low, right, high, length / math.pi, area / length))), way
    )


def way_of(path: Path) -> Way:
    """The ends of the lines and of chords close to the arcs of a path."""
    places = [(path.start.x, path.start.y)]
    for start, step in path.steps():
        if isinstance(step, Arc):
            centre, sweep = step.centre(start), step.sweep(start)
            first = math.atan2(start.y - centre.y, start.x - centre.x)
            count = math.ceil(sweep / math.sqrt(8 * CLOSE / step.radius))
            for part in range(1, count):
                turn = first + sweep * part / count * (1 if step.ccw else -1)
                x = centre.x + step.radius * math.cos(turn)
                places.append((x, centre.y + step.radius * math.sin(turn)))
        places.append((step.end.x, step.end.y))
    return np.array(places)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Seen:
    """Circles, and other contours and strokes."""

    circles: tuple[Shape, ...]
    others: tuple[Shape, ...]

    def all(self) -> tuple[Shape, ...]:
        return self.circles + self.others

    def box(self) -> tuple[float, ...]:
        """The least box around everything."""
        boxes = (shape.box() for shape in self.all())
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def placed(self, by: Vec, up: float = 1.0) -> Seen:
        """The same at another place; `up` is -1 where y ran down."""
        return seen(shape.placed(by, 1.0, up) for shape in self.all())


def told(answer: Any) -> Iterator[Shape]:
    """What a reader tells: circles, and ways or, where it knows no more, boxes."""
    yield from (Shape(role, tuple(numbers)) for role, *numbers in answer["circles"])
    yield from (Shape(role, tuple(box)) for role, *box in answer.get("boxes", ()))
    yield from (along(role, way) for role, way in answer.get("ways", ()))


def seen(shapes: Iterable[Shape]) -> Seen:
    """What some shapes come to."""
    found = tuple(shapes)
    circles = tuple(shape for shape in found if shape.round)
    return Seen(circles, tuple(shape for shape in found if not shape.round))


def worst(expected: Seen, shown: Seen) -> float:
    """The largest difference of two in millimetres; infinite where one shows what the other lacks.

    Roles count only where the reader tells them.
    """
    if not any(shape.role for shape in shown.all()):
        expected = seen(replace(shape, role=None) for shape in expected.all())
    outside = (abs(a - b) for a, b in zip(expected.box(), shown.box(), strict=True))
    circles = _apart(expected.circles, shown.circles)
    return max(circles, _apart(expected.others, shown.others), *outside)


def apart(one: Shape, other: Shape) -> float:
    """How far two shapes are apart in millimetres; where they are far, by their boxes only."""
    numbers = max(abs(a - b) for a, b in zip(one.numbers, other.numbers, strict=True))
    if one.way is None or other.way is None or numbers > _NEAR:
        return numbers
    return max(numbers, _off(one.way, other.way), _off(other.way, one.way))


def drawn(layout: Layout, rings: Container[type]) -> Seen:
    """A circle for each dot and for what is round of the kinds of `rings`, else a way each."""
    shapes: list[Shape] = []
    for mark in layout.marks:
        role = mark.role.value
        if isinstance(mark, Dot):
            shapes.append(Shape(role, (mark.centre.x, mark.centre.y, mark.diameter)))
            continue
        for loop in (mark.path,) if isinstance(mark, Stroke) else (mark.outline, *mark.holes):
            if type(mark) in rings and is_round(loop):
                box = loop.box()
                shapes.append(Shape(role, (box.centre.x, box.centre.y, box.width)))
            else:
                shapes.append(along(role, way_of(loop)))
    return seen(shapes)


def in_svg(layout: Layout) -> Seen:
    """What an SVG shows: round grooves are circles."""
    return drawn(layout, (Stroke,))


def in_ink(layout: Layout, hairline: float) -> Seen:
    """The boxes of an SVG with the width of its lines, a hairline around what is cut through.

    The contours of an area are one object.
    """
    shapes: list[Shape] = []
    for mark in layout.marks:
        cut = mark.role in (Role.HOLE, Role.OUTLINE)
        width = mark.width if isinstance(mark, Stroke) else hairline if cut else 0.0
        first, *_ = in_svg(replace(layout, marks=(mark,))).all()
        if first.round:
            x, y, across = first.numbers
            shapes.append(Shape(first.role, (x, y, across + width)))
        else:
            shapes.append(Shape(first.role, sides(Rect(*first.box()).grown(width / 2))))
    return seen(shapes)


def in_dxf(layout: Layout) -> Seen:
    """What a DXF or a LightBurn project shows: a way for each stroke and contour."""
    return drawn(layout, ())


def is_round(path: Path) -> bool:
    """Whether a path is a whole circle of four turns to the left."""
    box = path.box()
    return (
        path.closed
        and len(path.segments) == 4
        and all(isinstance(step, Arc) and step.ccw for step in path.segments)
        and all(
            isinstance(step, Arc) and abs(2 * step.radius - side) < 1e-6
            for step in path.segments
            for side in (box.width, box.height)
        )
    )


def sides(box: Rect) -> tuple[float, ...]:
    """Left, bottom, right, top."""
    return box.left, box.bottom, box.right, box.top


def _apart(ones: Sequence[Shape], others: Sequence[Shape]) -> float:
    """The largest difference of shapes paired with the nearest of the same role."""
    if len(ones) != len(others):
        return math.inf
    found: dict[tuple[str | None, int, int], list[Shape]] = defaultdict(list)
    for other in others:
        found[other.role, *_cell(other)].append(other)
    largest = 0.0
    for one in ones:
        near = [
            (apart(one, other), key, at)
            for key in _around(one)
            for at, other in enumerate(found.get(key, ()))
        ]
        if not near:
            return math.inf
        difference, key, at = min(near, key=lambda each: each[0])
        del found[key][at]
        largest = max(largest, difference)
    return largest


def _cell(shape: Shape) -> tuple[int, int]:
    return math.floor(shape.numbers[0] / _NEAR), math.floor(shape.numbers[1] / _NEAR)


def _around(shape: Shape) -> Iterator[tuple[str | None, int, int]]:
    column, row = _cell(shape)
    for across in (-1, 0, 1):
        for up in (-1, 0, 1):
            yield shape.role, column + across, row + up


def _off(way: Way, other: Way) -> float:
    """How far places on one way are from the lines of another."""
    reached = _reached(way)
    at = np.linspace(0.0, reached[-1], _PARTS + 1)
    places = np.column_stack([np.interp(at, reached, axis) for axis in way.T])
    lines = np.diff(other, axis=0)
    arms = places[:, np.newaxis] - other[:-1]
    squares = np.maximum((lines**2).sum(axis=1), 1e-18)
    parts = np.clip((arms * lines).sum(axis=2) / squares, 0.0, 1.0)
    off = arms - parts[..., np.newaxis] * lines
    return float(np.hypot(off[..., 0], off[..., 1]).min(axis=1).max())


def _reached(way: Way) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The length of the way to each of its places."""
    steps = np.hypot(*np.diff(way, axis=0).T)
    return np.concatenate(([0.0], np.cumsum(steps)))
