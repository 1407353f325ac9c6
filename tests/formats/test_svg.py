from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path as FilePath
from xml.etree import ElementTree as ET

import pytest
import resvg_py
from hypothesis import given

from generator.formats import svg
from generator.formats.svg import read, view, write
from generator.geometry import (
    Arc,
    Line,
    Path,
    Point,
    Size,
    circle,
    rounded_rectangle,
)
from generator.layout import Area, Dot, Layout, Role, Stroke
from tests.formats.layouts import INNER, ORDER, PLATE, every_shape, gathered, layout_of, layouts

SVG = "{http://www.w3.org/2000/svg}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
PIXELS_PER_MM = 20


# ------------------------------------------------------------------------------------------ the law


@given(layouts())
def test_a_file_shows_exactly_what_the_view_promises(layout: Layout) -> None:
    """Every mark comes back to the micrometre, by role in the order of machining."""
    (face,) = read(write((layout,)))
    assert face.marks == gathered(view(layout))


def test_each_shape_in_each_role_comes_back() -> None:
    """Dots, open and closed strokes and areas with holes survive in all six roles."""
    (face,) = read(write((every_shape(),)))
    assert face.marks == gathered(view(every_shape()))
    assert {type(mark) for mark in face.marks} == {Dot, Stroke, Area}
    assert {mark.role for mark in face.marks} == set(Role)


def test_a_view_keeps_the_order_and_forgets_depth() -> None:
    """What is seen of a layout stands in its order, on the surface."""
    layout = every_shape()
    assert [mark.role for mark in view(layout).marks] == [mark.role for mark in layout.marks]
    assert {mark.cut.depth for mark in view(layout).marks} == {0.0}


def test_an_odd_diameter_keeps_its_half_micrometre() -> None:
    """The radius of a 3.175 mm drill needs a fourth decimal, and gets it."""
    data = write((layout_of(Dot(Role.MARK, Point(5, 5), 3.175)),))
    assert b'r="1.5875"' in data
    assert read(data)[0].marks[0] == Dot(Role.MARK, Point(5, 5), 3.175)


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(layout_of(edge=Dot(Role.MARK, Point(1, 1), 1)), id="no outline"),
        pytest.param(layout_of(PLATE), id="two outlines"),
        pytest.param(layout_of(edge=Stroke(Role.OUTLINE, PLATE.outline, 1)), id="stroked outline"),
        pytest.param(
            layout_of(edge=Area(Role.OUTLINE, circle(Point(5, 5), 4))), id="outline off the datum"
        ),
        pytest.param(layout_of(Dot(Role.MARK, Point(5, 5), 0)), id="dot without extent"),
        pytest.param(layout_of(Stroke(Role.MARK, Path(Point(5, 5), ()), 1)), id="no length"),
        pytest.param(layout_of(Stroke(Role.HOLE, circle(Point(5, 5), 1), 0.02)), id="thin cut"),
        pytest.param(
            layout_of(Area(Role.MARK, Path(Point(5, 5), (Line(Point(6, 5)),)))), id="open area"
        ),
    ],
)
def test_what_cannot_be_drawn_is_not_written(layout: Layout) -> None:
    """A layout that would not read back is a mistake of the caller."""
    with pytest.raises(ValueError, match=r"outline|extent|contour"):
        write((layout,))


def test_a_file_shows_one_side() -> None:
    """No layout, and two of them, are a mistake of the caller."""
    for count in (0, 2):
        with pytest.raises(ValueError, match="one side"):
            write((every_shape(),) * count)


# ----------------------------------------------------------------------------------- what it holds


def test_layers_are_labelled_by_role_in_the_order_of_machining() -> None:
    """Engrave, then cut inside, then part the plate."""
    root = ET.fromstring(write((every_shape(),)))  # noqa: S314  # written a line above
    layers = root.findall(f"{SVG}g")
    assert [layer.get(f"{INKSCAPE}label") for layer in layers] == list(ORDER)
    assert [layer.get("id") for layer in layers] == list(ORDER)
    assert {layer.get(f"{INKSCAPE}groupmode") for layer in layers} == {"layer"}


