from __future__ import annotations

import math
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path as Path_

import pytest

from generator.errors import ReadError, RuleError
from generator.formats.gcode import format_for, view, write
from generator.formats.gcode_plan import check
from generator.formats.gcode_read import read
from generator.geometry import (
    Arc,
    Line,
    Path,
    Point,
    Size,
    Vec,
    circle,
    polygon,
    rounded_rectangle,
)
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
from generator.machine import Machine
from generator.match import differences
from generator.product import check_formats
from tests.formats.layouts import every_shape, layout_of
from tests.formats.machines import DRAG, LASER, MILL, OF_DOTS, OF_LINES, PECK, PEEN, V_BIT
from tests.plates.road import last_of

DOTS = layout_of(
    *(Dot(Role.MARK, Point(5 + x, 8), 0.6) for x in (0, 2, 4)), Dot(Role.HOLE, Point(20, 20), 3)
)
ENGRAVED = layout_of(
    *(
        mark
        for mark in every_shape().marks
        if mark.role is not Role.OUTLINE and (mark.role is not Role.HOLE or isinstance(mark, Dot))
    )
)


def lines(layout: Layout, machine: Machine) -> list[str]:
    """The lines of a file."""
    return write((layout,), machine).decode("ascii").splitlines()


# ------------------------------------------------------------------------------------------ the law


@pytest.mark.parametrize("name", OF_LINES)
def test_a_machine_of_lines_does_what_the_view_promises(name: str) -> None:
    """Each shape of each role that is not cut comes back as a mark, filled with the same lines."""
    machine = OF_LINES[name]
    (face,) = read(write((ENGRAVED,), machine), machine)
    assert differences(view(ENGRAVED, machine).marks, face.marks) == ([], [])
    assert sum(isinstance(mark, Dot) and mark.role is Role.MARK for mark in face.marks) == 4


@pytest.mark.parametrize("name", OF_DOTS)
def test_a_machine_of_dots_does_what_the_view_promises(name: str) -> None:
    """Each dot comes back where it was; a pointed drill tells its size, a needle its own."""
    machine = OF_DOTS[name]
    (face,) = read(write((DOTS,), machine), machine)
    assert differences(view(DOTS, machine).marks, face.marks) == ([], [])
    sizes = {mark.diameter for mark in face.marks if isinstance(mark, Dot)}
    assert sizes == {0.4 if name == "dot-peen" else 0.6}
    assert len(face.marks) == 3


def test_what_is_cut_is_seen_as_outline_and_hole() -> None:
    """A laser that may cut does so from the front, with a power of its own, holes first."""
    (face,) = read(write((DOTS,), LASER), LASER)
    assert {mark.role for mark in face.marks} == {Role.MARK, Role.HOLE, Role.OUTLINE}
    powers = re.findall(r" S(\d+)", "\n".join(lines(DOTS, LASER)))
    assert powers.index("1000") > max(at for at, power in enumerate(powers) if power == "800")
    back = replace(DOTS, side="back")
    assert not any(" S1000" in line for line in lines(back, LASER))
    no_cut = replace(LASER, cut_power=0, cut_feed=0.0)
    assert {mark.role for mark in read(write((DOTS,), no_cut), no_cut)[0].marks} == {Role.MARK}


def test_the_datum_stands_where_the_profile_says() -> None:
    """All coordinates are the machine's, and reading takes its offset off again."""
    assert "G0 X15.250 Y28.000 S0" in lines(DOTS, LASER)
    (face,) = read(write((DOTS,), LASER), replace(LASER, offset=LASER.offset * 0.5))
    moved = [mark for mark in face.marks if mark.role is Role.OUTLINE]
    assert (moved[0].box().left, moved[0].box().bottom) == (5.0, 10.0)


def test_a_disc_is_filled_to_its_edge() -> None:
    """The lines lie a tool's width apart, within the ring, and leave no gap to it."""
    layout = layout_of(Dot(Role.MARK, Point(30, 15), 2.0))
    marks = view(layout, LASER).marks
    rows = sorted(mark.path.start.y for mark in marks if isinstance(mark, Stroke))
    assert len(rows) == 18
    assert all(abs(b - a - 0.1) < 0.0011 for a, b in pairwise(rows))
    for mark in marks:
        if isinstance(mark, Stroke):
            half = (mark.path.segments[-1].end.x - mark.path.start.x) / 2
            due = math.sqrt(0.95**2 - (mark.path.start.y - 15) ** 2) - 0.05
            assert half == pytest.approx(due, abs=0.001)


