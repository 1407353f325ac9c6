"""What a printer's program would stumble over in a 3MF package."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers import expat

from generator.errors import ReadError
from generator.formats.flat_read import MAX_BYTES
from generator.lint import mesh
from generator.lint.findings import Finding, Findings
from generator.lint.mesh import Facet, Spot

_TYPES, _RELATIONS, _MODEL = "[Content_Types].xml", "_rels/.rels", "3D/3dmodel.model"
_CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02 "
_MOST_PARTS = 200
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNKNOWN_ENCODING = (LookupError, ValueError)
"""What the parser raises where XML says that it is in an encoding it can't have."""


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that is wrong with a 3MF; raises `ReadError` for what is none."""
    if len(data) > MAX_BYTES:
        raise ReadError("the 3MF file is larger than 64 MB")
    found = Findings()
    with _opened(data) as package:
        names = package.namelist()
        if _TYPES not in names and not any(name.lower() == _MODEL.lower() for name in names):
            raise ReadError("this archive is no 3MF file; unpack it and give the files in it")
        if len(names) > _MOST_PARTS:
            raise ReadError("the 3MF has more parts than any plate needs")
        for name, what in ((_TYPES, "content types"), (_RELATIONS, "relationships")):
            if name not in names:
                found.add("package", f"the 3MF lacks its {what}")
            elif not _is_xml(_part(package, name)):
                found.add("package", f"the {what} of the 3MF are not well-formed XML")
        model = next((name for name in names if name.lower() == _MODEL.lower()), None)
        if model is None:
            raise ReadError("the 3MF has no model (3D/3dmodel.model)")
        text = _part(package, model)
    _check_model(text, found)
    return found.all()


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield package
    except ReadError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise ReadError("the 3MF is no whole ZIP file, or is damaged") from None
    except (RuntimeError, ValueError, OverflowError, IndexError):
        raise ReadError("the 3MF is encrypted or damaged") from None


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    info = package.getinfo(name)
    if info.file_size > MAX_BYTES:
        raise ReadError("a part of the 3MF is larger than 64 MB")
    if info.compress_type not in _PACKED:
        raise ReadError("a part of the 3MF is packed otherwise than by deflate")
    with package.open(info) as file:
        return file.read(MAX_BYTES)


def _refuse(*_: object) -> None:
    raise ReadError("the 3MF has a DOCTYPE, which may hold entities")


def _is_xml(text: bytes) -> bool:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(text, True)
    except ReadError:
        raise
    except (expat.ExpatError, *_UNKNOWN_ENCODING):
        return False
    return True


def _check_model(text: bytes, found: Findings) -> None:
    model = _Model(found)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = model.start
    parser.EndElementHandler = model.end
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        what = f"the model of the 3MF is not well-formed XML at line {error.lineno}"
        raise ReadError(what) from None
    except ReadError:
        raise
    except _UNKNOWN_ENCODING:
        raise ReadError("the model of the 3MF is in an unknown encoding") from None
    if not model.items:
        found.add("no-solid", "the 3MF builds nothing (no item)")
    if not model.objects:
        found.add("no-solid", "the 3MF has no object")


class _Model:
    """What was understood of the model so far."""

    __slots__ = ("_facets", "_found", "_spots", "items", "objects")

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._spots: list[Spot] = []
        self._facets: list[Facet] = []
        self.items = 0
        self.objects: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes one element."""
        match name.removeprefix(_CORE):
            case "model":
                if attributes.get("unit", "millimeter") != "millimeter":
                    what = "the unit of the 3MF is another than millimetres"
                    self._found.add("unit-not-mm", what)
            case "object":
                self.objects.add(attributes.get("id", ""))
            case "mesh":
                self._spots, self._facets = [], []
            case "vertex":
                x, y, z = (_number(attributes.get(axis, "")) for axis in "xyz")
                self._spots.append((x, y, z))
            case "triangle":
                self._triangle(attributes)
            case "item":
                self.items += 1
                if attributes.get("objectid", "") not in self.objects:
                    self._found.add("missing-reference", "an item builds an object not there")
            case _:
                pass

    def _triangle(self, attributes: dict[str, str]) -> None:
        texts = [attributes.get(name, "") for name in ("v1", "v2", "v3")]
        known = [int(t) for t in texts if t.isascii() and t.isdigit() and len(t) < 9]
        if len(known) != 3 or max(known) >= len(self._spots):
            self._found.add("missing-reference", "a triangle has a corner that is not there")
            return
        self._facets.append((known[0], known[1], known[2]))

    def end(self, name: str) -> None:
        """Leaves an element; a whole mesh is looked at."""
        if name == f"{_CORE}mesh":
            mesh.check(self._spots, self._facets, self._found)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
