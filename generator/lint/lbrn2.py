"""What would go wrong with a project of LightBurn."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from generator.errors import ReadError
from generator.formats.flat_read import FARTHEST, NUMBER, text_of
from generator.geometry import Line, Path, Point
from generator.lint import plate
from generator.lint.drawing import Disc, Loop, Shape, Use
from generator.lint.findings import Finding, Findings
from generator.lint.svg_data import is_even, turned
from generator.lint.svg_shapes import NOTHING, Matrix, chained, ellipse

_VERTEX = re.compile(rf"V\s*({NUMBER})\s+({NUMBER})([^V]*)")
_CONTROL = re.compile(rf"c([01])([xy])({NUMBER})")
_PRIMITIVE = re.compile(r"([LB])\s*(\d{1,7})\s+(\d{1,7})")
_STRANGE = re.compile(r"(?i)(?<![a-z])[+-]?(?:nan|inf)")
_NUMBER = re.compile(NUMBER)
_PARTS = 24
_LEAST = 0.0005
_USES = {"outline": Use.EDGE, "hole": Use.CUT} | dict.fromkeys(
    ("mark", "legend", "guide", "fiducial"), Use.MARK
)
_KINDS = {"Text": "live-text", "Bitmap": "image"}


@dataclass(frozen=True, slots=True)
class _Vertex:
    """A corner with where the curves that leave it and arrive at it are pulled to."""

    at: Point
    leaving: Point
    arriving: Point


@dataclass(slots=True)
class _Project:
    """What the project says of its layers, and what it drew so far."""

    found: Findings
    layers: dict[str, Use]
    shapes: list[Shape] = field(default_factory=list)
    lists: dict[tuple[str, str], str] = field(default_factory=dict)


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that is wrong with a project; raises `ReadError` for what is none."""
    root = _root(text_of(data, "LightBurn"))
    found = Findings()
    project = _Project(found, _layers(root, found))
    for element in root.iterfind("Shape"):
        _take(element, NOTHING, project, depth=0)
    plate.check(project.shapes, found)
    return found.all()


def _root(text: str) -> Element:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ReadError("the LightBurn project has a DOCTYPE, which may hold entities")
    parser = XMLParser(target=TreeBuilder())  # noqa: S314  # it has no entities, see above
    try:
        parser.feed(text)
        root = parser.close()
    except SyntaxError:  # what ElementTree's ParseError is
        raise ReadError("the LightBurn project is not well-formed XML, or ends too early") from None
    if root.tag != "LightBurnProject":
        raise ReadError("this is XML, but no LightBurn project")
    return root


def _layers(root: Element, found: Findings) -> dict[str, Use]:
    layers: dict[str, Use] = {}
    for setting in root.iterfind("CutSetting"):
        index, name = setting.find("index"), setting.find("name")
        number = index.get("Value", "") if index is not None else ""
        if not number or number in layers:
            found.add("no-layer-setting", "a layer has no number of its own")
        words = (name.get("Value", "") if name is not None else "").lower().split()
        filled = setting.get("type", "Cut") != "Cut"
        use = next((_USES[word] for word in words if word in _USES), Use.LINE)
        layers[number] = Use.MARK if filled else use
    return layers


def _take(element: Element, outer: Matrix, project: _Project, *, depth: int) -> None:
    """Takes one shape, and those within it where it is a group."""
    kind, found = element.get("Type", ""), project.found
    by = chained(outer, _transform(element, found))
    if kind == "Group" and depth < 20:
        for inner in element.iterfind("Children/Shape"):
            _take(inner, by, project, depth=depth + 1)
        return
    if kind in _KINDS:
        found.add(_KINDS[kind], f"the project has a shape {kind}")
        return
    layer = element.get("CutIndex", "")
    if layer not in project.layers:
        found.add("no-layer-setting", "a shape is on a layer that the project does not set")
    use = project.layers.get(layer, Use.LINE)
    figure = _figure(element, kind, by, project)
    if figure is None:
        return
    if not _is_near(figure):
        found.add("too-far", "a shape lies more than 10 m away")
        return
    # The cuts of a project are made in the order of its layers, not of its shapes; a contour in a
    # contour of a layer that is filled is the rim of an island.
    project.shapes.append(Shape(-1, use, f"layer {layer} {use.value}", figure))


def _figure(
    element: Element, kind: str, by: Matrix, project: _Project
) -> Disc | tuple[Loop, ...] | None:
    found = project.found
    loops: tuple[Loop, ...] = ()
    if kind == "Ellipse":
        rx, ry = (_number(element.get(name), found) for name in ("Rx", "Ry"))
        if min(rx, ry) < _LEAST:
            found.add("zero-radius", "an ellipse has no radius")
        elif abs(rx - ry) < _LEAST and is_even(by):
            return Disc(Point(by[4], by[5]), rx * math.hypot(by[0], by[1]))
        else:
            found.add("curve", "the project has an ellipse")
            loops = (ellipse(0.0, 0.0, rx, ry),)
    elif kind == "Rect":
        width, height = (_number(element.get(name), found) for name in ("W", "H"))
        if min(width, height) < _LEAST:
            found.add("zero-length", "a rectangle has no size")
        else:
            loops = (_rectangle(width / 2, height / 2),)
    elif kind == "Path":
        loops = tuple(_loops(element, project))
        if not loops:
            found.add("zero-length", "a path draws nothing")
    else:
        found.add("not-understood", "the project has a shape of an unknown kind")
    return tuple(turned(loop, by) for loop in loops) or None


