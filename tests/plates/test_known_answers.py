"""What real products and wallets show, looked for in our drawings with a foreign renderer.

Places come from published millimetres where there are any, and not from our templates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

import pytest

from generator import template_file
from generator.choice import Choice
from generator.encodings import ENCODINGS
from generator.pipeline import make, prepared
from generator.secret import Secret
from generator.template import Field, Template
from generator.words.bip39 import wordlist
from generator.words.kinds import Wish, parse
from generator.words.payload import Phrase
from tests.encodings.phrases import boxed, completed, of_kind, vectors
from tests.plates.bitmap import Bitmap
from tests.plates.road import FOLDER, format_of, template_of

GEOMETRY = vectors("grid_geometry")
BINARY = vectors("binary12x12")["cases"]
SEED_QR = vectors("seedqr")["cases"]
STEEL = vectors("seedhammer_layout")
CODL = vectors("decimal_index")["codl_24"]["mnemonic"]
STACKBIT = vectors("stackbit_1248")["cases"]
CODEX32 = vectors("codex32")["cases"]


def drawn(
    name: str,
    mnemonic: str,
    code: str = "standard",
    width: float | None = None,
    check: str = "none",
) -> list[Bitmap]:
    """The sides of a plate with a published phrase, as a renderer shows them."""
    template = template_file.load(FOLDER / f"{name}.toml", width)
    made = prepared(template, Choice(len(mnemonic.split()), "stroke", code, check=check))
    return shown(boxed(mnemonic), made)


def shown(secret: Secret[Any], made: Template) -> list[Bitmap]:
    """The sides of a plate with a secret."""
    size = made.size
    products = make(secret, made, [format_of("svg")])
    return [Bitmap(each.data, size.width, size.height) for each in products]


def steps(origin: float, pitch: float, count: int) -> list[float]:
    """The centres of cells, the first of which begins at the origin."""
    return [origin + pitch * (place + 0.5) for place in range(count)]


def within(centres: Sequence[float], by: float) -> list[float]:
    """Places as far from each centre."""
    return [centre + by for centre in centres]


def krux(name: str, page: int, width: float) -> tuple[list[float], list[float]]:
    """The centres of Krux's cells on a page, across and down from the plate's top left corner."""
    if name == "binary-grid":
        cell = width / 14
        return steps(cell, cell, 12), steps(cell, cell, 12)
    if name == "card":
        cell, (left, top) = width / 14, FRAME
        return steps(left + cell, cell, 12), steps(top + cell, cell, 12)
    plate = GEOMETRY["tinyseed" if name == "tinyseed" else "onekey_keytag"]
    assert plate["plate"][0] == width
    either = plate.get("origin_both_sides")
    x, y = (either or plate[("front_origin", "back_origin")[page]])["krux_non_amigo"]
    return steps(x, plate["pitch"][0], 12), steps(y, plate["pitch"][1], 12)


FRAME = (2.8, 53.98 - 47.2)
"""Of the card, from its left and its top to where the bare square inside the dark ring begins."""

PLATES = [
    ("tinyseed", 27.2, "none"),
    ("keytag", 33.5, "none"),
    ("binary-grid", 42.0, "none"),
    ("card", 42.0, "none"),
]
CHECKED = [("tinyseed", 27.2, "side"), ("keytag", 33.5, "side")]


@pytest.mark.parametrize("case", BINARY, ids=[case["id"] for case in BINARY])
@pytest.mark.parametrize(("name", "width", "check"), PLATES + CHECKED)
def test_krux_finds_its_pages(name: str, width: float, check: str, case: dict[str, Any]) -> None:
    """Where Krux looks for a dot, front and back, there is one exactly where its page has one.

    A dot is dark from 0.38 of the pitch on one side of its centre to as much on the other, and
    light between the cells. A check row stands below all that Krux looks at.
    """
    sides = drawn(name, case["mnemonic"], check=check)
    assert len(sides) == len(case["pages"])
    for page, (side, expected) in enumerate(zip(sides, case["pages"], strict=True)):
        xs, downs = krux(name, page, width)
        reach = (xs[1] - xs[0]) * 0.38
        for by in (0.0, -reach, reach):
            assert side.pattern(within(xs, by), downs) == expected
            assert side.pattern(xs, within(downs, by)) == expected
        corners = side.pattern(within(xs, (xs[1] - xs[0]) / 2), within(downs, downs[0] - downs[1]))
        assert "1" not in "".join(corners[:-1])


@pytest.mark.parametrize("case", BINARY, ids=[case["id"] for case in BINARY])
@pytest.mark.parametrize(("name", "width", "_check"), CHECKED)
def test_a_thirteenth_row_makes_columns_even(
    name: str, width: float, _check: str, case: dict[str, Any]
) -> None:
    """A pitch below Krux's last row is one that leaves each column with an even number of dots."""
    sides = drawn(name, case["mnemonic"], check="side")
    for page, (side, rows) in enumerate(zip(sides, case["pages"], strict=True)):
        xs, downs = krux(name, page, width)
        (row,) = side.pattern(xs, [2 * downs[-1] - downs[-2]])
        for column, mark in enumerate(row):
            assert (sum(line[column] == "1" for line in rows) + (mark == "1")) % 2 == 0


