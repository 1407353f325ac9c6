from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.formats.dxf import write
from generator.formats.dxf_read import read
from generator.geometry import Arc, Line, Path, Point
from generator.layout import Area, Dot, Face, Role, Stroke
from tests.formats.layouts import every_shape

# ------------------------------------------------------------------------------ what others write

HEADER = "0 SECTION 2 HEADER 9 $ACADVER 1 AC1024 9 $INSUNITS 70 4 0 ENDSEC"
EDGE = "0 LWPOLYLINE 8 outline 90 4 70 1 10 5 20 5 10 25 20 5 10 25 20 15 10 5 20 15"
END = "0 ENDSEC 0 EOF"
COLOURS = {"mark": 7, "legend": 5, "outline": 1, "guide": 3, "hole": 30, "fiducial": 6}
LAYERS = (
    "0 SECTION 2 TABLES 0 TABLE 2 LAYER "
    + " ".join(f"0 LAYER 2 {name} 70 0 62 {colour}" for name, colour in COLOURS.items())
    + " 0 ENDTAB 0 ENDSEC"
)


def lines(words: str) -> bytes:
    """A file of words, a line each."""
    return "\n".join([*words.split(), ""]).encode()


def drawn(entity: str, header: str = HEADER, before: str = "") -> Face:
    """What is read of one entity on a plate whose lower left corner is not the origin."""
    return read(lines(f"{header} {LAYERS} {before} 0 SECTION 2 ENTITIES {entity} {EDGE} {END}"))[0]


def test_lines_and_arcs_are_strokes() -> None:
    """A line and arcs of less and of more than half a turn, the latter in two halves."""
    line = drawn("0 LINE 8 MARK 10 6 20 7 11 9 21 7").marks[0]
    assert line == Stroke(Role.MARK, Path(Point(1, 2), (Line(Point(4, 2)),)), 0.0)
    quarter = drawn("0 ARC 8 guide 10 6 20 7 40 2 50 0 51 90").marks[0]
    assert quarter == Stroke(Role.GUIDE, Path(Point(3, 2), (Arc(Point(1, 4), 2.0, ccw=True),)), 0.0)
    three = drawn("0 ARC 8 guide 10 6 20 7 40 2 50 90 51 0").marks[0]
    assert isinstance(three, Stroke)
    assert (three.path.start, three.path.segments[1].end) == (Point(1, 4), Point(3, 2))
    assert three.path.segments[0].end == Point(-0.414, 0.586)


def test_a_bulge_above_one_is_split_in_two() -> None:
    """Three quarters of a turn are two arcs of three eighths."""
    bulge = math.tan(3 * math.pi / 8)
    mark = drawn(f"0 LWPOLYLINE 8 mark 90 2 70 0 10 8 20 7 42 {bulge} 10 6 20 5").marks[0]
    assert isinstance(mark, Stroke)
    halves = mark.path.segments
    assert [step.end for step in halves] == [Point(-0.414, 3.414), Point(1, 0)]
    assert all(isinstance(step, Arc) and step.ccw and step.radius == 2 for step in halves)


def test_a_clockwise_contour_is_turned() -> None:
    """A contour is counter-clockwise however it was drawn."""
    square = "0 LWPOLYLINE 8 mark 90 3 70 1 10 6 20 6 10 6 20 8 10 8 20 6"
    mark = drawn(square).marks[0]
    assert isinstance(mark, Area)
    assert mark.outline.area() == pytest.approx(2.0)


def test_inches_are_understood() -> None:
    """A drawing in inches is scaled by 25.4."""
    face = drawn("0 CIRCLE 8 hole 10 6 20 7 40 0.5", header=HEADER.replace("70 4", "70 1"))
    assert face.marks[0] == Dot(Role.HOLE, Point(25.4, 50.8), 25.4)
    assert face.marks[1].box().width == 508


