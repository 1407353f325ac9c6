"""Plates as solids of the Open CASCADE kernel, built face by face without booleans.

The only module that imports OCP or CadQuery. Importing it costs a second and 290 MB, so import it
where a solid is asked for; the kernel comes without types, hence `Shape`.
"""

from __future__ import annotations

import io
import itertools
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from OCP.BRep import BRep_Builder
from OCP.BRepAdaptor import BRepAdaptor_Surface
from OCP.BRepBuilderAPI import (
    BRepBuilderAPI_MakeEdge,
    BRepBuilderAPI_MakeFace,
    BRepBuilderAPI_MakePolygon,
    BRepBuilderAPI_MakeVertex,
)
from OCP.BRepPrimAPI import BRepPrimAPI_MakeRevol
from OCP.Geom import Geom_Circle, Geom_CylindricalSurface, Geom_Plane
from OCP.Geom2d import Geom2d_Line
from OCP.GeomAbs import GeomAbs_SurfaceType
from OCP.gp import gp_Ax1, gp_Ax3, gp_Dir, gp_Dir2d, gp_Pnt, gp_Pnt2d, gp_Trsf, gp_Vec
from OCP.IFSelect import IFSelect_ReturnStatus
from OCP.Interface import Interface_Static
from OCP.Message import Message
from OCP.STEPControl import (
    STEPControl_Controller,
    STEPControl_StepModelType,
    STEPControl_Writer,
)
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp_Explorer
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import TopoDS, TopoDS_Face, TopoDS_Shell, TopoDS_Solid, TopoDS_Wire

from generator.errors import OutputError
from generator.geometry import Arc, Line, Path, Point, Rect
from generator.layout import Area, Dot, Layout, Role
from generator.pockets import (
    Plate,
    Pocket,
    alike,
    at_origin,
    cone_height,
    plate,
    standing,
    turned,
)
from generator.strips import UNCUT, Seams, seams, stops

Shape: TypeAlias = Any
"""A shape of the kernel."""

_TOLERANCE = 1e-7
_BUILDER = BRep_Builder()
_UP = gp_Dir(0, 0, 1)


def solid(layouts: Sequence[Layout]) -> Shape:
    """The plate as one `TopoDS_Solid`: top face at z = 0, bottom at z = -thickness.

    The back's layout stands as seen after turning the plate over about its vertical axis. Pockets
    must be disjoint and inside the outline, which `rules` checks. Raises `RuleError` as
    `pockets.plate` does.
    """
    made = plate(layouts)
    tools, turn = _Tools(), _turn_over(made)
    holes = [(pocket, tools.placed(pocket, gp_Trsf())) for pocket in made.through]
    top = _side(made.front, [(p, tool.mouth) for p, tool in holes], tools, gp_Trsf())
    behind = [(turned(p, made.width), tool.bottom.Reversed()) for p, tool in holes]
    bottom = _side(made.back, behind, tools, turn)
    walls = (face for _, tool in holes for face in tool.faces)
    return _closed([*_slab(made, top, bottom), *top.faces, *walls, *bottom.faces])


def cadquery_solid(layouts: Sequence[Layout]) -> Any:
    """The same plate as a `cadquery.Solid`, to go on designing with."""
    from cadquery import Solid  # 3.6 s and 460 MB

    return Solid(solid(layouts))


def part21(shape: Shape) -> bytes:
    """The STEP file (AP214, millimetres, no parameter curves) that the kernel writes of a solid.

    Its header tells the time and its product name counts: `formats.step` replaces both.
    """
    Message.DefaultMessenger_s().ChangePrinters().Clear()  # it talks on stdout
    STEPControl_Controller.Init_s()
    Interface_Static.SetCVal_s("write.step.schema", "AP214IS")
    Interface_Static.SetCVal_s("write.step.unit", "MM")
    Interface_Static.SetIVal_s("write.surfacecurve.mode", 0)
    writer = STEPControl_Writer()
    stream = io.BytesIO()
    writer.Transfer(shape, STEPControl_StepModelType.STEPControl_ManifoldSolidBrep)
    if writer.WriteStream(stream) != IFSelect_ReturnStatus.IFSelect_RetDone:
        raise OutputError("the CAD kernel could not write this solid as STEP")
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Tool:
    """What a pocket adds to a solid: inner wires for faces that look up, and its own faces."""

    mouth: Shape
    bottom: Shape
    """Of a through hole; of a blind pocket nothing."""
    faces: tuple[Shape, ...]

    def moved(self, at: TopLoc_Location) -> _Tool:
        bottom = self.bottom.Moved(at) if self.bottom is not None else None
        return _Tool(self.mouth.Moved(at), bottom, tuple(face.Moved(at) for face in self.faces))


