from __future__ import annotations

from dataclasses import replace

import pytest

from generator import shop_file
from generator.coupons.ladders import READ, ladders


@pytest.mark.parametrize("name", shop_file.names())
def test_every_shop_has_rows_of_what_it_makes(name: str) -> None:
    """Ascending steps, none twice, the shop's own number among them, none through the metal."""
    shop = shop_file.find(name)
    rows = ladders(shop, 1.5)
    assert rows
    for row in rows:
        assert list(row.values) == sorted(set(row.values))
        assert row.values[0] > 0
        assert row.rule in READ
        if row.known is not None:
            assert row.known in row.values
    rules = {row.rule for row in rows}
    assert ("hole" in rules) is shop.cuts
    assert ("dot" in rules) is shop.marks
    assert ("window" in rules) is (shop.process == "laser cutting")
    assert all(value <= 1.3 for row in rows if row.rule == "depth" for value in row.values)


def test_a_limit_that_grows_with_the_metal() -> None:
    """Steps stand around what the limit is for the metal of the coupon."""
    shop = shop_file.find("generic-laser")
    thin, thick = (ladders(shop, mm)[0] for mm in (1.0, 3.0))
    assert (thin.rule, thin.known, thick.known) == ("hole", 0.5, 1.5)
    assert thin.values == (0.3, 0.4, 0.5, 0.62, 0.8)


def test_a_shop_that_says_nothing() -> None:
    """The steps are those of the trade, and said to be ours."""
    shop = replace(shop_file.find("fibre-laser"), limits=())
    assert {row.known for row in ladders(shop, 1.5)} == {None}
    assert next(row for row in ladders(shop, 1.5) if row.rule == "gap").values == (
        0.1,
        0.15,
        0.2,
        0.3,
        0.5,
    )


MADE = {
    "grbl-laser": ("dot", "dot-pitch", "letter", "module", "gap"),
    "grbl-drag": ("dot", "dot-pitch", "letter", "module", "gap"),
    "grbl-v-bit": ("stroke", "dot", "dot-pitch", "letter", "module", "gap"),
    "grbl-peck": ("dot", "dot-pitch"),
    "grbl-dot-peen": ("dot", "dot-pitch"),
    "linuxcnc-mill": ("dot", "dot-pitch"),
}


@pytest.mark.parametrize("name", MADE)
def test_a_machine_is_offered_what_it_makes(name: str) -> None:
    """No depth, which no program asks for, lines of one width but for a V-bit, dots of a drill."""
    rows = ladders(shop_file.find(name), 1.5)
    assert tuple(row.rule for row in rows) == MADE[name]


def test_a_v_bit_is_asked_for_no_line_that_it_would_go_too_deep_for() -> None:
    """As wide as it gets at its depth, and no wider."""
    shop = shop_file.find("grbl-v-bit")
    assert shop.machine is not None
    flat = replace(shop, limits=(), machine=replace(shop.machine, depth=0.18))
    (lines,) = (row for row in ladders(flat, 1.5) if row.rule == "stroke")
    assert lines.values == (0.1, 0.15, 0.2)
