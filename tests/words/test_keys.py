from __future__ import annotations

import re
import sys
from collections.abc import Callable

import embit.base58
import embit.ec
import embit.networks
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import OutputError, SecretError
from generator.secret import Secret
from generator.words.curve import BASE58
from generator.words.keys import parse_hex, parse_wif, parse_xprv, parse_xpub
from generator.words.payload import KeyText
from tests.encodings.phrases import vectors

DATA = vectors("keys")
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
"""The order of secp256k1 (SEC 2)."""

Parse = Callable[..., Secret[KeyText]]
PARSE: dict[str, Parse] = {
    "wif": parse_wif,
    "xprv": parse_xprv,
    "xpub": parse_xpub,
    "hex": parse_hex,
}
RIGHT = [(kind, text) for kind in ("wif", "xprv", "xpub") for text in DATA[kind]]


def read(kind: str, text: str, network: str = "main") -> str:
    """The canonical text."""
    found = PARSE[kind](Secret(text), network).reveal()
    assert found.kind == kind
    return found.text


def refusal(kind: str, text: str, network: str = "main") -> str:
    """The message about a text that is refused, with nothing chained to it."""
    with pytest.raises(SecretError) as caught:
        PARSE[kind](Secret(text), network)
    assert caught.value.__context__ is None
    return str(caught.value)


def wif(number: int, network: str = "main", *, tail: bytes = b"\x01") -> str:
    """A key of our own making, whatever its number is."""
    prefix = embit.networks.NETWORKS[network]["wif"]
    return str(embit.base58.encode_check(prefix + number.to_bytes(32, "big") + tail))


def with_version(text: str, name: str) -> str:
    """The same extended key for a test network, with the version bytes of that name."""
    version = embit.networks.NETWORKS["test"][name]
    return str(embit.base58.encode_check(version + embit.base58.decode_check(text)[4:]))


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_published_keys_are_read(kind: str, text: str) -> None:
    """As they are and in groups with white space between them."""
    groups = [text[at : at + 10] for at in range(0, len(text), 10)]
    for typed in (text, " ".join(groups), "\n".join(groups) + "\n"):
        assert read(kind, typed) == text


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_keys_of_the_main_network_are_not_test_keys(kind: str, text: str) -> None:
    """The refusal says which network it is and which option takes it."""
    assert refusal(kind, text, "test") == (
        "the key is of the main network, which --network main takes"
    )


@pytest.mark.parametrize("letter", "xyzYZ")
@pytest.mark.parametrize("kind", ["xprv", "xpub"])
def test_test_keys_are_not_of_the_main_network(kind: str, letter: str) -> None:
    """tprv, uprv, vprv and those of multisig too, private and public."""
    text = with_version(DATA[kind][0], letter + kind[1:])
    assert text.startswith({"x": "t", "y": "u", "z": "v", "Y": "U", "Z": "V"}[letter] + kind[1:])
    assert read(kind, text, "test") == text
    assert refusal(kind, text) == "the key is of a test network, which --network test takes"


def test_private_keys_in_wif_of_both_networks() -> None:
    """The smallest and the greatest key, compressed and not."""
    for number in (1, 2, ORDER - 1):
        for tail in (b"", b"\x01"):
            for network, other in (("main", "test"), ("test", "main")):
                text = wif(number, network, tail=tail)
                assert read("wif", text, network) == text
                assert f"--network {network} takes" in refusal("wif", text, other)


def test_no_private_key() -> None:
    """Numbers outside 1 to n - 1 are refused in each form."""
    line = "the number is no private key, which is from 1 to the order of the curve less 1"
    for number in (0, ORDER, ORDER + 1, 2**256 - 1):
        assert refusal("wif", wif(number)) == line
        assert refusal("hex", f"{number:064x}") == line


def test_right_checksums_of_something_else() -> None:
    """What is no WIF inside, though its length and checksum would do."""
    line = "the checksum matches, but this is not a private key in WIF"
    assert refusal("wif", wif(1, tail=b"\x02")) == line
    other = embit.base58.encode_check(b"\x81" + bytes(31) + b"\x01\x01")
    assert refusal("wif", other) == line


@pytest.mark.parametrize("number", [1, 0xABCDEF, ORDER - 1])
def test_hexadecimal_keys(number: int) -> None:
    """Capitals, groups and either network give the same small letters."""
    text = f"{number:064x}"
    for typed in (text, text.upper(), " ".join(re.findall("....", text))):
        for network in ("main", "test"):
            assert read("hex", typed, network) == text


def test_no_hexadecimal_key() -> None:
    """Wrong digits are named by position, wrong lengths with the right one."""
    digit = "is no hexadecimal digit, 0 to 9 or a to f"
    assert refusal("hex", "0x" + "1" * 62) == f"character 2 {digit}"
    assert refusal("hex", "1" * 63 + "g") == f"character 64 {digit}"
    assert refusal("hex", "1" * 63 + "\u0661") == f"character 64 {digit}"
    assert refusal("hex", "1" * 63) == "63 characters; a hexadecimal private key has 64"
    assert refusal("hex", "1") == "1 character; a hexadecimal private key has 64"
    assert refusal("hex", "") == "0 characters; a hexadecimal private key has 64"


