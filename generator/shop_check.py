"""What a shop says of a plate whatever is to stand on it, of its metal and of our files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator import pipeline
from generator.choice import STYLES
from generator.errors import RuleError, TemplateError
from generator.formats import FORMATS, for_machine
from generator.geometry import Size, rounded_rectangle
from generator.layout import Area, Cut, Layout, Role
from generator.product import check_formats, omitted
from generator.shop import CUT_RULES, MARK_RULES, SIZE_RULES, Material, Shop
from generator.shop_rules import ERROR, ONE_OF, PASS, UNKNOWN, WARNING, Finding, findings
from generator.template import Template

SAME_THICKNESS = 0.02
"""Millimetres by which two thicknesses may differ and be the same sheet; sheets are listed in
thousandths of an inch."""

THINNEST, THICKEST = 0.1, 100.0
"""Millimetres; between foil and a block, a plate is one."""

NOTHING = "nothing"
"""The verdict where none of a shop's rules is about what it would do to the plate."""

_RANKS = (UNKNOWN, PASS, WARNING, ERROR)
"""Verdicts, the worst last."""


def verdicts(plate: Template, shop: Shop, style: str = STYLES[0]) -> tuple[Finding, ...]:
    """What a shop says of a plate, the worst for all kinds of secrets that it holds."""
    return next(iter(of_shops(plate, (shop,), style)))


def of_shops(
    plate: Template, shops: Iterable[Shop], style: str = STYLES[0]
) -> Iterator[tuple[Finding, ...]]:
    """The same of several shops, one after the other; letters are made in that style."""
    most = [replace(plate.most(kind), style=style) for kind in plate.kinds]
    made = [pipeline.prepared(plate, each) for each in most]
    for shop in shops:
        lots = [findings(each, shop) for each in made]
        worst = tuple(max(each, key=_order) for each in zip(*lots, strict=True))
        yield (*worst, *_machine(made, shop), *_files(shop))


def _machine(made: Sequence[Template], shop: Shop) -> Iterator[Finding]:
    """Whether a machine of one's own can do all that is on the plate, by its G-code."""
    if shop.machine is None:
        return
    gcode = (for_machine("gcode", shop.machine),)
    try:
        for each in made:
            check_formats(each, gcode)
    except RuleError as error:
        yield Finding("machine", ERROR, str(error), source=shop.sources[0])
        return
    strokes = max(omitted(each, gcode) for each in made)
    if strokes:
        what = f"makes dots alone, and leaves out {strokes} strokes of the legend"
        yield Finding("machine", WARNING, what, source=shop.sources[0])
    else:
        yield Finding("machine", PASS, "can do all that is on it", source=shop.sources[0])


def check_reach(size: Size, shop: Shop | None, what: str) -> None:
    """Raise `RuleError` for a piece of metal that reaches beyond a machine of one's own."""
    machine = shop.machine if shop is not None else None
    if machine is None:
        return
    reach, by = machine.area, machine.offset
    right, top = size.width + by.dx, size.height + by.dy
    if right > reach.width or top > reach.height:
        raise RuleError(
            f"{machine.name} reaches {reach.width:g} × {reach.height:g} mm, but {what} would reach "
            f"to {right:g} × {top:g}; at most {reach.width - by.dx:g} × {reach.height - by.dy:g} "
            "mm fit"
        )


def check_drawing(layout: Layout, shop: Shop | None, what: str) -> None:
    """Raise `RuleError` for a drawing that a machine of one's own can't make, or not reach."""
    machine = shop.machine if shop is not None else None
    if machine is None:
        return
    box = layout.of(Role.OUTLINE)[0].box() if layout.stock is None else None
    size = layout.stock if box is None else Size(box.width, box.height)
    assert size is not None  # a drawing has an outline or stock
    check_reach(size, shop, what)
    edge = Area(Role.OUTLINE, rounded_rectangle(size, 0.0), (), Cut(layout.thickness))
    marks = (mark for mark in layout.marks if mark.role is not Role.OUTLINE)
    check = for_machine("gcode", machine).check
    assert check is not None  # a machine has its limits
    check(replace(layout, marks=(edge, *marks)))


def verdict(found: Iterable[Finding], shop: Shop) -> str:
    """The worst of all; `NOTHING` where no rule of the shop is about what it would do.

    A plate without holes can be cut by whoever has rules for them; marks that no rule was held
    against may be of a kind that the shop doesn't make.
    """
    judged = [each for each in found if each.verdict != UNKNOWN]
    worst = max((each.verdict for each in judged), default=PASS, key=_RANKS.index)
    if worst == ERROR:
        return ERROR
    marks = any(each.bound and each.rule in MARK_RULES for each in judged)
    cuts = any(each.rule in (*SIZE_RULES, *CUT_RULES) for each in judged)
    return worst if (marks if shop.marks else cuts) else NOTHING


def _order(finding: Finding) -> int:
    return _RANKS.index(finding.verdict)


def _files(shop: Shop) -> Iterator[Finding]:
    """Whether the shop takes any of our files."""
    if not shop.formats:
        return
    ours = [name for name in FORMATS if name in shop.formats]
    what = f"takes {', '.join(ours)}" if ours else f"takes {', '.join(shop.formats)}, none of ours"
    yield Finding("files", PASS if ours else ERROR, what, source=shop.sources[0])


def metal(shop: Shop, name: str | None) -> Material | None:
    """The material of that name; raises `TemplateError` where the shop doesn't have it."""
    if name is None:
        return None
    if not shop.materials:
        raise TemplateError(f"{shop.name} does not say which metals it has; leave --material out")
    found = shop.material(name.lower())
    if found is None:
        known = ", ".join(each.name for each in shop.materials)
        raise TemplateError(f"{shop.name} has {known}; --material must be one of these")
    return found


def as_thick(plate: Template, thickness: float | None) -> Template:
    """The template in metal of another thickness, if one is named."""
    if thickness is None:
        return plate
    if not THINNEST <= thickness <= THICKEST:
        raise TemplateError(f"--thickness must be from {THINNEST:g} to {THICKEST:g} mm")
    return replace(plate, plate=replace(plate.plate, thickness=thickness))


def sheets(plate: Template, metal: Material | None) -> Iterator[Finding]:
    """Whether the shop has sheets as thick as the plate."""
    if metal is None:
        return
    wanted = plate.plate.thickness
    if metal.between is not None:
        least, most = metal.between
        near = min(max(wanted, least), most)
        offered = f"{least:g} to {most:g}"
    else:
        near = min(metal.thicknesses, key=lambda each: abs(each - wanted))
        offered = ", ".join(f"{each:g}" for each in metal.thicknesses)
    verdict = PASS if abs(near - wanted) <= SAME_THICKNESS else ERROR
    what = f"{metal.title} of {offered} mm"
    yield Finding("sheet", verdict, what, wanted, ONE_OF, near, near, source=metal.source)
