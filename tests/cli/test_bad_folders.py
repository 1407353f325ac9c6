"""Folders and disks that take no file: one line, and all that was there is as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
    Say,
    assert_refused,
    listing,
    tool,
)

MAKE = ("make", "tinyseed", "--format", "svg", "--input", PHRASE)
PRODUCT = "tinyseed.SECRET.front.svg"


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (f"{PHRASE}/output", "a part of its path is no folder"),
        (f"{PHRASE}/missing/output", "a part of its path is no folder"),
        (PHRASE, "is no folder but a file"),
        ("dangling", "is a symbolic link that leads nowhere"),
        ("/proc/metalstamp", "the output folder can't be made"),
        ("x" * 300, "the output folder can't be made"),
    ],
)
def test_a_folder_that_cannot_be(folder: str, expected: str, say: Say) -> None:
    """A file is no folder, and what a link leads to is not made."""
    Path("dangling").symlink_to("nowhere")
    before = listing(Path("..").resolve())
    message = assert_refused(say(*MAKE, "--out", folder), 1, TWELVE)
    assert expected in message
    assert listing(Path("..").resolve()) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_is_read_only(say: Say) -> None:
    """Noticed before the phrase is asked for."""
    Path("output").mkdir(mode=0o500)
    message = assert_refused(say(*MAKE[:-1], "missing"), 1)
    assert message == "the output folder can't be written; choose another with --out"


def test_a_folder_of_the_system_that_takes_no_files(say: Say) -> None:
    """What even root can't write to."""
    assert "can't be written" in assert_refused(say(*MAKE, "--out", "/proc/self/fd"), 1, TWELVE)


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "pipe", "folder"])
def test_something_in_the_place_of_a_product(kind: str, force: tuple[str, ...], say: Say) -> None:
    """Nothing is lost without `--force`; with it, a link gives way and its target stays."""
    place = Path("output", PRODUCT)
    place.parent.mkdir(mode=0o700)
    target = Path("precious")
    target.write_text("precious", encoding="utf-8")
    match kind:
        case "file":
            place.write_text("former", encoding="utf-8")
        case "link":
            place.symlink_to(target.resolve())
        case "dangling link":
            place.symlink_to("nowhere")
        case "pipe":
            os.mkfifo(place)
        case _:
            place.mkdir()
    before = listing(Path.cwd())
    ran = say(*MAKE, *force)
    if force and kind not in ("pipe", "folder"):
        assert (ran.code, ran.err) == (0, "")
        assert stat.S_ISREG(place.lstat().st_mode)
        assert [path.name for path in place.parent.iterdir()] == [PRODUCT]
        assert target.read_text(encoding="utf-8") == "precious"
    else:
        message = assert_refused(ran, 1, TWELVE)
        assert message.startswith(f"{PRODUCT} ")
        assert "--out writes elsewhere" in message
        assert listing(Path.cwd()) == before


def test_one_name_that_is_taken_keeps_all_files_away(say: Say) -> None:
    """With two sides and one of them there, neither is written."""
    Path(PHRASE).write_text(TWENTY_FOUR, encoding="utf-8")
    Path("output").mkdir(mode=0o700)
    Path("output", "tinyseed.SECRET.back.svg").write_text("former", encoding="utf-8")
    before = listing(Path.cwd())
    assert_refused(say(*MAKE), 1, TWENTY_FOUR)
    assert listing(Path.cwd()) == before


LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@pytest.mark.parametrize("room", [0, 1, 4096, 40_000])
@pytest.mark.parametrize("flag", ["", "; import os; del os.O_TMPFILE"])
@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_is_full(room: int, flag: str, *, there: bool, here: Path) -> None:
    """Wherever the room ends, nothing is left, and what was there is as it was."""
    if there:
        Path("output").mkdir(mode=0o700)
        Path("output", PRODUCT).write_text("former", encoding="utf-8")
    before = listing(here)
    ran = tool(*MAKE, "--force", cwd=here, prelude=LIMIT.format(room) + flag)
    assert assert_refused(ran, 1, TWELVE) == "the files can't be written: file too large"
    assert listing(here) == before
