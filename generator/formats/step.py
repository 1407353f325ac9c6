"""STEP files: one solid with both sides, or one for each piece of a set (ISO 10303-214), in mm."""

from __future__ import annotations

import re
from functools import lru_cache
from types import ModuleType

from generator.errors import OutputError, ReadError, VerifyError
from generator.formats import brep, cavities, part21
from generator.formats.step_proof import prove
from generator.layout import Face, Layout
from generator.pockets import Plate, metal

_HEADER = b"""ISO-10303-21;
HEADER;
FILE_DESCRIPTION(('plate'),'2;1');
FILE_NAME('plate.step','2000-01-01T00:00:00',(''),(''),'','','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
ENDSEC;
"""
"""No clock, no person, no program version: the same plate is the same file on any day."""

_PRODUCT = re.compile(rb"PRODUCT\('[^']*',\s*'[^']*'")


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of a plate's one or two sides, as ordinary CAD and CAM programs open it.

    Top face at z = 0, lower left corner of the front at x = y = 0, round marks true cylinders and
    cones. Raises `OutputError` without the CAD kernel, `RuleError` as `pockets.plates`, and
    `VerifyError` unless the file, read back, holds what the layouts say and nothing else.
    """
    cad = _kernel()
    data, shown = _read_back(cad.part21(cad.solid(layouts)))
    prove(layouts, shown)
    return data


def write_recessed(made: Plate) -> tuple[bytes, tuple[Face, Face]]:
    """The file of one plate whose holes may end in a recess of the back, and what it shows."""
    cad = _kernel()
    return _read_back(cad.part21(cad.plate_solid(made)))


def _read_back(text: bytes) -> tuple[bytes, tuple[Face, Face]]:
    """The kernel's file without what tells day and process, and what is read in it."""
    named, count = _PRODUCT.subn(b"PRODUCT('plate','plate'", text)
    if count != 1:
        raise OutputError("the CAD kernel wrote no single product, so the file can't be trusted")
    data = _HEADER + named[named.index(b"DATA;") :]
    try:
        return data, read(data)
    except ReadError as error:
        raise VerifyError(f"the step did not read back: {error}") from None


def _kernel() -> ModuleType:
    """Our way to the CAD kernel. Raises `OutputError` where it is not installed or won't load."""
    try:
        from generator import cad
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "OCP":
            raise
        raise OutputError('STEP needs the CAD kernel: pip install "metalstamp[cad]"') from None
    except ImportError as error:
        if _interrupted(error):
            raise KeyboardInterrupt from None
        reason = str(error).partition("\n")[0]
        raise OutputError(f"the CAD kernel is installed but does not load: {reason}") from None
    return cad


def _interrupted(error: BaseException | None) -> bool:
    """Whether a loader's error comes from a key: the kernel's loader hides it behind its own."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def view(layout: Layout) -> Face:
    """What of a layout this format shows: cuts below the surface, strokes as milled areas."""
    return Face(metal(layout))


def read(data: bytes) -> tuple[Face, Face]:
    """Front and back of the one plate in a file, or of a set, each as seen looking at it.

    It may stand anywhere, its large faces level. Reads geometry only, and without the
    kernel that wrote it. Raises `ReadError`.
    """
    return _faces(data)


@lru_cache(maxsize=1)
def _faces(data: bytes) -> tuple[Face, Face]:
    """Kept for the one file last seen: what was just proved is read next."""
    front, back = cavities.marks(brep.solids(part21.parse(data)))
    return Face(front), Face(back)
