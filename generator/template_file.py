"""Template files: strict TOML read into frozen values.

templates/plates/README.md specifies the file format on paper; this module and
`template_parts` are its only readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator import toml_file
from generator.choice import CODES
from generator.errors import TemplateError
from generator.geometry import Size, rounded
from generator.layout import SURFACE
from generator.ring_tables import check_set
from generator.settings import Setting, apply
from generator.tables import Fault, Faults, Table, printable
from generator.template import COMPACT_OF, SIDES, Engraving, Plate, Side, Template
from generator.template_parts import (
    Parts,
    engraving_of,
    guide_of,
    mark_of,
    plate_of,
    side_of,
    sound,
)

FORMAT = 1
"""The version of the file format that this module reads."""

MOST_ON_PLATE = 50_000
"""Slots, labels and fiducials of all fields together."""

LONGEST_NAME = 60
"""Characters in the name of a template: file names are of it and more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A template as somebody asks for it: one that ships, by name, or the path of a file."""

    name: str
    settings: tuple[Setting, ...] = ()
    """What its file is to say instead of what it says."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A file looked at as a whole: everything wrong, and what is there without it."""

    file: str
    faults: tuple[Fault, ...]
    template: Template | None
    """What is broken is left out; `None` where no side is left."""
    measured: bool
    """Whether the metal and the tool are known; else something stands in for them."""


def load(path: Path, width: float | None = None, settings: Sequence[Setting] = ()) -> Template:
    """The template in a file; `width` in millimetres scales one that allows any size.

    Raises `TemplateError` naming file, table and key.
    """
    seen = survey(path, width, settings)
    if seen.faults or seen.template is None:  # without a template there are faults
        raise TemplateError(*(fault.line for fault in seen.faults))
    return seen.template


def survey(path: Path, width: float | None = None, settings: Sequence[Setting] = ()) -> Survey:
    """The same with all faults gathered.

    Raises `TemplateError` for what is no TOML, a width that can't be and an unknown setting.
    """
    if settings:
        return _survey(path, toml_file.raw(path), width, settings)
    return _surveyed(path, toml_file.raw(path), width)


@lru_cache(maxsize=64)
def _surveyed(path: Path, raw: bytes, width: float | None) -> Survey:
    """Kept by its bytes: each side of a plate is looked for among all templates that ship."""
    return _survey(path, raw, width, ())


def _survey(path: Path, raw: bytes, width: float | None, settings: Sequence[Setting]) -> Survey:
    content = toml_file.content(path.name, raw)
    return surveyed(content, path, width, Faults(typed=apply(content, settings)))


def surveyed(
    content: dict[str, object], path: Path, width: float | None = None, faults: Faults | None = None
) -> Survey:
    """A file's content, looked at as if the file at that path had it."""
    faults = Faults() if faults is None else faults
    template, measured = _template(content, path, width, faults)
    return Survey(printable(path.name), tuple(faults.found), template, measured)


