"""STL read back, binary or in words."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER, text_of
from generator.formats.mesh_read import Triangle, apart, check, faces
from generator.formats.solid import Spot
from generator.layout import Face

_RECORD = 50
_START = 84

_MOST = 5_000_000
"""Triangles; a full plate has some hundred thousand."""

_VERTEX = re.compile(rf"\bvertex\s+({NUMBER})\s+({NUMBER})\s+({NUMBER})")


def is_binary(data: bytes) -> bool:
    """Whether a file is as long as the number of triangles in it says."""
    if len(data) < _START:
        return False
    (count,) = struct.unpack_from("<I", data, 80)
    return len(data) == _START + _RECORD * int(count)


def read(data: bytes) -> tuple[Face, Face]:
    """Front and back of the plate in a file, in millimetres. Raises `ReadError`."""
    places: dict[Spot, int] = {}
    triangles: list[Triangle] = []
    for spots in _spots(data):
        one, two, three = (places.setdefault(spot, len(places)) for spot in spots)
        triangles.append((one, two, three))
    if not triangles:
        raise ReadError("the STL file has no triangles")
    bodies = apart(tuple(places), triangles)
    for body in bodies:
        check(body, "STL")
    return faces(bodies)


def _spots(data: bytes) -> Iterator[tuple[Spot, Spot, Spot]]:
    if is_binary(data):
        if len(data) > _START + _RECORD * _MOST:
            raise ReadError("the STL file has more triangles than any plate")
        for at in range(_START, len(data), _RECORD):
            numbers = struct.unpack_from("<9f", data, at + 12)
            # Adding nothing makes one zero of the two that there are.
            x = [value + 0.0 for value in numbers]
            yield Spot(*x[0:3]), Spot(*x[3:6]), Spot(*x[6:9])
        return
    if len(data) >= _START and not data.lstrip().startswith(b"solid"):
        (count,) = struct.unpack_from("<I", data, 80)
        raise ReadError(
            f"the STL file is cut short or damaged: {len(data)} bytes, where its {count} triangles "
            f"take {_START + _RECORD * count}"
        )
    text = text_of(data, "STL")
    if not re.match(r"\s*solid\b", text) or not re.search(r"\bendsolid\b", text):
        raise ReadError("the STL file is cut short, or none")
    found = [Spot(*map(float, match.groups())) for match in _VERTEX.finditer(text)]
    if len(found) % 3 or len(found) != 3 * len(re.findall(r"\bendfacet\b", text)):
        raise ReadError("the STL file has a facet of other than three places")
    for at in range(0, len(found), 3):
        yield found[at], found[at + 1], found[at + 2]
