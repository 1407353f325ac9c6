from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings

from generator.errors import ReadError
from generator.formats import sniff
from generator.formats.lightburn import FILL, LINE, read, view, write
from generator.formats.lightburn_curve import arc_of
from generator.geometry import Arc, Line, Path, Point, circle
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
from generator.match import differences, same_path
from tests.formats.layouts import every_shape, gathered, layout_of, layouts

SLACK = 0.0011
"""A micrometre, and what floating point adds to it."""


@settings(max_examples=60)
@given(layouts())
def test_a_file_shows_what_the_view_promises(layout: Layout) -> None:
    """Every mark comes back, by role in the order of machining, curves as the arcs they were."""
    (face,) = read(write((layout,)))
    expected = gathered(view(layout))
    assert [(type(mark), mark.role) for mark in face.marks] == [
        (type(mark), mark.role) for mark in expected
    ]
    assert differences(expected, face.marks) == ([], [])
    assert all(map(alike, face.marks, expected))


def alike(one: Mark, other: Mark) -> bool:
    """Whether two marks are on the same way, from the same start."""
    match one, other:
        case Dot(), Dot():
            return one == other
        case Stroke(), Stroke():
            return same_path(one.path, other.path) and one.path.closed == other.path.closed
        case Area(), Area():
            return one.holes == other.holes == () and same_path(one.outline, other.outline)
        case _:
            return False


def test_each_shape_in_each_role_comes_back() -> None:
    """Dots, open and closed strokes and contours survive in all six roles."""
    (face,) = read(write((every_shape(),)))
    assert differences(view(every_shape()).marks, face.marks) == ([], [])
    assert {mark.role for mark in face.marks} == set(Role)


def test_a_circle_stays_one_of_its_radius() -> None:
    """However large it is: radius and area are what they were."""
    for radius in (0.1, 0.5, 7.0, 50.0):
        disc = Area(Role.OUTLINE, circle(Point(radius, radius), radius))
        (face,) = read(write((Layout("front", 2.0, (disc,)),)))
        (edge,) = face.marks
        assert isinstance(edge, Area)
        assert edge.outline.area() == pytest.approx(math.pi * radius**2, rel=0.002)
        assert all(
            isinstance(step, Arc) and abs(step.radius - radius) < SLACK
            for step in edge.outline.segments
        )


def test_layers_stand_in_the_order_of_machining() -> None:
    """Engraved, then cut inside, then the outline; each by name, number and kind."""
    root = ET.fromstring(write((every_shape(),)))  # noqa: S314  # our own bytes
    told = [
        (
            setting.get("type"),
            *(each.get("Value") for each in setting if each.tag in ("index", "name", "priority")),
        )
        for setting in root
        if setting.tag == "CutSetting"
    ]
    assert [name for _, _, name, _ in told] == [
        *("mark", "mark fill", "fiducial", "fiducial fill", "legend", "legend fill"),
        *("guide", "guide fill", "hole", "outline"),
    ]
    assert [int(priority or "") for *_, priority in told] == list(range(len(told)))
    numbers = [index for _, index, _, _ in told]
    assert len(set(numbers)) == len(numbers) == len(LINE) + len(FILL)
    assert all((kind == "Scan") == (name or "").endswith(" fill") for kind, _, name, _ in told)
    assert {each.tag for each in root} == {"CutSetting", "Shape"}
    ids = [each.get("VertID") for each in root if each.get("Type") == "Path"]
    assert len(set(ids)) == len(ids)


def test_a_project_is_known_by_its_root() -> None:
    """It begins as an SVG does, but is none."""
    assert sniff(write((every_shape(),)), "plate.xml") == "lbrn2"


def test_what_lightburn_adds_is_let_pass() -> None:
    """Thumbnail, notes and its own settings change nothing, and neither do speed and power."""
    data = write((every_shape(),))
    added = b'<Thumbnail Source="x"/><UIPrefs><Optimize Value="1"/></UIPrefs><CutSetting'
    more = data.replace(b"<CutSetting", added, 1)
    more = more.replace(b'<priority Value="0"/>', b'<priority Value="0"/><speed Value="9"/>')
    assert read(more) == read(data)


