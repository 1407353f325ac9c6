"""What a workshop would reject a DXF for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.lint import plate
from generator.lint.drawing import Shape, Use
from generator.lint.dxf_shapes import FAULTS, Drawn, drawn
from generator.lint.dxf_tags import Record, records, text_of
from generator.lint.findings import Finding, Findings
from generator.lint.joining import joined

_PLAIN = {"CIRCLE", "LINE", "ARC", "LWPOLYLINE", "POLYLINE"}
_KINDS = {
    **dict.fromkeys(("TEXT", "MTEXT", "ATTRIB", "ATTDEF", "RTEXT", "SHAPE"), "live-text"),
    **dict.fromkeys(("DIMENSION", "LEADER", "MULTILEADER", "TOLERANCE"), "live-text"),
    **dict.fromkeys(("SPLINE", "ELLIPSE", "HELIX", "MLINE"), "spline"),
    **dict.fromkeys(("HATCH", "SOLID", "TRACE", "MPOLYGON"), "hatch"),
    "INSERT": "block",
    **dict.fromkeys(("IMAGE", "OLE2FRAME", "OLEFRAME", "WIPEOUT"), "image"),
    **dict.fromkeys(("PDFUNDERLAY", "DWFUNDERLAY", "DGNUNDERLAY"), "external-reference"),
    **dict.fromkeys(("3DFACE", "MESH", "3DSOLID", "BODY", "REGION", "SURFACE"), "not-planar"),
    **dict.fromkeys(("POINT", "RAY", "XLINE"), "zero-length"),
}
"""What each kind that is no plain one is a defect of; only these names are ever repeated."""

_MM = {1: 25.4, 2: 304.8, 4: 1.0, 5: 10.0, 6: 1000.0, 8: 2.54e-5, 9: 0.0254, 13: 0.001, 14: 100.0}
"""By the value of `$INSUNITS`."""

_INCH = 1
_R12 = "AC1009"
_VERSIONS = {_R12, "AC1015", "AC1018", "AC1021", "AC1024", "AC1027", "AC1032"}

_USES = (
    (("outline", "profile", "contour", "edge"), Use.EDGE),
    (("hole", "cut", "through", "drill", "inner", "outer"), Use.CUT),
    (("mark", "engrav", "etch", "legend", "guide", "fiducial", "score", "pocket"), Use.MARK),
)
"""What the name of a layer says of its use."""


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that is wrong with a DXF; raises `ReadError` for what is none."""
    found = Findings()
    all_ = list(records(text_of(data)))
    if all_[-1].kind != "EOF":
        found.add("truncated", "the DXF ends too early, it has no EOF")
    if not any(each.section == "ENTITIES" for each in all_):
        found.add("truncated", "the DXF has no section of entities")
    header = next((each for each in all_ if each.section == "HEADER"), Record("SECTION"))
    scale = _scale(header, found)
    layers = _layers(all_, found)
    _check_blocks(all_, found)
    shapes = _shapes(_entities(all_), layers, scale, found)
    plate.check(joined(shapes, found), found)
    return found.all()


# --------------------------------------------------------------------------- header and tables


def _scale(header: Record, found: Findings) -> float:
    """Millimetres per unit, what is wrong about the unit noted."""
    variables: dict[str, str] = {}
    name = ""
    for code, value in header.tags:
        if code == 9:
            name = value
        elif name and variables.setdefault(name, value) != value and name == "$INSUNITS":
            found.add("unit-contradiction", "the DXF states its unit twice")
    version = variables.get("$ACADVER")
    if version not in _VERSIONS:
        found.add("version", "the DXF states no version from R2000 to R2018, nor R12")
    text = variables.get("$INSUNITS", "")
    unit = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
    system = variables.get("$MEASUREMENT", "").strip()
    if unit is None and version == _R12:
        found.add("unit-unstated", "a DXF of R12 states no unit")
    elif not unit:
        found.add("unit-missing", "the DXF states no unit ($INSUNITS)")
    elif unit != 4:
        found.add("unit-not-mm", f"the unit of the DXF ($INSUNITS) is {unit}, not 4 (millimetres)")
    if unit and system and (system == "1") is (unit == _INCH):
        found.add("unit-contradiction", "$MEASUREMENT and $INSUNITS contradict each other")
    return _MM.get(unit or 4, 1.0)


