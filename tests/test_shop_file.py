"""Shop files: strict, sourced, and complete about what is unknown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import shop_file
from generator.errors import TemplateError
from generator.shop import CUT_RULES, SHEET_RULES, Amount

FOLDER = Path(__file__).parent.parent / "templates" / "shops"
NAMES = shop_file.names()
GATHERED = (Path(__file__).parent / "vectors" / "shop_profiles.yaml").read_text(encoding="utf-8")

GOOD = """
format = 1
name = "mine"
title = "my own laser"
process = "laser cutting"
cuts = true
evidence = "measured"
checked = "2026-11-22"
sources = ["a trial on scrap", "its manual"]
formats = ["svg"]
unknown = ["thickness", "web", "hole-pitch", "corner", "short-side", "long-side", "kerf"]

[[materials]]
name = "304"
title = "stainless steel 304"
thicknesses = [1.0, 2.0]
source = 2

[limits.hole]
least = { mm = 0.8, t = 0.5 }

[limits.edge]
source = 2
least = { d = 1.0 }
advised = { d = 1.5 }
"""


def written(text: str, folder: Path) -> Path:
    """A shop file of that content."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_each_shop_loads_and_has_its_sources(name: str) -> None:
    """No number without a source, and no source of another shop."""
    shop = shop_file.find(name)
    assert shop.name == name
    assert shop.sources
    assert all(limit.source in shop.sources for limit in shop.limits)
    assert all(material.source in shop.sources for material in shop.materials)


def test_every_source_that_was_gathered_is_kept() -> None:
    """Each address in the gathered profiles stands in one of the files, others tell of colours."""
    address = re.compile(r"https?://[^\s,\]\"]+")
    catalogue = re.compile(r"sendcutsend-(catalog|specs)\.json")  # named as unread, not as read
    gathered = {each for each in address.findall(GATHERED) if not catalogue.search(each)}
    kept = {
        found
        for name in NAMES
        for source in shop_file.find(name).sources
        for found in address.findall(source)
    }
    painted = {shop.colours.source for shop in map(shop_file.find, NAMES) if shop.colours}
    assert kept - painted == gathered


def test_a_file_of_ones_own() -> None:
    """Amounts are the largest of what they name."""
    amount = Amount(0.8, 0.5, 0.0)
    assert amount.of(1.0, 9.0) == 0.8
    assert amount.of(2.0, 9.0) == 1.0
    assert Amount(0.0, 0.0, 1.5).of(2.0, 4.0) == 6.0


COLOURS = """
[colours]
source = 2
cut = "red"
areas = "black"
lines = "blue"
"""


def test_a_workshop_names_its_colours(tmp_path: Path) -> None:
    """With their source; guides are as lines unless they have a colour of their own."""
    colours = shop_file.load(written(GOOD + COLOURS, tmp_path)).colours
    assert colours is not None
    assert (colours.cut, colours.areas, colours.lines) == ("red", "black", "blue")
    assert (colours.score, colours.source) == ("blue", "its manual")
    assert shop_file.load(written(GOOD, tmp_path)).colours is None
    assert [name for name in NAMES if shop_file.find(name).colours] == ["lasergarage-berlin"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"red"', '"crimson"', "[colours] cut: must be one of black, red, yellow, green, cyan"),
        ('"red"', '"blue"', "[colours] cut: must be unlike all others, or marks would be cut"),
        ('"red"', '"black"', "[colours] cut: must be unlike all others"),
        ('areas = "black"\n', "", "[colours]: key areas is missing"),
        ("source = 2", "source = 3", "[colours] source: must be the number of a source, 1 to 2"),
        ("source = 2", 'bend = "cyan"', "[colours]: unknown key bend"),
    ],
)
def test_wrong_colours_are_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    """Nothing that is marked may have the colour that cuts."""
    with pytest.raises(TemplateError) as caught:
        shop_file.load(written(GOOD + COLOURS.replace(old, new), tmp_path))
    assert message in str(caught.value)


def test_a_machine_has_no_colours(tmp_path: Path) -> None:
    """It gets G-code, and drawings for its kerf."""
    text = (FOLDER / "grbl-laser.toml").read_text(encoding="utf-8")
    own = tmp_path / "grbl-laser.toml"
    own.write_text(text + COLOURS.replace("source = 2", ""), encoding="utf-8")
    with pytest.raises(TemplateError, match="are a workshop's; a machine of one's own has none"):
        shop_file.load(own)


