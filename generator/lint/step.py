"""What a workshop would reject a STEP file for."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.formats.flat_read import FARTHEST
from generator.geometry import Point
from generator.lint.contours import is_faceted, self_crossing
from generator.lint.drawing import Disc, Flat, Place, Shape, Use, box_of, chords, flat_of, near
from generator.lint.findings import Finding, Findings
from generator.lint.plate import Stand, stand
from generator.lint.step_text import Exchange, entities

_NEAR = 1e-3
"""Millimetres that an edge may end off its circle."""

_SIZE = 0.01
"""Millimetres by which the pieces of a set may differ."""

_LEAST = 1e-6
_SURFACES = {"PLANE", "CYLINDRICAL_SURFACE", "CONICAL_SURFACE", "SPHERICAL_SURFACE"} | {
    "TOROIDAL_SURFACE"
}
_FACETS = ("FACETED_BREP", "TESSELLATED_SOLID", "TESSELLATED_SHELL", "TRIANGULATED_FACE_SET")
_SHEETS = ("OPEN_SHELL", "SHELL_BASED_SURFACE_MODEL", "GEOMETRIC_CURVE_SET")
_ROUNDS = ("CIRCLE", "CYLINDRICAL_SURFACE", "SPHERICAL_SURFACE")
"""What has a radius; that of a cone is 0 where it is given by its tip."""

Spot: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge: its curve, its vertices, and whether the curve runs from tail to head."""

    curve: int
    tail: int
    head: int
    along: bool


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that is wrong with a STEP file; raises `ReadError` for what is none."""
    found = Findings()
    exchange = entities(data, found)
    _check_unit(exchange, found)
    _check_kinds(exchange, found)
    solid = _Solid(exchange, found)
    solid.check_vertices()
    solid.check_shells()
    solid.check_edges()
    solid.check_faces()
    return found.all()


def _check_unit(exchange: Exchange, found: Findings) -> None:
    units = [text for text in exchange.texts.values() if "LENGTH_UNIT" in text]
    if not units:
        found.add("unit-missing", "the STEP file states no unit of length")
    for text in units:
        if "CONVERSION_BASED_UNIT" in text:
            found.add("unit-not-mm", "the unit of the STEP file is another than millimetres")
        elif ".METRE." in text and ".MILLI." not in text:
            prefixed = any(p in text for p in (".CENTI.", ".DECI.", ".MICRO.", ".KILO."))
            other = "another multiple of the metre" if prefixed else "metres"
            found.add("unit-not-mm", f"the unit of the STEP file is {other}, not millimetres")
    plain = exchange.all_of("SI_UNIT", "LENGTH_UNIT", "CONVERSION_BASED_UNIT")
    if plain and not units:
        found.add("not-understood", "a unit of the STEP file is not understood")


def _check_kinds(exchange: Exchange, found: Findings) -> None:
    if exchange.all_of(*_FACETS):
        found.add("faceted-circle", "the solid is made of flat facets, not of exact faces")
    for _ in exchange.all_of("OPEN_SHELL"):
        found.add("open-shell", "the STEP file has an open shell")
    if exchange.all_of("NEXT_ASSEMBLY_USAGE_OCCURRENCE", "MAPPED_ITEM"):
        found.add("block", "the STEP file is an assembly of parts")
    if exchange.all_of("DOCUMENT_FILE", "EXTERNALLY_DEFINED_ITEM"):
        found.add("external-reference", "the STEP file refers to another file")
    for name, refs in exchange.kinds.items():
        if "B_SPLINE" in name or "B_SPLINE" in "".join(
            exchange.texts[ref][:200] for ref in (refs if not name else ())
        ):
            found.add("spline", "the STEP file has a B-spline")
    for ref in exchange.all_of(*_ROUNDS):
        radii = exchange.numbers(ref)
        if not radii or not radii[0] > _LEAST:
            found.add("zero-radius", "a circle, cylinder or sphere has no radius")
    if not exchange.all_of("MANIFOLD_SOLID_BREP", "BREP_WITH_VOIDS", *_FACETS):
        found.add("no-solid", "the STEP file has no solid")


class _Solid:
    """The faces and edges of a file, looked up once."""

    __slots__ = ("_edges", "_exchange", "_found", "_spots")

    def __init__(self, exchange: Exchange, found: Findings) -> None:
        self._exchange, self._found = exchange, found
        self._spots: dict[int, Spot] = {}
        self._edges: dict[int, _Edge] = {}
        for ref in exchange.all_of("VERTEX_POINT"):
            self._spots[ref] = self._spot(next(iter(exchange.links(ref)), -1))
        for ref in exchange.all_of("EDGE_CURVE"):
            links = exchange.links(ref)
            if len(links) == 3 and links[0] in self._spots and links[1] in self._spots:
                tail, head, curve = links
                self._edges[ref] = _Edge(curve, tail, head, exchange.flag(ref))
            else:
                found.add("not-understood", "an edge is not between two vertices")

    def _spot(self, ref: int) -> Spot:
        values = self._exchange.numbers(ref)
        if len(values) == 2:
            values.append(0.0)
        if len(values) != 3:
            self._found.add("not-understood", "a place is not three numbers")
            return 0.0, 0.0, 0.0
        x, y, z = values
        return x, y, z

    def check_vertices(self) -> None:
        """Notes what is too far to be of a plate."""
        for x, y, z in self._spots.values():
            if not max(abs(x), abs(y), abs(z)) <= FARTHEST:
                self._found.add("too-far", "a vertex lies more than 10 m away")

    def check_shells(self) -> None:
        """Notes shells that leak, and solids where one is due."""
        boxes = []
        for shell in self._exchange.all_of("CLOSED_SHELL"):
            used: Counter[tuple[int, bool]] = Counter()
            seen: set[int] = set()
            for face in self._exchange.links(shell):
                for edge, along in self._uses(face):
                    used[edge, along] += 1
                    seen.add(edge)
            for edge in seen:
                self._check_use(used[edge, True], used[edge, False], edge)
            known = [self._edges[edge] for edge in seen if edge in self._edges]
            spots = [self._spots[each.tail] for each in known]
            if spots:
                boxes.append(box_of([(x, y) for x, y, _ in spots]))
        sizes = [(box[2] - box[0], box[3] - box[1]) for box in boxes]
        if any(
            abs(a[0] - b[0]) > _SIZE or abs(a[1] - b[1]) > _SIZE
            for a, b in itertools.pairwise(sizes)
        ):
            self._found.add("several-solids", "the file has solids of several sizes")

    def _check_use(self, along: int, against: int, ref: int) -> None:
        edge = self._edges.get(ref)
        place = None
        if edge is not None:
            x, y, _ = self._spots[edge.tail]
            place = Point(x, y)
        if along + against < 2:
            self._found.add("open-shell", "an edge belongs to one face only", place)
        elif along + against > 2:
            what = "an edge belongs to more than two faces"
            self._found.add("non-manifold", what, place)
        elif along != against:
            self._found.add("turned-face", "two faces run along an edge the same way", place)

    def _uses(self, face: int) -> Iterator[tuple[int, bool]]:
        """The edges of a face, and whether its rim runs along each of them."""
        for bound in self._bounds(face):
            keeps = self._exchange.flag(bound)
            for edge, along in self._loop(bound):
                yield edge, along is keeps

    def _bounds(self, face: int) -> list[int]:
        names = self._exchange.names
        links = self._exchange.links(face)
        return [ref for ref in links if names.get(ref) in ("FACE_BOUND", "FACE_OUTER_BOUND")]

    def _loop(self, bound: int) -> Iterator[tuple[int, bool]]:
        for loop in self._exchange.links(bound):
            for oriented in self._exchange.links(loop):
                links = self._exchange.links(oriented)
                if links:
                    yield links[-1], self._exchange.flag(oriented)

    def check_edges(self) -> None:
        """Notes edges without length or off their circle."""
        for edge in self._edges.values():
            begin, end = self._spots[edge.tail], self._spots[edge.head]
            place = Point(begin[0], begin[1])
            if self._exchange.names.get(edge.curve) == "CIRCLE":
                centre, radius = self._circle(edge.curve)
                gaps = [abs(math.dist(spot, centre) - radius) for spot in (begin, end)]
                if not max(gaps) <= _NEAR:
                    self._found.add("not-on-curve", "an edge ends off its circle", place)
            elif edge.tail == edge.head or math.dist(begin, end) < _LEAST:
                self._found.add("zero-length", "an edge has no length", place)

    def _circle(self, ref: int) -> tuple[Spot, float]:
        axes = self._exchange.links(ref)
        places = self._exchange.links(axes[0]) if axes else []
        radii = self._exchange.numbers(ref)
        centre = self._spot(places[0]) if places else (0.0, 0.0, 0.0)
        return centre, radii[0] if radii else 0.0

    def check_faces(self) -> None:
        """Notes rims that cross, are open or are many-sided where they should be round."""
        for face in self._exchange.all_of("ADVANCED_FACE", "FACE_SURFACE"):
            bounds = self._bounds(face)
            surfaces = [r for r in self._exchange.links(face) if r not in bounds]
            kind = self._exchange.names.get(surfaces[-1], "") if surfaces else ""
            if not bounds:
                self._found.add("open-shell", "a face has no rim")
            elif kind == "PLANE" and self._is_level(surfaces[-1]):
                self._check_rims(bounds)
            elif kind and kind not in _SURFACES and "SPLINE" not in kind:
                self._found.add("not-understood", "a face lies on a surface of another kind")

    def _is_level(self, plane: int) -> bool:
        axes = self._exchange.links(plane)
        links = self._exchange.links(axes[0]) if axes else []
        normal = self._exchange.numbers(links[1]) if len(links) > 1 else [0.0, 0.0, 1.0]
        return len(normal) == 3 and abs(normal[2]) > 0.999

    def _check_rims(self, bounds: Sequence[int]) -> None:
        rims = [rim for bound in bounds for rim in [self._rim(bound)] if rim is not None]
        for rim in rims:
            tangled = None if isinstance(rim.shape.figure, Disc) else self_crossing(rim.lines[0])
            if tangled is not None:
                self._found.add("self-crossing", "the rim of a face crosses itself", rim.point)
        if len(rims) < 2:
            return
        outer = max(range(len(rims)), key=lambda at: _area(rims[at]))
        for one, other in near([rim.box for rim in rims], 0.0):
            how = stand(rims[one], rims[other])
            at_edge = outer in (one, other)
            inner = rims[other if one == outer else one]
            if how is Stand.CROSS and at_edge:
                self._found.add("hole-at-edge", "an opening crosses the rim", inner.point)
            elif how is Stand.CROSS or (how in (Stand.INSIDE, Stand.AROUND) and not at_edge):
                self._found.add("holes-touch", "an opening crosses another", inner.point)
        left, bottom, right, top = rims[outer].box
        for rim in rims[:outer] + rims[outer + 1 :]:
            low = left <= rim.box[0] and bottom <= rim.box[1]
            if not (low and right >= rim.box[2] and top >= rim.box[3]):
                self._found.add("outside-plate", "an opening is not in its face", rim.point)

    def _rim(self, bound: int) -> Flat | None:
        """The rim of a level face as seen from above."""
        uses = [(self._edges[e], along) for e, along in self._loop(bound) if e in self._edges]
        if not uses:
            return None
        if len(uses) == 1 and uses[0][0].tail == uses[0][0].head:
            centre, radius = self._circle(uses[0][0].curve)
            disc = Disc(Point(centre[0], centre[1]), max(radius, _LEAST))
            return flat_of(Shape(0, Use.CUT, "", disc))
        line = [place for edge, along in uses for place in self._along(edge, along)]
        ends = [(e.head if along else e.tail, e.tail if along else e.head) for e, along in uses]
        if any(end != ends[(at + 1) % len(ends)][1] for at, (end, _) in enumerate(ends)):
            self._found.add("open-contour", "the rim of a face is not closed", Point(*line[0]))
        curves = {self._exchange.names.get(edge.curve) for edge, _ in uses}
        if curves == {"LINE"} and is_faceted(line):
            what = "a circle is drawn as straight lines"
            self._found.add("faceted-circle", what, Point(*line[0]))
        closed = (*line, line[0])
        return Flat(Shape(0, Use.CUT, "", ()), (closed,), box_of(closed))

    def _along(self, edge: _Edge, along: bool) -> list[Place]:  # noqa: FBT001  # the sense of an edge
        """The places of an edge but its last, in the sense of the rim."""
        (ax, ay, _), (bx, by, _) = self._spots[edge.tail], self._spots[edge.head]
        line = [(ax, ay), (bx, by)]
        if self._exchange.names.get(edge.curve) == "CIRCLE":
            (cx, cy, _), radius = self._circle(edge.curve)
            axes = self._exchange.links(edge.curve)
            links = self._exchange.links(axes[0]) if axes else []
            normal = self._exchange.numbers(links[1]) if len(links) > 1 else [0.0, 0.0, 1.0]
            ccw = (normal[-1] > 0) is edge.along
            begin = math.atan2(ay - cy, ax - cx)
            sweep = (math.atan2(by - cy, bx - cx) - begin) * (1 if ccw else -1)
            sweep = sweep % (2 * math.pi) or 2 * math.pi
            count = chords(radius, sweep)
            turns = [begin + (sweep if ccw else -sweep) * p / count for p in range(1, count)]
            between = [(cx + radius * math.cos(t), cy + radius * math.sin(t)) for t in turns]
            line = [line[0], *between, line[1]]
        return line[:-1] if along else line[:0:-1]


def _area(flat: Flat) -> float:
    left, bottom, right, top = flat.box
    return (right - left) * (top - bottom)
