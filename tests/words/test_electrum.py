from __future__ import annotations

import pytest

from generator.errors import SecretError
from generator.words.bip39 import wordlist
from generator.words.electrum import COUNTS, check
from tests.encodings.phrases import vectors

CASES = vectors("phrases")["electrum"]
ENGLISH = wordlist("english")


def refusal(words: list[str]) -> str:
    """The message about words that are refused."""
    with pytest.raises(SecretError) as caught:
        check(words)
    return str(caught.value)


@pytest.mark.parametrize(("text", "title"), CASES)
def test_published_phrases_have_their_type(text: str, title: str) -> None:
    """All four types, however the words are spelled."""
    assert set(text.split()) <= set(ENGLISH)
    assert check(text.split()) == title
    assert check(text.upper().split()) == title
    assert check([f" {word[0]}\u0301{word[1:]} " for word in text.split()]) == title


def test_all_types_are_published() -> None:
    """No type goes untested."""
    assert {title for _, title in CASES} == {"standard", "segwit", "2fa", "2fa segwit"}


@pytest.mark.parametrize(("text", "title"), CASES)
def test_swapped_words_are_noticed(text: str, title: str) -> None:
    """Most mistakes leave no version, or that of another wallet: the version has 8 or 12 bits."""
    words = text.split()
    kept = 0
    for at in range(len(words) - 1):
        swapped = [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
        try:
            kept += check(swapped) == title
        except SecretError as error:
            expected = (
                f"no version of Electrum, {len(words)} words: check each word and their order"
            )
            assert str(error) == expected
    assert kept <= 1


def test_wrong_counts() -> None:
    """The count is named with those that are right."""
    assert refusal(["able"]) == "1 word; an Electrum phrase has 12, 13, 24 or 25"
    for count in set(range(40)) - {1, *COUNTS}:
        assert (
            refusal(["able"] * count) == f"{count} words; an Electrum phrase has 12, 13, 24 or 25"
        )


def found(title: str, count: int) -> list[str]:
    """A phrase of that type and length, made of one word and two numbers that count up."""
    for number in range(2048 * 2048):
        words = ["able"] * (count - 2) + [ENGLISH[number // 2048], ENGLISH[number % 2048]]
        try:
            if check(words) == title:
                return words
        except SecretError as error:
            if title in str(error):
                return words
    raise AssertionError


@pytest.mark.parametrize("count", COUNTS)
def test_every_length_has_a_standard_wallet(count: int) -> None:
    """Phrases of each length are read."""
    assert check(found("standard", count)) == "standard"


@pytest.mark.parametrize("count", [24, 25])
def test_long_phrases_with_two_factors(count: int) -> None:
    """Older ones have 24 or 25 words."""
    assert check(found("2fa", count)) == "2fa"


def test_thirteen_words_with_two_factors() -> None:
    """Electrum takes none of these, so we don't either."""
    message = "13 words with two factors; Electrum takes 12, or 20 and more"
    assert refusal(found(message, 13)) == message
