"""G-code on the command line: for a machine, refused without one, read back with it."""

from __future__ import annotations

import json
import math
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from generator.cli import ordering
from generator.cli.screen import COMMANDS
from tests.cli.running import PHRASE, TWELVE, Say, assert_refused, write

SHOPS = Path(__file__).parent.parent.parent / "templates" / "shops"
INPUT = ("--input", PHRASE)
MAKE = ("make", "tinyseed", "--input", PHRASE, "--format", "gcode")


def own(old: str, new: str) -> str:
    """A laser of one's own, with one thing changed."""
    text = (SHOPS / "grbl-laser.toml").read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new).replace('"grbl-laser"', '"mine"')
    Path("mine.toml").write_text(changed, encoding="utf-8")
    return "mine.toml"


def test_a_plate_for_a_machine_and_back(say: Say) -> None:
    """The file is read with its machine, the plate named or found, and notes say what matters."""
    write(TWELVE)
    ran = say(*MAKE, "--shop", "grbl-laser")
    assert ran.code == 0
    assert "tinyseed.SECRET.front.gcode" in ran.out
    assert "note: the G-code is for grbl-laser alone" in ran.err
    assert "note: holes and outline are not in the G-code" in ran.err
    assert "note: GRBL has to be in laser mode for it: $32=1\n" in ran.err
    assert "note: sound and time of a machine tell what it marks" in ran.err
    file = "output/tinyseed.SECRET.front.gcode"
    ran = say("read", file, "--shop", "grbl-laser", "--template", "tinyseed", "--input", PHRASE)
    assert "the same words" in ran.out
    told = json.loads(say("read", file, "--shop", "grbl-laser", "--json").out)
    assert told["template"] == "tinyseed"


def test_what_turns_or_strikes_wants_no_laser_mode(say: Say) -> None:
    """GRBL keeps a spindle or needle still in laser mode until it moves; a diamond is no matter."""
    for machine, told in (("grbl-dot-peen", 1), ("grbl-v-bit", 1), ("grbl-drag", 0)):
        ran = say("coupon", "--shop", machine, "--format", "gcode")
        assert ran.err.count("must not be in laser mode for it: $32=0") == told, machine
        assert "$32=1" not in ran.err


def test_a_blank_has_nothing_to_be_heard(say: Say) -> None:
    """A laser that cuts says neither that it leaves the outline out nor that it may be heard."""
    shop = own("power = 1000", "power = 500\ncut_power = 1000\ncut_feed = 60\nkerf = 0.12")
    ran = say("blank", "tinyseed", "--words", "12", "--format", "gcode", "--shop", shop)
    assert ran.code == 0
    assert "sound" not in ran.err
    assert "outline" not in ran.err
    assert "note: drawn for a kerf of 0.12 mm on mine: G-code\n" in ran.err
    file = "output/tinyseed.blank.front.gcode"
    assert "tinyseed" in say("read", file, "--shop", shop).out


def test_what_a_machine_cuts_is_drawn_for_its_kerf_alone(say: Say) -> None:
    """Named in the file's name, told in a note, read back with the machine and refused without."""
    shop = own("power = 1000", "power = 500\ncut_power = 1000\ncut_feed = 60\nkerf = 0.12")
    write(TWELVE)
    names = "svg,dxf-mark,dxf-cut,lbrn2"
    ran = say("make", "tinyseed", "--input", PHRASE, "--format", names, "--shop", shop)
    assert ran.code == 0
    assert "drawn for a kerf of 0.12 mm on mine: dxf-cut and lbrn2; to read them" in ran.err
    assert "note: drawn in the plate's own size, without a kerf: svg\n" in ran.err
    cut = "output/tinyseed.blank.front.kerf.cut_mm.dxf"
    marks = "output/tinyseed.SECRET.front.mark_mm.dxf"
    project = "output/tinyseed.SECRET.front.kerf.lbrn2"
    for files in ((marks, cut), (project,)):
        ran = say("read", *files, *("--shop", shop, "--template", "tinyseed", "--input", PHRASE))
        assert "the same words" in ran.out
        assert_refused(say("read", *files, "--template", "tinyseed"), 1, TWELVE)
    assert Path(cut).read_text(encoding="ascii").startswith("999\nDRAWN FOR A KERF OF 0.12 MM\n")
    assert 'Notes="Drawn for a kerf of 0.12 mm"' in Path(project).read_text(encoding="ascii")
    assert say("lint", cut, project, "output/tinyseed.SECRET.front.svg").code == 0


