"""Dark squares of a grid merged into solid areas."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from generator.geometry import Path, Point, polygon

QUIET = 4
"""The quiet zone around a QR code in modules (ISO/IEC 18004, 9.1)."""

Square = tuple[int, int]
"""(row, column), 0-based, row 0 at the top."""

_Corner = tuple[int, int]
"""(x, y) in whole pitches, y up: square (row, column) spans column..column+1 and -row-1..-row."""


def merged_squares(
    dark: AbstractSet[Square], origin: Point, pitch: float, inset: float
) -> tuple[tuple[Path, tuple[Path, ...]], ...]:
    """Each solid piece as its outline, counter-clockwise, and the holes in it, clockwise.

    Squares that share an edge are one piece; those that share only a corner are two, kept apart
    by the `inset`, by which every edge stands inside its squares.
    `origin` is the upper left corner of square (0, 0); all lengths in millimetres.
    Pieces come in the reading order of their first squares.
    """
    pieces = _pieces(dark)
    piece_of = {square: number for number, piece in enumerate(pieces) for square in piece}
    loops: list[list[list[_Corner]]] = [[] for _ in pieces]
    for start, corners in _loops(dark):
        loops[piece_of[start]].append(corners)
    areas = []
    for piece_loops in loops:
        paths = [_inset_path(corners, origin, pitch, inset) for corners in piece_loops]
        outline = max(paths, key=lambda path: path.area())
        areas.append((outline, tuple(path for path in paths if path is not outline)))
    return tuple(areas)


def _pieces(dark: AbstractSet[Square]) -> list[list[Square]]:
    """The squares of each edge-connected piece, in reading order."""
    seen: set[Square] = set()
    pieces = []
    for first in sorted(dark):
        if first in seen:
            continue
        seen.add(first)
        piece = [first]
        for row, column in piece:
            for near in (
                (row - 1, column),
                (row + 1, column),
                (row, column - 1),
                (row, column + 1),
            ):
                if near in dark and near not in seen:
                    seen.add(near)
                    piece.append(near)
        pieces.append(piece)
    return pieces


def _loops(dark: AbstractSet[Square]) -> list[tuple[Square, list[_Corner]]]:
    """The boundary loops with the dark on their left: a square on each, and its turning corners."""
    edges: dict[tuple[_Corner, _Corner], Square] = {}
    for row, column in sorted(dark):
        left, right, bottom, top = column, column + 1, -row - 1, -row
        if (row + 1, column) not in dark:
            edges[(left, bottom), (right, bottom)] = (row, column)
        if (row, column + 1) not in dark:
            edges[(right, bottom), (right, top)] = (row, column)
        if (row - 1, column) not in dark:
            edges[(right, top), (left, top)] = (row, column)
        if (row, column - 1) not in dark:
            edges[(left, top), (left, bottom)] = (row, column)
    loops = []
    while edges:
        (begin, here), square = next(iter(edges.items()))
        del edges[begin, here]
        direction = (here[0] - begin[0], here[1] - begin[1])
        first = (begin, direction)
        corners: list[_Corner] = []
        while (here, turn := _turn(edges.keys(), here, direction, first)) != first:
            if turn != direction:
                corners.append(here)
            ahead = _ahead(here, turn)
            del edges[here, ahead]
            here, direction = ahead, turn
        if direction != first[1]:
            corners.append(begin)
        loops.append((square, corners))
    return loops


def _turn(
    edges: AbstractSet[tuple[_Corner, _Corner]],
    here: _Corner,
    direction: _Corner,
    first: tuple[_Corner, _Corner],
) -> _Corner:
    """The direction in which a loop goes on from `here`."""
    dx, dy = direction
    # Left first: where two squares meet at a corner, the loop stays with its own.
    turns = ((-dy, dx), (dx, dy), (dy, -dx))
    return next(t for t in turns if (here, _ahead(here, t)) in edges or (here, t) == first)


def _ahead(here: _Corner, direction: _Corner) -> _Corner:
    return here[0] + direction[0], here[1] + direction[1]


def _inset_path(corners: list[_Corner], origin: Point, pitch: float, inset: float) -> Path:
    points = []
    for before, here, after in zip(
        [corners[-1], *corners[:-1]], corners, [*corners[1:], corners[0]], strict=True
    ):
        dx, dy = 0.0, 0.0
        for tail, head in ((before, here), (here, after)):
            # The dark is on the left, so inwards is the direction turned left.
            dx -= _sign(head[1] - tail[1])
            dy += _sign(head[0] - tail[0])
        points.append(
            Point(
                origin.x + here[0] * pitch + dx * inset, origin.y + here[1] * pitch + dy * inset
            ).rounded()
        )
    return polygon(points)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
