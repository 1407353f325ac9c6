"""Digits, capitals or bytes as a QR code of one segment: characters to grid and back.

Follows ISO/IEC 18004. Grids have no quiet zone; a code may stand in the middle of a larger grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from generator.encodings.qr_symbol import Lines, data_of, draw
from generator.encodings.qr_tables import SIZES, data_count, version_of
from generator.errors import SecretError
from generator.grid import DOT, Grid

Mode: TypeAlias = Literal["numeric", "alphanumeric", "bytes"]

MODES: tuple[Mode, ...] = ("numeric", "alphanumeric", "bytes")
"""The densest first; each holds all that those before it hold."""

CAPITALS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""What alphanumeric mode holds, by value (table 5)."""

_INDICATOR = {"numeric": "0001", "alphanumeric": "0010", "bytes": "0100"}
_COUNT_BITS = {"numeric": (10, 12, 14), "alphanumeric": (9, 11, 13), "bytes": (8, 16, 16)}
"""Bits of the character count in versions up to 9, up to 26 and beyond (table 3)."""
_GROUP = {"numeric": 3, "alphanumeric": 2, "bytes": 1}
"""Characters that are put into bits together."""
_GROUP_BITS = {"numeric": (4, 7, 10), "alphanumeric": (6, 11), "bytes": (8,)}
"""Bits of a group of one, two or three characters (clause 7.4)."""
_CALLED = {"numeric": "digits", "alphanumeric": "capitals", "bytes": "bytes"}
_PADDING = (0xEC, 0x11)


def densest_mode(data: bytes) -> Mode:
    """The mode that needs the fewest bits for these characters."""
    if data.isdigit():
        return "numeric"
    return "alphanumeric" if not data.translate(None, CAPITALS) else "bytes"


def most_characters(size: int, level: str, mode: Mode) -> int:
    """How many characters a code of `size` × `size` modules holds; bytes for bytes."""
    room = 8 * data_count(size, level) - 4 - _count_bits(mode, size)
    whole = _GROUP_BITS[mode][-1]
    # What is left over may still hold a shorter group.
    shorter = sum(bits <= room % whole for bits in _GROUP_BITS[mode][:-1])
    return room // whole * _GROUP[mode] + shorter


def smallest(length: int, mode: Mode, level: str, sizes: Sequence[int] = SIZES) -> int | None:
    """The first of `sizes` that holds so many characters, or `None`."""
    return next((size for size in sizes if most_characters(size, level, mode) >= length), None)


def check_smallest(data: bytes, mode: Mode, symbol: Lines, level: str) -> None:
    """Raises SecretError where a smaller code would have done."""
    if smallest(len(data), mode, level) != len(symbol):
        raise SecretError("the QR code is larger than what it holds needs")


def grid_of_segment(data: bytes, mode: Mode, size: int, level: str) -> Grid:
    """The code of `size` × `size` modules that holds these characters; they have to fit."""
    symbol = draw(_codewords(data, mode, size, level), size, level)
    return Grid(tuple(tuple(DOT if module == "1" else None for module in line) for line in symbol))


def symbol_in(grid: Grid, sizes: Sequence[int] = SIZES) -> Lines:
    """The modules, less the empty border of a code in the middle of a larger grid.

    Raises SecretError unless their number is one of `sizes`.
    """
    if any(cell not in (None, DOT) for row in grid.rows for cell in row):
        raise SecretError("the QR code holds a symbol that is not a module")
    lines = ["".join("0" if cell is None else "1" for cell in row) for row in grid.rows]
    if any(len(line) != len(lines) for line in lines):
        raise SecretError("the grid of the QR code is not square")
    border = _border(lines)
    if len(lines) - 2 * border not in sizes:
        known = ", ".join(map(str, sizes[:-1])) if len(sizes) < 4 else f"{sizes[0]}, {sizes[1]}, …"
        raise SecretError(
            f"the QR code is not {known} or {sizes[-1]} modules wide, in the middle of its grid"
        )
    inner = slice(border, len(lines) - border)
    return tuple(line[inner] for line in lines[inner])


