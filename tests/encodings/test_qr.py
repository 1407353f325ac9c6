from __future__ import annotations

import numpy as np
import pytest
import qrcode
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from qrcode.util import MODE_8BIT_BYTE, MODE_NUMBER, QRData

from generator.encodings import ENCODINGS
from generator.encodings.qr import compact_reads_as_text
from generator.encodings.qr_symbol import draw
from generator.encodings.qr_tables import data_count
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid, grid_of
from generator.secret import Secret
from generator.words.bip39 import WORD_COUNTS, entropy, phrase_of_entropy
from generator.words.payload import Phrase
from tests.encodings.phrases import boxed, completed, counting, made, published, vectors

CASES = vectors("seedqr")["cases"]
PLATES = vectors("seedhammer_layout")["cases"]
CODES = ("seedqr", "compact-seedqr", "seedqr-m")


def zeros_and_ones(grid: Grid) -> list[str]:
    """The modules as the published matrices write them."""
    return grid.picture().replace(".", "0").replace("#", "1").split("\n")


def grid_from(lines: list[str] | tuple[str, ...]) -> Grid:
    """Undoes `zeros_and_ones`."""
    return grid_of(line.replace("0", ".").replace("1", "#") for line in lines)


def scanned(grid: Grid) -> bytes:
    """What a reader that is not ours makes of a picture of the modules."""
    dark = np.array([[cell is not None for cell in row] for row in grid.rows])
    pixels = np.kron(np.where(np.pad(dark, 4), 0, 255), np.ones((6, 6))).astype(np.uint8)
    (code,) = zxingcpp.read_barcodes(pixels)
    return bytes(code.bytes)


def content(name: str, secret: Secret[Phrase]) -> bytes:
    """What a wallet expects in the code, by the text of the specification."""
    if name == "compact-seedqr":
        return entropy(secret).reveal()
    return "".join(f"{index:04d}" for index in secret.reveal().indices).encode()


def symbol_of(bits: str, size: int, level: str, mask: int | None = None) -> Grid:
    """A code of these data bits, filled with zeros, with valid error correction."""
    bits = bits.ljust(8 * data_count(size, level), "0")
    return grid_from(
        draw([int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)], size, level, mask)
    )


def padded(bits: str, size: int, level: str) -> str:
    """These data bits, ended and filled as the standard says."""
    bits += "0000"
    bits += "0" * (-len(bits) % 8)
    while len(bits) < 8 * data_count(size, level):
        bits += "1110110000010001"
    return bits[: 8 * data_count(size, level)]


@pytest.mark.parametrize("case", CASES, ids=[str(case["vector"]) for case in CASES])
@pytest.mark.parametrize(("name", "key"), [("seedqr", "standard"), ("compact-seedqr", "compact")])
def test_published_codes(name: str, key: str, case: dict[str, object]) -> None:
    """All modules are those published by the inventor, mask and padding included."""
    secret = boxed(str(case["mnemonic"]))
    matrices = case["published_matrices"]
    assert isinstance(matrices, dict)
    grid = ENCODINGS[name].encode(secret)
    assert zeros_and_ones(grid) == matrices[key]["rows"]
    assert grid.width == case[f"{key}_size"]
    assert ENCODINGS[name].decode(grid, Told("english")).reveal() == secret.reveal()
    assert scanned(grid) == content(name, secret)
    expected = case["standard_digits"] if key == "standard" else case["compact_hex"]
    data = content(name, secret)
    assert (data.decode() if key == "standard" else data.hex()) == expected


@pytest.mark.parametrize(("case", "mask"), [(PLATES[0], 3), (PLATES[1], 2)], ids=["12", "24"])
def test_published_engravings(case: dict[str, object], mask: int) -> None:
    """SeedHammer's codes are read, and are ours but for the mask, which its firmware picks."""
    rows = case["qr_rows"]
    assert isinstance(rows, list)
    secret = boxed(str(case["mnemonic"]))
    encoding = ENCODINGS["seedqr-m"]
    assert encoding.decode(grid_from(rows), Told("english")).reveal() == secret.reveal()
    digits = content("seedqr-m", secret).decode()
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    bits = f"0001{len(digits):010b}" + "".join(f"{int(group):010b}" for group in groups)
    bits = padded(bits, len(rows), "M")
    assert zeros_and_ones(symbol_of(bits, len(rows), "M", mask)) == rows
    assert scanned(encoding.encode(secret)) == scanned(grid_from(rows)) == digits.encode()


