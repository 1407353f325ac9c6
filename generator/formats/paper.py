"""What a printed page shows: shapes and words in millimetres from its lower left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

from generator.geometry import Arc, Line, Path, Point, Segment, Size

A4 = Size(297.0, 210.0)
A3 = Size(420.0, 297.0)
"""Lying; ISO 216."""

BLACK = "#000000"
WHITE = "#FFFFFF"

_QUARTER = math.pi / 2 + 0.05
"""Radians that one curve of a PDF may turn; a little more than a quarter turn, for rounding."""


@dataclass(frozen=True, slots=True, repr=False)
class Shape:
    """One or more loops or lines, drawn together.

    `stroke` and `fill` are colours as #RRGGBB, `None` for no paint; `width` of the line.
    With `round_tool` its ends and joins are round, as the way of a tool.
    """

    loops: tuple[Path, ...]
    stroke: str | None = BLACK
    width: float = 0.0
    fill: str | None = None
    round_tool: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """A line of text whose baseline runs through `at`.

    `size` of the font in millimetres; `anchor` is left, centre or right; turned counter-clockwise.
    """

    text: str
    at: Point
    size: float
    anchor: str = "left"
    turn_deg: int = 0
    bold: bool = False


Item: TypeAlias = Shape | Words


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """One sheet of paper, drawn from the first item to the last."""

    size: Size
    items: tuple[Item, ...]


def quartered(path: Path) -> Path:
    """The same path with every arc of more than a quarter turn in two halves, whole micrometres."""
    steps: list[Segment] = []
    for start, segment in path.steps():
        if isinstance(segment, Arc) and segment.sweep(start) > _QUARTER:
            middle = segment.middle(start).rounded()
            steps.append(Arc(middle, segment.radius, segment.ccw))
        steps.append(segment)
    return Path(path.start, tuple(steps))


def segment(one: Point, other: Point) -> Path:
    """The straight line between two points."""
    return Path(one, (Line(other),))
