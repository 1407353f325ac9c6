"""Where a serial number stands on a plate: a free place in its legend that keeps all rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, product

from generator import rules
from generator.choice import ALWAYS
from generator.clearance import SAGITTA, gap
from generator.errors import RuleError
from generator.geometry import MICROMETRE, Point, Rect, Size, Vec
from generator.layout import Area, Dot, Mark, Role
from generator.lettering import Hand, written
from generator.modules import QUIET
from generator.pieces import pieces, style
from generator.place import full
from generator.slots import field_box
from generator.template import Module, Template, Text

CAP_HEIGHTS = (2.0, 1.6, 1.3)
"""Millimetres, the first that has a place; ours."""

AIR = (2.0, 1.2, 0.8)
"""Millimetres of metal above and below the number, and twice as many before and behind it, so that
it is taken for no label; ours, as much as there is."""

STRIP_AIR = 0.8
"""Millimetres below and above a number that stands beside its plate; ours."""

_CELL = 0.25
"""Millimetres of the raster in which a place is sought."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of a serial number's foot stands on the front, how high, how turned."""

    at: Point
    cap_height: float
    turn_deg: int


def on_plate(template: Template, longest: str) -> Place | None:
    """A free place for the longest of the numbers, `None` where the rules leave none.

    A set has none either: its pieces part, and the number would go with one of them.
    Letters are to stand where they stood for it, all others being narrower.
    """
    if len(template.origins) > 1:
        return None
    for place in _free(template, longest):
        try:
            rules.check(numbered(template, place, longest))
        except RuleError:
            continue
        return place
    return None


def numbered(template: Template, place: Place, serial: str) -> Template:
    """The template with one more line of legend on its front."""
    text = Text(serial, place.at, place.cap_height, "centre", place.turn_deg, ALWAYS)
    front, *others = template.sides
    return replace(template, sides=(replace(front, texts=(*front.texts, text)), *others))


def beside(template: Template, longest: str) -> float:
    """The cap height for a number in the skeleton below its plate.

    Raises `RuleError` where the number is wider than the plate.
    """
    cap_height = max(CAP_HEIGHTS[-1], template.engraving.width / rules.MOST_STROKE)
    for height in (*CAP_HEIGHTS, cap_height):
        if height >= cap_height and _size(template, longest, height).width <= template.size.width:
            return height
    raise RuleError(f"{template.name} has no room for the serial number; use a shorter --serial")


def strip(template: Template, cap_height: float) -> float:
    """How high the strip below a plate is in which its number stands, in millimetres."""
    return round(cap_height + template.engraving.width + 2 * STRIP_AIR, 3)


def in_strip(template: Template, cap_height: float, serial: str) -> tuple[Mark, ...]:
    """A number in the strip, whose lower left corner is the datum."""
    at = Point(template.size.width / 2, STRIP_AIR + template.engraving.width / 2).rounded()
    return written(serial, cap_height, _hand(template), at, "centre", 0)


def _hand(template: Template) -> Hand:
    tool = template.engraving
    return Hand(Role.LEGEND, style(template), tool.width, tool.cut)


def _ink(template: Template, text: str, cap_height: float) -> Rect:
    """The box of a number whose foot's middle is the datum."""
    marks = written(text, cap_height, _hand(template), Point(0.0, 0.0), "centre", 0)
    return Rect.around(mark.box() for mark in marks)


def _size(template: Template, text: str, cap_height: float) -> Size:
    box = _ink(template, text, cap_height)
    return Size(box.width, box.height)


def _free(template: Template, text: str) -> Iterator[Place]:
    """Places that look free, those with most air first, then the highest, from the foot upwards."""
    raster = _Raster(template)
    for air, height, turn_deg in product(AIR, CAP_HEIGHTS, (0, 90)):
        if height * rules.MOST_STROKE < template.engraving.width - MICROMETRE:
            continue
        ink = _ink(template, text, height)
        wide, high = ink.width + 4 * air, ink.height + 2 * air
        wide, high = (high, wide) if turn_deg else (wide, high)
        corner = raster.free(wide, high)
        if corner is None:
            continue
        middle = corner + Vec(wide / 2, high / 2)
        # From the middle of the ink to the middle of its foot.
        foot = Vec(-ink.centre.x, -ink.centre.y)
        foot = Vec(-foot.dy, foot.dx) if turn_deg else foot
        yield Place((middle + foot).rounded(), height, turn_deg)


