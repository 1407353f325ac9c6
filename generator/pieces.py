"""Template → the pieces on a side: metal, legend, labels, guides, and the marks of grids.

A piece is marks with words for what they are, so that a rule can name what it finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from generator.errors import TemplateError
from generator.geometry import (
    NOWHERE,
    Line,
    Path,
    Point,
    Rect,
    Size,
    Vec,
    circle,
    polygon,
    rounded,
    rounded_rectangle,
    towards,
)
from generator.grid import Grid
from generator.layout import Area, Cut, Dot, Mark, Role, Stroke
from generator.lettering import Around, Hand, written, written_around, written_leaning
from generator.slots import cell_box, cell_of, marks_for, slots
from generator.template import Field, Frame, Guide, Label, Plate, Ring, Side, Template

Grids: TypeAlias = Mapping[str, Grid]
"""A grid for each encoding on the plate, by the encoding's name."""


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """Marks that belong together, with words for what they are: `the label 2048`."""

    what: str
    role: Role
    marks: tuple[Mark, ...]
    field: int = 0
    """The number of the field whose slots these marks stand in, 0 for all that is no field's."""

    def box(self) -> Rect:
        """The least box around all the ink."""
        if len(self.marks) == 1:
            return self.marks[0].box()
        return Rect.around(mark.box() for mark in self.marks)


@lru_cache(maxsize=64)
def fixed(template: Template, side: Side) -> tuple[Piece, ...]:
    """The pieces that any plate of this template has on one side, guides aside.

    Cached, since a plate is placed several times on its way to a file.
    """
    return (*_metal(template, side), *legend(template, side))


def pieces(grids: Grids | None, template: Template, side: Side) -> Iterator[Piece]:
    """The marks of one side in reading order, piece by piece."""
    yield from fixed(template, side)
    for number, field in enumerate(side.fields, start=1):
        grid = grids[field.encoding] if grids is not None else Grid(())
        yield from guides(grid, field, number)
        marks = marks_for(grid, field, style(template))
        yield from (Piece(f"a mark of field {number}", Role.MARK, (m,), number) for m in marks)


def _metal(template: Template, side: Side) -> Iterator[Piece]:
    plate = template.plate
    through = Cut(plate.thickness)
    number = 0
    for origin in template.origins_on(side.name):
        yield Piece("the outline", Role.OUTLINE, (_outline(plate, origin, through),))
        for hole in plate.holes:
            number += 1
            x = hole.centre.x if side.name == "front" else plate.size.width - hole.centre.x
            centre = (Point(x, hole.centre.y) + origin).rounded()
            dot = Dot(Role.HOLE, centre, rounded(hole.diameter), through)
            yield Piece(f"hole {number}", Role.HOLE, (dot,))


def _outline(plate: Plate, origin: Vec, through: Cut) -> Area | Dot:
    """The edge of a plate, or of one piece of a set; a disc is a dot, so that it stays a circle."""
    if plate.is_disc:
        across = plate.size.width
        centre = (Point(across / 2, across / 2) + origin).rounded()
        return Dot(Role.OUTLINE, centre, rounded(across), through)
    edge = rounded_rectangle(plate.size, plate.corner_radius)
    return Area(Role.OUTLINE, edge.placed(origin), (), through)


def legend(template: Template, side: Side) -> Iterator[Piece]:
    """Texts, labels and fiducials of one side, each drawn when it is asked for."""
    tool = template.engraving
    hand = Hand(Role.LEGEND, style(template), tool.width, tool.cut)
    for text in side.texts:
        if text.radius:
            around = Around(text.at, text.radius, text.turn_deg)
            marks = written_around(text.text, text.cap_height, hand, around, text.anchor)
        else:
            quarters = int(text.turn_deg)
            marks = written(text.text, text.cap_height, hand, text.at, text.anchor, quarters)
        yield Piece(f"the text '{text.text}'", Role.LEGEND, marks)
    for field in side.fields:
        for label in field.labels:
            if field.ring is not None:
                yield from _ring_labels(label, field, field.ring, hand)
            else:
                yield from _labels(label, field, hand)
    for row in side.fiducials:
        for index in range(row.count):
            centre = (row.first + row.step * index).rounded()
            dot = Dot(Role.FIDUCIAL, centre, rounded(row.mark.diameter), row.mark.cut)
            yield Piece("a fiducial", Role.FIDUCIAL, (dot,))
    yield from (Piece("a frame", Role.FIDUCIAL, (_frame(frame),)) for frame in side.frames)


def _frame(frame: Frame) -> Area:
    """The dark ring; its outer corners are those of the inner ones with the width added."""
    width, size = frame.width, frame.size
    inner = rounded_rectangle(size, frame.corner_radius).placed(frame.at - Point(0, 0))
    around = Size(size.width + 2 * width, size.height + 2 * width)
    outer = rounded_rectangle(around, frame.corner_radius + width)
    corner = frame.at - Point(width, width)
    return Area(Role.FIDUCIAL, outer.placed(corner), (inner.reversed(),), frame.cut)


