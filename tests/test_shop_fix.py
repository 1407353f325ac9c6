"""Variants that a shop can make: written as files, and looked at as any template is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import inspection, shop_file, template_file
from generator.errors import RuleError
from generator.settings import parse
from generator.shop_check import verdicts
from generator.shop_fix import LARGEST_SCALE, Variant, fix
from generator.shop_rules import ERROR
from generator.template_file import Asked

CASES = (
    ("tinyseed", "sendcutsend-laser"),
    ("washer-m6", "jlccnc-sheet"),
    ("letters-24", "cnc-single-line"),
    pytest.param("tinyseed", "protolabs-soft", marks=pytest.mark.prove),
    pytest.param("binary-grid", "yb-cnc", marks=pytest.mark.prove),
    pytest.param("disc-12", "centre-punch", marks=pytest.mark.prove),
    pytest.param("card", "fibre-laser", marks=pytest.mark.prove),
)


def written(variant: Variant, folder: Path) -> Asked:
    """The variant as a file of one's own."""
    path = folder / f"{variant.name}.toml"
    path.write_text(variant.text, encoding="utf-8")
    return Asked(str(path))


def errors(asked: Asked, shop: str) -> list[str]:
    """The rules that a shop has against a plate."""
    found = verdicts(template_file.find(asked), shop_file.find(shop))
    return [each.rule for each in found if each.verdict == ERROR]


@pytest.mark.parametrize(("name", "shop"), CASES)
def test_a_variant_passes_where_the_template_did_not(name: str, shop: str, tmp_path: Path) -> None:
    """The shop's rules and all of ours, for every choice; and its sources say what was changed."""
    assert errors(Asked(name), shop)
    variant = fix(Asked(name), shop_file.find(shop), None)
    asked = written(variant, tmp_path)
    assert errors(asked, shop) == []
    assert inspection.inspect(asked).faults == ()
    made = template_file.find(asked)
    assert made.name == f"{name}-{shop}"
    assert made.holds == template_file.find(name).holds
    assert any(source.endswith(f"; changed for {shop}") for _, source in made.sources)
    assert variant.changes


def test_it_is_as_little_larger_as_will_do(tmp_path: Path) -> None:
    """A hundredth less does not pass, and nothing is changed that passes."""
    shop = shop_file.find("centre-punch")
    variant = fix(Asked("disc-12"), shop, None)
    assert variant.changes == ("all lengths 1.01 times as large: the plate is 38.38 × 38.38 mm",)
    fixed = template_file.find(written(variant, tmp_path))
    assert fixed.plate.thickness == template_file.find("disc-12").plate.thickness
    only = fix(Asked("binary-grid"), shop_file.find("fibre-laser"), None)
    assert only.changes == ("marks.punch.depth: 0.6 → 0.51",)
    assert "Krux camera" in only.text


def test_the_comments_of_the_file_stay() -> None:
    """Somebody goes on with the file by hand."""
    text = fix(Asked("tinyseed"), shop_file.find("sendcutsend-laser"), None).text
    assert text.startswith("# A variant of tinyseed by metalstamp check --fix; ")
    assert "# Tiny Seed: 12 × 12 dots a side" in text


def test_settings_and_thickness_are_kept() -> None:
    """A variant of what was asked for, not of the file."""
    asked = Asked("tinyseed", (parse("title='My seed'"), parse("plate.margin=0.35")))
    variant = fix(asked, shop_file.find("sendcutsend-laser"), 1.219)
    assert 'title = "My seed for sendcutsend-laser"' in variant.text
    assert "margin = 0.35" in variant.text
    assert "thickness = 1.219" in variant.text


def test_no_variant_is_longer_than_the_shop_takes() -> None:
    """A machine that holds plates of 85 mm is given none of 222 mm, though its letters want it."""
    for name, larger in (("tinyseed", " up to 2.46 times as large"), ("words-85", " of its size")):
        with pytest.raises(RuleError, match=f"no variant of {name}{larger}"):
            fix(Asked(name), shop_file.find("seedhammer-ii"), None)


def test_what_no_size_mends_is_refused() -> None:
    """Sharp inside corners stay sharp, and the hole of a washer stays as near to its edge."""
    for name, shop, rule in (
        ("words-85", "schaeffer-panels", "radius of inside corners 0.00, at least 0.50"),
        ("washer-m6", "tuan-thinh-laser", "metal from hole to edge 46.40, at least 51.20"),
    ):
        with pytest.raises(RuleError) as refused:
            fix(Asked(name), shop_file.find(shop), None)
        assert str(refused.value) == (
            f"no variant of {name} up to {LARGEST_SCALE:g} times as large passes {shop}: {rule}"
        )
