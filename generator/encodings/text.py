"""A line of text, one character a cell."""

from __future__ import annotations

from generator.encodings.line import line_of, text_of
from generator.encodings.told import Told
from generator.grid import Grid
from generator.secret import Secret
from generator.words.kinds import line_again
from generator.words.payload import KeyText


def encode(secret: Secret[KeyText]) -> Grid:
    """One row, a cell for each character."""
    return line_of(secret.reveal().text)


def decode(grid: Grid, told: Told) -> Secret[KeyText]:
    """Undoes `encode`; raises SecretError where it breaks the rule of its kind."""
    return line_again(Secret(text_of(grid)), told.kind)
