"""A DXF as records of group codes and values, as far as it goes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.errors import ReadError
from generator.formats.flat_read import MAX_BYTES, NUMBER

_CODE = re.compile(r"[+-]?[0-9]{1,5}")
_NUMBER = re.compile(NUMBER)
_STRANGE = re.compile(r"[+-]?(?i:nan|inf(?:inity)?)|.*#(?:QNAN|INF|IND).*")


@dataclass(slots=True, repr=False)
class Record:
    """A kind (code 0), the section it stands in, and the codes up to the next one."""

    kind: str
    section: str = ""
    tags: list[tuple[int, str]] = field(default_factory=list)

    def text(self, code: int) -> str | None:
        """The first value of a code, or `None` where it is absent."""
        return next((value for found, value in self.tags if found == code), None)

    def number(self, code: int, default: float = 0.0) -> float:
        """The first value of a code; raises `ValueError` where it is none."""
        value = self.text(code)
        return default if value is None else number(value)

    def integer(self, code: int, default: int = 0) -> int:
        """The first value of a code, whole; raises `ValueError` where it is none."""
        value = self.text(code)
        return default if value is None else int(number(value))

    def number_or(self, code: int, default: float) -> float:
        """The first value of a code, or the default where it is absent or no number."""
        try:
            return self.number(code, default)
        except ValueError:
            return default


def number(text: str) -> float:
    """A finite number; raises `ValueError`, with `not-finite` where it is said to be none."""
    if _NUMBER.fullmatch(text):
        return float(text)
    raise ValueError("not-finite" if _STRANGE.fullmatch(text) else "not-understood")


def text_of(data: bytes) -> str:
    """The text of a DXF, old ones in their code page; raises `ReadError` for anything else."""
    if data.startswith(b"AutoCAD Binary DXF"):
        raise ReadError("the DXF is a binary one, save it as ASCII DXF R2010")
    if len(data) > MAX_BYTES:
        raise ReadError("the DXF file is larger than 64 MB")
    if b"\0" in data:
        raise ReadError("the DXF file has bytes that are no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def records(text: str) -> Iterator[Record]:
    """All records, each with its section; header variables stand in the record of their section.

    Raises `ReadError` where no group code stands where one is due.
    """
    record: Record | None = None
    section = ""
    for code, value in _tags(text):
        if code == 0:
            if record is not None:
                yield record
            if value == "ENDSEC":
                section = ""
            record = Record(value, section)
        elif record is None and code != 999:
            raise ReadError("this is not a DXF: it does not begin with a section")
        elif record is not None and code != 999:
            if record.kind == "SECTION" and code == 2 and not record.tags:
                section = record.section = value
            record.tags.append((code, value))
    if record is None:
        raise ReadError("this is not a DXF: it has no records")
    yield record


def _tags(text: str) -> Iterator[tuple[int, str]]:
    lines = io.StringIO(text, newline=None)
    for at, line in enumerate(lines, start=1):
        code = line.strip()
        if not code and not lines.read().strip():
            return
        if not _CODE.fullmatch(code):
            raise ReadError(f"the DXF has no group code where one is due, in pair {at}")
        yield int(code), lines.readline().strip()
