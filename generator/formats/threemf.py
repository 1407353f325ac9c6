"""Plates as 3MF (core specification 1.3): an object and a build item for each body, in mm."""

from __future__ import annotations

import io
import uuid
import zipfile

from generator.formats.mesh_view import view
from generator.formats.threemf_read import read
from generator.layout import Face, Layout
from generator.mesh import Mesh, mesh, meshes
from generator.pockets import Plate

__all__ = ["read", "view", "write", "write_recessed"]

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of all parts: the earliest there is, and no clock."""


_FIRST = 0x8000_0000_0000_4000_8000_0000_0000_0000
"""A random identifier of version 4 whose random bits are all 0 but the first."""


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of a plate's one or two sides, or of a set; the same bytes each time.

    Raises `RuleError` as `pockets.plates` does, `OutputError` without the packages that it needs.
    """
    return _written(meshes(layouts))


def write_recessed(made: Plate) -> tuple[bytes, tuple[Face, Face]]:
    """The file of one plate whose holes may end in a recess of the back, and what it shows."""
    data = _written((mesh(made),))
    return data, read(data)


def _written(bodies: tuple[Mesh, ...]) -> bytes:
    """The file of some bodies."""
    import lib3mf

    wrapper = lib3mf.get_wrapper()
    model = wrapper.CreateModel()
    model.SetUnit(lib3mf.ModelUnit.MilliMeter)
    for number, body in enumerate(bodies):
        item = model.AddMeshObject()
        item.SetGeometry(
            [lib3mf.Position(place) for place in body.vertices],
            [lib3mf.Triangle(corners) for corners in body.triangles],
        )
        item.SetUUID(_number(2 * number + 1))
        built = model.AddBuildItem(item, wrapper.GetIdentityTransform())
        built.SetUUID(_number(2 * number + 2))
    model.SetBuildUUID(_number(0))
    writer = model.QueryWriter("3mf")
    return _dated(bytes(writer.WriteToBuffer()))


def _number(count: int) -> str:
    """An identifier of a part, which would be another each time."""
    return str(uuid.UUID(int=_FIRST + count))


def _dated(data: bytes) -> bytes:
    """The same package with one date for all parts, in the same order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever this machine is
            new.writestr(entry, old.read(name), compresslevel=6)
    return stream.getvalue()