def test_the_page_is_in_millimetres_with_a_margin() -> None:
    """One user unit is one millimetre, and no cut lies on the edge of the page."""
    root = ET.fromstring(write((every_shape(),)))  # noqa: S314  # written a line above
    assert (root.get("width"), root.get("height")) == ("62.000mm", "32.000mm")
    assert root.get("viewBox") == "0 0 62.000 32.000"


def test_only_circles_and_paths_are_drawn() -> None:
    """No text, style, reference, clip or transform reaches a workshop."""
    root = ET.fromstring(write((every_shape(),)))  # noqa: S314  # written a line above
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "defs", "g", "circle", "path"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"style", "class", "transform", "clip-path", "href"}


def test_every_closed_path_ends_in_z_once() -> None:
    """A contour or ring that a program would take for an open line is not written."""
    root = ET.fromstring(write((every_shape(),)))  # noqa: S314  # written a line above
    data = [element.get("d", "") for element in root.iter(f"{SVG}path")]
    assert sum(text.endswith("Z") for text in data) == len(data) - len(INNER)
    assert all(text.count("M") == max(1, text.count("Z")) for text in data)


def test_cuts_are_hairlines() -> None:
    """Holes and the outline are thin lines without filling; a laser driver cuts along them."""
    data = write((layout_of(Dot(Role.HOLE, Point(5, 5), 3)),))
    root = ET.fromstring(data)  # noqa: S314  # written a line above
    shapes = [*root.iter(f"{SVG}circle"), *root.iter(f"{SVG}path")]
    looks = [
        (shape.get("fill"), shape.get("stroke"), shape.get("stroke-width")) for shape in shapes
    ]
    assert looks == [("none", "#FF8000", "0.020"), ("none", "#FF0000", "0.020")]


# --------------------------------------------------------------------------------- foreign readers


