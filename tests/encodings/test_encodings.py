from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.encodings import ENCODINGS
from generator.encodings.told import Told
from generator.errors import SecretError
from generator.grid import Grid
from generator.words.bip39 import LANGUAGES, WORD_COUNTS, phrase_of
from generator.words.payload import Phrase
from tests.encodings.phrases import (
    boxed,
    completed,
    counting,
    made,
    of_kind,
    published,
    shares_of_every_word,
)

LATIN = ("english", "spanish", "french", "italian", "czech", "portuguese")
CODES = ("seedqr", "compact-seedqr", "seedqr-m")
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
"""Rows and columns of one word."""
STACKED = {"rails-11", *(name for name, (rows, _) in BLOCKS.items() if rows == 1)}
"""Whose words stand below one another; all others stand abreast."""
LIGHT = tuple(BLOCKS)
PHRASES = {name: each for name, each in ENCODINGS.items() if "bip39" in each.kinds}
"""The encodings of phrases; those of texts alone have tests of their own."""


def grown(grid: Grid, rows: int, columns: int) -> Grid:
    """The grid in the upper left corner of a larger one."""
    wide = tuple(row + (None,) * (columns - len(row)) for row in grid.rows)
    return Grid(wide + ((None,) * columns,) * (rows - len(wide)))


def with_room(grid: Grid, name: str, words: int) -> Grid:
    """The grid in a field for `words` words."""
    rows, columns = BLOCKS[name]
    if name in STACKED:
        return grown(grid, words * rows, columns)
    return grown(grid, rows, columns * words)


def test_names() -> None:
    """The table is keyed by the names, and says which grids show words."""
    assert tuple(sorted(PHRASES)) == tuple(sorted(LIGHT + CODES))
    assert all(name == encoding.name for name, encoding in ENCODINGS.items())
    assert {name for name, encoding in ENCODINGS.items() if encoding.tells_language} == {
        "alphabet",
        "alphabet-quarters",
        "letters-4",
        "letters-8",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LIGHT)
def test_every_word_of_every_list_comes_back(name: str, language: str) -> None:
    """Grids of phrases with all 2,048 words decode to them; the alphabet lacks other scripts."""
    encoding = ENCODINGS[name]
    for indices in counting(24):
        secret = made(indices, language)
        if name.startswith("alphabet") and language not in LATIN:
            with pytest.raises(SecretError, match="words have no letters A to Z"):
                encoding.encode(secret)
            continue
        again = encoding.decode(encoding.encode(secret), Told(language, 24))
        assert again.reveal() == Phrase(language, indices)


@pytest.mark.parametrize("count", [20, 33])
@pytest.mark.parametrize("name", sorted(set(LIGHT) - {"bits-11"}))
def test_every_word_of_slip39_comes_back(name: str, count: int) -> None:
    """Grids of shares with all 1,024 words decode to them."""
    encoding = ENCODINGS[name]
    for secret in shares_of_every_word(count):
        again = encoding.decode(encoding.encode(secret), Told(count=count, kind="slip39"))
        assert again.reveal() == secret.reveal()


@pytest.mark.parametrize("kind", ["slip39", "electrum", "monero"])
@pytest.mark.parametrize("name", sorted(set(LIGHT) - {"bits-11"}))
def test_published_words_of_other_kinds_come_back(name: str, kind: str) -> None:
    """Every published share and seed decodes to itself, and no share to a phrase of BIP-39."""
    encoding = ENCODINGS[name]
    for secret in of_kind(kind):
        grid = encoding.encode(secret)
        assert encoding.decode(grid, Told(kind=kind)).reveal() == secret.reveal()
        if kind == "slip39":
            with pytest.raises(SecretError):
                encoding.decode(grid, Told("english"))


@pytest.mark.parametrize("name", CODES)
def test_every_word_comes_back_from_a_code(name: str) -> None:
    """QR codes of phrases with all 2,048 words decode to them, in each list."""
    encoding = ENCODINGS[name]
    for turn, indices in enumerate(counting(24)):
        language = list(LANGUAGES)[turn % 10]
        again = encoding.decode(encoding.encode(made(indices, language)), Told(language, 24))
        assert again.reveal() == Phrase(language, indices)


@given(
    st.sampled_from(WORD_COUNTS),
    st.lists(st.integers(0, 2047), min_size=24, max_size=24),
    st.sampled_from(LATIN),
)
def test_decode_undoes_encode(count: int, drawn: list[int], language: str) -> None:
    """Any phrase of any length comes back from every encoding, with and without its count."""
    indices = completed(drawn[: count - 1], drawn[-1])
    for encoding in PHRASES.values():
        grid = encoding.encode(made(indices, language))
        assert encoding.decode(grid, Told(language)).reveal() == Phrase(language, indices)
        assert encoding.decode(grid, Told(language, count)).reveal() == Phrase(language, indices)


@pytest.mark.parametrize("name", LIGHT)
@pytest.mark.parametrize("count", WORD_COUNTS)
def test_shape(name: str, count: int) -> None:
    """Each word has its block of rows and columns, in reading order."""
    indices = completed(list(range(3, 3 + 80 * (count - 1), 80)))
    grid = ENCODINGS[name].encode(made(indices, "english"))
    rows, columns = BLOCKS[name]
    expected = (rows * count, columns) if name in STACKED else (rows, columns * count)
    assert (grid.height, grid.width) == expected