def test_an_area_is_filled_inside_and_not_in_its_holes() -> None:
    """Each line lies in the ring between two circles, and all of it is covered."""
    ring = Area(Role.MARK, circle(Point(30, 15), 4), (circle(Point(30, 15), 2).reversed(),))
    marks = view(layout_of(ring), DRAG).marks
    strokes = [mark for mark in marks if isinstance(mark, Stroke)]
    covered = sum(mark.path.segments[-1].end.x - mark.path.start.x + 0.1 for mark in strokes) * 0.1
    assert covered == pytest.approx(3.14159 * (16 - 4), rel=0.01)
    for mark in strokes:
        for at in (mark.path.start, mark.path.segments[-1].end):
            assert 2 < at.distance(Point(30, 15)) < 4


# ----------------------------------------------------------------------------------------- dialects


def test_linuxcnc_follows_the_path_exactly(tmp_path: Path_) -> None:
    """Whatever way of blending its owner starts it with; its own interpreter takes the program."""
    mill = replace(V_BIT, dialect="linuxcnc")
    text = lines(ENGRAVED, mill)
    assert text[1] == "G21 G90 G17 G94 G61"
    if not shutil.which("rs274"):
        pytest.skip("rs274 comes with the Debian package linuxcnc-uspace")
    program = tmp_path / "engraved.ngc"
    program.write_bytes(write((ENGRAVED,), mill))
    asked = ("rs274", "-g", program.name)
    said = subprocess.run(
        asked, cwd=tmp_path, input="", capture_output=True, text=True, check=True
    ).stdout
    modes = re.findall(r"SET_MOTION_CONTROL_MODE\((\w+)", said)
    assert modes[-1] == "CANON_EXACT_PATH"
    assert "PROGRAM_END" in said


def test_a_name_that_no_comment_may_hold() -> None:
    """Brackets, other scripts and what is long are no part of what a program calls its machine."""
    (first, *_) = lines(DOTS, replace(DRAG, name="m(e)in L\u00e4ser" + "x" * 99))
    assert re.fullmatch(r"\(FOR [A-Za-z0-9._-]{1,40}\)", first)


@pytest.mark.parametrize("machine", [LASER, DRAG, V_BIT, PECK, PEEN])
def test_grbl_gets_only_what_it_takes(machine: Machine) -> None:
    """No cycle, no tool change, no %, no parameter; modes first, three decimals, M5 and M2 last."""
    text = lines(DOTS, machine)
    assert text[:3] == ["(FOR mine)", "G21 G90 G17 G94", "M8"]
    assert text[-3:] == ["M5", "M9", "M2"]
    codes = set(re.findall(r"[GM]\d+", " ".join(text)))
    assert codes <= {f"G{n}" for n in (0, 1, 2, 3, 4, 17, 21, 90, 94)} | {
        *("M2", "M3", "M4", "M5", "M8", "M9")
    }
    assert not set("%$();") & set("".join(text[1:]))
    assert all(len(number) == 3 for number in re.findall(r"[XYZIJ]-?\d+\.(\d+)", " ".join(text)))


def test_a_laser_is_dark_before_it_moves() -> None:
    """M4 at S0 before the first rapid, and S0 with each."""
    text = lines(DOTS, LASER)
    assert text.index("M4 S0") < next(at for at, line in enumerate(text) if line.startswith("G0"))
    assert all(line.endswith(" S0") for line in text if line.startswith("G0"))
    assert not any("M3" in line for line in text)


def test_pecks_go_down_step_by_step() -> None:
    """A drill comes up after each peck, and reaches the depth at which its dot is as wide."""
    text = lines(layout_of(Dot(Role.MARK, Point(5, 8), 1.0)), PECK)
    downs = [line for line in text if line.startswith("G1 Z")]
    assert downs == ["G1 Z-0.200 F60", "G1 Z-0.400 F60", "G1 Z-0.500 F60"]
    assert text[text.index(downs[0]) + 1] == "G0 Z0.500"
    cycle = "G83 X15.000 Y28.000 Z-0.500 R0.500 Q0.200 F60"
    mill = lines(layout_of(Dot(Role.MARK, Point(5, 8), 1.0)), MILL)
    assert mill[mill.index("G98") + 1 :] == [cycle, "G80", "G0 Z5.000", "M5", "M9", "M2"]


