"""ezdxf through its public interface: circles, ways of polylines, and what its auditor says."""

import ezdxf
from job import answer
from paths import CLOSE, told

_MILLIMETRES = 4
_SAME = 1e-6
"""Millimetres within which two places are one."""


def _look(name):
    document = ezdxf.readfile(name)
    faults = [str(error) for error in document.audit().errors]
    if document.units != _MILLIMETRES and document.acad_release != "R12":
        faults.append(f"the unit is {document.units}")
    circles, ways = [], []
    for shape in document.modelspace():
        role = shape.dxf.layer
        if shape.dxftype() == "CIRCLE":
            x, y, z = shape.dxf.center
            circles.append((role, x, y, 2 * shape.dxf.radius))
            if z or shape.dxf.extrusion != (0, 0, 1):
                faults.append("a circle off the plane")
        elif shape.dxftype() in ("LWPOLYLINE", "POLYLINE"):
            ways.append((role, told(_places(shape))))
        else:
            faults.append(f"unexpected {shape.dxftype()}")
    return {"circles": circles, "ways": ways, "faults": faults}


def _places(shape):
    at = ezdxf.math.Vec3(next(shape.vertices() if shape.dxftype()[0] == "L" else shape.points()))
    for part in shape.virtual_entities():
        if part.dxftype() == "LINE":
            places = [part.dxf.start, part.dxf.end]
        else:
            places = list(part.flattening(CLOSE))
        # An arc that turns right is told from its end to its start.
        if not at.isclose(places[0], abs_tol=_SAME):
            places.reverse()
        yield from ((place.x, place.y) for place in places)
        at = places[-1]


answer(_look, ezdxf.__version__)
