"""The QR codes in a photograph, and the secret that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from generator.errors import OutputError, ReadError, SecretError
from generator.scan import pixels
from generator.scan.pixels import Pixels
from generator.secret import Secret
from generator.words.bip39 import WORD_COUNTS, phrase_of, phrase_of_entropy
from generator.words.kinds import Wish, parse
from generator.words.payload import Payload

_LONGEST = (1600, 900, 3000)
"""Pixels of the picture that is looked at, one size after the other: blur needs a smaller one."""

_PART = re.compile(r"p(\d+)of(\d+) (.*)", re.DOTALL)
"""How Specter and Krux number the parts of a text."""

_ENTROPY = tuple(count * 4 // 3 for count in WORD_COUNTS)


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """What one code holds."""

    data: bytes
    text: str
    """Empty where it holds bytes that are no text."""


def codes(data: bytes) -> tuple[Code, ...]:
    """All QR codes of a picture, dark on bright or bright on dark."""
    picture = pixels.opened(data)
    for longest in _LONGEST:
        grey = pixels.grey(pixels.shrunk(picture, longest)[0])
        for each in (grey, 255 - grey):
            found = tuple(dict.fromkeys(_read(each)))
            if found:
                return found
    return ()


def _read(grey: Pixels) -> Iterator[Code]:
    try:
        import zxingcpp
    except ModuleNotFoundError:
        raise OutputError('a QR code needs: pip install "metalstamp[scan]"') from None
    for seen in zxingcpp.read_barcodes(grey, formats=zxingcpp.barcode_formats_from_str("QRCode")):
        if seen.valid:
            plain = seen.content_type == zxingcpp.ContentType.Text
            yield Code(bytes(seen.bytes), seen.text if plain else "")


def secret_in(found: Sequence[Code], kind: str | None, language: str | None) -> Secret[Payload]:
    """The one secret that codes hold, or their parts together.

    Raises `ReadError` where there are several, or parts are missing; `SecretError` where it is
    none.
    """
    texts = [_PART.fullmatch(code.text) for code in found]
    if any(texts):
        joined = _joined([each for each in texts if each])
        return parse(Secret(joined), Wish(kind, language)).payload
    if len(found) > 1:
        raise ReadError(f"{len(found)} QR codes are in the picture; show one of them at a time")
    (code,) = found
    if kind in (None, "bip39"):
        with suppress(SecretError):
            return Secret(_phrase(code, language).reveal())
    if not code.text:
        raise SecretError("the QR code holds bytes that are no phrase")
    return parse(Secret(code.text), Wish(kind, language)).payload


def _phrase(code: Code, language: str | None) -> Secret[Payload]:
    """A Standard or Compact SeedQR."""
    digits = code.text
    if digits.isdecimal() and len(digits) % 4 == 0 and len(digits) // 4 in WORD_COUNTS:
        indices = [int(digits[at : at + 4]) for at in range(0, len(digits), 4)]
        return Secret(phrase_of(indices, language or "english").reveal())
    if len(code.data) in _ENTROPY and not digits.isdecimal():
        return Secret(phrase_of_entropy(Secret(code.data), language or "english").reveal())
    raise SecretError("no SeedQR")


def _joined(parts: Sequence[re.Match[str]]) -> str:
    """The text of numbered parts, all of which have to be there."""
    by_number = {int(part[1]): part[3] for part in parts}
    counts = {int(part[2]) for part in parts}
    if len(counts) != 1:
        raise ReadError("these QR codes are parts of different texts")
    (count,) = counts
    lost = [number for number in range(1, count + 1) if number not in by_number]
    if lost:
        numbers = ", ".join(map(str, lost))
        raise ReadError(f"of {count} QR codes number {numbers} can't be read; show all of them")
    return "".join(by_number[number] for number in range(1, count + 1))
