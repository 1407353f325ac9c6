"""The numbers of ISO/IEC 18004 by version, each symbol named by its modules along a side."""

from __future__ import annotations

from functools import cache

SIZES = range(21, 178, 4)
"""Modules along a side of versions 1 … 40."""

LEVELS = "LMQH"
"""Error correction levels, the weakest first."""

_CHECKS = {
    "L": (
        *(7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28),
        *(28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    ),
    "M": (
        *(10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26),
        *(26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28),
    ),
    "Q": (
        *(13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30),
        *(28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    ),
    "H": (
        *(17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28),
        *(30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    ),
}
"""Error correction codewords of each block of versions 1 … 40 (table 9)."""

_BLOCKS = {
    "L": (
        *(1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8),
        *(8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25),
    ),
    "M": (
        *(1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16),
        *(17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49),
    ),
    "Q": (
        *(1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20),
        *(23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68),
    ),
    "H": (
        *(1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25),
        *(25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81),
    ),
}
"""Blocks of versions 1 … 40 (table 9)."""

_STEPS = (
    *(0, 0, 0, 0, 0, 0, 16, 18, 20, 22, 24, 26, 28, 20, 22, 24, 24, 26, 28, 28),
    *(22, 24, 24, 26, 26, 28, 28, 24, 24, 26, 26, 26, 28, 28, 24, 26, 26, 26, 28, 28),
)
"""Modules between alignment patterns of versions 1 … 40, but for the first two (annex E)."""


def version_of(size: int) -> int:
    """Version 1 … 40 of a symbol with `size` modules along a side."""
    return (size - 17) // 4


@cache
def blocks(size: int, level: str) -> tuple[int, tuple[int, ...]]:
    """Error correction codewords of each block, and the data codewords of block after block."""
    at = version_of(size) - 1
    checks, count = _CHECKS[level][at], _BLOCKS[level][at]
    shorter, longer = divmod(codeword_count(size), count)
    lengths = [shorter - checks] * (count - longer) + [shorter + 1 - checks] * longer
    return checks, tuple(lengths)


def data_count(size: int, level: str) -> int:
    """How many data codewords a symbol has."""
    return sum(blocks(size, level)[1])


def codeword_count(size: int) -> int:
    """How many codewords a symbol has in all: what function patterns leave, less the remainder."""
    centres = len(alignment_centres(size))
    finders, timing, formats = 3 * 64, 2 * (size - 16), 31
    # Three alignment patterns would stand on finders; others share five modules with the timing.
    alignment = 25 * (centres**2 - 3) - 2 * 5 * (centres - 2) if centres else 0
    versions = 36 if has_version(size) else 0
    return (size**2 - finders - timing - formats - alignment - versions) // 8


def has_version(size: int) -> bool:
    """Whether the symbol says its version, as versions 7 and up do (clause 7.10)."""
    return version_of(size) >= 7


@cache
def alignment_centres(size: int) -> tuple[int, ...]:
    """Rows, and also columns, of the centres of alignment patterns (annex E)."""
    version, last = version_of(size), size - 7
    if version == 1:
        return ()
    between = version // 7
    step = _STEPS[version - 1]
    return (6, *(last - step * back for back in range(between, -1, -1)))