def segment_of(symbol: Lines, level: str, expected: Mode | None = None) -> tuple[Mode, bytes]:
    """The mode and the characters: undoes `grid_of_segment`, whatever the mask.

    Raises SecretError on any wrong module, and unless terminator and padding are as the standard
    says. Size and mode may be larger than needed: `smallest` and `densest_mode` tell.
    """
    size = len(symbol)
    codewords, _ = data_of(symbol, level)
    bits = "".join(f"{codeword:08b}" for codeword in codewords)
    mode = next((each for each in MODES if bits.startswith(_INDICATOR[each])), None)
    if mode is None or expected not in (None, mode):
        called = _CALLED[expected] if expected else "digits, capitals or bytes"
        raise SecretError(f"the QR code does not hold {called}")
    start = 4 + _count_bits(mode, size)
    data = _characters(bits[start:], int(bits[4:start], 2), mode)
    if codewords != _codewords(data, mode, size, level):
        raise SecretError("the QR code is not padded as the standard says")
    return mode, data


def _count_bits(mode: Mode, size: int) -> int:
    return _COUNT_BITS[mode][sum(version_of(size) > last for last in (9, 26))]


def _codewords(data: bytes, mode: Mode, size: int, level: str) -> list[int]:
    """Mode, count, characters, terminator and padding (clauses 7.4.1 to 7.4.10)."""
    total = data_count(size, level)
    bits = f"{_INDICATOR[mode]}{len(data):0{_count_bits(mode, size)}b}"
    bits += "".join(
        f"{_value(data[at : at + _GROUP[mode]], mode):0{width}b}"
        for at, width in _groups(len(data), mode)
    )
    bits += "0" * min(4, 8 * total - len(bits))
    bits += "0" * (-len(bits) % 8)
    codewords = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    return codewords + [_PADDING[at % 2] for at in range(total - len(codewords))]


def _groups(count: int, mode: Mode) -> list[tuple[int, int]]:
    """Where each group of characters begins, and its bits."""
    step = _GROUP[mode]
    return [(at, _GROUP_BITS[mode][min(count - at, step) - 1]) for at in range(0, count, step)]


def _value(group: bytes, mode: Mode) -> int:
    match mode:
        case "numeric":
            return int(group)
        case "alphanumeric":
            first, *second = (CAPITALS.index(each) for each in group)
            return first * len(CAPITALS) + second[0] if second else first
        case "bytes":
            return group[0]


def _characters(bits: str, count: int, mode: Mode) -> bytes:
    """What `_value` made groups of; raises SecretError for values that no group has."""
    groups = _groups(count, mode)
    if len(bits) < sum(width for _, width in groups):
        raise SecretError(f"the QR code is too short for the {_CALLED[mode]} that it announces")
    found, start = bytearray(), 0
    for at, width in groups:
        length = min(count - at, _GROUP[mode])
        found += _group(int(bits[start : start + width], 2), length, mode)
        start += width
    return bytes(found)


def _group(value: int, length: int, mode: Mode) -> bytes:
    if mode == "bytes":
        return bytes((value,))
    base = 10 if mode == "numeric" else len(CAPITALS)
    if value >= base**length:
        raise SecretError(
            f"a group of {_CALLED[mode]} in the QR code is more than {base**length - 1}"
        )
    places = [value // base**place % base for place in range(length - 1, -1, -1)]
    return bytes(CAPITALS[place] for place in places)


def _border(lines: Sequence[str]) -> int:
    """How many lines are empty on each of the four sides."""
    size = len(lines)
    marked = [at for at, line in enumerate(lines) if "1" in line]
    marked += [line.find("1") for line in lines if "1" in line]
    marked += [line.rfind("1") for line in lines if "1" in line]
    if not marked:
        raise SecretError("the QR code is empty")
    return min(*marked, size - 1 - max(marked))
