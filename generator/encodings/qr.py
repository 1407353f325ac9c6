"""A phrase as a QR code that wallets scan: Standard SeedQR and CompactSeedQR.

Standard SeedQR is the 0-based indices, four digits each, in numeric mode: 25 × 25 modules for 12
to 18 words and 29 × 29 beyond, at level L. SeedHammer engraves the same at level M.
CompactSeedQR is the bare entropy in byte mode at level L: 21 × 21 for 12 words, 25 × 25 beyond.
Grids have no quiet zone; a code may stand in the middle of a larger grid.
"""

from __future__ import annotations

from generator.encodings.qr_segment import (
    Mode,
    check_smallest,
    grid_of_segment,
    segment_of,
    smallest,
    symbol_in,
)
from generator.encodings.told import NOTHING, Told
from generator.errors import SecretError
from generator.grid import Grid
from generator.secret import Secret
from generator.words.bip39 import LIST_SIZE, WORD_COUNTS, entropy, phrase_of, phrase_of_entropy
from generator.words.payload import Phrase

_SIZES = (21, 25, 29)


def encode_standard(secret: Secret[Phrase]) -> Grid:
    """Standard SeedQR at level L; modules as wallets show them, mask and padding included."""
    return _grid(_digits(secret), "numeric", "L")


def decode_standard(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_standard`, whatever the mask; raises SecretError on any wrong module."""
    return _decode_numeric(grid, told, "L")


def encode_standard_m(secret: Secret[Phrase]) -> Grid:
    """Standard SeedQR at level M."""
    return _grid(_digits(secret), "numeric", "M")


def decode_standard_m(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_standard_m`, whatever the mask; raises SecretError on any wrong module."""
    return _decode_numeric(grid, told, "M")


def encode_compact(secret: Secret[Phrase]) -> Grid:
    """CompactSeedQR; see `compact_reads_as_text` before offering it."""
    return _grid(entropy(secret).reveal(), "bytes", "L")


def decode_compact(grid: Grid, told: Told = NOTHING) -> Secret[Phrase]:
    """Undoes `encode_compact`, whatever the mask; raises SecretError on any wrong module."""
    data = _read(grid, "bytes", "L")
    phrase = phrase_of_entropy(Secret(data), told.language)
    _check_count(len(data) * 3 // 4, told.count)
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


def _digits(secret: Secret[Phrase]) -> bytes:
    """Four a word."""
    return "".join(f"{index:04d}" for index in secret.reveal().indices).encode()


def _decode_numeric(grid: Grid, told: Told, level: str) -> Secret[Phrase]:
    digits = _read(grid, "numeric", level)
    if len(digits) not in [4 * words for words in WORD_COUNTS]:
        raise SecretError("the QR code does not hold four digits a word of a BIP-39 phrase")
    indices = [int(digits[at : at + 4]) for at in range(0, len(digits), 4)]
    for word, index in enumerate(indices, 1):
        if index >= LIST_SIZE:
            raise SecretError(
                f"word {word} says more than {LIST_SIZE - 1}, "
                f"but numbers run from 0 to {LIST_SIZE - 1}"
            )
    phrase = phrase_of(indices, told.language)
    _check_count(len(indices), told.count)
    return phrase


def _check_count(count: int, word_count: int | None) -> None:
    if word_count not in (None, count):
        raise SecretError(f"the QR code holds {count} words, but the plate is for {word_count}")


def _grid(data: bytes, mode: Mode, level: str) -> Grid:
    size = smallest(len(data), mode, level, _SIZES)
    if size is None:
        raise SecretError("a phrase of more than 24 words does not fit a SeedQR")
    return grid_of_segment(data, mode, size, level)


def _read(grid: Grid, mode: Mode, level: str) -> bytes:
    """The digits or bytes of a code that is not larger than they need."""
    symbol = symbol_in(grid, _SIZES)
    _, data = segment_of(symbol, level, mode)
    check_smallest(data, mode, symbol, level)
    return data