class _Raster:
    """The front of a plate in cells, each taken or free, with sums for asking about boxes."""

    __slots__ = ("_across", "_sums", "_up")

    def __init__(self, template: Template) -> None:
        size = template.size
        self._across, self._up = int(size.width / _CELL), int(size.height / _CELL)
        taken = [[0] * self._across for _ in range(self._up)]
        for box in _taken(template):
            left, right = _cells(box.left, box.right, self._across)
            bottom, top = _cells(box.bottom, box.top, self._up)
            for row in taken[bottom:top]:
                row[left:right] = [1] * (right - left)
        sums = [[0] * (self._across + 1)]
        for row in taken:
            sums.append([a + b for a, b in zip(sums[-1], accumulate(row, initial=0), strict=True)])
        self._sums = sums

    def free(self, width: float, height: float) -> Point | None:
        """The lower left corner of a free box of that size: lowest, then nearest to the middle."""
        wide, high = int(width / _CELL) + 1, int(height / _CELL) + 1
        columns = range(self._across - wide + 1)
        middle = (self._across - wide) / 2
        nearest = sorted(columns, key=lambda column: abs(column - middle))
        for row in range(self._up - high + 1):
            low, top = self._sums[row], self._sums[row + high]
            for column in nearest:
                end = column + wide
                if top[end] - top[column] == low[end] - low[column]:
                    return Point(column * _CELL, row * _CELL)
        return None


def _cells(low: float, high: float, count: int) -> tuple[int, int]:
    return max(0, int(low // _CELL)), min(count, max(0, int(-(-high // _CELL))))


def _taken(template: Template) -> Iterator[Rect]:
    """Boxes around all that may stand on the front, and around what is not to be written on."""
    side = template.sides[0]
    standing = [piece for each, held in full(template) if each == side for piece in held]
    for piece in (*standing, *pieces(None, template, side)):
        for mark in piece.marks:
            if isinstance(mark, Area) and (mark.holes or mark.role is Role.OUTLINE):
                continue
            if isinstance(mark, Dot) and mark.role is Role.OUTLINE:
                continue
            yield mark.box()
    for field in side.fields:
        quiet = QUIET * field.column_step.dx if isinstance(field.mark, Module) else 0.0
        yield field_box(field).grown(quiet)
    yield from _beyond(template, [m for p in standing for m in p.marks])


def _beyond(template: Template, marks: list[Mark]) -> Iterator[Rect]:
    """The cells that are too near to an edge, or to a frame."""
    walls = [m for m in marks if isinstance(m, Area) and m.holes and m.role is Role.FIDUCIAL]
    plate, size = template.plate, template.size
    inset, radius = plate.margin, plate.corner_radius
    edges = [
        Rect(*o, o[0] + plate.size.width, o[1] + plate.size.height) for o in _corners(template)
    ]
    step = 4 * _CELL
    for column in range(int(size.width / step) + 1):
        for row in range(int(size.height / step) + 1):
            cell = Rect(column * step, row * step, (column + 1) * step, (row + 1) * step)
            inside = any(
                _within(cell, edge.grown(-inset), max(0.0, radius - inset)) for edge in edges
            )
            if not inside or any(_hits(cell, wall) for wall in walls):
                yield cell


def _corners(template: Template) -> list[tuple[float, float]]:
    return [(origin.dx, origin.dy) for origin in template.origins_on("front")]


def _within(cell: Rect, room: Rect, radius: float) -> bool:
    """Whether a cell lies in a box with rounded corners."""
    if not room.contains(cell):
        return False
    inner = room.grown(-radius)
    for x in (cell.left, cell.right):
        for y in (cell.bottom, cell.top):
            dx = max(inner.left - x, x - inner.right, 0.0)
            dy = max(inner.bottom - y, y - inner.top, 0.0)
            if dx and dy and dx * dx + dy * dy > radius * radius:
                return False
    return True


def _hits(cell: Rect, wall: Area) -> bool:
    at = Dot(Role.LEGEND, cell.centre, max(cell.width, cell.height) * 1.42 + 2 * SAGITTA)
    return gap((at,), (wall,)) <= 0
