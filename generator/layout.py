"""Where metal is taken away: marks in millimetres, on one side of one plate.

A format knows these three shapes and six roles, and no alphabet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias, assert_never

from generator.geometry import Path, Point, Rect, Size, Vec


class Role(Enum):
    """What a mark is for; it decides SVG group, DXF layer and the order of machining."""

    OUTLINE = "outline"
    """The edge of the plate, cut through."""
    HOLE = "hole"
    """A hole right through the plate."""
    GUIDE = "guide"
    """Where a mark may go: thin, unlike any mark in shape."""
    LEGEND = "legend"
    """Fixed public markings."""
    FIDUCIAL = "fiducial"
    """Fixed public marks that give position or orientation."""
    MARK = "mark"
    """The secret itself."""


CUT_THROUGH = (Role.OUTLINE, Role.HOLE)
"""What goes right through the metal."""

CUT_FROM = "front"
"""The side in whose file a machine finds that: who runs the files of both would cut it twice."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How deep a mark goes into the face.

    `depth` in millimetres from the face to the deepest point; 0 is on the surface only, which a
    solid does not show; the plate's thickness is a through hole.
    `point_deg` is the included angle of a round pocket's floor: 180 is flat, less is a cone, whose
    tip is at `depth`.
    """

    depth: float
    point_deg: float = 180.0


SURFACE = Cut(0.0)
"""On the face only; also what every mark looks like in a file without a third dimension."""


@dataclass(frozen=True, slots=True, repr=False)
class Dot:
    """A round mark: punch blow, drilled pocket or through hole. `diameter` at the face."""

    role: Role
    centre: Point
    diameter: float
    cut: Cut = SURFACE

    def box(self) -> Rect:
        return Rect(self.centre.x, self.centre.y, self.centre.x, self.centre.y).grown(
            self.diameter / 2
        )


@dataclass(frozen=True, slots=True, repr=False)
class Stroke:
    """A centre line followed by a round tool of `width` millimetres.

    On stock, an edge that is cut along part of its way is a stroke of role OUTLINE without width:
    the line is the edge, and how wide the beam is there is the machine's business.
    """

    role: Role
    path: Path
    width: float
    cut: Cut = SURFACE

    def box(self) -> Rect:
        return self.path.box().grown(self.width / 2)


@dataclass(frozen=True, slots=True, repr=False)
class Area:
    """A closed outline, counter-clockwise, less closed holes in it, clockwise."""

    role: Role
    outline: Path
    holes: tuple[Path, ...] = ()
    cut: Cut = SURFACE

    def box(self) -> Rect:
        return self.outline.box()


Mark: TypeAlias = Dot | Stroke | Area


@dataclass(frozen=True, slots=True, repr=False)
class Layout:
    """One side of one plate, seen looking at that side, marks in reading order.

    The outline is among the marks (role OUTLINE, lower left corner of its box at the datum); a set
    of pieces on one sheet has one for each, side by side, and the datum is that of them all.
    The back is what one sees after turning the plate over like a page, about its vertical axis:
    a through hole at x on the front stands at width − x on the back.
    With `stock` it is a drawing of what lies on the machine instead, in which plates are nested or
    one is worked on again: the datum is the lower left corner of the stock, everything lies on it,
    and outlines may be missing, or open strokes that leave tabs and share cuts.
    """

    side: str
    """`front` or `back`."""
    thickness: float
    """Of the plate, in millimetres."""
    marks: tuple[Mark, ...]
    stock: Size | None = None

    def of(self, role: Role) -> tuple[Mark, ...]:
        """The marks of one role, in order."""
        return tuple(mark for mark in self.marks if mark.role is role)


def cut_once(layout: Layout) -> Layout:
    """The layout less what goes right through, unless that is cut from this side."""
    if layout.side == CUT_FROM:
        return layout
    return replace(layout, marks=tuple(m for m in layout.marks if m.role not in CUT_THROUGH))


def placed(mark: Mark, by: Vec, quarters: int = 0) -> Mark:
    """The mark turned about the datum by quarter turns, then displaced, in whole micrometres."""
    match mark:
        case Dot():
            centre = Path(mark.centre, ()).placed(by, quarters).start
            return Dot(mark.role, centre, mark.diameter, mark.cut)
        case Stroke():
            return Stroke(mark.role, mark.path.placed(by, quarters), mark.width, mark.cut)
        case Area():
            holes = tuple(hole.placed(by, quarters) for hole in mark.holes)
            return Area(mark.role, mark.outline.placed(by, quarters), holes, mark.cut)
        case _:
            assert_never(mark)


@dataclass(frozen=True, slots=True, repr=False)
class Face:
    """One side as a file shows it: marks in the same frame as a `Layout`, in any order."""

    marks: tuple[Mark, ...]
