"""Files of layouts that hold no secret, each compared with its layout before it is believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import ReadError, VerifyError
from generator.formats import Format
from generator.layout import Face, Layout


@dataclass(frozen=True, slots=True, repr=False)
class Drawing:
    """One file that was read back to the marks that it was made from."""

    name: str
    format: str
    data: bytes
    verified: str


def drawn(name: str, layout: Layout, format_: Format) -> Drawing:
    """The file of one layout. Raises `VerifyError` unless it reads back to the last micrometre."""
    data = format_.write((layout,))
    try:
        faces = format_.read(data)
    except ReadError as error:
        raise VerifyError(f"the {format_.name} did not read back: {error}") from None
    if format_.per_side:  # a solid tells no roles apart, and its writer has proved it
        check_same(format_.view(layout), faces, format_.name)
    count = len(layout.marks)
    verified = f"read back: {count} mark{'' if count == 1 else 's'}"
    return Drawing(name + format_.ending, format_.name, data, verified)


def check_same(expected: Face, faces: Sequence[Face], format_name: str) -> None:
    """Raise `VerifyError` unless the one face shows exactly these marks."""
    failed = f"the {format_name} did not read back"
    if len(faces) != 1:
        raise VerifyError(f"{failed}: it shows {len(faces)} sides, not one")
    wanted, seen = Counter(expected.marks), Counter(faces[0].marks)
    missing, surplus = (wanted - seen).total(), (seen - wanted).total()
    if missing or surplus:
        raise VerifyError(f"{failed}: {missing} marks are missing and {surplus} are too many")
