"""Wires and faces of the Open CASCADE kernel, with edges in common where they meet.

The kernel comes without types, hence `Shape`.
"""

from __future__ import annotations

import itertools
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from OCP.BRep import BRep_Builder
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeEdge, BRepBuilderAPI_MakeVertex
from OCP.Geom import Geom_Circle, Geom_CylindricalSurface, Geom_Plane
from OCP.Geom2d import Geom2d_Line
from OCP.gp import gp_Ax3, gp_Dir, gp_Dir2d, gp_Pnt, gp_Pnt2d
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import (
    TopoDS,
    TopoDS_Compound,
    TopoDS_Face,
    TopoDS_Shell,
    TopoDS_Solid,
    TopoDS_Wire,
)

from generator.geometry import Arc, Line, Path, Point, Rect
from generator.strips import UNCUT, Seams, stops

Shape: TypeAlias = Any
"""A shape of the kernel."""

TOLERANCE = 1e-7
"""Millimetres that the kernel takes for none."""

UP = gp_Dir(0, 0, 1)
_BUILDER = BRep_Builder()

Mouths: TypeAlias = list[tuple[Shape, Rect]]
"""Inner wires of one level face, for a face that looks out, with boxes in the side's own frame."""


Around: TypeAlias = list[tuple[Point, Shape, Shape]]
"""The edges of a face in their order, each after the place and vertex that it starts at."""


@dataclass(frozen=True, slots=True)
class Rim:
    """A closed path at one height: for each of its segments the edges, in direction of travel."""

    sides: tuple[tuple[Shape, ...], ...]
    corners: tuple[Shape, ...]
    """The vertex that each segment starts at."""
    starts: tuple[tuple[Point, Shape], ...]
    """Place and vertex that each edge starts at, sides in a row."""

    @property
    def edges(self) -> list[Shape]:
        return [edge for side in self.sides for edge in side]

    def around(self) -> Around:
        """Counter-clockwise around what a counter-clockwise path encloses."""
        return [(*start, edge) for start, edge in zip(self.starts, self.edges, strict=True)]

    def around_inside(self) -> Around:
        """Counter-clockwise around what a clockwise path encloses."""
        ends = [*self.starts[1:], self.starts[0]]
        back = [(*end, edge.Reversed()) for end, edge in zip(ends, self.edges, strict=True)]
        return back[::-1]


def rim(path: Path, z: float, cuts: Seams = UNCUT) -> Rim:
    """A closed path at a height, its straight sides in pieces where cuts meet them."""
    steps = list(path.steps())
    corners = [_vertex(start, z) for start, _ in steps]
    sides, starts = [], []
    for (start, segment), tail, head in zip(
        steps, corners, [*corners[1:], corners[0]], strict=True
    ):
        match segment:
            case Line(end):
                between = stops(start, end, cuts)
                chain = [tail, *(_vertex(place, z) for place in between), head]
                side = [_edge(a, b) for a, b in itertools.pairwise(chain)]
                starts += list(zip((start, *between), chain, strict=False))
            case Arc():
                side = [_arc_edge(start, segment, z, tail, head)]
                starts.append((start, tail))
            case _:
                assert_never(segment)
        sides.append(tuple(side))
    return Rim(tuple(sides), tuple(corners), tuple(starts))


def walls(path: Path, low: Rim, high: Rim, height: float) -> list[Shape]:
    """Upright faces between two rims of one path, looking to its right."""
    ups = [_edge(a, b) for a, b in zip(low.corners, high.corners, strict=True)]
    walls = []
    for (start, segment), floor, roof, first, last in zip(
        path.steps(), low.sides, high.sides, ups, [*ups[1:], ups[0]], strict=True
    ):
        wire = wire_of([*floor, last, *(e.Reversed() for e in roof[::-1]), first.Reversed()])
        base = -height
        match segment:
            case Line(end):
                away = gp_Dir(end.y - start.y, start.x - end.x, 0)
                walls.append(_bare_face(Geom_Plane(gp_Pnt(start.x, start.y, base), away), wire))
            case Arc(ccw=ccw):
                surface = Geom_CylindricalSurface(
                    _frame(start, segment, base), _bend(start, segment)
                )
                upright = (first, last) if ccw else (last, first)
                _draw(surface, (floor[0], roof[0]), upright, (segment.sweep(start), height))
                face = _bare_face(surface, wire if ccw else wire.Reversed())
                walls.append(face if ccw else face.Reversed())
            case _:
                assert_never(segment)
    return walls