def foreign(name: str, secret: Secret[Phrase]) -> list[str]:
    """The code as the library draws it that wallets use."""
    level = qrcode.ERROR_CORRECT_M if name == "seedqr-m" else qrcode.ERROR_CORRECT_L
    mode = MODE_8BIT_BYTE if name == "compact-seedqr" else MODE_NUMBER
    code = qrcode.QRCode(error_correction=level, border=0)
    code.add_data(QRData(content(name, secret), mode=mode), optimize=0)
    code.make()
    return ["".join("1" if module else "0" for module in row) for row in code.modules]


@pytest.mark.parametrize("name", CODES)
@pytest.mark.parametrize("count", WORD_COUNTS)
def test_codes_are_those_of_wallets(name: str, count: int) -> None:
    """For phrases of each length all modules equal those of the library that wallets use."""
    for turn, indices in enumerate(counting(count)[::9]):
        turned = completed([index * 613 % 2048 for index in indices[:-1]], turn * 89 % 2048)
        secret = made(turned, "english")
        grid = ENCODINGS[name].encode(secret)
        assert zeros_and_ones(grid) == foreign(name, secret)


@given(
    st.sampled_from(CODES),
    st.sampled_from([16, 20, 24, 28, 32]).flatmap(lambda n: st.binary(min_size=n, max_size=n)),
)
def test_a_foreign_reader_reads_every_code(name: str, data: bytes) -> None:
    """Codes of any entropy and length are scanned to what the specification says."""
    secret = phrase_of_entropy(Secret(data), "english")
    grid = ENCODINGS[name].encode(secret)
    assert scanned(grid) == content(name, secret)


@pytest.mark.parametrize("name", CODES)
def test_every_wrong_module_is_noticed(name: str) -> None:
    """Each module of a code of 12 and one of 24 words is flipped in turn, and none passes."""
    for text in ("ss5_12", "seedcard_24"):
        grid = ENCODINGS[name].encode(boxed(published()[text]))
        for row, line in enumerate(grid.rows):
            for column, cell in enumerate(line):
                flipped = (*line[:column], "#" if cell is None else None, *line[column + 1 :])
                mutant = Grid((*grid.rows[:row], flipped, *grid.rows[row + 1 :]))
                with pytest.raises(SecretError):
                    ENCODINGS[name].decode(mutant, Told("english"))


@given(st.sampled_from(CODES), st.sets(st.integers(0, 20), min_size=2), st.data())
def test_several_wrong_modules_are_noticed(name: str, rows: set[int], data: st.DataObject) -> None:
    """Any number of flipped modules, far beyond what a camera forgives, is refused."""
    grid = ENCODINGS[name].encode(boxed(published()["ss5_12"]))
    lines = zeros_and_ones(grid)
    for row in rows:
        column = data.draw(st.integers(0, 20))
        flipped = "0" if lines[row][column] == "1" else "1"
        lines[row] = lines[row][:column] + flipped + lines[row][column + 1 :]
    with pytest.raises(SecretError):
        ENCODINGS[name].decode(grid_from(lines), Told("english"))


@pytest.mark.parametrize("name", CODES)
def test_turned_and_mirrored_codes_are_refused(name: str) -> None:
    """A code is read upright only: a plate that is turned or mirrored is another plate."""
    rows = ENCODINGS[name].encode(boxed(published()["seedcard_24"])).rows
    upside_down = tuple(row[::-1] for row in rows[::-1])
    for turned in (tuple(zip(*rows[::-1], strict=True)), upside_down, rows[::-1]):
        with pytest.raises(
            SecretError, match="wrong modules in the fixed patterns of the QR code: "
        ):
            ENCODINGS[name].decode(Grid(turned), Told("english"))
    mirrored = tuple(zip(*rows, strict=True))
    with pytest.raises(SecretError):
        ENCODINGS[name].decode(Grid(mirrored), Told("english"))


def test_a_wrong_module_of_a_fixed_pattern_is_placed() -> None:
    """The message counts wrong modules and names the first, from 1."""
    lines = zeros_and_ones(ENCODINGS["seedqr"].encode(boxed(published()["ss5_12"])))
    lines[6] = lines[6][:9] + "1" + lines[6][10:]
    with pytest.raises(SecretError) as caught:
        ENCODINGS["seedqr"].decode(grid_from(lines), Told("english"))
    assert str(caught.value) == (
        "wrong modules in the fixed patterns of the QR code: 1, the first in row 7 column 10"
    )


