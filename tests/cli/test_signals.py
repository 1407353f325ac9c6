"""A run that is stopped, watched or cut off."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli.running import (
    LONGEST_RUN,
    TWELVE,
    Ran,
    assert_refused,
    command,
    listing,
)

MAKE = ("make", "alphabet-24", "--format", "svg,dxf", "--input", "../fifo")


@contextmanager
def held(here: Path, prelude: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A run that waits for its phrase at a FIFO: all that comes before has been done."""
    os.mkfifo(here.parent / "fifo")
    with subprocess.Popen(
        command(*MAKE, prelude=prelude),
        cwd=here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def fed(here: Path) -> None:
    """Let the run have its phrase: returns when it has opened the FIFO."""
    (here.parent / "fifo").write_text(TWELVE, encoding="utf-8")


def ended(child: subprocess.Popen[bytes]) -> Ran:
    """How the run ended."""
    out, err = child.communicate(timeout=LONGEST_RUN)
    return Ran(child.returncode, out.decode(), err.decode())


@contextmanager
def waiting(here: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has opened the FIFO and gets nothing from it."""
    with held(here) as child:
        silent = None
        while silent is None:
            with suppress(OSError):  # nobody reads yet
                silent = os.open(here.parent / "fifo", os.O_WRONLY | os.O_NONBLOCK)
            time.sleep(0.005)
        try:
            yield child
        finally:
            os.close(silent)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_while_waiting(number: signal.Signals, here: Path) -> None:
    """One line, exit code 1, nothing there."""
    with waiting(here) as child:
        child.send_signal(number)
        assert assert_refused(ended(child), 1) == "stopped; nothing was written"
    assert listing(here) == {}


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.1, 0.2, 0.3])
def test_stopped_while_working(delay: float, here: Path) -> None:
    """Ctrl-C at any moment leaves all files or none, and the last line is true."""
    with held(here) as child:
        fed(here)
        time.sleep(delay)
        child.send_signal(signal.SIGINT)
        ran = ended(child)
    if ran.code == 0 or "are written" in ran.err:
        assert len(list((here / "output").iterdir())) == 2
    else:
        assert assert_refused(ran, 1, TWELVE) == "stopped; nothing was written"
        assert listing(here) == {}


def test_a_held_process_is_closed_to_others(here: Path) -> None:
    """The kernel says so: no core file, and its files in /proc belong to root."""
    with waiting(here) as child:
        limits = Path(f"/proc/{child.pid}/limits").read_text(encoding="utf-8")
        assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
        assert Path(f"/proc/{child.pid}/environ").stat().st_uid == 0


def test_the_progress_bar_is_for_terminals(here: Path) -> None:
    """Where stderr is no terminal, two formats are made without a word on it."""
    with held(here) as child:
        fed(here)
        ran = ended(child)
    assert (ran.code, ran.err) == (0, "")
