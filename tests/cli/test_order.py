"""Orders on the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import Say, assert_refused, names

ORDER = ("order", "tinyseed", "--shop", "generic-laser", "--material", "304", "--quantity", "5")


@pytest.fixture(scope="module")
def expected() -> set[str]:
    """The files of an order of a plate with two sides."""
    sides = ("front", "back")
    whole = ("README.txt", "tinyseed.blank.step", "tinyseed.drawing.pdf")
    ends = (".svg", "_mm.dxf", ".mark_mm.dxf")
    flat = {f"tinyseed/tinyseed.blank.{side}{end}" for side in sides for end in ends}
    cut = "tinyseed/tinyseed.blank.front.cut_mm.dxf"  # once: two would be cut twice
    return flat | {cut} | {f"tinyseed/{name}" for name in whole}


def test_an_order_is_one_archive_of_a_blank(say: Say, expected: set[str]) -> None:
    """Everything in it, nothing beside it, the same on the second run; no secret is asked for."""
    ran = say(*ORDER)
    assert ran.code == 0
    assert "Quantity   5\n" in ran.out
    assert names("output") == {"tinyseed.order.zip"}
    path = Path("output/tinyseed.order.zip")
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == expected
        assert archive.testzip() is None
    again = json.loads(say(*ORDER, "--json").out)
    assert again["quantity"] == 5
    assert {f"tinyseed/{each['name']}" for each in again["files"]} == expected - {
        "tinyseed/README.txt"
    }
    assert "unchanged" in say(*ORDER).out


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("--material", "304"), 2, "--shop is missing"),
        (("--shop", "generic-laser"), 2, "--material is missing: say which metal"),
        (("--shop", "sendcutsend-laser"), 2, "sendcutsend-laser has 304, 316, brass"),
        (
            ("--shop", "sendcutsend-laser", "--material", "gold"),
            1,
            "sendcutsend-laser has 304, 316, brass; --material must be one of these",
        ),
        (
            ("--shop", "sendcutsend-laser", "--material", "304"),
            1,
            "sendcutsend-laser can't make tinyseed: metal from hole to edge",
        ),
        (
            ("--shop", "generic-laser", "--material", "304", "--thickness", "0"),
            1,
            "--thickness must be from 0.1 to 100 mm",
        ),
        (
            ("--shop", "generic-laser", "--material", "304", "--quantity", "0"),
            2,
            "--quantity must be a whole number from 1 to 100,000",
        ),
        (
            ("--shop", "centre-punch", "--material", "304"),
            1,
            "centre-punch is a tool of your own, not a workshop; order the blanks of a shop",
        ),
        (
            ("--shop", "generic-laser", "--material", "304", "--finish", "\x07"),
            2,
            "--finish has the character U+0007",
        ),
        (
            ("--shop", "generic-laser", "--material", "304", "--words", "13"),
            1,
            "tinyseed holds 12, 15, 18, 20, 21 or 24 words",
        ),
    ],
)
def test_what_cannot_be_ordered(say: Say, given: tuple[str, ...], code: int, message: str) -> None:
    """One line that says what would be right, and no file."""
    ran = say("order", "tinyseed", *given)
    assert message in assert_refused(ran, code)
    assert not Path("output").exists()


def test_a_secret_has_no_way_in(say: Say) -> None:
    """There is no option for one, and a phrase as material is refused like any argument."""
    told = say("order", "--help").out
    assert "--input" not in told
    words = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    ran = say("order", "tinyseed", "--shop", "generic-laser", "--material", words)
    assert_refused(ran, 2, words.split())


def test_a_shop_without_a_list_of_metals_has_to_be_asked(say: Say) -> None:
    """Its drawing says the metal that was asked for, and a note that nobody checked it."""
    given = ("drawing", "washer-m6", "--shop", "fyord-laser")
    asked = "fyord-laser does not say which metals it has: ask about this one"
    assert asked in say(*given, "--material", "brass", "--out", "d").err
    assert asked not in say(*given, "--out", "e").err


@pytest.mark.parametrize("command", ["order", "drawing"])
@pytest.mark.parametrize("option", ["--finish", "--material"])
def test_a_character_that_is_refused_is_named(command: str, option: str, say: Say) -> None:
    """What goes to a workshop is no secret, so that whoever typed it can find it."""
    given = [command, "seedqr", *(("--shop", "fyord-laser") if command == "order" else ())]
    if (command, option) == ("order", "--finish"):
        given += ["--material", "304"]
    name = option[2:]
    said = assert_refused(say(*given, option, "brushed \u2603 twice"), 1)
    assert said == f"the {name} has \u2603 (U+2603), which a drawing has not"
    said = assert_refused(say(*given, option, "brushed \x07"), 2)
    assert said.startswith(f"{option} has the character U+0007, which can't be printed; see")
