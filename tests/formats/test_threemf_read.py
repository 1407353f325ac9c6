"""Damaged 3MF files: whatever the archive or a number in it says, one line."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress

import pytest

pytest.importorskip("manifold3d")

from generator.errors import ReadError
from generator.formats import threemf
from generator.geometry import Point
from generator.layout import Area, Cut, Dot, Layout, Role
from tests.test_mesh import EDGE


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A slab with one pocket."""
    marks = (Area(Role.OUTLINE, EDGE), Dot(Role.MARK, Point(5, 5), 1.0, Cut(0.4)))
    return threemf.write((Layout("front", 1.0, marks),))


def packed(data: bytes, kind: int, old: bytes = b"", new: bytes = b"") -> bytes:
    """The same package, packed otherwise, its model changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(stream, "w", kind) as other:
        for name in one.namelist():
            text = one.read(name)
            if name.endswith(".model"):
                assert old in text
                text = text.replace(old, new, 1)
            other.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize("number", [b"00000000000999999", b"9" * 5000, b"01", b"+1", b" 1"])
def test_a_corner_is_told_by_a_plain_number(whole: bytes, number: bytes) -> None:
    """However long it is, and with no zeros before it that hide how large it is."""
    bad = packed(whole, zipfile.ZIP_STORED, b'v1="1"', b'v1="' + number + b'"')
    with pytest.raises(ReadError, match="a corner that is not there"):
        threemf.read(bad)


@pytest.mark.parametrize("kind", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_parts_are_packed_by_deflate_alone(whole: bytes, kind: int) -> None:
    """Other ways fail in ways of their own, and no program writes them."""
    assert threemf.read(packed(whole, zipfile.ZIP_STORED)) == threemf.read(whole)
    with pytest.raises(ReadError, match="deflate"):
        threemf.read(packed(whole, kind))


def test_a_damaged_directory_is_read_or_refused(whole: bytes) -> None:
    """It says where all the rest is; a place before the file's beginning is one as well."""
    said = threemf.read(whole)
    begins = whole.index(b"PK\x01\x02")
    dice = random.Random(3)  # noqa: S311  # damage, not a secret
    refused = 0
    for _ in range(200):
        data = bytearray(whole)
        data[dice.randrange(begins, len(data))] = dice.choice((0, 1, 255, dice.randrange(256)))
        refused += 1
        with suppress(ReadError):
            assert threemf.read(bytes(data)) == said
            refused -= 1
    assert refused > 40