@pytest.mark.parametrize(
    ("shop", "who"),
    [
        ("sms-laser-fab", "sms-laser-fab sees to that itself"),
        ("komacut-laser", "ask whether komacut-laser sees to that itself"),
    ],
)
def test_a_workshop_gets_the_plate_in_its_own_size(shop: str, who: str, say: Say) -> None:
    """The same bytes as without a shop, which a note says."""
    blank = ("blank", "tinyseed", "--format", "dxf-cut,lbrn2", "--words", "12")
    assert say(*blank, "--out", "plain").code == 0
    ran = say(*blank, "--shop", shop)
    assert ran.code == 0
    assert f"note: the files show the plate in its own size, without a kerf: {who}\n" in ran.err
    for file in Path("plain").iterdir():
        assert (Path("output") / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("shop", "message"),
    [
        ((), "G-code is for one machine: name it with --shop, as in --shop grbl-laser"),
        (
            ("--shop", "fibre-laser"),
            "fibre-laser has no [machine] in its profile, which G-code is made by; grbl-dot-peen,",
        ),
    ],
)
def test_what_is_no_machine_for_it(shop: tuple[str, ...], message: str, say: Say) -> None:
    """One line, before the words are looked at, and no file."""
    said = assert_refused(say(*MAKE, *shop), 1)
    assert message in said
    assert not Path("output").exists()


def test_a_machine_that_is_too_small_or_too_coarse(say: Say) -> None:
    """The plate and the machine in numbers, before the words are looked at."""
    shop = own("area = [400, 400]", "area = [30, 30]")
    assert "mine reaches 30 × 30 mm" in assert_refused(say(*MAKE, "--shop", shop), 1)
    shop = own("power = 1000", "power = 500\ncut_power = 1000\ncut_feed = 60\nkerf = 2")
    said = assert_refused(say(*MAKE, "--shop", shop), 1)
    assert "a kerf of 2 mm leaves nothing of a hole of 2 mm: " in said
    shop = own("power = 1000", "")
    said = assert_refused(say(*MAKE, "--shop", shop), 1)
    assert "[machine] power: is missing, and laser needs it" in said


def test_a_file_without_its_machine(say: Say) -> None:
    """Named, and so is a machine that would do something else."""
    write(TWELVE)
    assert say(*MAKE, "--shop", "grbl-laser").code == 0
    file = "output/tinyseed.SECRET.front.gcode"
    said = assert_refused(say("read", file), 1, TWELVE)
    assert said == (
        "file 1 is G-code: name the machine that it is for with --shop, as in --shop grbl-laser, "
        "which it says that it is for"
    )
    said = assert_refused(say("read", file, "--shop", "grbl-drag"), 1, TWELVE)
    assert said.startswith("file 1 (gcode for grbl-laser, but --shop is grbl-drag): line ")
    text = Path(file).read_text(encoding="ascii")
    Path("other.gcode").write_text(text.replace("FOR grbl-laser", "FOR abandon"), "ascii")
    said = assert_refused(say("read", "other.gcode", "--shop", "grbl-drag"), 1, TWELVE)
    assert "abandon" not in said
    assert "(gcode for another machine than grbl-drag, as it says): line " in said
    Path("bare.gcode").write_text(text.partition("\n")[2], "ascii")
    said = assert_refused(say("read", "bare.gcode", "--shop", "grbl-drag"), 1, TWELVE)
    assert said.startswith("file 1 (gcode, read as for --shop grbl-drag): line ")
    said = assert_refused(say("read", "bare.gcode"), 1, TWELVE)
    assert said == "file 1 is G-code: name the machine that it is for with --shop"
    said = assert_refused(say("read", file, "--shop", "fibre-laser"), 1, TWELVE)
    assert said.startswith("file 1 is G-code, and fibre-laser has no [machine] in its profile")


def test_machines_are_shops(say: Say) -> None:
    """They are listed with all others, and JSON has their machine."""
    told = {each["name"]: each["machine"] for each in json.loads(say("shops", "--json").out)}
    assert told["grbl-laser"]["operation"] == "laser"
    assert told["fibre-laser"] is None
    assert "shops" in COMMANDS


@pytest.mark.parametrize("machine", ["grbl-peck", "grbl-dot-peen", "linuxcnc-mill"])
def test_a_machine_of_dots_makes_the_dots_alone(machine: str, say: Say) -> None:
    """Proved when it is made, with a note of what is left out; sides can't be told afterwards."""
    write(TWELVE)
    ran = say(*MAKE, "--shop", machine)
    assert ran.code == 0
    assert "read back: 12 words, checksum ok" in ran.out
    assert "strokes of the legend (letters and numbers) are left out" in ran.err
    assert "without the legend, read may not tell sides or kinds apart" in ran.err
    (file,) = Path("output").iterdir()
    first, *_ = file.read_text(encoding="ascii").splitlines()
    assert re.fullmatch(r"\(DOTS ALONE: \d+ STROKES OF THE LEGEND ARE LEFT OUT\)", first)
    assert say("lint", str(file)).code == 0
    named = ("read", str(file), "--shop", machine, "--template", "tinyseed")
    assert "the file shows dots alone, which could be on" in assert_refused(say(*named), 1, TWELVE)


