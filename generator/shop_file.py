"""Shop files: strict TOML read into frozen values.

templates/shops/README.md specifies the file format on paper; this module is its only reader.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import astuple
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator import toml_file
from generator.colours import COLOURS, Colours
from generator.errors import TemplateError
from generator.machine_file import machine
from generator.shop import PROCESSES, Amount, Limit, Material, Shop
from generator.tables import Table

FORMAT = 1
"""The version of the file format that this module reads."""

EVIDENCE = ("primary", "secondary", "measured", "derived")
"""The shop's own page; somebody who quotes it; source code or a trial; several of them together."""

KERF = ("nominal", "unknown")
"""Whether parts are to be drawn in their own size; what a shop takes off by itself."""

_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")

_MATERIALS = "materials"
_FORMATS = "formats"
_KERF = "kerf"


def names() -> tuple[str, ...]:
    """The names of the shops that ship, sorted."""
    return tuple(sorted(path.stem for path in toml_file.folder("shops").glob("*.toml")))


def find(name: str) -> Shop:
    """A shop that ships, by name, or one of the user's own, by the path of its file.

    Raises `TemplateError`, which names file, table and key.
    """
    if name in names():
        return load(toml_file.folder("shops") / f"{name}.toml")
    if name.endswith(".toml"):
        return load(Path(name))
    raise TemplateError("unknown shop; metalstamp shops lists those that ship")


def load(path: Path) -> Shop:
    """The shop in a file."""
    return _shop(
        path, Table(toml_file.content(path.name, toml_file.raw(path, "shop file")), path.name)
    )


def _shop(path: Path, top: Table) -> Shop:
    if top.whole("format") != FORMAT:
        top.fail("format", f"this program reads format {FORMAT}")
    if top.text("name") != path.stem:
        top.fail("name", f"must be the file's name, {path.stem}")
    sources = top.texts("sources")
    if not sources:
        top.fail("sources", "must name at least one, since no number stands without")
    limits = top.named_tables("limits") if top.has("limits") else {}
    materials = top.tables("materials")
    shop = Shop(
        name=path.stem,
        title=top.text("title"),
        process=top.choice("process", PROCESSES),
        cuts=top.flag("cuts"),
        marks=top.flag("marks"),
        evidence=top.choice("evidence", EVIDENCE),
        checked=_day(top, "checked"),
        sources=sources,
        limits=tuple(_limit(rule, table, sources) for rule, table in limits.items()),
        materials=tuple(_material(table, sources) for table in materials),
        formats=top.texts("formats") if top.has("formats") else (),
        refuses=top.texts("refuses") if top.has("refuses") else (),
        kerf=top.choice("kerf", KERF, KERF[1]),
        notes=top.texts("notes") if top.has("notes") else (),
        unknown=top.texts("unknown"),
        colours=_colours(top.table("colours"), sources) if top.has("colours") else None,
        machine=machine(top.table("machine"), path.stem) if top.has("machine") else None,
    )
    top.finish()
    for key, lines in (("sources", shop.sources), ("notes", shop.notes)):
        if not all(line.isprintable() for line in lines):
            top.fail(key, "must be lines without control characters")
    _check_said(shop, top)
    if shop.colours is not None and shop.machine is not None:
        top.fail("[colours]", "are a workshop's; a machine of one's own has none")
    return shop


def _colours(table: Table, sources: tuple[str, ...]) -> Colours:
    """The colours that a workshop goes by, of which the one to cut is like no other."""
    lines = table.choice("lines", tuple(COLOURS))
    found = Colours(
        cut=table.choice("cut", tuple(COLOURS)),
        areas=table.choice("areas", tuple(COLOURS)),
        lines=lines,
        score=table.choice("score", tuple(COLOURS), lines),
        source=_source(table, sources),
    )
    table.finish()
    if found.cut in (found.areas, found.lines, found.score):
        table.fail("cut", "must be unlike all others, or marks would be cut through")
    return found


