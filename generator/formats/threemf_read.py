"""3MF read back: the bodies that its build lists, where the build puts them."""

from __future__ import annotations

import io
import math
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER
from generator.formats.mesh_read import Body, Triangle, check, faces
from generator.formats.solid import Spot
from generator.layout import Face

_CORE = "{http://schemas.microsoft.com/3dmanufacturing/core/2015/02}"

_MODEL = "3D/3dmodel.model"

_TYPES = "[Content_Types].xml"

_RELATIONS = "_rels/.rels"

_MOST_BYTES = 400_000_000
"""Of the model, unpacked; a full plate has some ten million."""

_NUMBER = re.compile(NUMBER)

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""All that the parts of a 3MF may be packed with."""


def read(data: bytes) -> tuple[Face, Face]:
    """Front and back of the plate in a file, in millimetres. Raises `ReadError`."""
    model = _model(data)
    if model.get("unit", "millimeter") != "millimeter":
        raise ReadError("the 3MF file is not in millimetres")
    objects = {
        each.get("id", ""): each for each in model.iterfind(f"{_CORE}resources/{_CORE}object")
    }
    bodies = []
    for item in model.iterfind(f"{_CORE}build/{_CORE}item"):
        shown = objects.pop(item.get("objectid", ""), None)
        if shown is None:
            raise ReadError("the build of the 3MF file lists what is not there, or lists it twice")
        if not _stays(item.get("transform")):
            raise ReadError("the build of the 3MF file moves a body; save it where it stands")
        body = _body(shown)
        check(body, "3MF")
        bodies.append(body)
    if not bodies or objects:
        raise ReadError("the build of the 3MF file leaves out a body")
    return faces(bodies, "3MF")


def _model(data: bytes) -> ET.Element:
    """The root of the model part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if not {_MODEL, _TYPES, _RELATIONS} <= set(names) or len(set(names)) < len(names):
                raise ReadError("the 3MF file lacks a part, or has one twice")
            if any(part.compress_type not in _PACKED for part in package.infolist()):
                raise ReadError("a part of the 3MF file is packed otherwise than by deflate")
            if any(part.file_size > _MOST_BYTES for part in package.infolist()):
                raise ReadError("the 3MF file is larger than any plate")
            text = package.read(_MODEL)
    except ReadError:
        raise
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError):
        raise ReadError("the 3MF file is damaged: it can't be unpacked") from None
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ReadError("the 3MF file defines entities, which no plate needs")
    try:
        root = ET.fromstring(text)  # noqa: S314  # entities are refused above
    except ET.ParseError:
        raise ReadError("the 3MF file is damaged: its model is no XML") from None
    if root.tag != f"{_CORE}model":
        raise ReadError("the 3MF file has no model")
    return root


def _stays(transform: str | None) -> bool:
    """Whether a build item stands where its body does."""
    if transform is None:
        return True
    told = transform.split()
    still = (1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0)
    return len(told) == len(still) and all(
        _NUMBER.fullmatch(each) and math.isclose(float(each), value, abs_tol=1e-9)
        for each, value in zip(told, still, strict=True)
    )


def _body(shown: ET.Element) -> Body:
    mesh = shown.find(f"{_CORE}mesh")
    if mesh is None or shown.get("type", "model") != "model":
        raise ReadError("a body in the 3MF file has no mesh of its own")
    places = tuple(_spot(each) for each in mesh.iterfind(f"{_CORE}vertices/{_CORE}vertex"))
    triangles = tuple(
        _triangle(each, len(places)) for each in mesh.iterfind(f"{_CORE}triangles/{_CORE}triangle")
    )
    return Body(places, triangles)


def _spot(vertex: ET.Element) -> Spot:
    told = [vertex.get(axis, "") for axis in "xyz"]
    if not all(_NUMBER.fullmatch(each) for each in told):
        raise ReadError("a vertex in the 3MF file has no place")
    x, y, z = (float(each) + 0.0 for each in told)
    return Spot(x, y, z)


def _triangle(corners: ET.Element, count: int) -> Triangle:
    told = [corners.get(name, "") for name in ("v1", "v2", "v3")]
    if not all(_INDEX.fullmatch(each) and int(each) < count for each in told):
        raise ReadError("a triangle in the 3MF file has a corner that is not there")
    one, two, three = (int(each) for each in told)
    return one, two, three
