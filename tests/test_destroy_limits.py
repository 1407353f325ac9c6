from __future__ import annotations

import math

import pytest

from generator import shop_file
from generator.destroy_limits import OVERLAP, lines_apart
from generator.errors import RuleError

V_BIT, LASER = shop_file.find("grbl-v-bit"), shop_file.find("grbl-laser")


def test_ridges_are_no_higher_than_the_marks_are_deep() -> None:
    """Half the way between two grooves of 60 degrees goes up to where the marks end."""
    apart = lines_apart(V_BIT, 0.46, 0.05)
    assert apart / 2 / math.tan(math.radians(30)) == pytest.approx(0.05)
    assert lines_apart(V_BIT, 0.1, 5.0) == pytest.approx(0.1 * OVERLAP)
    assert lines_apart(LASER, 0.1, 0.0) == lines_apart(None, 0.1, 0.0) == pytest.approx(0.07)


@pytest.mark.parametrize("deeper", [0.0, 0.04])
def test_no_room_below_the_marks_is_refused(deeper: float) -> None:
    """Lines would have to lie on one another."""
    with pytest.raises(RuleError, match="would stay readable in the ridges between its lines"):
        lines_apart(V_BIT, 0.46, deeper)
