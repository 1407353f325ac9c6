"""What was taken away from plates, told from closed meshes of triangles."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.errors import ReadError
from generator.formats import cavities
from generator.formats.flat_read import FARTHEST
from generator.formats.part21 import Ref
from generator.formats.solid import Cone, Edge, Face, Plane, Ring, Spot, Surface, Use
from generator.geometry import Line, Path
from generator.layout import Area, Mark
from generator.layout import Face as Shown

Triangle: TypeAlias = tuple[int, int, int]

_ROUND = 24
"""Corners that a circle has at least; a polygon of fewer is one."""

_LEVEL = 1e-4
"""Millimetres that the corners of a level triangle may differ in height."""

_ON_CIRCLE = 2e-4
"""Millimetres that a corner may stand off its circle; files have four-byte numbers."""

_SLIVER = 1e-4
"""Square millimetres below which a level triangle may be turned by rounding."""

_UPRIGHT = 1e-3
"""How much of a wall's direction may point up."""


@dataclass(frozen=True, slots=True, repr=False)
class Body:
    """One closed mesh: places in millimetres, and triangles of their indices."""

    places: tuple[Spot, ...]
    triangles: tuple[Triangle, ...]


def faces(bodies: Iterable[Body]) -> tuple[Shown, Shown]:
    """Front and back of the plate in a file, or of a set, each as seen looking at it.

    Raises `ReadError` unless each body is closed, all its triangles look outwards, and it is a slab
    with upright pockets and holes.
    """
    front, back = cavities.marks([_faces(body) for body in bodies])
    return Shown(tuple(map(_straight, front))), Shown(tuple(map(_straight, back)))


def _straight(mark: Mark) -> Mark:
    """An area with the straight edges that it has; rings have round ones around an island."""
    if not isinstance(mark, Area):
        return mark
    outline, *holes = (
        Path(path.start, tuple(Line(segment.end) for segment in path.segments))
        for path in (mark.outline, *mark.holes)
    )
    return replace(mark, outline=outline, holes=tuple(holes))


