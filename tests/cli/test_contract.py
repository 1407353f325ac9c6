from __future__ import annotations

import json
import re
import stat
import sys
from pathlib import Path

import pytest

from generator import template_file
from generator.choice import Choice
from generator.cli.commands import _names, cli
from generator.cli.screen import COMMANDS
from generator.formats import FORMATS
from generator.pipeline import prepared
from generator.words.kinds import KINDS
from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
    Say,
    assert_refused,
    names,
    tool,
    write,
)

PLATES = template_file.names()
ENDINGS = {"svg": ".svg", "dxf": "_mm.dxf"}


def test_the_commands_are_those_of_the_contract() -> None:
    """What the screen knows as commands is what there is."""
    assert (*cli.commands, *cli.later) == COMMANDS


@pytest.mark.parametrize("asked", [(), *((name,) for name in COMMANDS)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_each_command_explains_itself(asked: tuple[str, ...], option: str, say: Say) -> None:
    """Help goes to stdout, names the command and its options, and ends well."""
    ran = say(*asked, option)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(" ".join(["Usage: metalstamp", *asked]))
    assert "--help" in ran.out


def test_make_and_blank_say_what_words_means_to_them(say: Say) -> None:
    """A blank checks no phrase, so it doesn't say so."""
    make, blank = (say(name, "--help").out for name in ("make", "blank"))
    assert "any other phrase is refused" in " ".join(make.split())
    assert "How many words the plate is for" in " ".join(blank.split())
    assert "any other phrase" not in blank


def test_alone_it_explains_itself(say: Say) -> None:
    """Without a command it prints its help, and says by its exit code that nothing was done."""
    ran = say()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: metalstamp")
    assert all(f"\n  {name} " in ran.err for name in COMMANDS)


def test_the_version(say: Say) -> None:
    """The version is one line."""
    ran = say("--version")
    assert ran.code == 0
    assert re.fullmatch(r"metalstamp, version \S+\n", ran.out)


def test_templates_lists_every_plate(say: Say) -> None:
    """One line for each plate that ships."""
    ran = say("templates")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == list(PLATES)


def test_templates_as_json(say: Say) -> None:
    """The same for scripts, with every fact."""
    ran = say("templates", "--json")
    assert (ran.code, ran.err) == (0, "")
    facts = json.loads(ran.out)
    assert [each["name"] for each in facts] == list(PLATES)
    assert all(each["sources"] and each["plate"]["size"] for each in facts)


@pytest.mark.parametrize("name", PLATES)
def test_show_tells_facts_sources_capacity_and_a_picture(name: str, say: Say) -> None:
    """What stands on the plate and where its numbers come from, and a drawing of it."""
    ran = say("show", name)
    assert (ran.code, ran.err) == (0, "")
    template = template_file.find(name)
    assert template.title in ran.out
    assert all(source in ran.out for _, source in template.sources)
    for kind in template.kinds:
        held = [str(count) for count in template.counts(kind) if count]
        assert f"{KINDS[kind].title}{': ' if held else ''}{', '.join(held)}" in ran.out
    counts = {0: "no hole", 1: "1 hole", 3: "3 holes"}
    assert f", {counts[len(template.plate.holes)]}\n" in ran.out
    assert len(set(re.findall("[\u2801-\u28ff]", ran.out))) > 20
    assert json.loads(say("show", name, "--json").out)["name"] == name


def held(count: int) -> list[tuple[str, int]]:
    """The plates that hold so many words of BIP-39."""
    return [(name, count) for name in PLATES if count in template_file.find(name).counts("bip39")]


@pytest.mark.parametrize("kind", ["SECRET", "blank"])
@pytest.mark.parametrize(("name", "words"), held(12) + held(24))
def test_each_plate_gives_the_files_of_the_contract(
    name: str, words: int, kind: str, say: Say
) -> None:
    """Names tell plate, secret or blank, and the side where there are two; no file is open."""
    write(TWELVE if words == 12 else TWENTY_FOUR)
    given = ("make", name, "--input", PHRASE) if kind == "SECRET" else ("blank", name)
    ran = say(*given, "--kind", "bip39", "--words", str(words), "--format", "svg", "--out", "made")
    assert (ran.code, ran.err) == (0, "")
    made = prepared(template_file.find(name), Choice(words))
    shown = [f".{side.name}" for side in made.sides] if made.two_sided else [""]
    assert names("made") == {f"{name}.{kind}{side}.svg" for side in shown}
    foreseen = _names(made, [FORMATS["svg"]()], kind)
    assert set(foreseen) == names("made")
    folder = Path("made")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    table = ran.out.splitlines()
    assert table[0] == "In made:"
    told = f"read back: {words} words, checksum ok" if kind == "SECRET" else "read back: no mark"
    assert len(table) == 1 + len(shown)
    for line in table[1:]:
        file, size, verified = re.split(r"  +", line)
        assert abs(float(size.removesuffix(" kB")) * 1000 - (folder / file).stat().st_size) <= 50
        assert verified == told


def test_dxf_names_tell_the_unit(say: Say) -> None:
    """A DXF knows no unit that all programs heed, so its name does."""
    ran = say("blank", "tinyseed", "--format", "dxf,svg")
    assert ran.code == 0
    plain = {"tinyseed.blank.front", "tinyseed.blank.back"}
    assert names("output") == {f"{each}{end}" for each in plain for end in ENDINGS.values()}


def test_the_json_of_make_holds_what_the_table_says(say: Say) -> None:
    """Nothing but JSON on stdout, one entry a file, and no word."""
    ran = say("make", "seedcard", "--input", PHRASE, "--format", "svg,dxf", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == {
        "folder": "output",
        "files": [
            {
                "name": f"seedcard.SECRET{ENDINGS[name]}",
                "format": name,
                "bytes": Path(f"output/seedcard.SECRET{ENDINGS[name]}").stat().st_size,
                "verified": "read back: 12 words, checksum ok",
                "unchanged": False,
            }
            for name in ("svg", "dxf")
        ],
    }


def test_formats_default_to_all_that_are_installed(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a CAD kernel the flat formats are made, and STEP by name is refused in one line."""
    monkeypatch.setitem(sys.modules, "OCP", None)
    assert say("blank", "letters-24").code == 0
    assert names("output") == {f"letters-24.blank{end}" for end in ENDINGS.values()}
    message = assert_refused(say("blank", "letters-24", "--format", "step", "--out", "other"), 1)
    assert message == 'STEP needs the CAD kernel: pip install "metalstamp[cad]"'
    assert not Path("other").exists()


def test_demo_makes_several_plates_of_a_published_phrase(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first thing that a stranger runs: it ends with a warning never to use that phrase."""
    monkeypatch.setitem(sys.modules, "OCP", None)
    ran = say("demo")
    assert (ran.code, ran.err) == (0, "")
    assert "never send money to it" in ran.out
    assert 'pip install "metalstamp[cad]"' in ran.out
    made = names("output")
    assert len({name.partition(".")[0] for name in made}) >= 4
    assert {name.rpartition(".")[2] for name in made} == {"svg", "dxf"}
    assert all(".SECRET." in name or ".SECRET_" in name for name in made)
    again = json.loads(say("demo", "--json").out)
    assert {each["name"] for each in again["files"]} == made
    read = say("read", *(f"output/{name}" for name in sorted(made) if name.startswith("tinyseed")))
    assert (read.code, read.err) == (0, "")
    assert re.search(r"^words +24$", read.out, re.MULTILINE)


@pytest.mark.prove
def test_demo_makes_all_formats(here: Path) -> None:
    """With the CAD kernel there is a STEP for each plate."""
    ran = tool("demo", cwd=here)
    assert (ran.code, ran.err) == (0, "")
    made = names("output")
    plates = {name.partition(".")[0] for name in made}
    assert {f"{plate}.SECRET.step" for plate in plates} <= made
