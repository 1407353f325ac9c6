from __future__ import annotations

import io
import math
import os
import subprocess
import sys
from pathlib import Path as FilePath

import pytest
from ezdxf import bbox
from ezdxf.document import Drawing
from ezdxf.entities.circle import Circle
from ezdxf.entities.lwpolyline import LWPolyline
from ezdxf.filemanagement import read as foreign_read
from ezdxf.math import bulge_center, bulge_radius
from hypothesis import given

from generator.formats import dxf
from generator.formats.dxf import read, view, write
from generator.geometry import Arc, Line, Path, Point, Size, circle, rounded_rectangle
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
from tests.formats.layouts import INNER, ORDER, PLATE, every_shape, gathered, layout_of, layouts

SMALL = Area(Role.OUTLINE, rounded_rectangle(Size(20, 10), 1))
SLACK = 0.0011
"""A micrometre, and what floating point adds to it."""


# ------------------------------------------------------------------------------------------ the law


@given(layouts())
def test_a_file_shows_what_the_view_promises(layout: Layout) -> None:
    """Every mark comes back within a micrometre, by role in the order of machining."""
    (face,) = read(write((layout,)))
    expected = gathered(view(layout))
    assert len(face.marks) == len(expected)
    assert all(map(alike, face.marks, expected))


def alike(one: Mark, other: Mark) -> bool:
    """Whether two marks differ by no more than a micrometre anywhere."""
    if type(one) is not type(other) or (one.role, one.cut) != (other.role, other.cut):
        return False
    match one, other:
        case Dot(), Dot():
            return near(one.centre, other.centre) and abs(one.diameter - other.diameter) < SLACK
        case Stroke(), Stroke():
            return one.width == other.width == 0 and along(one.path, other.path)
        case Area(), Area():
            return one.holes == other.holes == () and along(one.outline, other.outline)
        case _:
            return False


def near(one: Point, other: Point) -> bool:
    """Whether two points are a micrometre apart at most."""
    return one.distance(other) < SLACK


def along(one: Path, other: Path) -> bool:
    """Whether two paths take the same steps."""
    return (
        near(one.start, other.start)
        and one.closed == other.closed
        and len(one.segments) == len(other.segments)
        and all(
            near(mine.end, yours.end)
            and type(mine) is type(yours)
            and (not isinstance(mine, Arc) or not isinstance(yours, Arc) or bent(mine, yours))
            for mine, yours in zip(one.segments, other.segments, strict=True)
        )
    )


def bent(one: Arc, other: Arc) -> bool:
    """Whether two arcs turn alike."""
    return one.ccw is other.ccw and abs(one.radius - other.radius) < SLACK


def test_each_shape_in_each_role_comes_back() -> None:
    """Dots, open and closed strokes and contours survive in all six roles, to the micrometre."""
    (face,) = read(write((every_shape(),)))
    assert face.marks == gathered(view(every_shape()))
    assert {mark.role for mark in face.marks} == set(Role)


def test_a_view_has_no_widths_and_each_contour_of_its_own() -> None:
    """A ring is seen as two loops, both counter-clockwise, and a stroke as its centre line."""
    ring = Area(Role.MARK, circle(Point(5, 5), 2), (circle(Point(5, 5), 1).reversed(),))
    line = Stroke(Role.LEGEND, Path(Point(9, 5), (Line(Point(12, 5)),)), 0.4)
    _, outer, inner, seen = view(layout_of(ring, line)).marks
    assert outer == Area(Role.MARK, circle(Point(5, 5), 2))
    assert isinstance(inner, Area)
    assert inner.outline.area() == pytest.approx(math.pi)
    assert seen == Stroke(Role.LEGEND, line.path, 0.0)


def test_a_file_shows_one_side_with_an_outline() -> None:
    """No layout, two layouts and a layout without an outline are mistakes of the caller."""
    for layouts_ in ((), (every_shape(),) * 2):
        with pytest.raises(ValueError, match="one side"):
            write(layouts_)
    with pytest.raises(ValueError, match="outline"):
        write((Layout("front", 2.0, (Dot(Role.MARK, Point(5, 5), 1),)),))
    with pytest.raises(ValueError, match="outline"):
        write((layout_of(PLATE),))


# --------------------------------------------------------------------------------- a foreign reader


def foreign(layout: Layout) -> Drawing:
    """The drawing as ezdxf's own reader sees it."""
    return foreign_read(io.StringIO(write((layout,)).decode()))


def test_a_foreign_reader_finds_nothing_to_repair() -> None:
    """R2010, in millimetres, metric, without a finding of the audit."""
    document = foreign(every_shape())
    assert (document.dxfversion, document.header["$INSUNITS"]) == ("AC1024", 4)
    assert document.header["$MEASUREMENT"] == 1
    auditor = document.audit()
    assert (list(auditor.errors), list(auditor.fixes)) == ([], [])


