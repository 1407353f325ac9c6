"""The lookup table of a plate: what each word of the list looks like on it.

With it a person without a computer reads the plate. No secret is involved: all words are there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator import shelf
from generator.choice import sign
from generator.encodings import ENCODINGS
from generator.encodings.blocks import column_marks
from generator.encodings.cells import (
    RowNames,
    Script,
    Weights,
    blocks,
    cell_names,
    cells_of,
    column_names,
    keypad,
    row_names,
    way,
    weights,
)
from generator.errors import TemplateError
from generator.geometry import Vec
from generator.grid import DOT, FILLER, Grid
from generator.template import Ring, Template
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS, entries, letters
from generator.words.lists import PREFIX_LENGTH

MARK, NONE = "●", "·"

WIDEST = 100
"""Characters of a line of text."""

LINES_A_GROUP = 64
"""Of text, before the next columns begin; a page in print."""

_GAP = "   "

BITS = ("0", "1")
"""What the two rows mean of a scheme with a slot for 0 and one for 1."""

NO_NAMES = RowNames(None, ())


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
    if keypad(encoding, script):
        names = cell_names(encoding, script)
        start = names.base or 0
        return tuple(f"{index + start:0{names.count}d}" for index in range(len(every)))
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
    return bool(keypad(encoding, script)) or (named is not None and named.base is not None)


def _base(encoding: str, script: Script) -> int | None:
    """From where the plate counts; `None` where it shows no numbers."""
    summed, named = weights(encoding, script), _names(encoding, script)
    if keypad(encoding, script):
        return cell_names(encoding, script).base
    return summed.base if summed else named.base if named else None


def _title(template: Template, script: Script, count: int) -> Iterator[str]:
    language = f"{LANGUAGES[script.language]} " if script.kind == "bip39" else ""
    yield f"{template.name}: the {count} {language}words of {sign(script.kind)}"


def _rule(template: Template, encoding: str, script: Script) -> Iterator[str]:
    """How the plate is read."""
    base, summed = _base(encoding, script), weights(encoding, script)
    lie = _lie(template, encoding)
    if base is not None:
        yield f"Numbers count from {base} ({base}-BASED)."
    if summed is not None:
        yield from _weights(summed, lie)
    elif keypad(encoding, script):
        yield from _keypad(keypad(encoding, script), cell_names(encoding, script).count, lie)
    elif base is not None and (_names(encoding, script) or NO_NAMES).names == BITS:
        columns = len(blocks(encoding, script)[0].rows[0])
        shown = ", ".join(str(1 << (columns - 1 - at)) for at in range(columns))
        yield "Each cell has two slots: a mark in the upper one is 0, in the lower one its weight."
        yield f"Weights {lie.from_side or 'in the order of the patterns'}: {shown}; add them up."
    elif base is not None:
        down = row_names(encoding, script) is not None
        line = (lie.column if down else lie.row) or "line of slots"
        of_word = "of a word on the plate" if lie.row else "of a word"
        first = lie.first_column if down else lie.first_row
        at = f"the highest {first}" if first else "the highest first"
        yield f"Each {line} {of_word} is one digit of its number, {at}."
    elif any(_texts(encoding, script)):
        yield "No table is needed, for the plate shows letters: these, - where a word has no more."


@dataclass(frozen=True, slots=True)
class _Lie:
    """How the rows and columns of the grid lie on a plate; empty texts where that differs."""

    row: str = ""
    """What a row of the grid is on the plate: a row, or a column where the grid is turned."""
    column: str = ""
    from_side: str = ""
    """From where the cells of a row go on: `from the left`."""
    first_row: str = ""
    """Where the first row of the grid is, if it isn't at the top: `at the right`."""
    first_column: str = ""


def _lie(template: Template, encoding: str) -> _Lie:
    """How all fields of an encoding lie, if they lie alike."""
    fields = [f for side in template.sides for f in side.fields if f.encoding == encoding]
    seen = {
        _Lie(from_side=_along(f.ring))
        if f.ring
        else _lie_of(_comes_from(f.column_step), _comes_from(f.row_step))
        for f in fields
    }
    return seen.pop() if len(seen) == 1 else _Lie()


def _along(ring: Ring) -> str:
    """Which way the cells of a row go on that lie on an arm or a spiral; empty on a circle."""
    pairs = list(pairwise(ring.radii))
    if not pairs:
        return ""
    if all(one < other for one, other in pairs):
        return "from the centre outwards"
    return "from the rim inwards" if all(one > other for one, other in pairs) else ""


def _comes_from(step: Vec) -> str:
    """The side of the plate that a step comes from; empty where it goes askew."""
    if step.dy == 0 and step.dx:
        return "left" if step.dx > 0 else "right"
    if step.dx == 0 and step.dy:
        return "top" if step.dy < 0 else "bottom"
    return ""


def _lie_of(across: str, down: str) -> _Lie:
    """The words for cells of a row that come from one side, and rows that come from another."""
    level, upright = ("left", "right"), ("top", "bottom")
    if across in level and down in upright:
        row, column = "row", "column"
    elif across in upright and down in level:
        row, column = "column", "row"
    else:
        return _Lie()
    first_row = "" if down == "top" else f"at the {down}"
    first_column = "" if across == "left" else f"at the {across}"
    return _Lie(row, column, f"from the {across}", first_row, first_column)


def _keypad(keys: tuple[tuple[str | None, ...], ...], count: int, lie: _Lie) -> Iterator[str]:
    yield f"A word has {count} keypads, the highest digit of its number first; one mark in each."
    line = f"{lie.row} by {lie.row}" if lie.row else "line by line"
    shown = ", ".join(" ".join(key or "-" for key in row) for row in keys)
    yield f"The keys of a keypad, {line}: {shown}."


def _weights(summed: Weights, lie: _Lie) -> Iterator[str]:
    yield "The number of a word is the sum of the weights of its marks."
    way_on = lie.from_side or "in the order of the patterns"
    for number, row in enumerate(summed.cells, start=1):
        which = f" of {lie.row or 'row'} {number}" if summed.cells[1:] else ""
        where = f", the first {lie.first_row}" if which and lie.first_row and number == 1 else ""
        shown = ", ".join("none" if weight is None else str(weight) for weight in row)
        yield f"Weights{which}{where} {way_on}: {shown}."
