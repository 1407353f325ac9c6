"""Which Bitcoin networks a key may be of."""

from __future__ import annotations

from contextlib import suppress

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.curve import NETWORKS
from generator.words.kinds import Wish, parse, words_of
from generator.words.payload import Payload

NETWORKED = ("wif", "hex", "xprv", "xpub", "descriptor")
"""The kinds that are keys, or made of keys."""

TITLES = {"main": "the main network", "test": "a test network"}


def networks_of(key: Secret[Payload]) -> tuple[str, ...]:
    """The networks that take the key: one, or each where it doesn't tell."""
    kind = key.reveal().kind
    found = []
    for network in NETWORKS:
        with suppress(SecretError):
            parse(words_of(key), Wish(kind, network=network))
            found.append(network)
    return tuple(found)
