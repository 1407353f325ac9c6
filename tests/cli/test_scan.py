from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from generator.choice import Choice
from generator.cli import run
from generator.inscription import inscribed
from generator.photograph.picture import Subject, photograph
from generator.photograph.settings import SETTINGS
from generator.pipeline import prepared
from generator.place import place
from tests.cli.running import Say, assert_refused
from tests.plates.road import phrases, template_of
from tests.scan.pictures import flat, photo, plate, words


@pytest.fixture
def front(tmp_path: Path) -> Path:
    """A photograph of the front of a plate with two sides."""
    made, layouts = plate("tinyseed", words(24, 7))
    path = tmp_path / "front.jpg"
    path.write_bytes(photo(flat(layouts[0], made, 15), 5))
    return path


def test_one_side_tells_no_words_and_its_picture_is_private(
    front: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is missing is said in one line; the picture is for its owner alone."""
    drawn = front.with_name("read.png")
    asked = ("scan", str(front), "--template", "tinyseed", "--reveal", "--picture", str(drawn))
    assert run(list(asked)) == 1
    said = capfd.readouterr()
    assert "the back may hold words too" in said.err
    assert "59 marks, 85 empty, 0 doubtful" in said.out
    assert len(said.out.splitlines()) == 1
    assert stat.S_IMODE(drawn.stat().st_mode) == 0o600
    assert drawn.read_bytes().startswith(b"\x89PNG")


def test_three_pictures_are_too_many(front: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A usage error, before anything is opened."""
    assert run(["scan", *[str(front)] * 3]) == 2
    assert "two sides" in capfd.readouterr().err


def test_a_photographed_code_is_read(say: Say) -> None:
    """What it is, and with --reveal what it says; nothing else of it."""
    made = prepared(template_of("seedqr"), Choice(24))
    layout = place(inscribed(phrases(24)["varied"], made), made)[0]
    Path("code.jpg").write_bytes(photograph(Subject(layout, "etched"), SETTINGS["mild"], 4).data)
    ran = say("scan", "code.jpg")
    assert (ran.code, ran.err) == (0, "")
    assert "BIP-39 phrase, 24 words" in ran.out
    told = json.loads(say("scan", "code.jpg", "--template", "seedqr", "--json", "--reveal").out)
    assert len(told["text"].split()) == told["words"] == 24
    assert "--words says 12" in assert_refused(say("scan", "code.jpg", "--words", "12"), 1)
    assert "neither dots nor a QR code" in assert_refused(
        say("scan", "code.jpg", "--template", "letters-24"), 1
    )
