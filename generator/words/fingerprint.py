"""The master fingerprint of a BIP-39 phrase, by which wallets name the keys that come from it."""

from __future__ import annotations

import hashlib
import unicodedata

from generator.errors import SecretError
from generator.secret import Secret
from generator.words import curve
from generator.words.bip39 import words
from generator.words.payload import Phrase

_ROUNDS = 2048
"""BIP-39: iterations of PBKDF2 with HMAC-SHA512."""


def master_fingerprint(phrase: Secret[Phrase], passphrase: Secret[str] | None) -> str:
    """Eight hexadecimal digits, in capitals.

    It is no secret, yet a guess at the phrase or the passphrase can be checked against it.
    Raises SecretError for a phrase of another kind, OutputError without `embit`.
    """
    if phrase.reveal().kind != "bip39":
        raise SecretError("only a BIP-39 phrase has a master fingerprint")
    typed = passphrase.reveal() if passphrase is not None else ""
    password = unicodedata.normalize("NFKD", words(phrase).reveal())
    salt = unicodedata.normalize("NFKD", "mnemonic" + typed)
    seed = hashlib.pbkdf2_hmac("sha512", password.encode(), salt.encode(), _ROUNDS)
    return curve.fingerprint(seed).hex().upper()
