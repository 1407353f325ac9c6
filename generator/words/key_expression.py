"""The keys of output descriptors: origin, key and path (BIP-380 and BIP-389)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from generator.errors import SecretError
from generator.words import curve, keys
from generator.words.expression import Expression, wrong


class Sort(Enum):
    """Which public keys a place takes."""

    ANY = auto()
    """Of 33 or 65 bytes."""
    COMPRESSED = auto()
    """Of 33 bytes, as in all of SegWit."""
    X_ONLY = auto()
    """Of 32 or 33 bytes, as in Taproot."""


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What all keys of a descriptor have to agree upon."""

    network: str | None
    """None for a hexadecimal key, which is of any network."""
    branches: int | None
    """How many paths `<0;1>` stands for; None where there is none."""


_HEX = re.compile("[0-9a-fA-F]+")
_ORIGIN = re.compile("[0-9a-fA-F]{8}((?:/.*)?)")
_PARTS = re.compile(r"(?:\[([^\[\]]*)\])?([^/\[\]]+)((?:/.*)?)")
_STEP = re.compile("([0-9]+)[h']?")
_LARGEST_STEP = 2**31 - 1
_LENGTHS = {64: 32, 66: 33, 130: 65}
"""Digits of a public key to bytes."""
_NO_KEY = "this is no key, which has 66 hexadecimal digits, or is extended or in WIF"
_PATH = "a path has numbers below 2147483648, with h or ' where hardened, and * at the end only"
_TITLES = ("xpub", "xprv", "tpub", "tprv")
_EXTENDED = re.compile("[xyzYZtuvUV]p(?:ub|rv)")


def read(key: Expression, sort: Sort) -> Found:
    """What a key says about itself. Raises SecretError, which names places."""
    if key.args is not None:
        raise wrong(key.at, "a key has to be here, not a function")
    parts = _PARTS.fullmatch(key.name)
    if not parts:
        raise wrong(key.at, "a key is [origin]key/path, and this is not")
    origin, body, path = parts.groups()
    if origin is not None:
        _check_origin(origin, key.at)
    at = key.at + parts.start(2)
    if _EXTENDED.match(body):
        return Found(_extended(body, at), _branches(path, key.at + parts.start(3)))
    if path:
        raise wrong(at + len(body), "only an extended key can have a path")
    if _HEX.fullmatch(body) and len(body) in _LENGTHS:
        _check_public(body, sort, at)
        return Found(None, None)
    if len(body) not in keys.WIF_LENGTHS:
        raise wrong(at, _NO_KEY)
    return Found(_private(body, sort, at), None)


def _check_origin(origin: str, at: int) -> None:
    parts = _ORIGIN.fullmatch(origin)
    if not parts:
        raise wrong(at, "an origin begins with the 8 hexadecimal digits of a fingerprint")
    for step in parts[1].split("/")[1:]:
        if not _is_step(step):
            raise wrong(
                at, "the path of an origin has numbers below 2147483648, with h or ' where hardened"
            )


def _is_step(step: str) -> bool:
    parts = _STEP.fullmatch(step)
    return parts is not None and int(parts[1]) <= _LARGEST_STEP


def _extended(body: str, at: int) -> str:
    """The network of an extended key."""
    try:
        found = keys.extended(body)
    except SecretError as error:
        raise wrong(at, f"in this key, {error}") from None
    title = found.version.title if found.version else ""
    if title not in _TITLES:
        raise wrong(at, f"a descriptor takes xpub, xprv, tpub and tprv, and not {title}")
    return found.network


def _branches(path: str, at: int) -> int | None:
    """How many paths there are behind an extended key."""
    steps = path.split("/")[1:]
    if steps and steps[-1] in ("*", "*h", "*'"):
        steps = steps[:-1]
    several = [step for step in steps if step.startswith("<")]
    for step in steps:
        if step not in several and not _is_step(step):
            raise wrong(at, _PATH)
    if not several:
        return None
    choices = several[0][1:-1].split(";")
    if len(several) > 1 or not several[0].endswith(">") or not all(map(_is_step, choices)):
        raise wrong(at, "a path has one choice of numbers at most, like <0;1>")
    if len(choices) < 2 or len(set(map(_numbered, choices))) < len(choices):
        raise wrong(at, "a choice of numbers like <0;1> has two or more, all different")
    return len(choices)


def _numbered(step: str) -> tuple[int, bool]:
    """The number of a step, and whether it is hardened."""
    return int(step.rstrip("h'")), step.endswith(("h", "'"))


def _check_public(body: str, sort: Sort, at: int) -> None:
    """A public key in hexadecimal."""
    size = _LENGTHS[len(body)]
    data = bytes.fromhex(body)
    if size == 32 and sort is not Sort.X_ONLY:
        raise wrong(at, "a public key of 64 digits can only be in tr")
    if size == 65 and sort is not Sort.ANY:
        raise wrong(at, _UNCOMPRESSED)
    point = b"\x02" + data if size == 32 else data
    if (point[0] == 4) != (size == 65) or not curve.is_point(point):
        raise wrong(at, "this public key is no point of the curve")


def _private(body: str, sort: Sort, at: int) -> str:
    """The network of a private key in WIF."""
    try:
        found = keys.wif(body)
    except SecretError as error:
        raise wrong(at, f"in this key, {error}") from None
    if not found.compressed and sort is not Sort.ANY:
        raise wrong(at, _UNCOMPRESSED)
    return found.network


_UNCOMPRESSED = "an uncompressed key can't be in wpkh, wsh and tr"
