from __future__ import annotations

import json
import re
import stat
import unicodedata
from pathlib import Path

import pytest

from generator import template_file
from generator.cli import screen
from generator.words.bip39 import phrase_of, wordlist, words
from tests.cli.running import (
    PHRASE,
    ROOT,
    TWELVE,
    TWENTY_FOUR,
    Say,
    assert_refused,
    names,
    write,
)

MAKE = ("make", "tinyseed", "--format", "svg")
ONE_FILE = {"tinyseed.SECRET.front.svg"}


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
    again = say(*MAKE, "--input", PHRASE)
    assert (again.code, again.err) == (0, "")
    assert again.out.endswith("read back: 12 words, checksum ok, unchanged\n")
    facts = json.loads(say(*MAKE, "--input", PHRASE, "--force", "--json").out)
    assert [each["unchanged"] for each in facts["files"]] == [True]
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


@pytest.mark.parametrize("kinds", ["svg", "svg,dxf"])
def test_a_side_of_another_plate_is_named(kinds: str, say: Say) -> None:
    """A plate of 12 words has no back, so the one that lies there is not its own."""
    write(TWENTY_FOUR)
    made = ("make", "tinyseed", "--input", PHRASE, "--format", kinds, "--force")
    assert say(*made).err == ""
    write(TWELVE)
    ran = say(*made)
    backs = " and ".join(sorted(name for name in names("output") if ".back" in name))
    verb = "is" if kinds == "svg" else "are"
    assert ran.code == 0
    assert ran.err == (f"metalstamp: note: {backs} {verb} of another plate, and none of this one\n")


@pytest.mark.parametrize(
    ("language", "plate", "title"),
    [
        ("japanese", "tinyseed", "Japanese"),
        ("french", "seedqr", "French"),
        ("french", "digits-24", "French"),
        ("english", "seedqr", None),
        ("french", "words-85", None),
    ],
)
def test_a_language_that_the_plate_does_not_tell(
    language: str, plate: str, title: str | None, say: Say
) -> None:
    """Numbers and QR codes mean other words in another list, so the owner has to remember."""
    write(words(phrase_of((0,) * 11 + (3,), language)).reveal())
    ran = say("make", plate, "--format", "svg", "--input", PHRASE, "--language", language)
    note = f"the plate does not say that its words are {title}; keep that with it"
    assert (ran.code, ran.err) == (0, f"metalstamp: note: {note}\n" if title else "")


def test_names_may_be_typed_in_capitals(say: Say) -> None:
    """Templates, languages and styles have one spelling, and it doesn't matter here."""
    given = ("--language", "English", "--style", "Stroke", "--format", "SVG", "--input", PHRASE)
    assert say("make", "TINYSEED", *given).code == 0
    assert names("output") == ONE_FILE


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


def test_the_default_folder_is_closed_to_others(say: Say) -> None:
    """A checkout has `output` with any mode; after a run nobody else may list it."""
    Path("output").mkdir()
    Path("output").chmod(0o755)
    ran = say(*MAKE, "--input", PHRASE)
    assert (ran.code, ran.err) == (0, "")
    assert stat.S_IMODE(Path("output").stat().st_mode) == 0o700


def test_a_folder_of_ones_own_keeps_its_mode(say: Say) -> None:
    """Somebody chose it, so a note says what it lets others see; a blank needs none."""
    Path("shared").mkdir()
    Path("shared").chmod(0o755)
    ran = say("blank", "keytag", "--kind", "bip39", "--format", "svg", "--out", "shared")
    assert (ran.code, ran.err) == (0, "")
    ran = say(*MAKE, "--input", PHRASE, "--out", "shared", "--json")
    assert ran.code == 0
    assert ran.err == (
        "metalstamp: note: other users may see the names of the files in that folder, "
        "but not their content; chmod 700 closes it\n"
    )
    assert json.loads(ran.out)["folder"] == "shared"
    assert stat.S_IMODE(Path("shared").stat().st_mode) == 0o755
    assert {stat.S_IMODE(path.stat().st_mode) for path in Path("shared").iterdir()} == {0o600}


def test_a_folder_that_others_may_write_in(say: Say) -> None:
    """They can't read a file, but it need not stay the one that was made; the note says so."""
    Path("shared").mkdir()
    Path("shared").chmod(0o777)
    ran = say(*MAKE, "--input", PHRASE, "--out", "shared")
    assert ran.code == 0
    assert ran.err == (
        "metalstamp: note: other users may delete the files in that folder and put others in "
        "their place, though not read them; chmod 700 closes it\n"
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], False),
        (["/dev/zram0 partition 100 0 -2"], False),
        (["/dev/sda2 partition 100 0 -2"], True),
        (["/dev/zram0 partition 100 0 -2", "/swapfile file 100 0 -3"], True),
    ],
)
def test_swap_is_noted(
    lines: list[str], *, expected: bool, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line where memory may reach a disk; compressed memory is none."""
    Path("swaps").write_text(
        "\n".join(["Filename Type Size Used Priority", *lines]), encoding="utf-8"
    )
    monkeypatch.setattr(screen, "SWAPS", Path("swaps"))
    ran = say(*MAKE, "--input", PHRASE)
    assert ran.code == 0
    assert ran.err == (f"metalstamp: note: {screen.SWAP_NOTE}\n" if expected else "")


def test_formats_may_be_given_one_by_one(say: Say) -> None:
    """Each `--format` adds to the others, and one that is named twice is made once."""
    given = ("--format", "svg", "--format", "dxf,svg", "--input", PHRASE)
    ran = say("make", "binary-grid", *given)
    assert (ran.code, ran.err) == (0, "")
    assert names("output") == {f"binary-grid.SECRET.front{end}" for end in (".svg", "_mm.dxf")}


def test_a_blank_says_for_which_kind_it_is(say: Say) -> None:
    """Where another kind has another blank and nobody chose; one of the other kind differs."""
    made = {}
    for name, given, note in (
        ("none", (), "an extended private key; --kind makes one for xpub, descriptor, wif,"),
        ("xprv", ("--kind", "xprv"), ""),
        ("text", ("--kind", "text"), ""),
    ):
        ran = say("blank", "text-85", *given, "--format", "svg", "--out", name)
        start = f"metalstamp: note: this blank is for {note}" if note else ""
        assert ran.err.startswith(start)
        assert bool(ran.err) == bool(note)
        made[name] = [path.read_bytes() for path in sorted(Path(name).iterdir())]
    assert made["none"] == made["xprv"] != made["text"]
    for told in ("seedcard", "dots-33 --words 24", "letters-24 --kind slip39"):
        assert say("blank", *told.split(), "--format", "svg").err == ""
