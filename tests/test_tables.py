from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.errors import TemplateError
from generator.geometry import Point, Size, Vec
from generator.tables import Table

Getter = Callable[[Table, str], object]

TEXTS: tuple[Any, ...] = ("", "  ", 1, 1.5, True, [], {}, ["a"])
NUMBERS: tuple[Any, ...] = ("1", True, [], {}, -1.0, 1e6, float("nan"), float("inf"), -1e999)
PAIRS: tuple[Any, ...] = (1, [], [1], [1, 2, 3], ["1", 2], [1, None], [1, float("nan")], "12")

GETTERS: dict[str, tuple[Getter, tuple[Any, ...], tuple[Any, ...]]] = {
    # what takes a key, what it refuses, what it takes
    "text": (Table.text, TEXTS, ("a", " b ")),
    "choice": (lambda t, k: t.choice(k, ("a", "b")), (*TEXTS, "c"), ("a", "b")),
    "texts": (Table.texts, ("a", "", "1..", "..", "1..b", "ab..c", [1], 3), ([], ["a"], "1..3")),
    "whole": (Table.whole, ("1", 1.0, True, -1, [1]), (0, 1, 24)),
    "wholes": (Table.wholes, ([], [1.0], [True], ["1"], 1), ([1], [12, 24])),
    "number": (Table.number, NUMBERS, (0, 0.5, 3)),
    "length": (Table.length, NUMBERS, (0, 0.5, 3)),
    "lengths": (Table.lengths, (1, [], "a", ["1"], [-1.0], [1, True]), ([0], [1, 2.5])),
    "angle": (Table.angle, ("1", True, [], 361, -360.5, float("nan")), (0, -60, 22.5, 360)),
    "angles": (Table.angles, (1, [], ["1"], [361], [0, None]), ([0], [-60, 22.5])),
    "point": (Table.point, PAIRS, ([1, 2.5], [-1, 0])),
    "vec": (Table.vec, PAIRS, ([1, 2.5], [-1, 0])),
    "size": (Table.size, (*PAIRS, [0, 1], [1, -1]), ([1, 2.5],)),
    "table": (Table.table, (1, [], "a", [{}]), ({},)),
    "tables": (Table.tables, (1, {}, "a", [1]), ([], [{}])),
    "named_tables": (Table.named_tables, (1, [], {"a": 1}), ({}, {"a": {}})),
}


@pytest.mark.parametrize("name", GETTERS)
def test_a_key_takes_what_it_is_for_and_nothing_else(name: str) -> None:
    """Each kind of value is refused by file, table and key, or taken."""
    getter, refused, taken = GETTERS[name]
    for value in refused:
        with pytest.raises(TemplateError, match=r"^x\.toml \[plate\] k: must "):
            getter(Table({"k": value}, "x.toml [plate]"), "k")
    for value in taken:
        getter(Table({"k": value}, "x.toml [plate]"), "k")


@pytest.mark.parametrize("name", sorted(GETTERS.keys() - {"tables"}))
def test_a_missing_key_is_named(name: str) -> None:
    """A value that must be there is told by name where it is not."""
    with pytest.raises(TemplateError, match=r"^x\.toml: key k is missing$"):
        GETTERS[name][0](Table({}, "x.toml"), "k")


def test_a_key_is_asked_for_once_and_the_rest_is_refused() -> None:
    """What a getter took is gone; what is left is an error that lists it in order."""
    table = Table({"a": 1, "c": 2, "b": 3}, "x.toml [plate]")
    assert table.whole("a") == 1
    assert not table.has("a")
    with pytest.raises(TemplateError, match="key a is missing"):
        table.whole("a")
    with pytest.raises(TemplateError, match=r"^x\.toml \[plate\]: unknown key b, c$"):
        table.finish()
    table.whole("b")
    table.whole("c")
    table.finish()


def test_defaults_stand_in_for_missing_keys_only() -> None:
    """A default is not used to hide a wrong value."""
    empty = Table({}, "x.toml")
    assert empty.text("k", "a") == "a"
    assert empty.choice("k", ("a",), "a") == "a"
    assert empty.whole("k", 3) == 3
    assert empty.wholes("k", ()) == ()
    assert empty.number("k", 1.5) == 1.5
    assert empty.vec("k", Vec(0, 0)) == Vec(0, 0)
    assert empty.tables("k") == ()
    with pytest.raises(TemplateError):
        Table({"k": "3"}, "x.toml").whole("k", 3)


def test_lengths_scale_and_depths_do_not() -> None:
    """The scale is for the plane: lengths, places, steps and sizes, in tables within tables too."""
    content = {"k": 2.0, "p": [1, 2], "t": {"p": [1, 2], "k": 2.0}, "l": [{"k": 2.0}]}
    table = Table({**content, "s": [1, 2], "v": [1, -2], "d": 2.0}, "x.toml", 1.5)
    assert table.number("d") == 2.0
    assert table.length("k") == 3.0
    assert table.point("p") == Point(1.5, 3.0)
    assert table.size("s") == Size(1.5, 3.0)
    assert table.vec("v") == Vec(1.5, -3.0)
    inner = table.table("t")
    assert (inner.length("k"), inner.point("p")) == (3.0, Point(1.5, 3.0))
    assert [each.length("k") for each in table.tables("l")] == [3.0]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("1..3", ("1", "2", "3")),
        ("13..13", ("13",)),
        ("A..D", ("A", "B", "C", "D")),
        ("0..9", tuple("0123456789")),
    ],
)
def test_ranges_have_both_ends(text: str, texts: tuple[str, ...]) -> None:
    """A range of numbers or letters is a short way to write a list."""
    assert Table({"k": text}, "x.toml").texts("k") == texts


@pytest.mark.parametrize("text", ["3..1", "D..A", "1..99999999", "1..2..3", "²..³"])
def test_a_range_that_is_none_is_refused(text: str) -> None:
    """A range runs upwards and can't fill the memory."""
    with pytest.raises(TemplateError, match=r"^x\.toml k: must be a range such as 1\.\.12"):
        Table({"k": text}, "x.toml").texts("k")
