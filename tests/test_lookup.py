from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

import pytest

from generator.choice import Choice
from generator.encodings import ENCODINGS
from generator.encodings.blocks import abreast, stacked
from generator.encodings.cells import DOWN, Script, keypad, way
from generator.encodings.told import Told
from generator.errors import SecretError, TemplateError
from generator.geometry import Vec
from generator.grid import Grid, grid_of
from generator.inscription import inscribed
from generator.layout import Dot, Role
from generator.lookup import MARK, NONE, WIDEST, Lookup, lookup, text
from generator.place import place
from generator.secret import Secret
from generator.slots import slots
from generator.variant import made_for
from generator.words.bip39 import LANGUAGES, wordlist
from generator.words.kinds import entries
from generator.words.payload import Phrase
from tests.encodings.phrases import completed, counting, vectors
from tests.plates.road import NAMES, template_of

TABLED = [
    name for name in NAMES if any(way(each, Script()) for each in template_of(name).encodings)
]


def printed(table: Lookup) -> dict[str, tuple[str, str]]:
    """Word and pattern of each number, taken from the lines as a person would read them."""
    entry = re.compile(
        rf"(?:^|   ) *(\d+) (\S+) *(?: ([{MARK}{NONE}A-Z01 /-]*?[^ ]))?(?=    |   \d|$)"
    )
    found = {}
    lines = list(text(table))
    for line in lines[lines.index("") + 1 :]:
        for number, word, pattern in entry.findall(line):
            found[number] = (word, pattern)
    return found


def block(pattern: str) -> Grid:
    """The cells that a printed pattern shows."""
    rows = pattern.split(" / ")
    return grid_of(row.replace(MARK, "#").replace(NONE, ".") for row in rows)


@pytest.mark.parametrize("name", TABLED)
def test_every_word_stands_in_the_table_once_and_in_order(name: str) -> None:
    """Numbers without a gap, and the words of the list beside them."""
    table = lookup(template_of(name))
    words = list(entries("english", table.script.kind))
    assert [entry.word for entry in table.entries] == words
    start = int(table.entries[0].number)
    assert [int(entry.number) for entry in table.entries] == list(range(start, start + len(words)))
    rows = printed(table)
    assert sorted(map(int, rows)) == list(range(start, start + len(words)))
    assert [rows[entry.number][0] for entry in table.entries] == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["tinyseed", "seedcard"])
def test_what_is_printed_is_decoded_to_the_words(name: str, language: str) -> None:
    """The patterns of the printed rows, put on a plate, are read by the plate's own scheme."""
    table = lookup(template_of(name), language=language)
    rows = printed(table)
    patterns = [block(rows[entry.number][1]) for entry in table.entries]
    join = stacked if way(table.encoding, table.script) == DOWN else abreast
    for indices in counting(24):
        grid = join([patterns[index] for index in indices])
        told = Told(language, 24)
        assert ENCODINGS[table.encoding].decode(grid, told).reveal().indices == indices  # type: ignore[union-attr]  # a phrase of words
    assert [rows[entry.number][0] for entry in table.entries] == list(wordlist(language))


@pytest.mark.parametrize("name", [n for n in TABLED if "bip39" in template_of(n).kinds])
def test_the_cells_of_the_table_are_those_of_the_plate(name: str) -> None:
    """The blocks of any phrase, joined, are what its encoding reads."""
    table = lookup(template_of(name), "bip39")
    join = stacked if way(table.encoding, table.script) == DOWN else abreast
    for indices in counting(12):
        grid = join([table.entries[index].cells for index in indices])
        decoded = ENCODINGS[table.encoding].decode(grid, Told("english", 12)).reveal()
        assert decoded.indices == indices  # type: ignore[union-attr]  # a phrase of words