REASONS = {
    "pubkey version / prvkey mismatch": "xpub announces a public key, and there is none inside",
    "prvkey version / pubkey mismatch": "xprv announces a private key, and there is none inside",
    "invalid pubkey prefix 04": "xpub announces a public key, and there is none inside",
    "invalid prvkey prefix 04": "xprv announces a private key, and there is none inside",
    "invalid pubkey prefix 01": "xpub announces a public key, and there is none inside",
    "invalid prvkey prefix 01": "xprv announces a private key, and there is none inside",
    "zero depth with non-zero parent fingerprint": "a key of depth 0 has no parent and no number, "
    "and this one has",
    "zero depth with non-zero index": "a key of depth 0 has no parent and no number, "
    "and this one has",
    "unknown extended key version": "the checksum matches, but no extended key of Bitcoin "
    "begins so",
    "private key 0 not in 1..n-1": "the number is no private key, which is from 1 to the order "
    "of the curve less 1",
    "private key n not in 1..n-1": "the number is no private key, which is from 1 to the order "
    "of the curve less 1",
    "invalid pubkey 020000000000000000000000000000000000000000000000000000000000000007": "the "
    "public key inside is no point of the curve",
    "invalid checksum": "checksum does not match; character 111 looks wrong",
}


@pytest.mark.parametrize(("text", "reason"), DATA["invalid"])
def test_published_errors_are_refused_for_the_right_reason(text: str, reason: str) -> None:
    """All invalid extended keys of BIP-32, whether a private or a public key is asked for."""
    assert refusal("xprv", text) == refusal("xpub", text) == REASONS[reason]


def test_private_and_public_are_told_apart() -> None:
    """A key of the other sort is refused with the kind that takes it."""
    assert refusal("xpub", DATA["xprv"][0]) == (
        "this is a private extended key, which --kind xprv takes"
    )
    assert refusal("xprv", DATA["xpub"][0]) == (
        "this is a public extended key, which --kind xpub takes"
    )


@pytest.mark.parametrize(("kind", "text"), [RIGHT[0], RIGHT[1], RIGHT[3], RIGHT[-1]])
def test_one_wrong_character_is_located(kind: str, text: str) -> None:
    """At some places of each form; where the first bytes become others it is found as well."""
    for place in (0, 1, 7, len(text) // 2, len(text) - 1):
        character = "2" if text[place] != "2" else "3"
        wrong = text[:place] + character + text[place + 1 :]
        assert refusal(kind, wrong) == f"checksum does not match; character {place + 1} looks wrong"


@settings(max_examples=10)
@given(st.sampled_from(RIGHT), st.sets(st.integers(4, 50), min_size=2, max_size=5), st.data())
def test_several_wrong_characters_are_refused(
    case: tuple[str, str], places: set[int], data: st.DataObject
) -> None:
    """No single place is blamed for them."""
    kind, text = case
    wrong = list(text)
    for place in places:
        wrong[place] = data.draw(st.sampled_from(BASE58.replace(text[place], "")))
    assert refusal(kind, "".join(wrong)) == (
        "checksum does not match; more than one character is wrong"
    )


@pytest.mark.parametrize("character", ["0", "O", "I", "l", "-", "é"])
def test_characters_of_no_base58_are_named_by_position(character: str) -> None:
    """The look-alikes that Base58 leaves out, and anything else."""
    for kind, title in (("wif", "a private key in WIF"), ("xprv", "an extended key")):
        text = DATA[kind][0]
        assert refusal(kind, text[:8] + character + text[9:]) == (
            f"character 9 can't be in {title}: Base58 has no 0, O, I and l, "
            "and only letters and digits else"
        )


def test_wrong_lengths() -> None:
    """Cut and doubled texts are told by their length."""
    assert refusal("wif", DATA["wif"][0][:-1]) == (
        "50 characters; a private key in WIF has 51 or 52"
    )
    assert refusal("xprv", DATA["xprv"][0] * 2) == "222 characters; an extended key has 111"
    assert refusal("xpub", " ") == "0 characters; an extended key has 111"


def test_an_unknown_network() -> None:
    """A network that is no network is not read as another."""
    for kind, text in (*RIGHT, ("hex", "1" * 64)):
        assert refusal(kind, text, "signet") == "no such network; there are main and test"


@pytest.mark.parametrize("kind", PARSE)
def test_without_the_package_one_line_says_what_to_install(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package is optional, and its absence is told apart from a wrong key."""
    from generator.words import curve

    monkeypatch.setitem(sys.modules, "embit", None)
    curve._embit.cache_clear()
    curve.versions.cache_clear()
    with pytest.raises(OutputError) as caught:
        PARSE[kind](Secret(DATA.get(kind, ["1" * 64])[0]))
    curve._embit.cache_clear()
    assert str(caught.value) == 'Bitcoin keys need: pip install "metalstamp[wallets]"'
