"""What is cut through, drawn beside its edge for the metal that the cut takes away.

Outside an outline and inside a hole, by half the kerf, so that the part has its own size.
"""

from __future__ import annotations

from itertools import combinations
from typing import assert_never

from generator.clearance import gap
from generator.errors import RuleError
from generator.geometry import Arc, Line, Path, Point, Segment, Vec, rounded
from generator.layout import CUT_THROUGH, Area, Dot, Layout, Mark, Role, Stroke

_SAME = 0.01
"""How far two directions may differ and be one, or be square to each other."""

_LEAST = 0.02
"""Millimetres across that have to be left of a hole for the beam to go around in."""


def check(layout: Layout, kerf: float) -> None:
    """Raise `RuleError`, which names kerf and feature, for what can't be drawn for this kerf."""
    for mark in layout.marks:
        if mark.role in CUT_THROUGH:
            beside(mark, kerf)
    for one, other in combinations(layout.of(Role.OUTLINE), 2):
        apart = gap((one,), (other,))
        if apart <= kerf:
            raise RuleError(
                f"a kerf of {kerf:g} mm leaves nothing of the {apart:g} mm of metal between two "
                "pieces: it would cut into one of them"
            )


def beside(mark: Mark, kerf: float) -> Dot | Area:
    """The same feature as the middle of the beam goes around it; an outline counter-clockwise.

    Raises `RuleError` where nothing would be left of it, or where it can't be drawn.
    """
    by = kerf / 2 if mark.role is Role.OUTLINE else -kerf / 2
    match mark:
        case Dot():
            if kerf and rounded(mark.diameter + 2 * by) < _LEAST:
                raise _nothing_left(kerf, f"a hole of {mark.diameter:g} mm")
            return Dot(mark.role, mark.centre, rounded(mark.diameter + 2 * by), mark.cut)
        case Area() if not mark.holes:
            edge = mark.outline if mark.outline.area() > 0 else mark.outline.reversed()
            box = edge.box()
            if kerf and rounded(min(box.width, box.height) + 2 * by) < _LEAST:
                raise _nothing_left(kerf, f"a hole of {box.width:g} × {box.height:g} mm")
            return Area(mark.role, aside(edge, by) if by else edge, (), mark.cut)
        case Stroke() | Area():
            raise RuleError("what is cut through must be a circle or one contour")
        case _:
            assert_never(mark)


def _nothing_left(kerf: float, what: str) -> RuleError:
    return RuleError(
        f"a kerf of {kerf:g} mm leaves nothing of {what}: it must be less than what it cuts out"
    )


def aside(contour: Path, by: float) -> Path:
    """A closed counter-clockwise contour drawn `by` millimetres outside itself, or inside below 0.

    Its steps meet without a corner, or two lines at right angles, and its bends stay bends;
    anything else raises `RuleError`.
    """
    steps = tuple(contour.steps())
    points: list[Point] = []
    for (before_start, before), (start, step) in zip((steps[-1], *steps), steps, strict=False):
        one, two = _outward(before_start, before, start), _outward(start, step, start)
        along = one.dx * two.dx + one.dy * two.dy
        if abs(along - 1) < _SAME:
            off = two
        elif abs(along) < _SAME and isinstance(before, Line) and isinstance(step, Line):
            off = one + two
        else:
            raise RuleError("a contour with slanting corners can't be drawn for a kerf")
        points.append((start + off * by).rounded())
    ends = [*points[1:], points[0]]
    drawn = [
        _moved(start, step, by, begin, end)
        for (start, step), begin, end in zip(steps, points, ends, strict=True)
    ]
    return Path(points[0], tuple(drawn))


def _moved(start: Point, step: Segment, by: float, begin: Point, end: Point) -> Segment:
    """One step drawn aside, between its new ends."""
    if isinstance(step, Arc):
        radius = rounded(step.radius + (by if step.ccw else -by))
        if radius < _LEAST / 2:
            raise _too_wide(by, f"a bend of {step.radius:g} mm")
        return Arc(end, radius, step.ccw)
    was, now = step.end - start, end - begin
    if was.dx * now.dx + was.dy * now.dy <= 0:
        length = start.distance(step.end)
        raise _too_wide(by, f"an edge of {length:g} mm")
    return Line(end)


def _too_wide(by: float, what: str) -> RuleError:
    return RuleError(f"a kerf of {2 * abs(by):g} mm is too wide for {what} in what it cuts")


def _outward(start: Point, step: Segment, at: Point) -> Vec:
    """The direction out of the contour at one end of a step, of length one."""
    if isinstance(step, Arc):
        out = (at - step.centre(start)) * ((1 if step.ccw else -1) / step.radius)
    else:
        out = Vec(step.end.y - start.y, start.x - step.end.x) * (1 / start.distance(step.end))
    return out
