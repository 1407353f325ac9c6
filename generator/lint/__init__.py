"""What a workshop would reject a file for, whoever wrote it; one module per format.

A linter looks at the metal in the file and knows no templates. It reports all that is wrong with
it, and what it doesn't understand is a finding too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import chain
from typing import TypeAlias

from generator.errors import ReadError
from generator.lint.findings import Finding

Lint: TypeAlias = Callable[[bytes], tuple[Finding, ...]]


def _svg() -> Lint:
    from generator.lint import svg

    return svg.lint


def _dxf() -> Lint:
    from generator.lint import dxf

    return dxf.lint


def _step() -> Lint:
    from generator.lint import step

    return step.lint


def _gcode() -> Lint:
    from generator.lint import gcode

    return gcode.lint


def _lbrn2() -> Lint:
    from generator.lint import lbrn2

    return lbrn2.lint


def _stl() -> Lint:
    from generator.lint import stl

    return stl.lint


def _threemf() -> Lint:
    from generator.lint import threemf

    return threemf.lint


def _pdf() -> Lint:
    from generator.lint import pdf

    return pdf.lint


LINTERS: Mapping[str, Callable[[], Lint]] = {
    "svg": _svg,
    "dxf": _dxf,
    "step": _step,
    "gcode": _gcode,
    "lbrn2": _lbrn2,
    "stl": _stl,
    "3mf": _threemf,
    "pdf": _pdf,
}
"""By format; calling one imports its module."""

_ENDINGS = {
    "svg": "svg",
    "dxf": "dxf",
    "step": "step",
    "stp": "step",
    **dict.fromkeys(("gcode", "nc", "ngc", "tap", "cnc", "gc"), "gcode"),
    "lbrn2": "lbrn2",
    "stl": "stl",
    "3mf": "3mf",
    "pdf": "pdf",
}

_SAID_BY_NAME = (
    (r"_mm\.dxf$", ("unit-unstated",)),
    (r"\.ngc$", ("not-for-grbl",)),
    (r"\bsheet-[0-9]+\.", ("several-outlines", "beside-plate")),
    (r"\bsheet-[0-9]+\.back\b|\.destroy\.", ("marks-alone",)),
)
"""What a file can't say, and its name does, as our commands name it.

Millimetres in R12; a controller that is not GRBL; many plates, and a sheet that stays around them;
metal that is cut already.
"""

_HEADS = (
    ((b"ISO-10303-21",), "step"),
    ((b"0\r", b"0\n", b"999\r", b"999\n", b"AutoCAD Binary DXF"), "dxf"),
    ((b"%PDF",), "pdf"),
    ((b"PK\x03\x04",), "3mf"),
)


def lint(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The format of a file and all that is wrong with it; its name tells what its bytes don't.

    Raises `ReadError` for a file that is empty, too large, or so damaged that nothing can be said.
    """
    if not data.strip():
        raise ReadError("the file is empty")
    kind = sniff(data, name)
    if kind is None:
        raise ReadError(f"the file is of no known format; lint takes {', '.join(LINTERS)}")
    said = (codes for pattern, codes in _SAID_BY_NAME if re.search(pattern, name.lower()))
    excused = frozenset(chain.from_iterable(said))
    return kind, tuple(each for each in LINTERS[kind]()(data) if each.code not in excused)


def sniff(data: bytes, name: str) -> str | None:
    """The format of a file by how it begins, else by how its name ends; `None` for any other."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<?xml", b"<svg", b"<!--", b"<LightBurnProject")):
        return "lbrn2" if b"<LightBurnProject" in head else "svg"
    for beginnings, kind in _HEADS:
        if head.startswith(beginnings):
            return kind
    return _ENDINGS.get(name.rpartition(".")[2].lower())
