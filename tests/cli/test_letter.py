"""The page for an heir, from the command line."""

from __future__ import annotations

import zipfile
from pathlib import Path

from generator.formats.pdf_look import look
from tests.cli.running import Say, names


def test_a_blank_comes_with_its_letter(say: Say) -> None:
    """Beside its files, and only where it is asked for."""
    ran = say("blank", "dots-24", "--format", "svg", "--letter")
    assert (ran.code, "read back: one page" in ran.out) == (0, True)
    assert names("output") == {"dots-24.blank.svg", "dots-24.letter.pdf"}
    assert len(look(Path("output/dots-24.letter.pdf").read_bytes())) == 1
    assert say("blank", "tinyseed", "--format", "svg", "--out", "bare").code == 0
    assert not any("letter" in name for name in names("bare"))


def test_an_order_says_whom_the_letter_is_for(say: Say) -> None:
    """It is in the archive, and the text tells the workshop that it is for somebody else."""
    asked = ("order", "tinyseed", "--shop", "fibre-laser", "--material", "304", "--letter")
    ran = say(*asked)
    assert ran.code == 0, ran
    with zipfile.ZipFile("output/tinyseed.order.zip") as archive:
        assert "tinyseed/tinyseed.letter.pdf" in archive.namelist()
        told = archive.read("tinyseed/README.txt").decode()
    assert "for whoever inherits the plate, not for you" in told
