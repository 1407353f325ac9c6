"""What a workshop would reject a file for, whoever wrote it; one module per format.

A linter looks at the metal in the file and knows no templates. It reports all that is wrong with
it, and what it doesn't understand is a finding too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


LINTERS: Mapping[str, Callable[[], Lint]] = {"svg": _svg, "dxf": _dxf, "step": _step}
"""By format; calling one imports its module."""

_ENDINGS = {".svg": "svg", ".dxf": "dxf", ".step": "step", ".stp": "step"}


def lint(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The format of a file and all that is wrong with it; its name tells what its bytes don't.

    Raises `ReadError` for a file that is empty, too large, or so damaged that nothing can be said.
    """
    if not data.strip():
        raise ReadError("the file is empty")
    kind = sniff(data, name)
    if kind is None:
        raise ReadError(f"the file is of no known format; lint takes {', '.join(LINTERS)}")
    return kind, LINTERS[kind]()(data)


def sniff(data: bytes, name: str) -> str | None:
    """The format of a file by how it begins, else by how its name ends; `None` for any other."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<?xml", b"<svg", b"<!--")):
        return "svg"
    if head.startswith(b"ISO-10303-21"):
        return "step"
    if head.startswith((b"0\r", b"0\n", b"999\r", b"999\n", b"AutoCAD Binary DXF")):
        return "dxf"
    return _ENDINGS.get(name[name.rfind(".") :].lower())
