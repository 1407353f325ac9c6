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

_MOST_BYTES = 64_000_000
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
    if model.get("requiredextensions", "").strip():
        raise ReadError("the 3MF file needs an extension, which may hold more than its meshes")
    listed = model.findall(f"{_CORE}resources/{_CORE}object")
    objects = {each.get("id", ""): each for each in listed}
    if len(objects) < len(listed):
        raise ReadError("two bodies in the 3MF file have one number")
    bodies = []
    for item in model.iterfind(f"{_CORE}build/{_CORE}item"):
        shown = objects.pop(item.get("objectid", ""), None)
        if shown is None:
            raise ReadError("the build of the 3MF file lists what is not there, or lists it twice")
        if item.get("printable", "1") != "1" or not _stays(item.get("transform")):
            raise ReadError(
                "the build of the 3MF file moves or leaves out a body; save it where it stands"
            )
        body = _body(shown)
        check(body, "3MF")
        bodies.append(body)
    if not bodies or objects:
        raise ReadError("the build of the 3MF file leaves out a body")
    return faces(bodies)


def _model(data: bytes) -> ET.Element:
    """The root of the model part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if not {_MODEL, _TYPES} & set(names):
                raise ReadError("this archive is no 3MF file; unpack it and give the files in it")
            if not {_MODEL, _TYPES, _RELATIONS} <= set(names) or len(set(names)) < len(names):
                raise ReadError("the 3MF file lacks a part, or has one twice")
            if any(part.compress_type not in _PACKED for part in package.infolist()):
                raise ReadError("a part of the 3MF file is packed otherwise than by deflate")
            if any(part.file_size > _MOST_BYTES for part in package.infolist()):
                raise ReadError("the 3MF file is larger than any plate")
            _check_root(package.read(_RELATIONS))
            text = package.read(_MODEL)
    except ReadError:
        raise
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError):
        raise ReadError("the 3MF file is damaged: it can't be unpacked") from None
    root = _xml(text)
    if root.tag != f"{_CORE}model":
        raise ReadError("the 3MF file has no model")
    return root


def _xml(text: bytes) -> ET.Element:
    """The root of a part in UTF-8, which defines no entities."""
    try:
        plain = text.decode("utf-8-sig")
        if "<!DOCTYPE" in plain or "<!ENTITY" in plain:
            raise ReadError("the 3MF file defines entities, which no plate needs")
        return ET.fromstring(plain)  # noqa: S314  # entities are refused above
    except (UnicodeDecodeError, ValueError, ET.ParseError):
        raise ReadError("the 3MF file is damaged: a part is no XML in UTF-8") from None


def _check_root(text: bytes) -> None:
    """Raise `ReadError` unless the package shows the model that is read here, and no other."""
    shown = [
        each.get("Target", "").lstrip("/")
        for each in _xml(text)
        if each.get("Type", "").endswith("/3dmodel")
    ]
    if shown != [_MODEL]:
        raise ReadError("the 3MF file shows another model than the one it has in the usual place")


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
    if [each.tag for each in shown] != [f"{_CORE}mesh"] or shown.get("type", "model") != "model":
        raise ReadError("a body in the 3MF file is not one mesh of its own")
    (mesh,) = shown
    if [each.tag for each in mesh] != [f"{_CORE}vertices", f"{_CORE}triangles"]:
        raise ReadError("a mesh in the 3MF file is not one list of vertices and one of triangles")
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