def _rectangle(x: float, y: float) -> Loop:
    """A box about the origin."""
    corners = (Point(x, -y), Point(x, y), Point(-x, y), Point(-x, -y))
    path = Path(Point(-x, -y), tuple(Line(corner) for corner in corners))
    return Loop(path, closed=True)


def _loops(element: Element, project: _Project) -> list[Loop]:
    texts = []
    for name, ident in (("VertList", "VertID"), ("PrimList", "PrimID")):
        key = (name, element.get(ident, ""))
        text = element.findtext(name)
        if text is None:
            text = project.lists.get(key, "")
        project.lists[key] = text
        texts.append(text)
    vertices = _vertices(texts[0], project.found)
    if texts[1].strip() == "LineClosed":
        count = len(vertices)
        primitives = [("L", at, (at + 1) % count) for at in range(count)]
    else:
        primitives = [(k, int(a), int(b)) for k, a, b in _PRIMITIVE.findall(texts[1])]
        if _PRIMITIVE.sub("", texts[1]).strip():
            project.found.add("not-understood", "the steps of a path are not understood")
    if any(max(a, b) >= len(vertices) for _, a, b in primitives):
        project.found.add("missing-reference", "a step of a path has an end that is not there")
        return []
    return _chained(vertices, primitives, project.found)


def _vertices(text: str, found: Findings) -> list[_Vertex]:
    if _STRANGE.search(text):
        found.add("not-finite", "a path has a number that is not finite")
    vertices = []
    for x, y, rest in _VERTEX.findall(text):
        at = Point(float(x), float(y))
        pulled = {(which, axis): float(v) for which, axis, v in _CONTROL.findall(rest)}
        ends = [
            Point(pulled[which, "x"], pulled[which, "y"]) if (which, "y") in pulled else at
            for which in ("0", "1")
        ]
        vertices.append(_Vertex(at, ends[0], ends[1]))
    return vertices


def _chained(
    vertices: list[_Vertex], primitives: list[tuple[str, int, int]], found: Findings
) -> list[Loop]:
    """The steps that go on where the last one ended, as contours."""
    loops: list[Loop] = []
    steps: list[Line] = []
    first = last = -1
    bent = False
    for kind, a, b in primitives:
        if steps and a != last:
            loops.append(Loop(Path(vertices[first].at, tuple(steps)), last == first, bent))
            steps, bent = [], False
        if not steps:
            first = a
        before = len(steps)
        steps.extend(_step(kind, vertices[a], vertices[b]))
        bent, last = bent or kind == "B", b
        if len(steps) == before:
            found.add("zero-length", "a step of a path has no length", vertices[a].at)
            last = b
    if steps:
        loops.append(Loop(Path(vertices[first].at, tuple(steps)), last == first, bent))
    return loops


def _step(kind: str, start: _Vertex, end: _Vertex) -> list[Line]:
    if start.at.distance(end.at) < _LEAST:
        return []
    if kind == "L":
        return [Line(end.at)]
    a, b, c, d = start.at, start.leaving, end.arriving, end.at
    found = []
    for part in range(1, _PARTS):
        t = part / _PARTS
        u = 1 - t
        w = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        x = w[0] * a.x + w[1] * b.x + w[2] * c.x + w[3] * d.x
        y = w[0] * a.y + w[1] * b.y + w[2] * c.y + w[3] * d.y
        found.append(Line(Point(x, y)))
    return [*found, Line(d)]


def _transform(element: Element, found: Findings) -> Matrix:
    text = element.findtext("XForm")
    if text is None:
        return NOTHING
    words = text.split()
    if len(words) != 6 or not all(_NUMBER.fullmatch(word) for word in words):
        code = "not-finite" if _STRANGE.search(text) else "not-understood"
        found.add(code, "the place of a shape is not six numbers")
        return NOTHING
    a, b, c, d, e, f = (float(word) for word in words)
    return a, b, c, d, e, f


def _number(text: str | None, found: Findings) -> float:
    if text is None or not _NUMBER.fullmatch(text):
        strange = text is not None and _STRANGE.search(text)
        code = "not-finite" if strange else "not-understood"
        found.add(code, "a size is not a plain number")
        return 0.0
    return float(text)


def _is_near(figure: Disc | tuple[Loop, ...]) -> bool:
    if isinstance(figure, Disc):
        return abs(figure.centre.x) + abs(figure.centre.y) + figure.radius <= FARTHEST
    points = (point for loop in figure for point in loop.path.points())
    return all(max(abs(point.x), abs(point.y)) <= FARTHEST for point in points)
