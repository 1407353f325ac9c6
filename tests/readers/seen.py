"""What a drawing shows, in numbers, and how far two of them are apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.geometry import Arc, Path, Rect
from generator.layout import Area, Dot, Layout, Role, Stroke

TOLERANCE = 0.002
"""Millimetres by which a reader may differ from the layout."""

_NEAR = 0.05
"""Millimetres within which two shapes are compared as one, so that a difference is measured."""

Shape: TypeAlias = tuple[str | None, tuple[float, ...]]
"""A role, or `None` where the reader tells none, and the shape's numbers."""


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """Circles as (x, y, diameter), other contours and strokes as (left, bottom, right, top)."""

    circles: tuple[Shape, ...]
    boxes: tuple[Shape, ...]

    def box(self) -> tuple[float, ...]:
        """The least box around everything."""
        around = [numbers for _, numbers in self.boxes]
        around += [(x - d / 2, y - d / 2, x + d / 2, y + d / 2) for _, (x, y, d) in self.circles]
        lefts, bottoms, rights, tops = zip(*around, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def moved(self, across: float, up: float) -> Seen:
        """The same at another place."""
        return Seen(
            tuple((role, (x + across, y + up, d)) for role, (x, y, d) in self.circles),
            tuple(
                (role, (left + across, low + up, right + across, high + up))
                for role, (left, low, right, high) in self.boxes
            ),
        )


def worst(expected: Seen, seen: Seen) -> float:
    """The largest difference of two in millimetres; infinite where one shows what the other lacks.

    Roles count only where the reader tells them.
    """
    if not any(role for role, _ in (*seen.circles, *seen.boxes)):
        expected = _without_roles(expected)
    outside = (abs(a - b) for a, b in zip(expected.box(), seen.box(), strict=True))
    return max(_apart(expected.circles, seen.circles), _apart(expected.boxes, seen.boxes), *outside)


def in_svg(layout: Layout) -> Seen:
    """What an SVG shows: a circle for each dot and for each round groove, a path for the rest."""
    circles: list[Shape] = []
    boxes: list[Shape] = []
    for mark in layout.marks:
        role = mark.role.value
        match mark:
            case Dot():
                circles.append((role, (mark.centre.x, mark.centre.y, mark.diameter)))
            case Stroke() if is_round(mark.path):
                box = mark.path.box()
                circles.append((role, (box.centre.x, box.centre.y, box.width)))
            case Stroke():
                boxes.append((role, sides(mark.path.box())))
            case Area():
                boxes.append((role, sides(mark.outline.box())))
    return Seen(tuple(circles), tuple(boxes))


def in_ink(layout: Layout, hairline: float) -> Seen:
    """What an SVG shows with the width of its lines, a hairline around what is cut through."""
    grown: list[Seen] = []
    for mark in layout.marks:
        cut = mark.role in (Role.HOLE, Role.OUTLINE)
        width = mark.width if isinstance(mark, Stroke) else hairline if cut else 0.0
        one = in_svg(replace(layout, marks=(mark,)))
        grown.append(
            Seen(
                tuple((role, (x, y, d + width)) for role, (x, y, d) in one.circles),
                tuple((role, sides(Rect(*box).grown(width / 2))) for role, box in one.boxes),
            )
        )
    circles = (shape for one in grown for shape in one.circles)
    return Seen(tuple(circles), tuple(shape for one in grown for shape in one.boxes))


def in_dxf(layout: Layout) -> Seen:
    """What a DXF shows: a circle for each dot, a polyline for each stroke and contour."""
    circles: list[Shape] = []
    boxes: list[Shape] = []
    for mark in layout.marks:
        role = mark.role.value
        match mark:
            case Dot():
                circles.append((role, (mark.centre.x, mark.centre.y, mark.diameter)))
            case Stroke():
                boxes.append((role, sides(mark.path.box())))
            case Area():
                loops = (mark.outline, *mark.holes)
                boxes += ((role, sides(loop.box())) for loop in loops)
    return Seen(tuple(circles), tuple(boxes))


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


def _without_roles(seen: Seen) -> Seen:
    circles = tuple((None, numbers) for _, numbers in seen.circles)
    return Seen(circles, tuple((None, numbers) for _, numbers in seen.boxes))


def _apart(ones: Sequence[Shape], others: Sequence[Shape]) -> float:
    """The largest difference of shapes paired with the nearest of the same role."""
    if len(ones) != len(others):
        return math.inf
    found: dict[tuple[str | None, int, int], list[tuple[float, ...]]] = defaultdict(list)
    for role, numbers in others:
        found[role, *_cell(numbers)].append(numbers)
    largest = 0.0
    for role, numbers in ones:
        near = [
            (max(abs(a - b) for a, b in zip(numbers, other, strict=True)), other, key)
            for key in _around(role, numbers)
            for other in found.get(key, ())
        ]
        if not near:
            return math.inf
        difference, other, key = min(near)
        found[key].remove(other)
        largest = max(largest, difference)
    return largest


def _cell(numbers: Sequence[float]) -> tuple[int, int]:
    return math.floor(numbers[0] / _NEAR), math.floor(numbers[1] / _NEAR)


def _around(role: str | None, numbers: Sequence[float]) -> Iterator[tuple[str | None, int, int]]:
    column, row = _cell(numbers)
    for across in (-1, 0, 1):
        for up in (-1, 0, 1):
            yield role, column + across, row + up
