"""A word a row, one capital letter a cell.

`letters-4` has the first four letters, with a filler as the fourth of three-letter words: 110
English words turn into another word when their fourth letter is lost.
`letters-8` has the whole word: eight letters at most, to which
the few longer Italian words are cut.
Accents are left out; the first four letters without accents are unique in each list.
Words of other scripts have their characters as the list has them, in NFC, and as many fillers as
they are shorter than four: our own alphabet can't draw them, but a font can.
"""

from __future__ import annotations

from generator.encodings.blocks import check_symbols, rows_of, stacked, used
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import FILLER, Grid
from generator.secret import Secret
from generator.words.kinds import spelled_phrase, spellings
from generator.words.lists import LETTERS_LENGTH, PREFIX_LENGTH
from generator.words.payload import Phrase

ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ" + FILLER)
"""What the cells of words with letters A to Z may hold."""


def encode_4(secret: Secret[Phrase]) -> Grid:
    """Words × 4 cells, none empty."""
    return _encode(secret, PREFIX_LENGTH)


def decode_4(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_4`; raises SecretError, which names words by number.

    Without `told.language` it is the one list that has all words; see `parse`.
    """
    return _decode(grid, told, PREFIX_LENGTH)


def encode_8(secret: Secret[Phrase]) -> Grid:
    """Words × 8 cells, from the left."""
    return _encode(secret, LETTERS_LENGTH)


def decode_8(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_8`; raises SecretError, which names words by number.

    Without `told.language` it is the one list that has all words; see `parse`.
    """
    return _decode(grid, told, LETTERS_LENGTH)


def symbols(language: str) -> frozenset[str]:
    """All that the cells of words of a BIP-39 list may hold, the filler among them."""
    words = spellings(language, "bip39")
    held = {cell for word in words for cell in word[:LETTERS_LENGTH].upper()}
    return frozenset(ALPHABET if held <= ALPHABET else held | {FILLER})


def row_of(text: str, width: int) -> Grid:
    """One row of `width` cells: the capitals of `text`, cut to the width.

    Four cells are filled up; in a wider row the cells after a word stay empty.
    """
    cut = text[:width].upper()
    capitals = tuple(cut.ljust(PREFIX_LENGTH, FILLER) if width == PREFIX_LENGTH else cut)
    return Grid((capitals + (None,) * (width - len(capitals)),))


def text_of(row: Grid, word: int) -> str:
    """Undoes `row_of`; raises SecretError naming `word` when a cell between letters is empty."""
    check_symbols(row, word, _is_letter_or_filler)
    text = "".join(cell or " " for cell in row.rows[0]).rstrip()
    if row.width == PREFIX_LENGTH:
        if len(text) < PREFIX_LENGTH:
            raise SecretError(f"word {word} has an empty cell")
        text = text.rstrip(FILLER)
    if FILLER in text:
        raise SecretError(f"word {word} has a filler where a letter belongs")
    if " " in text:
        raise SecretError(f"word {word} has an empty cell before its last letter")
    return text


def _encode(secret: Secret[Phrase], width: int) -> Grid:
    phrase = secret.reveal()
    spelled = spellings(phrase.language, phrase.kind)
    return stacked([row_of(spelled[index], width) for index in phrase.indices])


def _decode(grid: Grid, told: Told, width: int) -> Secret[Phrase]:
    blocks = used(rows_of(grid, width), told.count)
    texts = [text_of(block, word) for word, block in enumerate(blocks, 1)]
    phrase = spelled_phrase(Secret(" ".join(texts)), told.language, told.kind)
    again = _encode(phrase, width)
    for word, (block, row) in enumerate(zip(blocks, again.rows, strict=True), 1):
        if block.rows[0] != row:
            raise SecretError(f"word {word} is not written out")
    return phrase


def _is_letter_or_filler(cell: str) -> bool:
    return cell in ALPHABET or (len(cell) == 1 and not cell.isascii() and cell.isalpha())
