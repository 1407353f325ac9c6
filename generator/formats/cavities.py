"""What was taken away from slabs, told from the faces of the solids that are left."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.errors import ReadError
from generator.formats.part21 import Ref
from generator.formats.solid import NEAR, Barrel, Cone, Face, Plane, Use
from generator.geometry import (
    Arc,
    Line,
    Path,
    Point,
    Rect,
    Segment,
    circle,
    overlapping,
    rounded,
)
from generator.layout import Area, Cut, Dot, Role

Loop: TypeAlias = tuple[Use, ...]
Shown: TypeAlias = Dot | Area


@dataclass(frozen=True, slots=True)
class _Cavity:
    """Faces that hang together once the plate's two large planes are taken away.

    `mouths` are its loops on the top and on the bottom plane, as its own faces travel them: seen
    looking at that plane, openings are counter-clockwise, islands clockwise.
    """

    faces: tuple[Face, ...]
    mouths: tuple[tuple[Loop, ...], tuple[Loop, ...]]

    @property
    def through(self) -> bool:
        return all(self.mouths)


@dataclass(frozen=True, slots=True)
class _Side:
    """How one of the two large planes is looked at, datum at the lower left corner of the whole."""

    index: int
    """0 is the front, 1 the back, in the order of `_Cavity.mouths`."""
    level: float
    frame: Rect
    """Of the plate or of all pieces together, as the file places them."""
    seams: frozenset[Ref]
    """Vertices at the ends of edges between two coplanar faces of this side."""

    def point(self, x: float, y: float) -> Point:
        """A place of the file in this side's frame."""
        across = self.frame.right - x if self.index else x - self.frame.left
        return Point(across, y - self.frame.bottom)


_ANYWHERE = _Side(0, 0.0, Rect(0, 0, 0, 0), frozenset())
"""The front as the file places it."""


@dataclass(frozen=True, slots=True)
class _Slab:
    """One solid taken apart: its two levels, its cavities, and which of these is its edge."""

    levels: tuple[float, float]
    seams: tuple[frozenset[Ref], frozenset[Ref]]
    cavities: tuple[_Cavity, ...]
    edge: _Cavity

    @property
    def frame(self) -> Rect:
        """Of its outline, as the file places it."""
        return _path(self.edge.mouths[0][0], _ANYWHERE).box()


def marks(solids: Iterable[Sequence[Face]]) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """The marks of front and back of one plate, or of all pieces of a set, each in its own frame.

    Raises `ReadError` where the faces of each are no closed slab with upright pockets and holes,
    or where pieces touch or don't lie on one level.
    """
    slabs = [_slab(faces) for faces in solids]
    levels = slabs[0].levels
    if any(math.dist(slab.levels, levels) > NEAR for slab in slabs):
        raise ReadError("the solids in this STEP file are not equally thick and level")
    frames = [slab.frame for slab in slabs]
    if overlapping(frames):
        raise ReadError(f"the {len(slabs)} solids in this STEP file touch; pieces of a set do not")
    whole, thickness = Rect.around(frames), rounded(levels[0] - levels[1])
    front, back = (
        tuple(
            shown
            for slab in slabs
            for shown in _shown(
                slab, _Side(index, levels[index], whole, slab.seams[index]), thickness
            )
        )
        for index in (0, 1)
    )
    return front, back


def _slab(faces: Sequence[Face]) -> _Slab:
    _check_closed(faces)
    heights = [use.begin.z for face in faces for loop in face.loops for use in loop]
    levels = max(heights), min(heights)
    large = tuple(
        tuple(face for face in faces if _is_level(face, level, looks))
        for level, looks in zip(levels, (1.0, -1.0), strict=True)
    )
    taken = {face.ref for side in large for face in side}
    rims = [{use.edge.ref for use in _uses(side)} for side in large]
    cavities = tuple(
        _Cavity(part, (_loops(part, rims[0]), _loops(part, rims[1])))
        for part in _parts([face for face in faces if face.ref not in taken])
    )
    edge = _edge(cavities)
    # A hole is one, and so is each hole in the floor of a recess.
    _check_euler(faces, sum(len(cavity.mouths[0]) for cavity in cavities if cavity.through) - 1)
    return _Slab(levels, (_seams(large[0]), _seams(large[1])), cavities, edge)


def _shown(slab: _Slab, side: _Side, thickness: float) -> tuple[Shown, ...]:
    outline = _path(slab.edge.mouths[side.index][0], side).reversed()
    found = (Area(Role.OUTLINE, outline, (), Cut(thickness)),)
    others = (c for c in slab.cavities if c is not slab.edge and c.mouths[side.index])
    return (*found, *(mark for cavity in others for mark in _marks(cavity, side, thickness)))


