from __future__ import annotations

from dataclasses import replace

import pytest

from generator.encodings import DERIVED, ENCODINGS
from generator.errors import ReadError, SecretError
from generator.grid import DOT, Cell, Grid
from generator.inscription import deciphered, fitted, inscribed
from generator.portion import check_rest, held_on, words_on
from generator.secret import Secret
from generator.template import Template
from generator.words.bip39 import wordlist
from generator.words.payload import Payload
from tests.encodings.phrases import of_kind
from tests.plates.road import NAMES, phrases, plain, plate, template_of

PHRASES = phrases(24)
TWO_SIDED = [
    name
    for name in NAMES
    if 24 in template_of(name).counts("bip39") and len(plain(name, 24).sides) == 2
]


def grids_of(secret: Secret[Payload], template: Template) -> dict[str, Grid]:
    """What the files of all sides would show."""
    return {
        name: fitted(grid, template, name) for name, grid in inscribed(secret, template).items()
    }


def emptied(grids: dict[str, Grid], template: Template, side: str) -> dict[str, Grid]:
    """The same where only one side is there."""
    from generator.portion import _cells_on

    kept = {}
    for name, grid in grids.items():
        there = _cells_on(template, name, (side,))
        kept[name] = Grid(
            tuple(
                tuple(cell if (r, c) in there else None for c, cell in enumerate(row))
                for r, row in enumerate(grid.rows)
            )
        )
    return kept


HALVED = [name for name in TWO_SIDED if held_on(plain(name, 24), ("front",)) is None]
WHOLE = [
    (name, side)
    for name in TWO_SIDED
    for side in ("front", "back")
    if held_on(plain(name, 24), (side,)) is not None
]


@pytest.mark.parametrize("name", HALVED)
@pytest.mark.parametrize("phrase", PHRASES)
def test_the_words_of_both_sides_are_all_words(name: str, phrase: str) -> None:
    """Each half of a plate tells its words by number, and the halves are the whole."""
    template = plain(name, 24)
    known = wordlist("english")
    words = [known[index] for index in PHRASES[phrase].reveal().indices]
    seen: list[tuple[int, str | None]] = []
    for side in ("front", "back"):
        shown = emptied(grids_of(PHRASES[phrase], template), template, side)
        found = words_on(shown, template, (side,), "english").reveal()
        assert not found.lost
        assert found.language == "english"
        if phrase == "varied":  # the others are four letters that two lists have
            assert words_on(shown, template, (side,), None).reveal() == found
        seen += found.words
    assert seen == list(enumerate(words, start=1))


@pytest.mark.parametrize(("name", "side"), WHOLE)
def test_a_side_with_all_words_tells_the_phrase(name: str, side: str) -> None:
    """Where each side has all of it, one is enough."""
    template = plain(name, 24)
    held = held_on(template, (side,))
    assert held is not None
    shown = emptied(grids_of(PHRASES["varied"], template), template, side)
    (payload,) = deciphered(shown, held, "english")
    assert payload.reveal() == PHRASES["varied"].reveal()
    check_rest(shown, template, (side,), payload)


def changed(grid: Grid, row: int, column: int, cell: Cell) -> Grid:
    """The grid with another cell."""
    rows = [list(cells) for cells in grid.rows]
    rows[row][column] = cell
    return Grid(tuple(tuple(cells) for cells in rows))


def test_marks_that_are_no_word_are_told_as_lost() -> None:
    """A row without a mark is no word, and one with two first letters is none either."""
    for name, encoding in (("tinyseed", "bits-12"), ("alphabet-24", "alphabet")):
        template = plain(name, 24)
        grids = emptied(grids_of(PHRASES["dense"], template), template, "front")
        grid = grids[encoding]
        for column in range(12):
            grid = changed(grid, 2, column, None)
        if encoding == "alphabet":
            grid = changed(grids[encoding], 0, 0, DOT)
        shown = {**grids, encoding: grid}
        found = words_on(shown, template, ("front",), "english").reveal()
        assert found.lost == ((3,) if encoding == "bits-12" else (1,))
        assert found.words[4] == (5, "zoo")


