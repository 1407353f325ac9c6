"""Standard streams that are closed, full or of another encoding."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import (
    PHRASE,
    TWELVE,
    Ran,
    assert_refused,
    command,
)

MAKE = ("make", "tinyseed", "--format", "svg", "--input", PHRASE)
PRODUCT = "tinyseed.SECRET.front.svg"


@pytest.mark.parametrize("given", [("templates",), ("show", "tinyseed", "--json"), ("--help",)])
def test_a_report_that_nobody_reads(given: tuple[str, ...], here: Path) -> None:
    """A closed pipe is one line and exit code 1, and no traceback on the way out."""
    end, start = os.pipe()
    os.close(end)
    done = subprocess.run(
        command(*given), cwd=here, stdout=start, stderr=subprocess.PIPE, check=False
    )
    os.close(start)
    ran = Ran(done.returncode, "", done.stderr.decode())
    assert assert_refused(ran, 1) == "the report can't be printed: broken pipe"


@pytest.mark.parametrize(("where", "why"), [("/dev/full", "no space left on device")])
def test_files_are_kept_where_only_the_report_is_lost(where: str, why: str, here: Path) -> None:
    """The plate was made and verified, so the message says so."""
    with Path(where).open("wb") as full:
        done = subprocess.run(
            command(*MAKE), cwd=here, stdout=full, stderr=subprocess.PIPE, check=False
        )
    ran = Ran(done.returncode, "", done.stderr.decode())
    message = assert_refused(ran, 1, TWELVE)
    assert message == f"the files are written, but the report can't be printed: {why}"
    assert [path.name for path in Path("output").iterdir()] == [PRODUCT]


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_standard_streams_that_are_closed(closed: tuple[int, ...], here: Path) -> None:
    """The files are whole, and no stream's number became a file's."""
    closing = "; ".join(f"exec {number}>&-" for number in closed)
    script = f'{closing}; exec "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *command(*MAKE)], cwd=here, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert [path.name for path in Path("output").iterdir()] == [PRODUCT]
    assert Path("output", PRODUCT).read_bytes().startswith(b"<?xml")


def test_no_error_goes_to_stdout_when_stderr_is_closed(here: Path) -> None:
    """The exit code still tells."""
    script = 'exec 2>&-; exec "$@"'
    arguments = ["/bin/sh", "-c", script, "sh", *command("make", "zzz")]
    done = subprocess.run(arguments, cwd=here, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")


def test_a_terminal_of_another_encoding(here: Path) -> None:
    """What can't be shown is shown as a code, and nothing fails."""
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        command("templates"), cwd=here, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"12\\u201324 words" in done.stdout
    assert " × ".encode("latin-1") in done.stdout
