from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.geometry import Point, Rect, Size, rounded_rectangle
from generator.strips import MOST_MOUTHS, UNCUT, Seams, seams, stops


def boxes(columns: int, rows: int, size: float = 0.5) -> list[Rect]:
    """Mouths in straight rows and columns, one millimetre apart."""
    return [
        Rect(x + 5, y + 5, x + 5 + size, y + 5 + size) for y in range(rows) for x in range(columns)
    ]


def plate(width: float, height: float) -> Size:
    """A plate with room around so many millimetres of mouths."""
    return Size(width + 10, height + 10)


@given(st.integers(1, 60), st.integers(1, 60))
def test_cuts_cross_no_mouth_and_leave_no_crowd(columns: int, rows: int) -> None:
    """Whatever the arrangement, strips hold few mouths and cuts run through air only."""
    mouths = boxes(columns, rows)
    cuts = seams(rounded_rectangle(plate(columns, rows), 3.0), mouths)
    if len(mouths) <= MOST_MOUTHS:
        assert cuts == UNCUT
        return
    spans = [(b.bottom, b.top) if cuts.level else (b.left, b.right) for b in mouths]
    assert not [at for at in cuts.at for low, high in spans if low <= at <= high]
    ends = [-1.0, *cuts.at, 1e9]
    strips = [sum(a < low < b for low, _ in spans) for a, b in pairwise(ends)]
    assert max(strips) <= MOST_MOUTHS


def test_without_gaps_one_way_the_other_is_taken() -> None:
    """Tall mouths that block every level cut are parted by upright ones."""
    mouths = [Rect(5 + at, 5, 5.5 + at, 15) for at in range(400)]
    cuts = seams(rounded_rectangle(Size(410, 20), 0.0), mouths)
    assert not cuts.level
    assert len(cuts.at) == 3


def test_cuts_keep_away_from_round_sides() -> None:
    """An outline without straight sides is never cut."""
    size = Size(60, 60)
    assert seams(rounded_rectangle(size, 30.0), boxes(40, 40)) == UNCUT


def test_stops_stand_on_the_side_in_the_direction_of_travel() -> None:
    """Up and down alike, a slanting side included; level sides have none."""
    cuts = Seams(level=True, at=(1.0, 2.0))
    assert stops(Point(0, 0), Point(3, 3), cuts) == [Point(1, 1), Point(2, 2)]
    assert stops(Point(0, 3), Point(0, 0), cuts) == [Point(0, 2), Point(0, 1)]
    assert stops(Point(0, 1.5), Point(9, 1.5), cuts) == []
