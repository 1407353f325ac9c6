"""Where to cut a face with many mouths into strips.

CAD kernels compare every pair of inner loops of a face: time grows with the square of their number.
Strips that share edges make it linear, for the price of coplanar seams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.geometry import Line, Path, Point, Rect

MOST_MOUTHS = 300
"""On one face before it is cut; above it writing with the kernel slows down noticeably."""

_AIM = 120
"""Mouths a strip: small enough to be fast, large enough for few seams."""

_AIR = 1e-3
"""Millimetres: the least gap between mouths that a seam may run through."""


@dataclass(frozen=True, slots=True)
class Seams:
    """Straight cuts across a plate, in rising order; `level` cuts have one y, others one x."""

    level: bool
    at: tuple[float, ...]

    def along(self, point: Point) -> float:
        """The coordinate of a point that cuts are made at."""
        return point.y if self.level else point.x


UNCUT = Seams(level=True, at=())


def seams(outline: Path, mouths: Sequence[Rect]) -> Seams:
    """Cuts that cross no mouth and meet the outline twice, on straight sides; maybe none."""
    if len(mouths) <= MOST_MOUTHS:
        return UNCUT
    choices = (_seams(outline, mouths, Seams(level, ())) for level in (True, False))
    return max(choices, key=lambda found: len(found.at))


def stops(start: Point, end: Point, cuts: Seams) -> list[Point]:
    """The points of a straight side where cuts meet it, in the direction of travel."""
    first, last = cuts.along(start), cuts.along(end)
    low, high = min(first, last), max(first, last)
    found = [at for at in cuts.at if low < at < high]
    return [_between(start, end, at, cuts) for at in (found if first < last else found[::-1])]


def _between(start: Point, end: Point, at: float, cuts: Seams) -> Point:
    part = (at - cuts.along(start)) / (cuts.along(end) - cuts.along(start))
    x, y = start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part
    return Point(x, at) if cuts.level else Point(at, y)


def _seams(outline: Path, mouths: Sequence[Rect], axis: Seams) -> Seams:
    spans = sorted((b.bottom, b.top) if axis.level else (b.left, b.right) for b in mouths)
    cuts: list[float] = []
    since, reach = 0, spans[0][1]
    for low, high in spans:
        if since >= _AIM and low - reach > _AIR and _clean(outline, (reach + low) / 2, axis):
            cuts.append((reach + low) / 2)
            since = 0
        since += 1
        reach = max(reach, high)
    return Seams(axis.level, tuple(cuts))


def _clean(outline: Path, at: float, axis: Seams) -> bool:
    """Whether a cut meets the outline exactly twice, well inside of straight sides."""
    crossed = 0
    for start, segment in outline.steps():
        box = Path(start, (segment,)).box()
        low, high = (box.bottom, box.top) if axis.level else (box.left, box.right)
        if low - _AIR < at < high + _AIR:
            if not isinstance(segment, Line) or not low + _AIR < at < high - _AIR:
                return False
            crossed += 1
    return crossed == 2
