"""What keeps a full plate from being made, or from being read by those it is meant for.

Every rule looks at a template with every slot marked, before any secret is asked for, so an error
can neither depend on a secret nor tell anything about one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import assert_never

from generator import glyphs
from generator.errors import RuleError
from generator.geometry import Arc, Point, Rect, Size
from generator.layout import Cut, Dot, Mark, Role, Stroke
from generator.place import Piece, full
from generator.slots import cell_box, field_box
from generator.template import Field, Guide, Letter, Module, Punch, Side, Template

LEAST_GAP = 0.1
"""Millimetres of metal between two features. Ours: what keeps two engraved lines apart."""

LEAST_FLOOR = 0.2
"""Millimetres of metal left under a pocket, or between a front and a back pocket. Ours."""

LEAST_CAP_HEIGHT = 0.5
"""Millimetres. Ours: below, a legend needs more than a loupe."""

MOST_STROKE = 0.2
"""Of the cap height; thicker strokes close the counters of our alphabet."""

LEAST_DOT = 0.2
"""Millimetres. Ours: the least diameter of a dot of the 5 × 7 alphabet."""

KRUX_CAMERA = "Krux camera"
KRUX_DOT = (0.80, 0.95)
"""Dot diameter over the smaller pitch; measured on Krux's scanner, which reads these always."""

LEAST_MODULE = 0.9
"""Of the pitch. Smaller modules on metal were measured to be read unreliably."""

LEAST_INSET = 0.01
"""Millimetres. Ours: what keeps two modules that meet at a corner from being one."""

QUIET_MODULES = 4
"""The quiet zone around a QR code in modules (ISO/IEC 18004, 9.1)."""


def check(template: Template) -> None:
    """Return if the full plate can be made; raise `RuleError` naming the first thing in the way."""
    for problem in problems(template):
        raise RuleError(f"{template.name} can't be made: {problem}")


def problems(template: Template) -> Iterator[str]:
    """Everything in the way of making the full plate, in words."""
    yield from _letters_too_small(template)
    yield from _depths(template)
    for side in template.sides:
        for field in side.fields:
            yield from _crowded(field)
            if KRUX_CAMERA in template.readers:
                yield from _unreadable_by_krux(field)
    for side, pieces in full(template):
        yield from _outside(template, side, pieces)
        yield from _touching(side, pieces)
        yield from _quiet_zone(template, side, pieces)


def _letters_too_small(template: Template) -> Iterator[str]:
    heights = {t.cap_height for side in template.sides for t in side.texts}
    heights |= {x.cap_height for s in template.sides for f in s.fields for x in f.labels}
    tools = [(height, template.engraving.width) for height in sorted(heights)]
    letters = [f.mark for s in template.sides for f in s.fields if isinstance(f.mark, Letter)]
    tools += [(letter.cap_height, letter.width) for letter in letters]
    dots = template.choice is not None and template.choice.style == "dots"
    for height, width in tools:
        if height < LEAST_CAP_HEIGHT:
            yield f"letters of {height:.2f} mm; at least {LEAST_CAP_HEIGHT} mm can be read"
        elif dots and glyphs.dot_diameter(height) < LEAST_DOT:
            dot = glyphs.dot_diameter(height)
            yield (
                f"letters of {height:.2f} mm would have dots of {dot:.2f} mm, at least "
                f"{LEAST_DOT} mm is needed; use --style stroke"
            )
        elif not dots and not 0 < width <= height * MOST_STROKE:
            most = height * MOST_STROKE
            yield f"a stroke of {width:.2f} mm fills letters of {height:.2f} mm; at most {most:.2f}"


def _depths(template: Template) -> Iterator[str]:
    deepest = []
    for side in template.sides:
        cuts = [(f.mark.cut, f) for f in side.fields]
        for cut, field in cuts:
            if isinstance(field.mark, Punch):
                yield from _blunt(field.mark)
            if cut.depth <= 0:
                yield "marks without depth; 0.3 mm or more is what we propose"
        deepest.append(max(_all_depths(side, template)))
    most = template.plate.thickness - LEAST_FLOOR
    if sum(deepest) > most + 1e-9:
        what = " and ".join(f"{depth:g}" for depth in deepest)
        metal = f"{template.plate.thickness:g} mm"
        yield f"pockets {what} mm deep in {metal} of metal; at most {most:.2f} in all"