def test_a_foreign_reader_finds_each_role_on_its_layer() -> None:
    """Circles and polylines by layer, nothing on layer 0, nothing with a colour of its own."""
    document = foreign(every_shape())
    space = list(document.modelspace())
    assert [layer.dxf.name for layer in document.layers][-len(ORDER) :] == list(ORDER)
    assert {entity.dxf.layer for entity in space} == set(ORDER)
    assert {entity.dxf.color for entity in space} == {256}
    kinds = [entity.dxftype() for entity in space]
    assert kinds.count("CIRCLE") == len(INNER)
    assert kinds.count("LWPOLYLINE") == len(kinds) - len(INNER) == 5 * len(INNER) + 1
    assert [layer.dxf.color for layer in document.layers if layer.dxf.name == "outline"] == [1]


def test_a_foreign_reader_measures_millimetres_from_the_datum() -> None:
    """The outline is 60 × 30 with its lower left corner at the origin, and so the header says."""
    document = foreign(every_shape())
    box = bbox.extents(document.modelspace().query('*[layer=="outline"]'))
    assert tuple(box.extmin) == pytest.approx((0, 0, 0), abs=1e-6)
    assert tuple(box.extmax) == pytest.approx((60, 30, 0), abs=1e-6)
    assert tuple(document.header["$EXTMAX"]) == pytest.approx((60, 30, 0))


def test_a_foreign_reader_finds_dots_and_bends_where_they_are() -> None:
    """A circle has its centre and radius; a bulge has the centre of its arc, on the same side."""
    arc = Arc(Point(9, 5), 2.5, ccw=True)
    stroke = Stroke(Role.MARK, Path(Point(5, 5), (arc,)), 0.4)
    document = foreign(layout_of(Dot(Role.MARK, Point(5, 3), 1.001), stroke))
    dot, bend = document.modelspace().query('*[layer=="mark"]')
    assert isinstance(dot, Circle)
    assert isinstance(bend, LWPolyline)
    assert tuple(dot.dxf.center) == (5.0, 3.0, 0.0)
    assert dot.dxf.radius == 0.5005
    (x0, y0, bulge), (x1, y1, _) = bend.get_points("xyb")
    centre, expected = bulge_center((x0, y0), (x1, y1), bulge), arc.centre(Point(5, 5))
    assert (centre.x, centre.y) == pytest.approx((expected.x, expected.y))
    assert bulge_radius((x0, y0), (x1, y1), bulge) == pytest.approx(2.5)
    assert not bend.closed


def test_coordinates_have_at_most_three_decimals() -> None:
    """What floating point leaves behind a sum is not printed."""
    x = 0.1 + 0.2
    data = write((layout_of(Stroke(Role.MARK, Path(Point(x, x), (Line(Point(1, 1)),)), 1)),))
    assert b"0.30000" not in data
    assert b"\n 10\n0.3\n 20\n0.3\n" in data


# --------------------------------------------------------------------------------------- processes

PROGRAM = """
import sys
{clock}
from generator.formats import dxf
from generator.geometry import Point, Size, rounded_rectangle
from generator.layout import Area, Dot, Layout, Role
assert not {{"ezdxf", "numpy"}} & set(sys.modules)
edge = Area(Role.OUTLINE, rounded_rectangle(Size(20, 10), 1))
dots = [Dot(role, Point(5, 5), 1) for role in Role if role is not Role.OUTLINE]
layout = Layout("front", 2.0, (edge, *dots))
data = dxf.write((layout,))
assert data == dxf.write((layout,))
assert not {{"socket", "ssl", "urllib.request"}} & set(sys.modules)
print(data.decode())
"""
ANOTHER_DAY = """
import datetime
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2041, 5, 6, 7, 8, 9, tzinfo=tz)
datetime.datetime = Later
"""


ROOT = str(FilePath(dxf.__file__).parents[2])


def run(clock: str = "", **environment: str) -> str:
    """What a fresh process prints."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(clock=clock)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": ROOT, **environment},
    )
    assert done.stderr == ""
    return done.stdout


def test_a_file_is_the_same_in_any_process_on_any_day() -> None:
    """Neither clock nor time zone, hash seed or locale gets into the bytes; no socket is loaded."""
    first = run(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    other = run(ANOTHER_DAY, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    assert first == other
    assert "2041" not in other
    assert first.rstrip().endswith("EOF")


def test_no_trace_is_left_at_home(tmp_path: FilePath) -> None:
    """What ezdxf notes about the fonts of the system would lie outside the output folder."""
    home = tmp_path / "home"
    home.mkdir()
    caches = dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME"), "")
    assert run(HOME=str(home), **caches).rstrip().endswith("EOF")
    assert list(home.rglob("*")) == []


FONTS = """
from generator.formats import dxf
dxf._load_without_fonts()
from ezdxf.tools import text_size
import ezdxf.fonts.fonts as fonts
assert text_size.fonts is not fonts
assert text_size.fonts.font_manager is fonts.font_manager
"""


def test_others_in_the_process_have_their_fonts(tmp_path: FilePath) -> None:
    """Whoever uses ezdxf after us, and draws text, finds the fonts as they are."""
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": ROOT}
    done = subprocess.run([sys.executable, "-c", FONTS], env=environment, check=False)
    assert done.returncode == 0


def test_the_fixed_clock_is_ezdxfs_own_affair_afterwards() -> None:
    """An option of ezdxf that was changed for writing is what it was."""
    from ezdxf._options import options

    before = options.write_fixed_meta_data_for_testing
    write((every_shape(),))
    assert options.write_fixed_meta_data_for_testing is before is False
