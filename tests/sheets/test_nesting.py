from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

import pytest

from generator import template_file as templates
from generator.errors import RuleError, VerifyError
from generator.formats import STOCK
from generator.geometry import Point, Size, Vec
from generator.layout import Area, Dot, Face, Layout, Mark, Role, placed
from generator.place import place
from generator.sheets.edges import Tabs
from generator.sheets.nesting import nested
from generator.sheets.packing import Stock
from generator.sheets.sheet import Wanted, Wish, check, check_apart, drawings
from generator.template import Template
from generator.variant import made_for

STOCK_SIZE = Size(150, 90)


def plate(name: str) -> Template:
    """A plate that ships, made for as much as it can hold."""
    found = templates.find(name)
    return made_for(found, found.most())


def wish(spacing: float = 2.0, tabs: Tabs | None = None, serial: str | None = None) -> Wish:
    """Sheets of one size, plates turned as they come."""
    return Wish(Stock(STOCK_SIZE, 5.0, spacing, turning=True), tabs, serial)


def _answer(faces: tuple[Face, ...], _: bytes) -> tuple[Face, ...]:
    """A reader that sees the same whatever it is given."""
    return faces


def on_back(mark: Mark, across: float) -> tuple[float, float]:
    """Where the middle of a mark is, seen through the metal from the other side."""
    middle = mark.box().centre
    return round(across - middle.x, 3), round(middle.y, 3)


def test_each_plate_is_there_with_all_its_marks() -> None:
    """Turned or not, each is a copy of the blank, and the sheet is all of them and no more."""
    wanted = [Wanted(plate("tinyseed"), 7)]
    sheets = nested(wanted, wish())
    assert sum(len(sheet.plates) for sheet in sheets) == 7
    assert {p.turned for sheet in sheets for p in sheet.plates} == {True, False}
    blank = place(None, plate("tinyseed"))[0]
    for sheet in sheets:
        every: Counter[Mark] = Counter()
        for each in sheet.plates:
            quarters, by = (1, Vec(34.5, 0)) if each.turned else (0, Vec(0, 0))
            by += Vec(each.box.left, each.box.bottom)
            assert [placed(mark, by, quarters) for mark in blank.marks] == list(each.front)
            every += Counter(each.front)
        assert Counter(sheet.layouts[0].marks) == every


@pytest.mark.parametrize("serial", [None, "A-"])
def test_the_back_lines_up_when_the_sheet_is_turned_over(serial: str | None) -> None:
    """Each hole of the front, seen from the back, stands where the back of its plate has it."""
    template = plate("tinyseed")
    (hole,) = place(None, template)[1].of(Role.HOLE)
    first = next(m for m in place(None, template)[1].marks if m.role is Role.LEGEND)
    for sheet in nested([Wanted(template, 5)], wish(serial=serial)):
        front, back = sheet.layouts
        assert not back.of(Role.HOLE)
        assert not back.of(Role.OUTLINE)
        holes = {on_back(mark, STOCK_SIZE.width) for mark in front.of(Role.HOLE)}
        for each in sheet.plates:
            right = STOCK_SIZE.width - each.box.right
            quarters, by = (3, Vec(0, 27.2)) if each.turned else (0, Vec(0, 0))
            by += Vec(right, each.box.bottom)
            assert isinstance(hole, Dot)
            at = placed(hole, by, quarters).box().centre
            assert (round(at.x, 3), round(at.y, 3)) in holes
            assert placed(first, by, quarters) in each.back


def test_numbers_are_all_there_and_all_different() -> None:
    """One for each plate, in the order asked for, and none on the back."""
    sheets = nested([Wanted(plate("disc-24"), 1), Wanted(plate("disc-6"), 2)], wish(serial="K/"))
    plates = [each for sheet in sheets for each in sheet.plates]
    assert sorted(each.serial for each in plates) == ["K/01", "K/02", "K/03"]
    assert {each.serial_on for each in plates} == {"skeleton"}


def test_files_are_read_back() -> None:
    """Both sides in both formats, the same bytes every time, tabs and shared cuts included."""
    wanted = [Wanted(plate("tinyseed"), 3)]
    request = wish(0.0, Tabs(2, 0.5), "A-")
    formats = [STOCK["svg"](), STOCK["dxf"]()]
    once, again = (
        list(drawings(nested(wanted, request), formats, request.stock)) for _ in range(2)
    )
    assert [each.name for each in once] == [
        "sheet-1.front.svg",
        "sheet-1.front_mm.dxf",
        "sheet-1.back.svg",
        "sheet-1.back_mm.dxf",
    ]
    assert [each.data for each in once] == [each.data for each in again]


