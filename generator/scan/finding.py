"""Where in a photograph the plate is: its outline, before anything is known of the plate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from generator.errors import ReadError
from generator.geometry import Size
from generator.scan.lens import Lens, fitted, through
from generator.scan.pixels import Pixels, Points, area, hull, outlines, segments, shrunk, simplified

_LONGEST = 900
"""Pixels of the picture in which outlines are looked for."""

_LEAST = 0.03
"""Of the picture that a plate has to fill."""

_SAMPLES = 360


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """An outline in the picture: its places, all around, and where its straight sides meet.

    These four corners go clockwise as one looks at the picture.
    """

    places: Points
    corners: Points
    filled: float
    """How much of the corners' quadrangle it fills."""


def edges(picture: Pixels) -> tuple[Edge, ...]:
    """What may be the plate, the most likely first. Raises ReadError, which says what was seen."""
    small, factor = shrunk(picture, _LONGEST)
    height, width = small.shape[:2]
    found: list[Edge] = []
    cut = 0
    for mask in segments(small):
        for line in outlines(mask):
            if area(line) < _LEAST * width * height:
                continue
            if _at_border(line, width, height):
                cut += area(line) < 0.9 * width * height
                continue
            edge = _edge(line)
            if edge is not None:
                found.append(edge)
    apart = _apart(found)
    if len(apart) > 1:
        raise ReadError(
            f"{len(apart)} plates are in the picture; show one side of one plate at a time"
        )
    if not found and cut:
        raise ReadError("part of the plate is outside the picture; show all four of its edges")
    if not found:
        raise ReadError(
            "no plate is in the picture; lay it flat on a plain ground of another brightness, all "
            "four edges in view"
        )
    found.sort(key=lambda edge: -edge.filled)
    whole = [Edge(e.places / factor, e.corners / factor, e.filled) for e in found]
    return tuple(_different(whole))


def shapes(edge: Edge, size: Size, radius: float, picture: Pixels) -> Iterator[tuple[Lens, Size]]:
    """The plate upright and lying, as far as its outline may be so: a lens for each, with its size.

    Places on the plate count from the lower left corner as one looks at the picture.
    """
    left, right = _length(edge, 3, 0), _length(edge, 1, 2)
    seen = (_length(edge, 0, 1) + _length(edge, 2, 3)) / (left + right)
    for width, height in {(size.width, size.height), (size.height, size.width)}:
        if not 0.72 < (width / height) / seen < 1.4:
            continue
        places = np.array([(0, height), (width, height), (width, 0), (0, 0)], float)
        lens = through(edge.corners, places, picture.shape[:2])
        half = np.array([width / 2, height / 2])
        step = max(1, len(edge.places) // _SAMPLES)
        around = edge.places[::step]

        def off(lens: Lens, around: Points = around, half: Points = half) -> Points:
            return from_edge(lens.to_mm(around) - half, half, radius)

        yield fitted(lens, off, 0.01 * min(width, height)), Size(width, height)


def from_edge(places: Points, half: Points, radius: float) -> Points:
    """How far places lie outside a rectangle with rounded corners; less than 0 inside."""
    beyond = np.abs(places) - (half - radius)
    outside = np.hypot(*np.maximum(beyond, 0).T)
    return np.asarray(outside + np.minimum(beyond.max(axis=1), 0) - radius)


def _edge(line: Points) -> Edge | None:
    around = hull(line)
    if area(line) < 0.78 * area(around):
        return None
    length = float(np.hypot(*(np.roll(around, -1, axis=0) - around).T).sum())
    for part in (0.02, 0.03, 0.045, 0.06):
        corners = simplified(around, part * length)
        if len(corners) == 4:
            break
    else:
        return None
    corners = _straight(around, corners)
    whole = area(corners)
    if not whole:
        return None
    filled = area(around) / whole
    if not 0.85 < filled < 1.06 or not _plausible(corners):
        return None
    turn = np.arctan2(*(corners - corners.mean(axis=0)).T[::-1])
    # y points down in a picture, so that ascending angles are clockwise there.
    ordered = corners[np.argsort(turn)]
    start = int(np.argmin(ordered.sum(axis=1)))
    fullness = 1 - abs(1 - filled) - 0.5 * (1 - area(line) / area(around))
    return Edge(_dense(around), np.roll(ordered, -start, axis=0), fullness)


def _dense(corners: Points) -> Points:
    """Places all along a closed line, a pixel apart."""
    ends = np.roll(corners, -1, axis=0)
    return np.concatenate(
        [
            np.linspace(one, two, max(2, int(np.hypot(*(two - one)))), endpoint=False)
            for one, two in zip(corners, ends, strict=True)
        ]
    )


def _straight(around: Points, corners: Points) -> Points:
    """Corners where the four straight sides meet, though the plate's own are round."""
    places = _dense(around)
    sides = []
    for one, two in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        way = two - one
        long = float(np.hypot(*way))
        along = (places - one) @ way / long**2
        off = np.abs((places - one) @ np.array([-way[1], way[0]])) / long
        near = places[(along > 0.15) & (along < 0.85) & (off < 0.05 * long)]
        if len(near) < 4:
            return corners
        middle = near.mean(axis=0)
        sides.append((middle, np.linalg.svd(near - middle)[2][0]))
    met = [_meeting(sides[at - 1], sides[at]) for at in range(4)]
    return np.array(met) if all(each is not None for each in met) else corners


def _meeting(one: tuple[Points, Points], two: tuple[Points, Points]) -> Points | None:
    (start, way), (other, across) = one, two
    matrix = np.column_stack([way, -across])
    if abs(np.linalg.det(matrix)) < 0.05:
        return None
    return np.asarray(start + way * np.linalg.solve(matrix, other - start)[0])


def _plausible(corners: Points) -> bool:
    """Whether a rectangle may look like this: convex, no side or angle far from its opposite."""
    ways = np.roll(corners, -1, axis=0) - corners
    long = np.hypot(*ways.T)
    turns = ways[:, 0] * np.roll(ways[:, 1], -1) - ways[:, 1] * np.roll(ways[:, 0], -1)
    sines = turns / (long * np.roll(long, -1))
    return bool(
        (np.all(sines > 0.6) or np.all(sines < -0.6))
        and 0.5 < long[0] / long[2] < 2
        and 0.5 < long[1] / long[3] < 2
        and long.max() < 4 * long.min()
    )


def _at_border(line: Points, width: int, height: int) -> bool:
    low, high = line.min(axis=0), line.max(axis=0)
    return bool(low.min() < 2 or high[0] > width - 3 or high[1] > height - 3)


def _length(edge: Edge, one: int, two: int) -> float:
    return float(np.hypot(*(edge.corners[two] - edge.corners[one])))


def _apart(found: list[Edge]) -> list[Edge]:
    """Outlines of which none lies within another, each once."""
    kept: list[Edge] = []
    for edge in sorted(found, key=lambda each: -area(each.corners)):
        if all(_clear(edge, other) for other in kept):
            kept.append(edge)
    return kept


def _clear(one: Edge, other: Edge) -> bool:
    low, high = one.corners.min(axis=0), one.corners.max(axis=0)
    left, right = other.corners.min(axis=0), other.corners.max(axis=0)
    return bool(np.any(high < left) or np.any(right < low))


def _different(found: list[Edge]) -> Iterator[Edge]:
    """Those that are not nearly the same as one before."""
    kept: list[Edge] = []
    for edge in found:
        near = 0.006 * np.hypot(*np.ptp(edge.corners, axis=0))
        if all(np.abs(edge.corners - other.corners).max() > near for other in kept):
            kept.append(edge)
            yield edge
