"""What a lost, extra, moved or swapped mark does to each encoding, without an original to compare.

Whoever has the phrase sees every mutant: none decodes to the phrase that was marked.
Whoever has only the metal is told by the rules of the grid, and beyond them by the checksum of
BIP-39 alone: 4 bits in 12 words, 8 bits in 24. The tables here say how many mutants that leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from generator.encodings import ENCODINGS
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Cell, Grid
from generator.words.bip39 import letters
from generator.words.payload import Phrase
from tests.encodings.phrases import boxed, completed, is_valid, published, vectors

Mutants = Iterator[Grid]
BLOCKS = {
    "bits-12": (1, 12),
    "bits-12-reversed": (1, 12),
    "bits-11": (1, 11),
    "rails-11": (2, 11),
    "alphabet": (27, 4),
    "alphabet-quarters": (108, 1),
    "digits-1": (10, 4),
    "digits-0": (10, 4),
    "digits-1248": (2, 7),
    "keypads": (4, 12),
    "letters-4": (1, 4),
    "letters-8": (1, 8),
}
STACKED = {"rails-11", *(name for name, (rows, _) in BLOCKS.items() if rows == 1)}
"""Whose words stand below one another."""
PHRASES = ("ss5_12", "krux_docs_24")
TEMPLATES = (
    r"word # is not marked",
    r"word # is marked, after the last of #",
    r"word # says (more|less) than #, (the last number of the list|but numbers run from # to #)",
    r"word # has # marks for (digit|letter) #, not one",
    r"word # has no mark in cell #",
    r"word # has two marks in cell #: one is a pit, or somebody changed it",
    r"word # has an empty cell( before its last letter)?",
    r"word # is not written out",
    r"word # has a digit above #",
    r"word # has a mark beside the # of digit #",
    r"word # is filled up before its fourth letter",
    r"word # has a filler where a letter belongs",
    r"words? (#|,| and | to )+ (is|are) not in the English list",
    r"checksum does not match, # words(: check each word and their order)?",
)
"""Every refusal that a mutant may meet, # for a number."""


def replaced(grid: Grid, *cells: tuple[int, int, Cell]) -> Grid:
    """The grid with other symbols at some rows and columns."""
    rows = [list(row) for row in grid.rows]
    for row, column, cell in cells:
        rows[row][column] = cell
    return Grid(tuple(map(tuple, rows)))


def marked(grid: Grid) -> list[tuple[int, int]]:
    """Rows and columns of all marks."""
    return [
        (row, column)
        for row, line in enumerate(grid.rows)
        for column, cell in enumerate(line)
        if cell is not None
    ]


def dropped(grid: Grid) -> Mutants:
    """Each mark left out once."""
    for row, column in marked(grid):
        yield replaced(grid, (row, column, None))


def added(grid: Grid) -> Mutants:
    """One mark more, at each empty place."""
    for row, line in enumerate(grid.rows):
        for column, cell in enumerate(line):
            if cell is None:
                yield replaced(grid, (row, column, "#"))


def shifted(grid: Grid) -> Mutants:
    """Each mark moved by one place to each side that is empty."""
    for row, column in marked(grid):
        for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            to_row, to_column = row + down, column + right
            inside = 0 <= to_row < grid.height and 0 <= to_column < grid.width
            if inside and grid.rows[to_row][to_column] is None:
                symbol = grid.rows[row][column]
                yield replaced(grid, (row, column, None), (to_row, to_column, symbol))


def swapped(name: str) -> Callable[[Grid], Mutants]:
    """Each two words that differ exchanged."""
    rows, width = BLOCKS[name]

    def mutants(grid: Grid) -> Mutants:
        down = name in STACKED
        lines = list(grid.rows) if down else list(zip(*grid.rows, strict=True))
        step = rows if down else width
        words = [tuple(lines[at : at + step]) for at in range(0, len(lines), step)]
        for first in range(len(words)):
            for second in range(first + 1, len(words)):
                if words[first] != words[second]:
                    other = list(words)
                    other[first], other[second] = words[second], words[first]
                    flat = tuple(line for word in other for line in word)
                    yield Grid(flat if down else tuple(zip(*flat, strict=True)))

    return mutants


