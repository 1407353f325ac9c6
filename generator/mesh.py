"""Plates as closed meshes of triangles, made of the same numbers as the solids of `cad`.

Every edge belongs to two triangles that travel it in opposite senses, all of them look outwards.
"""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.errors import OutputError
from generator.facets import Polygon, polygon, ring
from generator.geometry import Point
from generator.layout import Area, Dot, Layout
from generator.pockets import Plate, Pocket, cone_height, plates, standing, sunk, turned

Vertex: TypeAlias = tuple[float, float, float]
Triangle: TypeAlias = tuple[int, int, int]

_SLIVER = 1e-5
"""Millimetres; a triangle less high has no area in a file of four-byte numbers."""

_NEAR = 1e-9
"""Millimetres; a cone this little lower than its pocket has no wall above it."""


@dataclass(frozen=True, slots=True, repr=False)
class Mesh:
    """One body: vertices in millimetres, top face at z = 0, and triangles of their indices."""

    vertices: tuple[Vertex, ...]
    triangles: tuple[Triangle, ...]


class _Body:
    """The triangles of one body, vertices merged."""

    def __init__(self) -> None:
        self._index: dict[Vertex, int] = {}
        self.triangles: list[Triangle] = []

    def vertex(self, x: float, y: float, z: float) -> int:
        key = (round(x, 6) + 0.0, round(y, 6) + 0.0, round(z, 6) + 0.0)
        return self._index.setdefault(key, len(self._index))

    def mesh(self) -> Mesh:
        return Mesh(tuple(self._index), tuple(self.triangles))


@dataclass(frozen=True, slots=True)
class _View:
    """One side of a body: its frame, in which depths go down from 0 and faces look up."""

    body: _Body
    place: Callable[[Point, float], Vertex]

    def add(self, corners: Iterable[tuple[Point, float]]) -> None:
        """One triangle, counter-clockwise as this side sees it."""
        one, two, three = (self.body.vertex(*self.place(at, depth)) for at, depth in corners)
        # What is less than a millionth wide is a line, and so are its neighbours.
        if len({one, two, three}) == 3:
            self.body.triangles.append((one, two, three))

    def level(self, depth: float, loops: Sequence[Polygon]) -> None:
        """A face that looks up: an outline, counter-clockwise, and holes, clockwise."""
        corners = [corner for loop in loops for corner in loop]
        for three in _triangles(loops):
            self.add((corners[at], depth) for at in three)

    def walls(self, loop: Polygon, top: float, bottom: float) -> None:
        """Upright faces along a loop, each looking to its left."""
        for a, b in zip(loop, (*loop[1:], loop[0]), strict=True):
            self.add(((a, top), (b, top), (b, bottom)))
            self.add(((a, top), (b, bottom), (a, bottom)))

    def cone(self, loop: Polygon, rim: float, tip: tuple[Point, float]) -> None:
        """The sloped face of a round pocket's floor."""
        for a, b in zip(loop, (*loop[1:], loop[0]), strict=True):
            self.add(((a, rim), (b, rim), tip))


def mesh(made: Plate) -> Mesh:
    """One plate or piece, curves in facets; its holes may end in a recess of the back."""
    body = _Body()
    front = _View(body, lambda at, depth: (at.x, at.y, -depth))
    # Half a turn about the vertical: what is counter-clockwise stays so for who looks at it.
    back = _View(body, lambda at, depth: (made.width - at.x, at.y, depth - made.thickness))
    into = sunk(made)
    holes = [_mouth(hole) for hole in made.through]
    outline = polygon(made.outline)
    front.walls(outline[::-1], 0.0, made.thickness)
    for at, hole in enumerate(holes):
        recess = made.back[into[at]].cut.depth if at in into else 0.0
        front.walls(hole, 0.0, made.thickness - recess)
    _side(front, outline, made.front, list(zip(made.through, holes, strict=True)), {})
    behind = [
        (turned(hole, made.width), _over(mouth, made.width))
        for hole, mouth in zip(made.through, holes, strict=True)
    ]
    floors: dict[int, list[Polygon]] = defaultdict(list)
    for at, pocket in into.items():
        floors[pocket].append(behind[at][1])
    open_ = [each for at, each in enumerate(behind) if at not in into]
    _side(back, _over(outline, made.width), made.back, open_, floors)
    return body.mesh()


