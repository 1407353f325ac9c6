from __future__ import annotations

import pytest
import qrcode
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, MODE_NUMBER, QRData

from generator.encodings.qr_segment import (
    CAPITALS,
    MODES,
    Mode,
    densest_mode,
    grid_of_segment,
    most_characters,
    segment_of,
    smallest,
    symbol_in,
)
from generator.encodings.qr_tables import LEVELS, SIZES, alignment_centres
from generator.grid import Grid

CORRECTION = {
    "L": qrcode.ERROR_CORRECT_L,
    "M": qrcode.ERROR_CORRECT_M,
    "Q": qrcode.ERROR_CORRECT_Q,
    "H": qrcode.ERROR_CORRECT_H,
}
FOREIGN: dict[Mode, int] = {
    "numeric": MODE_NUMBER,
    "alphanumeric": MODE_ALPHA_NUM,
    "bytes": MODE_8BIT_BYTE,
}
KINDS = [(size, level, mode) for size in SIZES for level in LEVELS for mode in MODES]
SMALL = [kind for kind in KINDS if kind[0] <= SIZES[12]]
SOME = [kind for place, kind in enumerate(KINDS) if kind[0] > SIZES[12] and place % 13 == 0]
REST = [kind for kind in KINDS if kind not in SMALL and kind not in SOME]


def characters(mode: Mode, count: int) -> bytes:
    """So many characters that need the mode, in no simple order."""
    alphabet = {"numeric": CAPITALS[:10], "alphanumeric": CAPITALS, "bytes": bytes(range(256))}
    return bytes(
        alphabet[mode][(at * at * 31 + at * 7 + 11) % len(alphabet[mode])] for at in range(count)
    )


def foreign(data: bytes, level: str, mode: Mode) -> list[list[bool]]:
    """The smallest code as another library draws it, which chooses version and mask itself."""
    code = qrcode.QRCode(error_correction=CORRECTION[level], border=0)
    code.add_data(QRData(data, mode=FOREIGN[mode]), optimize=0)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]


def dark(grid: Grid) -> list[list[bool]]:
    """Whether each module is dark."""
    return [[cell is not None for cell in row] for row in grid.rows]


def agrees(size: int, level: str, mode: Mode) -> None:
    """Fails unless a full code, and a small one not full, are those of another library."""
    most = most_characters(size, level, mode)
    assert smallest(most, mode, level) == size
    assert smallest(most + 1, mode, level) in (size + 4, None)
    for count in (most, most - 4) if size <= SIZES[12] else (most,):
        data = characters(mode, count)
        smaller = smallest(count, mode, level)
        assert smaller is not None
        grid = grid_of_segment(data, mode, smaller, level)
        assert dark(grid) == foreign(data, level, mode)
        assert segment_of(symbol_in(grid), level) == (mode, data)


@pytest.mark.parametrize(("size", "level", "mode"), SMALL + SOME)
def test_codes_are_those_of_another_library(size: int, level: str, mode: Mode) -> None:
    """Version, mask and every module of versions 1 to 13, and of some beyond."""
    agrees(size, level, mode)


@pytest.mark.prove
@pytest.mark.parametrize(("size", "level", "mode"), REST)
def test_all_larger_codes_are_those_of_another_library(size: int, level: str, mode: Mode) -> None:
    """Version, mask and every module of the other versions."""
    agrees(size, level, mode)


@pytest.mark.parametrize("size", SIZES)
def test_alignment_patterns_are_those_of_another_library(size: int) -> None:
    """Their centres are those of annex E as another library has it."""
    known = qrcode.util.PATTERN_POSITION_TABLE[(size - 21) // 4]
    assert list(alignment_centres(size)) == known


@pytest.mark.parametrize(
    ("size", "level", "numbers"),
    [
        (21, "L", (41, 25, 17)),
        (21, "H", (17, 10, 7)),
        (45, "M", (293, 178, 122)),
        (57, "Q", (364, 221, 151)),
        (69, "L", (1022, 619, 425)),
        (177, "L", (7089, 4296, 2953)),
        (177, "H", (3057, 1852, 1273)),
    ],
)
def test_published_capacities(size: int, level: str, numbers: tuple[int, int, int]) -> None:
    """As many digits, capitals and bytes as table 7 says."""
    assert tuple(most_characters(size, level, mode) for mode in MODES) == numbers


def test_each_mode_holds_what_it_is_for() -> None:
    """Digits alone are numeric, the 45 capitals alphanumeric, any other byte is bytes."""
    assert len(set(CAPITALS)) == 45
    for value in range(256):
        byte = bytes((value,))
        mode = "numeric" if byte in b"0123456789" else "bytes"
        mode = "alphanumeric" if mode == "bytes" and byte in CAPITALS else mode
        assert densest_mode(byte) == mode
        assert densest_mode(b"1" + byte) == mode


@pytest.mark.parametrize("mode", MODES)
def test_every_number_of_characters(mode: Mode) -> None:
    """Groups that are not full come back, down to no character at all."""
    for count in range(most_characters(25, "L", mode) + 1):
        data = characters(mode, count)
        assert segment_of(symbol_in(grid_of_segment(data, mode, 25, "L")), "L", mode) == (
            mode,
            data,
        )
