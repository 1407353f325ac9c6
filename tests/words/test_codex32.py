from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.codex32 import (
    _PLACES,
    LENGTHS,
    Codex32Facts,
    _interpolated,
    _values,
    check_set,
    facts,
    parse,
    same_set,
    symbols,
)
from tests.encodings.phrases import vectors

DATA = vectors("codex32")
CHARSET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
INVALID = sorted({*DATA["invalid"], *DATA["invalid_accepted_by_reference_code"]})
SHORT = DATA["cases"][1]["codex32"]
MORE = """
MS12NAMEDLL4F8JLH4E5VDVULDLFXU2JHDNLSM97XVENRXEG
ms13casha320zyxwvutsrqpnmlkjhgfedca2a8d0zehn8a0t
ms13casheekgpemxzshcrmqhaydlp6yhms3ws7320xyxsar9
ms10leetsllhdmn9m42vcsamx24zrxgs3qrl7ahwvhw4fnzrhve25gvezzyqqtum9pgv99ycma
ms10leetsllhdmn9m42vcsamx24zrxgs3qrl7ahwvhw4fnzrhve25gvezzyq0pgjxpzx0ysaam
ms100c8vsm32zxfguhpchtlupzry9x8gf2tvdw0s3jn54khce6mua7lqpzygsfjd6an074rxvcemlh8wu3tk925acdefghjklmnpqrstuvwxy06fhpv80undvarhrak
"""
"""Of the test vectors 2 to 5 of BIP-93."""

RIGHT = [
    *(case["codex32"].upper() for case in DATA["cases"]),
    *DATA["share_recovery"]["shares"],
    *MORE.upper().split(),
]


def times(one: int, other: int) -> int:
    """The product of two characters in the field of bech32, x⁵ = x³ + 1."""
    product = 0
    for bit in range(5):
        product ^= one << bit if other >> bit & 1 else 0
    for bit in range(9, 4, -1):
        product ^= 0b101001 << (bit - 5) if product >> bit & 1 else 0
    return product


def signed(data: str) -> str:
    """What stands behind MS1, with its checksum, by a division of polynomials written again.

    BIP-93 has five reductions, of which four are multiples of the first, the generator.
    """
    size = 15 if len(data) > 80 else 13
    generator, target = {
        13: (0x19DC500CE73FDE210, 0x10CE0795C2FD1E62A),
        15: (0x3D59D273535EA62D897, 0x43381E570BF4798AB26),
    }[size]
    coefficients = [generator >> 5 * place & 31 for place in reversed(range(size))]
    rest = [0x23181B3 >> 5 * place & 31 for place in reversed(range(size))]
    for value in [*map(CHARSET.index, data), *[0] * size]:
        top, *rest = [*rest, value]
        rest = [have ^ times(top, by) for have, by in zip(rest, coefficients, strict=True)]
    wanted = [target >> 5 * place & 31 for place in reversed(range(size))]
    check = [CHARSET[have ^ want] for have, want in zip(rest, wanted, strict=True)]
    return "MS1" + data + "".join(check)


@pytest.mark.parametrize("text", RIGHT)
def test_the_checksum_written_again_is_right(text: str) -> None:
    """The judge of these tests agrees with BIP-93."""
    assert signed(text[3 : -15 if len(text) > 93 else -13]) == text


def read(text: str) -> str:
    """The canonical text."""
    return parse(Secret(text)).reveal().text


def refusal(text: str) -> str:
    """The message about a text that is refused, with nothing chained to it."""
    with pytest.raises(SecretError) as caught:
        parse(Secret(text))
    assert caught.value.__context__ is None
    return str(caught.value)


@pytest.mark.parametrize("text", RIGHT)
def test_right_texts_are_read_however_they_are_typed(text: str) -> None:
    """Small letters, groups of four with blanks or hyphens, and line ends give the capitals."""
    groups = [text[at : at + 4] for at in range(0, len(text), 4)]
    for typed in (text, text.lower(), " ".join(groups), "-".join(groups), "\n".join(groups) + "\n"):
        assert read(typed) == text
    assert parse(Secret(text)).reveal().kind == "codex32"


