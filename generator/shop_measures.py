"""What the rules of shops measure on a full plate, in millimetres."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TypeVar

from generator.clearance import gap, near, to_edge
from generator.geometry import NOWHERE, Arc, Path, Point, Rect, Vec, heading
from generator.layout import CUT_THROUGH, SURFACE, Area, Dot, Role, Stroke
from generator.pieces import Piece
from generator.slots import cell_box, mark_size
from generator.template import Field, Letter, Module, Plate, Side, Template

_SHARP_DEG = 1.0
"""Degrees by which a contour may turn at a point without being a corner."""

_T = TypeVar("_T")

_FIRST_LOOK = 0.5
"""Millimetres around a feature in which its nearest neighbour is sought first."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something on a plate with the number that a rule is about."""

    what: str
    found: float
    across: float = 0.0
    """The diameter of a hole, for limits by diameter."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The full plate: the template, and the pieces of each side."""

    template: Template
    sides: tuple[tuple[Side, tuple[Piece, ...]], ...]


def _thickness(seen: Seen) -> Iterator[Feature]:
    yield Feature("the plate", seen.template.plate.thickness)


def _holes(seen: Seen) -> list[tuple[str, Dot]]:
    """The holes of one piece, seen on its front."""
    return [
        (f"hole {number}", Dot(Role.HOLE, hole.centre, hole.diameter))
        for number, hole in enumerate(seen.template.plate.holes, start=1)
    ]


def _hole(seen: Seen) -> Iterator[Feature]:
    yield from (Feature(what, dot.diameter) for what, dot in _holes(seen))


def _web(seen: Seen) -> Iterator[Feature]:
    for (one, first), (two, second) in combinations(_holes(seen), 2):
        between = gap((first,), (second,))
        yield Feature(f"{one} to {two}", between, max(first.diameter, second.diameter))


def _edge(seen: Seen) -> Iterator[Feature]:
    plate = seen.template.plate
    for what, dot in _holes(seen):
        metal = to_edge(dot, NOWHERE, plate.size, plate.corner_radius)
        yield Feature(f"{what} to the plate's edge", metal, dot.diameter)


def _hole_pitch(seen: Seen) -> Iterator[Feature]:
    for (one, first), (two, second) in combinations(_holes(seen), 2):
        yield Feature(f"{one} to {two}, centres", first.centre.distance(second.centre))


def _corner(seen: Seen) -> Iterator[Feature]:
    yield Feature("the plate's corners", seen.template.plate.corner_radius)


def _short_side(seen: Seen) -> Iterator[Feature]:
    size = seen.template.plate.size
    yield Feature("the plate's shorter side", min(size.width, size.height))


def _long_side(seen: Seen) -> Iterator[Feature]:
    size = seen.template.size
    yield Feature("the plate's longer side", max(size.width, size.height))


def _marked(seen: Seen, only: Side | None = None) -> Iterator[tuple[str, Piece]]:
    """What goes into the metal and not through it, with words for it and its side."""
    for side, pieces in seen.sides:
        for piece in pieces:
            if piece.role not in CUT_THROUGH and only in (None, side):
                yield f"{piece.what} on the {side.name}", piece


def _fields(seen: Seen) -> Iterator[tuple[str, Field]]:
    for side, _ in seen.sides:
        for number, field in enumerate(side.fields, start=1):
            yield f"field {number} on the {side.name}", field


def _dot(seen: Seen) -> Iterator[Feature]:
    for what, piece in _marked(seen):
        widths = [mark.diameter for mark in piece.marks if isinstance(mark, Dot)]
        if widths:
            yield Feature(what, min(widths))
    for what, field in _fields(seen):
        if isinstance(field.mark, Module):
            yield Feature(f"a module of {what}", field.column_step.dx - 2 * field.mark.inset)


def _dot_pitch(seen: Seen) -> Iterator[Feature]:
    for side, pieces in seen.sides:
        dots = [
            mark.centre
            for piece in pieces
            if piece.role in (Role.MARK, Role.FIDUCIAL)
            for mark in piece.marks
            if isinstance(mark, Dot)
        ]
        close = _closest(dots, _place, Point.distance)
        if close is not None:
            yield Feature(f"dots on the {side.name}, centres", close[0])


def _stroke(seen: Seen) -> Iterator[Feature]:
    for what, piece in _marked(seen):
        widths = [mark.width for mark in piece.marks if isinstance(mark, Stroke)]
        if widths:
            yield Feature(what, min(widths))


def _letter(seen: Seen) -> Iterator[Feature]:
    for side, _ in seen.sides:
        for text in side.texts:
            yield Feature(f"the text '{text.text}' on the {side.name}", text.cap_height)
        for number, field in enumerate(side.fields, start=1):
            for label in field.labels:
                what = f"the labels of field {number} on the {side.name}"
                yield Feature(what, label.cap_height)
    for what, field in _fields(seen):
        if isinstance(field.mark, Letter):
            yield Feature(f"the letters of {what}", field.mark.cap_height)


