from __future__ import annotations

import itertools

import pytest

from generator.encodings.qr_symbol import _plan, check_codewords, data_of, draw, format_of
from generator.encodings.qr_tables import LEVELS, SIZES, blocks, codeword_count, data_count
from generator.errors import SecretError

SMALL = [(size, level) for size in (21, 25, 29) for level in LEVELS]
LARGER = [(size, level) for size in (33, 45, 57, 73, 177) for level in LEVELS]
"""Of several blocks, with version information, and the largest."""


def data(size: int, level: str) -> list[int]:
    """Codewords that are all different, as long as there are different ones."""
    return [(7 * at + 3) % 256 for at in range(data_count(size, level))]


def flipped(symbol: tuple[str, ...], row: int, column: int) -> tuple[str, ...]:
    """The symbol with one module of the other colour."""
    line = symbol[row]
    module = "0" if line[column] == "1" else "1"
    return (*symbol[:row], line[:column] + module + line[column + 1 :], *symbol[row + 1 :])


@pytest.mark.parametrize(("size", "level"), [*SMALL, (45, "Q")])
@pytest.mark.parametrize("mask", range(8))
def test_data_comes_back_with_every_mask(size: int, level: str, mask: int) -> None:
    """Codewords and mask of each size and level are themselves again."""
    symbol = draw(data(size, level), size, level, mask)
    assert len(symbol) == size
    assert {len(line) for line in symbol} == {size}
    assert format_of(symbol) == (level, mask)
    assert data_of(symbol, level) == (data(size, level), mask)


@pytest.mark.parametrize(("size", "level"), LARGER)
def test_data_comes_back_from_blocks(size: int, level: str) -> None:
    """Codewords of several blocks are themselves again, in order."""
    codewords = data(size, level)
    assert len(blocks(size, level)[1]) > 1 or (size, level) == (33, "L")
    assert data_of(draw(codewords, size, level, 4), level) == (codewords, 4)


@pytest.mark.parametrize(("size", "level"), SMALL)
def test_masks_differ(size: int, level: str) -> None:
    """No two masks draw the same symbol, and the one chosen is one of the eight."""
    symbols = [draw(data(size, level), size, level, mask) for mask in range(8)]
    assert len(set(symbols)) == 8
    assert draw(data(size, level), size, level) in symbols


@pytest.mark.parametrize("size", SIZES)
def test_numbers_of_modules(size: int) -> None:
    """Codewords, remainder, format and fixed patterns fill the symbol, each module once."""
    plan = _plan(size)
    assert 0 <= len(plan.data) - 8 * codeword_count(size) < 8
    cells = [*plan.data, *plan.fixed, *plan.formats[0], *plan.formats[1]]
    assert sorted(cells) == list(range(size**2))


@pytest.mark.parametrize(
    ("size", "codewords", "remainder"),
    [(21, 26, 0), (25, 44, 7), (29, 70, 7), (45, 196, 0), (73, 581, 3), (177, 3706, 0)],
)
def test_published_numbers(size: int, codewords: int, remainder: int) -> None:
    """Versions 1, 2, 3, 7, 14 and 40 have the codewords and remainder bits of table 1."""
    assert codeword_count(size) == codewords
    assert len(_plan(size).data) - 8 * codewords == remainder


def test_published_version_information() -> None:
    """Version 7 says 000111110010010100 at both places, as annex D prints."""
    symbol = draw(data(45, "L"), 45, "L", 0)
    bits = "".join(symbol[5 - along][36 - across] for along in range(6) for across in range(3))
    other = "".join(symbol[36 - across][5 - along] for along in range(6) for across in range(3))
    assert bits == other == "000111110010010100"


@pytest.mark.parametrize("row", [0, 5])
def test_version_information_is_checked(row: int) -> None:
    """A wrong module of the version is a wrong module of a fixed pattern."""
    symbol = flipped(draw(data(45, "M"), 45, "M", 0), row, 35)
    with pytest.raises(SecretError, match=rf"the first in row {row + 1} column 36$"):
        data_of(symbol, "M")


@pytest.mark.parametrize(("size", "level"), [(37, "Q"), (45, "M")])
def test_every_wrong_module_of_a_larger_symbol_is_noticed(size: int, level: str) -> None:
    """Each module of symbols of several blocks is flipped in turn, and none passes."""
    symbol = draw(data(size, level), size, level, 2)
    for row, column in itertools.product(range(size), repeat=2):
        with pytest.raises(SecretError):
            data_of(flipped(symbol, row, column), level)


def test_published_codewords() -> None:
    """The symbol 1-M of `01234567` has the codewords that annex I of the standard prints."""
    given = "10 20 0C 56 61 80 EC 11 EC 11 EC 11 EC 11 EC 11"
    check = "A5 24 D4 C1 ED 36 C7 87 2C 55"
    codewords = [int(each, 16) for each in given.split()]
    assert check_codewords(codewords, 10) == [int(each, 16) for each in check.split()]


@pytest.mark.parametrize(
    "count", sorted({blocks(size, level)[0] for size in SIZES for level in LEVELS})
)
def test_check_codewords_are_linear(count: int) -> None:
    """The sum of two blocks has the sum of their check codewords; nothing but zeros has zeros."""
    blocks = [[1 << at % 8 if at == place else 0 for at in range(20)] for place in range(20)]
    for one, other in itertools.pairwise(blocks):
        total = [a ^ b for a, b in zip(one, other, strict=True)]
        checks = zip(check_codewords(one, count), check_codewords(other, count), strict=True)
        assert check_codewords(total, count) == [a ^ b for a, b in checks]
        assert any(check_codewords(total, count))
    assert check_codewords([0] * 20, count) == [0] * count


@pytest.mark.parametrize(("size", "level"), SMALL)
def test_level_is_checked(size: int, level: str) -> None:
    """A symbol of another level is named as such."""
    for other in LEVELS.replace(level, ""):
        with pytest.raises(SecretError, match=rf"^the QR code is of level {level}, not {other}$"):
            data_of(draw(data(size, level), size, level), other)


def test_both_copies_of_the_format_are_read() -> None:
    """Two copies that name different masks are refused, though each is right by itself."""
    one, other = (draw(data(21, "L"), 21, "L", mask) for mask in (2, 5))
    lines = [list(line) for line in one]
    for column in range(13, 21):
        lines[8][column] = other[8][column]
    for row in range(14, 21):
        lines[row][8] = other[row][8]
    with pytest.raises(SecretError, match="the format information of the QR code has a wrong"):
        data_of(tuple("".join(line) for line in lines), "L")


@pytest.mark.parametrize("size", [25, 29])
def test_remainder_modules_are_checked(size: int) -> None:
    """Seven modules after the last codeword belong to no codeword and must still be right."""
    symbol = draw(data(size, "L"), size, "L", 0)
    refused = 0
    for row in range(9, size - 8):
        lines = [list(line) for line in symbol]
        for column in (0, 1):
            lines[row][column] = "0" if lines[row][column] == "1" else "1"
            with pytest.raises(SecretError) as caught:
                data_of(tuple("".join(line) for line in lines), "L")
            refused += "after the last codeword" in str(caught.value)
            lines[row][column] = symbol[row][column]
    assert refused == 7
