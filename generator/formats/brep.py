"""The faces of each solid in a STEP file."""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.errors import ReadError
from generator.formats.nesting import check_nested
from generator.formats.part21 import (
    Exchange,
    Record,
    Ref,
    Word,
    fields,
    flag,
    link,
    links,
    number,
)
from generator.formats.solid import (
    NEAR,
    Barrel,
    Cone,
    Edge,
    Face,
    Plane,
    Ring,
    Spot,
    Surface,
    Use,
    back,
    check_face,
    check_line,
    dot,
    flat,
)

_STEEP = 1e-6
"""How far a direction may be off level or upright."""


def solids(exchange: Exchange) -> tuple[tuple[Face, ...], ...]:
    """The faces of each solid of a file in millimetres, each checked by itself.

    Every vertex stands on its curves, every edge on its faces, every loop closes and goes around
    its face in the right sense. Raises `ReadError`, also for other surfaces than level and upright
    planes, upright cylinders and cones.
    """
    reader = _Reader(exchange)
    found = []
    for shell in _shells(exchange):
        _, listed = fields(shell, exchange.one(shell, "CLOSED_SHELL"), 2)
        found.append(tuple(reader.face(ref) for ref in links(shell, listed)))
    refs = [face.ref for faces in found for face in faces]
    if len(set(refs)) < len(refs):
        raise ReadError("this STEP file is damaged: its shells list a face twice")
    return tuple(found)


_OTHER_SHAPES = (
    "BREP_WITH_VOIDS",
    "FACETED_BREP",
    "SHELL_BASED_SURFACE_MODEL",
    "OPEN_SHELL",
    "MAPPED_ITEM",
    "GEOMETRIC_CURVE_SET",
)


def _shells(exchange: Exchange) -> tuple[Ref, ...]:
    """The shell of each solid, all of them shown as one shape in millimetres."""
    solids = exchange.named("MANIFOLD_SOLID_BREP")
    shells = exchange.named("CLOSED_SHELL")
    others = [name for name in _OTHER_SHAPES if exchange.named(name)]
    found = tuple(
        link(solid, fields(solid, exchange.one(solid, "MANIFOLD_SOLID_BREP"), 2)[1])
        for solid in solids
    )
    if not solids or others or sorted(found) != sorted(shells):
        raise ReadError(
            f"a plate is one solid with one closed shell; this STEP file has {len(solids)} solids"
            f" and {len(shells)} closed shells" + "".join(f" and {name}" for name in others)
        )
    _shown_in_millimetres(exchange, solids)
    return found


def _shown_in_millimetres(exchange: Exchange, solids: Sequence[Ref]) -> None:
    """The solids must be the items of the shape that a product shows, and that in millimetres."""
    for ref in exchange.named("ADVANCED_BREP_SHAPE_REPRESENTATION"):
        _, items, context = fields(ref, exchange.records(ref)[0], 3)
        if set(solids) <= set(links(ref, items)) and _is_shown(exchange, ref):
            units = _units(exchange, link(ref, context))
            if units != {"LENGTH_UNIT": ("MILLI", "METRE"), "PLANE_ANGLE_UNIT": ("$", "RADIAN")}:
                raise ReadError("this STEP file is not in millimetres and radians, a plate is")
            return
    which = "its solid" if len(solids) == 1 else f"its {len(solids)} solids"
    raise ReadError(f"this STEP file shows no product whose shape is {which}")


def _is_shown(exchange: Exchange, shape: Ref) -> bool:
    """Whether a product's definition, or another shape of it, refers to this shape."""
    for ref in exchange.named("SHAPE_DEFINITION_REPRESENTATION"):
        _, shown = fields(ref, exchange.records(ref)[0], 2)
        if link(ref, shown) == shape:
            return True
    for ref in exchange.named("SHAPE_REPRESENTATION_RELATIONSHIP"):
        _, _, one, two = fields(ref, exchange.records(ref)[0], 4)
        if shape in (link(ref, one), link(ref, two)):
            return True
    return False


def _units(exchange: Exchange, context: Ref) -> dict[str, tuple[str, ...]]:
    """Prefix and name of the length and angle units that a context assigns."""
    found: dict[str, tuple[str, ...]] = {}
    for record in exchange.records(context):
        if record.name != "GLOBAL_UNIT_ASSIGNED_CONTEXT":
            continue
        for unit in links(context, fields(context, record, 1)[0]):
            parts = {part.name: part for part in exchange.records(unit)}
            kinds = {"LENGTH_UNIT", "PLANE_ANGLE_UNIT"} & parts.keys()
            for kind in kinds:
                found[kind] = _words(parts.get("SI_UNIT"))
    return found


def _words(record: Record | None) -> tuple[str, ...]:
    values = record.values if record else ()
    return tuple(value.text for value in values if isinstance(value, Word))


