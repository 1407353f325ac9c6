"""QR Code symbols of versions 1 to 40 at all four levels: codewords to modules and back.

Follows ISO/IEC 18004. A symbol is lines of `0` (light) and `1` (dark), without quiet zone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from generator.encodings.qr_tables import (
    LEVELS,
    alignment_centres,
    blocks,
    codeword_count,
    has_version,
    version_of,
)
from generator.errors import SecretError

Lines = tuple[str, ...]
"""The modules, `0` and `1`, top line first."""

_LEVEL_BITS = {"L": 0b01, "M": 0b00, "Q": 0b11, "H": 0b10}
_FORMAT_GENERATOR = 0b10100110111
_FORMAT_MASK = 0b101010000010010
_VERSION_GENERATOR = 0b1111100100101
_FIELD_POLYNOMIAL = 0b100011101

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, _: row % 2 == 0,
    lambda _, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
"""Whether mask 0 … 7 inverts a module (table 10)."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which module is for what, in symbols of one size; cells are counted line by line from 0."""

    fixed: Mapping[int, str]
    """Finders, separators, timing, alignment, version information and the dark module."""
    late: tuple[int, ...]
    """Those of `fixed` that are light while masks are compared."""
    formats: tuple[tuple[int, ...], tuple[int, ...]]
    """Both copies of the format information, from its lowest bit to its highest."""
    data: tuple[int, ...]
    """Codewords and remainder, in the order in which bits are placed."""
    empty: str
    """All modules but `data`, `formats` and `late`, which are light."""


def draw(data: Sequence[int], size: int, level: str, mask: int | None = None) -> Lines:
    """The symbol of these data codewords, as many as `data_count` says.

    Without `mask` the one with the lowest penalty, the first of equals. As in the generator that
    wallets use, the penalty is that of the symbol before format information, version information
    and dark module are drawn: people compare their plate with a wallet's screen module by module.
    """
    plan = _plan(size)
    codewords = _interleaved(data, size, level)
    bits = "".join(f"{codeword:08b}" for codeword in codewords).ljust(len(plan.data), "0")
    if mask is None:
        mask = min(range(8), key=lambda each: _penalty(_cells(bits, size, each), size))
    cells = _cells(bits, size, mask)
    for copy in plan.formats:
        for bit, cell in enumerate(copy):
            cells[cell] = str(_format_bits(level, mask) >> bit & 1)
    for cell in plan.late:
        cells[cell] = plan.fixed[cell]
    return _lines(cells, size)


def data_of(symbol: Lines, level: str) -> tuple[list[int], int]:
    """Data codewords and mask: undoes `draw`, and raises SecretError unless every module is right.

    A camera may forgive; a file that is going to be cut may not have a single wrong module.
    """
    named, mask = format_of(symbol)
    if named != level:
        raise SecretError(f"the QR code is of level {named}, not {level}")
    size, cells = len(symbol), "".join(symbol)
    bits = _inverted("".join(cells[cell] for cell in _plan(size).data), size, mask)
    end = 8 * codeword_count(size)
    codewords = [int(bits[at : at + 8], 2) for at in range(0, end, 8)]
    data = _separated(codewords, blocks(size, level)[1])
    if codewords != _interleaved(data, size, level):
        raise SecretError("data and error correction of the QR code disagree: a module is wrong")
    if "1" in bits[end:]:
        raise SecretError("a module after the last codeword of the QR code is wrong")
    return data, mask


def format_of(symbol: Lines) -> tuple[str, int]:
    """The level and the mask that both copies of the format information name (clause 7.9).

    Raises SecretError where they don't, or where a module of the fixed patterns is wrong.
    """
    plan, cells = _plan(len(symbol)), "".join(symbol)
    wrong = [cell for cell, module in plan.fixed.items() if cells[cell] != module]
    if wrong:
        row, column = divmod(min(wrong), len(symbol))
        raise SecretError(
            f"wrong modules in the fixed patterns of the QR code: {len(wrong)}, "
            f"the first in row {row + 1} column {column + 1}"
        )
    values = {sum(int(cells[at]) << bit for bit, at in enumerate(copy)) for copy in plan.formats}
    for level in LEVELS:
        for mask in range(8):
            if values == {_format_bits(level, mask)}:
                return level, mask
    raise SecretError("the format information of the QR code has a wrong module")


