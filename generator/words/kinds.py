"""The kinds of secrets: how typed text becomes one, and by whose rule its words are checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import assert_never

from generator.errors import OutputError, SecretError
from generator.secret import Secret
from generator.words import bip39
from generator.words.curve import NETWORKS
from generator.words.lists import WordList, advice, find, listed, numbered, tokens, word_list
from generator.words.payload import KeyText, Payload, Phrase

_WIF = r"[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}"
_HEX = r"[0-9A-Fa-f]{64}"
_KEY = r"[0-9A-Za-z]{40}"
"""What stands in any descriptor, and in no list of words."""
_LEAST_WORDS = 12
"""Fewer words are taken for neither a phrase nor a share that lacks some."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of secret."""

    name: str
    title: str
    """As people call one of them."""
    counts: tuple[int, ...] = ()
    """How many words one has; empty for a line of text."""
    checked: bool = True
    """Whether its own rule finds a wrong character or word."""
    told: bool = True
    """Whether a text tells by itself that it is one; else somebody has to say so."""

    @property
    def one(self) -> str:
        """The title behind its article."""
        return f"{'an' if self.title[0] in 'EOeo' else 'a'} {self.title}"


_ALL = (
    Kind("bip39", "BIP-39 phrase", bip39.WORD_COUNTS),
    Kind("slip39", "SLIP-39 share", (20, 33)),
    Kind("electrum", "Electrum seed", (12, 13, 24, 25), told=False),
    Kind("monero", "Monero seed", (13, 25)),
    Kind("codex32", "codex32 string"),
    Kind("wif", "private key (WIF)"),
    Kind("hex", "private key (hex)", checked=False, told=False),
    Kind("xprv", "extended private key"),
    Kind("xpub", "extended public key"),
    Kind("descriptor", "output descriptor"),
    Kind("passphrase", "BIP-39 passphrase", checked=False, told=False),
    Kind("text", "text", checked=False, told=False),
)

KINDS: Mapping[str, Kind] = MappingProxyType({each.name: each for each in _ALL})
"""All that there are, by name."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says of a secret before giving it; `None` where it has to tell by itself."""

    kind: str | None = None
    language: str | None = None
    network: str = NETWORKS[0]


@dataclass(frozen=True, slots=True)
class Typed:
    """What `parse` understood."""

    payload: Secret[Payload]
    expanded: tuple[int, ...] = ()
    """Numbers (1-based) of the words that were not typed as the list has them: the first letters
    only, or without accents. Show what they became, at a prompt."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a phrase of one list is checked."""

    known: WordList
    counts: tuple[int, ...]
    check: Callable[[Sequence[int]], object]


def parse(
    text: Secret[str],
    wish: Wish = Wish(),  # frozen, so never shared by accident
    held: Sequence[str] = (),
) -> Typed:
    """The secret that somebody typed, checked by the rule of its kind.

    Without a kind it is the one that the text can only be; `held` are the kinds of the plate that
    it is for, if there is one, so that a refusal is about them.
    Raises SecretError, which names words and characters by number.
    """
    kind = wish.kind or _told(text, held)
    if kind == "bip39":
        return _bip39(text, wish)
    if kind == "electrum":
        return _electrum(text)
    if KINDS[kind].counts:
        secret, expanded = _looked_up(text, kind)
        return Typed(secret, expanded)
    return Typed(_line(text, kind, wish.network))


def words_of(secret: Secret[Payload]) -> Secret[str]:
    """The secret as text; undoes `parse`, which may want to be told kind and language."""
    value = secret.reveal()
    match value:
        case Phrase(kind="bip39"):
            return bip39.words(Secret(value))
        case Phrase(kind=kind):
            entries = _rule(kind).known.words
            return Secret(" ".join(entries[index] for index in value.indices))
        case KeyText():
            return Secret(value.text)
        case _:
            assert_never(value)


def phrase_of(
    indices: Sequence[int], language: str | None = None, kind: str = "bip39"
) -> Secret[Phrase]:
    """The phrase of 0-based indices; count, range and checksum checked.

    `language` has to be named where the kind has several lists, since numbers tell none.
    """
    if kind == "bip39":
        return bip39.phrase_of(indices, language)
    rule = _rule(kind)
    _check_count(len(indices), kind)
    outside = [number for number, at in enumerate(indices, 1) if not 0 <= at < list_size(kind)]
    if outside:
        raise SecretError(f"{numbered(outside)} outside the list of {list_size(kind)} words")
    rule.check(indices)
    return Secret(Phrase(rule.known.name, tuple(indices), kind))