@pytest.mark.parametrize("name", LIGHT)
def test_room_left_over_is_no_word(name: str) -> None:
    """A phrase of 12 in a field for 24 is the phrase, told its count or not."""
    encoding = ENCODINGS[name]
    for text in (text for text in published().values() if len(text.split()) == 12):
        secret = boxed(text)
        grid = with_room(encoding.encode(secret), name, 24)
        assert encoding.decode(grid, Told("english", 12)).reveal() == secret.reveal()
        assert encoding.decode(grid, Told("english")).reveal() == secret.reveal()


@pytest.mark.parametrize("name", PHRASES)
def test_another_count_is_refused(name: str) -> None:
    """A plate made for more or fewer words than it shows is refused."""
    grid = ENCODINGS[name].encode(boxed(published()["seedcard_24"]))
    for count in (12, 21, 27):
        with pytest.raises(SecretError):
            ENCODINGS[name].decode(grid, Told("english", count))


@pytest.mark.parametrize("name", LIGHT)
def test_marks_after_the_last_word_are_refused(name: str) -> None:
    """One mark in the room that a phrase of 12 leaves is not overlooked."""
    encoding = ENCODINGS[name]
    grid = with_room(encoding.encode(boxed(published()["ss5_12"])), name, 24)
    rows = [list(row) for row in grid.rows]
    rows[-1][-1] = "Q" if name.startswith("letters") else "#"
    with pytest.raises(SecretError):
        encoding.decode(Grid(tuple(map(tuple, rows))), Told("english", 12))


@pytest.mark.parametrize("name", sorted(set(LIGHT) - {"bits-11"}))
def test_a_gap_is_refused(name: str) -> None:
    """An unmarked word between others is named, and so is one at the end when the count is told."""
    encoding = ENCODINGS[name]
    grid = encoding.encode(boxed(published()["ss5_12"]))
    rows, columns = BLOCKS[name]
    for word in (1, 7, 12):
        cells = [list(row) for row in grid.rows]
        for row in range(rows):
            for column in range(columns):
                if name in STACKED:
                    cells[(word - 1) * rows + row][column] = None
                else:
                    cells[row][(word - 1) * columns + column] = None
        with pytest.raises(SecretError, match=rf"^word {word} is not marked$"):
            encoding.decode(Grid(tuple(map(tuple, cells))), Told("english", 12))


@pytest.mark.parametrize("name", PHRASES)
def test_grids_of_another_shape_are_refused(name: str) -> None:
    """Nothing at all, an empty field, a ragged grid, and one row or column more or less."""
    encoding = ENCODINGS[name]
    grid = encoding.encode(boxed(published()["ss5_12"]))
    height, width = grid.height, grid.width
    a_column_a_word = BLOCKS.get(name, (0, 0))[1] == 1  # so that one more is room left over
    wrong = [
        Grid(()),
        Grid(((),)),
        Grid(((None,) * width,) * height),
        Grid((*grid.rows[:-1], grid.rows[-1][:-1])),
        Grid(tuple(row[:-1] for row in grid.rows)),
        grown(grid, height + a_column_a_word, width + (not a_column_a_word)),
        Grid(grid.rows[:-1]),
    ]
    for each in wrong:
        with pytest.raises(SecretError):
            encoding.decode(each, Told("english"))


@pytest.mark.parametrize("name", PHRASES)
def test_foreign_symbols_are_refused(name: str) -> None:
    """A cell that holds anything but this encoding's symbols is not read as a mark."""
    grid = ENCODINGS[name].encode(boxed(published()["ss5_12"]))
    cells = [list(row) for row in grid.rows]
    row, column = next(
        (row, column)
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
        if cell is not None
    )
    for symbol in ("*", "é", "", "##", "a"):
        cells[row][column] = symbol
        with pytest.raises(SecretError):
            ENCODINGS[name].decode(Grid(tuple(map(tuple, cells))), Told("english"))


@pytest.mark.parametrize("name", PHRASES)
def test_language(name: str) -> None:
    """Grids that show words tell their language, the others have to be told."""
    encoding = ENCODINGS[name]
    secret = boxed(published()["seedcard_24"])
    grid = encoding.encode(secret)
    if encoding.tells_language:
        assert encoding.decode(grid, Told()).reveal() == secret.reveal()
    else:
        with pytest.raises(SecretError, match=r"^numbers don't tell the language of a phrase"):
            encoding.decode(grid, Told())
        assert encoding.decode(grid, Told("korean")).reveal() == Phrase(
            "korean", secret.reveal().indices
        )


def test_bytes_have_no_checksum() -> None:
    """CompactSeedQR drops the checksum, so it is checked before: nothing can be drawn."""
    with pytest.raises(SecretError, match=r"^checksum does not match, 12 words$"):
        ENCODINGS["compact-seedqr"].encode(made((0,) * 11 + (4,), "english"))


@pytest.mark.parametrize("name", sorted({*PHRASES} - {"compact-seedqr"}))
def test_a_wrong_checksum_is_refused(name: str) -> None:
    """`encode` draws what it is given; `decode` checks it."""
    grid = ENCODINGS[name].encode(made((0,) * 11 + (4,), "english"))
    with pytest.raises(SecretError, match=r"^checksum does not match, 12 words\b"):
        ENCODINGS[name].decode(grid, Told("english", 12))


def test_encoded_phrases_are_of_every_language() -> None:
    """The numbers on a plate are the same whatever the language, the letters are not."""
    first = phrase_of(counting(12)[0], "spanish")
    other = phrase_of(counting(12)[0], "french")
    for encoding in PHRASES.values():
        same = encoding.encode(first) == encoding.encode(other)
        assert same == (not encoding.tells_language)
