"""Faults in what draws a solid: none may pass for what the layouts say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

pytest.importorskip("OCP")

from generator import pockets
from generator.errors import VerifyError
from generator.formats import step
from generator.formats.step_proof import prove
from generator.geometry import Point, Vec
from generator.grooves import milled
from generator.layout import Area, Cut, Dot, Face, Mark, Role
from tests.solids import (
    FRAME,
    LETTER_A,
    LETTER_P,
    NESTED,
    PLATES,
    THROUGH,
    front,
    outline,
    strokes,
    washers,
)
from tests.solids import line as way

FULL = (
    front(
        outline(3.0),
        Dot(Role.HOLE, Point(36, 16), 1.0, THROUGH),
        *strokes(*LETTER_A, *LETTER_P),
        *(replace(mark, role=Role.GUIDE) for mark in strokes(way((20, 5), (22, 5)))),
        Dot(Role.GUIDE, Point(20, 12), 0.5, Cut(0.05)),
        Dot(Role.MARK, Point(24, 12), 1.0, Cut(0.5, 118)),
        FRAME,
    ),
)


def test_what_is_right_passes() -> None:
    """Every plate of the tests is what its layouts say."""
    for layouts in (FULL, *PLATES.values()):
        prove(layouts, step.read(step.write(layouts)))


def only(keep: Callable[[Mark], bool]) -> Callable[[tuple[Mark, ...]], tuple[Mark, ...]]:
    """A mill that forgets marks."""
    whole = milled
    return lambda marks: whole(tuple(mark for mark in marks if keep(mark)))


def then(change: Callable[[Mark], Mark]) -> Callable[[tuple[Mark, ...]], tuple[Mark, ...]]:
    """A mill that spoils each mark but the outline."""
    whole = milled
    return lambda marks: tuple(
        mark if mark.role is Role.OUTLINE else change(mark) for mark in whole(marks)
    )


def filled(mark: Mark) -> Mark:
    """An area without its islands."""
    return replace(mark, holes=()) if isinstance(mark, Area) else mark


def moved(mark: Mark) -> Mark:
    """An area five micrometres further right."""
    if not isinstance(mark, Area):
        return mark
    by = Vec(0.005, 0)
    holes = tuple(hole.moved(by) for hole in mark.holes)
    return replace(mark, outline=mark.outline.moved(by), holes=holes)


FAULTS = {
    "no legend": only(lambda mark: mark.role is not Role.LEGEND),
    "no guides": only(lambda mark: mark.role is not Role.GUIDE),
    "no key-ring hole": only(lambda mark: mark.role is not Role.HOLE),
    "no fiducials": only(lambda mark: mark.role is not Role.FIDUCIAL),
    "no marks": only(lambda mark: mark.role is not Role.MARK),
    "no bar": only(lambda mark: mark.box().width != strokes(LETTER_A[1])[0].box().width),
    "no islands": then(filled),
    "no depth": then(lambda mark: mark if mark.role is Role.HOLE else replace(mark, cut=Cut(0.01))),
    "flat points": then(
        lambda mark: mark if mark.role is Role.HOLE else replace(mark, cut=Cut(mark.cut.depth))
    ),
    "wide holes": then(
        lambda mark: (
            replace(mark, diameter=mark.diameter + 0.001)
            if isinstance(mark, Dot) and mark.role is Role.HOLE
            else mark
        )
    ),
    "five micrometres": then(moved),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_mill_is_refused(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the writer lost is missed, though the view would have lost it too."""
    monkeypatch.setattr(pockets, "milled", FAULTS[fault])
    with pytest.raises(VerifyError, match="front of the STEP"):
        step.write(FULL)


def test_each_mark_is_missed_and_none_may_be_left_over() -> None:
    """Without any one mark of a file, or with any one that was not asked for, it is refused."""
    pieces = (washers("front", 9, 29), washers("back", 9, 29))
    for layouts in (FULL, (front(outline(), *NESTED),), PLATES["two sides"], pieces):
        shown = step.read(step.write(layouts))
        for side, face in enumerate(shown):
            for mark in face.marks:
                less = Face(tuple(other for other in face.marks if other is not mark))
                faces = [less if at == side else other for at, other in enumerate(shown)]
                with pytest.raises(VerifyError):
                    prove(layouts, faces)
        more = Face((*shown[0].marks, Dot(Role.MARK, Point(30, 16.5), 0.4, Cut(0.3))))
        with pytest.raises(VerifyError, match="nothing asked for"):
            prove(layouts, (more, shown[1]))
