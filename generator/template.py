"""Plate formats as frozen values, and what a user may choose about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.errors import TemplateError
from generator.geometry import NOWHERE, Point, Size, Vec, towards
from generator.layout import Cut

SIDES = ("front", "back")
STYLES = ("stroke", "dots")
CODES = ("standard", "compact")
COMPACT_OF = {"seedqr": "compact-seedqr"}
"""Which encoding takes the place of which when the compact code is chosen."""


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
    """A mark that is a glyph, engraved by a tool of `width` millimetres or set in dots."""

    cap_height: float
    width: float
    cut: Cut


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
    """What shows an unmarked slot: a `ring` of `size` across, or the `corners` of a box of `size`.

    A ring gives way to a mark; corners stand in every slot, around the mark.
    """

    shape: str
    size: Size
    width: float
    cut: Cut


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
    + b × block_step` and holds the grid's cell in row from_row + row and column
    from_column + b × columns + column, all 0-based here.
    `fit` is `exact`, or `centre` where a smaller grid stands in the middle.
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
    from_row: int
    from_column: int
    first_slot: Point
    column_step: Vec
    row_step: Vec
    block_step: Vec
    labels: tuple[Label, ...]
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
    """A line of legend. `only_words` and `only_code` say for which plates; empty is for all.

    With a `radius` its baseline is a circle of that radius about `at`, feet towards the centre, the
    anchored part at the top before the whole is turned.
    """

    text: str
    at: Point
    cap_height: float
    anchor: str
    turn_deg: float
    only_words: tuple[int, ...]
    only_code: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Fiducials:
    """A row of fixed marks that gives orientation."""

    mark: Punch
    first: Point
    step: Vec
    count: int


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one face."""

    name: str
    fields: tuple[Field, ...]
    texts: tuple[Text, ...]
    fiducials: tuple[Fiducials, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user may choose about a plate without touching its template."""

    words: int
    style: str = "stroke"
    code: str = "standard"


@dataclass(frozen=True, slots=True)
class Template:
    """One plate format: what it is, who reads it, and where everything stands.

    `words` are the word counts it can hold, ascending.
    `codes` are the codes its QR may have, empty without a QR.
    `any_size` is the least and the largest width where the whole plate may be scaled.
    `sources` says for each table of numbers where they come from.
    `two_sided` tells about the plate, even where a choice needs only one of its sides.
    `choice` is `None` until `made_for` has resolved it, and so are the `origins`: the lower left
    corners of the pieces of a set on the sheet's front, which is the whole plate otherwise.
    """

    name: str
    title: str
    summary: str
    readers: tuple[str, ...]
    words: tuple[int, ...]
    codes: tuple[str, ...]
    any_size: tuple[float, float] | None
    plate: Plate
    engraving: Engraving
    sides: tuple[Side, ...]
    sources: tuple[tuple[str, str], ...]
    two_sided: bool
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

    def made_for(self, choice: Choice) -> Template:
        """This template for one choice: fields and sides that hold nothing are gone.

        Texts are filled in.
        Raises `TemplateError` where the plate doesn't hold that many words or has no such code.
        """
        if choice.words not in self.words:
            counts = ", ".join(map(str, self.words))
            raise TemplateError(f"{self.name} holds {counts} words, not {choice.words}")
        if choice.code != "standard" and choice.code not in self.codes:
            raise TemplateError(f"{self.name} has no QR that could be {choice.code}")
        sides = tuple(_side_for(side, choice) for side in self.sides)
        made = replace(self, sides=tuple(s for s in sides if s.fields), choice=choice)
        return made if self.plate.lattice is None else _laid_out(made, self.plate.lattice, choice)


def _side_for(side: Side, choice: Choice) -> Side:
    fields = tuple(
        replace(f, encoding=COMPACT_OF.get(f.encoding, f.encoding))
        if choice.code == "compact"
        else f
        for f in side.fields
        if f.words is None or f.words[0] <= choice.words
    )
    texts = tuple(
        replace(t, text=t.text.replace("{words}", str(choice.words)))
        for t in side.texts
        if (not t.only_words or choice.words in t.only_words) and t.only_code in ("", choice.code)
    )
    return replace(side, fields=fields, texts=texts)


def _laid_out(template: Template, lattice: Lattice, choice: Choice) -> Template:
    """A set with a piece for each word, each with the fields and texts of the one described."""
    last_row = (choice.words - 1) // lattice.across
    origins = tuple(
        Vec(index % lattice.across * lattice.step.dx, (last_row - row) * lattice.step.dy)
        for index in range(choice.words)
        for row in (index // lattice.across,)
    )
    made = replace(template, origins=origins)
    sides = tuple(_repeated(side, made.origins_on(side.name)) for side in made.sides)
    return replace(made, sides=sides)


def _repeated(side: Side, origins: tuple[Vec, ...]) -> Side:
    """What stands on one piece, on each of them: the field of a word, and its number as a text."""
    numbered = list(enumerate(origins, start=1))
    return Side(
        side.name,
        tuple(
            replace(f, words=(word, word), from_row=word - 1, first_slot=f.first_slot + by)
            for word, by in numbered
            for f in side.fields
        ),
        tuple(
            replace(t, text=t.text.replace("{word}", f"{word:02d}"), at=t.at + by)
            for word, by in numbered
            for t in side.texts
        ),
        tuple(replace(row, first=row.first + by) for _, by in numbered for row in side.fiducials),
    )
