"""What every flat drawing owes before its marks are believed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from generator.errors import ReadError
from generator.geometry import (
    MICROMETRE,
    NOWHERE,
    Arc,
    Line,
    Path,
    Point,
    Rect,
    Segment,
    Vec,
    overlapping,
    rounded,
)
from generator.layout import Area, Dot, Face, Mark, Role, Stroke

MAX_BYTES = 64 * 1024 * 1024
"""No plate needs more; a full one of 2,500 dots has a quarter of a megabyte."""

FARTHEST = 10_000.0
"""Millimetres from the origin of the drawing; no plate is that large, and squares stay finite."""

NUMBER = r"(?>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
"""A decimal number in ASCII; Python's own `float` also takes `nan`, `1_0` and other scripts."""

_CHORD_SLACK = 0.003
"""Millimetres that a chord may exceed its diameter by, all three numbers being rounded."""


def text_of(data: bytes, format_name: str) -> str:
    """The text of a file that claims to be of a format, or a `ReadError`."""
    if not data.strip():
        raise ReadError(f"the {format_name} file is empty")
    if len(data) > MAX_BYTES:
        raise ReadError(f"the {format_name} file is larger than 64 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"the {format_name} file is not UTF-8 text") from None
    if "\0" in text:
        raise ReadError(f"the {format_name} file has bytes that are no text")
    return text


def finite(value: float) -> float:
    """The value, if it lies on any thinkable plate."""
    if not abs(value) <= FARTHEST:  # also refuses NaN, which no comparison holds for
        raise ReadError("a number is not finite or lies more than 10 m away")
    return value


def long_way(start: Point, arc: Arc) -> tuple[Arc, Arc]:
    """The two halves of the arc that turns as `arc` does, but by more than half a turn."""
    rest = Arc(arc.end, arc.radius, not arc.ccw)
    centre, across = rest.centre(start), rest.middle(start)
    middle = Point(2 * centre.x - across.x, 2 * centre.y - across.y)
    return Arc(middle, arc.radius, arc.ccw), arc


def framed(marks: Iterable[Mark]) -> Face:
    """The face of a drawing: the lower left corner of its outline, or of a set's, at the datum.

    All values in whole micrometres, contours counter-clockwise and holes in them clockwise.
    """
    drawn = tuple(marks)
    box = frame(drawn)
    return Face(tuple(_in_frame(mark, Vec(-box.left, -box.bottom)) for mark in drawn))


def standing(marks: Iterable[Mark]) -> Face:
    """The face of a drawing without an outline, whose origin is at the datum."""
    return Face(tuple(_in_frame(mark, NOWHERE) for mark in marks))


def frame(marks: Iterable[Mark]) -> Rect:
    """The box of the plate's outline, or of those of all pieces of a set, beside each other."""
    boxes: list[Rect] = []
    for mark in marks:
        if mark.role is not Role.OUTLINE:
            continue
        if isinstance(mark, Stroke) or (isinstance(mark, Area) and mark.holes):
            raise ReadError("the outline is not one closed contour")
        boxes.append(mark.box())
    if not boxes:
        raise ReadError("the drawing has no outlines, a plate has one")
    if overlapping(boxes):
        raise ReadError(
            f"the drawing has {len(boxes)} outlines that touch; a plate has one, and the pieces of "
            "a set lie apart"
        )
    return Rect.around(boxes)


def _in_frame(mark: Mark, by: Vec) -> Mark:
    try:
        match mark:
            case Dot():
                return Dot(mark.role, (mark.centre + by).rounded(), _positive(mark.diameter))
            case Stroke():
                # A DXF centre line has no width; an SVG line without one was refused before.
                return Stroke(mark.role, _placed(mark.path, by), rounded(mark.width))
            case Area():
                holes = tuple(_contour(_placed(hole, by)).reversed() for hole in mark.holes)
                return Area(mark.role, _contour(_placed(mark.outline, by)), holes)
    except ReadError as error:
        raise ReadError(f"a mark of role {mark.role.value}: {error}") from None


def _positive(length: float) -> float:
    whole = rounded(length)
    if whole < MICROMETRE:
        raise ReadError("a diameter or radius is less than a micrometre")
    return whole


def _placed(path: Path, by: Vec) -> Path:
    return Path((path.start + by).rounded(), tuple(_placed_steps(path, by)))


def _placed_steps(path: Path, by: Vec) -> Iterator[Segment]:
    # Spelled out, not composed of Point's own methods: this is where reading spends its time.
    here = (path.start + by).rounded()
    dx, dy = by.dx, by.dy
    for segment in path.segments:
        end = Point(round(segment.end.x + dx, 3) + 0.0, round(segment.end.y + dy, 3) + 0.0)
        if end == here:
            raise ReadError("a line has no length")
        match segment:
            case Line():
                yield Line(end)
            case Arc():
                radius = _positive(segment.radius)
                if here.distance(end) > 2 * radius + _CHORD_SLACK:
                    raise ReadError("an arc's radius is too small to reach from end to end")
                yield Arc(end, radius, segment.ccw)
        here = end


def _contour(path: Path) -> Path:
    size = path.area()
    if math.isclose(size, 0.0, abs_tol=MICROMETRE**2 / 2):
        raise ReadError("a closed contour encloses nothing")
    return path if size > 0 else path.reversed()
