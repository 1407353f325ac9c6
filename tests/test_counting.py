"""The counts of a plate are those of its marks, wherever these stand."""

from __future__ import annotations

import pytest

from generator.choice import Choice
from generator.counting import counted
from generator.counting_sheet import sheet
from generator.errors import TemplateError
from generator.inscription import LABEL, inscribed
from generator.layout import Dot, Role
from generator.pipeline import prepared
from generator.place import place
from generator.template import Letter
from tests.plates.road import NAMES, format_of, phrases, template_of

DOTTED = [
    name
    for name in NAMES
    if "bip39" in template_of(name).kinds
    and any(
        f.encoding != LABEL and not isinstance(f.mark, Letter)
        for side in template_of(name).sides
        for f in side.fields
    )
]


@pytest.mark.parametrize("name", DOTTED)
def test_every_mark_is_counted_once_in_a_row_and_once_in_a_column(name: str) -> None:
    """Against the dots, or dark modules, that are drawn."""
    template = template_of(name)
    made = prepared(template, Choice(template.counts("bip39")[-1]))
    grids = inscribed(phrases(made.choice.words if made.choice else 0)["varied"], made)
    drawn = {layout.side: layout for layout in place(grids, made)}
    for counts in counted(grids, made):
        dots = [mark for mark in drawn[counts.side].of(Role.MARK) if isinstance(mark, Dot)]
        if dots:
            assert counts.marks == len(dots)
        if counts.columns:
            assert sum(line.marks for line in counts.columns) == counts.marks
            assert sum(line.slots for line in counts.columns) == len(counts.places)
            heights = [line.at for line in counts.rows]
            assert heights == sorted(heights, reverse=True)
            for line in counts.rows if dots else ():
                here = [dot for dot in dots if abs(dot.centre.y - line.at) < 0.2]
                assert len(here) == line.marks
        page = sheet(counts, made, even=False)
        assert format_of("svg").read(format_of("svg").write((page,)))


def test_rows_are_called_as_on_the_metal() -> None:
    """Words by number, check rows by theirs, columns by their weights."""
    made = prepared(template_of("dots-24"), Choice(24))
    (counts,) = counted(inscribed(phrases(24)["varied"], made), made)
    assert [line.name for line in counts.rows][22:26] == ["23", "24", "C1", "C2"]
    assert [line.name for line in counts.columns][-3:] == ["2", "1", "EVEN"]
    assert not any(line.marks % 2 for line in (*counts.rows, *counts.columns))


def test_letters_are_not_counted() -> None:
    """They are read."""
    made = prepared(template_of("letters-24"), Choice(24))
    with pytest.raises(TemplateError, match="letters-24 has letters, which are read"):
        counted(inscribed(phrases(24)["varied"], made), made)
