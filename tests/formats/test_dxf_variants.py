"""DXF in parts, and for old controllers."""

from __future__ import annotations

import io

import pytest
from ezdxf import bbox
from ezdxf.filemanagement import read as foreign_read
from hypothesis import given, settings

from generator.errors import ReadError
from generator.formats import dxf, dxf_r12, sniff
from generator.formats.dxf_read import read, read_cut, read_marks
from generator.layout import Layout, Role
from tests.formats.layouts import INNER, every_shape, gathered, layouts
from tests.formats.test_dxf import alike

CUT = (Role.HOLE, Role.OUTLINE)


@settings(max_examples=40)
@given(layouts())
def test_an_old_file_shows_what_the_view_promises(layout: Layout) -> None:
    """Every mark comes back from R12 within a micrometre, by role in the order of machining."""
    (face,) = read(dxf_r12.write((layout,)))
    expected = gathered(dxf_r12.view(layout))
    assert len(face.marks) == len(expected)
    assert all(map(alike, face.marks, expected))


def test_an_old_file_is_read_as_the_new_one() -> None:
    """R12 and R2010 of one layout show the same."""
    assert read(dxf_r12.write((every_shape(),))) == read(dxf.write((every_shape(),)))


def test_a_foreign_reader_takes_an_old_file() -> None:
    """R12, metric, without a finding of the audit; polylines of the old kind on their layers."""
    document = foreign_read(io.StringIO(dxf_r12.write((every_shape(),)).decode("ascii")))
    assert document.dxfversion == "AC1009"
    assert document.header["$MEASUREMENT"] == 1
    auditor = document.audit()
    assert (list(auditor.errors), list(auditor.fixes)) == ([], [])
    space = list(document.modelspace())
    assert {entity.dxf.layer for entity in space} == {role.value for role in Role}
    kinds = [entity.dxftype() for entity in space]
    assert kinds.count("CIRCLE") == len(INNER)
    assert kinds.count("POLYLINE") == len(kinds) - len(INNER) == 5 * len(INNER) + 1
    box = bbox.extents(document.modelspace().query('*[layer=="outline"]'))
    assert tuple(box.extmax) == pytest.approx((60, 30, 0), abs=1e-6)


def test_the_parts_are_the_whole() -> None:
    """A cut file and a mark file have each entity of the whole drawing once, and in its place."""
    layout = every_shape()
    (whole,) = read(dxf.write((layout,)))
    (cut,) = read_cut(dxf.write_cut((layout,)))
    (marks,) = read_marks(dxf.write_marks((layout,)))
    assert (*marks.marks, *cut.marks) == whole.marks
    assert {mark.role for mark in cut.marks} == set(CUT)
    assert cut.marks == gathered(dxf.view_cut(layout))
    assert marks.marks == gathered(dxf.view_marks(layout))


def test_a_part_is_not_taken_for_another() -> None:
    """A whole drawing is neither part, and a part is no whole drawing."""
    whole, cut, marks = (
        write((every_shape(),)) for write in (dxf.write, dxf.write_cut, dxf.write_marks)
    )
    with pytest.raises(ReadError, match="a cut file has marks in it"):
        read_cut(whole)
    for data in (whole, cut):
        with pytest.raises(ReadError, match="a mark file has holes or an outline"):
            read_marks(data)
    with pytest.raises(ReadError, match="no outline"):
        read(marks)


def test_names_tell_the_parts() -> None:
    """What is drawn in a part alone can't say that it is one, so its name does."""
    data = dxf.write_cut((every_shape(),))
    assert sniff(data, "a.blank.cut_mm.dxf") == "dxf-cut"
    assert sniff(data, "A.SECRET.FRONT.MARK_MM.DXF") == "dxf-mark"
    assert sniff(data, "a.r12_mm.dxf") == sniff(data, "other.dxf") == "dxf"
