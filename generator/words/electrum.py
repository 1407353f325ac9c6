"""The rule of Electrum's phrases (since version 2): their hash begins with a version.

Our own, for it is one hash of the standard library. The list is the English one of BIP-39, and
the same words mean another wallet there; phrases of Electrum 1 have another list.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Sequence

from generator.errors import SecretError

COUNTS = (12, 13, 24, 25)
"""Words: 12 today, 13 in some of Electrum 2, 24 and 25 with two factors before Electrum 2.7."""

_VERSIONS = {"01": "standard", "100": "segwit", "101": "2fa", "102": "2fa segwit"}
"""How the hash begins, in hexadecimal digits, to the type of the wallet."""
_LEAST_OLD_2FA = 20
"""With two factors Electrum takes 12 words, or so many and more."""


def check(words: Sequence[str]) -> str:
    """The type of wallet that a phrase is of: standard, segwit, 2fa or 2fa segwit.

    The words are looked up in no list here. Raises SecretError about their count and version.
    """
    if len(words) not in COUNTS:
        noun = "word" if len(words) == 1 else "words"
        raise SecretError(f"{len(words)} {noun}; an Electrum phrase has 12, 13, 24 or 25")
    digest = hmac.digest(b"Seed version", _normalised(words).encode(), "sha512").hex()
    titles = [title for start, title in _VERSIONS.items() if digest.startswith(start)]
    if not titles:
        raise SecretError(
            f"no version of Electrum, {len(words)} words: check each word and their order"
        )
    (title,) = titles
    if title == "2fa" and len(words) != COUNTS[0] and len(words) < _LEAST_OLD_2FA:
        raise SecretError(f"{len(words)} words with two factors; Electrum takes 12, or 20 and more")
    return title


def _normalised(words: Sequence[str]) -> str:
    """As Electrum hashes it: NFKD, small letters, no accents, single blanks."""
    text = unicodedata.normalize("NFKD", " ".join(words)).lower()
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())