def test_a_pointed_cutter_goes_as_deep_as_a_line_is_wide() -> None:
    """0.4 mm with 60 degrees are 0.346 mm deep."""
    stroke = Stroke(Role.MARK, Path(Point(5, 5), (Line(Point(9, 5)),)), 0.4)
    assert "G1 Z-0.346 F60" in lines(layout_of(stroke), V_BIT)


# ----------------------------------------------------------------------------------- what can't be


@pytest.mark.parametrize(
    ("layout", "machine", "message"),
    [
        (every_shape(), PECK, "makes dots only, and marks of this plate are strokes: use --style"),
        (layout_of(Area(Role.MARK, circle(Point(9, 9), 1))), PEEN, "marks of this plate are areas"),
        (DOTS, replace(LASER, area=Size(60, 60)), "reaches 60 × 60 mm, but the plate would reach"),
        (DOTS, replace(LASER, tool=0.6), "makes lines of 0.6 mm, too wide for the dots of 0.6"),
        (DOTS, replace(PECK, depth=0.2), "goes 0.2 mm deep at most, and a mark of 0.6 needs 0.30"),
        (
            layout_of(*(Dot(Role.MARK, Point(20, 20), 20) for _ in range(300))),
            replace(LASER, tool=0.01),
            "more than 500,000 lines for this plate, with lines of 0.01 mm: it would have to make",
        ),
        (
            layout_of(*(Dot(Role.MARK, Point(20, 20), 10) for _ in range(300))),
            replace(DRAG, tool=0.01),
            "more than 500,000 lines for this plate, with lines of 0.01 mm",
        ),
        (
            layout_of(*(Dot(Role.MARK, Point(20, 20), 3) for _ in range(2000))),
            replace(PECK, peck=0.01),
            "more than 500,000 lines for this plate, with pecks of 0.01 mm: they would have to be",
        ),
        (
            DOTS,
            replace(LASER, kerf=0.2, offset=Vec(0.0, 5.0)),
            "would have to begin at -0.1 mm, left of or below its origin: make its offset at least",
        ),
        (
            layout_of(Stroke(Role.LEGEND, Path(Point(5, 5), (Line(Point(9, 5)),)), 0.1)),
            replace(LASER, tool=0.21),
            "makes lines of 0.21 mm, too wide for the lines of 0.1 on this plate",
        ),
        (replace(DOTS, thickness=0.3), PECK, "would go 0.30 mm deep into 0.3 mm of metal"),
    ],
)
def test_what_a_machine_can_not_do_is_one_line(
    layout: Layout, machine: Machine, message: str
) -> None:
    """Found on the full plate, with the number that is in the way."""
    with pytest.raises(RuleError) as caught:
        check(layout, machine)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


PLATE_OF_DOTS = layout_of(
    *(mark for mark in every_shape().marks if mark.role in (Role.LEGEND, Role.GUIDE)),
    Dot(Role.MARK, Point(5, 26), 0.6),
    Dot(Role.FIDUCIAL, Point(9, 26), 0.6),
    Area(Role.FIDUCIAL, circle(Point(14, 26), 1)),
)


@pytest.mark.parametrize("name", OF_DOTS)
def test_dots_are_made_without_their_legend(name: str) -> None:
    """Every dot of any role but rings for a hand; what is left out is counted and told first."""
    machine = OF_DOTS[name]
    check(PLATE_OF_DOTS, machine)
    text = lines(PLATE_OF_DOTS, machine)
    assert text[0] == "(DOTS ALONE: 5 STROKES OF THE LEGEND ARE LEFT OUT)"
    assert len(text[0]) < 80
    assert text[1:] == lines(
        layout_of(*(mark for mark in PLATE_OF_DOTS.marks if isinstance(mark, Dot))), machine
    )
    (face,) = read(write((PLATE_OF_DOTS,), machine), machine)
    assert differences(view(PLATE_OF_DOTS, machine).marks, face.marks) == ([], [])
    places = {(m.centre.x, m.centre.y) for m in face.marks if isinstance(m, Dot)}
    assert {(5, 26), (9, 26)} < places
    omits = format_for(machine).omits
    assert omits is not None
    assert omits(PLATE_OF_DOTS) == 5
    assert omits(DOTS) == 0


