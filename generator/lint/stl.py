"""What a printer's program would stumble over in an STL, binary or ASCII."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from typing import TypeAlias

from generator.errors import ReadError
from generator.formats.flat_read import MAX_BYTES
from generator.lint import mesh
from generator.lint.findings import Finding, Findings
from generator.lint.mesh import Facet, Spot

_HEAD, _EACH = 84, 50
_FLOATS = struct.Struct("<12f")

Stated: TypeAlias = tuple[Spot, tuple[Spot, Spot, Spot]]
"""The normal that the file states, and the corners."""


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that is wrong with an STL; raises `ReadError` for what is none."""
    if len(data) > MAX_BYTES:
        raise ReadError("the STL file is larger than 64 MB")
    found = Findings()
    stated = list(_ascii(data, found) if is_ascii(data) else _binary(data, found))
    numbers: dict[Spot, int] = {}
    facets: list[Facet] = []
    for normal, (p, q, r) in stated:
        a, b, c = (numbers.setdefault(spot, len(numbers)) for spot in (p, q, r))
        facets.append((a, b, c))
        true = mesh.normal(p, q, r)
        if sum(x * y for x, y in zip(normal, true, strict=True)) < -1e-6 * math.hypot(*true):
            found.add("turned-face", "a facet's stated normal looks the other way")
    mesh.check(list(numbers), facets, found)
    return found.all()


def is_ascii(data: bytes) -> bool:
    """Whether an STL is written as text; a binary one may begin with the same word."""
    return data[:5] == b"solid" and b"facet" in data[:1000] and b"\0" not in data[:1000]


def _binary(data: bytes, found: Findings) -> Iterator[Stated]:
    if len(data) < _HEAD:
        raise ReadError("this is no STL: it is shorter than the header of one")
    (count,) = struct.unpack_from("<I", data, 80)
    there = (len(data) - _HEAD) // _EACH
    if count * _EACH + _HEAD > len(data):
        found.add("truncated", "the STL ends too early, facets are missing")
    elif count * _EACH + _HEAD < len(data):
        found.add("wrong-count", "the STL has more than the facets that it counts")
    for at in range(min(count, there, mesh.MOST_FACETS + 1)):
        values = _FLOATS.unpack_from(data, _HEAD + at * _EACH)
        yield _stated(values)


def _ascii(data: bytes, found: Findings) -> Iterator[Stated]:
    text = data.decode("ascii", errors="replace").lower()
    if "endsolid" not in text.rstrip().rpartition("\n")[2]:
        found.add("truncated", "the STL ends too early, it has no endsolid")
    parts = text.split("facet normal")[1:]
    if len(parts) > mesh.MOST_FACETS:
        raise ReadError("the mesh has more than 500,000 facets, no plate needs so many")
    for part in parts:
        words = part.replace("outer loop", " ").split("endloop", maxsplit=1)[0]
        try:
            values = tuple(float(word) for word in words.replace("vertex", " ").split())
        except ValueError:
            values = ()
        if len(values) == 12:
            yield _stated(values)
        else:
            found.add("not-understood", "a facet is not a normal and three corners")


def _stated(v: tuple[float, ...]) -> Stated:
    corners = (v[3], v[4], v[5]), (v[6], v[7], v[8]), (v[9], v[10], v[11])
    return (v[0], v[1], v[2]), corners