def test_a_check_row_vouches_for_its_side() -> None:
    """The check row of a side is said to fit its words, or in which column it doesn't."""
    template = plate("tinyseed", replace(template_of("tinyseed").most("bip39"), check="side"))
    grids = emptied(grids_of(PHRASES["varied"], template), template, "front")
    assert words_on(grids, template, ("front",), None).reveal().checks == (("check row", ""),)
    bits = grids["bits-12"]
    other = None if bits.rows[0][11] else DOT
    shown = {**grids, "bits-12": changed(bits, 0, 11, other)}
    (check,) = words_on(shown, template, ("front",), None).reveal().checks
    assert check == ("check row", "the check row of words 1 to 12 does not fit in column 1")


def test_what_goes_on_elsewhere_is_held_against_the_rest() -> None:
    """Half of the check rows are on each side, and must be those of the words."""
    template = plate("tinyseed", replace(template_of("tinyseed").most("bip39"), check="side"))
    shown = emptied(grids_of(PHRASES["varied"], template), template, "back")
    check_rest(shown, template, ("back",), PHRASES["varied"])
    with pytest.raises(ReadError, match="^the plate says two things: its "):
        check_rest(shown, template, ("back",), PHRASES["sparse"])


def test_a_side_without_single_words_shows_none() -> None:
    """A text has no words that could be told."""
    (choice,) = [c for c in template_of("text-85").choices() if c.kind == "wif"][:1]
    template = plate("text-85", choice)
    grids = grids_of(of_kind("wif", 0)[0], template)
    with pytest.raises(ReadError, match="^no word can be told from this side alone$"):
        words_on(grids, template, ("front",), None)


def test_letters_of_several_lists_are_not_guessed() -> None:
    """Where each word of the side is in two lists, nobody says which it is."""
    template = plain("alphabet-24", 24)
    english, french = wordlist("english"), wordlist("french")
    known = {word: at for at, word in enumerate(english) if word in french}
    grid = ENCODINGS["alphabet"].encode(
        Secret(replace(PHRASES["sparse"].reveal(), indices=tuple(list(known.values())[:24])))
    )
    shown = emptied({"alphabet": fitted(grid, template, "alphabet")}, template, "front")
    with pytest.raises(SecretError, match="^the letters may be English or French words; say"):
        words_on(shown, template, ("front",), None)
    assert not words_on(shown, template, ("front",), "french").reveal().lost


def test_a_damaged_letter_makes_no_word_of_another_list() -> None:
    """Eleven words of two lists and one of a single list: another letter there, and it was both."""
    template = plain("alphabet-24", 24)
    english, french = wordlist("english"), wordlist("french")
    both = [at for at, word in enumerate(french) if word in english]
    alone = next(at for at, word in enumerate(french) if word not in english)
    secret = Secret(
        replace(
            PHRASES["sparse"].reveal(), language="french", indices=(*both[:11], alone, *both[11:23])
        )
    )
    grid = ENCODINGS["alphabet"].encode(secret)
    shown = emptied({"alphabet": fitted(grid, template, "alphabet")}, template, "front")
    with pytest.raises(SecretError, match="^the letters may be English or French words; say which"):
        words_on(shown, template, ("front",), None)
    assert not words_on(shown, template, ("front",), "french").reveal().lost


def test_the_parts_of_a_text_tell_it_together() -> None:
    """All codes of a text are the text; without one of them there is none."""
    for name in (n for n in DERIVED if DERIVED[n].fellows):
        assert name in DERIVED[name].fellows
    (choice,) = [c for c in template_of("text-85").choices() if (c.kind, c.parts) == ("text", 4)][
        :1
    ]
    template = plate("text-85", choice)
    assert held_on(template, ("back",)) is not None
    back = template.sides[1]
    part = replace(template, sides=(template.sides[0], replace(back, fields=back.fields[:-1])))
    assert held_on(part, ("back",)) is None
