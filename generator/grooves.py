"""Strokes as the areas a round tool leaves when it follows them."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from generator.arrangement import Broken, Curve, Round, Straight, crossings, loops
from generator.errors import RuleError
from generator.geometry import Arc, Line, Path, Point, Rect, Segment, Vec, rounded
from generator.layout import CUT_THROUGH, Area, Cut, Dot, Mark, Role, Stroke

_Tool: TypeAlias = tuple[Role, float, Cut]
"""What two strokes must share to become one groove."""


def merged(strokes: Sequence[Stroke]) -> tuple[Area, ...]:
    """The exact union of what the tool takes away along strokes of one role, width and cut.

    Strokes may touch, cross and overlap; ends and corners are round. Outlines are
    counter-clockwise, islands clockwise, arcs at most half a turn; nothing is rounded, except that
    edges below `arrangement.SLIVER` are closed up. Raises `RuleError` where tools differ.
    """
    tools = {_tool(stroke) for stroke in strokes}
    if not tools:
        return ()
    if len(tools) > 1:
        raise RuleError("strokes of different width, depth or role can't be merged into one groove")
    ((role, width, cut),) = tools
    elements = [curve for stroke in strokes for curve in _curves(stroke.path)]
    ends = [complex(p.x, p.y) for stroke in strokes for p in _vertices(stroke.path)]
    try:
        closed = [_path(loop) for loop in loops(elements, ends, width / 2)]
    except Broken as error:
        at = error.args[0]
        raise RuleError(
            f"strokes of width {width:.3f} mm meet too closely near ({at.real:.3f}, {at.imag:.3f})"
            " to be merged; move them apart or make them meet exactly"
        ) from None
    return _nested(closed, role, cut)


def milled(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks as a solid shows them.

    Surface marks are gone (but for the outline), strokes have become areas, round areas without
    islands have become dots, and what is neither outline nor hole has role MARK: a solid has no
    layers. Merged areas stand where the first stroke of their group stood.
    """
    kept = [_plain(mark) for mark in marks if mark.cut.depth > 0 or mark.role in CUT_THROUGH]
    strokes = [mark for mark in kept if isinstance(mark, Stroke)]
    made = {id(group[0]): areas for group, areas in groups(strokes)}
    result: list[Mark] = []
    for mark in kept:
        if isinstance(mark, Stroke):
            result += map(_as_dot, made.get(id(mark), ()))
        else:
            result.append(_as_dot(mark) if isinstance(mark, Area) else mark)
    return tuple(result)


def groups(
    strokes: Sequence[Stroke],
) -> tuple[tuple[tuple[Stroke, ...], tuple[Area, ...]], ...]:
    """Strokes that stand near each other, with the areas they merge into.

    A shape that occurs again elsewhere is merged once and displaced. Raises `RuleError` where
    strokes of different tools overlap.
    """
    result = []
    for near in _near(strokes):
        by_tool: dict[_Tool, list[Stroke]] = {}
        for stroke in near:
            by_tool.setdefault(_tool(stroke), []).append(stroke)
        _refuse_overlap(list(by_tool.values()))
        result += [(tuple(group), _placed(group)) for group in by_tool.values()]
    return tuple(result)


def inside(point: Point, path: Path) -> bool:
    """Whether a closed path of lines and arcs goes around a point that is not on it."""
    odd = False
    for start, segment in path.steps():
        end = segment.end
        right = end.x < start.x  # of the chord; a point on a level chord counts as above it
        if (start.y > point.y) != (end.y > point.y):
            across = (point.y - start.y) / (end.y - start.y) * (end.x - start.x) + start.x
            odd ^= point.x < across
            right = (point.x >= across) == (end.y > start.y)
        elif start.y != end.y or start.y != point.y:
            right = (end - start).dx * (point - start).dy < (end - start).dy * (point - start).dx
        if isinstance(segment, Arc) and point.distance(segment.centre(start)) < segment.radius:
            odd ^= right == segment.ccw
    return odd


def _tool(stroke: Stroke) -> _Tool:
    return stroke.role, stroke.width, stroke.cut


def _plain(mark: Mark) -> Mark:
    return mark if mark.role in CUT_THROUGH else replace(mark, role=Role.MARK)


def _as_dot(area: Area) -> Mark:
    """A round area without islands as the dot it is."""
    arcs = [s for s in area.outline.segments if isinstance(s, Arc)]
    if area.role is Role.OUTLINE or area.holes or len(arcs) < len(area.outline.segments):
        return area
    centres = [s.centre(p) for p, s in area.outline.steps() if isinstance(s, Arc)]
    box = area.box()
    spread = max(c.distance(box.centre) for c in centres)
    if spread > 1e-4 or max(a.radius for a in arcs) - min(a.radius for a in arcs) > 1e-4:
        return area
    return Dot(area.role, box.centre.rounded(), rounded(2 * arcs[0].radius), area.cut)


