"""A drawing as resvg shows it, looked at by millimetres from the plate's top left corner."""

from __future__ import annotations

import re
import struct
import zlib

import numpy as np
import resvg_py
import zxingcpp

PIXELS_PER_MM = 10
DARK = 115
"""Marks are 0, fiducials 105, guides 131, metal 255; legends are 29 and never where marks are."""

_WEIGHTS = (299, 587, 114)
"""Of red, green and blue in a thousand parts of grey (ITU-R BT.601)."""


class Bitmap:
    """One side of a plate in grey."""

    def __init__(
        self, data: bytes, width: float, height: float, per_mm: float = PIXELS_PER_MM
    ) -> None:
        self.per_mm = per_mm
        dpi = 25.4 * per_mm
        png = bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), background="white", dpi=dpi))
        self.width, self.height = struct.unpack(">II", png[16:24])
        self.rows = _grey(png, self.width)
        page = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', data.decode())[0]
        self.margins = (float(page[0]) - width) / 2, (float(page[1]) - height) / 2

    def grey(self, x: float, down: float) -> int:
        """How light it is at a place, 0 to 255."""
        column = int((x + self.margins[0]) * self.per_mm)
        return self.rows[int((down + self.margins[1]) * self.per_mm)][column]

    def dark(self, x: float, down: float) -> bool:
        """Whether the place is marked."""
        return self.grey(x, down) < DARK

    def pattern(self, xs: list[float], downs: list[float]) -> list[str]:
        """A line of 0 and 1 for each height, 1 where it is dark."""
        return ["".join("01"[self.dark(x, down)] for x in xs) for down in downs]

    def codes(self) -> list[zxingcpp.Barcode]:
        """The bar codes that a foreign reader finds anywhere on the side."""
        pixels = np.frombuffer(b"".join(self.rows), np.uint8)
        return list(zxingcpp.read_barcodes(pixels.reshape(self.height, self.width)))


def _grey(png: bytes, width: int) -> list[bytes]:
    """The rows of an 8-bit RGBA PNG without interlacing, in grey."""
    assert png[24:29] == b"\x08\x06\x00\x00\x00"
    packed, here = b"", 8
    while here < len(png):
        (size,) = struct.unpack(">I", png[here : here + 4])
        if png[here + 4 : here + 8] == b"IDAT":
            packed += png[here + 8 : here + 8 + size]
        here += size + 12
    raw, stride = zlib.decompress(packed), 4 * width
    above, rows = bytearray(stride), []
    for start in range(0, len(raw), stride + 1):
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], above)
        colours = np.frombuffer(above, np.uint8).reshape(width, 4)[:, :3].astype(int)
        rows.append((colours @ np.array(_WEIGHTS) // 1000).astype(np.uint8).tobytes())
    return rows


def _unfiltered(kind: int, line: bytes, above: bytearray) -> bytearray:
    """A row less what its filter added (PNG specification, clause 9)."""
    row = bytearray(line)
    if kind == 1:
        added = np.frombuffer(line, np.uint8).reshape(-1, 4)
        row = bytearray(np.cumsum(added, axis=0, dtype=np.uint8).tobytes())
    elif kind == 2:
        sums = np.frombuffer(line, np.uint8) + np.frombuffer(above, np.uint8)
        row = bytearray(sums.tobytes())
    elif kind:
        for index, up in enumerate(above):
            left, corner = (row[index - 4], above[index - 4]) if index > 3 else (0, 0)
            guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner)
            row[index] = (row[index] + guess) & 255
    return row


def _paeth(left: int, up: int, corner: int) -> int:
    """Of three neighbours the one nearest to left + up - corner, the first of equals."""
    to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner
