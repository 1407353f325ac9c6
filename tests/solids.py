"""Plates to build as solids, and what a foreign kernel says of them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from generator.geometry import (
    Arc,
    Line,
    Path,
    Point,
    Rect,
    Size,
    circle,
    polygon,
    rounded_rectangle,
)
from generator.layout import Area, Cut, Dot, Layout, Mark, Role, Stroke

Shape: TypeAlias = Any
"""A shape of the kernel, which carries no types."""

THICK = 2.0
FLAT, CONE, TIP = Cut(0.5), Cut(0.8, 118.0), Cut(0.5, 90.0)
THROUGH = Cut(THICK)


def outline(radius: float = 0.0, size: Size = Size(40, 20)) -> Area:  # noqa: B008  frozen
    """The edge of a plate."""
    return Area(Role.OUTLINE, rounded_rectangle(size, radius), (), THROUGH)


def dots(count: int, cut: Cut, role: Role = Role.MARK, diameter: float = 1.0) -> tuple[Dot, ...]:
    """Marks in rows of ten, three millimetres apart."""
    return tuple(
        Dot(role, Point(4 + 3.1 * (at % 10), 4 + 3 * (at // 10)).rounded(), diameter, cut)
        for at in range(count)
    )


def strokes(*paths: Path, width: float = 0.4) -> tuple[Stroke, ...]:
    """Legend grooves 0.3 mm deep."""
    return tuple(Stroke(Role.LEGEND, path, width, Cut(0.3)) for path in paths)


def line(*points: tuple[float, float]) -> Path:
    """Straight steps from point to point."""
    start, *others = (Point(x, y) for x, y in points)
    return Path(start, tuple(Line(end) for end in others))


LETTER_A = (line((5, 5), (7, 11), (9, 5)), line((5.667, 7), (8.333, 7)))
LETTER_P = (
    Path(
        Point(12, 5),
        (
            Line(Point(12, 11)),
            Line(Point(14, 11)),
            Arc(Point(15.5, 9.5), 1.5, ccw=False),
            Arc(Point(14, 8), 1.5, ccw=False),
            Line(Point(12, 8)),
        ),
    ),
)


def disc(x: float, y: float, diameter: float = 18.0) -> Dot:
    """The edge of a round piece."""
    return Dot(Role.OUTLINE, Point(x, y), diameter, THROUGH)


def washers(side: str, *middles: float) -> Layout:
    """Round pieces with a hole, a pocket and a groove each, all of them in a row."""
    marks: list[Mark] = []
    for x in middles:
        marks += [disc(x, 9), Dot(Role.HOLE, Point(x, 9), 6.4, THROUGH)]
        marks += [Dot(Role.MARK, Point(x, 15), 1.0, FLAT), *strokes(line((x - 1, 3), (x + 1, 3)))]
    return Layout(side, THICK, tuple(marks))


RING = circle(Point(20, 10), 2)
FRAME = Area(
    Role.FIDUCIAL,
    polygon((Point(30, 5), Point(36, 5), Point(36, 11), Point(30, 11))),
    (
        polygon((Point(31, 6), Point(31, 10), Point(35, 10), Point(35, 6))),
        circle(Point(30.5, 10.5), 0.2).reversed(),
    ),
    Cut(0.4),
)
SLOT = Area(
    Role.HOLE,
    Path(
        Point(10, 15),
        (
            Line(Point(14, 15)),
            Arc(Point(14, 17), 1.0, ccw=True),
            Line(Point(10, 17)),
            Arc(Point(10, 15), 1.0, ccw=True),
        ),
    ),
    (),
    THROUGH,
)
MANY = tuple(
    Dot(Role.MARK, Point(2 + 1.2 * (at % 30), 2 + 1.2 * (at // 30)).rounded(), 0.6, Cut(0.2))
    for at in range(400)
)


def front(*marks: Mark) -> Layout:
    """The front of a plate with these marks."""
    return Layout("front", THICK, marks)


def frame(left: float, bottom: float, size: float, web: float = 0.5) -> Area:
    """A square groove with a square island."""
    low, right, top = (left + web, bottom + web), left + size, bottom + size
    return Area(
        Role.FIDUCIAL,
        polygon(
            (Point(left, bottom), Point(right, bottom), Point(right, top), Point(left, top)),
        ),
        (
            polygon(
                (
                    Point(*low),
                    Point(low[0], top - web),
                    Point(right - web, top - web),
                    Point(right - web, low[1]),
                )
            ),
        ),
        Cut(0.4),
    )


NESTED: tuple[Mark, ...] = (
    frame(2, 2, 16),
    frame(4, 4, 6),
    frame(5, 5, 4),
    Dot(Role.MARK, Point(7, 7), 1.0, CONE),
    Dot(Role.HOLE, Point(14, 14), 1.0, THROUGH),
    *strokes(circle(Point(14, 7), 2)),
    Dot(Role.MARK, Point(14, 7), 1.0, FLAT),
)
"""Pockets on islands of pockets, five deep, and a hole through one of the islands."""

PLATES: dict[str, tuple[Layout, ...]] = {
    "bare": (front(outline()),),
    "round corners": (front(outline(3.0)),),
    "flat": (front(outline(), *dots(12, FLAT)),),
    "cones": (front(outline(), *dots(12, CONE)),),
    "bare cones": (front(outline(), *dots(12, TIP)),),
    "holes": (front(outline(3.0), *dots(12, THROUGH, Role.HOLE)),),
    "letters": (front(outline(), *strokes(*LETTER_A, *LETTER_P)),),
    "ring": (front(outline(3.0), *strokes(RING), FRAME),),
    "slot": (front(outline(), SLOT, *dots(3, CONE)),),
    "surface": (front(outline(), Dot(Role.GUIDE, Point(5, 5), 1.0), *dots(3, FLAT)),),
    "many": (front(outline(), *MANY),),
    "nested": (front(outline(), *NESTED),),
    "nested on both sides": (
        front(outline(), *NESTED),
        Layout(
            "back",
            THICK,
            (outline(), *NESTED[:4], Dot(Role.HOLE, Point(26, 14), 1.0, THROUGH), frame(24, 12, 4)),
        ),
    ),
    "back alone": (Layout("back", THICK, (outline(3.0), *dots(3, CONE))),),
    "two sides": (
        front(outline(3.0), Dot(Role.HOLE, Point(4, 4), 1.0, THROUGH), *strokes(*LETTER_A), FRAME),
        Layout(
            "back",
            THICK,
            (
                outline(3.0),
                Dot(Role.HOLE, Point(36, 4), 1.0, THROUGH),
                Dot(Role.MARK, Point(4, 10), 1.2, CONE),
                *strokes(*LETTER_P),
            ),
        ),
    ),
}


# -------------------------------------------------------------------------- what the kernel says


def parts(shape: Shape, kind: str) -> list[Shape]:
    """The faces, shells or solids of a shape."""
    from OCP.TopAbs import TopAbs_ShapeEnum
    from OCP.TopExp import TopExp_Explorer

    explorer, found = TopExp_Explorer(shape, getattr(TopAbs_ShapeEnum, f"TopAbs_{kind}")), []
    while explorer.More():
        found.append(explorer.Current())
        explorer.Next()
    return found


def surfaces(shape: Shape) -> Counter[str]:
    """How many faces there are of each kind of surface."""
    from OCP.BRepAdaptor import BRepAdaptor_Surface
    from OCP.TopoDS import TopoDS

    kinds = (BRepAdaptor_Surface(TopoDS.Face_s(f)).GetType() for f in parts(shape, "FACE"))
    return Counter(kind.name.removeprefix("GeomAbs_") for kind in kinds)


def kernel_volume(shape: Shape) -> float:
    """Cubic millimetres."""
    from OCP.BRepGProp import BRepGProp
    from OCP.GProp import GProp_GProps

    found = GProp_GProps()
    BRepGProp.VolumeProperties_s(shape, found)
    return float(found.Mass())


def extent(shape: Shape) -> tuple[float, ...]:
    """Least x, y, z, then largest."""
    from OCP.Bnd import Bnd_Box
    from OCP.BRepBndLib import BRepBndLib

    box = Bnd_Box()
    BRepBndLib.AddOptimal_s(shape, box, False, False)
    return tuple(float(value) for value in box.Get())


def sound(shape: Shape, solids: int = 1) -> bool:
    """Whether the kernel finds so many valid solids with a closed shell each."""
    from OCP.BRep import BRep_Tool
    from OCP.BRepCheck import BRepCheck_Analyzer

    shells = parts(shape, "SHELL")
    return (
        len(parts(shape, "SOLID")) == len(shells) == solids
        and all(BRep_Tool.IsClosed_s(shell) for shell in shells)
        and bool(BRepCheck_Analyzer(shape).IsValid())
    )


def kernel_read(data: bytes) -> Shape:
    """The shape that the kernel reads from a STEP file, in millimetres."""
    from OCP.IFSelect import IFSelect_ReturnStatus
    from OCP.STEPControl import STEPControl_Reader

    reader = STEPControl_Reader()
    assert reader.ReadStream("plate", io.BytesIO(data)) == IFSelect_ReturnStatus.IFSelect_RetDone
    reader.TransferRoots()
    return reader.OneShape()


# --------------------------------------------------------------------------- comparing two views


def same_marks(ones: Iterable[Mark], others: Iterable[Mark]) -> bool:
    """Whether each mark has its like among the others, however its loops begin."""
    left = list(others)
    for one in ones:
        like = next((other for other in left if same_mark(one, other)), None)
        if like is None:
            return False
        left.remove(like)
    return not left


def same_mark(one: Mark, other: Mark) -> bool:
    """Whether two marks are equal but for a nanometre and the start of their loops."""
    if isinstance(one, Dot) and isinstance(other, Dot):
        return one == other
    if not isinstance(one, Area) or not isinstance(other, Area) or one.cut != other.cut:
        return False
    islands = list(other.holes)
    for hole in one.holes:
        like = next((island for island in islands if same_loop(hole, island)), None)
        if like is None:
            return False
        islands.remove(like)
    return one.role is other.role and same_loop(one.outline, other.outline) and not islands


def same_loop(one: Path, other: Path) -> bool:
    """Whether two closed paths take the same steps, wherever they begin."""
    steps, likes = list(one.steps()), list(other.steps())
    return len(steps) == len(likes) and any(
        all(
            a.distance(b) < 1e-6 and same_step(s, t)
            for (a, s), (b, t) in zip(steps, likes[turn:] + likes[:turn], strict=True)
        )
        for turn in range(len(likes))
    )


def same_step(one: Line | Arc, other: Line | Arc) -> bool:
    """Whether two steps end in one place and bend alike."""
    if isinstance(one, Arc) and isinstance(other, Arc):
        alike = one.ccw == other.ccw and abs(one.radius - other.radius) < 1e-6
        return alike and one.end.distance(other.end) < 1e-6
    return type(one) is type(other) and one.end.distance(other.end) < 1e-6


def box_of(layouts: Sequence[Layout]) -> Rect:
    """The box of a plate's outline, or of those of a set."""
    return Rect.around(edge.box() for edge in layouts[0].of(Role.OUTLINE))
