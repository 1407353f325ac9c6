"""What of a layout a mesh can show."""

from __future__ import annotations

from generator.facets import polygon
from generator.geometry import Path, Point
from generator.geometry import polygon as straight
from generator.layout import Area, Dot, Face, Layout
from generator.pockets import Pocket, metal


def view(layout: Layout) -> Face:
    """Cuts below the surface, strokes as milled areas, and every curve of these in facets.

    Round marks stay round: their diameter is told by the corners, which stand on the circle.
    """
    return Face(tuple(facetted(mark) for mark in metal(layout)))


def facetted(mark: Pocket) -> Pocket:
    """A pocket with the corners that its curves have in a mesh; a round one as it is."""
    if isinstance(mark, Dot):
        return mark
    holes = tuple(_corners(hole) for hole in mark.holes)
    return Area(mark.role, _corners(mark.outline), holes, mark.cut)


def _corners(path: Path) -> Path:
    """A path of straight steps between them, rounded as vertices are, no step without a way."""
    corners: list[Point] = []
    for corner in polygon(path):
        place = Point(round(corner.x, 6) + 0.0, round(corner.y, 6) + 0.0)
        if not corners or place != corners[-1]:
            corners.append(place)
    if corners[0] == corners[-1]:
        del corners[-1]
    return straight(corners)
