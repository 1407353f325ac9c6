"""The plain entities of a DXF as circles and contours, in millimetres."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.formats.flat_read import FARTHEST, long_way
from generator.geometry import Arc, Line, Path, Point, Segment
from generator.lint.drawing import Disc, Loop
from generator.lint.dxf_tags import Record, number

_LEAST = 0.0005
"""Millimetres; a shorter line is none."""

_FLAT = 1e-9
"""How far an entity may stand off the plane."""

_FROM_EARLIER, _MESH = 8, 16 | 64
"""Flags of an old polyline: in space, and a surface."""

FAULTS = {
    "not-finite": "a number is not finite",
    "not-understood": "a number or flag is not understood",
    "too-far": "it lies more than 10 m away",
    "zero-radius": "its radius is not positive",
    "zero-length": "a line has no length",
    "not-planar": "it is thick, raised, mirrored or tilted",
    "line-width": "its line has a width",
    "wrong-count": "its number of vertices is not the number that follow",
}

Figure: TypeAlias = "Disc | tuple[Loop, ...]"
Corner: TypeAlias = tuple[Point, float]
"""A vertex and the bulge of the step that leaves it."""


@dataclass(slots=True, repr=False)
class Drawn:
    """What an entity draws, if anything, and the codes of what is wrong with it."""

    figure: Figure | None = None
    faults: list[tuple[str, Point | None]] = field(default_factory=list)


def drawn(group: Sequence[Record], scale: float) -> Drawn:
    """The figure of an entity; an old polyline comes with its vertices."""
    record, made = group[0], Drawn()
    try:
        if not _is_flat(group):
            made.faults.append(("not-planar", None))
        match record.kind:
            case "CIRCLE":
                _circle(record, scale, made)
            case "LINE":
                ends = (_point(record, 0, scale), _point(record, 1, scale))
                _steps([(end, 0.0) for end in ends], made, closed=False)
            case "ARC":
                _arc(record, scale, made)
            case "LWPOLYLINE":
                _light(record, scale, made)
            case _:
                _old(group, scale, made)
    except ValueError as error:
        code = str(error) if str(error) in FAULTS else "not-understood"
        made.faults.append((code, None))
        made.figure = None
    return made


def _is_flat(group: Iterable[Record]) -> bool:
    record = next(iter(group))
    levels = (30, 31, 38, 39, 210, 220)
    heights = [each.number(30) for each in group]
    off = [record.number(code) for code in levels] + heights
    return max(map(abs, off)) < _FLAT and abs(record.number(230, 1.0) - 1) < _FLAT


def _point(record: Record, which: int, scale: float) -> Point:
    if record.text(10 + which) is None or record.text(20 + which) is None:
        raise ValueError("not-understood")
    return _near(record.number(10 + which) * scale, record.number(20 + which) * scale)


def _near(x: float, y: float) -> Point:
    if not max(abs(x), abs(y)) <= FARTHEST:
        raise ValueError("too-far")
    return Point(x, y)


def _circle(record: Record, scale: float, made: Drawn) -> None:
    centre, radius = _point(record, 0, scale), record.number(40) * scale
    if radius < _LEAST:
        made.faults.append(("zero-radius", centre))
    elif radius > FARTHEST:
        made.faults.append(("too-far", centre))
    else:
        made.figure = Disc(centre, radius)


def _arc(record: Record, scale: float, made: Drawn) -> None:
    """The arc of an ARC entity, counter-clockwise from its first angle to its second."""
    centre, radius = _point(record, 0, scale), record.number(40) * scale
    if radius < _LEAST:
        made.faults.append(("zero-radius", centre))
        return
    sweep_deg = (record.number(51) - record.number(50)) % 360
    if radius > FARTHEST or sweep_deg * radius < _LEAST:
        made.faults.append(("too-far" if radius > FARTHEST else "zero-length", centre))
        return
    parts = 1 if sweep_deg <= 180 else 2
    turns = [math.radians(record.number(50) + sweep_deg * p / parts) for p in range(parts + 1)]
    start, *ends = (
        Point(centre.x + radius * math.cos(turn), centre.y + radius * math.sin(turn))
        for turn in turns
    )
    steps = tuple(Arc(end, radius, ccw=True) for end in ends)
    made.figure = (Loop(Path(start, steps), closed=False),)


def _light(record: Record, scale: float, made: Drawn) -> None:
    corners: list[dict[int, float]] = []
    for code, value in record.tags:
        if code == 10:
            corners.append({10: number(value)})
        elif code in (20, 40, 41, 42) and corners:
            corners[-1][code] = number(value)
    if any(20 not in corner for corner in corners):
        raise ValueError("not-understood")
    if any(corner.get(40) or corner.get(41) for corner in corners) or record.number(43):
        made.faults.append(("line-width", None))
    if record.integer(90, len(corners)) != len(corners):
        made.faults.append(("wrong-count", None))
    found = [(_near(c[10] * scale, c[20] * scale), c.get(42, 0.0)) for c in corners]
    _steps(found, made, closed=bool(record.integer(70) & 1))


def _old(group: Sequence[Record], scale: float, made: Drawn) -> None:
    record = group[0]
    flags = record.integer(70)
    if flags & _MESH:
        made.faults.append(("not-planar", None))
        return
    if group[-1].kind != "SEQEND":
        made.faults.append(("wrong-count", None))
    vertices = [each for each in group if each.kind == "VERTEX"]
    if any(each.number(code) for each in group for code in (40, 41)):
        made.faults.append(("line-width", None))
    found = [(_point(each, 0, scale), each.number(42)) for each in vertices]
    _steps(found, made, closed=bool(flags & 1))


def _steps(corners: list[Corner], made: Drawn, *, closed: bool) -> None:
    """Adds the contour through corners, without steps that have no length."""
    ends = [*corners[1:], corners[0]] if closed and corners else corners[1:]
    steps: list[Segment] = []
    here = corners[0][0] if corners else Point(0.0, 0.0)
    for (_, bulge), (end, _) in zip(corners, ends, strict=False):
        if here.distance(end) < _LEAST:
            made.faults.append(("zero-length", end))
            continue
        steps.extend(_bulged(here, end, bulge))
        here = end
    if not steps:
        if not made.faults:
            made.faults.append(("zero-length", None))
        return
    start = corners[0][0]
    if closed and here != start:
        last = steps[-1]
        steps[-1] = Arc(start, last.radius, last.ccw) if isinstance(last, Arc) else Line(start)
    made.figure = (Loop(Path(start, tuple(steps)), closed),)


def _bulged(start: Point, end: Point, bulge: float) -> tuple[Segment, ...]:
    """A bulge is the tangent of a quarter of the turn, positive when counter-clockwise."""
    chord = start.distance(end)
    if abs(bulge) * chord / 2 < _LEAST:
        return (Line(end),)
    if not abs(bulge) < 1e6:
        raise ValueError("too-far")
    arc = Arc(end, chord * (1 + bulge**2) / (4 * abs(bulge)), ccw=bulge > 0)
    return long_way(start, arc) if abs(bulge) > 1 else (arc,)