def _interleaved(data: Sequence[int], size: int, level: str) -> list[int]:
    """All codewords in the order of placing: the blocks by turns, then their checks (7.6)."""
    checks, lengths = blocks(size, level)
    parts, start = [], 0
    for length in lengths:
        parts.append(data[start : start + length])
        start += length
    return _by_turns(parts) + _by_turns([check_codewords(part, checks) for part in parts])


def _by_turns(parts: Sequence[Sequence[int]]) -> list[int]:
    """The first of each, the second of each and so on; shorter ones end sooner."""
    longest = max(len(part) for part in parts)
    return [part[at] for at in range(longest) for part in parts if at < len(part)]


def _separated(codewords: Sequence[int], lengths: Sequence[int]) -> list[int]:
    """The data codewords block after block: undoes `_interleaved`, but for the checks."""
    places = _by_turns([[number] * length for number, length in enumerate(lengths)])
    parts: list[list[int]] = [[] for _ in lengths]
    for place, codeword in zip(places, codewords, strict=False):
        parts[place].append(codeword)
    return [codeword for part in parts for codeword in part]


def check_codewords(data: Sequence[int], count: int) -> list[int]:
    """The `count` Reed–Solomon codewords over GF(2⁸) that belong to `data` (clause 7.5)."""
    generator = _generator(count)
    remainder = list(data) + [0] * count
    for at in range(len(data)):
        factor = remainder[at]
        for offset, coefficient in enumerate(generator):
            remainder[at + offset] ^= _product(coefficient, factor)
    return remainder[len(data) :]


@cache
def _powers() -> tuple[tuple[int, ...], Mapping[int, int]]:
    """The powers 0 … 254 of 2 in GF(2⁸), and their logarithms."""
    powers = [1]
    while len(powers) < 255:
        doubled = powers[-1] << 1
        powers.append(doubled ^ _FIELD_POLYNOMIAL if doubled > 255 else doubled)
    return tuple(powers), {power: exponent for exponent, power in enumerate(powers)}


def _product(left: int, right: int) -> int:
    if not left or not right:
        return 0
    powers, logarithms = _powers()
    return powers[(logarithms[left] + logarithms[right]) % 255]


@cache
def _generator(count: int) -> tuple[int, ...]:
    """The product of all (x − 2ⁿ) with n below `count`, highest coefficient first."""
    polynomial = [1]
    for exponent in range(count):
        root = _powers()[0][exponent]
        shifted = [0] + [_product(coefficient, root) for coefficient in polynomial]
        polynomial = [a ^ b for a, b in zip([*polynomial, 0], shifted, strict=True)]
    return tuple(polynomial)


@cache
def _format_bits(level: str, mask: int) -> int:
    """The 15 bits of format information: five of data, ten of BCH code, masked (clause 7.9)."""
    return _with_check(_LEVEL_BITS[level] << 3 | mask, 10, _FORMAT_GENERATOR) ^ _FORMAT_MASK


def _with_check(data: int, check_bits: int, generator: int) -> int:
    """Data and the remainder of its division by the generator of a BCH code (annexes C and D)."""
    remainder = data << check_bits
    while remainder.bit_length() > check_bits:
        remainder ^= generator << (remainder.bit_length() - generator.bit_length())
    return data << check_bits | remainder


def _cells(bits: str, size: int, mask: int) -> list[str]:
    """All modules but format information and those that are drawn late, which are light."""
    plan = _plan(size)
    cells = list(plan.empty)
    for cell, module in zip(plan.data, _inverted(bits, size, mask), strict=True):
        cells[cell] = module
    return cells


def _inverted(bits: str, size: int, mask: int) -> str:
    """The bits in the order of placing, those under the mask inverted; undoes itself."""
    return f"{int(bits, 2) ^ int(_mask_bits(size, mask), 2):0{len(bits)}b}"


