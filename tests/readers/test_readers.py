"""Foreign programs see in our files what the layout says: count, places, sizes and shapes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.plates.road import NAMES
from tests.readers.compare import TOLERANCES, compared
from tests.readers.files import MIRRORS, SHOPS, Case, cases, last_for
from tests.readers.programs import IN_CI, READERS, Answers, Reader
from tests.readers.seen import TOLERANCE

pytestmark = pytest.mark.readers

Ask: TypeAlias = Callable[[Reader], tuple[str, dict[str, Path], Answers]]
Record: TypeAlias = Callable[[str, object], None]


def asked_of(reader: Reader) -> list[Case]:
    """The files that a reader is to judge."""
    return [
        case
        for case in cases(reader.format)
        if not reader.only or any(part in case.title for part in reader.only)
        if reader.shapes or case.mutant not in MIRRORS
    ]


def _asked(mutated: str) -> Iterator[Any]:
    for reader in READERS:
        for case in asked_of(reader):
            if bool(case.mutant) is bool(mutated):
                about = f"{reader.format}-{reader.name}-{case.title}"
                yield pytest.param(reader, case, id=about)


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """What a reader says of all its files, asked once, even if it fails: that costs seconds."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # what one process has written serves the others
    known: dict[str, tuple[str, dict[str, Path], Answers] | AssertionError] = {}

    def look(reader: Reader) -> tuple[str, dict[str, Path], Answers]:
        key = f"{reader.name}-{reader.format}"
        if key not in known:
            (folder / reader.format).mkdir(exist_ok=True)
            files = {
                case.title: case.written(folder / reader.format, reader.format)
                for case in asked_of(reader)
            }
            try:
                version, answers = reader.look(
                    list(files.values()), tmp_path_factory.mktemp("room")
                )
                known[key] = version, files, answers
            except AssertionError as error:
                known[key] = error
        if isinstance(found := known[key], AssertionError):
            raise found
        return found

    return look


@pytest.mark.parametrize(("reader", "case"), list(_asked("")))
def test_a_reader_sees_what_the_layout_says(
    reader: Reader, case: Case, ask: Ask, record_property: Record
) -> None:
    """Each circle and each contour is there once, in its place and size, and nothing else is."""
    record_property("reader", (reader.name, reader.format, "", 0.0))
    version, difference, faults = _judged(reader, case, ask)
    record_property("reader", (reader.name, reader.format, version, difference))
    assert not faults
    assert difference <= TOLERANCES.get(reader.format, TOLERANCE)


@pytest.mark.parametrize(("reader", "case"), list(_asked("mutated")))
def test_a_reader_tells_of_a_mark_that_is_not_as_drawn(
    reader: Reader, case: Case, ask: Ask
) -> None:
    """The comparison can fail.

    A mark is moved or widened by ten micrometres, or lost; a stroke or a contour is mirrored in its
    own box.
    """
    _, difference, _ = _judged(reader, case, ask)
    assert difference > max(2 * TOLERANCE, TOLERANCES.get(reader.format, 0.0))


@pytest.mark.parametrize("shop", SHOPS)
def test_machines_are_given_each_plate_that_they_can_make(shop: str) -> None:
    """Nothing is left out of the comparison but what the machine's rules refuse."""
    can = {name for name in NAMES if last_for(name, shop)}
    assert can == {case.name for case in cases("gcode") if case.shop == shop}


def _judged(reader: Reader, case: Case, ask: Ask) -> tuple[str, float, list[str]]:
    """Version, largest difference and faults that a reader finds with one file."""
    lacks = reader.missing()
    if lacks and IN_CI:
        pytest.fail(lacks)
    if lacks:
        pytest.skip(f"NOT RUN: {lacks}")
    version, files, answers = ask(reader)
    answer = answers[str(files[case.title])]
    difference, faults = compared(reader, case, answer)
    return version, difference, [*faults, *answer.get("faults", [])]
