"""The rules of single keys: WIF, hexadecimal, and extended keys with their SLIP-132 prefixes.

Positions in refusals count characters from 1 and leave white space out, which may stand between
groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import SecretError
from generator.secret import Secret
from generator.words import curve
from generator.words.curve import BASE58, NETWORKS, Version
from generator.words.payload import KeyText

WIF_LENGTHS = (51, 52)
"""Characters of a private key in WIF, for an uncompressed and for a compressed public key."""
EXTENDED_LENGTH = 111
"""Characters of an extended key: 78 bytes and 4 of checksum."""
HEX_LENGTH = 64

_EXTENDED_BYTES = 78
TITLES = {"main": "the main network", "test": "a test network"}
_WIF = "a private key in WIF"
_EXTENDED = "an extended key"


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What a key says about itself in public."""

    network: str
    compressed: bool
    """Whether its public key takes 33 bytes and not 65."""
    version: Version | None
    """Of an extended key; None for WIF."""
    depth: int = 0
    """How many steps an extended key is below its master key."""
    child: int = 0
    """The number of the last of these steps, a hardened one from 2³¹ on."""


def parse_wif(text: Secret[str], network: str = "main") -> Secret[KeyText]:
    """A private key as wallets export it, of that network. Raises SecretError."""
    compact = _compact(text)
    found = wif(compact)
    _check_network(found.network, network)
    return Secret(KeyText("wif", compact))


def parse_xprv(text: Secret[str], network: str = "main") -> Secret[KeyText]:
    """An extended private key (xprv, yprv, zprv …) of that network. Raises SecretError."""
    return _parse_extended(text, network, "xprv")


def parse_xpub(text: Secret[str], network: str = "main") -> Secret[KeyText]:
    """An extended public key (xpub, ypub, zpub …) of that network. Raises SecretError."""
    return _parse_extended(text, network, "xpub")


def parse_hex(text: Secret[str], network: str = "main") -> Secret[KeyText]:
    """A private key as 64 hexadecimal digits, in small letters.

    Such a key is of any network and has no checksum: a digit mistyped is another key.
    """
    _check_network(network, network)
    compact = _compact(text)
    for number, character in enumerate(compact, 1):
        if character not in "0123456789abcdefABCDEF":
            raise SecretError(f"character {number} is no hexadecimal digit, 0 to 9 or a to f")
    if len(compact) != HEX_LENGTH:
        raise SecretError(f"{_characters(compact)}; a hexadecimal private key has {HEX_LENGTH}")
    if not curve.is_secret(bytes.fromhex(compact)):
        raise SecretError(_OUT_OF_RANGE)
    return Secret(KeyText("hex", compact.lower()))


_HARDENED = 2**31

_OUT_OF_RANGE = "the number is no private key, which is from 1 to the order of the curve less 1"


def wif(text: str) -> Key:
    """What a text in WIF says, which has no white space. Raises SecretError."""
    data = _decoded(text, _WIF, WIF_LENGTHS)
    network = curve.wif_networks().get(data[0])
    compressed = len(data) == 34
    if network is None or (len(data), data[33:]) not in ((33, b""), (34, b"\x01")):
        raise SecretError(f"the checksum matches, but this is not {_WIF}")
    if not curve.is_secret(data[1:33]):
        raise SecretError(_OUT_OF_RANGE)
    return Key(network, compressed, None)


def extended(text: str) -> Key:
    """What an extended key says, private or public, without white space. Raises SecretError."""
    data = _decoded(text, _EXTENDED, (EXTENDED_LENGTH,))
    version = curve.versions().get(data[:4])
    if version is None or len(data) != _EXTENDED_BYTES:
        raise SecretError("the checksum matches, but no extended key of Bitcoin begins so")
    key = data[45:]
    if version.private and key[0] != 0:
        raise SecretError(f"{version.title} announces a private key, and there is none inside")
    if not version.private and key[0] not in (2, 3):
        raise SecretError(f"{version.title} announces a public key, and there is none inside")
    if version.private and not curve.is_secret(key[1:]):
        raise SecretError(_OUT_OF_RANGE)
    if not version.private and not curve.is_point(key):
        raise SecretError("the public key inside is no point of the curve")
    depth, parent, number = data[4], data[5:9], int.from_bytes(data[9:13], "big")
    if depth == 0 and (any(parent) or number):
        raise SecretError("a key of depth 0 has no parent and no number, and this one has")
    return Key(version.network, compressed=True, version=version, depth=depth, child=number)


def child_number(step: str) -> int:
    """The number of a step of a path as a key has it: a hardened one from 2³¹ on (BIP-32)."""
    number = step.rstrip("'hH")
    return int(number) + (_HARDENED if number != step else 0)


def _parse_extended(text: Secret[str], network: str, kind: str) -> Secret[KeyText]:
    compact = _compact(text)
    found = extended(compact)
    private = found.version is not None and found.version.private
    if private != (kind == "xprv"):
        other, what = ("xprv", "a private") if private else ("xpub", "a public")
        raise SecretError(f"this is {what} extended key, which --kind {other} takes")
    _check_network(found.network, network)
    return Secret(KeyText(kind, compact))


def _check_network(found: str, wanted: str) -> None:
    if wanted not in NETWORKS:
        raise SecretError("no such network; there are main and test")
    if found != wanted:
        raise SecretError(f"the key is of {TITLES[found]}, which --network {found} takes")


def _compact(text: Secret[str]) -> str:
    return "".join(text.reveal().replace("\ufeff", "").split())


def _characters(text: str) -> str:
    return f"{len(text)} character{'' if len(text) == 1 else 's'}"


def _decoded(text: str, title: str, lengths: tuple[int, ...]) -> bytes:
    """The bytes of a Base58Check text. Raises SecretError, with the place of one wrong character.

    A wrong place is named less than once in 600,000 texts: the checksum has 32 bits.
    """
    for number, character in enumerate(text, 1):
        if character not in BASE58:
            raise SecretError(
                f"character {number} can't be in {title}: Base58 has no 0, O, I and l, "
                "and only letters and digits else"
            )
    if len(text) not in lengths:
        right = " or ".join(map(str, lengths))
        raise SecretError(f"{_characters(text)}; {title} has {right}")
    data = curve.base58check(text)
    if data is not None:
        return data
    places = sorted(set(_single_errors(text)))
    if len(places) == 1:
        raise SecretError(f"checksum does not match; character {places[0]} looks wrong")
    raise SecretError("checksum does not match; more than one character is wrong")


def _single_errors(text: str) -> Iterator[int]:
    """Positions at which another character makes the checksum match."""
    for place in range(len(text)):
        for character in BASE58:
            if curve.base58check(text[:place] + character + text[place + 1 :]) is not None:
                yield place + 1