@pytest.mark.parametrize(
    ("plate", "message"),
    [
        ("letters-24", "grbl-peck makes dots only, and marks of this plate are strokes: use"),
        ("card", "grbl-peck makes dots only, and marks of this plate are strokes: use"),
        ("digits-24", "grbl-peck makes dots only, and marks of this plate are strokes: use"),
    ],
)
def test_letters_are_not_made_of_dots_unsaid(plate: str, message: str, say: Say) -> None:
    """A plate whose secret or label is in strokes is refused, its verdict is an error."""
    make = ("make", plate, "--input", PHRASE, "--format", "gcode", "--shop", "grbl-peck")
    assert message in assert_refused(say(*make), 1)
    ran = say("check", plate, "--shop", "grbl-peck")
    assert ran.code == 1
    assert f"error    {message}" in ran.out


def test_a_blank_without_dots_is_no_work_for_a_needle(say: Say) -> None:
    """Refused where nothing would be done, and made where there are fiducials."""
    blank = ("blank", "tinyseed", "--format", "gcode", "--shop", "grbl-dot-peen")
    assert "a blank of tinyseed has no dot for this machine" in assert_refused(say(*blank), 1)
    ran = say("blank", "seedcard", *blank[2:])
    assert ran.code == 0
    ran = say("check", "tinyseed", "--shop", "grbl-dot-peen")
    assert ran.code == 0
    assert "warning  makes dots alone, and leaves out" in ran.out


COLOURS = ("--shop", "lasergarage-berlin")


def test_a_workshop_gets_its_colours(say: Say) -> None:
    """Files in its colours are told in a note, and read back without it."""
    write(TWELVE)
    ran = say("make", "tinyseed", "--input", PHRASE, "--format", "svg,dxf,dxf-r12", *COLOURS)
    assert ran.code == 0
    assert (
        "note: svg and dxf in the colours of lasergarage-berlin: cut red, areas black, lines blue "
        "and guides blue\n"
    ) in ran.err
    front = Path("output/tinyseed.SECRET.front.svg").read_text(encoding="ascii")
    assert "#FF8000" not in front
    for ending in (".svg", "_mm.dxf", ".r12_mm.dxf"):
        file = f"output/tinyseed.SECRET.front{ending}"
        assert "the same words" in say("read", file, "--template", "tinyseed", *INPUT).out


