"""Guides for a hand punch or a drill: a hole over each place where a mark may be.

A guide drops over the plate: a recess in its underside has the form of the plate, and the holes go
through the recess's floor. A drill guide is flat: three of its edges are those of the plate, and a
head beyond the fourth says what it is for.
All places have a hole, so no secret is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.clearance import gap, near
from generator.errors import RuleError, TemplateError
from generator.geometry import (
    MICROMETRE,
    NOWHERE,
    Arc,
    Line,
    Path,
    Point,
    Size,
    Vec,
    circle,
    polygon,
    rounded,
    rounded_rectangle,
    towards,
)
from generator.layout import Area, Cut, Dot, Layout, Mark, Role, Stroke
from generator.lettering import Hand, line_width, written
from generator.pieces import Piece, fixed
from generator.pockets import Plate, plates, turned
from generator.slots import mark_size, slots
from generator.template import Letter, Module, Punch, Side, Template

WALL = 0.8
"""Millimetres between two holes: two lines of a printer's 0.4 mm nozzle."""

FIT = 0.2
"""Millimetres of air between plate and guide, on each side."""

RIM = 6.0
"""Millimetres that a guide is wider than its recess, on each side."""

FLOOR = 3.0
"""Millimetres over the plate, which hold the punch upright."""

DRILL = 5.0
"""Millimetres of steel, which hold a drill upright."""

MOST_PARTS = 4
"""Guides that one side is shared among where its places are too close for one."""

HEAD = 9.0
"""Millimetres that a drill guide is higher than the plate, for its text and the cut corner."""

_CORNER = 4.0
"""Millimetres that one corner is cut by, so that nobody turns or mirrors a guide: at the datum, or
at the left of the head."""

_CAP_HEIGHT = 3.0
_WIDTH = 0.5
_DEPTH = 0.6
"""Of the text on the rim or the head."""

_HEAD_AIR = 1.4
"""Millimetres of the head above, below and beside its text."""

_AIR = 0.3
"""Millimetres between a label and a hole."""

_SLACK = 1e-6

_NEIGHBOURS = 100
"""Places before one among which its nearest is: a row, and more."""

LABEL = "label"
"""The encoding of the public line, which nobody stamps through a guide."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What goes through the holes.

    `tip` is the diameter of a punch or drill, or the side of a letter stamp; as large as the mark
    or its cell where nobody says. `clearance` is added to it.
    """

    tip: float | None
    clearance: float


@dataclass(frozen=True, slots=True)
class Jig:
    """One guide: for one side, or for a part of its places."""

    name: str
    layout: Layout
    """Seen from above; its outline, holes, labels and text."""
    recess: Path | None
    """In the underside, seen from above, with its depth; a drill guide has none."""
    depth: float
    is_disc: bool
    """Whether the recess is round."""

    @property
    def plate(self) -> Plate:
        """The guide in metal or plastic, its recess a pocket of the back."""
        (plate,) = plates((self.layout,))
        if self.recess is None:
            return plate
        pocket = Area(Role.MARK, self.recess, (), Cut(self.depth))
        return replace(plate, back=(turned(pocket, plate.width),))


def guides(made: Template, tool: Tool) -> tuple[Jig, ...]:
    """Guides that drop over a plate made for one choice, of a set over one piece of it.

    One for each side, or several that share its places where these are too close for one.
    Raises `TemplateError` where nothing is punched or stamped, `RuleError` where the places are too
    close for so large a tip.
    """
    return tuple(
        _guide(made, side, part, count)
        for side, parts in _all_parts(made, tool)
        for count in (len(parts),)
        for part in enumerate(parts, start=1)
    )


def drill_guides(made: Template, tool: Tool) -> tuple[Jig, ...]:
    """The same as flat plates with a head, pinned through the plate's holes, for a drill.

    What is punched has round holes, letters beside it have none. Raises `TemplateError` as well
    where there are letters alone.
    """
    if marked_by(made) == {Letter}:
        raise TemplateError(
            f"{made.name} is stamped with letters, and no drill makes the square holes of a guide "
            "for them; --style guide makes one to be printed"
        )
    return tuple(
        _drill_guide(made, side, part, count)
        for side, parts in _all_parts(_without_letters(made), tool)
        for count in (len(parts),)
        for part in enumerate(parts, start=1)
    )


def marked_by(made: Template) -> set[type[Punch | Letter]]:
    """With what the places of a plate are marked by hand."""
    marks = (f.mark for side in made.sides for f in side.fields if f.encoding != LABEL)
    return {type(mark) for mark in marks if not isinstance(mark, Module)}


def _without_letters(made: Template) -> Template:
    sides = (
        replace(side, fields=tuple(f for f in side.fields if not isinstance(f.mark, Letter)))
        for side in made.sides
    )
    return replace(made, sides=tuple(sides))


_Part = tuple[int, tuple[Mark, ...]]
"""The number of a guide among those of its side, from 1, and its holes in the plate's frame."""


