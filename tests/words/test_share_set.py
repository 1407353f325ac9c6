from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence

import pytest

from generator.errors import OutputError, SecretError
from generator.secret import Secret
from generator.words import share_set
from generator.words.kinds import Wish
from generator.words.kinds import parse as parse_kind
from generator.words.share_set import Member, Verdict
from tests.encodings.phrases import of_kind
from tests.words.sets import CASH, NAME, forged, generated, published

GROUPS = published("17")
"""Five shares of a set that needs two of four groups: 1 of 2, 1 of 3, 2 of 3, 3 of 3, 2 of 2."""


def judged(texts: Sequence[str]) -> Verdict:
    """The verdict on typed shares."""
    return share_set.judge([share_set.parse(Secret(text)) for text in texts])


def refusal(texts: Sequence[str]) -> str:
    """Why such shares are refused, with nothing chained that could hold a word."""
    with pytest.raises(SecretError) as caught:
        judged(texts)
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return str(caught.value)


def member(text: str) -> Member:
    """What a typed share says of itself."""
    return share_set.member(share_set.parse(Secret(text)))


def test_what_shares_say_of_themselves() -> None:
    """Kind, set, number and what is needed, of each kind and with groups."""
    assert member(CASH[3]) == Member("codex32", "CASH", "E", None, 3, 1, 1)
    assert member(published("43")[0]) == Member("slip39", "9066", "1", None, 2, 1, 1)
    assert member(GROUPS[1]) == Member("slip39", "9497", "5", 3, 3, 2, 4)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (
            NAME[:1],
            Verdict(False, False, "1 share of a set that needs 2: 1 more is needed, not index A"),
        ),
        (
            CASH[1:2],
            Verdict(False, False, "1 share of a set that needs 3: 2 more are needed, not index C"),
        ),
        (
            CASH[2:4],
            Verdict(
                False, False, "2 shares of a set that needs 3: 1 more is needed, not index D or E"
            ),
        ),
        (
            NAME[1:3],
            Verdict(
                True,
                False,
                "2 shares of one set, as many as it needs; only one more could tell a wrong value",
            ),
        ),
        (
            NAME[:3],
            Verdict(True, True, "3 shares of one set; any 2 of them give the same secret"),
        ),
        (
            CASH[:5],
            Verdict(True, True, "5 shares of one set; any 3 of them give the same secret"),
        ),
        (NAME[3:], Verdict(True, False, "share 1 is the secret itself, index S")),
        (
            NAME[2:],
            Verdict(
                True,
                False,
                "share 2 is the secret itself, index S; too few to tell whether they agree",
            ),
        ),
        (
            CASH[2:],
            Verdict(True, True, "share 4 is the secret itself, index S; all of them agree"),
        ),
    ],
)
def test_published_shares_of_codex32(given: Sequence[str], verdict: Verdict) -> None:
    """How many there are, how many are needed, and whether their values were seen to agree."""
    assert judged(given) == verdict
    assert judged([text.lower() for text in given]) == verdict


def test_shares_of_words() -> None:
    """Too few, as many as are needed, and more; any choice and any order."""
    texts = generated(1, [(2, 3)])
    for count in (1, 2, 3):
        for chosen in itertools.permutations(texts, count):
            found = judged(chosen)
            assert found.enough == found.proved == (count > 1)
    assert judged(texts[1:2]).line == (
        "1 share of a set that needs 2: 1 more is needed, not number 2"
    )
    assert (
        judged(texts[1:]).line == "2 shares of one set, as many as it needs: they give its secret"
    )
    assert judged(texts).line == "3 shares of one set; any 2 of them give the same secret"
    assert judged(published("1")) == Verdict(
        True, True, "1 share of one set; each gives the secret by itself"
    )


@pytest.mark.parametrize(
    ("places", "enough", "said"),
    [
        ([0], False, "1 share ~: group 4 needs 1 more, not number 1; 1 more group is needed"),
        (
            [2, 1],
            False,
            "2 shares ~: group 3 needs 1 more, not number 3 or 5; 1 more group is needed",
        ),
        ([1, 2, 3], False, "3 shares ~: group 3 is whole; 1 more group is needed"),
        ([0, 1, 2, 3], False, "4 shares ~: group 3 is whole; group 4 needs 1 more, not number 1"),
        (
            [0, 1, 2, 3, 4],
            True,
            (
                "5 shares ~: groups 3 and 4 are whole; "
                "any sufficient choice of them gives the same secret"
            ),
        ),
    ],
)
def test_shares_of_a_set_with_groups(places: list[int], enough: bool, said: str) -> None:  # noqa: FBT001  # what is expected
    """Which groups are whole, and what the others need."""
    found = judged([GROUPS[at] for at in places])
    line = said.replace("~", "of one set, which needs 2 of 4 groups")
    assert found == Verdict(enough, enough, line)


def test_a_group_that_is_not_whole_is_no_obstacle() -> None:
    """Where other groups are enough, they are proved, and the rest is told."""
    texts = generated(2, [(1, 1), (2, 3), (2, 2)])
    found = judged([texts[0], texts[4], texts[1], texts[3]])
    assert found == Verdict(
        True,
        True,
        "4 shares of one set, which needs 2 of 3 groups: groups 1 and 2 are whole; "
        "group 3 needs 1 more, not number 1; "
        "any sufficient choice of them gives the same secret",
    )
    wrong = forged(texts[3])
    assert refusal([texts[0], texts[4], texts[1], texts[2], wrong]) == (
        "share 5 does not agree with the others: it is of another set or wrong"
    )


