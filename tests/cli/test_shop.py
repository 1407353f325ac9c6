"""Shops on the command line: listed, asked about a plate, and minded while making one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import shop_file
from tests.cli.running import Say

TWELVE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def test_all_are_listed(say: Say) -> None:
    """A line for each, by name; JSON has all that is known and unknown."""
    lines = say("shops").out.splitlines()
    assert [line.split()[0] for line in lines] == list(shop_file.names())
    told = json.loads(say("shops", "--json").out)
    assert [each["name"] for each in told] == list(shop_file.names())
    assert all(each["unknown"] for each in told)


def test_a_plate_that_can_be_made(say: Say) -> None:
    """Each rule with its number, a risk as a warning, the sources, and who makes the marks."""
    ran = say("check", "tinyseed", "--shop", "generic-laser")
    assert ran.code == 0
    assert ran.err == ""
    assert (
        "metal from hole to edge  warning  1.20, at least 2.00: hole 1 to the plate's edge; "
        "2 would pass" in ran.out
    )
    assert "kerf" not in ran.out
    assert "The shop's rules are from:\n  our proposal" in ran.out
    assert "Note: it cuts only: punch or engrave the marks on your own" in ran.out


def test_a_plate_that_cannot(say: Say) -> None:
    """Exit code 1, and which rules on one line."""
    ran = say("check", "tinyseed", "--shop", "sendcutsend-laser", "--material", "304")
    assert ran.code == 1
    assert ran.err == (
        "metalstamp: sendcutsend-laser can't make tinyseed: metal from hole to edge 1.20, at least "
        "2.00, sheets the shop has 1.00: stainless steel 304 of 0.61, 0.914, 1.219, 1.524, 1.905, "
        "2.286, 2.667, 3.048, 3.429, 4.75, 6.35 mm\n"
    )
    told = json.loads(say("check", "tinyseed", "--shop", "sendcutsend-laser", "--json").out)
    assert told["ok"] is False
    (edge,) = (each for each in told["findings"] if each["rule"] == "edge")
    assert (edge["verdict"], edge["found"], edge["required"], edge["nearest"]) == (
        "error",
        1.2,
        2.0,
        2.0,
    )
    assert edge["source"].startswith("https://sendcutsend.com/")
    (pitch,) = (each for each in told["findings"] if each["rule"] == "hole-pitch")
    assert (pitch["verdict"], pitch["found"], pitch["required"]) == ("unknown", None, None)


def test_another_thickness(say: Say) -> None:
    """Limits that grow with the metal are held against the metal that is to be had."""
    thin = say("check", "tinyseed", "--shop", "sms-laser-fab")
    thick = say("check", "tinyseed", "--shop", "sms-laser-fab", "--thickness", "3")
    assert "2.00, at least 1.00: hole 1" in thin.out
    assert "2.00, at least 3.00: hole 1; 3 would pass" in thick.out
    assert (thin.code, thick.code) == (0, 1)
    fits = ("check", "seedcard", "--shop", "sendcutsend-laser", "--material", "304")
    assert say(*fits, "--thickness", "1.524").code == 0


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("--shop", "nobody"), 1, "unknown shop; --shop takes one that metalstamp shops lists"),
        (("--shop", "generic-lasr"), 1, "did you mean generic-laser?"),
        ((), 2, "--shop is missing"),
        (("--shop", "none.toml"), 1, "the shop file can't be read: no such file or directory"),
        (
            ("--shop", "sendcutsend-laser", "--material", "gold"),
            1,
            "sendcutsend-laser has 304, 316, brass; --material must be one of these",
        ),
        (
            ("--shop", "generic-laser", "--material", "304"),
            1,
            "generic-laser does not say which metals it has; leave --material out",
        ),
        (
            ("--shop", "generic-laser", "--thickness", "0"),
            1,
            "--thickness must be from 0.1 to 100 mm",
        ),
        (("--shop", "generic-laser", "--thickness", "thin"), 2, "--thickness"),
        (("--shop", "generic-laser", "--thickness", "0.3"), 1, "pockets"),
    ],
)
def test_bad_input(given: tuple[str, ...], code: int, message: str, say: Say) -> None:
    """One line that says what would be right."""
    ran = say("check", "tinyseed", *given)
    assert ran.code == code
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_a_shop_with_a_rule_that_is_none(say: Say) -> None:
    """A profile of one's own is as strict as those that ship."""
    text = (
        Path(shop_file.__file__).parent.parent / "templates/shops/sms-laser-fab.toml"
    ).read_text(encoding="utf-8")
    Path("mine.toml").write_text(
        text.replace('"sms-laser-fab"', '"mine"').replace("[limits.hole]", "[limits.halo]"),
        encoding="utf-8",
    )
    ran = say("check", "tinyseed", "--shop", "mine.toml")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith("metalstamp: mine.toml [limits.halo]: must be about one of")


