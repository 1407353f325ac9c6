"""Files that are damaged, foreign or of two plates: one line that repeats nothing."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
    Say,
    assert_refused,
    tool,
)


@pytest.fixture(scope="module")
def plates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of three plates: two of 24 words that differ in one letter, and a blank."""
    folder = tmp_path_factory.mktemp("plates")
    (folder / "24").write_text(TWENTY_FOUR, encoding="utf-8")
    (folder / "other").write_text(" ".join(["abandon"] * 23 + ["art"]), encoding="utf-8")
    for phrase in ("24", "other"):
        given = ("--input", phrase, "--format", "svg,dxf", "--out", f"of-{phrase}")
        assert tool("make", "tinyseed", *given, cwd=folder).code == 0
    assert tool("blank", "seedcard", "--format", "svg,dxf", "--out", "blank", cwd=folder).code == 0
    return folder


FRONT, BACK = "tinyseed.SECRET.front.svg", "tinyseed.SECRET.back.svg"


def test_half_a_plate(plates: Path, say: Say) -> None:
    """The message says which side is missing."""
    message = assert_refused(say("read", f"{plates}/of-24/{FRONT}"), 1, TWENTY_FOUR)
    assert message.startswith("this is the front of the plate tinyseed for 24 words; the back ")


def test_files_of_two_plates(plates: Path, say: Say) -> None:
    """Two templates, two sides that disagree, or two halves that make no phrase."""
    front, back = f"{plates}/of-24/{FRONT}", f"{plates}/of-other/{BACK}"
    secret = f"{TWENTY_FOUR} abandon art"
    blank = f"{plates}/blank/seedcard.blank.svg"
    assert "two different plates" in assert_refused(say("read", front, blank), 1, secret)
    other = f"{plates}/of-other/{FRONT}"
    assert "shows another front" in assert_refused(say("read", front, other, back), 1, secret)
    assert "checksum does not match" in assert_refused(say("read", front, back), 1, secret)


def test_the_wrong_template(plates: Path, say: Say) -> None:
    """A plate that was asked for and isn't there."""
    given = ("read", f"{plates}/of-24/{FRONT}", "--template", "seedcard")
    assert_refused(say(*given), 1, TWENTY_FOUR)


@pytest.mark.parametrize("name", ["empty.svg", "blank.dxf", "pipe.svg", "folder", "text", "gone"])
def test_a_file_that_is_none(name: str, say: Say) -> None:
    """Each is called by its number: its name was typed and may be anything."""
    Path("empty.svg").touch()
    Path("blank.dxf").write_text(" \n \n", encoding="utf-8")
    os.mkfifo("pipe.svg")
    Path("folder").mkdir()
    Path("text").write_text(TWELVE, encoding="utf-8")
    message = assert_refused(say("read", name), 1, TWELVE)
    assert message.startswith("file 1 ")
    assert "read -" not in message


def damaged(data: bytes, dice: random.Random) -> dict[str, bytes]:
    """A file spoiled in every way that a disk, a mail program or a person may spoil it."""
    spots = [dice.randrange(len(data)) for _ in range(8)]
    flipped = bytearray(data)
    for spot in spots:
        flipped[spot] ^= 1 << dice.randrange(8)
    return {
        **{f"cut at {part} of 8": data[: len(data) * part // 8] for part in range(1, 8)},
        "cut by one line": data.rstrip().rpartition(b"\n")[0],
        "without its beginning": data[len(data) // 3 :],
        "zeros in the middle": data[: len(data) // 2] + bytes(5000) + data[len(data) // 2 :],
        "noise at the end": data[: len(data) // 2] + dice.randbytes(len(data) // 2),
        "twice": data + data,
        "as UTF-16": data.decode().encode("utf-16"),
        "flipped bits": bytes(flipped),
        "noise": dice.randbytes(2000),
    }


@pytest.mark.parametrize("ending", [".svg", "_mm.dxf"])
def test_a_damaged_file(ending: str, plates: Path, say: Say) -> None:
    """It is refused in one line, or reads as just what it was; other words never come out."""
    data = Path(plates, "of-24", f"tinyseed.SECRET.front{ending}").read_bytes()
    back = f"{plates}/of-24/tinyseed.SECRET.back{ending}"
    for seed in range(2):
        for how, spoiled in damaged(data, random.Random(seed)).items():  # noqa: S311  # no secret
            file = Path(f"spoiled{ending}")
            file.write_bytes(spoiled)
            ran = say("read", str(file), back, "--reveal")
            if ran.code == 0:
                assert TWENTY_FOUR in ran.out, how
            else:
                assert_refused(ran, 1, TWENTY_FOUR)


@pytest.mark.prove
def test_a_damaged_solid(here: Path, say: Say) -> None:
    """A STEP that was cut off or spoiled is refused in one line, or reads as what it was."""
    Path(PHRASE).write_text(TWENTY_FOUR, encoding="utf-8")
    assert tool("make", "tinyseed", "--format", "step", "--input", PHRASE, cwd=here).code == 0
    data = Path("output/tinyseed.SECRET.step").read_bytes()
    for spoiled in damaged(data, random.Random(1)).values():  # noqa: S311  # no secret
        Path("spoiled.step").write_bytes(spoiled)
        ran = say("read", "spoiled.step", "--reveal")
        if ran.code == 0:
            assert TWENTY_FOUR in ran.out
        else:
            assert_refused(ran, 1, TWENTY_FOUR)


@pytest.mark.parametrize("name", ["plate.svg", "plate.dxf", "plate.step", "plate.stp"])
@pytest.mark.parametrize(
    "data",
    [
        b"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n#1=",
        b"ISO-10303-21;",
        b"<svg/>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>",
        b"0\nSECTION\n",
        b"0\nEOF\n",
        b"999\nabandon\n",
        TWELVE.encode(),
        b"\x00\xff\xfe" * 300,
    ],
    ids=range(10),
)
def test_a_file_that_only_looks_like_one(name: str, data: bytes, say: Say) -> None:
    """Renamed, hollow or hostile: one line, whatever its name promises."""
    Path(name).write_bytes(data)
    assert_refused(say("read", name), 1, TWELVE)


def test_a_renamed_file_is_what_it_holds(plates: Path, say: Say) -> None:
    """The content tells the format, not the name."""
    Path("a.dxf").write_bytes(Path(plates, "blank/seedcard.blank.svg").read_bytes())
    Path("b").write_bytes(Path(plates, "blank/seedcard.blank_mm.dxf").read_bytes())
    ran = say("read", "a.dxf", "b")
    assert (ran.code, ran.err) == (0, "")
