from __future__ import annotations

import re

import pytest
from codex32 import Codex32String
from codex32.errors import CodexError
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.codex32 import LENGTHS, facts, parse, symbols
from tests.encodings.phrases import vectors

DATA = vectors("codex32")
CHARSET = symbols().replace("1", "")
INVALID = sorted({*DATA["invalid"], *DATA["invalid_accepted_by_reference_code"]})
SHORT = DATA["cases"][1]["codex32"]
BIP_LONGER = (
    "ms100c8vsm32zxfguhpchtlupzry9x8gf2tvdw0s3jn54khce6mua7lqpzygsfjd6an074rxvcemlh8wu3tk925acdefgh"
    "jklmnpqrstuvwxy06fhpv80undvarhrak"
)
"""The 512-bit vector of BIP-93."""


def made(seed: bytes, header: str) -> str:
    """A text of the reference package."""
    return Codex32String.from_seed(seed, "ms1" + header).s.upper()


PUBLISHED = [case["codex32"].upper() for case in DATA["cases"]]
SHARED = DATA["share_recovery"]["shares"]
RIGHT = [
    *PUBLISHED,
    *SHARED,
    made(bytes(range(32)), "3test0"),
    made(bytes(range(64)), "9caseq"),
    BIP_LONGER.upper(),
]


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


@pytest.mark.parametrize("text", RIGHT)
def test_facts_are_those_of_the_reference(text: str) -> None:
    """Threshold, identifier and share index are what the reference package reads."""
    found, reference = facts(parse(Secret(text))), Codex32String(text)
    assert found.threshold == int(reference.k)
    assert found.identifier == reference.ident.upper()
    assert found.share_index == reference.share_idx.upper()
    assert repr(found) == object.__repr__(found)


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
        data = [CHARSET.index(c) for c in threshold + SHORT[4:-13]]
        from codex32.bech32 import u5_encode
        from codex32.checksums import CODEX32

        text = u5_encode("ms", data, CODEX32)
        with pytest.raises(CodexError):
            Codex32String(text)
        assert refusal(text) == (
            "character 4 is the threshold and has to be 0 or a digit from 2 to 9"
        )


@settings(max_examples=50)
@given(st.sampled_from([16, 32, 64]), st.data())
def test_what_the_reference_makes_is_right(size: int, data: st.DataObject) -> None:
    """Any seed of the three sizes, threshold, identifier and share index."""
    seed = data.draw(st.binary(min_size=size, max_size=size))
    header = data.draw(st.text(CHARSET.lower(), min_size=4, max_size=4))
    threshold = data.draw(st.sampled_from("023456789"))
    index = "s" if threshold == "0" else data.draw(st.sampled_from(CHARSET.lower()))
    text = made(seed, threshold + header + index)
    assert read(text) == text


@given(st.text(max_size=60))
def test_messages_repeat_nothing(text: str) -> None:
    """Whatever is typed, the message is one of the known lines."""
    message = refusal("MS1" + text)
    known = [re.escape(each).replace(r"\{\}", r"\d+") for each in REASONS.values()]
    known += [r"character \d+ can't be in a codex32 text, which has digits .* after its MS1"]
    known += [r"checksum does not match; characters? [\d, and]+ looks? wrong"]
    assert re.fullmatch("|".join(known), message)
