"""Shops and machines: what there are, and whether one of them can make a plate."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files, shop_check, shop_file
from generator.choice import STYLES
from generator.cli import arguments, options, own, report
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.order_options import Metal, metal
from generator.cli.screen import Complaint
from generator.cli.shop_option import ShopName
from generator.cli.which import style as style_option
from generator.errors import RuleError
from generator.formats import for_machine
from generator.product import check_formats
from generator.shop import Material, Shop
from generator.shop_rules import ERROR, PASS, TITLES, UNKNOWN, WARNING, Finding, findings, short
from generator.template import Template
from generator.template_file import Asked

if TYPE_CHECKING:
    from generator.shop_fix import Variant

HERE = "."

_MOST_CHANGES = 20
"""Lines on a terminal."""


@click.command("shops", cls=Command)
@click.argument("template", type=arguments.TemplateName(), required=False, metavar="[TEMPLATE]")
@options.as_json
def shops(template: str | None, *, as_json: bool) -> None:
    """List the shops and machines whose rules are known.

    With TEMPLATE, whether each of them can make that plate; check says more of one.
    """
    known = shop_file.all_shops()
    if template is not None:
        _print_fit(own.plate(Asked(template), None), known, as_json=as_json)
    elif as_json:
        report.as_json([asdict(each) for each in known])
    else:
        report.table((each.name, each.process, each.title, _known(each)) for each in known)


def _print_fit(plate: Template, known: tuple[Shop, ...], *, as_json: bool) -> None:
    """The verdict of each shop on a plate."""
    told = list(zip(known, shop_check.of_shops(plate, known), strict=True))
    if as_json:
        report.as_json([_facts(plate, shop, found) for shop, found in told])
        return
    report.table(
        (shop.name, shop.process, _FITS[shop_check.verdict(found, shop)], _why(found))
        for shop, found in told
    )


_FITS = {
    PASS: "can make it",
    WARNING: "at a risk",
    ERROR: "can't make it",
    shop_check.NOTHING: "does not say",
}
"""Each verdict, for people."""


def _why(found: Iterable[Finding]) -> str:
    """The rules that are not kept, the worst alone."""
    lots = [[each for each in found if each.verdict == kind] for kind in (ERROR, WARNING)]
    return ", ".join(TITLES[each.rule] for each in next(filter(None, lots), ()))


def _known(shop: Shop) -> str:
    count = len(shop.limits)
    return f"{count} rule{'' if count == 1 else 's'} known, {shop.evidence}"


@dataclass(frozen=True, slots=True)
class _Fixing:
    """Whether somebody wants a template that passes, and where."""

    wanted: bool
    folder: str
    force: bool


def _fixing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about that, gathered."""

    @functools.wraps(command)
    def gathered(fix: bool, folder: str | None, force: bool, **given: Any) -> None:
        if not fix and (folder is not None or force):
            raise Complaint("--out and --force belong to --fix")
        command(fixing=_Fixing(fix, folder or HERE, force), **given)

    return _fix_options(gathered)


_fix_options = options.options(
    click.option(
        "--fix",
        is_flag=True,
        help="Where the shop can't make the plate, write a template that it can, "
        "TEMPLATE-SHOP.toml.",
    ),
    click.option(
        "--out",
        "folder",
        type=arguments.Folder(),
        metavar="DIR",
        help="The folder for that file; made if missing.  [default: this one]",
    ),
    click.option("--force", is_flag=True, help="Replace a file that exists."),
)


@dataclass(frozen=True, slots=True)
class _Made:
    """How the plate is to be made: to which width, its letters in which style."""

    width: float | None
    style: str


@click.command("check", cls=Command)
@options.asked
@gathered(options.options(options.width, style_option), _Made, "made")
@click.option(
    "--shop",
    type=ShopName(),
    required=True,
    metavar="NAME|FILE",
    help="The shop or machine, as metalstamp shops lists it, or a file of your own.",
)
@metal
@_fixing
@options.as_json
def check(
    asked: Asked,
    made: _Made,
    shop: Shop,
    metal: Metal,
    fixing: _Fixing,
    *,
    as_json: bool,
) -> None:
    """Say whether a shop can make a plate, rule by rule; no secret is needed.

    Each rule of the shop is held against the full plate, every slot marked: what passes, what is a
    risk, what can't be made, and the nearest value that passes.
    Ends with exit code 1 if anything can't be made, unless --fix wrote what can.
    """
    if fixing.wanted and made.width is not None:
        raise Complaint("--fix finds a width by itself; leave --width out")
    if fixing.wanted and made.style != STYLES[0]:
        raise Complaint("--fix goes by letters in strokes; leave --style out")
    sheet = shop_check.metal(shop, metal.material)
    plate = shop_check.as_thick(own.plate(asked, made.width), metal.thickness)
    found = (*shop_check.verdicts(plate, shop, made.style), *shop_check.sheets(plate, sheet))
    variant = None
    if fixing.wanted and any(each.verdict == ERROR for each in found):
        variant = _variant(asked, shop, _thickness(found, metal.thickness))
        text = variant.text.encode()
        files.hand_over(Path(fixing.folder), [(f"{variant.name}.toml", text)], force=fixing.force)
    if as_json:
        report.as_json(_facts(plate, shop, found) | _told(variant, fixing.folder))
    else:
        _print(plate, shop, found)
        if fixing.wanted:
            _print_variant(variant, fixing.folder)
    if variant is None:
        refuse(plate, shop, found)