def spelled_phrase(text: Secret[str], language: str | None, kind: str) -> Secret[Phrase]:
    """The phrase of spelled words or their first letters, as a plate of letters shows them."""
    if kind == "bip39":
        return bip39.parse(text, language).phrase
    return _looked_up(text, kind)[0]


def line_again(text: Secret[str], kind: str) -> Secret[KeyText]:
    """A line of text read back, checked again; of whichever network it is."""
    for network in NETWORKS[:-1]:
        with suppress(SecretError):
            return _line(text, kind, network)
    return _line(text, kind, NETWORKS[-1])


def letters(language: str, kind: str) -> tuple[str, ...]:
    """The spellings of all words of a list in a–z; their first four letters are unique."""
    return bip39.letters(language) if kind == "bip39" else _rule(kind).known.letters


def entries(language: str, kind: str) -> tuple[str, ...]:
    """All words of a list in NFC, in its order; only BIP-39 has lists in several languages."""
    return bip39.wordlist(language) if kind == "bip39" else _rule(kind).known.words


def spellings(language: str, kind: str) -> tuple[str, ...]:
    """The spellings of all words of a list in a–z, or in NFC where they have no such letters."""
    return bip39.lexicon_of(language).letters if kind == "bip39" else letters(language, kind)


def list_size(kind: str) -> int:
    """How many words the lists of a kind have."""
    return bip39.LIST_SIZE if kind == "bip39" else len(_rule(kind).known.words)


@cache
def _rule(kind: str) -> _Rule:
    """The rule of a kind of words; loaded when it is first asked for."""
    if kind == "slip39":
        from generator.words import slip39

        known = word_list("slip39", "SLIP-39", slip39.wordlist(), latin=True)
        return _Rule(known, slip39.COUNTS, slip39.check)
    if kind == "monero":
        from generator.words import monero

        known = word_list("monero", "Monero", monero.wordlist(), latin=True)
        return _Rule(known, monero.COUNTS, monero.check)
    if kind == "electrum":
        from generator.words import electrum

        english = bip39.lexicon_of("english")

        def check(indices: Sequence[int]) -> None:
            electrum.check([english.words[index] for index in indices])

        return _Rule(english, electrum.COUNTS, check)
    raise SecretError(f"{KINDS[kind].title} has no words")


def _bip39(text: Secret[str], wish: Wish) -> Typed:
    """The BIP-39 phrase, unless nobody said so and Electrum knows the same words as its own."""
    parsed = None
    problem = ""
    try:
        parsed = bip39.parse(text, wish.language)
    except SecretError as error:
        problem = str(error)
    foreign = wish.kind is None and wish.language in (None, "english") and _is_electrum(text)
    if parsed is not None and not foreign:
        return Typed(parsed.phrase, parsed.expanded)
    if parsed is not None:
        raise SecretError(
            "the words are a BIP-39 phrase and an Electrum seed as well; "
            "say which with --kind bip39 or --kind electrum"
        )
    if foreign:
        raise SecretError(f"{problem}; as an Electrum seed it is right: say --kind electrum if so")
    raise SecretError(problem)


def _electrum(text: Secret[str]) -> Typed:
    """The Electrum seed; what is none may be a phrase of BIP-39, which is then said."""
    try:
        secret, expanded = _looked_up(text, "electrum")
    except SecretError as error:
        problem = str(error)
    else:
        return Typed(secret, expanded)
    try:
        bip39.parse(text)
    except SecretError:
        raise SecretError(problem) from None
    raise SecretError(f"{problem}; as a BIP-39 phrase it is right: say --kind bip39 if so")


def _is_electrum(text: Secret[str]) -> bool:
    """Whether Electrum would take the words, all of them English ones."""
    try:
        _looked_up(text, "electrum")
    except SecretError:
        return False
    return True


def _looked_up(text: Secret[str], kind: str) -> tuple[Secret[Phrase], tuple[int, ...]]:
    """The phrase of typed words, and which of them were not typed in full."""
    typed = tokens(text.reveal())
    rule = _rule(kind)
    if not typed:
        raise SecretError(f"the input is empty; {_wanted(kind)}")
    found = [find(token, rule.known) for token in typed]
    missing = [number for number, index in enumerate(found, 1) if index is None]
    if missing:
        count = "" if len(typed) in rule.counts else f"{len(typed)} words; {_wanted(kind)}; "
        raise SecretError(
            f"{count}{numbered(missing)} not in the {rule.known.title} list{advice(typed)}"
        )
    indices = [index for index in found if index is not None]
    expanded = tuple(
        number
        for number, (token, index) in enumerate(zip(typed, indices, strict=True), 1)
        if rule.known.words[index] != token
    )
    return phrase_of(indices, None, kind), expanded


