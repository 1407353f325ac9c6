"""Contours drawn aside of themselves, for the metal that a cut takes away."""

from __future__ import annotations

from generator.errors import RuleError
from generator.geometry import Arc, Line, Path, Point, Segment, Vec, rounded

_SAME = 0.01
"""How far two directions may differ and be one, or be square to each other."""


def aside(contour: Path, by: float) -> Path:
    """A closed counter-clockwise contour drawn `by` millimetres outside itself, or inside below 0.

    Its steps meet without a corner or at right angles, and its bends stay bends; anything else
    raises `RuleError`.
    """
    steps = tuple(contour.steps())
    points: list[Point] = []
    for (before_start, before), (start, step) in zip((steps[-1], *steps), steps, strict=False):
        one, two = _outward(before_start, before, start), _outward(start, step, start)
        along = one.dx * two.dx + one.dy * two.dy
        if abs(along - 1) < _SAME:
            off = two
        elif abs(along) < _SAME:
            off = one + two
        else:
            raise RuleError("a contour with slanting corners can't be drawn for a kerf")
        points.append((start + off * by).rounded())
    ends = [*points[1:], points[0]]
    drawn: list[Segment] = []
    for (_, step), end in zip(steps, ends, strict=True):
        if isinstance(step, Arc):
            radius = rounded(step.radius + (by if step.ccw else -by))
            if radius <= 0:
                raise RuleError("a bend is too narrow to be drawn for the kerf")
            drawn.append(Arc(end, radius, step.ccw))
        else:
            drawn.append(Line(end))
    return Path(points[0], tuple(drawn))


def _outward(start: Point, step: Segment, at: Point) -> Vec:
    """The direction out of the contour at one end of a step, of length one."""
    if isinstance(step, Arc):
        out = (at - step.centre(start)) * ((1 if step.ccw else -1) / step.radius)
    else:
        out = Vec(step.end.y - start.y, start.x - step.end.x) * (1 / start.distance(step.end))
    return out