def test_orders_and_sheets_have_its_colours_too(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of an order says so, and so does a note beside a sheet; a solid has none."""
    monkeypatch.setattr(ordering, "ORDERED", ("svg",))
    ran = say("order", "washer-m6", "--material", "304", *COLOURS)
    assert ran.code == 0
    assert "the colours in SVG and DXF are yours: cut red, areas black" in ran.out
    with zipfile.ZipFile("output/washer-m6.order.zip") as archive:
        (drawing,) = (name for name in archive.namelist() if name.endswith(".svg"))
        assert b"#FF8000" not in archive.read(drawing)
    ran = say("sheet", "washer-m6", "--size", "200x100", "--format", "svg", *COLOURS)
    assert ran.code == 0
    assert "note: svg in the colours of lasergarage-berlin" in ran.err


@pytest.mark.parametrize("shop", ["grbl-peck", "grbl-dot-peen"])
@pytest.mark.parametrize("made", ["make", "blank", "sheet"])
def test_a_machine_of_dots_gets_no_letters_in_any_format(shop: str, made: str, say: Say) -> None:
    """What its G-code could not hold is refused as an SVG too, and on a sheet."""
    more = {"make": ("--input", PHRASE), "blank": (), "sheet": ("--size", "200x100")}[made]
    said = assert_refused(say(made, "digits-24", *more, "--format", "svg", "--shop", shop), 1)
    assert f"{shop} makes dots only, and marks of this plate are strokes" in said
    assert not Path("output").exists()


def test_a_sheet_larger_than_the_machine(say: Say) -> None:
    """What it reaches, what the sheet would, and the largest that fits."""
    given = ("sheet", "tinyseed=4", "--shop", "grbl-laser", "--format", "svg")
    assert assert_refused(say(*given, "--size", "500x300"), 1) == (
        "grbl-laser reaches 400 × 400 mm, but the sheet would reach to 510 × 310; "
        "at most 390 × 390 mm fit"
    )
    assert say(*given, "--size", "390x390").code == 0


@pytest.mark.parametrize("made", [("coupon",), ("destroy", "tinyseed")])
def test_a_pattern_or_coupon_larger_than_the_machine(made: tuple[str, ...], say: Say) -> None:
    """The same for everything else that lies on it."""
    shop = own("area = [400, 400]", "area = [30, 30]")
    said = assert_refused(say(*made, "--format", "svg", "--shop", shop), 1)
    assert "mine reaches 30 × 30 mm, but the" in said


@pytest.mark.parametrize(
    ("shop", "shape"),
    [("grbl-v-bit", "stroke-width=")],
)
def test_a_plate_is_destroyed_by_what_the_machine_makes(shop: str, shape: str, say: Say) -> None:
    """Dots where it makes dots alone, lines where it scratches or engraves them."""
    ran = say("destroy", "tinyseed", "--format", "svg", "--shop", shop)
    assert ran.code == 0
    assert ("a dot over every slot" if shape == "<circle" else "lines over all slots") in ran.out
    text = Path("output/tinyseed.destroy.front.svg").read_text(encoding="utf-8")
    marks = text[text.index('id="mark"') : text.index("</g>")].splitlines()[1:]
    assert len(marks) > 20
    assert all(shape in mark for mark in marks if mark)


def test_a_needle_destroys_no_wider_mark(say: Say) -> None:
    """Its dots are all alike, and smaller than a mark and its ring."""
    said = assert_refused(say("destroy", "tinyseed", "--shop", "grbl-dot-peen"), 1)
    assert "grbl-dot-peen makes dots of 0.3 mm, and those over the marks have to be 1.649" in said


@pytest.mark.parametrize("shop", ["grbl-peck", "linuxcnc-mill"])
def test_a_pointed_drill_leaves_the_edge_of_a_mark(shop: str, say: Say) -> None:
    """Its pit is a cone, so a wider one is deep enough in its middle alone."""
    said = assert_refused(say("destroy", "tinyseed", "--shop", shop), 1)
    assert f"{shop} drills with a point of 90°, which is not 0.35 mm deep at the edge" in said


def test_no_ridge_between_pointed_lines_keeps_a_mark(say: Say) -> None:
    """Grooves of a pointed tool are deepest in the middle; what is between them has to go too."""
    ran = say("destroy", "tinyseed", "--format", "svg", "--shop", "grbl-v-bit")
    assert ran.code == 0
    text = Path("output/tinyseed.destroy.front.svg").read_text(encoding="utf-8")
    marks = text[text.index('id="mark"') :].partition("</g>")[0]
    lines = re.findall(r'd="M ?[\d.]+[ ,]([\d.]+)', marks)
    heights = sorted({float(y) for y in lines})
    apart = max(b - a for a, b in pairwise(heights))
    assert apart / 2 / math.tan(math.radians(30)) <= 0.05 + 1e-3  # so much deeper are the grooves


def test_a_machine_that_goes_not_deep_enough_destroys_nothing(say: Say) -> None:
    """Both depths in one line."""
    said = assert_refused(say("destroy", "tinyseed", "--shop", "grbl-drag"), 1)
    assert "grbl-drag goes 0.1 mm deep, but the marks of tinyseed are 0.35 mm deep" in said


@pytest.mark.parametrize("shop", ["grbl-peck", "grbl-dot-peen"])
def test_a_coupon_for_a_machine_of_dots_has_dots_alone(shop: str, say: Say) -> None:
    """Its numbers too, so that it can be made; no step is deeper than the machine goes."""
    ran = say("coupon", "--shop", shop, "--format", "svg")
    assert ran.code == 0
    assert "scriber" not in ran.err
    text = Path(f"output/coupon-{shop}.svg").read_text(encoding="utf-8")
    legend = text[text.index('id="legend"') :]
    assert "<path" not in legend[: legend.index("</g>")]


def test_a_format_that_the_shop_does_not_take_is_told(say: Say) -> None:
    """In one line with those that it takes; nothing where it takes all, or does not say."""
    blank = ("blank", "tinyseed", "--words", "12", "--format")
    ran = say(*blank, "svg,dxf-cut,lbrn2,stencil", "--shop", "fyord-laser")
    assert ran.code == 0
    assert "note: fyord-laser takes dxf, and does not list svg and lbrn2\n" in ran.err
    write(TWELVE)
    made = ("make", "tinyseed", "--input", PHRASE, "--format", "svg,dxf", "--shop")
    assert "takes dxf, and does not list svg\n" in say(*made, "fyord-laser").err
    assert "does not list" not in say(*made, "lasergarage-berlin", "--force").err
    assert "does not list" not in say(*made, "acute-laser", "--force").err
