"""Plate formats as frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from generator.choice import ALWAYS, CHECKS, CODES, STYLES, Choice, Only
from generator.geometry import NOWHERE, Point, Size, Vec, towards
from generator.layout import Cut

if TYPE_CHECKING:
    from generator.outlines import Outlines

SIDES = ("front", "back")
COMPACT_OF = {"seedqr": "compact-seedqr"}
"""Which encoding takes the place of which when the compact code is chosen."""

CHECK = "-check-"
"""What the encoding of check rows has between that of the words and the number of rows."""

SPELLED = ("letters-4", "letters-8")
"""Encodings whose slots hold the letters of words, which a font may draw."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole right through the plate, seen on the front."""

    centre: Point
    diameter: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """How the pieces of a set lie on their sheet: the first at the top left, row by row.

    `step` is the way to the next piece on the right, and down to the one below, both positive.
    """

    across: int
    step: Vec


@dataclass(frozen=True, slots=True)
class Plate:
    """The metal before any mark. `margin` is the least metal between a mark and an edge.

    With a lattice it is one of the equal pieces of a set, of which each word has its own.
    """

    size: Size
    thickness: float
    corner_radius: float
    margin: float
    holes: tuple[Hole, ...]
    lattice: Lattice | None = None

    @property
    def is_disc(self) -> bool:
        """Whether nothing is left of the straight sides."""
        across = 2 * self.corner_radius
        return max(abs(self.size.width - across), abs(self.size.height - across)) < 1e-6


@dataclass(frozen=True, slots=True)
class Punch:
    """A mark that is one round dot."""

    diameter: float
    cut: Cut


@dataclass(frozen=True, slots=True)
class Letter:
    """A mark that is a glyph, engraved by a tool of `width` millimetres or set in dots.

    `alphabet` is `capitals`, with the digits and the filler, or `ascii`, all that can be printed.
    With `outlines` it is a pocket with the outline of a font's glyph instead.
    """

    cap_height: float
    width: float
    cut: Cut
    alphabet: str = "capitals"
    outlines: Outlines | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """A mark that is a square; neighbours merge, and the merged edge stands `inset` inside."""

    inset: float
    cut: Cut


MarkKind: TypeAlias = Punch | Letter | Module


@dataclass(frozen=True, slots=True)
class Engraving:
    """The tool that writes the legend."""

    width: float
    cut: Cut


@dataclass(frozen=True, slots=True)
class Guide:
    """What shows a slot: a `ring`, or the `corners` or diagonals (`cross`) of a box of `size`.

    A ring gives way to a mark; corners stand in every slot, around the mark, and so does a cross,
    which may stand `offset` from its slot, in the middle of several slots.
    """

    shape: str
    size: Size
    width: float
    cut: Cut
    offset: Vec = NOWHERE


@dataclass(frozen=True, slots=True)
class Label:
    """One text for each row, column or block of a field, along one of its edges.

    On a ring the edge is the `first` or the `last` slot of a row or column. The text stands `gap`
    from that slot's centre, in the direction `away_deg`, counter-clockwise from the way out: across
    it, centred, or along it, read away from the slot (`turn_deg` 90) or towards it (270).
    """

    per: str
    edge: str
    texts: tuple[str, ...]
    cap_height: float
    gap: float
    turn_deg: int
    away_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Ring:
    """Slots around a centre: column c of row r is radii[c] away, towards angles_deg[c] + r × turn.

    One radius or angle is that of all columns. Angles are counter-clockwise from the x axis.
    `letters` are `upright`, or `follow` the ring, their feet towards its centre.
    """

    radii: tuple[float, ...]
    angles_deg: tuple[float, ...]
    turn_deg: float
    letters: str

    def direction_deg(self, row: int, column: int) -> float:
        """Where a slot stands, seen from the centre."""
        return self.angles_deg[column % len(self.angles_deg)] + row * self.turn_deg

    def from_centre(self, row: int, column: int) -> Vec:
        """The way from the centre to a slot, not rounded."""
        radius = self.radii[column % len(self.radii)]
        return towards(self.direction_deg(row, column)) * radius


@dataclass(frozen=True, slots=True)
class Field:
    """A regular block of slots, or several such blocks side by side in the grid.

    Slot (row, column) of block b stands at `first_slot + row × row_step + column × column_step
    + b × block_step` and holds the grid's cell in row from_row + row × row_stride and column
    from_column + b × block_columns + column, all 0-based here.
    `fit` is `exact`; `centre` where a smaller grid stands in the middle; `fill` where it does so in
    larger modules; or `flow` where the slots hold the cells of one row of the grid one after the
    other, row by row.
    `words` are the first and last number of the words in this field, `None` for all.
    On a ring the sum without its column is the ring's centre, and `column_step` is nothing.
    """

    encoding: str
    words: tuple[int, int] | None
    fit: str
    mark: MarkKind
    guide: Guide | None
    rows: int
    columns: int
    blocks: int
    block_columns: int
    from_row: int
    from_column: int
    row_stride: int
    first_slot: Point
    column_step: Vec
    row_step: Vec
    block_step: Vec
    labels: tuple[Label, ...]
    only: Only = ALWAYS
    ring: Ring | None = None

    def slot(self, row: int, column: int, block: int = 0) -> Point:
        """The centre of a slot, 0-based, in whole micrometres."""
        place = (
            self.first_slot
            + self.row_step * row
            + self.column_step * column
            + self.block_step * block
        )
        if self.ring is not None:
            place += self.ring.from_centre(row, column)
        return place.rounded()

    def turn_deg(self, row: int, column: int) -> float:
        """How far what stands in a slot is turned, counter-clockwise, 0 <= turn < 360."""
        if self.ring is None or self.ring.letters == "upright":
            return 0.0
        return round(self.ring.direction_deg(row, column) - 90, 6) % 360


