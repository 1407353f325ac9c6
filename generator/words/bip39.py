"""BIP-39 phrases in the ten official languages: typed text to checked indices and back.

The lists and the checksum are those of the `mnemonic` package; words are looked up here, because
the package refuses upper case and stray spaces, can't split the Japanese it joins, and quotes the
word in its errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mnemonic import Mnemonic

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.lists import (
    PREFIX_LENGTH,
    WordList,
    advice,
    find,
    listed,
    numbered,
    tokens,
    whole_spellings,
    word_list,
)
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

_LATIN = ("english", "spanish", "french", "italian", "czech", "portuguese")
_IDEOGRAPHIC_SPACE = "\u3000"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What `parse` understood."""

    phrase: Secret[Phrase]
    language: str
    expanded: tuple[int, ...]
    """Numbers (1-based) of the words that were not typed as the list has them: the first letters
    only, or without accents. Show what they became, at a prompt."""


@dataclass(frozen=True, slots=True, repr=False)
class _Reading:
    """The typed words looked up in one list."""

    lexicon: WordList
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
    typed = tokens(text.reveal())
    if not typed:
        raise SecretError("the input is empty; a BIP-39 phrase has " + _counts() + " words")
    if len(typed) > max(WORD_COUNTS):
        raise SecretError(_wrong_count(len(typed)) + advice(typed))
    reading = _chosen(_readings(typed, language), language, advice(typed))
    words = reading.lexicon.words
    indices = tuple(index for index in reading.indices if index is not None)
    expanded = tuple(
        number
        for number, (token, index) in enumerate(zip(typed, indices, strict=True), 1)
        if words[index] != token
    )
    found = reading.lexicon.name
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
    lexicon = lexicon_of(language)
    if len(indices) not in WORD_COUNTS:
        raise SecretError(_wrong_count(len(indices)))
    outside = [number for number, at in enumerate(indices, 1) if not 0 <= at < LIST_SIZE]
    if outside:
        raise SecretError(f"{numbered(outside)} outside the list of {LIST_SIZE} words")
    if not checksum_holds(indices):
        raise SecretError(f"checksum does not match, {len(indices)} words")
    return Secret(Phrase(lexicon.name, tuple(indices)))


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
        raise SecretError(f"{len(value)} bytes; a phrase stands for {listed(sizes, 'or')}")
    library = _library("english")
    places = {word: index for index, word in enumerate(library.wordlist)}
    return phrase_of([places[word] for word in library.to_mnemonic(value).split()], language)


def wordlist(language: str) -> tuple[str, ...]:
    """The 2,048 words in NFC, in the order of the list."""
    return lexicon_of(language).words


def letters(language: str) -> tuple[str, ...]:
    """The 2,048 spellings in a–z, accents left out; their first four letters are unique.

    Raises SecretError for the lists that have no Latin letters.
    """
    lexicon = lexicon_of(language)
    if language not in _LATIN:
        title = LANGUAGES[language]
        raise SecretError(f"{title} words have no letters A to Z; use a dot, digit or QR plate")
    return lexicon.letters


@cache
def _library(language: str) -> Mnemonic:
    return Mnemonic(language)


@cache
def lexicon_of(language: str) -> WordList:
    """Reads one list; raises SecretError without repeating a name that is not one of the ten."""
    if language not in LANGUAGES:
        raise SecretError(f"not a language of BIP-39; the ten are {listed(LANGUAGES, 'and')}")
    words = _library(language).wordlist
    return word_list(language, LANGUAGES[language], words, latin=language in _LATIN)


def _separator(language: str) -> str:
    return _IDEOGRAPHIC_SPACE if language == "japanese" else " "


def _readings(typed: Sequence[str], language: str | None) -> list[_Reading]:
    """The words in the list named, or in all that can have them."""
    names = (language,) if language is not None else _candidates(typed)
    return [_read(typed, lexicon_of(name)) for name in names]


def _candidates(typed: Sequence[str]) -> tuple[str, ...]:
    """The lists that can have the typed."""
    if all(token.isascii() for token in typed):
        return _LATIN  # No other list has a word in ASCII, so reading them would be a waste.
    return tuple(LANGUAGES)


def _read(typed: Sequence[str], lexicon: WordList) -> _Reading:
    indices = tuple(find(token, lexicon) for token in typed)
    in_full = all(
        index is not None and token in whole_spellings(lexicon, index)
        for token, index in zip(typed, indices, strict=True)
    )
    return _Reading(lexicon, indices, in_full)


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
        titles = [LANGUAGES[reading.lexicon.name] for reading in candidates]
        raise SecretError(
            f"the words are in the {listed(titles, 'and')} lists; say which with --language"
        )
    return candidates[0]


def _unknown(readings: Sequence[_Reading], language: str | None) -> str:
    """Which words are not in the list that has most, and the count if that is wrong too."""
    count = len(readings[0].indices)
    best = min(readings, key=lambda reading: len(reading.missing()))
    missing = best.missing()
    nowhere = [number for number in missing if all(number in r.missing() for r in readings)]
    if language is not None or 2 * len(missing) <= count:
        reason = f"{numbered(missing)} not in the {LANGUAGES[best.lexicon.name]} list"
    elif nowhere:
        reason = f"{numbered(nowhere)} in none of the ten BIP-39 lists"
    else:
        reason = "the words are of different lists; a BIP-39 phrase has all of its words from one"
    if count not in WORD_COUNTS:
        reason = f"{_wrong_count(count)}; {reason}"
    return reason


def _wrong_count(count: int) -> str:
    noun = "word" if count == 1 else "words"
    return f"{count} {noun}; a BIP-39 phrase has {_counts()}"


def _counts() -> str:
    return listed(WORD_COUNTS, "or")


def spellings(typed: Sequence[str]) -> frozenset[str]:
    """All words of the lists that the typed may be from, also as `parse` takes them shortened.

    To notice a phrase where none belongs.
    """
    lexicons = [lexicon_of(name) for name in _candidates(typed)]
    whole = {word for each in lexicons for word in (*each.words, *each.letters)}
    return frozenset(whole | {word[:PREFIX_LENGTH] for word in whole})


def unknown(typed: Sequence[str]) -> int:
    """How many of the typed are in none of the lists that they may be from."""
    lexicons = [lexicon_of(name) for name in _candidates(typed)]
    return sum(all(find(token, known) is None for known in lexicons) for token in typed)
