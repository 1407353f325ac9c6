"""Word lists: typed words looked up in a list, and the places of words put into a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PREFIX_LENGTH = 4
"""So many first characters tell the words of a list apart, in NFC (tested for every list)."""

LETTERS_LENGTH = 8
"""So many letters of a word a plate of whole words shows; longer words are cut to it."""

_WORDS = 12
"""The fewest words of any phrase; so many ideographs without a blank are one."""

_SEPARATORS = str.maketrans({"\ufeff": " ", ",": " ", "\uff0c": " ", "\u3001": " "})
"""What parts words besides white space: a byte order mark, and commas, Latin and East Asian."""


@dataclass(frozen=True, slots=True)
class WordList:
    """One list, ready for looking up."""

    name: str
    title: str
    words: tuple[str, ...]
    """In NFC, in the order of the list."""
    letters: tuple[str, ...]
    """Spellings in a–z, without accents; for other scripts the words themselves."""
    latin: bool
    """Whether the words have letters A to Z."""
    stems: Mapping[str, int]
    """The first four characters of `letters` to the index."""


def word_list(name: str, title: str, words: Sequence[str], *, latin: bool) -> WordList:
    """The list of words in any Unicode form."""
    text = "\n".join(words)
    entries = tuple(unicodedata.normalize("NFC", text).split("\n"))
    spelled = tuple(without_accents(text).split("\n")) if latin else entries
    stems = {entry[:PREFIX_LENGTH]: index for index, entry in enumerate(spelled)}
    return WordList(name, title, entries, spelled, latin, stems)


def find(token: str, known: WordList) -> int | None:
    """The index of a word, its first four characters, or either without accents."""
    spelled = without_accents(token) if known.latin else token
    index = known.stems.get(spelled[:PREFIX_LENGTH])
    if index is None:
        return None
    starts = (known.words[index][:PREFIX_LENGTH], known.letters[index][:PREFIX_LENGTH])
    return index if token in starts or token in whole_spellings(known, index) else None


def whole_spellings(known: WordList, index: int) -> tuple[str, ...]:
    """The ways to write a whole word: as in the list, in a–z, and cut as on a plate."""
    spelled = known.letters[index]
    return known.words[index], spelled, spelled[:LETTERS_LENGTH]


def tokens(text: str) -> list[str]:
    """The words as typed, in lower case and NFC."""
    folded = unicodedata.normalize("NFKD", text.translate(_SEPARATORS)).casefold()
    return unicodedata.normalize("NFC", folded).split()


def without_accents(text: str) -> str:
    """The ASCII of it: in NFKD an accent is a character of its own."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def advice(typed: Sequence[str]) -> str:
    """What to add to a refusal of words with digits, as in a numbered list, or without blanks."""
    if any(character.isdigit() for token in typed for character in token):
        return "; give only the words, separated by blanks"
    return "; put blanks between the words" if len(typed) == 1 and len(typed[0]) >= _WORDS else ""


def numbered(numbers: Sequence[int]) -> str:
    """`word 7 is`, `words 3, 7 and 9 are`, `words 1 to 12 are`."""
    if len(numbers) == 1:
        return f"word {numbers[0]} is"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return f"words {listed(parts, 'and')} are"


def listed(items: Sequence[object] | Mapping[str, str], conjunction: str) -> str:
    """`a`, `a and b`, `a, b and c`."""
    names = [str(item) for item in items]
    return f" {conjunction} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
