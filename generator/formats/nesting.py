"""Whether the inner loops of a face are side by side, within its outer one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from generator.errors import ReadError
from generator.formats.solid import Face, Plane, Ring, Spot, Use, dot, newell
from generator.geometry import Rect

_Loop: TypeAlias = Sequence[Use]
Step: TypeAlias = tuple[Spot, Spot, Ring | None, bool]
"""Begin, end, circle and sense of at most half a turn."""


def check_nested(face: Face) -> None:
    """Raise `ReadError` unless each inner loop is inside the outer one and outside all others.

    Of loops that do not cross, of which one vertex tells where they are. Takes time as the number
    of loops, as long as few of their boxes overlap.
    """
    if not isinstance(face.surface, Plane) or len(face.loops) < 2:
        return
    if abs(face.surface.normal.z) < 0.5:
        raise ReadError(f"upright face #{face.ref} of this solid has an opening")
    boxes = [_box(loop) for loop in face.loops]
    turns = [dot(newell(loop), face.surface.normal) for loop in face.loops]
    outer = turns.index(max(turns))
    open_: list[int] = []
    for at in sorted(range(len(boxes)), key=lambda at: boxes[at].left):
        if at == outer:
            continue
        right = goes_around(face.loops[at][0].begin, _steps(face.loops[outer]))
        open_ = [other for other in open_ if boxes[other].right >= boxes[at].left]
        near = (other for other in open_ if boxes[other].gap(boxes[at]) == 0)
        if not right or any(_in_each_other(face.loops[at], face.loops[by]) for by in near):
            raise ReadError(f"the openings of face #{face.ref} in this solid are not apart")
        open_.append(at)


def _in_each_other(one: _Loop, two: _Loop) -> bool:
    return goes_around(one[0].begin, _steps(two)) or goes_around(two[0].begin, _steps(one))


def _box(loop: _Loop) -> Rect:
    """A box around a loop, with room for the whole circle of each of its arcs."""
    return Rect.around(_reach(use) for use in loop)


def _reach(use: Use) -> Rect:
    ring, a, b = use.edge.ring, use.begin, use.end
    if ring is None:
        return Rect(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y))
    centre = ring.centre
    return Rect(centre.x, centre.y, centre.x, centre.y).grown(ring.radius)


def goes_around(spot: Spot, loop: Iterable[Step]) -> bool:
    """Whether a loop goes around a place that is not on it, both seen from above."""
    odd = False
    for begin, end, ring, ccw in loop:
        right = end.x < begin.x  # of the chord: what is level with a level chord is above it
        if (begin.y > spot.y) != (end.y > spot.y):
            across = begin.x + (spot.y - begin.y) / (end.y - begin.y) * (end.x - begin.x)
            odd ^= spot.x < across
            right = (spot.x >= across) == (end.y > begin.y)
        elif not begin.y == end.y == spot.y:
            off = (end.x - begin.x) * (spot.y - begin.y) - (end.y - begin.y) * (spot.x - begin.x)
            right = off < 0
        if ring is not None and math.dist(spot[:2], ring.centre[:2]) < ring.radius:
            odd ^= right == ccw
    return odd


def _steps(loop: _Loop) -> Iterator[Step]:
    for use in loop:
        if use.edge.ring is not None and use.edge.sweep > math.pi:
            middle = use.edge.middle
            yield use.begin, middle, use.edge.ring, use.ccw
            yield middle, use.end, use.edge.ring, use.ccw
        else:
            yield use.begin, use.end, use.edge.ring, use.ccw
