"""Where the files of a command go."""

from __future__ import annotations

from dataclasses import dataclass

from generator.cli import options
from generator.cli.gathering import gathered


@dataclass(frozen=True, slots=True)
class Target:
    """The folder for the files, and whether those that exist may be replaced."""

    folder: str
    force: bool


target = gathered(options.folder, Target, "target")
"""Gives a command these options, gathered in one `Target`."""