def _day(table: Table, key: str) -> str:
    """A day of the calendar as it is written in figures."""
    if table.is_text(key) or not table.has(key):
        text = table.text(key)
        if _DAY.fullmatch(text):
            with suppress(ValueError):
                return date.fromisoformat(text).isoformat()
    return table.fail(key, 'must be a day such as "2026-11-23", in quotes')


def _check_said(shop: Shop, top: Table) -> None:
    """Demand that everything a shop could say is either said or known to be unknown."""
    if not (shop.cuts or shop.marks):
        top.fail("cuts", "or marks must be true")
    said = {limit.rule for limit in shop.limits}
    said |= {_MATERIALS} if shop.materials else set()
    said |= {_FORMATS} if shop.formats else set()
    own = shop.machine is not None and shop.machine.kerf > 0
    said |= {_KERF} if shop.kerf != KERF[1] or own else set()
    asked = {*shop.rules, _MATERIALS, _FORMATS, *([_KERF] if shop.cuts else [])}
    strange = [
        rule for rule in (*(x.rule for x in shop.limits), *shop.unknown) if rule not in asked
    ]
    if strange:
        where = "unknown" if strange[0] in shop.unknown else f"[limits.{strange[0]}]"
        top.fail(where, f"must be about one of {', '.join(sorted(asked))}")
    for rule in shop.unknown:
        if rule in said:
            top.fail("unknown", f"{rule} is said as well")
    if missing := sorted(asked - said - set(shop.unknown)):
        top.fail("unknown", f"lacks {', '.join(missing)}, about which nothing is said")


def _limit(rule: str, table: Table, sources: tuple[str, ...]) -> Limit:
    least, advised, most = (_amount(table, key) for key in ("least", "advised", "most"))
    if least is advised is most is None:
        table.fail("least", "is missing, or advised, or most")
    bounds = (("advised", least, advised), ("most", least, most), ("most", advised, most))
    for key, low, high in bounds:
        if low is not None and high is not None and _less(high, low):
            table.fail(key, "must be no less than what stands before it")
    limit = Limit(rule, least, advised, most, _source(table, sources))
    table.finish()
    return limit


def _less(one: Amount, other: Amount) -> bool:
    """Whether one amount is less than another, whatever the metal and the hole."""
    pairs = zip(astuple(one), astuple(other), strict=True)
    return one != other and all(mine <= theirs for mine, theirs in pairs)


def _amount(table: Table, key: str) -> Amount | None:
    if not table.has(key):
        return None
    inner = table.table(key)
    amount = Amount(inner.number("mm", 0.0), inner.number("t", 0.0), inner.number("d", 0.0))
    inner.finish()
    if amount == Amount():
        table.fail(key, "must have mm, t (times the thickness) or d (times the diameter)")
    return amount


def _material(table: Table, sources: tuple[str, ...]) -> Material:
    name, title = table.text("name"), table.text("title")
    thicknesses = table.lengths("thicknesses") if table.has("thicknesses") else ()
    between = None
    if table.has("between"):
        least, most = table.lengths("between")
        between = (least, most)
    if bool(thicknesses) == bool(between):
        table.fail("thicknesses", "or between must say how thick it is, one of them")
    material = Material(name, title, thicknesses, between, _source(table, sources))
    table.finish()
    return material


def _source(table: Table, sources: tuple[str, ...]) -> str:
    """The source that a number (1-based) stands for; the first unless one is named."""
    number = table.whole("source", 1)
    if not 1 <= number <= len(sources):
        table.fail("source", f"must be the number of a source, 1 to {len(sources)}")
    return sources[number - 1]


def with_machines() -> tuple[str, ...]:
    """The names of those that ship with a machine of one's own."""
    return tuple(each.name for each in all_shops() if each.machine is not None)


@lru_cache(maxsize=1)
def all_shops() -> tuple[Shop, ...]:
    """The shops that ship, sorted by name."""
    return tuple(find(name) for name in names())
