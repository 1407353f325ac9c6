from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from generator import shop_file
from generator.coupons.coupon import Coupon, coupon
from generator.drawn import drawn
from generator.errors import RuleError
from generator.formats import FORMATS, for_machine
from generator.geometry import Rect
from generator.layout import Area, Dot, Role, Stroke
from generator.machine import V_BIT
from tests.metal import metal

LIKELY = ("centre-punch", "fibre-laser", "generic-laser", "protolabs-hard")
"""One of each process; `make prove` looks at all."""

MACHINES = tuple(name for name in shop_file.names() if shop_file.find(name).machine is not None)

SHOPS = [
    name if name in LIKELY else pytest.param(name, marks=pytest.mark.prove)
    for name in shop_file.names()
]


def made(name: str, thickness: float = 1.5) -> Coupon:
    """The coupon of a shop that ships."""
    return coupon(shop_file.find(name), thickness)


@pytest.mark.parametrize("name", SHOPS)
def test_nothing_touches(name: str) -> None:
    """Steps stand clear of numbers, titles, holes and the edge; walls are as thin as they say."""
    found = made(name)
    (edge,) = found.layout.of(Role.OUTLINE)
    inside = metal(edge).buffer(-3.0)
    marks = [mark for mark in found.layout.marks if mark.role is not Role.OUTLINE]
    shapes = [metal(mark) for mark in marks]
    assert all(inside.contains(shape) for shape in shapes)
    for (one, a), (two, b) in itertools.combinations(zip(marks, shapes, strict=True), 2):
        if one.role is two.role and one.role in (Role.LEGEND, Role.FIDUCIAL):
            continue  # strokes of one letter meet, and neighbours of one step are what is tried
        assert a.distance(b) >= 0.3


@pytest.mark.parametrize("name", SHOPS)
def test_files_read_back(name: str) -> None:
    """SVG and DXF show each mark of it to the last micrometre."""
    found = made(name)
    for format_ in ("svg", "dxf"):
        assert drawn("coupon", found.layout, FORMATS[format_]()).verified.startswith("read back")


@pytest.mark.prove
@pytest.mark.parametrize("name", ["generic-laser", "protolabs-hard", "schaeffer-panels"])
def test_solids_read_back(name: str) -> None:
    """Each depth of the ladder is in the solid, which its writer proves."""
    assert drawn("coupon", made(name).layout, FORMATS["step"]()).name == "coupon.step"


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_makes_its_own_coupon(name: str) -> None:
    """Its G-code shows each mark of it, steps and numbers alike; a V-bit goes as deep as asked."""
    shop = shop_file.find(name)
    assert shop.machine is not None
    format_ = for_machine("gcode", shop.machine)
    assert format_.check is not None
    layout = made(name).layout
    format_.check(layout)
    assert drawn("coupon", layout, format_).verified.startswith("read back")
    if shop.machine.operation == V_BIT:
        text = format_.write((layout,)).decode("ascii")
        depths = {float(z) for z in re.findall(r"^G1 Z(\S+)", text, re.MULTILINE)}
        lines = next(row.values for row in made(name).rows if row.rule == "stroke")
        assert {round(-shop.machine.depth_for(line), 3) for line in lines} <= depths


def test_steps_are_as_large_as_they_say() -> None:
    """Depths, diameters, pitches, walls, bridges and slots, measured on the marks."""
    found = made("protolabs-hard")
    rows = {row.rule: row.values for row in found.rows}
    marks = found.layout.marks
    areas = [m for m in marks if isinstance(m, Area) and m.role is Role.FIDUCIAL]
    dots = [m for m in marks if isinstance(m, Dot) and m.role is Role.FIDUCIAL]
    holes = [m for m in marks if isinstance(m, Dot) and m.role is Role.HOLE]
    strokes = [m for m in marks if isinstance(m, Stroke) and m.role is Role.FIDUCIAL]
    assert [area.cut.depth for area in areas[:5]] == list(rows["depth"])
    assert [stroke.width for stroke in strokes[:5]] == list(rows["stroke"])
    assert [dot.diameter for dot in dots[:5]] == list(rows["dot"])
    triples = zip(dots[5::3], dots[6::3], dots[7::3], strict=True)
    for pitch, (one, two, three) in zip(rows["dot-pitch"], triples, strict=True):
        assert two.centre.x - one.centre.x == pytest.approx(pitch)
        assert three.centre.x - two.centre.x == pytest.approx(pitch)
    walls = strokes[-10:]
    for wall, left, right in zip(rows["gap"], walls[::2], walls[1::2], strict=True):
        assert metal(left).distance(metal(right)) == pytest.approx(wall, abs=1e-6)
    assert [hole.diameter for hole in holes[:5]] == list(rows["hole"])
    for web, one, two in zip(rows["web"], holes[5:-1:2], holes[6::2], strict=True):
        assert metal(one).distance(metal(two)) == pytest.approx(web, abs=0.01)


def test_slots_and_windows() -> None:
    """As wide, and as long, as they say, right through."""
    found = made("generic-laser", 2.0)
    openings = [m for m in found.layout.marks if isinstance(m, Area) and m.role is Role.HOLE]
    widths = [round(mark.box().width, 3) for mark in openings]
    assert widths == [1.8, 1.9, 2.0, 2.1, 10.0, 20.0]
    assert {mark.cut.depth for mark in openings} == {2.0}


def test_a_shop_that_only_cuts_writes_no_numbers() -> None:
    """Its coupon has nothing to engrave, so that it is not refused."""
    found = made("generic-laser")
    assert not found.numbered
    assert {mark.role for mark in found.layout.marks} == {Role.OUTLINE, Role.HOLE}


@pytest.mark.parametrize("thickness", [0.0, -1.0, 0.4, 25.0, float("nan")])
def test_metal_that_is_none(thickness: float) -> None:
    """Foil and blocks are refused with what would be right."""
    with pytest.raises(RuleError, match=r"from 0.5 to 20 mm thick"):
        made("generic-laser", thickness)


def test_a_coupon_tells_whose_it_is() -> None:
    """The shop's name stands in its head, as far as it can be engraved; one that cuts has none."""
    shop = shop_file.find("fibre-laser")
    seen = {
        tuple(coupon(replace(shop, name=name), 1.5).layout.of(Role.LEGEND))
        for name in ("fibre-laser", "other", "mein_L\u00e4ser", "x" * 80)
    }
    assert len(seen) == 4
    for name in ("x" * 80, "l-" * 40):
        made = coupon(replace(shop, name=name), 1.5)
        whole = Rect(0.0, 0.0, made.size.width, made.size.height)
        assert all(whole.grown(-2.0).contains(m.box()) for m in made.layout.of(Role.LEGEND))
    assert not coupon(shop_file.find("generic-laser"), 1.5).layout.of(Role.LEGEND)
