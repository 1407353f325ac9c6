"""Seed XOR: BIP-39 phrases whose entropies combine, by exclusive or, to that of another one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.bip39 import entropy, phrase_of_entropy
from generator.words.payload import Phrase


def combined(parts: Sequence[Secret[Phrase]]) -> Secret[Phrase]:
    """The phrase that two or more parts of one length and language stand for.

    Their order doesn't matter. Any part left out gives another phrase that is as right, so that
    nothing tells whether all are there: compare its fingerprint. Raises SecretError.
    """
    if len(parts) < 2:
        noun = "part" if len(parts) == 1 else "parts"
        raise SecretError(f"{len(parts)} {noun}; Seed XOR has two or more")
    phrases = [part.reveal() for part in parts]
    first = phrases[0]
    for number, phrase in enumerate(phrases, 1):
        if phrase.kind != "bip39":
            raise SecretError(f"part {number} is no BIP-39 phrase, and all parts of Seed XOR are")
        if len(phrase.indices) != len(first.indices):
            raise SecretError(
                f"part {number} has {len(phrase.indices)} words and part 1 has "
                f"{len(first.indices)}; all parts have the same number"
            )
        if phrase.language != first.language:
            raise SecretError(f"part {number} is in another language than part 1")
        twin = phrases.index(phrase) + 1
        if twin != number:
            raise SecretError(f"parts {twin} and {number} are the same and cancel each other")
    data = reduce(_xor, (entropy(part).reveal() for part in parts))
    return phrase_of_entropy(Secret(data), first.language)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