def test_making_minds_the_shop(say: Say) -> None:
    """What it can't make is refused before a file is there; a risk is told beside the files."""
    Path("phrase.txt").write_text(TWELVE, encoding="utf-8")
    for command in (("blank", "tinyseed", "--kind", "bip39"), ("make", "tinyseed")):
        given = (*command, *(("--input", "phrase.txt") if command[0] == "make" else ()))
        refused = say(*given, "--format", "svg", "--shop", "sendcutsend-laser")
        assert refused.code == 1
        assert "sendcutsend-laser can't make tinyseed: metal from hole to edge" in refused.err
        assert not Path("output").exists()
        risky = say(*given, "--format", "svg", "--shop", "generic-laser", "--out", command[0])
        assert risky.code == 0
        assert "note: generic-laser: metal from hole to edge: 1.20, at least 2.00" in risky.err


def test_letters_in_dots_are_for_machines_of_dots(say: Say) -> None:
    """What the refusal advises is an option of the command; a variant goes by strokes."""
    asked = ("check", "letters-24", "--shop", "grbl-peck")
    assert say(*asked).code == 1
    ran = say(*asked, "--style", "dots")
    assert ran.code == 0
    assert "can do all that is on it" in ran.out
    assert "leave --style out" in say(*asked, "--style", "dots", "--fix").err


def test_a_variant_is_written(say: Say, tmp_path: Path) -> None:
    """What differs is told, the file passes, and another run does not overwrite a changed one."""
    asked = ("check", "tinyseed", "--shop", "sendcutsend-laser", "--fix", "--out", str(tmp_path))
    ran = say(*asked, "--material", "304")
    file = tmp_path / "tinyseed-sendcutsend-laser.toml"
    assert ran.code == 0
    assert f"{file} passes. It differs in:\n  plate.thickness: 1 → 0.914\n" in ran.out
    assert say("check", str(file), "--shop", "sendcutsend-laser", "--material", "304").code == 0
    file.write_text("mine", encoding="utf-8")
    again = say(*asked)
    assert again.code == 1
    assert file.read_text(encoding="utf-8") == "mine"
    assert say(*asked, "--force").code == 0
    told = json.loads(say(*asked, "--json").out)
    assert told["variant"]["file"] == file.name
    assert told["variant"]["changes"] == ["plate.holes.1.diameter: 2 → 1.45"]


def test_nothing_to_mend(say: Say, tmp_path: Path) -> None:
    """A plate that passes needs no variant."""
    folder = str(tmp_path / "variants")
    ran = say("check", "tinyseed", "--shop", "generic-laser", "--fix", "--out", folder)
    assert ran.code == 0
    assert ran.out.endswith("Nothing has to be changed, so no template was written.\n")
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("--out", "x"), 2, "--out and --force belong to --fix"),
        (("--fix", "--width", "30"), 2, "--fix finds a width by itself; leave --width out"),
    ],
)
def test_options_that_do_not_go_together(
    say: Say, given: tuple[str, ...], code: int, message: str
) -> None:
    """One line, and nothing is written."""
    ran = say("check", "tinyseed", "--shop", "generic-laser", *given)
    assert ran.code == code
    assert message in ran.err


def test_all_shops_about_one_plate(say: Say) -> None:
    """A line for each shop with its verdict and the rules that are not kept."""
    lines = say("shops", "tinyseed").out.splitlines()
    assert [line.split()[0] for line in lines] == list(shop_file.names())
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert told["centre-punch"] == "punching can make it"
    assert told["generic-laser"] == "laser cutting at a risk metal from hole to edge"
    assert told["creo-sheet"] == "laser cutting can't make it metal from hole to edge"
    assert told["xometry-cnc"] == "milling does not say"
    letters = [line.split() for line in say("shops", "words-85").out.splitlines()]
    assert ["centre-punch", "punching", "does", "not", "say"] in letters
    assert ["generic-laser", "laser", "cutting", "can", "make", "it"] in letters
    facts = json.loads(say("shops", "tinyseed", "--json").out)
    assert [each["shop"] for each in facts] == list(shop_file.names())
