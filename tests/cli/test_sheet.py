"""Sheets on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.running import LONGEST_LINE, Say, names

BIP39 = ("--kind", "bip39")


def test_sheets_are_written_and_told(say: Say) -> None:
    """A file for each side of each sheet in each format, and how much of the metal is used."""
    ran = say("sheet", "tinyseed=5", "--size", "110x60", "--serial", "A-", "--tabs", "2", *BIP39)
    assert ran.code == 0
    assert names("output") == {
        f"sheet-{number}.{side}{ending}"
        for number in (1, 2)
        for side in ("front", "back")
        for ending in (".svg", "_mm.dxf")
    }
    assert "sheet 1  3 plates, 43% of the metal  numbers on the plate" in ran.out
    assert ran.err == ""


def test_json_tells_where_each_plate_lies(say: Say) -> None:
    """Positions from the corner of the sheet, numbers, turns, and the share of metal used."""
    ran = say(
        "sheet", "disc-24", "disc-6=2", "--size", "120x100", "--serial", "K", "--format", "svg",
        "--json",
    )  # fmt: skip
    told = json.loads(ran.out)
    (sheet,) = told["sheets"]
    assert (sheet["width"], sheet["height"], sheet["sides"]) == (120, 100, ["front", "back"])
    assert 0 < sheet["utilisation"] < 1
    assert [each["template"] for each in sheet["plates"]] == ["disc-24", "disc-6", "disc-6"]
    assert [each["serial"] for each in sheet["plates"]] == ["K01", "K02", "K03"]
    assert all(each["x"] >= 5 and each["y"] >= 5 for each in sheet["plates"])
    assert [each["name"] for each in told["files"]] == ["sheet-1.front.svg", "sheet-1.back.svg"]
    assert "stand beside the plates" in ran.err
    assert "without --tabs" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["tinyseed", "--size", "30x40"], 1, "the smallest that would do is 37.2 × 44.5 mm"),
        (["tinyseed", "--size", "30x40", "--no-turn"], 1, "the smallest that would do"),
        (["nosuch", "--size", "300x200"], 2, "must be a plate that metalstamp templates lists"),
        (["tinyseed=0", "--size", "300x200"], 2, "a number of plates from 1 on"),
        (["tinyseed=-1", "--size", "300x200"], 2, "a number of plates from 1 on"),
        (["tinyseed=99999", "--size", "300x200"], 1, "at most 300 plates"),
        (["tinyseed", "--size", "300x200", "--quantity", "0"], 2, "--quantity must be 1 or more"),
        (["tinyseed", "--size", "300"], 2, "--size must be width and height"),
        (["tinyseed", "--size", "0x200"], 1, "more than 0"),
        (["tinyseed", "--size", "-3x200"], 2, "--size must be width and height"),
        (["tinyseed", "--size", "99999x200"], 1, "at most 5000 mm"),
        (["tinyseed", "--size", "300x200", "--spacing", "-1"], 1, "the spacing"),
        (["tinyseed", "--size", "300x200", "--margin", "0"], 1, "the margin must be at least"),
        (["tinyseed", "--size", "300x200", "--margin", "nan"], 1, "the margin must be at least"),
        (["tinyseed", "--size", "300x200", "--tab", "1"], 2, "--tab needs --tabs"),
        (["tinyseed", "--size", "300x200", "--tabs", "-1"], 2, "--tabs must be 0, or 2 and more"),
        (["tinyseed", "--size", "300x200", "--tabs", "1"], 2, "--tabs must be 0, or 2 and more"),
        (["tinyseed", "--size", "300x200", "--tabs", "1.5"], 2, "--tabs must be a whole number"),
        (["tinyseed", "--size", "300x200", "--quantity", "x"], 2, "must be a whole number"),
        (["tinyseed", "--size", "300x200", "--tabs", "200"], 1, "don't fit in an edge"),
        (["tinyseed", "--size", "300x200", "--serial", "ß"], 2, "--serial must be"),
        (["tinyseed", "--size", "300x200", "--format", "step"], 2, "must be some of svg, dxf"),
        (["tinyseed", "words-85", "--size", "300x200"], 1, "one sheet has one thickness"),
        (["tinyseed", "--size", "300x200", "--shop", "sendcutsend-laser"], 1, "can't make"),
    ],
)
def test_what_is_refused(say: Say, arguments: list[str], code: int, message: str) -> None:
    """One line with what would be right, and nothing is written."""
    ran = say("sheet", *arguments)
    assert ran.code == code, ran
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert len(ran.err) <= LONGEST_LINE
    assert not Path("output").exists()


def test_without_rectpack(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install."""
    monkeypatch.setitem(sys.modules, "rectpack", None)
    ran = say("sheet", "tinyseed", "--size", "300x200")
    assert ran.code == 1
    assert ran.err == 'metalstamp: sheets need rectpack: pip install "metalstamp[sheet]"\n'


def test_a_sheet_is_for_what_was_chosen(say: Say) -> None:
    """Kind, number of words and letters, as for a single blank; a note says what nobody chose."""
    given = ("sheet", "letters-24=2", "--size", "200x150", "--format", "svg", "--json")
    dots = ("--style", "dots", "--shop", "grbl-dot-peen", "--kind", "bip39")
    told = json.loads(say(*given, *dots).out)
    assert told["files"][0]["verified"] == "read back: 3606 marks"
    fewer = json.loads(say(*given, *dots, "--words", "12", "--out", "other").out)
    assert fewer["files"][0]["bytes"] < told["files"][0]["bytes"]
    assert (
        "blank is for a BIP-39 phrase"
        in say("sheet", "tinyseed", "--size", "200x150", "--format", "svg", "--out", "third").err
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--kind", "monero"), "tinyseed holds"),
        (("--words", "13"), "13 words fit on letters-33"),
        (("--width", "90"), "tinyseed has one size"),
    ],
)
def test_what_a_template_cannot_be_made_for(given: tuple[str, ...], message: str, say: Say) -> None:
    """The same refusals as for a single blank."""
    ran = say("sheet", "tinyseed", "--size", "200x150", *given)
    assert ran.code in (1, 2)
    assert message in ran.err
    assert not Path("output").exists()