def _draw(
    surface: Geom_CylindricalSurface,
    rounds: tuple[Shape, Shape],
    uprights: tuple[Shape, Shape],
    size: tuple[float, float],
) -> None:
    """Give four edges their straight lines on an unrolled cylinder of sweep × height."""
    sweep, height = size
    here = TopLoc_Location()
    for edge, v in zip(rounds, (0.0, height), strict=True):
        line = Geom2d_Line(gp_Pnt2d(0, v), gp_Dir2d(1, 0))
        _BUILDER.UpdateEdge(TopoDS.Edge_s(edge), line, surface, here, TOLERANCE)
    for edge, u in zip(uprights, (0.0, sweep), strict=True):
        line = Geom2d_Line(gp_Pnt2d(u, 0), gp_Dir2d(0, 1))
        _BUILDER.UpdateEdge(TopoDS.Edge_s(edge), line, surface, here, TOLERANCE)


def strips(around: Around, z: float, cuts: Seams, mouths: Mouths) -> list[Shape]:
    """The face within edges, looking up, cut along seams that neighbours share."""
    wires: list[list[Shape]] = [[] for _ in range(len(cuts.at) + 1)]
    for wire, box in mouths:
        wires[bisect(cuts.at, cuts.along(box.centre))].append(wire)
    left = [(cuts.along(place), vertex, edge) for place, vertex, edge in around]
    faces = []
    for at, inner in zip(cuts.at, wires, strict=False):
        first, second = (index for index, (along, _, _) in enumerate(left) if along == at)
        one, two = left[first:second], left[second:] + left[:first]
        below, above = (one, two) if one[1][0] < at else (two, one)
        seam = _edge(above[0][1], below[0][1])
        faces.append(level_face(z, wire_of([*(edge for *_, edge in below), seam]), *inner))
        left = [*above, (at, below[0][1], seam.Reversed())]
    return [*faces, level_face(z, wire_of([edge for *_, edge in left]), *wires[-1])]


def _vertex(place: Point, z: float) -> Shape:
    return BRepBuilderAPI_MakeVertex(gp_Pnt(place.x, place.y, z)).Vertex()


def _edge(tail: Shape, head: Shape) -> Shape:
    return BRepBuilderAPI_MakeEdge(tail, head).Edge()


def _frame(start: Point, arc: Arc, z: float) -> gp_Ax3:
    """The upright frame at an arc's centre whose x axis shows where the arc begins when ccw."""
    centre, first = arc.centre(start), start if arc.ccw else arc.end
    along = gp_Dir(first.x - centre.x, first.y - centre.y, 0)
    return gp_Ax3(gp_Pnt(centre.x, centre.y, z), UP, along)


def _bend(start: Point, arc: Arc) -> float:
    """The radius that fits the arc's ends: half a turn may be rounded to less than its chord."""
    return arc.centre(start).distance(start)


def _arc_edge(start: Point, arc: Arc, z: float, tail: Shape, head: Shape) -> Shape:
    round_ = Geom_Circle(_frame(start, arc, z).Ax2(), _bend(start, arc))
    ends = (tail, head) if arc.ccw else (head, tail)
    edge = BRepBuilderAPI_MakeEdge(round_, *ends, 0.0, arc.sweep(start)).Edge()
    return edge if arc.ccw else edge.Reversed()


def wire_of(edges: Iterable[Shape]) -> TopoDS_Wire:
    """The closed wire of edges in their order."""
    wire = TopoDS_Wire()
    _BUILDER.MakeWire(wire)
    for edge in edges:
        _BUILDER.Add(wire, edge)
    wire.Closed(True)
    return wire


def _bare_face(surface: Shape, *wires: Shape) -> TopoDS_Face:
    face = TopoDS_Face()
    _BUILDER.MakeFace(face, surface, TOLERANCE)
    for wire in wires:
        _BUILDER.Add(face, wire)
    return face


def level_face(z: float, *wires: Shape) -> TopoDS_Face:
    """A level face that looks up: its outer wire, counter-clockwise, then inner ones."""
    return _bare_face(Geom_Plane(gp_Pnt(0, 0, z), UP), *wires)


def closed(faces: Iterable[Shape]) -> TopoDS_Solid:
    """The solid within faces that look out of it and leave no gap."""
    shell, body = TopoDS_Shell(), TopoDS_Solid()
    _BUILDER.MakeShell(shell)
    for face in faces:
        _BUILDER.Add(shell, face)
    shell.Closed(True)
    _BUILDER.MakeSolid(body)
    _BUILDER.Add(body, shell)
    return body


def together(solids: Iterable[Shape]) -> TopoDS_Compound:
    """Solids that lie apart, as one shape."""
    whole = TopoDS_Compound()
    _BUILDER.MakeCompound(whole)
    for each in solids:
        _BUILDER.Add(whole, each)
    return whole
