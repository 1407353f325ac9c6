"""The command line run as a user runs it, and what every refusal must be like."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parent.parent.parent

TWELVE = "abandon " * 11 + "about"
"""Published everywhere: the phrase of 128 zero bits."""

TWENTY_FOUR = (
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday "
    "candy pony ranch winter theme error hybrid van cereal salon goddess expire"
)
"""Published: test vector 1 of the SeedQR specification."""

SIGNALS = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "signal.signal(signal.SIGHUP, signal.SIG_DFL)"
)
"""As at a prompt, even where the tests run in the background and ignore both."""

LONGEST_RUN = 120
"""Seconds until a run that ought to have ended is taken for one that hangs."""

START = """
from pathlib import Path
from generator.cli import main, screen
screen.SWAPS = Path("/nonexistent")
main()
"""
"""A machine without swap, so that what stands on stderr is the same everywhere."""

LONGEST_LINE = 250

PHRASE = "../phrase.txt"
"""Where the fixtures put a phrase, seen from the folder that runs stand in."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run said and how it ended."""

    code: int
    out: str
    err: str


Say: TypeAlias = Callable[..., Ran]
"""The tool in this very process; see the fixture of that name."""


def write(text: str | bytes, name: str = PHRASE) -> None:
    """Put a phrase, or any other bytes, where the next run looks for it."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def names(folder: str) -> set[str]:
    """The names of all that is in a folder, hidden files too."""
    return {path.name for path in Path(folder).iterdir()}


def command(*arguments: str, prelude: str = "") -> list[str]:
    """The command line that starts the tool, after some lines of Python in the same process."""
    path = f"import sys; sys.path.insert(0, {str(ROOT)!r})"
    return [sys.executable, "-c", f"{path}\n{SIGNALS}\n{prelude}\n{START}", *arguments]


def tool(
    *arguments: str,
    cwd: Path,
    stdin: bytes = b"",
    prelude: str = "",
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """One run in a process of its own, without a terminal."""
    done = subprocess.run(
        command(*arguments, prelude=prelude),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=environment,
        start_new_session=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def listing(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """All that is below a folder, hidden files too: mode, type and content."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.lstat().st_nlink if path.is_file() else 0,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def tokens(text: str) -> set[str]:
    """The words of a text, for comparing what must not be in another."""
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def assert_refused(ran: Ran, code: int, secret: str | Sequence[str] = ()) -> str:
    """The one line on stderr of a run that must have been refused, without its beginning."""
    assert ran.code == code, ran
    assert ran.out == "", ran
    assert ran.err.endswith("\n"), ran
    (line,) = ran.err.splitlines()
    assert len(line) <= LONGEST_LINE, (len(line), line)
    assert line.startswith("metalstamp: "), line
    assert "Traceback" not in line
    assert "fault" not in line
    message = line.removeprefix("metalstamp: ")
    assert message
    assert not message.endswith(".")
    assert not tokens(" ".join([secret] if isinstance(secret, str) else secret)) & tokens(line)
    return message
