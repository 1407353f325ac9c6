"""SVG's ready-made shapes and transformations."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

from generator.formats.flat_read import NUMBER
from generator.geometry import Point, Rect, Size, Vec, polygon, rounded_rectangle
from generator.lint.drawing import Loop

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a to f, as SVG counts them: x′ = a x + c y + e, y′ = b x + d y + f."""

NOTHING: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_STEP = re.compile(r"\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)\s*,?")
_NUMBER = re.compile(NUMBER)
_PARTS = 96


def chained(outer: Matrix, inner: Matrix) -> Matrix:
    """First the inner, then the outer one."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def matrix(text: str) -> Matrix | None:
    """The transformation that a text says, `None` where it says none."""
    made, here = NOTHING, 0
    while found := _STEP.match(text, here):
        here = found.end()
        words = re.split(r"[\s,]+", found[2].strip())
        if not all(_NUMBER.fullmatch(word) for word in words):
            return None
        step = _step(found[1], [float(word) for word in words])
        if step is None:
            return None
        made = chained(made, step)
    return None if text[here:].strip() else made


def _step(name: str, values: list[float]) -> Matrix | None:
    made: Matrix | None = None
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            made = a, b, c, d, e, f
        case "translate", [x, *rest] if len(rest) < 2:
            made = 1.0, 0.0, 0.0, 1.0, x, rest[0] if rest else 0.0
        case "scale", [x, *rest] if len(rest) < 2:
            made = x, 0.0, 0.0, rest[0] if rest else x, 0.0, 0.0
        case "rotate", [turn_deg, *rest] if len(rest) in (0, 2):
            x, y = rest or (0.0, 0.0)
            turn = math.radians(turn_deg)
            cos, sin = math.cos(turn), math.sin(turn)
            made = cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y
        case "skewX", [turn_deg]:
            made = 1.0, 0.0, math.tan(math.radians(turn_deg)), 1.0, 0.0, 0.0
        case "skewY", [turn_deg]:
            made = 1.0, math.tan(math.radians(turn_deg)), 0.0, 1.0, 0.0, 0.0
        case _:
            pass
    return made


def ellipse(x: float, y: float, rx: float, ry: float) -> Loop:
    """An ellipse as straight lines."""
    turns = [2 * math.pi * part / _PARTS for part in range(_PARTS)]
    corners = [Point(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]
    return Loop(polygon(corners), closed=True, bent=True)


def rectangle(box: Rect, radius: float) -> Loop:
    """A box, its corners rounded."""
    reach = min(abs(radius), box.width / 2, box.height / 2)
    if reach in (box.width / 2, box.height / 2):
        reach *= 0.9999  # the straight sides keep some length
    path = rounded_rectangle(Size(box.width, box.height), reach)
    return Loop(path.moved(Vec(box.left, box.bottom)), closed=True)
