"""Whether a STEP file holds what layouts say, found without anything that made it.

Dots are compared number by number, areas edge by edge. Of grooves no outline is computed: one is
right where all of it is half a tool's width from the nearest centre line, and where it passes
every place that is that far from one centre line and nowhere nearer to another.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeAlias, TypeVar

from generator.errors import VerifyError
from generator.formats.nesting import Step, goes_around
from generator.formats.solid import Ring, Spot
from generator.geometry import Arc, Line, Path, Point, Rect, Segment, circle
from generator.layout import CUT_THROUGH, Area, Cut, Dot, Face, Layout, Mark, Role, Stroke

OFF = 0.003
"""Millimetres that an outline may be off: joints below `arrangement.SLIVER` are closed up."""

_ON = 1e-4
"""Millimetres within which a place is at a tool's edge and not under it."""

_SAME = 1e-5
"""Millimetres within which two edges are one."""

_CELL = 1.0
"""Millimetres: the meshes of a net to find neighbours by."""

_QUARTERS = (0.0, 0.25, 0.5, 0.75)

_T = TypeVar("_T")
_Way: TypeAlias = Callable[[float, float], float]
"""The distance of a place from one line or arc."""


def prove(layouts: Sequence[Layout], shown: Sequence[Face]) -> None:
    """Raise `VerifyError` unless front and back, as a file shows them, are those of the layouts.

    Each cut below the surface must be there with its place, size, depth and angle, and no other.
    """
    by_side = {layout.side: layout for layout in layouts}
    for side, other, face in zip(("front", "back"), ("back", "front"), shown, strict=True):
        wanted = [*_cuts(by_side.get(side)), *map(_behind(layouts[0]), _cuts(by_side.get(other)))]
        own = sum(1 for _ in _cuts(by_side.get(side)))
        kept = [m for at, m in enumerate(wanted) if at < own or m.role in CUT_THROUGH]
        _Side(f"the {side} of the STEP").prove(kept, face.marks)


def _cuts(layout: Layout | None) -> Iterator[Mark]:
    """The marks of a layout that go into the metal, told apart as a solid tells them."""
    for mark in layout.marks if layout else ():
        whole = Cut(layout.thickness if layout else 0.0)
        if mark.role is Role.OUTLINE:
            edge = replace(mark, cut=whole)
            yield _as_area(edge) if isinstance(edge, Dot) else edge
        elif mark.role is Role.HOLE or abs(mark.cut.depth - whole.depth) < _SAME:
            yield replace(mark, role=Role.HOLE, cut=whole)
        elif mark.cut.depth > 0:
            yield replace(mark, role=Role.MARK)


def _behind(layout: Layout) -> Callable[[Mark], Mark]:
    """How a mark of one side stands when the plate is turned over."""
    width = max(mark.box().right for mark in layout.marks if mark.role is Role.OUTLINE)

    def place(point: Point) -> Point:
        return Point(width - point.x, point.y)

    def path(way: Path) -> Path:
        steps: list[Segment] = [
            Line(place(s.end)) if isinstance(s, Line) else Arc(place(s.end), s.radius, not s.ccw)
            for s in way.segments
        ]
        return Path(place(way.start), tuple(steps)).reversed()  # and so in the same sense

    def mark(seen: Mark) -> Mark:
        match seen:
            case Dot():
                return replace(seen, centre=place(seen.centre))
            case Stroke():
                return replace(seen, path=path(seen.path))
            case Area():
                holes = tuple(path(hole) for hole in seen.holes)
                return replace(seen, outline=path(seen.outline), holes=holes)

    return mark


