"""Adding a plate is one file of data: the program knows none by its name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import generator
from generator import template_file
from generator.encodings import DERIVED, ENCODINGS

PACKAGE = Path(generator.__file__).parent
SHARED = {"seedqr"}
"""Plates that are called as the one encoding they are made of."""


def texts_in(source: str) -> Iterator[str]:
    """Every text in a module, but for the parts of longer ones."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def named(source: str, names: set[str]) -> set[str]:
    """The names that stand in a module as a text of their own."""
    return names.intersection(texts_in(source))


def test_nothing_in_the_program_names_a_plate() -> None:
    """Not one template that ships is named outside its own file."""
    assert {*ENCODINGS, *DERIVED} >= SHARED
    names = set(template_file.names()) - SHARED
    assert len(names) > 15
    for path in sorted(PACKAGE.rglob("*.py")):
        assert named(path.read_text(encoding="utf-8"), names) == set(), path.name


def test_a_name_would_be_found() -> None:
    """The search sees a name in a table, a default or a comparison, and none in a sentence."""
    for source in ('A = ("tinyseed", "keytag")', 'if x == "tinyseed": pass', 'f(p="tinyseed")'):
        assert "tinyseed" in named(source, {"tinyseed", "keytag"})
    assert named('"""Like tinyseed."""', {"tinyseed"}) == set()


def test_some_plates_are_shown() -> None:
    """The plates of the demonstration say so themselves, and are of several kinds."""
    shown = [
        template for name in template_file.names() if (template := template_file.find(name)).demo
    ]
    assert len(shown) >= 4
    assert len({template.encodings for template in shown}) >= 4
    assert all(24 in template.counts("bip39") for template in shown)
