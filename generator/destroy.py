"""What makes an old plate unreadable: every place that a mark could be in, taken away.

The pattern depends on the template alone, so it is the same for every secret, and what stood on
the plate is not needed to make it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from generator.clearance import near
from generator.destroy_limits import check_cone, check_needle, deepest_of, line_width, lines_apart
from generator.errors import RuleError
from generator.geometry import (
    MICROMETRE,
    Arc,
    Line,
    Path,
    Point,
    Rect,
    Size,
    Vec,
    circle,
    polygon,
    rounded,
    rounded_rectangle,
    towards,
)
from generator.layout import Area, Cut, Dot, Layout, Mark, Role, Stroke, placed
from generator.rules import LEAST_FLOOR, LEAST_GAP
from generator.shop import Shop
from generator.slots import Slot, field_box, mark_size, slots
from generator.template import Field, Module, Plate, Punch, Side, Template
from generator.variant import made_for

WIDER = 1.3
"""How much wider than a mark's own dot the dot over it is. Ours."""

CLEARANCE = 0.3
"""Millimetres by which an area reaches beyond all marks that could be in it. Ours."""

DEEPER = 0.1
"""Millimetres deeper than the marks, where the metal allows it. Ours."""

PAGE = 1.0
"""Millimetres of page around the plate, so that its edge doesn't lie on the edge of the page."""

GUIDE_WIDTH = 0.05
"""Millimetres of the line that shows where the plate lies. Ours."""

_EDGE = 0.1
"""Millimetres that stay between an area and the edge of the plate."""


@dataclass(frozen=True, slots=True)
class _Annulus:
    """A ring of metal around a centre; a disc where the inner radius is 0."""

    centre: Point
    inner: float
    outer: float


_Region: TypeAlias = Rect | _Annulus


def _box(region: _Region) -> Rect:
    return region if isinstance(region, Rect) else _around(region.centre, 2 * region.outer)


@dataclass(frozen=True, slots=True, repr=False)
class Pattern:
    """What to do to both sides of a plate, one layout for each that has marks.

    `dots` tells whether every slot gets a dot of its own, instead of areas over all of them;
    `deeper` by how much the pattern is deeper than the marks, in millimetres.
    """

    layouts: tuple[Layout, ...]
    dots: bool
    deeper: float

    @property
    def shape(self) -> type[Mark]:
        """What it is made of: dots, areas, or strokes where the machine makes lines alone."""
        return type(self.layouts[0].of(Role.MARK)[0])


def pattern(template: Template, shop: Shop | None) -> Pattern:
    """The pattern for a plate, whatever was chosen for it and whatever stands on it.

    A punch that makes only dots makes them as wide as their neighbours let them be.
    Raises `RuleError` where the shop makes no marks, none so deep, or no areas where they are
    needed.
    """
    if shop is not None and not shop.marks:
        raise RuleError(f"{shop.name} only cuts, and a plate is destroyed by marks over its own")
    # All fields of all choices stand in the template; the pieces of a set are laid out by one.
    made = template if template.plate.lattice is None else made_for(template, template.most())
    deepest = {side.name: _deepest(side) for side in made.sides if side.fields}
    deepest_of_all = max(deepest.values())
    deeper = _deeper(made.plate.thickness, deepest.values())
    most = deepest_of(shop, made.plate.thickness)
    if shop is not None and most is not None:
        deeper = min(deeper, most - deepest_of_all)
        if deeper < 0:
            raise RuleError(
                f"{shop.name} goes {most:g} mm deep, but the marks of {template.name} are "
                f"{deepest_of_all:g} mm deep and would stay readable"
            )
    sides = [side for side in made.sides if side.fields]
    width = line_width(shop, deepest_of_all + deeper)
    apart = lines_apart(shop, width, deeper)
    dots = (shop is not None and shop.dots_only) or (
        not width and all(_dots_fit(side) for side in sides)
    )
    layouts = []
    for side in sides:
        cut = Cut(rounded(deepest[side.name] + deeper))
        areas = () if dots else tuple(_areas(side, made.plate, made, cut))
        lines = (
            tuple(line for area in areas for line in _lines(area, width, apart)) if width else ()
        )
        over: tuple[Mark, ...] = tuple(_dots(side, cut)) if dots else lines or areas
        if dots:
            check_needle(shop, over)
            check_cone(shop, side, over)
        by = Vec(PAGE, PAGE)
        marks = tuple(placed(mark, by) for mark in (*over, *_guides(made, side.name)))
        size = Size(rounded(made.size.width + 2 * PAGE), rounded(made.size.height + 2 * PAGE))
        layouts.append(Layout(side.name, made.plate.thickness, marks, size))
    return Pattern(tuple(layouts), dots, rounded(deeper))