def test_a_file_that_shows_another_sheet_is_not_handed_over() -> None:
    """A mark lost, moved by a micrometre, or added on the way stops everything."""
    request = wish()
    (sheet,) = nested([Wanted(plate("disc-6"), 1)], request)
    svg = STOCK["svg"]()
    (face,) = svg.read(svg.write((sheet.layouts[0],)))
    first, *others = face.marks
    moved = placed(first, Vec(0.001, 0))
    for seen in (others, [*face.marks, first], [moved, *others]):
        bent = replace(svg, read=partial(_answer, (Face(tuple(seen)),)))
        with pytest.raises(VerifyError, match="did not read back"):
            list(drawings([sheet], [bent], request.stock))


def test_plates_out_of_place_are_noticed() -> None:
    """Two on one spot, one beyond the edge, and a mark outside its plate."""
    request = wish()
    (sheet,) = nested([Wanted(plate("tinyseed"), 2)], request)
    one, two = sheet.plates
    check_apart(sheet, request.stock)
    with pytest.raises(VerifyError, match="closer than their spacing"):
        check_apart(replace(sheet, plates=(one, one)), request.stock)
    beyond = replace(one, box=one.box.grown(8))
    with pytest.raises(VerifyError, match="not within the sheet"):
        check_apart(replace(sheet, plates=(beyond, two)), request.stock)
    with pytest.raises(VerifyError, match="a mark outside it"):
        check_apart(replace(sheet, plates=(one, replace(two, front=one.front))), request.stock)


def test_utilisation_is_metal_over_metal() -> None:
    """A disc counts as a disc."""
    (sheet,) = nested([Wanted(plate("disc-24"), 1)], wish())
    assert sheet.utilisation == pytest.approx(3.14159265 * 25**2 / (150 * 90))


def test_what_makes_no_sheet() -> None:
    """Each number that can't be is refused with what would be right."""
    one = [Wanted(plate("tinyseed"), 1)]
    stock = wish().stock
    for bad, message in (
        (replace(stock, size=Size(0, 90)), "more than 0"),
        (replace(stock, size=Size(150, float("nan"))), "more than 0"),
        (replace(stock, size=Size(150, 6000)), "at most 5000 mm"),
        (replace(stock, spacing=-0.1), "the spacing between plates"),
        (replace(stock, margin=0.0), "the margin must be at least 0.1 mm"),
    ):
        with pytest.raises(RuleError, match=message):
            check(one, Wish(bad, None, None))
    with pytest.raises(RuleError, match="at most 300 plates"):
        check([Wanted(plate("tinyseed"), 301)], wish())
    with pytest.raises(RuleError, match="one thickness, but there are tinyseed of 1 mm, disc-6"):
        check([*one, Wanted(plate("disc-6"), 1)], wish())
    with pytest.raises(RuleError, match="at least one plate"):
        check([], wish())
    with pytest.raises(RuleError, match="from 0.05 to 10 mm"):
        check(one, wish(tabs=Tabs(2, 0.0)))


@pytest.mark.prove
@pytest.mark.parametrize("name", templates.names())
def test_every_plate_goes_on_sheets(name: str) -> None:
    """Two of each, numbered, with tabs, on sheets that hold both or one."""
    template = plate(name)
    across = max(template.size.width, template.size.height) + 20
    stock = Stock(Size(2 * across, across), 5.0, 0.0, turning=True)
    request = Wish(stock, Tabs(2, 0.5), "A-")
    sheets = nested([Wanted(template, 2)], request)
    assert list(drawings(sheets, [STOCK["svg"](), STOCK["dxf"]()], stock))


def test_an_area_is_turned_with_its_holes() -> None:
    """A frame's window goes with it, and its turning sense stays."""
    ring = next(m for m in place(None, plate("card"))[0].marks if isinstance(m, Area) and m.holes)
    turned = placed(ring, Vec(60, 0), 1)
    assert isinstance(turned, Area)
    assert turned.outline.area() == pytest.approx(ring.outline.area())
    assert placed(placed(placed(turned, Vec(0, 0), 1), Vec(0, 0), 1), Vec(0, 60), 1) == ring
    assert Layout("front", 1.0, (turned,)).stock is None
    assert Point(0, 0) != turned.outline.start
