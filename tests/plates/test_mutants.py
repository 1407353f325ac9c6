"""What a lost, extra, moved or swapped shape in a file does: it is always noticed.

Files are changed as text, shape by shape, so that nothing of the program helps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from generator.errors import ReadError, SecretError, VerifyError
from generator.formats import Format
from generator.geometry import Point, Vec
from generator.inscription import LABEL
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
from generator.pipeline import Found, make, read
from generator.template import Template
from tests.plates.drawings import DRAWINGS, Drawing
from tests.plates.road import (
    FLAT,
    NAMES,
    chosen,
    files,
    first_of,
    format_of,
    found,
    phrases,
    plain,
    secrets,
)

# ----------------------------------------------------------------------------------------- mutants


def mutants(drawing: Drawing, pitch: float, places: int) -> Iterator[tuple[str, bytes]]:
    """Each kind of fault, at one mark or three, and at one shape of each other layer."""
    marks = drawing.of("mark")
    for place in (marks[len(marks) // 2], marks[0], marks[-1])[:places]:
        shape = drawing.shapes[place]
        yield "dropped", drawing.with_(place)
        yield "doubled", drawing.with_(place, shape, shape)
        yield "moved by 0.05 mm", drawing.with_(place, drawing.moved(shape, 0.05))
        yield "moved by a pitch", drawing.with_(place, drawing.moved(shape, pitch))
        yield "added a pitch on", drawing.with_(place, shape, drawing.moved(shape, -pitch))
    first = drawing.shapes[marks[0]]
    for layer in ("legend", "guide", "fiducial", "hole", "outline")[: 2 * places]:
        yield f"moved to {layer}", drawing.with_(marks[0], drawing.relayered(first, layer))
    for layer in ("legend", "guide", "fiducial", "hole", "outline"):
        for at in drawing.of(layer)[:1]:
            yield f"{layer} dropped", drawing.with_(at)
            if places > 1:
                yield f"{layer} doubled", drawing.with_(at, *[drawing.shapes[at]] * 2)
                as_mark = drawing.relayered(drawing.shapes[at], "mark")
                yield f"{layer} moved to mark", drawing.with_(at, as_mark)


def pitch_of(template: Template) -> float:
    """The step from one column of the last field to the next, or from one row where it has one."""
    field = [each for each in template.sides[0].fields if each.encoding != LABEL][-1]
    beside = field.slot(0, 1) if field.columns > 1 else field.slot(1, 0)
    return field.slot(0, 0).distance(beside)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_a_changed_file_is_always_noticed(name: str, format_name: str) -> None:
    """A file with one fault is refused, whatever the fault, whichever the plate."""
    assert unnoticed(name, format_name, 1) == []


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_a_fault_in_the_first_or_last_mark_is_noticed(name: str, format_name: str) -> None:
    """The ends of a plate are no different from its middle."""
    assert unnoticed(name, format_name, 3) == []


def unnoticed(name: str, format_name: str, places: int) -> list[str]:
    """The faults that a file of a plate may have without being refused; fails on too few faults."""
    template = first_of(name)
    original, *others = found(files(secrets(chosen(template))["varied"], template, format_name))
    drawing = DRAWINGS[format_name](original.data)
    untouched = drawing.with_(0, drawing.shapes[0])
    assert read([replaced(original, untouched), *others], (name,), "english").payloads
    passed, count = [], 0
    for what, data in mutants(drawing, pitch_of(template), places):
        count += 1
        try:
            read([replaced(original, data), *others], (name,), "english")
        except (ReadError, SecretError):
            continue
        passed.append(what)
    layers = {drawing.layer(shape) for shape in drawing.shapes} - {"mark"}
    each, moves = (3, 5) if places > 1 else (1, 2)
    assert count == 5 * places + moves + each * len(layers)
    return passed


def replaced(file: Found, data: bytes) -> Found:
    """The file with other bytes under the same name."""
    return replace(file, data=data)


# ------------------------------------------------------------------------------------ our own slips


def first_mark(layout: Layout) -> int:
    """The place of the first mark of the secret."""
    return next(at for at, mark in enumerate(layout.marks) if mark.role is Role.MARK)


def moved(mark: Mark, by: float) -> Mark:
    """A mark a little to the right."""
    match mark:
        case Dot():
            return replace(mark, centre=mark.centre + Vec(by, 0))
        case Stroke():
            return replace(mark, path=mark.path.moved(Vec(by, 0)))
        case Area():
            shift = Vec(by, 0)
            holes = tuple(hole.moved(shift) for hole in mark.holes)
            return replace(mark, outline=mark.outline.moved(shift), holes=holes)


SLIPS: dict[str, Callable[[Mark], tuple[Mark, ...]]] = {
    "dropped": lambda _: (),
    "doubled": lambda mark: (mark, mark),
    "moved": lambda mark: (moved(mark, 0.05),),
    "far away": lambda mark: (moved(mark, 1.0),),
    "of another role": lambda mark: (replace(mark, role=Role.LEGEND),),
    "with a speck beside it": lambda mark: (mark, Dot(Role.MARK, Point(3.3, 3.3), 0.2)),
}


def slipping(format_: Format, slip: Callable[[Mark], tuple[Mark, ...]]) -> Format:
    """A format whose writer gets the first mark of the secret wrong."""

    def write(layouts: tuple[Layout, ...]) -> bytes:
        first, *others = layouts
        at = first_mark(first)
        marks = (*first.marks[:at], *slip(first.marks[at]), *first.marks[at + 1 :])
        return format_.write((replace(first, marks=marks), *others))

    return replace(format_, write=write)


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("format_name", FLAT)
@pytest.mark.parametrize("name", ["tinyseed", "letters-24", "seedqr"])
def test_a_writer_that_slips_hands_nothing_over(name: str, format_name: str, slip: str) -> None:
    """Dots, letters and modules that a writer got wrong never leave `make`."""
    made = make(
        phrases(12)["varied"], plain(name, 12), [slipping(format_of(format_name), SLIPS[slip])]
    )
    with pytest.raises(VerifyError, match=rf"^the {format_name} "):
        next(made)


def test_the_slips_are_not_refused_for_another_reason() -> None:
    """A writer that gets nothing wrong passes the same seam."""
    format_ = slipping(format_of("svg"), lambda mark: (mark,))
    assert list(make(phrases(12)["varied"], plain("tinyseed", 12), [format_]))
