"""What keeps a full plate from being made, or from being read by those it is meant for.

Every rule looks at a template with every slot marked, before any secret is asked for, so an error
can neither depend on a secret nor tell anything about one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from typing import TypeAlias

from generator import glyphs, krux
from generator.clearance import Ink, box_ink, gap, ink_gap, near, to_edge
from generator.errors import RuleError
from generator.geometry import Point, Rect, Size, Vec, polygon
from generator.grid import Grid
from generator.layout import Area, Cut, Role
from generator.modules import QUIET
from generator.pieces import Piece, guides
from generator.place import full
from generator.slots import Slot, cell_box, field_box, mark_size, slots
from generator.template import Field, Guide, Letter, Module, Plate, Punch, Side, Template

LEAST_GAP = 0.1
"""Millimetres of metal between two features. Ours: what keeps two engraved lines apart."""

LEAST_FLOOR = 0.2
"""Millimetres of metal left under a pocket, or between a front and a back pocket. Ours."""

LEAST_CAP_HEIGHT = 0.5
"""Millimetres. Ours: below, a legend needs more than a loupe."""

FEW_BEYOND = 3
"""So many kinds of pieces beyond the edges are named one by one; more of them have one cause."""

MOST_STROKE = 0.2
"""Of the cap height; thicker strokes close the counters of our alphabet."""

LEAST_DOT = 0.2
"""Millimetres. Ours: the least diameter of a dot of the 5 × 7 alphabet."""

MOST_DRAWN = 128
"""So many letters of a font are all drawn before a secret is asked for."""

LEAST_MODULE = 0.9
"""Of the pitch. Smaller modules on metal were measured to be read unreliably."""

LEAST_PITCH = 0.5
"""Millimetres from module to module. Ours: an edge may be off by 0.05 mm, half of `LEAST_GAP`, and
two decoders read codes whose edges stand out by a tenth of the pitch, not more."""

LEAST_INSET = 0.01
"""Millimetres. Ours: what keeps two modules that meet at a corner from being one."""

_Boxed: TypeAlias = tuple[Piece, Rect]
"""What stands on a plate, with its box."""


def check(template: Template) -> None:
    """Return if the full plate can be made; raise `RuleError` naming the first thing in the way."""
    for problem in problems(template):
        raise RuleError(f"{template.name} can't be made: {problem}")


def problems(template: Template) -> Iterator[str]:
    """Everything in the way of making the full plate, in words."""
    yield from _letters_too_small(template)
    _draw_all(template)
    yield from _depths(template)
    for side in template.sides:
        for field in side.fields:
            yield from _crowded(field)
    for side, pieces in full(template):
        standing = (*pieces, *_large_rings(side))
        inner = tuple((p, p.box()) for p in standing if p.role is not Role.OUTLINE)
        if too_small := _too_small(template, side, inner):
            yield too_small
            continue  # each piece that stands over an edge would say no more
        if krux.READER in template.readers:
            yield from krux.problems(template, side, pieces)
        yield from _outside(template, side, inner)
        yield from _touching(side, inner)
        yield from _quiet_zone(template, side, inner)


def _letters_too_small(template: Template) -> Iterator[str]:
    heights = {t.cap_height for side in template.sides for t in side.texts}
    heights |= {x.cap_height for s in template.sides for f in s.fields for x in f.labels}
    tools = [(height, template.engraving.width) for height in sorted(heights)]
    letters = [f.mark for s in template.sides for f in s.fields if isinstance(f.mark, Letter)]
    # What a font draws is measured letter by letter, see _draw_all.
    tools += [(each.cap_height, each.width) for each in letters if each.outlines is None]
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


def _draw_all(template: Template) -> None:
    """Raise `TemplateError` where a font has a letter that can't be cut; of few letters each.

    Drawing thousands of ideographs takes longer than anybody waits, so there only the largest is
    drawn beforehand; another that can't be cut is refused when a secret asks for it.
    """
    letters = {f.mark for s in template.sides for f in s.fields if isinstance(f.mark, Letter)}
    for letter in letters:
        if letter.outlines is not None and len(letter.outlines.symbols) <= MOST_DRAWN:
            from generator.outlines import slot_glyph

            for symbol in letter.outlines.symbols:
                slot_glyph(letter.outlines, symbol, letter.cap_height)


def _depths(template: Template) -> Iterator[str]:
    deepest = []
    for side in template.sides:
        cuts = [(f.mark.cut, f) for f in side.fields]
        for cut, field in cuts:
            if isinstance(field.mark, Punch):
                yield from _blunt(field.mark)
            if cut.depth <= 0:
                yield "marks without depth; 0.3 mm or more is what we propose"
        if any(frame.cut.depth <= 0 for frame in side.frames):
            yield "a frame without depth, which a solid plate would not have"
        deepest.append(max(_all_depths(side, template)))
    most = template.plate.thickness - LEAST_FLOOR
    if sum(deepest) > most + 1e-9:
        what = " and ".join(f"{depth:g}" for depth in deepest)
        yield (
            f"pockets {what} mm deep in {template.plate.thickness:g} mm of metal; at most "
            f"{max(0.0, most):.2f} in all, or metal of {sum(deepest) + LEAST_FLOOR:.2f} mm"
        )


def _all_depths(side: Side, template: Template) -> Iterator[float]:
    yield template.engraving.cut.depth
    for field in side.fields:
        yield field.mark.cut.depth
        if field.guide is not None:
            yield field.guide.cut.depth
    for row in side.fiducials:
        yield row.mark.cut.depth
    for frame in side.frames:
        yield frame.cut.depth


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
    if isinstance(field.mark, Module):
        yield from _modules_apart(field, field.mark)
        return
    size = mark_size(field.mark)
    width, height = size.width, size.height
    if field.ring is not None:
        yield from _crowded_ring(field, size)
        return
    yield from _crowded_askew(field, size)
    if width + LEAST_GAP > room.width + 1e-9 or height + LEAST_GAP > room.height + 1e-9:
        yield (
            f"marks of {width:.2f} × {height:.2f} mm in slots of {room.width:.2f} × "
            f"{room.height:.2f} mm; at least {LEAST_GAP} mm must stay between them"
        )
    if field.guide is not None:
        yield from _guides_crowded(field.guide, room)
        yield from _guide_in_the_way(field.guide, size)


def _modules_apart(field: Field, module: Module) -> Iterator[str]:
    askew = field.column_step.dy or field.row_step.dx
    if askew or not math.isclose(field.column_step.dx, -field.row_step.dy):
        yield "modules that are not square"
    if field.blocks != 1:
        yield f"modules of one code in {field.blocks} blocks; a code is one block"
    pitch = field.column_step.dx
    if pitch < LEAST_PITCH - 1e-9:
        yield f"modules of {pitch:g} mm; at least {LEAST_PITCH:g} mm can be read from metal"
    least = (1 - LEAST_MODULE) / 2 * pitch
    if not LEAST_INSET <= module.inset <= least + 1e-9:
        yield (
            f"an inset of {module.inset:g} mm in modules of {pitch:g} mm; "
            f"{LEAST_INSET:g} to {least:.3f} mm keep corners apart and modules readable"
        )


def _crowded_ring(field: Field, mark: Size) -> Iterator[str]:
    """On a ring slots stand askew to each other, so each is looked at with all those near it."""
    lots = [("marks", mark, isinstance(field.mark, Punch))]
    if field.guide is not None:
        size, width = field.guide.size, field.guide.width
        outer = Size(size.width + width, size.height + width)
        lots.append(("guides", outer, field.guide.shape == "ring"))
        yield from _guide_in_the_way(field.guide, mark)
    for what, size, is_round in lots:
        inks = [_slot_ink(slot, size, is_round) for slot in slots(field)]
        boxes = [
            Rect.around(Rect(p.x, p.y, p.x, p.y) for p in places).grown(reach)
            for places, reach in inks
        ]
        pairs = near(boxes, LEAST_GAP)
        least = min((ink_gap(inks[one], inks[two]) for one, two in pairs), default=math.inf)
        if least < LEAST_GAP - 1e-9:
            yield (
                f"{what} of {size.width:.2f} × {size.height:.2f} mm on a ring leave "
                f"{max(0.0, least):.2f} mm between them; at least {LEAST_GAP} mm must stay"
            )


def _crowded_askew(field: Field, mark: Size) -> Iterator[str]:
    """Slots of one field in all its blocks, by the ways there are from one to another.

    In one block whose rows and columns lie along the axes the room of a slot says it all.
    """
    ways = field.column_step, field.row_step
    if field.blocks == 1 and any(a.dy == 0 == b.dx for a, b in (ways, ways[::-1])):
        return
    lots = [("marks", mark, isinstance(field.mark, Punch))]
    if field.guide is not None:
        size, width = field.guide.size, field.guide.width
        outer = Size(size.width + width, size.height + width)
        lots.append(("guides", outer, field.guide.shape == "ring"))
    for what, size, is_round in lots:
        least = min((_between(size, is_round, way) for way in _ways(field)), default=math.inf)
        if least < LEAST_GAP - 1e-9:
            yield (
                f"{what} of {size.width:.2f} × {size.height:.2f} mm leave {max(0.0, least):.2f} mm "
                f"to those of other rows, columns or blocks; at least {LEAST_GAP} mm must stay"
            )


def _ways(field: Field) -> Iterator[Vec]:
    """The ways from a slot of a field to its others, each in one direction."""
    down, right = range(1 - field.rows, field.rows), range(1 - field.columns, field.columns)
    for steps in product(range(field.blocks), down, right):
        if steps > (0, 0, 0):
            block, row, column = steps
            yield field.block_step * block + field.row_step * row + field.column_step * column


def _between(size: Size, is_round: bool, way: Vec) -> float:  # noqa: FBT001  a shape, private
    """Millimetres between two equal discs or upright boxes, so far from centre to centre."""
    if is_round:
        return math.hypot(way.dx, way.dy) - size.width
    return math.hypot(max(0.0, abs(way.dx) - size.width), max(0.0, abs(way.dy) - size.height))


def _slot_ink(slot: Slot, size: Size, is_round: bool) -> Ink:  # noqa: FBT001  a shape, private
    if is_round:
        return (slot.centre,), size.width / 2
    return box_ink(size, slot.centre, slot.turn_deg)


def _guides_crowded(guide: Guide, room: Rect) -> Iterator[str]:
    """A guide keeps apart from those of the next slots."""
    outer = Size(guide.size.width + guide.width, guide.size.height + guide.width)
    if outer.width + LEAST_GAP > room.width + 1e-9 or outer.height + LEAST_GAP > room.height + 1e-9:
        yield (
            f"guides of {outer.width:.2f} × {outer.height:.2f} mm in slots of {room.width:.2f} × "
            f"{room.height:.2f} mm; at least {LEAST_GAP} mm must stay between them"
        )


def _guide_in_the_way(guide: Guide, mark: Size) -> Iterator[str]:
    """Corners keep apart from the mark they surround."""
    across = guide.size.width - guide.width - mark.width
    up = guide.size.height - guide.width - mark.height
    if guide.shape == "corners" and min(across, up) / 2 < LEAST_GAP - 1e-9:
        yield (
            f"guides of {guide.size.width:g} × {guide.size.height:g} mm touch marks of "
            f"{mark.width:.2f} × {mark.height:.2f} mm; at least {LEAST_GAP} mm must stay between"
        )


def _large_rings(side: Side) -> Iterator[Piece]:
    """The rings of a blank that a mark does not cover, which a full plate does not show."""
    for number, field in enumerate(side.fields, start=1):
        guide = field.guide
        if guide is None or guide.shape != "ring" or isinstance(field.mark, Module):
            continue
        covered = isinstance(field.mark, Punch) and (
            guide.size.width + guide.width <= field.mark.diameter + 1e-9
        )
        if not covered:
            yield from guides(Grid(()), field, number)


def _too_small(template: Template, side: Side, inner: tuple[_Boxed, ...]) -> str:
    """What to say where many pieces stand beyond the plate, or the sheet; empty where few do."""
    size = template.size
    beyond = {
        "the left": [box.left < 0 for _, box in inner],
        "the right": [box.right > size.width for _, box in inner],
        "the bottom": [box.bottom < 0 for _, box in inner],
        "the top": [box.top > size.height for _, box in inner],
    }
    over = map(any, zip(*beyond.values(), strict=True))
    if len({piece.what for (piece, _), is_over in zip(inner, over, strict=True) if is_over}) <= (
        FEW_BEYOND
    ):
        return ""
    edges = " and ".join(edge for edge, each in beyond.items() if any(each))
    return (
        f"what stands on the {side.name} goes beyond {edges} of the size of {size.width:g} × "
        f"{size.height:g} mm"
    )


def _outside(template: Template, side: Side, inner: tuple[_Boxed, ...]) -> Iterator[str]:
    plate = template.plate
    origins = template.origins_on(side.name)
    for piece, box in inner:
        origin = _origin_of(box, origins, plate.size) if len(origins) > 1 else origins[0]
        if _to_edge(piece, box, plate, origin) < plate.margin - 1e-9:
            yield (
                f"{piece.what} on the {side.name} is closer than {plate.margin:g} mm "
                "to the plate's edge"
            )


def _origin_of(box: Rect, origins: tuple[Vec, ...], size: Size) -> Vec:
    """The corner of that piece of a set whose middle is nearest."""
    at = box.centre
    middle = Point(size.width / 2, size.height / 2)
    return min(origins, key=lambda origin: at.distance(middle + origin))


def _to_edge(piece: Piece, box: Rect, plate: Plate, origin: Vec) -> float:
    """Millimetres from a piece to the edge of its plate, by its box where that is far enough."""
    size, radius = plate.size, plate.corner_radius
    right, top = origin.dx + size.width, origin.dy + size.height
    nearest = min(box.left - origin.dx, box.bottom - origin.dy, right - box.right, top - box.top)
    # A box this far from the sides is as far from a rounded corner.
    if nearest < radius * (1 - math.sqrt(0.5)) + plate.margin:
        nearest = min(to_edge(mark, origin, size, radius) for mark in piece.marks)
    return nearest


def _touching(side: Side, inner: tuple[_Boxed, ...]) -> Iterator[str]:
    """Pairs of pieces that come closer than `LEAST_GAP`."""
    boxes = [box for _, box in inner]
    told: set[frozenset[str]] = set()
    for first, second in near(boxes, LEAST_GAP):
        one, two = inner[first][0], inner[second][0]
        # Slots of one field against each other are a matter of the pitch, see _crowded.
        if one.field and one.field == two.field:
            continue
        pair = frozenset((one.what, two.what))
        close = boxes[first].gap(boxes[second]) < LEAST_GAP - 1e-9
        if close and pair not in told and gap(one.marks, two.marks) < LEAST_GAP - 1e-9:
            told.add(pair)
            yield f"{one.what} and {two.what} on the {side.name} are closer than {LEAST_GAP} mm"


def _quiet_zone(template: Template, side: Side, inner: tuple[_Boxed, ...]) -> Iterator[str]:
    plate, origins = template.plate, template.origins_on(side.name)
    for number, field in enumerate(side.fields, start=1):
        if not isinstance(field.mark, Module):
            continue
        quiet = QUIET * field.column_step.dx
        zone = field_box(field).grown(quiet - 1e-6)
        corners = [(zone.left, zone.bottom), (zone.right, zone.bottom)]
        corners += [(zone.right, zone.top), (zone.left, zone.top)]
        area = Area(Role.MARK, polygon(tuple(Point(x, y) for x, y in corners)))
        origin = _origin_of(zone, origins, plate.size)
        if to_edge(area, origin, plate.size, plate.corner_radius) < 0:
            yield f"the QR code has no quiet zone of {quiet:.2f} mm within the plate"
        for piece, box in inner:
            if piece.field != number and not zone.gap(box):
                yield f"{piece.what} stands in the quiet zone of {quiet:.2f} mm around the QR code"