@pytest.mark.parametrize("name", OF_LINES)
def test_machines_of_lines_leave_out_nothing(name: str) -> None:
    """The one comment in their files says for which machine they are."""
    text = lines(PLATE_OF_DOTS, OF_LINES[name])
    assert text[:2] == ["(FOR mine)", "G21 G90 G17 G94"]
    assert not any("(" in line for line in text[1:])


def test_a_tool_too_wide_for_a_code_is_refused() -> None:
    """A line along the edges of dark modules would fill up the light ones."""
    plate = last_of("text-85")
    machine = replace(LASER, area=Size(400, 400))
    for tool, passes in ((0.4, True), (0.49, False), (3.0, False)):
        formats = [format_for(replace(machine, tool=tool))]
        if passes:
            check_formats(plate, formats)
            continue
        with pytest.raises(RuleError, match="too wide for the modules of 1.2 mm of a code"):
            check_formats(plate, formats)


def test_a_program_that_would_be_too_long_is_not_even_viewed() -> None:
    """Plates that a machine can't fill are left out of what a file of it may be."""
    layout = layout_of(Area(Role.MARK, circle(Point(30, 15), 12)))
    with pytest.raises(RuleError, match="more than 500,000 lines"):
        view(layout, replace(LASER, tool=0.00004))


def test_what_it_can_is_let_pass() -> None:
    """Rings for a hand punch keep no machine of dots from its work."""
    ring = Stroke(Role.GUIDE, circle(Point(9, 9), 0.5), 0.1)
    check(layout_of(ring, Dot(Role.MARK, Point(5, 8), 0.6)), PECK)
    assert format_for(PECK).check is not None


# ------------------------------------------------------------------------------------ what is wrong

