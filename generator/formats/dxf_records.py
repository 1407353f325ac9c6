"""The records of a DXF in ASCII: group codes and values, section by section."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER, finite, text_of

_SECTIONS = {"HEADER", "CLASSES", "TABLES", "BLOCKS", "ENTITIES", "OBJECTS", "ACDSDATA"} | {
    "THUMBNAILIMAGE"
}
_NAMEABLE = set(
    "3DFACE 3DSOLID ATTDEF ATTRIB BODY DIMENSION ELLIPSE HATCH IMAGE INSERT LEADER MESH MLINE "  # noqa: SIM905  # a list would fill a page
    "MTEXT MULTILEADER POINT POLYLINE RAY REGION SEQEND SHAPE SOLID SPLINE TEXT TOLERANCE TRACE "
    "UNDERLAY VERTEX VIEWPORT WIPEOUT XLINE".split()
)
"""Kinds that a message may repeat; any other text of a file could be somebody's secret."""

_NUMBER = re.compile(NUMBER)
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_EOF = re.compile(r"^[ \t]*0[ \t]*\r?\n[ \t]*EOF[ \t]*\r?$", re.MULTILINE)
"""The record that every DXF ends with."""


@dataclass(slots=True)
class Record:
    """A group of kind (code 0) with the codes up to the next one."""

    kind: str
    tags: list[tuple[int, str]] = field(default_factory=list)

    def one(self, code: int) -> str | None:
        """The value of a code that may stand once, or `None` where it is absent."""
        values = [value for found, value in self.tags if found == code]
        if len(values) > 1:
            raise ReadError(f"group code {code} stands twice in one {named(self.kind)}")
        return values[0] if values else None

    def number(self, code: int, default: float | None = None) -> float:
        value = self.one(code)
        if value is None and default is None:
            raise ReadError(f"{named(self.kind)} lacks group code {code}")
        return default if value is None and default is not None else number_of(value or "")

    def integer(self, code: int, default: int) -> int:
        value = self.one(code)
        return default if value is None else integer_of(value)


def _whole(data: bytes) -> str:
    """The text of a file that is not cut short, which else would end in a strange entity."""
    text = text_of(data, "DXF")
    if text.lstrip().startswith(("0", "999")) and not _EOF.search(text):
        raise ReadError("the DXF ends too early: it has no EOF, so part of the file is lost")
    return text


def sections(data: bytes) -> Iterator[tuple[str, Record]]:
    """Each record with the section it stands in; the header's variables are in its `SECTION`.

    Raises `ReadError`, at the record that is wrong.
    """
    text = _whole(data)
    section = ""
    seen: set[str] = set()
    ended = False
    for record in _records(text):
        if ended:
            raise ReadError("the DXF goes on after its EOF")
        match record.kind:
            case "SECTION":
                name = record.tags[0][1] if record.tags and record.tags[0][0] == 2 else ""
                if section or name in seen or name not in _SECTIONS:
                    raise ReadError("a section of the DXF is unknown, nested or stands twice")
                section = name
                seen.add(name)
                yield section, record
            case "ENDSEC":
                section = _outside(section)
            case "EOF":
                ended = not section
                if not ended:
                    raise ReadError("a section of the DXF is not ended")
            case _ if section:
                yield section, record
            case _:
                raise ReadError("the DXF has something outside its sections")
    if not ended:
        raise ReadError("the DXF ends too early: its EOF is none of its records")


def _outside(section: str) -> str:
    if not section:
        raise ReadError("the DXF ends a section that was not begun")
    return ""


def _records(text: str) -> Iterator[Record]:
    record: Record | None = None
    for code, value in _tags(text):
        if code == 0:
            if record is not None:
                yield record
            record = Record(value)
        elif code == 999:  # a comment
            continue
        elif record is None:
            raise ReadError("this is not a DXF: it does not begin with a section")
        else:
            record.tags.append((code, value))
    if record is not None:
        yield record


def _tags(text: str) -> Iterator[tuple[int, str]]:
    """Pairs of group code and value, a line each."""
    lines = io.StringIO(text, newline=None)
    for number, line in enumerate(lines, start=1):
        code = line.strip()
        if not code and not lines.read().strip():
            return
        if not _INTEGER.fullmatch(code) or not -5 <= int(code) <= 1071:
            raise ReadError(f"the DXF has no group code where one is due, in pair {number}")
        value = lines.readline()
        if not value:
            raise ReadError("the DXF is cut short: its last group code has no value")
        yield int(code), value.strip()


def named(kind: str) -> str:
    """The kind of a record as a message may say it."""
    known = kind in _NAMEABLE or kind in ("CIRCLE", "LINE", "ARC", "LWPOLYLINE", "LAYER")
    return kind if known else "an unknown kind"


def number_of(text: str) -> float:
    """The value of a plain number."""
    if not _NUMBER.fullmatch(text):
        raise ReadError("a value is not a plain number")
    return finite(float(text))


def integer_of(text: str) -> int:
    """The value of a whole number."""
    if not _INTEGER.fullmatch(text):
        raise ReadError("a value is not a whole number")
    return int(text)