@dataclass(frozen=True, slots=True)
class Text:
    """A line of legend.

    With a `radius` its baseline is a circle of that radius about `at`, feet towards the centre, the
    anchored part at the top before the whole is turned.
    """

    text: str
    at: Point
    cap_height: float
    anchor: str
    turn_deg: float
    only: Only
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Fiducials:
    """A row of fixed marks that gives orientation."""

    mark: Punch
    first: Point
    step: Vec
    count: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A dark ring of `width` around a rectangle of bare metal, which a camera takes for a plate.

    The rectangle's lower left corner is `at`; its corners are rounded by `corner_radius`.
    """

    at: Point
    size: Size
    corner_radius: float
    width: float
    cut: Cut


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one face."""

    name: str
    fields: tuple[Field, ...]
    texts: tuple[Text, ...]
    fiducials: tuple[Fiducials, ...]
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One plate format: what it is, who reads it, and where everything stands.

    `holds` are the kinds of secrets it can hold, each with its word counts, ascending; a kind that
    is a line of text has none.
    `codes` are the codes its QR may have, empty without a QR.
    `any_size` is the least and the largest width where the whole plate may be scaled.
    `sources` says for each table of numbers where they come from.
    `two_sided` tells about the plate, even where a choice needs only one of its sides.
    `demo` says whether it is among the plates that the tool shows itself with, `checked` whether it
    has check rows unless somebody wants none.
    `choice` is `None` until `made_for` has resolved it, and so are the `origins`: the lower left
    corners of the pieces of a set on the sheet's front, which is the whole plate otherwise.
    """

    name: str
    title: str
    summary: str
    readers: tuple[str, ...]
    holds: tuple[tuple[str, tuple[int, ...]], ...]
    codes: tuple[str, ...]
    any_size: tuple[float, float] | None
    plate: Plate
    engraving: Engraving
    sides: tuple[Side, ...]
    sources: tuple[tuple[str, str], ...]
    two_sided: bool
    demo: bool = False
    checked: bool = False
    choice: Choice | None = None
    origins: tuple[Vec, ...] = (NOWHERE,)

    @property
    def size(self) -> Size:
        """Of the plate, or of the sheet with all pieces of a set."""
        width = max(origin.dx for origin in self.origins) + self.plate.size.width
        return Size(width, max(origin.dy for origin in self.origins) + self.plate.size.height)

    def origins_on(self, side: str) -> tuple[Vec, ...]:
        """The lower left corners of all pieces as seen on one side, in the order of words."""
        if side == "front":
            return self.origins
        across = self.size.width - self.plate.size.width
        return tuple(Vec(across - origin.dx, origin.dy) for origin in self.origins)

    @property
    def encodings(self) -> tuple[str, ...]:
        """The encodings on this plate, each once, in reading order."""
        return tuple(dict.fromkeys(f.encoding for side in self.sides for f in side.fields))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of secrets that it can hold."""
        return tuple(kind for kind, _ in self.holds)

    @property
    def checks(self) -> tuple[str, ...]:
        """The checks there can be on it besides those of the secret itself."""
        return CHECKS if any(f.only.check for s in self.sides for f in s.fields) else CHECKS[:1]

    @property
    def spells(self) -> bool:
        """Whether it has slots for the letters of words."""
        return any(f.encoding in SPELLED for side in self.sides for f in side.fields)

    def parts(self, kind: str) -> tuple[int, ...]:
        """Into how many codes a text may be split, ascending; 1 where nothing is split."""
        fields = (field.only for side in self.sides for field in side.fields)
        told = {n for only in fields if kind in (only.kinds or (kind,)) for n in only.parts}
        return tuple(sorted(told)) or (1,)

    def check_rows(self, kind: str, words: int) -> tuple[int, ...]:
        """How many check rows there may be beside so many words, ascending; nothing without room.

        The first of them is how many there are by default, where the template has some by default.
        """
        told = (
            rows
            for side in self.sides
            for field in side.fields
            if CHECK in field.encoding
            and kind in (field.only.kinds or (kind,))
            and words in (field.only.words or (words,))
            for rows in field.only.check_rows
        )
        return tuple(sorted(set(told)))

    def counts(self, kind: str) -> tuple[int, ...]:
        """How many words of a kind it holds, ascending; 0 is a line of text, nothing is none."""
        held = dict(self.holds)
        return (held[kind] or (0,)) if kind in held else ()

    def most(self, kind: str | None = None, check_rows: int | None = None) -> Choice:
        """The plate for as many words as it can hold, of the first kind unless one is named.

        Where so many check rows are wanted, as many as it can hold beside them.
        """
        kinds = self.kinds if kind is None else (kind,)
        held = [(each, words) for each in kinds for words in reversed(self.counts(each) or (0,))]
        roomy = (each for each in held if not check_rows or check_rows in self.check_rows(*each))
        kind, words = next(roomy, held[0])
        return Choice(words, kind=kind, check_rows=check_rows)

    def choices(self, outlines: Outlines | None = None) -> Iterator[Choice]:
        """All there is to choose about the plate; what a font may draw only as it draws that."""
        drawn = outlines if self.spells else None
        for kind in self.kinds:
            for words, code, style, check, parts in product(
                self.counts(kind),
                self.codes or CODES[:1],
                STYLES[:1] if drawn else STYLES,
                self.checks,
                self.parts(kind),
            ):
                for rows in (0, *self.check_rows(kind, words)):
                    yield Choice(words, style, code, kind, check, parts, rows, drawn)