def apart(places: Sequence[Spot], triangles: Sequence[Triangle]) -> tuple[Body, ...]:
    """The bodies of a file that does not tell them apart: triangles that hang together."""
    parent = list(range(len(places)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, two, three in triangles:
        first = root(one)
        parent[root(two)] = first
        parent[root(three)] = first
    lots: dict[int, list[Triangle]] = defaultdict(list)
    for triangle in triangles:
        lots[root(triangle[0])].append(triangle)
    return tuple(Body(tuple(places), tuple(lot)) for lot in lots.values())


def check(body: Body, kind: str) -> None:
    """Raise `ReadError` for places that are none, and unless every edge is travelled both ways."""
    if not body.triangles:
        raise ReadError(f"the {kind} file has no triangles")
    used = {at for triangle in body.triangles for at in triangle}
    if not all(abs(value) <= FARTHEST for at in used for value in body.places[at]):
        raise ReadError(f"the {kind} file has a place that is not finite or 10 m away")
    ways = Counter(way for triangle in body.triangles for way in _ways(triangle))
    if any(one == two for one, two in ways):
        raise ReadError(f"a triangle in this {kind} file has no area")
    for (one, two), count in ways.items():
        if count != 1 or ways.get((two, one)) != 1:
            raise ReadError(f"the mesh in this {kind} file is not closed, or a triangle is turned")


def _ways(triangle: Triangle) -> Iterator[tuple[int, int]]:
    one, two, three = triangle
    yield from ((one, two), (two, three), (three, one))


def _faces(body: Body) -> tuple[Face, ...]:
    """The mesh as faces of a solid: level ones whole, walls and cones triangle by triangle."""
    builder = _Builder(body)
    level, others = builder.sorted_out()
    regions = _regions(level, body)
    loops = [builder.loops(region) for region in regions]
    heights = [body.places[region[0][0]].z for region in regions]
    ups = [sum(_area(body, triangle) for triangle in region) > 0 for region in regions]
    for region_loops, height, up in zip(loops, heights, ups, strict=True):
        outermost = height == (max(heights) if up else min(heights))
        if outermost:
            builder.find_circles(region_loops, up=up)
    made = [
        builder.face(Plane(body.places[region[0][0]], Spot(0, 0, 1.0 if up else -1.0)), its)
        for region, its, up in zip(regions, loops, ups, strict=True)
    ]
    made += [
        builder.face(surface, (tuple(_ways(triangle)),))
        for triangle, surface in builder.surfaces(others)
    ]
    return tuple(made)


def _normal(body: Body, triangle: Triangle) -> Spot:
    """Where a triangle looks, one millimetre long; nothing where it is a line."""
    one, two, three = (body.places[at] for at in triangle)
    ax, ay, az = two.x - one.x, two.y - one.y, two.z - one.z
    bx, by, bz = three.x - one.x, three.y - one.y, three.z - one.z
    x, y, z = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    long = math.sqrt(x * x + y * y + z * z)
    return Spot(x / long, y / long, z / long) if long else Spot(0.0, 0.0, 0.0)


def _area(body: Body, triangle: Triangle) -> float:
    """Square millimetres as seen from above, negative from below."""
    one, two, three = (body.places[at] for at in triangle)
    return ((two.x - one.x) * (three.y - one.y) - (three.x - one.x) * (two.y - one.y)) / 2


def _regions(level: Sequence[Triangle], body: Body) -> list[list[Triangle]]:
    """Level triangles in sets that hang together by edges at one height, looking one way."""
    by_way = {way: at for at, triangle in enumerate(level) for way in _ways(triangle)}
    left = set(range(len(level)))
    found = []
    for start in range(len(level)):
        if start not in left:
            continue
        left.discard(start)
        region, open_ = [], [start]
        while open_:
            at = open_.pop()
            region.append(level[at])
            for one, two in _ways(level[at]):
                beside = by_way.get((two, one))
                if beside in left:
                    left.discard(beside)
                    open_.append(beside)
        areas = [_area(body, triangle) for triangle in region]
        up = sum(areas) > 0
        # Rounded to four bytes, a triangle that is hardly one may be turned; nothing is lost by it.
        if any((area > 0) != up and abs(area) > _SLIVER for area in areas):
            raise ReadError("a level face in this solid is folded")
        found.append(region)
    return found


_Loop: TypeAlias = tuple[tuple[int, int], ...]


class _Builder:
    """Faces of one body, with edges in common."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._edges: dict[tuple[int, int], Edge] = {}
        self._rings: dict[tuple[int, int], tuple[Ring, bool]] = {}
        self._count = 0

    def sorted_out(self) -> tuple[list[Triangle], list[Triangle]]:
        """The level triangles and the others."""
        level: list[Triangle] = []
        others: list[Triangle] = []
        for triangle in self._body.triangles:
            heights = [self._body.places[at].z for at in triangle]
            flat = max(heights) - min(heights) < _LEVEL
            (level if flat else others).append(triangle)
        return level, others

    def loops(self, region: Sequence[Triangle]) -> tuple[_Loop, ...]:
        """The ways around a region, the region on the left."""
        ways = {way for triangle in region for way in _ways(triangle)}
        leaving: dict[int, int] = {}
        for one, two in ways:
            if (two, one) not in ways:
                if one in leaving:
                    raise ReadError("two mouths in this solid touch in a point")
                leaving[one] = two
        found = []
        while leaving:
            start, here = next(iter(leaving.items()))
            loop = [(start, here)]
            del leaving[start]
            while here != start:
                following = leaving.pop(here, None)
                if following is None:
                    raise ReadError("a mouth in this solid does not close")
                loop.append((here, following))
                here = following
            found.append(tuple(loop))
        return tuple(found)

    def find_circles(self, loops: Iterable[_Loop], *, up: bool) -> None:
        """Note which mouths are circles: ways around what a large face leaves out."""
        for loop in loops:
            spots = [self._body.places[at] for at, _ in loop]
            area = sum(
                a.x * b.y - b.x * a.y for a, b in zip(spots, (*spots[1:], spots[0]), strict=True)
            )
            if (area > 0) == up or len(loop) < _ROUND:
                continue  # around the face itself, or of too few corners
            ring = _ring(spots)
            if ring is not None:
                for way in loop:
                    self._rings[way] = ring, area > 0

    def face(self, surface: Surface, loops: Iterable[_Loop]) -> Face:
        """One face within loops."""
        self._count += 1
        return Face(Ref(self._count), surface, tuple(tuple(map(self._use, loop)) for loop in loops))

    def surfaces(self, triangles: Sequence[Triangle]) -> Iterator[tuple[Triangle, Surface]]:
        """Upright planes, and cones for triangles that lean and meet in a tip."""
        leaning: list[Triangle] = []
        for triangle in triangles:
            normal = _normal(self._body, triangle)
            if abs(normal.z) < _UPRIGHT:
                yield triangle, Plane(self._body.places[triangle[0]], normal)
            else:
                leaning.append(triangle)
        tips: dict[int, list[Triangle]] = defaultdict(list)
        for triangle in leaning:
            tips[self._tip(triangle)].append(triangle)
        for tip, lot in tips.items():
            cone = self._cone(tip, lot)
            yield from ((triangle, cone) for triangle in lot)

    def _tip(self, triangle: Triangle) -> int:
        """The corner that is not at the height of the two others."""
        places = self._body.places
        for at, beside in zip(triangle, (triangle[1:], triangle[::2], triangle[:2]), strict=True):
            if abs(places[beside[0]].z - places[beside[1]].z) < _LEVEL:
                return at
        raise ReadError("a face in this solid is neither level, upright nor a cone")

    def _cone(self, tip: int, lot: Sequence[Triangle]) -> Cone:
        """The cone whose tip and rim the triangles have."""
        apex = self._body.places[tip]
        rim = [self._body.places[at] for triangle in lot for at in triangle if at != tip]
        across = [math.hypot(spot.x - apex.x, spot.y - apex.y) for spot in rim]
        high = [spot.z - apex.z for spot in rim]
        if max(across) - min(across) > 2 * _ON_CIRCLE or max(high) - min(high) > _LEVEL:
            raise ReadError("a face in this solid is neither level, upright nor a cone")
        slope = sum(across) / sum(high)
        return Cone(apex, round(slope, 6))

    def _use(self, way: tuple[int, int]) -> Use:
        one, two = way
        key = (one, two) if one < two else (two, one)
        if key not in self._edges:
            ring, ccw = None, True
            for travelled in (key, key[::-1]):
                if travelled in self._rings:
                    ring, sense = self._rings[travelled]
                    ccw = sense == (travelled == key)
            places = self._body.places
            begin, end = places[key[0]], places[key[1]]
            ref = Ref(len(self._edges) + 1)
            tail, head = Ref(key[0]), Ref(key[1])
            self._edges[key] = Edge(ref, tail, head, begin, end, ring, ccw)
        return Use(self._edges[key], key == way)


def _ring(spots: Sequence[Spot]) -> Ring | None:
    """The circle that all corners stand on, evenly, if there is one."""
    count = len(spots)
    x, y = sum(s.x for s in spots) / count, sum(s.y for s in spots) / count
    across = [math.hypot(spot.x - x, spot.y - y) for spot in spots]
    steps = [math.dist(a[:2], b[:2]) for a, b in zip(spots, (*spots[1:], spots[0]), strict=True)]
    even = max(steps) - min(steps) < 2 * _ON_CIRCLE
    if not even or max(across) - min(across) > 2 * _ON_CIRCLE:
        return None
    return Ring(Spot(x, y, spots[0].z), sum(across) / count)
