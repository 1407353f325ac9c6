from __future__ import annotations

import stat
from pathlib import Path

import pytest

from generator.cli import run
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
