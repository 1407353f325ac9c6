"""A folder to work in, the phrase in a file, and the tool in this very process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import run, screen
from tests.cli.running import TWELVE, Ran


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the run stands in, with the phrase in a file next to it."""
    folder = tmp_path / "work"
    folder.mkdir(mode=0o700)
    (tmp_path / "phrase.txt").write_text(TWELVE, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def say(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """The tool run in this process: many runs in the time of one."""
    assert here.is_dir()

    monkeypatch.setattr(screen, "SWAPS", here / "no-swap")

    def called(*arguments: str) -> Ran:
        capfd.readouterr()
        code = run(list(arguments))
        said = capfd.readouterr()
        return Ran(code, said.out, said.err)

    return called