class _Reader:
    """Entities of one file as values; what several faces share is read once."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._edges: dict[Ref, Edge] = {}
        self._vertices: dict[Ref, Spot] = {}

    def face(self, ref: Ref) -> Face:
        record = self._exchange.one(ref, "ADVANCED_FACE")
        _, bounds, surface, sense = fields(ref, record, 4)
        same = flag(ref, sense)
        face = Face(
            ref,
            self._surface(link(ref, surface), same),
            tuple(self._loop(bound) for bound in links(ref, bounds)),
        )
        check_face(face, same)
        check_nested(face)
        return face

    def _loop(self, bound: Ref) -> tuple[Use, ...]:
        record = self._exchange.one(bound, "FACE_BOUND", "FACE_OUTER_BOUND")
        _, loop, sense = fields(bound, record, 3)
        forward = flag(bound, sense)
        ref = link(bound, loop)
        _, listed = fields(ref, self._exchange.one(ref, "EDGE_LOOP"), 2)
        uses = [self._use(oriented, forward) for oriented in links(ref, listed)]
        uses = uses if forward else uses[::-1]
        if any(a.head != b.tail for a, b in zip([uses[-1], *uses], uses, strict=False)):
            raise ReadError(f"this STEP file is damaged: loop #{ref} does not close")
        return tuple(uses)

    def _use(self, oriented: Ref, forward: bool) -> Use:  # noqa: FBT001  a sense, private
        record = self._exchange.one(oriented, "ORIENTED_EDGE")
        _, _, _, edge, sense = fields(oriented, record, 5)
        return Use(self._edge(link(oriented, edge)), flag(oriented, sense) == forward)

    def _edge(self, ref: Ref) -> Edge:
        if ref not in self._edges:
            record = self._exchange.one(ref, "EDGE_CURVE")
            _, tail, head, curve, sense = fields(ref, record, 5)
            ends = link(ref, tail), link(ref, head)
            self._edges[ref] = self._edge_of(ref, ends, link(ref, curve), flag(ref, sense))
        return self._edges[ref]

    def _edge_of(self, ref: Ref, ends: tuple[Ref, Ref], curve: Ref, same: bool) -> Edge:  # noqa: FBT001  a sense, private
        tail, head = ends
        begin, end = (self._vertex(vertex) for vertex in ends)
        record = self._exchange.one(curve, "LINE", "CIRCLE", "SURFACE_CURVE", "SEAM_CURVE")
        if record.name.endswith("_CURVE"):
            curve = link(curve, fields(curve, record, 4)[1])
            record = self._exchange.one(curve, "LINE", "CIRCLE")
        if record.name == "LINE":
            _, point, vector = fields(curve, record, 3)
            along = self._vector(link(curve, vector))
            check_line(
                ref, (begin, end), self._point(link(curve, point)), along if same else back(along)
            )
            return Edge(ref, tail, head, begin, end, None, ccw=False)
        _, frame, radius = fields(curve, record, 3)
        centre, axis = self._frame(link(curve, frame))
        ring = Ring(centre, number(curve, radius))
        if tail != head and math.dist(begin, end) < _STEEP:
            raise ReadError(f"this STEP file is damaged: edge #{ref} has no length")
        if abs(axis.z) < 1 - _STEEP or ring.radius <= 0:
            raise ReadError(f"STEP circle #{curve} is not level, circles of a plate are")
        for spot in (begin, end):
            off = abs(flat(spot, centre) - ring.radius) + abs(spot.z - centre.z)
            if not off < NEAR:
                raise ReadError(f"this STEP file is damaged: edge #{ref} ends off its circle")
        return Edge(ref, tail, head, begin, end, ring, ccw=(axis.z > 0) == same)

    def _surface(self, ref: Ref, same: bool) -> Surface:  # noqa: FBT001  a sense, private
        record = self._exchange.one(ref, "PLANE", "CYLINDRICAL_SURFACE", "CONICAL_SURFACE")
        count = {"PLANE": 2, "CYLINDRICAL_SURFACE": 3, "CONICAL_SURFACE": 4}[record.name]
        _, frame, *sizes = fields(ref, record, count)
        at, axis = self._frame(link(ref, frame))
        if record.name == "PLANE":
            if not (abs(axis.z) < _STEEP or abs(axis.z) > 1 - _STEEP):
                raise ReadError(f"STEP plane #{ref} is neither level nor upright")
            return Plane(at, axis if same else back(axis))
        if abs(axis.z) < 1 - _STEEP:
            raise ReadError(f"STEP surface #{ref} has no upright axis")
        radius = number(ref, sizes[0])
        if record.name == "CYLINDRICAL_SURFACE":
            return Barrel(at, radius)
        slope = math.tan(number(ref, sizes[1])) * math.copysign(1.0, axis.z)
        if abs(slope) < _STEEP or abs(slope) > 1 / _STEEP:
            raise ReadError(f"STEP cone #{ref} has no usable angle")
        return Cone(Spot(at.x, at.y, at.z - radius / slope), slope)

    def _vertex(self, ref: Ref) -> Spot:
        if ref not in self._vertices:
            _, point = fields(ref, self._exchange.one(ref, "VERTEX_POINT"), 2)
            self._vertices[ref] = self._point(link(ref, point))
        return self._vertices[ref]

    def _point(self, ref: Ref) -> Spot:
        return Spot(*self._exchange.triple(ref, "CARTESIAN_POINT"))

    def _direction(self, ref: Ref) -> Spot:
        x, y, z = self._exchange.triple(ref, "DIRECTION")
        length = math.hypot(x, y, z)
        if length < _STEEP:
            raise ReadError(f"this STEP file is damaged: direction #{ref} leads nowhere")
        return Spot(x / length, y / length, z / length)

    def _vector(self, ref: Ref) -> Spot:
        _, along, size = fields(ref, self._exchange.one(ref, "VECTOR"), 3)
        if number(ref, size) <= 0:
            raise ReadError(f"this STEP file is damaged: vector #{ref} leads nowhere")
        return self._direction(link(ref, along))

    def _frame(self, ref: Ref) -> tuple[Spot, Spot]:
        """Place and axis of a placement."""
        _, at, axis, first = fields(ref, self._exchange.one(ref, "AXIS2_PLACEMENT_3D"), 4)
        up = Spot(0.0, 0.0, 1.0) if isinstance(axis, Word) else self._direction(link(ref, axis))
        if not isinstance(first, Word):
            across = self._direction(link(ref, first))
            if abs(dot(up, across)) > _STEEP:
                raise ReadError(f"this STEP file is damaged: placement #{ref} is skew")
        return self._point(link(ref, at)), up
