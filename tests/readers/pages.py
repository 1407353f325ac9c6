"""What a PDF shows: a stencil at 1:1 with its bars of 100 mm, a drawing with views to a scale."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from generator.drawing import _plan
from generator.drawing_views import View
from generator.formats.stencil import BAR, COLOUR
from generator.geometry import Point
from generator.layout import Dot, Layout, Role, Stroke
from tests.readers.seen import Seen, Shape, is_round, sides

_SAME = 0.01
"""By how much a part of a colour may differ, from 0 to 1."""

_BAR_OFF = 0.05
"""Millimetres by which a bar of 100 mm may be longer or shorter."""


def on_paper(layout: Layout) -> Seen:
    """A ring for each dot, the way of each stroke, each contour of an area; round ones as rings."""
    circles: list[Shape] = []
    boxes: list[Shape] = []
    for mark in layout.marks:
        role = mark.role.value
        if isinstance(mark, Dot):
            circles.append((role, (mark.centre.x, mark.centre.y, mark.diameter)))
            continue
        for loop in (mark.path,) if isinstance(mark, Stroke) else (mark.outline, *mark.holes):
            box = loop.box()
            if is_round(loop):
                circles.append((role, (box.centre.x, box.centre.y, box.width)))
            else:
                boxes.append((role, sides(box)))
    return Seen(tuple(circles), tuple(boxes))


def shown(page: Sequence[Any]) -> tuple[Seen, list[str]]:
    """What is not grey, from the lower left corner of the outlines on; and bars that are wrong."""
    circles: list[Shape] = []
    boxes: list[Shape] = []
    bars = [0, 0]
    for part in page:
        role = _role(part)
        for numbers in part["loops"]:
            if role is None and len(numbers) == len(("left", "low", "right", "high")):
                for axis in (0, 1):
                    off = abs(numbers[axis + 2] - numbers[axis] - BAR)
                    thin = numbers[3 - axis] - numbers[1 - axis] < _BAR_OFF
                    bars[axis] += off <= _BAR_OFF and thin
            elif role is not None:
                whole = circles if len(numbers) == len(("x", "y", "across")) else boxes
                whole.append((role.value, tuple(numbers)))
    faults = [] if bars == [1, 1] else [f"bars of 100 mm: {bars[0]} across, {bars[1]} up"]
    left, low, *_ = Seen(_edges(circles), _edges(boxes)).box()
    return Seen(tuple(circles), tuple(boxes)).moved(-left, -low), faults


def in_views(layouts: tuple[Layout, ...], page: Sequence[Any]) -> tuple[float, list[str]]:
    """How far shapes of a drawing are from where the plate has them, in millimetres of metal.

    Dimensions and tables are on the same page, so that there is more.
    """
    plan = _plan(layouts)
    there: dict[tuple[int, int, int], list[tuple[float, ...]]] = defaultdict(list)
    for part in page:
        for numbers in part["loops"]:
            there[len(numbers), *_square(numbers)].append(tuple(numbers))
    largest = 0.0
    for view in plan.faces:
        expected = on_paper(view.layout)
        for _, numbers in (*expected.circles, *expected.boxes):
            on_sheet = _placed(numbers, view)
            column, row = _square(on_sheet)
            near = (
                max(abs(a - b) for a, b in zip(on_sheet, other, strict=True))
                for across in (-1, 0, 1)
                for up in (-1, 0, 1)
                for other in there[len(numbers), column + across, row + up]
            )
            largest = max(largest, min(near, default=math.inf) / view.scale)
    return largest, []


def _placed(numbers: Sequence[float], view: View) -> tuple[float, ...]:
    """The numbers of a shape of the plate on the sheet."""
    if len(numbers) == len(("x", "y", "across")):
        at = view.at(Point(numbers[0], numbers[1]))
        return at.x, at.y, numbers[2] * view.scale
    low, high = view.at(Point(numbers[0], numbers[1])), view.at(Point(numbers[2], numbers[3]))
    return low.x, low.y, high.x, high.y


def _square(numbers: Sequence[float]) -> tuple[int, int]:
    return math.floor(numbers[0]), math.floor(numbers[1])


def _edges(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    return tuple(shape for shape in shapes if shape[0] == Role.OUTLINE.value)


def _role(part: Any) -> Role | None:
    """By the colour that a shape is drawn with, or that it is filled with."""
    colour = part["stroke"] or part["fill"]
    for role, text in COLOUR.items():
        due = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        if all(abs(a - b) < _SAME for a, b in zip(colour, due, strict=True)):
            return role
    return None
