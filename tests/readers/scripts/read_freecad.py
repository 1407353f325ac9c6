"""FreeCAD: solids, whole cylinders and what its check says; of CAM, what it takes for holes."""

import json
import math
import os
import sys
from pathlib import Path

import FreeCAD
import Part
from PathScripts import drillableLib

_TURN = 1e-6
_CAM = "READERS_CAM" in os.environ
"""Whether circles are what CAM would drill, not what is a cylinder."""


def _whole(face):
    low, high, _, _ = face.ParameterRange
    return isinstance(face.Surface, Part.Cylinder) and high - low > 2 * math.pi - _TURN


def _circle(face):
    axis = face.Surface.Center
    return (None, axis.x, axis.y, 2 * face.Surface.Radius)


def _look(name):
    shape = Part.Shape()
    shape.read(name)
    faults = []
    try:
        if not _CAM:
            shape.check(True)
    except ValueError as error:
        faults.append(str(error))
    circles, boxes = [], []
    for solid in shape.Solids:
        box = solid.BoundBox
        boxes.append((box.XMin, box.YMin, box.ZMin, box.XMax, box.YMax, box.ZMax))
        for face in solid.Faces:
            if not isinstance(face.Surface, Part.Cylinder):
                continue
            # The helper that lists all targets passes over a shape's last face: ask each face.
            if drillableLib.isDrillable(solid, face, vector=None) if _CAM else _whole(face):
                circles.append(_circle(face))
    return {
        "circles": circles,
        "solids": boxes,
        "volume": shape.Volume,
        "faults": faults,
    }


def _main():
    job = json.loads(Path(os.environ["READERS_JOB"]).read_text(encoding="utf-8"))
    files = {name: _look(name) for name in job["files"]}
    answers = {"version": ".".join(FreeCAD.Version()[:3]), "files": files}
    Path(job["answers"]).write_text(json.dumps(answers), encoding="utf-8")


_main()
sys.exit(0)
