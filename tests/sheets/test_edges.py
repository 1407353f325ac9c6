from __future__ import annotations

import math

import pytest
from shapely import LineString, unary_union

from generator.contours import places
from generator.errors import RuleError
from generator.geometry import Path, Point, Size, Vec, circle, rounded_rectangle
from generator.layout import Area, Dot, Mark, Role, Stroke
from generator.sheets.edges import Tabs, check_tabs, cuts


def plate(x: float, y: float, size: Size = Size(30, 20), radius: float = 2.0) -> Area:  # noqa: B008  # frozen
    """A plate's outline with its lower left corner there."""
    return Area(Role.OUTLINE, rounded_rectangle(size, radius).placed(Vec(x, y)))


def line(path: Path) -> LineString:
    """A path for shapely."""
    end = path.segments[-1].end
    return LineString([(p.x, p.y) for p in (*places(path), end)])


def drawn(marks: tuple[Mark, ...]) -> list[LineString]:
    """What is cut, as shapely sees it."""
    lines = []
    for mark in marks:
        assert isinstance(mark, Area | Stroke)
        lines.append(line(mark.outline if isinstance(mark, Area) else mark.path))
    return lines


def test_whole_edges_stay_as_they_are() -> None:
    """Without tabs and apart, outlines are closed and discs are circles."""
    outlines = (plate(0, 0), plate(35, 0), Dot(Role.OUTLINE, Point(80, 10), 20))
    assert cuts(outlines, None) == outlines


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("outline", [plate(5, 5), Dot(Role.OUTLINE, Point(20, 20), 30)])
def test_tabs_are_gaps_of_their_width(outline: Area | Dot, count: int) -> None:
    """As many gaps as asked for, each as wide, and nothing else is missing or cut twice."""
    found = cuts((outline,), Tabs(count, 0.8))
    assert len(found) == count
    edge = outline.outline if isinstance(outline, Area) else circle(outline.centre, 15)
    lines = drawn(found)
    assert line(edge).length - sum(each.length for each in lines) == pytest.approx(
        count * 0.8, abs=0.005
    )
    assert unary_union(lines).length == pytest.approx(sum(e.length for e in lines), abs=1e-6)
    assert all(line(edge).distance(each) < 0.002 for each in lines)


@pytest.mark.parametrize("radius", [0.0, 2.0])
@pytest.mark.parametrize(
    "corners",
    [[(0, 0), (30, 0)], [(0, 0), (0, 20), (30, 10)], [(0, 0), (30, 0), (0, 20), (30, 20)]],
)
def test_what_neighbours_share_is_cut_once(
    corners: list[tuple[float, float]], radius: float
) -> None:
    """All of every edge is cut, and no part of it twice: a double line costs real money."""
    outlines = [plate(x, y, radius=radius) for x, y in corners]
    lines = drawn(cuts(outlines, None))
    wanted = unary_union(drawn(tuple(outlines)))
    assert unary_union(lines).length == pytest.approx(wanted.length, abs=0.005)
    assert sum(each.length for each in lines) == pytest.approx(wanted.length, abs=0.005)
    assert wanted.buffer(0.002).covers(unary_union(lines))


def test_a_shared_edge_has_the_tabs_of_both() -> None:
    """A gap in one plate's edge is not closed by the other's cut."""
    outlines = [plate(0, 0), plate(30, 5)]
    tabs = Tabs(4, 1.0)
    lines = unary_union(drawn(cuts(outlines, tabs)))
    for outline in outlines:
        alone = unary_union(drawn(cuts((outline,), tabs)))
        whole = line(outline.outline)
        gaps = whole.difference(alone.buffer(0.01))
        assert gaps.length == pytest.approx(4 * (1.0 - 0.02), abs=0.01)
        assert gaps.intersection(lines.buffer(0.005)).length == pytest.approx(0, abs=0.01)


def test_tabs_need_room() -> None:
    """More or wider tabs than an edge has room for are refused, whatever the shape."""
    with pytest.raises(RuleError, match="tabs of 0.5 mm don't fit in an edge of 16.0 mm"):
        check_tabs([plate(0, 0)], Tabs(48, 0.5))
    with pytest.raises(RuleError, match=r"30 tabs of 1 mm don't fit in an edge of 31.4 mm"):
        check_tabs([Dot(Role.OUTLINE, Point(0, 0), 10)], Tabs(30, 1.0))
    check_tabs([Dot(Role.OUTLINE, Point(0, 0), 10)], Tabs(math.floor(31.4 / 2), 1.0))
