"""The sheet of counts at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import PHRASE, TWENTY_FOUR, Say, assert_refused, names, tokens, write


def test_a_private_sheet_for_each_side(say: Say) -> None:
    """For the owner's eyes only, with no word in it, and a note to burn it."""
    write(TWENTY_FOUR)
    ran = say("inspect", "tinyseed", "--input", PHRASE)
    assert ran.code == 0
    assert "burn the sheet" in ran.err
    made = {f"tinyseed.SECRET.counts.{side}.svg" for side in ("front", "back")}
    assert made <= names("output")
    for name in made:
        assert (Path("output") / name).stat().st_mode & 0o777 == 0o600
        assert not tokens(TWENTY_FOUR) & tokens((Path("output") / name).read_text(encoding="utf-8"))


def test_the_counts_are_printed_where_that_is_asked_for(say: Say) -> None:
    """Then no file is written."""
    write("abandon " * 11 + "about")
    ran = say("inspect", "dots-24", "--check-rows", "none", "--input", PHRASE, "--show", "--json")
    (side,) = json.loads(ran.out)
    assert side["marks"] == 2
    assert side["rows"][11] == {"name": "12", "marks": 2}
    assert {line["name"]: line["marks"] for line in side["columns"]}["2"] == 1
    assert "output" not in names(".")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("letters-24",), "has letters, which are read and not counted"),
        (("tinyseed", "--check-rows", "4"), "tinyseed has no room for 4 check rows"),
        (("disc-6",), "disc-6"),
    ],
)
def test_what_can_not_be_counted(arguments: tuple[str, ...], said: str, say: Say) -> None:
    """One line, and no file."""
    write(TWENTY_FOUR)
    assert said in assert_refused(say("inspect", *arguments, "--input", PHRASE), 1, TWENTY_FOUR)
    assert "output" not in names(".")
