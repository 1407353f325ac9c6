"""Where the files of a command go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator import files
from generator.cli import options
from generator.cli.gathering import gathered


@dataclass(frozen=True, slots=True)
class Target:
    """The folder for the files, and whether those that exist may be replaced."""

    folder: str
    force: bool


target = gathered(options.folder, Target, "target")
"""Gives a command these options, gathered in one `Target`."""


def close_default(target: Target) -> None:
    """Close the default folder to others; a folder of the user's keeps its own mode."""
    if target.folder == options.DEFAULT_FOLDER:
        files.close_to_others(Path(target.folder))