@cache
def _mask_bits(size: int, mask: int) -> str:
    """What the mask inverts, in the order of placing."""
    inverts = _MASKS[mask]
    return "".join(str(int(inverts(*divmod(cell, size)))) for cell in _plan(size).data)


def _penalty(cells: Sequence[str], size: int) -> int:
    """The four features of clause 7.8.3: runs, blocks, finder look-alikes, share of dark."""
    rows = _lines(cells, size)
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    text = " ".join([*rows, *columns])
    runs = sum(len(run) - 2 for run in re.findall("0{5,}|1{5,}", text))
    finders = len(re.findall("(?=10111010000|00001011101)", text))
    blocks = 0
    values = [int(row, 2) for row in rows]
    inside = (1 << size - 1) - 1
    for upper, lower in pairwise(values):
        differing = (upper ^ lower) | (upper ^ lower) >> 1 | (upper ^ upper >> 1)
        blocks += (~differing & inside).bit_count()
    dark = sum(value.bit_count() for value in values)
    share = int(abs(dark / size**2 * 100 - 50) / 5)
    return runs + 3 * blocks + 40 * finders + 10 * share


def _lines(cells: Sequence[str], size: int) -> Lines:
    text = "".join(cells)
    return tuple(text[start : start + size] for start in range(0, size**2, size))


@cache
def _plan(size: int) -> _Plan:
    fixed: dict[int, str] = {}
    for at in range(8, size - 8):
        fixed[6 * size + at] = fixed[at * size + 6] = str(1 - at % 2)
    last = size - 7
    for row, column in product(alignment_centres(size), repeat=2):
        if (row, column) not in ((6, 6), (6, last), (last, 6)):
            fixed |= _rings(row, column, 2, size)
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        fixed |= _rings(row, column, 4, size)
    late = {(size - 8) * size + 8: "1"} | _version_cells(size)
    empty = "".join(fixed.get(cell, "0") for cell in range(size**2))
    fixed |= late
    formats = _format_cells(size)
    taken = {*fixed, *formats[0], *formats[1]}
    data = tuple(cell for cell in _placing(size) if cell not in taken)
    return _Plan(fixed, tuple(late), formats, data, empty)


def _version_cells(size: int) -> dict[int, str]:
    """Both copies of the version information, none below version 7 (clause 7.10)."""
    if not has_version(size):
        return {}
    bits = _with_check(version_of(size), 12, _VERSION_GENERATOR)
    cells = {}
    for bit in range(18):
        along, across = divmod(bit, 3)
        for row, column in ((along, size - 11 + across), (size - 11 + across, along)):
            cells[row * size + column] = str(bits >> bit & 1)
    return cells


def _rings(row: int, column: int, radius: int, size: int) -> dict[int, str]:
    """A finder with its separator (radius 4) or an alignment pattern (radius 2), clipped."""
    light = (2, 4) if radius == 4 else (1,)
    cells = {}
    for y in range(max(row - radius, 0), min(row + radius + 1, size)):
        for x in range(max(column - radius, 0), min(column + radius + 1, size)):
            ring = max(abs(y - row), abs(x - column))
            cells[y * size + x] = "0" if ring in light else "1"
    return cells


def _format_cells(size: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Both copies, lowest bit first: around the upper left finder, and at the other two."""
    down = [row for row in range(9) if row != 6]
    left = [column for column in range(7, -1, -1) if column != 6]
    first = [row * size + 8 for row in down] + [8 * size + column for column in left]
    second = [8 * size + column for column in range(size - 1, size - 9, -1)]
    second += [row * size + 8 for row in range(size - 7, size)]
    return tuple(first), tuple(second)


def _placing(size: int) -> Iterator[int]:
    """All cells in the order of placing: column pairs from the right, up and down in turns."""
    right_columns = [*range(size - 1, 6, -2), 5, 3, 1]
    for turn, right in enumerate(right_columns):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        for row in rows:
            yield row * size + right
            yield row * size + right - 1