BEND = Stroke(Role.MARK, Path(Point(5, 5), (Line(Point(9, 5)), Arc(Point(11, 7), 2.0, True))), 0.1)
SQUARE = Area(Role.MARK, polygon((Point(20, 5), Point(22, 5), Point(22, 7), Point(20, 7))))
SAMPLES = {
    "laser": (LASER, "\n".join(lines(layout_of(BEND, SQUARE), LASER))),
    "v-bit": (V_BIT, "\n".join(lines(layout_of(BEND), V_BIT))),
    "peck": (PECK, "\n".join(lines(DOTS, PECK))),
    "mill": (MILL, "\n".join(lines(DOTS, MILL))),
    "dot-peen": (PEEN, "\n".join(lines(DOTS, PEEN))),
    "drag": (DRAG, "\n".join(lines(layout_of(BEND), DRAG))),
}
DAMAGE: list[tuple[str, str, str, str]] = [
    ("laser", "M2", "", "ends too early"),
    ("laser", "M2", "M2\nG0 X1 Y1", "goes on after its end"),
    ("laser", "M5\n", "", "ends with the tool on"),
    ("laser", "G21 ", "", "before units and modes"),
    ("laser", "G90 ", "", "before units and modes"),
    ("laser", "G21", "G20", "no use for"),
    ("laser", "G90", "G91", "no use for"),
    ("laser", "M8", "M6", "no use for"),
    ("laser", "M8", "G92 X0", "no use for"),
    ("laser", "M8", "%", "refuses"),
    ("laser", "M8", "G0.5", "no use for"),
    ("laser", "M8", "abandon", "letters with numbers"),
    ("laser", "M8", "X1 X2", "twice"),
    ("laser", "M8", "A1", "means nothing"),
    ("laser", "M8", "X1", "without saying how"),
    ("laser", "M8", "G0 G1 X1 Y1", "two motions"),
    ("laser", "M8", "G0", "moves nowhere"),
    ("laser", "M8", "G0 X1", "unknown place"),
    ("laser", "M8", "G0 Z1", "up or down"),
    ("laser", "M8", "G0 X900 Y1", "does not reach"),
    ("laser", "M8", "G0 X1 Y1 R1", "no use for"),
    ("laser", "M4 S0", "M3 S0", "stands still"),
    ("laser", "M8", "M3 S1000\nG4 P60", "stands still"),
    ("laser", "G3 X21", "G4 P60\nG3 X21", "waits with its beam on"),
    ("laser", "G3 X21", "M5\nM4\nG3 X21", ""),
    ("laser", "M8", "M8 \u017f1", "no controller takes"),
    ("laser", "M8", "M8 ;\x0bG1 X1", "no controller takes"),
    ("laser", "X15.000 Y25", "X15(a).000 Y25", "letters with numbers"),
    ("laser", "M4 S0", "", "S0 of M4"),
    ("laser", "Y25.000 S0", "Y25.000 S800", "S0 of M4"),
    ("laser", " S800 F600", " S0 F600", "beam off"),
    ("laser", " S800 F600", " S700 F600", "does not name"),
    ("laser", " S800 F600", " S800 F0", "without a feed"),
    ("laser", " S800 F600", " S800 F60", "feed that the machine's profile does not name"),
    ("laser", "G0 X30.000", "G55\nG0 X30.000", "changes the origin between moves"),
    ("laser", "M8", "G98", "GRBL stops at"),
    ("laser", "M8", "G64", "GRBL stops at"),
    ("laser", " S1000 F100", " S800 F100", "feed that the machine's profile does not name"),
    ("laser", " S1000 F100", " S1000 F600", "feed that the machine's profile does not name"),
    ("laser", " S1000 F100", " S800 F600", ""),
    ("laser", "J2.000", "J2.010", "two radii"),
    ("laser", "G3", "G2", "more than a half"),
    ("laser", " I0.000 J2.000", "", "no centre"),
    ("laser", "I0.000 J2.000", "I0.000 J2.000 S900", "changes on the way"),
    ("v-bit", "M3 S10000", "M3 S9000", "spindle at speed"),
    ("v-bit", "M3 S10000", "", "spindle at speed"),
    ("v-bit", "G4 P2.000", "G4 P0", "no time"),
    ("v-bit", "G0 Z5.000\n", "", "before it is lifted"),
    ("v-bit", "G1 Z-0.087", "G1 Z-9", "deeper"),
    ("v-bit", "G1 Z-0.087", "G0 Z-0.087", "other way than by G1"),
    ("v-bit", "G1 Z-0.087 F60", "", "through the air"),
    ("v-bit", "G1 Z-0.087 F60", "G1 Z-0.087 F600", "feed that the machine's profile does not name"),
    ("v-bit", "G1 Z-0.087 F60", "G1 Z-0.087 F60\nG0 Z5\nG1 Z-0.087", "follows no way"),
    ("v-bit", "G1 Z-0.087 F60", "G1 Z-0.087 F60\nG1 Z-0.01", "from one depth to another"),
    ("v-bit", "M3 S10000\n", "G55\nM3 S10000\n", "between moves"),
    ("v-bit", "G0 Z5.000\n", "G0 Z0.000\n", "lower than the safe height"),
    ("v-bit", "G1 X19.000 Y25.000 F600", "G0 X19.000 Y25.000", "moves across in the metal"),
    ("v-bit", "G1 X19.000 Y25.000", "G1 X19.000 Y25.000 Z-0.1", "at once"),
    ("v-bit", "G1 X19.000 Y25.000 F600", "M5\nG1 X19.000 Y25.000 F600", "switched in the metal"),
    ("peck", "G1 Z-0.300 F60", "G1 Z-0.300 F60\nG1 X1 Y1", "moves across in the metal"),
    ("peck", "M8", "G83 X1 Y1 Z-1 R1 Q1", "canned cycle"),
    ("mill", "R0.500 ", "", "lacks a number"),
    ("mill", "R0.500", "R-0.5", "below the face"),
    ("mill", "R0.500", "R100", "begins too high"),
    ("mill", "Q0.200", "Q9", "drills too deep at once"),
    ("mill", "G98\n", "", "lower than the safe height"),
    ("mill", "G0 Z5.000\n", "G0 Z0.010\n", "lower than the safe height"),
    ("mill", "Z-0.300", "Z0.300", "no depth"),
    ("mill", "G0 Z5.000\n", "", "no feed, no depth"),
    ("dot-peen", "G4 P0.050", "G0 X1 Y1", "moves while it strikes"),
    ("dot-peen", "G4 P0.050", "", "before it has struck"),
    ("dot-peen", "G4 P0.050", "G4 P9", "too long or too short"),
    ("dot-peen", "G4 P0.050", "G4 P0.050\nG4 P0.050", "strikes twice"),
    ("drag", "M8", "M3 S1000", "spindle that this machine does not have"),
    ("peck", "G1 Z-0.200 F60\nG0 Z0.500\n", "", "deeper at once"),
    ("peck", "G1 Z-0.200 F60\nG0 Z0.500\n", "G1 Z-0.200 F60\n", "from one depth to another"),
    ("peck", "G0 Z5.000\n", "G0 Z0.500\n", "lower than the safe height"),
    ("peck", "G1 Z-0.300 F60", "G1 Z-0.300 F600", "feed that the machine's profile does not name"),
    ("mill", "F60", "F600", "feed that the machine's profile does not name"),
    ("dot-peen", "M3 S500", "M3 S400", "should strike"),
    ("mill", " G61", "", "before units and modes are set (G21 G90 G17 G94 G61)"),
    ("mill", "M8", "G64", "rounds corners"),
    ("mill", "M8", "G64 P0.5", "rounds corners"),
]


