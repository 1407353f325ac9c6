"""Ladders → the layout of a coupon: rows of steps, each with its number, in one outline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.coupons.ladders import Ladder, ladders, limit, tool
from generator.errors import RuleError
from generator.geometry import Line, Path, Point, Rect, Size, Vec, rounded, rounded_rectangle
from generator.layout import Area, Cut, Dot, Layout, Mark, Role, Stroke, placed
from generator.lettering import Hand, line, line_width
from generator.machine import WITH_DEPTH
from generator.modules import merged_squares
from generator.shop import Shop

MARGIN = 5.0
"""Millimetres from the edge to what stands on the coupon. Ours."""

AIR = 2.0
"""Millimetres between steps, and between a step and its number. Ours."""

HANGER = 4.0
"""Millimetres across the hole to hang it by. Ours."""

CAP_HEIGHT = 2.0
"""Millimetres of the numbers, higher where the tool is wide. Ours."""

DOTS_HEIGHT = 4.0
"""Millimetres of numbers that are made of dots. Ours."""

DEPTH = 0.2
"""Millimetres that all but the ladder of depths is deep. Ours."""

THICKNESSES = (0.5, 20.0)
"""Millimetres: the metal that a coupon may be of."""

LONGEST_NAME = 24
"""Letters of a shop's name that stand on its coupon. Ours."""

_BAR = 6.0
"""Millimetres: how long lines are."""

_SQUARE = 4.0
"""Millimetres: the sides of what a depth gauge goes into."""

_CODE = ("#####.#", "#...##.", "#.#.#.#", "#...##.", "#####.#")
"""What is hard about a QR code: rings, single squares, and squares that meet at their corners."""

TITLES = {
    "depth": "DEPTH",
    "stroke": "LINE",
    "dot": "DOT",
    "dot-pitch": "PITCH",
    "letter": "LETTER",
    "module": "QR MODULE",
    "gap": "WALL",
    "hole": "HOLE",
    "web": "BRIDGE",
    "slot": "SLOT",
    "window": "WINDOW",
}
"""What stands before each row on the metal."""


@dataclass(frozen=True, slots=True)
class _Tool:
    """What draws the steps: the width and depth of lines, the height of numbers, the metal."""

    width: float
    depth: float
    cap_height: float
    thickness: float
    numbered: bool
    """Whether the shop can write the numbers; one that only cuts can't."""
    style: str
    """Of the numbers: strokes, or dots where a machine makes nothing else."""

    @property
    def hand(self) -> Hand:
        return Hand(Role.LEGEND, self.style, self.width, Cut(self.depth))


@dataclass(frozen=True, slots=True, repr=False)
class Coupon:
    """A test plate, and what its rows are from the top to the foot."""

    layout: Layout
    size: Size
    rows: tuple[Ladder, ...]
    numbered: bool
    """Whether the numbers stand on the metal."""


def coupon(shop: Shop, thickness: float) -> Coupon:
    """The coupon for a shop, of metal so thick; one side, lower left corner at the datum."""
    if not THICKNESSES[0] <= thickness <= THICKNESSES[1]:
        raise RuleError("a coupon must be from {:g} to {:g} mm thick".format(*THICKNESSES))
    rows = ladders(shop, thickness)
    with_ = _tool(shop, thickness)
    drawn = [_row(row, with_) for row in rows]
    boxes = [Rect.around(mark.box() for mark in marks) for marks in drawn]
    head = max(HANGER, with_.cap_height) + 2 * AIR
    title = f"{_called(shop)}  MM  METAL {thickness:g}"
    beside = HANGER + 2 * AIR
    head_width = beside + line_width(title, with_.cap_height, with_.hand) + with_.width
    widths = [box.width for box in boxes] + [head_width if with_.numbered else HANGER]
    width = rounded(max(widths) + 2 * MARGIN)
    height = rounded(sum(box.height + 2 * AIR for box in boxes) + head + 2 * MARGIN - 2 * AIR)
    marks: list[Mark] = []
    top = height - MARGIN - head
    for row_marks, box in zip(drawn, boxes, strict=True):
        by = Vec(rounded(MARGIN - box.left), rounded(top - box.top))
        marks += [placed(mark, by) for mark in row_marks]
        top -= box.height + 2 * AIR
    size = Size(width, height)
    marks += _plate(size, with_)
    if with_.numbered:
        drawn_title = line(title, with_.cap_height, with_.hand)
        foot = height - MARGIN - HANGER / 2 - with_.cap_height / 2
        marks += [placed(m, Vec(MARGIN + beside, rounded(foot))) for m in drawn_title]
    return Coupon(Layout("front", thickness, tuple(marks)), size, rows, with_.numbered)


def _called(shop: Shop) -> str:
    """The shop's name in letters that can be engraved."""
    return " ".join(re.findall("[A-Z0-9-]+", shop.name.upper()))[:LONGEST_NAME]