def _check_count(count: int, kind: str) -> None:
    if count not in _rule(kind).counts:
        noun = "word" if count == 1 else "words"
        raise SecretError(f"{count} {noun}; {_wanted(kind)}")


def _wanted(kind: str) -> str:
    return f"{KINDS[kind].one} has {listed(KINDS[kind].counts, 'or')} words"


def _line(text: Secret[str], kind: str, network: str) -> Secret[KeyText]:
    """The line of text of a kind, its module loaded when it is first asked for."""
    if kind == "codex32":
        from generator.words import codex32

        return codex32.parse(text)
    if kind == "descriptor":
        from generator.words import descriptor

        return descriptor.parse(text, network)
    if kind in ("passphrase", "text"):
        from generator.words import passphrase

        parse_line = {
            "passphrase": passphrase.parse_passphrase,
            "text": passphrase.parse_text,
        }
        return parse_line[kind](text)
    from generator.words import keys

    parsers = {
        "wif": keys.parse_wif,
        "hex": keys.parse_hex,
        "xprv": keys.parse_xprv,
        "xpub": keys.parse_xpub,
    }
    return parsers[kind](text, network)


def _told(text: Secret[str], held: Sequence[str]) -> str:
    """The kind that a text can only be; `bip39` where it is words, whatever is wrong with them."""
    typed = text.reveal().strip()
    joined = "".join(typed.split())
    if joined[:3].lower() == "ms1":
        return "codex32"
    if "(" in joined and _begins_descriptor(typed, joined):
        return "descriptor"
    if len(typed.split()) == 1 or any(character.isdigit() for character in joined):
        # In groups too; words alone have no digits, and a list with numbers has too few letters.
        if joined[0].isalpha() and joined[1:4] in ("prv", "pub"):
            return f"x{joined[1:4]}"
        if re.fullmatch(_WIF, joined):
            return "wif"
        if re.fullmatch(_HEX, joined):
            raise SecretError(
                "64 hexadecimal digits carry no checksum; if they are a private key, say --kind hex"
            )
    return _told_by_words(tokens(typed), held)


def _begins_descriptor(typed: str, joined: str) -> bool:
    """Whether a text with a parenthesis is a descriptor, be it cut or its function misspelled."""
    from generator.words.descriptor import FUNCTIONS

    name = joined.partition("(")[0]
    if name in FUNCTIONS:
        return True
    in_one_piece = ")" in joined and len(typed.split()) == 1
    return name.isalpha() and (in_one_piece or re.search(_KEY, typed) is not None)


def _told_by_words(typed: Sequence[str], held: Sequence[str]) -> str:
    unknown = bip39.unknown(typed)
    if len(typed) in KINDS["slip39"].counts and _unknown_to("slip39", typed) <= unknown:
        # No phrase has so many words, but one that lacks a word may.
        return "slip39"
    if len(typed) in KINDS["monero"].counts and unknown and _unknown_to("monero", typed) <= unknown:
        # No phrase has so many words, but one with a word too many may.
        return "monero"
    if len(typed) >= _LEAST_WORDS and unknown:
        with suppress(OutputError):  # its list is not installed
            lost = _unknown_to("slip39", typed)
            if lost < unknown and lost * 4 <= len(typed):
                counts = listed(KINDS["slip39"].counts, "or")
                raise SecretError(
                    f"{len(typed)} words that look like a SLIP-39 share, which has {counts}"
                )
    if held and "bip39" not in held and not _is_like_phrase(typed, unknown):
        if not typed:
            raise SecretError("the input is empty")
        return _only(held)
    return "bip39"


def _is_like_phrase(typed: Sequence[str], unknown: int) -> bool:
    return len(typed) >= _LEAST_WORDS and unknown * 2 <= len(typed)


def _only(held: Sequence[str]) -> str:
    """The one kind that a plate without BIP-39 holds, for a text that tells none."""
    if len(held) == 1 and KINDS[held[0]].told:
        return held[0]
    told = [kind for kind in held if KINDS[kind].told]
    named = [kind for kind in held if not KINDS[kind].told]
    said = [f"this is not recognised as {listed(told, 'or')}"] if told else []
    if named:
        which = "if it is something else, " if told else "what it is, this does not tell: "
        said.append(f"{which}say --kind {listed(named, 'or')}")
    raise SecretError("; ".join(said))


def _unknown_to(kind: str, typed: Sequence[str]) -> int:
    known = _rule(kind).known
    return sum(find(token, known) is None for token in typed)
