"""The lookup table of a plate: what each word of the list looks like on it.

With it a person without a computer reads the plate. No secret is involved: all words are there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import shelf
from generator.choice import sign
from generator.encodings import ENCODINGS
from generator.encodings.blocks import column_marks
from generator.encodings.cells import (
    RowNames,
    Script,
    Weights,
    blocks,
    cells_of,
    column_names,
    row_names,
    way,
    weights,
)
from generator.errors import TemplateError
from generator.grid import DOT, FILLER, Grid
from generator.template import Template
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS, entries, letters
from generator.words.lists import PREFIX_LENGTH

MARK, NONE = "●", "·"

WIDEST = 100
"""Characters of a line of text."""

LINES_A_GROUP = 64
"""Of text, before the next columns begin; a page in print."""

_GAP = "   "


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the list."""

    number: str
    """As the plate counts."""
    word: str
    cells: Grid
    """Its block on the plate."""
    letters: str
    """What stands on the plate where its cells say letters; empty where they are marks."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The table of one encoding on a plate, for one list of words."""

    plate: str
    encoding: str
    script: Script
    heading: tuple[str, ...]
    """What a reader has to know, in ASCII."""
    drawn: bool
    """Whether the pattern of marks is part of the table."""
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """How files of it begin."""
        kind, language = self.script.kind, self.script.language
        return f"{self.plate}.table.{language if kind == 'bip39' else kind}"


def lookup(template: Template, kind: str | None = None, language: str | None = None) -> Lookup:
    """The table of a plate, for the first kind of words that it holds unless one is named.

    Raises `TemplateError` where the plate has no cells for single words, `SecretError` where
    words of that language don't fit on it.
    """
    script = _script(template, kind, language)
    encoding = _encoding(template, script)
    every, words = blocks(encoding, script), entries(script.language, script.kind)
    base = _base(encoding, script)
    start = 1 if base is None else base
    width = len(str(len(every) - 1 + start)) if _says_digits(encoding, script) else 1
    texts = _texts(encoding, script)
    return Lookup(
        plate=template.name,
        encoding=encoding,
        script=script,
        heading=(*_title(template, script, len(words)), *_rule(template, encoding, script)),
        drawn=not any(texts),
        entries=tuple(
            Entry(f"{index + start:0{width}d}", word, cells, text)
            for index, (word, cells, text) in enumerate(zip(words, every, texts, strict=True))
        ),
    )


def _texts(encoding: str, script: Script) -> tuple[str, ...]:
    """What the marks of each word spell; empty where they add up, or mean nothing by themselves."""
    every = blocks(encoding, script)
    if row_names(encoding, script) is not None:
        return _spelled(every, row_names(encoding, script))
    if column_names(encoding, script) is not None:
        turned = [Grid(tuple(zip(*block.rows, strict=True))) for block in every]
        return _spelled(turned, column_names(encoding, script))
    symbols = [[cell for row in block.rows for cell in row if cell] for block in every]
    if not any(DOT in cells for cells in symbols):
        return tuple("".join(cells) for cells in symbols)
    if ENCODINGS[encoding].tells_language:
        first = (word[:PREFIX_LENGTH] for word in letters(script.language, script.kind))
        return tuple(word.upper().ljust(PREFIX_LENGTH, FILLER) for word in first)
    return ("",) * len(every)


def _spelled(every: Sequence[Grid], named: RowNames | None) -> tuple[str, ...]:
    names = named.names if named else ()
    return tuple(
        "".join(names[marked[0]] or "" for marked in column_marks(block)) for block in every
    )


def pattern(cells: Grid) -> tuple[str, ...]:
    """The rows of a block as drawn: what is marked, and where nothing is."""
    return tuple(
        "".join(NONE if cell is None else MARK if cell == DOT else cell for cell in row)
        for row in cells.rows
    )


