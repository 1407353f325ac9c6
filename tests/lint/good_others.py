"""Small good files of the formats whose text is short enough to write down."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

GCODE = """G21 G90 G17 G94
M4 S0
G0 X10.000 Y10.000 S0
G1 X20.000 Y10.000 S300 F1200
G0 X30.000 Y10.000 S0
G3 X30.000 Y10.000 I-2.000 J0.000 S300 F1200
M5
M2
"""

LBRN2 = """<?xml version="1.0" encoding="UTF-8"?>
<LightBurnProject AppVersion="1.7.00" FormatVersion="1">
<CutSetting type="Scan"><index Value="8"/><name Value="mark fill"/></CutSetting>
<CutSetting type="Cut"><index Value="2"/><name Value="outline"/></CutSetting>
<Shape Type="Ellipse" CutIndex="8" Rx="0.75" Ry="0.75"><XForm>1 0 0 1 20 15</XForm></Shape>
<Shape Type="Path" CutIndex="2"><XForm>1 0 0 1 0 0</XForm>
<VertList>V0 0c0x1c1x1V60 0c0x1c1x1V60 30c0x1c1x1V0 30c0x1c1x1</VertList>
<PrimList>L0 1L1 2L2 3L3 0</PrimList></Shape>
</LightBurnProject>
"""

SPOTS = ((0, 0, 0), (10, 0, 0), (0, 10, 0), (0, 0, 10))
FACETS = ((0, 2, 1), (0, 1, 3), (1, 2, 3), (0, 3, 2))
"""A tetrahedron."""

_NORMALS = ((0, 0, -1), (0, -1, 0), (1, 1, 1), (-1, 0, 0))


def stl(count: int = len(FACETS)) -> bytes:
    """The tetrahedron in binary, with a count of facets of one's own."""
    facets = b"".join(
        struct.pack("<12fH", *normal, *SPOTS[a], *SPOTS[b], *SPOTS[c], 0)
        for normal, (a, b, c) in zip(_NORMALS, FACETS, strict=True)
    )
    return bytes(80) + struct.pack("<I", count) + facets


def ascii_stl() -> str:
    """The tetrahedron as text."""
    lines = ["solid plate"]
    for normal, facet in zip(_NORMALS, FACETS, strict=True):
        lines += ["facet normal " + " ".join(map(str, normal)), "outer loop"]
        lines += ["vertex " + " ".join(map(str, SPOTS[at])) for at in facet]
        lines += ["endloop", "endfacet"]
    return "\n".join([*lines, "endsolid plate", ""])


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-'
    '3dmodel+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Target="/3D/3dmodel.model" Id="a" '
    'Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>'
)
_VERTICES = "".join(f'<vertex x="{x}" y="{y}" z="{z}"/>' for x, y, z in SPOTS)
_TRIANGLES = "".join(f'<triangle v1="{a}" v2="{b}" v3="{c}"/>' for a, b, c in FACETS)
MODEL = (
    '<model unit="millimeter" '
    'xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources>'
    f'<object id="1" type="model"><mesh><vertices>{_VERTICES}</vertices>'
    f"<triangles>{_TRIANGLES}</triangles></mesh></object></resources>"
    '<build><item objectid="1"/></build></model>'
)


def threemf(model: str = MODEL, without: str = "") -> bytes:
    """The tetrahedron as 3MF, its model changed or a part left out."""
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "3D/3dmodel.model": model}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            if name != without:
                package.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


PAGE = (
    b"q 1 0 0 1 10 10 cm\nBT /F1 9 Tf (a \\( and (b)) Tj [(c) -20 <64>] TJ ET\n"
    b".5 w 0 0 m -9.5 +4 l S Q\n"
)
"""What a page may draw."""


def pdf(*extra: str, drawn: bytes = b"", keys: str = "") -> bytes:
    """A page of 100 × 100 mm, with entries of one's own in its catalogue, and what it draws."""
    objects = (
        f"<< /Type /Catalog /Pages 2 0 R {' '.join(extra)} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 283.465 283.465] /Contents 4 0 R >>",
        f"<< /Length {len(drawn)} {keys}>>\nstream\n".encode() + drawn + b"\nendstream",
    )
    made = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 5\n0000000000 65535 f \n{rows}"
    tail = f"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + (table + tail).encode()


def packed_pdf(*, damage: bytes = b"") -> bytes:
    """A page whose drawing is packed, with other bytes in the middle of the packed ones."""
    packed = zlib.compress(PAGE * 9)
    half = len(packed) // 2
    drawn = packed[:half] + damage + packed[half + len(damage) :]
    return pdf(drawn=drawn, keys="/Filter /FlateDecode ")
