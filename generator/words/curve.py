"""Bitcoin's arithmetic as the `embit` package has it: Base58Check, secp256k1, BIP-32, addresses.

Answers only yes or no, or bytes, because the package quotes what it was given in its errors.
Everything here raises OutputError where the package is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from generator.errors import OutputError

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""The characters of Base58, which leaves out 0, O, I and l."""

NETWORKS = ("main", "test")
"""Bitcoin's own network, and all those for trying things out: testnet, signet and regtest."""


@dataclass(frozen=True, slots=True)
class Version:
    """What the first four bytes of an extended key say (BIP-32 and SLIP-132)."""

    title: str
    """`xprv`, `zpub` …, with the letter that the text begins with."""
    network: str
    private: bool


def base58check(text: str) -> bytes | None:
    """The bytes of a text in Base58, without the checksum; None where that does not match."""
    base58 = _embit().base58
    try:
        return bytes(base58.decode_check(text))
    except ValueError:
        return None


def is_secret(data: bytes) -> bool:
    """Whether the 32 bytes are a private key, a number from 1 to n - 1."""
    ec = _embit().ec
    try:
        ec.PrivateKey(data)
    except ec.ECError:
        return False
    return True


def is_point(data: bytes) -> bool:
    """Whether the 33 or 65 bytes (02, 03 or 04 first) are a point of the curve."""
    ec = _embit().ec
    try:
        ec.PublicKey.parse(data)
    except ec.ECError:
        return False
    return True


def fingerprint(seed: bytes) -> bytes:
    """The first 4 bytes of the HASH160 of the master public key of a BIP-32 seed."""
    return bytes(_embit().bip32.HDKey.from_seed(seed).my_fingerprint)


def addresses(seed: bytes, purpose: int, network: str, count: int) -> tuple[str, ...]:
    """The first receiving addresses of the first account of a BIP-32 seed.

    `purpose` is that of BIP-43: 44 for P2PKH, 49 for P2WPKH in P2SH, 84 for P2WPKH, 86 for P2TR.
    """
    script, chain = _embit().script, _embit().networks.NETWORKS[network]
    root = _embit().bip32.HDKey.from_seed(seed)
    coin = NETWORKS.index(network)
    branch = root.derive(f"m/{purpose}h/{coin}h/0h/0")
    found = []
    for index in range(count):
        key = branch.derive([index])
        match purpose:
            case 44:
                output = script.p2pkh(key)
            case 49:
                output = script.p2sh(script.p2wpkh(key))
            case 84:
                output = script.p2wpkh(key)
            case 86:
                output = script.p2tr(key)
            case _:
                raise ValueError(f"no addresses of purpose {purpose}")
        found.append(str(output.address(chain)))
    return tuple(found)


def purpose_of(address: str) -> int | None:
    """The purpose of BIP-43 whose addresses look like this one; `None` for any other."""
    data = base58check(address) if all(character in BASE58 for character in address) else None
    if data is not None and len(data) == 21:
        known = _embit().networks.NETWORKS
        for purpose, kind in ((44, "p2pkh"), (49, "p2sh")):
            if any(known[network][kind][0] == data[0] for network in NETWORKS):
                return purpose
        return None
    program = _embit().bech32.decode(address.lower().rpartition("1")[0], address)
    return {(0, 20): 84, (1, 32): 86}.get((program[0], len(program[1] or ())))


def address_network(text: str) -> str | None:
    """The network of an address, None for what is no address."""
    data = base58check(text) if all(character in BASE58 for character in text) else None
    if data is not None:
        return _base58_networks().get(data[0]) if len(data) == 21 else None
    prefix = text.lower().rpartition("1")[0]
    network = {"bc": "main", "tb": "test", "bcrt": "test"}.get(prefix)
    if network is None or not text.isascii():
        return None
    return network if _embit().bech32.decode(prefix, text) != (None, None) else None


@cache
def versions() -> Mapping[bytes, Version]:
    """The meanings of the first four bytes of an extended key."""
    known = _embit().networks.NETWORKS
    found: dict[bytes, Version] = {}
    for network in NETWORKS:
        for name, value in known[network].items():
            if name[1:] in ("prv", "pub"):
                letter = name[0] if network == "main" else _TEST_LETTERS[name[0]]
                found[bytes(value)] = Version(letter + name[1:], network, name.endswith("prv"))
    return found


_TEST_LETTERS = {"x": "t", "y": "u", "z": "v", "Y": "U", "Z": "V"}
"""SLIP-132: the letter of a test key by the one of its like on the main network."""


def wif_networks() -> Mapping[int, str]:
    """The networks by the first byte of a private key in WIF."""
    known = _embit().networks.NETWORKS
    return {known[network]["wif"][0]: network for network in NETWORKS}


def _base58_networks() -> Mapping[int, str]:
    known = _embit().networks.NETWORKS
    kinds = ("p2pkh", "p2sh")
    return {known[network][kind][0]: network for network in NETWORKS for kind in kinds}


@cache
def _embit() -> ModuleType:
    """The package with the modules that are used here."""
    try:
        import embit
        import embit.bech32
        import embit.bip32
        import embit.networks
        import embit.script
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "embit":
            raise
        raise OutputError('Bitcoin keys need: pip install "metalstamp[wallets]"') from None
    package: ModuleType = embit  # It carries no types.
    return package
