from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import OutputError, SecretError
from generator.words import slip39
from tests.encodings.phrases import vectors

VALID = vectors("slip39")["cases"]
INVALID = {case["description"].partition(".")[0]: case for case in vectors("slip39")["invalid"]}
SHARES = [share for case in VALID for share in case["indices"]]
PLACES = {word: at for at, word in enumerate(slip39.wordlist())}

REASONS = {
    "2": "checksum does not match, 20 words: check each word and their order",
    "3": "the padding of the share is not zero; no wallet makes such a share",
    "5": "group 1 needs 2 shares and has 1 (number 3)",
    "6": "share 2 is of another set than share 1",
    "7": "share 2 is of another set than share 1",
    "8": "share 3 is of another set than share 1",
    "9": "share 2 is of another set than share 1",
    "10": "the share asks for 2 groups of 1; no wallet makes such a share",
    "11": "shares 1 and 2 are both number 3 of the set",
    "12": "shares 1 and 2 are of the same group, and one asks for 1 shares, the other for 2: "
    "they are of different sets",
    "13": "the shares don't recover one secret: one of them is of another set or wrong",
    "14": "the set needs 2 groups and has 1 (number 2)",
    "15": "the set needs 2 groups and has 1 (number 4)",
    "16": "group 4 needs 2 shares and has 1 (number 3)",
    "21": "checksum does not match, 33 words: check each word and their order",
    "22": "the padding of the share is not zero; no wallet makes such a share",
    "39": "19 words; a SLIP-39 share has 20 or 33 words",
    "40": "21 words; a SLIP-39 share has 20 or 33 words",
}
"""The published invalid shares and combinations, and why each is refused."""


def indices(text: str) -> list[int]:
    """The places of the words, looked up without any check."""
    return [PLACES[word] for word in text.split()]


def test_the_list_has_unique_beginnings() -> None:
    """Four letters tell the 1,024 words apart, and none is shorter."""
    assert len({word[:4] for word in slip39.wordlist()}) == slip39.LIST_SIZE
    assert min(map(len, slip39.wordlist())) == 4


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["description"])
def test_published_sets_are_right(case: dict[str, Any]) -> None:
    """Each share by itself, the set as a set, and its recovery."""
    shares = [indices(text) for text in case["shares"]]
    assert shares == case["indices"]
    for share in shares:
        slip39.check(share)
    slip39.same_set([slip39.facts(share) for share in shares])
    slip39.check_set(shares)


@pytest.mark.parametrize("number", REASONS)
def test_published_errors_are_refused_for_the_right_reason(number: str) -> None:
    """Every invalid share and combination has its one line, with nothing of it repeated."""
    shares = [indices(text) for text in INVALID[number]["shares"]]
    with pytest.raises(SecretError) as caught:
        slip39.check_set(shares)
    assert str(caught.value) == REASONS[number]
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_every_published_error_has_a_reason() -> None:
    """No invalid vector is left out."""
    assert set(REASONS) == set(INVALID)


def test_facts_are_those_of_the_reference() -> None:
    """The fields of all published shares are what `shamir-mnemonic` reads in them."""
    from shamir_mnemonic.share import Share

    for case in VALID:
        for text in case["shares"]:
            found, reference = slip39.facts(indices(text)), Share.from_mnemonic(text)
            assert found.identifier == reference.identifier
            assert found.extendable == reference.extendable
            assert found.iteration_exponent == reference.iteration_exponent
            assert found.group_index == reference.group_index
            assert found.group_threshold == reference.group_threshold
            assert found.group_count == reference.group_count
            assert found.member_index == reference.index
            assert found.member_threshold == reference.member_threshold
            assert found.words == len(reference.words())
            assert repr(found) == object.__repr__(found)


def test_both_customisations_are_published() -> None:
    """Shares with and without the extendable flag are among the vectors."""
    assert {slip39.facts(share).extendable for share in SHARES} == {False, True}


