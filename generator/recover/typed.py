"""Rows as a person types them with a damaged plate in hand.

`?` is what can't be read: a mark, a digit, a letter, or the whole row; `[ab]` is one of several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from generator.encodings import WITH_PARITY
from generator.encodings.cells import (
    Script,
    cell_names,
    cells_of,
    column_names,
    keypad,
    row_names,
    weights,
)
from generator.errors import SecretError
from generator.grid import DOT, FILLER
from generator.observed import Readings
from generator.recover.rows import Row, row_of
from generator.words.kinds import entries, list_size, spellings
from generator.words.lists import LETTERS_LENGTH, PREFIX_LENGTH, without_accents

MARKS, BLANKS = "#1xo*●", ".0-_·"
"""What may be typed for a mark, and for a slot without one."""

_EITHER = frozenset({DOT, None})

BITS = ("0", "1")

_PART = re.compile(r"\[([^\[\]]*)\]|(.)")


@dataclass(frozen=True, slots=True)
class Notation:
    """How a row of a plate may be typed."""

    encoding: str
    script: Script
    base: int | None
    """From where the plate counts; `None` where it shows no numbers."""
    dots: int
    """How many slots for dots a row has, if a word is one row of them; else 0."""
    parity: bool
    """Whether the row's parity may be typed behind it."""
    rails: bool = False
    """Whether each dot is a cell with a slot for 0 above one for 1."""

    @property
    def forms(self) -> str:
        """What may be typed, for a prompt or a refusal."""
        said = []
        if self.dots:
            more = f" or {self.dots + 1} with its parity" if self.parity else ""
            marks = "cells as 0 and 1" if self.rails else "marks as # and ."
            said.append(f"{self.dots}{more} {marks}")
        if self.base is not None:
            said.append("its number")
        said.append("the word or its first four letters")
        return ", ".join(said)


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """One row: what it may mean, and its cells where they were typed one by one."""

    row: Row
    cells: tuple[Readings, ...] | None = None


LOST = Typed(Row(None))
"""A row of which nothing can be told."""


def notation(encoding: str, script: Script, *, parity: bool) -> Notation:
    """How the words of a scheme may be typed."""
    summed = weights(encoding, script)
    named = None if summed else row_names(encoding, script) or column_names(encoding, script)
    base = summed.base if summed else named.base if named else None
    if keypad(encoding, script):
        base = cell_names(encoding, script).base
    block = cells_of(encoding, 0, script)
    rails = named is not None and named.names == BITS
    dots = block.width if encoding in WITH_PARITY or rails else 0
    return Notation(encoding, script, base, dots, parity and not rails and bool(dots), rails)


def typed_row(text: str, how: Notation) -> Typed:
    """What a line says of a row. Raises SecretError, which repeats nothing of it."""
    line = text.strip().casefold()
    if not line.strip("? "):
        return LOST
    if "/" in line:
        return _either([typed_row(part, how) for part in line.split("/")])
    parts = list(_parts(line))
    if how.dots and _are_dots(parts):
        return of_cells([_dot(part) for part in parts], how)
    if all(_is_digit(part) for part in parts):
        return Typed(_numbered(parts, how))
    return Typed(_spelled(parts, how))


def of_cells(cells: Sequence[Readings], how: Notation) -> Typed:
    """A row of dots by its cells, with or without its parity."""
    if len(cells) not in (how.dots, how.dots + how.parity):
        more = f", or {how.dots + 1} with its parity" if how.parity else ""
        raise SecretError(f"{len(cells)} marks and blanks; a row has {how.dots}{more}")
    if how.rails:
        upper = [cell and frozenset(None if mark else DOT for mark in cell) for cell in cells]
        return Typed(row_of((*upper, *cells), (), how.encoding, how.script))
    marks, parity = cells[: how.dots], cells[how.dots :]
    if how.parity and not parity:
        parity = (None,)
    return Typed(row_of(marks, parity, how.encoding, how.script), (*marks, *parity))


def _either(several: Sequence[Typed]) -> Typed:
    """Several readings of one row."""
    fits = {value for each in several for value in each.row.fits or ()}
    if any(each.row.fits is None for each in several):
        return LOST
    return Typed(Row(tuple(sorted(fits))))


