"""The thirteenth row of a side, which follows from the twelve above it."""

from __future__ import annotations

import pytest

from generator.choice import CHECKS, Choice
from generator.encodings import ENCODINGS
from generator.errors import ReadError, SecretError, TemplateError
from generator.grid import Grid
from generator.inscription import deciphered, inscribed
from generator.layout import Role
from generator.pipeline import Found, prepared, read
from generator.place import pick, place
from generator.slots import slots
from generator.template import Template
from generator.variant import made_for
from tests.plates.drawings import svg_of
from tests.plates.road import NAMES, files, format_of, phrases, template_of

CHECKED = ("keytag", "tinyseed")


def made(name: str, words: int) -> Template:
    """A plate with its check rows."""
    return prepared(template_of(name), Choice(words, check="side"))


def test_who_has_a_check_row() -> None:
    """Plates with room for one offer it, and the others say that they have none."""
    assert {name for name in NAMES if template_of(name).checks == CHECKS} == set(CHECKED)
    for name in set(NAMES) - set(CHECKED):
        template = template_of(name)
        most = template.most()
        with pytest.raises(TemplateError, match=f"^{name} has no room for a check row$"):
            made_for(template, Choice(most.words, kind=most.kind, check="side"))


@pytest.mark.parametrize("name", CHECKED)
def test_without_the_wish_there_is_none(name: str) -> None:
    """The plate without check rows has not one slot more than twelve rows a side."""
    for words, sides in ((12, 1), (24, 2)):
        plain = prepared(template_of(name), Choice(words))
        assert sum(len(slots(f)) for side in plain.sides for f in side.fields) == 144 * sides
        checked = made(name, words)
        assert sum(len(slots(f)) for side in checked.sides for f in side.fields) == 156 * sides


@pytest.mark.parametrize("kind", ["sparse", "varied", "dense"])
@pytest.mark.parametrize("name", CHECKED)
def test_a_wrong_check_row_is_refused(name: str, kind: str) -> None:
    """A mark too many or too few in the row is told in one line, though the words are right."""
    template = made(name, 24)
    grids = inscribed(phrases(24)[kind], template)
    assert deciphered(grids, template, "english")[0].reveal() == phrases(24)[kind].reveal()
    for row in (0, 1):
        for column in range(12):
            cells = [list(line) for line in grids["parity-12"].rows]
            cells[row][column] = None if cells[row][column] else "#"
            wrong = {**grids, "parity-12": Grid(tuple(map(tuple, cells)))}
            with pytest.raises(ReadError, match=r"^the check row does not fit the words$"):
                deciphered(wrong, template, "english")


@pytest.mark.parametrize("name", CHECKED)
def test_a_file_with_a_wrong_check_row_is_refused(name: str) -> None:
    """A drawing without guides, so that nothing else tells, and a dot of the row left out."""
    (product,) = files(phrases(12)["varied"], made(name, 12), "svg")
    drawing = svg_of(product.data)
    bare = [shape for shape in drawing.shapes if drawing.layer(shape) != "guide"]
    last = max(at for at, shape in enumerate(bare) if drawing.layer(shape) == "mark")

    def reading(shapes: list[str]) -> None:
        data = (drawing.before + "".join(shapes) + drawing.after).encode()
        assert read([Found("the file", format_of("svg"), data)], NAMES, "english").payloads

    reading(bare)
    with pytest.raises(ReadError, match=r"^the check row does not fit the words$"):
        reading([*bare[:last], *bare[last + 1 :]])


@pytest.mark.parametrize("name", CHECKED)
def test_the_check_row_finds_what_the_checksum_lets_pass(name: str) -> None:
    """Every wrong mark that leaves a valid phrase of twelve leaves a wrong check row."""
    template = made(name, 12)
    grids = inscribed(phrases(12)["varied"], template)
    plain = prepared(template_of(name), Choice(12))
    passed = 0
    for row in range(12):
        for column in range(12):
            cells = [list(line) for line in grids["bits-12"].rows]
            cells[row][column] = None if cells[row][column] else "#"
            wrong = Grid(tuple(map(tuple, cells)))
            try:
                deciphered({"bits-12": wrong}, plain, "english")
            except ValueError:
                continue
            passed += 1
            with pytest.raises(ReadError, match=r"^the check row does not fit the words$"):
                deciphered({**grids, "bits-12": wrong}, template, "english")
    assert passed == 10


@pytest.mark.parametrize("name", CHECKED)
def test_it_is_read_as_what_it_is(name: str) -> None:
    """Placed and picked, the check row is the row of the encoding, and no part of the words."""
    template = made(name, 24)
    secret = phrases(24)["varied"]
    grids = inscribed(secret, template)
    layouts = place(grids, template)
    view = format_of("svg").view
    back = pick({each.side: view(each) for each in layouts}, template, view)
    assert back["bits-12"] == ENCODINGS["bits-12"].encode(secret)
    assert back["parity-12"] == grids["parity-12"]
    marks = sum(len(layout.of(Role.MARK)) for layout in layouts)
    assert marks == sum(g.picture().count("#") for g in grids.values())


@pytest.mark.parametrize("name", CHECKED)
@pytest.mark.parametrize("row", [0, 11, 12, 23])
def test_it_tells_the_side_and_the_column_of_a_wrong_mark(name: str, row: int) -> None:
    """Where the checksum only says that something is wrong, somewhere among twenty-four words."""
    template = made(name, 24)
    grids = inscribed(phrases(24)["varied"], template)
    side = "1 to 12" if row < 12 else "13 to 24"
    for column in range(1, 12):
        cells = [list(line) for line in grids["bits-12"].rows]
        cells[row][column] = None if cells[row][column] else "#"
        wrong = {**grids, "bits-12": Grid(tuple(map(tuple, cells)))}
        told = f"the check row of words {side} does not fit in column {2 ** (11 - column)}$"
        with pytest.raises((SecretError, ReadError), match=f"{told}|^the check row does not fit"):
            deciphered(wrong, template, "english")
