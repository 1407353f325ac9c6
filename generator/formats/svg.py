"""One side of a plate as SVG: one user unit is one millimetre.

A circle for every dot, one closed path for every contour, one path for every stroke, gathered in
one Inkscape layer per role.
Programs that drive lasers go by colour, so each role has one, from the palette of LightBurn.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import NoReturn, assert_never

from generator.colours import COLOURS, Colours
from generator.formats.colouring import name_for
from generator.formats.flat import area, frame, is_cut_line, machined, only
from generator.formats.svg_read import read, read_stock
from generator.geometry import Arc, Line, Path, Point, Rect, rounded
from generator.layout import CUT_THROUGH, SURFACE, Area, Dot, Face, Layout, Mark, Role, Stroke

__all__ = ["read", "read_stock", "view", "write", "write_coloured"]

COLOUR = {
    Role.MARK: "#000000",
    Role.LEGEND: "#0000FF",
    Role.OUTLINE: "#FF0000",
    Role.GUIDE: "#00E000",
    Role.HOLE: "#FF8000",
    Role.FIDUCIAL: "#FF00FF",
}
"""By role, all of them colours of LightBurn's palette, so that each lands on a layer of its own."""

PAGE_MARGIN = 1.0
"""Millimetres between outline and page edge; a common tool splits an outline that lies on it."""

HAIRLINE = 0.02
"""Millimetres; Epilog drivers take a line of up to 0.0254 mm for a cut."""

WIDEST_HAIRLINE = 0.0254
"""Millimetres; a wider line is the groove of a tool, not a cut along the line."""

_QUARTERS = ((0, 1), (-1, 0), (0, -1), (1, 0))
"""Where the four turns of a circle end, in radii from its centre."""

_EXACT = 1e-6
"""Millimetres; far below the micrometre that coordinates are rounded to."""


def view(layout: Layout) -> Face:
    """What an SVG can show of a layout: everything but depth.

    `read(write((layout,)))` has exactly these marks, gathered by role in the order of machining.
    """
    return Face(tuple(_seen(mark) for mark in layout.marks))


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of one layout; the same layout gives the same bytes anywhere and any day.

    Raises `ValueError` for anything but one drawable layout, see `flat.only`.
    """
    return _written(only(layouts), lambda mark: COLOUR[mark.role])


def write_coloured(layouts: tuple[Layout, ...], colours: Colours) -> bytes:
    """The same in a workshop's colours, which tell how a mark is made and not what it is for."""
    return _written(only(layouts), lambda mark: COLOURS[name_for(mark, colours)][0])


def _written(layout: Layout, ink: Callable[[Mark], str]) -> bytes:
    # The page of stock is the stock itself, so that it lies on the machine as it is drawn.
    page = frame(layout).grown(0.0 if layout.stock is not None else PAGE_MARGIN)
    width, height = _mm(page.width), _mm(page.height)
    drawing = _svgwrite().Drawing(size=(f"{width}mm", f"{height}mm"), debug=False)
    drawing.attribs["viewBox"] = f"0 0 {width} {height}"
    drawing.attribs["xmlns:inkscape"] = "http://www.inkscape.org/namespaces/inkscape"
    for role, marks in machined(layout):
        layer = drawing.add(drawing.g(id=role.value))
        layer.attribs["inkscape:groupmode"] = "layer"
        layer.attribs["inkscape:label"] = role.value
        for mark in marks:
            name, arguments = _shape(mark, page, ink(mark))
            layer.add(getattr(drawing, name)(**arguments))
    # svgwrite puts everything on one line; no attribute holds "><", so this splits only elements.
    text = drawing.tostring().replace("><", ">\n<")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _seen(mark: Mark) -> Mark:
    match mark:
        case Dot():
            return Dot(mark.role, mark.centre, mark.diameter, SURFACE)
        case Stroke():
            return Stroke(mark.role, mark.path, mark.width, SURFACE)
        case Area():
            return area(mark)
        case _:
            assert_never(mark)


