"""Layout ↔ bytes, one module per format, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.layout import Face, Layout


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    `ending` closes a file's name; `per_side` tells whether each side has a file of its own.
    Law: `read(write(layouts))` shows what `view` of each layout promises.
    `write` takes exactly one layout where the format is per side.
    """

    name: str
    ending: str
    per_side: bool
    write: Callable[[tuple[Layout, ...]], bytes]
    read: Callable[[bytes], tuple[Face, ...]]
    view: Callable[[Layout], Face]


def _svg() -> Format:
    from generator.formats import svg

    return Format("svg", ".svg", True, svg.write, svg.read, svg.view)


def _dxf() -> Format:
    from generator.formats import dxf

    return Format("dxf", "_mm.dxf", True, dxf.write, dxf.read, dxf.view)


def _step() -> Format:
    from generator.formats import step

    return Format("step", ".step", False, step.write, step.read, step.view)


def _stencil() -> Format:
    from generator.formats import stencil

    return Format("stencil", ".stencil.pdf", False, stencil.write, stencil.read, stencil.view)


Loader: TypeAlias = Callable[[], Format]

FORMATS: Mapping[str, Loader] = {
    "svg": _svg,
    "dxf": _dxf,
    "step": _step,
    "stencil": _stencil,
}
"""The formats that ship. Calling one imports its module, so that an SVG never waits for CAD."""

WHEN_NAMED = ("stencil",)
"""Those that are made only where somebody asks for them."""


def sniff(data: bytes, name: str) -> str | None:
    """The format of a file by how it begins, else by how its name ends; `None` for any other."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"ISO-10303-21"):
        return "step"
    if head.startswith(b"%PDF-"):
        return "stencil"
    if head.startswith((b"<?xml", b"<svg", b"<!--")):
        return "svg"
    if head.startswith((b"0\r", b"0\n", b"999\r", b"999\n")):
        return "dxf"
    endings = {".svg": "svg", ".dxf": "dxf", ".step": "step", ".stp": "step"}
    return endings.get(name[name.rfind(".") :].lower())
