"""BIP-39 phrases in the ten official languages: typed text to checked indices and back.

The lists and the checksum are those of the `mnemonic` package; words are looked up here, because
the package refuses upper case and stray spaces, can't split the Japanese it joins, and quotes the
word in its errors.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mnemonic import Mnemonic

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.payload import Phrase

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "english": "English",
        "japanese": "Japanese",
        "korean": "Korean",
        "spanish": "Spanish",
        "chinese_simplified": "Chinese (simplified)",
        "chinese_traditional": "Chinese (traditional)",
        "french": "French",
        "italian": "Italian",
        "czech": "Czech",
        "portuguese": "Portuguese",
    }
)
"""The official lists, name to title; `mnemonic` has more, which are not part of BIP-39."""

WORD_COUNTS = (12, 15, 18, 21, 24)
"""The lengths of a phrase that BIP-39 allows."""

LIST_SIZE = 2048
"""Words in a list, so an index has 11 bits."""

PREFIX_LENGTH = 4
"""So many first characters tell the words of a list apart, in NFC (tested for all ten lists)."""

LETTERS_LENGTH = 8
"""So many letters a whole word takes at most; the 9-letter Italian words are cut to it."""

_LATIN = ("english", "spanish", "french", "italian", "czech", "portuguese")
_SEPARATORS = str.maketrans({"\ufeff": " ", ",": " ", "\uff0c": " ", "\u3001": " "})
"""What parts words besides white space: a byte order mark, and commas, Latin and East Asian."""
_IDEOGRAPHIC_SPACE = "\u3000"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What `parse` understood."""

    phrase: Secret[Phrase]
    language: str
    expanded: tuple[int, ...]
    """Numbers (1-based) of the words that were not typed as the list has them: the first letters
    only, or without accents. Show what they became, at a prompt."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """One list, ready for looking up."""

    language: str
    words: tuple[str, ...]
    letters: tuple[str, ...]
    """Spellings in a–z, without accents; for other scripts the words themselves."""
    stems: Mapping[str, int]
    """The first four characters of `letters` to the index."""


@dataclass(frozen=True, slots=True, repr=False)
class _Reading:
    """The typed words looked up in one list."""

    lexicon: _Lexicon
    indices: tuple[int | None, ...]
    in_full: bool
    """Whether each was there as a whole word, accents or not."""

    def missing(self) -> list[int]:
        """Numbers of the words that are not in the list."""
        return [number for number, index in enumerate(self.indices, 1) if index is None]


def parse(text: Secret[str], language: str | None = None) -> Parsed:
    """The phrase that somebody typed.

    Case, Unicode form and kind of white space don't matter, and commas are white space.
    Besides the words of the list it takes their first four characters (of NFC text) and, in the
    six lists in Latin script, either of them without accents; and the first eight letters of a
    longer word, which is what a plate of whole words shows. No two words of a list share any of
    these (tested for every word).

    Without `language` the lists are searched. Text that fits several is refused even where one
    checksum only is right: another list means other numbers on the metal, and one time in sixteen
    (12 words) a wrong list has a right checksum. Where some lists have every word in full, lists
    that know it by its first letters don't count.

    Raises SecretError, which names words by their numbers.
    """
    tokens = _tokens(text.reveal())
    if not tokens:
        raise SecretError("the input is empty; a BIP-39 phrase has " + _counts() + " words")
    if len(tokens) > max(WORD_COUNTS):
        raise SecretError(_wrong_count(len(tokens)) + _advice(tokens))
    reading = _chosen(_readings(tokens, language), language, _advice(tokens))
    words = reading.lexicon.words
    indices = tuple(index for index in reading.indices if index is not None)
    expanded = tuple(
        number
        for number, (token, index) in enumerate(zip(tokens, indices, strict=True), 1)
        if words[index] != token
    )
    found = reading.lexicon.language
    if not checksum_holds(indices):
        mismatch = f"checksum does not match, {len(indices)} words"
        raise SecretError(f"{mismatch}: check each word and their order")
    return Parsed(phrase_of(indices, found), found, expanded)


def words(phrase: Secret[Phrase]) -> Secret[str]:
    """The phrase as text in NFC, Japanese with ideographic spaces, all others with plain ones.

    `parse(words(p)).phrase` is `p`, unless two lists have all of its words; `parse` wants to be
    told the language then.
    """
    value = phrase.reveal()
    entries = wordlist(value.language)
    return Secret(_separator(value.language).join(entries[index] for index in value.indices))


def phrase_of(indices: Sequence[int], language: str | None) -> Secret[Phrase]:
    """The phrase of 0-based indices, count, range and checksum checked.

    `language` has to be named, since numbers tell none; the checksum is the same in all of them.
    """
    if language is None:
        raise SecretError("numbers don't tell the language of a phrase; name one")
    lexicon = _lexicon(language)
    if len(indices) not in WORD_COUNTS:
        raise SecretError(_wrong_count(len(indices)))
    outside = [number for number, at in enumerate(indices, 1) if not 0 <= at < LIST_SIZE]
    if outside:
        raise SecretError(f"{_numbered(outside)} outside the list of {LIST_SIZE} words")
    if not checksum_holds(indices):
        raise SecretError(f"checksum does not match, {len(indices)} words")
    return Secret(Phrase(lexicon.language, tuple(indices)))


def checksum_holds(indices: Sequence[int]) -> bool:
    """Whether the last of these 12 to 24 indices in range carries the checksum of all."""
    library = _library("english")
    return library.check(" ".join(library.wordlist[index] for index in indices))


def entropy(phrase: Secret[Phrase]) -> Secret[bytes]:
    """The 16, 20, 24, 28 or 32 bytes that the phrase stands for, checksum left out."""
    value = phrase.reveal()
    phrase_of(value.indices, value.language)  # The library's own refusal would quote a word.
    library = _library("english")
    return Secret(bytes(library.to_entropy([library.wordlist[index] for index in value.indices])))


def phrase_of_entropy(data: Secret[bytes], language: str | None) -> Secret[Phrase]:
    """The phrase of 16, 20, 24, 28 or 32 bytes; raises SecretError on any other length."""
    value = data.reveal()
    sizes = [count * 4 // 3 for count in WORD_COUNTS]
    if len(value) not in sizes:
        raise SecretError(f"{len(value)} bytes; a phrase stands for {_listed(sizes, 'or')}")
    library = _library("english")
    places = {word: index for index, word in enumerate(library.wordlist)}
    return phrase_of([places[word] for word in library.to_mnemonic(value).split()], language)


def wordlist(language: str) -> tuple[str, ...]:
    """The 2,048 words in NFC, in the order of the list."""
    return _lexicon(language).words


def letters(language: str) -> tuple[str, ...]:
    """The 2,048 spellings in a–z, accents left out; their first four letters are unique.

    Raises SecretError for the lists that have no Latin letters.
    """
    lexicon = _lexicon(language)
    if language not in _LATIN:
        title = LANGUAGES[language]
        raise SecretError(f"{title} words have no letters A to Z; use a dot, digit or QR plate")
    return lexicon.letters


@cache
def _library(language: str) -> Mnemonic:
    return Mnemonic(language)


@cache
def _lexicon(language: str) -> _Lexicon:
    """Reads one list; raises SecretError without repeating a name that is not one of the ten."""
    if language not in LANGUAGES:
        raise SecretError(f"not a language of BIP-39; the ten are {_listed(LANGUAGES, 'and')}")
    text = "\n".join(_library(language).wordlist)
    words = tuple(unicodedata.normalize("NFC", text).split("\n"))
    spelled = tuple(_without_accents(text).split("\n")) if language in _LATIN else words
    stems = {entry[:PREFIX_LENGTH]: index for index, entry in enumerate(spelled)}
    return _Lexicon(language, words, spelled, stems)


def _without_accents(text: str) -> str:
    """The ASCII of it: in NFKD an accent is a character of its own."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def _separator(language: str) -> str:
    return _IDEOGRAPHIC_SPACE if language == "japanese" else " "