def _all_depths(side: Side, template: Template) -> Iterator[float]:
    yield template.engraving.cut.depth
    for field in side.fields:
        yield field.mark.cut.depth
        if field.guide is not None:
            yield field.guide.cut.depth
    for row in side.fiducials:
        yield row.mark.cut.depth


def cone_height(diameter: float, cut: Cut) -> float:
    """Millimetres from the tip of a pocket's cone to its full diameter; 0 for a flat floor."""
    return 0.0 if cut.point_deg >= 180 else diameter / 2 / math.tan(math.radians(cut.point_deg / 2))


def _blunt(punch: Punch) -> Iterator[str]:
    height = cone_height(punch.diameter, punch.cut)
    if height > punch.cut.depth + 1e-9:
        yield (
            f"a point of {punch.cut.point_deg:g}° that is {punch.diameter:g} mm across is "
            f"{height:.2f} mm deep, more than the {punch.cut.depth:g} mm asked for"
        )


def _crowded(field: Field) -> Iterator[str]:
    room = cell_box(field)
    match field.mark:
        case Punch(diameter, _):
            width = height = diameter
        case Letter(cap_height, tool, _):
            box = glyphs.widest(cap_height)
            width, height = box.width + tool, box.height + tool
        case Module():
            if not math.isclose(field.column_step.dx, -field.row_step.dy):
                yield "modules that are not square"
            pitch = field.column_step.dx
            least = (1 - LEAST_MODULE) / 2 * pitch
            if not LEAST_INSET <= field.mark.inset <= least + 1e-9:
                yield (
                    f"an inset of {field.mark.inset:g} mm in modules of {pitch:g} mm; "
                    f"{LEAST_INSET:g} to {least:.3f} mm keep corners apart and modules readable"
                )
            return
        case _:
            assert_never(field.mark)
    if width + LEAST_GAP > room.width + 1e-9 or height + LEAST_GAP > room.height + 1e-9:
        yield (
            f"marks of {width:.2f} × {height:.2f} mm in slots of {room.width:.2f} × "
            f"{room.height:.2f} mm; at least {LEAST_GAP} mm must stay between them"
        )
    if field.guide is not None:
        yield from _guide_in_the_way(field.guide, Size(width, height), room)


def _guide_in_the_way(guide: Guide, mark: Size, room: Rect) -> Iterator[str]:
    """A guide keeps apart from those of the next slots, and corners from the mark they surround.

    A cross is compared with all the marks around it, see `_touching`.
    """
    outer = Size(guide.size.width + guide.width, guide.size.height + guide.width)
    if outer.width + LEAST_GAP > room.width + 1e-9 or outer.height + LEAST_GAP > room.height + 1e-9:
        yield (
            f"guides of {outer.width:.2f} × {outer.height:.2f} mm in slots of {room.width:.2f} × "
            f"{room.height:.2f} mm; at least {LEAST_GAP} mm must stay between them"
        )
    across = guide.size.width - guide.width - mark.width
    up = guide.size.height - guide.width - mark.height
    if guide.shape == "corners" and min(across, up) / 2 < LEAST_GAP - 1e-9:
        yield (
            f"guides of {guide.size.width:g} × {guide.size.height:g} mm touch marks of "
            f"{mark.width:.2f} × {mark.height:.2f} mm; at least {LEAST_GAP} mm must stay between"
        )


def _unreadable_by_krux(field: Field) -> Iterator[str]:
    if isinstance(field.mark, Punch):
        room = cell_box(field)
        ratio = field.mark.diameter / min(room.width, room.height)
        low, high = KRUX_DOT
        if not low - 1e-9 <= ratio <= high + 1e-9:
            yield f"dots of {ratio:.2f} of the pitch; Krux's camera reads {low} to {high}"


def _outside(template: Template, side: Side, pieces: tuple[Piece, ...]) -> Iterator[str]:
    plate = template.plate
    for piece in pieces:
        if piece.role is Role.OUTLINE:
            continue
        if _to_edge(piece, template) < plate.margin - 1e-9:
            yield (
                f"{piece.what} on the {side.name} is closer than {plate.margin:g} mm "
                "to the plate's edge"
            )


