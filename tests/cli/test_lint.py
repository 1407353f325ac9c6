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
    assert ran.out == "a.svg (svg): no finding\nb.dxf (dxf): no finding\n"


def test_an_error(say: Say) -> None:
    """What, where and how to mend it on a line; exit code 1 with the reason on stderr."""
    text = broken_svg.live_text(broken_svg.marks_that_overlap(good("svg").decode()))
    Path("a.svg").write_text(text, encoding="utf-8")
    ran = say("lint", "a.svg")
    assert ran.code == 1
    assert ran.err == "metalstamp: a.svg has 2 kinds of error\n"
    assert ran.out == (
        "a.svg (svg):\n"
        "  error  live-text          the file has an element text; convert text to paths\n"
        "  error  overlapping-marks  a mark overlaps another, at 21, 15 mm; merge marks that "
        "overlap, or move them apart\n"
    )


def test_a_warning(say: Say) -> None:
    """What may be right is said, and ends with exit code 0."""
    Path("a.dxf").write_text(broken_dxf.a_colour_of_its_own(good("dxf").decode()), encoding="utf-8")
    ran = say("lint", "a.dxf")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("a.dxf (dxf):\n  warning  by-layer  ")


def test_json(say: Say) -> None:
    """The same for scripts, with a refused file among the others."""
    Path("a.svg").write_bytes(good("svg"))
    Path("b.svg").write_text(broken_svg.no_outline(good("svg").decode()), encoding="utf-8")
    Path("c.svg").write_bytes(b"nothing")
    ran = say("lint", "--json", "a.svg", "b.svg", "c.svg")
    assert ran.code == 1
    assert ran.err.startswith("metalstamp: b.svg has 1 kind of error; c.svg: the SVG is not")
    one, two, three = json.loads(ran.out)
    assert (one["ok"], two["ok"], three["ok"]) == (True, False, False)
    assert one["findings"] == []
    assert {each["code"] for each in two["findings"]} == {"no-outline"}
    assert three["refused"].startswith("c.svg: ")
    assert [(each["file"], each["name"]) for each in (one, two, three)] == [
        (1, "a.svg"),
        (2, "b.svg"),
        (3, "c.svg"),
    ]


def test_a_file_that_is_none(say: Say) -> None:
    """One line, and nothing on stdout."""
    Path("empty.svg").write_bytes(b"")
    Path("noise.bin").write_bytes(bytes(range(256)))
    Path("folder.svg").mkdir()
    for name in ("empty.svg", "noise.bin", "folder.svg", "missing.svg"):
        assert assert_refused(say("lint", name), 1).startswith(name)


def test_names_are_safe_on_a_terminal(say: Say) -> None:
    """Control characters are not sent to it, and of a long name the end is shown."""
    names = ("a\x1b[31m\n\u202eb.svg", f"{'x' * 200}c.svg")
    for name in names:
        Path(name).write_bytes(good("svg"))
    ran = say("lint", *names)
    assert ran.code == 0
    assert ran.out == f"a?[31m??b.svg (svg): no finding\n…{'x' * 34}c.svg (svg): no finding\n"


def test_advice_for_a_program_is_about_programs(say: Say) -> None:
    """Nobody draws G-code: what to do is said in its own words."""
    Path("a.gcode").write_text("G20\nG1 X1 Y1\n?!\nG2 X9 Y9 I1 J0\nX1e9\n", encoding="utf-8")
    ran = say("lint", "a.gcode")
    assert ran.code == 1
    assert "not-understood" in ran.out
    assert "G21" in ran.out
    for word in ("draw", "contour", "save", "path", "circle drilled"):
        assert word not in ran.out