@pytest.mark.parametrize("count", [3, 4])
def test_a_wrong_value_among_words_is_found(count: int) -> None:
    """Its checksum is right, so only the others tell; the digest of the set says which it is."""
    texts = generated(1, [(2, count)])
    for place in range(count):
        given = [forged(text) if at == place else text for at, text in enumerate(texts)]
        assert refusal(given) == (
            f"share {place + 1} does not agree with the others: it is of another set or wrong"
        )


def test_a_wrong_value_among_as_many_words_as_are_needed() -> None:
    """That there is one is told, and not which."""
    texts = generated(1, [(2, 3)])
    assert refusal([texts[0], forged(texts[1])]) == (
        "the shares don't recover one secret: one of them is of another set or wrong"
    )


def test_a_wrong_value_among_texts_is_found() -> None:
    """With one share more than are needed it is noticed, with two more it is named."""
    disagree = "the shares don't recover one secret: one of them is of another set or wrong"
    for place, count in itertools.product(range(3), (4, 5)):
        given = [forged(text) if at == place else text for at, text in enumerate(CASH[:count])]
        odd = f"share {place + 1} does not agree with the others: it is of another set or wrong"
        assert refusal(given) == (odd if count == 5 else disagree)
    assert judged([NAME[0], forged(NAME[1])]).proved is False


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "no share; give at least one"),
        ([NAME[0], CASH[0]], "share 2 is of another set than share 1"),
        ([NAME[0], NAME[1], NAME[0]], "shares 1 and 3 are the same share"),
        (
            [NAME[0], published("43")[0]],
            "share 2 is a SLIP-39 share and share 1 a codex32 string: no one set",
        ),
        (
            [published("43")[0], published("23")[0]],
            "share 2 is of another set than share 1",
        ),
        ([published("43")[0]] * 2, "shares 1 and 2 are the same share"),
        (published("9"), "share 2 is of another set than share 1"),
        (
            published("12"),
            (
                "shares 1 and 2 are of the same group, and one asks for 1 shares, the other for 2: "
                "they are of different sets"
            ),
        ),
    ],
)
def test_shares_that_are_no_set(given: Sequence[str], message: str) -> None:
    """One line for each reason."""
    assert refusal(given) == message


NO_SHARES = {
    "bip39": "this is a BIP-39 phrase, and no share of SLIP-39 or codex32; "
    "whether parts of Seed XOR belong together, nothing in them tells",
    "wif": "this is of another kind (private key (WIF)), and no share of SLIP-39 or codex32",
    "whole": "this codex32 text is a whole secret that was never shared",
    "nothing": "neither a SLIP-39 share, which is words, nor a codex32 text, which begins with MS1",
    "words": "12 words; a SLIP-39 share has 20 or 33 words; word 1 is not in the SLIP-39 list",
}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("abandon " * 11 + "about", "bip39"),
        ("MS10TESTSXXXXXXXXXXXXXXXXXXXXXXXXXX4NZVCA9CMCZLW", "whole"),
        ("hello", "nothing"),
        ("M512 NAME A320 ZYXW VUTS RQPN MLKJ HGFE DCAX RRPP 870H KKQR M", "nothing"),
        ("abandon" + " academic" * 11, "words"),
    ],
)
def test_what_is_no_share(typed: str, reason: str) -> None:
    """A phrase, a whole secret or something else is told as what it is."""
    assert refusal([typed]) == NO_SHARES[reason]


def test_other_kinds_are_no_shares() -> None:
    """A key that was read off a plate is none either."""
    (key, *_) = of_kind("wif")
    for call in (lambda: share_set.member(key), lambda: share_set.judge([key])):
        with pytest.raises(SecretError) as caught:
            call()
        assert str(caught.value) == NO_SHARES["wif"]
    phrase = parse_kind(Secret("abandon " * 11 + "about"), Wish("bip39")).payload
    with pytest.raises(SecretError, match="Seed XOR"):
        share_set.member(phrase)


def test_wrong_shares_are_refused_as_by_themselves() -> None:
    """The word or character is named."""
    assert refusal([NAME[0][:20] + "Q" + NAME[0][21:]]) == (
        "checksum does not match; character 21 looks wrong"
    )
    words = published("43")[0].split()
    assert refusal([" ".join(words[:19])]) == "19 words; a SLIP-39 share has 20 or 33 words"
    assert refusal([" ".join([*words[:4], "abuot", *words[5:]])]) == (
        "word 5 is not in the SLIP-39 list"
    )
    assert refusal([" ".join([words[1], words[0], *words[2:]])]) == (
        "checksum does not match, 20 words: check each word and their order"
    )


def test_four_letters_are_enough() -> None:
    """The checksum tells whether they became the right words."""
    texts = generated(1, [(2, 2)])
    cut = [" ".join(word[:4] for word in text.split()) for text in texts]
    assert judged(cut).proved


def test_without_the_package_the_shares_of_words_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Those of codex32 need none."""
    share = share_set.parse(Secret(published("43")[0]))
    for name in [name for name in sys.modules if name.partition(".")[0] == "shamir_mnemonic"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "shamir_mnemonic", None)
    with pytest.raises(OutputError, match="pip install"):
        share_set.judge([share])
    assert judged(NAME[:3]).proved
