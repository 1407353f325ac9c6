"""Every fault of a file is told, in one line each, and no file does anything worse than that."""

from __future__ import annotations

import copy
import datetime as dt
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import toml_file
from generator.errors import TemplateError
from generator.rules import problems
from generator.tables import LONGEST, MOST_TABLES, Fault, Faults, Table
from generator.template_file import find, load, survey
from generator.variant import made_for
from tests.plates.road import FOLDER, NAMES

TINY = (FOLDER / "tinyseed.toml").read_text(encoding="utf-8")
FIELD = "tinyseed.toml [front] [fields 1]"


def faults(text: str, folder: Path) -> list[str]:
    """All that is wrong with a file of this content."""
    path = folder / "tinyseed.toml"
    path.write_text(text, encoding="utf-8")
    return [fault.line for fault in survey(path).faults]


def test_every_fault_is_told_by_file_table_and_key(tmp_path: Path) -> None:
    """A dozen faults in as many tables are a dozen lines, in the order of the look."""
    changes = [
        ("format = 1\n", "format = 2\n"),
        ('title = "Tiny Seed"', 'titel = "Tiny Seed"'),
        ("bip39 = [12, ", "bip39 = [24, "),
        ("thickness = 1.0", "thickness = -1.0"),
        ("corner_radius = 1.0", 'corner_radius = "round"'),
        ("diameter = 2.0 }]", "diameter = 2.0, x = 1 }]"),
        ('shape = "dot"', 'shape = "star"'),
        ("[engraving]\nsource", "[engraving]\nsauce"),
        ("words = [1, 12]", "words = [12, 1]"),
        ("column_step = [1.75, 0]", "column_step = [1.75]"),
        ('edge = "left"', 'edge = "top"'),
        ("turn_deg = 90", "turn_deg = 45"),
        ("FRONT  1-BASED", "FR☃NT  1-BASED"),
        ("at = [4.6, 32.6]", "at = [4.6, inf]"),
    ]
    text = TINY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    told = faults(text, tmp_path)
    parts = [
        "tinyseed.toml format: this program reads format 1",
        "tinyseed.toml [plate] thickness: must not be negative",
        "tinyseed.toml [plate] corner_radius: must be a number",
        "tinyseed.toml [plate] [holes 1]: unknown key x",
        "tinyseed.toml [marks.punch] shape: must be one of dot, letter, module",
        "tinyseed.toml [engraving]: key source is missing",
        "tinyseed.toml [engraving]: unknown key sauce; did you mean source?",
        f"{FIELD} words: must be the first and the last word's number",
        f"{FIELD} column_step: must be two numbers in millimetres",
        f"{FIELD} [labels 1] edge: rows are labelled left or right here",
        f"{FIELD} [labels 2] turn_deg: must be 0, 90, 180 or 270",
        "tinyseed.toml [front] [legend] [texts 1] at: must be a number within a million",
        "tinyseed.toml [front] [legend] [texts 2] text: has a character that the alphabet has",
        "tinyseed.toml [holds] bip39: must be numbers of words, ascending",
        "tinyseed.toml: key title is missing",
        "tinyseed.toml: unknown key titel; did you mean title?",
    ]
    assert len(told) == len(parts)
    for line, part in zip(told, parts, strict=True):
        assert line.startswith(part)


def test_the_first_fault_is_the_message(tmp_path: Path) -> None:
    """Who loads the file gets one line, and all of them beside it."""
    (tmp_path / "tinyseed.toml").write_text("format = 2\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path / "tinyseed.toml")
    assert str(caught.value) == "tinyseed.toml format: this program reads format 1"
    assert caught.value.problems[0] == str(caught.value)
    assert len(caught.value.problems) == 10
    assert all("is missing" in line or "must be" in line for line in caught.value.problems[1:])


def test_a_fault_is_told_once(tmp_path: Path) -> None:
    """What follows from a fault is none of its own: broken marks are not missed where used."""
    text = TINY.replace("diameter = 1.5\n", "diameter = -1.5\n")
    assert faults(text, tmp_path) == ["tinyseed.toml [marks.punch] diameter: must not be negative"]
    text = TINY.replace("rows = 12\n", 'rows = "12"\n', 1)
    assert faults(text, tmp_path) == [f"{FIELD} rows: must be a whole number, at least 0"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{wrds} WORDS", "; did you mean {words}?"),
        ("{words WORDS", "; did you mean {words}?"),
        ("words} WORDS", ""),
        ("{} WORDS", ""),
        ("{words} {KIND}", ""),
        ("{{words}}", ""),
    ],
)
def test_braces_are_for_what_is_filled_in(text: str, hint: str, tmp_path: Path) -> None:
    """Anything else in braces would stand on the metal as it was typed."""
    (line,) = faults(TINY.replace("FRONT  1-BASED", f"FRONT  1-BASED {text}", 1), tmp_path)
    where = "tinyseed.toml [front] [legend] [texts 2] text: "
    assert line == f"{where}braces are for {{words}}, {{word}}, {{kind}}, {{checks}} alone{hint}"


