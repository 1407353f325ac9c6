"""One side of a plate as DXF R12 for old controllers, in millimetres.

As the DXF of R2010, but each contour or stroke is a POLYLINE with records for its vertices.
R12 has no unit: the drawing says that it is metric, and the file's name that it is in millimetres.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import assert_never

from generator.formats.dxf import COLOUR, view
from generator.formats.dxf_read import read
from generator.formats.flat import frame, machined, only
from generator.geometry import Arc, Line, Path, Point, rounded
from generator.layout import Area, Dot, Layout, Mark, Stroke

__all__ = ["read", "view", "write"]


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of one layout; the same layout gives the same bytes anywhere and any day.

    Raises `ValueError` for anything but one drawable layout, see `flat.only`.
    """
    layout = only(layouts)
    pairs = [*_header(layout), *_layers(layout), (0, "SECTION"), (2, "ENTITIES")]
    for _, marks in machined(layout):
        for mark in marks:
            pairs.extend(_entities(mark))
    pairs += [(0, "ENDSEC"), (0, "EOF")]
    return "".join(f"{code:>3}\n{value}\n" for code, value in pairs).encode("ascii")


def _header(layout: Layout) -> Iterator[tuple[int, str]]:
    box = frame(layout)
    corner = _mm(box.right), _mm(box.top)
    yield from ((0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1009"))
    yield from ((9, "$MEASUREMENT"), (70, "1"))
    yield from ((9, "$EXTMIN"), (10, "0.0"), (20, "0.0"), (30, "0.0"))
    yield from ((9, "$EXTMAX"), (10, corner[0]), (20, corner[1]), (30, "0.0"))
    yield from ((9, "$LIMMIN"), (10, "0.0"), (20, "0.0"))
    yield from ((9, "$LIMMAX"), (10, corner[0]), (20, corner[1]))
    yield 0, "ENDSEC"


def _layers(layout: Layout) -> Iterator[tuple[int, str]]:
    """The one line type, and a layer for each role."""
    yield from ((0, "SECTION"), (2, "TABLES"))
    yield from ((0, "TABLE"), (2, "LTYPE"), (70, "1"), (0, "LTYPE"), (2, "CONTINUOUS"), (70, "0"))
    yield from ((3, "Solid line"), (72, "65"), (73, "0"), (40, "0.0"), (0, "ENDTAB"))
    roles = [role for role, _ in machined(layout)]
    yield from ((0, "TABLE"), (2, "LAYER"), (70, str(len(roles))))
    for role in roles:
        yield from ((0, "LAYER"), (2, role.value), (70, "0"), (62, str(COLOUR[role])))
        yield 6, "CONTINUOUS"
    yield from ((0, "ENDTAB"), (0, "ENDSEC"))


def _entities(mark: Mark) -> Iterator[tuple[int, str]]:
    layer = mark.role.value
    match mark:
        case Dot():
            yield from ((0, "CIRCLE"), (8, layer))
            yield from _at(mark.centre)
            yield 40, f"{mark.diameter / 2:.4f}"
        case Stroke():
            yield from _polyline(mark.path, layer, closed=False)
        case Area():
            for loop in (mark.outline, *mark.holes):
                yield from _polyline(loop, layer, closed=True)
        case _:
            assert_never(mark)


def _polyline(path: Path, layer: str, *, closed: bool) -> Iterator[tuple[int, str]]:
    yield from ((0, "POLYLINE"), (8, layer), (66, "1"))
    yield from ((10, "0.0"), (20, "0.0"), (30, "0.0"), (70, "1" if closed else "0"))
    for start, segment in path.steps():
        yield from ((0, "VERTEX"), (8, layer))
        yield from _at(start)
        match segment:
            case Line():
                pass
            case Arc():
                # The tangent of a quarter of the turn; a tenth decimal moves no plate's arc.
                bulge = math.tan(segment.sweep(start) / 4)
                yield 42, f"{bulge if segment.ccw else -bulge:.10f}"
            case _:
                assert_never(segment)
    if not closed:
        yield from ((0, "VERTEX"), (8, layer))
        yield from _at(path.segments[-1].end)
    yield from ((0, "SEQEND"), (8, layer))


def _at(point: Point) -> tuple[tuple[int, str], ...]:
    return (10, _mm(point.x)), (20, _mm(point.y)), (30, "0.0")


def _mm(value: float) -> str:
    return f"{rounded(value):.3f}"
