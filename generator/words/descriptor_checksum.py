"""The checksum of output descriptors (BIP-380), and where the one wrong character is.

Its symbols stand for characters, and behind each three of them one more for their groups, so a
wrong character is an error in one symbol or in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.errors import SecretError

CHARACTERS = (
    "0123456789()[],'/*abcdefgh@:$%{}"
    "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
    'ijklmnopqrstuvwxyzABCDEFGH`#"\\ '
)
"""What a descriptor may have, in the three groups of 32 that its checksum sees (BIP-380)."""

CHECKSUM_LENGTH = 8

_CHECKSUM_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0xF5DEE51989, 0xA9FDCA3312, 0x1BAB10E32D, 0x3706B1677A, 0x644D626FFD)
_LONGEST_SEARCHED = 5000
"""Characters in which an error is looked for, within a second; no plate holds as many."""
_ADVICE = "the wallet exports it, and Bitcoin Core's getdescriptorinfo prints it"


def without_checksum(text: str) -> str:
    """What stands before the # of a right checksum. Raises SecretError, which names places."""
    for number, character in enumerate(text, 1):
        if character not in CHARACTERS:
            raise SecretError(f"character {number} can't be in a descriptor")
    body, mark, checksum = text.partition("#")
    if not body:
        raise SecretError("the input is empty; a descriptor is a function with its checksum")
    if not mark or not checksum:
        raise SecretError(_without(body))
    for number, character in enumerate(checksum, len(body) + 2):
        if character not in _CHECKSUM_CHARACTERS:
            raise SecretError(
                f"character {number} can't be in a checksum, "
                "which has digits and small letters without 1, b, i and o"
            )
    if len(checksum) != CHECKSUM_LENGTH:
        raise SecretError(f"the checksum behind the # has 8 characters, not {len(checksum)}")
    symbols = [*_expanded(body), *map(_CHECKSUM_CHARACTERS.index, checksum)]
    residue = 1
    for symbol in symbols:
        residue = _step(residue, symbol)
    if residue != 1:
        raise SecretError(f"checksum does not match; {_located(body, residue ^ 1)}")
    return body


def _without(body: str) -> str:
    """What to say of a descriptor that has no checksum."""
    if cut := _lost(body):
        return f"the descriptor is cut short: {cut}, and so is its checksum"
    return f"a descriptor needs its checksum, # and 8 characters: {_ADVICE}"


def _lost(body: str) -> str:
    """What to say of parentheses that are opened and not closed; empty if there are none."""
    lost = body.count("(") - body.count(")")
    if lost <= 0:
        return ""
    return f"{lost} closing {'parenthesis is' if lost == 1 else 'parentheses are'} missing"


def _step(residue: int, symbol: int) -> int:
    """The residue after one more symbol."""
    top, residue = residue >> 35, (residue & 0x7FFFFFFFF) << 5 ^ symbol
    for bit, reduction in enumerate(_GENERATOR):
        residue ^= reduction if top >> bit & 1 else 0
    return residue


def _expanded(body: str) -> list[int]:
    """The symbols of the characters, and behind each three of them one for their groups."""
    symbols: list[int] = []
    for start in range(0, len(body), 3):
        values = [CHARACTERS.index(character) for character in body[start : start + 3]]
        symbols += [value & 31 for value in values]
        symbols.append(_group_symbol([value >> 5 for value in values]))
    return symbols


def _group_symbol(groups: Sequence[int]) -> int:
    symbol = 0
    for group in groups:
        symbol = symbol * 3 + group
    return symbol


def _located(body: str, syndrome: int) -> str:
    """Which one character explains the syndrome; far apart there may be several that do."""
    if len(body) > _LONGEST_SEARCHED:
        return "check each character"
    found = list(_places(body, syndrome))
    if not found:
        return _lost(body) or "more than one character is wrong, or one is missing or too many"
    if len(found) == 1:
        return f"character {found[0]} looks wrong"
    return f"one of the characters {', '.join(map(str, found))} looks wrong"


def _places(body: str, syndrome: int) -> Iterator[int]:
    """The positions, from 1, at which another character makes the checksum match."""
    columns = _columns(len(_expanded(body)) + CHECKSUM_LENGTH)
    for place in range(len(body)):
        if syndrome in _errors(body, place, columns):
            yield place + 1
    for place, column in enumerate(columns[-CHECKSUM_LENGTH:], len(body) + 2):
        if syndrome in [_weight(column, error) for error in range(1, 32)]:
            yield place


def _columns(length: int) -> list[list[int]]:
    """What an error in each bit of each symbol does to the syndrome: symbols × 5."""
    columns = [[1, 2, 4, 8, 16]]  # The last symbol enters the residue as it is.
    for _ in range(length - 1):
        columns.append([_step(weight, 0) for weight in columns[-1]])
    return columns[::-1]


def _errors(body: str, place: int, columns: Sequence[Sequence[int]]) -> list[int]:
    """The syndromes of all other characters at a place."""
    start = place - place % 3
    values = [CHARACTERS.index(character) for character in body[start : start + 3]]
    first = start // 3 * 4
    own, shared = columns[first + place % 3], columns[first + len(values)]
    groups = [value >> 5 for value in values]
    right, old = _group_symbol(groups), values[place % 3]
    by_group: list[int] = []
    for group in range(3):
        groups[place % 3] = group
        by_group.append(_weight(shared, right ^ _group_symbol(groups)))
    by_value = [_weight(own, error) for error in range(32)]
    return [
        by_value[(old ^ value) & 31] ^ by_group[value >> 5]
        for value in range(len(CHARACTERS))
        if value != old
    ]


def _weight(column: Sequence[int], error: int) -> int:
    """What an error in one symbol does to the syndrome."""
    total = 0
    for bit, weight in enumerate(column):
        total ^= weight if error >> bit & 1 else 0
    return total
