"""What a script of a foreign reader is asked, and how it answers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

VARIABLE = "READERS_JOB"
"""Names a JSON file with `files`, those to read, and `answers`, the file to write."""


def answer(look: Callable[[str], Any], version: str) -> None:
    """Write what `look` says of each file of the job, and the program's version."""
    job = json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))
    said = {name: look(name) for name in job["files"]}
    answers = {"version": version, "files": said}
    Path(job["answers"]).write_text(json.dumps(answers), encoding="utf-8")
