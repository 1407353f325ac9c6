"""What a PDF shows: a stencil at 1:1 with its bars of 100 mm, a drawing with views to a scale."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.drawing import _plan
from generator.formats.stencil import BAR, COLOUR
from generator.geometry import Point, Vec
from generator.layout import Area, Layout, Role, Stroke
from tests.readers.seen import Seen, Shape, apart, drawn, seen, told

_SAME = 0.01
"""By how much a part of a colour may differ, from 0 to 1."""

_BAR_OFF = 0.05
"""Millimetres by which a bar of 100 mm may be longer or shorter."""


def on_paper(layout: Layout) -> Seen:
    """A ring for each dot and all else that is round, the way of each other stroke and contour."""
    return drawn(layout, (Stroke, Area))


def shown(page: Sequence[Any]) -> tuple[Seen, list[str]]:
    """What is not grey, from the lower left corner of the outlines on; and bars that are wrong."""
    shapes: list[Shape] = []
    bars = [0, 0]
    for part in page:
        role = _role(part)
        for shape in told(part):
            if role is not None:
                shapes.append(replace(shape, role=role.value))
            elif not shape.round:
                box = shape.box()
                for axis in (0, 1):
                    off = abs(box[axis + 2] - box[axis] - BAR)
                    thin = box[3 - axis] - box[1 - axis] < _BAR_OFF
                    bars[axis] += off <= _BAR_OFF and thin
    faults = [] if bars == [1, 1] else [f"bars of 100 mm: {bars[0]} across, {bars[1]} up"]
    edges = seen(shape for shape in shapes if shape.role == Role.OUTLINE.value)
    left, low, *_ = edges.box()
    return seen(shapes).placed(Vec(-left, -low)), faults


def in_views(layouts: tuple[Layout, ...], page: Sequence[Any]) -> tuple[float, list[str]]:
    """How far shapes of a drawing are from where the plate has them, in millimetres of metal.

    Dimensions and tables are on the same page, so that there is more.
    """
    plan = _plan(layouts)
    there: dict[tuple[bool, int, int], list[Shape]] = defaultdict(list)
    for part in page:
        for shape in told(part):
            there[shape.round, *_square(shape)].append(shape)
    largest = 0.0
    for view in plan.faces:
        for shape in on_paper(view.layout).all():
            on_sheet = shape.placed(view.datum - Point(0.0, 0.0), view.scale)
            column, row = _square(on_sheet)
            near = (
                apart(on_sheet, other)
                for across in (-1, 0, 1)
                for up in (-1, 0, 1)
                for other in there[shape.round, column + across, row + up]
            )
            largest = max(largest, min(near, default=math.inf) / view.scale)
    return largest, []


def _square(shape: Shape) -> tuple[int, int]:
    return math.floor(shape.numbers[0]), math.floor(shape.numbers[1])


def _role(part: Any) -> Role | None:
    """By the colour that a shape is drawn with, or that it is filled with."""
    colour = part["stroke"] or part["fill"]
    for role, text in COLOUR.items():
        due = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        if all(abs(a - b) < _SAME for a, b in zip(colour, due, strict=True)):
            return role
    return None
