"""What keeps Krux's camera from reading a plate.

The camera looks for a bright rectangle of a known shape on something dark, then for dots where its
settings say (selfcustody/krux, src/krux/pages/tiny_seed.py). Limits called measured were found with
that scanner on drawn pictures of plates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.geometry import Line, Point, Rect, Size
from generator.grid import Grid
from generator.layout import Area, Dot, Mark, Role, Stroke
from generator.pieces import Piece, guides
from generator.slots import cell_box, field_box
from generator.template import Field, Frame, Punch, Side, Template

READER = "Krux camera"
"""How a template names it among its readers."""

CELLS = 12
"""Rows and columns of the grid on each side."""

ENCODING = "bits-12"
"""What it takes a row of dots for: the word's number from 1, in weights from 2048 to 1."""

FIRST_WORDS = {"front": 1, "back": CELLS + 1}
"""The number of the word in the first row of each side."""

DOT = (0.80, 0.95)
"""Dot diameter over the smaller pitch; measured, read always."""

OUTLINE_ERROR = 0.5
"""Millimetres that an outline may be too large or small, or the grid off its place; measured."""

CORNER_RADIUS = 5.0
"""Millimetres; measured, from 0 on."""

RING = (0.5, 5.0)
"""Millimetres of a dark ring that pass for what is dark around a plate; measured."""

SPECK = 0.6
"""Millimetres of something dark among the dots at a pitch of `SPECK_PITCH`; measured, harmless."""

SPECK_PITCH = 2.0
"""Millimetres; on a larger pitch the camera sees a larger speck as it saw that one."""

LINE = 0.1
"""Of the pitch. Ours: how wide a thin line may be; lines between the cells were measured harmless.
"""


@dataclass(frozen=True, slots=True)
class Known:
    """An outline that the camera knows, and where the grid begins in it on each side.

    Origins are from the top left corner. `aspects` are height over width as the scanner takes them.
    `hole` is the largest diameter at a corner, measured.
    """

    name: str
    size: Size
    pitch: Size
    front: Point
    back: Point
    aspects: tuple[float, float]
    hole: float


TINY_SEED = Known(
    "Tiny Seed",
    Size(27.2, 34.5),
    Size(1.75, 2.0),
    Point(4.5, 6.5),
    Point(4.0, 6.2),
    (1.1, 1.3),
    4.0,
)
KEY_TAG = Known(
    "KeyTag", Size(33.5, 36.0), Size(2.0, 2.0), Point(6.5, 6.8), Point(6.5, 6.8), (0.9, 1.1), 4.0
)


def binary_grid(side: float) -> Known:
    """The square of any side: 14 cells, of which the outer ring is the border.

    2 mm of a hole were measured at a side of 28 mm, where 3 mm break it; that is one cell.
    """
    cell = side / (CELLS + 2)
    corner = Point(cell, cell)
    size, pitch = Size(side, side), Size(cell, cell)
    return Known("Binary Grid", size, pitch, corner, corner, (0.7, 1.3), cell)


@dataclass(frozen=True, slots=True)
class _Outline:
    """What the camera takes for the plate: its edge, or the rectangle inside a frame."""

    what: str
    box: Rect
    corner_radius: float


def problems(template: Template, side: Side, full: tuple[Piece, ...]) -> Iterator[str]:
    """Everything on one full side that the camera can't read, in words."""
    for field in side.fields:
        yield from _dots(field)
    grids = [(number, f) for number, f in enumerate(side.fields, start=1) if _is_grid(f)]
    if len(grids) != 1:
        yield (
            f"{len(grids)} grids of {CELLS} × {CELLS} dots on the {side.name}; "
            "Krux's camera reads one on each side"
        )
        return
    ((number, field),) = grids
    yield from _order(side, field)
    frame = _frame_around(side, field_box(field))
    if frame is not None:
        yield from _ring(frame)
    outline = _outline(template, frame)
    known = _known(outline.box)
    if known is None:
        yield (
            f"{outline.what} of {_size(outline.box)} mm; Krux's camera knows "
            f"{_size(TINY_SEED.size)} mm, {_size(KEY_TAG.size)} mm and squares, "
            f"each within {OUTLINE_ERROR} mm"
        )
        return
    yield from _shape(outline, known)
    yield from _off_place(side, field, outline.box, known)
    yield from _holes(full, outline.box, known)
    yield from _in_the_way(side, number, full)


