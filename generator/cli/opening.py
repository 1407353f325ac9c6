"""Files that somebody gives to be read back."""

from __future__ import annotations

import stat
from pathlib import Path

from generator.errors import ReadError
from generator.formats import FORMATS, sniff
from generator.pipeline import Found

MAX_FILE_BYTES = 200_000_000


def opened(name: str, number: int) -> Found:
    """One file given to a command; messages call it by its number until it is known to be ours."""
    try:
        status = Path(name).stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(f"file {number} is no plain file")
        if status.st_size > MAX_FILE_BYTES:
            raise ReadError(f"file {number} is larger than {MAX_FILE_BYTES // 10**6} MB")
        data = Path(name).read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ReadError(f"file {number} can't be read: {reason}") from None
    if not data.strip():
        raise ReadError(f"file {number} is empty")
    kind = sniff(data, name)
    if kind is None:
        raise ReadError(f"file {number} is neither SVG, DXF, STEP nor a stencil in PDF")
    return Found(f"file {number} ({kind})", FORMATS[kind](), data)
