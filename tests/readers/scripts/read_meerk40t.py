"""MeerK40t's own loaders without its window: circles and ways on its bed, in mm, y down."""

import contextlib
import io
import math
from importlib.metadata import version
from itertools import groupby

from job import answer
from meerk40t.core import core
from meerk40t.core.units import UNITS_PER_MM
from meerk40t.device import basedevice, dummydevice
from meerk40t.extra import lbrn
from meerk40t.kernel import Kernel
from paths import arc_parts, told

_ROUND = 1e-5
"""Millimetres by which the two axes of a circle may differ."""


def _started():
    kernel = Kernel("MeerK40t", "0", "readers", ansi=False, ignore_settings=True)
    for plugin in (basedevice.plugin, dummydevice.plugin, core.plugin, lbrn.plugin):
        kernel.add_plugin(plugin)
    kernel(partial=True)
    kernel.console("service device start dummy 0\n")
    return kernel.elements


def _ways(geometry):
    """Places on each way, as many as half a turn needs that is as wide as all of it."""
    left, low, right, high = (float(at) / UNITS_PER_MM for at in geometry.bbox())
    count = arc_parts(max(right - left, high - low) / 2, math.pi)
    for part in geometry.as_subpaths():
        # It parts what an end is between; what merely begins elsewhere it tells by a gap.
        places = part.as_interpolated_points(interpolate=count + 1)
        for there, way in groupby(places, lambda place: place is not None):
            if there:
                known = (place / UNITS_PER_MM for place in way if not math.isnan(place.real))
                yield told((place.real, place.imag) for place in known)


def _look(name):
    _elements.clear_all()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        loaded = _elements.load(name)
    if not loaded:
        raise ValueError(f"refused: {said.getvalue()}")
    circles, ways = [], []
    for node in _elements.elems():
        shown = node.as_geometry()
        role = node.parent.id
        colour = str(node.stroke if node.fill is None or node.fill.value is None else node.fill)
        if node.type == "elem ellipse":
            left, low, right, high = (float(at) / UNITS_PER_MM for at in shown.bbox())
            if abs((right - left) - (high - low)) > _ROUND:
                raise ValueError("a circle is no longer round")
            circles.append((role or colour, (left + right) / 2, (low + high) / 2, right - left))
        elif node.type == "elem path":
            ways += ((role or colour, way) for way in _ways(shown))
        else:
            raise TypeError(f"unexpected {node.type}")
    return {"circles": circles, "ways": ways, "page": None}


_elements = _started()
answer(_look, version("meerk40t"))
