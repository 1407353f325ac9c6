"""The table of a shop file that says what G-code needs."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from generator import shop_file
from generator.errors import TemplateError
from generator.formats import gcode
from generator.geometry import Point, Size, rounded_rectangle
from generator.layout import Area, Dot, Layout, Role
from generator.machine import DOTS_ONLY, OPERATIONS, Machine
from generator.machine_file import BOUNDS
from generator.match import differences

MACHINES = tuple(name for name in shop_file.names() if shop_file.find(name).machine is not None)
FOLDER = Path(__file__).parent.parent / "templates" / "shops"


def machine_of(name: str) -> Machine:
    """The machine of a profile that ships."""
    found = shop_file.find(name).machine
    assert found is not None
    return found


def test_there_is_one_of_each_kind() -> None:
    """Every operation for GRBL, and a mill for LinuxCNC; all of them examples, and say so."""
    machines = [machine_of(name) for name in MACHINES]
    assert {each.operation for each in machines if each.dialect == "grbl"} == set(OPERATIONS)
    assert [each.name for each in machines if each.dialect == "linuxcnc"] == ["linuxcnc-mill"]
    for name in MACHINES:
        shop = shop_file.find(name)
        assert (shop.evidence, shop.formats, shop.cuts) == ("derived", ("gcode",), False)
        assert "example" in shop.title
        assert shop.unknown


def test_a_pointed_tool_goes_deeper_for_a_wider_mark() -> None:
    """A drill of 90 degrees goes half as deep as its dot is wide; a diamond always the same."""
    assert machine_of("grbl-peck").depth_for(1.0) == pytest.approx(0.5)
    assert machine_of("grbl-v-bit").depth_for(0.2) == pytest.approx(0.1732, abs=1e-4)
    assert machine_of("grbl-drag").depth_for(0.2) == machine_of("grbl-drag").depth == 0.1
    assert {each for each in MACHINES if machine_of(each).operation in DOTS_ONLY} == {
        *("grbl-peck", "grbl-dot-peen", "linuxcnc-mill")
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("grbl-laser", '"grbl"', '"mach"', "[machine] dialect: must be one of grbl, linuxcnc"),
        ("grbl-laser", '"laser"', '"plasma"', "operation: must be one of laser, drag"),
        ("grbl-laser", "power = 1000", "", "power: is missing, and laser needs it"),
        ("grbl-laser", "power = 1000", "power = 0", "power: must be from 1 to 100000"),
        ("grbl-laser", "tool = 0.1", "tool = 0.1\ndepth = 1", "depth: is not for laser"),
        ("grbl-laser", "tool = 0.1", "tool = 0.1\ncut_power = 9", "belong together"),
        (
            "grbl-laser",
            "tool = 0.1",
            "tool = 0.1\ncut_power = 1000\ncut_feed = 50",
            "must not be the power for marks",
        ),
        (
            "grbl-laser",
            "tool = 0.1",
            "tool = 0.1\nkerf = 0.1",
            "kerf: is for a laser with cut_power",
        ),
        ("grbl-laser", "tool = 0.1", "tool = 0.1\ncolour = 1", "unknown key colour"),
        ("grbl-laser", "header = []", 'header = ["G0 X1"]', "header: line 1 says something else"),
        ("grbl-laser", "footer = []", 'footer = ["M8", "M3 S1"]', "footer: line 2 says something"),
        ("grbl-laser", "footer = []", 'footer = ["$32=1"]', "footer: line 1 says something else"),
        ("grbl-v-bit", "spindle = 10000", "", "spindle: is missing, and v-bit needs it"),
        ("grbl-v-bit", "depth = 0.5", "depth = 0.1", "depth: must be at least 0.173"),
        ("grbl-v-bit", "tip_deg = 60", "tip_deg = 180", "tip_deg: must be from 10 to 170"),
        (
            "grbl-v-bit",
            "safe_height = 5",
            "safe_height = 0.5",
            "safe_height: must be from 1 to 200",
        ),
        ("grbl-peck", "depth = 1.5", "", "depth: is missing, and peck needs it"),
        ("grbl-peck", "peck = 0.1", "", "peck: is missing, and peck needs it"),
        (
            "grbl-laser",
            '"grbl"',
            '"linuxcnc"',
            "dialect: must be grbl for a laser: LinuxCNC has M3 and S for a spindle",
        ),
        ("grbl-dot-peen", "dwell = 0.05", "", "dwell: is missing, and dot-peen needs it"),
    ],
)
def test_what_is_wrong_is_named(
    name: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    """File, table and key, and what would be right."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    own = tmp_path / f"{name}.toml"
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        shop_file.load(own)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def _said_by(name: str) -> set[str]:
    """The keys of numbers in the machine's table of a profile that ships."""
    found = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["machine"]
    return {key for key, value in found.items() if not isinstance(value, str)} & BOUNDS.keys()


SAID = [(name, key) for name in ("grbl-laser", "grbl-peck", "grbl-dot-peen") for key in BOUNDS]


@pytest.mark.parametrize(("name", "key"), [each for each in SAID if each[1] in _said_by(each[0])])
def test_each_number_has_bounds(name: str, key: str, tmp_path: Path) -> None:
    """Just beyond the least or the most is one line that says both; a list is held to it too."""
    least, most = BOUNDS[key]
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    own = tmp_path / f"{name}.toml"
    for value in (least - 0.001, most + 1, 1e-6, 999999.0):
        if least <= value <= most:
            continue
        said = f"[50, {value:.6f}]" if key in ("offset", "area") else f"{value:.6f}"
        own.write_text(re.sub(rf"(?m)^{key} = .*$", f"{key} = {said}", text), encoding="utf-8")
        with pytest.raises(TemplateError) as caught:
            shop_file.load(own)
        told = str(caught.value)
        assert f"[machine] {key}: " in told
        range_ = f"from {least:g} to {most:g}"
        assert told.endswith((range_, "must not be negative", "must be positive"))
    said = f"[50, {most}]" if key in ("offset", "area") else f"{most:g}"
    own.write_text(re.sub(rf"(?m)^{key} = .*$", f"{key} = {said}", text), encoding="utf-8")
    if key not in ("tool", "tip_deg"):  # which need another depth
        assert shop_file.load(own).machine is not None


