"""Sets of shares for tests: published ones, of a secret that everybody knows, and forged shares."""

from __future__ import annotations

from generator.words import slip39
from tests.encodings.phrases import vectors
from tests.words.test_codex32 import signed

PLACES = {word: at for at, word in enumerate(slip39.wordlist())}

NAME = (
    *vectors("codex32")["share_recovery"]["shares"],
    "MS12NAMEDLL4F8JLH4E5VDVULDLFXU2JHDNLSM97XVENRXEG",
    vectors("codex32")["share_recovery"]["recovered"],
)
"""Test vector 2 of BIP-93: the shares A, C and D of a set that needs two, and the secret."""

CASH = tuple(
    text.upper()
    for text in (
        "ms13casha320zyxwvutsrqpnmlkjhgfedca2a8d0zehn8a0t",
        "ms13cashcacdefghjklmnpqrstuvwxyz023949xq35my48dr",
        "ms13cashd0wsedstcdcts64cd7wvy4m90lm28w4ffupqs7rm",
        "ms13casheekgpemxzshcrmqhaydlp6yhms3ws7320xyxsar9",
        "ms13cashf8jh6sdrkpyrsp5ut94pj8ktehhw2hfvyrj48704",
        "ms13cashsllhdmn9m42vcsamx24zrxgs3qqjzqud4m0d6nln",
    )
)
"""Test vector 3 of BIP-93: A, C, D, E and F of a set that needs three, and the secret."""


def published(number: str) -> list[str]:
    """The shares of a test vector of SLIP-39."""
    cases = vectors("slip39")
    each = [*cases["cases"], *cases["invalid"]]
    return next(case["shares"] for case in each if case["description"].startswith(f"{number}."))


def generated(group_threshold: int, groups: list[tuple[int, int]]) -> list[str]:
    """Shares of a secret that everybody knows, in the order of their numbers."""
    from shamir_mnemonic import generate_mnemonics

    sets = generate_mnemonics(group_threshold, groups, bytes(range(16)))
    return [text for group in sets for text in group]


def forged(share: str) -> str:
    """The share with one other character or word in its value, and a right checksum."""
    if share.startswith("MS1"):
        other = "Q" if share[20] != "Q" else "P"
        return signed(share[3:20] + other + share[21:-13])
    from shamir_mnemonic.rs1024 import create_checksum

    words = [PLACES[word] for word in share.split()[:-3]]
    words[9] ^= 1
    customisation = b"shamir_extendable" if words[1] >> 4 & 1 else b"shamir"
    entries = slip39.wordlist()
    return " ".join(entries[at] for at in (*words, *create_checksum(words, customisation)))