def _parts(line: str) -> Iterator[str]:
    """The characters, or all that one of them may be; without blanks and lines between groups."""
    for several, one in _PART.findall(line):
        if one in "[]" and one:
            raise SecretError("a bracket without its other half; [ab] is a or b")
        part = several or one
        if not one and not part:
            raise SecretError("nothing stands between brackets; [ab] is a or b")
        if part.strip() and part != "|":
            yield part


def _are_dots(parts: Sequence[str]) -> bool:
    """Whether marks and blanks are meant, where a few zeros and ones may be a number as well."""
    if not all(each in MARKS + BLANKS + "?" for part in parts for each in part):
        return False
    return len(parts) > PREFIX_LENGTH or not all(map(_is_digit, parts))


def _dot(part: str) -> Readings:
    if "?" in part:
        return _EITHER
    return frozenset(DOT if each in MARKS else None for each in part)


def _is_digit(part: str) -> bool:
    return all(each == "?" or (each.isascii() and each.isdigit()) for each in part)


def _numbered(parts: Sequence[str], how: Notation) -> Row:
    """The words whose numbers fit."""
    if how.base is None:
        raise SecretError(f"the plate shows no numbers; type {how.forms}")
    size = list_size(how.script.kind)
    most = len(str(size - 1 + how.base))
    while len(parts) > most and parts[0] == "0":
        parts = parts[1:]
    if len(parts) > most:
        last = size - 1 + how.base
        raise SecretError(f"a number of {len(parts)} digits; the list ends at {last}")
    if all(part.isdigit() and len(part) == 1 for part in parts):
        value = int("".join(parts)) - how.base
        if 0 <= value < size:
            return Row((value,))
        # A digit more, less or wrong: which word it was, this does not tell.
        return Row((), near=_near_number("".join(parts), how))
    # As many digits as the largest number has are those of a plate, which shows zeros before one.
    width = len(parts) if len(parts) == most or parts[0] == "0" else 0
    every = (f"{value + how.base:0{width}d}" for value in range(size))
    return Row(tuple(value for value, number in enumerate(every) if _matches(parts, number)))


def _near_number(digits: str, how: Notation) -> tuple[int, ...]:
    """The words whose numbers differ in one digit."""
    size, base = list_size(how.script.kind), how.base or 0
    every = (f"{value + base:0{len(digits)}d}" for value in range(size))
    return tuple(value for value, number in enumerate(every) if _apart(number, digits) == 1)


def _spelled(parts: Sequence[str], how: Notation) -> Row:
    """The words whose letters fit: all of them, or the first four, with or without a filler."""
    known = _letters(how.script)
    ends = [each.ljust(PREFIX_LENGTH, FILLER) for each in known]
    parts = [without_accents(part) or part for part in parts]
    fits = {
        value
        for value, word in enumerate(known)
        if _matches(parts, word)
        or _matches(parts, word[:LETTERS_LENGTH])
        or _matches(parts, ends[value][:PREFIX_LENGTH])
        or (len(parts) == PREFIX_LENGTH and _matches(parts, word[:PREFIX_LENGTH]))
    }
    exact = {value for value in fits if _matches(parts, known[value])}
    if any(len(part) > 1 or "?" in part for part in parts):
        return Row(tuple(sorted(fits)))
    if fits:
        return Row(tuple(sorted(exact or fits)))
    typed = "".join(parts)
    near = tuple(
        value
        for value, word in enumerate(known)
        if min(_apart(word, typed), _apart(ends[value][:PREFIX_LENGTH], typed)) == 1
    )
    return Row((), near=near)


@cache
def _letters(script: Script) -> tuple[str, ...]:
    """The spellings of all words in small letters, or the words where they have no such letters."""
    try:
        return tuple(word.casefold() for word in spellings(script.language, script.kind))
    except SecretError:
        return entries(script.language, script.kind)


def _matches(parts: Sequence[str], text: str) -> bool:
    return len(parts) == len(text) and all(
        "?" in part or each in part for part, each in zip(parts, text, strict=True)
    )


def _apart(one: str, other: str) -> int:
    """In how many characters two texts of one length differ; more than all for two lengths."""
    if len(one) != len(other):
        return len(one) + len(other)
    return sum(map(str.__ne__, one, other))
