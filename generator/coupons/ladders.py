"""The steps of a coupon: sizes around what a shop says it can make, else those of the trade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.geometry import rounded
from generator.machine import DOTS_ONLY, POINTED, Machine
from generator.shop import Shop

TOOL = 0.2
"""Millimetres: the width of engraved lines where the shop says nothing. Ours."""

LEAST_FLOOR = 0.2
"""Millimetres of metal that stay under the deepest step. Ours."""

_AROUND = (0.6, 0.8, 1.0, 1.25, 1.6)
"""Steps below and above a limit, as parts of it."""

_MARKS = ("depth", "stroke", "dot", "dot-pitch", "letter", "module", "gap")
_PUNCHES = ("dot", "dot-pitch")
_CUTS = ("hole", "web")
_KERF = ("slot", "window")

WINDOW = (10.0, 20.0)
"""Millimetres: the lengths of the windows that are measured with a caliper."""

_OURS: dict[str, tuple[float, ...]] = {
    "depth": (0.1, 0.2, 0.3, 0.4, 0.5),
    "stroke": (0.1, 0.15, 0.2, 0.3, 0.5),
    "dot": (0.5, 0.8, 1.0, 1.5, 2.0),
    "dot-pitch": (1.0, 1.5, 2.0, 2.5, 3.0),
    "letter": (1.0, 1.5, 2.0, 2.5, 3.0),
    "module": (0.5, 0.7, 0.9, 1.2, 1.7),
    "gap": (0.1, 0.15, 0.2, 0.3, 0.5),
    "hole": (0.8, 1.0, 1.5, 2.0, 3.0),
    "web": (0.5, 0.8, 1.0, 1.5, 2.0),
}
"""Millimetres: what is tried where the shop says nothing."""

READ = {
    "depth": "measure each square with a depth gauge; the deepest that is as deep as its number, "
    "with a clean floor: [limits.depth] most",
    "stroke": "the thinnest line that is whole from end to end: [limits.stroke] least",
    "dot": "the smallest dot that is round and clean: [limits.dot] least",
    "dot-pitch": "the closest three dots that stay three: [limits.dot-pitch] least",
    "letter": "the smallest letters that you read without a loupe: [limits.letter] least",
    "module": "the smallest code whose squares are all apart and square: [limits.dot] advised",
    "gap": "the narrowest wall between two lines that stands: [limits.gap] least",
    "hole": "the smallest hole that is round and through: [limits.hole] least",
    "web": "the narrowest bridge between two holes that is straight: [limits.web] least",
    "slot": "push the edge of a scrap of the same sheet into the slots; where it just goes in, the "
    "scrap's thickness less the number is the kerf",
    "window": "measure the long sides inside with a caliper; what they are longer than the number "
    "is the kerf, and the plate is as much smaller than its size",
}
"""How each row is read, and which key of a shop's file its number belongs to."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """One row of a coupon: the steps of one rule in millimetres, ascending.

    `known` is the shop's own number that they stand around, `None` where they are ours.
    """

    rule: str
    values: tuple[float, ...]
    known: float | None


def ladders(shop: Shop, thickness: float) -> tuple[Ladder, ...]:
    """The rows for a shop and its metal, from the top of the coupon to its foot."""
    return tuple(_ladders(shop, thickness))


def limit(shop: Shop, rule: str, thickness: float) -> float | None:
    """What a shop says about a rule in millimetres: the least, else what it advises, else the most.

    What it would be without a hole to depend on.
    """
    found = shop.limit("dot" if rule == "module" else rule)
    if found is None:
        return None
    amount = found.least or found.advised or found.most
    value = rounded(amount.of(thickness, 0.0)) if amount else 0.0
    return value or None


def tool(shop: Shop, thickness: float) -> float:
    """The width of engraved lines, the only one of a machine that is not pointed."""
    machine = shop.machine
    if machine is not None and machine.operation not in (*DOTS_ONLY, *POINTED):
        return machine.tool
    return limit(shop, "stroke", thickness) or TOOL


def _ladders(shop: Shop, thickness: float) -> Iterator[Ladder]:
    rules: tuple[str, ...] = ()
    if shop.marks:
        rules += _marks(shop)
    if shop.cuts:
        rules += _CUTS
    for rule in rules:
        known = limit(shop, rule, thickness)
        if rule == "depth" and known is not None and known >= thickness:
            known = None  # a limit that no plate reaches is none to try
        values = _around(known) if known is not None else _ours(rule, tool(shop, thickness))
        if rule == "depth":
            values = tuple(value for value in values if value <= thickness - LEAST_FLOOR)
        if rule == "dot":
            values = tuple(value for value in values if _is_possible(value, shop, thickness))
        if rule == "stroke" and shop.machine is not None:
            values = tuple(v for v in values if _reaches(v, shop.machine, thickness))
        if values:
            yield Ladder(rule, values, known)
    if shop.cuts and shop.process == "laser cutting":
        yield Ladder("slot", tuple(round(thickness + by, 2) for by in (-0.2, -0.1, 0.0, 0.1)), None)
        yield Ladder("window", WINDOW, None)


def _marks(shop: Shop) -> tuple[str, ...]:
    """The rows of marks that it can make; of a machine of one's own those that a program asks for.

    How deep that goes is its power or the width of its lines, and only a point has lines of many.
    """
    if shop.dots_only:
        return _PUNCHES
    if shop.machine is None:
        return _MARKS
    fixed = ("depth",) if shop.machine.operation in POINTED else ("depth", "stroke")
    return tuple(rule for rule in _MARKS if rule not in fixed)


def _reaches(width: float, machine: Machine, thickness: float) -> bool:
    """Whether a point goes as deep as lines of a width, or dots of a diameter, ask for."""
    deep = machine.depth_for(width) if machine.operation in POINTED else 0.0
    return deep <= min(machine.depth or deep, thickness - LEAST_FLOOR)


def _is_possible(dot: float, shop: Shop, thickness: float) -> bool:
    """Whether a machine of one's own goes so deep for a dot, or makes lines so thin."""
    machine = shop.machine
    if machine is None:
        return True
    if machine.operation in DOTS_ONLY:
        return _reaches(dot, machine, thickness)
    return dot > 1.5 * machine.tool


def _ours(rule: str, tool_: float) -> tuple[float, ...]:
    """Of the trade; letters and codes that no tool so wide could write begin higher."""
    if rule == "letter" and tool_ > TOOL:
        return _around(round(6 * tool_, 1))
    if rule == "module":
        return tuple(value for value in _OURS[rule] if value >= tool_)
    return _OURS[rule]


def _around(bound: float) -> tuple[float, ...]:
    """Steps around a limit, the limit itself among them, in hundredths."""
    steps = (bound if part == 1 else round(bound * part, 2 if bound < 1 else 1) for part in _AROUND)
    return tuple(dict.fromkeys(round(step, 3) for step in steps if step > 0))
