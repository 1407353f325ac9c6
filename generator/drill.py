"""A rehearsal: a plate of a published phrase, damaged, to be recovered before it matters.

The phrases are test vectors that everybody knows. No secret is near, and none can be put in.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

from generator.check_rows import check_values
from generator.geometry import Line, Path, Point
from generator.grid import DOT, Cell, Grid
from generator.inscription import inscribed
from generator.layout import SURFACE, Layout, Mark, Role, Stroke
from generator.place import place
from generator.recover.due import Due
from generator.secret import Secret
from generator.slots import slots
from generator.template import CHECK, Template
from generator.words.bip39 import parse
from generator.words.payload import Phrase

_TWELVE = (
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
)
_TWENTY_FOUR = """
attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony ranch \
winter theme error hybrid van cereal salon goddess expire
all hour make first leader extend hole alien behind guard gospel lava path output census museum \
junior mass reopen famous sing advance salt reform
void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen \
patrol group space point ten exist slush involve unfold
"""
PUBLISHED = (*_TWELVE, *_TWENTY_FOUR.strip().splitlines())
"""Test vectors of BIP-39 and SeedQR, of 24 and of 12 words."""


_REACH, _SCRATCH = 0.8, 0.3
"""Half of what a scratch spans, and its width, in millimetres."""


@dataclass(frozen=True, slots=True)
class Level:
    """How many rows can't be read, and how many have one mark too few or too many."""

    lost: int
    wrong: int


LEVELS: Mapping[str, Level] = MappingProxyType(
    {"easy": Level(1, 0), "medium": Level(2, 1), "hard": Level(2, 2)}
)
"""With four check rows all of it is mended; without any, more than one row needs a fingerprint."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What is to be recovered, and what was done to it."""

    phrase: Phrase
    lost: tuple[int, ...]
    """Rows (0-based) of which nothing can be seen."""
    wrong: tuple[int, ...]
    """Rows with one mark too few or too many."""

    def right(self, checks: int) -> tuple[int, ...]:
        """What all rows are."""
        return (*self.phrase.indices, *(check_values(self.phrase, checks) if checks else ()))


def drill(rows: Due, level: str, seed: int) -> Drill:
    """The same for the same seed; at least the words can be told by check rows or fingerprint."""
    chance = random.Random(seed)  # noqa: S311  a rehearsal, no secret
    fitting = [text for text in PUBLISHED if len(text.split()) == rows.words]
    phrase = parse(Secret(chance.choice(fitting)), "english").phrase.reveal()
    hard = LEVELS[level]
    if not rows.checks:
        hard = Level(1, 0)
    places = chance.sample(range(rows.words + rows.checks), hard.lost + hard.wrong)
    return Drill(phrase, tuple(sorted(places[: hard.lost])), tuple(sorted(places[hard.lost :])))


def possible(words: int) -> bool:
    """Whether there is a published phrase of so many words here."""
    return any(len(text.split()) == words for text in PUBLISHED)


def sides(given: Drill, made: Template, rows: Due, seed: int) -> tuple[Layout, ...]:
    """The plate as it is now: lost rows are scratched out, wrong ones have a mark more or less."""
    grids = dict(inscribed(Secret(given.phrase), made))
    chance = random.Random(seed + 1)  # noqa: S311  a rehearsal, no secret
    for row in given.wrong:
        _flip(grids, chance.choice(_places(row, rows, grids)))
    gone = [_places(row, rows, grids) for row in given.lost]
    for name, row, column in chain.from_iterable(gone):
        grids[name] = _changed(grids[name], row, column, None)
    layouts = place(grids, made)
    return tuple(
        replace(
            layout,
            marks=(
                *layout.marks,
                *(m for some in gone for m in _scratches(some, made, layout.side)),
            ),
        )
        for layout in layouts
    )


_Place: TypeAlias = tuple[str, int, int]
"""A cell: its encoding, row and column."""


def _places(row: int, rows: Due, grids: Mapping[str, Grid]) -> list[_Place]:
    """The cells of a word or check word, its parity among them."""
    base, height, width = rows.how.encoding, *rows.block
    if row < rows.words:
        name, at, wide = base, row, width
    else:
        name, at = f"{base}{CHECK}{rows.checks}", row - rows.words
        wide = grids[name].width if rows.down else width
    top, left = (at * height, 0) if rows.down else (0, at * width)
    found = [(name, top + r, left + c) for r in range(height) for c in range(wide)]
    beside = f"{base}-parity"
    if row < rows.words and beside in grids:
        found.append((beside, row, 0))
    return found


def _flip(grids: dict[str, Grid], place: _Place) -> None:
    """A mark where there was none, or none where there was one; another letter for a letter."""
    name, row, column = place
    before = grids[name].rows[row][column]
    dots = all(cell in (None, DOT) for line in grids[name].rows for cell in line)
    after = (None if before else DOT) if dots else ("X" if before != "X" else "Y")
    grids[name] = _changed(grids[name], row, column, after)


def _changed(grid: Grid, row: int, column: int, cell: Cell) -> Grid:
    cells = [list(line) for line in grid.rows]
    cells[row][column] = cell
    return Grid(tuple(map(tuple, cells)))


def _scratches(places: Sequence[_Place], made: Template, side: str) -> list[Mark]:
    """Lines to and fro over the slots of a row, as far as they stand on that side."""
    centres = [
        slot.centre
        for each in made.sides
        for field in each.fields
        for slot in slots(field)
        if each.name == side and (field.encoding, slot.row, slot.column) in places
    ]
    marks: list[Mark] = []
    for centre in centres:
        for lean in (_REACH, -_REACH):
            start = Point(centre.x - _REACH, centre.y - lean).rounded()
            end = Point(centre.x + _REACH, centre.y + lean).rounded()
            marks.append(Stroke(Role.LEGEND, Path(start, (Line(end),)), _SCRATCH, SURFACE))
    return marks
