"""FreeCAD: its check of each solid of a STEP file, and what edges the upper and lower face."""

import os
import sys

sys.path.insert(0, os.environ["READERS_SCRIPTS"])

import FreeCAD
import Part
from edges import contours
from job import answer

_LEVEL = 1e-5


def _look(name):
    shape = Part.Shape()
    shape.read(name)
    faults = []
    # With the tests of Boolean operations too, which take most of the time: not for mutants.
    thorough = not any(word in name for word in ("-shifted", "-widened", "-lost"))
    try:
        shape.check(thorough)
    except ValueError as error:
        faults.append(f"check: {error}")
    whole = shape.BoundBox
    if abs(whole.ZMax) > _LEVEL:
        faults.append(f"the face is at {whole.ZMax}")
    faces = {side: contours(_edges(shape, z)) for side, z in _sides(shape.BoundBox)}
    closed = all(solid.isClosed() and solid.isValid() for solid in shape.Solids)
    return {
        "faces": faces,
        "height": whole.ZLength,
        "bodies": len(shape.Solids),
        "closed": closed,
        "faults": faults,
    }


def _sides(box):
    return ("front", box.ZMax), ("back", box.ZMin)


def _edges(shape, z):
    """A seam between two parts of the same face is no contour."""
    found = {}
    for face in shape.Faces:
        box = face.BoundBox
        if max(abs(box.ZMin - z), abs(box.ZMax - z)) < _LEVEL:
            for edge in face.Edges:
                found.setdefault(edge.hashCode(), []).append(edge)
    return [_edge(edges[0]) for edges in found.values() if len(edges) == 1]


def _edge(edge):
    first, last = (edge.valueAt(at)[:2] for at in edge.ParameterRange)
    box = edge.BoundBox
    radius = edge.Curve.Radius if isinstance(edge.Curve, Part.Circle) else 0.0
    return radius, tuple(first), tuple(last), (box.XMin, box.YMin, box.XMax, box.YMax)


answer(_look, ".".join(FreeCAD.Version()[:3]))