def test_what_cad_programs_add_is_let_pass() -> None:
    """Comments, extended data, owners, Windows line ends and a paper page change nothing."""
    plain = "0 CIRCLE 8 hole 10 6 20 7 40 0.5"
    rich = (
        "999 comment 0 VIEWPORT 67 1 8 0 10 1 20 1 40 9 0 CIRCLE 5 2F 330 1F 100 AcDbEntity 8 hole "
        "62 256 67 0 410 Model 6 ByLayer 370 -1 10 6.0 20 7 30 0 40 5e-1 210 0 220 0 230 1 "
        "1001 APP 1000 x"
    )
    blocks = "0 SECTION 2 BLOCKS 0 BLOCK 8 0 2 *Model_Space 10 0 20 0 0 ENDBLK 0 ENDSEC"
    assert drawn(rich, before=blocks) == drawn(plain)
    data = lines(f"{HEADER} {LAYERS} 0 SECTION 2 ENTITIES {plain} {EDGE} {END}")
    assert read(data.replace(b"\n", b"\r\n")) == read(data) == (drawn(plain),)


# ------------------------------------------------------------------------------------ what is wrong

CIRCLE = "0 CIRCLE 8 hole 10 6 20 7 40 0.5"
STROKE = "0 LWPOLYLINE 8 mark 90 2 70 0 10 6 20 6 10 8 20 6"
SAMPLE = f"{HEADER} {LAYERS} 0 SECTION 2 ENTITIES {CIRCLE} {STROKE} {EDGE} {END}"
DAMAGE: dict[str, tuple[str, str, str]] = {
    "no unit": ("9 $INSUNITS 70 4", "", "millimetres"),
    "unit 0": ("9 $INSUNITS 70 4", "9 $INSUNITS 70 0", "millimetres"),
    "metres": ("9 $INSUNITS 70 4", "9 $INSUNITS 70 6", "millimetres"),
    "unit twice": ("9 $INSUNITS 70 4", "9 $INSUNITS 70 4 9 $INSUNITS 70 1", "twice"),
    "no header": (HEADER, "", "no unit"),
    "R13": ("AC1024", "AC1012", "version"),
    "R12 that is not metric": ("AC1024 9 $INSUNITS 70 4", "AC1009", "metric"),
    "R12 in feet": ("AC1024 9 $INSUNITS 70 4", "AC1009 9 $INSUNITS 70 2", "millimetres"),
    "R12 in two units": (
        "AC1024 9 $INSUNITS 70 4",
        "AC1009 9 $MEASUREMENT 70 1 9 $MEASUREMENT 70 0",
        "twice",
    ),
    "vertex alone": (CIRCLE, "0 VERTEX 8 hole 10 6 20 7", "belongs to no polyline"),
    "polyline without end": (CIRCLE, f"0 POLYLINE 8 hole 66 1 {CIRCLE}", "SEQEND"),
    "polyline of nothing": (CIRCLE, "0 POLYLINE 8 hole 66 1 70 0 0 SEQEND", "vertices"),
    "raised polyline": (CIRCLE, "0 POLYLINE 8 hole 66 1 30 5 70 0 0 SEQEND", "raised"),
    "vertex on another layer": (
        CIRCLE,
        "0 POLYLINE 8 hole 66 1 70 0 0 VERTEX 8 mark 10 6 20 7 0 SEQEND",
        "another layer",
    ),
    "vertex of a curve": (
        CIRCLE,
        "0 POLYLINE 8 hole 66 1 70 0 0 VERTEX 8 hole 10 6 20 7 70 1 0 SEQEND",
        "fitted curve",
    ),
    "vertex without x": (
        CIRCLE,
        "0 POLYLINE 8 hole 66 1 70 0 0 VERTEX 8 hole 20 7 0 SEQEND",
        "lacks its x or y",
    ),
    "vertex in a colour": (
        CIRCLE,
        (
            "0 POLYLINE 8 hole 66 1 70 0 0 VERTEX 8 hole 10 6 20 7 62 3 0 VERTEX 8 hole 10 8 20 7 "
            "0 SEQEND"
        ),
        "coloured",
    ),
    "wide vertex": (
        CIRCLE,
        (
            "0 POLYLINE 8 hole 66 1 70 0 0 VERTEX 8 hole 10 6 20 7 40 1 0 VERTEX 8 hole 10 8 20 7 "
            "0 SEQEND"
        ),
        "width",
    ),
    "layer 0": ("8 hole", "8 0", "not a role"),
    "unknown layer": ("8 hole", "8 abandon", "not a role"),
    "no layer": ("8 hole", "", "not a role"),
    "layer twice": ("8 hole", "8 hole 8 mark", "stands twice"),
    "layer off": ("62 30", "62 -30", "off"),
    "layer frozen": ("2 hole 70 0", "2 hole 70 1", "frozen"),
    "layer not plotted": ("62 30", "62 30 290 0", "not plotted"),
    "layer in another role's colour": ("62 30", "62 7", "colour of its role, 30"),
    "layer of true colour": ("62 30", "62 30 420 255", "colour of its role, 30"),
    "layer in a colour twice": ("62 30", "62 30 62 7", "stands twice"),
    "dashed layer": ("2 mark 70 0 62 7", "2 MARK 70 0 62 7 6 DASHED", "line type"),
    "layer twice in the table": ("0 ENDTAB", "0 LAYER 2 Hole 70 0 62 30 0 ENDTAB", "twice"),
    "layer not in the table": ("0 LAYER 2 hole", "0 LAYER 2 holes", "no definition"),
    "own colour": ("8 hole", "8 hole 62 3", "coloured"),
    "true colour": ("8 hole", "8 hole 420 255", "may change the cut"),
    "hidden": ("8 hole", "8 hole 60 1", "hidden"),
    "on paper": ("8 hole", "8 hole 67 1", "out of plane"),
    "on a sheet": ("8 hole", "8 hole 410 Layout1", "sheet of paper"),
    "thick": ("8 hole", "8 hole 39 1", "thick"),
    "mirrored": ("8 hole", "8 hole 230 -1", "out of plane"),
    "raised": ("8 hole", "8 hole 30 5", "out of plane"),
    "dashed": ("8 hole", "8 hole 6 DASHED", "continuous"),
    "text": (CIRCLE, "0 TEXT 8 hole 1 abandon", "TEXT"),
    "spline": (CIRCLE, "0 SPLINE 8 hole", "SPLINE"),
    "hatch": (CIRCLE, "0 HATCH 8 hole", "HATCH"),
    "insert": (CIRCLE, "0 INSERT 8 hole", "INSERT"),
    "viewport on the model": (CIRCLE, "0 VIEWPORT 8 hole", "VIEWPORT"),
    "unknown kind": (CIRCLE, "0 ABANDON 8 hole", "unknown kind"),
    "block with content": (LAYERS, "0 SECTION 2 BLOCKS 0 BLOCK 2 A 0 LINE 0 ENDSEC", "block"),
    "unknown section": ("2 TABLES", "2 ABANDON", "section"),
    "section twice": ("2 TABLES", "2 HEADER", "section"),
    "nested section": ("0 ENDTAB 0 ENDSEC", "0 ENDTAB", "section"),
    "open section": (END, "0 EOF", "not ended"),
    "no section": ("0 SECTION 2 ENTITIES", "", "outside"),
    "no EOF": ("0 EOF", "", "ends too early"),
    "more after EOF": ("0 EOF", "0 EOF 0 SECTION", "after its EOF"),
    "odd lines": ("40 0.5", "40", "group code"),
    "lone code": ("0 EOF", "0 EOF 0", "no value"),
    "code out of range": ("40 0.5", "4000 0.5", "group code"),
    "no radius": ("40 0.5", "", "lacks"),
    "radius 0": ("40 0.5", "40 0", "not positive"),
    "negative radius": ("40 0.5", "40 -1", "not positive"),
    "tiny radius": ("40 0.5", "40 0.0001", "micrometre"),
    "NaN": ("10 6 20 7", "10 nan 20 7", "plain number"),
    "infinite": ("10 6 20 7", "10 1e999 20 7", "not finite"),
    "far away": ("10 6 20 7", "10 99999 20 7", "10 m"),
    "underscores": ("10 6 20 7", "10 1_0 20 7", "plain number"),
    "vertex count": ("90 2", "90 3", "number of vertices"),
    "no vertex count": ("90 2", "", "number of vertices"),
    "vertex without y": ("10 8 20 6", "10 8", "lacks its y"),
    "y without vertex": ("70 0 10 6", "70 0 20 6 10 6", "no vertex"),
    "wide": ("70 0 10 6", "70 0 43 1 10 6", "thick"),
    "wide at a vertex": ("10 8 20 6", "10 8 20 6 40 1", "width"),
    "spline-like flags": ("90 2 70 0", "90 2 70 4", "flags"),
    "no length": ("10 8 20 6", "10 6 20 6", "no length"),
    "no length of a bulge": ("10 6 20 6 10 8", "10 8 20 6 42 1 10 8", "no length"),
    "flat contour": ("90 2 70 0", "90 2 70 1", "encloses nothing"),
    "no outline": (EDGE, "", "no outline"),
    "open outline": ("90 4 70 1", "90 4 70 0", "not one closed"),
    "two outlines": (EDGE, f"{EDGE} {EDGE}", "2 outlines"),
    "exploded outline": (EDGE, "0 LINE 8 outline 10 5 20 5 11 9 21 5", "not one closed"),
    "full arc": (CIRCLE, "0 ARC 8 hole 10 6 20 7 40 1 50 0 51 360", "no length"),
    "huge bulge": ("10 6 20 6", "10 6 20 6 42 1e9", "10 m"),
}


