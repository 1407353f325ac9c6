"""Plates as solids of the Open CASCADE kernel, built face by face without booleans.

With `kernel` the only module that imports OCP or CadQuery. Importing it costs a second and 290 MB,
so import it where a solid is asked for.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, assert_never

from OCP.BRepAdaptor import BRepAdaptor_Surface
from OCP.BRepBuilderAPI import (
    BRepBuilderAPI_MakeFace,
    BRepBuilderAPI_MakePolygon,
)
from OCP.BRepPrimAPI import BRepPrimAPI_MakeRevol
from OCP.GeomAbs import GeomAbs_SurfaceType
from OCP.gp import gp_Ax1, gp_Dir, gp_Pnt, gp_Trsf, gp_Vec
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
from OCP.TopoDS import TopoDS

from generator.errors import OutputError
from generator.geometry import Rect
from generator.kernel import (
    TOLERANCE,
    UP,
    Mouths,
    Shape,
    closed,
    level_face,
    rim,
    strips,
    together,
    walls,
    wire_of,
)
from generator.layout import Area, Cut, Dot, Layout, Role
from generator.pockets import (
    Plate,
    Pocket,
    alike,
    at_origin,
    cone_height,
    plates,
    standing,
    sunk,
    turned,
)
from generator.strips import seams

_HERE = gp_Trsf()
"""No displacement."""


def solid(layouts: Sequence[Layout]) -> Shape:
    """The plate as one `TopoDS_Solid`: top face at z = 0, bottom at z = -thickness.

    Of a set a `TopoDS_Compound` with a solid for each piece. The back's layout stands as seen after
    turning the plate over about its vertical axis. Pockets must be disjoint and inside their
    outline, which `rules` checks. Raises `RuleError` as `pockets.plates` does.
    """
    tools = _Tools()
    solids = [_solid(made, tools) for made in plates(layouts)]
    return solids[0] if len(solids) == 1 else together(solids)


def plate_solid(made: Plate) -> Shape:
    """The same of one plate; its holes may end in the floor of a pocket of the back."""
    return _solid(made, _Tools())


def _solid(made: Plate, tools: _Tools) -> Shape:
    turn = _turn_over(made)
    into = sunk(made)
    holes = [
        (pocket, tools.placed(_less(pocket, made.back[into[at]]) if at in into else pocket, _HERE))
        for at, pocket in enumerate(made.through)
    ]
    top = _side(made.front, [(p, tool.mouth) for p, tool in holes], tools, _HERE)
    behind = []
    floors: dict[int, list[Shape]] = defaultdict(list)
    for at, (pocket, tool) in enumerate(holes):
        if at in into:
            floors[into[at]].append(tool.bottom.Reversed())
        else:
            behind.append((turned(pocket, made.width), tool.bottom.Reversed()))
    bottom = _side(made.back, behind, tools, turn, floors)
    bores = (face for _, tool in holes for face in tool.faces)
    return closed([*_slab(made, top, bottom), *top.faces, *bores, *bottom.faces])


def cadquery_solid(layouts: Sequence[Layout]) -> Any:
    """The same plate as a `cadquery.Solid`, to go on designing with; of a set a `Compound`."""
    import cadquery  # 3.6 s and 460 MB

    return cadquery.Shape.cast(solid(layouts))


def part21(shape: Shape) -> bytes:
    """The STEP file (AP214, millimetres, no parameter curves) that the kernel writes of a shape.

    Its header tells the time and its product name counts: `formats.step` replaces both.
    """
    Message.DefaultMessenger_s().ChangePrinters().Clear()  # it talks on stdout
    STEPControl_Controller.Init_s()
    Interface_Static.SetCVal_s("write.step.schema", "AP214IS")
    Interface_Static.SetCVal_s("write.step.unit", "MM")
    Interface_Static.SetIVal_s("write.surfacecurve.mode", 0)
    Interface_Static.SetIVal_s("write.step.assembly", 0)  # a set is one product with many solids
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


@dataclass(frozen=True, slots=True)
class _Side:
    """What one large face carries itself, and all faces behind it and on its islands."""

    mouths: Mouths
    faces: list[Shape]


def _less(hole: Pocket, pocket: Pocket) -> Pocket:
    """A hole that ends in the floor of a pocket."""
    return replace(hole, cut=Cut(hole.cut.depth - pocket.cut.depth))


def _side(
    blind: Sequence[Pocket],
    holes: Sequence[tuple[Pocket, Shape]],
    tools: _Tools,
    into: gp_Trsf,
    floors: Mapping[int, Sequence[Shape]] = MappingProxyType({}),
) -> _Side:
    """Pockets of one side, moved from its own frame into the plate's, where holes' mouths are.

    A mouth belongs to what its pocket stands on: an island's top face, or the large face; `floors`
    are the mouths in the floors of pockets.
    """
    pockets = [*blind, *(pocket for pocket, _ in holes)]
    boxes, under = [pocket.box() for pocket in pockets], standing(pockets)
    bearing = {island[0] for island in under if island is not None}
    # What stands on an island is smaller than its pocket, so its mouth is there first.
    order = sorted(bearing, key=lambda at: boxes[at].width * boxes[at].height)
    carried: dict[tuple[int, int] | None, Mouths] = defaultdict(list)
    faces: list[Shape] = []
    here = TopLoc_Location(into)
    away = here.Inverted()
    for at in (*(at for at in range(len(pockets)) if at not in bearing), *order):
        pocket = pockets[at]
        if at >= len(blind):
            mouth = holes[at - len(blind)][1]
        elif (at in bearing or at in floors) and isinstance(pocket, Area):
            on = [
                [(wire.Moved(away), box) for wire, box in carried[at, number]]
                for number in range(len(pocket.holes))
            ]
            bores = [wire.Moved(away) for wire in floors.get(at, ())]
            tool = _flat_tool(pocket, on, bores).moved(here)
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
    if rise > depth - TOLERANCE:
        del profile[2]
    polygon = BRepBuilderAPI_MakePolygon()
    for x, z in profile:
        polygon.Add(gp_Pnt(x, 0, z))
    polygon.Close()
    face = BRepBuilderAPI_MakeFace(polygon.Wire()).Face()
    turned = BRepPrimAPI_MakeRevol(face, gp_Ax1(gp_Pnt(0, 0, 0), UP)).Shape()
    mouth, bottom, faces = None, None, []
    for part in _parts(turned, TopAbs_ShapeEnum.TopAbs_FACE):
        level = _level(part)
        if level is not None and abs(level) < TOLERANCE:
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


def _flat_tool(area: Area, carried: Sequence[Mouths], bores: Sequence[Shape] = ()) -> _Tool:
    """A pocket or hole with upright walls, its mouth on z = 0; tops of islands are its own.

    `carried` are the mouths on each of the islands, `bores` those in the floor.
    """
    depth = area.cut.depth
    low, high = rim(area.outline, -depth), rim(area.outline, 0.0)
    faces = [wall.Reversed() for wall in walls(area.outline, low, high, depth)]
    mouth, bottoms, tops = wire_of(high.edges).Reversed(), [wire_of(low.edges)], []
    if area.role is Role.HOLE:
        return _Tool(mouth, bottoms[0].Reversed(), tuple(faces))
    for path, mouths in zip(area.holes, carried, strict=True):
        cuts = seams(path, [box for _, box in mouths])
        low, high = rim(path, -depth), rim(path, 0.0, cuts)
        faces += (wall.Reversed() for wall in walls(path, low, high, depth))
        bottoms.append(wire_of(low.edges))
        tops += strips(high.around_inside(), 0.0, cuts, mouths)
    return _Tool(mouth, None, (*faces, level_face(-depth, *bottoms, *bores), *tops))


def _slab(made: Plate, top: _Side, bottom: _Side) -> list[Shape]:
    under = [(wire.Reversed(), _across(box, made.width)) for wire, box in bottom.mouths]
    above = seams(made.outline, [box for _, box in top.mouths])
    below = seams(made.outline, [box for _, box in under])
    low, high = rim(made.outline, -made.thickness, below), rim(made.outline, 0.0, above)
    return [
        *walls(made.outline, low, high, made.thickness),
        *strips(high.around(), 0.0, above, top.mouths),
        *(face.Reversed() for face in strips(low.around(), -made.thickness, below, under)),
    ]


def _turn_over(made: Plate) -> gp_Trsf:
    """Half a turn about the plate's vertical centre line: the back's frame into the front's."""
    turn = gp_Trsf()
    centre = gp_Pnt(made.width / 2, 0, -made.thickness / 2)
    turn.SetMirror(gp_Ax1(centre, gp_Dir(0, 1, 0)))
    return turn


def _across(box: Rect, width: float) -> Rect:
    return Rect(width - box.right, box.bottom, width - box.left, box.top)
