"""The table of a plate on the terminal, in a file, and as sheets for a printer."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from tests.cli.running import Say, assert_refused, listing, names


def test_the_table_is_printed(say: Say) -> None:
    """All words on stdout, and no file."""
    ran = say("table", "tinyseed")
    assert (ran.code, ran.err) == (0, "")
    assert "Weights from the left: 2048, 1024, 512," in ran.out
    assert "2048 zoo" in ran.out
    assert listing(Path.cwd()) == {}


def test_the_table_as_json(say: Say) -> None:
    """Number, word and cells of each, for scripts."""
    facts = json.loads(say("table", "keytag", "--kind", "slip39", "--json").out)
    assert (facts["template"], facts["kind"], facts["encoding"]) == ("keytag", "slip39", "bits-12")
    assert len(facts["words"]) == 1024
    assert facts["words"][0] == {
        "number": "1",
        "word": "academic",
        "cells": ["···········●"],
        "letters": "",
    }


def test_the_table_goes_to_a_folder(say: Say) -> None:
    """Names tell plate, table and list; sheets are numbered; nothing is overwritten unasked."""
    assert say("table", "tinyseed", "--out", "text").code == 0
    assert names("text") == {"tinyseed.table.english.txt"}
    printed = say("table", "tinyseed").out
    assert Path("text/tinyseed.table.english.txt").read_text(encoding="utf-8") == printed
    ran = say("table", "tinyseed", "--kind", "slip39", "--format", "svg", "--json")
    made = json.loads(ran.out)
    assert made["folder"] == "output"
    assert set(made["files"]) == names("output")
    assert made["files"] == [f"tinyseed.table.slip39.{n}.svg" for n in (1, 2, 3)]
    assert stat.S_IMODE(Path("output").stat().st_mode) == 0o700
    Path("text/tinyseed.table.english.txt").write_text("mine", encoding="utf-8")
    message = assert_refused(say("table", "tinyseed", "--out", "text"), 1)
    assert message.startswith("tinyseed.table.english.txt exists; --force replaces it")


def test_a_plate_without_words_has_no_table(say: Say) -> None:
    """One line that says what reads the plate."""
    message = assert_refused(say("table", "seedqr"), 1)
    assert message == ("seedqr has a code that only a reader reads, and no marks of single words")
    message = assert_refused(say("table", "keytag", "--language", "korean", "--format", "svg"), 1)
    assert message.startswith("there are no glyphs for the words of this language; --font draws")
    assert listing(Path.cwd()) == {}


def test_the_table_of_a_template_of_ones_own(say: Say) -> None:
    """A plate that doesn't ship has its table by the same road."""
    say("new-template", "mine")
    ran = say("table", "--template", "mine.toml", "--language", "italian")
    assert ran.code == 0
    assert ran.out.startswith("mine: the 2048 Italian words of BIP-39\n")


def test_a_font_is_for_sheets(say: Say) -> None:
    """Text needs none, and a file that is no font is refused before anything is written."""
    message = assert_refused(say("table", "tinyseed", "--font", "none.ttf"), 2)
    assert message.startswith("--font is for --format svg; text is drawn by whatever shows it; see")
    given = ("table", "tinyseed", "--format", "svg", "--font", "none.ttf")
    assert assert_refused(say(*given), 1).startswith("the font can't be read: ")
    assert not Path("output").exists()