class _Tools:
    """Tools by shape; each is made once, copies are displaced."""

    def __init__(self) -> None:
        self._made: dict[Pocket, _Tool] = {}

    def placed(self, pocket: Pocket, into: gp_Trsf) -> _Tool:
        """The tool of a pocket, moved to its place and then into the plate's frame."""
        start, shape = at_origin(pocket)
        key = alike(shape)
        if key not in self._made:
            self._made[key] = _tool(shape)
        place = gp_Trsf()
        place.SetTranslation(gp_Vec(start.x, start.y, 0))
        return self._made[key].moved(TopLoc_Location(into.Multiplied(place)))


_Mouths: TypeAlias = list[tuple[Shape, Rect]]
"""Inner wires of one level face, for a face that looks out, with boxes in the side's own frame."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What one large face carries itself, and all faces behind it and on its islands."""

    mouths: _Mouths
    faces: list[Shape]


def _side(
    blind: Sequence[Pocket], holes: Sequence[tuple[Pocket, Shape]], tools: _Tools, into: gp_Trsf
) -> _Side:
    """Pockets of one side, moved from its own frame into the plate's, where holes' mouths are.

    A mouth belongs to what its pocket stands on: an island's top face, or the large face.
    """
    pockets = [*blind, *(pocket for pocket, _ in holes)]
    boxes, under = [pocket.box() for pocket in pockets], standing(pockets)
    bearing = {island[0] for island in under if island is not None}
    # What stands on an island is smaller than its pocket, so its mouth is there first.
    order = sorted(bearing, key=lambda at: boxes[at].width * boxes[at].height)
    carried: dict[tuple[int, int] | None, _Mouths] = defaultdict(list)
    faces: list[Shape] = []
    here, away = TopLoc_Location(into), TopLoc_Location(into).Inverted()
    for at in (*(at for at in range(len(pockets)) if at not in bearing), *order):
        pocket = pockets[at]
        if at >= len(blind):
            mouth = holes[at - len(blind)][1]
        elif at in bearing and isinstance(pocket, Area):
            on = [
                [(wire.Moved(away), box) for wire, box in carried[at, number]]
                for number in range(len(pocket.holes))
            ]
            tool = _flat_tool(pocket, on).moved(here)
            mouth = tool.mouth
            faces += tool.faces
        else:
            tool = tools.placed(pocket, into)
            mouth = tool.mouth
            faces += tool.faces
        carried[under[at]].append((mouth, boxes[at]))
    return _Side(carried[None], faces)


def _tool(pocket: Pocket) -> _Tool:
    match pocket:
        case Dot():
            return _round_tool(pocket)
        case Area():
            return _flat_tool(pocket, [[] for _ in pocket.holes])
        case _:
            assert_never(pocket)


def _round_tool(dot: Dot) -> _Tool:
    """A pocket or hole turned from its half profile, its mouth on z = 0."""
    radius, depth, through = dot.diameter / 2, dot.cut.depth, dot.role is Role.HOLE
    rise = 0.0 if through else cone_height(dot)
    profile = [(0.0, 0.0), (0.0, -depth), (radius, min(0.0, rise - depth)), (radius, 0.0)]
    if rise > depth - _TOLERANCE:
        del profile[2]
    polygon = BRepBuilderAPI_MakePolygon()
    for x, z in profile:
        polygon.Add(gp_Pnt(x, 0, z))
    polygon.Close()
    face = BRepBuilderAPI_MakeFace(polygon.Wire()).Face()
    turned = BRepPrimAPI_MakeRevol(face, gp_Ax1(gp_Pnt(0, 0, 0), _UP)).Shape()
    mouth, bottom, faces = None, None, []
    for part in _parts(turned, TopAbs_ShapeEnum.TopAbs_FACE):
        level = _level(part)
        if level is not None and abs(level) < _TOLERANCE:
            mouth = _parts(part, TopAbs_ShapeEnum.TopAbs_WIRE)[0].Reversed()
        elif level is not None and through:
            bottom = _parts(part, TopAbs_ShapeEnum.TopAbs_WIRE)[0]
        else:
            faces.append(part.Reversed())
    return _Tool(mouth, bottom, tuple(faces))


