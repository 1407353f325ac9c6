"""Views of a blank plate on a drawing: outline, holes, public marks and dimensions, to scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from generator.formats.paper import BLACK, Item, Shape, Words, segment
from generator.formats.pdf_canvas import text_width
from generator.geometry import Arc, Line, Path, Point, Rect, Segment, Vec, circle, polygon
from generator.layout import CUT_THROUGH, Area, Dot, Layout, Mark, Role, Stroke

EDGE, HOLE, THIN = 0.5, 0.35, 0.18
"""Widths of lines in millimetres on paper: visible edges, holes, dimensions; ISO 128-2."""

FIGURE = 3.0
"""Size of the figures of dimensions."""

AWAY, BESIDE = 10.0, 16.0
"""Millimetres from an edge to its dimension line, and what it takes with its figures."""

ABOVE = 10.0
"""Millimetres that a view takes above it, for its name."""

_ARROW = Vec(2.5, 0.45)
_CLEAR = 1.0
_INSIDE = 3.4
"""From which diameter on paper the number of a hole stands in it."""


@dataclass(frozen=True, slots=True)
class View:
    """One side of the plate at a place of the sheet; `datum` is where its lower left corner is."""

    layout: Layout
    datum: Point
    scale: float

    def at(self, point: Point) -> Point:
        """Where a point of the plate is on the sheet."""
        return Point(self.datum.x + point.x * self.scale, self.datum.y + point.y * self.scale)

    def along(self, path: Path) -> Path:
        """A path of the plate on the sheet."""
        steps: list[Segment] = []
        for step in path.segments:
            match step:
                case Line(end):
                    steps.append(Line(self.at(end)))
                case Arc(end, radius, ccw):
                    steps.append(Arc(self.at(end), radius * self.scale, ccw))
        return Path(self.at(path.start), tuple(steps))

    def loops(self, mark: Mark) -> tuple[Path, ...]:
        """The lines of a mark on the sheet."""
        match mark:
            case Dot():
                return (circle(self.at(mark.centre), mark.diameter / 2 * self.scale),)
            case Stroke():
                return (self.along(mark.path),)
            case Area():
                return tuple(self.along(loop) for loop in (mark.outline, *mark.holes))
            case _:
                assert_never(mark)

    @property
    def box(self) -> Rect:
        """Of the plate, on the sheet."""
        box = Rect.around(mark.box() for mark in self.layout.of(Role.OUTLINE))
        low, high = self.at(Point(box.left, box.bottom)), self.at(Point(box.right, box.top))
        return Rect(low.x, low.y, high.x, high.y)


def face(view: View, name: str) -> Iterator[Item]:
    """A side with its name above it."""
    for mark in view.layout.marks:
        yield _shown(view, mark)
    box = view.box
    yield Words(name, Point(box.centre.x, box.top + 4), FIGURE, "centre")


def _shown(view: View, mark: Mark) -> Shape:
    loops = view.loops(mark)
    if mark.role in CUT_THROUGH:
        return Shape(loops, width=EDGE if mark.role is Role.OUTLINE else HOLE)
    if isinstance(mark, Stroke):
        return Shape(loops, width=mark.width * view.scale, round_tool=True)
    if isinstance(mark, Area):
        return Shape(loops, stroke=None, fill=BLACK)
    return Shape(loops, width=THIN)


def side(box: Rect) -> Iterator[Item]:
    """The plate seen from its left edge."""
    corners = (
        Point(box.left, box.bottom),
        Point(box.right, box.bottom),
        Point(box.right, box.top),
        Point(box.left, box.top),
    )
    yield Shape((polygon(corners),), width=EDGE)
    yield Words("Side", Point(box.centre.x, box.top + 4), FIGURE, "centre")


def numbers(view: View) -> Iterator[Item]:
    """The number of each hole: in it, or beside it where nothing else stands."""
    taken = [_on_sheet(view, mark) for mark in view.layout.marks if mark.role is not Role.OUTLINE]
    holes = [mark for mark in view.layout.of(Role.HOLE) if isinstance(mark, Dot)]
    for number, hole in enumerate(holes, start=1):
        text, centre = str(number), view.at(hole.centre)
        across = hole.diameter * view.scale
        size = min(FIGURE, across * 0.6)
        if across >= _INSIDE:
            yield Words(text, Point(centre.x, centre.y - size * 0.36), size, "centre")
            continue
        box = _free(centre, across / 2, text_width(text, 2.2), taken)
        taken.append(box)
        yield Words(text, Point(box.left, box.bottom), 2.2)


def _on_sheet(view: View, mark: Mark) -> Rect:
    box = mark.box()
    low, high = view.at(Point(box.left, box.bottom)), view.at(Point(box.right, box.top))
    return Rect(low.x, low.y, high.x, high.y)


def _free(centre: Point, radius: float, wide: float, taken: list[Rect]) -> Rect:
    """The box nearest to a hole in which its number touches nothing; the first one if none does."""
    tall = 1.6
    boxes = []
    for far in (0.6, 1.2, 2.0, 3.0, 4.5, 6.0):
        out = radius + far
        for dx, dy in ((1, 1), (1, 0), (-1, 1), (0, 1), (1, -1), (-1, 0), (0, -1), (-1, -1)):
            reach = out * (0.75 if dx and dy else 1.0)
            middle = centre + Vec(dx * (reach + wide / 2), dy * (reach + tall / 2))
            boxes.append(
                Rect(
                    middle.x - wide / 2,
                    middle.y - tall / 2,
                    middle.x + wide / 2,
                    middle.y + tall / 2,
                )
            )
    return next((b for b in boxes if all(b.gap(o) > 0.25 for o in taken)), boxes[0])


def width(box: Rect, figure: str) -> Iterator[Item]:
    """The dimension of a width, below its box; arrows outside where it is narrow."""
    y = box.bottom - AWAY
    for x in (box.left, box.right):
        yield Shape((segment(Point(x, box.bottom - _CLEAR), Point(x, y - 2)),), width=THIN)
    if box.width >= text_width(figure, FIGURE) + 2 and box.width >= 4 * _ARROW.dx:
        yield Shape((segment(Point(box.left, y), Point(box.right, y)),), width=THIN)
        yield _arrow(Point(box.left, y), Vec(1, 0))
        yield _arrow(Point(box.right, y), Vec(-1, 0))
        yield Words(figure, Point(box.centre.x, y + 0.8), FIGURE, "centre")
        return
    end = box.right + 4 + text_width(figure, FIGURE)
    yield Shape((segment(Point(box.left - 5, y), Point(end, y)),), width=THIN)
    yield _arrow(Point(box.left, y), Vec(-1, 0))
    yield _arrow(Point(box.right, y), Vec(1, 0))
    yield Words(figure, Point(box.right + 3.5, y + 0.8), FIGURE)


def height(box: Rect, figure: str) -> Iterator[Item]:
    """The dimension of a height, left of its box, read from the right."""
    x = box.left - AWAY
    for y in (box.bottom, box.top):
        yield Shape((segment(Point(box.left - _CLEAR, y), Point(x - 2, y)),), width=THIN)
    yield Shape((segment(Point(x, box.bottom), Point(x, box.top)),), width=THIN)
    yield _arrow(Point(x, box.bottom), Vec(0, 1))
    yield _arrow(Point(x, box.top), Vec(0, -1))
    yield Words(figure, Point(x - 0.8, box.centre.y), FIGURE, "centre", 90)


def corner(box: Rect, radius: float, figure: str) -> Iterator[Item]:
    """The radius of the upper left corner, with a leader from the middle of its arc."""
    inside = radius * (1 - 0.5**0.5)
    tip = Point(box.left + inside, box.top - inside)
    bend = Point(box.left - 4, box.top + 4)
    wide = text_width(figure, FIGURE)
    yield Shape((segment(tip, bend),), width=THIN)
    yield _arrow(tip, Vec(-(0.5**0.5), 0.5**0.5))
    yield Shape((segment(bend, Point(bend.x - wide - 1, bend.y)),), width=THIN)
    yield Words(figure, Point(bend.x - wide - 0.5, bend.y + 0.8), FIGURE)


def datum(box: Rect) -> Iterator[Item]:
    """The mark of the lower left corner, from which all places are measured."""
    tip = Point(box.left, box.bottom)
    yield Shape((circle(tip, 0.8),), stroke=None, fill=BLACK)
    bend = Point(box.left - 3.2, box.bottom - 3.2)
    yield Shape((segment(tip, bend),), width=THIN)
    yield Words("0, 0", Point(bend.x - 0.3, bend.y - 2.4), 2.4, "right")


def _arrow(tip: Point, inward: Vec) -> Shape:
    """A filled arrowhead that points at `tip` from where `inward` shows."""
    foot = tip + inward * _ARROW.dx
    out = Vec(-inward.dy, inward.dx) * _ARROW.dy
    return Shape((polygon((tip, foot + out, foot + out * -1)),), stroke=None, fill=BLACK)
