from __future__ import annotations

import tomllib
from typing import Any

import pytest

from generator import template_file
from generator.errors import TemplateError
from generator.settings import Setting, apply, keys_of, parse, unsaid
from generator.template_file import Asked, find
from tests.plates.road import FOLDER

TINY = (FOLDER / "tinyseed.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("plate.size=[90,60]", ("plate", "size"), [90, 60]),
        ("sides.1.fields.2.first_slot = [5, 6.5]", ("sides", "1", "fields", "2", "first_slot"),
         [5, 6.5]),
        ('title="a = b"', ("title",), "a = b"),
        ("plate.holes=[{ centre = [1, 2], diameter = 3 }]", ("plate", "holes"),
         [{"centre": [1, 2], "diameter": 3}]),
    ],
)  # fmt: skip
def test_a_setting_is_a_path_and_a_value_as_in_toml(
    text: str, path: tuple[str, ...], value: object
) -> None:
    """What stands after the first equals sign is TOML; blanks around the path don't matter."""
    assert parse(text) == Setting(path, value)


@pytest.mark.parametrize(
    "text",
    ["", "=", "=1", "plate", "plate.=1", ".plate=1", "a=", "a=word", "a=[1", "a=1\nb=2", "a=1\n[b]",
     "a=" + "[" * 100_000, "a=" + "9" * 5000, "a=2020-99-99"],
)  # fmt: skip
def test_what_is_no_setting_is_refused(text: str) -> None:
    """One line that says the shape, and repeats nothing that was typed."""
    with pytest.raises(TemplateError) as caught:
        parse(text)
    assert str(caught.value).startswith("must be PATH=VALUE, the value as in TOML")
    assert "word" not in str(caught.value)


def test_values_are_set_where_the_path_leads() -> None:
    """Tables go by name, lists by number from 1; all else stays as it was."""
    content: dict[str, Any] = tomllib.loads(TINY)
    settings = [parse("plate.size=[30,40]"), parse("sides.2.fields.1.rows=11")]
    assert apply(content, settings) == frozenset()
    untouched: dict[str, Any] = tomllib.loads(TINY)
    assert content["plate"].pop("size") == [30, 40]
    assert content["sides"][1]["fields"][0].pop("rows") == 11
    del untouched["plate"]["size"], untouched["sides"][1]["fields"][0]["rows"]
    assert content == untouched


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plat.size=1", "--set number 2: the file has nothing of that name; did you mean plate?"),
        ("marks.punhc.depth=1", "--set number 2: marks has nothing of that name; did you mean"),
        ("zzz.zzz=1", "--set number 2: the file has nothing of that name; there are format, "),
        ("sides.0.name=1", "--set number 2: sides is a list of 2, numbered from 1"),
        ("sides.3.name=1", "--set number 2: sides is a list of 2, numbered from 1"),
        ("sides.x.name=1", "--set number 2: sides is a list of 2, numbered from 1"),
        ("sides.²=1", "--set number 2: sides is a list of 2, numbered from 1"),
        ("plate.thickness.x=1", "--set number 2: plate.thickness is no table, so nothing in it"),
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_refused(text: str, message: str) -> None:
    """The message counts the settings, and names what the file has that is nearest."""
    with pytest.raises(TemplateError) as caught:
        apply(tomllib.loads(TINY), [parse("plate.margin=1"), parse(text)])
    assert str(caught.value).startswith(message)


def test_a_key_that_no_template_has_is_refused_without_repeating_it() -> None:
    """The reader of the file knows which keys there are; the nearest is named."""
    settings = (parse("plate.thicknes=2"),)
    with pytest.raises(TemplateError) as caught:
        find(Asked("tinyseed", settings))
    assert str(caught.value) == (
        "tinyseed.toml [plate]: unknown key of --set; did you mean thickness?"
    )


def test_an_optional_key_can_be_set_where_the_file_has_none() -> None:
    """A key that the format knows need not stand in the file already."""
    assert "point_deg" not in TINY
    blunt = find("tinyseed").sides[0].fields[0].mark
    sharp = find(Asked("tinyseed", (parse("marks.punch.point_deg=120"),))).sides[0].fields[0].mark
    assert (blunt.cut.point_deg, sharp.cut.point_deg) == (180, 120)


def test_settings_come_before_the_width() -> None:
    """A plate of any size scales what was set."""
    settings = (parse("plate.margin=1.0"),)
    own = find(Asked("binary-grid", settings))
    twice = find(Asked("binary-grid", settings), own.plate.size.width * 2)
    assert twice.plate.margin == pytest.approx(2.0)
    assert template_file.find("binary-grid").plate.margin != 1.0


def test_a_setting_stays_as_it_was_typed() -> None:
    """One that changes a part of what another set leaves the other alone, so both can be reused."""
    settings = [parse("plate.size=[90,60]"), parse("plate.size.1=80")]
    for _ in range(2):
        content: dict[str, Any] = tomllib.loads(TINY)
        apply(content, settings)
        assert content["plate"]["size"] == [80, 60]
        assert settings[0].value == [90, 60]


def test_typed_words_give_way_to_the_number_of_their_setting() -> None:
    """Names and texts as a whole, in any script, unless they are known."""
    given = [
        parse("plate.zebra=1"),
        parse('size={ox-eye="wild horse", a=["的"]}'),
        parse("holds.P@ss!=[1]"),
    ]
    said = unsaid(
        "plate zebra zebras ox-eye horse wild horse 的 ab P@ss!", given, {"plate", "size"}
    )
    first, second, third = (f"(--set number {number})" for number in (1, 2, 3))
    assert said == f"plate {first} zebras {second} horse {second} {second} ab {third}"


def test_the_names_of_a_file_are_those_of_all_its_tables() -> None:
    """In lists too, and no values."""
    content = {"one": {"two-three": 1}, "four": [{"five": "six"}, [{"seven": 1}]], "x": "y"}
    assert keys_of(content) == {"one", "two-three", "four", "five", "seven", "x"}