@pytest.mark.parametrize(("kind", "before", "after", "reason"), DAMAGE)
def test_damage_is_refused_or_seen(kind: str, before: str, after: str, reason: str) -> None:
    """Each defect alone makes a file that is not run, or one that shows another plate."""
    machine, sample = SAMPLES[kind]
    (whole,) = read(sample.encode(), machine)
    assert before in sample
    damaged = sample.replace(before, after, 1).encode()
    try:
        (face,) = read(damaged, machine)
    except ReadError as error:
        assert reason
        assert reason in str(error)
        assert str(error).isprintable()
        assert "abandon" not in str(error).lower()
    else:
        assert not reason
        assert differences(whole.marks, face.marks) != ([], [])


def test_comments_and_percent_signs_change_nothing() -> None:
    """LinuxCNC puts % around a program, and anybody may put a comment into one."""
    machine, sample = SAMPLES["mill"]
    told = "%\n" + sample.replace("M8", "M8 (coolant)").replace("G80", "g80 ; off") + "\n%\n"
    assert read(told.encode(), machine) == read(sample.encode(), machine)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_lost_line_is_noticed(kind: str) -> None:
    """Each line that marks is needed: without it the file is refused or shows something else."""
    machine, sample = SAMPLES[kind]
    text = sample.splitlines()
    (whole,) = read(sample.encode(), machine)
    lost = [at for at, line in enumerate(text) if re.match(r"G[123] |G83|G4 P0.05|M3 S500", line)]
    assert lost
    for at in lost:
        without = "\n".join(text[:at] + text[at + 1 :]).encode()
        try:
            (face,) = read(without, machine)
        except ReadError:
            continue
        if text[at].startswith("G1 Z") and "G1 Z" in text[at + 2]:
            continue  # one peck fewer goes as deep in the next
        assert differences(whole.marks, face.marks) != ([], [])


# --------------------------------------------------------------------------------------------- kerf

CUTTING = replace(LASER, kerf=0.2)


def test_a_part_cut_with_a_kerf_has_its_own_size() -> None:
    """The beam runs half a kerf outside the outline and inside a hole, and reads as the part."""
    plain, aside = (set(lines(DOTS, machine)) for machine in (LASER, CUTTING))
    assert "G3 X31.500 Y40.000 I-1.500 J0.000 S1000 F100" in plain
    assert "G3 X31.400 Y40.000 I-1.400 J0.000 S1000 F100" in aside
    whole = " ".join(sorted(aside))
    xs = [float(x) for x in re.findall(r"X(\d+\.\d+)", whole)]
    ys = [float(y) for y in re.findall(r"Y(\d+\.\d+)", whole)]
    assert (min(xs), max(xs), min(ys), max(ys)) == (9.9, 70.1, 19.9, 50.1)
    (face,) = read(write((DOTS,), CUTTING), CUTTING)
    assert differences(view(DOTS, LASER).marks, face.marks) == ([], [])
    (other,) = read(write((DOTS,), CUTTING), LASER)
    assert len(differences(view(DOTS, LASER).marks, other.marks)[0]) == 2


