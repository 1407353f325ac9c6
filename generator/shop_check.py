"""What a shop says of a plate whatever is to stand on it, of its metal and of our files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator import pipeline
from generator.errors import TemplateError
from generator.formats import FORMATS
from generator.shop import Material, Shop
from generator.shop_rules import ERROR, PASS, UNKNOWN, WARNING, Finding, findings
from generator.template import Template

SAME_THICKNESS = 0.02
"""Millimetres by which two thicknesses may differ and be the same sheet; sheets are listed in
thousandths of an inch."""

THICKEST = 100.0
"""Millimetres; below which a plate is one."""

NOTHING = "nothing"
"""The verdict of a shop all of whose rules are about what the plate doesn't have."""


def verdicts(plate: Template, shop: Shop) -> tuple[Finding, ...]:
    """What a shop says of a plate, the worst for all kinds of secrets that it holds."""
    lots = [findings(pipeline.prepared(plate, plate.most(kind)), shop) for kind in plate.kinds]
    worst = tuple(max(each, key=_order) for each in zip(*lots, strict=True))
    return (*worst, *_files(shop))


def verdict(found: Iterable[Finding]) -> str:
    """The worst of all; `NOTHING` unless something on the plate was measured."""
    worst = PASS
    measured = False
    for each in found:
        worst = max(worst, each.verdict, key=(UNKNOWN, PASS, WARNING, ERROR).index)
        measured = measured or (bool(each.bound) and each.rule not in ("thickness", "sheet"))
    return worst if measured or worst == ERROR else NOTHING


def _order(finding: Finding) -> int:
    return (UNKNOWN, PASS, WARNING, ERROR).index(finding.verdict)


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
    if not 0 < thickness < THICKEST:
        raise TemplateError("--thickness must be more than 0 and less than 100 mm")
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
    yield Finding("sheet", verdict, what, wanted, "one of", near, near, source=metal.source)