@dataclass(frozen=True, slots=True)
class _Side:
    """One side while it is compared; `name` is what a refusal calls it."""

    name: str

    def prove(self, wanted: Sequence[Mark], shown: Sequence[Mark]) -> None:
        """Raise `VerifyError` unless marks asked for and marks shown are the same metal."""
        asked = Counter(_numbers(mark) for mark in wanted if isinstance(mark, Dot))
        left: list[Area] = []
        for mark in shown:
            if isinstance(mark, Dot) and _numbers(mark) in asked:
                del asked[_numbers(mark)]
            elif isinstance(mark, Dot):
                left.append(_as_area(mark))
            elif isinstance(mark, Area):
                left.append(mark)
        if asked:
            raise VerifyError(f"{self.name} lacks a round mark, or shows it otherwise")
        left = self._without_areas([mark for mark in wanted if isinstance(mark, Area)], left)
        self._grooves([mark for mark in wanted if isinstance(mark, Stroke)], left)

    def _without_areas(self, asked: Sequence[Area], shown: Sequence[Area]) -> list[Area]:
        """The areas shown beyond those asked for."""
        net = _Net((area.box(), at) for at, area in enumerate(shown))
        gone: set[int] = set()
        for area in asked:
            at = next((at for at in net.at(area.box()) if _same(area, shown[at])), None)
            if at is None:
                raise VerifyError(f"{self.name} lacks an area, or shows it otherwise")
            gone.add(at)
        return [area for at, area in enumerate(shown) if at not in gone]

    def _grooves(self, strokes: Sequence[Stroke], pockets: Sequence[Area]) -> None:
        net = _Net((stroke.box(), at) for at, stroke in enumerate(strokes))
        proved: set[Hashable] = set()
        found: set[int] = set()
        for pocket in pockets:
            box = pocket.box()
            about = [at for at in net.at(box) if strokes[at].box().gap(box) == 0]
            within = [at for at in about if _inside(strokes[at].path.start, pocket)]
            if not within:
                raise VerifyError(f"{self.name} has a pocket that nothing asked for")
            if any(not _as_deep(strokes[at], pocket) for at in within):
                raise VerifyError(f"{self.name} has a groove of another depth than asked for")
            near, own = [strokes[at] for at in about], [strokes[at] for at in within]
            found.update(within)
            origin = own[0].path.start
            key = (_key(pocket, origin), *(_key(stroke, origin) for stroke in near))
            if key not in proved and not _is_groove(pocket, near, own):
                raise VerifyError(f"{self.name} has a groove of another shape than asked for")
            proved.add(key)
        if len(found) < len(strokes):
            raise VerifyError(f"{self.name} lacks a groove")


def _numbers(dot: Dot) -> tuple[object, ...]:
    """What a dot is, in whole micrometres."""
    lengths = (dot.centre.x, dot.centre.y, dot.diameter, dot.cut.depth)
    angle = 180.0 if dot.role is Role.HOLE else dot.cut.point_deg
    return (dot.role, *(round(length * 1000) for length in lengths), round(angle, 3))


def _as_area(dot: Dot) -> Area:
    return Area(dot.role, circle(dot.centre, dot.diameter / 2), (), dot.cut)


def _as_deep(mark: Stroke | Area, other: Area) -> bool:
    one, two = mark.cut, other.cut
    alike = abs(one.depth - two.depth) < _SAME and two.point_deg == 180
    return alike and mark.role is other.role


def _same(one: Area, two: Area) -> bool:
    """Whether two areas are as deep and have the same edges, in any order."""
    ones, twos = (one.outline, *one.holes), (two.outline, *two.holes)
    return (
        _as_deep(one, two)
        and len(ones) == len(twos)
        and abs(sum(p.area() for p in ones) - sum(p.area() for p in twos)) < _SAME
        and _passes(_samples(ones), twos)
        and _passes(_samples(twos), ones)
    )


def _passes(places: Iterable[Point], loops: Sequence[Path]) -> bool:
    ways = [way for loop in loops for way, _ in _ways(loop)]
    return all(min(way(p.x, p.y) for way in ways) < _SAME for p in places)


# ----------------------------------------------------------------------------------------- grooves


def _is_groove(pocket: Area, near: Sequence[Stroke], own: Sequence[Stroke]) -> bool:
    """Whether a pocket is what a round tool leaves along its own strokes, of those near."""
    tools = _Net(
        (box.grown(stroke.width / 2 + OFF), (way, stroke.width / 2))
        for stroke in near
        for way, box in _ways(stroke.path)
    )
    loops = (pocket.outline, *pocket.holes)
    edges = _Net((box.grown(2 * OFF), way) for loop in loops for way, box in _ways(loop))

    def metal(x: float, y: float) -> float:
        return min((way(x, y) - half for way, half in tools.about(x, y)), default=math.inf)

    def edge(x: float, y: float) -> float:
        return min((way(x, y) for way in edges.about(x, y)), default=math.inf)

    if any(abs(metal(place.x, place.y)) > OFF for place in _samples(loops)):
        return False
    return all(
        edge(x, y) < OFF or metal(x, y) < -_ON
        for stroke in own
        for x, y in _rims(stroke.path, stroke.width / 2)
    )


def _rims(path: Path, reach: float) -> Iterator[tuple[float, float]]:
    """Places so far from a path, a quarter of that apart: both sides, and around each end."""
    for end in (path.start, *(segment.end for segment in path.segments)):
        for turn in range(24):
            angle = turn * math.pi / 12 + 0.1
            yield end.x + reach * math.cos(angle), end.y + reach * math.sin(angle)
    for start, segment in path.steps():
        count = math.ceil(_length(start, segment) / reach * 4)
        for at in range(count):
            place, angle = _at(start, segment, (at + 0.5) / count)
            x, y = -math.sin(angle) * reach, math.cos(angle) * reach
            yield place.x + x, place.y + y
            yield place.x - x, place.y - y


