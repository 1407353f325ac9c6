"""G-code on the command line: for a machine, refused without one, read back with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli.screen import COMMANDS
from tests.cli.running import PHRASE, TWELVE, Say, assert_refused, write

SHOPS = Path(__file__).parent.parent.parent / "templates" / "shops"
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
    assert "note: sound and time of a machine tell what it marks" in ran.err
    file = "output/tinyseed.SECRET.front.gcode"
    ran = say("read", file, "--shop", "grbl-laser", "--template", "tinyseed", "--input", PHRASE)
    assert "the same words" in ran.out
    told = json.loads(say("read", file, "--shop", "grbl-laser", "--json").out)
    assert told["template"] == "tinyseed"


def test_a_blank_has_nothing_to_be_heard(say: Say) -> None:
    """A laser that cuts says neither that it leaves the outline out nor that it may be heard."""
    shop = own("power = 1000", "power = 500\ncut_power = 1000\ncut_feed = 60\nkerf = 0.12")
    ran = say("blank", "tinyseed", "--words", "12", "--format", "gcode", "--shop", shop)
    assert ran.code == 0
    assert "sound" not in ran.err
    assert "outline" not in ran.err
    assert "note: the G-code is drawn for a kerf of 0.12 mm on mine" in ran.err
    file = "output/tinyseed.blank.front.gcode"
    assert "tinyseed" in say("read", file, "--shop", shop).out


@pytest.mark.parametrize(
    ("shop", "message"),
    [
        ((), "G-code is for one machine: name it with --shop, as in --shop grbl-laser"),
        (("--shop", "fibre-laser"), "G-code is for one machine: name it with --shop"),
        (("--shop", "grbl-peck"), "grbl-peck makes dots only, and this plate has strokes"),
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
    shop = own("power = 1000", "")
    said = assert_refused(say(*MAKE, "--shop", shop), 1)
    assert "[machine] power: is missing, and laser needs it" in said


def test_a_file_without_its_machine(say: Say) -> None:
    """Named, and so is a machine that would do something else."""
    write(TWELVE)
    assert say(*MAKE, "--shop", "grbl-laser").code == 0
    file = "output/tinyseed.SECRET.front.gcode"
    said = assert_refused(say("read", file), 1, TWELVE)
    assert said == "file 1 is G-code: name the machine that it is for with --shop"
    assert_refused(say("read", file, "--shop", "grbl-drag"), 1, TWELVE)


def test_machines_are_shops(say: Say) -> None:
    """They are listed with all others, and JSON has their machine."""
    told = {each["name"]: each["machine"] for each in json.loads(say("shops", "--json").out)}
    assert told["grbl-laser"]["operation"] == "laser"
    assert told["fibre-laser"] is None
    assert "shops" in COMMANDS


@pytest.mark.parametrize("shop", ["grbl-peck", "grbl-dot-peen"])
@pytest.mark.parametrize("made", [MAKE[:-2], ("blank", "tinyseed"), ("sheet", "tinyseed")])
def test_a_machine_of_dots_gets_no_lines_in_any_format(
    shop: str, made: tuple[str, ...], say: Say
) -> None:
    """What its G-code could not hold is refused as an SVG too, and on a sheet."""
    size = ("--size", "200x100") if made[0] == "sheet" else ()
    said = assert_refused(say(*made, *size, "--format", "svg", "--shop", shop), 1)
    assert f"{shop} makes dots only, and this plate has strokes" in said
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
    [("grbl-dot-peen", "<circle"), ("grbl-peck", "<circle"), ("grbl-v-bit", "stroke-width=")],
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
