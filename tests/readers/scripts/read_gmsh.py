"""gmsh: its own reading of the solids of a STEP file, by a copy of OpenCASCADE."""

import gmsh
from edges import contours
from job import answer

_LEVEL = 1e-5
_PAD = 1e-7
"""Millimetres: within that of a level is on it; and by that gmsh makes every box larger."""


def _look(name):
    gmsh.clear()
    gmsh.model.occ.importShapes(name)
    gmsh.model.occ.synchronize()
    bodies = [gmsh.model.getBoundingBox(*body) for body in gmsh.model.getEntities(3)]
    low, high = min(box[2] for box in bodies), max(box[5] for box in bodies)
    level = {}
    for _, face in gmsh.model.getEntities(2):
        if gmsh.model.getType(2, face) == "Plane":
            box = gmsh.model.getBoundingBox(2, face)
            for side, z in (("front", high - _PAD), ("back", low + _PAD)):
                if max(abs(box[2] - z), abs(box[5] - z)) < _LEVEL:
                    level[face] = side
    edges = {"front": [], "back": []}
    for _, curve in gmsh.model.getEntities(1):
        faces, ends = gmsh.model.getAdjacencies(1, curve)
        sides = [level[face] for face in faces if face in level]
        # A seam between two parts of the same face is no contour.
        if len(sides) == 1:
            edges[sides[0]].append(_edge(curve, ends))
    faults = [] if high - _PAD == 0 or abs(high) < _LEVEL else [f"the face is at {high}"]
    return {
        "faces": {side: contours(some) for side, some in edges.items()},
        "height": high - low - 2 * _PAD,
        "bodies": len(bodies),
        "closed": True,
        "faults": faults,
    }


def _edge(curve, ends):
    places = [gmsh.model.getValue(0, int(end), [])[:2] for end in (ends[0], ends[-1])]
    left, low, _, right, high, _ = gmsh.model.getBoundingBox(1, curve)
    box = (left + _PAD, low + _PAD, right - _PAD, high - _PAD)
    radius = 0.0
    if gmsh.model.getType(1, curve) == "Circle":
        begin, _ = gmsh.model.getParametrizationBounds(1, curve)
        radius = 1 / gmsh.model.getCurvature(1, curve, begin)[0]
    return radius, *places, box


gmsh.initialize()
gmsh.option.setNumber("General.Terminal", 0)
answer(_look, gmsh.__version__)
