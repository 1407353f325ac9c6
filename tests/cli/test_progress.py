"""Long work shows how far it is, where somebody looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Say
from tests.cli.terminal import terminal

BAR, LOOKING = "Making and reading back", "Looking for what passes"

LONG = [
    (BAR, ("make", "tinyseed", "--format", "svg,dxf", "--input", "../phrase.txt", "--json")),
    (BAR, ("blank", "tinyseed", "--format", "svg,dxf", "--json")),
    (BAR, ("order", "seedqr", "--shop", "generic-laser", "--material", "304", "--json")),
    (BAR, ("jig", "disc-6", "--format", "stl", "--json")),
    (BAR, ("jig", "tinyseed", "--format", "svg,dxf", "--style", "drill", "--json")),
    (BAR, ("sheet", "tinyseed", "--size", "300x200", "--format", "svg,dxf", "--json")),
    (BAR, ("coupon", "--shop", "generic-laser", "--format", "svg,dxf", "--json")),
    (BAR, ("destroy", "tinyseed", "--format", "svg,dxf", "--json")),
    (LOOKING, ("check", "tinyseed", "--shop", "sendcutsend-laser", "--fix", "--json")),
]


@pytest.mark.parametrize(("label", "given"), LONG, ids=["-".join(g[::2]) for _, g in LONG])
def test_progress_is_shown_on_a_terminal_alone(
    label: str, given: tuple[str, ...], here: Path, say: Say
) -> None:
    """A bar on stderr where that is a terminal, the result on stdout; in a pipe there is no bar."""
    with terminal(*given, "--out", "one", cwd=here, stderr=None) as session:
        ran = session.end()
    assert ran.code == 0
    assert label in session.seen
    assert "100%" in session.seen
    assert ran.out.startswith("{")
    piped = say(*given, "--out", "two")
    assert piped.code == 0
    assert piped.out == ran.out.replace('"one"', '"two"')
    assert "%" not in piped.err
    assert label not in piped.err
