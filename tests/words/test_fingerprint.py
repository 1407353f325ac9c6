from __future__ import annotations

import sys

import pytest
from embit.bip32 import HDKey
from hypothesis import given, settings
from hypothesis import strategies as st
from mnemonic import Mnemonic

from generator.errors import OutputError, SecretError
from generator.secret import Secret
from generator.words import curve
from generator.words.bip39 import LANGUAGES, phrase_of_entropy, words
from generator.words.fingerprint import master_fingerprint
from generator.words.payload import Phrase
from tests.encodings.phrases import boxed, vectors

CASES = vectors("binary12x12")["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_fingerprints(case: dict[str, str]) -> None:
    """What wallets show for the published phrases, in capitals."""
    phrase = boxed(case["mnemonic"])
    assert master_fingerprint(phrase, None) == case["fingerprint"].upper()
    assert master_fingerprint(phrase, Secret("")) == case["fingerprint"].upper()


def test_the_best_known_fingerprint() -> None:
    """That of eleven times abandon, and about."""
    phrase = boxed("abandon " * 11 + "about")
    assert master_fingerprint(phrase, None) == "73C5DA0A"


def test_a_published_passphrase() -> None:
    """The fingerprint with a passphrase is that of the published root key."""
    case = vectors("phrases")["bip39"]
    expected = HDKey.from_base58(case["xprv"]).my_fingerprint.hex().upper()
    found = master_fingerprint(boxed(case["mnemonic"]), Secret(case["passphrase"]))
    assert found == expected == "B4E3F5ED"


@settings(max_examples=20)
@given(st.binary(min_size=16, max_size=16), st.sampled_from(sorted(LANGUAGES)), st.text(max_size=9))
def test_the_seed_is_that_of_the_reference(data: bytes, language: str, passphrase: str) -> None:
    """Every language and any passphrase, normalised as `mnemonic` does it."""
    phrase = phrase_of_entropy(Secret(data), language)
    seed = Mnemonic.to_seed(words(phrase).reveal(), passphrase)
    assert master_fingerprint(phrase, Secret(passphrase)) == (
        HDKey.from_seed(seed).my_fingerprint.hex().upper()
    )


def test_other_phrases_have_none() -> None:
    """A phrase of Electrum has the words of BIP-39 and another seed."""
    phrase = Secret(Phrase("english", boxed(CASES[0]["mnemonic"]).reveal().indices, "electrum"))
    with pytest.raises(SecretError, match=r"^only a BIP-39 phrase has a master fingerprint$"):
        master_fingerprint(phrase, None)


def test_without_the_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is optional."""
    monkeypatch.setitem(sys.modules, "embit", None)
    curve._embit.cache_clear()
    with pytest.raises(OutputError, match="^Bitcoin keys need: "):
        master_fingerprint(boxed(CASES[0]["mnemonic"]), None)
    curve._embit.cache_clear()
