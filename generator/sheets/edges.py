"""The edges of nested plates as they are cut: with tabs left, and an edge of two cut once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias, assert_never

from generator.clearance import near
from generator.errors import RuleError
from generator.geometry import MICROMETRE, Arc, Line, Path, Point, Segment, Vec, circle
from generator.layout import Area, Dot, Mark, Role, Stroke

LEAST_CUT = 1.0
"""Millimetres cut at least between two tabs. Ours: shorter, and the tabs are the edge."""

_Span: TypeAlias = tuple[float, float]
"""From where to where along an edge, in millimetres of its length."""


@dataclass(frozen=True, slots=True)
class Tabs:
    """So many gaps of `width` millimetres left in each edge, which hold the plate in the sheet."""

    count: int
    width: float


@dataclass(slots=True)
class _Edge:
    """One closed edge, and the spans of it that are not cut."""

    mark: Mark
    path: Path
    starts: list[float]
    """How far along the edge each step begins, and at the end the whole length."""
    tabs: list[_Span]
    left_out: list[_Span] = field(default_factory=list)


def cuts(outlines: Sequence[Mark], tabs: Tabs | None) -> tuple[Mark, ...]:
    """The outlines as they are cut: whole ones as they are, others as strokes without width.

    Where straight edges of two plates coincide the first has the cut, with the tabs of both.
    Raises `RuleError` where the tabs don't fit.
    """
    edges = [_edge(mark, tabs) for mark in outlines]
    for first, second in near([edge.path.box() for edge in edges], MICROMETRE):
        one, two = sorted((first, second))
        _share(edges[one], edges[two])
    return tuple(mark for edge in edges for mark in _cut(edge))


def check_tabs(outlines: Iterable[Mark], tabs: Tabs) -> None:
    """Raise `RuleError` where the tabs don't fit on some outline."""
    for mark in outlines:
        _edge(mark, tabs)


def _edge(mark: Mark, tabs: Tabs | None) -> _Edge:
    match mark:
        case Dot():
            path = circle(mark.centre, mark.diameter / 2)
        case Area():
            path = mark.outline
        case Stroke():
            raise ValueError("the outline of a plate is an area or a dot")
        case _:
            assert_never(mark)
    starts = [0.0]
    for start, step in path.steps():
        starts.append(starts[-1] + _length(start, step))
    return _Edge(mark, path, starts, [] if tabs is None else list(_tabs(path, starts, tabs)))


def _length(start: Point, step: Segment) -> float:
    return step.sweep(start) * step.radius if isinstance(step, Arc) else start.distance(step.end)


def _tabs(path: Path, starts: Sequence[float], tabs: Tabs) -> Iterator[_Span]:
    """Tabs in the middle of the longest sides first, evenly where a side has several."""
    sides = [
        (starts[at], starts[at + 1])
        for at, step in enumerate(path.segments)
        if isinstance(step, Line)
    ] or [(0.0, starts[-1])]
    sides.sort(key=lambda side: (-round(side[1] - side[0], 3), side))
    for rank, (begin, end) in enumerate(sides):
        count = len(range(rank, tabs.count, len(sides)))
        if count and (end - begin) / count < tabs.width + LEAST_CUT:
            raise RuleError(
                f"{count} tab{'s' if count > 1 else ''} of {tabs.width:g} mm don't fit in an edge "
                f"of {end - begin:.1f} mm, which keeps {LEAST_CUT:g} mm of cut for each; "
                "ask for fewer or narrower ones"
            )
        for number in range(count):
            middle = begin + (number + 0.5) * (end - begin) / count
            yield middle - tabs.width / 2, middle + tabs.width / 2


def _share(one: _Edge, two: _Edge) -> None:
    """Leave out of the second edge what the first has as well, and give that the tabs of both."""
    for at, (start, step) in enumerate(one.path.steps()):
        for by, (other_start, other) in enumerate(two.path.steps()):
            if not (isinstance(step, Line) and isinstance(other, Line)):
                continue
            span = _shared(start, step.end, other_start, other.end)
            if span is None:
                continue
            low, high = (two.starts[by] + each for each in span[1])
            two.left_out.append((low, high))
            # Neighbours are cut in opposite directions, so lengths run against each other.
            first = one.starts[at] + span[0][0]
            for begin, end in two.tabs:
                begin_in, end_in = max(begin, low), min(end, high)
                if begin_in < end_in:
                    one.tabs.append((first + high - end_in, first + high - begin_in))


def _shared(a: Point, b: Point, c: Point, d: Point) -> tuple[_Span, _Span] | None:
    """What two lines in opposite directions have in common, as a span of each."""
    length = a.distance(b)
    way = Vec((b.x - a.x) / length, (b.y - a.y) / length)
    along, across = zip(*(_from(a, way, place) for place in (c, d)), strict=True)
    if max(map(abs, across)) > MICROMETRE / 2 or along[0] < along[1]:
        return None
    low, high = max(0.0, along[1]), min(length, along[0])
    if high - low < MICROMETRE:
        return None
    return (low, high), (along[0] - high, along[0] - low)


def _from(origin: Point, way: Vec, place: Point) -> tuple[float, float]:
    """How far a place is along a way from its origin, and beside it."""
    off = place - origin
    return off.dx * way.dx + off.dy * way.dy, off.dy * way.dx - off.dx * way.dy


def _cut(edge: _Edge) -> Iterator[Mark]:
    uncut = _merged([*edge.tabs, *edge.left_out])
    if not uncut:
        yield edge.mark
        return
    whole = edge.starts[-1]
    ends = [(end, begin) for (_, end), (begin, _) in pairwise(uncut)]
    # What goes through the place where the edge starts is one cut, not two.
    for begin, end in (*ends, (uncut[-1][1], whole + uncut[0][0])):
        if end - begin >= MICROMETRE:
            path = _along(edge, begin, end)
            if path.segments:
                yield Stroke(Role.OUTLINE, path, 0.0, edge.mark.cut)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1] + MICROMETRE / 2:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged


def _along(edge: _Edge, begin: float, end: float) -> Path:
    """The part of an edge between two lengths, which may go on past its start."""
    whole = edge.starts[-1]
    start: Point | None = None
    steps: list[Segment] = []
    for turn in (0.0, whole):
        for at, (here, step) in enumerate(edge.path.steps()):
            first, last = edge.starts[at] + turn, edge.starts[at + 1] + turn
            low, high = max(begin, first), min(end, last)
            if high - low < MICROMETRE / 2:
                continue
            if start is None:
                start = _place(here, step, low - first)
            reached = _place(here, step, high - first)
            if reached != (steps[-1].end if steps else start):
                steps.append(_to(reached, step))
    assert start is not None  # the span is not empty
    return Path(start, tuple(steps))


def _place(start: Point, step: Segment, by: float) -> Point:
    """The point so many millimetres along a step, in whole micrometres."""
    if abs(by) < MICROMETRE / 2:
        return start.rounded()
    if isinstance(step, Line):
        part = by / start.distance(step.end)
        return (start + (step.end - start) * part).rounded()
    centre = step.centre(start)
    angle = math.atan2(start.y - centre.y, start.x - centre.x)
    angle += (by if step.ccw else -by) / step.radius
    return (centre + Vec(math.cos(angle), math.sin(angle)) * step.radius).rounded()


def _to(end: Point, step: Segment) -> Segment:
    return Line(end) if isinstance(step, Line) else Arc(end, step.radius, step.ccw)