@given(
    st.sampled_from(SHARES), st.lists(st.integers(0, 32), min_size=1, max_size=3), st.integers(1)
)
def test_up_to_three_wrong_words_are_noticed(share: list[int], at: list[int], by: int) -> None:
    """The checksum finds any error in at most three words, whichever they are."""
    wrong = list(share)
    for place in {place % len(share) for place in at}:
        wrong[place] = (wrong[place] + by % 1023 + 1) % 1024
    with pytest.raises(SecretError, match="^checksum does not match, "):
        slip39.check(wrong)


def test_numbers_outside_the_list() -> None:
    """An index that no word has is named by its position."""
    for wrong in (-1, 1024):
        with pytest.raises(SecretError, match=r"^word 2 is outside the list of 1024 words$"):
            slip39.check([0, wrong, *[0] * 18])


def test_one_word_is_singular() -> None:
    """The count is named with those that are right."""
    with pytest.raises(SecretError, match=r"^1 word; a SLIP-39 share has 20 or 33 words$"):
        slip39.check([0])
    with pytest.raises(SecretError, match=r"^no share; a set has at least one$"):
        slip39.check_set([])


def generated(group_threshold: int, groups: list[tuple[int, int]]) -> list[list[int]]:
    """Shares of a secret that everybody knows, in the order of their numbers."""
    from shamir_mnemonic import generate_mnemonics

    sets = generate_mnemonics(group_threshold, groups, bytes(range(16)))
    return [indices(text) for group in sets for text in group]


def test_shares_beyond_the_threshold_are_checked_too() -> None:
    """A foreign third share of a set that needs two is noticed, wherever it is given."""
    mine, theirs = generated(1, [(2, 3)]), generated(1, [(2, 3)])
    slip39.check_set(mine)
    forged = signed([*mine[2][:4], *theirs[2][4:-3]])
    assert slip39.facts(forged) == slip39.facts(mine[2])
    for order in itertools.permutations([mine[0], mine[1], forged]):
        with pytest.raises(SecretError, match="^the shares don't recover one secret"):
            slip39.check_set(order)


def test_more_groups_than_needed_are_checked_too() -> None:
    """Every group given takes part in the proof."""
    shares = generated(2, [(1, 1), (2, 3), (3, 3)])
    slip39.check_set(shares)
    slip39.check_set([share for share in shares if slip39.facts(share).group_index != 1])


def signed(words: list[int]) -> list[int]:
    """A share of our own making with a right checksum (always extendable here)."""
    from shamir_mnemonic.rs1024 import create_checksum

    return [*words, *create_checksum(words, b"shamir_extendable")]


def test_lengths_are_not_mixed_in_a_set() -> None:
    """A share of 33 words is of another set than one of 20, whatever its first words say."""
    short = slip39.facts(signed([0, 16, 0, 0, *[0] * 13]))
    long = slip39.facts(signed([0, 16, 0, 16, *[0] * 26]))
    with pytest.raises(SecretError, match=r"^share 2 is of another set than share 1$"):
        slip39.same_set([short, long])


def test_the_same_number_in_a_group_of_several() -> None:
    """Where there are groups, a share is named by group and number."""
    share = slip39.facts(signed([0, 16, 0b0001_0001_00, 0b01_0010_0001, *[0] * 13]))
    with pytest.raises(SecretError) as caught:
        slip39.same_set([share, share])
    assert re.fullmatch("shares 1 and 2 are both number 3 of group 2", str(caught.value))


@pytest.mark.parametrize("call", [slip39.wordlist, lambda: slip39.check(SHARES[0])])
def test_without_the_package_one_line_says_what_to_install(
    call: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package is optional, and its absence is told apart from a wrong share."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "shamir_mnemonic"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "shamir_mnemonic", None)
    with pytest.raises(OutputError) as caught:
        call()
    assert str(caught.value) == 'SLIP-39 needs: pip install "metalstamp[wallets]"'
