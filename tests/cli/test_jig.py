"""Guides on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Say, assert_refused, names

DRILL = ("jig", "disc-6", "--style", "drill", "--format", "svg,dxf")


def test_guides_are_written_and_told(say: Say) -> None:
    """A file for each guide and format, for the owner alone, unchanged on the second run."""
    ran = say(*DRILL)
    assert ran.code == 0
    assert "disc-6.drill.front-1of2.svg     12.2 kB  read back: 36 holes" in ran.out
    expected = {
        f"disc-6.drill.{side}-{n}of2{end}"
        for side in ("front", "back")
        for n in (1, 2)
        for end in (".svg", "_mm.dxf")
    }
    assert names("output") == expected
    assert {path.stat().st_mode & 0o777 for path in Path("output").iterdir()} == {0o600}
    assert say(*DRILL).out.count("unchanged") == 8
    told = json.loads(say(*DRILL, "--json").out)
    assert {each["name"] for each in told["files"]} == expected


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("seedqr",), 1, "seedqr has nothing to punch or stamp"),
        (("tinyseed", "--tip", "4"), 1, "too close for holes of 4.30 mm"),
        (("tinyseed", "--tip", "x"), 2, "--tip must be millimetres from 0.1 to 50"),
        (("tinyseed", "--tip", "0"), 2, "--tip must be millimetres from 0.1 to 50"),
        (("tinyseed", "--tip", "-1"), 2, "--tip must be millimetres from 0.1 to 50"),
        (("tinyseed", "--tip", "nan"), 2, "--tip must be millimetres from 0.1 to 50"),
        (("washer-m6", "--style", "drill"), 1, "washer-m6 is stamped with letters"),
        (("tinyseed", "--clearance", "-1"), 2, "--clearance must be millimetres from 0 to 50"),
        (("tinyseed", "--format", "png"), 2, "--format must be some of"),
        (("tinyseed", "--format", "svg"), 2, "--style guide comes as"),
        (("tinyseed", "--style", "drill", "--kind", "monero"), 1, "tinyseed holds"),
    ],
)
def test_what_cannot_be_made(say: Say, given: tuple[str, ...], code: int, message: str) -> None:
    """One line that says what would be right, and no file."""
    ran = say("jig", *given)
    assert message in assert_refused(ran, code)
    assert not Path("output").exists()


def test_guides_of_another_set_are_told(say: Say) -> None:
    """Those for the same plate that lie in the folder and were not made now; none is removed."""
    assert "older" not in say(*DRILL).err
    ran = say("jig", "disc-6", "--style", "drill", "--format", "svg", "--tip", "1.7", "--force")
    assert ran.code == 0
    made = {name for name in names("output") if "of3.svg" in name or "of4.svg" in name}
    assert made
    assert "older guides for this plate are in the folder too, disc-6.drill.back-1of2, " in ran.err
    told = json.loads(say(*DRILL, "--json").out)
    assert set(told["older"]) == made
    assert len(names("output")) == 8 + len(made), "nothing is removed"


def test_guides_of_another_plate_or_style_are_not_told(say: Say) -> None:
    """A folder may hold the guides of several plates, and both styles."""
    for name in ("disc-6.jig.front-1of3.stl", "disc-66.drill.svg", "disc-6.drill.front.txt"):
        Path("output").mkdir(mode=0o700, exist_ok=True)
        (Path("output") / name).touch()
    assert "older" not in say(*DRILL).err


def test_letters_beside_dots_are_told(say: Say) -> None:
    """A drill guide has no holes for them."""
    ran = say("jig", "card", "--style", "drill", "--format", "svg")
    assert "letters have no holes in a drill guide" in ran.err
