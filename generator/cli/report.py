"""What the commands print: short tables for people, JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol, assert_never

import click

from generator.cli import screen
from generator.pipeline import Reading, Sides
from generator.place import place
from generator.secret import Secret
from generator.slots import field_box
from generator.template import Field, Letter, Module, Plate, Punch, Template
from generator.variant import made_for
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS
from generator.words.lists import numbered
from generator.words.payload import KeyText, Phrase

if TYPE_CHECKING:
    from generator.portion import Portion

PICTURE_COLUMNS = 78


def as_json(value: object) -> None:
    """Print a value as JSON with sorted keys."""
    click.echo(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False))


def table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns two blanks apart."""
    lines = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


class Made(Protocol):
    """A file that was read back."""

    @property
    def name(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def verified(self) -> str: ...


class Formatted(Made, Protocol):
    """One that knows its format."""

    @property
    def format(self) -> str: ...


@contextmanager
def after_writing() -> Iterator[None]:
    """Say that the files are written where the report about them can't be printed."""
    try:
        yield
    except OSError as error:
        raise screen.Unheard(
            f"the files are written, but the report can't be printed: {screen.reason(error)}"
        ) from None
    except KeyboardInterrupt:
        raise screen.Unheard("stopped, but the files are written") from None


def products(made: Iterable[Made], folder: str, written: Collection[str]) -> None:
    """The table of files that were made; what isn't `written` was there with these bytes."""
    click.echo(f"In {folder}:")
    table(
        (
            product.name,
            size(len(product.data)),
            product.verified + ("" if product.name in written else ", unchanged"),
        )
        for product in made
    )


def file_facts(made: Iterable[Formatted], written: Collection[str]) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [
        {
            "name": product.name,
            "format": product.format,
            "bytes": len(product.data),
            "verified": product.verified,
            "unchanged": product.name not in written,
        }
        for product in made
    ]


def template_line(template: Template) -> tuple[str, ...]:
    """One row of `metalstamp templates`."""
    size = template.plate.size
    sides = "two sides" if template.two_sided else "one side"
    mm = f"{size.width:g} × {size.height:g} × {template.plate.thickness:g} mm"
    return template.name, mm, sides, counts(template), template.summary


def counts(template: Template) -> str:
    """How many words a template holds, or characters where it holds no words."""
    held = [count for kind in template.kinds for count in template.counts(kind) if count]
    if not held:
        return "text"
    unit = "words" if any(KINDS[kind].counts for kind in template.kinds) else "characters"
    return f"{min(held)}–{max(held)} {unit}" if held[1:] else f"{held[0]} {unit}"


def template_facts(template: Template) -> dict[str, Any]:
    """All facts of a template, for scripts."""
    facts = asdict(template)
    facts["sources"] = dict(template.sources)
    facts["encodings"] = list(template.encodings)
    del facts["choice"]
    return facts


def show(template: Template) -> None:
    """Facts, sources, capacity and a picture of the blank."""
    from generator.picture import picture

    plate = template.plate
    click.echo(f"{template.title}: {template.summary}\n")
    size = f"{plate.size.width:g} × {plate.size.height:g} × {plate.thickness:g} mm"
    rows = [
        ("name", template.name),
        ("plate", f"{size}, {_edge(plate)}, {_holes(len(plate.holes))}"),
        *(("holds", held(template, kind)) for kind in template.kinds),
        ("read by", ", ".join(template.readers)),
    ]
    if template.any_size:
        rows.append(("width", "{:g} to {:g} mm with --width".format(*template.any_size)))
    if template.codes:
        rows.append(("QR code", "standard, or compact with --compact"))
    rows += [(f"{side.name}", _field(field)) for side in template.sides for field in side.fields]
    table(rows)
    click.echo("\nWhere the numbers come from:")
    table(dict.fromkeys((f"  {where}", source) for where, source in template.sources))
    made = made_for(template, template.most())
    for side, layout in zip(made.sides, place(None, made), strict=True):
        click.echo(f"\n{layout.side}, blank:")
        columns = min(PICTURE_COLUMNS, round(made.size.width * 2))
        rooms = [field_box(field) for field in side.fields if field.guide is None]
        click.echo(picture(layout, columns, rooms))


def held(template: Template, kind: str) -> str:
    """What a template holds of a kind."""
    held = template.counts(kind)
    if held == (0,):
        return KINDS[kind].title
    unit = "words" if KINDS[kind].counts else "characters"
    return f"{KINDS[kind].title}: {', '.join(map(str, held))} {unit}"


def _field(field: Field) -> str:
    words = "all words" if field.words is None else f"words {field.words[0]}–{field.words[1]}"
    shape = f"{field.rows} × {field.columns * field.blocks} slots"
    match field.mark:
        case Punch(diameter, cut):
            mark = f"dots of {diameter:g} mm, {cut.depth:g} mm deep"
        case Letter(cap_height, _, cut):
            mark = f"letters of {cap_height:g} mm, {cut.depth:g} mm deep"
        case Module(_, cut):
            mark = f"modules of {field.column_step.dx:g} mm, {cut.depth:g} mm deep"
        case _:
            assert_never(field.mark)
    return f"{words}: {field.encoding}, {shape}, {mark}"


def reading(found: Reading, compared: bool | None) -> list[tuple[str, str]]:
    """The rows of `metalstamp read`; `compared` says whether an input matched, if there was one."""
    rows = _plate(found.template, found.sides, found.missing)
    if not found.payloads:
        none = f"none on the {' and the '.join(found.sides)}"
        rows.append(("marks", none if found.missing else "none, this is a blank"))
    else:
        rows += _holds(found)
    if found.guides is False and found.payloads:
        rows.append(("guides", "none shown, so only the checksum would tell a lost mark"))
    if len(found.payloads) > 1:
        lists = " or ".join(LANGUAGES[name] for name in languages(found))
        rows.append(("language", f"{lists}: the letters fit both; say which with --language"))
    if compared is not None:
        rows.append(("input", _compared(found) if compared else f"other {noun(_kind(found))}"))
    return rows


def _kind(found: Reading) -> str:
    return found.payloads[0].reveal().kind if found.payloads else "bip39"


def _compared(found: Reading) -> str:
    """What is the same as in the input; a plate of numbers tells no language."""
    if _kind(found) != "bip39" or found.tells_language:
        return f"the same {noun(_kind(found))}"
    titles = " or ".join(LANGUAGES[name] for name in languages(found))
    return f"the same words, read as {titles}; the plate tells no language"


def noun(kind: str) -> str:
    """What there is to read of a kind: words, or a text."""
    return "words" if KINDS[kind].counts else "text"


def _plate(
    template: Template, given: Sequence[str], missing: Sequence[str]
) -> list[tuple[str, str]]:
    rest = f"; the {' and the '.join(missing)} was not given" if missing else ""
    return [
        ("template", f"{template.name} ({template.title})"),
        ("sides", ", ".join(given) + rest),
    ]


def portion(sides: Sides, found: Secret[Portion]) -> None:
    """What one side of a plate shows of a phrase, words and all."""
    value = found.reveal()
    count = sides.template.choice.words if sides.template.choice else 0
    numbers = numbered([number for number, _ in value.words]).rpartition(" ")[0]
    rows = _plate(sides.template, sides.given, sides.missing)
    if sides.kind != "bip39":
        rows.append(("kind", KINDS[sides.kind].title))
    rows.append(("words", f"{numbers.partition(' ')[2]} of {count}"))
    rows.append(("checksum", f"none can be checked without the {sides.missing[0]}"))
    rows += [(title, doubt or "fits these words") for title, doubt in value.checks]
    table(rows)
    title, other = KINDS[sides.kind].title.split()[0], ""
    if sides.kind == "bip39":
        title = LANGUAGES[value.language]
        other = "" if sides.tells_language else "; for another use --language"
    click.echo(
        f"\nThe words on the {sides.given[0]}, from the {title} list{other}; "
        "nothing vouches for them:"
    )
    for number, word in value.words:
        click.echo(f"{number:>2} {word if word is not None else '? (its marks are no word)'}")


def portion_facts(sides: Sides, found: Secret[Portion]) -> dict[str, Any]:
    """The same for scripts."""
    value = found.reveal()
    return {
        "template": sides.template.name,
        "sides": list(sides.given),
        "missing": list(sides.missing),
        "kind": sides.kind,
        "words": sides.template.choice.words if sides.template.choice else 0,
        "checksum": None,
        "checks": {title: doubt or "ok" for title, doubt in value.checks},
        "language": value.language if sides.kind == "bip39" and sides.tells_language else None,
        "tells_language": sides.tells_language,
        "portion": [{"number": number, "word": word} for number, word in value.words],
    }


def _holds(found: Reading) -> list[tuple[str, str]]:
    value = found.payloads[0].reveal()
    kind = KINDS[value.kind]
    rows = [] if value.kind == "bip39" else [("kind", kind.title)]
    if isinstance(value, Phrase):
        rows.append(("words", str(len(value.indices))))
    rows.append(("checksum", "ok" if kind.checked else "none; compare the text"))
    if found.label:
        rows.append(("label", found.label))
    return rows


def languages(found: Reading) -> tuple[str, ...]:
    """The lists that the words may be from."""
    values = [payload.reveal() for payload in found.payloads]
    return tuple(value.language for value in values if isinstance(value, Phrase))


def reading_facts(found: Reading, compared: bool | None) -> dict[str, Any]:
    """The same for scripts, without any word."""
    value = found.payloads[0].reveal() if found.payloads else None
    if isinstance(value, KeyText):
        size = {"characters": len(value.text)}
    else:
        size = {"words": len(value.indices) if value else 0}
    return {
        "template": found.template.name,
        "sides": list(found.sides),
        "missing": list(found.missing),
        "kind": value.kind if value else None,
        **size,
        "checksum": "ok" if value and KINDS[value.kind].checked else None,
        "label": found.label,
        "guides": found.guides,
        "tells_language": found.tells_language,
        "input": {None: None, True: "same", False: "other"}[compared],
    }


def _edge(plate: Plate) -> str:
    shape = "round" if plate.is_disc else f"corner {plate.corner_radius:g} mm"
    return shape if plate.lattice is None else f"{shape}, one for each word"


def _holes(count: int) -> str:
    return {0: "no hole", 1: "1 hole"}.get(count, f"{count} holes")


def size(count: int) -> str:
    """Bytes, for people."""
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
