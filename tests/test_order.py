"""Orders: an archive that is the same each time, with a text that tells the truth about it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace

import pytest

from generator import pipeline, shop_file, template_file
from generator.finish import EDGES
from generator.formats import FORMATS
from generator.layout import Role
from generator.order import README, Order, packed, sha256, text, unpacked
from generator.place import place
from generator.template import Template

PLATES = ("tinyseed", "washer-m6", "disc-24", "words-85")


def made(name: str) -> Template:
    """The plate for as much as it can hold."""
    plate = template_file.find(name)
    return pipeline.prepared(plate, plate.most())


def order_of(name: str, shop: str = "generic-laser") -> Order:
    """An order of three."""
    plate = made(name)
    return Order(plate, shop_file.find(shop), "stainless steel 304", 3, EDGES, ("r",))


def files_of(order: Order) -> list[tuple[str, bytes]]:
    """The flat files of the blank."""
    formats = [FORMATS[name]() for name in ("svg", "dxf")]
    return [(each.name, each.data) for each in pipeline.blank(order.plate, formats)]


@pytest.mark.parametrize("name", PLATES)
def test_the_archive_has_the_files_and_their_sums(name: str) -> None:
    """Every file comes out as it went in, and the text has its name and check sum."""
    order = order_of(name)
    files = files_of(order)
    held = unpacked(packed(order, files))
    assert set(held) == {f"{name}/{each}" for each, _ in files} | {f"{name}/{README}"}
    told = held[f"{name}/{README}"].decode()
    for each, data in files:
        assert held[f"{name}/{each}"] == data
        assert f"{hashlib.sha256(data).hexdigest()}  {each}\n" in told


def test_the_archive_is_the_same_each_time() -> None:
    """No clock, no user and no machine in it: date, mode and system are fixed."""
    order = order_of("tinyseed")
    files = files_of(order)
    archive = packed(order, files)
    assert archive == packed(order, files)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for entry in opened.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o600
            assert entry.create_system == 3
            assert entry.extra == b""
            assert entry.comment == b""
        assert opened.comment == b""


def test_the_text_says_what_is_asked_for() -> None:
    """Quantity, metal, finish, units, size, corners, holes, shop and risks."""
    told = text(order_of("tinyseed"), [])
    for line in (
        r"Quantity +3",
        r"Material +stainless steel 304, 1 mm thick",
        r"Finish +deburred, no sharp edges",
        r"Tolerance +ISO 2768-m",
        r"Units +millimetres in every file, 1:1",
        r"Size +27.2 × 34.5 × 1 mm",
        r"Corners +radius 1 mm",
        r"Holes +Ø 2 at \(2.2, 32.3\); from the lower left corner of the front",
        r"Workshop +a careful laser cutter",
        r"- risk: r",
        r"- cut only: .*",
    ):
        assert re.search(rf"^{line}$", told, re.MULTILINE), line
    sets = text(order_of("washer-m6", "schaeffer-panels"), [])
    assert re.search(r"^Quantity +3 sets of 24 pieces$", sets, re.MULTILINE)
    single = text(replace(order_of("washer-m6", "schaeffer-panels"), quantity=1), [])
    assert re.search(r"^Quantity +1 set of 24 pieces$", single, re.MULTILINE)
    assert re.search(r"^Corners +a disc$", sets, re.MULTILINE)
    assert "cut only" not in sets
    assert "engrave only" in text(order_of("washer-m6", "fibre-laser"), [])


@pytest.mark.parametrize("name", template_file.names())
def test_every_engraving_is_counted(name: str) -> None:
    """The lines about depths add up to all marks of the blank that are not cut."""
    order = order_of(name)
    counts = re.findall(r" (\d+) ×$", text(order, []), re.MULTILINE)
    cut = (Role.OUTLINE, Role.HOLE)
    marks = [mark for each in place(None, order.plate) for mark in each.marks]
    assert sum(map(int, counts)) == sum(mark.role not in cut for mark in marks)


def test_each_side_is_named_with_its_file() -> None:
    """Front and back can't be taken for each other in the list of files."""
    order = order_of("tinyseed")
    told = text(order, files_of(order))
    lines = [line for line in told.splitlines() if "everything" in line]
    assert len(lines) == 4
    for line in lines:
        assert line.endswith(", front" if ".front" in line else ", back")


def test_the_sum_is_sha_256() -> None:
    """FIPS 180-4 has it of "abc"."""
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
