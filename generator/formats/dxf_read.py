"""A DXF read back as a machine would cut it.

Reads the pairs of group code and value itself, since ezdxf wrote the file.
A viewer may guess, a program that cuts metal must stop: an entity that is hidden, thick, mirrored,
off its layer's colour or of another kind is refused with a reason, and so is a layer that looks
other than its role.
"""

from __future__ import annotations

import math

from generator.errors import ReadError
from generator.formats.colouring_read import disagreement
from generator.formats.dxf_records import Record, integer_of, named, number_of, sections
from generator.formats.dxf_vertices import lightened
from generator.formats.flat_read import FARTHEST, finite, framed, long_way, on_stock
from generator.geometry import Arc, Line, Path, Point, Segment
from generator.layout import CUT_THROUGH, Area, Dot, Face, Mark, Role, Stroke

_MM_PER_UNIT = {1: 25.4, 4: 1.0}
"""By the value of `$INSUNITS`: inch and millimetre."""

_R12 = "AC1009"
_VERSIONS = {"AC1015", "AC1018", "AC1021", "AC1024", "AC1027", "AC1032"}
_COLOUR = {
    Role.MARK: 7,
    Role.LEGEND: 5,
    Role.OUTLINE: 1,
    Role.GUIDE: 3,
    Role.HOLE: 30,
    Role.FIDUCIAL: 6,
}
"""AutoCAD's colour index by role; stated here a second time, so that a slip in the writer's table
is noticed."""

_WORKSHOPS = {1: "red", 2: "yellow", 3: "green", 4: "cyan", 5: "blue", 6: "magenta", 7: "black"}
"""Colours that workshops go by; a drawing in these is held together with its layers as a whole."""

_BY_LAYER = 256

_BY_THE_WAY = {5, 48, 62, 100, 102, 284, 330, 347, 360, 370, 390}
"""Handles, owners and the like, which change nothing that is cut."""

_TELLING = ("$INSUNITS", "$ACADVER", "$MEASUREMENT")
"""The variables of the header that tell version and unit."""

_FLAT = 0.0005
"""Millimetres between an arc and its chord below which it is a line."""


def read(data: bytes) -> tuple[Face, ...]:
    """The one face of a DXF, roles by layer, the lower left corner of outlines at the datum.

    Raises `ReadError` with one line that says what is wrong and repeats no text of the file.
    """
    return (framed(_drawn(data)),)


def read_stock(data: bytes) -> tuple[Face, ...]:
    """The one face of a DXF whose origin is the lower left corner of the stock, the datum.

    Raises `ReadError` as `read` does.
    """
    return (on_stock(_drawn(data), Point(0.0, 0.0)),)


def read_cut(data: bytes) -> tuple[Face, ...]:
    """The same as `read` of a DXF that shows what is cut through, and nothing else."""
    (face,) = read(data)
    if not all(mark.role in CUT_THROUGH for mark in face.marks):
        raise ReadError("a cut file has marks in it; a whole drawing is named otherwise")
    return (face,)


def read_marks(data: bytes) -> tuple[Face, ...]:
    """The same of a DXF that shows marks alone, its origin at the plate's datum."""
    (face,) = read_stock(data)
    if any(mark.role in CUT_THROUGH for mark in face.marks):
        raise ReadError("a mark file has holes or an outline; a whole drawing is named otherwise")
    return (face,)


def _drawn(data: bytes) -> list[Mark]:
    """The marks of the file where they are drawn, in millimetres."""
    if data.startswith(b"AutoCAD Binary DXF"):
        raise ReadError("the DXF is a binary one, save it as ASCII DXF R2010")
    scale: float | None = None
    layers: dict[str, Record] = {}
    marks: list[Mark] = []
    colours: dict[tuple[Role, bool, int], int] = {}
    for section, record in lightened(sections(data)):
        if section == "HEADER":
            scale = _scale(record)
        elif section == "TABLES" and record.kind == "LAYER":
            name = (record.one(2) or "").lower()
            if layers.setdefault(name, record) is not record:
                raise ReadError("a layer of the DXF is defined twice")
        elif section == "BLOCKS" and record.kind not in ("SECTION", "BLOCK", "ENDBLK"):
            raise ReadError("the DXF has a block with content, draw every entity itself")
        elif section == "ENTITIES" and record.kind != "SECTION":
            if scale is None:
                raise ReadError("the DXF has no header before its entities, so no unit")
            for mark in _marks(record, scale, len(marks) + 1):
                marks.append(mark)
                key = mark.role, not isinstance(mark, Stroke), record.integer(62, _BY_LAYER)
                colours.setdefault(key, len(marks))
    layered = {role: _check_layer(role, layers.get(role.value)) for role, _, _ in colours}
    _check_colours(colours, layered)
    return marks


