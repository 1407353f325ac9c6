"""svgelements: circles and boxes of paths on the page, in millimetres, y down."""

from importlib.metadata import version

from job import answer
from svgelements import SVG, Circle, Group, Path

_MM = 25.4
"""Points in an inch for this reader, so that its unit is one millimetre."""


def _look(name):
    page = SVG.parse(name, ppi=_MM)
    circles, boxes = [], []
    for layer in page:
        if not isinstance(layer, Group):
            raise TypeError(f"{type(layer).__name__} outside the layers")
        for shape in layer:
            role = layer.values["id"]
            if isinstance(shape, Circle):
                if shape.rx != shape.ry:
                    raise ValueError("a circle is no longer round")
                circles.append((role, shape.cx, shape.cy, 2 * shape.rx))
            elif isinstance(shape, Path):
                boxes.append((role, *shape.bbox(with_stroke=False)))
            else:
                raise TypeError(f"unexpected {type(shape).__name__}")
    return {"circles": circles, "boxes": boxes, "page": (page.width, page.height)}


answer(_look, version("svgelements"))
