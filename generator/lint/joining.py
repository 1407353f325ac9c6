"""Lines and arcs of a file that meet end to end, as the contours that they were meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from generator.geometry import Arc, Line, Path, Point, Segment
from generator.lint.drawing import Disc, Loop, Shape, Use
from generator.lint.findings import Findings

_MEET = 0.005
"""Millimetres between ends that machines join."""


def joined(shapes: Iterable[Shape], found: Findings) -> list[Shape]:
    """The shapes, open ones that may be cut joined where exactly two ends meet.

    Joined ones are noted: a machine may join them, or cut each for itself.
    """
    kept: list[Shape] = []
    loose: dict[str, list[tuple[Shape, Path]]] = defaultdict(list)
    for shape in shapes:
        figure = shape.figure
        if shape.use is Use.MARK or isinstance(figure, Disc) or figure[0].closed:
            kept.append(shape)
        else:
            loose[shape.layer].append((shape, figure[0].path))
    for parts in loose.values():
        kept.extend(_chains(parts, found))
    return sorted(kept, key=lambda shape: shape.number)


def _chains(parts: list[tuple[Shape, Path]], found: Findings) -> Iterable[Shape]:
    left = {index: path for index, (_, path) in enumerate(parts)}
    ends: dict[tuple[int, int], set[int]] = defaultdict(set)
    for index, path in left.items():
        for point in (path.start, path.segments[-1].end):
            ends[_cell(point)].add(index)
    while left:
        first = min(left)
        path = left.pop(first)
        members = 1
        while path.start.distance(path.segments[-1].end) > _MEET:
            found_next = _next(path.segments[-1].end, left, ends)
            if found_next is None:
                break
            index, beside = found_next
            del left[index]
            path = Path(path.start, (*_snapped(path, beside.start), *beside.segments))
            members += 1
        closed = members > 1 and path.start.distance(path.segments[-1].end) <= _MEET
        shape = parts[first][0]
        if closed:
            path = Path(path.start, _snapped(path, path.start))
            found.add("not-joined", "a contour is made of loose lines or arcs", path.start)
        yield replace(shape, figure=(Loop(path, closed),))


def _snapped(path: Path, end: Point) -> tuple[Segment, ...]:
    """The steps of a path, the last one ended exactly where the next begins."""
    last = path.segments[-1]
    snapped: Segment = Arc(end, last.radius, last.ccw) if isinstance(last, Arc) else Line(end)
    return (*path.segments[:-1], snapped)


def _next(
    end: Point, left: dict[int, Path], ends: dict[tuple[int, int], set[int]]
) -> tuple[int, Path] | None:
    """A loose path that goes on from an end, turned so that it does."""
    column, row = _cell(end)
    near = {
        index
        for x in (column - 1, column, column + 1)
        for y in (row - 1, row, row + 1)
        for index in ends.get((x, y), ())
        if index in left
    }
    for index in sorted(near):
        path = left[index]
        if path.start.distance(end) <= _MEET:
            return index, path
        if path.segments[-1].end.distance(end) <= _MEET:
            return index, path.reversed()
    return None


def _cell(point: Point) -> tuple[int, int]:
    return round(point.x / _MEET), round(point.y / _MEET)