def _marks(cavity: _Cavity, side: _Side, thickness: float) -> tuple[Shown, ...]:
    """What one cavity is on a side: a pocket, a hole, or a recess with holes in its floor."""
    floors = [face for face in cavity.faces if not _is_upright(face)]
    if cavity.through and floors:
        return _recessed(cavity, floors, side, thickness)
    return (_mark(cavity, side, thickness),)


def _recessed(
    cavity: _Cavity, floors: Sequence[Face], side: _Side, thickness: float
) -> tuple[Shown, ...]:
    """Of a recess in the back its holes on the front, and the recess itself on the back."""
    if len(floors) != 1 or len(cavity.mouths[1]) != 1 or not isinstance(floors[0].surface, Plane):
        raise ReadError("a through hole in this STEP file is not upright")
    level = floors[0].surface.at.z
    if not _is_level(floors[0], level, -1.0) or len(floors[0].loops) != len(cavity.mouths[0]) + 1:
        raise ReadError("a recess in this STEP file is not open to the back of the plate")
    if side.index == 0:
        cut = Cut(thickness)
        return tuple(
            _opening(Role.HOLE, loop, _path(loop, side), side, cut) for loop in cavity.mouths[0]
        )
    (loop,) = cavity.mouths[1]
    return (_opening(Role.MARK, loop, _path(loop, side), side, Cut(rounded(level - side.level))),)


def _opening(role: Role, loop: Loop, path: Path, side: _Side, cut: Cut) -> Shown:
    """A mouth without islands: round, or of any other form."""
    ring = loop[0].edge.ring
    if ring is None or not _is_round(loop):
        return Area(role, path, (), cut)
    return Dot(
        role, side.point(ring.centre.x, ring.centre.y).rounded(), rounded(2 * ring.radius), cut
    )


def _mark(cavity: _Cavity, side: _Side, thickness: float) -> Shown:
    paths = [(loop, _path(loop, side)) for loop in cavity.mouths[side.index]]
    openings = [(loop, path) for loop, path in paths if path.area() > 0]
    islands = tuple(path for _, path in paths if path.area() <= 0)
    if len(openings) != 1 or (islands and cavity.through):
        raise ReadError("a pocket in this STEP file has no single mouth")
    ((loop, opening),) = openings
    cut = Cut(thickness) if cavity.through else _cut(cavity, side, thickness)
    role = Role.HOLE if cavity.through else Role.MARK
    upright = all(_is_upright(face) for face in cavity.faces)
    if cavity.through and not upright:
        raise ReadError("a through hole in this STEP file is not upright")
    shown = (
        Area(role, opening, islands, cut) if islands else _opening(role, loop, opening, side, cut)
    )
    if isinstance(shown, Area) and cut.point_deg != 180:
        raise ReadError("a pocket in this STEP file has a cone, but its mouth is not round")
    return shown


def _cut(cavity: _Cavity, side: _Side, thickness: float) -> Cut:
    """How deep a blind pocket goes: to its one level floor, or to the tip of its cone."""
    looks = -1.0 if side.index else 1.0
    cones = {face.surface for face in cavity.faces if isinstance(face.surface, Cone)}
    floors = [face for face in cavity.faces if not _is_upright(face) and face.surface not in cones]
    if len(floors) + len(cones) != 1:
        raise ReadError("a pocket in this STEP file has no single floor")
    point_deg = 180.0
    if cones:
        (cone,) = cones
        deepest, looks_out = cone.tip.z, cone.slope * looks > 0
        point_deg = round(math.degrees(2 * math.atan(abs(cone.slope))), 6)
    else:
        deepest = floors[0].loops[0][0].begin.z
        looks_out = _is_level(floors[0], deepest, looks)
    depth = rounded((side.level - deepest) * looks)
    if not looks_out or not 0 < depth < thickness:
        raise ReadError("a pocket in this STEP file is not open to its side of the plate")
    return Cut(depth, point_deg)


def _edge(cavities: Iterable[_Cavity]) -> _Cavity:
    """The faces all around the plate: they run about the top plane clockwise."""
    found = [c for c in cavities if c.through and _path(c.mouths[0][0], _ANYWHERE).area() < 0]
    single = len(found) == 1 and [len(loops) for loops in found[0].mouths] == [1, 1]
    if not single or not all(_is_upright(face) for face in found[0].faces):
        raise ReadError("this STEP file shows no plate: a slab with one upright edge all around")
    return found[0]


# ------------------------------------------------------------------------------------------- loops


def _uses(faces: Iterable[Face]) -> Iterator[Use]:
    return (use for face in faces for loop in face.loops for use in loop)