def _near(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """The strokes in sets whose inked boxes touch, sets and members in the order given."""
    boxes = [stroke.box() for stroke in strokes]
    parent = list(range(len(strokes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    open_: list[int] = []
    for index in sorted(range(len(strokes)), key=lambda at: boxes[at].left):
        open_ = [other for other in open_ if boxes[other].right >= boxes[index].left - 1e-6]
        for other in open_:
            if boxes[other].gap(boxes[index]) < 1e-6:
                first, second = sorted((root(other), root(index)))
                parent[second] = first
        open_.append(index)
    sets: dict[int, list[Stroke]] = {}
    for index, stroke in enumerate(strokes):
        sets.setdefault(root(index), []).append(stroke)
    return list(sets.values())


def _placed(group: Sequence[Stroke]) -> tuple[Area, ...]:
    at = group[0].path.start
    back = Vec(-at.x, -at.y)
    alike = tuple(replace(s, path=_whole(s.path.moved(back))) for s in group)
    return tuple(
        replace(area, outline=area.outline.moved(at - _ORIGIN), holes=_moved(area.holes, at))
        for area in _merged_once(alike)
    )


_ORIGIN = Point(0.0, 0.0)
_merged_once = lru_cache(maxsize=512)(merged)


def _moved(paths: Iterable[Path], to: Point) -> tuple[Path, ...]:
    return tuple(path.moved(to - _ORIGIN) for path in paths)


def _whole(path: Path) -> Path:
    """A path that was displaced, back in whole micrometres."""
    steps: list[Segment] = [replace(s, end=s.end.rounded()) for s in path.segments]
    return Path(path.start.rounded(), tuple(steps))


def _curves(path: Path) -> Iterator[Curve]:
    for start, segment in path.steps():
        begin, end = _complex(start), _complex(segment.end)
        if begin == end:
            continue
        match segment:
            case Line():
                yield Straight(begin, end)
            case Arc():
                yield _round(start, segment)


def _round(start: Point, arc: Arc) -> Round:
    centre = _complex(arc.centre(start))
    radius = abs(_complex(start) - centre)
    span = arc.sweep(start)
    first = cmath.phase(_complex(start) - centre)
    return Round(centre, radius, first, span if arc.ccw else -span)


def _complex(point: Point) -> complex:
    return complex(point.x, point.y)


def _vertices(path: Path) -> Iterator[Point]:
    yield path.start
    for segment in path.segments:
        yield segment.end


def _path(loop: Sequence[Curve]) -> Path:
    starts = [_point(curve.at(0.0)) for curve in loop]
    ends = [*starts[1:], starts[0]]
    steps: list[Segment] = []
    for curve, end in zip(loop, ends, strict=True):
        match curve:
            case Straight():
                steps.append(Line(end))
            case Round():
                steps.append(Arc(end, curve.radius, ccw=curve.span > 0))
    return Path(starts[0], tuple(steps))


def _point(place: complex) -> Point:
    return Point(place.real, place.imag)


def _nested(closed: Sequence[Path], role: Role, cut: Cut) -> tuple[Area, ...]:
    """Areas from outlines (counter-clockwise) and islands, each island in its least outline."""
    outlines = sorted((p for p in closed if p.area() > 0), key=Path.area)
    islands: list[list[Path]] = [[] for _ in outlines]
    for path in closed:
        if path.area() <= 0:
            at = next(at for at, outline in enumerate(outlines) if inside(path.start, outline))
            islands[at].append(path)
    return tuple(
        Area(role, outline, tuple(holes), cut)
        for outline, holes in zip(outlines, islands, strict=True)
    )


def _refuse_overlap(sets: Sequence[Sequence[Stroke]]) -> None:
    for index, one in enumerate(sets):
        for two in sets[index + 1 :]:
            for a in one:
                for b in two:
                    if _touch(a, b):
                        x, y = _meeting(a.box(), b.box())
                        raise RuleError(
                            "strokes of different width or depth overlap near"
                            f" ({x:.3f}, {y:.3f}); give them one tool or move them apart"
                        )


def _meeting(one: Rect, two: Rect) -> tuple[float, float]:
    left, right = max(one.left, two.left), min(one.right, two.right)
    bottom, top = max(one.bottom, two.bottom), min(one.top, two.top)
    return (left + right) / 2, (bottom + top) / 2


def _touch(one: Stroke, two: Stroke) -> bool:
    if one.box().gap(two.box()) > 0:
        return False
    limit = (one.width + two.width) / 2
    ones = list(_curves(one.path)) or [_spot(one.path.start)]
    twos = list(_curves(two.path)) or [_spot(two.path.start)]
    return any(_apart(a, b) < limit - 1e-6 for a in ones for b in twos)


def _spot(point: Point) -> Curve:
    return Round(_complex(point), 0.0, 0.0, 2 * math.pi)


def _apart(one: Curve, two: Curve) -> float:
    """The least distance between two curves."""
    if crossings(one, two):
        return 0.0
    ways = [one.distance(place) for place in _suspects(two, one)]
    return min(*ways, *(two.distance(place) for place in _suspects(one, two)))


def _suspects(curve: Curve, other: Curve) -> Iterator[complex]:
    """The points of a curve that may be its nearest to another: ends, and what faces a centre."""
    yield curve.at(0.0)
    yield curve.at(1.0)
    if isinstance(other, Round):
        part = curve.part(other.centre)
        yield curve.at(min(1.0, max(0.0, part)))
