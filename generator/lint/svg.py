"""What a workshop would reject an SVG for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias
from xml.parsers import expat

from generator.errors import ReadError
from generator.formats.flat_read import FARTHEST, NUMBER, text_of
from generator.geometry import Line, Path, Point, Rect, polygon
from generator.lint import plate
from generator.lint.drawing import Disc, Flat, Loop, Shape, Use, around
from generator.lint.findings import Finding, Findings
from generator.lint.svg_data import drawn, is_even, turned
from generator.lint.svg_look import Look, check_links, look_of, paint_of
from generator.lint.svg_shapes import Matrix, chained, ellipse, matrix, rectangle

_SVG = "http://www.w3.org/2000/svg "
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_LENGTH = re.compile(rf"\s*({NUMBER})\s*(mm|cm|in|pt|pc|px|)\s*")
_BOX = re.compile(rf"[\s,]*({NUMBER})[\s,]+({NUMBER})[\s,]+({NUMBER})[\s,]+({NUMBER})[\s,]*")
_NUMBER = re.compile(rf"\s*({NUMBER})\s*(px|mm|)\s*")
_STRANGE = re.compile(r"\s*[+-]?(?i:nan|inf(?:inity)?)\s*")
_SCALE_SLACK = 1e-4
_PAGE_MARGIN = 0.1
"""Millimetres that an outline should keep from the edge of the page."""

_UNSEEN = {"title", "desc", "metadata", "defs"}
_ELEMENTS = {
    **dict.fromkeys(("text", "tspan", "textPath", "flowRoot", "font"), "live-text"),
    **dict.fromkeys(("script", "animate", "animateTransform", "animateMotion", "set"), "script"),
    **dict.fromkeys(("use", "symbol"), "block"),
    **dict.fromkeys(("clipPath", "mask", "filter", "pattern", "marker"), "clip"),
    **dict.fromkeys(("linearGradient", "radialGradient", "meshgradient"), "clip"),
    **dict.fromkeys(("image", "foreignObject", "video"), "image"),
    "style": "css",
    "switch": "block",
    "a": "external-reference",
}
_SHAPES = {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
_LEAST = 0.0005
"""Millimetres; a shorter line is none."""

_Attributes: TypeAlias = Mapping[str, str]


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that is wrong with an SVG; raises `ReadError` for what is none."""
    text_of(data, "SVG")
    found = Findings()
    drawing = _Drawing(found)
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = drawing.start
    parser.EndElementHandler = drawing.end
    parser.StartDoctypeDeclHandler = _no_entities
    parser.ProcessingInstructionHandler = drawing.instruct
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        what = f"the SVG is not well-formed XML, or ends too early, at line {error.lineno}"
        raise ReadError(what) from None
    flats = plate.check(drawing.shapes, found)
    if flats and all(flat.shape.use is Use.MARK for flat in flats):
        found.add("marks-alone", "the drawing has marks and no outline")
    _check_page(flats, drawing.page, found)
    return found.all()


def _no_entities(*given: object) -> None:
    # A DOCTYPE without declarations of its own, as old programs write it, holds no entities.
    if given[3]:
        raise ReadError("the SVG declares entities in a DOCTYPE; save it without one")


def _check_page(flats: tuple[Flat, ...], page: Rect | None, found: Findings) -> None:
    if page is None or not flats:
        return
    edges = [flat.box for flat in flats if flat.shape.use is Use.EDGE]
    left, bottom, right, top = around([flat.box for flat in flats])
    if not page.grown(0.001).contains(Rect(left, bottom, right, top)):
        found.add("outside-page", "something lies outside the page, where it is cut off")
    elif edges and not page.grown(-_PAGE_MARGIN).contains(Rect(*around(edges))):
        found.add("on-page-edge", "the outline lies on the edge of the page")


