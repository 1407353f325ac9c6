"""STEP: what was written is read back by a reader of our own and by the kernel."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

pytest.importorskip("OCP")

from generator.errors import OutputError, ReadError
from generator.formats import step
from generator.geometry import Point
from generator.layout import Cut, Dot, Face, Layout, Role
from generator.pockets import volume
from tests.solids import (
    CONE,
    FLAT,
    PLATES,
    THICK,
    THROUGH,
    box_of,
    disc,
    dots,
    extent,
    front,
    kernel_read,
    kernel_volume,
    line,
    outline,
    same_marks,
    sound,
    strokes,
    washers,
)


@pytest.mark.parametrize("name", PLATES)
def test_reading_gives_what_the_view_promises(name: str) -> None:
    """`read(write(layouts))` shows each side as `view` says; the side not drawn has its edge."""
    layouts = PLATES[name]
    sides = dict(zip(("front", "back"), step.read(step.write(layouts)), strict=True))
    for layout in layouts:
        assert same_marks(step.view(layout).marks, sides.pop(layout.side).marks)
    for face in sides.values():
        assert {mark.role for mark in face.marks} <= {Role.OUTLINE, Role.HOLE}


@pytest.mark.parametrize("name", PLATES)
def test_the_kernel_reads_the_same_solid(name: str) -> None:
    """Valid and closed, box in millimetres, volume as calculated."""
    layouts = PLATES[name]
    shape = kernel_read(step.write(layouts))
    box = box_of(layouts)
    assert sound(shape)
    assert kernel_volume(shape) == pytest.approx(volume(layouts), rel=1e-9)
    assert extent(shape) == pytest.approx((0, 0, -THICK, box.right, box.top, 0), abs=1e-6)


WRITE = """
import sys, hashlib
from generator.formats import step
from tests.solids import PLATES
plate = PLATES[sys.argv[1]]
for _ in range(int(sys.argv[2])):
    step.write(PLATES["flat"])
