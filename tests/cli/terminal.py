"""Runs with a terminal, whose other end is ours."""

from __future__ import annotations

import os
import pty
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.running import LONGEST_RUN, Ran, command

CONTROL = "import fcntl, termios; fcntl.ioctl({0}, termios.TIOCSCTTY, 0)"
"""Makes a descriptor the terminal that /dev/tty is, whatever the standard streams are."""


@dataclass(slots=True)
class Session:
    """A run with a terminal, whose other end is ours; its streams lead elsewhere."""

    child: subprocess.Popen[bytes]
    master: int
    seen: str = field(default="")

    def until(self, text: str) -> None:
        """Wait for a text on the terminal."""
        for _ in range(3000):
            if text in self.seen:
                return
            if select.select([self.master], [], [], 0.01)[0]:
                self.read()
        raise AssertionError(self.seen)

    def read(self) -> bool:
        """Take what is there; whether more may come."""
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux's way to say that nobody holds the other end any more
            return False
        self.seen += data.decode()
        return bool(data)

    def type(self, text: str) -> None:
        """Type, and press the keys that the text has."""
        os.write(self.master, text.encode())

    def end(self) -> Ran:
        """How it ended."""
        out, err = self.child.communicate(timeout=LONGEST_RUN)
        while self.read():
            pass
        return Ran(self.child.returncode, out.decode(), (err or b"").decode())


@contextmanager
def terminal(*arguments: str, cwd: Path, stderr: int | None = subprocess.PIPE) -> Iterator[Session]:
    """A run with a controlling terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        command(*arguments, prelude=CONTROL.format(slave)),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=slave if stderr is None else stderr,
        pass_fds=[slave],
        start_new_session=True,
    ) as child:
        os.close(slave)
        try:
            yield Session(child, master)
        finally:
            child.kill()
    os.close(master)