@pytest.mark.parametrize("width", [28.0, 60.0])
def test_a_binary_grid_of_any_width_has_fourteen_cells(width: float) -> None:
    """Krux finds the dots of its grid on smaller and larger plates."""
    case = next(case for case in BINARY if case["id"] == "krux_docs_24")
    for side, expected in zip(
        drawn("binary-grid", case["mnemonic"], width=width), case["pages"], strict=True
    ):
        xs, downs = krux("binary-grid", 0, width)
        assert side.pattern(xs, downs) == expected


@pytest.mark.parametrize("case", BINARY, ids=[case["id"] for case in BINARY])
def test_a_dark_ring_surrounds_what_krux_takes_for_the_plate(case: dict[str, Any]) -> None:
    """On the card all is dark within 0.5 mm around a square and nothing just inside it."""
    least, most = GEOMETRY["krux_measured_tolerances"][
        "dark_ring_around_virtual_outline_inside_larger_bright_plate_mm_ok"
    ]
    (left, top), side = FRAME, 42.0
    (width,) = {frame.width for each in template_of("card").sides for frame in each.frames}
    assert least <= width <= most
    for drawing in drawn("card", case["mnemonic"]):
        for off, dark in ((0.1, True), (least, True), (-0.15, False), (width + 0.15, False)):
            for at in (0.3 + 0.1 * place for place in range(415)):
                for x, y in ((-off, at), (side + off, at), (at, -off), (at, side + off)):
                    assert drawing.dark(left + x, top + y) is dark


def test_tinyseed_and_keytag_are_as_large_as_krux_says() -> None:
    """The plates have the sizes of Krux's settings, and their dots a diameter that it reads."""
    least = float(GEOMETRY["krux_measured_tolerances"]["dot_diameter_over_pitch"][2:6])
    for name, key in (("tinyseed", "tinyseed"), ("keytag", "onekey_keytag")):
        template = template_of(name)
        size = template.plate.size
        assert [size.width, size.height] == GEOMETRY[key]["plate"]
        for side in template.sides:
            for field in side.fields:
                assert field.mark.diameter >= least * min(GEOMETRY[key]["pitch"])  # type: ignore[union-attr]  # a punch, or this fails


def test_seedcard_has_the_published_rows() -> None:
    """Eleven bits a row on cells of 3 mm, a column left free, and a full one on the right."""
    card, known = GEOMETRY["seedcard"], vectors("seedcard")
    (side,) = drawn("seedcard", known["mnemonic"])
    left, top = ((card["plate"][at] - card["grid"][at]) / 2 for at in (0, 1))
    xs = steps(left, card["cell"], card["cols"])
    downs = steps(top, card["cell"], card["rows"])
    assert side.pattern(xs, downs) == [f"{row}01" for row in known["rows"]]


