"""gmsh: solids, whole cylinders with their diameters, and the box of all, in millimetres."""

import math

import gmsh
from job import answer

_TURN = 1e-6
_ROUND = 1e-4


def _look(name):
    gmsh.clear()
    gmsh.model.occ.importShapes(name, format="step")
    gmsh.model.occ.synchronize()
    circles = set()
    for _, tag in gmsh.model.getEntities(2):
        if gmsh.model.getType(2, tag) != "Cylinder":
            continue
        low, high = gmsh.model.getParametrizationBounds(2, tag)
        if high[0] - low[0] < 2 * math.pi - _TURN:
            continue
        left, bottom, _, right, top, _ = gmsh.model.occ.getBoundingBox(2, tag)
        # A whole cylinder's box: its curvature gives the radius without the box's allowance.
        (bend,) = gmsh.model.getCurvature(2, tag, [low[0], low[1]])
        circles.add((None, (left + right) / 2, (bottom + top) / 2, 2 / bend))
    solids = gmsh.model.getEntities(3)
    boxes = [gmsh.model.occ.getBoundingBox(3, tag) for _, tag in solids]
    volume = sum(gmsh.model.occ.getMass(3, tag) for _, tag in solids)
    return {"circles": sorted(circles, key=lambda c: c[1:]), "solids": boxes, "volume": volume}


gmsh.initialize()
gmsh.option.setNumber("General.Terminal", 0)
gmsh.option.setString("Geometry.OCCTargetUnit", "MM")
answer(_look, gmsh.option.getString("General.Version"))
gmsh.finalize()