DOT = Dot(Role.HOLE, Point(5, 5), 2.0)
BEND = Stroke(Role.MARK, Path(Point(9, 5), (Line(Point(9, 9)), Arc(Point(13, 9), 2.0, True))), 0.4)
SAMPLE = write((layout_of(DOT, BEND, Area(Role.MARK, circle(Point(30, 15), 2.0))),)).decode()
DAMAGE: dict[str, tuple[str, str, str]] = {
    "mirrored": ('MirrorX="False"', 'MirrorX="True"', "mirrored"),
    "doctype": ("<LightBurnProject", "<!DOCTYPE a><LightBurnProject", "DOCTYPE"),
    "cut short": ("</LightBurnProject>", "", "ends too early"),
    "strange element": ("</LightBurnProject>", "<Abandon/></LightBurnProject>", "element"),
    "layer of no role": ('"hole"', '"abandon"', "not a role"),
    "layer of another kind": ('"Scan"', '"Cut"', "must be one of fill"),
    "filled hole": (
        'type="Cut">\n        <index Value="5"/>\n        <name Value="hole"/>',
        'type="Scan">\n        <index Value="5"/>\n        <name Value="hole fill"/>',
        "must be one of fill",
    ),
    "layer that is not sent": ("<priority", '<doOutput Value="0"/><priority', "may change"),
    "kerf": ("<priority", '<kerf Value="0.1"/><priority', "may change"),
    "layer says two things": (
        '<index Value="5"/>',
        '<index Value="5"/><index Value="6"/>',
        "twice",
    ),
    "layer without a number": ('<index Value="5"/>', "", "no number"),
    "number twice": ('<index Value="5"/>', '<index Value="2"/>', "no number"),
    "unknown layer": ('CutIndex="5"', 'CutIndex="12"', "does not have"),
    "oval": ('Rx="1.0000"', 'Rx="1.1000"', "no circle"),
    "no radius": ('Rx="1.0000" Ry="1.0000"', 'Rx="0" Ry="0"', "no circle"),
    "dot on a line": (
        'Type="Ellipse" CutIndex="5"',
        'Type="Ellipse" CutIndex="0"',
        "layer for dots",
    ),
    "text": ('Type="Ellipse"', 'Type="Text"', "ellipses and paths only"),
    "turned": ("1 0 0 1 5.000", "0 1 -1 0 5.000", "turned or scaled"),
    "no place": ("<XForm>1 0 0 1 5.000 5.000</XForm>", "", "turned or scaled"),
    "no number": ("1 0 0 1 5.000", "1 0 0 1 nan", "plain number"),
    "far away": ("1 0 0 1 5.000", "1 0 0 1 99999", "10 m"),
    "no vertices": ("<VertList>V", "<VertList>W", "not one"),
    "one vertex": ("V9.000 5.000c0x1c1x1", "", "steps"),
    "step to nowhere": ("L0 1B1 2", "L0 9B1 2", "not one"),
    "step left out": ("L0 1B1 2B2 3B3 4<", "L0 1<", "no step"),
    "steps in disorder": ("L0 1B1 2", "B1 2L0 1", "follow each other"),
    "no steps": ("L0 1B1 2B2 3B3 4<", "<", "no steps"),
    "no control": ("L0 1B1 2", "B0 1B1 2", "control point"),
    "no arc": ("c0y", "c0y9", "no arc"),
    "open area": ('CutIndex="8" ', 'CutIndex="0" ', "closed shape"),
    "filled stroke": ('CutIndex="0" ', 'CutIndex="8" ', "open shape"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_refused_with_its_reason(name: str) -> None:
    """Each defect alone makes the file one that is not cut, and the message says which it is."""
    before, after, reason = DAMAGE[name]
    assert len(read(SAMPLE.encode())[0].marks) == 4
    assert before in SAMPLE
    with pytest.raises(ReadError) as refusal:
        read(SAMPLE.replace(before, after, 1).encode())
    message = str(refusal.value)
    assert reason in message
    assert message.isprintable()
    assert "abandon" not in message.lower()


def test_a_curve_that_is_no_arc_is_refused() -> None:
    """A hundredth of a millimetre is told from an arc, and so is a loop."""
    start, end = Point(1, 0), Point(0, 1)
    k = 4 / 3 * math.tan(math.pi / 8)
    arc = arc_of(start, Point(1, k), Point(k, 1), end)
    assert isinstance(arc, Arc)
    assert arc.ccw
    assert arc.radius == pytest.approx(1, abs=1e-6)
    assert arc_of(start, Point(0.7, 0.3), Point(0.3, 0.7), end) == Line(end)
    for one, two in (
        (Point(1, k + 0.02), Point(k, 1)),
        (Point(-3, 4), Point(4, -3)),
        (Point(1, 0), Point(1, 0)),
    ):
        with pytest.raises(ReadError, match="no arc|no length"):
            arc_of(start, one, two, end if one != two else start)
