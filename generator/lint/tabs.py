"""Plates that hang in a sheet: edges with tabs left, and edges of two plates, made whole.

A tab is a gap between two ends that face each other on one straight line or one circle. There must
be several of one width in the drawing; a single gap, or one of another width, is a contour left
open. A shared edge is drawn once and ends the contour of the other plate; it runs along the sheet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.geometry import Arc, Line, Path, Point, Segment, Vec
from generator.lint.drawing import Disc, Loop, Shape, Use

WIDTHS = (0.04, 10.1)
"""Millimetres: what may be a tab."""

FEWEST = 2
"""Gaps of one width, from which on they are tabs."""

_SAME = 0.01
"""Millimetres by which tabs may differ, and ends lie beside the line that they are on."""

_MOST_ENDS = 6000


@dataclass(frozen=True, slots=True, eq=False)
class _End:
    """One end of an open contour, and where the contour would go on."""

    index: int
    is_start: bool
    at: Point
    way: Vec
    step: Segment
    begin: Point
    """Where the last step to it begins."""


def bridged(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes, those closed that tabs or shared edges had left open; others as they are."""
    loose = {at: path for at, shape in enumerate(shapes) if (path := _loose(shape)) is not None}
    ends = [end for index, path in loose.items() for end in _ends(index, path)]
    if not ends or len(ends) > _MOST_ENDS:
        return list(shapes)
    gaps = _facing(ends)
    width, count = _usual([across for _, _, across in gaps])
    if count < FEWEST:
        gaps, width = [], 0.0
    pairs = {one: two for one, two, across in gaps if abs(across - width) <= _SAME}
    # Where two plates share an edge, tabs of both may make one wider or narrower gap.
    joint = {one: two for one, two, across in gaps if across <= 2 * width + _SAME}
    lines = [*_lines(shapes), *((one.at, two.at) for one, two in joint.items())]
    shared = _shared([end for end in ends if end not in joint], lines, 2 * width)
    edges = [(one.at, two.at) for one, two in shared.items()]
    odd = {one: two for one, two in joint.items() if _lies_on((one.at, two.at), edges)}
    pairs = shared | odd | pairs
    return _closed(shapes, loose, {(a.index, a.is_start): b for a, b in pairs.items()})


def _loose(shape: Shape) -> Path | None:
    """The way of a contour that is cut and open."""
    figure = shape.figure
    if shape.use is Use.MARK or shape.width or isinstance(figure, Disc) or len(figure) > 1:
        return None
    return None if figure[0].closed else figure[0].path


def _ends(index: int, path: Path) -> Iterable[_End]:
    for is_start, line in ((False, path), (True, path.reversed())):
        *_, (begin, step) = line.steps()
        yield _End(index, is_start, step.end, _way(begin, step), step, begin)


def _way(begin: Point, step: Segment) -> Vec:
    """Of length 1: where a step is heading when it ends."""
    if isinstance(step, Arc):
        out = step.end - step.centre(begin)
        way = Vec(-out.dy, out.dx) if step.ccw else Vec(out.dy, -out.dx)
    else:
        way = step.end - begin
    length = (way.dx**2 + way.dy**2) ** 0.5
    return Vec(way.dx / length, way.dy / length) if length else Vec(0.0, 0.0)


# ------------------------------------------------------------------------------------------- tabs


def _facing(ends: Sequence[_End]) -> list[tuple[_End, _End, float]]:
    """The ends that face each other, both ways round, with what is between them."""
    cells: dict[tuple[int, int], list[_End]] = defaultdict(list)
    for end in ends:
        cells[_cell(end.at)].append(end)
    nearest: dict[_End, tuple[float, _End]] = {}
    for end in ends:
        column, row = _cell(end.at)
        around = (
            other
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in cells.get((x, y), ())
            if other is not end
        )
        gaps = [(across, other) for other in around if (across := _gap(end, other)) is not None]
        if gaps:
            nearest[end] = min(gaps, key=lambda each: each[0])
    return [
        (one, two, across)
        for one, (across, two) in nearest.items()
        if two in nearest and nearest[two][1] is one
    ]


