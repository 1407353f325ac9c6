"""A phrase as a QR code that wallets scan: Standard SeedQR and CompactSeedQR.

Standard SeedQR is the 0-based indices, four digits each, in numeric mode: 25 × 25 modules for 12
to 18 words and 29 × 29 beyond, at level L. SeedHammer engraves the same at level M.
CompactSeedQR is the bare entropy in byte mode at level L: 21 × 21 for 12 words, 25 × 25 beyond.
Grids have no quiet zone; a code may stand in the middle of a larger grid.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.encodings.qr_symbol import CAPACITY, SIZES, data_of, draw
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import DOT, Grid
from generator.secret import Secret
from generator.words.bip39 import LIST_SIZE, WORD_COUNTS, entropy, phrase_of, phrase_of_entropy
from generator.words.payload import Phrase

_NUMERIC = "0001"
_BYTES = "0100"
_COUNT_BITS = {_NUMERIC: 10, _BYTES: 8}
_PADDING = (0xEC, 0x11)


def encode_standard(secret: Secret[Phrase]) -> Grid:
    """Standard SeedQR at level L; modules as wallets show them, mask and padding included."""
    return _grid(_numeric(secret), "L")


def decode_standard(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_standard`, whatever the mask; raises SecretError on any wrong module."""
    return _decode_numeric(grid, told, "L")


def encode_standard_m(secret: Secret[Phrase]) -> Grid:
    """Standard SeedQR at level M."""
    return _grid(_numeric(secret), "M")


def decode_standard_m(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_standard_m`, whatever the mask; raises SecretError on any wrong module."""
    return _decode_numeric(grid, told, "M")


def encode_compact(secret: Secret[Phrase]) -> Grid:
    """CompactSeedQR; see `compact_reads_as_text` before offering it."""
    return _grid(_bytes(secret), "L")


def decode_compact(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_compact`, whatever the mask; raises SecretError on any wrong module."""
    codewords = _read(grid, "L")
    count, bits = _payload(codewords, _BYTES)
    if len(bits) < 8 * count:
        raise SecretError("the QR code is too short for the bytes that it announces")
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, 8 * count, 8))
    phrase = phrase_of_entropy(Secret(data), told.language)
    _check_same(codewords, _bytes(phrase), "L")
    _check_count(count * 3 // 4, told.count)
    return phrase


def compact_reads_as_text(secret: Secret[Phrase]) -> bool:
    """Whether the entropy happens to be valid UTF-8: SeedSigner then refuses the CompactSeedQR.

    About one 12-word phrase in 11,300; offer Standard SeedQR instead.
    """
    try:
        entropy(secret).reveal().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _numeric(secret: Secret[Phrase]) -> str:
    indices = secret.reveal().indices
    digits = "".join(f"{index:04d}" for index in indices)
    # A phrase has 48 to 96 digits, always a multiple of three.
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return _segment(_NUMERIC, len(digits), "".join(f"{int(group):010b}" for group in groups))


def _bytes(secret: Secret[Phrase]) -> str:
    data = entropy(secret).reveal()
    return _segment(_BYTES, len(data), "".join(f"{byte:08b}" for byte in data))


def _decode_numeric(grid: Grid, told: Told, level: str) -> Secret[Phrase]:
    codewords = _read(grid, level)
    count, bits = _payload(codewords, _NUMERIC)
    if count not in [4 * words for words in WORD_COUNTS]:
        raise SecretError("the QR code does not hold four digits a word of a BIP-39 phrase")
    if len(bits) < count // 3 * 10:
        raise SecretError("the QR code is too short for the digits that it announces")
    groups = [int(bits[at : at + 10], 2) for at in range(0, count // 3 * 10, 10)]
    if max(groups) > 999:
        raise SecretError("the QR code holds three digits that are more than 999")
    digits = "".join(f"{group:03d}" for group in groups)
    indices = [int(digits[at : at + 4]) for at in range(0, count, 4)]
    for word, index in enumerate(indices, 1):
        if index >= LIST_SIZE:
            raise SecretError(
                f"word {word} says more than {LIST_SIZE - 1}, "
                f"but numbers run from 0 to {LIST_SIZE - 1}"
            )
    phrase = phrase_of(indices, told.language)
    _check_same(codewords, _numeric(phrase), level)
    _check_count(len(indices), told.count)
    return phrase


def _segment(mode: str, count: int, bits: str) -> str:
    return mode + f"{count:0{_COUNT_BITS[mode]}b}" + bits


def _fitted(segment: str, level: str) -> tuple[int, list[int]]:
    """Size and data codewords of the smallest symbol that holds the segment (clause 7.4.10)."""
    size = next(size for size in SIZES if len(segment) <= 8 * CAPACITY[size, level][0])
    count = CAPACITY[size, level][0]
    bits = segment + "0" * min(4, 8 * count - len(segment))
    bits += "0" * (-len(bits) % 8)
    data = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    return size, data + [_PADDING[at % 2] for at in range(count - len(data))]


def _payload(codewords: Sequence[int], mode: str) -> tuple[int, str]:
    """The character count, and all bits after it."""
    bits = "".join(f"{codeword:08b}" for codeword in codewords)
    if not bits.startswith(mode):
        expected = "digits" if mode == _NUMERIC else "bytes"
        raise SecretError(f"the QR code does not hold {expected}")
    start = len(mode) + _COUNT_BITS[mode]
    return int(bits[len(mode) : start], 2), bits[start:]


def _check_same(codewords: Sequence[int], segment: str, level: str) -> None:
    """Raises SecretError unless terminator, padding and size are as for `segment`.

    Different sizes have different numbers of codewords.
    """
    if list(codewords) != _fitted(segment, level)[1]:
        raise SecretError("the QR code is not padded, or not sized, as the standard says")


def _check_count(count: int, word_count: int | None) -> None:
    if word_count not in (None, count):
        raise SecretError(f"the QR code holds {count} words, but the plate is for {word_count}")


def _grid(segment: str, level: str) -> Grid:
    size, codewords = _fitted(segment, level)
    symbol = draw(codewords, size, level)
    return Grid(tuple(tuple(DOT if module == "1" else None for module in line) for line in symbol))


def _read(grid: Grid, level: str) -> list[int]:
    """The data codewords; takes off the empty border of a code in the middle of a larger grid."""
    if any(cell not in (None, DOT) for row in grid.rows for cell in row):
        raise SecretError("the QR code holds a symbol that is not a module")
    lines = ["".join("0" if cell is None else "1" for cell in row) for row in grid.rows]
    if any(len(line) != len(lines) for line in lines):
        raise SecretError("the grid of the QR code is not square")
    border = _border(lines)
    if len(lines) - 2 * border not in SIZES:
        raise SecretError("the QR code is not 21, 25 or 29 modules wide, in the middle of its grid")
    inner = slice(border, len(lines) - border)
    return data_of(tuple(line[inner] for line in lines[inner]), level)[0]


def _border(lines: Sequence[str]) -> int:
    """How many lines are empty on each of the four sides."""
    size = len(lines)
    marked = [at for at, line in enumerate(lines) if "1" in line]
    marked += [line.find("1") for line in lines if "1" in line]
    marked += [line.rfind("1") for line in lines if "1" in line]
    if not marked:
        raise SecretError("the QR code is empty")
    return min(*marked, size - 1 - max(marked))
