from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator import glyphs
from generator.encodings import ENCODINGS
from generator.errors import ReadError, TemplateError
from generator.geometry import Point, Rect, rounded
from generator.grid import Grid
from generator.inscription import inscribed
from generator.layout import SURFACE, Area, Dot, Face, Layout, Mark, Role, Stroke
from generator.lettering import Hand, lettered, line, line_width, written
from generator.pieces import pieces
from generator.place import full, pick, place, shape
from generator.slots import largest, marks_for, slots
from generator.template import Field, Letter, Module, Punch
from tests.plates.road import (
    FLAT,
    NAMES,
    chosen,
    first_of,
    format_of,
    makeable,
    phrases,
    plain,
    secrets,
    template_of,
)

STYLES = ("stroke", "dots")


def everything(layout: Layout) -> Face:
    """A file that would show all there is to see."""
    return Face(layout.marks)


def faces(layouts: tuple[Layout, ...]) -> dict[str, Face]:
    """The layouts as such files show them."""
    return {layout.side: everything(layout) for layout in layouts}


def points(mark: Mark) -> Iterator[Point]:
    """All the places that a mark is drawn through."""
    match mark:
        case Dot():
            yield mark.centre
        case Stroke():
            yield from mark.path.points()
        case Area():
            for path in (mark.outline, *mark.holes):
                yield from path.points()


@pytest.mark.parametrize("name", NAMES)
def test_pick_undoes_place(name: str) -> None:
    """Sparse, dense and any marks come back as their grids, filled up with empty cells."""
    for template in makeable(name):
        for phrase in secrets(chosen(template)).values():
            grids = inscribed(phrase, template)
            back = pick(faces(place(grids, template)), template, everything)
            for each, grid in grids.items():
                assert trimmed(back[each]) == trimmed(grid)


def trimmed(grid: Grid) -> list[str]:
    """The picture of a grid without the empty lines and columns around it."""
    lines = [row for row in grid.picture().split("\n") if row.strip(".")]
    if not lines:
        return []
    first = min(len(row) - len(row.lstrip(".")) for row in lines)
    return [row[first:].rstrip(".") for row in lines]


@pytest.mark.parametrize("name", NAMES)
def test_a_blank_has_no_mark_and_every_guide(name: str) -> None:
    """With no secret there is legend, outline, holes and a guide in each slot, and no mark."""
    template = first_of(name)
    for side, layout in zip(template.sides, place(None, template), strict=True):
        assert layout.of(Role.MARK) == ()
        pieces = len(template.origins)
        assert len(layout.of(Role.OUTLINE)) == pieces
        assert len(layout.of(Role.HOLE)) == len(template.plate.holes) * pieces
        assert layout.of(Role.LEGEND)
        each = {"ring": 1, "corners": 4, "cross": 2}
        expected = sum(len(slots(f)) * each[f.guide.shape] for f in side.fields if f.guide)
        assert len(layout.of(Role.GUIDE)) == expected
    assert all(
        grid.empty for grid in pick(faces(place(None, template)), template, everything).values()
    )


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_in_whole_micrometres(name: str) -> None:
    """Places are rounded once, so each format prints three decimals and loses nothing."""
    for template in makeable(name)[-2:]:
        phrase = secrets(chosen(template))["dense"]
        grids = inscribed(phrase, template)
        for layout in place(grids, template):
            for mark in layout.marks:
                assert all(at == at.rounded() for at in points(mark))


def test_the_back_is_turned_like_a_page() -> None:
    """A hole right through the plate stands at its mirror image on the back."""
    front, back = place(None, plain("tinyseed", 24))
    (one,), (other,) = front.of(Role.HOLE), back.of(Role.HOLE)
    assert isinstance(one, Dot)
    assert isinstance(other, Dot)
    assert other.centre == Point(rounded(27.2 - one.centre.x), one.centre.y)
    assert one.cut.depth == front.thickness


def test_a_plate_for_twelve_words_has_one_side() -> None:
    """What holds nothing is not made, and legends name the number of words."""
    assert [layout.side for layout in place(None, plain("tinyseed", 12))] == ["front"]
    assert [layout.side for layout in place(None, plain("tinyseed", 15))] == ["front", "back"]
    assert plain("tinyseed", 15).sides[0].texts[0].text == "WORDS 1-12 OF 15 BIP-39"


def test_a_template_must_be_made_for_a_choice() -> None:
    """Nobody places anything before the number of words is known."""
    with pytest.raises(TemplateError, match="^tinyseed: say for how many words"):
        place(None, template_of("tinyseed"))


@pytest.mark.parametrize("name", NAMES)
def test_a_full_plate_marks_every_slot(name: str) -> None:
    """The rules look at a plate with a dot, a widest letter or a module in each slot."""
    template = first_of(name)
    for side, found in full(template):
        marks = sum(len(piece.marks) for piece in found if piece.role is Role.MARK)
        expected = sum(
            1 if isinstance(f.mark, Module) else len(slots(f)) * strokes(f.mark)
            for f in side.fields
        )  # fmt: skip
        assert marks == expected


