"""Foreign programs see in our files what the layout says: count, diameters, places and boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from generator.layout import Layout, Role
from tests.readers import seen
from tests.readers.files import Case, cases
from tests.readers.programs import IN_CI, READERS, Answers, Reader
from tests.readers.seen import TOLERANCE, Seen, Shape

pytestmark = pytest.mark.readers

HAIRLINE = 0.02
"""Millimetres around what is cut through in an SVG, which Inkscape counts as part of it."""

MARGIN = 1.0
"""Millimetres of page around the plate in an SVG."""

Ask: TypeAlias = Callable[[Reader], tuple[str, dict[str, Path], Answers]]
Record: TypeAlias = Callable[[str, object], None]


def _asked(mutated: str) -> Iterator[Any]:
    for reader in READERS:
        group = pytest.mark.xdist_group(reader.format)
        for case in cases(reader.format):
            if bool(case.mutant) is bool(mutated):
                yield pytest.param(reader, case, marks=group, id=f"{reader.name}-{case.title}")


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """What a reader says of all its files, asked once: starting one costs seconds."""
    folder = tmp_path_factory.mktemp("files")
    known: dict[str, tuple[str, dict[str, Path], Answers]] = {}

    def look(reader: Reader) -> tuple[str, dict[str, Path], Answers]:
        key = f"{reader.name}-{reader.format}"
        if key not in known:
            files = {
                case.title: case.written(folder, reader.format) for case in cases(reader.format)
            }
            version, answers = reader.look(list(files.values()), tmp_path_factory.mktemp("room"))
            known[key] = version, files, answers
        return known[key]

    return look


@pytest.mark.parametrize(("reader", "case"), list(_asked("")))
def test_a_reader_sees_what_the_layout_says(
    reader: Reader, case: Case, ask: Ask, record_property: Record
) -> None:
    """Each circle and each contour is there once, within two micrometres, and nothing else is."""
    record_property("reader", (reader.name, reader.format, "", 0.0))
    version, difference, faults = _judged(reader, case, ask)
    record_property("reader", (reader.name, reader.format, version, difference))
    assert not faults
    assert difference <= TOLERANCE


@pytest.mark.parametrize(("reader", "case"), list(_asked("mutated")))
def test_a_reader_tells_of_a_mark_that_is_not_as_drawn(
    reader: Reader, case: Case, ask: Ask
) -> None:
    """A mark moved or widened by ten micrometres, or lost, is told: the comparison can fail."""
    _, difference, _ = _judged(reader, case, ask)
    assert difference > 2 * TOLERANCE


def _judged(reader: Reader, case: Case, ask: Ask) -> tuple[str, float, list[str]]:
    """Version, largest difference and faults that a reader finds with one file."""
    lacks = reader.missing()
    if lacks and IN_CI:
        pytest.fail(lacks)
    if lacks:
        pytest.skip(f"NOT RUN: {lacks}")
    version, files, answers = ask(reader)
    answer = answers[str(files[case.title])]
    shown = _shown(reader, answer, case.layouts()[0])
    return version, seen.worst(_expected(reader, case), shown), answer.get("faults", [])


def _expected(reader: Reader, case: Case) -> Seen:
    (layout,) = case.layouts()
    if reader.name == "inkscape":
        return seen.in_ink(layout, HAIRLINE)
    return seen.in_svg(layout) if reader.format == "svg" else seen.in_dxf(layout)


def _shown(reader: Reader, answer: Any, layout: Layout) -> Seen:
    """What a reader said, in the frame of the layout."""
    circles: Iterator[Shape] = ((role, tuple(at)) for role, *at in answer["circles"])
    boxes: Iterator[Shape] = ((role, tuple(box)) for role, *box in answer["boxes"])
    if reader.format == "dxf":
        return Seen(tuple(circles), tuple(boxes))
    top = max(edge.box().top for edge in layout.of(Role.OUTLINE)) + MARGIN
    if answer.get("page"):
        assert answer["page"][1] == pytest.approx(top + MARGIN, abs=TOLERANCE)
    return Seen(
        tuple((role, (x - MARGIN, top - y, across)) for role, (x, y, across) in circles),
        tuple(
            (role, (left - MARGIN, top - low, right - MARGIN, top - high))
            for role, (left, high, right, low) in boxes
        ),
    )
