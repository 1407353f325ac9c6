"""What would print a PDF at another size, or otherwise than it looks."""

from __future__ import annotations

import base64
import re
import zlib

from generator.errors import ReadError
from generator.formats.flat_read import MAX_BYTES
from generator.lint.findings import Finding, Findings

_STREAM = re.compile(rb">>\s{0,20}stream\r?\n")
_END = b"endstream"
_PACKED = b"/FlateDecode"
_HEAD = 2000
"""Bytes before a stream in which its dictionary begins."""

_FONT = re.compile(rb"/Type\s*/Font\b(?!Descriptor)")
_STANDARD = re.compile(
    rb"/BaseFont\s*/(?:Helvetica|Times|Courier|Symbol|ZapfDingbats)"
    rb"(?:-(?:Roman|Bold|Italic|Oblique|BoldItalic|BoldOblique))?\b"
)
_TOKEN = re.compile(
    rb"\s+|[\[\]]|<[0-9A-Fa-f\s]*>|<<|>>|%[^\r\n]*|BI\s.*?\sEI(?!\S)"
    rb"|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
    rb"|(?:[+-]?(?:\d+\.?\d*|\.\d+)|/[!-.0-;=?-Z\\^-~]*|true|false|null"
    rb"|B\*|B|BDC|BMC|BT|BX|b\*|b|CS|cs|c|cm|DP|Do|d[01]?|EMC|ET|EX|F|f\*|f|[Gg]|gs|h|i|J|j|[Kk]"
    rb"|l|MP|[Mm]|n|Q|q|RG|rg|re|ri|SCN|scn|SC|sc|sh|[Ss]|T[*cdDfjJLmrswz]|v|W\*|W|w|y|['\"])"
    rb"(?=[\s\[\]<>()/%]|\Z)",
    re.DOTALL,
)
"""What a page draws: blanks, texts (with brackets one level deep), pictures within the page,
numbers, names, and the operators of ISO 32000-1, annex A."""

_NAMES = (
    (rb"/Encrypt\b", "encrypted", "the PDF is encrypted"),
    (rb"/Subtype\s*/Image\b", "image", "the PDF has a picture"),
    (rb"/(?:JavaScript|JS)\b", "script", "the PDF has a script"),
    (rb"/S\s*/(?:URI|Launch|GoToR)\b", "external-reference", "the PDF refers to something else"),
    (rb"/EmbeddedFiles?\b", "external-reference", "the PDF holds another file"),
    (rb"/Annots\s*\[\s*\d", "hidden", "the PDF has notes that may not be printed"),
    (rb"/OCProperties\b", "hidden", "the PDF has layers that may be hidden"),
)


def lint(data: bytes) -> tuple[Finding, ...]:
    """All that can be said against a PDF; raises `ReadError` for what is none."""
    if len(data) > MAX_BYTES:
        raise ReadError("the PDF file is larger than 64 MB")
    if not data.lstrip().startswith(b"%PDF-"):
        raise ReadError("this is no PDF: it does not begin with %PDF")
    found = Findings()
    _check_end(data, found)
    text = _visible(data, found)
    for pattern, code, what in _NAMES:
        if re.search(pattern, text):
            found.add(code, what)
    for unit in re.findall(rb"/UserUnit\s+([\d.]+)", text):
        if unit.strip(b"0") not in (b"1", b"1."):
            found.add("scale", "the PDF has a unit of its own (UserUnit)")
    if not re.search(rb"/MediaBox\b", text):
        found.add("unit-missing", "the PDF states no size of its pages")
    loose = len(_FONT.findall(text)) - len(_STANDARD.findall(text))
    if loose > 0 and not re.search(rb"/FontFile[23]?\b", text):
        found.add("font-not-embedded", "the PDF has a font that it does not hold")
    return found.all()


def _check_end(data: bytes, found: Findings) -> None:
    tail = data[-2048:]
    if b"%%EOF" not in tail:
        found.add("truncated", "the PDF ends too early, it has no end mark")
    start = re.search(rb"startxref\s+(\d{1,12})\s", tail)
    at = int(start[1]) if start is not None else -1
    if start is None:
        found.add("truncated", "the PDF has lost the place of its table")
    elif not re.match(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)", data[at : at + 64]):
        found.add("damaged", "the table of the PDF is not where it says")


def _visible(data: bytes, found: Findings) -> bytes:
    """The objects of a PDF, those in compressed streams too, without what is drawn.

    What is drawn is unpacked as well, since a viewer draws it up to where it is damaged.
    """
    parts: list[bytes] = []
    room = MAX_BYTES
    plain, at = [], 0
    while (start := _STREAM.search(data, at)) is not None:
        end = data.find(_END, start.end())
        if end < 0:
            break
        plain.append(data[at : start.start() + 2])
        head, body = plain[-1][-_HEAD:].rpartition(b"obj")[2], data[start.end() : end]
        at = end + len(_END)
        text = _unpacked(head, body, room) if _PACKED in head else body
        encrypted = re.search(rb"/Encrypt\b", data)
        if text is None and not encrypted:
            found.add("damaged", "a part of the PDF can't be unpacked")
        elif text and not encrypted and _is_drawn(head, text) and not _in_order(text):
            found.add("damaged", "what a page of the PDF draws is no PDF")
        room -= len(text or b"")
        if room <= 0:
            raise ReadError("the PDF unpacks to more than any plate needs")
        if text and b"/ObjStm" in head:
            parts.append(text)
    return b"".join((*plain, data[at:])) + b"\n".join(parts)


def _is_drawn(head: bytes, text: bytes) -> bool:
    """Whether a stream is what a page draws: these keys alone has else only a map of codes."""
    keys = set(re.findall(rb"/([A-Z]\w*)", head)) - {b"FlateDecode", b"ASCII85Decode"}
    return keys <= {b"Length", b"Filter", b"DecodeParms"} and b"begincmap" not in text


def _in_order(text: bytes) -> bool:
    """Whether everything that is drawn is a number, a name, a text or an operator."""
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return False
        at = token.end()
    return True


def _unpacked(head: bytes, body: bytes, room: int) -> bytes | None:
    """A stream without its packing, at most `room` bytes of it; `None` where it is damaged."""
    try:
        if b"/ASCII85Decode" in head:
            body = base64.a85decode(body.strip().removesuffix(b"~>"))
        inflater = zlib.decompressobj()
        text = inflater.decompress(body, room)
    except (ValueError, zlib.error):
        return None
    return text if inflater.eof or len(text) >= room else None
