"""One side of a plate as a project of LightBurn (.lbrn2): millimetres, y up, origin at the datum.

An ellipse for every dot, a path of lines and cubic curves for every contour and stroke.
A layer ("cut setting") by role cuts or follows lines, and one of its own fills what is filled;
power and speed are the machine's owner's, so no layer says them. A back has marks alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import assert_never

from generator.formats.flat import contour, machined, only
from generator.formats.kerf import beside
from generator.formats.lightburn_read import read
from generator.geometry import Arc, Line, Path, Point, Segment, in_parts, rounded
from generator.layout import (
    CUT_THROUGH,
    SURFACE,
    Area,
    Dot,
    Face,
    Layout,
    Mark,
    Role,
    Stroke,
    cut_once,
)

__all__ = ["read", "view", "write", "write_for_kerf"]

LINE = {
    Role.MARK: 0,
    Role.LEGEND: 1,
    Role.OUTLINE: 2,
    Role.GUIDE: 3,
    Role.HOLE: 5,
    Role.FIDUCIAL: 7,
}
"""The layer whose lines are followed, by its number in LightBurn's palette; colours as in SVG."""

FILL = {Role.MARK: 8, Role.FIDUCIAL: 9, Role.LEGEND: 10, Role.GUIDE: 11}
"""The layer that is filled; what is cut through has none."""

_OPENING = (
    '<LightBurnProject AppVersion="1.7.00" FormatVersion="1" MaterialHeight="0" '
    'MirrorX="False" MirrorY="False">'
)

_OFF = 0.0005
"""Millimetres that a cubic curve may stand off its arc."""

_QUARTER_OFF = 2.73e-4
"""How far the best cubic curve stands off a quarter turn, in radii; it falls with the sixth power
of the angle."""

_FLAT = 0.0005
"""Millimetres between an arc and its chord below which it is drawn as a line."""