def _tool(shop: Shop, thickness: float) -> _Tool:
    width = tool(shop, thickness)
    depth = min(DEPTH, thickness / 4)
    most = shop.limit("depth")
    if most is not None and most.most is not None:
        depth = min(depth, most.most.of(thickness, 0.0))
    if shop.machine is not None and shop.machine.operation in WITH_DEPTH:
        depth = min(depth, shop.machine.depth)
    least = limit(shop, "letter", thickness) or 0.0
    cap_height = round(max(CAP_HEIGHT, 6 * width, least), 2)
    style = "dots" if shop.machine is not None and shop.dots_only else "stroke"
    if style == "dots":
        cap_height = max(cap_height, DOTS_HEIGHT)
    return _Tool(rounded(width), depth, cap_height, thickness, shop.marks, style)


def _plate(size: Size, with_: _Tool) -> list[Mark]:
    through = Cut(with_.thickness)
    outline = rounded_rectangle(size, 2.0).placed(Vec(0.0, 0.0))
    middle = size.height - MARGIN - HANGER / 2
    hanger = Dot(Role.HOLE, Point(MARGIN + HANGER / 2, middle).rounded(), HANGER, through)
    return [Area(Role.OUTLINE, outline, (), through), hanger]


def _row(ladder: Ladder, with_: _Tool) -> list[Mark]:
    """The title, then the steps from the left, each above its number; foot of numbers at y = 0."""
    marks: list[Mark] = []
    pen = 0.0
    foot = with_.cap_height + AIR if with_.numbered else 0.0
    if with_.numbered:
        title = TITLES[ladder.rule]
        marks += line(title, with_.cap_height, with_.hand)
        pen = line_width(title, with_.cap_height, with_.hand) + with_.width + 2 * AIR
    for value in ladder.values:
        step = _step(ladder, value, with_)
        box = Rect.around(mark.box() for mark in step)
        number = f"{value:g}"
        wide = line_width(number, with_.cap_height, with_.hand) if with_.numbered else 0.0
        room = max(box.width, wide + with_.width)
        by = Vec(rounded(pen + (room - box.width) / 2 - box.left), rounded(foot - box.bottom))
        marks += [placed(mark, by) for mark in step]
        if with_.numbered:
            left = Vec(rounded(pen + (room - wide) / 2), 0.0)
            digits = line(number, with_.cap_height, with_.hand)
            marks += [placed(mark, left) for mark in digits]
        pen += room + 2 * AIR
    return marks


def _step(ladder: Ladder, value: float, with_: _Tool) -> Sequence[Mark]:
    """What is tried with one number, anywhere near the datum."""
    cut = Cut(with_.depth)
    match ladder.rule:
        case "depth":
            square = rounded_rectangle(Size(_SQUARE, _SQUARE), 1.0)
            return (Area(Role.FIDUCIAL, square, (), Cut(value)),)
        case "stroke" | "gap":
            widths = (value,) if ladder.rule == "stroke" else (with_.width, with_.width)
            return tuple(
                _bar(number * (with_.width + value), width, cut)
                for number, width in enumerate(widths)
            )
        case "dot" | "dot-pitch":
            across, count = (value, 1) if ladder.rule == "dot" else (0.7 * min(ladder.values), 3)
            places = (Point(rounded(number * value), 0.0) for number in range(count))
            return tuple(Dot(Role.FIDUCIAL, place, rounded(across), cut) for place in places)
        case "letter":
            width = rounded(min(with_.width, value / 6))
            return line("A8", value, Hand(Role.FIDUCIAL, "stroke", width, cut))
        case "module":
            return _code(value, cut)
        case _:
            return _opening(ladder, value, Cut(with_.thickness))


def _opening(ladder: Ladder, value: float, through: Cut) -> Sequence[Mark]:
    """What is cut through with one number."""
    match ladder.rule:
        case "hole":
            return (Dot(Role.HOLE, Point(0.0, 0.0), rounded(value), through),)
        case "web":
            across = max(2.0, rounded(max(ladder.values)))
            places = (Point(0.0, 0.0), Point(rounded(across + value), 0.0))
            return tuple(Dot(Role.HOLE, place, across, through) for place in places)
        case "slot":
            slot = rounded_rectangle(Size(rounded(value), 10.0), 0.0)
            return (Area(Role.HOLE, slot, (), through),)
        case _:
            window = rounded_rectangle(Size(rounded(value), 5.0), 0.5)
            return (Area(Role.HOLE, window, (), through),)


def _bar(x: float, width: float, cut: Cut) -> Stroke:
    path = Path(Point(rounded(x), 0.0), (Line(Point(rounded(x), _BAR)),))
    return Stroke(Role.FIDUCIAL, path, rounded(width), cut)


def _code(module: float, cut: Cut) -> tuple[Mark, ...]:
    dark = {
        (row, column)
        for row, squares in enumerate(_CODE)
        for column, square in enumerate(squares)
        if square == "#"
    }
    pieces = merged_squares(dark, Point(0.0, 0.0), module, rounded(module / 20))
    return tuple(
        placed(Area(Role.FIDUCIAL, outline, holes, cut), Vec(0.0, 0.0)) for outline, holes in pieces
    )
