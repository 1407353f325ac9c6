"""Templates with the numbers that a shop asks for, and with lengths to a scale."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from generator import shop_file, template_file
from generator.shop_variant import scale, suit

WIDER = 1.37
"""No round factor."""


def content_of(name: str) -> dict[str, Any]:
    """What a template's file says."""
    return tomllib.loads(template_file.path_of(name).read_text(encoding="utf-8"))


def numbers(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every leaf of a value, with the way to it."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from numbers(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from numbers(each, f"{path}.{index}")
    else:
        yield path, value


SINGLE = tuple(
    name for name in template_file.names() if template_file.find(name).plate.lattice is None
)
"""Plates that are no set, which has no width to be scaled to."""


@pytest.mark.parametrize("name", SINGLE)
def test_a_scale_is_that_of_templates_of_any_size(name: str) -> None:
    """Scaled numbers in the file make the plate that a width makes of one of any size."""
    content = content_of(name)
    content.pop("any_size", None)
    scaled = deepcopy(content)
    scale(scaled, WIDER)
    width = content["plate"]["size"][0] * WIDER
    content["any_size"] = {"least_width": 0.1, "most_width": 10_000.0}
    path = template_file.path_of(name)
    by_file = template_file.surveyed(scaled, path).template
    by_width = template_file.surveyed(content, path, width).template
    assert by_file is not None
    assert by_width is not None
    pairs = zip(numbers(by_file), numbers(replace(by_width, any_size=None)), strict=True)
    for (where, one), (_, other) in pairs:
        if isinstance(one, float):
            assert one == pytest.approx(other, abs=0.002, rel=1e-3), where
        else:
            assert one == other, where


def test_each_number_is_set_where_its_rule_asks() -> None:
    """Width, diameter, height and depth rise to what is asked; what passes keeps its number."""
    shop = shop_file.find("yb-cnc")
    content = content_of("tinyseed")
    suit(content, shop, camera=False)
    assert content["marks"]["punch"]["depth"] == 0.5
    assert content["marks"]["punch"]["diameter"] == 1.5
    assert content["guides"]["ring"]["depth"] == 0.5
    assert content["engraving"]["depth"] == 0.5
    texts = content["sides"][0]["legend"]["texts"]
    assert {text["cap_height"] for text in texts} == {2.0}
    assert content["plate"]["thickness"] == 1.2, "two sides of 0.5 mm, and 0.2 mm between them"
    assert "demo" not in content
    assert "Krux camera" not in content["readers"]


def test_a_hole_too_near_to_the_edge_gets_smaller() -> None:
    """As large as the rule by its diameter lets it be, in steps of drills; a washer's stays."""
    shop = shop_file.find("sendcutsend-laser")
    content = content_of("tinyseed")
    suit(content, shop, camera=True)
    assert content["plate"]["holes"][0]["diameter"] == 1.45
    assert "Krux camera" in content["readers"]
    washer = content_of("washer-m6")
    before = deepcopy(washer["plate"]["holes"])
    suit(washer, shop, camera=False)
    assert washer["plate"]["holes"] == before


def test_what_is_on_the_surface_stays_there() -> None:
    """A depth of 0 is none that a shop could want deeper."""
    content = content_of("tinyseed")
    content["guides"]["ring"]["depth"] = 0
    suit(content, shop_file.find("yb-cnc"), camera=False)
    assert content["guides"]["ring"]["depth"] == 0


def test_a_ring_stays_a_ring() -> None:
    """Its line is widened, and it is at least three lines across."""
    content = content_of("tinyseed")
    suit(content, shop_file.find("protolabs-soft"), camera=False)
    ring = content["guides"]["ring"]
    assert ring["width"] == 0.457
    assert ring["size"] == [1.371, 1.371]


def test_the_scale_leaves_counts_angles_and_depths() -> None:
    """Only lengths in the plane are scaled."""
    before = content_of("disc-24")
    after = deepcopy(before)
    scale(after, 2.0)
    assert after["plate"]["thickness"] == before["plate"]["thickness"]
    one, other = before["sides"][0]["fields"][0], after["sides"][0]["fields"][0]
    assert one["ring"]["angles_deg"] == other["ring"]["angles_deg"]
    assert [2 * radius for radius in one["ring"]["radii"]] == other["ring"]["radii"]
    assert one["rows"] == other["rows"]
    assert one["words"] == other["words"]
    assert Path(template_file.path_of("disc-24")).stem == after["name"]