def view(layout: Layout) -> Face:
    """What a project shows of a layout: no depth, no tool width, each contour of its own.

    Long arcs are several, as one cubic curve can't follow them; a back shows nothing that is cut.
    """
    return Face(tuple(seen for mark in cut_once(layout).marks for seen in _seen(mark)))


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of one layout; the same layout gives the same bytes anywhere and any day.

    Raises `ValueError` for anything but one drawable layout, see `flat.only`.
    """
    return _written(cut_once(only(layouts)), 0.0)


def write_for_kerf(layouts: tuple[Layout, ...], kerf: float) -> bytes:
    """The same with what is cut through drawn beside its edge, see `kerf.beside`.

    Not by the kerf offset of LightBurn's layers: it goes outwards around whatever lies alone on a
    layer, as holes do here.
    """
    return _written(cut_once(only(layouts)), kerf)


def _written(layout: Layout, kerf: float) -> bytes:
    settings: list[str] = []
    shapes: list[str] = []
    for role, marks in machined(layout):
        used = {_layer(mark) for mark in marks}
        for index in sorted(used):
            settings.append(_setting(role, index, len(settings)))
        for mark in marks:
            for text in _shapes(_drawn(mark, kerf)):
                shapes.append(text.replace("ID", f'VertID="{len(shapes)}" PrimID="{len(shapes)}"'))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        _OPENING,
        *settings,
        *shapes,
        *([f'    <Notes ShowOnLoad="0" Notes="Drawn for a kerf of {kerf:g} mm"/>'] if kerf else []),
        "</LightBurnProject>",
        "",
    ]
    return "\n".join(lines).encode("ascii")


def _seen(mark: Mark) -> tuple[Mark, ...]:
    drawn = _drawn(mark, 0.0)
    match drawn:
        case Dot():
            return (Dot(drawn.role, drawn.centre, drawn.diameter, SURFACE),)
        case Stroke():
            return (Stroke(drawn.role, drawn.path, 0.0, SURFACE),)
        case Area():
            loops = (drawn.outline, *drawn.holes)
            return tuple(Area(drawn.role, loop, (), SURFACE) for loop in loops)
        case _:
            assert_never(drawn)


def _drawn(mark: Mark, kerf: float) -> Mark:
    """The mark in lines and arcs that one cubic curve can follow, each contour turning left."""
    match mark:
        case Dot():
            drawn: Mark = mark
        case Stroke():
            drawn = Stroke(mark.role, _parted(mark.path), mark.width, mark.cut)
        case Area():
            outline, *holes = (_parted(contour(loop)) for loop in (mark.outline, *mark.holes))
            drawn = Area(mark.role, outline, tuple(holes), mark.cut)
        case _:
            assert_never(mark)
    return beside(drawn, kerf) if kerf and mark.role in CUT_THROUGH else drawn


def _layer(mark: Mark) -> int:
    """The number of the layer that a mark stands on."""
    filled = not isinstance(mark, Stroke) and mark.role in FILL
    return (FILL if filled else LINE)[mark.role]


def _setting(role: Role, index: int, priority: int) -> str:
    filled = index == FILL.get(role)
    kind, name = ("Scan", f"{role.value} fill") if filled else ("Cut", role.value)
    return (
        f'    <CutSetting type="{kind}">\n'
        f'        <index Value="{index}"/>\n'
        f'        <name Value="{name}"/>\n'
        f'        <priority Value="{priority}"/>\n'
        "    </CutSetting>"
    )


def _shapes(mark: Mark) -> Iterator[str]:
    layer = _layer(mark)
    match mark:
        case Dot():
            radius = f"{mark.diameter / 2:.4f}"
            yield (
                f'    <Shape Type="Ellipse" CutIndex="{layer}" Rx="{radius}" Ry="{radius}">\n'
                f"        <XForm>1 0 0 1 {_mm(mark.centre.x)} {_mm(mark.centre.y)}</XForm>\n"
                "    </Shape>"
            )
        case Stroke():
            yield _path(mark.path, layer, closed=False)
        case Area():
            for loop in (mark.outline, *mark.holes):
                yield _path(loop, layer, closed=True)
        case _:
            assert_never(mark)


def _path(path: Path, layer: int, *, closed: bool) -> str:
    """A path shape; one that is not a contour ends at a vertex of its own, even at its start."""
    steps = tuple(path.steps())
    points = [start for start, _ in steps] + ([] if closed else [path.segments[-1].end])
    leaving = ["c0x1"] * len(points)
    arriving = ["c1x1"] * len(points)
    prims = []
    for number, (start, step) in enumerate(steps):
        after = (number + 1) % len(points)
        prims.append(f"{'L' if isinstance(step, Line) else 'B'}{number} {after}")
        if isinstance(step, Arc):
            one, two = _controls(start, step)
            leaving[number] = f"c0x{_fine(one.x)}c0y{_fine(one.y)}"
            arriving[after] = f"c1x{_fine(two.x)}c1y{_fine(two.y)}"
    verts = "".join(
        f"V{_mm(point.x)} {_mm(point.y)}{out}{back}"
        for point, out, back in zip(points, leaving, arriving, strict=True)
    )
    return (
        f'    <Shape Type="Path" CutIndex="{layer}" ID>\n'
        "        <XForm>1 0 0 1 0 0</XForm>\n"
        f"        <VertList>{verts}</VertList>\n"
        f"        <PrimList>{''.join(prims)}</PrimList>\n"
        "    </Shape>"
    )


def _controls(start: Point, arc: Arc) -> tuple[Point, Point]:
    """The inner control points of the cubic curve along an arc, which it meets half-way."""
    centre = arc.centre(start)
    reach = 4 / 3 * math.tan(arc.sweep(start) / 4) * (1 if arc.ccw else -1)
    return (
        Point(start.x - reach * (start.y - centre.y), start.y + reach * (start.x - centre.x)),
        Point(
            arc.end.x + reach * (arc.end.y - centre.y), arc.end.y - reach * (arc.end.x - centre.x)
        ),
    )


def _parted(path: Path) -> Path:
    """The same path, each arc short enough for one cubic curve, in whole micrometres."""
    steps: list[Segment] = []
    for start, step in path.steps():
        steps.extend(_parts(start, step) if isinstance(step, Arc) else (step,))
    return Path(path.start, tuple(steps))


def _parts(start: Point, arc: Arc) -> Iterator[Segment]:
    sweep = arc.sweep(start)
    if arc.radius * (1 - math.cos(sweep / 2)) < _FLAT:
        yield Line(arc.end)
        return
    widest = math.pi / 2 * min(1.0, (_OFF / (_QUARTER_OFF * arc.radius)) ** (1 / 6))
    yield from in_parts(start, arc, math.ceil(sweep / widest - 1e-6))


def _mm(value: float) -> str:
    return f"{rounded(value):.3f}"


def _fine(value: float) -> str:
    """A control point's coordinate; it needs more than the three decimals of a place."""
    return f"{round(value, 6) + 0.0:.6f}"
