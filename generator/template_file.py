"""Template files: strict TOML read into frozen values.

templates/plates/README.md specifies the file format on paper; this module is its only reader.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from generator import glyphs
from generator.errors import TemplateError
from generator.geometry import NOWHERE, Vec, rounded
from generator.layout import Cut
from generator.ring_tables import check_set, lattice_of, ring_of
from generator.tables import Table
from generator.template import (
    CHECKS,
    CODES,
    COMPACT_OF,
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
    Only,
    Plate,
    Punch,
    Side,
    Template,
    Text,
)

FORMAT = 1
"""The version of the file format that this module reads."""

MOST_SLOTS = 10_000
"""In one field; far more than any phrase needs."""

EDGES = ("left", "right", "top", "bottom")
"""Where a label can stand."""

MAX_BYTES = 1_000_000
"""A template file larger than this is something else."""


def load(path: Path, width: float | None = None) -> Template:
    """The template in a file; `width` in millimetres scales one that allows any size.

    Raises `TemplateError` naming file, table and key.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise TemplateError(f"{path.name}: over a million bytes is no template")
        content = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise TemplateError(f"the template can't be read: {str(error.strerror).lower()}") from None
    except UnicodeDecodeError:
        raise TemplateError(f"{path.name}: not text in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TemplateError(f"{path.name}: not TOML: {error}") from None
    return _template(content, path, width)


def _template(content: dict[str, object], path: Path, width: float | None) -> Template:
    any_size = _any_size(Table(content, path.name))
    scale = _scale(content, any_size, width, path)
    top = Table(content, path.name, scale)
    if top.whole("format") != FORMAT:
        top.fail("format", f"this program reads format {FORMAT}")
    name = top.text("name")
    if name != path.stem or not name.replace("-", "").isalnum() or not name.isascii():
        top.fail("name", f"must be the file's name, {path.stem}, of letters, digits and hyphens")
    sources: list[tuple[str, str]] = []
    plate = _plate(_sourced(top.table("plate"), sources))
    marks = {k: _mark(_sourced(t, sources)) for k, t in top.named_tables("marks").items()}
    guides = {}
    if top.has("guides"):
        guides = {k: _guide(_sourced(t, sources)) for k, t in top.named_tables("guides").items()}
    engraving = _engraving(_sourced(top.table("engraving"), sources))
    sides = tuple(_side(t, marks, guides, sources) for t in top.tables("sides"))
    check_set(top, plate, sides)
    if any_size:
        top.table("any_size")
    names = tuple(side.name for side in sides)
    if names not in (SIDES[:1], SIDES):
        top.fail("sides", "must be a front, or a front and a back")
    holds = _holds(top.table("holds"))
    encodings = {f.encoding for side in sides for f in side.fields}
    codes = CODES if encodings & COMPACT_OF.keys() else ()
    template = Template(
        name=name,
        title=top.text("title"),
        summary=top.text("summary"),
        readers=top.texts("readers"),
        holds=holds,
        codes=codes,
        any_size=any_size,
        plate=plate,
        engraving=engraving,
        sides=sides,
        sources=tuple(sources),
        two_sided=len(sides) == 2,
        demo=top.flag("demo"),
    )
    top.finish()
    return template


def _holds(table: Table) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Kind by kind the word counts, none for a line of text."""
    held: list[tuple[str, tuple[int, ...]]] = []
    for kind in table.keys():  # noqa: SIM118  # a table of ours, no mapping
        if table.is_text(kind):
            table.choice(kind, ("text",))
            held.append((kind, ()))
            continue
        counts = table.wholes(kind)
        if list(counts) != sorted(set(counts)) or min(counts) < 1:
            table.fail(kind, 'must be numbers of words, ascending, or "text" for a line of text')
        held.append((kind, counts))
    if not held:
        table.fail("bip39", "is missing, or another kind of secret that the plate holds")
    return tuple(held)


def _only(table: Table) -> Only:
    return Only(
        words=table.wholes("only_words", ()),
        kinds=table.texts("only_kinds") if table.has("only_kinds") else (),
        code=table.choice("only_code", ("", *CODES), ""),
        check=table.choice("only_check", ("", *CHECKS), ""),
        parts=table.wholes("only_parts", ()),
    )


def _any_size(top: Table) -> tuple[float, float] | None:
    if not top.has("any_size"):
        return None
    table = top.table("any_size")
    least, most = table.number("least_width"), table.number("most_width")
    table.finish()
    if not 0 < least <= most:
        table.fail("least_width", "must be positive and not above most_width")
    return least, most


def _scale(
    content: dict[str, object],
    any_size: tuple[float, float] | None,
    width: float | None,
    path: Path,
) -> float:
    if width is None:
        return 1.0
    width = rounded(width)  # as the outline will be, so that a file tells the same scale
    if any_size is None:
        raise TemplateError(f"{path.stem} has one size; only templates of any size take a width")
    least, most = any_size
    if not least <= width <= most:
        raise TemplateError(f"{path.stem} can be {least:g} to {most:g} mm wide, not {width:g}")
    return width / Table(content, path.name).table("plate").size("size").width


def _sourced(table: Table, sources: list[tuple[str, str]]) -> Table:
    """The same table, its source taken out and kept: no number stands without one."""
    sources.append((table.where.partition(" ")[2], table.text("source")))
    return table


def _plate(table: Table) -> Plate:
    holes = []
    for hole in table.tables("holes"):
        holes.append(Hole(hole.point("centre"), hole.length("diameter")))
        hole.finish()
    plate = Plate(
        size=table.size("size"),
        thickness=table.number("thickness"),
        corner_radius=table.length("corner_radius"),
        margin=table.length("margin"),
        holes=tuple(holes),
        lattice=lattice_of(table.table("set")) if table.has("set") else None,
    )
    if plate.thickness <= 0:
        table.fail("thickness", "must be positive")
    if 2 * plate.corner_radius > min(plate.size.width, plate.size.height):
        table.fail("corner_radius", "must be at most half the shorter side")
    step = plate.lattice.step if plate.lattice else None
    if step and (step.dx <= plate.size.width or step.dy <= plate.size.height):
        table.fail("set", "its step must be more than the size of one piece")
    table.finish()
    return plate


def _cut(table: Table, point_deg: float = 180.0) -> Cut:
    if not 0 < point_deg <= 180:
        table.fail("point_deg", "must be above 0 and at most 180, which is flat")
    return Cut(table.number("depth"), point_deg)


def _mark(table: Table) -> MarkKind:
    kind: MarkKind
    match table.choice("shape", ("dot", "letter", "module")):
        case "dot":
            cut = _cut(table, table.number("point_deg", 180.0))
            kind = Punch(table.length("diameter"), cut)
        case "letter":
            kind = Letter(
                table.length("cap_height"),
                table.length("width"),
                _cut(table),
                table.choice("alphabet", ("capitals", "all"), "capitals"),
            )
        case _:
            kind = Module(table.length("inset"), _cut(table))
    table.finish()
    return kind


def _engraving(table: Table) -> Engraving:
    engraving = Engraving(table.length("width"), _cut(table))
    table.finish()
    return engraving


def _guide(table: Table) -> Guide:
    guide = Guide(
        shape=table.choice("shape", ("ring", "corners", "cross")),
        size=table.size("size"),
        width=table.length("width"),
        cut=_cut(table),
        offset=table.vec("offset", NOWHERE),
    )
    if guide.offset != NOWHERE and guide.shape != "cross":
        table.fail("offset", "is for a cross; a ring and corners stand in their slot")
    table.finish()
    return guide


def _side(
    table: Table,
    marks: dict[str, MarkKind],
    guides: dict[str, Guide],
    sources: list[tuple[str, str]],
) -> Side:
    name = table.choice("name", SIDES)
    table.where = table.where.partition(" ")[0] + f" [{name}]"
    fields = tuple(_field(_sourced(t, sources), marks, guides) for t in table.tables("fields"))
    fiducials = tuple(_fiducials(_sourced(t, sources), marks) for t in table.tables("fiducials"))
    frames = tuple(_frame(_sourced(t, sources)) for t in table.tables("frames"))
    legend = _sourced(table.table("legend"), sources)
    texts = tuple(_text(t) for t in legend.tables("texts"))
    legend.finish()
    table.finish()
    return Side(name, fields, texts, fiducials, frames)


def _field(table: Table, marks: dict[str, MarkKind], guides: dict[str, Guide]) -> Field:
    words = table.wholes("words") if table.has("words") else None
    if words is not None and (len(words) != 2 or not 1 <= words[0] <= words[1]):
        table.fail("words", "must be the first and the last word's number")
    columns = table.whole("columns")
    ring = ring_of(table.table("ring"), columns) if table.has("ring") else None
    column_step = NOWHERE if ring else table.vec("column_step")
    row_step = table.vec("row_step", NOWHERE if ring else None)
    edges = {"row": _edges(row_step), "column": _edges(column_step), "block": EDGES}
    if ring:
        edges = {"row": ("first", "last"), "column": ("first", "last")}
    field = Field(
        encoding=table.text("encoding"),
        words=(words[0], words[1]) if words else None,
        fit=table.choice("fit", ("exact", "centre", "flow"), "exact"),
        mark=marks[table.choice("mark", tuple(marks))],
        guide=guides[table.choice("guide", tuple(guides))] if table.has("guide") else None,
        rows=table.whole("rows"),
        columns=columns,
        blocks=table.whole("blocks", 1),
        block_columns=table.whole("block_columns", columns),
        from_row=table.whole("from_row", 1) - 1,
        from_column=table.whole("from_column", 1) - 1,
        first_slot=table.point("centre" if ring else "first_slot"),
        column_step=column_step,
        row_step=row_step,
        block_step=table.vec("block_step", NOWHERE),
        labels=tuple(_label(t, edges) for t in table.tables("labels")),
        only=_only(table),
        ring=ring,
    )
    _check_field(table, field)
    table.finish()
    return field


def _check_field(table: Table, field: Field) -> None:
    if not field.rows or not field.columns or not field.blocks:
        table.fail("rows", "a field has at least one row, column and block")
    if field.rows * field.columns * field.blocks > MOST_SLOTS:
        table.fail("rows", f"a field has at most {MOST_SLOTS} slots")
    if field.block_columns < field.columns:
        table.fail("block_columns", "must be at least the columns of a block")
    for key, index in (("from_row", field.from_row), ("from_column", field.from_column)):
        if index < 0:
            table.fail(key, "counts from 1")
    for label, key in ((x, x.per) for x in field.labels):
        count = {"row": field.rows, "column": field.columns, "block": field.blocks}[key]
        if len(label.texts) != count:
            table.fail("labels", f"{len(label.texts)} texts for {count} {key}s")
    if field.ring and isinstance(field.mark, Module):
        table.fail("mark", "modules of a code stand in straight rows, not on a ring")
    if field.ring and field.fit == "centre":
        table.fail("fit", "a ring has no middle for a smaller grid to stand in")


def _edges(step: Vec) -> tuple[str, ...]:
    """Where the ends are of rows or columns that lie one step apart."""
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
    table.finish()
    _check_label(table, label, edges)
    return label


def _check_label(table: Table, label: Label, edges: Mapping[str, tuple[str, ...]]) -> None:
    if label.edge in ("first", "last"):
        if label.turn_deg == 180:
            table.fail("turn_deg", "must be 0, 90 to read away from the slot, or 270 towards it")
    elif label.edge not in edges[label.per]:
        table.fail("edge", f"{label.per}s are labelled {' or '.join(edges[label.per])} here")
    elif label.turn_deg not in ((0, 90) if label.edge == "top" else (0,)):
        table.fail("turn_deg", "must be 0, or 90 along the top")
    for text in label.texts:
        _check_glyphs(table, "texts", text)


def _check_glyphs(table: Table, key: str, text: str) -> None:
    if not set(text) <= set(glyphs.SYMBOLS):
        known = glyphs.SYMBOLS.strip()
        table.fail(key, f"has a character that the alphabet has not; it has {known} and the blank")


def _turn(table: Table) -> int:
    turn = table.whole("turn_deg", 0)
    if turn not in (0, 90, 180, 270):
        table.fail("turn_deg", "must be 0, 90, 180 or 270, counter-clockwise")
    return turn


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
    for name in ("{words}", "{word}", "{kind}"):
        plain = plain.replace(name, "")
    _check_glyphs(table, "text", plain)
    table.finish()
    return text


def _fiducials(table: Table, marks: dict[str, MarkKind]) -> Fiducials:
    mark = marks[table.choice("mark", tuple(marks))]
    if not isinstance(mark, Punch):
        table.fail("mark", "a fiducial is a dot")
    fiducials = Fiducials(mark, table.point("first"), table.vec("step"), table.whole("count"))
    table.finish()
    return fiducials


def _frame(table: Table) -> Frame:
    frame = Frame(
        at=table.point("at"),
        size=table.size("size"),
        corner_radius=table.length("corner_radius", 0.0),
        width=table.length("width"),
        cut=_cut(table),
    )
    if frame.width <= 0:
        table.fail("width", "must be positive")
    if 2 * frame.corner_radius > min(frame.size.width, frame.size.height):
        table.fail("corner_radius", "must be at most half the shorter side")
    table.finish()
    return frame


def folder() -> Path:
    """Where the templates that ship are: in the installed package, else beside it in a checkout."""
    here = Path(__file__).parent
    installed = here / "templates" / "plates"
    return installed if installed.is_dir() else here.parent / "templates" / "plates"


def names() -> tuple[str, ...]:
    """The names of the templates that ship, sorted."""
    return tuple(sorted(path.stem for path in folder().glob("*.toml")))


def find(name_or_path: str, width: float | None = None) -> Template:
    """A template that ships, by name, or one of the user's own, by the path of its file."""
    if name_or_path in names():
        return load(folder() / f"{name_or_path}.toml", width)
    if name_or_path.endswith(".toml"):
        return load(Path(name_or_path), width)
    raise TemplateError(f"unknown template; there are {', '.join(names())}")