def _gap(seen: Seen) -> Iterator[Feature]:
    for side, pieces in seen.sides:
        standing = [p for p in pieces if p.role not in CUT_THROUGH]
        lots = _together(standing)
        close = _closest(lots, Piece.box, _metal)
        if close is not None:
            least, one, two = close
            yield Feature(f"{one.what} to {two.what} on the {side.name}", least)
    for what, field in _fields(seen):
        yield from _gap_within(what, field)


def _gap_within(what: str, field: Field) -> Iterator[Feature]:
    """Between letters of neighbouring slots; dots are measured one by one, modules merge."""
    if isinstance(field.mark, Letter) and field.ring is None:
        room, size = cell_box(field), mark_size(field.mark)
        metal = min(room.width - size.width, room.height - size.height)
        yield Feature(f"letters of {what}", metal)


def _together(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, but letters and modules of one field as one."""
    lots: list[Piece] = []
    fields: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.field and piece.role is Role.MARK and not isinstance(piece.marks[0], Dot):
            fields.setdefault(piece.field, []).append(piece)
        else:
            lots.append(piece)
    for number, held in fields.items():
        marks = tuple(mark for piece in held for mark in piece.marks)
        lots.append(Piece(f"field {number}", Role.MARK, marks, number))
    return lots


def _margin(seen: Seen) -> Iterator[Feature]:
    plate = seen.template.plate
    for side, pieces in seen.sides:
        origins = seen.template.origins_on(side.name)
        for piece in pieces:
            if piece.role in CUT_THROUGH:
                continue
            metal = max(_inside(piece, origin, plate) for origin in origins)
            yield Feature(f"{piece.what} on the {side.name} to the plate's edge", metal)


def _depth(seen: Seen) -> Iterator[Feature]:
    for what, piece in _marked(seen):
        depths = {mark.cut.depth for mark in piece.marks} - {SURFACE.depth}
        yield from (Feature(what, depth) for depth in sorted(depths))


def _slenderness(seen: Seen) -> Iterator[Feature]:
    for what, piece in _marked(seen):
        for mark in piece.marks:
            if isinstance(mark, Dot):
                yield Feature(what, mark.cut.depth / mark.diameter)


def _inner_corner(seen: Seen) -> Iterator[Feature]:
    for what, piece in _marked(seen):
        for mark in piece.marks:
            if isinstance(mark, Area):
                yield Feature(what, _least_radius(mark.outline))


def _least_radius(path: Path) -> float:
    """The least radius with which a counter-clockwise contour turns left; 0 at a sharp corner."""
    steps = tuple(path.steps())
    least = math.inf
    for (start, step), (corner, following) in zip(steps, (*steps[1:], steps[0]), strict=True):
        if isinstance(step, Arc) and step.ccw:
            least = min(least, step.radius)
        ahead, behind = heading(corner, following, corner), heading(start, step, corner)
        turn = math.atan2(ahead.dy, ahead.dx) - math.atan2(behind.dy, behind.dx)
        if _SHARP_DEG < math.degrees(turn) % 360 < 180:
            return 0.0
    return least


def _floor(seen: Seen) -> Iterator[Feature]:
    deepest = [
        max((mark.cut.depth for _, piece in _marked(seen, side) for mark in piece.marks), default=0)
        for side, _ in seen.sides
    ]
    yield Feature("metal left under the marks", seen.template.plate.thickness - sum(deepest))


def _inside(piece: Piece, origin: Vec, plate: Plate) -> float:
    """Millimetres from a piece to the edge of a plate at `origin`; negative outside."""
    return min(to_edge(m, origin, plate.size, plate.corner_radius) for m in piece.marks)


def _place(at: Point) -> Rect:
    return Rect(at.x, at.y, at.x, at.y)


def _metal(one: Piece, two: Piece) -> float:
    return gap(one.marks, two.marks)


def _closest(
    items: Sequence[_T], box: Callable[[_T], Rect], apart: Callable[[_T, _T], float]
) -> tuple[float, _T, _T] | None:
    """The two that are least apart, and by how much; looks ever farther until some are found."""
    boxes = [box(item) for item in items]
    if len(boxes) < 2:
        return None
    across = Rect.around(boxes)
    by = _FIRST_LOOK
    while True:
        pairs = [(apart(items[one], items[two]), one, two) for one, two in near(boxes, by)]
        least, one, two = min(pairs, default=(math.inf, 0, 0))
        if least <= by or by > across.width + across.height:
            return least, items[one], items[two]
        by *= 4


MEASURES: Mapping[str, Callable[[Seen], Iterator[Feature]]] = MappingProxyType(
    {
        "thickness": _thickness,
        "hole": _hole,
        "web": _web,
        "edge": _edge,
        "hole-pitch": _hole_pitch,
        "corner": _corner,
        "short-side": _short_side,
        "long-side": _long_side,
        "dot": _dot,
        "dot-pitch": _dot_pitch,
        "stroke": _stroke,
        "letter": _letter,
        "gap": _gap,
        "margin": _margin,
        "depth": _depth,
        "slenderness": _slenderness,
        "inner-corner": _inner_corner,
        "floor": _floor,
    }
)
"""What each rule measures; a plate may have nothing of the kind."""
