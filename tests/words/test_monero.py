from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monero.wordlists.english import English

from generator.errors import OutputError, SecretError
from generator.words import monero
from tests.encodings.phrases import vectors

WORDS = monero.wordlist()
PLACES = {word: at for at, word in enumerate(WORDS)}


def indices(text: str) -> list[int]:
    """The places of the words, looked up without any check."""
    return [PLACES[word] for word in text.split()]


CASES = [indices(text) for text in vectors("phrases")["monero"]]


def refusal(phrase: list[int]) -> str:
    """The message about indices that are refused."""
    with pytest.raises(SecretError) as caught:
        monero.check(phrase)
    return str(caught.value)


def signed(data: list[int]) -> list[int]:
    """The data with the checksum that the `monero` package finds."""
    text = " ".join(WORDS[index] for index in data)
    return [*data, PLACES[English.get_checksum(text)]]


def test_the_list_has_unique_beginnings() -> None:
    """Three letters tell the 1,626 words apart."""
    assert len(WORDS) == monero.LIST_SIZE
    assert len({word[: monero.PREFIX_LENGTH] for word in WORDS}) == monero.LIST_SIZE


@pytest.mark.parametrize("phrase", CASES, ids=["velvet", "peeled"])
def test_published_phrases_are_right(phrase: list[int]) -> None:
    """Seeds of Monero's own tests; with another last word they are wrong, and without it too."""
    monero.check(phrase)
    mismatch = "checksum does not match, 25 words: check each word and their order"
    for last in range(monero.LIST_SIZE):
        if last != phrase[-1]:
            assert refusal([*phrase[:-1], last]) == mismatch
    assert refusal(phrase[:-1]) == (
        "24 words; a Monero phrase has 13 or 25, the last of them the checksum"
    )


@given(st.sampled_from([16, 32]), st.data())
def test_phrases_of_the_package_are_right(size: int, data: st.DataObject) -> None:
    """Any seed of either length."""
    seed = data.draw(st.binary(min_size=size, max_size=size))
    monero.check(indices(English.encode(seed.hex())))


@given(st.lists(st.integers(0, monero.LIST_SIZE - 1), min_size=24, max_size=24))
def test_what_is_taken_is_a_number(data: list[int]) -> None:
    """Of any words with a right checksum those are taken that the package turns into 32 bytes."""
    text = " ".join(WORDS[index] for index in data)
    right = all(
        len(English.decode(" ".join(text.split()[at : at + 3]))) == 8 for at in range(0, 24, 3)
    )
    try:
        monero.check(signed(data))
    except SecretError as error:
        assert "stand for no number of 32 bits" in str(error)
        assert not right
    else:
        assert right


def test_words_that_stand_for_no_number() -> None:
    """Three words count to 1,626³, a little more than 32 bits can hold."""
    greatest = [1625, 1624, 1623]  # The most in each digit: 1,626³ - 1.
    assert refusal(signed([0] * 9 + greatest)) == (
        "words 10 to 12 stand for no number of 32 bits: check each of them"
    )
    assert refusal(signed([0] * 3 + greatest + [0] * 18)) == (
        "words 4 to 6 stand for no number of 32 bits: check each of them"
    )


def test_wrong_counts_and_numbers() -> None:
    """The count is named with those that are right, an index outside by its position."""
    assert refusal([0]).startswith("1 word; ")
    for count in set(range(30)) - {1, *monero.COUNTS}:
        assert refusal([0] * count) == (
            f"{count} words; a Monero phrase has 13 or 25, the last of them the checksum"
        )
    for wrong in (-1, monero.LIST_SIZE):
        assert refusal([0] * 12 + [wrong]) == "word 13 is outside the list of 1626 words"


def test_without_the_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is optional, and its absence is told apart from a wrong phrase."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "monero"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(OutputError) as caught:
        monero.check(CASES[0])
    assert str(caught.value) == 'Monero phrases need: pip install "metalstamp[monero]"'
