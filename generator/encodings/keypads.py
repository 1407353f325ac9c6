"""Four keypads a word side by side, one mark in each: its number in decimal, thousands first.

Cryptotag. A keypad has the keys 1 2 3, 4 5 6, 7 8 9 from the top, and 0 below in the middle; the
corners beside 0 are never marked. Numbers are 1-based, 0001 … 2048.
"""

from __future__ import annotations

from generator.encodings.blocks import abreast, check_symbols, columns_of, is_dot, used
from generator.encodings.digits import numbered_phrase
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.payload import Phrase

KEYS = ("123", "456", "789", " 0 ")
"""The digit of each cell of a keypad, row by row."""

_DIGITS = 4
_WIDTH = len(KEYS[0])


def encode(secret: Secret[Phrase]) -> Grid:
    """4 rows × 12 columns a word of the 1-based numbers."""
    return abreast([block_of(index + 1) for index in secret.reveal().indices])


def decode(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode`; raises SecretError, which names words by number."""
    blocks = used(columns_of(grid, len(KEYS), _DIGITS * _WIDTH), told.count)
    numbers = (number_of(block, word) for word, block in enumerate(blocks, 1))
    return numbered_phrase(numbers, told, 1)


def block_of(number: int) -> Grid:
    """4 rows × 12 columns: the digits of `number`, thousands first."""
    return abreast([_keypad(digit) for digit in f"{number:0{_DIGITS}d}"])


def number_of(block: Grid, word: int) -> int:
    """Undoes `block_of`; raises SecretError naming `word` unless each keypad has one mark."""
    check_symbols(block, word, is_dot)
    digits = ""
    for place, keypad in enumerate(columns_of(block, len(KEYS), _WIDTH), 1):
        marked = [
            key
            for row, keys in zip(keypad.rows, KEYS, strict=True)
            for cell, key in zip(row, keys, strict=True)
            if cell is not None
        ]
        if len(marked) != 1:
            raise SecretError(f"word {word} has {len(marked)} marks for digit {place}, not one")
        if marked == [" "]:
            raise SecretError(f"word {word} has a mark beside the 0 of digit {place}")
        digits += marked[0]
    return int(digits)


def _keypad(digit: str) -> Grid:
    return Grid(tuple(tuple(DOT if key == digit else None for key in keys) for keys in KEYS))