def test_a_label_is_not_filled_in(tmp_path: Path) -> None:
    """`{words}` in a label would be engraved."""
    (line,) = faults(TINY.replace('"2048", ', '"{words}", ', 1), tmp_path)
    assert line.startswith(f"{FIELD} [labels 2] texts: a label is engraved as it is; only a legend")


def test_what_is_broken_is_left_out(tmp_path: Path) -> None:
    """The rest can be looked at: a label, a hole, a text, a field."""
    path = tmp_path / "tinyseed.toml"
    text = TINY.replace('edge = "left"', 'edge = "up"', 1).replace("diameter = 2.0 }", "x = 2.0 }")
    path.write_text(text, encoding="utf-8")
    seen = survey(path)
    assert seen.template is not None
    assert seen.measured
    assert len(seen.template.sides[0].fields[0].labels) == 1
    assert seen.template.plate.holes == ()
    path.write_text(text.replace("thickness = 1.0", ""), encoding="utf-8")
    assert not survey(path).measured


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rows = 12\n", "rows = 1000000000\n", f"{FIELD} rows: must be a whole number below a"),
        ("rows = 12\n", f"rows = {'9' * 4000}\n", f"{FIELD} rows: must be a whole number below a"),
        ("rows = 12\n", f"rows = {'9' * 5000}\n", "tinyseed.toml: not TOML: a number or a date"),
        ("from_row = 1\n", "from_row = 999999\n", f"{FIELD} from_row: a grid has at most 10000"),
        ("rows = 12\n", "rows = 1979-05-27\n", f"{FIELD} rows: must be a whole number"),
        ("rows = 12\n", "rows = 1979-99-27\n", "tinyseed.toml: not TOML: "),
        ("margin = 0.4", "margin = nan", "tinyseed.toml [plate] margin: must be a number within"),
        ("size = [27.2, 34.5]", "size = [1e-300, 1e-300]", "[plate] corner_radius: must be at"),
        ("size = [27.2, 34.5]", "size = [3e4, 34.5]", "tinyseed.toml [plate] size: must be 1 to"),
        ("bip39 = [12, ", f"bip39 = [{'8' * 4000}, ", "[holds] bip39: must be a list of whole num"),
        ('title = "Tiny Seed"', f'title = "{"x" * 1001}"', "title: must be a text of at most 1000"),
        ('title = "Tiny Seed"', '"a\\nb\\u001b[2J" = 1', "unknown key a?b?[2J"),
        ("holes = [{ c", f"holes = [{'{}, ' * 101}{{ c", "holes: must be a list of tables, at"),
        ("rows = 12\n", "rows = 12\n[marks.'\\u202e']\n", "tinyseed.toml [marks.\\u202e]"),
        ("margin = 0.4", "margin = 0.4\nx" + ".x" * 5000 + " = 1", "unknown key x"),
        ("margin = 0.4", "margin = " + "{x = " * 5000 + "1" + "}" * 5000, "not TOML"),
    ],
)  # fmt: skip
def test_strange_content_is_one_line(old: str, new: str, message: str, tmp_path: Path) -> None:
    """Huge numbers, dates, depth and control characters are told like any other fault."""
    assert old in TINY
    path = tmp_path / "tinyseed.toml"
    path.write_text(TINY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load(path)
    assert any(message in line for line in caught.value.problems)
    for line in caught.value.problems:
        assert line.isprintable()
        assert len(line) <= LONGEST


def test_more_than_any_plate_has_is_refused(tmp_path: Path) -> None:
    """Fields of the most slots, many times over, would take hours to look at."""
    start, middle = TINY.index("[[sides.fields]]"), TINY.index("[sides.legend]")
    field = TINY[start:middle].replace("rows = 12", "rows = 800")
    field = field[: field.index("labels")]
    told = faults(TINY[:start] + field * 6 + TINY[middle:], tmp_path)
    assert told == ["tinyseed.toml sides: more than 50000 slots, labels and fiducials"]


def test_a_table_without_faults_to_gather_raises_at_once() -> None:
    """Strict by itself: the first wrong key ends the reading."""
    with pytest.raises(TemplateError, match=r"^x\.toml k: must be a whole number"):
        Table({"k": "1"}, "x.toml").whole("k")


def test_a_table_that_gathers_goes_on() -> None:
    """A value stands in, and the table knows that nothing may be made of it."""
    found = Faults()
    table = Table({"k": "1", "m": 3, "u": 1}, "x.toml [plate]", faults=found)
    table.whole("m")
    assert not table.broken
    table.whole("k")
    assert table.broken
    inner = table.table("inner")
    assert inner.size("size").width > 0  # of which nothing more is told
    table.fault("m", "is odd")
    table.finish()
    assert found.found == [
        Fault("x.toml [plate]", "k", "x.toml [plate] k: must be a whole number, at least 0"),
        Fault("x.toml [plate]", "inner", "x.toml [plate]: key inner is missing"),
        Fault("x.toml [plate]", "m", "x.toml [plate] m: is odd"),
        Fault("x.toml [plate]", "u", "x.toml [plate]: unknown key u"),
    ]


def test_lists_of_tables_have_an_end() -> None:
    """One more than the most is refused."""
    Table({"k": [{}] * MOST_TABLES}, "x.toml").tables("k")
    with pytest.raises(TemplateError, match="at most 100"):
        Table({"k": [{}] * (MOST_TABLES + 1)}, "x.toml").tables("k")


# ------------------------------------------------------------------------------------- mutations

STRANGE: tuple[Any, ...] = (
    0, -1, 1, 2, 12, 10**9, 10**400, 1e-300, 1e308, math.nan, math.inf, True, "", "x", "1..9999",
    "A..Z", "\x1b[2J\n", "é", [], [1], [0, 0], [1, 2], [-1e5, 3.0], {}, {"a": 1}, [{}], [[[]]],
    "bits-11", "letters-4", "alphabet", "seedqr", "label", "dot", "letter", "module", "back",
    "corners", "flow", "centre", "fill", 90, 180, "{words}{kind}", "compact", "side", [24], [1, 24],
    dt.date(1979, 5, 27), dt.time(7, 32),
)  # fmt: skip
KEYS = ("from_row", "only_words", "only_kinds", "guide", "holes", "point_deg", "any_size", "z\n")


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a file, as keys and indices."""
    if path:
        yield path
    numbered = dict(enumerate(content)) if isinstance(content, list) else {}
    for key, value in (content if isinstance(content, dict) else numbered).items():
        yield from places(value, (*path, key))


def mutated(content: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """A file changed in one place: something lost, doubled, added, scaled or strange."""
    *way, last = data.draw(st.sampled_from(list(places(content))))
    inner: Any = content
    for step in way:
        inner = inner[step]
    value = inner[last]
    match data.draw(st.sampled_from(("strange", "lose", "double", "add", "scale"))):
        case "lose":
            del inner[last]
        case "double" if isinstance(inner, list):
            inner.append(copy.deepcopy(value))
        case "add" if isinstance(inner, dict):
            inner[data.draw(st.sampled_from(KEYS))] = data.draw(st.sampled_from(STRANGE))
        case "scale" if isinstance(value, int | float):
            inner[last] = value * data.draw(st.sampled_from((-1, 0.1, 0.5, 1.1, 2, 10, 100)))
        case _:
            inner[last] = copy.deepcopy(data.draw(st.sampled_from(STRANGE)))
    return content


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_changed_file_loads_or_is_refused(
    data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in a file, it is a template whose rules can be looked at, or a refusal."""
    name = data.draw(st.sampled_from(NAMES))
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        content = mutated(content, data)
    # Bytes of its own, by which what a file says is kept.
    monkeypatch.setattr(toml_file, "raw", lambda _: repr(content).encode())
    monkeypatch.setattr(toml_file, "content", lambda *_: copy.deepcopy(content))
    seen = survey(FOLDER / f"{name}.toml")
    if not seen.faults:
        template = find(name)
        assert template == seen.template
        made = next(iter(template.choices()))
        assert all(isinstance(problem, str) for problem in problems(made_for(template, made)))
        return
    with pytest.raises(TemplateError) as caught:
        find(name)
    assert all(line.isprintable() and len(line) <= LONGEST for line in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("letters-24", "columns = 4\n", 'columns = 4\nfit = "fill"\n', "only modules of a code"),
        ("seedqr", 'fit = "centre"\nmark = "module"\nrows = 29',
         'fit = "fill"\nmark = "module"\nrows = 27',
         "a field that a code fills has as many rows as columns"),
        ("disc-6", "rows = 6\n", 'rows = 6\nfit = "fill"\n', "a ring has no middle"),
    ],
)  # fmt: skip
def test_only_a_square_of_modules_is_filled(
    name: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    """The fault names the key and says what would grow."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(f" fit: {said}" in fault.line for fault in survey(path).faults)