def _parts(shape: Shape, kind: TopAbs_ShapeEnum) -> list[Shape]:
    explorer, found = TopExp_Explorer(shape, kind), []
    while explorer.More():
        found.append(explorer.Current())
        explorer.Next()
    return found


def _level(face: Shape) -> float | None:
    """The height of a plane face; nothing for other surfaces. A tool's planes are all level."""
    surface = BRepAdaptor_Surface(TopoDS.Face_s(face))
    if surface.GetType() != GeomAbs_SurfaceType.GeomAbs_Plane:
        return None
    return float(surface.Plane().Location().Z())


def _flat_tool(area: Area, carried: Sequence[_Mouths]) -> _Tool:
    """A pocket or hole with upright walls, its mouth on z = 0; tops of islands are its own.

    `carried` are the mouths on each of the islands.
    """
    depth = area.cut.depth
    walls: list[Shape] = []
    lows, tops = [], []
    for path, mouths in zip((area.outline, *area.holes), ([], *carried), strict=True):
        cuts = seams(path, [box for _, box in mouths])
        low, high = _rim(path, -depth), _rim(path, 0.0, cuts)
        walls += (wall.Reversed() for wall in _walls(path, low, high, depth))
        lows.append(_wire(low.edges))
        if path is area.outline:
            mouth = _wire(high.edges).Reversed()
        else:
            tops += _strips(high.around_inside(), 0.0, cuts, mouths)
    if area.role is Role.HOLE:
        return _Tool(mouth, lows[0].Reversed(), tuple(walls))
    return _Tool(mouth, None, (*walls, _face(-depth, *lows), *tops))


def _slab(made: Plate, top: _Side, bottom: _Side) -> list[Shape]:
    under = [(wire.Reversed(), _across(box, made.width)) for wire, box in bottom.mouths]
    above = seams(made.outline, [box for _, box in top.mouths])
    below = seams(made.outline, [box for _, box in under])
    low, high = _rim(made.outline, -made.thickness, below), _rim(made.outline, 0.0, above)
    return [
        *_walls(made.outline, low, high, made.thickness),
        *_strips(high.around(), 0.0, above, top.mouths),
        *(face.Reversed() for face in _strips(low.around(), -made.thickness, below, under)),
    ]


_Round: TypeAlias = list[tuple[Point, Shape, Shape]]
"""The edges of a face in their order, each after the place and vertex that it starts at."""


@dataclass(frozen=True, slots=True)
class _Rim:
    """A closed path at one height: for each of its segments the edges, in direction of travel."""

    sides: tuple[tuple[Shape, ...], ...]
    corners: tuple[Shape, ...]
    """The vertex that each segment starts at."""
    starts: tuple[tuple[Point, Shape], ...]
    """Place and vertex that each edge starts at, sides in a row."""

    @property
    def edges(self) -> list[Shape]:
        return [edge for side in self.sides for edge in side]

    def around(self) -> _Round:
        """Counter-clockwise around what a counter-clockwise path encloses."""
        return [(*start, edge) for start, edge in zip(self.starts, self.edges, strict=True)]

    def around_inside(self) -> _Round:
        """Counter-clockwise around what a clockwise path encloses."""
        ends = [*self.starts[1:], self.starts[0]]
        back = [(*end, edge.Reversed()) for end, edge in zip(ends, self.edges, strict=True)]
        return back[::-1]


def _rim(path: Path, z: float, cuts: Seams = UNCUT) -> _Rim:
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
    return _Rim(tuple(sides), tuple(corners), tuple(starts))


