"""The kind that a text tells by itself, typed at once or in groups, and where it has to be said."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.kinds import KINDS, Wish, parse, words_of
from tests.encodings.phrases import PUBLISHED, vectors

KEYS: dict[str, Any] = vectors("keys")
ZEROS = "abandon " * 11 + "about"


def in_groups(text: str, size: int) -> str:
    """As people write long texts down."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


@pytest.mark.parametrize("size", [4, 5, 10, 200])
@pytest.mark.parametrize("kind", ["xprv", "xpub"])
def test_keys_tell_their_kind_in_groups_too(kind: str, size: int) -> None:
    """Their first letters do, however they were written down."""
    for text in KEYS[kind][:3]:
        payload = parse(Secret(in_groups(text, size))).payload
        assert payload.reveal().kind == kind
        assert words_of(payload).reveal() == text


@pytest.mark.parametrize("size", [4, 60])
def test_a_wif_key_tells_its_kind_in_groups_too(size: int) -> None:
    """It is of one length and alphabet."""
    for text in KEYS["wif"]:
        payload = parse(Secret(in_groups(text, size))).payload
        assert (payload.reveal().kind, words_of(payload).reveal()) == ("wif", text)


@pytest.mark.parametrize("size", [8, 64])
def test_hexadecimal_digits_have_to_be_named(size: int) -> None:
    """They have no checksum, so nothing but the owner's word makes them a key."""
    digits = "00" * 31 + "01"
    with pytest.raises(SecretError, match="^64 hexadecimal digits carry no checksum; if they are"):
        parse(Secret(in_groups(digits, size)))
    named = parse(Secret(in_groups(digits, size)), Wish(kind="hex")).payload
    assert words_of(named).reveal() == digits


def test_a_numbered_phrase_is_no_key() -> None:
    """Digits among words are told, and never taken for the groups of a key."""
    numbered = " ".join(f"{number}. {word}" for number, word in enumerate(ZEROS.split(), 1))
    with pytest.raises(SecretError, match="give only the words, separated by blanks"):
        parse(Secret(numbered))
    public = numbered.replace("abandon", "public", 1)
    with pytest.raises(SecretError, match="give only the words, separated by blanks"):
        parse(Secret(public))


def test_a_phrase_that_electrum_takes_has_to_be_named() -> None:
    """What two wallets turn into two different keys is never guessed at."""
    text = vectors("phrases")["electrum"][0][0]
    assert parse(Secret(text), Wish(kind="electrum")).payload.reveal().kind == "electrum"
    with pytest.raises(SecretError, match="say --kind electrum if so$"):
        parse(Secret(text))


@pytest.mark.parametrize("text", vectors("phrases")["monero"])
def test_a_monero_seed_tells_its_kind_by_four_letters_a_word(text: str) -> None:
    """As plates of letters show it, although BIP-39 may know most of those beginnings."""
    short = " ".join(word[:4] for word in text.split())
    for typed in (text, short):
        payload = parse(Secret(typed)).payload
        assert (payload.reveal().kind, words_of(payload).reveal()) == ("monero", text)


SHARE = PUBLISHED["slip39"]()
TEXT_PLATE = ("xprv", "descriptor", "wif", "hex", "text", "passphrase")
"""Kinds as a plate of texts may hold them."""


def refusal(text: str, kind: str | None = None, held: tuple[str, ...] = ()) -> str:
    """Why a text is refused."""
    with pytest.raises(SecretError) as caught:
        parse(Secret(text), Wish(kind), held)
    return str(caught.value)


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("length", [20, 33])
def test_a_share_with_a_word_too_few_or_too_many_is_told(length: int, by: int) -> None:
    """It is no wrong phrase of BIP-39, and 21 words could be one."""
    words = next(text.split() for text in SHARE if len(text.split()) == length)
    count = length + by
    assert refusal(" ".join((words * 2)[:count])) == (
        f"{count} words that look like a SLIP-39 share, which has 20 or 33"
    )


def test_a_phrase_with_mistakes_does_not_look_like_a_share() -> None:
    """Nor do words that both lists have."""
    for text in (ZEROS.replace("about", "abuot"), "zoo " * 11 + "xxxx", "academic " * 11):
        assert "SLIP-39" not in refusal(text)


@pytest.mark.parametrize("text", ["pkh(", "wsh(sorte dmulti(2,[dead beef", "tr(", "wsj(pk(A))"])
def test_a_function_tells_a_descriptor(text: str) -> None:
    """Even if it was cut behind any parenthesis, or is misspelled in a whole one."""
    assert "descriptor" in refusal(text)
    assert "BIP-39" not in refusal(text, held=TEXT_PLATE)


@pytest.mark.parametrize("text", ["hello", "call Bob (brother)", "a b c d e f", "pkx(", "0" * 63])
def test_what_tells_no_kind_is_measured_by_what_the_plate_holds(text: str) -> None:
    """The kinds that are recognised are named, and those that have to be said."""
    assert refusal(text, held=TEXT_PLATE) == (
        "this is not recognised as xprv, descriptor or wif; "
        "if it is something else, say --kind hex, text or passphrase"
    )
    assert "BIP-39" in refusal(text, held=(*TEXT_PLATE, "bip39"))


def test_nothing_is_no_kind() -> None:
    """Said as it is, whatever the plate holds."""
    for text in ("", " \n", ", ,"):
        assert refusal(text, held=TEXT_PLATE) == "the input is empty"
        assert refusal(text).startswith("the input is empty; a BIP-39 phrase has")


def test_a_plate_of_one_kind_needs_no_telling() -> None:
    """What it says of a text is about that kind; one that nothing checks has to be said."""
    assert "codex32" in refusal(
        "NS12NAMEA320ZYXWVUTSRQPNMLKJHGFEDCAXRPP870HKKQRM", held=("codex32",)
    )
    assert refusal("hello", held=("text",)) == "what it is, this does not tell: say --kind text"


def test_a_phrase_stays_one_on_a_plate_of_texts() -> None:
    """Right or with a mistake: nobody is led to engrave it as a text that nothing checks."""
    assert parse(Secret(ZEROS), held=TEXT_PLATE).payload.reveal().kind == "bip39"
    wrong = refusal(ZEROS.replace("about", "abuot"), held=TEXT_PLATE)
    assert wrong == "word 12 is not in the English list"


def test_a_phrase_that_is_no_electrum_seed_may_be_one_of_bip39() -> None:
    """The mirror of what is said of Electrum's own."""
    assert refusal(ZEROS, "electrum") == (
        "no version of Electrum, 12 words: check each word and their order; "
        "as a BIP-39 phrase it is right: say --kind bip39 if so"
    )
    wrong = refusal(ZEROS.replace("about", "abandon"), "electrum")
    assert "BIP-39" not in wrong


def test_what_is_told_and_what_is_checked() -> None:
    """Nothing that has no check is recognised, and Electrum's seeds are BIP-39's words."""
    assert {each.name for each in KINDS.values() if not each.told} == {
        "electrum",
        "hex",
        "passphrase",
        "text",
    }


@pytest.mark.parametrize("text", ["(1) {} (2) {}", "({})", "pass(1) {}", "1) {}"])
def test_a_numbered_phrase_is_no_descriptor(text: str) -> None:
    """Nobody is sent to a node with a phrase."""
    typed = text.format("abandon", "about")
    for held in ((), ("text", "descriptor")):
        message = refusal(typed, held=held)
        assert "checksum" not in message
        assert "getdescriptorinfo" not in message
