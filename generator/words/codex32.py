"""The rules of codex32 (BIP-93): one text of a master seed, or of a share of it.

The checksum is our own, ten lines of arithmetic: the `codex32` package brings compiled packages
along that newer Pythons have to build, and doesn't say where an error is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.payload import KeyText

LENGTHS = (48, 74, 127)
"""Characters of a seed of 128, 256 and 512 bits, the sizes that wallets make."""

_LENGTHS = "48, 74 or 127"

PREFIX = "MS1"

_CHARSET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
"""The characters behind the prefix; the place of one is its value (BIP-173)."""
_PLACES = {character: value for value, character in enumerate(_CHARSET)}
_THRESHOLDS = "023456789"
_SECRET_INDEX = "S"  # noqa: S105  # the share index of the secret itself, published in the BIP
_SEPARATORS = str.maketrans("", "", "-\u2010\u2011\u2012\u2013\u2014\u2212\ufeff")
"""Hyphens and dashes between groups, which are no part of the text; nor is white space."""
_DISAGREE = "the shares don't recover one secret: one of them is of another set or wrong"


@dataclass(frozen=True, slots=True, repr=False)
class Codex32Facts:
    """What the first characters of a codex32 text say."""

    threshold: int
    """So many shares are needed; 0 for a secret that was not shared."""
    identifier: str
    """Four characters, the same for all shares of a set."""
    share_index: str
    """One character, S for the secret itself."""
    characters: int
    """How long the text is."""


@dataclass(frozen=True, slots=True)
class _Checksum:
    """A BCH code over 32 symbols, with 5 bits for each of `symbols` in a residue."""

    symbols: int
    generator: tuple[int, ...]
    """The reduction of each bit that is shifted out, lowest first."""
    target: int
    """The residue of a right text."""

    def step(self, residue: int, value: int) -> int:
        """The residue after one more value."""
        shift = 5 * (self.symbols - 1)
        top, residue = residue >> shift, (residue & (1 << shift) - 1) << 5 ^ value
        for bit, reduction in enumerate(self.generator):
            residue ^= reduction if top >> bit & 1 else 0
        return residue

    def syndrome(self, values: Sequence[int]) -> int:
        """Zero for a right text, else a number that depends on the errors alone."""
        residue = _START
        for value in values:
            residue = self.step(residue, value)
        return residue ^ self.target


_START = 0x23181B3
"""The residue after the prefix (BIP-93, both lengths)."""
_SHORT = _Checksum(
    13,
    (
        0x19DC500CE73FDE210,
        0x1BFAE00DEF77FE529,
        0x1FBD920FFFE7BEE52,
        0x1739640BDEEE3FDAD,
        0x07729A039CFC75F5A,
    ),
    0x10CE0795C2FD1E62A,
)
_LONG = _Checksum(
    15,
    (
        0x3D59D273535EA62D897,
        0x7A9BECB6361C6C51507,
        0x543F9B7E6C38D8A2A0E,
        0x0C577EAECCF1990D13C,
        0x1887F74F8DC71B10651,
    ),
    0x43381E570BF4798AB26,
)


def symbols() -> str:
    """The characters that may occur, in capitals: those of the data, and the 1 of the prefix."""
    return _CHARSET + "1"


def parse(text: Secret[str]) -> Secret[KeyText]:
    """The text in capitals and without gaps.

    It may be typed in groups, with white space or hyphens between them, all in capitals or all in
    small letters; positions in refusals count characters from 1 and leave gaps out.
    Up to three wrong characters are located. Raises SecretError.
    """
    typed = "".join(text.reveal().translate(_SEPARATORS).split())
    _check_spelling(typed)
    upper = typed.upper()
    values = _values(upper)
    code = _LONG if len(upper) == LENGTHS[-1] else _SHORT
    syndrome = code.syndrome(values)
    if syndrome:
        raise SecretError("checksum does not match; " + _located(code, syndrome, len(values)))
    _check_header(upper)
    return Secret(KeyText("codex32", upper))


def facts(secret: Secret[KeyText]) -> Codex32Facts:
    """Threshold, identifier and share index of a text that `parse` has returned."""
    text = secret.reveal().text
    return Codex32Facts(int(text[3]), text[4:8], text[8], len(text))


def same_set(shares: Sequence[Codex32Facts]) -> None:
    """Passes different shares of one set, be they enough to recover its secret or not.

    Shares are named by their number (1-based) in the order given. Raises SecretError.
    """
    numbers: dict[str, int] = {}
    for number, share in enumerate(shares, 1):
        if _common(share) != _common(shares[0]):
            raise SecretError(f"share {number} is of another set than share 1")
        first = numbers.setdefault(share.share_index, number)
        if first != number:
            raise SecretError(f"shares {first} and {number} have the same index, character 9")


def check_set(shares: Sequence[Secret[KeyText]]) -> None:
    """Passes texts of one set any sufficient choice of which recovers one and the same secret.

    Beyond `same_set` it notices one whose own checksum is right and whose value is not, where there
    are more than the threshold: up to that many agree on some secret whatever they say. The secret
    itself is not worked out. Raises SecretError.
    """
    known = [facts(share) for share in shares]
    same_set(known)
    values = [_values(share.reveal().text) for share in shares]
    needed = max(1, *(share.threshold for share in known)) if known else 0
    points = {_PLACES[share.share_index]: each for share, each in zip(known, values, strict=True)}
    enough = dict(list(points.items())[:needed])
    if any(_interpolated(enough, at) != each for at, each in points.items() if at not in enough):
        raise SecretError(_DISAGREE)


def _values(text: str) -> list[int]:
    """What stands behind the prefix."""
    return [_PLACES[character] for character in text[len(PREFIX) :]]


def _interpolated(points: Mapping[int, Sequence[int]], at: int) -> list[int]:
    """The values of the share with another index, by those of as many shares as are needed.

    Lagrange's formula, in the field of 32 elements where sum and difference are the same.
    """
    powers, logarithms = _field()
    weights = {
        one: sum(
            logarithms[other ^ at] - logarithms[other ^ one] for other in points if other != one
        )
        for one in points
    }
    found = [0] * len(next(iter(points.values())))
    for one, values in points.items():
        for place, value in enumerate(values):
            if value:
                found[place] ^= powers[(logarithms[value] + weights[one]) % len(powers)]
    return found


@cache
def _field() -> tuple[tuple[int, ...], Mapping[int, int]]:
    """The powers of x, each element but 0 once, and the exponents of them (BIP-173's field)."""
    powers = [1]
    while len(powers) < len(_CHARSET) - 1:
        double = powers[-1] << 1
        powers.append(double ^ 0b101001 if double >> 5 else double)  # x⁵ = x³ + 1
    return tuple(powers), {power: exponent for exponent, power in enumerate(powers)}


def _common(share: Codex32Facts) -> tuple[object, ...]:
    """What all shares of a set have in common."""
    return share.threshold, share.identifier, share.characters


def _check_spelling(typed: str) -> None:
    """Prefix, length, case and characters."""
    if not typed:
        raise SecretError(f"the input is empty; a codex32 text has {_LENGTHS} characters")
    if not typed[: len(PREFIX)].isascii() or not typed.upper().startswith(PREFIX):
        raise SecretError("a codex32 text begins with MS1, and this one does not")
    if len(typed) not in LENGTHS:
        raise SecretError(f"{len(typed)} characters; a codex32 text has {_LENGTHS}")
    for number, character in enumerate(typed[len(PREFIX) :], len(PREFIX) + 1):
        if not character.isascii() or character.upper() not in _PLACES:
            raise SecretError(
                f"character {number} can't be in a codex32 text, "
                "which has digits and letters without 1, B, I and O after its MS1"
            )
    if not (typed.isupper() or typed.islower()):
        first = typed[0].isupper()
        number = next(at for at, c in enumerate(typed, 1) if c.isalpha() and c.isupper() != first)
        raise SecretError(
            f"capitals and small letters are mixed, from character {number} on; "
            "a codex32 text is all in one case"
        )


def _check_header(text: str) -> None:
    """Threshold and share index."""
    if text[3] not in _THRESHOLDS:
        raise SecretError("character 4 is the threshold and has to be 0 or a digit from 2 to 9")
    if text[3] == "0" and text[8] != _SECRET_INDEX:
        raise SecretError("with the threshold 0 the share index, character 9, has to be S")


def _located(code: _Checksum, syndrome: int, length: int) -> str:
    """Which one, two or three characters explain the syndrome.

    There is no second explanation as short: the code has distance 9.
    """
    places = _places(code, length)
    found = _single(syndrome, places) or _pair(syndrome, places) or _triple(syndrome, places)
    if not found:
        return "more than three characters are wrong, or some are left out and others doubled"
    *others, last = (str(place + len(PREFIX) + 1) for place in sorted(found))
    if not others:
        return f"character {last} looks wrong"
    return f"characters {', '.join(others)} and {last} look wrong"


@cache
def _places(code: _Checksum, length: int) -> Mapping[int, int]:
    """The place of each single error by the syndrome that it makes; no two make the same."""
    weights = list(range(1, 32))  # The last value enters the residue as it is.
    places: dict[int, int] = {}
    for place in reversed(range(length)):
        places |= dict.fromkeys(weights, place)
        weights = [code.step(weight, 0) for weight in weights]
    return places


def _single(syndrome: int, places: Mapping[int, int]) -> list[int]:
    return [places[syndrome]] if syndrome in places else []


def _pair(syndrome: int, places: Mapping[int, int]) -> list[int]:
    for weight, place in places.items():
        if syndrome ^ weight in places:
            return [place, places[syndrome ^ weight]]
    return []


def _triple(syndrome: int, places: Mapping[int, int]) -> list[int]:
    """Takes a second at most, at 127 characters."""
    for weight, place in places.items():
        pair = _pair(syndrome ^ weight, places)
        if pair:
            return [place, *pair]
    return []
