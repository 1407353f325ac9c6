"""Where the files of a command go, and how they get there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator import files
from generator.cli import options, report
from generator.cli.gathering import gathered


@dataclass(frozen=True, slots=True)
class Target:
    """The folder for the files, and whether those that exist may be replaced."""

    folder: str
    force: bool


target = gathered(options.folder, Target, "target")
"""Gives a command these options, gathered in one `Target`."""


def hand_over(target: Target, contents: Sequence[tuple[str, bytes]]) -> frozenset[str]:
    """Write files, all of them verified, or none; the names of those that are new.

    The default folder is closed to others: a checkout has it, with the mode that git gave it. A
    folder of the user's keeps its own.
    """
    if target.folder == options.DEFAULT_FOLDER:
        files.close_to_others(Path(target.folder))
    return files.hand_over(Path(target.folder), contents, force=target.force)


def show(contents: Sequence[tuple[str, bytes]], target: Target, *, as_json: bool) -> None:
    """Hand over files that are only looked at, and name them."""
    written = hand_over(target, contents)
    names = [name for name, _ in contents]
    if as_json:
        report.as_json({"folder": target.folder, "files": names})
        return
    click.echo(f"In {target.folder}:")
    report.table((name, "" if name in written else "unchanged") for name in names)
