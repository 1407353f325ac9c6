"""The rehearsal: the same sheet for a seed, and a judgement that can be either."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import drill as drills
from generator.encodings.cells import Script
from generator.recover.due import due
from generator.words.bip39 import wordlist
from tests.cli.running import PHRASE, Say, assert_refused, names, write
from tests.cli.terminal import terminal
from tests.plates.road import template_of

SHEET = ("drill", "dots-24", "--seed", "7", "--level", "medium")
WORDS = wordlist("english")


def answers(name: str, level: str, seed: int, checks: int) -> list[str]:
    """What somebody who reads well types of a sheet."""
    rows = due(template_of(name), Script(), 24, checks)
    given = drills.drill(rows, level, seed)
    lines = [WORDS[value] for value in given.right(checks)]
    return ["?" if row in given.lost + given.wrong else line for row, line in enumerate(lines)]


@pytest.mark.parametrize("name", ["dots-24", "tinyseed", "letters-33", "rails-24", "keytag"])
@pytest.mark.parametrize("level", drills.LEVELS)
def test_a_sheet_and_its_answers(name: str, level: str, say: Say) -> None:
    """What is crossed out or odd is mended from the rest, on each plate and level."""
    facts = json.loads(say("drill", name, "--seed", "3", "--level", level, "--json").out)
    assert names("output") >= set(facts["files"])
    assert (facts["fingerprint"] is None) == (facts["check_rows"] > 0)
    write("\n".join(answers(name, level, 3, facts["check_rows"])))
    asked = ("drill", name, "--seed", "3", "--level", level, "--answers", PHRASE, "--json")
    judged = json.loads(say(*asked).out)
    assert judged["recovered"] is True
    assert judged["misread"] == judged["wrong_marks_not_noticed"] == []


def test_the_sheet_shows_what_was_done(say: Say) -> None:
    """A cross over each slot of the lost rows, the same for the same seed."""
    say(*SHEET, "--json")
    rows = due(template_of("dots-24"), Script(), 24, 4)
    given = drills.drill(rows, "medium", 7)
    assert (len(given.lost), len(given.wrong)) == (2, 1)
    first = Path("output/dots-24.drill-medium-7.svg").read_bytes()
    assert first.count(b'stroke-width="0.300"') or b"0.3" in first
    say(*SHEET, "--json")
    assert Path("output/dots-24.drill-medium-7.svg").read_bytes() == first
    say("drill", "dots-24", "--seed", "8", "--level", "medium", "--json")
    assert Path("output/dots-24.drill-medium-8.svg").read_bytes() != first


def test_misread_rows_are_named(say: Say) -> None:
    """One is mended by the check rows, and named all the same; with three nothing is found."""
    good = answers("dots-24", "medium", 7, 4)
    right = [row for row, line in enumerate(good) if line != "?"]
    bad = list(good)
    bad[right[0]] = "zoo" if bad[right[0]] != "zoo" else "abandon"
    write("\n".join(bad))
    ran = say(*SHEET, "--answers", PHRASE, "--json")
    judged = json.loads(ran.out)
    assert judged["misread"] == [f"word {right[0] + 1}"]
    for row in right[1:3]:
        bad[row] = "zoo" if bad[row] != "zoo" else "abandon"
    write("\n".join(bad))
    ran = say(*SHEET, "--answers", PHRASE, "--json")
    assert (ran.code, json.loads(ran.out)["recovered"]) == (1, False)


def test_at_the_terminal(here: Path) -> None:
    """The sheet is written, the rows are asked for, and the judgement is printed."""
    with terminal(*SHEET, cwd=here) as session:
        for number, line in enumerate(answers("dots-24", "medium", 7, 4)):
            session.until(f"word {number + 1}: " if number < 24 else f"C{number - 23}: ")
            session.type(f"{line}\n")
        for _ in range(3):
            session.until("Can that be what stands there?")
            session.type("y\n")
        ran = session.end()
    assert ran.code == 0, ran
    assert "never send money to it" in ran.out
    assert "recovered" in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("seedqr",), 1, "no marks of single words"),
        (("alphabet-digits",), 1, "holds no BIP-39 phrase"),
        (("dots-24", "--words", "15"), 1, "published phrases of 12 or 24 words"),
        (("dots-24", "--answers", PHRASE), 2, "--answers needs the --seed"),
        (("dots-24", "--seed", "1", "--answers", PHRASE), 1, "1 rows; there are 28"),
        (("tinyseed", "--check-rows", "4"), 1, "no room for 4 check rows"),
    ],
)
def test_what_can_not_be_rehearsed(
    arguments: tuple[str, ...], code: int, said: str, say: Say
) -> None:
    """One line, and no sheet."""
    write("?")
    assert said in assert_refused(say("drill", *arguments), code)
    assert "output" not in names(".")


def test_what_is_there_is_kept(say: Say) -> None:
    """Another file of the sheet's name is replaced with --force alone; the same sheet may stay."""
    assert say(*SHEET, "--json").code == 0
    (name,) = names("output")
    path = Path("output") / name
    sheet = path.read_bytes()
    assert say(*SHEET, "--json").code == 0
    path.write_bytes(b"something else")
    ran = say(*SHEET, "--json")
    assert (ran.code, "--force replaces it" in ran.err) == (1, True)
    assert path.read_bytes() == b"something else"
    assert say(*SHEET, "--json", "--force").code == 0
    assert path.read_bytes() == sheet