def _labels(label: Label, field: Field, hand: Hand) -> Iterator[Piece]:
    room = cell_box(field)
    half = label.cap_height / 2
    for index, text in enumerate(label.texts):
        centres = _labelled(label, field, index)
        beside = Rect(
            min(each.x for each in centres) + room.left - label.gap,
            min(each.y for each in centres) + room.bottom - label.gap,
            max(each.x for each in centres) + room.right + label.gap,
            max(each.y for each in centres) + room.top + label.gap,
        )
        middle = beside.centre
        match label.edge:
            case "left":
                at, anchor = Point(beside.left, middle.y - half), "right"
            case "right":
                at, anchor = Point(beside.right, middle.y - half), "left"
            case "top" if label.turn_deg == 90:
                at, anchor = Point(middle.x + half, beside.top), "left"
            case "top":
                at, anchor = Point(middle.x, beside.top), "centre"
            case _:
                at, anchor = Point(middle.x, beside.bottom - 2 * half), "centre"
        marks = written(text, label.cap_height, hand, at, anchor, label.turn_deg)
        yield Piece(f"the label {text}", Role.LEGEND, marks)


def _ring_labels(label: Label, field: Field, ring: Ring, hand: Hand) -> Iterator[Piece]:
    for index, text in enumerate(label.texts):
        row, column = (index, 0) if label.per == "row" else (0, index)
        if label.edge == "last":
            row, column = (
                (row, field.columns - 1) if label.per == "row" else (field.rows - 1, index)
            )
        way = ring.direction_deg(row, column) + label.away_deg
        # Which part of the line stands nearest to the slot, and how the line lies to the way there.
        anchor, turn_deg = {0: ("centre", -90), 90: ("left", 0), 270: ("right", 180)}[
            label.turn_deg
        ]
        down = towards(way + turn_deg - 90) * (label.cap_height / 2 if label.turn_deg else 0.0)
        at = field.slot(row, column) + towards(way) * label.gap + down
        marks = written_leaning(text, label.cap_height, hand, at, anchor, way + turn_deg)
        yield Piece(f"the label {text}", Role.LEGEND, marks)


def _labelled(label: Label, field: Field, index: int) -> list[Point]:
    """The outermost slots of a row, column or block that a label stands at the end of.

    Rows and columns go on through blocks that lie in their direction; else they are labelled at
    the first block only.
    """
    upright = label.edge in ("top", "bottom")
    goes_on = field.block_step.dx == 0 if upright else field.block_step.dy == 0
    blocks = (0, field.blocks - 1) if goes_on else (0,)
    rows, columns = (0, field.rows - 1), (0, field.columns - 1)
    match label.per:
        case "row":
            return [field.slot(index, column, block) for block in blocks for column in columns]
        case "column":
            return [field.slot(row, index, block) for block in blocks for row in rows]
        case _:
            return [field.slot(row, column, index) for row in rows for column in columns]


def guides(grid: Grid, field: Field, number: int) -> Iterator[Piece]:
    """The guides of a field, slot by slot; rings give way to what the grid marks."""
    guide = field.guide
    if guide is None:
        return
    about = 0 if guide.shape == "cross" else number  # it stands among the slots of other fields
    for slot, strokes in zip(slots(field), _guide_strokes(field, guide), strict=True):
        if guide.shape != "ring" or not cell_of(grid, field, slot):
            yield Piece("a guide", Role.GUIDE, strokes, about)


@lru_cache(maxsize=64)
def _guide_strokes(field: Field, guide: Guide) -> tuple[tuple[Stroke, ...], ...]:
    """The guide of each slot, in their order."""
    width = rounded(guide.width)
    match guide.shape:
        case "ring":
            shapes: tuple[Path, ...] = (circle(Point(0, 0), rounded(guide.size.width / 2)),)
        case "corners":
            shapes = _corners(guide)
        case _:
            shapes = _cross(guide)
    found = []
    for slot in slots(field):
        by = slot.centre - Point(0, 0)
        standing = shapes
        if slot.turn_deg and guide.shape == "corners":
            standing = tuple(shape.turned(towards(slot.turn_deg)) for shape in shapes)
        found.append(tuple(Stroke(Role.GUIDE, s.placed(by), width, guide.cut) for s in standing))
    return tuple(found)


def _corners(guide: Guide) -> tuple[Path, ...]:
    """The four corners of a box, each an angle a sixth of the shorter side long."""
    x, y = guide.size.width / 2, guide.size.height / 2
    tick = min(x, y) / 3
    angles = []
    for sx, sy in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
        ends = Point(sx * (x - tick), sy * y), Point(sx * x, sy * y), Point(sx * x, sy * (y - tick))
        angles.append(Path(ends[0], polygon(ends).segments[:2]).placed(NOWHERE))
    return tuple(angles)


def _cross(guide: Guide) -> tuple[Path, ...]:
    """Both diagonals of a box."""
    x, y = guide.size.width / 2, guide.size.height / 2
    ends = ((Point(-x, -y), Point(x, y)), (Point(-x, y), Point(x, -y)))
    return tuple(Path(one, (Line(other),)).placed(guide.offset) for one, other in ends)


def style(template: Template) -> str:
    """How letters are written on it. Raises `TemplateError` where nothing was chosen yet."""
    if template.choice is None:
        raise TemplateError(f"{template.name}: say for how many words before placing anything")
    return template.choice.style
