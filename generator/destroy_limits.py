"""What a machine of one's own can do to the marks of a plate that is to be unreadable."""

from __future__ import annotations

import math
from collections.abc import Iterable

from generator.errors import RuleError
from generator.layout import Dot, Mark
from generator.machine import DOT_PEEN, DRAG, PECK, POINTED, V_BIT, WITH_DEPTH
from generator.shop import Shop
from generator.slots import slots
from generator.template import Punch, Side

OVERLAP = 0.7
"""How far the next line is, as a part of their width. Ours."""

LEAST_APART = 0.05
"""Millimetres from line to line; closer ones would take for ever. Ours."""

FLAT = 180.0
"""Degrees of the floor of a mark that is as deep at its edge as in its middle."""


def deepest_of(shop: Shop | None, thickness: float) -> float | None:
    """How deep the shop goes, where it or its machine says so."""
    limit = shop.limit("depth") if shop is not None else None
    said = [limit.most.of(thickness, 0.0)] if limit is not None and limit.most is not None else []
    if shop is not None and shop.machine is not None and shop.machine.operation in WITH_DEPTH:
        said.append(shop.machine.depth)
    return min(said, default=None)


def line_width(shop: Shop | None, depth: float) -> float:
    """Of the lines of a machine that scratches or engraves them, so deep; 0 for any other."""
    machine = shop.machine if shop is not None else None
    if machine is None or machine.operation not in (DRAG, V_BIT):
        return 0.0
    if machine.operation not in POINTED:
        return machine.tool
    slope = math.tan(math.radians(machine.tip_deg) / 2)
    return math.floor(max(machine.tool, 2 * depth * slope) * 1000) / 1000


def lines_apart(shop: Shop | None, width: float, deeper: float) -> float:
    """From line to line; where a pointed tool leaves ridges, these are as deep as the marks."""
    machine = shop.machine if shop is not None else None
    if machine is None or shop is None or machine.operation != V_BIT:
        return width * OVERLAP
    apart = min(width * OVERLAP, 2 * deeper * math.tan(math.radians(machine.tip_deg) / 2))
    if apart < LEAST_APART:
        raise RuleError(
            f"{shop.name} goes {deeper:g} mm deeper than the marks, which would stay readable in "
            "the ridges between its lines"
        )
    return apart


def check_needle(shop: Shop | None, dots: Iterable[Mark]) -> None:
    """Refuse dots that are wider than those of a needle, whose are all alike."""
    machine = shop.machine if shop is not None else None
    if machine is None or machine.operation != DOT_PEEN:
        return
    widest = max((dot.diameter for dot in dots if isinstance(dot, Dot)), default=0.0)
    if widest > machine.tool:
        raise RuleError(
            f"{machine.name} makes dots of {machine.tool:g} mm, and those over the marks have to "
            f"be {widest:g} mm wide"
        )


def check_cone(shop: Shop | None, side: Side, dots: Iterable[Mark]) -> None:
    """Refuse pits of a pointed drill that leave the edge of a mark as it is."""
    machine = shop.machine if shop is not None else None
    if machine is None or machine.operation != PECK:
        return
    slope = math.tan(math.radians(machine.tip_deg) / 2)
    wide = {dot.centre: dot.diameter / 2 for dot in dots if isinstance(dot, Dot)}
    for field in side.fields:
        if not isinstance(field.mark, Punch):
            continue
        edge = field.mark.cut.depth if field.mark.cut.point_deg == FLAT else 0.0
        for slot in slots(field):
            if (wide[slot.centre] - field.mark.diameter / 2) / slope < edge:
                raise RuleError(
                    f"{machine.name} drills with a point of {machine.tip_deg:g}°, which is not "
                    f"{edge:g} mm deep at the edge of the marks, so that they would stay readable"
                )
