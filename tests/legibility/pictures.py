"""QR plates as a camera might see them: drawn by resvg so many pixels a module, and blurred."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import zxingcpp

from generator.geometry import Vec
from generator.grid import Grid
from generator.modules import QUIET
from generator.place import place
from generator.rules import LEAST_MODULE
from generator.slots import field_box
from generator.template import Field, Module, Template
from tests.plates.bitmap import Bitmap
from tests.plates.road import format_of

Pixels = npt.NDArray[np.uint8]

PIXELS_PER_MODULE = 8

_WIDTH = math.sqrt(8 * math.log(2))
"""Of a Gaussian at half its height, in standard deviations."""

BLURS = {
    "sharp": 0.0,
    "⅓ module wide": 1 / 3 / _WIDTH,
    "½ module wide": 1 / 2 / _WIDTH,
    "⅓ module deviating": 1 / 3,
}
"""Standard deviations in modules of a Gaussian; "wide" is its width at half its height.

With a deviation of ½ module, a spot 1.2 modules wide, zbar reads next to no code of anybody, not
even one drawn without any plate, so that is asked of none.
"""


def zxing(pixels: Pixels) -> list[bytes]:
    """What each code in the picture holds, as zxing-cpp reads it."""
    return [bytes(code.bytes) for code in zxingcpp.read_barcodes(pixels)]


def code_field(template: Template) -> Field:
    """The field of a plate that is a QR code."""
    (field,) = (f for side in template.sides for f in side.fields if isinstance(f.mark, Module))
    return field


def with_field(template: Template, field: Field) -> Template:
    """The plate with another field for its QR code."""
    old = code_field(template)
    sides = tuple(
        replace(side, fields=tuple(field if each == old else each for each in side.fields))
        for side in template.sides
    )
    return replace(template, sides=sides)


def thinnest(field: Field) -> Field:
    """The field with modules as small as the rules allow on this pitch."""
    assert isinstance(field.mark, Module)
    inset = (1 - LEAST_MODULE) / 2 * field.column_step.dx
    return replace(field, mark=replace(field.mark, inset=inset))


def divided(field: Field, size: int) -> Field:
    """The field with a code of `size` × `size` modules on the same square."""
    pitch = field.column_step.dx * field.columns / size
    shift = (pitch - field.column_step.dx) / 2
    return replace(
        field,
        rows=size,
        columns=size,
        first_slot=field.first_slot + Vec(shift, -shift),
        column_step=Vec(pitch, 0.0),
        row_step=Vec(0.0, -pitch),
    )


def picture(template: Template, grids: dict[str, Grid]) -> Pixels:
    """The whole side that has the code or the codes, with everything on it, dark on light."""
    ((side, pitch),) = {
        (s.name, f.column_step.dx)
        for s in template.sides
        for f in s.fields
        if isinstance(f.mark, Module)
    }
    (layout,) = (each for each in place(grids, template) if each.side == side)
    size = template.plate.size
    per_mm = PIXELS_PER_MODULE / pitch
    bitmap = Bitmap(format_of("svg").write((layout,)), size.width, size.height, per_mm)
    return np.frombuffer(b"".join(bitmap.rows), np.uint8).reshape(bitmap.height, bitmap.width)


def looked_at(pixels: Pixels, template: Template, field: Field) -> Pixels:
    """One code in a `picture` and its quiet zone, as a camera is held to one of several."""
    pitch = field.column_step.dx
    zone, scale = field_box(field).grown(QUIET * pitch), PIXELS_PER_MODULE / pitch
    rows = (round((template.plate.size.height - y) * scale) for y in (zone.top, zone.bottom))
    columns = (round(x * scale) for x in (zone.left, zone.right))
    return np.ascontiguousarray(pixels[slice(*rows), slice(*columns)])


def blurred(pixels: Pixels, deviation: float) -> Pixels:
    """The picture behind a Gaussian of that standard deviation in pixels, light all around."""
    if not deviation:
        return pixels
    reach = math.ceil(4 * deviation)
    weights = np.exp(-((np.arange(-reach, reach + 1) / deviation) ** 2) / 2)
    weights /= weights.sum()
    dark = 255.0 - pixels
    for _ in range(2):
        dark = np.array([np.convolve(line, weights, "same") for line in dark]).T
    return (255.0 - dark).round().astype(np.uint8)