def test_every_length_is_among_the_right_texts() -> None:
    """No length goes untested."""
    assert {len(text) for text in RIGHT} == set(LENGTHS)


def test_symbols_are_those_that_occur() -> None:
    """All 32 characters of the data and the 1 of the prefix, M and S among them."""
    assert sorted(symbols()) == sorted("023456789ACDEFGHJKLMNPQRSTUVWXYZ1")
    assert set("".join(RIGHT)) <= set(symbols())


@pytest.mark.parametrize(
    ("text", "threshold", "identifier", "share_index"),
    [
        (RIGHT[0], 0, "TEST", "S"),
        (RIGHT[3], 2, "NAME", "A"),
        (RIGHT[7], 3, "CASH", "E"),
        (RIGHT[8], 0, "LEET", "S"),
        (RIGHT[-1], 0, "0C8V", "S"),
    ],
    ids=["test", "name", "cash", "leet", "0c8v"],
)
def test_facts_are_those_of_the_bip(
    text: str, threshold: int, identifier: str, share_index: str
) -> None:
    """Threshold, identifier and share index are those that BIP-93 names."""
    found = facts(parse(Secret(text)))
    assert found == Codex32Facts(threshold, identifier, share_index, len(text))
    assert repr(found) == object.__repr__(found)


def test_published_shares_are_of_one_set() -> None:
    """Those of a set together, in any number, and the secret itself beside them."""
    name = [text for text in RIGHT if text[3:8] == "2NAME"]
    assert len(name) > 3
    same_set([facts(parse(Secret(text))) for text in name])
    same_set([facts(parse(Secret(name[0])))])


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (Codex32Facts(3, "NAME", "C", 48), "share 2 is of another set than share 1"),
        (Codex32Facts(2, "CASH", "C", 48), "share 2 is of another set than share 1"),
        (Codex32Facts(2, "NAME", "C", 74), "share 2 is of another set than share 1"),
        (Codex32Facts(2, "NAME", "A", 48), "shares 1 and 2 have the same index, character 9"),
    ],
    ids=["threshold", "identifier", "length", "index"],
)
def test_shares_of_no_set(second: Codex32Facts, message: str) -> None:
    """One line for each thing that shares must or must not have in common."""
    with pytest.raises(SecretError) as caught:
        same_set([Codex32Facts(2, "NAME", "A", 48), second])
    assert str(caught.value) == message


SETS = {
    "NAME": [text for text in RIGHT if text[3:8] == "2NAME"],
    "CASH": [
        *(text for text in RIGHT if text[3:8] == "3CASH"),
        "MS13CASHCACDEFGHJKLMNPQRSTUVWXYZ023949XQ35MY48DR",
        "MS13CASHD0WSEDSTCDCTS64CD7WVY4M90LM28W4FFUPQS7RM",
        "MS13CASHF8JH6SDRKPYRSP5UT94PJ8KTEHHW2HFVYRJ48704",
    ],
}
"""The shares of test vectors 2 and 3 of BIP-93, and their secrets."""


@pytest.mark.parametrize("name", SETS)
def test_any_published_share_follows_from_the_others(name: str) -> None:
    """Each choice of as many as are needed gives each of the rest, the secret among them."""
    texts = SETS[name]
    needed = int(texts[0][3])
    assert len(texts) == {"NAME": 4, "CASH": 6}[name]
    for chosen in itertools.permutations(texts, needed):
        points = {_PLACES[text[8]]: _values(text) for text in chosen}
        for text in set(texts) - set(chosen):
            assert _interpolated(points, _PLACES[text[8]]) == _values(text)


