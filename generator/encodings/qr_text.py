"""A line of text as a QR code that any reader shows, or as several that wallets put together.

One code holds the text as it is: digits or capitals where that is all there is, else UTF-8.
Several hold it as Specter and Krux show and scan it: `p1of3 ` and the first piece, `p2of3 ` and the
second, each piece as long as the first but the last. The small letters make it bytes. Nothing in
there tells the parts of one text from those of another: the text's own checksum has to.

Text is secret, so errors name codes and numbers and never quote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.encodings.qr_segment import (
    check_smallest,
    densest_mode,
    grid_of_segment,
    most_characters,
    segment_of,
    smallest,
    symbol_in,
)
from generator.encodings.qr_symbol import Lines, format_of
from generator.encodings.qr_tables import SIZES
from generator.errors import SecretError
from generator.grid import Grid

LEVEL = "L"
"""Ours: what wallets show; fewer and larger modules are worth more on metal than correction."""

LARGEST = SIZES[-1]
"""Modules along a side of version 40."""

MOST_PARTS = 99
"""Ours: Specter's scanner takes no prefix of more than ten characters, and Krux's no index of
more than four digits; nobody engraves as many."""

_PREFIX = re.compile(r"p([1-9][0-9]?)of([1-9][0-9]?) ")
_LIKE_A_PREFIX = re.compile(r"p[0-9]+of[0-9]+ ")
"""What wallets take for a part, right or wrong."""


def encode(text: str, level: str = LEVEL, largest_size: int = LARGEST) -> Grid:
    """The smallest code that holds the text, of at most `largest_size` modules along a side.

    Raises SecretError where it does not fit, and says how much would.
    """
    if not text:
        raise SecretError("an empty text makes no QR code")
    if _LIKE_A_PREFIX.match(text):
        raise SecretError("wallets would take this text for one part of several")
    return _encoded(text, level, largest_size)


def decode(grid: Grid) -> str:
    """Undoes `encode`, whatever level and mask.

    Raises SecretError on any wrong module, and where `encode` would have chosen another mode or
    size.
    """
    text = _decoded(symbol_in(grid))
    if _LIKE_A_PREFIX.match(text):
        raise SecretError("the QR code holds one part of several")
    return text


def encode_parts(
    text: str, parts: int, level: str = LEVEL, largest_size: int = LARGEST
) -> tuple[Grid, ...]:
    """The text cut into so many codes, in order; one code is that of `encode`."""
    if parts == 1:
        return (encode(text, level, largest_size),)
    return tuple(_encoded(each, level, largest_size) for each in _cut(text, parts))


def decode_parts(grids: Iterable[Grid]) -> str:
    """Undoes `encode_parts`, codes in any order; raises SecretError unless each is there once."""
    texts = [_decoded(symbol_in(grid)) for grid in grids]
    if len(texts) == 1 and not _LIKE_A_PREFIX.match(texts[0]):
        return texts[0]
    pieces, total = _sorted(texts)
    text = "".join(pieces[number] for number in range(1, total + 1))
    if [f"p{number}of{total} {pieces[number]}" for number in range(1, total + 1)] != _cut(
        text, total
    ):
        raise SecretError("the parts are not cut alike, so they are parts of different texts")
    return text


def _encoded(text: str, level: str, largest_size: int) -> Grid:
    data = _bytes(text)
    mode = densest_mode(data)
    size = smallest(len(data), mode, level, range(SIZES[0], largest_size + 1, 4))
    if size is None:
        most = most_characters(largest_size, level, mode)
        called = {"numeric": "digits", "alphanumeric": "capitals", "bytes": "bytes"}[mode]
        raise SecretError(
            f"the text is too long for a QR code of {largest_size} × {largest_size} modules "
            f"at level {level}; it holds {most} {called}"
        )
    return grid_of_segment(data, mode, size, level)


def _bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise SecretError("the text holds a character that UTF-8 can't say") from None


def _decoded(symbol: Lines) -> str:
    """The text in a code, nothing said of prefixes."""
    level, _ = format_of(symbol)
    mode, data = segment_of(symbol, level)
    if mode != densest_mode(data):
        raise SecretError("the QR code is in another mode than its text needs")
    check_smallest(data, mode, symbol, level)
    if not data:
        raise SecretError("the QR code holds no text")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise SecretError("the QR code holds bytes that are no text in UTF-8") from None


def _cut(text: str, parts: int) -> list[str]:
    """What the codes hold, prefixes included; raises SecretError where a piece would be empty."""
    if not 2 <= parts <= MOST_PARTS:
        raise SecretError(f"a text is cut into 2 to {MOST_PARTS} parts, not {parts}")
    if not _can_be_cut(text, parts):
        raise SecretError(f"the text is too short to be cut into {parts} parts")
    return _pieces(text, parts)


def _length(text: str, parts: int) -> int:
    """Characters of each part but the last, which may be shorter."""
    return -(-len(text) // parts)


def _can_be_cut(text: str, parts: int) -> bool:
    """Whether something is left for the last part."""
    return _length(text, parts) * (parts - 1) < len(text)


def _pieces(text: str, parts: int) -> list[str]:
    """Each part behind its prefix."""
    length = _length(text, parts)
    return [
        f"p{number}of{parts} {text[(number - 1) * length : number * length]}"
        for number in range(1, parts + 1)
    ]


def _sorted(texts: Sequence[str]) -> tuple[dict[int, str], int]:
    """The pieces by number, and how many there are; raises SecretError unless all are there."""
    pieces: dict[int, str] = {}
    totals = set()
    for place, text in enumerate(texts, 1):
        prefix = _PREFIX.match(text)
        if prefix is None:
            raise SecretError(f"QR code {place} of {len(texts)} is not a part of several")
        number, total = int(prefix[1]), int(prefix[2])
        totals.add(total)
        if len(totals) > 1:
            raise SecretError(f"QR code {place} is a part of another text: it counts {total} parts")
        if not number <= total:
            raise SecretError(f"QR code {place} says part {number} of {total}")
        if number in pieces:
            raise SecretError(f"part {number} of {total} is there twice")
        pieces[number] = text[prefix.end() :]
    missing = [number for number in range(1, max(totals, default=0) + 1) if number not in pieces]
    if missing or not totals:
        what = " and ".join(f"part {number}" for number in missing[:2]) or "every QR code"
        more = f" and {len(missing) - 2} more" if len(missing) > 2 else ""
        raise SecretError(f"{what}{more} of the text is missing")
    return pieces, totals.pop()