def _all_parts(made: Template, tool: Tool) -> Iterator[tuple[Side, list[tuple[Mark, ...]]]]:
    one = _one_piece(made)
    found = [(side, places) for side in one.sides if (places := _places(side, tool))]
    if not found:
        raise TemplateError(f"{made.name} has nothing to punch or stamp: a code has no places")
    for side, places in found:
        yield side, _parts(places, made.name)


def _one_piece(made: Template) -> Template:
    """The template, or the first piece of a set as a plate of its own."""
    if made.plate.lattice is None:
        return made
    origins = {side.name: made.origins_on(side.name)[0] for side in made.sides}
    return replace(
        made,
        origins=(NOWHERE,),
        sides=tuple(_first_piece(side, origins[side.name]) for side in made.sides),
    )


def _first_piece(side: Side, origin: Vec) -> Side:
    """What stands on the first piece, in its own frame; its number belongs to no other."""
    back = origin * -1
    fields = tuple(
        replace(field, first_slot=field.first_slot + back)
        for field in side.fields
        if field.words == (1, 1)
    )
    return Side(side.name, fields, (), ())


# ------------------------------------------------------------------------------------------ places


def _places(side: Side, tool: Tool) -> tuple[Mark, ...]:
    """A hole for each slot of a side that takes a punch or a letter stamp."""
    found: list[Mark] = []
    for field in side.fields:
        mark = field.mark
        if isinstance(mark, Module) or field.encoding == LABEL:
            continue
        size = (tool.tip or _own_tip(mark)) + tool.clearance
        found += (_hole(slot.centre, slot.turn_deg, size, mark) for slot in slots(field))
    return tuple(dict.fromkeys(found))


def _own_tip(mark: Punch | Letter) -> float:
    if isinstance(mark, Punch):
        return mark.diameter
    size = mark_size(mark)
    return max(size.width, size.height)


def _hole(centre: Point, turn_deg: float, size: float, mark: Punch | Letter) -> Mark:
    if isinstance(mark, Punch):
        return Dot(Role.HOLE, centre, rounded(size))
    half = size / 2
    corners = ((-half, -half), (half, -half), (half, half), (-half, half))
    along = towards(turn_deg)
    by = centre - Point(0, 0)
    square = polygon((Point(x, y).turned(along) + by).rounded() for x, y in corners)
    return Area(Role.HOLE, square)


def _parts(places: Sequence[Mark], name: str) -> list[tuple[Mark, ...]]:
    """The places shared among as few guides as leave a wall between any two holes of one."""
    close: dict[int, list[int]] = {}
    for one, two in near([place.box() for place in places], WALL):
        if gap((places[one],), (places[two],)) < WALL - _SLACK:
            close.setdefault(max(one, two), []).append(min(one, two))
    chosen: list[int] = []
    for index in range(len(places)):
        taken = {chosen[other] for other in close.get(index, ())}
        chosen.append(next(n for n in range(len(places)) if n not in taken))
    if max(chosen) >= MOST_PARTS:
        raise RuleError(_too_close(places, name))
    return [
        tuple(place for place, its in zip(places, chosen, strict=True) if its == part)
        for part in range(max(chosen) + 1)
    ]


def _too_close(places: Sequence[Mark], name: str) -> str:
    """How large the holes are, and which would be no too close for as many guides as may be."""
    least = min(
        one.box().centre.distance(two.box().centre)
        for at, one in enumerate(places)
        for two in places[max(0, at - _NEIGHBOURS) : at]
    )
    across = places[0].box().width
    return (
        f"the places of {name} are {least:.2f} mm apart, too close for holes of {across:.2f} mm "
        f"with walls of {WALL:g} mm, even shared among {MOST_PARTS} guides; "
        "a smaller --tip or --clearance may do"
    )


# ------------------------------------------------------------------------------------------ guides


def _guide(made: Template, side: Side, part: _Part, count: int) -> Jig:
    plate = made.plate
    edge = RIM + FIT
    by = Vec(edge, edge)
    size = Size(rounded(plate.size.width + 2 * edge), rounded(plate.size.height + 2 * edge))
    room = Size(plate.size.width + 2 * FIT, plate.size.height + 2 * FIT)
    rounder = room.width / 2 if plate.is_disc else plate.corner_radius + FIT
    recess = (
        circle(Point(size.width / 2, size.height / 2), rounder)
        if plate.is_disc
        else rounded_rectangle(room, rounder).placed(Vec(RIM, RIM))
    )
    thickness = rounded(FLOOR + plate.thickness)
    number, holes = part
    marks: list[Mark] = [Area(Role.OUTLINE, _cut_corner(size), (), Cut(thickness))]
    marks += (_moved(hole, by, thickness) for hole in (*_pins(made, side), *holes))
    marks += _labels(made, side, marks[1:], by)
    marks += _rim_text(made.name, side.name, (number, count), size)
    layout = Layout("front", thickness, tuple(marks))
    return Jig(
        _name(made, side, number, count), layout, recess, rounded(plate.thickness), plate.is_disc
    )