class Picture:
    """What resvg sees, asked by millimetres on the plate, y up."""

    def __init__(self, layout: Layout) -> None:
        text = write((layout,)).decode()
        dpi = 25.4 * PIXELS_PER_MM
        data = bytes(resvg_py.svg_to_bytes(svg_string=text, background="white", dpi=dpi))
        self.width, self.height = struct.unpack(">II", data[16:24])
        self.rows = _rows(data, self.width)

    def at(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour at a place."""
        column = round((x + svg.PAGE_MARGIN) * PIXELS_PER_MM)
        row = self.rows[self.height - 1 - round((y + svg.PAGE_MARGIN) * PIXELS_PER_MM)]
        return row[4 * column], row[4 * column + 1], row[4 * column + 2]


def _rows(png: bytes, width: int) -> list[bytearray]:
    """The RGBA rows of an 8-bit PNG without interlacing."""
    assert png[24:29] == b"\x08\x06\x00\x00\x00"
    packed, here = b"", 8
    while here < len(png):
        (size,) = struct.unpack(">I", png[here : here + 4])
        if png[here + 4 : here + 8] == b"IDAT":
            packed += png[here + 8 : here + 8 + size]
        here += size + 12
    raw, stride = zlib.decompress(packed), 4 * width
    rows = [bytearray(stride)]
    for start in range(0, len(raw), stride + 1):
        rows.append(_unfiltered(raw[start], raw[start + 1 : start + 1 + stride], rows[-1]))
    return rows[1:]


def _unfiltered(kind: int, line: bytes, above: bytearray) -> bytearray:
    row = bytearray(line)
    for index in range(len(row) if kind else 0):
        left = row[index - 4] if index >= 4 else 0
        up, corner = above[index], above[index - 4] if index >= 4 else 0
        guess = (left, up, (left + up) // 2, _paeth(left, up, corner))[kind - 1]
        row[index] = (row[index] + guess) % 256
    return row


def _paeth(left: int, up: int, corner: int) -> int:
    """Of the three neighbours the one nearest to left + up - corner, the first of equals."""
    return min((left, up, corner), key=lambda near: abs(left + up - corner - near))


WHITE, BLACK = (255, 255, 255), (0, 0, 0)
SMALL = Area(Role.OUTLINE, rounded_rectangle(Size(20, 10), 0))


def test_a_renderer_finds_a_dot_where_it_is_and_not_mirrored() -> None:
    """A dot at (5, 3) is dark there, and light at its three mirror images."""
    picture = Picture(layout_of(Dot(Role.MARK, Point(5, 3), 1), edge=SMALL))
    assert (picture.width, picture.height) == (22 * PIXELS_PER_MM, 12 * PIXELS_PER_MM)
    assert picture.at(5, 3) == BLACK
    assert picture.at(5.4, 3) == BLACK
    assert picture.at(5.6, 3) == WHITE
    assert [picture.at(*mirror) for mirror in ((15, 3), (5, 7), (15, 7))] == [WHITE] * 3


def test_a_renderer_bends_an_arc_to_the_same_side() -> None:
    """A counter-clockwise arc from left to right passes below its chord."""
    arc = Path(Point(5, 5), (Arc(Point(9, 5), 2.0, ccw=True),))
    picture = Picture(layout_of(Stroke(Role.LEGEND, arc, 0.5), edge=SMALL))
    assert picture.at(7, 3) == (0, 0, 255)
    assert picture.at(7, 7) == WHITE
    assert arc.segments[0].end == Point(9, 5)


def test_a_renderer_shows_width_caps_and_islands() -> None:
    """A stroke is as wide as its tool, round at its ends, and an area's hole stays light."""
    line = Stroke(Role.GUIDE, Path(Point(3, 2), (Line(Point(6, 2)),)), 1.0)
    ring = Area(Role.FIDUCIAL, circle(Point(12, 5), 3), (circle(Point(12, 5), 1).reversed(),))
    picture = Picture(layout_of(line, ring, edge=SMALL))
    green, magenta = (0, 0xE0, 0), (255, 0, 255)
    assert [picture.at(4, y) for y in (1.6, 2.4)] == [green] * 2
    assert [picture.at(x, 2) for x in (2.6, 6.4)] == [green] * 2
    assert [picture.at(2.6, 2.4), picture.at(4, 2.6)] == [WHITE] * 2
    assert [picture.at(12, 5), picture.at(12, 7), picture.at(12, 3)] == [WHITE, magenta, magenta]


def test_a_renderer_leaves_holes_open() -> None:
    """A hole is a thin line, not a disc."""
    picture = Picture(layout_of(Dot(Role.HOLE, Point(5, 5), 4), edge=SMALL))
    assert picture.at(5, 5) == WHITE
    assert picture.at(7, 5) != WHITE


# --------------------------------------------------------------------------------------- processes

PROGRAM = """
import sys
from generator.formats import svg
from generator.geometry import Point, Size, rounded_rectangle
from generator.layout import Area, Dot, Layout, Role
edge = Area(Role.OUTLINE, rounded_rectangle(Size(20, 10), 1))
dots = [Dot(role, Point(5, 5), 1) for role in Role if role is not Role.OUTLINE]
data = svg.write((Layout("front", 2.0, (edge, *dots)),))
assert len(svg.read(data)[0].marks) == 6
"""
NETWORK = ("socket", "_socket", "ssl", "http.client", "urllib.request")


def run(program: str, **environment: str) -> str:
    """What a fresh process prints."""
    root = str(FilePath(svg.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": root, **environment},
    )
    assert done.stderr == ""
    return done.stdout


def test_a_file_is_the_same_in_any_process_time_zone_and_hash_seed() -> None:
    """Nothing of the process gets into the bytes."""
    program = PROGRAM + "print(data.decode())"
    first = run(program, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    assert first == run(program, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    assert first.startswith("<?xml")


def test_making_a_plate_loads_no_network_and_nothing_heavy() -> None:
    """Neither a socket nor ezdxf, numpy or CadQuery is imported for an SVG."""
    heavy = (*NETWORK, "ezdxf", "numpy", "OCP", "cadquery")
    assert run(PROGRAM + f"print([m for m in {heavy} if m in sys.modules])") == "[]\n"


def test_the_real_urllib_is_left_alone() -> None:
    """What stands in during svgwrite's import is gone after it, and never replaces the real one."""
    late = PROGRAM + "import urllib.request; print(urllib.request.Request.__name__)"
    early = "import urllib.request as real\n" + PROGRAM
    early += "import svgwrite.container as c; print(c.urlopen is real.urlopen)"
    assert run(late) == "Request\n"
    assert run(early) == "True\n"
