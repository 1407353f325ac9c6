"""The parts of a template file: each table read into a frozen value, or left out if broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from generator import glyphs
from generator.choice import CHECKS, CODES, Only
from generator.errors import TemplateError
from generator.geometry import NOWHERE, Vec
from generator.layout import SURFACE, Cut
from generator.ring_tables import lattice_of, ring_of
from generator.tables import Table
from generator.template import (
    SIDES,
    Engraving,
    Fiducials,
    Field,
    Frame,
    Guide,
    Hole,
    Label,
    Letter,
    MarkKind,
    Module,
    Plate,
    Punch,
    Side,
    Text,
)

MOST_SLOTS = 10_000
"""In one field; far more than any phrase needs."""

SMALLEST_PLATE, LARGEST_PLATE = 1.0, 2000.0
"""Millimetres a side."""

PLACEHOLDERS = ("{words}", "{word}", "{kind}", "{checks}")
"""What a text of the legend may hold in braces."""

EDGES = ("left", "right", "top", "bottom")
"""Where a label can stand."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the tables of a file share: sources, and marks and guides, `None` for broken ones."""

    sources: list[tuple[str, str]] = field(default_factory=list)
    marks: dict[str, MarkKind | None] = field(default_factory=dict)
    guides: dict[str, Guide | None] = field(default_factory=dict)


def sound(table: Table, read: Callable[[Table], _T], parts: Parts) -> _T | None:
    """What a sourced table says, its source kept: no number stands without one.

    `None` where something in it is broken.
    """
    parts.sources.append((table.where.partition(" ")[2], table.source("source")))
    return _whole(table, read)


def _whole(table: Table, read: Callable[[Table], _T]) -> _T | None:
    """What a table says, `None` where something in it is broken; unknown keys are told last."""
    try:
        made = read(table)
    except TemplateError as error:
        table.note("", error)
        made = None
    table.finish()
    return None if table.broken else made


def _inner(table: Table, key: str, read: Callable[[Table], _T]) -> _T | None:
    """What an optional table in a table says; where it is broken, both are."""
    if not table.has(key):
        return None
    made = _whole(table.table(key), read)
    table.broken = table.broken or made is None
    return made


def _each(tables: Iterable[Table], read: Callable[[Table], _T]) -> tuple[_T, ...]:
    """What the tables of a list say, without those that are broken."""
    made = [_whole(table, read) for table in tables]
    return tuple(each for each in made if each is not None)


def plate_of(table: Table) -> Plate:
    """The metal."""
    plate = Plate(
        size=table.size("size"),
        thickness=table.number("thickness"),
        corner_radius=table.length("corner_radius"),
        margin=table.length("margin"),
        holes=_each(table.tables("holes"), _hole),
        lattice=_inner(table, "set", lattice_of),
    )
    if table.broken:
        return plate
    if plate.thickness <= 0:
        table.fault("thickness", "must be positive")
    if 2 * plate.corner_radius > min(plate.size.width, plate.size.height):
        table.fault("corner_radius", "must be at most half the shorter side")
    sides = (plate.size.width, plate.size.height, plate.thickness)
    if max(sides) > LARGEST_PLATE or min(sides[:2]) < SMALLEST_PLATE:
        table.fault("size", f"must be {SMALLEST_PLATE:g} to {LARGEST_PLATE:g} mm a side")
    step = plate.lattice.step if plate.lattice else None
    if step and (step.dx <= plate.size.width or step.dy <= plate.size.height):
        table.fault("set", "its step must be more than the size of one piece")
    return plate


def _hole(table: Table) -> Hole:
    return Hole(table.point("centre"), table.length("diameter"))


def _cut(table: Table, point_deg: float = 180.0) -> Cut:
    if not 0 < point_deg <= 180:
        table.fault("point_deg", "must be above 0 and at most 180, which is flat")
    return Cut(table.number("depth"), point_deg)


def mark_of(table: Table) -> MarkKind:
    """One kind of marks."""
    match table.choice("shape", ("dot", "letter", "module")):
        case "dot":
            cut = _cut(table, table.number("point_deg", 180.0))
            return Punch(table.length("diameter"), cut)
        case "letter":
            return Letter(
                table.length("cap_height"),
                table.length("width"),
                _cut(table),
                table.choice("alphabet", ("capitals", "ascii"), "capitals"),
            )
        case "module":
            return Module(table.length("inset"), _cut(table))
        case _:
            table.forget()  # which keys it should have, only its shape tells
            return Module(0.0, SURFACE)


def engraving_of(table: Table) -> Engraving:
    """The tool that writes the legend."""
    return Engraving(table.length("width"), _cut(table))


