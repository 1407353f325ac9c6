"""ezdxf through its public interface: circles and boxes of polylines, and what its auditor says."""

import ezdxf
from job import answer

_MILLIMETRES = 4
_CLOSE = 1e-5
"""Millimetres that chords may stand off an arc when it is measured."""


def _look(name):
    document = ezdxf.readfile(name)
    faults = [str(error) for error in document.audit().errors]
    if document.units != _MILLIMETRES and document.acad_release != "R12":
        faults.append(f"the unit is {document.units}")
    circles, boxes = [], []
    for shape in document.modelspace():
        role = shape.dxf.layer
        if shape.dxftype() == "CIRCLE":
            x, y, z = shape.dxf.center
            circles.append((role, x, y, 2 * shape.dxf.radius))
            if z or shape.dxf.extrusion != (0, 0, 1):
                faults.append("a circle off the plane")
        elif shape.dxftype() in ("LWPOLYLINE", "POLYLINE"):
            around = _around(shape)
            boxes.append((role, around.extmin.x, around.extmin.y, around.extmax.x, around.extmax.y))
        else:
            faults.append(f"unexpected {shape.dxftype()}")
    return {"circles": circles, "boxes": boxes, "faults": faults}


def _around(shape):
    box = ezdxf.math.BoundingBox()
    for part in shape.virtual_entities():
        if part.dxftype() == "LINE":
            box.extend((part.dxf.start, part.dxf.end))
        else:
            box.extend(part.flattening(_CLOSE))
    return box


answer(_look, ezdxf.__version__)
