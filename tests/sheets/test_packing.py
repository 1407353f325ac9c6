from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import RuleError
from generator.geometry import Rect, Size
from generator.sheets.packing import Spot, Stock, check_room, packed

SIDES = st.integers(5_000, 60_000).map(lambda um: um / 1000)


def boxes(sizes: list[Size], spots: tuple[Spot, ...]) -> list[tuple[int, Rect]]:
    """The sheet and the place of each rectangle."""
    found = []
    for size, spot in zip(sizes, spots, strict=True):
        wide, high = (size.height, size.width) if spot.turned else (size.width, size.height)
        found.append((spot.sheet, Rect(spot.at.x, spot.at.y, spot.at.x + wide, spot.at.y + high)))
    return found


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.builds(Size, SIDES, SIDES), min_size=1, max_size=12),
    st.sampled_from((0.0, 0.5, 3.0)),
    st.booleans(),
)
def test_all_lie_within_and_apart(sizes: list[Size], spacing: float, turning: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
    """Each rectangle once, in its order, inside the margin, as far from others as asked for."""
    stock = Stock(Size(80, 75), 5.0, spacing, turning)
    spots = packed(sizes, stock)
    assert [spot.index for spot in spots] == list(range(len(sizes)))
    assert turning or not any(spot.turned for spot in spots)
    placed = boxes(sizes, spots)
    assert all(stock.room.grown(0.0006).contains(box) for _, box in placed)
    for (one, a), (two, b) in itertools.combinations(placed, 2):
        across = max(a.left - b.right, b.left - a.right)
        up = max(a.bottom - b.top, b.bottom - a.top)
        assert one != two or max(across, up) >= spacing - 0.0006


def test_the_same_every_time() -> None:
    """What was asked for decides, and nothing else."""
    sizes = [Size(27.2, 34.5)] * 7 + [Size(43.2, 47.2)] * 3
    stock = Stock(Size(120, 110), 5.0, 2.0, turning=True)
    assert packed(sizes, stock) == packed(sizes, stock)


def test_too_large_for_the_sheet() -> None:
    """The message says which sheet would do, turned where that takes less."""
    stock = Stock(Size(100, 50), 5.0, 2.0, turning=True)
    check_room("a", Size(40, 90), stock)
    with pytest.raises(RuleError, match="the smallest that would do is 105 × 50 mm"):
        check_room("a", Size(40, 95), stock)
    upright = Stock(Size(100, 50), 5.0, 2.0, turning=False)
    with pytest.raises(RuleError, match="the smallest that would do is 50 × 100 mm"):
        check_room("a", Size(40, 90), upright)
