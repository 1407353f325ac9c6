"""Plates → sheets: numbered, packed, turned, and cut from the front alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.geometry import Point, Rect, Size, Vec, rounded
from generator.layout import Layout, Role, cut_once, placed
from generator.place import place
from generator.sheets import serials
from generator.sheets.edges import check_tabs, cuts
from generator.sheets.packing import Spot, Stock, check_room, packed
from generator.sheets.serials import Place
from generator.sheets.sheet import PLATE, SKELETON, Nested, Sheet, Wanted, Wish, check


@dataclass(frozen=True, slots=True)
class _Kind:
    """What all plates of one template have in common."""

    wanted: Wanted
    place: Place | None
    """Of the serial number, where it stands on the plate."""
    height: float
    """Of the serial number's letters beside the plate; 0 where there is none."""

    @property
    def strip(self) -> float:
        return serials.strip(self.wanted.template, self.height) if self.height else 0.0

    @property
    def size(self) -> Size:
        size = self.wanted.template.size
        return Size(rounded(size.width), rounded(size.height + self.strip))


def nested(wanted: Sequence[Wanted], wish: Wish) -> tuple[Sheet, ...]:
    """All sheets, as few as a quick search finds, plates in the order they were asked for.

    Raises `RuleError` for a plate larger than a sheet, for tabs or a serial number without room,
    and for plates of several thicknesses.
    """
    check(wanted, wish)
    numbers = _serials(sum(each.count for each in wanted), wish.serial)
    kinds = [_kind(each, numbers) for each in wanted]
    for kind in kinds:
        check_room(kind.wanted.template.name, kind.size, wish.stock)
        if wish.tabs is not None:
            front = place(None, kind.wanted.template)[0]
            check_tabs(front.of(Role.OUTLINE), wish.tabs)
    each_plate = [kind for kind in kinds for _ in range(kind.wanted.count)]
    spots = packed([kind.size for kind in each_plate], wish.stock)
    lots: dict[int, list[Nested]] = {}
    for spot, kind, serial in zip(spots, each_plate, numbers, strict=True):
        lots.setdefault(spot.sheet, []).append(_nested(kind, serial, spot, wish.stock))
    thickness = wanted[0].template.plate.thickness
    return tuple(
        _sheet(number, lots[at], wish, thickness) for number, at in enumerate(sorted(lots), start=1)
    )


def _serials(count: int, prefix: str | None) -> list[str]:
    if prefix is None:
        return [""] * count
    digits = max(2, len(str(count)))
    return [f"{prefix}{number:0{digits}d}" for number in range(1, count + 1)]


def _kind(wanted: Wanted, numbers: Sequence[str]) -> _Kind:
    if not numbers[0]:
        return _Kind(wanted, None, 0.0)
    longest = max(numbers, key=len)
    widest = longest.rstrip("0123456789")
    widest += "8" * (len(longest) - len(widest))
    found = serials.on_plate(wanted.template, widest)
    return _Kind(wanted, found, 0.0 if found else serials.beside(wanted.template, widest))


def _nested(kind: _Kind, serial: str, spot: Spot, stock: Stock) -> Nested:
    template, size = kind.wanted.template, kind.size
    numbered = serials.numbered(template, kind.place, serial) if kind.place else template
    layouts = place(None, numbered)
    up = Vec(0.0, kind.strip)
    marks = [placed(mark, up) for mark in layouts[0].marks]
    if kind.height:
        marks += serials.in_strip(template, kind.height, serial)
    behind = [placed(mark, up) for each in layouts[1:] for mark in cut_once(each).marks]
    box = _box(size, spot)
    mirrored = Point(rounded(stock.size.width - box.right), box.bottom)
    # Turned to the left on the front is turned to the right on the back.
    left, right = Vec(size.height, 0.0), Vec(0.0, size.width)
    turns = ((1, left), (3, right)) if spot.turned else ((0, Vec(0.0, 0.0)),) * 2
    on_front, on_back = (
        tuple(placed(mark, turn[1] + (at - Point(0.0, 0.0)), turn[0]) for mark in lot)
        for lot, turn, at in ((marks, turns[0], spot.at), (behind, turns[1], mirrored))
    )
    where = "" if not serial else PLATE if kind.place else SKELETON
    return Nested(template, serial, where, box, spot.turned, on_front, on_back)


def _box(size: Size, spot: Spot) -> Rect:
    wide, high = (size.height, size.width) if spot.turned else (size.width, size.height)
    return Rect(spot.at.x, spot.at.y, rounded(spot.at.x + wide), rounded(spot.at.y + high))


def _sheet(number: int, plates: Sequence[Nested], wish: Wish, thickness: float) -> Sheet:
    marks = [mark for plate in plates for mark in plate.front]
    edges = cuts([mark for mark in marks if mark.role is Role.OUTLINE], wish.tabs)
    others = [mark for mark in marks if mark.role is not Role.OUTLINE]
    size = wish.stock.size
    front = Layout("front", thickness, (*others, *edges), size)
    back = Layout("back", thickness, tuple(m for plate in plates for m in plate.back), size)
    return Sheet(number, tuple(plates), (front, back) if back.marks else (front,))
