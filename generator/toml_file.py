"""Reading TOML files that ship with the project or that a user brings."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

from generator.errors import TemplateError
from generator.tables import printable

MAX_BYTES = 1_000_000
"""A larger file is something else."""


def folder(kind: str) -> Path:
    """Where files of a kind that ship are: in the installed package, else beside it."""
    here = Path(__file__).parent
    installed = here / "templates" / kind
    return installed if installed.is_dir() else here.parent / "templates" / kind


def raw(path: Path, what: str = "template") -> bytes:
    """The bytes of a plain file, one more than it may have at most; a pipe would never end."""
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise TemplateError(f"the {what} can't be read: not a plain file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise TemplateError(f"the {what} can't be read: {str(error.strerror).lower()}") from None


def content(file: str, data: bytes, what: str = "template") -> dict[str, object]:
    """The tables of a file; raises `TemplateError` for what is no TOML."""
    name = printable(file)
    try:
        if len(data) > MAX_BYTES:
            raise TemplateError(f"{name}: over a million bytes is no {what}")
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise TemplateError(f"{name}: not text in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TemplateError(printable(f"{name}: not TOML: {error}")) from None
    except TemplateError:
        raise
    except ValueError:  # a number of thousands of digits, or a day that no calendar has
        raise TemplateError(f"{name}: not TOML: a number or a date that can't be") from None
