"""Layout ↔ bytes, one module per format, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from generator.errors import OutputError
from generator.layout import Face, Layout

if TYPE_CHECKING:
    from generator.colours import Colours
    from generator.machine import Machine


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
    marks: bool = True
    """Whether it shows marks; where not, it holds no secret and is named a blank."""
    check: Callable[[Layout], None] | None = None
    """Raises `RuleError` for a full layout of a side that this format can't be written for."""
    omits: Callable[[Layout], int] | None = None
    """How many public marks of a layout it leaves out, where it can't make them."""
    once: bool = False
    """Whether it is of the front alone: what is cut through, which is cut once."""
    line: float = 0.0
    """Millimetres of the line that goes around areas and fills them; 0 where they are drawn."""


def _svg() -> Format:
    from generator.formats import svg

    return Format("svg", ".svg", True, svg.write, svg.read, svg.view)


def _dxf() -> Format:
    from generator.formats import dxf

    return Format("dxf", "_mm.dxf", True, dxf.write, dxf.read, dxf.view)


def _dxf_cut() -> Format:
    from generator.formats import dxf

    ending = ".cut_mm.dxf"
    write, read, view = dxf.write_cut, dxf.read_cut, dxf.view_cut
    return Format("dxf-cut", ending, True, write, read, view, marks=False, once=True)


def _dxf_mark() -> Format:
    from generator.formats import dxf

    ending = ".mark_mm.dxf"
    return Format("dxf-mark", ending, True, dxf.write_marks, dxf.read_marks, dxf.view_marks)


def _dxf_r12() -> Format:
    from generator.formats import dxf_r12

    ending = ".r12_mm.dxf"
    return Format("dxf-r12", ending, True, dxf_r12.write, dxf_r12.read, dxf_r12.view)


def _lightburn() -> Format:
    from generator.formats import lightburn

    return Format("lbrn2", ".lbrn2", True, lightburn.write, lightburn.read, lightburn.view)


def _gcode() -> Format:
    raise OutputError("G-code is for one machine: name it with --shop, as in --shop grbl-laser")


def _step() -> Format:
    from generator.formats import step

    return Format("step", ".step", False, step.write, step.read, step.view)


def _stencil() -> Format:
    from generator.formats import stencil

    return Format("stencil", ".stencil.pdf", False, stencil.write, stencil.read, stencil.view)


def _stl() -> Format:
    from generator.formats import stl

    return Format("stl", ".stl", False, stl.write, stl.read, stl.view)


def _threemf() -> Format:
    from generator.formats import threemf

    return Format("3mf", ".3mf", False, threemf.write, threemf.read, threemf.view)


Loader: TypeAlias = Callable[[], Format]

FORMATS: Mapping[str, Loader] = {
    "svg": _svg,
    "dxf": _dxf,
    "step": _step,
    "dxf-cut": _dxf_cut,
    "dxf-mark": _dxf_mark,
    "dxf-r12": _dxf_r12,
    "lbrn2": _lightburn,
    "gcode": _gcode,
    "stencil": _stencil,
    "stl": _stl,
    "3mf": _threemf,
}
"""The formats that ship. Calling one imports its module, so that an SVG never waits for CAD."""

DEFAULT = ("svg", "dxf", "step")
"""The formats that are made unless others are asked for."""

KERFED = ("lbrn2", "dxf-cut")
"""Those that are given to a machine as they are, and may be drawn for its kerf; so is G-code."""

_PARTS = {".cut_mm.dxf": "dxf-cut", ".mark_mm.dxf": "dxf-mark"}
"""Formats that only a name tells from a whole drawing."""


def for_machine(name: str, machine: Machine | None) -> Format:
    """A format by name, as a machine of one's own needs it.

    G-code can't be had without one; `KERFED` are drawn for the kerf of one that states it.
    """
    if machine is not None and name == "gcode":
        from generator.formats import gcode

        return gcode.format_for(machine)
    if machine is not None and machine.kerf and name in KERFED:
        from generator.formats import kerfed

        return kerfed.format_for(FORMATS[name](), machine.kerf)
    return FORMATS[name]()


COLOURED = ("svg", "dxf", "dxf-cut", "dxf-mark")
"""Those that can be drawn in the colours that a workshop goes by."""


def in_colours(plain: Format, colours: Colours | None) -> Format:
    """The format in a workshop's colours, where it names any and the format has colours."""
    if colours is None or plain.name not in COLOURED:
        return plain
    from generator.formats import coloured

    return coloured.format_for(plain, colours)


def _svg_stock() -> Format:
    from generator.formats import svg

    return replace(_svg(), read=svg.read_stock)


def _dxf_stock() -> Format:
    from generator.formats import dxf

    return replace(_dxf(), read=dxf.read_stock)


STOCK: Mapping[str, Loader] = {"svg": _svg_stock, "dxf": _dxf_stock}
"""Those that can draw what lies on the machine, by the names of their files."""


_BEGINNINGS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"ISO-10303-21",), "step"),
    ((b"%PDF-",), "stencil"),
    ((b"PK\x03\x04",), "3mf"),
    ((b"solid",), "stl"),
    ((b"<?xml", b"<svg", b"<!--"), "svg"),
    ((b"0\r", b"0\n", b"999\r", b"999\n"), "dxf"),
)

_ENDINGS = {
    ".svg": "svg",
    ".dxf": "dxf",
    ".step": "step",
    ".stp": "step",
    ".lbrn2": "lbrn2",
    ".stl": "stl",
    ".3mf": "3mf",
    **dict.fromkeys((".gcode", ".nc", ".ngc", ".tap"), "gcode"),
}


def sniff(data: bytes, name: str) -> str | None:
    """The format of a file by how it begins, else by how its name ends; `None` for any other."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<LightBurnProject" in head:
        return "lbrn2"
    # A binary STL begins with anything, and is as long as its number of triangles says.
    if len(data) == 84 + 50 * int.from_bytes(data[80:84], "little"):
        return "stl"
    found = next((kind for begun, kind in _BEGINNINGS if head.startswith(begun)), None)
    if found == "dxf":
        return next((part for end, part in _PARTS.items() if name.lower().endswith(end)), "dxf")
    return found or _ENDINGS.get(name[name.rfind(".") :].lower())
