from __future__ import annotations

import ast
import copy
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.geometry import Point
from generator.grid import grid_of
from generator.layout import Dot, Face, Layout, Role
from generator.secret import Secret
from generator.words.payload import Phrase
from tests.encodings.phrases import published

PACKAGE = Path(__file__).parent.parent / "generator"
TEXT = published()["ss5_12"]

REVEALING = {
    "cli/asking.py",
    "cli/commands.py",
    "cli/marking.py",
    "cli/notes.py",
    "cli/reading.py",
    "cli/recover.py",
    "cli/report.py",
    "cli/scan.py",
    "drill.py",
    "encodings/alphabet.py",
    "encodings/alphabet_quarters.py",
    "encodings/bits.py",
    "encodings/checks.py",
    "encodings/codex32_grid.py",
    "encodings/digits.py",
    "encodings/digits_1248.py",
    "encodings/keypads.py",
    "encodings/letters.py",
    "encodings/qr.py",
    "encodings/qr_line.py",
    "encodings/rails.py",
    "encodings/text.py",
    "inscription.py",
    "pipeline.py",
    "photograph/album.py",
    "recover/search.py",
    "recover/wallet.py",
    "scan/codes.py",
    "words/bip39.py",
    "words/codex32.py",
    "words/descriptor.py",
    "words/fingerprint.py",
    "words/keys.py",
    "words/kinds.py",
    "words/networks.py",
    "words/passphrase.py",
    "words/seedxor.py",
    "words/share_set.py",
}
"""The modules that may take a value out of its box; each one is a place to look at."""


def test_the_box_says_nothing() -> None:
    """However it is shown, formatted or put into a message, a secret stays in its box."""
    box = Secret(TEXT)
    for shown in (
        repr(box),
        str(box),
        f"{box}",
        f"{box!r:>40}",
        f"{box:>9}",
        f"{[box]}",
        ascii(box),
    ):
        assert "Secret(" in shown
        assert not any(word in shown for word in TEXT.split())
    assert box.reveal() == TEXT


REFUSED: dict[str, Callable[[Secret[str]], object]] = {
    "hash": hash,
    "length": len,  # that it has none is the point
    "iteration": list,  # as above
    "truth": bool,
    "equality": lambda box: box == box,  # noqa: PLR0124  # even with itself
    "inequality": lambda box: box != Secret(TEXT),
    "membership": lambda box: "a" in box,  # as above
    "set": lambda box: {box},
    "copy": copy.copy,
    "deep copy": copy.deepcopy,
    "pickling": pickle.dumps,
    "order": lambda box: box < box,  # type: ignore[operator]  # noqa: PLR0124  # as above
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_box_refuses(what: str) -> None:
    """Nothing that would compare, measure, store or send the value works on the box."""
    with pytest.raises(TypeError) as caught:
        REFUSED[what](Secret(TEXT))
    assert not any(word in str(caught.value) for word in TEXT.split())


def test_the_box_has_no_dict_and_no_other_exit() -> None:
    """No attribute can be added, and `vars` has nothing to show."""
    box = Secret(TEXT)
    with pytest.raises(TypeError):
        vars(box)
    with pytest.raises(AttributeError):
        box.value = 1  # type: ignore[attr-defined]  # that it can't is the point
    assert [name for name in dir(box) if not name.startswith("_")] == ["reveal"]


def test_a_traceback_with_a_box_says_nothing() -> None:
    """A failure that prints its local variables prints no word."""
    box = Secret(TEXT)
    with pytest.raises(TypeError) as caught:
        len(box)
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    shown = "".join(told.format())
    local = next(line for line in shown.splitlines() if "box =" in line)
    assert local.strip() == "box = Secret(…)"


def test_what_is_made_of_a_secret_shows_nothing_either() -> None:
    """Phrases, grids, marks and layouts print as type and address, with no field of theirs."""
    dot = Dot(Role.MARK, Point(1.25, 2.5), 1.5)
    values = (
        Phrase("english", (1234, 777)),
        grid_of(["#.", ".A"]),
        dot,
        Layout("front", 1.0, (dot,)),
        Face((dot,)),
    )
    for value in values:
        assert repr(value) == object.__repr__(value)


def revealing(source: str) -> bool:
    """Whether a module mentions the way out of the box, called or handed on."""
    tree = ast.parse(source)
    return any(
        (isinstance(node, ast.Attribute) and node.attr in ("reveal", "_value"))
        or (isinstance(node, ast.Constant) and node.value in ("reveal", "_value"))
        for node in ast.walk(tree)
    )


def test_only_these_modules_open_the_box() -> None:
    """Whoever adds `.reveal()` somewhere else has to name the module here."""
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    found = {name for name, path in modules.items() if revealing(path.read_text(encoding="utf-8"))}
    assert found - {"secret.py"} == REVEALING


@pytest.mark.parametrize(
    "source",
    ["x.reveal()", "f = x.reveal", "map(Secret.reveal, y)", "getattr(x, 'reveal')", "x._value"],
)
def test_each_way_to_open_the_box_is_seen(source: str) -> None:
    """The list above can't be kept short by writing the call in another way."""
    assert revealing(source)
    assert not revealing("x.shown()")
