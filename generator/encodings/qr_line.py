"""A line of text as one QR code, or as one of several that wallets put together."""

from __future__ import annotations

from collections.abc import Sequence

from generator.encodings import qr_text
from generator.encodings.told import Told
from generator.grid import Grid
from generator.secret import Secret
from generator.words.kinds import line_again
from generator.words.payload import KeyText


def encode(secret: Secret[KeyText]) -> Grid:
    """The smallest code that holds the text."""
    return qr_text.encode(secret.reveal().text)


def decode(grid: Grid, told: Told) -> Secret[KeyText]:
    """Undoes `encode`; raises SecretError on a wrong module, and where the text breaks its rule."""
    return line_again(Secret(qr_text.decode(grid)), told.kind)


def encode_part(secret: Secret[KeyText], part: int, parts: int) -> Grid:
    """One of several codes that hold the text, `part` counted from 1; it tells nothing alone."""
    return qr_text.encode_parts(secret.reveal().text, parts)[part - 1]


def decode_parts(grids: Sequence[Grid], told: Told) -> Secret[KeyText]:
    """Undoes `encode_part` for all parts of a text; raises SecretError as `decode` does."""
    return line_again(Secret(qr_text.decode_parts(grids)), told.kind)