def test_those_with_a_machine_are_told() -> None:
    """By name, sorted."""
    named = shop_file.with_machines()
    assert named == tuple(sorted(named))
    assert all((shop_file.find(name).machine is None) != (name in named) for name in NAMES)


def test_a_file_is_read_as_it_says(tmp_path: Path) -> None:
    """Every key comes through."""
    shop = shop_file.find(str(written(GOOD, tmp_path)))
    hole, edge = shop.limit("hole"), shop.limit("edge")
    assert hole is not None
    assert edge is not None
    assert (hole.least, hole.advised, hole.source) == (
        Amount(0.8, 0.5, 0.0),
        None,
        "a trial on scrap",
    )
    assert (edge.advised, edge.source) == (Amount(0.0, 0.0, 1.5), "its manual")
    steel = shop.material("304")
    assert steel is not None
    assert steel.thicknesses == (1.0, 2.0)
    assert shop.material("gold") is None
    assert shop.rules == (*SHEET_RULES, *CUT_RULES)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format = 1", "format = 2", "mine.toml format: this program reads format 1"),
        ("least = { d = 1.0 }", "least = { d = 2.0 }", "advised: must be no less than what stands"),
        ("advised = { d = 1.5 }", "most = { d = 0.5 }", "most: must be no less than what stands"),
        (
            "my own laser",
            "my \\u001b[31m laser",
            "title: must be a text of one line, without",
        ),
        ("its manual", "its \\u001b manual", "sources: must be lines without control characters"),
        ('name = "mine"', 'name = "yours"', "mine.toml name: must be the file's name, mine"),
        ("laser cutting", "magic", "process: must be one of laser cutting, laser marking"),
        ('sources = ["a trial on scrap", "its manual"]', "sources = []", "must name at least one"),
        ("cuts = true", "cuts = false", "cuts: or marks must be true"),
        ("[limits.hole]", "[limits.halo]", "[limits.halo]: must be about one of"),
        ("[limits.hole]", "[limits.stroke]", "[limits.stroke]: must be about one of"),
        ('"web", ', "", "unknown: lacks web, about which nothing is said"),
        ('"web", ', '"web", "hole", ', "unknown: hole is said as well"),
        ('"web", ', '"wed", ', "unknown: must be about one of"),
        ("least = { mm = 0.8, t = 0.5 }", "", "[limits.hole] least: is missing, or advised"),
        ("{ mm = 0.8, t = 0.5 }", "{ mm = 0 }", "least: must have mm, t (times the thickness)"),
        ("{ mm = 0.8, t = 0.5 }", "{ inch = 1 }", "[limits.hole] [least]: unknown key inch"),
        ("{ mm = 0.8, t = 0.5 }", '"0.5*t"', "least: must be a table"),
        ("{ d = 1.5 }", "{ d = -1.5 }", "d: must not be negative"),
        (
            "source = 2\nleast",
            "source = 3\nleast",
            "source: must be the number of a source, 1 to 2",
        ),
        ("thicknesses = [1.0, 2.0]", "", "thicknesses: or between must say how thick"),
        ('title = "my own laser"', 'title = "x"\ncolour = "red"', "mine.toml: unknown key colour"),
        ("format = 1", "format 1", "mine.toml: not TOML"),
        *(
            ('"2026-11-22"', day, 'checked: must be a day such as "2026-11-23", in quotes')
            for day in ("2026-11-22", '"2026-02-30"', '"22.11.2026"', '"2026-W01-1"', '"soon"')
        ),
        ('checked = "2026-11-22"', "", "key checked is missing"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    """File, table and key, and what would be right."""
    assert old in GOOD
    with pytest.raises(TemplateError) as caught:
        shop_file.load(written(GOOD.replace(old, new), tmp_path))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """An unknown name and a missing file are told apart."""
    with pytest.raises(TemplateError, match="^unknown shop; metalstamp shops lists"):
        shop_file.find("nobody")
    with pytest.raises(TemplateError, match="^the shop file can't be read: no such file"):
        shop_file.find(str(tmp_path / "nobody.toml"))
