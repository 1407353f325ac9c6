from __future__ import annotations

import itertools

import pytest

from generator.encodings.qr_symbol import CAPACITY, SIZES, _plan, check_codewords, data_of, draw
from generator.errors import SecretError

KINDS = list(CAPACITY)


def data(size: int, level: str) -> list[int]:
    """Codewords that are all different."""
    return [(7 * at + 3) % 256 for at in range(CAPACITY[size, level][0])]


@pytest.mark.parametrize(("size", "level"), KINDS)
@pytest.mark.parametrize("mask", range(8))
def test_data_comes_back_with_every_mask(size: int, level: str, mask: int) -> None:
    """Codewords and mask of each size and level are themselves again."""
    symbol = draw(data(size, level), size, level, mask)
    assert len(symbol) == size
    assert {len(line) for line in symbol} == {size}
    assert data_of(symbol, level) == (data(size, level), mask)


@pytest.mark.parametrize(("size", "level"), KINDS)
def test_masks_differ(size: int, level: str) -> None:
    """No two masks draw the same symbol, and the one chosen is one of the eight."""
    symbols = [draw(data(size, level), size, level, mask) for mask in range(8)]
    assert len(set(symbols)) == 8
    assert draw(data(size, level), size, level) in symbols


@pytest.mark.parametrize("size", SIZES)
def test_numbers_of_modules(size: int) -> None:
    """Codewords, remainder, format and fixed patterns fill the symbol, each module once."""
    codewords, remainder = {21: (26, 0), 25: (44, 7), 29: (70, 7)}[size]
    assert {sum(CAPACITY[size, level]) for level in "LM"} == {codewords}
    plan = _plan(size)
    assert len(plan.data) == 8 * codewords + remainder
    cells = [*plan.data, *plan.fixed, *plan.formats[0], *plan.formats[1]]
    assert sorted(cells) == list(range(size**2))


def test_published_codewords() -> None:
    """The symbol 1-M of `01234567` has the codewords that annex I of the standard prints."""
    given = "10 20 0C 56 61 80 EC 11 EC 11 EC 11 EC 11 EC 11"
    check = "A5 24 D4 C1 ED 36 C7 87 2C 55"
    codewords = [int(each, 16) for each in given.split()]
    assert check_codewords(codewords, 10) == [int(each, 16) for each in check.split()]


@pytest.mark.parametrize("count", sorted({check for _, check in CAPACITY.values()}))
def test_check_codewords_are_linear(count: int) -> None:
    """The sum of two blocks has the sum of their check codewords; nothing but zeros has zeros."""
    blocks = [[1 << at % 8 if at == place else 0 for at in range(20)] for place in range(20)]
    for one, other in itertools.pairwise(blocks):
        total = [a ^ b for a, b in zip(one, other, strict=True)]
        checks = zip(check_codewords(one, count), check_codewords(other, count), strict=True)
        assert check_codewords(total, count) == [a ^ b for a, b in checks]
        assert any(check_codewords(total, count))
    assert check_codewords([0] * 20, count) == [0] * count


@pytest.mark.parametrize(("size", "level"), KINDS)
def test_level_is_checked(size: int, level: str) -> None:
    """A symbol of the other level is named as such."""
    other = {"L": "M", "M": "L"}[level]
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