def _variant(asked: Asked, shop: Shop, thickness: float | None) -> Variant:
    from generator.shop_fix import MOST_TRIES, fix  # looks for one for a while

    if not sys.stderr.isatty():
        return fix(asked, shop, thickness)
    with click.progressbar(
        length=MOST_TRIES, label="Looking for what passes", file=sys.stderr
    ) as bar:
        found = fix(asked, shop, thickness, lambda: bar.update(1))
        bar.update(MOST_TRIES - bar.pos)  # it need not try them all
        return found


def _thickness(found: Iterable[Finding], thickness: float | None) -> float | None:
    """Of the metal: the one asked for, or the shop's nearest where it has no such sheet."""
    wrong = [each for each in found if each.rule == "sheet" and each.verdict == ERROR]
    return wrong[0].nearest if wrong else thickness


def refuse(plate: Template, shop: Shop, found: Iterable[Finding]) -> None:
    """Raise `RuleError` where a shop can't make a plate."""
    errors = [short(each) for each in found if each.verdict == ERROR]
    if errors:
        raise RuleError(f"{shop.name} can't make {plate.name}: {', '.join(errors)}")


def stocked(shop: Shop, asked: str) -> Material | str:
    """The metal of that name, or the name itself where a shop does not say which metals it has.

    Raises `TemplateError` for a metal that the shop doesn't have.
    """
    return shop_check.metal(shop, asked) or asked if shop.materials else asked


def risks(made: Template, shop: Shop, metal: Material | str = "") -> Iterator[str]:
    """What to say of a plate that a shop can make, but at a risk; made for one choice.

    `metal` is what `stocked` says of the one that is asked for, if one is.
    Raises `RuleError` where the shop can't make it, in whatever format it gets it.
    """
    known = None if isinstance(metal, str) else metal
    found = (*findings(made, shop), *shop_check.sheets(made, known))
    refuse(made, shop, found)
    if shop.machine is not None:
        check_formats(made, (for_machine("gcode", shop.machine),))
    for each in found:
        if each.verdict == WARNING:
            yield f"{shop.name}: {TITLES[each.rule]}: {_told_of(each)}"
    if metal and known is None:
        yield f"{shop.name} does not say which metals it has: ask about this one"


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
    title = TITLES[finding.rule]
    if finding.verdict == UNKNOWN:
        return title, UNKNOWN, "the shop does not say"
    if not finding.bound:
        return title, finding.verdict, finding.what
    return title, finding.verdict, _told_of(finding)


def _told_of(finding: Finding) -> str:
    more = f", and {finding.failing - 1} more" if finding.failing > 1 else ""
    near = f"; {finding.nearest:g} would pass" if finding.verdict in (WARNING, ERROR) else ""
    return f"{finding.numbers}: {finding.what}{more}{near}"


def _facts(plate: Template, shop: Shop, found: tuple[Finding, ...]) -> dict[str, Any]:
    return {
        "template": plate.name,
        "shop": shop.name,
        "ok": all(each.verdict != ERROR for each in found),
        "findings": [_plain(each) for each in found],
    }


def _plain(finding: Finding) -> dict[str, Any]:
    """A finding for scripts, where a number that is none is null."""
    told = asdict(finding)
    return told if finding.bound else told | dict.fromkeys(("found", "required", "nearest"))


def _told(variant: Variant | None, folder: str) -> dict[str, Any]:
    """The same of a variant that was written."""
    if variant is None:
        return {}
    told = {"folder": folder, "file": f"{variant.name}.toml", "changes": list(variant.changes)}
    return {"variant": told}


def _print_variant(variant: Variant | None, folder: str) -> None:
    click.echo()
    if variant is None:
        click.echo("Nothing has to be changed, so no template was written.")
        return
    path = Path(folder) / f"{variant.name}.toml"
    click.echo(f"{path} passes. It differs in:")
    for change in variant.changes[:_MOST_CHANGES]:
        click.echo(f"  {change}")
    if rest := variant.changes[_MOST_CHANGES:]:
        click.echo(f"  and {len(rest)} numbers more; --json tells all")
    click.echo(f"Look at it with: metalstamp show {path}")
