"""Shops and machines: what there are, and whether one of them can make a plate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import click

from generator import pipeline, shop_file
from generator.cli import options, own, report
from generator.cli.options import Command
from generator.cli.shop_option import ShopName
from generator.errors import RuleError, TemplateError
from generator.formats import FORMATS
from generator.shop import Material, Shop
from generator.shop_rules import ERROR, PASS, UNKNOWN, WARNING, Finding, findings
from generator.template import Template
from generator.template_file import Asked

_SAME_THICKNESS = 0.02
"""Millimetres by which two thicknesses may differ and be the same sheet; sheets are listed in
thousandths of an inch."""

_TITLES = {
    "thickness": "thickness of the metal",
    "hole": "hole, across",
    "web": "metal between holes",
    "edge": "metal from hole to edge",
    "hole-pitch": "hole to hole, centres",
    "corner": "radius of the corners",
    "short-side": "shorter side",
    "long-side": "longer side",
    "dot": "dot or module, across",
    "dot-pitch": "dot to dot, centres",
    "stroke": "width of strokes",
    "letter": "height of letters",
    "gap": "metal between marks",
    "margin": "metal from mark to edge",
    "depth": "depth of marks",
    "slenderness": "depth over width of dots",
    "inner-corner": "radius of inside corners",
    "floor": "metal under the marks",
    "sheet": "sheets the shop has",
    "files": "files the shop takes",
}
"""What each rule is about, for people."""


@click.command("shops", cls=Command)
@options.as_json
def shops(*, as_json: bool) -> None:
    """List the shops and machines whose rules are known."""
    known = shop_file.all_shops()
    if as_json:
        report.as_json([asdict(each) for each in known])
        return
    report.table((each.name, each.process, each.title, _told(each)) for each in known)


def _told(shop: Shop) -> str:
    count = len(shop.limits)
    return f"{count} rule{'' if count == 1 else 's'} known, {shop.evidence}"


@click.command("check", cls=Command)
@options.asked
@options.width
@click.option(
    "--shop",
    type=ShopName(),
    required=True,
    metavar="NAME|FILE",
    help="The shop or machine, as metalstamp shops lists it, or a file of your own.",
)
@click.option("--material", metavar="NAME", help="The metal, as the shop calls it.")
@click.option(
    "--thickness", type=float, metavar="MM", help="Of the metal, instead of the template's."
)
@options.as_json
def check(
    asked: Asked,
    width: float | None,
    shop: Shop,
    material: str | None,
    thickness: float | None,
    *,
    as_json: bool,
) -> None:
    """Say whether a shop can make a plate, rule by rule; no secret is needed.

    Each rule of the shop is held against the full plate, every slot marked: what passes, what is a
    risk, what can't be made, and the nearest value that passes.
    Ends with exit code 1 if anything can't be made.
    """
    metal = _metal(shop, material)
    plate = own.plate(asked, width)
    if thickness is not None:
        plate = _as_thick(plate, thickness)
    found = (*verdicts(plate, shop), *_sheets(plate, metal))
    if as_json:
        report.as_json(_facts(plate, shop, found))
    else:
        _print(plate, shop, found)
    refuse(plate, shop, found)


def refuse(plate: Template, shop: Shop, found: Iterable[Finding]) -> None:
    """Raise `RuleError` where a shop can't make a plate."""
    errors = [each for each in found if each.verdict == ERROR]
    if errors:
        rules = ", ".join(_TITLES[each.rule] for each in errors)
        raise RuleError(f"{shop.name} can't make {plate.name}: {rules}")


def risks(made: Template, shop: Shop) -> Iterator[str]:
    """What to say of a plate that a shop can make, but at a risk; made for one choice.

    Raises `RuleError` where the shop can't make it.
    """
    found = findings(made, shop)
    refuse(made, shop, found)
    for each in found:
        if each.verdict == WARNING:
            yield f"{shop.name}: {_TITLES[each.rule]}: {_told_of(each)}"


def verdicts(plate: Template, shop: Shop) -> tuple[Finding, ...]:
    """What a shop says of a plate, the worst for all kinds of secrets that it holds."""
    lots = [findings(pipeline.prepared(plate, plate.most(kind)), shop) for kind in plate.kinds]
    worst = tuple(max(each, key=_order) for each in zip(*lots, strict=True))
    return (*worst, *_files(shop))


def _order(finding: Finding) -> int:
    return (UNKNOWN, PASS, WARNING, ERROR).index(finding.verdict)


def _files(shop: Shop) -> Iterator[Finding]:
    """Whether the shop takes any of our files."""
    if not shop.formats:
        return
    ours = [name for name in FORMATS if name in shop.formats]
    what = f"takes {', '.join(ours)}" if ours else f"takes {', '.join(shop.formats)}, none of ours"
    yield Finding("files", PASS if ours else ERROR, what, source=shop.sources[0])


def _metal(shop: Shop, name: str | None) -> Material | None:
    if name is None:
        return None
    if not shop.materials:
        raise TemplateError(f"{shop.name} does not say which metals it has; leave --material out")
    found = shop.material(name.lower())
    if found is None:
        known = ", ".join(each.name for each in shop.materials)
        raise TemplateError(f"{shop.name} has {known}; --material must be one of these")
    return found


def _as_thick(plate: Template, thickness: float) -> Template:
    if not 0 < thickness < 100:
        raise TemplateError("--thickness must be more than 0 and less than 100 mm")
    return replace(plate, plate=replace(plate.plate, thickness=thickness))


def _sheets(plate: Template, metal: Material | None) -> Iterator[Finding]:
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
    verdict = PASS if abs(near - wanted) <= _SAME_THICKNESS else ERROR
    what = f"{metal.title} of {offered} mm"
    yield Finding("sheet", verdict, what, wanted, "one of", near, near, source=metal.source)


def _print(plate: Template, shop: Shop, found: tuple[Finding, ...]) -> None:
    click.echo(f"{plate.name}, made by {shop.title}:\n")
    report.table(_line(each) for each in found)
    told = list(dict.fromkeys(each.source for each in found if each.source))
    if told:
        click.echo("\nThe shop's rules are from:")
        for source in told:
            click.echo(f"  {source}")
    for note in (*_missing(shop), *shop.notes):
        click.echo(f"Note: {note}")


def _missing(shop: Shop) -> Iterator[str]:
    if not shop.marks:
        yield "it cuts only: punch or engrave the marks on your own"
    if not shop.cuts:
        yield "it marks only: the plate has to be cut before"


def _line(finding: Finding) -> tuple[str, str, str]:
    title = _TITLES[finding.rule]
    if finding.verdict == UNKNOWN:
        return title, UNKNOWN, "the shop does not say"
    if not finding.bound:
        return title, finding.verdict, finding.what
    return title, finding.verdict, _told_of(finding)


def _told_of(finding: Finding) -> str:
    numbers = f"{finding.found:.2f}, {finding.bound} {finding.required:.2f}"
    more = f", and {finding.failing - 1} more" if finding.failing > 1 else ""
    near = f"; {finding.nearest:g} would pass" if finding.verdict in (WARNING, ERROR) else ""
    return f"{numbers}: {finding.what}{more}{near}"


def _facts(plate: Template, shop: Shop, found: tuple[Finding, ...]) -> dict[str, Any]:
    return {
        "template": plate.name,
        "shop": shop.name,
        "ok": all(each.verdict != ERROR for each in found),
        "findings": [asdict(each) for each in found],
    }