@pytest.mark.parametrize("name", CODES)
def test_a_code_may_stand_in_the_middle_of_a_larger_grid(name: str) -> None:
    """An even border on all sides is quiet zone; anywhere else the code is refused."""
    secret = boxed(published()["ss5_12"])
    lines = zeros_and_ones(ENCODINGS[name].encode(secret))
    side = len(lines)
    border = (29 - side) // 2
    for left, top, right in ((border, border, True), (0, 0, False), (border, 0, False)):
        wide = [line.rjust(side + left, "0").ljust(29, "0") for line in lines]
        field = ["0" * 29] * top + wide + ["0" * 29] * (29 - side - top)
        if right:
            decoded = ENCODINGS[name].decode(grid_from(field), Told("english", 12))
            assert decoded.reveal() == secret.reveal()
        else:
            with pytest.raises(SecretError):
                ENCODINGS[name].decode(grid_from(field), Told("english", 12))


@pytest.mark.parametrize("name", CODES)
def test_codes_of_another_kind_are_refused(name: str) -> None:
    """Level and mode belong to the encoding."""
    secret = boxed(published()["ss5_12"])
    for other in CODES:
        if other != name:
            with pytest.raises(SecretError, match=r"of level|does not hold"):
                ENCODINGS[name].decode(ENCODINGS[other].encode(secret), Told("english"))


DIGITS_24 = "0001" + f"{96:010b}"


@pytest.mark.parametrize(
    ("name", "bits", "size", "message"),
    [
        ("seedqr", f"0001{84:010b}", 21, "too short for the digits"),
        ("seedqr", DIGITS_24 + "1" * 10, 29, "a group of digits in the QR code is more than 999"),
        ("seedqr", DIGITS_24, 29, "the QR code is not padded as the standard says"),
        ("seedqr", "0100" + f"{16:08b}", 25, "the QR code does not hold digits"),
        ("seedqr", "0010" + f"{16:09b}", 25, "the QR code does not hold digits"),
        ("seedqr", "0111", 25, "the QR code does not hold digits"),
        ("compact-seedqr", "0100" + f"{32:08b}", 21, "too short for the bytes"),
        ("compact-seedqr", "0100" + f"{16:08b}", 21, "the QR code is not padded as the standard"),
        ("compact-seedqr", "0001" + f"{48:010b}", 25, "the QR code does not hold bytes"),
    ],
)
def test_faultless_codes_without_padding(name: str, bits: str, size: int, message: str) -> None:
    """Codes with valid error correction whose data bits end in the wrong way say why."""
    with pytest.raises(SecretError, match=message):
        ENCODINGS[name].decode(symbol_of(bits, size, "L"), Told("english"))


@pytest.mark.parametrize(
    ("name", "bits", "size", "message"),
    [
        ("seedqr", f"0001{45:010b}" + "0" * 150, 25, "the QR code does not hold four digits a"),
        ("seedqr", f"0001{0:010b}", 21, "the QR code does not hold four digits a word"),
        ("seedqr", DIGITS_24 + f"{999:010b}" * 32, 29, "word 1 says more than 2047, but numbers"),
        ("seedqr", DIGITS_24 + "0" * 317 + "111", 29, "checksum does not match, 24 words"),
        ("seedqr", f"0001{48:010b}" + "0" * 160, 29, "larger than what it holds needs"),
        ("compact-seedqr", f"0100{17:08b}" + "0" * 136, 21, "17 bytes; a phrase stands for 16"),
        ("compact-seedqr", f"0100{16:08b}" + "0" * 128, 25, "larger than what it holds needs"),
    ],
)
def test_faultless_codes_of_something_else(name: str, bits: str, size: int, message: str) -> None:
    """Codes that are right as codes, but no phrase, or larger than it needs, say why."""
    bits = padded(bits, size, "L")
    with pytest.raises(SecretError, match=message):
        ENCODINGS[name].decode(symbol_of(bits, size, "L"), Told("english"))


@pytest.mark.parametrize(
    ("text", "as_text"),
    [("abandon_about_12", True), ("ss5_12", False), ("zoo_wrong_12", False), ("ss1_24", False)],
)
def test_entropy_that_reads_as_text(text: str, as_text: bool) -> None:  # noqa: FBT001  # a table
    """Entropy in valid UTF-8, which SeedSigner refuses as a CompactSeedQR, is known before."""
    assert compact_reads_as_text(boxed(published()[text])) == as_text


def test_the_other_published_phrase_that_reads_as_text() -> None:
    """`legal winner … yellow` is 16 times 0x7f."""
    secret = phrase_of_entropy(Secret(b"\x7f" * 16), "english")
    assert compact_reads_as_text(secret)
    assert not compact_reads_as_text(phrase_of_entropy(Secret(b"\x80" * 16), "english"))