class _Drawing:
    """What was understood of the elements so far."""

    __slots__ = ("_depth", "_looks", "_matrices", "_unseen", "found", "page", "scale", "shapes")

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.shapes: list[Shape] = []
        self.page: Rect | None = None
        self.scale = 1.0
        self._depth = 0
        self._unseen = 0
        """Depth within an element that is never drawn, 0 outside."""
        self._looks = [Look({})]
        self._matrices: list[Matrix] = [(1.0, 0.0, 0.0, -1.0, 0.0, 0.0)]

    def instruct(self, *_: object) -> None:
        """Notes a processing instruction."""
        self.found.add("css", "the SVG has a processing instruction, such as a style sheet")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes one element."""
        tag = name.removeprefix(_SVG)
        if not self._depth and name != f"{_SVG}svg":
            raise ReadError("this is XML, but no SVG")
        self._depth += 1
        check_links(attributes, self.found)
        if tag in _ELEMENTS:
            self._note(tag)
        if self._unseen or tag in _UNSEEN or " " in tag or _is_text(tag):
            self._unseen += 1
            return
        self._looks.append(look_of(attributes, self._looks[-1], self.found))
        self._matrices.append(self._moved(attributes))
        if self._depth == 1:
            self._open(attributes)
        elif tag in _SHAPES:
            self._shape(tag, attributes)
        elif tag not in _ELEMENTS and tag != "g":
            what = "an svg element stands in another" if tag == "svg" else "an unknown element"
            self.found.add("not-understood", what)

    def end(self, _: str) -> None:
        """Leaves an element."""
        self._depth -= 1
        if self._unseen:
            self._unseen -= 1
        else:
            self._looks.pop()
            self._matrices.pop()

    def _note(self, tag: str) -> None:
        if tag == "a":
            self.found.add("external-reference", "the file has a link")
        else:
            self.found.add(_ELEMENTS[tag], f"the file has an element {tag}")

    def _moved(self, attributes: _Attributes) -> Matrix:
        text = attributes.get("transform", "")
        by = matrix(text)
        if by is None:
            self.found.add("not-understood", "a transformation is not understood")
        if by is None or not text.strip():
            return self._matrices[-1]
        self.found.add("transform", "an element is transformed")
        return chained(self._matrices[-1], by)

    def _open(self, attributes: _Attributes) -> None:
        """Takes the page's size and unit."""
        sizes = [self._length(attributes.get(name)) for name in ("width", "height")]
        box = _BOX.fullmatch(attributes.get("viewBox", ""))
        if box is None:
            if "viewBox" in attributes:
                self.found.add("not-understood", "the viewBox is not four numbers")
            self.found.add("scale", "the SVG has no viewBox, so that its unit is a pixel")
            self._matrices[-1] = chained(self._matrices[-1], (_MM["px"], 0, 0, _MM["px"], 0, 0))
            self.scale = _MM["px"]
            return
        left, top, width, height = (float(text) for text in box.groups())
        if width <= 0 or height <= 0 or max(width, height) > 1e9:
            self.found.add("scale", "the viewBox has no size")
            return
        scales = [(s or 0.0) / n for s, n in zip(sizes, (width, height), strict=True)]
        across, up = scales[0] or scales[1] or 1.0, scales[1] or scales[0] or 1.0
        if max(abs(across - 1) * width, abs(up - 1) * height) > max(0.001, _SCALE_SLACK * width):
            self.found.add("scale", f"one unit of the drawing is {across:.4g} by {up:.4g} mm")
        self._matrices[-1] = chained(self._matrices[-1], (across, 0, 0, up, 0, 0))
        self.scale = across
        self.page = Rect(left * across, -(top + height) * up, (left + width) * across, -top * up)

    def _length(self, text: str | None) -> float | None:
        found = _LENGTH.fullmatch(text) if text is not None else None
        if text is None:
            self.found.add("unit-missing", "the SVG states no width or height")
            return None
        if found is None:
            self.found.add("unit-not-mm", "the size of the SVG is not a length in millimetres")
            return None
        unit = found[2]
        if not unit:
            self.found.add("unit-missing", "the size of the SVG has no unit")
        elif unit != "mm":
            self.found.add("unit-not-mm", f"the size of the SVG is in {unit}")
        return float(found[1]) * _MM[unit or "px"]

    def _shape(self, tag: str, attributes: _Attributes) -> None:
        paint = paint_of(self._looks[-1], self.scale, self.found)
        by = self._matrices[-1]
        if tag == "circle":
            figure = self._circle(attributes, by)
        else:
            figure = self._loops(tag, attributes, by)
        if figure is None or paint is None:
            return
        if not _is_near(figure):
            self.found.add("too-far", "a shape lies more than 10 m away or is not finite")
            return
        if paint.filled:
            figure = _filled(figure)
        number = len(self.shapes)
        shape = Shape(number, paint.use, paint.layer, figure, paint.width, paint.filled)
        self.shapes.append(shape)

    def _circle(self, attributes: _Attributes, by: Matrix) -> Disc | tuple[Loop, ...] | None:
        x, y, r = self._numbers(attributes, "cx", "cy", "r")
        if r * self.scale < _LEAST:
            self.found.add("zero-radius", "a circle has no radius")
            return None
        a, b, c, d, e, f = by
        if not is_even(by):
            self.found.add("curve", "a circle is distorted")
            return (turned(ellipse(x, y, r, r), by),)
        size = (a * a + b * b) ** 0.5
        return Disc(Point(a * x + c * y + e, b * x + d * y + f), r * size)

    def _loops(self, tag: str, attributes: _Attributes, by: Matrix) -> tuple[Loop, ...] | None:
        """The contours of a shape that is no circle, or `None` where nothing is left of it."""
        least = _LEAST / self.scale
        loops: list[Loop] = []
        if tag == "path":
            made = drawn(attributes.get("d", ""), least)
            for code in made.faults:
                self.found.add(code, _FAULTS[code])
            loops = made.loops
        elif tag == "ellipse":
            x, y, rx, ry = self._numbers(attributes, "cx", "cy", "rx", "ry")
            self.found.add("curve", "the file has an ellipse")
            loops = [ellipse(x, y, rx, ry)] if min(rx, ry) > least else []
        elif tag == "rect":
            x, y, width, height = self._numbers(attributes, "x", "y", "width", "height")
            rx, ry = self._numbers(attributes, "rx", "ry")
            if min(width, height) > least:
                loops = [rectangle(Rect(x, y, x + width, y + height), max(rx, ry))]
        elif tag == "line":
            x1, y1, x2, y2 = self._numbers(attributes, "x1", "y1", "x2", "y2")
            if Point(x1, y1).distance(Point(x2, y2)) > least:
                loops = [Loop(Path(Point(x1, y1), (Line(Point(x2, y2)),)), closed=False)]
        else:
            loops = self._corners(attributes, least, closed=tag == "polygon")
        if not loops and tag != "path":
            self.found.add("zero-length", "a shape has no size")
        return tuple(turned(loop, by) for loop in loops) or None

    def _corners(self, attributes: _Attributes, least: float, *, closed: bool) -> list[Loop]:
        words = re.split(r"[\s,]+", attributes.get("points", "").strip())
        values = [self._number(word) for word in words]
        points = [Point(x, y) for x, y in zip(values[::2], values[1::2], strict=False)]
        kept = [p for p, q in zip(points, [None, *points], strict=False) if p != q]
        if len(kept) < len(points):
            self.found.add("zero-length", "a line has no length")
        if len(kept) < (3 if closed else 2):
            return []
        if closed:
            if kept[0].distance(kept[-1]) < least:
                kept.pop()
            return [Loop(polygon(kept), closed=True)]
        return [Loop(Path(kept[0], tuple(Line(p) for p in kept[1:])), closed=False)]

    def _numbers(self, attributes: _Attributes, *names: str) -> list[float]:
        return [self._number(attributes.get(name, "0")) for name in names]

    def _number(self, text: str) -> float:
        number = _NUMBER.fullmatch(text)
        if number is None:
            strange = _STRANGE.fullmatch(text)
            code = "not-finite" if strange else "not-understood"
            self.found.add(code, "a length or place is not a plain number")
            return 0.0
        factor = 1.0 / self.scale if number[2] == "mm" else 1.0
        return float(number[1]) * factor


_FAULTS = {
    "not-finite": "a path has a number that is not finite",
    "not-understood": "path data is not understood",
    "zero-length": "a path has a line without length",
    "zero-radius": "an arc has no radius",
    "curve": "a path has a Bézier curve or an elliptical arc",
}


def _is_text(tag: str) -> bool:
    return tag in ("text", "tspan", "textPath", "flowRoot", "style", "script")


def _is_near(figure: Disc | tuple[Loop, ...]) -> bool:
    if isinstance(figure, Disc):
        centre = figure.centre
        return abs(centre.x) + abs(centre.y) + figure.radius <= FARTHEST
    return all(
        abs(point.x) <= FARTHEST and abs(point.y) <= FARTHEST
        for loop in figure
        for point in (loop.path.start, *loop.path.points())
    )


def _filled(figure: Disc | tuple[Loop, ...]) -> Disc | tuple[Loop, ...]:
    """A filling closes what it fills."""
    if isinstance(figure, Disc):
        return figure
    closed = []
    for loop in figure:
        path = loop.path
        if not path.closed:
            path = Path(path.start, (*path.segments, Line(path.start)))
        closed.append(Loop(path, True, loop.bent))
    return tuple(closed)