def _tokens(text: str) -> list[str]:
    """The words as typed, in lower case and NFC."""
    folded = unicodedata.normalize("NFKD", text.translate(_SEPARATORS)).casefold()
    return unicodedata.normalize("NFC", folded).split()


def _advice(tokens: Sequence[str]) -> str:
    """What to add to a refusal of words among which there are digits, as in a numbered list."""
    digits = any(character.isdigit() for token in tokens for character in token)
    return "; give only the words, separated by blanks" if digits else ""


def _readings(tokens: Sequence[str], language: str | None) -> list[_Reading]:
    """The words in the list named, or in all that can have them."""
    names = (language,) if language is not None else _candidates(tokens)
    return [_read(tokens, _lexicon(name)) for name in names]


def _candidates(tokens: Sequence[str]) -> tuple[str, ...]:
    """The lists that can have the tokens."""
    if all(token.isascii() for token in tokens):
        return _LATIN  # No other list has a word in ASCII, so reading them would be a waste.
    return tuple(LANGUAGES)


def _read(tokens: Sequence[str], lexicon: _Lexicon) -> _Reading:
    indices = tuple(_find(token, lexicon) for token in tokens)
    in_full = all(
        index is not None and token in _whole_spellings(lexicon, index)
        for token, index in zip(tokens, indices, strict=True)
    )
    return _Reading(lexicon, indices, in_full)


