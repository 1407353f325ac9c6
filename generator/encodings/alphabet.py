"""Four columns a word, its first four letters, one mark a column in the rows A … Z.

Three-letter words leave the fourth column empty, as all products with this grid do (Blockplate,
Coinkite SEEDPLATE, smallseed, DIYseed); a fourth mark that was lost is then up to the checksum
where the three letters left are a word too.
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
from generator.errors import SecretError
from generator.grid import Grid
from generator.secret import Secret
from generator.words.bip39 import PREFIX_LENGTH, Phrase, letters, parse

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def encode(secret: Secret[Phrase]) -> Grid:
    """26 rows × 4 columns a word, accents left out.

    Raises SecretError for languages whose words have no letters A to Z.
    """
    phrase = secret.reveal()
    spelled = letters(phrase.language)
    return abreast([block_of(spelled[index][:PREFIX_LENGTH]) for index in phrase.indices])


def decode(
    grid: Grid, language: str | None = None, word_count: int | None = None
) -> Secret[Phrase]:
    """Undoes `encode`; raises SecretError, which names words by number.

    Without `language` it is the one list that has all words; see `parse`.
    """
    blocks = used(columns_of(grid, len(_LETTERS), PREFIX_LENGTH), word_count)
    texts = [letters_of(block, word) for word, block in enumerate(blocks, 1)]
    return parse(Secret(" ".join(texts)), language).phrase


def block_of(text: str) -> Grid:
    """26 rows × 4 columns: up to four letters a–z."""
    rows: list[int | None] = [_LETTERS.index(letter) for letter in text]
    return from_column_marks(rows + [None] * (PREFIX_LENGTH - len(rows)), len(_LETTERS))


def letters_of(block: Grid, word: int) -> str:
    """Undoes `block_of`; raises SecretError naming `word` unless each column has one mark.

    The fourth column may have none.
    """
    check_symbols(block, word, is_dot)
    text = ""
    for column, marked in enumerate(column_marks(block), 1):
        if len(marked) > 1 or (not marked and column < PREFIX_LENGTH):
            raise SecretError(f"word {word} has {len(marked)} marks for letter {column}, not one")
        text += "".join(_LETTERS[row] for row in marked)
    return text
