"""Destroying plates on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import LONGEST_LINE, Say, names


def test_files_for_both_sides(say: Say) -> None:
    """What is marked and how deep, and what has to be done before."""
    ran = say("destroy", "tinyseed")
    assert ran.code == 0
    assert names("output") == {
        f"tinyseed.destroy.{side}{ending}"
        for side in ("front", "back")
        for ending in (".svg", "_mm.dxf")
    }
    assert "areas over all slots; depth: front 0.4 mm, back 0.4 mm" in ran.out
    assert "move what the plate protects before" in ran.err
    assert "only 0.05 mm more" in ran.err


def test_json(say: Say) -> None:
    """The same for scripts."""
    told = json.loads(say("destroy", "disc-12", "--format", "svg", "--json").out)
    assert (told["dots"], told["deeper"]) == (True, 0.1)
    assert told["depth"] == {"front": 0.6, "back": 0.6}
    assert [each["format"] for each in told["files"]] == ["svg", "svg"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "TEMPLATE is missing"),
        (["nosuch"], 2, "must be a plate that metalstamp templates lists"),
        (["tinyseed", "--shop", "generic-laser"], 1, "only cuts"),
        (["tinyseed", "--format", "step"], 2, "must be some of svg, dxf"),
        (["tinyseed", "--width", "30"], 1, "width"),
    ],
)
def test_what_is_refused(say: Say, arguments: list[str], code: int, message: str) -> None:
    """One line with what would be right, and nothing is written."""
    ran = say("destroy", *arguments)
    assert ran.code == code, ran
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert len(ran.err) <= LONGEST_LINE
    assert not Path("output").exists()