def _shape(mark: Mark, page: Rect, ink: str) -> tuple[str, dict[str, object]]:
    """What svgwrite calls the element that draws a mark, with its arguments."""
    match mark:
        case Dot():
            place = {"center": _on_page(mark.centre, page), "r": _half(mark.diameter)}
            return "circle", {**place, **_filling(mark.role, ink)}
        case Stroke():
            # Unfilled circles of roles that are cut through are dots.
            ring = None if mark.role in CUT_THROUGH else _ring(mark.path)
            if ring is not None:
                centre, radius = ring
                round_trip = {"center": _on_page(centre, page), "r": _mm(radius)}
                return "circle", {**round_trip, **_groove(mark, ink)}
            return "path", {"d": _data(mark.path, page), **_groove(mark, ink)}
        case Area():
            data = " ".join(_data(loop, page) for loop in (mark.outline, *mark.holes))
            rule = {"fill-rule": "evenodd"} if mark.holes else {}
            return "path", {"d": data, **_filling(mark.role, ink), **rule}
        case _:
            assert_never(mark)


def _ring(path: Path) -> tuple[Point, float] | None:
    """Centre and radius of a path that is a circle as `geometry.circle` draws it, else `None`."""
    first = path.segments[0] if len(path.segments) == 4 and path.closed else None
    if not isinstance(first, Arc):
        return None
    radius = first.radius
    centre = Point(path.start.x - radius, path.start.y)
    same = all(
        isinstance(step, Arc)
        and step.ccw
        and step.radius == radius
        and abs(step.end.x - centre.x - radius * across) < _EXACT
        and abs(step.end.y - centre.y - radius * up) < _EXACT
        for step, (across, up) in zip(path.segments, _QUARTERS, strict=True)
    )
    return (centre, radius) if same else None


def _filling(role: Role, ink: str) -> dict[str, str]:
    """How the inside of a contour looks: dark where it is marked, only its edge where it is cut."""
    if role in CUT_THROUGH:
        return {"fill": "none", "stroke": ink, "stroke-width": _mm(HAIRLINE)}
    return {"fill": ink}


def _groove(stroke: Stroke, ink: str) -> dict[str, str]:
    """How the way of a round tool looks."""
    if is_cut_line(stroke):
        return {"fill": "none", "stroke": ink, "stroke-width": _mm(HAIRLINE)}
    if stroke.role in CUT_THROUGH and stroke.width <= WIDEST_HAIRLINE:
        raise ValueError(f"a {stroke.role.value} stroke this thin would be taken for a contour")
    return {
        "fill": "none",
        "stroke": ink,
        "stroke-width": _mm(stroke.width),
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }


def _data(path: Path, page: Rect) -> str:
    """Path data; where a straight step closes the path, `Z` draws it."""
    x, y = _on_page(path.start, page)
    words = [f"M {x} {y}"]
    straight_home = path.closed and isinstance(path.segments[-1], Line)
    for segment in path.segments[:-1] if straight_home else path.segments:
        x, y = _on_page(segment.end, page)
        match segment:
            case Line():
                words.append(f"L {x} {y}")
            case Arc():
                radius = _mm(segment.radius)
                # The page is seen from the same side, so a turn to the left stays one; SVG counts
                # a turn to the right as positive because its y points down.
                words.append(f"A {radius} {radius} 0 0 {0 if segment.ccw else 1} {x} {y}")
            case _:
                assert_never(segment)
    if path.closed:
        words.append("Z")
    return " ".join(words)


def _on_page(point: Point, page: Rect) -> tuple[str, str]:
    """The point on the page, whose y points down."""
    return _mm(point.x - page.left), _mm(page.top - point.y)


def _mm(value: float) -> str:
    return f"{rounded(value):.3f}"


def _half(diameter: float) -> str:
    """The radius; it needs a fourth decimal where the diameter is odd, as with a 3.175 mm drill."""
    return f"{diameter / 2:.4f}".removesuffix("0")


def _svgwrite() -> ModuleType:
    """The package svgwrite, imported without the network.

    It imports `urlopen` to embed fonts from the web, which no drawing here does, and that loads
    `http`, `ssl` and `socket`.
    Making a plate loads no socket module, so an empty `urllib.request` stands in during the import,
    unless the real one is there already; afterwards it is gone.
    """
    stands_in = "urllib.request" not in sys.modules
    if stands_in:
        stand_in = ModuleType("urllib.request")
        vars(stand_in)["urlopen"] = _no_network
        sys.modules["urllib.request"] = stand_in
    try:
        import svgwrite
    finally:
        if stands_in:
            del sys.modules["urllib.request"]
    module: ModuleType = svgwrite
    return module


def _no_network(*_: object) -> NoReturn:
    raise OSError("a plate is drawn without the network")
