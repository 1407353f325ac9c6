"""The number of a share in the public line, held against what the share says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.marking import Marks, marking
from generator.errors import SecretError
from generator.secret import Secret
from generator.words import keys
from generator.words.kinds import Wish, parse, words_of
from generator.words.marking import share_item
from generator.words.payload import Payload
from tests.cli.running import PHRASE, TWELVE, Say, assert_refused, listing, names, write
from tests.encodings.phrases import of_kind
from tests.words.sets import CASH, NAME, generated, published
from tests.words.test_codex32 import signed

MAKE = ("make", "text-85", "--input", PHRASE, "--format", "svg")

SEVEN = signed(NAME[0][3:8] + "7" + NAME[0][9:-13])
"""A share of that set whose index is a digit."""


@pytest.mark.parametrize("text", ["1/1", "2/3", "16/16", "99/99", "A/3", "Z/31"])
def test_what_a_share_is_called(text: str) -> None:
    """A number not above how many there are, or an index of codex32 in either case."""
    assert share_item(text) == share_item(text.lower()) == text


@pytest.mark.parametrize(
    "text", ["", "2", "/3", "2/", "2/0", "0/0", "02/3", "00/3", "S/3", "B/3", "I/3", "O/3", "AA/3"]
)
def test_a_wrong_or_missing_number_is_refused(text: str, say: Say) -> None:
    """One line, before anything is read; S would be the secret itself."""
    with pytest.raises(SecretError, match="^a share is like 2/3: its number, and how many"):
        share_item(text)
    message = assert_refused(say(*MAKE, "--share", text), 2)
    assert message == (
        "--share is not right: a share is like 2/3: its number, and how many there are; "
        "see metalstamp make --help"
    )


@pytest.mark.parametrize("text", ["0/3", "5/3", "4/3", "99/3"])
def test_a_number_that_no_share_of_so_many_has(text: str, say: Say) -> None:
    """It says which numbers there are."""
    message = assert_refused(say(*MAKE, "--share", text), 2)
    assert message == "--share is not right: number 1 to 3; see metalstamp make --help"
    with pytest.raises(SecretError, match="^the only share is number 1$"):
        share_item("2/1")


@pytest.mark.parametrize(
    ("secret", "share", "message"),
    [
        (CASH[3], "C/5", "the share has the index E, but --share says another; say --share E/5"),
        (CASH[3], "4/5", "the share has the index E, but --share says another; say --share E/5"),
        (NAME[0], "1/2", "the share has the index A, but --share says another; say --share A/2"),
        (SEVEN, "2/3", "the share has the index 7, but --share says another; leave --share out"),
        (SEVEN, "2/9", "the share has the index 7, but --share says another; say --share 7/9"),
        (CASH[3], "E/2", "the set needs 3 shares, but --share says there are fewer"),
        (NAME[3], "1/3", "this is the secret itself, index S, and no share: leave --share out"),
        (
            "MS10TESTSXXXXXXXXXXXXXXXXXXXXXXXXXX4NZVCA9CMCZLW",
            "1/3",
            "this codex32 text is a whole secret that was never shared",
        ),
    ],
)
def test_a_number_that_a_codex32_share_contradicts(
    secret: str, share: str, message: str, say: Say
) -> None:
    """It goes by its index (BIP-93), a letter or a digit, and a number is none."""
    write(secret)
    assert assert_refused(say(*MAKE, "--share", share), 1) == message
    assert listing(Path.cwd()) == {}


@pytest.mark.parametrize(
    ("secret", "share"), [(CASH[3], "E/5"), (CASH[3], "e/5"), (CASH[3], "E/3"), (SEVEN, "7/9")]
)
def test_a_number_that_fits_a_codex32_share(secret: str, share: str, say: Say) -> None:
    """It is engraved and read back."""
    write(secret)
    ran = say(*MAKE, "--share", share)
    assert (ran.code, ran.err) == (0, "")
    shown = say("read", *sorted(f"output/{name}" for name in names("output"))).out
    assert ["label", share.upper()] in [line.split() for line in shown.splitlines()]


def line(text: str, share: str, kind: str) -> str:
    """The public line of a secret with that option; no plate that ships has one for SLIP-39."""
    marks = Marks(
        fingerprint=False,
        with_passphrase=False,
        passphrase_input=None,
        path="",
        set_name="",
        share=share,
        date="",
    )
    return marking(marks, parse(Secret(text), Wish(kind)).payload).line


def refusal(text: str, share: str, kind: str) -> str:
    """Why that is refused."""
    with pytest.raises(SecretError) as caught:
        line(text, share, kind)
    return str(caught.value)


LETTER = "only a codex32 share has a letter; --share takes a number here"


def test_a_number_that_a_share_of_words_contradicts() -> None:
    """Its number stands in it, and how many are needed."""
    text = generated(1, [(3, 5)])[1]
    another = "the share is number 2 of its set, but --share says another"
    assert line(text, "2/5", "slip39") == "2/5"
    assert refusal(text, "1/5", "slip39") == another
    assert refusal(text, "A/5", "slip39") == LETTER
    assert refusal(text, "2/2", "slip39") == (
        "the set needs 3 shares, but --share says there are fewer"
    )


def test_other_secrets_have_no_number_of_their_own() -> None:
    """A part of Seed XOR may be any number, and never a letter; nor do groups tell theirs."""
    for text, kind in ((TWELVE, "bip39"), (published("17")[0], "slip39")):
        assert refusal(text, "A/3", kind) == LETTER
        assert line(text, "3/9", kind) == "3/9"


PATHS = ("m", "m/0'", "m/0'/1", "m/0'/1/2'", "m/0'/1/2'/2", "m/0'/1/2'/2/1000000000")
"""Of the keys of BIP-32's test vector 1, by depth."""


def along(path: str, key: Secret[Payload]) -> str:
    """The path engraved with a key."""
    return marking(Marks(False, False, None, path, "", "", ""), key).path


@pytest.mark.parametrize("kind", ["xpub", "xprv"])
def test_a_path_that_the_key_contradicts(kind: str) -> None:
    """A key tells how far it is below its master key, and the last step; a master key, nothing."""
    found = {keys.extended(words_of(key).reveal()).depth: key for key in of_kind(kind)[:3]}
    assert set(found) == {0, 1, 5}
    assert along("m/84'/0'/0'", found.pop(0)) == "m/84'/0'/0'"
    for depth, key in found.items():
        assert along(PATHS[depth], key) == PATHS[depth]
        for other in (*PATHS[:depth], *PATHS[depth + 1 :]):
            with pytest.raises(SecretError, match=f"^the key is {depth} below its master key"):
                along(other, key)
        for last in ("/0", "/1", "/1000000000'"):
            with pytest.raises(SecretError, match="^the key itself tells another last step"):
                along(PATHS[depth - 1] + last, key)
