"""The kind that a text tells by itself, typed at once or in groups, and where it has to be said."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.kinds import Wish, parse, words_of
from tests.encodings.phrases import vectors

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
