"""Plate formats as frozen values, and what a user may choose about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from generator.errors import TemplateError
from generator.geometry import NOWHERE, Point, Size, Vec
from generator.layout import Cut

SIDES = ("front", "back")
STYLES = ("stroke", "dots")
CODES = ("standard", "compact")
CHECKS = ("none", "side")
COMPACT_OF = {"seedqr": "compact-seedqr"}
"""Which encoding takes the place of which when the compact code is chosen."""

SIGNS = {"bip39": "BIP-39", "slip39": "SLIP-39"}
"""How the metal calls a kind of secret, where that is more than its name in capitals."""


@dataclass(frozen=True, slots=True)
class Only:
    """For which plates a field or a line of legend is; what is empty is for all."""

    words: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    code: str = ""
    check: str = ""
    parts: tuple[int, ...] = ()

    def __contains__(self, choice: Choice) -> bool:
        return (
            (not self.words or choice.words in self.words)
            and (not self.kinds or choice.kind in self.kinds)
            and self.code in ("", choice.code)
            and self.check in ("", choice.check)
            and (not self.parts or choice.parts in self.parts)
        )


ALWAYS = Only()


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
    from_column + b × block_columns + column, all 0-based here.
    `fit` is `exact`; `centre` where a smaller grid stands in the middle; or `flow` where the slots
    hold the cells of one row of the grid one after the other, row by row.
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
    block_columns: int
    from_row: int
    from_column: int
    first_slot: Point
    column_step: Vec
    row_step: Vec
    block_step: Vec
    labels: tuple[Label, ...]
    only: Only = ALWAYS

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
    """A line of legend."""

    text: str
    at: Point
    cap_height: float
    anchor: str
    turn_deg: int
    only: Only


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
    """How many there are; 0 for a line of text."""
    style: str = "stroke"
    code: str = "standard"
    kind: str = "bip39"
    check: str = "none"
    parts: int = 1
    """How many codes a text is split over."""


@dataclass(frozen=True, slots=True)
class Template:
    """One plate format: what it is, who reads it, and where everything stands.

    `holds` are the kinds of secrets it can hold, each with its word counts, ascending; a kind that
    is a line of text has none.
    `codes` are the codes its QR may have, empty without a QR.
    `any_size` is the least and the largest width where the whole plate may be scaled.
    `sources` says for each table of numbers where they come from.
    `two_sided` tells about the plate, even where a choice needs only one of its sides.
    `demo` says whether it is among the plates that the tool shows itself with.
    `choice` is `None` until `made_for` has resolved it.
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
    choice: Choice | None = None

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
    def parts(self) -> tuple[int, ...]:
        """Into how many codes a text may be split, ascending; 1 where nothing is split."""
        told = {n for side in self.sides for field in side.fields for n in field.only.parts}
        return tuple(sorted(told)) or (1,)

    def counts(self, kind: str) -> tuple[int, ...]:
        """How many words of a kind it holds, ascending; 0 is a line of text, nothing is none."""
        held = dict(self.holds)
        return (held[kind] or (0,)) if kind in held else ()

    def most(self, kind: str | None = None) -> Choice:
        """The plate for as many words as it can hold, of the first kind unless one is named."""
        kind = kind or self.kinds[0]
        return Choice((self.counts(kind) or (0,))[-1], kind=kind)

    def choices(self) -> Iterator[Choice]:
        """All there is to choose about the plate."""
        for kind in self.kinds:
            for words, code, style, check, parts in product(
                self.counts(kind), self.codes or CODES[:1], STYLES, self.checks, self.parts
            ):
                yield Choice(words, style, code, kind, check, parts)

    def made_for(self, choice: Choice) -> Template:
        """This template for one choice: fields and sides that hold nothing are gone.

        Texts are filled in.
        Raises `TemplateError` where the plate doesn't hold that secret or has no such code.
        """
        counts = self.counts(choice.kind)
        if not counts:
            held = " or ".join(map(sign, self.kinds))
            raise TemplateError(f"{self.name} holds {held}, not {sign(choice.kind)}")
        if choice.words not in counts:
            held = ", ".join(map(str, counts))
            raise TemplateError(f"{self.name} holds {held} words, not {choice.words}")
        if choice.code != "standard" and choice.code not in self.codes:
            raise TemplateError(f"{self.name} has no QR that could be {choice.code}")
        if choice.check not in self.checks:
            raise TemplateError(f"{self.name} has no room for a check row")
        sides = tuple(_side_for(side, choice) for side in self.sides)
        return replace(self, sides=tuple(s for s in sides if s.fields), choice=choice)


def sign(kind: str) -> str:
    """How the metal calls a kind of secret."""
    return SIGNS.get(kind, kind.upper())


def _side_for(side: Side, choice: Choice) -> Side:
    fields = tuple(
        replace(f, encoding=COMPACT_OF.get(f.encoding, f.encoding))
        if choice.code == "compact"
        else f
        for f in side.fields
        if choice in f.only and (f.words is None or f.words[0] <= choice.words)
    )
    texts = tuple(replace(t, text=_filled(t.text, choice)) for t in side.texts if choice in t.only)
    return replace(side, fields=fields, texts=texts)


def _filled(text: str, choice: Choice) -> str:
    for name, value in (("{words}", str(choice.words)), ("{kind}", sign(choice.kind))):
        text = text.replace(name, value)
    return text