@pytest.mark.parametrize("name", SETS)
def test_published_sets_agree(name: str) -> None:
    """In any number, the secret itself among them."""
    boxed = [parse(Secret(text)) for text in SETS[name]]
    for count in range(len(boxed) + 1):
        for chosen in itertools.combinations(boxed, count):
            check_set(chosen)


@pytest.mark.parametrize("name", SETS)
def test_a_wrong_value_with_a_right_checksum_is_noticed(name: str) -> None:
    """Any character of any share, once there is one more than are needed; before, nothing tells."""
    texts = SETS[name]
    needed = int(texts[0][3])
    for place, at in itertools.product(range(needed + 1), range(9, 35)):
        text = texts[place]
        other = CHARSET[CHARSET.index(text[at]) ^ 1]
        wrong = signed(text[3:at] + other + text[at + 1 : -13])
        given = [parse(Secret(each)) for each in (*texts[:place], wrong, *texts[place + 1 :])]
        with pytest.raises(SecretError, match="^the shares don't recover one secret") as caught:
            check_set(given[: needed + 1])
        assert caught.value.__context__ is None
        check_set(given[:needed])


@given(st.sampled_from(LENGTHS), st.integers(2, 9), st.data())
def test_shares_dealt_from_any_values_agree(size: int, needed: int, data: st.DataObject) -> None:
    """A share worked out from as many as are needed has a right checksum and agrees with them."""
    check = 15 if size == 127 else 13
    indices = data.draw(st.permutations(CHARSET).map(lambda drawn: drawn[: needed + 1]))
    value = st.text(CHARSET, min_size=size - 9 - check, max_size=size - 9 - check)
    *texts, dealt = [signed(f"{needed}TEST{index}{data.draw(value)}") for index in indices]
    points = {_PLACES[text[8]]: _values(text) for text in texts}
    found = "MS1" + "".join(CHARSET[at] for at in _interpolated(points, _PLACES[dealt[8]]))
    assert found[:9] == dealt[:9]
    check_set([parse(Secret(text)) for text in (*texts, found)])


def test_a_secret_that_was_not_shared_is_a_set_of_its_own() -> None:
    """Its threshold is 0, and there is nothing it could disagree with."""
    check_set([parse(Secret(RIGHT[0]))])


REASONS = {
    "prefix": "a codex32 text begins with MS1, and this one does not",
    "length": "{} characters; a codex32 text has 48, 74 or 127",
    "case": "capitals and small letters are mixed, from character {} on; "
    "a codex32 text is all in one case",
    "index": "with the threshold 0 the share index, character 9, has to be S",
    "checksum": "checksum does not match; more than three characters are wrong, "
    "or some are left out and others doubled",
}


def reason(text: str) -> str:
    """Why BIP-93 has the text among the invalid ones, found without the code under test."""
    if not text.lower().startswith("ms1"):
        return REASONS["prefix"]
    if len(text) not in LENGTHS:
        return REASONS["length"].format(len(text))
    if text not in (text.lower(), text.upper()):
        lower = text[0].islower()
        first = re.search("[A-Z]" if lower else "[a-z]", text)
        assert first
        return REASONS["case"].format(first.start() + 1)
    return REASONS["index"] if text[3] == "0" and text[8] != "s" else REASONS["checksum"]


@pytest.mark.parametrize("text", INVALID)
def test_published_errors_are_refused_for_the_right_reason(text: str) -> None:
    """Wrong checksums, lengths, prefixes, share indices and mixed case, each with its line."""
    assert refusal(text) == reason(text)


def test_every_reason_is_published() -> None:
    """The invalid vectors have each kind of error."""
    found = {re.sub(r"\d+ (?=char|on)|(?<=character )\d+", "", reason(t)) for t in INVALID}
    assert len(found) == len(REASONS)


@pytest.mark.parametrize("text", [SHORT, RIGHT[-1]])
def test_any_wrong_character_is_located(text: str) -> None:
    """Each of the 31 other characters at each place behind the prefix is found there."""
    for place in range(3, len(text)):
        for character in CHARSET.replace(text[place], ""):
            wrong = text[:place] + character + text[place + 1 :]
            assert refusal(wrong) == (f"checksum does not match; character {place + 1} looks wrong")


