from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import template_file
from generator.cli.commands import cli
from generator.cli.screen import COMMANDS
from generator.formats import FORMATS
from generator.words.bip39 import wordlist
from tests.cli.running import ROOT, TWELVE, TWENTY_FOUR, Ran, assert_refused, command, tool

Say = Callable[..., Ran]

PLATES = template_file.names()
ENDINGS = {"svg": ".svg", "dxf": "_mm.dxf"}
PHRASE = "../phrase.txt"


def write(text: str | bytes, name: str = PHRASE) -> None:
    """Put a phrase, or any other bytes, where the next run looks for it."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def names(folder: str) -> set[str]:
    """All that is in a folder, hidden files too."""
    return {path.name for path in Path(folder).iterdir()}


def test_the_commands_are_those_of_the_contract() -> None:
    """What the screen knows as commands is what there is."""
    assert tuple(cli.commands) == COMMANDS


@pytest.mark.parametrize("asked", [(), *((name,) for name in COMMANDS)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_each_command_explains_itself(asked: tuple[str, ...], option: str, say: Say) -> None:
    """Help goes to stdout, names the command and its options, and ends well."""
    ran = say(*asked, option)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(" ".join(["Usage: metalstamp", *asked]))
    assert "--help" in ran.out


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
    assert ", ".join(map(str, template.words)) in ran.out
    assert len(set(re.findall("[\u2801-\u28ff]", ran.out))) > 20
    assert json.loads(say("show", name, "--json").out)["name"] == name


@pytest.mark.parametrize("kind", ["SECRET", "blank"])
@pytest.mark.parametrize("words", [12, 24])
@pytest.mark.parametrize("name", PLATES)
def test_each_plate_gives_the_files_of_the_contract(
    name: str, words: int, kind: str, say: Say
) -> None:
    """Names tell plate, secret or blank, and the side where there are two; no file is open."""
    write(TWELVE if words == 12 else TWENTY_FOUR)
    given = ("make", name, "--input", PHRASE) if kind == "SECRET" else ("blank", name)
    ran = say(*given, "--words", str(words), "--format", "svg", "--out", "made")
    assert (ran.code, ran.err) == (0, "")
    sides = 2 if template_file.find(name).two_sided else 1
    shown = [""] if sides == 1 else [".front", ".back"][: 1 if words == 12 else 2]
    assert names("made") == {f"{name}.{kind}{side}.svg" for side in shown}
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


# ------------------------------------------------------------------------------------------ input

SPELLINGS = {
    "CRLF": TWENTY_FOUR.replace(" ", "\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + TWENTY_FOUR.encode(),
    "upper case": TWENTY_FOUR.upper().encode(),
    "ideographic spaces": TWENTY_FOUR.replace(" ", "\u3000").encode(),
    "more white space": ("\n\t " + TWENTY_FOUR.replace(" ", " \t\n  ") + "\n\n").encode(),
    "four letters": " ".join(word[:4] for word in TWENTY_FOUR.split()).encode(),
    "full width": "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in TWENTY_FOUR).encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_how_the_phrase_is_written_makes_no_difference(spelling: str, say: Say) -> None:
    """Each spelling gives the same plate, byte for byte."""
    write(TWENTY_FOUR)
    assert say("make", "keytag", "--input", PHRASE, "--format", "svg", "--out", "a").code == 0
    write(SPELLINGS[spelling])
    ran = say("make", "keytag", "--input", PHRASE, "--format", "svg", "--out", "b")
    assert (ran.code, ran.err) == (0, "")
    one, other = (Path(folder, "keytag.SECRET.back.svg").read_bytes() for folder in "ab")
    assert one == other


MAKE = ("make", "tinyseed", "--format", "svg")
ONE_FILE = {"tinyseed.SECRET.front.svg"}


def test_the_phrase_from_standard_input(here: Path) -> None:
    """`--input -` is standard input."""
    ran = tool(*MAKE, "--input", "-", cwd=here, stdin=TWELVE.encode())
    assert (ran.code, ran.err) == (0, "")
    assert names("output") == ONE_FILE


@pytest.mark.parametrize("option", ["--input-fd={}", "--input=/dev/fd/{}"])
def test_the_phrase_from_an_inherited_descriptor(option: str, here: Path) -> None:
    """A descriptor that the caller handed down is read to its end."""
    end, start = os.pipe()
    os.write(start, TWELVE.encode())
    os.close(start)
    done = subprocess.run(
        command(*MAKE, option.format(end)),
        pass_fds=[end],
        cwd=here,
        capture_output=True,
        check=False,
    )
    os.close(end)
    assert (done.returncode, done.stderr) == (0, b"")
    assert names("output") == ONE_FILE


def test_the_phrase_from_a_named_pipe(say: Say) -> None:
    """A FIFO is as good as a file, and leaves no copy."""
    os.mkfifo("../fifo")
    writer = threading.Thread(target=write, args=(TWELVE, "../fifo"))
    writer.start()
    ran = say(*MAKE, "--input", "../fifo")
    writer.join()
    assert (ran.code, ran.err) == (0, "")
    assert names("output") == ONE_FILE


# ---------------------------------------------------------------------------------------- options


def test_words_checks_the_count(say: Say) -> None:
    """`--words` that the phrase agrees with changes nothing; any other count is refused."""
    assert say(*MAKE, "--input", PHRASE, "--words", "12").code == 0
    message = assert_refused(
        say(*MAKE, "--input", PHRASE, "--words", "24", "--out", "other"), 1, TWELVE
    )
    assert message == "the phrase has 12 words, but --words says 24"
    assert not Path("other").exists()


def test_language_settles_which_list(say: Say) -> None:
    """Words of two lists are refused without `--language`, and taken with it."""
    chinese = wordlist("chinese_simplified")
    write(" ".join([chinese[0]] * 11 + [chinese[3]]))
    message = assert_refused(say(*MAKE, "--input", PHRASE), 1)
    assert "say which with --language" in message
    assert not Path("output").exists()
    assert say(*MAKE, "--input", PHRASE, "--language", "chinese_simplified").code == 0


def test_a_language_with_a_separator_of_its_own(say: Say) -> None:
    """Japanese with ideographic spaces is made, and read back with them."""
    japanese = wordlist("japanese")
    text = "\u3000".join([japanese[0]] * 11 + [japanese[3]])
    write(unicodedata.normalize("NFKD", text))
    assert say(*MAKE, "--input", PHRASE).code == 0
    (name,) = ONE_FILE
    ran = say("read", f"output/{name}", "--reveal", "--language", "japanese")
    assert ran.code == 0
    assert text in ran.out


def test_compact_is_another_code(say: Say) -> None:
    """`--compact` gives another plate, which reads back to the same words."""
    for folder, option in (("a", ()), ("b", ("--compact",))):
        given = ("--input", PHRASE, "--format", "svg", "--out", folder)
        assert say("make", "seedqr", *given, *option).code == 0
        read = say("read", f"{folder}/seedqr.SECRET.svg", "--input", PHRASE)
        assert (read.code, read.err) == (0, "")
    one, other = (Path(folder, "seedqr.SECRET.svg").read_bytes() for folder in "ab")
    assert one != other


def test_width_scales_a_plate_of_any_size(say: Say) -> None:
    """The file has the width that was asked for."""
    width = template_file.find("binary-grid").plate.size.width
    drawn = []
    for asked in (width, width + 18):
        given = ("--width", str(asked), "--format", "svg", "--out", str(asked))
        assert say("blank", "binary-grid", *given).code == 0
        text = Path(str(asked), "binary-grid.blank.front.svg").read_text(encoding="utf-8")
        (shown,) = re.findall(r'<svg [^>]*\bwidth="([0-9.]+)mm"', text)
        drawn.append(float(shown))
    assert drawn[1] - drawn[0] == pytest.approx(18)


def test_style_is_another_legend(say: Say) -> None:
    """Letters in dots are other bytes than letters in strokes."""
    for style in ("stroke", "dots"):
        given = ("--style", style, "--format", "svg", "--out", style)
        assert say("blank", "words-85", *given).code == 0
    one, other = (Path(style, "words-85.blank.svg").read_bytes() for style in ("stroke", "dots"))
    assert one != other


def test_the_same_run_again_changes_nothing(say: Say) -> None:
    """Files that are there with the same bytes are a success, and stay the very same files."""
    assert say(*MAKE, "--input", PHRASE).code == 0
    before = [(p.name, p.stat().st_ino, p.stat().st_mtime_ns) for p in Path("output").iterdir()]
    assert say(*MAKE, "--input", PHRASE).code == 0
    after = [(p.name, p.stat().st_ino, p.stat().st_mtime_ns) for p in Path("output").iterdir()]
    assert before == after


def test_force_replaces_what_is_there(say: Say) -> None:
    """Another phrase meets the files of the first: refused, and with `--force` replaced."""
    assert say(*MAKE, "--input", PHRASE).code == 0
    write(" ".join(["zoo"] * 11 + ["wrong"]))
    (name,) = ONE_FILE
    former = Path("output", name).read_bytes()
    message = assert_refused(say(*MAKE, "--input", PHRASE), 1, "zoo")
    assert message == f"{name} exists; --force replaces it, --out writes elsewhere"
    assert Path("output", name).read_bytes() == former
    assert say(*MAKE, "--input", PHRASE, "--force").code == 0
    assert Path("output", name).read_bytes() != former
    assert names("output") == ONE_FILE
    assert say("read", f"output/{name}", "--input", PHRASE).code == 0


def test_a_template_of_ones_own(say: Say) -> None:
    """A path that ends in .toml is a template, found by name of its file ever after."""
    text = (ROOT / "templates/plates/tinyseed.toml").read_text(encoding="utf-8")
    own = re.sub(r'^name = "tinyseed"', 'name = "mine"', text, count=1, flags=re.MULTILINE)
    write(own, "mine.toml")
    assert say("show", "mine.toml").code == 0
    assert say("make", "./mine.toml", "--input", PHRASE, "--format", "svg").code == 0
    assert names("output") == {"mine.SECRET.front.svg"}
    given = ("output/mine.SECRET.front.svg", "--template", "mine.toml", "--input", PHRASE)
    assert say("read", *given).code == 0


# ------------------------------------------------------------------------------------------- read


@pytest.fixture
def files(say: Say) -> list[str]:
    """Four files of one plate of 24 words."""
    write(TWENTY_FOUR)
    assert say("make", "tinyseed", "--input", PHRASE, "--format", "svg,dxf").code == 0
    return sorted(f"output/{name}" for name in names("output"))


def test_read_says_what_the_files_hold_and_no_word(files: list[str], say: Say) -> None:
    """Any order, any mix of formats, one answer; the words only with `--reveal`."""
    assert len(files) == 4
    fronts = [name for name in files if "front" in name]
    backs = [name for name in files if "back" in name]
    for given in (files, files[::-1], [fronts[0], backs[1]], [backs[0], fronts[1]]):
        ran = say("read", *given)
        assert (ran.code, ran.err) == (0, "")
        assert [line.split(maxsplit=1) for line in ran.out.splitlines()] == [
            ["template", "tinyseed (Tiny Seed)"],
            ["sides", "front, back"],
            ["words", "24"],
            ["checksum", "ok"],
        ]
    assert TWENTY_FOUR in say("read", *files, "--reveal").out


def test_the_json_of_read(files: list[str], say: Say) -> None:
    """Only JSON, and only with `--reveal` the words."""
    facts = json.loads(say("read", *files, "--json").out)
    assert facts == {
        "template": "tinyseed",
        "sides": ["front", "back"],
        "words": 24,
        "checksum": "ok",
        "input": None,
    }
    facts = json.loads(say("read", *files, "--json", "--reveal", "--input", PHRASE).out)
    assert facts["input"] == "same"
    assert facts["phrases"] == [{"language": "english", "words": TWENTY_FOUR}]


def test_read_compares(files: list[str], say: Say) -> None:
    """With `--input` it says whether the plate holds those words, and other words are refused."""
    ran = say("read", *files, "--input", PHRASE)
    assert (ran.code, ran.err) == (0, "")
    assert "the same words" in ran.out
    write(TWELVE)
    ran = say("read", *files, "--input", PHRASE)
    assert (ran.code, ran.err) == (
        1,
        "metalstamp: the plate does not hold the words of the input\n",
    )
    assert "other words" in ran.out


def test_read_knows_a_blank(say: Say) -> None:
    """A blank is told as one, and holds nobody's words."""
    assert say("blank", "seedcard", "--format", "dxf").code == 0
    ran = say("read", "output/seedcard.blank_mm.dxf")
    assert (ran.code, ran.err) == (0, "")
    assert "none, this is a blank" in ran.out
    assert say("read", "output/seedcard.blank_mm.dxf", "--input", PHRASE).code == 1


def test_every_format_is_in_the_help(say: Say) -> None:
    """Whoever adds a format finds it in the help of make."""
    out = say("make", "--help").out
    assert all(name in out for name in FORMATS)
