"""Drawings of what lies on the machine: open edges, no outline at all, the stock's datum."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.errors import ReadError
from generator.formats import FORMATS, STOCK
from generator.geometry import Arc, Line, Path, Point, Size, circle, polygon
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke

EDGE = Path(Point(5, 5), (Line(Point(25, 5)), Arc(Point(30, 10), 5, ccw=True), Line(Point(30, 20))))
MARKS: tuple[Mark, ...] = (
    Stroke(Role.LEGEND, Path(Point(40, 40), (Line(Point(45, 41)),)), 0.2),
    Stroke(Role.GUIDE, circle(Point(50, 10), 3), 0.1),
    Dot(Role.HOLE, Point(10, 10), 3.175),
    Stroke(Role.OUTLINE, EDGE, 0.0),
    Area(Role.OUTLINE, polygon([Point(60, 5), Point(70, 5), Point(70, 15), Point(60, 15)])),
)
SHEET = Layout("front", 1.5, MARKS, Size(80, 50))


@pytest.mark.parametrize("name", STOCK)
def test_what_is_on_stock_comes_back_where_it_was(name: str) -> None:
    """To the last micrometre, seen from the corner of the stock and not of the first edge."""
    format_ = STOCK[name]()
    (face,) = format_.read(format_.write((SHEET,)))
    assert Counter(face.marks) == Counter(format_.view(SHEET).marks)


@pytest.mark.parametrize("name", STOCK)
def test_stock_needs_no_edge(name: str) -> None:
    """The back of a sheet has marks alone."""
    back = Layout("back", 1.5, MARKS[:2], SHEET.stock)
    format_ = STOCK[name]()
    (face,) = format_.read(format_.write((back,)))
    assert Counter(face.marks) == Counter(format_.view(back).marks)


@pytest.mark.parametrize("name", STOCK)
def test_a_plate_stays_strict(name: str) -> None:
    """An open edge is none of a plate, neither written without stock nor read as one."""
    with pytest.raises(ValueError, match="an outline is an area without holes"):
        FORMATS[name]().write((Layout("front", 1.5, MARKS),))
    with pytest.raises(ReadError):
        FORMATS[name]().read(STOCK[name]().write((SHEET,)))


@pytest.mark.parametrize(
    "mark",
    [
        Dot(Role.MARK, Point(79.8, 10), 1.0),
        Stroke(Role.OUTLINE, Path(Point(-1, 5), (Line(Point(5, 5)),)), 0.0),
    ],
)
def test_nothing_lies_beyond_the_stock(mark: Mark) -> None:
    """A mark over the edge of the stock is a fault of whoever made the layout."""
    with pytest.raises(ValueError, match="lies beyond the stock"):
        STOCK["svg"]().write((Layout("front", 1.5, (mark,), SHEET.stock),))


def test_only_edges_have_no_width() -> None:
    """A tool without width marks nothing."""
    line = Stroke(Role.MARK, Path(Point(1, 1), (Line(Point(5, 5)),)), 0.0)
    with pytest.raises(ValueError, match="no extent"):
        STOCK["svg"]().write((Layout("front", 1.5, (line,), SHEET.stock),))


def test_the_page_is_the_stock() -> None:
    """So that it lies on the machine as it is drawn."""
    data = STOCK["svg"]().write((SHEET,))
    assert b'width="80.000mm"' in data
    assert b'viewBox="0 0 80.000 50.000"' in data


def test_a_page_that_cuts_off_is_noticed() -> None:
    """What lies beyond the page is not on the stock."""
    data = STOCK["svg"]().write((SHEET,))
    smaller = data.replace(b"80.000mm", b"60.000mm").replace(b"0 0 80.000", b"0 0 60.000")
    with pytest.raises(ReadError, match="not within the page"):
        STOCK["svg"]().read(smaller)