def test_the_table_of_bits_is_the_published_one() -> None:
    """Each of the 2,048 printed rows is a row of the table that OneKey publishes."""
    known = vectors("dotmap_tables")["onekey_bip39"]
    rows = printed(lookup(template_of("keytag")))
    lines = [
        f"{number} {word} {pattern.replace(MARK, '1').replace(NONE, '0')}"
        for number, (word, pattern) in sorted(rows.items(), key=lambda row: int(row[0]))
    ]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert digest == known["sha256_of_canonical_lines"]
    assert len(lines) == known["rows"] == 2048


def test_the_table_of_shares_has_1024_words() -> None:
    """SLIP-39 has a list of its own, in the same bits, and its worked examples are right."""
    rows = printed(lookup(template_of("tinyseed"), "slip39"))
    assert (
        len(rows)
        == vectors("dotmap_tables")["tables"]["axivo/slip39-dotmap:docs/dotmap.md"]["rows"]
    )
    assert rows["15"] == ("advocate", "········●●●●")
    assert rows["754"] == ("result", "··●·●●●●··●·")


def test_weights_and_base_stand_at_the_top() -> None:
    """Who finds the table can check each row by adding up."""
    for name, base, highest in (("tinyseed", 1, 2048), ("seedcard", 0, 1024)):
        table = lookup(template_of(name))
        assert f"Numbers count from {base} ({base}-BASED)." in table.heading
        (line,) = [line for line in table.heading if line.startswith("Weights")]
        shown = [int(weight) for weight in re.findall(r"\d+", line)]
        assert shown[0] == highest
        for number, (_, pattern) in printed(table).items():
            marks = [weight for weight, cell in zip(shown, pattern, strict=True) if cell == MARK]
            assert sum(marks) == int(number)


def test_digits_need_only_the_number() -> None:
    """The columns of the plate are the digits of the number, which has all four."""
    table = lookup(template_of("digits-24"))
    assert not table.drawn
    assert (table.entries[0].number, table.entries[-1].number) == ("0001", "2048")
    assert printed(table)["0001"] == ("abandon", "")


def test_weights_of_more_than_one_row_are_told_row_by_row() -> None:
    """A digit that is a sum of 1, 2, 4 and 8 in two rows of marks: the word is the sum of all."""
    table = lookup(template_of("stackbit"))
    weights = [
        [int(weight) if weight != "none" else 0 for weight in line.split(": ")[1][:-1].split(", ")]
        for line in table.heading
        if line.startswith("Weights of row")
    ]
    for number, (_, pattern) in printed(table).items():
        marks = [
            weight
            for row, cells in zip(weights, pattern.split(" / "), strict=True)
            for weight, cell in zip(row, cells, strict=True)
            if cell == MARK
        ]
        assert sum(marks) == int(number)


