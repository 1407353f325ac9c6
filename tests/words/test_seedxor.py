from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.bip39 import entropy, phrase_of_entropy, words
from generator.words.payload import Phrase
from generator.words.seedxor import combined
from tests.encodings.phrases import boxed, vectors

CASES = vectors("seed_xor")["cases"]


def refusal(*parts: Secret[Phrase]) -> str:
    """The message about parts that are refused."""
    with pytest.raises(SecretError) as caught:
        combined(parts)
    return str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=["24", "12"])
def test_published_parts_combine(case: dict[str, Any]) -> None:
    """In any order, to the published phrase and entropy."""
    parts = [boxed(text) for text in case["parts"]]
    assert [entropy(part).reveal().hex() for part in parts] == case["entropy_hex"]
    for order in itertools.permutations(parts):
        result = combined(order)
        assert words(result).reveal() == case["result"]
        assert entropy(result).reveal().hex() == case["result_entropy_hex"]


@pytest.mark.parametrize("case", CASES, ids=["24", "12"])
def test_the_whole_and_all_parts_but_one_give_that_one(case: dict[str, Any]) -> None:
    """Exclusive or undoes itself."""
    *others, last = (boxed(text) for text in case["parts"])
    whole = combined([*others, last])
    assert combined([whole, *others]).reveal() == last.reveal()


@given(
    st.sampled_from([16, 20, 24, 28, 32]).flatmap(
        lambda size: st.lists(
            st.binary(min_size=size, max_size=size), min_size=2, max_size=5, unique=True
        )
    ),
    st.sampled_from(["english", "czech", "japanese"]),
)
def test_every_length_and_language(entropies: list[bytes], language: str) -> None:
    """The entropy of the result is the exclusive or of all."""
    result = combined([phrase_of_entropy(Secret(each), language) for each in entropies])
    value = 0
    for each in entropies:
        value ^= int.from_bytes(each, "big")
    assert int.from_bytes(entropy(result).reveal(), "big") == value
    assert result.reveal().language == language


def test_parts_that_are_none() -> None:
    """One line for each thing that parts must have in common."""
    long, short = (boxed(case["parts"][0]) for case in CASES)
    other = phrase_of_entropy(Secret(bytes(16)), "spanish")
    share = Secret(Phrase("english", short.reveal().indices, "electrum"))
    assert refusal() == "0 parts; Seed XOR has two or more"
    assert refusal(long) == "1 part; Seed XOR has two or more"
    assert refusal(short, long) == (
        "part 2 has 24 words and part 1 has 12; all parts have the same number"
    )
    assert refusal(short, other) == "part 2 is in another language than part 1"
    assert refusal(short, share) == "part 2 is no BIP-39 phrase, and all parts of Seed XOR are"
    assert refusal(short, boxed(CASES[1]["parts"][1]), short) == (
        "parts 1 and 3 are the same and cancel each other"
    )
