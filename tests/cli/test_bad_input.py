"""Whatever is wrong: one line on stderr that repeats nothing, and a folder as it was."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from generator.words.bip39 import wordlist
from tests.cli.running import (
    PHRASE,
    TWELVE,
    Say,
    assert_refused,
    listing,
)

MAKE = ("make", "tinyseed", "--format", "svg", "--input", PHRASE)

SHARED = sorted(set(wordlist("english")) & set(wordlist("french")))[:12]

PHRASES = {
    "a word in no list": (TWELVE.replace("about", "xylofon"), "word 12 is not in the English list"),
    "words in no list": ("quuux " * 12, "words 1 to 12 are in none of the ten BIP-39 lists"),
    "a wrong checksum": (
        "zoo " * 12,
        "checksum does not match, 12 words: check each word and their order",
    ),
    "a numbered list": (
        " ".join(f"{number}. {word}" for number, word in enumerate(TWELVE.split() * 2, 1)),
        (
            "48 words; a BIP-39 phrase has 12, 15, 18, 21 or 24; "
            "give only the words, separated by blanks"
        ),
    ),
    "one word": ("abandon", "1 word; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "eleven words": ("abandon " * 11, "11 words; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "thirteen words": ("abandon " * 13, "13 words; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "twenty-five words": ("abandon " * 25, "25 words; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "words of two lists": (
        " ".join(SHARED),
        "the words are in the English and French lists; say which with --language",
    ),
    "beginnings of words of two lists": (
        " ".join(word[:4] for word in TWELVE.split()),
        "the words are in the English and French lists; say which with --language",
    ),
    "words of different lists": (" ".join(["abandon", "ábaco"] * 6), None),
    "nothing": ("", None),
    "white space": (" \n\t\u3000 \r\n", None),
    "control characters": ("\x1b[31m" + TWELVE, None),
    "a dictionary": ("\n".join(wordlist("japanese")), None),
}

BYTES = {
    "noise": hashlib.shake_256(b"noise").digest(3000),
    "zeros": bytes(3000),
    "UTF-16 with a mark": TWELVE.encode("utf-16"),
    "UTF-16 without one": TWELVE.encode("utf-16-le"),
    "UTF-16 the other way round": TWELVE.encode("utf-16-be"),
    "UTF-32": TWELVE.encode("utf-32"),
    "UTF-16 with accents": "\ufeffábaco".encode("utf-16-be"),
    "one NUL": TWELVE.encode() + b"\0",
    "Latin-1": "ábaco ".encode("latin-1") * 12,
    "an image": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "too much": (TWELVE + "\n").encode() * 1000,
}


@pytest.mark.parametrize("case", PHRASES)
def test_a_phrase_that_cannot_be_right(case: str, say: Say) -> None:
    """The message names positions and counts, never a word."""
    text, expected = PHRASES[case]
    Path(PHRASE).write_text(text, encoding="utf-8")
    before = listing(Path("..").resolve())
    message = assert_refused(say(*MAKE), 1, text)
    assert expected is None or message == expected
    assert listing(Path("..").resolve()) == before


@pytest.mark.parametrize("case", BYTES)
def test_an_input_that_is_no_text(case: str, say: Say) -> None:
    """Binary, foreign and huge inputs are refused as what they are."""
    Path(PHRASE).write_bytes(BYTES[case])
    message = assert_refused(say(*MAKE), 1, TWELVE)
    assert message.startswith("the input ")
    if "UTF-16" in case:
        assert message == "the input is UTF-16; save it as UTF-8"
    elif case == "UTF-32":
        assert message == "the input is UTF-32; save it as UTF-8"
    elif b"\0" in BYTES[case]:
        assert message == "the input holds NUL bytes, so it is no text; give it as UTF-8 text"
    assert not Path("output").exists()


@pytest.mark.parametrize("command_name", [MAKE[:-2], ("read", "plate.svg")])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("missing", "no such file or directory"),
        (".", "is a directory"),
        ("dangling", "no such file or directory"),
        ("loop", "too many levels of symbolic links"),
        (f"{PHRASE}/phrase.txt", "not a directory"),
        ("x" * 300, "file name too long"),
    ],
)
def test_an_input_that_cannot_be_read(
    command_name: tuple[str, ...], path: str, expected: str, say: Say
) -> None:
    """The system's reason, and no path."""
    Path("dangling").symlink_to("nowhere")
    Path("loop").symlink_to("loop")
    Path("plate.svg").write_text("<svg/>", encoding="utf-8")
    message = assert_refused(say(*command_name, "--input", path), 1, path)
    assert message == f"the input can't be read: {expected}"
    assert not Path("output").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_an_input_that_is_closed_to_us(say: Say) -> None:
    """A file without permission to read."""
    Path(PHRASE).chmod(0)
    assert assert_refused(say(*MAKE), 1) == "the input can't be read: permission denied"


@pytest.mark.parametrize(
    "given",
    [("--input-fd", "99"), ("--input-fd", "2147483647")],
)
def test_a_descriptor_that_is_not_open(given: tuple[str, ...], say: Say) -> None:
    """The caller forgot to hand it down."""
    message = assert_refused(say(*MAKE[:-2], *given), 1)
    assert message == "the input can't be read: bad file descriptor"


def test_an_input_that_never_ends(say: Say) -> None:
    """Reading stops where no phrase could go on."""
    message = assert_refused(say(*MAKE[:-2], "--input", "/dev/zero"), 1)
    assert message.startswith("the input is longer than")