def _to_edge(piece: Piece, template: Template) -> float:
    """Millimetres from a piece's box, or from a lone dot, to the plate's edge; negative outside."""
    size, radius = template.plate.size, template.plate.corner_radius
    box = piece.box()
    nearest = min(box.left, box.bottom, size.width - box.right, size.height - box.top)
    lone = piece.marks[0] if len(piece.marks) == 1 else None
    if isinstance(lone, Dot):
        points, reach = [lone.centre], lone.diameter / 2
    else:
        points = [Point(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
        reach = 0.0
    for point in points:
        # How far the point lies in the square of the nearest rounded corner, from its inner end.
        into_x = radius - min(point.x, size.width - point.x)
        into_y = radius - min(point.y, size.height - point.y)
        if into_x > 0 and into_y > 0:
            nearest = min(nearest, radius - math.hypot(into_x, into_y) - reach)
    return nearest


def _touching(side: Side, pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Pairs of pieces that come closer than `LEAST_GAP`, by a sweep from left to right."""
    boxes = sorted(
        ((piece.box(), piece) for piece in pieces if piece.role is not Role.OUTLINE),
        key=lambda entry: entry[0].left,
    )
    active: list[tuple[Rect, Piece]] = []
    for box, piece in boxes:
        active = [entry for entry in active if entry[0].right + LEAST_GAP > box.left]
        for other_box, other in active:
            if other_box.bottom - LEAST_GAP >= box.top or other_box.top + LEAST_GAP <= box.bottom:
                continue
            # Slots of one field against each other are a matter of the pitch, see _crowded.
            if piece.field and piece.field == other.field:
                continue
            if _gap(box, piece, other_box, other) < LEAST_GAP - 1e-9:
                yield (
                    f"{other.what} and {piece.what} on the {side.name} are closer "
                    f"than {LEAST_GAP} mm"
                )
        active.append((box, piece))


def _gap(box: Rect, piece: Piece, other_box: Rect, other: Piece) -> float:
    """Millimetres between two pieces.

    Exact for two dots, and for a dot and straight strokes; else between their boxes.
    """
    match piece.marks, other.marks:
        case (Dot() as one,), (Dot() as two,):
            return one.centre.distance(two.centre) - (one.diameter + two.diameter) / 2
        case ((Dot() as dot,), strokes) | (strokes, (Dot() as dot,)) if strokes:
            return min(_clear(dot, each) for each in strokes)
        case _:
            return box.gap(other_box)


def _clear(dot: Dot, mark: Mark) -> float:
    """Millimetres between a dot and a mark; where that is no straight stroke, its box."""
    if not isinstance(mark, Stroke) or any(isinstance(s, Arc) for s in mark.path.segments):
        return dot.box().gap(mark.box())
    nearest = min(
        _from_line(dot.centre, start, segment.end) for start, segment in mark.path.steps()
    )
    return nearest - (dot.diameter + mark.width) / 2


def _from_line(point: Point, start: Point, end: Point) -> float:
    """Millimetres from a point to the nearest point of a line from start to end."""
    along = end - start
    square = along.dx**2 + along.dy**2
    to = point - start
    part = (to.dx * along.dx + to.dy * along.dy) / square if square else 0.0
    return point.distance(start + along * min(max(part, 0.0), 1.0))


def _quiet_zone(template: Template, side: Side, pieces: tuple[Piece, ...]) -> Iterator[str]:
    size = template.plate.size
    for number, field in enumerate(side.fields, start=1):
        if not isinstance(field.mark, Module):
            continue
        quiet = QUIET_MODULES * field.column_step.dx
        zone = field_box(field).grown(quiet - 1e-6)
        if not Rect(0, 0, size.width, size.height).contains(zone):
            yield f"the QR code has no quiet zone of {quiet:.2f} mm within the plate"
        for piece in pieces:
            if piece.role is Role.OUTLINE or piece.field == number:
                continue
            if not zone.gap(piece.box()):
                yield f"{piece.what} stands in the quiet zone of {quiet:.2f} mm around the QR code"
