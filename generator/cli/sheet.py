"""Blank plates nested on sheets of metal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files, pipeline
from generator.cli import arguments, drawings, notes, options, own, report, screen
from generator.cli.drawings import Job
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.cli.screen import Complaint, Said
from generator.cli.shop_option import shop
from generator.cli.target import hand_over
from generator.cli.which import Which, choice
from generator.cli.which import which as chosen
from generator.formats import STOCK
from generator.geometry import Size
from generator.sheets import sheet as sheets
from generator.sheets.edges import Tabs
from generator.sheets.nesting import nested
from generator.sheets.packing import Stock
from generator.sheets.sheet import Nested, Sheet, Wanted, Wish
from generator.template_file import Asked

if TYPE_CHECKING:
    from generator.shop import Shop

MARGIN, SPACING, TAB = 5.0, 2.0, 0.5
"""Millimetres unless something else is asked for. Ours."""

_SIZE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)[xX×]([0-9]{1,6}(?:\.[0-9]{1,3})?)")
_COUNT = re.compile(r"[0-9]{1,6}")
_SERIAL = re.compile(r"[A-Za-z0-9./-]{0,12}")


class _Plates(click.ParamType["tuple[str, int]"]):
    """A template and how many plates of it; 0 for as many as --quantity says."""

    name = "TEMPLATE[=COUNT]"

    def convert(self, value: object, param: Any, context: Any) -> tuple[str, int]:
        name, sign, count = str(value).partition("=")
        found = arguments.TemplateName().convert(name, param, context)
        if sign and not (_COUNT.fullmatch(count) and int(count)):
            raise Said("takes a number of plates from 1 on after the sign =")
        return found, int(count) if sign else 0


class _Size(click.ParamType["Size"]):
    name = "WxH"

    def convert(self, value: object, _param: object, _context: object) -> Size:
        found = _SIZE.fullmatch(str(value))
        if found is None:
            raise Said("must be width and height in millimetres, as in 300x200")
        return Size(float(found[1]), float(found[2]))


class _Serial(click.ParamType["str"]):
    name = "PREFIX"

    def convert(self, value: object, _param: object, _context: object) -> str:
        if not _SERIAL.fullmatch(str(value)):
            raise Said("must be at most 12 letters of ASCII, digits, dots, dashes and slashes")
        return str(value)


@dataclass(frozen=True, slots=True)
class _Bed:
    """What the plates lie on, how, and how many of them."""

    size: Size
    spacing: float
    margin: float
    tabs: int
    tab: float | None
    serial: str | None
    quantity: int
    upright: bool


_bed = options.options(
    click.option(
        "--size", type=_Size(), required=True, metavar="WxH", help="Of a sheet, in millimetres."
    ),
    click.option(
        "--spacing",
        type=float,
        default=SPACING,
        show_default=True,
        metavar="MM",
        help="Least metal between plates; 0 cuts the edges that neighbours share once.",
    ),
    click.option(
        "--margin",
        type=float,
        default=MARGIN,
        show_default=True,
        metavar="MM",
        help="Metal left along the edges of the sheet.",
    ),
    click.option("--tabs", type=int, default=0, metavar="N", help="Tabs that hold each plate."),
    click.option(
        "--tab", type=float, default=None, metavar="MM", help=f"Width of a tab.  [default: {TAB}]"
    ),
    click.option(
        "--serial", type=_Serial(), help="Number the plates, with this before the number."
    ),
    click.option(
        "--quantity",
        type=int,
        default=1,
        show_default=True,
        metavar="N",
        help="Plates of each template that has no =COUNT.",
    ),
    click.option("--no-turn", "upright", is_flag=True, help="Turn no plate by a quarter."),
)


@click.command("sheet", cls=Command)
@click.argument("plates", type=_Plates(), nargs=-1, required=True, metavar="TEMPLATE[=COUNT]...")
@gathered(_bed, _Bed, "bed")
@chosen
@drawings.job(STOCK, shop)
def sheet(
    plates: Sequence[tuple[str, int]],
    bed: _Bed,
    which: Which,
    job: Job,
) -> None:
    """Nest many blank plates on sheets of metal, with tabs and serial numbers.

    One file for each side of a sheet, whose page is the sheet itself; what is cut is in the file of
    the front alone. Never asks for a secret: the plates are blanks.
    """
    loaded = own.coloured(drawings.loaded(job.formats, STOCK), job.shop)
    files.check(Path(job.target.folder))
    wish = _wish(bed)
    own.check_reach(bed.size, job.shop, "the sheet")
    said: list[str] = []
    wanted = list(_wanted(_counts(plates, bed.quantity), which, job.shop, said))
    made = nested(wanted, wish)
    steps = sum(len(each.layouts) for each in made) * len(loaded)
    drawn = list(drawings.with_progress(sheets.drawings(made, loaded, wish.stock), steps))
    written = hand_over(job.target, [(each.name, each.data) for each in drawn])
    with report.after_writing():
        if job.as_json:
            report.as_json(
                {
                    "folder": job.target.folder,
                    "files": report.file_facts(drawn, written),
                    "sheets": [_facts(each, wish.stock) for each in made],
                }
            )
        else:
            report.products(drawn, job.target.folder, written)
            report.table(_line(each) for each in made)
    colours = notes.of_colours(loaded, job.shop)
    for note in (*_notes(made, wish), *colours, *dict.fromkeys(said)):
        screen.note(note)


def _wish(bed: _Bed) -> Wish:
    tabs = bed.tabs
    if bed.tab is not None and not tabs:
        raise Complaint("--tab needs --tabs, which says how many")
    if tabs < 0 or 0 < tabs < sheets.FEWEST_TABS:
        raise Complaint(
            f"--tabs must be 0, or {sheets.FEWEST_TABS} and more: on a single one a plate swings, "
            "and nobody can tell that from an outline left open"
        )
    held = Tabs(tabs, TAB if bed.tab is None else bed.tab) if tabs else None
    return Wish(Stock(bed.size, bed.margin, bed.spacing, not bed.upright), held, bed.serial)


def _counts(plates: Sequence[tuple[str, int]], quantity: int) -> dict[str, int]:
    """How many of each template."""
    if quantity < 1:
        raise Complaint("--quantity must be 1 or more")
    counts: dict[str, int] = {}
    for name, count in plates:
        counts[name] = counts.get(name, 0) + (count or quantity)
    return counts


def _wanted(
    counts: Mapping[str, int], which: Which, shop: Shop | None, said: list[str]
) -> Iterator[Wanted]:
    """What to nest, each template once; adds to `said` whom it is for and what is a risk."""
    for name, count in counts.items():
        plate = own.plate(Asked(name, ()), which.width)
        made = pipeline.prepared(plate, choice(plate, which))
        said += own.risks(made, shop)
        said += notes.of_one_kind(plate, made, which.kind, which.words)
        yield Wanted(made, count)


def _line(made: Sheet) -> tuple[str, str, str]:
    count = len(made.plates)
    where = sorted({plate.serial_on for plate in made.plates} - {""})
    serials = f"numbers on the {' and the '.join(where)}" if where else ""
    plates = f"{count} plate{'' if count == 1 else 's'}"
    return f"sheet {made.number}", f"{plates}, {made.utilisation:.0%} of the metal", serials


def _notes(made: Sequence[Sheet], wish: Wish) -> Iterator[str]:
    plates = [plate for each in made for plate in each.plates]
    beside = dict.fromkeys(p.template.name for p in plates if p.serial_on == sheets.SKELETON)
    if beside:
        yield (
            f"the numbers of {', '.join(beside)} stand beside the plates, which have no room: "
            "they stay with the sheet"
        )
    if wish.tabs is None:
        yield "without --tabs plates fall out of the sheet, or tip up under the laser"


def _facts(made: Sheet, stock: Stock) -> dict[str, Any]:
    return {
        "number": made.number,
        "width": stock.size.width,
        "height": stock.size.height,
        "sides": [layout.side for layout in made.layouts],
        "utilisation": round(made.utilisation, 4),
        "plates": [_plate(plate) for plate in made.plates],
    }


def _plate(plate: Nested) -> dict[str, Any]:
    return {
        "template": plate.template.name,
        "x": plate.box.left,
        "y": plate.box.bottom,
        "width": round(plate.box.width, 3),
        "height": round(plate.box.height, 3),
        "turned": plate.turned,
        "serial": plate.serial or None,
        "serial_on": plate.serial_on or None,
    }
