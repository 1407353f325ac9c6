"""Four columns a word, its first four letters, one mark a column in the rows A … Z.

A last row below Z fills the fourth column of three-letter words.
Products with this grid (Blockplate, Coinkite SEEDPLATE, smallseed, DIYseed) leave that column
empty; but 110 words turn into another word when their fourth mark is lost, and with the filler
every column has exactly one mark.
"""

from __future__ import annotations

from generator.encodings.blocks import (
    abreast,
    check_symbols,
    column_marks,
    columns_of,
    from_column_marks,
    is_dot,
    used,
)
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import FILLER, Grid
from generator.secret import Secret
from generator.words.kinds import letters, spelled_phrase
from generator.words.lists import PREFIX_LENGTH
from generator.words.payload import Phrase

_ROWS = "abcdefghijklmnopqrstuvwxyz" + FILLER


def encode(secret: Secret[Phrase]) -> Grid:
    """27 rows × 4 columns a word, accents left out.

    Raises SecretError for languages whose words have no letters A to Z.
    """
    phrase = secret.reveal()
    spelled = letters(phrase.language, phrase.kind)
    return abreast([block_of(spelled[index][:PREFIX_LENGTH]) for index in phrase.indices])


def decode(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode`; raises SecretError, which names words by number.

    Without `told.language` it is the one list that has all words; see `parse`.
    """
    blocks = used(columns_of(grid, len(_ROWS), PREFIX_LENGTH), told.count)
    texts = [letters_of(block, word) for word, block in enumerate(blocks, 1)]
    return spelled_phrase(Secret(" ".join(texts)), told.language, told.kind)


def block_of(text: str) -> Grid:
    """27 rows × 4 columns: three or four letters a–z."""
    filled = text.ljust(PREFIX_LENGTH, FILLER)
    return from_column_marks([_ROWS.index(letter) for letter in filled], len(_ROWS))


def letters_of(block: Grid, word: int) -> str:
    """Undoes `block_of`; raises SecretError naming `word` unless each column has one mark.

    Only the fourth may have it in the last row.
    """
    check_symbols(block, word, is_dot)
    text = ""
    for column, marked in enumerate(column_marks(block), 1):
        if len(marked) != 1:
            raise SecretError(f"word {word} has {len(marked)} marks for letter {column}, not one")
        text += _ROWS[marked[0]]
    if FILLER in text[:-1]:
        raise SecretError(f"word {word} is filled up before its fourth letter")
    return text.rstrip(FILLER)