def _check_colours(used: dict[tuple[Role, bool, int], int], layered: dict[Role, int]) -> None:
    """Refuses colours that are not those of the roles, unless all of them agree with the layers.

    `used` has the first entity of each colour, `layered` the colour of each layer.
    """
    own = [number for (_, _, colour), number in used.items() if colour != _BY_LAYER]
    wrong = [role for role, colour in layered.items() if colour != _COLOUR[role]]
    seen = (
        (role, area, _WORKSHOPS.get(layered[role] if colour == _BY_LAYER else colour))
        for role, area, colour in used
    )
    if not (own or wrong) or not (said := disagreement(seen)):
        return
    if len(own) + len(wrong) > 1:
        raise ReadError(f"the colours of this DXF don't fit its layers: {said}")
    if own:
        raise ReadError(f"entity {own[0]}: it is coloured, and not as its layer is")
    raise ReadError(
        f"the layer {wrong[0].value} has not the colour of its role, {_COLOUR[wrong[0]]}"
    )


def _scale(header: Record) -> float:
    """Millimetres per drawing unit; R12 has no unit, and says at most that it is metric."""
    variables: dict[str, str] = {}
    name = ""
    for code, value in header.tags[1:]:
        if code == 9:
            name = value
        elif name in _TELLING and variables.setdefault(name, value) != value:
            raise ReadError(f"the DXF states {name} twice")
    version = variables.get("$ACADVER")
    if version == _R12 and "$INSUNITS" not in variables:
        if integer_of(variables.get("$MEASUREMENT", "0")) != 1:
            raise ReadError("the DXF of R12 does not say that it is metric ($MEASUREMENT 1)")
        return 1.0
    if version != _R12 and version not in _VERSIONS:
        raise ReadError("the DXF is not of version R12 or R2000 to R2018, save it as R2010")
    scale = _MM_PER_UNIT.get(integer_of(variables.get("$INSUNITS", "0")))
    if scale is None:
        raise ReadError("the DXF states neither millimetres nor inches ($INSUNITS 4 or 1)")
    return scale


def _check_layer(role: Role, layer: Record | None) -> int:
    """The colour of a layer with entities; refuses one that is not seen."""
    if layer is None:
        raise ReadError(f"the layer {role.value} has entities, but no definition in the DXF")
    frozen = layer.integer(70, 0) & 1
    colour = layer.integer(62, 7)
    unplotted = layer.integer(290, 1) == 0
    if frozen or colour < 0 or unplotted:
        raise ReadError(f"the layer {role.value} is off, frozen or not plotted, but has entities")
    if layer.one(420) is not None:
        raise ReadError(f"the layer {role.value} has not the colour of its role, {_COLOUR[role]}")
    if (layer.one(6) or "CONTINUOUS").upper() != "CONTINUOUS":
        raise ReadError(f"the layer {role.value} has another line type than a continuous one")
    return colour


def _marks(record: Record, scale: float, number: int) -> tuple[Mark, ...]:
    if record.kind == "VIEWPORT" and record.integer(67, 0) == 1:
        return ()  # the window of the paper page that CAD programs add; nothing is drawn by it
    try:
        return (_mark(record, _role(record), scale),)
    except ReadError as error:
        raise ReadError(f"entity {number}, {named(record.kind)}: {error}") from None


def _mark(record: Record, role: Role, scale: float) -> Mark:
    match record.kind:
        case "CIRCLE":
            _check(record, {10, 20, 30, 40})
            radius = finite(record.number(40) * scale)
            if radius <= 0:
                raise ReadError("a radius is not positive")
            return Dot(role, _point(record, 0, scale), 2 * radius)
        case "LINE":
            _check(record, {10, 20, 30, 11, 21, 31})
            steps = (Line(_point(record, 1, scale)),)
            return Stroke(role, Path(_point(record, 0, scale), steps), 0.0)
        case "ARC":
            _check(record, {10, 20, 30, 40, 50, 51})
            return Stroke(role, _arc(record, scale), 0.0)
        case "LWPOLYLINE":
            _check(record, {90, 70, 43, 38, 10, 20, 40, 41, 42, 91})
            return _polyline(record, role, scale)
        case _:
            raise ReadError("draw with CIRCLE, LINE, ARC and LWPOLYLINE only")


