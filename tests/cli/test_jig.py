"""Guides on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Say, assert_refused, names

DRILL = ("jig", "washer-m6", "--style", "drill", "--format", "svg,dxf")


def test_guides_are_written_and_told(say: Say) -> None:
    """A file for each guide and format, for the owner alone, unchanged on the second run."""
    ran = say(*DRILL)
    assert ran.code == 0
    assert "washer-m6.jig-1of2.svg     0.9 kB   read back: 3 holes" in ran.out
    expected = {f"washer-m6.jig-{n}of2{end}" for n in (1, 2) for end in (".svg", "_mm.dxf")}
    assert names("output") == expected
    assert {path.stat().st_mode & 0o777 for path in Path("output").iterdir()} == {0o600}
    assert say(*DRILL).out.count("unchanged") == 4
    told = json.loads(say(*DRILL, "--json").out)
    assert {each["name"] for each in told["files"]} == expected


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("seedqr",), 1, "seedqr has nothing to punch or stamp"),
        (("tinyseed", "--tip", "4"), 1, "too close for holes of 4.30 mm"),
        (("tinyseed", "--tip", "x"), 2, "--tip must be millimetres from 0 to 50"),
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