def _is_grid(field: Field) -> bool:
    straight = field.ring is None and field.blocks == 1
    straight &= field.fit == "exact" and field.from_column == 0
    return (
        straight and isinstance(field.mark, Punch) and (field.rows, field.columns) == (CELLS, CELLS)
    )


def _order(side: Side, field: Field) -> Iterator[str]:
    """What the camera takes each dot for: rows are words from the top, columns 2048 to 1."""
    if field.encoding != ENCODING:
        yield f"{field.encoding} on the {side.name}; Krux's camera reads {ENCODING}"
    right, down = field.column_step, field.row_step
    if not (right.dx > 0 == right.dy and down.dy < 0 == down.dx):
        yield (
            f"columns by ({right.dx:g}, {right.dy:g}) and rows by ({down.dx:g}, {down.dy:g}) mm on "
            f"the {side.name}; Krux's camera reads columns to the right and rows downwards"
        )
    first = FIRST_WORDS[side.name]
    found = field.from_row + 1
    if found != first:
        yield (
            f"dots of the words from {found} on the {side.name}; "
            f"Krux's camera reads those from {first} there"
        )


def _dots(field: Field) -> Iterator[str]:
    if field.ring is not None:
        yield "dots on a ring; Krux's camera reads straight rows"
    elif isinstance(field.mark, Punch):
        room = cell_box(field)
        ratio = field.mark.diameter / min(room.width, room.height)
        low, high = DOT
        if not low - 1e-9 <= ratio <= high + 1e-9:
            yield f"dots of {ratio:.2f} of the pitch; Krux's camera reads {low} to {high}"


def _inside(frame: Frame) -> Rect:
    at, size = frame.at, frame.size
    return Rect(at.x, at.y, at.x + size.width, at.y + size.height)


def _frame_around(side: Side, grid: Rect) -> Frame | None:
    """The narrowest frame that the grid stands in."""
    around = [frame for frame in side.frames if _inside(frame).contains(grid)]
    return min(around, key=lambda frame: frame.size.width, default=None)


def _outline(template: Template, frame: Frame | None) -> _Outline:
    if frame is not None:
        return _Outline("a frame", _inside(frame), frame.corner_radius)
    size = template.plate.size
    edge = Rect(0.0, 0.0, size.width, size.height)
    return _Outline("an outline", edge, template.plate.corner_radius)


def _ring(frame: Frame) -> Iterator[str]:
    least, most = RING
    if not least - 1e-9 <= frame.width <= most + 1e-9:
        yield (
            f"a frame with a ring of {frame.width:g} mm; "
            f"Krux's camera takes {least:g} to {most:g} mm for what is around a plate"
        )


def _size(of: Size | Rect) -> str:
    return f"{of.width:g} × {of.height:g}"


def _known(box: Rect) -> Known | None:
    """The outline that a rectangle is meant for, by its size."""
    for known in (TINY_SEED, KEY_TAG, binary_grid((box.width + box.height) / 2)):
        off = (
            (box.width - known.size.width, box.height - known.size.height)
            if known in (TINY_SEED, KEY_TAG)
            else (box.width - box.height, 0.0)
        )
        if max(map(abs, off)) <= OUTLINE_ERROR + 1e-9:
            return known
    return None


def _shape(outline: _Outline, known: Known) -> Iterator[str]:
    low, high = known.aspects
    aspect = outline.box.height / outline.box.width
    if not low <= aspect <= high:
        yield (
            f"{outline.what} {aspect:.3f} times as high as wide; "
            f"for {known.name} Krux's camera takes {low} to {high}"
        )
    if outline.corner_radius > CORNER_RADIUS + 1e-9:
        yield (
            f"{outline.what} with corners of {outline.corner_radius:g} mm; "
            f"Krux's camera stands 0 to {CORNER_RADIUS:g} mm"
        )


