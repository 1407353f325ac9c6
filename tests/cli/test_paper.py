from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import PHRASE, Say, assert_refused, names


def test_a_drawing_is_made_of_a_blank(here: Path, say: Say) -> None:
    """One PDF for the owner alone, and none over another without --force."""
    ran = say("drawing", "tinyseed", "--material", "brass", "--quantity", "3", "--out", "d")
    assert ran.code == 0
    assert names("d") == {"tinyseed.drawing.pdf"}
    assert (here / "d" / "tinyseed.drawing.pdf").stat().st_mode & 0o777 == 0o600
    assert_refused(say("drawing", "tinyseed", "--material", "steel", "--out", "d"), 1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("drawing", "tinyseed", "--quantity", "0"), 2),
        (("drawing", "tinyseed", "--thickness", "nan"), 1),
        (("drawing", "tinyseed", "--material", "x" * 81), 2),
        (("drawing", "tinyseed", "--material", ""), 2),
        (("drawing", "tinyseed", "--finish", "钢"), 1),
        (("drawing", "tinyseed", "--shop", "seedhammer-ii"), 1),
        (("drawing", "tinyseed", "--shop", "nobody"), 1),
        (("drawing", "tinyseed", "--shop", "sendcutsend-laser", "--material", "gold"), 1),
        (("drawing", "stackbit", "--shop", "sendcutsend-laser", "--material", "304"), 1),
        (("preview", "nothing"), 2),
        (("preview", "none.svg"), 1),
        (("preview", "tinyseed", "--width", "5"), 2),
        (("preview", "tinyseed", "--width", "nan"), 2),
        (("preview", "tinyseed", "letters-24"), 2),
        (("preview", "note.txt"), 1),
    ],
)
def test_bad_input_is_one_line(arguments: tuple[str, ...], code: int, say: Say) -> None:
    """Nothing is written, and no folder is left."""
    assert_refused(say(*arguments, "--out", "d"), code)
    assert not Path("d").exists()


def test_a_stencil_is_made_and_read(say: Say) -> None:
    """Only where it is asked for; `read` finds the words, and a picture of it is SECRET too."""
    made = say("make", "tinyseed", "--input", PHRASE, "--format", "stencil", "--out", "s")
    assert made.code == 0
    assert names("s") == {"tinyseed.SECRET.stencil.pdf"}
    read = say("read", "s/tinyseed.SECRET.stencil.pdf", "--input", PHRASE)
    assert read.code == 0
    shown = say("preview", "s/tinyseed.SECRET.stencil.pdf", "--width", "300", "--out", "p")
    assert shown.code == 0
    assert names("p") == {"tinyseed.SECRET.png"}
    assert Path("p/tinyseed.SECRET.png").stat().st_mode & 0o777 == 0o600


def test_a_drawing_is_no_stencil(say: Say) -> None:
    """`read` says so, in one line."""
    assert say("drawing", "seedqr", "--out", "d").code == 0
    assert "no stencil" in assert_refused(say("read", "d/seedqr.drawing.pdf"), 1)


def test_a_blank_has_a_picture(say: Say) -> None:
    """A template's name is enough."""
    assert say("preview", "disc-6", "--width", "300", "--out", "p").code == 0
    assert names("p") == {"disc-6.blank.png"}
