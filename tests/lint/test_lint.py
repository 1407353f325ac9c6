"""The linter: nothing on what is good, a word for each defect, one line for what is none."""

from __future__ import annotations

import io
import random
import re
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from generator import pipeline, template_file
from generator.errors import ReadError
from generator.formats import FORMATS
from generator.formats.svg import write as write_svg
from generator.geometry import Point, Size, rounded_rectangle
from generator.layout import Area, Cut, Dot, Layout, Role
from generator.lint import LINTERS, lint
from generator.lint.drawing import Disc, Shape, Use, flat_of
from generator.lint.findings import SEVERITY
from tests.lint import broken_dxf, broken_others, broken_step, broken_svg
from tests.lint.broken_others import Other
from tests.lint.good import Broken, good
from tests.lint.good_others import MODEL, PAGE, ascii_stl, packed_pdf, pdf, threemf
from tests.plates import road

BROKEN: tuple[Broken | Other, ...] = (
    *broken_svg.BROKEN,
    *broken_dxf.BROKEN,
    *broken_step.BROKEN,
    *broken_others.BROKEN,
)

FEW = ("card", "codl", "disc-6", "keytag", "seedqr", "text-85", "washer-m6", "words-85")
"""Dots, quarters, a disc, a code, long texts, a set of pieces and whole words."""

ROUNDS = 60
"""How often each good file is damaged at random."""


def codes(data: bytes, kind: str) -> set[str]:
    """The codes of all findings on a file."""
    named, findings = lint(data, f"plate.{kind}")
    assert named == kind
    return {each.code for each in findings}


@pytest.mark.parametrize("kind", LINTERS)
def test_a_good_file_has_no_finding(kind: str) -> None:
    """What every broken file is made from is itself whole."""
    assert lint(good(kind), f"plate.{kind}") == (kind, ())


@pytest.mark.parametrize("page", [pdf(drawn=PAGE), packed_pdf()], ids=["plain", "packed"])
def test_what_pages_draw_has_no_finding(page: bytes) -> None:
    """Texts with brackets in them, texts among numbers, and all kinds of numbers are in order."""
    assert lint(page, "plate.pdf") == ("pdf", ())


@pytest.mark.parametrize("inches", [False, True])
def test_a_unit_without_a_system_of_units_contradicts_nothing(*, inches: bool) -> None:
    """A file that states no $MEASUREMENT states one unit; that it is not the millimetre is told."""
    text = good("dxf").decode()
    if inches:
        text = broken_dxf.inches(text)
    text = re.sub(r"  9\n\$MEASUREMENT\n *70\n *\d\n", "", text)
    assert "$MEASUREMENT" not in text
    told = codes(text.encode(), "dxf")
    assert ("unit-not-mm" in told) is inches
    assert "unit-contradiction" not in told


def test_a_hundred_thousand_circles_are_kept_as_circles() -> None:
    """The lines that stand for a circle are not kept: for a large drawing they took a gigabyte."""
    tracemalloc.start()
    try:
        flats = [
            flat_of(Shape(at, Use.MARK, "", Disc(Point(at, 0.0), 0.4))) for at in range(40_000)
        ]
        corners = sum(len(line) for flat in flats for line in flat.lines)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert corners > 40_000 * 16
    assert peak < 60 * corners


@pytest.mark.parametrize("broken", BROKEN, ids=lambda each: each.name)
def test_each_defect_is_found(broken: Broken | Other) -> None:
    """A good file that was broken in one way has at least the finding of that way."""
    assert broken.code in codes(broken.data(), broken.format)


def test_every_code_has_been_seen() -> None:
    """No code is there that nothing is found with, and there are more than 55 ways to break."""
    assert {broken.code for broken in BROKEN} == set(SEVERITY)
    assert len({broken.how for broken in BROKEN}) == len(BROKEN) > 55


