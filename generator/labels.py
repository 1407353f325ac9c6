"""What a field says of its words, held against the cells that its slots hold.

Words, weights, letters and digits are taken from the cell of each slot, whatever part of a word a
field has, and the way that its lines run is judged as a person reads: to the right and down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.encodings.cells import (
    DOWN,
    Script,
    cell_names,
    cells_of,
    way,
    weights,
)
from generator.encodings.parity import WORDS_A_ROW
from generator.geometry import NOWHERE, Vec, towards
from generator.slots import slots
from generator.template import CHECK, Field, Label, Letter, Module, Side, Template
from generator.words.kinds import KINDS, list_size
from generator.words.lists import numbered

CHECKED = {"parity-12": "bits-12"}
"""Which rows a check row belongs to."""

_ALIGNED = 0.01
"""Millimetres that a check row may stand beside its columns, for rounding."""


def field_problems(template: Template, side: Side, field: Field) -> Iterator[tuple[str, str]]:
    """What a field says or shows otherwise than its cells are, as key and problem."""
    script = _script(template, field)
    if script is not None:
        yield from _words_problems(field, _words_in(field, script))
        for label in field.labels:
            yield from _label_problems(label, field, script)
    elif field.fit == "flow":
        for label in field.labels:
            yield from _flow_problems(label, field)
    if field.encoding in CHECKED:
        yield from _check_row_problems(side, field)
    elif script is not None or isinstance(field.mark, Letter):
        yield from _ways_problems(side, field)
    if isinstance(field.mark, Module) and _across(field.column_step, field.row_step) >= 0:
        yield "row_step", "shows the code mirrored; must be a quarter turn clockwise of column_step"


def _script(template: Template, field: Field) -> Script | None:
    """The longest list whose words stand block by block in a field: it marks the most cells."""
    kinds = [kind for kind in field.only.kinds or template.kinds if kind in KINDS]
    scripts = [script for kind in kinds if way(_scheme(field), script := Script(kind=kind))]
    if field.fit != "exact" or not scripts:
        return None
    return max(scripts, key=lambda script: list_size(script.kind))


def _scheme(field: Field) -> str:
    """The encoding of the words, which check rows are written in too."""
    return field.encoding.partition(CHECK)[0]


def _words_problems(field: Field, held: set[int]) -> Iterator[tuple[str, str]]:
    if field.words is not None and held != set(range(field.words[0], field.words[1] + 1)):
        first, last = field.words
        shown = numbered(sorted(held)).rpartition(" ")[0]
        yield "words", f"says {first} to {last}, but the slots hold {shown}"


def _words_in(field: Field, script: Script) -> set[int]:
    """The numbers of the words that have a cell in the field."""
    block = cells_of(_scheme(field), 0, script)
    if way(_scheme(field), script) == DOWN:
        return {slot.row // block.height + 1 for slot in slots(field) if slot.column < block.width}
    return {slot.column // block.width + 1 for slot in slots(field) if slot.row < block.height}


def _label_problems(label: Label, field: Field, script: Script) -> Iterator[tuple[str, str]]:
    wrong = [
        f"{text} should be {right[0]}"
        for text, right in zip(label.texts, _meant(label, field, script), strict=False)
        if right and text not in right
    ]
    if wrong:
        more = f", and {len(wrong) - 1} more" if wrong[1:] else ""
        yield "labels", f"{label.per} label {wrong[0]} for {field.encoding}{more}"


def _flow_problems(label: Label, field: Field) -> Iterator[tuple[str, str]]:
    """A line of characters, whose labels count either characters or lines, and nothing else."""
    start, line = field.from_column + 1, field.blocks * field.columns
    firsts = {
        "row": [start + row * line for row in range(field.rows)],
        "column": [start + column for column in range(field.columns)],
        "block": [start + block * field.columns for block in range(field.blocks)],
    }[label.per]
    shown = list(label.texts)
    if shown in ([str(first) for first in firsts], [str(at + 1) for at in range(len(firsts))]):
        return
    wrong = [(a, b) for a, b in zip(shown, firsts, strict=False) if a != str(b)]
    more = f", and {len(wrong) - 1} more" if wrong[1:] else ""
    shown_first, right = wrong[0]
    what = f"{right}, the number of the first character there{more}"
    yield "labels", f"{label.per} label {shown_first} should be {what}"


def _meant(label: Label, field: Field, script: Script) -> Iterator[tuple[str, ...]]:
    """What each text of a label may be, the best first; nothing where nothing tells."""
    down = way(_scheme(field), script) == DOWN
    rows, columns = range(field.rows), range(field.columns)
    for at in range({"row": field.rows, "column": field.columns, "block": field.blocks}[label.per]):
        match label.per:
            case "row":
                cells = [(at, c, block) for block in range(field.blocks) for c in columns]
                tell = _word if down else _symbol
            case "column":
                cells = [(r, at, 0) for r in _rows_of(label, field)]
                tell = _symbol if down or _width(field, script) > 1 else _word
            case _:
                cells, tell = [(r, c, at) for r in rows for c in columns], _word
        yield _told(cells, tell, field, script)


def _rows_of(label: Label, field: Field) -> range:
    """The rows that a label of columns is for: one, where there is a label for each of them."""
    alike = [each for each in field.labels if (each.per, each.edge) == (label.per, label.edge)]
    if len(alike) != field.rows:
        return range(field.rows)
    # The label that stands farthest along the way of the rows is that of the last row.
    outwards = {"top": Vec(0, 1), "bottom": Vec(0, -1), "left": Vec(-1, 0), "right": Vec(1, 0)}
    step, out = field.row_step, outwards.get(label.edge, Vec(0, 0))
    sign = 1 if step.dx * out.dx + step.dy * out.dy > 0 else -1
    row = sorted(alike, key=lambda each: sign * each.gap).index(label)
    return range(row, row + 1)


_Tell = Callable[[Field, Script, int, int], tuple[str, ...]]


def _told(
    cells: Iterable[tuple[int, int, int]], tell: _Tell, field: Field, script: Script
) -> tuple[str, ...]:
    """What all cells of a line mean alike, given by row, column and block of the field."""
    meant = {
        tell(
            field,
            script,
            field.from_row + row * field.row_stride,
            field.from_column + block * field.block_columns + column,
        )
        for row, column, block in cells
    } - {()}
    return meant.pop() if len(meant) == 1 else ()


def _width(field: Field, script: Script) -> int:
    return cells_of(_scheme(field), 0, script).width


def _word(field: Field, script: Script, row: int, column: int) -> tuple[str, ...]:
    """The number of the word or check word that a cell is of."""
    block = cells_of(_scheme(field), 0, script)
    down = way(_scheme(field), script) == DOWN
    if (column >= block.width) if down else (row >= block.height):
        return ()
    number = str((row // block.height if down else column // block.width) + 1)
    return (f"C{number}" if CHECK in field.encoding else number,)


def _symbol(field: Field, script: Script, row: int, column: int) -> tuple[str, ...]:
    """The weight, letter or digit that a mark in a cell is."""
    block = cells_of(_scheme(field), 0, script)
    if way(_scheme(field), script) == DOWN:
        row %= block.height
    else:
        column %= block.width
    summed = weights(_scheme(field), script)
    if summed is None:
        named = cell_names(_scheme(field), script)
        name = named.names.get((row, column))
        if set(named.names.values()) == {"0", "1"}:  # binary, its highest digit first
            return (str(1 << (named.count - 1 - column)), name or "")
        return (name,) if name else ()
    if row >= block.height or column >= block.width:
        return ()
    weight = summed.cells[row][column]
    if weight is None:
        return ()
    # Where each weight is 1 to 9 in its place of a decimal number, the digit says as much.
    every = [str(each) for line in summed.cells for each in line if each is not None]
    digits = all(not text[1:].strip("0") for text in every)
    return (str(weight)[0], str(weight)) if digits else (str(weight),)


def _ways_problems(side: Side, field: Field) -> Iterator[tuple[str, str]]:
    """Lines that run as nobody reads, where nothing on the metal says so."""
    letters = isinstance(field.mark, Letter)
    if letters and any(not _reads_on(field, at) for at in range(1, field.columns)):
        yield "ring" if field.ring else "column_step", "letters must run to the right, or down"
    labelled = {label.per for label in field.labels}
    if field.ring is not None:
        alike = [f for f in side.fields if f.ring and f.encoding == field.encoding]
        beside = {label.per for each in alike for label in each.labels}
        if field.columns > 1 and not letters and "column" not in beside:
            yield "labels", "nothing says what the columns of a ring are; label them"
        if field.rows > 1 and "row" not in labelled:
            yield "labels", "nothing says which row of a ring is which; label them"
        return
    steps = {"row": (field.rows, field.row_step), "block": (field.blocks, field.block_step)}
    if not letters:
        steps["column"] = (field.columns, field.column_step)
    for per, (count, step) in steps.items():
        if count > 1 and step != NOWHERE and not _forward(step) and per not in labelled:
            yield f"{per}_step", f"{per}s run to the left or up, which only labels of them can say"


def _forward(step: Vec) -> bool:
    """Whether a step goes on as a person reads: to the right, or down."""
    return step.dx > 0 if abs(step.dx) >= abs(step.dy) else step.dy < 0


def _reads_on(field: Field, column: int) -> bool:
    """Whether the letter of a column stands after the one before it, as that is turned."""
    before, after = field.slot(0, column - 1), field.slot(0, column)
    right = towards(field.turn_deg(0, column - 1))
    way_on = after - before
    return _forward(
        Vec(
            way_on.dx * right.dx + way_on.dy * right.dy,
            way_on.dy * right.dx - way_on.dx * right.dy,
        )
    )


def _across(one: Vec, other: Vec) -> float:
    """Negative where the other is to the right of the one."""
    return one.dx * other.dy - one.dy * other.dx


def _check_row_problems(side: Side, field: Field) -> Iterator[tuple[str, str]]:
    """A check row that is not that of the words above it, or whose columns are not theirs."""
    checked = CHECKED[field.encoding]
    rows = range(field.from_row, field.from_row + field.rows)
    held = {row * WORDS_A_ROW + word + 1 for row in rows for word in range(WORDS_A_ROW)}
    yield from _words_problems(field, held)
    above = [each for each in side.fields if each.encoding == checked]
    words = {slot.row + 1 for each in above for slot in slots(each)}
    if not words:
        yield "encoding", f"{field.encoding} is the check of {checked}, which this side has not"
    elif words != held:
        belongs, stand = (
            numbered(sorted(each)).rpartition(" ")[0].removeprefix("words ")
            for each in (held, words)
        )
        yield "from_row", f"the check row of words {belongs} stands beside words {stand}"
    if len(above) == 1 and not (field.ring or above[0].ring) and not _aligned(field, above[0]):
        yield "first_slot", f"the columns of {field.encoding} must go on those of {checked}"


def _aligned(field: Field, above: Field) -> bool:
    """Whether each column of one field stands in line with the same column of the other."""
    if field.from_column != above.from_column or field.columns != above.columns:
        return False
    for column in range(field.columns):
        off = field.slot(0, column) - above.slot(0, column)
        length = abs(complex(above.row_step.dx, above.row_step.dy))
        if not length or abs(_across(above.row_step, off)) / length > _ALIGNED:
            return False
    return True
