"""The entities of a STEP file as far as they can be told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.errors import ReadError
from generator.formats.part21 import LARGEST_BYTES
from generator.lint.findings import Findings

_ENTITY = re.compile(r"\s*#(\d{1,18})\s*=\s*([A-Z_0-9]*)\s*([^;']*+(?:'[^']*+'[^;']*+)*+);")
_STRING = re.compile(r"'[^']*'")
_COMMENT = re.compile(r"('[^']*')|/\*.*?\*/", re.DOTALL)
_LINK = re.compile(r"#(\d{1,18})")
_NUMBER = re.compile(r"(?<![\w#.])[-+]?\d+(?:\.\d*)?(?:[Ee][-+]?\d+)?")
_STRANGE = re.compile(r"(?i)(?<![\w.'])[-+]?(?:nan|inf|infinity|\d\.#\w+)(?![\w'])")
_SCHEMA = re.compile(r"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'")
_SCHEMAS = ("AUTOMOTIVE_DESIGN", "CONFIG_CONTROL_DESIGN", "AP203", "AP214", "AP242")


@dataclass(slots=True, repr=False)
class Exchange:
    """Entities by number: the name, and what stands in its brackets without strings."""

    names: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    kinds: dict[str, list[int]] = field(default_factory=dict)

    def all_of(self, *names: str) -> list[int]:
        """The entities of some names, in file order."""
        return [ref for name in names for ref in self.kinds.get(name, ())]

    def links(self, ref: int) -> list[int]:
        """What an entity refers to, in order."""
        return [int(text) for text in _LINK.findall(self.texts.get(ref, ""))]

    def numbers(self, ref: int) -> list[float]:
        """The numbers that an entity states itself."""
        return [float(text) for text in _NUMBER.findall(self.texts.get(ref, ""))]

    def flag(self, ref: int) -> bool:
        """The last truth value of an entity."""
        text = self.texts.get(ref, "")
        return text.rfind(".T.") > text.rfind(".F.")


def entities(data: bytes, found: Findings) -> Exchange:
    """The entities of a STEP file, damage noted; raises `ReadError` for what is none at all."""
    if len(data) > LARGEST_BYTES:
        raise ReadError(f"this STEP file is larger than {LARGEST_BYTES // 10**6} MB, no plate is")
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        raise ReadError("this is no STEP file: it holds bytes that are not ASCII") from None
    if "/*" in text:
        text = _COMMENT.sub(lambda each: each[1] or " ", text)
    if not text.lstrip().startswith("ISO-10303-21"):
        raise ReadError("this is no STEP file: it does not begin with ISO-10303-21")
    if not text.rstrip().endswith("END-ISO-10303-21;"):
        found.add("truncated", "the STEP file ends too early, it has no END-ISO-10303-21")
    header, begin, body = text.partition("DATA;")
    if not begin:
        raise ReadError("this STEP file has no data section")
    _check_schema(header, found)
    return _taken(body.rpartition("ENDSEC;")[0] or body, found)


def _check_schema(header: str, found: Findings) -> None:
    schema = _SCHEMA.search(header)
    if schema is None or not schema[1].strip().upper().startswith(_SCHEMAS):
        found.add("version", "the schema of the STEP file is none of AP203, AP214 and AP242")


def _taken(body: str, found: Findings) -> Exchange:
    exchange = Exchange()
    end = 0
    for each in _ENTITY.finditer(body):
        ref = int(each[1])
        if body[end : each.start()].strip():
            found.add("damaged", "something between the entities can't be read")
        end = each.end()
        if ref in exchange.texts:
            found.add("duplicate-id", "an entity number stands twice")
            continue
        values = _STRING.sub("''", each[3])
        exchange.names[ref], exchange.texts[ref] = each[2], values
        exchange.kinds.setdefault(each[2], []).append(ref)
        if _STRANGE.search(values):
            found.add("not-finite", "an entity has a number that is not finite")
    if body[end:].strip():
        found.add("damaged", "the last entity of the STEP file does not end")
    wanted = set(map(int, set(_LINK.findall(_STRING.sub("''", body)))))
    for _ in wanted - exchange.texts.keys():
        found.add("missing-reference", "an entity is referred to, but not there")
    return exchange
