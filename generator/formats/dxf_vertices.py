"""Polylines of old DXFs, whose vertices are records of their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.formats.dxf_records import Record, number_of

_OF_A_VERTEX = (10, 20, 40, 41, 42)
_OF_NO_MATTER = {5, 100, 330}
"""Handles, classes and owners."""


def lightened(found: Iterator[tuple[str, Record]]) -> Iterator[tuple[str, Record]]:
    """Records by section, each POLYLINE with its vertices as the LWPOLYLINE of later versions.

    Whatever a vertex says beside its place stays, for somebody else to refuse.
    """
    for section, record in found:
        if section == "ENTITIES" and record.kind == "POLYLINE":
            yield section, _joined(record, found)
        elif section == "ENTITIES" and record.kind in ("VERTEX", "SEQEND"):
            raise ReadError("a vertex of the DXF belongs to no polyline")
        else:
            yield section, record


def _joined(line: Record, following: Iterator[tuple[str, Record]]) -> Record:
    vertices: list[Record] = []
    for _, record in following:
        if record.kind == "SEQEND":
            break
        if record.kind != "VERTEX":
            raise ReadError("a polyline of the DXF is not ended by a SEQEND")
        vertices.append(record)
    tags = [(code, value) for code, value in line.tags if code not in (66, 10, 20, 30)]
    for code in (10, 20, 30):
        if line.number(code, 0.0) != 0:
            raise ReadError("a polyline of the DXF is raised out of the plane")
    tags.append((90, str(len(vertices))))
    for vertex in vertices:
        tags.extend(_vertex(vertex, line))
    return Record("LWPOLYLINE", tags)


def _vertex(vertex: Record, line: Record) -> Iterator[tuple[int, str]]:
    """The tags of one vertex in the order of an LWPOLYLINE, x first."""
    if (vertex.one(8) or "").lower() != (line.one(8) or "").lower():
        raise ReadError("a vertex of the DXF is on another layer than its polyline")
    if vertex.number(30, 0.0) != 0 or vertex.integer(70, 0) != 0:
        raise ReadError("a vertex of the DXF is raised, or one of a fitted curve")
    for code in _OF_A_VERTEX:
        value = vertex.one(code)
        if value is None and code in (10, 20):
            raise ReadError("a vertex of the DXF lacks its x or y")
        if value is not None:
            number_of(value)
            yield code, value
    for code, value in vertex.tags:
        if code not in {8, 30, 70, *_OF_A_VERTEX, *_OF_NO_MATTER}:
            yield code, value