def strokes(mark: Punch | Letter) -> int:
    """How many marks the largest symbol has."""
    return len(glyphs.slot_glyph(largest(mark), 1.0)) if isinstance(mark, Letter) else 1


# --------------------------------------------------------------------------- blocks and labels


def field(name: str, at: int) -> Field:
    """A field of the front of a plate that ships."""
    return template_of(name).sides[0].fields[at]


def test_blocks_may_leave_out_columns_of_the_grid() -> None:
    """A field of two columns a word of seven steps through the grid by seven."""
    tens = field("stackbit", 2)
    assert (tens.columns, tens.block_columns, tens.from_column) == (2, 7, 3)
    cells = {(slot.row, slot.column) for slot in slots(tens)}
    assert cells == {(row, 7 * word + at) for row in (0, 1) for word in range(6) for at in (3, 4)}
    first, second = tens.slot(0, 0, 0), tens.slot(0, 0, 1)
    assert second == first + tens.block_step


def label_places(name: str, at: int, per: str, edge: str) -> list[tuple[float, float]]:
    """The middle of each label of one kind, across and up."""
    own = field(name, at)
    labels = tuple(label for label in own.labels if (label.per, label.edge) == (per, edge))[:1]
    side = replace(plain(name, 12).sides[0], fields=(replace(own, labels=labels),), texts=())
    (label,) = labels
    found = [p for p in pieces(None, plain(name, 12), side) if p.what.startswith("the label")]
    assert [p.what for p in found] == [f"the label {text}" for text in label.texts]
    return [(p.box().centre.x, p.box().centre.y) for p in found]


def test_words_one_below_another_are_numbered_beside_them() -> None:
    """A block's number stands to its left, at the height of its middle."""
    for name, at, height in (("stackbit", 0, 2), ("ciphersechs-3x11", 0, 3), ("cryptotag", 0, 3)):
        own = field(name, at)
        places = label_places(name, at, "block", "left")
        for block, (x, y) in enumerate(places):
            middle = (own.slot(0, 0, block).y + own.slot(height - 1, 0, block).y) / 2
            assert x < own.slot(0, 0, block).x
            assert y == pytest.approx(middle, abs=0.1)


def test_rows_that_run_upright_are_labelled_above_the_first_block() -> None:
    """Digits that go to the right stand above the topmost word of a stack, once."""
    own = field("ciphersechs-3x11", 1)
    places = label_places("ciphersechs-3x11", 1, "row", "top")
    for digit, (x, y) in enumerate(places):
        assert x == pytest.approx(own.slot(digit, 0).x, abs=0.2)
        assert own.slot(digit, 0).y < y < own.slot(digit, 0).y + 3


def test_a_cross_stands_in_the_middle_of_its_cell() -> None:
    """Its strokes meet where the four quarters meet, a quarter's offset from each slot."""
    template = plain("codl", 12)
    own = field("codl", 0)
    assert own.guide is not None
    (layout,) = place(None, template)
    strokes = [m for m in layout.of(Role.GUIDE) if isinstance(m, Stroke) and not m.path.closed]
    assert len(strokes) == 2 * 2 * 13 * 12
    middle = (own.slot(0, 0) + own.guide.offset).rounded()
    for stroke in strokes[:2]:
        (end,) = [segment.end for segment in stroke.path.segments]
        half = (stroke.path.start.x + end.x) / 2, (stroke.path.start.y + end.y) / 2
        assert half == pytest.approx((middle.x, middle.y), abs=0.001)


# --------------------------------------------------------------------------------------- damage


def test_damage_is_told_by_side_role_and_number_only() -> None:
    """The message counts what is missing and what is too many, and names no place."""
    template = plain("tinyseed", 12)
    grids = {"bits-12": ENCODINGS["bits-12"].encode(phrases(12)["varied"])}
    (layout,) = place(grids, template)
    marks = [mark for mark in layout.marks if mark.role is Role.MARK]
    legend = layout.of(Role.LEGEND)[0]
    lost = Face(tuple(mark for mark in layout.marks if mark not in (marks[0], legend)))
    with pytest.raises(ReadError) as caught:
        pick({"front": lost}, template, everything)
    assert str(caught.value) == (
        "the front is damaged: 1 guide missing, 1 stroke of the legend missing"
    )
    twice = Face((*layout.marks, *marks[:2]))
    with pytest.raises(ReadError, match="^the front is damaged: 2 marks too many$"):
        pick({"front": twice}, template, everything)


