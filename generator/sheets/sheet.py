"""Sheets of blank plates: what lies where, what can't be, and the files."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.clearance import near
from generator.drawn import Drawing, drawn
from generator.errors import RuleError, VerifyError
from generator.formats import Format
from generator.geometry import MICROMETRE, Rect
from generator.layout import Area, Dot, Layout, Mark, Role
from generator.sheets.edges import Tabs
from generator.sheets.packing import Stock
from generator.template import Template

MOST_PLATES = 300
"""On all sheets together. Ours: what a minute is enough for."""

MOST_SIDE = 5000.0
"""Millimetres. Ours: no sheet of metal is longer that a shop lays on a machine."""

LEAST_MARGIN = 0.1
"""Millimetres. An edge that lies on the page's own is split by a common program."""

FEWEST_TABS = 2
"""On each plate. Ours: a plate on one tab swings into the beam."""

PLATE, SKELETON = "plate", "skeleton"
"""Where a serial number stands: in the plate's own legend, or in the sheet beside it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A template, made for one choice and known to pass its rules, and how many plates of it."""

    template: Template
    count: int


@dataclass(frozen=True, slots=True)
class Wish:
    """How plates are to lie on their sheets, and what is to be added to them.

    `serial` is what all serial numbers begin with, `None` for no numbers.
    """

    stock: Stock
    tabs: Tabs | None
    serial: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Nested:
    """One plate on its sheet. `box` is what it takes there, a serial number beside it included."""

    template: Template
    serial: str
    serial_on: str
    box: Rect
    turned: bool
    front: tuple[Mark, ...]
    """The marks where they stand on the sheet, outlines whole."""
    back: tuple[Mark, ...]
    """The same on the sheet turned over like a page, less what is cut from the front."""


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One sheet: its plates, and a layout for each side on which there is something."""

    number: int
    plates: tuple[Nested, ...]
    layouts: tuple[Layout, ...]

    @property
    def utilisation(self) -> float:
        """How much of the sheet becomes plates, from 0 to 1."""
        stock = self.layouts[0].stock
        assert stock is not None  # see `_sheet`
        marks = (mark for plate in self.plates for mark in plate.front)
        edges = (mark for mark in marks if mark.role is Role.OUTLINE)
        return sum(map(_metal, edges)) / (stock.width * stock.height)


def check(wanted: Sequence[Wanted], wish: Wish) -> None:
    """Raise `RuleError` for numbers that make no sheets."""
    stock = wish.stock
    if not all(0 < side <= MOST_SIDE for side in (stock.size.width, stock.size.height)):
        raise RuleError(f"a sheet must be more than 0 and at most {MOST_SIDE:g} mm wide and high")
    if not 0 <= stock.spacing <= MOST_SIDE:
        raise RuleError("the spacing between plates must be 0 mm or more, and less than a sheet")
    if not LEAST_MARGIN <= stock.margin <= MOST_SIDE:
        raise RuleError(
            f"the margin must be at least {LEAST_MARGIN:g} mm: programs split an edge that lies on "
            "the edge of the page"
        )
    if not wanted or any(each.count < 1 for each in wanted):
        raise RuleError("there must be at least one plate of each template")
    if sum(each.count for each in wanted) > MOST_PLATES:
        raise RuleError(f"at most {MOST_PLATES} plates can be nested at once")
    if len({each.template.plate.thickness for each in wanted}) > 1:
        told = ", ".join(
            f"{each.template.name} of {each.template.plate.thickness:g} mm" for each in wanted
        )
        raise RuleError(f"one sheet has one thickness, but there are {told}")
    if wish.tabs is not None and wish.tabs.count < FEWEST_TABS:
        raise RuleError(
            f"a plate needs {FEWEST_TABS} tabs or more, or none: on a single one it swings, and "
            "nobody can tell that from an outline left open"
        )
    if wish.tabs is not None and not 0.05 <= wish.tabs.width <= 10:
        raise RuleError("a tab must be from 0.05 to 10 mm wide")


def drawings(sheets: Iterable[Sheet], formats: Sequence[Format], stock: Stock) -> Iterator[Drawing]:
    """The files of all sheets, each read back mark for mark."""
    for sheet in sheets:
        check_apart(sheet, stock)
        for layout in sheet.layouts:
            for format_ in formats:
                yield drawn(f"sheet-{sheet.number}.{layout.side}", layout, format_)


def check_apart(sheet: Sheet, stock: Stock) -> None:
    """Raise `VerifyError` unless plates lie on the sheet, apart, and each mark lies in its own."""
    slack = MICROMETRE / 2
    boxes = [plate.box for plate in sheet.plates]
    for number, (plate, box) in enumerate(zip(sheet.plates, boxes, strict=True), start=1):
        if not stock.room.grown(slack).contains(box):
            raise VerifyError(f"plate {number} of sheet {sheet.number} is not within the sheet")
        across = stock.size.width - box.right, stock.size.width - box.left
        seen = Rect(across[0], box.bottom, across[1], box.top)
        for room, marks in ((box, plate.front), (seen, plate.back)):
            if not all(room.grown(slack).contains(mark.box()) for mark in marks):
                raise VerifyError(f"plate {number} of sheet {sheet.number} has a mark outside it")
    for one, two in near(boxes, max(stock.spacing, slack)):
        a, b = boxes[one], boxes[two]
        overlap = (
            min(a.right, b.right) - max(a.left, b.left)
            > slack
            < (min(a.top, b.top) - max(a.bottom, b.bottom))
        )
        if overlap or _apart(a, b) < stock.spacing - slack:
            raise VerifyError(
                f"plates {one + 1} and {two + 1} of sheet {sheet.number} are closer than their "
                "spacing"
            )


def _apart(a: Rect, b: Rect) -> float:
    """The wider of the two gaps, across and up: a cut needs the spacing in one of them."""
    return max(a.left - b.right, b.left - a.right, a.bottom - b.top, b.bottom - a.top)


def _metal(edge: Mark) -> float:
    """The area of a plate in square millimetres, holes not counted."""
    if isinstance(edge, Dot):
        return math.pi * edge.diameter**2 / 4
    return edge.outline.area() if isinstance(edge, Area) else 0.0
