"""What a PDF shows at 1:1, by page: the plate and the bars that check the scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.formats.stencil import BAR, COLOUR
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