@pytest.mark.parametrize("format_name", FLAT)
@pytest.mark.parametrize("name", ["tinyseed", "letters-24", "alphabet-24"])
def test_guides_may_be_missing_altogether(name: str, format_name: str) -> None:
    """A workshop may leave out the layer of guides, but not half of it."""
    template = plain(name, 12)
    seen = format_of(format_name).view
    encoding = template.encodings[0]
    grid = ENCODINGS[encoding].encode(phrases(12)["varied"])
    empty = {name: Grid(()) for name in template.encodings}
    (layout,) = place(empty | {encoding: grid}, template)
    bare = tuple(mark for mark in layout.marks if mark.role is not Role.GUIDE)
    back = pick({"front": seen(replace(layout, marks=bare))}, template, seen)
    assert trimmed(back[encoding]) == trimmed(grid)
    half = (*bare, *layout.of(Role.GUIDE)[1:])
    with pytest.raises(ReadError, match="^the front is damaged: 1 guide missing$"):
        pick({"front": seen(replace(layout, marks=half))}, template, seen)


# ------------------------------------------------------------------------------ slots and letters


@pytest.mark.parametrize("name", NAMES)
def test_each_slot_has_its_own_cell(name: str) -> None:
    """No two slots of an encoding stand for one cell, and none has the place of another."""
    template = first_of(name)
    for side in template.sides:
        for field in side.fields:
            assert len({slot.centre for slot in slots(field)}) == len(slots(field))
    for encoding in template.encodings:
        cells = [
            (slot.row, slot.column)
            for side in template.sides
            for field in side.fields
            if field.encoding == encoding
            for slot in slots(field)
        ]
        assert len(set(cells)) == len(cells)
        assert min(cells) == (0, 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_symbol_stands_in_its_slot_and_nowhere_else(name: str) -> None:
    """One marked cell leaves ink within its own slot."""
    template = first_of(name)
    field = template.sides[0].fields[0]
    pitch = abs(field.column_step.dx) or abs(field.row_step.dx)
    for slot in slots(field)[:: max(1, len(slots(field)) // 10)]:
        height, width = shape(template, field.encoding)
        rows: list[list[str | None]] = [[None] * width for _ in range(height)]
        rows[slot.row][slot.column] = "A" if isinstance(field.mark, Letter) else "#"
        marks = marks_for(Grid(tuple(map(tuple, rows))), field, "stroke")
        assert marks
        pitch = field.slot(0, 0).distance(field.slot(0, 1))
        for mark in marks:
            assert mark.box().centre.distance(slot.centre) < pitch / 2


def hand(style: str) -> Hand:
    """A hand that writes legends."""
    return Hand(Role.LEGEND, style, 0.1, SURFACE)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
def test_an_anchored_line_stands_where_it_is_asked_for(style: str, turn_deg: int) -> None:
    """Left, centre and right are half a line and a whole line apart, along the line's direction."""
    at = Point(20, 30)
    starts = []
    for anchor in ("left", "centre", "right"):
        marks = written("TEN 12", 2.0, hand(style), at, anchor, turn_deg)
        assert len(marks) == len(line("TEN 12", 2.0, hand(style)))
        starts.append(next(points(marks[0])))
    along = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn_deg]
    width = line_width("TEN 12", 2.0, hand(style))
    for first, second, part in ((0, 1, 0.5), (0, 2, 1.0)):
        step = starts[first] - starts[second]
        assert (step.dx, step.dy) == pytest.approx(
            (along[0] * width * part, along[1] * width * part), abs=0.002
        )


@pytest.mark.parametrize("style", STYLES)
def test_every_symbol_in_a_slot_is_different(style: str) -> None:
    """No two letters or digits leave the same marks, and equal ones are exact copies."""
    seen = {}
    for symbol in glyphs.LETTERS_AND_DIGITS:
        marks = lettered(symbol, 3.0, hand(style), Point(0, 0))
        seen[frozenset(marks)] = symbol
        far = lettered(symbol, 3.0, hand(style), Point(10, 5))
        moves = {
            ((b - a).dx, (b - a).dy)
            for one, other in zip(marks, far, strict=True)
            for a, b in zip(points(one), points(other), strict=True)
        }
        assert {(rounded(dx), rounded(dy)) for dx, dy in moves} == {(10.0, 5.0)}
    assert len(seen) == len(glyphs.LETTERS_AND_DIGITS)


def test_a_frame_is_a_dark_ring_around_bare_metal() -> None:
    """It stands on a blank, on its whole width around the rectangle, with rounded outer corners."""
    template = plain("card", 24)
    for layout in place(None, template):
        (ring,) = layout.of(Role.FIDUCIAL)
        assert isinstance(ring, Area)
        assert ring.box() == Rect(2.0, 4.4, 45.6, 48.0)
        (hole,) = ring.holes
        assert hole.box() == Rect(2.8, 5.2, 44.8, 47.2)
        assert hole.area() == pytest.approx(-42.0 * 42.0)
        corners = (4 - math.pi) * 0.8**2
        assert ring.outline.area() == pytest.approx(43.6 * 43.6 - corners, abs=1e-3)
