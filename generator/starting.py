"""The text of a template to start from."""

from __future__ import annotations

import re

from generator import template_file as templates

START = "new-plate"
"""The name in the file beside the folder of plates."""

_NAME = re.compile(r'(?m)^name = ".*"$')


def text(name: str, like: str | None = None) -> str:
    """A template of this name that can be made as it is: a simple plate, or one that ships.

    Comments and all else are kept.
    """
    path = templates.path_of(like) if like else templates.folder().parent / f"{START}.toml"
    return _NAME.sub(f'name = "{name}"', path.read_text(encoding="utf-8"), count=1)
