"""The phrase from wherever it may come."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
    Say,
    command,
    names,
    tool,
    write,
)

MAKE = ("make", "tinyseed", "--format", "svg")


SPELLINGS = {
    "CRLF": TWENTY_FOUR.replace(" ", "\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + TWENTY_FOUR.encode(),
    "upper case": TWENTY_FOUR.upper().encode(),
    "ideographic spaces": TWENTY_FOUR.replace(" ", "\u3000").encode(),
    "more white space": ("\n\t " + TWENTY_FOUR.replace(" ", " \t\n  ") + "\n\n").encode(),
    "four letters": " ".join(word[:4] for word in TWENTY_FOUR.split()).encode(),
    "full width": "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in TWENTY_FOUR).encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_how_the_phrase_is_written_makes_no_difference(spelling: str, say: Say) -> None:
    """Each spelling gives the same plate, byte for byte."""
    write(TWENTY_FOUR)
    assert say("make", "keytag", "--input", PHRASE, "--format", "svg", "--out", "a").code == 0
    write(SPELLINGS[spelling])
    ran = say("make", "keytag", "--input", PHRASE, "--format", "svg", "--out", "b")
    assert (ran.code, ran.err) == (0, "")
    one, other = (Path(folder, "keytag.SECRET.back.svg").read_bytes() for folder in "ab")
    assert one == other


ONE_FILE = {"tinyseed.SECRET.front.svg"}


def test_the_phrase_from_standard_input(here: Path) -> None:
    """`--input -` is standard input."""
    ran = tool(*MAKE, "--input", "-", cwd=here, stdin=TWELVE.encode())
    assert (ran.code, ran.err) == (0, "")
    assert names("output") == ONE_FILE


@pytest.mark.parametrize("option", ["--input-fd={}", "--input=/dev/fd/{}"])
def test_the_phrase_from_an_inherited_descriptor(option: str, here: Path) -> None:
    """A descriptor that the caller handed down is read to its end."""
    end, start = os.pipe()
    os.write(start, TWELVE.encode())
    os.close(start)
    done = subprocess.run(
        command(*MAKE, option.format(end)),
        pass_fds=[end],
        cwd=here,
        capture_output=True,
        check=False,
    )
    os.close(end)
    assert (done.returncode, done.stderr) == (0, b"")
    assert names("output") == ONE_FILE


def test_the_phrase_from_a_named_pipe(say: Say) -> None:
    """A FIFO is as good as a file, and leaves no copy."""
    os.mkfifo("../fifo")
    writer = threading.Thread(target=write, args=(TWELVE, "../fifo"))
    writer.start()
    ran = say(*MAKE, "--input", "../fifo")
    writer.join()
    assert (ran.code, ran.err) == (0, "")
    assert names("output") == ONE_FILE
