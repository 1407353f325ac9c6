"""The syntax of STEP files (ISO 10303-21): numbered entities, taken apart when asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType, TypeAlias

from generator.errors import ReadError

LARGEST_BYTES = 200_000_000
"""Above this no plate is meant; fifteen times the largest file of ours."""

DEEPEST = 8
"""Lists within lists; geometry needs three."""

MOST = 1e9
"""Larger numbers are damage."""

Ref = NewType("Ref", int)
"""The number of another entity."""


@dataclass(frozen=True, slots=True)
class Word:
    """An enumeration value without its dots, or `$` and `*` for what is left out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another entity."""

    to: Ref


Value: TypeAlias = "float | str | Word | Link | Record | tuple[Value, ...]"


@dataclass(frozen=True, slots=True)
class Record:
    """A name with its values in brackets; an entity has one, or several when it is complex."""

    name: str
    values: tuple[Value, ...]


_SECTIONS = re.compile(
    r"\s*ISO-10303-21;\s*HEADER;(?P<header>.*?)ENDSEC;\s*DATA;(?P<data>.*)ENDSEC;"
    r"\s*END-ISO-10303-21;\s*",
    re.DOTALL,
)
_APART = re.compile(r"('[^']*')|/\*.*?\*/", re.DOTALL)
_ENTITY = re.compile(r"\s*#(\d{1,18})\s*=\s*(([A-Z_0-9]*)[^;']*+(?:'[^']*+'[^;']*+)*+);")
_STRING = re.compile(r"'[^']*'")
_REFERENCE = re.compile(r"#(\d{1,18})")
_TOKEN = re.compile(
    r"\s*(?:([(),])"
    r"|#(\d+)"
    r"|([-+]?\d+(?:\.\d*)?(?:[Ee][-+]?\d+)?)"
    r"|'((?:[^']|'')*)'"
    r"|(\.[A-Za-z_][A-Za-z_0-9]*\.|[$*])"
    r"|([A-Za-z_][A-Za-z_0-9]*)"
    r")\s*"
)


_NUMBER = r"[-+]?\d+(?:\.\d*)?(?:[Ee][-+]?\d+)?"
_PLAIN = re.compile(r"([A-Z_0-9]+)\s*\(\s*'([^']*)'\s*,\s*(\(?)([^()']+)(\)?)\s*\)")
_REAL = re.compile(_NUMBER)
_TRIPLE = re.compile(
    rf"([A-Z_]+)\s*\(\s*'[^']*'\s*,\s*\(\s*({_NUMBER})\s*,\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)\s*\)"
)
_WORDS = {text: Word(text.strip(".")) for text in (".T.", ".F.", "$", "*")}


@dataclass(frozen=True, slots=True)
class Exchange:
    """The data section of one file: what stands right of `#number =`, by number."""

    texts: dict[Ref, str]
    names: dict[str, tuple[Ref, ...]]
    """The simple entities of each name, in file order."""

    def records(self, ref: Ref) -> tuple[Record, ...]:
        """The one record of a simple entity, or those of a complex one in their order."""
        text = self.texts[ref]
        plain = _plain(text)
        if plain is not None:
            return (plain,)
        values = _values(ref, text)
        if len(values) == 1 and isinstance(values[0], tuple):
            values = values[0]
        records = tuple(value for value in values if isinstance(value, Record))
        if not records or len(records) != len(values):
            raise ReadError(f"STEP entity #{ref} is damaged: it is no record")
        return records

    def one(self, ref: Ref, *names: str) -> Record:
        """The record of a simple entity that must have one of these names."""
        records = self.records(ref)
        if len(records) > 1 or records[0].name not in names:
            found = records[0].name
            raise ReadError(f"STEP entity #{ref} is {found}, where {' or '.join(names)} belongs")
        return records[0]

    def triple(self, ref: Ref, name: str) -> tuple[float, float, float]:
        """The three numbers of a point or direction, which are the most of a file."""
        found = _TRIPLE.fullmatch(self.texts[ref])
        if found is not None and found[1] == name:
            one, two, three = float(found[2]), float(found[3]), float(found[4])
            if max(abs(one), abs(two), abs(three)) < MOST:
                return one, two, three
        _, values = fields(ref, self.one(ref, name), 2)
        if not isinstance(values, tuple) or len(values) != 3:
            raise ReadError(f"STEP entity #{ref} is damaged: three numbers belong there")
        one, two, three = (number(ref, value) for value in values)
        return one, two, three

    def named(self, name: str) -> tuple[Ref, ...]:
        """The simple entities of one name, in file order."""
        return self.names.get(name, ())


def parse(data: bytes) -> Exchange:
    """The entities of a STEP file, every number once, every reference leading somewhere.

    Raises `ReadError` for what is no whole STEP file.
    """
    if len(data) > LARGEST_BYTES:
        raise ReadError(f"this STEP file is larger than {LARGEST_BYTES // 10**6} MB, no plate is")
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        raise ReadError("this is no STEP file: it holds bytes that are not ASCII") from None
    if "/*" in text:
        text = _APART.sub(lambda found: found[1] or " ", text)
    sections = _SECTIONS.fullmatch(text)
    if sections is None:
        raise ReadError(
            "this is no whole STEP file: it must run from ISO-10303-21 to END-ISO-10303-21"
            " with one header and one data section"
        )
    exchange = _entities(sections["data"])
    lost = _wanted(sections["data"]) - exchange.texts.keys()
    if lost:  # or only named in a string
        lost = _wanted(_STRING.sub("", sections["data"])) - exchange.texts.keys()
    if lost:
        raise ReadError(f"this STEP file is damaged: #{min(lost)} is referred to but not there")
    return exchange


def _wanted(data: str) -> set[int]:
    return {int(found) for found in set(_REFERENCE.findall(data))}


def _entities(data: str) -> Exchange:
    texts: dict[Ref, str] = {}
    names: dict[str, list[Ref]] = {}
    end = 0
    for found in _ENTITY.finditer(data):
        ref = Ref(int(found[1]))
        if found.start() != end:
            raise ReadError(f"this STEP file is damaged before entity #{ref}")
        if ref in texts:
            raise ReadError(f"this STEP file is damaged: #{ref} is there twice")
        texts[ref] = found[2]
        names.setdefault(found[3], []).append(ref)
        end = found.end()
    if data[end:].strip():
        raise ReadError("this STEP file is damaged: its last entity does not end")
    return Exchange(texts, {name: tuple(refs) for name, refs in names.items()})


def _plain(text: str) -> Record | None:
    """The record of a name and atoms or one list of them, as most are; nothing for others."""
    found = _PLAIN.fullmatch(text)
    if found is None or bool(found[3]) != bool(found[5]):
        return None
    values: list[Value] = []
    for part in found[4].split(","):
        atom = part.strip()
        word = _WORDS.get(atom)
        if word is not None:
            values.append(word)
        elif atom[:1] == "#" and atom[1:].isdigit():
            values.append(Link(Ref(int(atom[1:]))))
        elif _REAL.fullmatch(atom):
            values.append(float(atom))
        else:
            return None
    return Record(found[1], (found[2], tuple(values)) if found[3] else (found[2], *values))


def _values(ref: Ref, text: str) -> tuple[Value, ...]:
    """The values of an entity; a complex one is a list of records."""
    stack: list[tuple[str, list[Value]]] = [("", [])]
    name, end = "", 0
    for token in _TOKEN.finditer(text):
        bracket, called = token[1], token[6]
        if token.start() != end or len(stack) > DEEPEST or (name and bracket != "("):
            raise _damaged(ref, text)
        end = token.end()
        if bracket == "(":
            stack.append((name, []))
        elif bracket == ")" and len(stack) > 1:
            of, values = stack.pop()
            stack[-1][1].append(Record(of, tuple(values)) if of else tuple(values))
        elif bracket is None and called is None:
            stack[-1][1].append(_atom(token))
        elif bracket == ")":
            raise _damaged(ref, text)
        name = called or ""
    if end != len(text) or len(stack) != 1 or name:
        raise _damaged(ref, text)
    return tuple(stack[0][1])


def _damaged(ref: Ref, text: str) -> ReadError:
    name = text.partition("(")[0].strip()
    return ReadError(f"STEP entity #{ref} ({name[:40]!r}) is damaged: its values can't be read")


def _atom(token: re.Match[str]) -> Value:
    if token[2] is not None:
        return Link(Ref(int(token[2])))
    if token[3] is not None:
        return float(token[3])
    return token[4] if token[4] is not None else Word(token[5].strip("."))


# ---------------------------------------------------------------- values where a kind is expected


def number(ref: Ref, value: Value) -> float:
    """The value as a finite number."""
    if isinstance(value, float) and abs(value) < MOST:
        return value
    raise ReadError(f"STEP entity #{ref} is damaged: a number within reason belongs there")


def link(ref: Ref, value: Value) -> Ref:
    """The number of the entity that a value refers to."""
    if isinstance(value, Link):
        return value.to
    raise ReadError(f"STEP entity #{ref} is damaged: a reference belongs there")


def links(ref: Ref, value: Value) -> tuple[Ref, ...]:
    """The numbers that a list of references holds, at least one."""
    if isinstance(value, tuple) and value:
        return tuple(link(ref, item) for item in value)
    raise ReadError(f"STEP entity #{ref} is damaged: a list of references belongs there")


def flag(ref: Ref, value: Value) -> bool:
    """The truth of `.T.` or `.F.`."""
    if isinstance(value, Word) and value.text in ("T", "F"):
        return value.text == "T"
    raise ReadError(f"STEP entity #{ref} is damaged: .T. or .F. belongs there")


def fields(ref: Ref, record: Record, count: int) -> tuple[Value, ...]:
    """The values of a record, of which there must be so many."""
    if len(record.values) != count:
        raise ReadError(f"STEP entity #{ref} is damaged: {record.name} needs {count} values")
    return record.values
