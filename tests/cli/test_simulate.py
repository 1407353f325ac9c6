"""The simulation at the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import Say, assert_refused

SHORT = ("simulate", "dots-24", "--plates", "200")


def test_the_table_and_its_warning(say: Say) -> None:
    """A line for each level, a column for each choice, and that it is no forecast."""
    ran = say(*SHORT)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "Recovered of 200 plates, in percent, with the standard error:"
    assert lines[1].split("  ")[0] == "damage"
    assert [line.split("  ")[0] for line in lines[2:6]] == ["slips", "pits", "lost rows", "mixed"]
    assert "4 rows and parity" in lines[1]
    assert "no forecast" in ran.err
    assert say(*SHORT).out == ran.out
    assert say(*SHORT, "--seed", "2").out != ran.out


def test_facts_for_scripts(say: Say) -> None:
    """Shares and errors, and the rates they are of."""
    facts = json.loads(say(*SHORT, "--rows", "10", "--swapped", "1", "--json").out)
    assert facts["damage"]["your rates"]["rows"] == 0.1
    assert facts["recovered"]["your rates"]["8 rows and parity"]["share"] > 0.95
    facts = json.loads(
        say(
            "simulate",
            "dots-33",
            "--kind",
            "slip39",
            "--words",
            "20",
            "--shares",
            "2of3",
            "--plates",
            "100",
            "--json",
        ).out
    )
    assert facts["shares"] == [2, 3]
    assert set(facts["recovered"]["mixed"]) == {
        "no check",
        "row and column parity",
        "6 rows and parity",
    }


def test_the_chart_shows_the_same_numbers(say: Say) -> None:
    """Each percentage stands over its bar; it is no other's file that is replaced."""
    asked = (*SHORT, "--plot", "chart.svg")
    facts = json.loads(say(*asked, "--json").out)
    data = Path("chart.svg").read_bytes()
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", data.decode())
    for tallies in facts["recovered"].values():
        for each in tallies.values():
            assert f"{100 * each['share']:.1f}" in texts
    assert Path("chart.svg").stat().st_mode & 0o777 == 0o600
    assert "exists" in assert_refused(say(*asked), 1)
    assert say(*asked, "--force").code == 0
    assert Path("chart.svg").read_bytes() == data


def test_pictures_of_damaged_plates(say: Say) -> None:
    """One a side, with the words beside them, the same for the same seed."""
    asked = ("simulate", "tinyseed", "--pictures", "2", "--setting", "mild", "--json")
    facts = json.loads(say(*asked).out)
    assert len(facts["files"]) == 6
    first = Path("output") / facts["files"][0]
    assert first.read_bytes().startswith(b"\xff\xd8\xff")
    words = (Path("output") / facts["files"][2]).read_text(encoding="utf-8").split()
    assert len(words) == 24
    again = json.loads(say(*asked, "--out", "again").out)
    assert (Path("again") / again["files"][0]).read_bytes() == first.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("seedqr",), 1, "a camera reads its code"),
        (("text-85",), 1, "holds no words"),
        (("letters-33",), 1, "has letters"),
        (("dots-24", "--words", "33"), 1, "doesn't hold 33 words"),
        (("dots-24", "--kind", "slip39"), 1, "no SLIP-39 share"),
        (("dots-24", "--shares", "3of2"), 2, "--shares must be such as 2of3"),
        (("dots-24", "--plates", "3"), 2, "--plates"),
        (("dots-24", "--missed", "101"), 2, "--missed"),
        (("dots-24", "--plot", "chart.png"), 2, "ends with .svg"),
    ],
)
def test_what_can_be_no_trial(arguments: tuple[str, ...], code: int, said: str, say: Say) -> None:
    """One line, and no chart."""
    assert said in assert_refused(say("simulate", *arguments), code)
