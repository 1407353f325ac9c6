"""Features as they stay in the metal, where a file shows the way of the beam that cuts them."""

from __future__ import annotations

from typing import assert_never

from generator.formats.flat_read import framed
from generator.geometry import Arc, Line, Path, Vec, heading
from generator.layout import CUT_THROUGH, Area, Dot, Face, Mark, Role, Stroke

_STRAIGHT = 0.5
"""Two steps whose directions have less in common make a corner."""


def parts(face: Face, kerf: float) -> Face:
    """The face of the part that is cut so, its lower left corner at the datum again.

    One that shows nothing cut, as a back, stays as it is.
    """
    if all(mark.role not in CUT_THROUGH for mark in face.marks):
        return face
    return framed(part(mark, kerf) if mark.role in CUT_THROUGH else mark for mark in face.marks)


def part(mark: Mark, kerf: float) -> Mark:
    """A hole or an outline, half the kerf away from the middle of its cut."""
    smaller = kerf if mark.role is Role.OUTLINE else -kerf
    match mark:
        case Dot():
            return Dot(mark.role, mark.centre, mark.diameter - smaller)
        case Area() if not mark.holes:
            return Area(mark.role, _inside(mark.outline, smaller / 2))
        case Stroke() | Area():
            return mark
        case _:
            assert_never(mark)


def _inside(contour: Path, by: float) -> Path:
    """The edge of the part inside of a cut along a box with round corners, or outside of one.

    Each point moves towards the middle of the box, across and up by as much, but for one half-way
    between two corners, which moves straight.
    """
    if not by:
        return contour
    if contour.area() < 0:
        contour = contour.reversed()
    steps = tuple(contour.steps())
    points = []
    for (before, last), (start, step) in zip((steps[-1], *steps), steps, strict=False):
        ahead, behind = heading(start, step, start), heading(before, last, start)
        inward = Vec(-ahead.dy, ahead.dx)
        if ahead.dx * behind.dx + ahead.dy * behind.dy < _STRAIGHT:
            inward = inward + Vec(-behind.dy, behind.dx)
        points.append(start + inward * by)
    ends = (*points[1:], points[0])
    drawn = [
        Line(end) if isinstance(step, Line) else Arc(end, step.radius - by, step.ccw)
        for (_, step), end in zip(steps, ends, strict=True)
    ]
    return Path(points[0], tuple(drawn))
