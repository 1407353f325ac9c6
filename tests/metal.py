"""What marks take away, as shapely sees it."""

from __future__ import annotations

from collections.abc import Iterable

from shapely import LineString, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from generator.contours import places
from generator.layout import Dot, Mark, Stroke


def metal(mark: Mark) -> BaseGeometry:
    """The face of one mark; round things are polygons of many corners, within the true shape."""
    if isinstance(mark, Dot):
        return Point(mark.centre.x, mark.centre.y).buffer(mark.diameter / 2, 32)
    if isinstance(mark, Stroke):
        path = [(p.x, p.y) for p in (*places(mark.path), mark.path.segments[-1].end)]
        return LineString(path).buffer(mark.width / 2)
    loops = [[(p.x, p.y) for p in places(loop)] for loop in (mark.outline, *mark.holes)]
    return Polygon(loops[0], loops[1:])


def all_metal(marks: Iterable[Mark]) -> BaseGeometry:
    """The face of several marks together."""
    return unary_union([metal(mark) for mark in marks])