def unnoticed(name: str, text: str, mutants: Callable[[Grid], Mutants]) -> tuple[int, int, int]:
    """Mutants, those that pass for a phrase, and those of them that the checksum had to judge.

    Fails on a mutant that decodes to the original, on a phrase whose checksum is wrong, and on a
    message that says more than places and counts.
    """
    encoding = ENCODINGS[name]
    secret = boxed(text)
    original = secret.reveal()
    total = passed = judged = 0
    for mutant in mutants(encoding.encode(secret)):
        total += 1
        try:
            decoded = encoding.decode(mutant, Told("english", len(original.indices))).reveal()
        except SecretError as error:
            message = str(error)
            shape = re.sub(r"\d+", "#", message)
            assert any(re.fullmatch(template, shape) for template in TEMPLATES), shape
            assert all(int(each) <= 24 or each in PUBLIC for each in numbers(message))
            judged += message.startswith("checksum")
        else:
            assert isinstance(decoded, Phrase)
            assert decoded != original
            assert is_valid(decoded.indices)
            passed += 1
    return total, passed, judged + passed


PUBLIC = ("2047", "2048", *(str(1 << bit) for bit in range(11)))
"""The last number of a list, and the weight of a cell."""


def numbers(message: str) -> list[str]:
    """The numbers that a message names."""
    return re.findall(r"\d+", message)


def by_arithmetic(base: int, highest: int, text: str) -> tuple[int, int]:
    """How many phrases one lost and one extra mark leave valid, worked out from numbers alone."""
    indices = boxed(text).reveal().indices
    lost = extra = 0
    for place, index in enumerate(indices):
        for bit in range(12 if base else 11):
            number = index + base ^ 1 << bit
            if base <= number <= highest:
                valid = is_valid((*indices[:place], number - base, *indices[place + 1 :]))
                lost += valid and number < index + base
                extra += valid and number > index + base
    return lost, extra


def swaps(text: str) -> int:
    """How many exchanges of two different words leave a valid phrase."""
    indices = list(boxed(text).reveal().indices)
    valid = 0
    for first in range(len(indices)):
        for second in range(first + 1, len(indices)):
            other = list(indices)
            other[first], other[second] = other[second], other[first]
            valid += other != indices and is_valid(other)
    return valid


LEFT = {
    # (mutants, of them unnoticed) when a mark is dropped, added, shifted, and two words swapped
    ("bits-12", "ss5_12"): ((60, 5), (84, 5), (123, 8), (66, 3)),
    ("bits-12", "krux_docs_24"): ((131, 1), (157, 0), (264, 1), (276, 2)),
    ("bits-11", "ss5_12"): ((57, 3), (75, 7), (124, 7), (66, 3)),
    ("bits-11", "krux_docs_24"): ((141, 1), (123, 0), (254, 1), (276, 2)),
    ("rails-11", "ss5_12"): ((132, 0), (132, 0), (303, 10), (66, 3)),
    ("rails-11", "krux_docs_24"): ((264, 0), (264, 0), (611, 1), (276, 2)),
    ("digits-1", "ss5_12"): ((48, 0), (432, 0), (162, 2), (66, 3)),
    ("digits-1", "krux_docs_24"): ((96, 0), (864, 0), (335, 1), (276, 2)),
    ("digits-0", "ss5_12"): ((48, 0), (432, 0), (152, 2), (66, 3)),
    ("digits-0", "krux_docs_24"): ((96, 0), (864, 0), (341, 1), (276, 2)),
    ("alphabet", "ss5_12"): ((48, 0), (1248, 0), (171, 0), (66, 3)),
    ("alphabet", "krux_docs_24"): ((96, 0), (2496, 0), (370, 0), (276, 2)),
    ("bits-12-reversed", "ss5_12"): ((60, 5), (84, 5), (123, 8), (66, 3)),
    ("bits-12-reversed", "krux_docs_24"): ((131, 1), (157, 0), (264, 1), (276, 2)),
    ("digits-1248", "ss5_12"): ((53, 7), (115, 4), (111, 3), (66, 3)),
    ("digits-1248", "krux_docs_24"): ((114, 0), (222, 0), (237, 2), (276, 2)),
    ("keypads", "ss5_12"): ((48, 0), (528, 0), (162, 7), (66, 3)),
    ("keypads", "krux_docs_24"): ((96, 0), (1056, 0), (325, 1), (276, 2)),
    ("alphabet-quarters", "ss5_12"): ((48, 0), (1248, 0), (177, 0), (66, 3)),
    ("alphabet-quarters", "krux_docs_24"): ((96, 0), (2496, 0), (364, 0), (276, 2)),
}


