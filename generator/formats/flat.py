"""What a flat drawing of one side needs before it can be written."""

from __future__ import annotations

from typing import assert_never

from generator.geometry import MICROMETRE, Path, Rect, overlapping, rounded
from generator.layout import SURFACE, Area, Dot, Layout, Mark, Role, Stroke

MACHINING_ORDER = (
    Role.MARK,
    Role.FIDUCIAL,
    Role.LEGEND,
    Role.GUIDE,
    Role.HOLE,
    Role.OUTLINE,
)
"""Engrave first, cut inside next, part the plate last; machines follow the order of the file."""


def only(layouts: tuple[Layout, ...]) -> Layout:
    """The one layout of a flat drawing, checked to be something that can be drawn.

    Raises `ValueError`, since a layout that `place` made is always drawable: outlines as `frame`
    demands, no mark without extent.
    """
    if len(layouts) != 1:
        raise ValueError(f"a flat file shows one side, not {len(layouts)}")
    (layout,) = layouts
    whole = frame(layout)
    for mark in layout.marks:
        if not (layout.stock is not None and is_cut_line(mark)):
            _check_extent(mark)
        if layout.stock is not None and not whole.grown(MICROMETRE).contains(mark.box()):
            raise ValueError(f"a {mark.role.value} mark lies beyond the stock")
    return layout


def frame(layout: Layout) -> Rect:
    """The box of the plate, or of all pieces of a set, or of the stock where that is drawn.

    Raises `ValueError` unless there is an outline (an `Area` without holes or a `Dot`) or several,
    each beside the others, and the lower left corner of their box at the datum.
    """
    if layout.stock is not None:
        return Rect(0.0, 0.0, layout.stock.width, layout.stock.height)
    boxes: list[Rect] = []
    for edge in layout.of(Role.OUTLINE):
        if isinstance(edge, Stroke) or (isinstance(edge, Area) and edge.holes):
            raise ValueError("an outline is an area without holes, or a dot")
        boxes.append(edge.box())
    if not boxes or overlapping(boxes):
        raise ValueError("a plate has one outline, and a set has several beside each other")
    whole = Rect.around(boxes)
    if rounded(whole.left) or rounded(whole.bottom):
        raise ValueError("the outline's lower left corner is not at the datum")
    return whole


def is_cut_line(mark: Mark) -> bool:
    """Whether a mark is part of an edge on stock, see `Stroke`."""
    return (
        isinstance(mark, Stroke)
        and mark.role is Role.OUTLINE
        and mark.width == 0
        and bool(mark.path.segments)
        and not mark.path.closed
    )


def machined(layout: Layout) -> tuple[tuple[Role, tuple[Mark, ...]], ...]:
    """Each role that occurs with its marks, in the order of machining."""
    found = ((role, layout.of(role)) for role in MACHINING_ORDER)
    return tuple((role, marks) for role, marks in found if marks)


def contour(path: Path) -> Path:
    """A closed path travelled counter-clockwise."""
    return path if path.area() > 0 else path.reversed()


def area(mark: Area) -> Area:
    """An area on the surface: the outline counter-clockwise, holes clockwise."""
    holes = tuple(contour(hole).reversed() for hole in mark.holes)
    return Area(mark.role, contour(mark.outline), holes, SURFACE)


def _check_extent(mark: Mark) -> None:
    match mark:
        case Dot():
            drawable = mark.diameter > 0
        case Stroke():
            drawable = mark.width > 0 and bool(mark.path.segments)
        case Area():
            drawable = all(loop.closed for loop in (mark.outline, *mark.holes))
        case _:
            assert_never(mark)
    if not drawable:
        raise ValueError(f"a {mark.role.value} mark has no extent or is not closed")
