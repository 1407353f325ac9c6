"""The linter on the command line: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Say, assert_refused
from tests.lint import broken_dxf, broken_svg
from tests.lint.good import good


def test_good_files(say: Say) -> None:
    """A line for each, and exit code 0."""
    Path("a.svg").write_bytes(good("svg"))
    Path("b.dxf").write_bytes(good("dxf"))
    ran = say("lint", "a.svg", "b.dxf")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "file 1 (svg): no finding\nfile 2 (dxf): no finding\n"


def test_an_error(say: Say) -> None:
    """What, where and how to mend it on a line; exit code 1 with the reason on stderr."""
    text = broken_svg.live_text(broken_svg.marks_that_overlap(good("svg").decode()))
    Path("a.svg").write_text(text, encoding="utf-8")
    ran = say("lint", "a.svg")
    assert ran.code == 1
    assert ran.err == "metalstamp: file 1 has 2 kinds of error\n"
    assert ran.out == (
        "file 1 (svg):\n"
        "  error  live-text          the file has an element text; convert text to paths\n"
        "  error  overlapping-marks  a mark overlaps another, at 21, 15 mm; merge marks that "
        "overlap, or move them apart\n"
    )


def test_a_warning(say: Say) -> None:
    """What may be right is said, and ends with exit code 0."""
    Path("a.dxf").write_text(broken_dxf.a_colour_of_its_own(good("dxf").decode()), encoding="utf-8")
    ran = say("lint", "a.dxf")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("file 1 (dxf):\n  warning  by-layer  ")


def test_json(say: Say) -> None:
    """The same for scripts, with a refused file among the others."""
    Path("a.svg").write_bytes(good("svg"))
    Path("b.svg").write_text(broken_svg.no_outline(good("svg").decode()), encoding="utf-8")
    Path("c.svg").write_bytes(b"nothing")
    ran = say("lint", "--json", "a.svg", "b.svg", "c.svg")
    assert ran.code == 1
    assert ran.err.startswith("metalstamp: file 2 has 1 kind of error; file 3: the SVG is not")
    one, two, three = json.loads(ran.out)
    assert (one["ok"], two["ok"], three["ok"]) == (True, False, False)
    assert one["findings"] == []
    assert {each["code"] for each in two["findings"]} == {"no-outline"}
    assert three["refused"].startswith("file 3: ")


def test_a_file_that_is_none(say: Say) -> None:
    """One line, and nothing on stdout."""
    Path("empty.svg").write_bytes(b"")
    Path("noise.bin").write_bytes(bytes(range(256)))
    Path("folder.svg").mkdir()
    for name in ("empty.svg", "noise.bin", "folder.svg", "missing.svg"):
        assert assert_refused(say("lint", name), 1).startswith("file 1")
