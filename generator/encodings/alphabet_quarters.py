"""One column a word, its first four letters, four marks a column.

codl. On the metal a row is a letter and a cell an X of four quarters: the first letter is marked at
the top, the second on the right, the third at the bottom, the fourth on the left.
Here the rows A … Z and a filler stand four times below one another, once for each quarter.
The filler is ours, as in `alphabet`: only fourth letters have it, those of three-letter words.
"""

from __future__ import annotations

from generator.encodings.alphabet import block_of, letters_of
from generator.encodings.blocks import abreast, columns_of, stacked, used
from generator.encodings.told import NOTHING, Told
from generator.grid import Grid
from generator.secret import Secret
from generator.words.kinds import letters, spelled_phrase
from generator.words.lists import PREFIX_LENGTH
from generator.words.payload import Phrase

_LETTERS = 27
"""A to Z and the filler."""


def encode(secret: Secret[Phrase]) -> Grid:
    """4 × 27 rows × a column a word, accents left out.

    Raises SecretError for languages whose words have no letters A to Z.
    """
    phrase = secret.reveal()
    spelled = letters(phrase.language, phrase.kind)
    return abreast([column_of(spelled[index][:PREFIX_LENGTH]) for index in phrase.indices])


def decode(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode`; raises SecretError, which names words by number.

    Without `told.language` it is the one list that has all words; see `parse`.
    """
    columns = used(columns_of(grid, PREFIX_LENGTH * _LETTERS, 1), told.count)
    texts = [text_of(column, word) for word, column in enumerate(columns, 1)]
    return spelled_phrase(Secret(" ".join(texts)), told.language, told.kind)


def column_of(text: str) -> Grid:
    """4 × 27 rows × 1 column: three or four letters a–z."""
    return stacked(columns_of(block_of(text), _LETTERS, 1))


def text_of(column: Grid, word: int) -> str:
    """Undoes `column_of`; raises SecretError naming `word` unless each letter has one mark."""
    quarters = [
        Grid(column.rows[start : start + _LETTERS])
        for start in range(0, PREFIX_LENGTH * _LETTERS, _LETTERS)
    ]
    return letters_of(abreast(quarters), word)
