"""An SVG read back as a machine would cut it.

A viewer may guess, a program that cuts metal must stop: whatever could be drawn in two ways, or is
drawn in a way that a workshop's program is known to lose, is refused with a reason.
What Inkscape adds or moves when it saves a file of ours, and the metal doesn't feel, is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never
from xml.parsers import expat

from generator.errors import ReadError
from generator.formats.colouring_read import disagreement
from generator.formats.flat_read import NUMBER, finite, frame, framed, on_stock, text_of
from generator.formats.svg_look import HARMLESS, OTHER_COLOUR, PAINT, Look, named, number, paint
from generator.formats.svg_path import Loop, from_page, loops
from generator.geometry import Point, Rect, Vec, circle
from generator.layout import CUT_THROUGH, Area, Dot, Face, Mark, Role, Stroke

_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4}

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

_ACTIVE = {"script", "style"}
"""Elements that change what is drawn wherever they stand, whatever their namespace."""

_LOOK = PAINT | HARMLESS.keys() | {"id", "style"}
_ATTRIBUTES = {
    "svg": {"id", "width", "height", "viewBox", "version", "baseProfile"},
    "g": {"transform"} | _LOOK,
    "circle": {"cx", "cy", "r"} | _LOOK,
    "path": {"d"} | _LOOK,
}
"""What each element may carry; anything else could change what is cut."""

_LENGTH = re.compile(rf"\s*({NUMBER})\s*(mm|cm|in)\s*")
_BARE_LENGTH = re.compile(rf"\s*{NUMBER}\s*(|px|pt|pc|%|em|ex)\s*")
_BOX = re.compile(r"[\s,]+".join([rf"({NUMBER})"] * 4))
_TRANSLATION = rf"\s*translate\s*\(\s*({NUMBER})(?:[\s,]+({NUMBER}))?\s*\)\s*"


def read(data: bytes) -> tuple[Face, ...]:
    """The one face of an SVG, roles by layer, the lower left corner of outlines at the datum.

    Raises `ReadError` with one line that says what is wrong and repeats no text of the file.
    """
    drawing = _drawn(data, _Drawing())
    face = framed(drawing.marks)
    if not drawing.page.grown(_SCALE_SLACK).contains(frame(drawing.marks)):
        raise ReadError(
            "the outline is not within the page (viewBox), which cuts off what it shows"
        )
    return (face,)


def read_stock(data: bytes) -> tuple[Face, ...]:
    """The one face of an SVG whose page is the stock, its lower left corner at the datum.

    Edges may be cut in part, as strokes without width. Raises `ReadError` as `read` does.
    """
    drawing = _drawn(data, _Stock())
    page = drawing.page
    if not all(page.grown(_SCALE_SLACK).contains(mark.box()) for mark in drawing.marks):
        raise ReadError("a mark is not within the page (viewBox), which is the stock")
    return (on_stock(drawing.marks, Point(page.left, page.bottom)),)


def _drawn(data: bytes, drawing: _Drawing) -> _Drawing:
    """The drawing, with all that the file holds in it."""
    text_of(data, "SVG")
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
    drawing.check_colours()
    return drawing


def _no_doctype(*_: object) -> None:
    raise ReadError("the SVG has a DOCTYPE, which may hold entities; save it without one")


def _no_instruction(*_: object) -> None:
    raise ReadError("the SVG has a processing instruction, such as a style sheet")


class _Drawing:
    """What was understood of the elements so far."""

    __slots__ = (
        "colours",
        "defs",
        "depth",
        "marks",
        "moved",
        "page",
        "paint",
        "role",
        "scale",
        "shapes",
        "unseen",
    )

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.depth = 0
        self.unseen = 0
        """Depth below an element that is never drawn, 0 outside."""
        self.defs = False
        self.scale = 1.0
        """Millimetres per user unit."""
        self.page = Rect(0, 0, 0, 0)
        """What is seen, in millimetres, y up, before the outline is put at the datum."""
        self.role = Role.OUTLINE
        self.paint: Mapping[str, str] = {}
        """What the layer says for its shapes."""
        self.moved: Vec | None = None
        """By how many millimetres the layer is moved."""
        self.shapes = 0
        self.colours: dict[tuple[Role, bool, str], tuple[int, bool]] = {}
        """By role, filling and colour: the first shape that has it, and whether it is ours."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes one element, or raises `ReadError`."""
        if self.unseen:
            _check_unseen(name, "<defs>" if self.defs else "its metadata")
            self.unseen += 1
            return
        if self.depth and " " not in name:
            raise ReadError("an element is not in the namespace of SVG, where it is not drawn")
        tag = name.removeprefix(_SVG)
        if self.depth and (name in _UNSEEN or name == f"{_SVG}defs"):
            self.unseen = 1
            self.defs = tag == "defs"
            return
        self.depth += 1
        match self.depth, tag:
            case 1, "svg" if name.startswith(_SVG):
                _check_attributes(tag, attributes)
                self.scale, self.page = _page(attributes)
            case 1, _:
                raise ReadError("this is not an SVG: its first element is another")
            case 2, "g":
                _check_attributes(tag, attributes)
                self.role, self.shapes = _layer(attributes), 0
                self.paint = paint(attributes, {})
                self.moved = _moved(attributes, self.scale)
            case 2, "circle" | "path":
                raise ReadError(f"a <{tag}> stands outside the layers, where it has no role")
            case 3, "circle" | "path":
                self.shapes += 1
                self.marks.append(self._mark(tag, attributes))
            case _:
                raise ReadError(
                    f"the SVG holds {named(tag, 'element')}; it is drawn with <circle> and <path> "
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
            look = Look(paint(attributes, self.paint), self.role, self.scale)
            key = self.role, look.filled, look.colour
            self.colours.setdefault(key, (self.shapes, look.ours))
            if tag == "circle":
                mark: Mark = _dot_or_ring(attributes, look)
            else:
                mark = self._path(loops(_given(attributes, "d"), self.scale), look)
            return mark if self.moved is None else _displaced(mark, self.moved)
        except ReadError as error:
            raise ReadError(f"layer {self.role.value}, shape {self.shapes}: {error}") from None

    def check_colours(self) -> None:
        """Refuses colours that are not those of the roles, unless all agree with the layers."""
        others = [(key[0], number) for key, (number, ours) in self.colours.items() if not ours]
        if others and (wrong := disagreement(self.colours)):
            if len(others) > 1:
                raise ReadError(f"the colours of this SVG don't fit its layers: {wrong}")
            ((role, number),) = others
            raise ReadError(f"layer {role.value}, shape {number}: {OTHER_COLOUR}")

    @staticmethod
    def _path(found: tuple[Loop, ...], look: Look) -> Stroke | Area:
        return _stroke_or_area(found, look)


class _Stock(_Drawing):
    """A drawing in which an edge may be cut in part."""

    __slots__ = ()

    @staticmethod
    def _path(found: tuple[Loop, ...], look: Look) -> Stroke | Area:
        if look.cut and look.role is Role.OUTLINE and len(found) == 1 and not found[0].closed:
            return Stroke(look.role, found[0].path, 0.0)
        return _stroke_or_area(found, look)


def _dot_or_ring(attributes: dict[str, str], look: Look) -> Dot | Stroke:
    """A filled circle, or one that is cut, is a dot; a circle of a wider line is a round stroke."""
    _check_filling(look)
    x, y, radius = (number(_given(attributes, key)) for key in ("cx", "cy", "r"))
    if radius <= 0:
        raise ReadError("the circle's radius is not positive")
    centre = from_page(x, y, look.scale)
    if look.cut or look.filled:
        return Dot(look.role, centre, finite(2 * radius * look.scale))
    if look.role in CUT_THROUGH:
        raise ReadError("the circle is cut along a line wider than a hairline of 0.0254 mm")
    if not look.round:
        raise ReadError("a stroke's caps and joins are not round, as its tool is")
    return Stroke(look.role, circle(centre, finite(radius * look.scale)), look.width)


def _stroke_or_area(found: tuple[Loop, ...], look: Look) -> Stroke | Area:
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


def _area(found: tuple[Loop, ...], look: Look) -> Area:
    if not all(loop.closed for loop in found):
        raise ReadError("a contour is not closed with Z")
    if len(found) > 1 and look.filled and not look.evenodd:
        raise ReadError("a filled path of several loops needs the fill-rule evenodd")
    first, *others = (loop.path for loop in found)
    box = first.box()
    if not all(box.contains(other.box()) for other in others):
        raise ReadError("a path's first loop does not surround the others")
    return Area(look.role, first, tuple(others))


def _check_filling(look: Look) -> None:
    if look.filled and look.role in CUT_THROUGH:
        raise ReadError("it is filled, but what is cut through is drawn as a hairline")


def _check_unseen(name: str, where: str) -> None:
    """Refuses what a program could draw or obey, though it stands where nothing is drawn."""
    bare = name.rpartition(" ")[2].lower()
    if bare in _ACTIVE:
        raise ReadError(f"the SVG has the element {bare} in {where}, it may change the cut")
    if name.startswith(_SVG) or " " not in name:
        raise ReadError(f"the SVG has parts of a drawing in {where}, draw every shape in a layer")


def _page(attributes: dict[str, str]) -> tuple[float, Rect]:
    """Millimetres per user unit, and what is seen in millimetres, y up."""
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
    left, top = finite(float(box[1]) * scale), finite(-float(box[2]) * scale)
    return scale, Rect(left, top - down * scale, left + across * scale, top)


def _moved(attributes: dict[str, str], scale: float) -> Vec | None:
    """By how many millimetres a layer is moved, y up; `None` for not at all."""
    if "transform" not in attributes:
        return None
    shift = re.fullmatch(_TRANSLATION, attributes["transform"])
    if shift is None:
        raise ReadError("<g> carries the attribute transform and is not only moved by translate()")
    return Vec(finite(float(shift[1]) * scale), finite(-float(shift[2] or 0) * scale))


def _displaced(mark: Mark, by: Vec) -> Mark:
    match mark:
        case Dot():
            return Dot(mark.role, mark.centre + by, mark.diameter)
        case Stroke():
            return Stroke(mark.role, mark.path.moved(by), mark.width)
        case Area():
            holes = tuple(hole.moved(by) for hole in mark.holes)
            return Area(mark.role, mark.outline.moved(by), holes)
        case _:
            assert_never(mark)


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


def _check_attributes(tag: str, attributes: dict[str, str]) -> None:
    for name in attributes.keys() - _ATTRIBUTES[tag]:
        # A name with a space is of another namespace, such as Inkscape's, and draws nothing.
        if " " not in name:
            raise ReadError(f"<{tag}> carries {named(name, 'attribute')}, it may change the cut")


def _given(attributes: dict[str, str], name: str) -> str:
    if name not in attributes:
        raise ReadError(f"the attribute {name} is missing")
    return attributes[name]