def _template(
    content: dict[str, object], path: Path, width: float | None, faults: Faults
) -> tuple[Template | None, bool]:
    """The template without what is broken, and whether its metal and tool are known."""
    any_size = _any_size(Table(content, path.name, faults=faults))
    top = Table(content, path.name, _scale(content, any_size, width, path), faults)
    if top.whole("format") != FORMAT and not top.broken:
        top.fault("format", f"this program reads format {FORMAT}")
    top.broken = False  # of the format; the name is another matter
    name = top.text("name")
    if not top.broken and not (name == path.stem and is_name(name)):
        top.fault(
            "name", f"must be the file's name, {path.stem}, of letters a to z, digits and hyphens"
        )
    parts = Parts()
    plate = sound(top.table("plate"), plate_of, parts)
    for key, table in top.named_tables("marks").items():
        parts.marks[key] = sound(table, mark_of, parts)
    if top.has("guides"):
        for key, table in top.named_tables("guides").items():
            parts.guides[key] = sound(table, guide_of, parts)
    engraving = sound(top.table("engraving"), engraving_of, parts)
    sides = tuple(side_of(table, parts) for table in top.tables("sides"))
    whole = tuple(side for side in sides if side is not None)
    if whole == sides and tuple(side.name for side in whole) not in (SIDES[:1], SIDES):
        top.fault("sides", "must be a front, or a front and a back")
    check_set(top, plate, whole)
    if top.has("any_size"):
        top.table("any_size")
    _check_room(top, whole)
    holds = _holds(top.table("holds"))
    title, summary, readers = top.text("title"), top.text("summary"), top.texts("readers")
    demo, checked = top.flag("demo"), top.flag("checked")
    top.finish()
    if not whole:
        return None, False
    encodings = {f.encoding for side in whole for f in side.fields}
    template = Template(
        name=path.stem,
        title=title,
        summary=summary,
        readers=readers,
        holds=holds,
        codes=CODES if encodings & COMPACT_OF.keys() else (),
        any_size=any_size,
        plate=plate or Plate(Size(1.0, 1.0), 1.0, 0.0, 0.0, ()),
        engraving=engraving or Engraving(0.0, SURFACE),
        sides=whole,
        sources=tuple(parts.sources),
        two_sided=len(whole) == 2,
        demo=demo,
        checked=checked,
    )
    return template, plate is not None and engraving is not None


def is_name(name: str) -> bool:
    """Whether a template may have this name, which becomes part of file names."""
    plain = name.replace("-", "")
    lower = plain.isalnum() and name == name.lower()
    return lower and name.isascii() and len(name) <= LONGEST_NAME


def _check_room(top: Table, sides: tuple[Side, ...]) -> None:
    """Refuse more than any plate has, which would take hours to look at."""
    slots = sum(f.rows * f.columns * f.blocks for s in sides for f in s.fields)
    labels = sum(len(label.texts) for s in sides for f in s.fields for label in f.labels)
    dots = sum(row.count for side in sides for row in side.fiducials)
    if slots + labels + dots > MOST_ON_PLATE:
        top.fault("sides", f"more than {MOST_ON_PLATE} slots, labels and fiducials")


def _holds(table: Table) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Kind by kind the word counts, none for a line of text."""
    held: list[tuple[str, tuple[int, ...]]] = []
    kinds = table.keys()
    for kind in kinds:
        table.broken = False
        if table.is_text(kind):
            table.choice(kind, ("text",))
            counts: tuple[int, ...] = ()
        else:
            counts = table.wholes(kind)
            if not table.broken and (list(counts) != sorted(set(counts)) or min(counts) < 1):
                table.fault(
                    kind, 'must be numbers of words, ascending, or "text" for a line of text'
                )
        if not table.broken:
            held.append((kind, counts))
    if not kinds:
        table.fault("bip39", "is missing, or another kind of secret that the plate holds")
    return tuple(held)


def _any_size(top: Table) -> tuple[float, float] | None:
    if not top.has("any_size"):
        return None
    table = top.table("any_size")
    least, most = table.number("least_width"), table.number("most_width")
    if not table.broken and not 0 < least <= most:
        table.fault("least_width", "must be positive and not above most_width")
    table.finish()
    return None if table.broken else (least, most)


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


def folder() -> Path:
    """Where the templates that ship are."""
    return toml_file.folder("plates")


def names() -> tuple[str, ...]:
    """The names of the templates that ship, sorted."""
    return tuple(sorted(path.stem for path in folder().glob("*.toml")))


def find(asked: str | Asked, width: float | None = None) -> Template:
    """A template that ships, by name, or one of the user's own, by the path of its file."""
    if isinstance(asked, str):
        asked = Asked(asked)
    return load(path_of(asked.name), width, asked.settings)


def path_of(name: str) -> Path:
    """The file of a template that ships, or a file of the user's own, which ends with `.toml`."""
    if name in names():
        return folder() / f"{name}.toml"
    if name.endswith(".toml"):
        return Path(name)
    raise TemplateError("unknown template; metalstamp templates lists those that ship")