def _drill_guide(made: Template, side: Side, part: _Part, count: int) -> Jig:
    number, holes = part
    marks: list[Mark] = [Area(Role.OUTLINE, _headed(made), (), Cut(DRILL))]
    marks += (_moved(hole, NOWHERE, DRILL) for hole in (*_pins(made, side), *holes))
    marks += _labels(made, side, marks[1:], NOWHERE)
    marks += _head_text(made, side.name, (number, count))
    layout = Layout("front", DRILL, tuple(marks))
    return Jig(_name(made, side, number, count, "drill"), layout, None, 0.0, made.plate.is_disc)


def _headed(made: Template) -> Path:
    """The plate's outline with a head above it, whose left corner is cut off."""
    size, c = made.plate.size, _CORNER
    w, top = size.width, rounded(size.height + HEAD)
    r = w / 2 if made.plate.is_disc else made.plate.corner_radius
    foot = [Arc(Point(w, r), r, ccw=True)] if r else []
    ends = [Line(end) for end in (Point(w, top), Point(c, top), Point(0.0, top - c), Point(0.0, r))]
    last = [Arc(Point(r, 0.0), r, ccw=True)] if r else []
    across = [Line(Point(w - r, 0.0))] if w - 2 * r > MICROMETRE else []
    return Path(Point(r, 0.0), (*across, *foot, *ends, *last)).placed(NOWHERE)


def _name(made: Template, side: Side, number: int, count: int, kind: str = "jig") -> str:
    which = f".{side.name}" if made.two_sided else ""
    return f"{made.name}.{kind}{which}" + (f"-{number}of{count}" if count > 1 else "")


def _cut_corner(size: Size) -> Path:
    """The outline, its corner at the datum cut off."""
    w, h, c = size.width, size.height, _CORNER
    return polygon((Point(c, 0), Point(w, 0), Point(w, h), Point(0, h), Point(0, c)))


def _metal_of(made: Template, side: Side) -> tuple[Piece, ...]:
    """Outline and holes of one plate, or of one piece."""
    return fixed(replace(_one_piece(made), sides=(side,)), side)


def _pins(made: Template, side: Side) -> Iterator[Mark]:
    """The plate's own holes: for pins, or to see that guide and plate lie well."""
    for piece in _metal_of(made, side):
        if piece.role is Role.HOLE:
            yield from piece.marks


def _labels(made: Template, side: Side, holes: Sequence[Mark], by: Vec) -> Iterator[Mark]:
    """The labels of the plate that stand clear of the holes."""
    for piece in _metal_of(made, replace(side, texts=())):
        if piece.role is Role.LEGEND:
            marks = [_moved(mark, by, 0.0) for mark in piece.marks]
            if gap(marks, holes) >= _AIR:
                yield from marks


def _rim_text(name: str, side: str, part: tuple[int, int], size: Size) -> Iterator[Mark]:
    """Which way is up, and whose guide it is for which side."""
    room = size.width - 2 * (_CORNER + RIM)
    low, high = (RIM - _CAP_HEIGHT) / 2, size.height - (RIM + _CAP_HEIGHT) / 2
    for text, y in ((f"{name.upper()} {_which(side, part)}", low), ("UP", high)):
        yield from _line_of(text, Point(size.width / 2, y), room, _CAP_HEIGHT)


def _head_text(made: Template, side: str, part: tuple[int, int]) -> Iterator[Mark]:
    """Which side it is for and whose guide it is, beside the cut corner."""
    size = made.plate.size
    width, foot = size.width, size.height + _HEAD_AIR
    cap = (HEAD - 3 * _HEAD_AIR) / 2
    yield from _line_of(_which(side, part), Point(width / 2, foot), width - 2 * _HEAD_AIR, cap)
    left, right = _CORNER, width - _HEAD_AIR
    middle = Point((left + right) / 2, foot + cap + _HEAD_AIR)
    yield from _line_of(made.name.upper(), middle, right - left, cap)


def _which(side: str, part: tuple[int, int]) -> str:
    number, count = part
    return side.upper() + (f" {number} OF {count}" if count > 1 else "")


def _line_of(text: str, foot: Point, room: float, most: float) -> Iterator[Mark]:
    """A line of text, its middle there, as high as the room lets it be."""
    hand = Hand(Role.LEGEND, "stroke", _WIDTH, Cut(_DEPTH))
    cap = rounded(min(most, most * room / (line_width(text, most, hand) + _WIDTH)))
    thin = replace(hand, width=rounded(_WIDTH * cap / _CAP_HEIGHT))
    yield from written(text, cap, thin, foot, "centre", 0)


def _moved(mark: Mark, by: Vec, thickness: float) -> Mark:
    """A mark in the guide's frame; what goes through it is as deep as it is thick."""
    match mark:
        case Dot():
            cut = Cut(thickness) if thickness else mark.cut
            return replace(mark, centre=(mark.centre + by).rounded(), cut=cut)
        case Area():
            outline = mark.outline.placed(by)
            return replace(mark, outline=outline, cut=Cut(thickness) if thickness else mark.cut)
        case Stroke():
            return replace(mark, path=mark.path.placed(by))