def _role(record: Record) -> Role:
    layer = record.one(8) or ""
    try:
        return Role(layer.lower())
    except ValueError:
        roles = ", ".join(role.value for role in Role)
        raise ReadError(f"its layer is not a role ({roles})") from None


def _check(record: Record, own: set[int]) -> None:
    """Refuses whatever makes an entity look other than its geometry in the plane says."""
    neutral = {60: 0.0, 67: 0.0, 39: 0.0, 210: 0.0, 220: 0.0, 230: 1.0}
    flat = {30: 0.0, 31: 0.0, 38: 0.0, 43: 0.0}
    for code, value in record.tags:
        if code in neutral or code in (own & flat.keys()):
            if number_of(value) != {**neutral, **flat}[code]:
                raise ReadError(f"it is hidden, thick or out of plane (code {code})")
        elif code == 410:
            if value.upper() != "MODEL":
                raise ReadError("it is drawn on a sheet of paper, not on the model")
        elif code == 6:
            if value.upper() not in ("BYLAYER", "CONTINUOUS"):
                raise ReadError("its line is not a continuous one")
        elif code not in own | _BY_THE_WAY | {8} and code < 1000:
            raise ReadError(f"it carries group code {code}, which may change the cut")


def _point(record: Record, which: int, scale: float) -> Point:
    x, y = record.number(10 + which), record.number(20 + which)
    return Point(finite(x * scale), finite(y * scale))


def _arc(record: Record, scale: float) -> Path:
    """The arc of an ARC entity, counter-clockwise from its first angle to its second."""
    centre, radius = _point(record, 0, scale), finite(record.number(40) * scale)
    first_deg, last_deg = finite(record.number(50)), finite(record.number(51))
    sweep_deg = (last_deg - first_deg) % 360
    if radius <= 0 or sweep_deg == 0:
        raise ReadError("an arc has no positive radius or no length")
    parts = 1 if sweep_deg <= 180 else 2
    angles = [math.radians(first_deg + sweep_deg * part / parts) for part in range(parts + 1)]
    start, *ends = (
        Point(centre.x + radius * math.cos(angle), centre.y + radius * math.sin(angle))
        for angle in angles
    )
    return Path(start, tuple(Arc(end, radius, ccw=True) for end in ends))


def _polyline(record: Record, role: Role, scale: float) -> Mark:
    """A contour where the closed flag is set, else a stroke, even if it returns to its start."""
    vertices = _vertices(record, scale)
    flags = record.integer(70, 0)
    if flags not in (0, 1, 128, 129):
        raise ReadError("its flags (code 70) are not those of an open or a closed polyline")
    if record.integer(90, -1) != len(vertices) or len(vertices) < 2:
        raise ReadError("its number of vertices (code 90) is not the number that follow")
    closed = flags in (1, 129)
    ends = [*vertices[1:], vertices[0]] if closed else vertices[1:]
    steps: list[Segment] = []
    for (start, bulge), (end, _) in zip(vertices, ends, strict=False):
        steps.extend(_bulged(start, end, bulge))
    path = Path(vertices[0][0], tuple(steps))
    return Area(role, path) if closed else Stroke(role, path, 0.0)


def _vertices(record: Record, scale: float) -> list[tuple[Point, float]]:
    """Each vertex with the bulge of the step that leaves it."""
    drafts: list[dict[int, float]] = []
    for code, value in record.tags:
        if code == 10:
            drafts.append({10: finite(number_of(value) * scale)})
        elif code in (20, 40, 41, 42):
            if not drafts or code in drafts[-1]:
                raise ReadError(f"group code {code} belongs to no vertex")
            drafts[-1][code] = number_of(value) * (scale if code == 20 else 1)
    for draft in drafts:
        if 20 not in draft or draft.get(40) or draft.get(41):
            raise ReadError("a vertex lacks its y or has a width")
    return [(Point(draft[10], finite(draft[20])), finite(draft.get(42, 0.0))) for draft in drafts]


def _bulged(start: Point, end: Point, bulge: float) -> tuple[Segment, ...]:
    """A bulge is the tangent of a quarter of the turn, positive when counter-clockwise."""
    chord = start.distance(end)
    if chord == 0:
        raise ReadError("a line has no length")
    radius = chord * (1 + bulge**2) / (4 * abs(bulge)) if bulge else math.inf
    if radius > FARTHEST and abs(bulge) * chord / 2 < _FLAT:
        return (Line(end),)
    arc = Arc(end, finite(radius), ccw=bulge > 0)
    return long_way(start, arc) if abs(bulge) > 1 else (arc,)
