"""MeerK40t's own loaders without its window: circles and boxes on its bed, in mm, y down."""

import contextlib
import io
import math
from importlib.metadata import version

from job import answer
from meerk40t.core import core
from meerk40t.core.units import UNITS_PER_MM
from meerk40t.device import basedevice, dummydevice
from meerk40t.extra import lbrn
from meerk40t.kernel import Kernel

_ROUND = 1e-5
"""Millimetres by which the two axes of a circle may differ."""

_STEPS = 400
"""Places on each line or arc: on an arc of 50 mm they are less than 0.0001 mm inside."""


def _started():
    kernel = Kernel("MeerK40t", "0", "readers", ansi=False, ignore_settings=True)
    for plugin in (basedevice.plugin, dummydevice.plugin, core.plugin, lbrn.plugin):
        kernel.add_plugin(plugin)
    kernel(partial=True)
    kernel.console("service device start dummy 0\n")
    return kernel.elements


def _box(geometry):
    """Around places on the way: its own boxes miss up to 0.012 mm of tilted arcs."""
    places = [p for p in geometry.as_interpolated_points(interpolate=_STEPS) if p is not None]
    across = [place.real / UNITS_PER_MM for place in places if not math.isnan(place.real)]
    down = [place.imag / UNITS_PER_MM for place in places if not math.isnan(place.imag)]
    return min(across), min(down), max(across), max(down)


def _look(name):
    _elements.clear_all()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        loaded = _elements.load(name)
    if not loaded:
        raise ValueError(f"refused: {said.getvalue()}")
    circles, boxes = [], []
    for node in _elements.elems():
        shown = node.as_geometry()
        round_ = node.type == "elem ellipse"
        box = [at / UNITS_PER_MM for at in shown.bbox()] if round_ else _box(shown)
        left, low, right, high = map(float, box)
        role = node.parent.id
        colour = str(node.stroke if node.fill is None or node.fill.value is None else node.fill)
        if round_:
            if abs((right - left) - (high - low)) > _ROUND:
                raise ValueError("a circle is no longer round")
            circles.append((role or colour, (left + right) / 2, (low + high) / 2, right - left))
        elif node.type == "elem path":
            boxes.append((role or colour, left, low, right, high))
        else:
            raise TypeError(f"unexpected {node.type}")
    return {"circles": circles, "boxes": boxes, "page": None}


_elements = _started()
answer(_look, version("meerk40t"))