def _side(
    view: _View,
    outline: Polygon,
    pockets: Sequence[Pocket],
    holes: Sequence[tuple[Pocket, Polygon]],
    floors: dict[int, list[Polygon]],
) -> None:
    """The large face of a side, its pockets with their floors, and the tops of islands."""
    mouths = [_mouth(pocket) for pocket in pockets] + [mouth for _, mouth in holes]
    under = standing([*pockets, *(hole for hole, _ in holes)])
    upon: dict[tuple[int, int] | None, list[Polygon]] = defaultdict(list)
    for mouth, bearing in zip(mouths, under, strict=True):
        upon[bearing].append(mouth[::-1])
    view.level(0.0, [outline, *upon[None]])
    for at, pocket in enumerate(pockets):
        depth, mouth = pocket.cut.depth, mouths[at]
        if isinstance(pocket, Dot):
            _round_pocket(view, pocket, mouth)
            continue
        islands = [polygon(island) for island in pocket.holes]
        for number, island in enumerate(islands):
            view.walls(island, 0.0, depth)
            view.level(0.0, [island[::-1], *upon[at, number]])
        view.walls(mouth, 0.0, depth)
        view.level(depth, [mouth, *islands, *(bore[::-1] for bore in floors.get(at, ()))])


def _round_pocket(view: _View, dot: Dot, mouth: Polygon) -> None:
    depth, rise = dot.cut.depth, cone_height(dot)
    if rise <= _NEAR:
        view.walls(mouth, 0.0, depth)
        view.level(depth, [mouth])
        return
    rim = depth - rise
    if rim > _NEAR:
        view.walls(mouth, 0.0, rim)
    view.cone(mouth, max(rim, 0.0), (dot.centre, depth))


def _mouth(pocket: Pocket) -> Polygon:
    """Counter-clockwise."""
    if isinstance(pocket, Area):
        return polygon(pocket.outline)
    return ring(pocket.centre, pocket.diameter / 2)


def _over(loop: Polygon, width: float) -> Polygon:
    """A loop as it is seen from the other side, travelled in the same sense."""
    return tuple(Point(width - corner.x, corner.y) for corner in reversed(loop))


def _triangles(loops: Sequence[Polygon]) -> Sequence[Sequence[int]]:
    """Indices of the corners of all loops in a row; no corner is left out and none is added."""
    import manifold3d
    import numpy as np

    flat = [np.array([(c.x, c.y) for c in loop], dtype=np.float64) for loop in loops]
    found: list[list[int]] = manifold3d.triangulate(flat).tolist()
    _flip_slivers(found, [corner for loop in loops for corner in loop])
    return found


def _flip_slivers(triangles: list[list[int]], corners: Sequence[Point]) -> None:
    """Give a triangle whose corners stand on one line the other half of its neighbour's.

    Shops refuse facets without area, and a loop may have three corners on one line.
    """
    beside = {
        (t[at], t[(at + 1) % 3]): index for index, t in enumerate(triangles) for at in range(3)
    }
    thin = [at for at, t in enumerate(triangles) if _height(t, corners) < _SLIVER]
    # Of several in a row only the outermost has a neighbour with an area.
    while left := [at for at in thin if not _flipped(at, triangles, beside, corners)]:
        if len(left) == len(thin):
            return
        thin = left


def _flipped(
    index: int,
    triangles: list[list[int]],
    beside: dict[tuple[int, int], int],
    corners: Sequence[Point],
) -> bool:
    """Whether a sliver and the triangle at its longest side could change that for the other way."""
    triangle = triangles[index]
    at = max(range(3), key=lambda k: _way(triangle, k, corners))
    one, two, middle = triangle[at], triangle[(at + 1) % 3], triangle[(at + 2) % 3]
    other = beside.get((two, one))
    if other is None:
        return False
    (far,) = (corner for corner in triangles[other] if corner not in (one, two))
    halves = [one, far, middle], [far, two, middle]
    if min(_height(half, corners) for half in halves) < _SLIVER:
        return False
    del beside[one, two], beside[two, one]
    for which, half in zip((index, other), halves, strict=True):
        triangles[which] = half
        for k in range(3):
            beside[half[k], half[(k + 1) % 3]] = which
    return True


def _way(triangle: Sequence[int], at: int, corners: Sequence[Point]) -> float:
    """The length of one side."""
    return corners[triangle[at]].distance(corners[triangle[(at + 1) % 3]])


def _height(triangle: Sequence[int], corners: Sequence[Point]) -> float:
    """Millimetres from the longest side to the corner across, negative where it is turned."""
    one, two, three = (corners[at] for at in triangle)
    double = (two - one).dx * (three - one).dy - (three - one).dx * (two - one).dy
    return double / max(_way(triangle, at, corners) for at in range(3))


def meshes(layouts: Sequence[Layout]) -> tuple[Mesh, ...]:
    """A body for the plate of one or two sides, or for each piece of a set.

    Raises `RuleError` as `pockets.plates`, and `OutputError` without the package it needs.
    """
    if importlib.util.find_spec("manifold3d") is None:
        raise OutputError('a mesh needs: pip install "metalstamp[mesh]"')
    return tuple(mesh(made) for made in plates(layouts))