def text(table: Lookup) -> Iterator[str]:
    """The table in lines of `WIDEST` at most, in columns where they fit, sorted by number."""
    yield from table.heading
    if table.drawn:
        yield f"{MARK} is a mark, {NONE} is none."
    size = max(_columns(entry.word) for entry in table.entries)
    cells = [_line(entry, table, size) for entry in table.entries]
    width = max(map(_columns, cells))
    across = max(1, (WIDEST + len(_GAP)) // (width + len(_GAP)))
    for start in range(0, len(cells), across * LINES_A_GROUP):
        group = cells[start : start + across * LINES_A_GROUP]
        height = -(-len(group) // across)
        yield ""
        for row in range(height):
            line = [cell + " " * (width - _columns(cell)) for cell in group[row::height]]
            yield _GAP.join(line).rstrip()


def _line(entry: Entry, table: Lookup, size: int) -> str:
    last = table.entries[-1].number
    shown = " / ".join(pattern(entry.cells)) if table.drawn else _beside(entry)
    filled = entry.word + " " * (size - _columns(entry.word))
    return f"{entry.number:>{len(last)}} {filled} {shown}".rstrip()


def _beside(entry: Entry) -> str:
    """What stands on the plate, where the number doesn't say it already."""
    return "" if entry.letters == entry.number else entry.letters


def _columns(shown: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in shown
    )


def _script(template: Template, kind: str | None, language: str | None) -> Script:
    held = [each for each in template.kinds if each in KINDS and KINDS[each].counts]
    if kind is None and not held:
        raise TemplateError(f"{template.name} holds no words that a table could list")
    if kind is not None and kind not in held:
        raise TemplateError(
            shelf.unheld(template, kind, None)
            or f"{KINDS[kind].one} has no words that a table could list"
        )
    kind = kind or held[0]
    if kind != "bip39" and language not in (None, "english"):
        raise TemplateError(f"the words of a {KINDS[kind].title} have one list, which is English")
    return Script(language or "english", kind)


def _encoding(template: Template, script: Script) -> str:
    """The encoding that a table helps most with: numbers first, then letters."""
    names = [name for name in template.encodings if way(name, Script(kind=script.kind))]
    if not names:
        raise TemplateError(
            f"{template.name} has a code that only a reader reads, and no marks of single words"
        )
    for name in names:
        cells_of(name, 0, script)  # refuses a script without Latin letters
    numbers = [n for n in names if weights(n, script) or _says_digits(n, script)]
    return (numbers or names)[0]


def _names(encoding: str, script: Script) -> RowNames | None:
    return row_names(encoding, script) or column_names(encoding, script)


def _says_digits(encoding: str, script: Script) -> bool:
    named = _names(encoding, script)
    return named is not None and named.base is not None


def _base(encoding: str, script: Script) -> int | None:
    """From where the plate counts; `None` where it shows no numbers."""
    summed, named = weights(encoding, script), _names(encoding, script)
    return summed.base if summed else named.base if named else None


def _title(template: Template, script: Script, count: int) -> Iterator[str]:
    language = f"{LANGUAGES[script.language]} " if script.kind == "bip39" else ""
    yield f"{template.name}: the {count} {language}words of {sign(script.kind)}"


def _rule(template: Template, encoding: str, script: Script) -> Iterator[str]:
    """How the plate is read."""
    base, summed = _base(encoding, script), weights(encoding, script)
    upright = _upright(template, encoding)
    if base is not None:
        yield f"Numbers count from {base} ({base}-BASED)."
    if summed is not None:
        yield from _weights(summed, "from the left" if upright else "in the order of the patterns")
    elif base is not None:
        lines = "column" if row_names(encoding, script) else "row"
        line = f"{lines} of a word on the plate" if upright else "line of slots of a word"
        yield f"Each {line} is one digit of its number, the highest first."
    elif any(_texts(encoding, script)):
        yield "No table is needed, for the plate shows letters: these, - where a word has no more."


def _upright(template: Template, encoding: str) -> bool:
    """Whether all slots lie on the plate as in the grid: columns to the right, rows down."""
    return all(
        field.ring is None and field.column_step.dx > 0 > field.row_step.dy
        for side in template.sides
        for field in side.fields
        if field.encoding == encoding
    )


def _weights(summed: Weights, way_on: str) -> Iterator[str]:
    yield "The number of a word is the sum of the weights of its marks."
    for number, row in enumerate(summed.cells, start=1):
        which = f" of row {number}" if summed.cells[1:] else ""
        shown = ", ".join("none" if weight is None else str(weight) for weight in row)
        yield f"Weights{which} {way_on}: {shown}."
