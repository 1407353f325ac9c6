"""Check values: those of the specification, and every damage that they are to mend."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from generator.check_rows import check_values, code
from generator.galois import field
from generator.reed_solomon import Code
from generator.secret import Secret
from generator.words.bip39 import parse

FIELDS = {11: 0x805, 10: 0x409, 8: 0x11D}
"""By the bits of a value: words of BIP-39, words of SLIP-39, and bytes."""

PUBLISHED = {
    "abandon " * 11 + "about": (17, 90, 136, 192),
    "legal winner thank year wave sausage worth useful legal winner thank yellow": (
        1575,
        1255,
        1956,
        1977,
    ),
    "zoo " * 11 + "wrong": (1185, 351, 82, 1446),
    "abandon " * 23 + "art": (514, 1009, 26, 399),
    "zoo " * 23 + "vote": (588, 975, 190, 365),
}
"""Phrases of BIP-39's test vectors, and their four check values."""


@pytest.mark.parametrize("width_bits", FIELDS)
def test_a_quotient_undoes_a_product(width_bits: int) -> None:
    """For values taken at random, and for the least and the greatest."""
    held = field(width_bits, FIELDS[width_bits])
    chance = random.Random(1)  # noqa: S311  numbers to try, no secret
    values = [1, held.order, *(chance.randrange(1, held.order) for _ in range(300))]
    for one, other in zip(values, reversed(values), strict=True):
        assert held.quotient(held.product(one, other), other) == one
        assert held.product(one, 0) == held.product(0, one) == held.quotient(0, one) == 0
    with pytest.raises(ZeroDivisionError):
        held.quotient(1, 0)


def test_a_polynomial_that_is_not_primitive_makes_no_field() -> None:
    """By x⁴ + x³ + x² + x + 1 the powers of α are five values of fifteen."""
    with pytest.raises(ValueError, match="0x1f is no primitive polynomial of degree 4"):
        field(4, 0b11111)


@pytest.mark.parametrize("phrase", PUBLISHED)
def test_check_values_are_those_of_the_specification(phrase: str) -> None:
    """Their polynomial too, and the sum of all values is 0."""
    assert code("bip39", 4).generator == (1, 15, 54, 120, 64)
    words = parse(Secret(phrase), "english").phrase.reveal()
    checks = check_values(words, 4)
    assert checks == PUBLISHED[phrase]
    assert code("bip39", 4).syndromes((*words.indices, *checks)) == (0, 0, 0, 0)


@pytest.mark.parametrize("width_bits", FIELDS)
@pytest.mark.parametrize("checks", [4, 6, 8])
def test_all_that_is_promised_is_mended(width_bits: int, checks: int) -> None:
    """Erased values count once and wrong ones twice, up to the number of check values."""
    held = Code(field(width_bits, FIELDS[width_bits]), checks)
    chance = random.Random(checks)  # noqa: S311  numbers to try, no secret
    for _ in range(200):
        values = [chance.randrange(1 << width_bits) for _ in range(chance.randrange(1, 34))]
        word = (*values, *held.check_values(values))
        erased = chance.randrange(checks + 1)
        wrong = chance.randrange((checks - erased) // 2 + 1)
        places = chance.sample(range(len(word)), min(len(word), erased + wrong))
        read = list(word)
        for place in places:
            read[place] ^= chance.randrange(1, 1 << width_bits)
        assert held.corrected(read, places[:erased]) == word


def test_more_than_is_promised_is_refused_or_a_word_of_the_code() -> None:
    """What comes back always fits its check values; more erased values than these never do."""
    held = code("bip39", 4)
    chance = random.Random(3)  # noqa: S311  numbers to try, no secret
    word = (*range(24), *held.check_values(range(24)))
    refused = 0
    for _ in range(400):
        read = list(word)
        for place in chance.sample(range(28), 5):
            read[place] ^= chance.randrange(1, 2048)
        found = held.corrected(read)
        refused += found is None
        assert found is None or not any(held.syndromes(found))
        assert found is None or sum(map(int.__ne__, found, read)) <= 2
    assert refused > 300
    assert held.corrected(word, range(5)) is None


def test_two_wrong_values_are_told_wherever_they_are() -> None:
    """In each pair of the 28 rows of a plate."""
    held = code("bip39", 4)
    values = tuple(range(2047, 2023, -1))
    word = (*values, *held.check_values(values))
    for one, other in combinations(range(28), 2):
        read = list(word)
        read[one] ^= 1
        read[other] ^= 1024
        assert held.corrected(read) == word