def _lines(area: Area, width: float, apart: float) -> Iterator[Stroke]:
    """The area as lines that overlap: level ones, or circles where it is round."""
    box, reach = area.box(), width / 2
    if any(isinstance(step, Arc) for step in area.outline.segments):
        least = area.holes[0].box().width / 2 + reach if area.holes else reach
        for radius in _steps(least, box.width / 2 - reach, apart):
            yield Stroke(area.role, _circle(box.centre, radius), width, area.cut)
        return
    left, right = rounded(box.left + reach), rounded(box.right - reach)
    for y in _steps(box.bottom + reach, box.top - reach, apart):
        path = Path(Point(left, y), (Line(Point(right, y)),))
        yield Stroke(area.role, path, width, area.cut)


def _steps(least: float, most: float, apart: float) -> Iterator[float]:
    """Places from one to another, no farther apart than that."""
    count = max(1, math.ceil((most - least) / apart))
    for number in range(count + 1):
        yield rounded(least + (most - least) * number / count)


def _deepest(side: Side) -> float:
    depths = [field.mark.cut.depth for field in side.fields]
    return max(depths + [f.guide.cut.depth for f in side.fields if f.guide is not None])


def _deeper(thickness: float, depths: Iterable[float]) -> float:
    """As much as leaves the least floor between both sides, shared by them."""
    held = list(depths)
    return max(0.0, min(DEEPER, (thickness - LEAST_FLOOR - sum(held)) / len(held)))


def _across(field: Field, punch: Punch) -> float:
    """The diameter that covers a mark, and the ring in its place where there is none."""
    guide = field.guide
    ring = guide.size.width + guide.width if guide is not None and guide.shape == "ring" else 0.0
    return max(punch.diameter, ring)


def _spots(side: Side) -> list[tuple[Slot, float]]:
    """All slots of punched fields, with what has to be covered in each."""
    found: dict[Point, tuple[Slot, float]] = {}
    for field in side.fields:
        if isinstance(field.mark, Punch):
            for slot in slots(field):
                across = _across(field, field.mark)
                before = found.get(slot.centre, (slot, 0.0))[1]
                found[slot.centre] = slot, max(across, before)
    return list(found.values())


def _dots_fit(side: Side) -> bool:
    """Whether wider dots over every slot leave metal between them, and there is nothing else."""
    if not all(isinstance(field.mark, Punch) for field in side.fields):
        return False
    spots = _spots(side)
    boxes = [_around(slot.centre, across * WIDER) for slot, across in spots]
    return all(
        spots[one][0].centre.distance(spots[two][0].centre)
        >= (spots[one][1] + spots[two][1]) / 2 * WIDER + LEAST_GAP
        for one, two in near(boxes, LEAST_GAP)
    )


def _around(at: Point, across: float) -> Rect:
    return Rect(at.x, at.y, at.x, at.y).grown(across / 2)


def _dots(side: Side, cut: Cut) -> Iterator[Dot]:
    """A dot over every slot, wider than any mark in it as far as its neighbours allow."""
    spots = _spots(side)
    if not spots or not all(isinstance(field.mark, Punch) for field in side.fields):
        raise RuleError("a punch that makes dots can't cover letters or codes; use another shop")
    boxes = [_around(slot.centre, across * WIDER) for slot, across in spots]
    across = [wanted * WIDER for _, wanted in spots]
    for one, two in near(boxes, LEAST_GAP):
        apart = spots[one][0].centre.distance(spots[two][0].centre) - LEAST_GAP
        for at, other in ((one, two), (two, one)):
            share = apart * spots[at][1] / (spots[at][1] + spots[other][1])
            across[at] = max(spots[at][1], min(across[at], 2 * share))
    for (slot, _), diameter in zip(spots, across, strict=True):
        yield Dot(Role.MARK, slot.centre, rounded(math.floor(diameter * 1000) / 1000), cut)


def _areas(side: Side, plate: Plate, made: Template, cut: Cut) -> Iterator[Area]:
    """Areas over whole fields, none of which touches another."""
    regions = _apart([_region(field) for field in side.fields])
    origins = made.origins_on(side.name)
    for region in regions:
        at = _box(region).centre
        origin = min(origins, key=lambda each: at.distance(_middle(plate) + each))
        edge = Rect(0.0, 0.0, plate.size.width, plate.size.height).grown(-_EDGE)
        yield _area(region, Rect(*_moved(edge, origin)), cut)


def _middle(plate: Plate) -> Point:
    return Point(plate.size.width / 2, plate.size.height / 2)


def _moved(box: Rect, by: Vec) -> tuple[float, float, float, float]:
    return box.left + by.dx, box.bottom + by.dy, box.right + by.dx, box.top + by.dy


