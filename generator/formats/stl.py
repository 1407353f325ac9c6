"""Plates as binary STL: a triangle a record, in millimetres, which the file itself can't say."""

from __future__ import annotations

import struct

from generator.formats.mesh_view import view
from generator.formats.stl_read import read
from generator.layout import Face, Layout
from generator.mesh import Mesh, mesh, meshes
from generator.pockets import Plate

__all__ = ["read", "view", "write", "write_recessed"]

_HEADER = bytes(80)
"""Nothing: some programs read colours or the word solid in it."""


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of a plate's one or two sides, or of a set; the same bytes each time.

    Raises `RuleError` as `pockets.plates` does, `OutputError` without the package that it needs.
    """
    return _written(meshes(layouts))


def write_recessed(made: Plate) -> tuple[bytes, tuple[Face, Face]]:
    """The file of one plate whose holes may end in a recess of the back, and what it shows."""
    data = _written((mesh(made),))
    return data, read(data)


def _written(bodies: tuple[Mesh, ...]) -> bytes:
    """The file of some bodies."""
    records = bytearray()
    for body in bodies:
        for triangle in body.triangles:
            one, two, three = (body.vertices[at] for at in triangle)
            records += struct.pack("<12fH", *_normal(one, two, three), *one, *two, *three, 0)
    return _HEADER + struct.pack("<I", len(records) // 50) + bytes(records)


def _normal(
    one: tuple[float, float, float],
    two: tuple[float, float, float],
    three: tuple[float, float, float],
) -> tuple[float, float, float]:
    """The direction that a triangle looks in, one millimetre long."""
    ax, ay, az = (b - a for a, b in zip(one, two, strict=True))
    bx, by, bz = (b - a for a, b in zip(one, three, strict=True))
    x, y, z = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    long: float = (x * x + y * y + z * z) ** 0.5
    return (x / long, y / long, z / long) if long else (0.0, 0.0, 0.0)