sys.stderr.write(hashlib.sha256(step.write(plate)).hexdigest())
"""


def test_the_same_plate_is_the_same_file_in_any_process() -> None:
    """Whatever the hash seed, the time zone and what was written before; nothing on stdout."""
    digests = set()
    for seed, zone, before in (("1", "UTC", "0"), ("2", "Asia/Tokyo", "2")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", WRITE, "two sides", before],
            env=environment,
            capture_output=True,
            check=True,
        )
        assert run.stdout == b""
        digests.add(run.stderr)
    assert len(digests) == 1


def test_the_file_tells_no_clock_no_person_and_no_counter() -> None:
    """Header and product are fixed."""
    data = step.write(PLATES["flat"])
    assert data.startswith(step._HEADER)
    assert b"PRODUCT('plate','plate'" in data
    assert not re.search(rb"20[1-9]\d-\d\d", data)
    assert b"Open CASCADE" not in data


READ = """
import sys
from generator.formats import step
step.read(sys.stdin.buffer.read())
heavy = {"OCP", "cadquery", "numpy"} & sys.modules.keys()
assert not heavy, heavy
"""


def test_reading_needs_no_kernel() -> None:
    """The reader shares nothing with what wrote the file."""
    subprocess.run([sys.executable, "-c", READ], input=step.write(PLATES["two sides"]), check=True)


def test_without_the_kernel_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A missing OCP is told as the extra that brings it."""
    for name in [name for name in sys.modules if name == "generator.cad"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("generator.cad", raising=False)
    monkeypatch.setitem(sys.modules, "OCP.STEPControl", None)
    with pytest.raises(OutputError, match=r'pip install "metalstamp\[cad\]"'):
        step.write(PLATES["bare"])


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (ImportError("libGL.so.1: cannot open shared object file"), r"does not load: libGL"),
        (ModuleNotFoundError("No module named 'numpy'", name="numpy"), None),
        (KeyboardInterrupt(), None),
    ],
)
def test_only_a_missing_kernel_is_told_as_missing(
    fault: BaseException, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What else stops the kernel from loading says so itself, and a key press stays one."""

    class Loader:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "generator.cad":
                raise fault

    monkeypatch.delitem(sys.modules, "generator.cad", raising=False)
    monkeypatch.delattr("generator.cad", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Loader(), *sys.meta_path])
    with pytest.raises(OutputError if told else type(fault), match=told):
        step.write(PLATES["bare"])


def test_a_key_pressed_while_the_kernel_loads_is_a_key_pressed() -> None:
    """The loader of compiled modules hides it behind an error of its own."""
    error = ImportError("initialization failed")
    error.__cause__ = KeyboardInterrupt()
    assert step._interrupted(error)
    assert not step._interrupted(ImportError("initialization failed"))


def test_a_plate_is_read_wherever_it_stands() -> None:
    """Moved in all three directions by the kernel, the plate reads the same."""
    from OCP.gp import gp_Trsf, gp_Vec
    from OCP.TopLoc import TopLoc_Location

    from generator import cad

    layouts = PLATES["two sides"]
    move = gp_Trsf()
    move.SetTranslation(gp_Vec(-17.25, 3.5, 11.0))
    data = cad.part21(cad.solid(layouts).Moved(TopLoc_Location(move)))
    for face, layout in zip(step.read(data), layouts, strict=True):
        assert same_marks(step.view(layout).marks, face.marks)


# ------------------------------------------------------------------------------------------ damage

SMALL = (
    front(
        outline(),
        *dots(1, CONE),
        Dot(Role.HOLE, Point(10, 4), 1.0, THROUGH),
        Dot(Role.MARK, Point(15, 4), 1.0, FLAT),
        *strokes(line((20, 5), (22, 5))),
    ),
)


def told(data: bytes) -> tuple[Face, ...] | None:
    """What is read, or nothing where it is refused; any other error fails the test."""
    try:
        return step.read(data)
    except ReadError as error:
        message = str(error)
        assert message
        assert "\n" not in message
        assert len(message) < 200
        return None


@pytest.fixture(scope="module")
def small() -> bytes:
    """A file with one mark of each kind."""
    return step.write(SMALL)


def statements(data: bytes) -> tuple[bytes, list[bytes], bytes]:
    """What stands before, in and after the data section, the latter by entity."""
    head, body = data.split(b"DATA;\n")
    body, tail = body.split(b"ENDSEC;\n")
    return head + b"DATA;\n", re.findall(rb"#\d+ = [^;]*;\n", body), b"ENDSEC;\n" + tail


HARMLESS = (b"APPLICATION_PROTOCOL_DEFINITION", b"PRODUCT_RELATED_PRODUCT_CATEGORY")
"""Said about the file or the product, referred to by nothing, and not about its shape."""


def test_each_entity_is_missed(small: bytes) -> None:
    """Without any one entity the file is refused, but for two that speak of no shape."""
    head, lines, tail = statements(small)
    assert len(lines) > 300
    for at, lost in enumerate(lines):
        seen = told(head + b"".join(lines[:at] + lines[at + 1 :]) + tail)
        assert seen is None or any(word in lost for word in HARMLESS), lost


def altered(lines: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each number of each point, circle, surface and direction, one at a time, changed."""
    kinds = rb"CARTESIAN_POINT|DIRECTION|CIRCLE|CYLINDRICAL|CONICAL"
    for at, text in enumerate(lines):
        if re.search(kinds, text):
            for found in re.finditer(rb"(?<=[(,])-?\d+\.\d*(?:E-?\d+)?", text):
                value = float(found[0]) + 0.05
                changed = b"%.6f" % value
                yield at, text[: found.start()] + changed + text[found.end() :]


def test_each_number_counts(small: bytes) -> None:
    """A coordinate, radius or angle off by 0.05 is noticed, or says the same shape as before.

    The same shape: a plane's point moved within it, a line's along it, an axis' along itself, and
    where angles around an axis start.
    """
    head, lines, tail = statements(small)
    honest = step.read(small)
    cases = list(altered(lines))
    noticed = 0
    for at, text in cases:
        seen = told(head + b"".join([*lines[:at], text, *lines[at + 1 :]]) + tail)
        if seen is None:
            noticed += 1
            continue
        for face, other in zip(seen, honest, strict=True):
            assert same_marks(face.marks, other.marks), text
    assert noticed > 0.6 * len(cases)


@pytest.mark.parametrize("sense", [b".T.", b".F."])
def test_each_sense_counts(small: bytes, sense: bytes) -> None:
    """An edge, bound or face that runs the other way is noticed."""
    head, lines, tail = statements(small)
    other = b".F." if sense == b".T." else b".T."
    for at, text in enumerate(lines):
        if sense in text:
            flipped = text.replace(sense, other)
            assert told(head + b"".join([*lines[:at], flipped, *lines[at + 1 :]]) + tail) is None


def test_each_reference_counts(small: bytes) -> None:
    """A reference that leads to another entity is refused, or was not about the shape."""
    head, lines, tail = statements(small)
    honest = step.read(small)
    for at, text in enumerate(lines):
        for found in list(re.finditer(rb"#\d+", text))[1:]:
            changed = text[: found.start()] + b"#%d" % (at // 2 + 1) + text[found.end() :]
            seen = told(head + b"".join([*lines[:at], changed, *lines[at + 1 :]]) + tail)
            if seen is not None:
                for face, other in zip(seen, honest, strict=True):
                    assert same_marks(face.marks, other.marks), (text, changed)


@pytest.mark.parametrize("part", [0, 1, 100, 0.3, 0.9, 0.999])
def test_a_torn_file_is_refused(small: bytes, part: float) -> None:
    """However much of it is there."""
    assert told(small[: int(part if part >= 1 else len(small) * part)]) is None


def test_a_wrong_unit_is_refused(small: bytes) -> None:
    """Metres or inches are not read as millimetres."""
    with pytest.raises(ReadError, match="not in millimetres"):
        step.read(small.replace(b"SI_UNIT(.MILLI.,.METRE.)", b"SI_UNIT($,.METRE.)"))


SET = (washers("front", 9, 29, 49), washers("back", 9, 29, 49))


def test_a_set_is_one_product_with_a_solid_for_each_piece() -> None:
    """Front and back read as drawn, each piece where it lies, and the kernel finds all of them."""
    data = step.write(SET)
    assert data.count(b"MANIFOLD_SOLID_BREP(") == 3
    assert len(re.findall(rb"\bPRODUCT\(", data)) == 1
    assert sound(kernel_read(data), 3)
    for face, layout in zip(step.read(data), SET, strict=True):
        assert same_marks(step.view(layout).marks, face.marks)


def test_a_set_without_a_piece_or_with_two_in_one_place_is_refused() -> None:
    """A solid fewer in the file is not what the shape lists; one upon another is no set."""
    from generator import cad, kernel

    data = step.write(SET)
    _, lines, _ = statements(data)
    solids = [line for line in lines if b"MANIFOLD_SOLID_BREP(" in line]
    assert told(data.replace(solids[1], b"")) is None
    both = kernel.together([cad.solid(SMALL), cad.solid(SMALL)])
    with pytest.raises(ReadError, match="2 solids in this STEP file touch"):
        step.read(cad.part21(both))
    thinner = cad.solid((Layout("front", THICK / 2, (disc(29, 9),)),))
    pieces = kernel.together([cad.solid((front(disc(9, 9)),)), thinner])
    with pytest.raises(ReadError, match="not equally thick and level"):
        step.read(cad.part21(pieces))


def test_two_solids_are_refused(small: bytes) -> None:
    """A second solid that shares the faces of the first is no piece of a set."""
    second = b"#900001 = MANIFOLD_SOLID_BREP('',#900002);\n#900002 = CLOSED_SHELL('',(#17));\n"
    with pytest.raises(ReadError, match="2 solids"):
        step.read(small.replace(b"ENDSEC;\nEND-ISO", second + b"ENDSEC;\nEND-ISO"))


def test_a_pocket_not_of_a_plate_is_refused() -> None:
    """A foreign solid that is no slab with upright pockets is refused in one line."""
    from OCP.BRepPrimAPI import BRepPrimAPI_MakeCone, BRepPrimAPI_MakeSphere, BRepPrimAPI_MakeTorus

    from generator import cad

    for shape in (
        BRepPrimAPI_MakeSphere(3.0).Solid(),
        BRepPrimAPI_MakeCone(3.0, 1.0, 2.0).Solid(),
        BRepPrimAPI_MakeTorus(4.0, 1.0).Solid(),
    ):
        assert told(cad.part21(shape)) is None


def test_a_deeper_mark_reads_deeper() -> None:
    """Depth and angle come from the floor, not from what we know."""
    for cut in (Cut(0.3), Cut(1.9), Cut(0.35, 120.0), Cut(1.0, 60.0)):
        data = step.write((front(outline(), Dot(Role.MARK, Point(5, 5), 1.0, cut)),))
        (_, mark) = step.read(data)[0].marks
        assert mark.cut == cut