@pytest.mark.parametrize(("name", "phrase"), LEFT)
def test_marks(name: str, phrase: str) -> None:
    """Of all single faults in marks exactly those counted here leave another valid phrase."""
    text = published()[phrase]
    kinds = (dropped, added, shifted, swapped(name))
    assert LEFT[name, phrase] == tuple(unnoticed(name, text, kind)[:2] for kind in kinds)


@pytest.mark.parametrize("phrase", PHRASES)
def test_bits_leave_what_arithmetic_says(phrase: str) -> None:
    """Rows of bits have no rule of their own: the checksum judges each number in range."""
    text = published()[phrase]
    for name, base, highest in (("bits-12", 1, 2048), ("bits-11", 0, 2047)):
        (_, lost), (_, extra), _, (_, exchanged) = LEFT[name, phrase]
        assert (lost, extra) == by_arithmetic(base, highest, text)
        assert exchanged == swaps(text)
        total, _, judged = unnoticed(name, text, dropped)
        assert judged == total


@pytest.mark.parametrize("phrase", PHRASES)
def test_sums_leave_what_arithmetic_says(phrase: str) -> None:
    """A mark more or less of 1, 2, 4 and 8 is another number, unless a digit exceeds 9."""
    text = published()[phrase]
    indices = boxed(text).reveal().indices
    lost = extra = 0
    for place, index in enumerate(indices):
        for power in range(4):
            digit = (index + 1) // 10**power % 10
            for weight in (1, 2, 4, 8)[: 2 if power == 3 else 4]:
                less = digit & weight
                changed = digit ^ weight
                number = index + 1 + (changed - digit) * 10**power
                if changed <= 9 and 1 <= number <= 2048:
                    valid = is_valid((*indices[:place], number - 1, *indices[place + 1 :]))
                    lost += bool(less) and valid
                    extra += not less and valid
    (_, lost_here), (_, extra_here), _, (_, exchanged) = LEFT["digits-1248", phrase]
    assert (lost, extra) == (lost_here, extra_here)
    assert exchanged == swaps(text)


@pytest.mark.parametrize("name", ["digits-1", "digits-0", "keypads"])
def test_a_lost_or_extra_digit_mark_is_always_noticed(name: str) -> None:
    """One mark a digit is a rule of the grid, so the checksum has nothing to judge."""
    for text in published().values():
        for kind in (dropped, added):
            _, passed, judged = unnoticed(name, text, kind)
            assert (passed, judged) == (0, 0)


@pytest.mark.parametrize("name", ["alphabet", "alphabet-quarters", "letters-4"])
def test_a_lost_fourth_letter_is_always_noticed(name: str) -> None:
    """110 words become another word without their fourth letter, which the filler tells."""
    words = letters("english")
    at_risk = [word for word in words if len(word) > 3 and word[:3] in words]
    assert len(at_risk) == 110
    text = vectors("decimal_index")["codl_24"]["mnemonic"]
    for phrase in (*published().values(), text):
        assert unnoticed(name, phrase, dropped)[1:] == (0, 0)
    for start in range(0, 110, 11):
        indices = completed([words.index(word) for word in at_risk[start : start + 11]])
        phrase = " ".join(words[index] for index in indices)
        assert unnoticed(name, phrase, dropped)[1:] == (0, 0)


def retyped(grid: Grid) -> Mutants:
    """Each letter in turn taken for each of the 25 others."""
    for row, column in marked(grid):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if letter != grid.rows[row][column]:
                yield replaced(grid, (row, column, letter))


LETTERS_LEFT = {
    # (mutants, of them unnoticed, of them for the checksum to judge) when a letter is lost, when it
    # is taken for another, and when two words are swapped
    ("letters-4", "ss5_12"): ((48, 0, 0), (1201, 0, 56), (66, 3, 66)),
    ("letters-4", "krux_docs_24"): ((96, 0, 0), (2401, 0, 103), (276, 2, 276)),
    ("letters-8", "ss5_12"): ((60, 0, 0), (1500, 0, 23), (66, 3, 66)),
    ("letters-8", "krux_docs_24"): ((126, 0, 0), (3150, 0, 25), (276, 2, 276)),
}


@pytest.mark.parametrize(("name", "phrase"), LETTERS_LEFT)
def test_letters(name: str, phrase: str) -> None:
    """Of all single faults in letters exactly those counted here leave another valid phrase."""
    text = published()[phrase]
    kinds = (dropped, retyped, swapped(name))
    assert LETTERS_LEFT[name, phrase] == tuple(unnoticed(name, text, kind) for kind in kinds)
