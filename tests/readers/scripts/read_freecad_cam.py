"""FreeCAD's CAM workbench: the round holes that it would drill in a STEP file.

For each hole it asks its kernel about the whole solid. Of a plate of two thousand that takes a
quarter of an hour, so such a solid is cut into tiles first, which overlap: each hole is whole in
one of them.
"""

import os
import sys

sys.path.insert(0, os.environ["READERS_SCRIPTS"])

import FreeCAD
import Part
from job import answer

sys.path.insert(0, f"{FreeCAD.getHomePath()}/Mod/Path")

from PathScripts.drillableLib import isDrillable

_MANY = 300
"""Holes above which tiles are worth their making."""

_FACES = 250
"""A tile with fewer faces is not cut again."""

_OVERLAP = 12.0
"""Millimetres that two tiles share; the widest hole of a plate that is cut is narrower."""

_EDGE = 0.01
"""Millimetres from the side of a tile, or of the plate, within which no hole is whole."""

_DIRECTIONS = {"above": FreeCAD.Vector(0, 0, 1), "below": FreeCAD.Vector(0, 0, -1)}


def _look(name):
    shape = Part.Shape()
    shape.read(name)
    holes = {}
    for tile in _tiles(shape) if len(_round(shape)) > _MANY else [shape]:
        for face in _round(tile):
            centre, height = face.Surface.Center, face.BoundBox.ZMax
            holes.setdefault(tuple(round(at, 4) for at in (*centre[:2], height)), (tile, face))
    return {"drilled": [hole for at in holes.values() if (hole := _hole(*at))]}


def _hole(solid, face):
    """From where it would be drilled, its centre and its diameter; nothing if not at all."""
    centre, across = face.Surface.Center, 2 * face.Surface.Radius
    for side, direction in _DIRECTIONS.items():
        if isDrillable(solid, face, vector=direction):
            return side, centre.x, centre.y, across
    return None


def _round(solid):
    """The whole cylinders that do not touch the sides of a tile."""
    around = solid.BoundBox
    around.enlarge(-_EDGE)
    found = (face for face in solid.Faces if isinstance(face.Surface, Part.Cylinder))
    return [
        face
        for face in found
        if len(face.Edges) == 3
        and around.XMin < face.BoundBox.XMin
        and around.YMin < face.BoundBox.YMin
        and around.XMax > face.BoundBox.XMax
        and around.YMax > face.BoundBox.YMax
    ]


def _tiles(shape):
    """The solid in pieces of few faces: halves of halves, across the longer side."""
    box = shape.BoundBox
    longest = max(box.XLength, box.YLength)
    length = (longest + _OVERLAP) / 2
    if len(shape.Faces) < _FACES or length > 0.8 * longest:
        yield shape
        return
    wide = box.XLength > box.YLength
    size = (length, box.YLength) if wide else (box.XLength, length)
    for left, low in ((box.XMin, box.YMin), (box.XMax - size[0], box.YMax - size[1])):
        at = FreeCAD.Vector(left, low, box.ZMin)
        yield from _tiles(shape.common(Part.makeBox(*size, box.ZLength, at)))


answer(_look, ".".join(FreeCAD.Version()[:3]))