def _samples(loops: Iterable[Path]) -> Iterator[Point]:
    """Where each step of closed loops begins, and places on it."""
    for loop in loops:
        for start, segment in loop.steps():
            for part in _QUARTERS:
                yield _at(start, segment, part)[0]


def _length(start: Point, segment: Segment) -> float:
    if isinstance(segment, Arc):
        return segment.radius * segment.sweep(start)
    return start.distance(segment.end)


def _at(start: Point, segment: Segment, part: float) -> tuple[Point, float]:
    """The place after that part of a step, and the direction of travel there in radians."""
    end = segment.end
    if isinstance(segment, Line):
        place = Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
        return place, math.atan2(end.y - start.y, end.x - start.x)
    centre, sense = segment.centre(start), 1 if segment.ccw else -1
    radius = centre.distance(start)
    angle = math.atan2(start.y - centre.y, start.x - centre.x) + segment.sweep(start) * part * sense
    place = Point(centre.x + radius * math.cos(angle), centre.y + radius * math.sin(angle))
    return place, angle + sense * math.pi / 2


def _ways(path: Path) -> Iterator[tuple[_Way, Rect]]:
    """Each step of a path as a distance, with its box; of a path without steps its start."""
    for start, segment in path.steps() if path.segments else ((path.start, Line(path.start)),):
        way = _line(start, segment.end) if isinstance(segment, Line) else _arc(start, segment)
        yield way, Path(start, (segment,)).box()


def _line(start: Point, end: Point) -> _Way:
    ax, ay, dx, dy = start.x, start.y, end.x - start.x, end.y - start.y
    square = dx * dx + dy * dy or 1.0

    def way(x: float, y: float) -> float:
        part = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / square))
        return math.hypot(x - ax - dx * part, y - ay - dy * part)

    return way


def _arc(start: Point, arc: Arc) -> _Way:
    centre, sweep, end = arc.centre(start), arc.sweep(start), arc.end
    first = start if arc.ccw else end
    begin = math.atan2(first.y - centre.y, first.x - centre.x)
    radius = centre.distance(start)

    def way(x: float, y: float) -> float:
        if (math.atan2(y - centre.y, x - centre.x) - begin) % (2 * math.pi) <= sweep:
            return abs(math.hypot(x - centre.x, y - centre.y) - radius)
        return min(math.hypot(x - start.x, y - start.y), math.hypot(x - end.x, y - end.y))

    return way


def _inside(place: Point, pocket: Area) -> bool:
    spot = Spot(place.x, place.y, 0.0)
    if not goes_around(spot, _steps(pocket.outline)):
        return False
    return not any(goes_around(spot, _steps(hole)) for hole in pocket.holes)


def _steps(path: Path) -> Iterator[Step]:
    for start, segment in path.steps():
        ring = None
        if isinstance(segment, Arc):
            centre = segment.centre(start)
            ring = Ring(Spot(centre.x, centre.y, 0.0), centre.distance(start))
        begin, end = Spot(start.x, start.y, 0.0), Spot(segment.end.x, segment.end.y, 0.0)
        yield begin, end, ring, isinstance(segment, Arc) and segment.ccw


def _key(mark: Stroke | Area, origin: Point) -> Hashable:
    """A mark as seen from a place, in hundredths of a micrometre."""
    paths = (mark.path,) if isinstance(mark, Stroke) else (mark.outline, *mark.holes)
    width = mark.width if isinstance(mark, Stroke) else 0.0
    numbers: list[float] = [width, mark.cut.depth]
    for path in paths:
        for step in (Line(path.start), *path.segments):
            bend = (step.radius if step.ccw else -step.radius) if isinstance(step, Arc) else 0.0
            numbers += (step.end.x - origin.x, step.end.y - origin.y, bend)
    return tuple(round(number, 5) for number in numbers)


class _Net(Generic[_T]):
    """Things by the meshes of a net that their boxes cover."""

    def __init__(self, things: Iterable[tuple[Rect, _T]]) -> None:
        self._meshes: dict[tuple[int, int], list[_T]] = defaultdict(list)
        for box, thing in things:
            for mesh in _meshes(box):
                self._meshes[mesh].append(thing)

    def at(self, box: Rect) -> list[_T]:
        """What may touch a box, in the order given for each mesh."""
        return list(dict.fromkeys(t for mesh in _meshes(box) for t in self._meshes.get(mesh, ())))

    def about(self, x: float, y: float) -> Sequence[_T]:
        """What may be at a place."""
        return self._meshes.get((math.floor(x / _CELL), math.floor(y / _CELL)), ())


def _meshes(box: Rect) -> Iterator[tuple[int, int]]:
    for x in range(math.floor(box.left / _CELL), math.floor(box.right / _CELL) + 1):
        for y in range(math.floor(box.bottom / _CELL), math.floor(box.top / _CELL) + 1):
            yield x, y