def test_sharp_corners_stay_sharp() -> None:
    """A plate without round corners is cut along a larger rectangle."""
    edge = Area(Role.OUTLINE, polygon((Point(0, 0), Point(9, 0), Point(9, 5), Point(0, 5))))
    layout = layout_of(edge=edge)
    assert "G1 X19.100 Y19.900 S1000 F100" in lines(layout, CUTTING)
    (face,) = read(write((layout,), CUTTING), CUTTING)
    assert differences(view(layout, CUTTING).marks, face.marks) == ([], [])


SLOT = rounded_rectangle(Size(9, 0.2), 0.1).moved(Vec(5, 5))
NOTCHED = polygon(
    Point(x, y) for x, y in ((0, 0), (9, 0), (9, 5), (5.1, 5), (5.1, 4), (5, 4), (5, 5), (0, 5))
)
LEAVES_NOTHING = [
    (Dot(Role.HOLE, Point(20, 20), 0.2), "a kerf of 0.2 mm leaves nothing of a hole of 0.2 mm: it"),
    (Dot(Role.HOLE, Point(20, 20), 0.21), "leaves nothing of a hole of 0.21 mm: it must be less"),
    (Area(Role.HOLE, SLOT), "a kerf of 0.2 mm leaves nothing of a hole of 9 × 0.2 mm: it must be"),
    (Area(Role.HOLE, circle(Point(20, 20), 0.05)), "nothing of a hole of 0.1 × 0.1 mm: it must"),
    (
        Area(Role.HOLE, rounded_rectangle(Size(9, 5), 0.1).moved(Vec(5, 5))),
        "a kerf of 0.2 mm is too wide for a bend of 0.1 mm in what it cuts",
    ),
    (
        Area(Role.HOLE, polygon((Point(5, 5), Point(9, 5), Point(7, 9)))),
        "a contour with slanting corners can't be drawn for a kerf",
    ),
    (
        Area(Role.HOLE, Path(Point(5, 5), (Line(Point(9, 5)), Arc(Point(5, 5), 2.0, ccw=True)))),
        "a contour with slanting corners can't be drawn for a kerf",
    ),
]


@pytest.mark.parametrize(("feature", "message"), LEAVES_NOTHING)
def test_what_can_not_be_drawn_for_a_kerf_is_refused(feature: Mark, message: str) -> None:
    """The kerf and the feature are named, before a file is made."""
    with pytest.raises(RuleError) as caught:
        check(layout_of(feature), CUTTING)
    assert message in str(caught.value)
    check(replace(layout_of(feature), side="back"), CUTTING)  # it is cut from the front alone


def test_a_kerf_needs_metal_between_pieces_and_in_notches() -> None:
    """Pieces of a set stand farther apart than the beam is wide, and so do walls of a notch."""
    one, near, far = (
        Area(Role.OUTLINE, rounded_rectangle(Size(9, 5), 1).moved(Vec(x, 0)))
        for x in (0, 9.2, 9.21)
    )
    with pytest.raises(RuleError) as caught:
        check(layout_of(near, edge=one), CUTTING)
    assert "leaves nothing of the 0.2 mm of metal between two pieces" in str(caught.value)
    check(layout_of(far, edge=one), CUTTING)
    with pytest.raises(RuleError, match=r"too wide for an edge of 0\.1 mm in what it cuts"):
        check(layout_of(edge=Area(Role.OUTLINE, NOTCHED)), CUTTING)


def test_the_smallest_hole_that_is_let_pass_reads_back() -> None:
    """A beam of 0.2 mm in a hole of 0.22 goes around, and the part is whole."""
    layout = layout_of(Dot(Role.HOLE, Point(20, 20), 0.22))
    check(layout, CUTTING)
    (face,) = read(write((layout,), CUTTING), CUTTING)
    assert differences(view(layout, CUTTING).marks, face.marks) == ([], [])
