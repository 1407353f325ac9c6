from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.encodings.qr_segment import MODES, grid_of_segment
from generator.encodings.qr_tables import LEVELS
from generator.encodings.qr_text import (
    decode,
    decode_parts,
    encode,
    encode_parts,
)
from generator.errors import SecretError
from generator.grid import Grid
from tests.encodings.phrases import vectors

PARTS = vectors("qr_parts")
XPUB = (
    "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg"
    "7usUDFdp6W1EGMcet8"
)
"""BIP-32, test vector 1, chain m."""
DESCRIPTOR = f"pkh({XPUB}/1/*)#kczqajcv"
TEXTS = {
    "descriptor": DESCRIPTOR,
    "xpub": XPUB,
    "codex32": "MS10TESTSXXXXXXXXXXXXXXXXXXXXXXXXXX4NZVCA9CMCZLW",
    "digits": "0123456789" * 9,
    "one": "7",
    "words": "duckling enlarge academic academic agency result length solution fridge kidney",
    "accents": "passphrase: Žluťoučký kůň, 鼠 🔑",
    "line ends": " spaces \n and ends ",
}


def scanned(grid: Grid) -> bytes:
    """What a reader that is not ours makes of a picture of the modules."""
    dark = np.array([[cell is not None for cell in row] for row in grid.rows])
    pixels = np.kron(np.where(np.pad(dark, 4), 0, 255), np.ones((6, 6))).astype(np.uint8)
    (code,) = zxingcpp.read_barcodes(pixels)
    return bytes(code.bytes)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", TEXTS)
def test_texts_come_back_and_scan(name: str, level: str) -> None:
    """Each kind of text comes back at each level, and a foreign reader reads it."""
    grid = encode(TEXTS[name], level)
    assert decode(grid) == TEXTS[name]
    assert scanned(grid) == TEXTS[name].encode()


@given(st.text(min_size=1, max_size=400), st.sampled_from(LEVELS))
@settings(max_examples=60)
def test_any_text_comes_back(text: str, level: str) -> None:
    """A text that UTF-8 can say is itself again, and the same text makes the same code."""
    try:
        grid = encode(text, level)
    except SecretError as error:
        assert re.match("the text holds a character|wallets would take", str(error))
        return
    assert decode(grid) == text
    assert encode(text, level) == grid


@pytest.mark.parametrize(
    ("text", "level", "size"),
    [
        ("1" * 41, "L", 21),
        ("A" * 25, "L", 21),
        ("a" * 17, "L", 21),
        ("a" * 18, "L", 25),
        ("é" * 8, "L", 21),
        ("é" * 9, "L", 25),
        (XPUB, "M", 45),
        (DESCRIPTOR, "M", 49),
        (DESCRIPTOR, "L", 41),
    ],
)
def test_sizes(text: str, level: str, size: int) -> None:
    """The densest mode and the smallest version are chosen."""
    assert encode(text, level).width == size
    assert encode(text, level, size).width == size


def test_wrong_modules_are_noticed() -> None:
    """Each module of the code of a descriptor is flipped in turn, and none passes."""
    rows = encode(XPUB, "L").rows
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            changed = (*line[:column], "#" if cell is None else None, *line[column + 1 :])
            with pytest.raises(SecretError) as caught:
                decode(Grid((*rows[:row], changed, *rows[row + 1 :])))
            assert "xpub" not in str(caught.value)


def test_quiet_zone_around_a_code() -> None:
    """A code in the middle of a larger grid is read."""
    rows = encode(XPUB).rows
    wide = tuple((None, None, *line, None, None) for line in rows)
    empty = ((None,) * len(wide[0]),) * 2
    assert decode(Grid((*empty, *wide, *empty))) == XPUB
    with pytest.raises(SecretError, match="not 21, 25, … or 177 modules wide, in the middle"):
        decode(Grid(tuple(row[:-2] for row in (*empty, *wide))))


@pytest.mark.parametrize(
    ("data", "mode", "size", "message"),
    [
        (b"123", "bytes", 21, "in another mode than its text needs"),
        (b"123", "alphanumeric", 21, "in another mode than its text needs"),
        (b"ABC", "bytes", 21, "in another mode than its text needs"),
        (b"abc", "bytes", 25, "larger than what it holds needs"),
        (b"\xff\xfe", "bytes", 21, "bytes that are no text in UTF-8"),
        (b"", "alphanumeric", 21, "holds no text"),
        (b"p1of2 abc", "bytes", 21, "one part of several"),
        (b"p12of345 abc", "bytes", 21, "one part of several"),
    ],
)
def test_faultless_codes_that_we_would_not_make(
    data: bytes, mode: str, size: int, message: str
) -> None:
    """A code is read only if it is the one that its text makes."""
    known = next(each for each in MODES if each == mode)
    with pytest.raises(SecretError, match=message):
        decode(grid_of_segment(data, known, size, "L"))


