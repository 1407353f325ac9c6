"""The counts of a plate are those of its marks, wherever these stand."""

from __future__ import annotations

import pytest

from generator.choice import CHECKS, Choice
from generator.counting import check_countable, counted
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
        page = sheet(counts, made)
        assert format_of("svg").read(format_of("svg").write((page,)))


def test_rows_are_called_as_on_the_metal() -> None:
    """Words by number, check rows by theirs, columns by their weights."""
    made = prepared(template_of("dots-24"), Choice(24))
    (counts,) = counted(inscribed(phrases(24)["varied"], made), made)
    assert [line.name for line in counts.rows][22:26] == ["23", "24", "C1", "C2"]
    assert [line.name for line in counts.columns][-3:] == ["2", "1", "EVEN"]
    assert counts.even == ("row", "column")
    assert not any(line.marks % 2 for line in (*counts.rows, *counts.columns))


@pytest.mark.parametrize(
    ("name", "choice", "even"),
    [
        ("dots-24", Choice(24, check_rows=0), ()),
        ("dots-33", Choice(24, check_rows=4), ("row",)),  # it counts from 1
        ("keytag", Choice(24, check=CHECKS[1]), ("column",)),
        ("keytag", Choice(24), ()),
    ],
)
def test_only_what_is_even_by_rule_is_said_to_be(
    name: str, choice: Choice, even: tuple[str, ...]
) -> None:
    """And then it is so, on every side."""
    made = prepared(template_of(name), choice)
    for counts in counted(inscribed(phrases(24)["varied"], made), made):
        assert counts.even == even
        for kind, lines in (("row", counts.rows), ("column", counts.columns)):
            assert kind not in even or not any(line.marks % 2 for line in lines)


def test_words_side_by_side_are_counted_apart() -> None:
    """Two of them in each pair of rows, eleven marks each; a parity column is not apart."""
    made = prepared(template_of("rails-drill"), Choice(24, check_rows=8))
    (counts,) = counted(inscribed(phrases(24)["varied"], made), made)
    uppers, lowers = counts.rows[::2], counts.rows[1::2]
    assert [line.name for line in uppers] == [*map(str, range(1, 13)), "C1", "C2", "C3", "C4"]
    assert not any(line.name for line in lowers)  # a number there would be that of another word
    for upper, lower in zip(uppers, lowers, strict=True):
        assert [a + b for a, b in zip(upper.parts, lower.parts, strict=True)] == [11, 11]
        assert upper.said == f"{upper.parts[0]}+{upper.parts[1]}"
    made = prepared(template_of("dots-24"), Choice(24))
    (counts,) = counted(inscribed(phrases(24)["varied"], made), made)
    assert {len(line.parts) for line in counts.rows} == {1}


def test_letters_are_not_counted() -> None:
    """They are read."""
    made = prepared(template_of("letters-24"), Choice(24))
    with pytest.raises(TemplateError, match="letters-24 has letters, which are read"):
        check_countable(made)
