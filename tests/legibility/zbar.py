"""The zbar library, which SeedSigner scans with: QR codes in a grey picture, as bytes.

It is the system's, since no wheel carries it for Linux.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np
import numpy.typing as npt

LIBRARY = "libzbar.so.0"

_ALL, _QR_CODE = 0, 64
_ENABLE, _BINARY = 0, 4
"""Kinds of symbols and settings, by the numbers of zbar.h."""
_GREY = int.from_bytes(b"Y800", "little")

_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
_FUNCTIONS: dict[str, tuple[type | None, list[type]]] = {
    "zbar_image_scanner_create": (_POINTER, []),
    "zbar_image_scanner_set_config": (_INT, [_POINTER, _INT, _INT, _INT]),
    "zbar_image_scanner_destroy": (None, [_POINTER]),
    "zbar_image_create": (_POINTER, []),
    "zbar_image_set_format": (None, [_POINTER, _LONG]),
    "zbar_image_set_size": (None, [_POINTER, ctypes.c_uint, ctypes.c_uint]),
    "zbar_image_set_data": (None, [_POINTER, ctypes.c_char_p, _LONG, _POINTER]),
    "zbar_image_destroy": (None, [_POINTER]),
    "zbar_scan_image": (_INT, [_POINTER, _POINTER]),
    "zbar_image_first_symbol": (_POINTER, [_POINTER]),
    "zbar_symbol_next": (_POINTER, [_POINTER]),
    "zbar_symbol_get_data": (_POINTER, [_POINTER]),
    "zbar_symbol_get_data_length": (ctypes.c_uint, [_POINTER]),
}


def read(pixels: npt.NDArray[np.uint8]) -> list[bytes]:
    """What each QR code in the picture holds, byte for byte."""
    zbar = library()
    height, width = pixels.shape
    data = pixels.tobytes()
    with _scanner(zbar) as scanner:
        image = zbar.zbar_image_create()
        try:
            zbar.zbar_image_set_format(image, _GREY)
            zbar.zbar_image_set_size(image, width, height)
            zbar.zbar_image_set_data(image, data, len(data), None)
            zbar.zbar_scan_image(scanner, image)
            return list(_symbols(zbar, image))
        finally:
            zbar.zbar_image_destroy(image)


def _symbols(zbar: ctypes.CDLL, image: int) -> Iterator[bytes]:
    symbol = zbar.zbar_image_first_symbol(image)
    while symbol:
        length = zbar.zbar_symbol_get_data_length(symbol)
        yield ctypes.string_at(zbar.zbar_symbol_get_data(symbol), length)
        symbol = zbar.zbar_symbol_next(symbol)


@contextmanager
def _scanner(zbar: ctypes.CDLL) -> Iterator[int]:
    """A scanner for QR codes alone, which hands over their bytes as they are."""
    scanner = zbar.zbar_image_scanner_create()
    try:
        zbar.zbar_image_scanner_set_config(scanner, _ALL, _ENABLE, 0)
        zbar.zbar_image_scanner_set_config(scanner, _QR_CODE, _ENABLE, 1)
        zbar.zbar_image_scanner_set_config(scanner, _QR_CODE, _BINARY, 1)
        yield scanner
    finally:
        zbar.zbar_image_scanner_destroy(scanner)


@cache
def library(name: str = LIBRARY) -> ctypes.CDLL:
    """The library with its functions declared."""
    try:
        zbar = ctypes.CDLL(name)
    except OSError:
        message = f"this proof needs {name}; on Debian and Ubuntu: apt-get install libzbar0"
        raise AssertionError(message) from None
    for called, (result, arguments) in _FUNCTIONS.items():
        function = getattr(zbar, called)
        function.restype, function.argtypes = result, arguments
    return zbar
