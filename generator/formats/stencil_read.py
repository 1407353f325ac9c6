"""A stencil of paper → what stands on it, a face for each page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.formats.flat_read import framed
from generator.formats.paper import Page, Shape
from generator.formats.pdf_look import look
from generator.geometry import Arc, Path, Point
from generator.layout import CUT_THROUGH, Area, Dot, Face, Mark, Role, Stroke

_ROLE = {
    "#000000": Role.MARK,
    "#0000FF": Role.LEGEND,
    "#FF0000": Role.OUTLINE,
    "#00A000": Role.GUIDE,
    "#FF8000": Role.HOLE,
    "#FF00FF": Role.FIDUCIAL,
}
"""By colour; stated here a second time, so that a slip in the writer's table is noticed."""

_GREY = "#808080"
_WHITE = "#FFFFFF"
_HAIRLINE = 0.05

_EXACT = 0.001
"""Millimetres that four arcs may be off a circle."""

_BAR = 100.0
_OFF_SCALE = 0.01
"""Millimetres that a check bar may be off."""


def read(data: bytes) -> tuple[Face, ...]:
    """The faces that the pages show, each with the lower left corner of its outline at the datum.

    Raises `ReadError` for a PDF that is no stencil or not at 1:1.
    """
    pages = look(data)
    if not pages:
        raise ReadError("the PDF has no page")
    return tuple(_face(page) for page in pages)


def _face(page: Page) -> Face:
    shapes = [item for item in page.items if isinstance(item, Shape)]
    colours = {each for shape in shapes for each in (shape.stroke, shape.fill)} - {None}
    if not colours <= {*_ROLE, _GREY, _WHITE} or _GREY not in colours:
        raise ReadError("the PDF is no stencil: its colours are not those of the roles")
    _check_scale(shapes)
    return framed(_marks(shapes))


def _check_scale(shapes: list[Shape]) -> None:
    """Refuse paper whose check bars do not measure 100 mm along both axes."""
    boxes = [s.loops[0].box() for s in shapes if s.stroke == _GREY and len(s.loops) == 1]
    for axis in ("width", "height"):
        thin = "height" if axis == "width" else "width"
        bars = [
            box
            for box in boxes
            if getattr(box, thin) < _EXACT and abs(getattr(box, axis) - _BAR) <= _OFF_SCALE
        ]
        if len(bars) != 1:
            raise ReadError("the check bars do not measure 100 mm, so it is not at 1:1")


def _marks(shapes: list[Shape]) -> Iterator[Mark]:
    for number, shape in enumerate(shapes, start=1):
        if shape.stroke == _GREY and shape.fill is None:
            continue
        try:
            yield _mark(shape)
        except ReadError as error:
            raise ReadError(f"shape {number} of the page: {error}") from None


def _mark(shape: Shape) -> Mark:
    role = _ROLE.get(shape.stroke or shape.fill or "")
    if role is None:
        raise ReadError("its colour is not that of a role")
    through = role in CUT_THROUGH
    if shape.stroke is None:
        if through:
            raise ReadError("it is filled, but what is cut through is drawn as a hairline")
        return _area(role, shape.loops)
    if len(shape.loops) != 1:
        raise ReadError("several lines are drawn in one")
    if shape.round_tool:
        if through or shape.fill is not None or shape.width < _EXACT:
            raise ReadError("the way of a tool is filled, has no width or cuts through")
        return Stroke(role, shape.loops[0], shape.width)
    return _contour(role, shape, through=through)


def _contour(role: Role, shape: Shape, *, through: bool) -> Dot | Area:
    """What a closed hairline is the edge of."""
    (loop,) = shape.loops
    if abs(shape.width - _HAIRLINE) > _EXACT or not loop.closed:
        raise ReadError("a contour is no closed hairline")
    if shape.fill not in ((None,) if through else (_WHITE,)):
        raise ReadError("a ring is filled otherwise than with white")
    dot = _dot(role, loop)
    if dot is None and not through:
        raise ReadError("a ring is no circle")
    return dot or _area(role, shape.loops)


def _area(role: Role, loops: tuple[Path, ...]) -> Area:
    if not all(loop.closed for loop in loops):
        raise ReadError("a contour is not closed")
    first, *others = loops
    box = first.box().grown(_EXACT)
    if not all(box.contains(other.box()) for other in others):
        raise ReadError("a path's first loop does not surround the others")
    return Area(role, first, tuple(others))


def _dot(role: Role, loop: Path) -> Dot | None:
    """The dot whose edge a closed path of four quarter turns is, else `None`."""
    arcs = [step for step in loop.segments if isinstance(step, Arc)]
    if len(arcs) != 4 or len(loop.segments) != 4 or len({arc.ccw for arc in arcs}) != 1:
        return None
    box = loop.box()
    across = (box.width + box.height) / 2
    centre = box.centre
    off = [abs(centre.distance(point) - across / 2) for point in _around(loop)]
    return Dot(role, centre, across) if max(off) <= _EXACT else None


def _around(loop: Path) -> Iterator[Point]:
    """The ends and middles of the steps of a loop of arcs."""
    for start, step in loop.steps():
        yield start
        if isinstance(step, Arc):
            yield step.middle(start)