def _layers(all_: Iterable[Record], found: Findings) -> dict[str, str]:
    """The layers that the tables define, and how they look: plain, hidden or dashed."""
    layers: dict[str, str] = {}
    for record in all_:
        if record.section != "TABLES" or record.kind != "LAYER":
            continue
        name = (record.text(2) or "").lower()
        if name in layers:
            found.add("not-understood", "a layer of the DXF is defined twice")
        off = record.number_or(62, 7) < 0 or int(record.number_or(70, 0)) & 1
        unplotted = record.number_or(290, 1) == 0
        line = (record.text(6) or "CONTINUOUS").upper()
        dashed = line not in ("CONTINUOUS", "BYLAYER", "BYBLOCK")
        layers[name] = "hidden" if off or unplotted else "dashed" if dashed else ""
    return layers


def _check_blocks(all_: Iterable[Record], found: Findings) -> None:
    for record in all_:
        if record.section != "BLOCKS" or record.kind in ("SECTION", "ENDBLK", "ENDSEC"):
            continue
        if record.kind != "BLOCK":
            found.add("block", "the DXF has a block with content")
        elif int(record.number_or(70, 0)) & (4 | 8 | 16) or record.text(1):
            found.add("external-reference", "the DXF has a block from another file")


# ------------------------------------------------------------------------------------- entities


def _entities(all_: Iterable[Record]) -> list[list[Record]]:
    """The entities, each polyline of the old kind with its vertices."""
    groups: list[list[Record]] = []
    open_ = False
    for record in all_:
        if record.section != "ENTITIES" or record.kind == "SECTION":
            continue
        if open_ and record.kind in ("VERTEX", "SEQEND"):
            groups[-1].append(record)
            open_ = record.kind == "VERTEX"
            continue
        groups.append([record])
        open_ = record.kind == "POLYLINE"
    return groups


def _shapes(
    groups: Sequence[Sequence[Record]], layers: dict[str, str], scale: float, found: Findings
) -> list[Shape]:
    shapes: list[Shape] = []
    for group in groups:
        record = group[0]
        if record.kind == "VIEWPORT" and record.number_or(67, 0) == 1:
            continue  # the window of an empty sheet of paper
        layer = (record.text(8) or "0").lower()
        _check_layer(layer, layers, found)
        _check_look(record, found)
        if record.kind not in _PLAIN:
            _note_kind(record.kind, found)
            continue
        made = drawn(group, scale)
        _note_faults(made, record.kind, found)
        if made.figure is not None:
            shapes.append(Shape(len(shapes), _use(layer), layer, made.figure))
    return shapes


def _note_kind(kind: str, found: Findings) -> None:
    code = _KINDS.get(kind)
    if code is None:
        found.add("not-understood", "the DXF has an entity of an unknown kind")
    else:
        found.add(code, f"the DXF has an entity {kind}")


def _note_faults(made: Drawn, kind: str, found: Findings) -> None:
    for code, place in made.faults:
        found.add(code, f"{kind}: {FAULTS[code]}", place)


def _use(layer: str) -> Use:
    for words, use in _USES:
        if any(word in layer for word in words):
            return use
    return Use.LINE


def _check_layer(layer: str, layers: dict[str, str], found: Findings) -> None:
    if layer in ("0", "defpoints"):
        found.add("layer-zero", f"an entity is on layer {layer}")
    elif layer not in layers:
        found.add("layer-undefined", "an entity is on a layer that is not defined")
    look = layers.get(layer)
    if look == "hidden":
        found.add("hidden", "an entity is on a layer that is off, frozen or not plotted")
    elif look == "dashed":
        found.add("dashed", "an entity is on a layer with dashed lines")


def _check_look(record: Record, found: Findings) -> None:
    if record.number_or(67, 0) == 1 or (record.text(410) or "MODEL").upper() != "MODEL":
        found.add("paper-space", "an entity is on a sheet of paper")
    if record.number_or(60, 0) == 1:
        found.add("hidden", "an entity is invisible")
    if record.number_or(62, 256) != 256 or record.text(420) is not None:
        found.add("by-layer", "an entity has a colour of its own")
    if (record.text(6) or "BYLAYER").upper() not in ("BYLAYER", "CONTINUOUS"):
        found.add("dashed", "an entity has a line type of its own")