def _find(token: str, lexicon: _Lexicon) -> int | None:
    """The index of a word, its first four characters, or either without accents."""
    spelled = _without_accents(token) if lexicon.language in _LATIN else token
    index = lexicon.stems.get(spelled[:PREFIX_LENGTH])
    if index is None:
        return None
    starts = (lexicon.words[index][:PREFIX_LENGTH], lexicon.letters[index][:PREFIX_LENGTH])
    return index if token in starts or token in _whole_spellings(lexicon, index) else None


def _whole_spellings(lexicon: _Lexicon, index: int) -> tuple[str, ...]:
    spelled = lexicon.letters[index]
    return lexicon.words[index], spelled, spelled[:LETTERS_LENGTH]


def _chosen(readings: Sequence[_Reading], language: str | None, advice: str) -> _Reading:
    """The one reading that has all words; raises SecretError, with the advice, otherwise."""
    count = len(readings[0].indices)
    whole = [reading for reading in readings if not reading.missing()]
    if not whole:
        raise SecretError(_unknown(readings, language) + advice)
    if count not in WORD_COUNTS:
        raise SecretError(_wrong_count(count))
    candidates = [reading for reading in whole if reading.in_full] or whole
    if len(candidates) > 1:
        titles = [LANGUAGES[reading.lexicon.language] for reading in candidates]
        raise SecretError(
            f"the words are in the {_listed(titles, 'and')} lists; say which with --language"
        )
    return candidates[0]


def _unknown(readings: Sequence[_Reading], language: str | None) -> str:
    """Which words are not in the list that has most, and the count if that is wrong too."""
    count = len(readings[0].indices)
    best = min(readings, key=lambda reading: len(reading.missing()))
    missing = best.missing()
    nowhere = [number for number in missing if all(number in r.missing() for r in readings)]
    if language is not None or 2 * len(missing) <= count:
        reason = f"{_numbered(missing)} not in the {LANGUAGES[best.lexicon.language]} list"
    elif nowhere:
        reason = f"{_numbered(nowhere)} in none of the ten BIP-39 lists"
    else:
        reason = "the words are of different lists; a BIP-39 phrase has all of its words from one"
    if count not in WORD_COUNTS:
        reason = f"{_wrong_count(count)}; {reason}"
    return reason


def _wrong_count(count: int) -> str:
    noun = "word" if count == 1 else "words"
    return f"{count} {noun}; a BIP-39 phrase has {_counts()}"


def _counts() -> str:
    return _listed(WORD_COUNTS, "or")


def _numbered(numbers: Sequence[int]) -> str:
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
    return f"words {_listed(parts, 'and')} are"


def _listed(items: Sequence[object] | Mapping[str, str], conjunction: str) -> str:
    """`a`, `a and b`, `a, b and c`."""
    names = [str(item) for item in items]
    return f" {conjunction} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def spellings(tokens: Sequence[str]) -> frozenset[str]:
    """All words of the lists that the tokens may be from, also as `parse` takes them shortened.

    To notice a phrase where none belongs.
    """
    lexicons = [_lexicon(name) for name in _candidates(tokens)]
    whole = {word for each in lexicons for word in (*each.words, *each.letters)}
    return frozenset(whole | {word[:PREFIX_LENGTH] for word in whole})
