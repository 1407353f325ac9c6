"""An SVG read back as a machine would cut it.

A viewer may guess, a program that cuts metal must stop: whatever could be drawn in two ways, or is
drawn in a way that a workshop's program is known to lose, is refused with a reason.
Inkscape's own additions when it saves a file of ours are let pass.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER, finite, framed, text_of
from generator.formats.svg_path import Loop, from_page, loops
from generator.geometry import circle
from generator.layout import Area, Dot, Face, Mark, Role, Stroke

_ROLE = {
    "#000000": Role.MARK,
    "#0000ff": Role.LEGEND,
    "#ff0000": Role.OUTLINE,
    "#00e000": Role.GUIDE,
    "#ff8000": Role.HOLE,
    "#ff00ff": Role.FIDUCIAL,
}
"""By colour; stated here a second time, so that a slip in the writer's table is noticed."""

_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4}

_WIDEST_HAIRLINE = 0.0254
_SCALE_SLACK = 0.001
"""Millimetres that both axes may disagree by over the whole page."""

# The parser hands over `namespace name`, and the bare name where there is no namespace.
_SVG = "http://www.w3.org/2000/svg "
_LABEL = "http://www.inkscape.org/namespaces/inkscape label"
_UNSEEN = {
    f"{_SVG}title",
    f"{_SVG}desc",
    f"{_SVG}metadata",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd namedview",
}
"""Elements that are never drawn."""

_LINE_ATTRIBUTES = {"stroke-width", "stroke-linecap", "stroke-linejoin"}
_LOOK_ATTRIBUTES = {"id", "fill", "stroke", "fill-rule"} | _LINE_ATTRIBUTES
_ATTRIBUTES = {
    "svg": {"id", "width", "height", "viewBox", "version", "baseProfile"},
    "g": {"id"},
    "circle": {"cx", "cy", "r"} | _LOOK_ATTRIBUTES,
    "path": {"d"} | _LOOK_ATTRIBUTES,
}
"""What each element may carry; anything else could change what is cut."""

_NAMEABLE = set(
    "a animate clipPath ellipse filter foreignObject g image line linearGradient marker mask "  # noqa: SIM905  # a list would fill a page
    "path circle pattern polygon polyline radialGradient rect script style svg switch symbol "
    "text textPath tspan use view "
    "class clip-path display fill-opacity filter mask opacity stroke-dasharray stroke-opacity "
    "style transform visibility vector-effect preserveAspectRatio".split()
)
"""Names that a message may repeat; any other text of a file could be somebody's secret."""

_NUMBER = re.compile(rf"\s*({NUMBER})\s*")
_LENGTH = re.compile(rf"\s*({NUMBER})\s*(mm|cm|in)\s*")
_BARE_LENGTH = re.compile(rf"\s*{NUMBER}\s*(|px|pt|pc|%|em|ex)\s*")
_BOX = re.compile(r"[\s,]+".join([rf"({NUMBER})"] * 4))
_COLOUR = re.compile(r"#[0-9a-f]{6}|#[0-9a-f]{3}|none")


def read(data: bytes) -> tuple[Face, ...]:
    """The one face of an SVG, roles by colour, the outline's lower left corner at the datum.

    Raises `ReadError` with one line that says what is wrong and repeats no text of the file.
    """
    text_of(data, "SVG")
    drawing = _Drawing()
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = drawing.start
    parser.EndElementHandler = drawing.end
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.ProcessingInstructionHandler = _no_instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = f"line {error.lineno}"
        raise ReadError(f"the SVG is not well-formed XML, or ends too early, at {place}") from None
    return (framed(drawing.marks),)


def _no_doctype(*_: object) -> None:
    raise ReadError("the SVG has a DOCTYPE, which may hold entities; save it without one")


def _no_instruction(*_: object) -> None:
    raise ReadError("the SVG has a processing instruction, such as a style sheet")


