"""A LightBurn project read back as a laser would follow it.

Whatever could be done in two ways is refused with a reason: a layer that is not sent to the laser,
a shape that is turned, scaled, grouped or of another kind, a curve that is no arc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER, finite, framed, on_stock, text_of
from generator.formats.lightburn_curve import arc_of
from generator.geometry import Line, Path, Point, Segment
from generator.layout import CUT_THROUGH, Area, Dot, Face, Mark, Role, Stroke

_UNSEEN = {"Thumbnail", "VariableText", "UIPrefs", "Notes"}
"""Elements that LightBurn adds and no laser sees."""

_BY_THE_WAY = {"priority", "minPower", "maxPower", "minPower2", "maxPower2", "speed", "frequency"}
_BY_THE_WAY |= {"interval", "angle", "bidir", "overscan", "numPasses", "LinkPath", "color"}
"""What a layer may say of how strong, fast and often; it moves no line."""

_FILL = " fill"

_NUMBER = re.compile(NUMBER)
_VERTEX = re.compile(rf"V({NUMBER}) ({NUMBER})((?:c[01][xy]{NUMBER}|S)*)")
_CONTROL = re.compile(rf"(c[01][xy])({NUMBER})")
_PRIM = re.compile(r"([LB])([0-9]{1,7}) ([0-9]{1,7})")


def read(data: bytes) -> tuple[Face, ...]:
    """The one face of a project, roles by layer, the lower left corner of outlines at the datum.

    Where nothing is cut, as on a back, the origin is the datum.

    Raises `ReadError` with one line that says what is wrong and repeats no text of the file.
    """
    text_of(data, "LightBurn project")
    project = _Project()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = project.start
    parser.EndElementHandler = project.end
    parser.CharacterDataHandler = project.text
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ReadError(
            f"the LightBurn project is not well-formed XML, or ends too early, at line "
            f"{error.lineno}"
        ) from None
    if any(mark.role is Role.OUTLINE for mark in project.marks):
        return (framed(project.marks),)
    return (on_stock(project.marks, Point(0.0, 0.0)),)


def _no_doctype(*_: object) -> None:
    raise ReadError("the LightBurn project has a DOCTYPE, which may hold entities")


class _Project:
    """What was understood of the elements so far."""

    __slots__ = ("inside", "layer", "layers", "marks", "said", "shape", "unseen")

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.layers: dict[str, tuple[Role, bool]] = {}
        """Role of each layer by its index, and whether it is filled."""
        self.inside: list[str] = []
        self.unseen = 0
        self.layer: dict[str, str] = {}
        self.shape: dict[str, str] = {}
        self.said: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.unseen or (self.inside and name in _UNSEEN):
            self.unseen += 1
            return
        match self.inside, name:
            case [], "LightBurnProject":
                if {attributes.get("MirrorX"), attributes.get("MirrorY")} - {"False"}:
                    raise ReadError("the project is mirrored (MirrorX, MirrorY)")
            case ["LightBurnProject"], "CutSetting":
                self.layer = {"type": attributes.get("type", "")}
            case ["LightBurnProject", "CutSetting"], _:
                _once(self.layer, name, attributes.get("Value", ""))
            case ["LightBurnProject"], "Shape":
                self.shape = dict(attributes)
            case ["LightBurnProject", "Shape"], "XForm" | "VertList" | "PrimList":
                self.said = []
            case _:
                raise ReadError("the project has an element where only layers and shapes are due")
        self.inside.append(name)

    def text(self, text: str) -> None:
        if self.unseen:
            return
        if self.inside[2:]:
            self.said.append(text)
        elif text.strip():
            raise ReadError("the project has text where only layers and shapes are due")

    def end(self, name: str) -> None:
        if self.unseen:
            self.unseen -= 1
            return
        self.inside.pop()
        if name == "CutSetting":
            _add_layer(self.layer, self.layers)
        elif name in ("XForm", "VertList", "PrimList"):
            _once(self.shape, name, "".join(self.said).strip())
        elif name == "Shape":
            try:
                self.marks.append(_mark(self.shape, self.layers))
            except ReadError as error:
                raise ReadError(f"shape {len(self.marks) + 1}: {error}") from None


def _once(values: dict[str, str], name: str, value: str) -> None:
    if values.setdefault(name, value) != value:
        raise ReadError("a layer or a shape says something twice")


def _add_layer(said: Mapping[str, str], layers: dict[str, tuple[Role, bool]]) -> None:
    name, kind = said.get("name", ""), said["type"]
    filled = name.endswith(_FILL)
    try:
        role = Role(name.removesuffix(_FILL))
    except ValueError:
        roles = ", ".join(role.value for role in Role)
        raise ReadError(f"the name of a layer is not a role ({roles}, or one with fill)") from None
    if kind != ("Scan" if filled else "Cut") or (filled and role in CUT_THROUGH):
        raise ReadError(f"the layer {name} must be one of {'fill' if filled else 'line'}")
    if set(said) - {"type", "index", "name"} - _BY_THE_WAY:
        raise ReadError(f"the layer {name} says something that may change what is done")
    index = said.get("index", "")
    if index in layers or not (index.isascii() and index.isdigit()):
        raise ReadError(f"the layer {name} has no number of its own")
    layers[index] = role, filled


_SAID = {"Type", "CutIndex", "Rx", "Ry", "ID", "VertID", "PrimID", "PowerScale"}
_SAID |= {"XForm", "VertList", "PrimList"}
"""What a shape may say; the first are attributes, the others elements."""


def _mark(shape: Mapping[str, str], layers: Mapping[str, tuple[Role, bool]]) -> Mark:
    if shape.get("CutIndex") not in layers:
        raise ReadError("it stands on a layer that the project does not have")
    if not shape.keys() <= _SAID or shape.get("PowerScale", "100") != "100":
        raise ReadError("it says something that may change what is done")
    role, filled = layers[shape["CutIndex"]]
    place = _place(shape.get("XForm", ""))
    match shape.get("Type"):
        case "Ellipse":
            across, up = (2 * _number(shape.get(key, "")) for key in ("Rx", "Ry"))
            if across != up or across <= 0 or not (filled or role in CUT_THROUGH):
                raise ReadError("it is no circle, or not on a layer for dots")
            return Dot(role, place, across)
        case "Path":
            return _path(shape, role, place, filled=filled)
        case _:
            raise ReadError("draw with ellipses and paths only, grouped with nothing")


def _path(shape: Mapping[str, str], role: Role, place: Point, *, filled: bool) -> Mark:
    """A contour where the last step comes home to the first vertex, else a stroke."""
    points, controls = _vertices(shape.get("VertList", ""), place)
    steps: list[Segment] = []
    prims = list(_prims(shape.get("PrimList", ""), len(points)))
    closed = bool(prims) and prims[-1][2] == 0
    for number, (kind, start, end) in enumerate(prims):
        due = 0 if closed and number == len(prims) - 1 else number + 1
        if (start, end) != (number, due):
            raise ReadError("its steps don't follow each other")
        if kind == "L":
            steps.append(Line(points[end]))
        else:
            one, two = controls[start].get("c0"), controls[end].get("c1")
            if one is None or two is None:
                raise ReadError("a curve of it lacks a control point")
            steps.append(arc_of(points[start], one, two, points[end]))
    if len(points) != len(prims) + (0 if closed else 1):
        raise ReadError("it has points that belong to no step")
    path = Path(points[0], tuple(steps))
    if closed:
        if not (filled or role in CUT_THROUGH):
            raise ReadError("a closed shape is on a layer for lines")
        return Area(role, path)
    if filled:
        raise ReadError("an open shape is on a layer that is filled")
    return Stroke(role, path, 0.0)


def _vertices(text: str, by: Point) -> tuple[list[Point], list[dict[str, Point]]]:
    """Each vertex, and its control points: `c0` where a step leaves, `c1` where one arrives."""
    points: list[Point] = []
    controls: list[dict[str, Point]] = []
    at = 0
    while at < len(text):
        found = _VERTEX.match(text, at)
        if found is None:
            raise ReadError("its list of vertices is not one")
        at = found.end()
        points.append(Point(_number(found[1]) + by.x, _number(found[2]) + by.y))
        said = dict(_CONTROL.findall(found[3]))
        controls.append(
            {
                c: Point(_number(said[f"{c}x"]) + by.x, _number(said[f"{c}y"]) + by.y)
                for c in ("c0", "c1")
                if f"{c}x" in said and f"{c}y" in said
            }
        )
    if len(points) < 2:
        raise ReadError("it has fewer than two vertices")
    return points, controls


def _prims(text: str, count: int) -> Iterator[tuple[str, int, int]]:
    """Each step: line or curve, from which vertex to which."""
    if text == "LineClosed":
        yield from (("L", number, (number + 1) % count) for number in range(count))
        return
    at = 0
    while at < len(text):
        found = _PRIM.match(text, at)
        if found is None or int(found[2]) >= count or int(found[3]) >= count:
            raise ReadError("its list of steps is not one")
        at = found.end()
        yield found[1], int(found[2]), int(found[3])
    if not at:
        raise ReadError("it has no steps")


def _place(text: str) -> Point:
    """Where a shape is moved to."""
    words = text.split(" ")
    if len(words) != 6 or [_number(word) for word in words[:4]] != [1, 0, 0, 1]:
        raise ReadError("it is turned or scaled (XForm)")
    return Point(_number(words[4]), _number(words[5]))


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ReadError("a value is not a plain number")
    return finite(float(text))
