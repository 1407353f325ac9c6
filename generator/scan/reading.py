"""What the slots of a plate say: readings of cells, and the words that they can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.choice import Choice
from generator.encodings.cells import DOWN, Script, blocks, way
from generator.errors import SecretError, TemplateError
from generator.grid import DOT
from generator.observed import Observed, Readings
from generator.place import shape
from generator.recover.due import Due, due, encoding_of
from generator.recover.engine import solved
from generator.recover.rows import rows_of
from generator.recover.sheet import Outcome
from generator.scan.dots import Look, Sign
from generator.scan.targets import Target
from generator.slots import slots
from generator.template import Punch, Template
from generator.variant import made_for
from generator.words.kinds import KINDS

_READINGS: Mapping[Sign, Readings] = {
    Sign.MARK: frozenset({DOT}),
    Sign.BLANK: frozenset({None}),
    Sign.DOUBT: frozenset({DOT, None}),
    Sign.LOST: None,
}

_EVEN_CHANCE = 10.0
"""Bits that have to fit where nothing but the words tells which way up the plate is."""

_ASTRAY = 1e-2
"""On how many plates at most a slot is none of what it was taken for: only there can a phrase that
fits alone be there by chance, since otherwise the right one fits too."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is said of the plate."""

    kind: str | None = None
    language: str | None = None
    words: int | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Seen:
    """One side that was looked at."""

    target: Target
    look: Look


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Said:
    """What a plate says if it was made for one choice."""

    template: Template
    rows: Due
    outcome: Outcome

    @property
    def bits(self) -> float:
        """How much had to fit."""
        code = self.rows.rules.checksum_bits + 11 * self.rows.checks
        return code + (self.rows.words if self.rows.how.dots == 12 else 0)


def said(sides: Sequence[Seen], wanted: Wanted) -> tuple[Said, ...]:
    """What the sides of one plate say, for each choice that marks do not contradict.

    Those come first that have an answer.
    """
    found = [
        each
        for choice in _choices(sides[0].target.template, wanted)
        for each in _said(sides, choice, wanted)
    ]
    return tuple(sorted(found, key=lambda each: each.outcome.found.answer is None))


def answers(found: Sequence[Said]) -> tuple[Said, ...]:
    """Those that have one answer, each answer once."""
    told: dict[tuple[int, ...], Said] = {}
    for each in found:
        answer = each.outcome.found.answer
        if answer is not None:
            told.setdefault(answer[: each.rows.words], each)
    return tuple(told.values())


def sure_of_pose(found: Said) -> bool:
    """Whether so much fits that no other way to hold the plate would have fitted by chance."""
    return found.bits >= _EVEN_CHANCE


def missing(sides: Sequence[Seen], wanted: Wanted) -> tuple[str, ...]:
    """The sides that the plate may have besides these, as far as one can tell."""
    given = {each.target.side for each in sides}
    template = sides[0].target.template
    names = {
        side.name
        for choice in _choices(template, wanted)
        for side in made_for(template, choice).sides
        if any(isinstance(field.mark, Punch) for field in side.fields)
    }
    return tuple(sorted(names - given))


def observed(sides: Sequence[Seen], made: Template) -> dict[str, Observed] | None:
    """The readings of each encoding; `None` where a mark stands in a slot that it hasn't."""
    due_here = {
        (side.name, field.encoding, slot.row, slot.column)
        for side in made.sides
        for field in side.fields
        if isinstance(field.mark, Punch)
        for slot in slots(field)
    }
    cells: dict[str, dict[tuple[int, int], Readings]] = {}
    for seen in sides:
        for site, sign in zip(seen.target.sites, seen.look.signs, strict=True):
            due = [cell for cell in site.cells if (seen.target.side, *cell) in due_here]
            if not due and sign is Sign.MARK:
                return None
            for encoding, row, column in due:
                cells.setdefault(encoding, {})[row, column] = _READINGS[sign]
    found = {}
    for encoding in {name for _, name, _, _ in due_here}:
        rows, columns = shape(made, encoding)
        held = cells.get(encoding, {})
        found[encoding] = Observed(
            tuple(tuple(held.get((r, c)) for c in range(columns)) for r in range(rows))
        )
    return found


def _choices(template: Template, wanted: Wanted) -> Iterator[Choice]:
    for kind in template.kinds:
        if not KINDS[kind].counts or wanted.kind not in (None, kind):
            continue
        for words in template.counts(kind):
            if wanted.words in (None, words):
                for rows in (0, *template.check_rows(kind, words)):
                    yield Choice(words, kind=kind, check_rows=rows)


def _said(sides: Sequence[Seen], choice: Choice, wanted: Wanted) -> Iterator[Said]:
    template = sides[0].target.template
    made = made_for(template, choice)
    grids = observed(sides, made)
    if grids is None:
        return
    script = Script(wanted.language or "english", choice.kind)
    try:
        encoding = encoding_of(made, script)
        rows = due(template, script, choice.words, choice.check_rows)
    except (TemplateError, SecretError):
        return
    if rows.checks != choice.check_rows or _beyond(grids[encoding], encoding, script, rows.words):
        return
    lines = rows_of(grids, encoding, script, (rows.words, rows.checks))
    if sum(line.fits == () and not line.odd for line in lines) > max(rows.checks, 2):
        return
    found = solved(lines, rows.rules)
    found = replace(found, by_chance=found.by_chance * _ASTRAY)
    yield Said(made, rows, Outcome(found, lines))


def _beyond(seen: Observed, encoding: str, script: Script, words: int) -> bool:
    """Whether a mark stands where the words have ended."""
    every = blocks(encoding, script)
    down = way(encoding, script) == DOWN
    end = words * max(block.height if down else block.width for block in every)
    mark = _READINGS[Sign.MARK]
    return any(
        cell == mark
        for row, cells in enumerate(seen.rows)
        for column, cell in enumerate(cells)
        if (row if down else column) >= end
    )
