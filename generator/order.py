"""What a workshop needs to make a plate without a question, as one ZIP.

It is made of the files of a blank: nothing here can hold a secret, and nothing here asks for one.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.errors import VerifyError
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
from generator.place import place
from generator.shop import Shop
from generator.template import Template

README = "README.txt"

MOST = 100_000
"""Plates of one order; more is a slip of the finger."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the earliest that there is, and no clock."""

_MODE = 0o600 << 16
"""Of a file, where an archive keeps it."""

_ABOUT = {
    ".step": "the solid with all depths, AP214",
    ".cut_mm.dxf": "outline and holes, to be cut through",
    ".mark_mm.dxf": "what is engraved, and nothing that is cut",
    "_mm.dxf": "everything, a layer for each kind of mark",
    ".svg": "everything, one unit is 1 mm",
    ".letter.pdf": "for whoever inherits the plate, not for you: how to read it by hand",
    ".pdf": "the drawing: dimensions, holes, depths, material, finish, tolerance",
    ".png": "a picture, not to scale",
}
"""By ending, the longer before the shorter."""

_WORDS = {
    Role.GUIDE: "guide, leave as it is",
    Role.LEGEND: "legend",
    Role.FIDUCIAL: "fixed mark",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made, how often and of what; `plate` is made for one choice."""

    plate: Template
    shop: Shop
    material: str
    quantity: int
    finish: str
    risks: tuple[str, ...] = ()
    """What the shop can make, but at a risk."""


def packed(order: Order, files: Sequence[tuple[str, bytes]]) -> bytes:
    """The archive of these files (name, bytes) and a text that tells about them.

    The same order gives the same bytes. It is read back before it is handed over: raises
    `VerifyError` unless every file comes out as it went in.
    """
    contents = [*files, (README, text(order, files).encode())]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in contents:
            entry = zipfile.ZipInfo(f"{order.plate.name}/{name}", _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever this machine is
            entry.external_attr = _MODE
            archive.writestr(entry, data)
    packed_files = stream.getvalue()
    if unpacked(packed_files) != {f"{order.plate.name}/{name}": data for name, data in contents}:
        raise VerifyError("the archive did not read back; nothing was written")
    return packed_files


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files in an archive by name; the check sum of each is looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sha256(data: bytes) -> str:
    """The check sum of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def text(order: Order, files: Sequence[tuple[str, bytes]]) -> str:
    """What somebody in the workshop reads first."""
    plate = order.plate
    title = f"Order: {plate.title} ({plate.name})"
    lines = [title, "=" * len(title), "", *_table(_facts(order))]
    lines += ["", "Files", "-----", *_table((name, _about(name)) for name, _ in files)]
    lines += ["", "Engraving", "---------", *_depths(plate)]
    lines += ["", "Please mind", "-----------", *(f"- {each}" for each in _notes(order))]
    sums = ((sha256(data), name) for name, data in files)
    lines += ["", "SHA-256", "-------", *(f"{digest}  {name}" for digest, name in sums), ""]
    return "\n".join(lines)


def _facts(order: Order) -> Iterator[tuple[str, str]]:
    plate, size = order.plate.plate, order.plate.size
    sheet = f"{size.width:g} × {size.height:g} × {plate.thickness:g} mm"
    pieces = len(order.plate.origins)
    sets = "set" if order.quantity == 1 else "sets"
    yield "Quantity", f"{order.quantity}" + (f" {sets} of {pieces} pieces" if pieces > 1 else "")
    yield "Material", f"{order.material}, {plate.thickness:g} mm thick"
    yield "Finish", order.finish
    yield "Tolerance", "ISO 2768-m"
    yield "Units", "millimetres in every file, 1:1"
    if pieces > 1:
        yield "Piece", f"{plate.size.width:g} × {plate.size.height:g} mm; on one sheet {sheet}"
    else:
        yield "Size", sheet
    yield "Corners", "a disc" if plate.is_disc else f"radius {plate.corner_radius:g} mm"
    yield "Holes", _holes(order.plate)
    yield "Workshop", order.shop.title


def _holes(template: Template) -> str:
    holes = template.plate.holes
    if not holes:
        return "none"
    told = ", ".join(
        f"Ø {hole.diameter:g} at ({hole.centre.x:g}, {hole.centre.y:g})" for hole in holes
    )
    of = "each piece" if len(template.origins) > 1 else "the front"
    return f"{told}; from the lower left corner of {of}"


def _about(name: str) -> str:
    side = next((f", {side}" for side in ("front", "back") if f".{side}" in name), "")
    return next(about for ending, about in _ABOUT.items() if name.endswith(ending)) + side


def _depths(template: Template) -> list[str]:
    """A line for each tool and depth on each side."""
    rows: dict[tuple[str, str, str], int] = {}
    for layout in place(None, template):
        for mark in _engraved(layout):
            deep = f"{mark.cut.depth:g} mm deep" if mark.cut.depth else "on the surface"
            row = layout.side, _WORDS[mark.role], f"{_shape(mark)}, {deep}"
            rows[row] = rows.get(row, 0) + 1
    if not rows:
        return ["nothing is engraved"]
    return list(_table((*row, f"{count} ×") for row, count in rows.items()))


def _engraved(layout: Layout) -> Iterator[Mark]:
    return (mark for mark in layout.marks if mark.role in _WORDS)


def _shape(mark: Mark) -> str:
    match mark:
        case Dot():
            return f"round pocket Ø {mark.diameter:g}"
        case Stroke():
            return f"line {mark.width:g} wide"
        case Area():
            return "filled area"


def _notes(order: Order) -> Iterator[str]:
    plate = order.plate
    yield "this is a blank: all plates are equal, no number or text is missing"
    if not order.shop.marks:
        yield (
            "cut only: all that you need is the file whose name ends in .cut_mm.dxf; the others "
            "are for whoever engraves the plates afterwards, so leave the engraving out"
        )
    if not order.shop.cuts:
        yield (
            "engrave only: the plates come to you cut; all that you need are the files whose "
            "names end in .mark_mm.dxf"
        )
    yield "draw nothing larger or smaller: the files are nominal, without any compensation of kerf"
    if order.shop.colours is not None:
        yield f"the colours in SVG and DXF are yours: {order.shop.colours.told()}"
    if plate.two_sided:
        yield (
            "the back is drawn as it is seen after turning the plate over like a page, about its "
            "vertical axis"
        )
    if any(mark.role is Role.GUIDE for each in place(None, plate) for mark in each.marks):
        yield "the small rings, corners or crosses are guides for a punch: not to be filled"
    yield from (f"risk: {each}" for each in order.risks)


def _table(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