def columns(side: Bitmap, field: Field, height: float) -> list[list[int]]:
    """The rows marked in each column of a field, word after word."""
    found = []
    for block in range(field.blocks):
        for column in range(field.columns):
            centres = [field.slot(row, column, block) for row in range(field.rows)]
            marked = [side.dark(at.x, height - at.y) for at in centres]
            found.append([row for row, dark in enumerate(marked) if dark])
    return found


def read_columns(name: str, mnemonic: str) -> list[list[list[int]]]:
    """What four columns say for each word of a phrase, drawn on a plate."""
    template = template_of(name)
    found = [
        marked
        for side, drawing in zip(template.sides, drawn(name, mnemonic), strict=True)
        for field in side.fields
        if field.words is not None  # a label is none
        for marked in columns(drawing, field, template.plate.size.height)
    ]
    return [found[at : at + 4] for at in range(0, len(found), 4)]


def test_alphabet_has_the_published_letters() -> None:
    """The marked rows of each word's four columns spell its published beginning."""
    marked = read_columns("alphabet-24", CODL)
    rows = "abcdefghijklmnopqrstuvwxyz-"
    spelled = ["".join(rows[row] for (row,) in word) for word in marked]
    assert [text.rstrip("-") for text in spelled] == vectors("letters_az")["codl_alphas"].split()


def test_digits_have_the_published_numbers() -> None:
    """The marked rows of each word's four columns are the digits of its published number."""
    shown = [[row for (row,) in word] for word in read_columns("digits-24", CODL)]
    numbers = vectors("decimal_index")["codl_24"]["numbers"]
    assert ["".join(map(str, digits)) for digits in shown] == [f"{each:04d}" for each in numbers]


def slots_of(field: Field, height: float) -> Iterator[tuple[int, float, float]]:
    """Each slot of a field: the word it belongs to, and its place from the top left."""
    assert field.words is not None
    for block, row, column in product(*map(range, (field.blocks, field.rows, field.columns))):
        at = field.slot(row, column, block)
        yield field.words[0] + block, at.x, height - at.y


def words_of(name: str, mnemonic: str) -> list[list[tuple[float, float]]]:
    """For each word of a phrase drawn on a plate, where it is marked, across and down."""
    template = template_of(name)
    found: list[list[tuple[float, float]]] = [[] for _ in mnemonic.split()]
    height = template.plate.size.height
    for side, drawing in zip(template.sides, drawn(name, mnemonic), strict=False):
        for field in side.fields:
            for word, x, down in slots_of(field, height):
                if drawing.dark(x, down):
                    found[word - 1].append((x, down))
    return found


def ranks(values: Iterable[float]) -> list[float]:
    """Different places in order, those of a micrometre's difference once."""
    return sorted({round(value, 2) for value in values})


def all_places(name: str) -> list[tuple[list[float], list[float]]]:
    """For each word the columns and rows of places that it may be marked at."""
    template = template_of(name)
    places: dict[int, list[tuple[float, float]]] = {}
    for side in template.sides:
        for field in side.fields:
            for word, x, down in slots_of(field, template.plate.size.height):
                places.setdefault(word, []).append((x, down))
    return [
        (ranks(x for x, _ in places[word]), ranks(down for _, down in places[word]))
        for word in sorted(places)
    ]


def cells(name: str, mnemonic: str) -> list[list[tuple[int, int]]]:
    """For each word drawn on a plate its marked cells, row and column counted from the top left."""
    return [
        sorted((downs.index(round(y, 2)), xs.index(round(x, 2))) for x, y in marked)
        for marked, (xs, downs) in zip(words_of(name, mnemonic), all_places(name), strict=False)
    ]


