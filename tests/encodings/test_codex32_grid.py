from __future__ import annotations

import re

import pytest

from generator.encodings import ENCODINGS
from generator.encodings.blocks import column_marks
from generator.encodings.codex32_grid import ROWS, columns_for, decode, encode, text_of
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Cell, Grid
from generator.secret import Secret
from generator.words.codex32 import symbols
from generator.words.payload import KeyText
from tests.encodings.phrases import LONG_CODEX32, of_kind, vectors

TOLD = Told(kind="codex32")
CASES = vectors("codex32")["cases"]
TEXT = "MS12NAMES6XQGUZTTXKEQNJSJZV4JV3NZ5K3KWGSPHUH6EVW"


def boxed(text: str) -> Secret[KeyText]:
    """A text that nobody checked."""
    return Secret(KeyText("codex32", text))


def changed(grid: Grid, *cells: tuple[int, int, Cell]) -> Grid:
    """The grid with other symbols at some rows and columns."""
    rows = [list(row) for row in grid.rows]
    for row, column, cell in cells:
        rows[row][column] = cell
    return Grid(tuple(map(tuple, rows)))


def test_a_row_for_each_character() -> None:
    """All characters of codex32 have a row, and no other character has."""
    assert sorted(ROWS) == sorted(symbols())
    assert len(ROWS) == 33
    assert list(ROWS) == sorted(ROWS)


@pytest.mark.parametrize("case", CASES, ids=[str(at) for at in range(len(CASES))])
def test_published_groups(case: dict[str, object]) -> None:
    """Columns in groups of four spell the published groups, and the text comes back."""
    text = str(case["codex32"]).upper()
    grid = encode(boxed(text))
    shown = "".join(ROWS[row] for (row,) in column_marks(grid))
    assert [shown[at : at + 4] for at in range(0, len(shown), 4)] == case["groups_of_4"]
    assert decode(grid, TOLD).reveal() == KeyText("codex32", text)


def test_all_published_texts_come_back() -> None:
    """Secrets and shares of both lengths say themselves again, with room left over or not."""
    for secret in of_kind("codex32"):
        value = secret.reveal()
        assert isinstance(value, KeyText)
        grid = encode(Secret(value))
        count = len(value.text)
        roomy = Grid(tuple(row + (None,) * 22 for row in grid.rows))
        for each in (grid, roomy):
            for told in (TOLD, Told(count=count, kind="codex32")):
                assert decode(each, told).reveal() == value
    assert len(LONG_CODEX32) == 74


def test_every_character_comes_back_everywhere() -> None:
    """Each of the 33 characters in each of 74 columns is itself again."""
    for start in range(33):
        text = "".join(ROWS[(start + at) % 33] for at in range(74))
        assert text_of(columns_for(text)) == text


def test_published_errors_are_refused() -> None:
    """Invalid texts are refused on metal too, but for those that only mix small and capitals."""
    data = vectors("codex32")
    mixed = 0
    for text in {*data["invalid"], *data["invalid_accepted_by_reference_code"]}:
        if text not in (text.lower(), text.upper()):
            mixed += 1
            continue
        with pytest.raises(SecretError):
            decode(columns_for(text.upper()), TOLD)
    assert mixed == 3


def test_one_wrong_mark_is_always_noticed() -> None:
    """A mark that is lost, added or moved to any row of its column never goes unnoticed."""
    grid = columns_for(TEXT)
    for column, (row,) in enumerate(column_marks(grid)):
        lost = f"^character {column + 1} has 0 marks, not one$"
        if column < len(TEXT) - 1:
            with pytest.raises(SecretError, match=lost):
                decode(changed(grid, (row, column, None)), TOLD)
        for other in set(range(33)) - {row}:
            with pytest.raises(SecretError, match=f"^character {column + 1} has 2 marks, not one$"):
                decode(changed(grid, (other, column, "#")), TOLD)
            with pytest.raises(SecretError) as caught:
                decode(changed(grid, (row, column, None), (other, column, "#")), TOLD)
            assert not re.search(r"[A-Z0-9]{4}", str(caught.value).replace("MS1", ""))


def test_count_is_kept() -> None:
    """A plate for another number of characters is refused."""
    grid = columns_for(TEXT)
    with pytest.raises(SecretError, match=r"^character 48 is marked, after the last of 47$"):
        decode(grid, Told(count=47, kind="codex32"))
    with pytest.raises(SecretError, match=r"^there are 48 columns, but 74 characters$"):
        decode(grid, Told(count=74, kind="codex32"))
    roomy = Grid(tuple(row + (None,) * 26 for row in grid.rows))
    with pytest.raises(SecretError, match=r"^character 49 has 0 marks, not one$"):
        decode(roomy, Told(count=74, kind="codex32"))


@pytest.mark.parametrize(
    ("grid", "message"),
    [
        (Grid(()), "the grid has 0 rows, but this encoding has 33"),
        (Grid(columns_for(TEXT).rows[:-1]), "the grid has 32 rows, but this encoding has 33"),
        (Grid(((None,) * 48,) * 33), "no character is marked"),
        (changed(columns_for(TEXT), (0, 0, "A")), "the grid holds a symbol that is not of this"),
    ],
)
def test_other_grids_are_refused(grid: Grid, message: str) -> None:
    """Another shape, nothing at all, and letters where dots belong."""
    with pytest.raises(SecretError, match=f"^{message}"):
        decode(grid, TOLD)


def test_it_holds_codex32_only() -> None:
    """No other kind of secret is offered for it."""
    assert ENCODINGS["codex32-grid"].kinds == ("codex32",)
    assert ENCODINGS["codex32-grid"].counted