def guide_of(table: Table) -> Guide:
    """What shows an empty slot."""
    guide = Guide(
        shape=table.choice("shape", ("ring", "corners", "cross")),
        size=table.size("size"),
        width=table.length("width"),
        cut=_cut(table),
        offset=table.vec("offset", NOWHERE),
    )
    if guide.offset != NOWHERE and guide.shape in ("ring", "corners"):
        table.fault("offset", "is for a cross; a ring and corners stand in their slot")
    return guide


def side_of(table: Table, parts: Parts) -> Side | None:
    """What stands on one face, broken parts left out; `None` where nobody knows which face."""
    name = table.choice("name", SIDES)
    nameless = table.broken
    if not nameless:
        table.where = table.where.partition(" ")[0] + f" [{name}]"
    fields = tuple(sound(t, partial(_field, parts=parts), parts) for t in table.tables("fields"))
    rows = tuple(sound(t, partial(_row, parts=parts), parts) for t in table.tables("fiducials"))
    frames = tuple(sound(t, _frame, parts) for t in table.tables("frames"))
    texts = sound(table.table("legend"), _legend, parts)
    table.finish()
    if nameless:
        return None
    return Side(name, _present(fields), texts or (), _present(rows), _present(frames))


def _present(each: Iterable[_T | None]) -> tuple[_T, ...]:
    return tuple(one for one in each if one is not None)


def _legend(table: Table) -> tuple[Text, ...]:
    return _each(table.tables("texts"), _text)


def _field(table: Table, parts: Parts) -> Field:
    words = table.wholes("words") if table.has("words") else None
    if words is not None and (len(words) != 2 or not 1 <= words[0] <= words[1]):
        table.fault("words", "must be the first and the last word's number")
        words = None
    encoding = table.text("encoding")
    fit = table.choice("fit", ("exact", "centre", "fill", "flow"), "exact")
    mark = parts.marks.get(table.choice("mark", tuple(parts.marks)))
    guide = None
    if table.has("guide"):
        guide = parts.guides.get(table.choice("guide", tuple(parts.guides)))
        table.broken = table.broken or guide is None
    columns = table.whole("columns")
    ring = _inner(table, "ring", partial(ring_of, columns=columns))
    column_step = NOWHERE if ring else table.vec("column_step")
    row_step = table.vec("row_step", NOWHERE if ring else None)
    edges = {"row": _edges(row_step), "column": _edges(column_step), "block": EDGES}
    if ring:
        edges = {"row": ("first", "last"), "column": ("first", "last")}
    made = Field(
        encoding=encoding,
        words=(words[0], words[1]) if words else None,
        fit=fit,
        mark=mark or Module(0.0, SURFACE),
        guide=guide,
        rows=table.whole("rows"),
        columns=columns,
        blocks=table.whole("blocks", 1),
        block_columns=table.whole("block_columns", columns),
        from_row=table.whole("from_row", 1) - 1,
        from_column=table.whole("from_column", 1) - 1,
        row_stride=table.whole("row_stride", 1),
        first_slot=table.point("centre" if ring else "first_slot"),
        column_step=column_step,
        row_step=row_step,
        block_step=table.vec("block_step", NOWHERE),
        labels=_each(table.tables("labels"), partial(_label, edges=edges)),
        ring=ring,
        only=_only(table),
    )
    if not table.broken:
        _check_field(table, made)
    table.broken = table.broken or mark is None
    return made


def _check_field(table: Table, made: Field) -> None:
    if not made.rows or not made.columns or not made.blocks:
        table.fault("rows", "a field has at least one row, column and block")
    if made.rows * made.columns * made.blocks > MOST_SLOTS:
        table.fault("rows", f"a field has at most {MOST_SLOTS} slots")
    for key, index in (("from_row", made.from_row), ("from_column", made.from_column)):
        if index < 0:
            table.fault(key, "counts from 1")
        if index > MOST_SLOTS:
            table.fault(key, f"a grid has at most {MOST_SLOTS} rows and columns")
    if not 1 <= made.row_stride <= MOST_SLOTS:
        table.fault("row_stride", "must be 1, or how many rows of the grid from one to the next")
    for label in made.labels:
        count = {"row": made.rows, "column": made.columns, "block": made.blocks}[label.per]
        if len(label.texts) != count:
            table.fault("labels", f"{len(label.texts)} texts for {count} {label.per}s")
    _check_shape(table, made)


def _check_shape(table: Table, made: Field) -> None:
    if made.block_columns < made.columns:
        table.fault("block_columns", "must be at least the columns of a block")
    if made.ring and isinstance(made.mark, Module):
        table.fault("mark", "modules of a code stand in straight rows, not on a ring")
    if made.ring and made.fit in ("centre", "fill"):
        table.fault("fit", "a ring has no middle for a smaller grid to stand in")
    if made.fit == "fill" and not isinstance(made.mark, Module):
        table.fault("fit", "only modules of a code grow to fill their field")
    if made.fit == "fill" and made.rows != made.columns:
        table.fault("fit", "a field that a code fills has as many rows as columns")