def phrase_with(words: Sequence[str]) -> str:
    """A phrase of twelve that begins with some words, and has a right checksum."""
    english = wordlist("english")
    indices = [english.index(word) for word in words]
    full = completed([*indices, *indices][:11])
    return " ".join(english[index] for index in full)


SAFE = vectors("decimal_index")["cipherseks_photo"]


def test_ciphersechs_3x11_has_the_cells_of_the_photograph() -> None:
    """Six words are marked in the rows and columns read off a photographed plate."""
    found = cells("ciphersechs-3x11", phrase_with([each["word"] for each in SAFE]))
    for each, marked in zip(SAFE, found, strict=False):
        assert marked == sorted(map(tuple, each["cells_3x11_row_col"]))


def test_ciphersechs_4x10_has_the_digits_of_the_photograph() -> None:
    """Six words have their thousands in the first row, of 0 to 2, and so on down to the units."""
    found = cells("ciphersechs-4x10", phrase_with([each["word"] for each in SAFE]))
    for each, marked in zip(SAFE, found, strict=False):
        assert marked == list(enumerate(map(int, each["digits"])))
    for xs, downs in all_places("ciphersechs-4x10"):
        assert (len(xs), len(downs)) == (10, 4)
    thousands = template_of("ciphersechs-4x10").sides[0].fields[0]
    assert thousands.rows == 3