def _region(field: Field) -> _Region:
    """What has to be taken away for one field."""
    if isinstance(field.mark, Module):
        return field_box(field).grown(CLEARANCE)
    if isinstance(field.mark, Punch):
        across = _across(field, field.mark)
        size, more = Size(across, across), max(CLEARANCE, across * (WIDER - 1) / 2)
    else:
        size, more = mark_size(field.mark), CLEARANCE
    if field.ring is None:
        half = Vec(size.width / 2 + more, size.height / 2 + more)
        places = [slot.centre for slot in slots(field)]
        return Rect(
            min(at.x for at in places) - half.dx,
            min(at.y for at in places) - half.dy,
            max(at.x for at in places) + half.dx,
            max(at.y for at in places) + half.dy,
        )
    return _ring(field, size, more)


def _ring(field: Field, size: Size, more: float) -> _Annulus:
    """From the innermost to the outermost that a mark on a ring can reach."""
    centre = field.first_slot
    is_round = isinstance(field.mark, Punch)
    inner, outer = math.inf, 0.0
    for slot in slots(field):
        if is_round:
            away = slot.centre.distance(centre)
            inner, outer = min(inner, away - size.width / 2), max(outer, away + size.width / 2)
            continue
        corners = _corners(slot, size)
        outer = max(outer, *(corner.distance(centre) for corner in corners))
        inner = min(inner, *_from_line(centre, corners))
    return _Annulus(centre, max(0.0, inner - more), outer + more)


def _corners(slot: Slot, size: Size) -> list[Point]:
    along = towards(slot.turn_deg)
    x, y = size.width / 2, size.height / 2
    box = (Point(-x, -y), Point(x, -y), Point(x, y), Point(-x, y))
    return [corner.turned(along) + (slot.centre - Point(0.0, 0.0)) for corner in box]


def _from_line(centre: Point, corners: Sequence[Point]) -> Iterator[float]:
    """How far a place is from each side of a box."""
    for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
        way = b - a
        square = way.dx**2 + way.dy**2
        part = ((centre.x - a.x) * way.dx + (centre.y - a.y) * way.dy) / square
        yield centre.distance(a + way * min(1.0, max(0.0, part)))


def _apart(regions: Sequence[_Region]) -> list[_Region]:
    """The regions, those that touch made one, until none does."""
    found = list(regions)
    while True:
        pair = next(
            (
                (one, two)
                for one, two in combinations(found, 2)
                if _box(one).gap(_box(two)) < LEAST_GAP + MICROMETRE
            ),
            None,
        )
        if pair is None:
            return found
        one, two = pair
        found = [each for each in found if each is not one and each is not two]
        found.append(_joined(one, two))


def _joined(one: _Region, two: _Region) -> _Region:
    if isinstance(one, _Annulus) and isinstance(two, _Annulus) and one.centre == two.centre:
        return _Annulus(one.centre, min(one.inner, two.inner), max(one.outer, two.outer))
    return Rect.around((_box(one), _box(two)))


def _area(region: _Region, edge: Rect, cut: Cut) -> Area:
    """A region as metal to be taken away, within the edge."""
    if isinstance(region, _Annulus):
        outer = min(region.outer, edge.width / 2, edge.height / 2)
        hole = (_circle(region.centre, region.inner).reversed(),) if region.inner > _EDGE else ()
        return Area(Role.MARK, _circle(region.centre, outer), hole, cut)
    left, bottom = max(region.left, edge.left), max(region.bottom, edge.bottom)
    right, top = min(region.right, edge.right), min(region.top, edge.top)
    corners = [Point(left, bottom), Point(right, bottom), Point(right, top), Point(left, top)]
    return Area(Role.MARK, polygon([corner.rounded() for corner in corners]), (), cut)


def _circle(centre: Point, radius: float) -> Path:
    return circle(centre.rounded(), rounded(radius))


def _guides(made: Template, side: str) -> Iterator[Mark]:
    """Thin lines where the plate's edge and its holes are: to lie it down by, not to be cut."""
    plate = made.plate
    for origin in made.origins_on(side):
        if plate.is_disc:
            radius = plate.size.width / 2
            edge = _circle(Point(radius, radius) + origin, radius)
        else:
            edge = rounded_rectangle(plate.size, plate.corner_radius).placed(origin)
        yield Stroke(Role.GUIDE, edge, GUIDE_WIDTH)
        for hole in plate.holes:
            x = hole.centre.x if side == "front" else plate.size.width - hole.centre.x
            at = Point(x, hole.centre.y) + origin
            yield Stroke(Role.GUIDE, _circle(at, hole.diameter / 2), GUIDE_WIDTH)