def _walls(path: Path, low: _Rim, high: _Rim, height: float) -> list[Shape]:
    """Upright faces between two rims of one path, looking to its right."""
    ups = [_edge(a, b) for a, b in zip(low.corners, high.corners, strict=True)]
    walls = []
    for (start, segment), floor, roof, first, last in zip(
        path.steps(), low.sides, high.sides, ups, [*ups[1:], ups[0]], strict=True
    ):
        wire = _wire([*floor, last, *(e.Reversed() for e in roof[::-1]), first.Reversed()])
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
        _BUILDER.UpdateEdge(TopoDS.Edge_s(edge), line, surface, here, _TOLERANCE)
    for edge, u in zip(uprights, (0.0, sweep), strict=True):
        line = Geom2d_Line(gp_Pnt2d(u, 0), gp_Dir2d(0, 1))
        _BUILDER.UpdateEdge(TopoDS.Edge_s(edge), line, surface, here, _TOLERANCE)


def _strips(around: _Round, z: float, cuts: Seams, mouths: _Mouths) -> list[Shape]:
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
        faces.append(_face(z, _wire([*(edge for *_, edge in below), seam]), *inner))
        left = [*above, (at, below[0][1], seam.Reversed())]
    return [*faces, _face(z, _wire([edge for *_, edge in left]), *wires[-1])]


def _vertex(place: Point, z: float) -> Shape:
    return BRepBuilderAPI_MakeVertex(gp_Pnt(place.x, place.y, z)).Vertex()


def _edge(tail: Shape, head: Shape) -> Shape:
    return BRepBuilderAPI_MakeEdge(tail, head).Edge()


def _frame(start: Point, arc: Arc, z: float) -> gp_Ax3:
    """The upright frame at an arc's centre whose x axis shows where the arc begins when ccw."""
    centre, first = arc.centre(start), start if arc.ccw else arc.end
    along = gp_Dir(first.x - centre.x, first.y - centre.y, 0)
    return gp_Ax3(gp_Pnt(centre.x, centre.y, z), _UP, along)


def _bend(start: Point, arc: Arc) -> float:
    """The radius that fits the arc's ends: half a turn may be rounded to less than its chord."""
    return arc.centre(start).distance(start)


def _arc_edge(start: Point, arc: Arc, z: float, tail: Shape, head: Shape) -> Shape:
    round_ = Geom_Circle(_frame(start, arc, z).Ax2(), _bend(start, arc))
    ends = (tail, head) if arc.ccw else (head, tail)
    edge = BRepBuilderAPI_MakeEdge(round_, *ends, 0.0, arc.sweep(start)).Edge()
    return edge if arc.ccw else edge.Reversed()


def _wire(edges: Iterable[Shape]) -> TopoDS_Wire:
    wire = TopoDS_Wire()
    _BUILDER.MakeWire(wire)
    for edge in edges:
        _BUILDER.Add(wire, edge)
    wire.Closed(True)
    return wire


def _bare_face(surface: Shape, *wires: Shape) -> TopoDS_Face:
    face = TopoDS_Face()
    _BUILDER.MakeFace(face, surface, _TOLERANCE)
    for wire in wires:
        _BUILDER.Add(face, wire)
    return face


def _face(z: float, *wires: Shape) -> TopoDS_Face:
    """A level face that looks up: its outer wire, counter-clockwise, then inner ones."""
    return _bare_face(Geom_Plane(gp_Pnt(0, 0, z), _UP), *wires)


def _closed(faces: Iterable[Shape]) -> TopoDS_Solid:
    shell, body = TopoDS_Shell(), TopoDS_Solid()
    _BUILDER.MakeShell(shell)
    for face in faces:
        _BUILDER.Add(shell, face)
    shell.Closed(True)
    _BUILDER.MakeSolid(body)
    _BUILDER.Add(body, shell)
    return body


def _turn_over(made: Plate) -> gp_Trsf:
    """Half a turn about the plate's vertical centre line: the back's frame into the front's."""
    turn = gp_Trsf()
    centre = gp_Pnt(made.width / 2, 0, -made.thickness / 2)
    turn.SetMirror(gp_Ax1(centre, gp_Dir(0, 1, 0)))
    return turn


def _across(box: Rect, width: float) -> Rect:
    return Rect(width - box.right, box.bottom, width - box.left, box.top)