def test_cryptotag_has_the_published_numbers() -> None:
    """Each word's four keypads, keys as on a telephone, show the digits of its number."""
    keys = {(0, 0): 1, (0, 1): 2, (0, 2): 3, (1, 0): 4, (1, 1): 5, (1, 2): 6}
    keys |= {(2, 0): 7, (2, 1): 8, (2, 2): 9, (3, 1): 0}
    numbers = vectors("decimal_index")["codl_24"]["numbers"]
    for number, marked in zip(numbers, cells("cryptotag", CODL), strict=True):
        digits = {column // 3: keys[row, column % 3] for row, column in marked}
        assert len(marked) == 4
        assert [digits[place] for place in range(4)] == [int(d) for d in f"{number:04d}"]


def test_diyseed_counts_from_zero() -> None:
    """The marked rows of each word's four columns are one less than its published number."""
    found = [[row for (row,) in word] for word in read_columns("diyseed-numbers", CODL)]
    numbers = vectors("decimal_index")["codl_24"]["numbers"]
    assert ["".join(map(str, digits)) for digits in found] == [f"{n - 1:04d}" for n in numbers]


@pytest.mark.parametrize("case", STACKBIT, ids=[case["id"] for case in STACKBIT])
def test_stackbit_has_the_rows_that_krux_draws(case: dict[str, Any]) -> None:
    """Upper and lower row of each word are those of Krux, dot for dot."""
    for word, marked in zip(case["words"], cells("stackbit", case["mnemonic"]), strict=True):
        rows = (word["upper"], word["lower"])
        assert marked == [
            (row, column) for row in (0, 1) for column in range(7) if rows[row][column] == "1"
        ]


def test_yoseyomo_is_the_published_page_backwards() -> None:
    """Each row of Krux's page is there with the lowest bit on the left."""
    for case in BINARY:
        sides = drawn("yoseyomo", case["mnemonic"])
        template = template_of("yoseyomo")
        for side, made, page in zip(sides, template.sides, case["pages"], strict=False):
            (field,) = made.fields
            xs = [field.slot(0, column).x for column in range(12)]
            downs = [template.plate.size.height - field.slot(row, 0).y for row in range(12)]
            assert side.pattern(xs, downs) == [row[::-1] for row in page]


def test_codl_has_the_published_letters() -> None:
    """From its cell's middle, letter 1 is marked above, 2 to the right, 3 below, 4 to the left."""
    template = template_of("codl")
    height, spelled = template.plate.size.height, []
    for side, drawing in zip(template.sides, drawn("codl", CODL), strict=True):
        left, right = (f for f in side.fields if f.guide and f.guide.shape == "cross")
        assert left.guide is not None
        offset, pitch = left.guide.offset, left.column_step.dx
        away = -offset.dy
        for word in range(12):
            letters = ["-"] * 4
            for half, start in ((left, "A"), (right, "N")):
                for row in range(13):
                    middle = half.slot(row, word) + offset
                    for place, (dx, dy) in enumerate(((0, 1), (1, 0), (0, -1), (-1, 0))):
                        if drawing.dark(middle.x + dx * away, height - middle.y - dy * away):
                            assert letters[place] == "-"
                            letters[place] = chr(ord(start) + row)
            last = right.slot(12, word) + offset
            filled = drawing.dark(last.x - away, height - last.y + pitch)
            assert filled == (letters[3] == "-")
            spelled.append("".join(letters).lower().rstrip("-"))
    assert spelled == vectors("letters_az")["codl_alphas"].split()


@pytest.mark.parametrize("case", CODEX32, ids=["1", "2", "3"])
def test_alphabet_digits_has_the_published_groups(case: dict[str, Any]) -> None:
    """Each column of a group has its one mark in the row of the published character."""
    template = template_of("alphabet-digits")
    secret = parse(Secret(case["codex32"]), Wish("codex32")).payload
    (side,) = shown(secret, prepared(template, Choice(48, kind="codex32")))
    (field,) = template.sides[0].fields
    rows = field.labels[0].texts
    spelled = "".join(rows[row] for (row,) in columns(side, field, template.plate.size.height))
    assert [spelled[at : at + 4] for at in range(0, 48, 4)] == case["groups_of_4"]


@pytest.mark.parametrize("words", [20, 33])
def test_dots_33_has_the_rows_of_the_published_shares(words: int) -> None:
    """A share of SLIP-39 is a row a word, counted from 1, and 2048 is never marked."""
    template = template_of("dots-33")
    height = template.plate.size.height
    made = prepared(template, Choice(words, kind="slip39"))
    for secret in of_kind("slip39", words)[:3]:
        (side,) = shown(secret, made)
        fields = [field for field in made.sides[0].fields if field.encoding == "bits-12"]
        slots = [field.slot(row, 0).y for field in fields for row in range(field.rows)]
        xs = [made.sides[0].fields[0].slot(0, column).x for column in range(12)]
        value = secret.reveal()
        assert isinstance(value, Phrase)
        expected = [f"{index + 1:012b}" for index in value.indices]
        assert side.pattern(xs, [height - y for y in slots]) == expected
        assert {row[0] for row in expected} == {"0"}


@pytest.mark.parametrize("code", ["standard", "compact"])
@pytest.mark.parametrize("case", SEED_QR, ids=[str(case["vector"]) for case in SEED_QR])
def test_seedqr_has_the_published_modules(case: dict[str, Any], code: str) -> None:
    """Module for module what SeedSigner publishes, mask and padding included, and it scans."""
    (side,) = drawn("seedqr", case["mnemonic"], code)
    template = template_of("seedqr")
    field = template.sides[0].fields[0]
    size = case[f"{code}_size"]
    offset = (field.columns - size) // 2
    places = [field.slot(offset + row, offset + row) for row in range(size)]
    downs = [template.plate.size.height - at.y for at in places]
    expected = case["published_matrices"][code]["rows"]
    assert side.pattern([at.x for at in places], downs) == expected
    (found,) = side.codes()
    if code == "standard":
        assert found.text == case["standard_digits"]
    else:
        assert bytes(found.bytes).hex() == case["compact_hex"]


@pytest.mark.parametrize("case", STEEL["cases"], ids=["12", "24"])
def test_words_85_has_the_code_of_seedhammer(case: dict[str, Any]) -> None:
    """Where SeedHammer engraves a module there is one of ours, and the same digits scan.

    The firmware picks another mask, so its modules are not ours one for one.
    """
    (side,) = drawn("words-85", case["mnemonic"])
    pitch = STEEL["constants"]["qr_module_mm"]
    x, y = case["qr_origin_mm"]
    size = case["qr_size"]
    phrase = boxed(case["mnemonic"])
    modules = ENCODINGS["seedqr-m"].encode(phrase).picture().replace(".", "0").replace("#", "1")
    assert side.pattern(steps(x, pitch, size), steps(y, pitch, size)) == modules.split("\n")
    (found,) = side.codes()
    assert found.text == "".join(f"{index:04d}" for index in phrase.reveal().indices)


def test_words_85_has_the_rows_of_seedhammer() -> None:
    """Sixteen words stand in the rows and columns of SeedHammer's plan for 24 words.

    Its letters are a little higher; their middles are at the same height, and each word's first and
    last letter in the same cell.
    """
    template = template_of("words-85")
    case = STEEL["cases"][1]
    field, *_ = template.sides[0].fields
    height = template.plate.size.height
    assert [template.plate.size.width, height] == STEEL["constants"]["plate_mm"]
    words = case["mnemonic"].split()
    for row, (_, top, right, bottom) in enumerate(case["column1_row_extents_mm"]):
        last = field.slot(row, len(words[row]) - 1)
        assert height - last.y == pytest.approx((top + bottom) / 2, abs=0.006)
        assert 0 < right - last.x < field.column_step.dx / 2
    top_left = field.slot(0, 0)
    three_cells = 3 * field.column_step.dx
    assert top_left.x - field.column_step.dx / 2 == pytest.approx(
        STEEL["constants"]["column1_x_mm"] + three_cells
    )


def test_words_85_has_the_second_column_of_seedhammer() -> None:
    """Words 17 to 20 stand as far to the right of the first column as on SeedHammer's plate."""
    first, rest, second, third, *_ = template_of("words-85").sides[0].fields
    constants = STEEL["constants"]
    apart = constants["column2_x_mm"] - constants["column1_x_mm"]
    for field in (second, third):
        assert field.first_slot.x - first.first_slot.x == pytest.approx(apart)
    assert second.rows == constants["column2_top_words"]
    assert first.rows + rest.rows == constants["column1_words"]
    assert rest.first_slot == first.slot(12, 0)


def test_disc_6_has_pits_where_they_were_measured() -> None:
    """Arm by arm from the rim the number of each word in binary, on OpenSeed's circles."""
    known = GEOMETRY["openseed_nothaus6x6_measured"]
    case = next(case for case in BINARY if len(case["mnemonic"].split()) == 12)
    radii = known["radii"][::-1]
    angles = known["spiral_angle_deg_of_arm0_from_centre_outwards"][::-1]
    rows = [row for page in case["pages"] for row in page]
    shown = []
    for side in drawn("disc-6", case["mnemonic"]):
        for arm in range(known["arms"]):
            turns = [angle - angles[0] + 90 - arm * known["arm_step_deg"] for angle in angles]
            ways = [math.radians(turn) for turn in turns]
            at = [(r * math.cos(a), r * math.sin(a)) for r, a in zip(radii, ways, strict=True)]
            shown.append("".join("01"[side.dark(15 + x, 15 - y)] for x, y in at))
    assert shown == rows


def test_a_washer_is_cut_where_the_standard_says() -> None:
    """Each washer of a sheet is metal between its hole and its edge, with a line along both."""
    (side,) = drawn("washer-m6", BINARY[0]["mnemonic"])
    words = len(BINARY[0]["mnemonic"].split())
    for index in range(words):
        x, down = 9 + 21 * (index % 6), 9 + 21 * (index // 6)
        for radius, line in ((3.2, True), (3.6, False), (8.6, False), (9.0, True)):
            for turn in (0.1, 1.9, 2.9, 4.0):
                reach = [radius + by / 20 for by in range(-3, 4)]
                seen = [side.grey(x + r * math.cos(turn), down + r * math.sin(turn)) for r in reach]
                assert (min(seen) < 250) is line