@pytest.mark.parametrize("key", ["spin_up", "cut_power", "cut_feed", "kerf"])
def test_what_may_be_missing_has_bounds(key: str, tmp_path: Path) -> None:
    """0 is the same as nothing said, and anything else is held to the bounds."""
    text = (FOLDER / "grbl-laser.toml").read_text(encoding="utf-8")
    own = tmp_path / "grbl-laser.toml"
    own.write_text(text + f"{key} = 0\n", encoding="utf-8")
    assert shop_file.load(own) == shop_file.find("grbl-laser")
    least, most = BOUNDS[key]
    for value in (least / 10, most + 1):
        own.write_text(text + f"{key} = {value}\n", encoding="utf-8")
        with pytest.raises(TemplateError, match=rf"{key}: must be .*from {least:g} to {most:g}"):
            shop_file.load(own)


def test_power_and_turns_are_whole(tmp_path: Path) -> None:
    """What is printed after S is never rounded unsaid."""
    for name, old in (("grbl-laser", "power = 1000"), ("grbl-peck", "spindle = 8000")):
        own = tmp_path / f"{name}.toml"
        text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        own.write_text(text.replace(old, f"{old}.5"), encoding="utf-8")
        with pytest.raises(TemplateError, match="must be a whole number from 1 to"):
            shop_file.load(own)


WRONG_LINES = {
    "": "is empty",
    "M8 " * 24: "is longer than 70 characters",
    "M8\u200b": "has a character that is not ASCII",
    "G4 P\u0663": "has a character that is not ASCII",
    "M8\nG0 X1": "has a control character",
    "M8\tM9": "has a control character",
    "%": "has a percent sign",
    "M8 (on": "has a bracket without its partner",
    "M8 (on)": "has a comment: put comments into the shop file",
    "M8 ; on": "has a comment",
    "g54": "has lower-case letters: write codes in capitals",
    "G4 P": "says something else than it may",
    "M8  M9": "says something else than it may",
    "G54 G55": "says two codes that exclude each other",
    "T1 T2": "says two codes that exclude each other",
    "G4 P0": "waits for no time, or for more than 60 seconds",
    "G4 P61": "waits for no time, or for more than 60 seconds",
    "G64": "says something else than it may",
}


@pytest.mark.parametrize("key", ["header", "footer"])
@pytest.mark.parametrize("line", WRONG_LINES)
def test_a_wrong_line_is_told_by_number(key: str, line: str, tmp_path: Path) -> None:
    """What is wrong and what is allowed, in one line that repeats nothing of it."""
    own = tmp_path / "grbl-laser.toml"
    text = (FOLDER / "grbl-laser.toml").read_text(encoding="utf-8")
    said = f'{key} = ["M8", {json.dumps(line)}]'
    own.write_text(text.replace(f"{key} = []", said), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        shop_file.load(own)
    told = str(caught.value)
    assert f"[machine] {key}: line 2 {WRONG_LINES[line]}" in told
    assert told.endswith("; a line may say G4 P, G40, G49, G54 to G59, G61, G80, M7, M8, M9 and T")
    assert told.isprintable()


def test_a_needle_does_not_wait_and_lines_are_few(tmp_path: Path) -> None:
    """G4 is how a needle strikes, so it may stand in no line of its owner's."""
    text = (FOLDER / "grbl-dot-peen.toml").read_text(encoding="utf-8")
    own = tmp_path / "grbl-dot-peen.toml"
    for lines, message in (('["G4 P1"]', "waits by G4"), (str(["M8"] * 21), "at most 20 lines")):
        own.write_text(text.replace("header = []", f"header = {lines}"), encoding="utf-8")
        with pytest.raises(TemplateError, match=message):
            shop_file.load(own)


EVERY_CODE = ("G4 P0.5 M8 T12 G40", *(f"G{n}" for n in (40, 49, *range(54, 60), 61, 80)), "M9")


@pytest.mark.parametrize("name", MACHINES)
def test_every_line_that_is_let_pass_reads_back(name: str) -> None:
    """A header and footer of all codes that the reader of the dialect has to take."""
    lines = tuple(
        line
        for line in EVERY_CODE
        if not ("G4 " in line and machine_of(name).operation == "dot-peen")
    )
    machine = replace(machine_of(name), header=lines, footer=lines)
    plate = Layout("front", 2.0, (Dot(Role.MARK, Point(8, 8), 0.6),))
    edge = Area(Role.OUTLINE, rounded_rectangle(Size(60, 30), 3))
    made = replace(plate, marks=(edge, *plate.marks))
    format_ = gcode.format_for(machine)
    (face,) = format_.read(format_.write((made,)))
    assert differences(format_.view(made).marks, face.marks) == ([], [])


def test_lines_of_ones_own(tmp_path: Path) -> None:
    """Coolant, a work coordinate system and a pause are let pass."""
    own = tmp_path / "grbl-laser.toml"
    text = (FOLDER / "grbl-laser.toml").read_text(encoding="utf-8")
    lines = '["G54", "M8", "G4 P0.5"]'
    own.write_text(text.replace("header = []", f"header = {lines}"), encoding="utf-8")
    found = shop_file.load(own).machine
    assert found is not None
    assert found.header == ("G54", "M8", "G4 P0.5")
