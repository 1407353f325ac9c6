"""Coupons on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import LONGEST_LINE, Say, names


def test_it_says_how_to_read_the_coupon(say: Say) -> None:
    """Each row with its steps, where they come from, and which key the number belongs to."""
    ran = say("coupon", "--shop", "centre-punch", "--format", "svg,dxf")
    assert ran.code == 0
    assert names("output") == {"coupon-centre-punch.svg", "coupon-centre-punch_mm.dxf"}
    assert "PITCH: 0.6, 0.8, 1, 1.2, 1.6\n    Around the shop's own 1.\n" in ran.out
    assert "DOT: 0.5, 0.8, 1, 1.5, 2\n    The steps are ours" in ran.out
    assert "[limits.dot-pitch] least" in ran.out
    assert "for a scriber" in ran.err


def test_json_has_the_same(say: Say) -> None:
    """Rows with values, and whether numbers stand on the metal."""
    told = json.loads(
        say(
            "coupon", "--shop", "generic-laser", "--format", "svg", "--json", "--thickness", "2"
        ).out
    )
    assert [row["rule"] for row in told["rows"]] == ["hole", "web", "slot", "window"]
    assert told["rows"][0]["known"] == 1.0
    assert told["numbered"] is False
    assert told["thickness"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "--shop is missing"),
        (["--shop", "nosuch"], 1, "unknown shop; --shop takes one that metalstamp shops lists"),
        (["--shop", "generic-laser", "--thickness", "0"], 1, "from 0.5 to 20 mm thick"),
        (["--shop", "generic-laser", "--format", "pdf"], 2, "must be some of svg, dxf, step"),
        (["--shop", "generic-laser", "--format", "gcode"], 1, "has no [machine] in its profile"),
    ],
)
def test_what_is_refused(say: Say, arguments: list[str], code: int, message: str) -> None:
    """One line with what would be right, and nothing is written."""
    ran = say("coupon", *arguments)
    assert ran.code == code, ran
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert len(ran.err) <= LONGEST_LINE
    assert not Path("output").exists()


def test_a_machine_gets_its_coupon_as_gcode(say: Say) -> None:
    """Where it is asked for; a note says whose it is, and that no outline is in it."""
    ran = say("coupon", "--shop", "grbl-v-bit", "--format", "gcode")
    assert ran.code == 0, ran.err
    assert names("output") == {"coupon-grbl-v-bit.gcode"}
    assert "the G-code is for grbl-v-bit alone" in ran.err
    assert "holes and outline are not in the G-code" in ran.err
    assert "no depth" not in ran.err
    assert "LINE: 0.06, 0.08, 0.1, 0.12, 0.16\n" in ran.out
    assert "DEPTH" not in ran.out


def test_a_coupon_longer_than_the_shop_takes_is_told(say: Say) -> None:
    """Both lengths, in one note; where the shop says nothing there is none."""
    ran = say("coupon", "--shop", "seedhammer-ii", "--format", "svg")
    assert ran.code == 0
    assert "seedhammer-ii takes plates of 85 mm at most, and the coupon is 110.96 mm" in ran.err
    assert "takes plates" not in say("coupon", "--shop", "generic-laser", "--format", "svg").err