@settings(max_examples=20)
@given(
    st.sampled_from(RIGHT),
    st.dictionaries(st.integers(3, 47), st.integers(1, 31), min_size=2, max_size=3),
)
def test_two_or_three_wrong_characters_are_located(text: str, errors: dict[int, int]) -> None:
    """Whichever they are."""
    message = refusal(damaged(text, errors))
    assert [int(number) for number in re.findall(r"\d+", message)] == [
        place + 1 for place in sorted(errors)
    ]
    assert re.fullmatch("checksum does not match; characters [0-9, and]+ look wrong", message)


@settings(max_examples=5)
@given(
    st.sampled_from(RIGHT),
    st.dictionaries(st.integers(3, 47), st.integers(1, 31), min_size=4, max_size=4),
)
def test_four_wrong_characters_are_refused(text: str, errors: dict[int, int]) -> None:
    """They are no three: the code has distance 9."""
    assert refusal(damaged(text, errors)) == REASONS["checksum"]


def damaged(text: str, errors: dict[int, int]) -> str:
    """The text with other characters at those places."""
    characters = list(text)
    for place, error in errors.items():
        characters[place] = CHARSET[(CHARSET.index(text[place]) + error) % 32]
    return "".join(characters)


@pytest.mark.parametrize(
    ("character", "number"), [("1", 9), ("B", 9), ("I", 40), ("O", 4), ("?", 48), ("ſ", 20)]
)
def test_characters_of_no_codex32_are_named_by_position(character: str, number: int) -> None:
    """Those that the alphabet leaves out, and those of no alphabet."""
    wrong = SHORT[: number - 1] + character + SHORT[number:]
    assert refusal(wrong) == (
        f"character {number} can't be in a codex32 text, "
        "which has digits and letters without 1, B, I and O after its MS1"
    )


def test_empty_and_nearly_empty_input() -> None:
    """What is missing is said."""
    assert refusal(" \n") == "the input is empty; a codex32 text has 48, 74 or 127 characters"
    assert refusal("MS1") == "3 characters; a codex32 text has 48, 74 or 127"
    assert refusal("cl" + SHORT[2:]) == REASONS["prefix"]
    assert refusal("mſ" + SHORT[2:]) == REASONS["prefix"]
    assert refusal(SHORT.replace("MS1", "MSl")) == REASONS["prefix"]


def test_a_threshold_is_a_digit() -> None:
    """A right checksum does not help a header that breaks the rules."""
    for threshold in "QA":
        assert refusal(signed(threshold + SHORT[4:-13])) == (
            "character 4 is the threshold and has to be 0 or a digit from 2 to 9"
        )


@given(st.sampled_from([26, 52, 103]), st.data())
def test_any_payload_is_right(size: int, data: st.DataObject) -> None:
    """Whatever the seed, the threshold, the identifier and the share index are."""
    payload = data.draw(st.text(CHARSET, min_size=size, max_size=size))
    identifier = data.draw(st.text(CHARSET, min_size=4, max_size=4))
    threshold = data.draw(st.sampled_from("023456789"))
    index = "S" if threshold == "0" else data.draw(st.sampled_from(CHARSET))
    text = signed(threshold + identifier + index + payload)
    assert read(text) == text


@given(st.text(max_size=60))
def test_messages_repeat_nothing(text: str) -> None:
    """Whatever is typed, the message is one of the known lines."""
    message = refusal("MS1" + text)
    known = [re.escape(each).replace(r"\{\}", r"\d+") for each in REASONS.values()]
    known += [r"character \d+ can't be in a codex32 text, which has digits .* after its MS1"]
    known += [r"checksum does not match; characters? [\d, and]+ looks? wrong"]
    assert re.fullmatch("|".join(known), message)
