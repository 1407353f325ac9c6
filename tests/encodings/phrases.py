"""The phrases that tests of words and encodings share, and a checksum of our own to judge by.

Published phrases come from tests/vectors; the others count through the list, so they are nobody's.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from embit.descriptor.checksum import add_checksum

from generator.secret import Secret
from generator.words.bip39 import parse
from generator.words.kinds import Wish
from generator.words.kinds import parse as parse_any
from generator.words.payload import Payload, Phrase

VECTORS = Path(__file__).parent.parent / "vectors"


@cache
def vectors(name: str) -> Any:  # JSON has no types
    """One file of known answers."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def published() -> dict[str, str]:
    """Published English phrases by name."""
    return {case["id"]: case["mnemonic"] for case in vectors("binary12x12")["cases"]}


def boxed(text: str, language: str = "english") -> Secret[Phrase]:
    """A phrase known to be right."""
    return parse(Secret(text), language).phrase


def of_kind(kind: str, words: int = 0) -> tuple[Secret[Payload], ...]:
    """Published secrets of another kind, with so many words where the kind has words."""
    texts = PUBLISHED[kind]()
    secrets = [parse_any(Secret(text), Wish(kind)).payload for text in texts]
    if not words:
        return tuple(secrets)
    return tuple(each for each in secrets if _length(each.reveal()) == words)


def _length(value: Payload) -> int:
    return len(value.indices) if isinstance(value, Phrase) else len(value.text)


def _shares() -> list[str]:
    cases = vectors("slip39")["cases"]
    return sorted({share for case in cases for share in case["shares"]})


def _monero() -> list[str]:
    """Published seeds of 25 words, and their first halves with a checksum word of their own."""
    whole: list[str] = vectors("phrases")["monero"]
    halves = [text.split()[:12] for text in whole]
    sums = [zlib.crc32("".join(word[:3] for word in half).encode()) for half in halves]
    short = [" ".join([*half, half[crc % 12]]) for half, crc in zip(halves, sums, strict=True)]
    return [*whole, *short]


LONG_CODEX32 = "MS10LEETSLLHDMN9M42VCSAMX24ZRXGS3QRL7AHWVHW4FNZRHVE25GVEZZYQQTUM9PGV99YCMA"
"""The 256-bit vector of BIP-93."""


def _codex32() -> list[str]:
    data = vectors("codex32")
    shares = data["share_recovery"]["shares"]
    return [*(case["codex32"] for case in data["cases"]), *shares, LONG_CODEX32]


def _descriptors() -> list[str]:
    """Published ones, of one key and of several signers, with the checksum of `embit`."""
    data = vectors("descriptors")
    single = next(text for text in data["valid"] if text.startswith("pkh([bd16bee5"))
    one, two = data["valid_keys"][7], vectors("keys")["xpub"][0]
    several = f"wsh(sortedmulti(2,[deadbeef/48h/0h/0h/2h]{one}/<0;1>/*,{two}/<0;1>/*))"
    return [*data["checksums"]["valid"], *(str(add_checksum(text)) for text in (single, several))]


def multisig(least: int, signers: int) -> str:
    """A descriptor as wallets export it, of published keys, each with its origin and two branches.

    It has the checksum of `embit`.
    """
    data = vectors("descriptors")
    told = " ".join(map(str, (*vectors("keys")["xpub"], *data["valid_keys"], *data["valid"])))
    known = dict.fromkeys(re.findall(r"(?<!\w)xpub[1-9A-HJ-NP-Za-km-z]{107}(?!\w)", told))
    cosigners = ",".join(
        f"[{number:08x}/48h/0h/0h/2h]{key}/<0;1>/*"
        for number, key in enumerate(tuple(known)[:signers], 1)
    )
    return str(add_checksum(f"wsh(sortedmulti({least},{cosigners}))"))


PUBLISHED: dict[str, Callable[[], list[str]]] = {
    "slip39": _shares,
    "electrum": lambda: [text for text, _ in vectors("phrases")["electrum"]],
    "monero": _monero,
    "codex32": _codex32,
    "wif": lambda: list(vectors("keys")["wif"]),
    "hex": lambda: ["0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d"],
    "xprv": lambda: list(vectors("keys")["xprv"]),
    "xpub": lambda: list(vectors("keys")["xpub"]),
    "descriptor": _descriptors,
    "passphrase": lambda: ["TREZOR"],
    "text": lambda: ["correct horse battery staple", _descriptors()[-1]],
}
"""Where published secrets of a kind are."""


def shares_of_every_word(count: int) -> list[Secret[Phrase]]:
    """Right shares of `count` words, nobody's, in which each of the 1,024 words occurs."""
    from shamir_mnemonic.rs1024 import create_checksum

    header = (0, 16, 0, 0, 0)  # an extendable share of one, and the padding of its value
    free = count - len(header) - 3
    bodies = [
        [*header, *(index % 1024 for index in range(start, start + free))]
        for start in range(0, 1024, free)
    ]
    return [
        Secret(Phrase("slip39", (*body, *create_checksum(body, b"shamir_extendable")), "slip39"))
        for body in bodies
    ]


def made(indices: Sequence[int], language: str) -> Secret[Phrase]:
    """A phrase that no function under test has checked."""
    return Secret(Phrase(language, tuple(indices)))


def is_valid(indices: Sequence[int]) -> bool:
    """The checksum rule of BIP-39, written again from its text."""
    return completed(indices[:-1], indices[-1]) == tuple(indices)


def completed(indices: Sequence[int], last: int = 0) -> tuple[int, ...]:
    """All words but one, and the word that has the first bits of `last` and a right checksum."""
    check_bits = (len(indices) + 1) // 3
    value = 0
    for index in (*indices, last):
        value = value << 11 | index
    entropy = (value >> check_bits).to_bytes(check_bits * 4, "big")
    checksum = hashlib.sha256(entropy).digest()[0] >> (8 - check_bits)
    return (*indices, last >> check_bits << check_bits | checksum)


def counting(count: int) -> list[tuple[int, ...]]:
    """Valid phrases of `count` words in which each of the 2,048 indices occurs."""
    step = count - 1
    return [
        completed([index % 2048 for index in range(start, start + step)], start % 2048)
        for start in range(0, 2048, step)
    ]