def made(name: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The files of a plate, blank and with the densest secret that it takes."""
    template = road.last_of(name)
    formats = [road.format_of(kind) for kind in kinds]
    for product in pipeline.blank(template, formats):
        yield product.format, product.data
    secret = road.secrets(road.chosen(template))["dense"]
    for product in pipeline.make(secret, template, formats):
        yield product.format, product.data


@pytest.mark.parametrize("name", FEW)
def test_files_of_ours_have_no_finding(name: str) -> None:
    """What `make` and `blank` write is what a workshop takes."""
    for kind, data in made(name, road.FLAT):
        assert lint(data, "") == (kind, ())


@pytest.mark.prove
@pytest.mark.parametrize("name", template_file.names())
def test_no_file_of_ours_has_a_finding(name: str) -> None:
    """Of every template, in every format; as solids the blanks, which take less time."""
    for kind, data in made(name, road.FLAT):
        assert lint(data, "") == (kind, ())
    formats = [road.format_of(kind) for kind in road.SOLID]
    for product in pipeline.blank(road.last_of(name), formats):
        assert lint(product.data, "") == (product.format, ())


def test_a_mesh_in_text_has_no_finding() -> None:
    """An STL is read both ways."""
    assert lint(ascii_stl().encode(), "a.stl") == ("stl", ())


@pytest.mark.parametrize("kind", LINTERS)
def test_damage_at_random_never_fails(kind: str) -> None:
    """A file cut short or with bytes changed has findings or is refused in one line."""
    whole = good(kind)
    dice = random.Random(kind)  # noqa: S311  # damage, not a secret
    for _ in range(ROUNDS):
        data = bytearray(whole[: dice.choice((len(whole), dice.randrange(len(whole))))])
        for _ in range(dice.randrange(4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            lint(bytes(data), f"plate.{kind}")
        except ReadError as error:
            assert "\n" not in str(error)
            assert len(str(error)) < 200


@pytest.mark.parametrize("encoding", ["big5", "no-such-encoding"])
def test_a_3mf_in_an_encoding_that_nobody_has_is_refused(encoding: str) -> None:
    """In one line, whatever the parser raises."""
    with pytest.raises(ReadError, match="encoding"):
        lint(threemf(f'<?xml version="1.0" encoding="{encoding}"?>{MODEL}'), "a.3mf")


def test_a_3mf_packed_otherwise_is_refused() -> None:
    """The specification knows deflate alone, so nothing else is unpacked."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(threemf())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    with pytest.raises(ReadError, match="deflate"):
        lint(stream.getvalue(), "a.3mf")


@pytest.mark.parametrize("kind", ["svg", "dxf", "step", "gcode", "lbrn2", "stl", "3mf"])
def test_a_file_cut_short_is_never_passed(kind: str) -> None:
    """Wherever it ends, there is a finding, or nothing is said about it but that."""
    whole = good(kind)
    for part in range(1, 20):
        try:
            assert lint(whole[: len(whole) * part // 20], f"plate.{kind}")[1]
        except ReadError:
            continue


@pytest.mark.parametrize("data", [b"", b" \n", b"\x00\x01\x02", b"hello", b"PK", b"\xff" * 99])
@pytest.mark.parametrize("name", ["a", "a.svg", "a.dxf", "a.step", "a.txt"])
def test_what_is_none_is_refused(data: bytes, name: str) -> None:
    """An empty, unknown or binary file has no findings but one reason."""
    with pytest.raises(ReadError):
        lint(data, name)


def test_entities_are_refused() -> None:
    """A file that could grow without end while it is read is not read."""
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    with pytest.raises(ReadError, match="DOCTYPE"):
        lint(bomb.encode(), "a.svg")


def test_no_text_of_a_file_is_repeated() -> None:
    """A file may hold a secret in any place that holds text."""
    word = "abandon"
    svg = good("svg").decode()
    for old in ('id="mark"', "#000000", "evenodd", "0.750", "M 26", "62.000mm", "<circle"):
        data = svg.replace(old, f"{old[:-1]}{word}{old[-1]}").encode()
        try:
            assert word not in str(lint(data, "a.svg"))
        except ReadError as error:
            assert word not in str(error)
    dxf = good("dxf").decode()
    for old in ("CIRCLE", "LWPOLYLINE", "legend", "mark", "AC1024", "CONTINUOUS"):
        assert word not in str(lint(dxf.replace(old, word).encode(), "a.dxf"))


def test_places_are_counted_from_the_corner() -> None:
    """The first place of a defect is in millimetres from the lower left corner of the drawing."""
    data = broken_svg.marks_that_overlap(good("svg").decode()).encode()
    (finding,) = lint(data, "")[1]
    assert (finding.code, finding.count) == ("overlapping-marks", 1)
    assert (finding.x, finding.y) == pytest.approx((21, 15))


def test_lines_of_a_program_are_counted() -> None:
    """The first line of a defect is named, also where it is known at the end only."""
    program = b"G21\nG90\nM3 S500\nG4 P10\nG4 P10\nG0 X1\nG1 X2\nM2\n"
    lines = {each.code: (each.line, each.count) for each in lint(program, "a.gcode")[1]}
    assert lines == {
        "beam-standing": (4, 2),
        "beam-on-rapid": (6, 1),
        "no-feed": (7, 1),
        "beam-left-on": (None, 1),
    }


@pytest.mark.parametrize("head", ["M4 S500", "M3 S0", "M3 S9000\nG0 Z5"])
def test_a_dwell_without_a_burning_beam_is_none(head: str) -> None:
    """M4 burns nothing at rest, S0 nothing at all, and a spindle may run up to its speed."""
    program = f"G21\nG90\n{head}\nG4 P2\nG1 X9 F100\nM5\nM2\n"
    assert lint(program.encode(), "a.gcode") == ("gcode", ())


def test_a_3mf_larger_unpacked_than_any_file_may_be_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A small package may hold a large part, and that counts."""
    monkeypatch.setattr("generator.lint.threemf.MAX_BYTES", 2 * len(threemf()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("3D/3dmodel.model", f"{MODEL}<!--{' ' * 3 * len(threemf())}-->")
    with pytest.raises(ReadError, match="a part of the 3MF is larger"):
        lint(stream.getvalue(), "a.3mf")


def test_a_full_plate_of_2500_dots() -> None:
    """Many marks beside each other are compared with their neighbours, and not all with all."""
    edge = Area(Role.OUTLINE, rounded_rectangle(Size(104, 104), 3), (), Cut(2.0))
    dots = [
        Dot(Role.MARK, Point(3 + 2 * column, 3 + 2 * row), 1.5, Cut(0.4))
        for row in range(50)
        for column in range(50)
    ]
    data = write_svg((Layout("front", 2.0, (edge, *dots)),))
    assert lint(data, "") == ("svg", ())


def test_shapes_without_end_on_one_place_are_refused() -> None:
    """A file that would keep the linter busy for hours is no plate's."""
    circle = '<circle cx="9" cy="9" r="5" fill="#000000" />'
    page = 'xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm" viewBox="0 0 20 20"'
    with pytest.raises(ReadError, match="lie on one another"):
        lint(f"<svg {page}>{circle * 1_000}</svg>".encode(), "")


def test_every_format_that_ships_has_a_linter() -> None:
    """A format that is written can be looked through."""
    written = {name.partition("-")[0].replace("stencil", "pdf") for name in FORMATS}
    assert written <= LINTERS.keys()


def test_a_blow_is_no_beam_at_rest() -> None:
    """A needle is driven by M3 and a short dwell."""
    program = b"G21\nG90\nM3 S500\nG4 P0.02\nM5\nG0 X9\nM2\n"
    assert lint(program, "a.gcode") == ("gcode", ())
