"""Inner loops of a face: side by side, within the outer one."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("OCP")

from generator import cad
from generator.errors import ReadError
from generator.formats import step
from generator.geometry import Point, circle
from generator.layout import Dot, Role
from tests.solids import CONE, front, outline, strokes

RINGED = (
    front(
        outline(),
        *strokes(circle(Point(10, 10), 3)),
        Dot(Role.MARK, Point(10, 10), 1.0, CONE),
        Dot(Role.MARK, Point(20, 10), 1.0, CONE),
    ),
)


def test_a_mouth_on_the_wrong_face_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pocket within a ring whose mouth hangs on the large face is no solid, and is noticed."""
    monkeypatch.setattr(cad, "standing", lambda pockets: (None,) * len(pockets))
    data = cad.part21(cad.solid(RINGED))
    with pytest.raises(ReadError, match="not apart"):
        step.read(data)


def test_a_mouth_handed_to_another_face_is_refused() -> None:
    """Whichever of two level faces lists it, a mouth outside of that face's edge is noticed."""
    text = cad.part21(cad.solid(RINGED)).decode()
    assert step.read(text.encode())
    faces = re.findall(r"#\d+ = ADVANCED_FACE\('',\(([^)]*)\),(#\d+),\.T\.\)", text)
    bearing = [refs for refs, _ in faces if "," in refs]
    noticed = 0
    for one in bearing:
        for two in bearing:
            if one != two:
                moved = one.rpartition(",")[2]
                other = text.replace(f"({one})", f"({one.rpartition(',')[0]})", 1)
                other = other.replace(f"({two})", f"({two},{moved})", 1)
                with pytest.raises(ReadError):
                    step.read(other.encode())
                noticed += 1
    assert noticed >= 2
