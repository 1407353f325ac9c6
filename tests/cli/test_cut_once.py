"""What is cut through is in one file of those that a workshop runs one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.lint import lint
from tests.cli.running import PHRASE, TWELVE, TWENTY_FOUR, Say, names, write

FORMATS = ("--format", "lbrn2,dxf-cut")

CUT = ('Value="outline"', 'Value="hole"')

MACHINE = Path(__file__).parents[2] / "templates" / "shops" / "grbl-laser.toml"


def cutter() -> str:
    """A laser that cuts, with a kerf."""
    text = MACHINE.read_text(encoding="utf-8").replace('"grbl-laser"', '"mine"')
    cuts = text.replace("power = 1000", "power = 500\ncut_power = 1000\ncut_feed = 60\nkerf = 0.1")
    write(cuts, "mine.toml")
    return "mine.toml"


@pytest.mark.parametrize("kerf", ["", ".kerf"])
def test_the_back_cuts_nothing(kerf: str, say: Say) -> None:
    """Its project has marks alone, a cut file of it is not written, and a note says both."""
    shop = ("--shop", cutter()) if kerf else ()
    write(TWENTY_FOUR)
    for command in (("blank", "tinyseed"), ("make", "tinyseed", "--input", PHRASE)):
        ran = say(*command, *FORMATS, *shop, "--force")
        assert ran.code == 0, ran.err
        (note,) = (line for line in ran.err.splitlines() if "from the front alone" in line)
        assert "lbrn2 of the back has marks alone, its origin" in note
        assert "no dxf-cut of the back" in note
    kinds = ("SECRET", "blank")
    sided = {f"tinyseed.{kind}.{s}{kerf}.lbrn2" for kind in kinds for s in ("front", "back")}
    assert names("output") == {*sided, f"tinyseed.blank.front{kerf}.cut_mm.dxf"}
    for name in sided:
        data = (Path("output") / name).read_bytes()
        cut = [part in data.decode() for part in CUT]
        assert cut == [".front." in name] * 2
        assert lint(data, name)[1] == ()


def test_nothing_is_said_of_a_back_that_is_not_there(say: Say) -> None:
    """Twelve words take the front of this plate alone."""
    write(TWELVE)
    ran = say("make", "tinyseed", "--input", PHRASE, *FORMATS)
    assert ran.code == 0
    assert "tinyseed.SECRET.front.lbrn2" in names("output")
    assert "front alone" not in ran.err


def test_what_is_cut_once_is_read_back(say: Say) -> None:
    """Front and back, the back alone, and marks of both with the one cut file."""
    write(TWENTY_FOUR)
    given = ("make", "tinyseed", "--input", PHRASE, "--format")
    assert say(*given, "lbrn2,dxf-cut,dxf-mark").code == 0
    front, back = (f"output/tinyseed.SECRET.{side}.lbrn2" for side in ("front", "back"))
    marks = [f"output/tinyseed.SECRET.{side}.mark_mm.dxf" for side in ("front", "back")]
    cut = "output/tinyseed.blank.front.cut_mm.dxf"
    compared = ("--input", PHRASE, "--template", "tinyseed")
    for files in ((front, back), (back, front), (*marks, cut), (marks[0], back, cut)):
        assert "the same words" in say("read", *files, *compared).out
    assert "give the file with the marks" in say("read", cut).err
    alone = say("read", back, cut, "--template", "tinyseed", "--reveal")
    assert "back; the front was not given" in alone.out


@pytest.mark.parametrize("formats", ["lbrn2", "dxf-mark,dxf-cut"])
def test_a_back_without_an_edge_is_as_wide_as_what_comes_with_it(formats: str, say: Say) -> None:
    """Of a plate of any size, whose width another file shows."""
    made = ("blank", "binary-grid", "--width", "70", "--format", formats)
    assert say(*made).code == 0
    files = sorted(str(path) for path in Path("output").iterdir())
    for each in (files, files[::-1]):
        ran = say("read", *each, "--template", "binary-grid")
        assert "front, back" in ran.out, ran.err


def test_one_side_is_cut_as_ever(say: Say) -> None:
    """Without a note, since there is nothing that could be cut twice."""
    ran = say("blank", "seedqr", *FORMATS)
    assert ran.code == 0
    assert names("output") == {"seedqr.blank.lbrn2", "seedqr.blank.cut_mm.dxf"}
    assert "from the front alone" not in ran.err
