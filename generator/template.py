"""Plate formats as frozen values, and what a user may choose about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.errors import TemplateError
from generator.geometry import Point, Size, Vec
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
class Plate:
    """The metal before any mark. `margin` is the least metal between a mark and an edge."""

    size: Size
    thickness: float
    corner_radius: float
    margin: float
    holes: tuple[Hole, ...]


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
    """One text for each row, column or block of a field, along one of its edges."""

    per: str
    edge: str
    texts: tuple[str, ...]
    cap_height: float
    gap: float
    turn_deg: int


@dataclass(frozen=True, slots=True)
class Field:
    """A regular block of slots, or several such blocks side by side in the grid.

    Slot (row, column) of block b stands at `first_slot + row × row_step + column × column_step
    + b × block_step` and holds the grid's cell in row from_row + row and column
    from_column + b × columns + column, all 0-based here.
    `fit` is `exact`, or `centre` where a smaller grid stands in the middle.
    `words` are the first and last number of the words in this field, `None` for all.
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

    def slot(self, row: int, column: int, block: int = 0) -> Point:
        """The centre of a slot, 0-based, in whole micrometres."""
        return (
            self.first_slot
            + self.row_step * row
            + self.column_step * column
            + self.block_step * block
        ).rounded()


@dataclass(frozen=True, slots=True)
class Text:
    """A line of legend. `only_words` and `only_code` say for which plates; empty is for all."""

    text: str
    at: Point
    cap_height: float
    anchor: str
    turn_deg: int
    only_words: tuple[int, ...]
    only_code: str


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
    `choice` is `None` until `made_for` has resolved it.
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
        return replace(self, sides=tuple(s for s in sides if s.fields), choice=choice)


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