class _Drawing:
    """What was understood of the elements so far."""

    __slots__ = ("defs", "depth", "marks", "role", "scale", "shapes", "unseen")

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.depth = 0
        self.unseen = 0
        """Depth below an element that is never drawn, 0 outside."""
        self.defs = False
        self.scale = 1.0
        self.role = Role.OUTLINE
        self.shapes = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes one element, or raises `ReadError`."""
        if self.unseen:
            if self.defs:
                raise ReadError("the SVG has definitions in <defs>, draw every shape itself")
            self.unseen += 1
            return
        tag = name.removeprefix(_SVG)
        if self.depth and (name in _UNSEEN or name == f"{_SVG}defs"):
            self.unseen = 1
            self.defs = tag == "defs"
            return
        self.depth += 1
        match self.depth, tag:
            case 1, "svg" if name.startswith(_SVG):
                _check_attributes(tag, attributes)
                self.scale = _scale(attributes)
            case 1, _:
                raise ReadError("this is not an SVG: its first element is another")
            case 2, "g":
                _check_attributes(tag, attributes)
                self.role, self.shapes = _layer(attributes), 0
            case 2, "circle" | "path":
                raise ReadError(f"a <{tag}> stands outside the layers, where it has no role")
            case 3, "circle" | "path":
                self.shapes += 1
                self.marks.append(self._mark(tag, attributes))
            case _:
                raise ReadError(
                    f"the SVG holds {_named(tag, 'element')}; it is drawn with <circle> and <path> "
                    "in one layer per role, nothing else"
                )

    def end(self, _name: str) -> None:
        """Leaves an element."""
        if self.unseen:
            self.unseen -= 1
        else:
            self.depth -= 1

    def _mark(self, tag: str, attributes: dict[str, str]) -> Mark:
        try:
            _check_attributes(tag, attributes)
            look = _Look(attributes, self.role, self.scale)
            if tag == "circle":
                return _dot_or_ring(attributes, look)
            return _stroke_or_area(loops(_given(attributes, "d"), self.scale), look)
        except ReadError as error:
            raise ReadError(f"layer {self.role.value}, shape {self.shapes}: {error}") from None


class _Look:
    """How a shape is painted: filled, or along a line of `width` millimetres; never both."""

    __slots__ = ("evenodd", "filled", "role", "round", "scale", "width")

    def __init__(self, attributes: dict[str, str], role: Role, scale: float) -> None:
        fill = _colour(attributes.get("fill", "#000000"))
        stroke = _colour(attributes.get("stroke", "none"))
        if (fill is None) is (stroke is None):
            raise ReadError("it is both filled and stroked" if fill else "it is invisible")
        if _ROLE.get(fill or stroke or "") is not role:
            raise ReadError("its colour is not the colour of its layer's role")
        self.role, self.scale = role, scale
        self.filled = fill is not None
        self.width = finite(_number(attributes.get("stroke-width", "1")) * scale)
        if self.width < 0.001 and not self.filled:
            raise ReadError("its line has no width")
        ends = attributes.get("stroke-linecap"), attributes.get("stroke-linejoin")
        self.round = ends == ("round", "round")
        self.evenodd = attributes.get("fill-rule") == "evenodd"

    @property
    def cut(self) -> bool:
        """Whether the machine cuts along the line, instead of marking what is dark."""
        through = self.role in (Role.HOLE, Role.OUTLINE)
        return through and not self.filled and self.width <= _WIDEST_HAIRLINE


def _dot_or_ring(attributes: dict[str, str], look: _Look) -> Dot | Stroke:
    """A filled circle, or one that is cut, is a dot; a circle of a wider line is a round stroke."""
    _check_filling(look)
    x, y, radius = (_number(_given(attributes, key)) for key in ("cx", "cy", "r"))
    if radius <= 0:
        raise ReadError("the circle's radius is not positive")
    centre = from_page(x, y, look.scale)
    if look.cut or look.filled:
        return Dot(look.role, centre, finite(2 * radius * look.scale))
    if look.role in (Role.HOLE, Role.OUTLINE):
        raise ReadError("the circle is cut along a line wider than a hairline of 0.0254 mm")
    if not look.round:
        raise ReadError("a stroke's caps and joins are not round, as its tool is")
    return Stroke(look.role, circle(centre, finite(radius * look.scale)), look.width)


def _stroke_or_area(found: tuple[Loop, ...], look: _Look) -> Stroke | Area:
    if look.cut or look.filled:
        _check_filling(look)
        return _area(found, look)
    if look.role is Role.OUTLINE:
        raise ReadError("the outline is drawn with a line wider than a hairline of 0.0254 mm")
    if len(found) > 1:
        raise ReadError("one path draws several strokes, give each its own")
    if not look.round:
        raise ReadError("a stroke's caps and joins are not round, as its tool is")
    return Stroke(look.role, found[0].path, look.width)


def _area(found: tuple[Loop, ...], look: _Look) -> Area:
    if not all(loop.closed for loop in found):
        raise ReadError("a contour is not closed with Z")
    if len(found) > 1 and look.filled and not look.evenodd:
        raise ReadError("a filled path of several loops needs the fill-rule evenodd")
    first, *others = (loop.path for loop in found)
    box = first.box()
    if not all(box.contains(other.box()) for other in others):
        raise ReadError("a path's first loop does not surround the others")
    return Area(look.role, first, tuple(others))


def _check_filling(look: _Look) -> None:
    if look.filled and look.role in (Role.HOLE, Role.OUTLINE):
        raise ReadError("it is filled, but what is cut through is drawn as a hairline")


def _scale(attributes: dict[str, str]) -> float:
    """Millimetres per user unit."""
    box = _BOX.fullmatch(_given(attributes, "viewBox").strip())
    width, height = (_millimetres(_given(attributes, key)) for key in ("width", "height"))
    if box is None:
        raise ReadError("the SVG's viewBox is not four numbers")
    across, down = float(box[3]), float(box[4])
    if not (0 < across < 1e9 and 0 < down < 1e9 and width > 0 and height > 0):
        raise ReadError("the SVG's page or viewBox is not of positive size")
    scale = width / across
    if abs(scale - height / down) * max(across, down) > _SCALE_SLACK:
        raise ReadError("the SVG's viewBox is not scaled alike in width and height")
    return scale


def _millimetres(text: str) -> float:
    length = _LENGTH.fullmatch(text)
    if length is not None:
        return finite(float(length[1]) * _MM_PER_UNIT[length[2]])
    bare = _BARE_LENGTH.fullmatch(text)
    unit = bare[1] if bare else ""
    raise ReadError(
        f"the SVG states no millimetres: its width or height has "
        f"{f'the unit {unit}' if unit else 'no unit'}, whose size programs disagree on"
    )


def _layer(attributes: dict[str, str]) -> Role:
    label = attributes.get(_LABEL, attributes.get("id", ""))
    try:
        return Role(label)
    except ValueError:
        roles = ", ".join(role.value for role in Role)
        raise ReadError(f"a layer is not named by a role ({roles})") from None


def _colour(text: str) -> str | None:
    """As #rrggbb, or `None` for no paint."""
    colour = text.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise ReadError("a colour is not written as #rrggbb")
    if colour == "none":
        return None
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def _check_attributes(tag: str, attributes: dict[str, str]) -> None:
    for name in attributes:
        # A name with a space is of another namespace, such as Inkscape's, and draws nothing.
        if " " not in name and name not in _ATTRIBUTES[tag]:
            raise ReadError(f"<{tag}> carries {_named(name, 'attribute')}, it may change the cut")


def _named(name: str, kind: str) -> str:
    return f"the {kind} {name}" if name in _NAMEABLE else f"an unknown {kind}"


def _given(attributes: dict[str, str], name: str) -> str:
    if name not in attributes:
        raise ReadError(f"the attribute {name} is missing")
    return attributes[name]


def _number(text: str) -> float:
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise ReadError("a length or place is not a plain number")
    return float(number[1])
