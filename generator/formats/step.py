"""STEP files: one solid with both sides (ISO 10303-214), in millimetres."""

from __future__ import annotations

import re

from generator.errors import OutputError
from generator.formats import brep, cavities, part21
from generator.layout import Face, Layout
from generator.pockets import metal

_HEADER = b"""ISO-10303-21;
HEADER;
FILE_DESCRIPTION(('plate'),'2;1');
FILE_NAME('plate.step','2000-01-01T00:00:00',(''),(''),'','','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
ENDSEC;
"""
"""No clock, no person, no program version: the same plate is the same file on any day."""

_PRODUCT = re.compile(rb"PRODUCT\('[^']*',\s*'[^']*'")


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of a plate's one or two sides, as ordinary CAD and CAM programs open it.

    Top face at z = 0, lower left corner of the front at x = y = 0, round marks true cylinders and
    cones. Raises `OutputError` without the CAD kernel, `RuleError` as `pockets.plate`.
    """
    try:
        from generator import cad
    except ImportError:
        raise OutputError('STEP needs the CAD kernel: pip install "metalstamp[cad]"') from None
    text = cad.part21(cad.solid(layouts))
    named, count = _PRODUCT.subn(b"PRODUCT('plate','plate'", text)
    if count != 1:
        raise OutputError("the CAD kernel wrote no single product, so the file can't be trusted")
    return _HEADER + named[named.index(b"DATA;") :]


def view(layout: Layout) -> Face:
    """What of a layout this format shows: cuts below the surface, strokes as milled areas."""
    return Face(metal(layout))


def read(data: bytes) -> tuple[Face, Face]:
    """Front and back of the one plate in a file, each as seen looking at it.

    The plate may stand anywhere, its large faces level. Reads geometry only, and without the
    kernel that wrote it. Raises `ReadError`.
    """
    front, back = cavities.marks(brep.faces(part21.parse(data)))
    return Face(front), Face(back)