def _off_place(side: Side, field: Field, outline: Rect, known: Known) -> Iterator[str]:
    """Where the camera looks it stretches with the outline, so its places are stretched here."""
    grid = field_box(field)
    wide, high = outline.width / known.size.width, outline.height / known.size.height
    origin = known.front if side.name == "front" else known.back
    across, down = CELLS * known.pitch.width, CELLS * known.pitch.height
    begins = Point(grid.left - outline.left, outline.top - grid.top)
    ends = Point(grid.right - outline.left, outline.top - grid.bottom)
    looked = Point(origin.x * wide, origin.y * high)
    last = Point((origin.x + across) * wide, (origin.y + down) * high)
    for what, found, due in (("begins", begins, looked), ("ends", ends, last)):
        if max(abs(found.x - due.x), abs(found.y - due.y)) > OUTLINE_ERROR + 1e-9:
            yield (
                f"the grid on the {side.name} {what} at ({found.x:.2f}, {found.y:.2f}) from the "
                f"top left; for {known.name} Krux's camera looks at ({due.x:.2f}, {due.y:.2f}), "
                f"within {OUTLINE_ERROR} mm"
            )


def _holes(standing: tuple[Piece, ...], outline: Rect, known: Known) -> Iterator[str]:
    for piece in standing:
        if piece.role is not Role.HOLE:
            continue
        box = piece.box()
        across = box.width
        if across > known.hole + 1e-9 and _meets(box, outline):
            yield (
                f"{piece.what} of {across:g} mm; on {known.name} of {_size(outline)} mm "
                f"Krux's camera stands {known.hole:.2f} mm"
            )


def _in_the_way(side: Side, number: int, full: tuple[Piece, ...]) -> Iterator[str]:
    """What stands among the dots of a field and could be taken for one, or be part of one."""
    field = side.fields[number - 1]
    grid, room = field_box(field), cell_box(field)
    pitch = min(room.width, room.height)
    most = max(SPECK, SPECK / SPECK_PITCH * pitch)
    for piece in (*(piece for piece in full if piece.role is not Role.GUIDE), *_guides(side, most)):
        own_mark = piece.role is Role.MARK and piece.field == number
        if own_mark or piece.role is Role.OUTLINE or not _reaches(piece, grid):
            continue
        box = piece.box()
        if max(box.width, box.height) <= most + 1e-9 or _thin(piece, LINE * pitch):
            continue
        if piece.role is Role.FIDUCIAL and _surrounds(piece, grid):
            continue
        yield (
            f"{piece.what} of {box.width:.2f} × {box.height:.2f} mm among the dots on the "
            f"{side.name}; Krux's camera stands {most:.2f} mm"
        )


def _guides(side: Side, most: float) -> Iterator[Piece]:
    """The guides larger than that; of a blank, because they give way to marks."""
    for number, field in enumerate(side.fields, start=1):
        if field.guide is not None:
            size = field.guide.size
            if max(size.width, size.height) + field.guide.width > most + 1e-9:
                yield from guides(Grid(()), field, number)


def _meets(one: Rect, other: Rect) -> bool:
    """Whether two boxes have room in common, more than an edge."""
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return min(across, up) > 1e-6


def _reaches(piece: Piece, grid: Rect) -> bool:
    """Whether a piece stands among the dots, by its box unless it is round."""
    dot = piece.marks[0]
    if len(piece.marks) == 1 and isinstance(dot, Dot):
        spot = Rect(dot.centre.x, dot.centre.y, dot.centre.x, dot.centre.y)
        return spot.gap(grid) < dot.diameter / 2 - 1e-6
    return _meets(piece.box(), grid)


def _thin(piece: Piece, most: float) -> bool:
    """Whether a piece is a guide of thin straight lines."""
    return piece.role is Role.GUIDE and all(_straight(mark, most) for mark in piece.marks)


def _straight(mark: Mark, most: float) -> bool:
    return (
        isinstance(mark, Stroke)
        and mark.width <= most + 1e-9
        and all(isinstance(step, Line) for step in mark.path.segments)
    )


def _surrounds(piece: Piece, grid: Rect) -> bool:
    """Whether the grid stands in the hole of a frame."""
    areas = (mark for mark in piece.marks if isinstance(mark, Area))
    return any(hole.box().contains(grid) for area in areas for hole in area.holes)
