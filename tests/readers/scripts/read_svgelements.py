"""svgelements: circles and the ways of paths on the page, in millimetres, y down."""

from importlib.metadata import version

from job import answer
from paths import along, arc_parts, told
from svgelements import SVG, Arc, Circle, CubicBezier, Group, Path

_MM = 25.4
"""Points in an inch for this reader, so that its unit is one millimetre."""


def _look(name):
    page = SVG.parse(name, ppi=_MM)
    circles, ways = [], []
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
                ways += ((role, told(_places(part))) for part in shape.as_subpaths())
            else:
                raise TypeError(f"unexpected {type(shape).__name__}")
    return {"circles": circles, "ways": ways, "page": (page.width, page.height)}


def _places(part):
    for step in part:
        if isinstance(step, Arc):
            count = arc_parts(max(step.rx, step.ry), step.sweep)
            yield from (step.point(part / count) for part in range(1, count + 1))
        elif isinstance(step, CubicBezier):
            yield from along(step.start, step.control1, step.control2, step.end)
        else:
            yield step.end


answer(_look, version("svgelements"))