def test_letters_need_no_table() -> None:
    """It says so, and prints what stands on the plate, with the filler."""
    for name in ("alphabet-24", "letters-24"):
        table = lookup(template_of(name))
        assert any(line.startswith("No table is needed") for line in table.heading)
        rows = printed(table)
        assert rows["1"] == ("abandon", "ABAN")
        assert rows["3"] == ("able", "ABLE")
        assert rows["4"] == ("about", "ABOU")
        assert rows[str(wordlist("english").index("add") + 1)] == ("add", "ADD-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_fit_and_end_without_blanks(language: str) -> None:
    """At most 100 columns of a terminal, in which East Asian letters take two."""
    for name in ("tinyseed", "digits-24"):
        for line in text(lookup(template_of(name), language=language)):
            wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
            joined = sum(bool(unicodedata.combining(c)) for c in line)
            assert len(line) + wide - joined <= WIDEST
            assert line == line.rstrip()


def test_what_has_no_table_is_refused() -> None:
    """A QR code is for a reader, and a plate tells only what it holds."""
    with pytest.raises(TemplateError, match="^seedqr has a code that only a reader reads"):
        lookup(template_of("seedqr"))
    with pytest.raises(TemplateError, match="^letters-24 holds .* no Monero seed; one fits on "):
        lookup(template_of("letters-24"), "monero")
    with pytest.raises(TemplateError, match="^a codex32 string has no words that a table could"):
        lookup(template_of("alphabet-digits"), "codex32")
    with pytest.raises(TemplateError, match="^the words of a SLIP-39 share have one list"):
        lookup(template_of("tinyseed"), "slip39", "french")
    with pytest.raises(SecretError, match="^Korean words have no letters A to Z"):
        lookup(template_of("alphabet-24"), language="korean")


def test_a_plate_of_words_and_a_code_has_the_table_of_its_words() -> None:
    """What a person reads on it, whatever a reader does."""
    assert lookup(template_of("words-85")).encoding == "letters-8"
    assert completed([0] * 11)[-1] == 3


def test_the_heading_says_how_the_slots_lie() -> None:
    """From the left only where they do; an arm of a disc goes inwards, and digits may be mixed."""
    assert any("Weights from the left: 2048" in x for x in lookup(template_of("tinyseed")).heading)
    (line,) = [x for x in lookup(template_of("disc-6")).heading if x.startswith("Weights")]
    assert line.startswith("Weights from the rim inwards: 2048, 1024, ")
    heading = lookup(template_of("ciphersechs-3x11")).heading
    assert "Each line of slots of a word is one digit of its number, the highest first." in heading


@pytest.mark.parametrize("name", ["tinyseed", "disc-6", "stackbit", "ciphersechs-3x11"])
def test_the_dots_of_a_plate_are_where_the_table_has_them(name: str) -> None:
    """Each dot of a placed phrase stands in the slot of a cell that its words' entries mark."""
    template = template_of(name)
    made = made_for(template, Choice(12))
    table = lookup(template, "bip39")
    join = stacked if way(table.encoding, table.script) == DOWN else abreast
    indices = next(iter(counting(12)))
    grid = join([table.entries[index].cells for index in indices])
    layouts = place(inscribed(Secret(Phrase("english", indices)), made), made)
    for side, layout in zip(made.sides, layouts, strict=True):
        expected = {
            slot.centre
            for field in side.fields
            for slot in slots(field)
            if slot.row < grid.height and slot.column < grid.width
            if grid.rows[slot.row][slot.column]
        }
        dots = {m.centre for m in layout.marks if m.role is Role.MARK and isinstance(m, Dot)}
        assert dots == expected != set()


def turned(name: str, across: tuple[float, float], down: tuple[float, float]) -> tuple[str, ...]:
    """The heading of a plate whose columns and rows go another way."""
    template = template_of(name)
    front = template.sides[0]
    fields = tuple(replace(f, column_step=Vec(*across), row_step=Vec(*down)) for f in front.fields)
    return lookup(replace(template, sides=(replace(front, fields=fields),))).heading


def test_a_turned_plate_is_told_as_it_lies() -> None:
    """Sides of the plate, and rows for what are columns of the grid."""
    assert any("Weights from the top: 2048" in x for x in turned("tinyseed", (0, -2), (2, 0)))
    assert any("Weights from the right: 2048" in x for x in turned("tinyseed", (-2, 0), (0, -2)))
    heading = turned("stackbit", (0, -3), (-5, 0))
    assert (
        "Weights of column 1, the first at the right from the top: 1000, 100, 200, 10, 20, 1, 2."
        in (heading)
    )
    line = "Each row of a word on the plate is one digit of its number, the highest at the top."
    assert line in turned("digits-24", (0, -3), (3, 0))
    assert any("in the order of the patterns" in x for x in turned("tinyseed", (2, 1), (1, -2)))


def test_a_keypad_is_explained_by_its_keys() -> None:
    """Which digit each key is stands at the top, and the number is all that a word needs."""
    plates = [n for n in TABLED if keypad(lookup(template_of(n)).encoding, Script())]
    assert plates
    for name in plates:
        table = lookup(template_of(name))
        assert not table.drawn
        assert "Numbers count from 1 (1-BASED)." in table.heading
        said = " ".join(table.heading)
        assert "row by row: 1 2 3, 4 5 6, 7 8 9, - 0 -." in said
        assert "4 keypads, the highest digit" in said
        assert (table.entries[-1].number, table.entries[-1].letters) == ("2048", "2048")