def _edges(step: Vec) -> tuple[str, ...]:
    """Where the ends are of rows or columns that lie one step apart; anywhere without a step."""
    if step == NOWHERE:
        return EDGES
    return EDGES[:2] if abs(step.dx) < abs(step.dy) else EDGES[2:]


def _label(table: Table, edges: Mapping[str, tuple[str, ...]]) -> Label:
    on_ring = "first" in edges["row"]
    label = Label(
        per=table.choice("per", tuple(edges)),
        edge=table.choice("edge", edges["row"] if on_ring else EDGES),
        texts=table.texts("texts"),
        cap_height=table.length("cap_height"),
        gap=table.length("gap"),
        turn_deg=_turn(table),
        away_deg=table.angle("away_deg", 0.0) if on_ring else 0.0,
    )
    for text in dict.fromkeys(label.texts):
        _check_glyphs(table, "texts", text)
        if any(name in text for name in PLACEHOLDERS):
            table.fault("texts", "a label is engraved as it is; only a legend is filled in")
    if label.per and label.edge:
        _check_edge(table, label, edges[label.per])
    return label


def _check_edge(table: Table, label: Label, edges: Sequence[str]) -> None:
    if label.edge in ("first", "last"):
        if label.turn_deg == 180:
            table.fault("turn_deg", "must be 0, 90 to read away from the slot, or 270 towards it")
        return
    if label.edge not in edges:
        table.fault("edge", f"{label.per}s are labelled {' or '.join(edges)} here")
    if label.turn_deg not in ((0, 90) if label.edge == "top" else (0,)):
        table.fault("turn_deg", "must be 0, or 90 along the top")


def _check_glyphs(table: Table, key: str, text: str) -> None:
    if not set(text) <= set(glyphs.SYMBOLS):
        table.fault(key, f"has a character that the alphabet has not; it has {glyphs.ALPHABET}")


def _turn(table: Table) -> int:
    turn = table.whole("turn_deg", 0)
    if turn in (0, 90, 180, 270):
        return turn
    if not table.broken:
        table.fault("turn_deg", "must be 0, 90, 180 or 270, counter-clockwise")
    return 0


def _text(table: Table) -> Text:
    radius = table.length("radius", 0.0)
    text = Text(
        text=table.text("text"),
        at=table.point("at"),
        cap_height=table.length("cap_height"),
        anchor=table.choice("anchor", ("left", "centre", "right"), "left"),
        turn_deg=table.angle("turn_deg", 0.0) if radius else _turn(table),
        only=_only(table),
        radius=radius,
    )
    plain = text.text
    for name in PLACEHOLDERS:
        plain = plain.replace(name, "")
    if "{" in plain or "}" in plain:
        table.fault("text", f"braces are for {', '.join(PLACEHOLDERS)} alone{_near_in(plain)}")
    _check_glyphs(table, "text", re.sub("[{}]", "", plain))
    return text


def _near_in(plain: str) -> str:
    """A hint at the placeholder that was probably meant, if one was."""
    import difflib  # only a mistake waits for it

    typed = re.split(r"[{}\s]+", plain[plain.index("{") :]) if "{" in plain else []
    near = [n for each in typed for n in difflib.get_close_matches(f"{{{each}}}", PLACEHOLDERS, 1)]
    return f"; did you mean {near[0]}?" if near else ""


def _row(table: Table, parts: Parts) -> Fiducials:
    mark = parts.marks.get(table.choice("mark", tuple(parts.marks)))
    if mark is not None and not isinstance(mark, Punch):
        table.fault("mark", "a fiducial is a dot")
    dot = mark if isinstance(mark, Punch) else Punch(0.0, SURFACE)
    row = Fiducials(dot, table.point("first"), table.vec("step"), table.whole("count"))
    table.broken = table.broken or mark is None
    return row


def _frame(table: Table) -> Frame:
    frame = Frame(
        at=table.point("at"),
        size=table.size("size"),
        corner_radius=table.length("corner_radius", 0.0),
        width=table.length("width"),
        cut=_cut(table),
    )
    if not table.broken and frame.width <= 0:
        table.fault("width", "must be positive")
    if not table.broken and 2 * frame.corner_radius > min(frame.size.width, frame.size.height):
        table.fault("corner_radius", "must be at most half the shorter side")
    return frame


def _only(table: Table) -> Only:
    return Only(
        words=table.wholes("only_words", ()),
        kinds=table.texts("only_kinds") if table.has("only_kinds") else (),
        code=table.choice("only_code", ("", *CODES), ""),
        check=table.choice("only_check", ("", *CHECKS), ""),
        parts=table.wholes("only_parts", ()),
        check_rows=table.wholes("only_check_rows", ()),
    )
