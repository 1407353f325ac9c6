"""What is known of a wallet besides its words: a fingerprint or an address, to tell guesses by."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import SecretError
from generator.secret import Secret
from generator.words import curve
from generator.words.bip39 import wordlist

MOST_ADDRESSES = 20
"""So many receiving addresses of the first account are looked at, as wallets do (BIP-44)."""

_ROUNDS = 2048
"""BIP-39: iterations of PBKDF2 with HMAC-SHA512, which take all the time of a guess."""


@dataclass(frozen=True, slots=True, repr=False)
class Wallet:
    """A fingerprint of four bytes or an address, and the passphrase, if the wallet has one."""

    fingerprint: bytes | None
    address: str
    passphrase: Secret[str]
    language: str

    def is_of(self, indices: Sequence[int]) -> bool:
        """Whether words at these 0-based places open the wallet."""
        seed = self._seed(indices)
        if self.fingerprint is not None:
            return curve.fingerprint(seed) == self.fingerprint
        purpose, network = curve.purpose_of(self.address), curve.address_network(self.address)
        assert purpose is not None  # `address_of` has refused any other
        assert network is not None
        return self.address in curve.addresses(seed, purpose, network, MOST_ADDRESSES)

    def _seed(self, indices: Sequence[int]) -> bytes:
        known = wordlist(self.language)
        words = unicodedata.normalize("NFKD", " ".join(known[index] for index in indices))
        salt = unicodedata.normalize("NFKD", "mnemonic" + self.passphrase.reveal())
        return hashlib.pbkdf2_hmac("sha512", words.encode(), salt.encode(), _ROUNDS)


def fingerprint_of(text: str) -> bytes:
    """The four bytes of eight hexadecimal digits. Raises SecretError."""
    if not re.fullmatch(r"[0-9A-Fa-f]{8}", text.strip()):
        raise SecretError("a fingerprint is eight hexadecimal digits, such as 73C5DA0A")
    return bytes.fromhex(text.strip())


def address_of(text: str) -> str:
    """An address of Bitcoin that one key alone opens. Raises SecretError."""
    typed = text.strip()
    if curve.address_network(typed) is None:
        raise SecretError("this is no Bitcoin address, or one of its characters is wrong")
    if curve.purpose_of(typed) is None:
        raise SecretError("only addresses of one key can be tried: those of BIP-44, 49, 84 and 86")
    return typed.lower() if typed[:3].lower() in ("bc1", "tb1") else typed
