"""Files back to what they hold."""

from __future__ import annotations

import json

import pytest

from generator.formats import FORMATS
from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
    Say,
    names,
    write,
)


@pytest.fixture
def files(say: Say) -> list[str]:
    """Four files of one plate of 24 words."""
    write(TWENTY_FOUR)
    assert say("make", "tinyseed", "--input", PHRASE, "--format", "svg,dxf").code == 0
    return sorted(f"output/{name}" for name in names("output"))


def test_read_says_what_the_files_hold_and_no_word(files: list[str], say: Say) -> None:
    """Any order, any mix of formats, one answer; the words only with `--reveal`."""
    assert len(files) == 4
    fronts = [name for name in files if "front" in name]
    backs = [name for name in files if "back" in name]
    for given in (files, files[::-1], [fronts[0], backs[1]], [backs[0], fronts[1]]):
        ran = say("read", *given)
        assert (ran.code, ran.err) == (0, "")
        assert [line.split(maxsplit=1) for line in ran.out.splitlines()] == [
            ["template", "tinyseed (Tiny Seed)"],
            ["sides", "front, back"],
            ["words", "24"],
            ["checksum", "ok"],
        ]
    assert TWENTY_FOUR in say("read", *files, "--reveal").out


def test_the_json_of_read(files: list[str], say: Say) -> None:
    """Only JSON, and only with `--reveal` the words."""
    facts = json.loads(say("read", *files, "--json").out)
    assert facts == {
        "template": "tinyseed",
        "sides": ["front", "back"],
        "kind": "bip39",
        "words": 24,
        "checksum": "ok",
        "guides": True,
        "label": "",
        "input": None,
    }
    facts = json.loads(say("read", *files, "--json", "--reveal", "--input", PHRASE).out)
    assert facts["input"] == "same"
    assert facts["phrases"] == [{"language": "english", "words": TWENTY_FOUR}]


def test_read_compares(files: list[str], say: Say) -> None:
    """With `--input` it says whether the plate holds those words, and other words are refused."""
    ran = say("read", *files, "--input", PHRASE)
    assert (ran.code, ran.err) == (0, "")
    assert "the same words" in ran.out
    write(TWELVE)
    ran = say("read", *files, "--input", PHRASE)
    assert (ran.code, ran.err) == (
        1,
        "metalstamp: the plate does not hold the words of the input\n",
    )
    assert "other words" in ran.out


def test_read_knows_a_blank(say: Say) -> None:
    """A blank is told as one, and holds nobody's words."""
    assert say("blank", "seedcard", "--format", "dxf").code == 0
    ran = say("read", "output/seedcard.blank_mm.dxf")
    assert (ran.code, ran.err) == (0, "")
    assert "none, this is a blank" in ran.out
    assert say("read", "output/seedcard.blank_mm.dxf", "--input", PHRASE).code == 1


def test_every_format_is_in_the_help(say: Say) -> None:
    """Whoever adds a format finds it in the help of make."""
    out = say("make", "--help").out
    assert all(name in out for name in FORMATS)