def refused(data: bytes) -> str:
    """The one line that a damaged file is refused with."""
    with pytest.raises(ReadError) as refusal:
        read(data)
    message = str(refusal.value)
    assert 0 < len(message) <= 200
    assert message.isprintable()
    assert "abandon" not in message.lower()
    return message


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_refused_with_its_reason(name: str) -> None:
    """Each defect alone makes the file one that is not cut, and the message says which it is."""
    before, after, reason = DAMAGE[name]
    assert len(read(lines(SAMPLE))[0].marks) == 3
    assert before in SAMPLE
    assert reason in refused(lines(SAMPLE.replace(before, after, 1)))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"abandon abandon\n", "group code"),
        (b"\xff\xfe0\x00", "UTF-8"),
        (b"AutoCAD Binary DXF\r\n\x1a\x00", "binary"),
        (b"2\nHEADER\n", "begin"),
        (b" " * (64 * 1024 * 1024) + b"0", "64 MB"),
    ],
)
def test_what_is_no_dxf_is_refused(data: bytes, reason: str) -> None:
    """Empty, foreign, binary and huge files have one clear line each."""
    assert reason in refused(data)


def test_every_truncation_is_noticed() -> None:
    """No beginning of a file passes for a whole one."""
    data = write((every_shape(),)).rstrip()
    for size in range(0, len(data), len(data) // 60):
        refused(data[:size])


@given(st.data())
def test_corrupted_bytes_are_refused_or_read_but_never_crash(data: st.DataObject) -> None:
    """Whatever happens to some bytes, the answer is a face or a reason."""
    damaged = bytearray(lines(SAMPLE))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with suppress(ReadError):
        assert len(read(bytes(damaged))) == 1


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_called_that(part: float) -> None:
    """Wherever it was cut, and not a strange entity."""
    whole = write((every_shape(),))
    cut = whole[: int(len(whole) * part)]
    assert "ends too early" in refused(cut)
