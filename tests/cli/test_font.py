"""Letters of words drawn by a font of the user's, made and read back."""

from __future__ import annotations

import errno
import os
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import PHRASE, TWENTY_FOUR, Say, assert_refused, names, write
from tests.fonts import box, stem, true_type

CAPITALS = string.ascii_uppercase + "-"
SVG = ("--format", "svg")
MAKE = ("make", "letters-24", "--input", PHRASE, *SVG)


def _bar(width: int) -> Callable[[Any], None]:
    """A letter that is a bar, as wide as nothing else is."""
    return lambda pen: box(pen, 100, 0, 100 + width, 700)


def font(widest: int = 750) -> bytes:
    """A font of capitals and the filler, each a bar of another width; in thousandths of the em."""
    step = (widest - 150) // len(CAPITALS)
    return true_type({s: _bar(150 + step * at) for at, s in enumerate(CAPITALS, start=1)})


@pytest.fixture(autouse=True)
def _given(here: Path) -> None:
    """A phrase of 24 words and a font, where each run looks for them."""
    write(TWENTY_FOUR)
    (here / "bars.ttf").write_bytes(font())


def test_words_in_a_font_come_back(say: Say) -> None:
    """Made, read with the same font, and nothing read without it."""
    made = say(*MAKE, "--font", "bars.ttf")
    assert (made.code, made.err) == (
        0,
        "metalstamp: note: to read these files, give read the same --font\n",
    )
    files = [f"output/{name}" for name in names("output")]
    read = say("read", *files, "--font", "bars.ttf", "--input", PHRASE)
    assert (read.code, read.err) == (0, "")
    message = assert_refused(say("read", *files), 1, TWENTY_FOUR)
    assert "letters of another alphabet: give the font with --font" in message
    write(font(600), "other.ttf")
    message = assert_refused(say("read", *files, "--font", "other.ttf"), 1, TWENTY_FOUR)
    assert "give the font that drew them with --font, or none" in message


def test_wide_letters_are_drawn_smaller(say: Say) -> None:
    """All letters of the font are as much smaller as its widest has to be, and come back."""
    write(font(1500), "wide.ttf")
    assert say(*MAKE, "--font", "wide.ttf").code == 0
    files = [f"output/{name}" for name in names("output")]
    assert say("read", *files, "--font", "wide.ttf", "--input", PHRASE).code == 0


@pytest.mark.parametrize("name", ["letters-24", "words-85", "card", "washer-m8"])
def test_a_blank_has_room_for_the_letters(name: str, say: Say) -> None:
    """The full plate passes its rules with the font, and no letter stands on it."""
    assert say("blank", name, *SVG, "--font", "bars.ttf").code == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the font is neither a TTF nor an OTF file"),
        (b"words", "the font is neither a TTF nor an OTF file"),
        (b"ttcf" + bytes(80), "the font is a collection of several; save one of them as"),
        (font()[:400], "the font is damaged"),
        (true_type({"H": stem}), "the font lacks 26 of the 27 characters of English words"),
        (true_type(dict.fromkeys(CAPITALS, lambda pen: box(pen, 0, 0, 15, 700))), "has strokes of"),
    ],
)
@pytest.mark.parametrize("verb", ["make", "blank"])
def test_a_bad_font_is_refused(verb: str, data: bytes, reason: str, say: Say) -> None:
    """Before a secret is asked for, in one line, and no file is left."""
    write(data, "bad.ttf")
    before = names(".")
    ran = say(verb, "letters-24", *SVG, "--font", "bad.ttf")
    assert reason in assert_refused(ran, 1, TWENTY_FOUR)
    assert names(".") == before


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("letters-24", "--font", "missing.ttf"), 1, "the font can't be read: no such file"),
        (("letters-24", "--font", "."), 1, "the font can't be read: is a directory"),
        (("seedqr", "--font", "bars.ttf"), 1, "seedqr has no letters of words that a font could"),
        (("letters-24", "--font", "bars.ttf", "--style", "dots"), 2, "can't go with --style dots"),
    ],
)
def test_a_font_that_can_t_be_used_is_refused(
    arguments: tuple[str, ...], code: int, reason: str, say: Say
) -> None:
    """No such file, a folder, a plate without letters of words, letters in dots."""
    before = names(".")
    ran = say("make", *arguments, *SVG, "--input", PHRASE)
    assert reason in assert_refused(ran, code, TWENTY_FOUR)
    assert names(".") == before


def test_two_letters_that_look_alike_are_refused(say: Say) -> None:
    """Marks that could be read as either are no backup, so nothing is handed over."""
    write(true_type(dict.fromkeys(CAPITALS, stem)), "same.ttf")
    before = names(".")
    ran = say(*MAKE, "--font", "same.ttf")
    assert assert_refused(ran, 1, TWENTY_FOUR)
    assert names(".") == before
    assert not Path("output").exists()


@pytest.mark.parametrize("command", [MAKE, ("read", "one.svg")])
def test_a_font_that_may_not_be_read_is_called_so(
    command: tuple[str, ...], say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As any other file that can't be read: with the system's reason, and no wrong use."""
    write("<svg/>", "one.svg")
    opened, access = Path.open, os.access

    def refused(path: Path, *how: Any, **more: Any) -> Any:
        if path.suffix == ".ttf":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *how, **more)

    def accessible(path: Any, mode: int, **more: Any) -> bool:
        return not str(path).endswith(".ttf") and access(path, mode, **more)

    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr(os, "access", accessible)
    message = assert_refused(say(*command, "--font", "bars.ttf"), 1)
    assert message == "the font can't be read: permission denied"