def _cell(at: Point) -> tuple[int, int]:
    return int(at.x // WIDTHS[1]), int(at.y // WIDTHS[1])


def _gap(one: _End, two: _End) -> float | None:
    """Millimetres from one end straight on, or on along its circle, to another that faces it."""
    across = one.at.distance(two.at)
    if not WIDTHS[0] <= across <= WIDTHS[1] or isinstance(one.step, Arc) is not isinstance(
        two.step, Arc
    ):
        return None
    if isinstance(one.step, Arc) and isinstance(two.step, Arc):
        if one.step.ccw is two.step.ccw or abs(one.step.radius - two.step.radius) > _SAME:
            return None
        centres = one.step.centre(one.begin), two.step.centre(two.begin)
        off = abs(two.at.distance(centres[0]) - one.step.radius)
        if max(off, abs(one.at.distance(centres[1]) - two.step.radius)) > 2 * _SAME:
            return None
        return across if _ahead(one, two.at) > 0 < _ahead(two, one.at) else None
    facing = _ahead(one, two.at) > 0 < _ahead(two, one.at)
    straight = max(abs(_aside(one, two.at)), abs(_aside(two, one.at))) <= _SAME
    return across if facing and straight else None


def _ahead(end: _End, place: Point) -> float:
    off = place - end.at
    return off.dx * end.way.dx + off.dy * end.way.dy


def _aside(end: _End, place: Point) -> float:
    off = place - end.at
    return off.dy * end.way.dx - off.dx * end.way.dy


def _usual(gaps: Sequence[float]) -> tuple[float, int]:
    """The width that most gaps have, and how many there are of it; each gap is there twice."""
    if not gaps:
        return 0.0, 0
    width = Counter(round(gap / _SAME) * _SAME for gap in gaps).most_common(1)[0][0]
    return width, sum(abs(gap - width) <= _SAME for gap in gaps) // 2


# ----------------------------------------------------------------------------------- shared edges

_Line: TypeAlias = tuple[Point, Point]


def _lines(shapes: Sequence[Shape]) -> Iterable[_Line]:
    """The straight lines of all that is cut."""
    for shape in shapes:
        if shape.use is not Use.MARK and not isinstance(shape.figure, Disc):
            for loop in shape.figure:
                for start, step in loop.path.steps():
                    if isinstance(step, Line):
                        yield start, step.end


def _shared(ends: Sequence[_End], lines: Sequence[_Line], spare: float) -> dict[_End, _End]:
    """The ends between which another contour is cut, all but `spare` millimetres of it."""
    beside: dict[tuple[bool, int], list[_Line]] = defaultdict(list)
    for line in lines:
        (a, b), level = line, abs(line[0].y - line[1].y) < _SAME
        if level or abs(a.x - b.x) < _SAME:
            for cell in _rows(a.y if level else a.x):
                beside[level, cell].append(line)
    pairs: dict[_End, _End] = {}
    for end in ends:
        for way in _ways(end):
            level = abs(way.dy) < _SAME
            if end in pairs or not (level or abs(way.dx) < _SAME):
                continue
            cut = beside.get((level, round((end.at.y if level else end.at.x) / _SAME)), ())
            for other in sorted(_on(end, way, ends), key=lambda each: end.at.distance(each.at)):
                span = (end.at, other.at)
                if other not in pairs and _uncut(span, cut) <= spare + _SAME:
                    pairs |= {end: other, other: end}
                    break
    return pairs


def _rows(place: float) -> tuple[int, int, int]:
    row = round(place / _SAME)
    return row - 1, row, row + 1


def _ways(end: _End) -> tuple[Vec, Vec]:
    """Straight on, or round a square corner; the metal of a plate is to the left of its contour."""
    way = end.way
    round_ = Vec(way.dy, -way.dx) if end.is_start else Vec(-way.dy, way.dx)
    return way, round_


def _on(end: _End, way: Vec, ends: Sequence[_End]) -> Iterable[_End]:
    """The ends on the line ahead that come the other way."""
    for other in ends:
        off = other.at - end.at
        if abs(off.dy * way.dx - off.dx * way.dy) > _SAME:
            continue
        facing = any(each.dx * way.dx + each.dy * way.dy < _SAME - 1 for each in _ways(other))
        if other is not end and facing and off.dx * way.dx + off.dy * way.dy > _SAME:
            yield other


def _lies_on(span: _Line, edges: Iterable[_Line]) -> bool:
    return any(_overlap(span, edge) is not None for edge in edges)


def _uncut(span: _Line, cut: Iterable[_Line]) -> float:
    """Millimetres of a straight line along which nothing is cut."""
    parts = sorted(part for line in cut if (part := _overlap(span, line)) is not None)
    reached = left = 0.0
    for low, high in parts:
        left += max(0.0, low - reached)
        reached = max(reached, high)
    return left + max(0.0, span[0].distance(span[1]) - reached)


def _overlap(span: _Line, line: _Line) -> tuple[float, float] | None:
    """From where to where along a line another one lies on it or touches it."""
    a, b = span
    length = a.distance(b)
    way = (b - a) * (1 / length)
    offs = [place - a for place in line]
    if any(abs(off.dy * way.dx - off.dx * way.dy) > _SAME for off in offs):
        return None
    low, high = sorted(off.dx * way.dx + off.dy * way.dy for off in offs)
    low, high = max(low, 0.0), min(high, length)
    return (low, high) if high - low > -_SAME else None


# --------------------------------------------------------------------------------- whole contours


def _closed(
    shapes: Sequence[Shape], loose: dict[int, Path], next_: dict[tuple[int, bool], _End]
) -> list[Shape]:
    """The shapes, contours whose every end has another made one."""
    whole: dict[int, Shape] = {}
    parts: set[int] = set()
    for first in loose:
        chain = _chain(first, loose, next_) if first not in parts else None
        if chain is not None:
            members, path = chain
            parts |= members
            whole[first] = replace(shapes[first], figure=(Loop(path, closed=True),))
    return [
        whole.get(index, shape)
        for index, shape in enumerate(shapes)
        if index in whole or index not in parts
    ]


def _chain(
    first: int, loose: dict[int, Path], next_: dict[tuple[int, bool], _End]
) -> tuple[set[int], Path] | None:
    """The contours from one round to it again, as one; `None` where there is no way round."""
    whole = loose[first]
    members = {first}
    here = (first, False)
    while True:
        end = next_.get(here)
        if end is None:
            return None
        whole = Path(whole.start, (*whole.segments, _over(whole, end.at)))
        if end.index == first:
            return (members, whole) if end.is_start else None
        if end.index in members:
            return None
        members.add(end.index)
        path = loose[end.index] if end.is_start else loose[end.index].reversed()
        whole = Path(whole.start, (*whole.segments, *path.segments))
        here = (end.index, not end.is_start)


def _over(path: Path, end: Point) -> Segment:
    """The step from where a path ends to where it goes on: round its circle, or straight."""
    *_, (begin, last) = path.steps()
    way, off = _way(begin, last), end - last.end
    if isinstance(last, Arc) and abs(off.dy * way.dx - off.dx * way.dy) > _SAME:
        return Arc(end, last.radius, last.ccw)
    return Line(end)
