"""What the README shows is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import shop_file, template_file
from generator.choice import Choice
from generator.cli import run, screen
from generator.encodings import ENCODINGS
from generator.formats import FORMATS
from generator.lint.findings import SEVERITY
from generator.pipeline import make, prepared
from generator.secret import Secret
from generator.words.bip39 import parse
from tests import shop_table

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PLATES = (ROOT / "templates" / "plates" / "README.md").read_text(encoding="utf-8")


def test_the_picture_is_what_the_tool_draws() -> None:
    """The example is the front of words-85 with the phrase that the README prints."""
    shown = re.search(r'echo "([a-z\s]+)"', README)
    assert shown is not None
    phrase = parse(Secret(shown[1])).phrase
    plate = prepared(template_file.find("words-85"), Choice(24))
    (product,) = make(phrase, plate, [FORMATS["svg"]()])
    assert (ROOT / "templates" / "example.svg").read_bytes() == product.data


def test_the_sample_is_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each command of the sixty seconds, run as it stands there, prints what stands below it."""
    monkeypatch.setattr(screen, "SWAPS", tmp_path / "no-swap")
    monkeypatch.chdir(tmp_path)
    (sample,) = re.findall(r"```console\n(\$ \. .*?)```", README, re.DOTALL)
    activate, echo, *steps = [
        step.strip() for step in re.split(r"^\$ ", sample, flags=re.MULTILINE)[1:]
    ]
    assert activate == ". .venv/bin/activate"
    phrase = re.fullmatch(r'echo "([a-z\s]+)" > test-phrase\.txt', echo)
    assert phrase is not None
    Path("test-phrase.txt").write_text(phrase[1] + "\n", encoding="utf-8")
    assert len(steps) == 2
    for step in steps:
        command, _, told = step.partition("\n")
        name, *arguments = command.split()
        assert (name, run(arguments)) == ("metalstamp", 0)
        said = capfd.readouterr()
        assert (said.out.strip(), said.err) == (told, "")


def test_every_plate_has_its_line() -> None:
    """The table names each template, with the size that the template gives."""
    plates = shop_table.MARKS.sub("", README)
    lines = dict(re.findall(r"^\| `([a-z0-9-]+)` \|[^|]*\| ([^|]+) \|", plates, re.MULTILINE))
    for name in template_file.names():
        plate = template_file.find(name).plate
        size = f"{plate.size.width:g} × {plate.size.height:g} × {plate.thickness:g}"
        assert lines.pop(name) == size
    assert not lines


def test_every_encoding_is_specified() -> None:
    """The specification of templates names each encoding that one may ask for by name."""
    named = set(re.findall(r"`([a-z0-9-]+)`", PLATES))
    assert set(ENCODINGS) - {"compact-seedqr"} <= named


@pytest.mark.prove
def test_the_table_of_shops_is_what_they_say() -> None:
    """The table in the README is the one that the rules make."""
    (told,) = shop_table.MARKS.findall(README)
    assert told == shop_table.table()


def test_the_table_of_shops_has_a_row_for_each_plate() -> None:
    """No plate and no shop is left out."""
    (told,) = shop_table.MARKS.findall(README)
    assert tuple(re.findall(r"^\| `([a-z0-9-]+)` ", told, re.MULTILINE)) == template_file.names()
    listed = told.partition("\n")[0]
    assert tuple(re.findall(r"`([a-z0-9-]+)`", listed)) == shop_file.names()


def test_every_finding_of_the_linter_is_named() -> None:
    """Each code stands in the table once, and after the word «warnings» if it is one."""
    start = README.index("### What a file would be rejected for")
    rows = re.findall(r"^\| (?!in |---)[^|]+\| ([^|]+) \|", README[start:], re.MULTILINE)
    told: dict[str, str] = {}
    for row in rows[:7]:
        errors, _, warnings = row.partition("warnings: ")
        told |= dict.fromkeys(re.findall(r"`([a-z-]+)`", errors), "error")
        told |= dict.fromkeys(re.findall(r"`([a-z-]+)`", warnings), "warning")
    assert told == dict(SEVERITY)