def _loops(faces: Iterable[Face], rim: set[Ref]) -> tuple[Loop, ...]:
    """The closed loops that faces have in common with one of the large planes."""
    leaving: dict[Ref, Use] = {}
    for use in _uses(faces):
        if use.edge.ref in rim:
            if use.tail in leaving:
                raise ReadError("two mouths in this STEP file touch in a point")
            leaving[use.tail] = use
    loops = []
    while leaving:
        _, use = leaving.popitem()
        loop = [use]
        while loop[-1].head != use.tail:
            following = leaving.pop(loop[-1].head, None)
            if following is None:
                raise ReadError("a mouth in this STEP file does not close")
            loop.append(following)
        loops.append(tuple(loop))
    return tuple(loops)


def _seams(faces: Iterable[Face]) -> frozenset[Ref]:
    times = Counter(use.edge for use in _uses(faces))
    double = [edge for edge, count in times.items() if count > 1]
    return frozenset(ref for edge in double for ref in (edge.tail, edge.head))


def _is_round(loop: Loop) -> bool:
    """Whether a loop is one whole circle, in however many pieces."""
    rings = [use.edge.ring for use in loop]
    first = rings[0]
    return first is not None and all(
        ring is not None
        and math.dist(ring.centre, first.centre) < NEAR
        and abs(ring.radius - first.radius) < NEAR
        for ring in rings
    )


def _path(loop: Loop, side: _Side) -> Path:
    """A loop in a side's frame, straight edges joined where only a seam ends between them."""
    flipped = bool(side.index)
    ring = loop[0].edge.ring
    if ring is not None and len(loop) == 1:
        whole = circle(side.point(ring.centre.x, ring.centre.y), ring.radius)
        return whole if loop[0].ccw != flipped else whole.reversed()
    at = next((at for at, use in enumerate(loop) if use.tail not in side.seams), 0)
    begin = loop[at].begin
    start = side.point(begin.x, begin.y)
    steps: list[Segment] = []
    for use in (*loop[at:], *loop[:at]):
        edge, last = use.edge, use.edge.end if use.forward else use.edge.begin
        end = side.point(last.x, last.y)
        if edge.ring is None:
            if use.tail in side.seams and steps and isinstance(steps[-1], Line):
                del steps[-1]
            steps.append(Line(end))
        else:
            if edge.sweep > math.pi + 1e-6:
                middle = side.point(edge.middle.x, edge.middle.y)
                steps.append(Arc(middle, edge.ring.radius, use.ccw != flipped))
            steps.append(Arc(end, edge.ring.radius, use.ccw != flipped))
    return Path(start, tuple(steps))


# ------------------------------------------------------------------------------------------- faces


def _is_level(face: Face, level: float, looks: float) -> bool:
    """Whether a face is plane at one height and looks up (1) or down (-1)."""
    surface = face.surface
    return (
        isinstance(surface, Plane)
        and surface.normal.z * looks > 0.5
        and abs(surface.at.z - level) < NEAR
    )


def _is_upright(face: Face) -> bool:
    surface = face.surface
    return isinstance(surface, Barrel) or (
        isinstance(surface, Plane) and abs(surface.normal.z) < 0.5
    )


def _parts(faces: Sequence[Face]) -> list[tuple[Face, ...]]:
    """The faces in sets that hang together by edges, in the order given."""
    parent = list(range(len(faces)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    owner: dict[Ref, int] = {}
    for index, face in enumerate(faces):
        for use in _uses((face,)):
            first, second = sorted((root(owner.setdefault(use.edge.ref, index)), root(index)))
            parent[second] = first
    parts: dict[int, list[Face]] = {}
    for index, face in enumerate(faces):
        parts.setdefault(root(index), []).append(face)
    return [tuple(part) for part in parts.values()]


def _check_closed(faces: Sequence[Face]) -> None:
    """Every edge bounds two faces, in opposite senses, and all faces hang together."""
    senses = Counter((use.edge.ref, use.forward) for use in _uses(faces))
    for (ref, forward), count in senses.items():
        if count != 1 or senses[ref, not forward] != 1:
            raise ReadError(f"the shell in this STEP file is not closed at edge #{ref}")
    if len(_parts(faces)) != 1:
        raise ReadError("the shell in this STEP file is in several pieces, a plate is one")


def _check_euler(faces: Sequence[Face], through: int) -> None:
    """Vertices - edges + faces - inner loops is 2 less 2 for each through hole."""
    edges = {use.edge for use in _uses(faces)}
    vertices = {ref for edge in edges for ref in (edge.tail, edge.head)}
    inner = sum(len(face.loops) - 1 for face in faces)
    if len(vertices) - len(edges) + len(faces) - inner != 2 - 2 * through:
        raise ReadError("the shell in this STEP file does not add up: a face or loop is missing")