@pytest.mark.parametrize(
    ("text", "largest", "message"),
    [
        ("", 177, "an empty text makes no QR code"),
        ("p1of3 abc", 177, "wallets would take this text for one part of several"),
        ("\ud800", 177, "a character that UTF-8 can't say"),
        ("a" * 63, 33, "too long for a QR code of 33 × 33 modules at level M; it holds 62 bytes"),
        ("A" * 91, 33, "too long for a QR code of 33 × 33 modules at level M; it holds 90 capit"),
        ("1" * 150, 33, "too long for a QR code of 33 × 33 modules at level M; it holds 149 dig"),
        ("a" * 2332, 177, "too long for a QR code of 177 × 177 modules at level M; it holds 2331"),
    ],
)
def test_texts_that_make_no_code(text: str, largest: int, message: str) -> None:
    """What can't be marked is refused with what would be right, and is not quoted."""
    with pytest.raises(SecretError, match=message) as caught:
        encode(text, "M", largest)
    assert caught.value.__cause__ is None


# ------------------------------------------------------------------------------------------- parts


def test_published_parts() -> None:
    """The parts that Krux's own test puts together are ours, code for code."""
    grids = encode_parts(PARTS["text"], len(PARTS["parts"]))
    assert [scanned(grid).decode() for grid in grids] == PARTS["parts"]
    assert decode_parts(reversed(grids)) == PARTS["text"]


def put_together(contents: list[str]) -> str:
    """What wallets make of the parts: by number, the text after the first space."""
    numbered = {}
    for content in contents:
        head, piece = content.split(" ", 1)
        number, total = head.removeprefix("p").split("of")
        assert int(total) == len(contents)
        assert len(head) < 10
        numbered[int(number)] = piece
    return "".join(numbered[number] for number in sorted(numbered))


@pytest.mark.parametrize("parts", [2, 3, 7, 10, 12])
@pytest.mark.parametrize("name", ["descriptor", "codex32", "words", "digits"])
def test_wallets_put_parts_together(name: str, parts: int) -> None:
    """Parts come back in any order, and as the rule of wallets has it."""
    grids = encode_parts(TEXTS[name], parts)
    assert len(grids) == parts
    assert put_together([scanned(grid).decode() for grid in grids]) == TEXTS[name]
    assert decode_parts(grids) == decode_parts(grids[::-1]) == TEXTS[name]


def test_one_part_is_the_text_itself() -> None:
    """One code has no prefix."""
    assert encode_parts(XPUB, 1) == (encode(XPUB),)
    assert decode_parts(encode_parts(XPUB, 1)) == XPUB


def refused(grids: tuple[Grid, ...]) -> str:
    """Why the codes are no text; never with a piece of one."""
    with pytest.raises(SecretError) as caught:
        decode_parts(grids)
    assert "xpub" not in str(caught.value)
    return str(caught.value)


def test_codes_that_are_no_set() -> None:
    """Missing, doubled and mixed parts are named by number."""
    one, two, three = encode_parts(DESCRIPTOR, 3)
    other = encode_parts(XPUB, 3)
    assert refused(()) == "every QR code of the text is missing"
    assert refused((one,)) == "part 2 and part 3 of the text is missing"
    assert refused((one, three)) == "part 2 of the text is missing"
    assert refused((one, two, two)) == "part 2 of 3 is there twice"
    assert refused((one, other[0], three)) == "part 1 of 3 is there twice"
    assert refused((one, two, three, three)) == "part 3 of 3 is there twice"
    assert refused((one, two, encode(XPUB))) == "QR code 3 of 3 is not a part of several"
    assert refused((encode(XPUB), encode(XPUB))) == "QR code 1 of 2 is not a part of several"
    four = encode_parts(DESCRIPTOR, 4)
    assert refused((one, four[1])) == "QR code 2 is a part of another text: it counts 4 parts"
    assert refused((one, other[1], three)).startswith("the parts are not cut alike")
    assert refused(encode_parts(DESCRIPTOR, 9)[:1]) == (
        "part 2 and part 3 and 6 more of the text is missing"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"p4of3 abc", "QR code 1 says part 4 of 3"),
        (b"p0of3 abc", "QR code 1 of 1 is not a part of several"),
        (b"p01of03 abc", "QR code 1 of 1 is not a part of several"),
        (b"p1of1 abc", "a text is cut into 2 to 99 parts, not 1"),
    ],
)
def test_prefixes_that_we_would_not_write(content: bytes, message: str) -> None:
    """Numbers run from 1 to the number of parts, without zeros before them."""
    assert refused((grid_of_segment(content, "bytes", 21, "L"),)) == message


@pytest.mark.parametrize("parts", [0, -1, 6, 100])
def test_numbers_of_parts_that_are_none(parts: int) -> None:
    """A text is cut into pieces that all hold something, ninety-nine at most."""
    with pytest.raises(SecretError, match="a text is cut into 2 to 99|too short to be cut into 6"):
        encode_parts("ten letter", parts)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("size", [33, 45])
def test_characters_of_several_bytes_are_not_torn(size: int, level: str) -> None:
    """Pieces are cut between characters, and a code that would be too large is refused."""
    text = "鼠🔑é" * 40 + "a" * 200
    whole = encode_parts(text, 40, level, size)
    assert max(grid.width for grid in whole) <= size
    assert put_together([scanned(grid).decode() for grid in whole]) == text
    assert decode_parts(whole) == text
    with pytest.raises(SecretError, match="too long for a QR code of"):
        encode_parts(text, 2, level, size)
