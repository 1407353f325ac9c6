"""What real products and wallets show, looked for in our drawings with a foreign renderer.

Places come from published millimetres where there are any, and not from our templates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest

from generator import template_file
from generator.encodings import ENCODINGS
from generator.pipeline import make, prepared
from generator.template import Choice, Field
from tests.encodings.phrases import boxed, vectors
from tests.plates.bitmap import Bitmap
from tests.plates.road import FOLDER, format_of, template_of

GEOMETRY = vectors("grid_geometry")
BINARY = vectors("binary12x12")["cases"]
SEED_QR = vectors("seedqr")["cases"]
STEEL = vectors("seedhammer_layout")
CODL = vectors("decimal_index")["codl_24"]["mnemonic"]


def drawn(
    name: str, mnemonic: str, code: str = "standard", width: float | None = None
) -> list[Bitmap]:
    """The sides of a plate with a published phrase, as a renderer shows them."""
    template = template_file.load(FOLDER / f"{name}.toml", width)
    made = prepared(template, Choice(len(mnemonic.split()), "stroke", code))
    size = made.size
    products = make(boxed(mnemonic), made, [format_of("svg")])
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
    plate = GEOMETRY["tinyseed" if name == "tinyseed" else "onekey_keytag"]
    assert plate["plate"][0] == width
    either = plate.get("origin_both_sides")
    x, y = (either or plate[("front_origin", "back_origin")[page]])["krux_non_amigo"]
    return steps(x, plate["pitch"][0], 12), steps(y, plate["pitch"][1], 12)


@pytest.mark.parametrize("case", BINARY, ids=[case["id"] for case in BINARY])
@pytest.mark.parametrize(
    ("name", "width"), [("tinyseed", 27.2), ("keytag", 33.5), ("binary-grid", 42.0)]
)
def test_krux_finds_its_pages(name: str, width: float, case: dict[str, Any]) -> None:
    """Where Krux looks for a dot, front and back, there is one exactly where its page has one.

    A dot is dark from 0.38 of the pitch on one side of its centre to as much on the other, and
    light between the cells.
    """
    sides = drawn(name, case["mnemonic"])
    assert len(sides) == len(case["pages"])
    for page, (side, expected) in enumerate(zip(sides, case["pages"], strict=True)):
        xs, downs = krux(name, page, width)
        reach = (xs[1] - xs[0]) * 0.38
        for by in (0.0, -reach, reach):
            assert side.pattern(within(xs, by), downs) == expected
            assert side.pattern(xs, within(downs, by)) == expected
        corners = side.pattern(within(xs, (xs[1] - xs[0]) / 2), within(downs, downs[0] - downs[1]))
        assert "1" not in "".join(corners[:-1])


@pytest.mark.parametrize("width", [28.0, 60.0])
def test_a_binary_grid_of_any_width_has_fourteen_cells(width: float) -> None:
    """Krux finds the dots of its grid on smaller and larger plates."""
    case = next(case for case in BINARY if case["id"] == "krux_docs_24")
    for side, expected in zip(
        drawn("binary-grid", case["mnemonic"], width=width), case["pages"], strict=True
    ):
        xs, downs = krux("binary-grid", 0, width)
        assert side.pattern(xs, downs) == expected


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


@pytest.mark.parametrize("code", ["standard", "compact"])
@pytest.mark.parametrize("case", SEED_QR, ids=[str(case["vector"]) for case in SEED_QR])
def test_seedqr_has_the_published_modules(case: dict[str, Any], code: str) -> None:
    """Module for module what SeedSigner publishes, mask and padding included, and it scans."""
    (side,) = drawn("seedqr", case["mnemonic"], code)
    template = template_of("seedqr")
    (field,) = template.sides[0].fields
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
    first, rest, second, third, _ = template_of("words-85").sides[0].fields
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
