"""The numbers of a template file as a shop's rules ask for them, and its lengths to a scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, MutableMapping, MutableSequence
from typing import Any, TypeAlias

from generator.clearance import to_edge
from generator.geometry import NOWHERE, Point, Size
from generator.krux import READER
from generator.layout import Dot, Role
from generator.shop import Amount, Shop

Content: TypeAlias = MutableMapping[str, Any]

_LENGTHS = frozenset(
    {
        "at",
        "block_step",
        "cap_height",
        "centre",
        "column_step",
        "corner_radius",
        "diameter",
        "first",
        "first_slot",
        "gap",
        "inset",
        "margin",
        "offset",
        "radii",
        "radius",
        "row_step",
        "size",
        "step",
        "width",
    }
)
"""Keys of a template file whose numbers are lengths in the plane."""

_NOWHERE_ELSE = ("any_size", "demo")
"""What a variant for one shop isn't: scalable, and one of the plates to show."""

_STROKES_HIGH = 5
"""Letters are at least so many strokes high, by our own rules."""

_RING_STROKES = 3
"""A guide's ring is at least so many strokes across, or it would be a dot."""

_METAL = 0.2
"""Millimetres that our own rules leave between the marks of both sides."""

_HOLE_STEP = 0.05
"""Millimetres; drills come in such steps."""


def scale(content: Content, by: float) -> None:
    """Multiply all lengths in the plane, as a template of any size does; depths stay."""
    for key, value in content.items():
        if isinstance(value, MutableMapping):
            scale(value, by)
        elif isinstance(value, MutableSequence):
            _scale_list(value, by, lengths=key in _LENGTHS)
        elif key in _LENGTHS and _is_number(value):
            content[key] = round(value * by, 3)


def _scale_list(values: MutableSequence[Any], by: float, *, lengths: bool) -> None:
    for index, value in enumerate(values):
        if isinstance(value, MutableMapping):
            scale(value, by)
        elif lengths and _is_number(value):
            values[index] = round(value * by, 3)


def suit(content: Content, shop: Shop, *, camera: bool) -> None:
    """Set each number that a rule asks for by itself, and drop what the plate is no longer.

    Thickness first, since other limits may go by it. `camera` keeps Krux's among the readers.
    """
    for key in _NOWHERE_ELSE:
        content.pop(key, None)
    if not camera and READER in content["readers"]:
        content["readers"].remove(READER)
    plate = content["plate"]
    _raise(plate, "thickness", shop, "thickness", plate["thickness"])
    if shop.marks:
        _suit_marks(content, shop)
    if shop.cuts:
        _suit_cuts(plate, shop)


def _suit_cuts(plate: Content, shop: Shop) -> None:
    _raise(plate, "corner_radius", shop, "corner", plate["thickness"])
    for hole in plate.get("holes", ()):
        _raise(hole, "diameter", shop, "hole", plate["thickness"])
        if "set" not in plate:  # the hole of a washer fits its bolt
            _keep_from_edge(hole, plate, shop)


def _keep_from_edge(hole: Content, plate: Content, shop: Shop) -> None:
    """Make a hole smaller where it is too near to the edge, as far as holes may be small."""
    limit, least = shop.limit("edge"), shop.limit("hole")
    asked = limit.least if limit else None
    if asked is None:
        return
    size, corner = Size(*plate["size"]), plate["corner_radius"]
    point = Dot(Role.HOLE, Point(*hole["centre"]), 0.0)
    room = to_edge(point, NOWHERE, size, corner)
    fixed = asked.of(plate["thickness"], 0.0)
    largest = min(2 * (room - fixed), room / (asked.per_diameter + 0.5))
    smallest = least.least.of(plate["thickness"], 0.0) if least and least.least else 0.5
    if smallest <= largest < hole["diameter"]:
        hole["diameter"] = round(math.floor(largest / _HOLE_STEP + 1e-9) * _HOLE_STEP, 3)


def _suit_marks(content: Content, shop: Shop) -> None:
    plate = content["plate"]
    thickness = plate["thickness"]
    tools = [*content["marks"].values(), *content.get("guides", {}).values(), content["engraving"]]
    for tool in tools:
        if "width" in tool:
            _raise(tool, "width", shop, "stroke", thickness)
        if tool.get("shape") == "dot":
            _raise(tool, "diameter", shop, "dot", thickness)
        if tool.get("shape") == "ring":
            least = _RING_STROKES * tool["width"]
            for index, across in enumerate(tool["size"]):
                tool["size"][index] = max(across, round(least, 3))
        if tool.get("shape") == "letter":
            _letters(tool, tool["width"], shop, thickness)
    for line in _lines(content):
        _letters(line, content["engraving"]["width"], shop, thickness)
    deep = [*tools, *(frame for side in content["sides"] for frame in side.get("frames", ()))]
    for cut in deep:
        _suit_depth(cut, shop, thickness)
    _make_room(plate, deep, len(content["sides"]))


def _lines(content: Content) -> Iterator[Content]:
    """Texts of legends, and labels."""
    for side in content["sides"]:
        yield from side["legend"].get("texts", ())
        for field in side.get("fields", ()):
            yield from field.get("labels", ())


def _letters(line: Content, width: float, shop: Shop, thickness: float) -> None:
    _raise(line, "cap_height", shop, "letter", thickness)
    line["cap_height"] = max(line["cap_height"], round(_STROKES_HIGH * width, 3))


def _suit_depth(cut: Content, shop: Shop, thickness: float) -> None:
    if not cut["depth"]:
        return  # on the surface only
    _raise(cut, "depth", shop, "depth", thickness)
    slender = shop.limit("slenderness")
    if slender and slender.most and "diameter" in cut:
        cut["depth"] = min(cut["depth"], round(slender.most.mm * cut["diameter"], 3))


def _make_room(plate: Content, deep: list[Content], sides: int) -> None:
    """Thicker metal, where the marks of all sides would meet in it."""
    needed = sides * max(cut["depth"] for cut in deep) + _METAL
    if needed > plate["thickness"]:
        plate["thickness"] = round(needed, 3)


def _raise(table: Content, key: str, shop: Shop, rule: str, thickness: float) -> None:
    """Set a number to what a rule asks at least, or at most, where it doesn't pass."""
    limit = shop.limit(rule)
    if limit is None:
        return

    def asked(amount: Amount) -> float:
        return amount.of(thickness, table.get("diameter", 0.0))

    if limit.least is not None and table[key] < asked(limit.least):
        table[key] = math.ceil(asked(limit.least) * 1000 - 1e-6) / 1000
    if limit.most is not None and table[key] > asked(limit.most):
        table[key] = math.floor(asked(limit.most) * 1000 + 1e-6) / 1000


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
