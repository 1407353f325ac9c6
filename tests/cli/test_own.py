"""Templates of the user's own: begun, checked, made with other sizes, and read back."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from generator import template_file
from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
    Say,
    assert_refused,
    listing,
    names,
    write,
)

SVG = ("--format", "svg")


def test_a_template_to_start_from_can_be_made_as_it_is(say: Say) -> None:
    """Written, checked without a fault, made, and found again when it is read."""
    ran = say("new-template", "my-plate")
    assert (ran.code, ran.err) == (0, "")
    assert "metalstamp check-template my-plate.toml" in ran.out
    text = Path("my-plate.toml").read_text(encoding="utf-8")
    assert text.count("\n#") > 10
    assert 'name = "my-plate"' in text
    checked = say("check-template", "my-plate.toml")
    assert (checked.code, checked.err) == (0, "")
    assert checked.out == (
        "my-plate.toml: ok, holds BIP-39 phrase: 12 words; can be made in stroke\n"
    )
    assert say("make", "--template", "my-plate.toml", *SVG, "--input", PHRASE).code == 0
    read = say("read", "output/my-plate.SECRET.svg", "--template", "my-plate.toml")
    assert (read.code, read.err) == (0, "")
    assert "checksum  ok" in read.out


ALIKE = [n for n in template_file.names() if template_file.find(n).plate.lattice is None]


@pytest.mark.parametrize("name", ALIKE)
def test_a_template_like_one_that_ships(name: str, say: Say) -> None:
    """All but the name is the same, comments too."""
    starts_like(name, say)


@pytest.mark.parametrize(
    "name",
    [
        each if each in ("card", "tinyseed") else pytest.param(each, marks=pytest.mark.prove)
        for each in ALIKE
    ],
)
def test_nothing_is_wrong_with_a_template_like_one_that_ships(name: str, say: Say) -> None:
    """Named otherwise it is as sound, what ships being looked at in `test_inspection`."""
    starts_like(name, say)
    assert say("check-template", "own/mine.toml").code == 0


def starts_like(name: str, say: Say) -> None:
    """Writes a template like one that ships; fails unless only the name differs."""
    assert say("new-template", "mine", "--like", name.upper(), "--out", "own").code == 0
    text = Path("own/mine.toml").read_text(encoding="utf-8")
    shipped = (template_file.folder() / f"{name}.toml").read_text(encoding="utf-8")
    assert text == shipped.replace(f'name = "{name}"', 'name = "mine"', 1)


def test_a_template_is_never_overwritten_unasked(say: Say) -> None:
    """What somebody changed stays, unless `--force` says otherwise."""
    assert say("new-template", "mine", "--json").code == 0
    assert stat.S_IMODE(Path("mine.toml").stat().st_mode) == 0o600
    write("changed", "mine.toml")
    message = assert_refused(say("new-template", "mine"), 1)
    assert message == "mine.toml exists; --force replaces it, --out writes elsewhere"
    assert Path("mine.toml").read_text(encoding="utf-8") == "changed"
    ran = say("new-template", "mine", "--force", "--json")
    facts = json.loads(ran.out)
    assert (facts["file"], facts["folder"]) == ("mine.toml", ".")
    assert Path(facts["specification"]).name == "README.md"
    assert 'name = "mine"' in Path("mine.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["", "-", "Mine", "a b", "a/b", "../a", "größe", "a.toml", "a_b", "x" * 61]
)
def test_a_name_that_is_none_is_refused(name: str, say: Say) -> None:
    """It becomes part of file names; nothing of it is repeated."""
    message = assert_refused(say("new-template", "--", name), 2)
    assert message.startswith(
        "NAME must be of small letters a to z, digits and hyphens, at most 60"
    )
    assert listing(Path.cwd()) == {}


def test_the_name_of_a_plate_that_ships_is_taken(say: Say) -> None:
    """Else its files would look like those of the other."""
    message = assert_refused(say("new-template", "tinyseed"), 2)
    assert message.startswith("NAME is the name of a plate that ships")
    message = assert_refused(say("new-template", "a", "--like", "tinyed"), 2)
    assert message.startswith("--like must be a plate that ships; did you mean tinyseed?; see")


def test_every_fault_of_a_template_is_told(say: Say) -> None:
    """Each on a line of stdout, their number on stderr, and exit code 1."""
    say("new-template", "mine")
    text = Path("mine.toml").read_text(encoding="utf-8")
    for old, new in (
        ("thickness = 1.5", "thicknes = 1.5"),
        ('"2048", "1024"', '"1024", "2048"'),
        ("bip39 = [12]", "bip39 = [12, 13]"),
    ):
        assert old in text
        text = text.replace(old, new)
    write(text, "mine.toml")
    ran = say("check-template", "mine.toml")
    assert ran.code == 1
    swapped = "column label 1024 should be 2048 for bits-12, and 1 more"
    assert ran.out.splitlines() == [
        "mine.toml [plate]: key thickness is missing",
        "mine.toml [plate]: unknown key thicknes; did you mean thickness?",
        "mine.toml [holds] bip39: must be some of 12, 15, 18, 21, 24",
        f"mine.toml [front] [fields 1] labels: {swapped}",
    ]
    assert ran.err == (
        "metalstamp: 4 faults in mine.toml; mend these, and the full plate will be looked at too\n"
    )
    facts = json.loads(say("check-template", "mine.toml", "--json").out)
    assert facts["ok"] is False
    assert facts["holds"] == {"bip39": [12, 13]}
    assert facts["faults"][2] == {
        "table": "[holds]",
        "key": "bip39",
        "problem": "mine.toml [holds] bip39: must be some of 12, 15, 18, 21, 24",
    }
    assert [line["problem"] for line in facts["faults"]] == ran.out.splitlines()


def test_many_faults_are_not_all_printed(say: Say) -> None:
    """Twelve lines and the number of the others; a script gets all of them."""
    say("new-template", "mine")
    text = Path("mine.toml").read_text(encoding="utf-8")
    write(text.replace("source", "sauce").replace("depth", "death"), "mine.toml")
    ran = say("check-template", "mine.toml")
    facts = json.loads(say("check-template", "mine.toml", "--json").out)
    lines = ran.out.splitlines()
    assert len(lines) == 13
    assert lines[:12] == [fault["problem"] for fault in facts["faults"][:12]]
    assert lines[12] == f"and {len(facts['faults']) - 12} more; --json tells all"
    assert ran.err.startswith(f"metalstamp: {len(facts['faults'])} faults in mine.toml")


def test_where_the_keys_are_explained_is_a_file(say: Say) -> None:
    """The specification is where new-template says it is."""
    ran = say("new-template", "mine")
    (path,) = [line.rpartition(" in ")[2] for line in ran.out.splitlines() if "explained" in line]
    assert "## The file" in Path(path).read_text(encoding="utf-8")


def test_a_template_with_a_byte_order_mark(say: Say) -> None:
    """What some editors begin a file with is no part of it."""
    say("new-template", "mine")
    text = Path("mine.toml").read_bytes()
    write(b"\xef\xbb\xbf" + text, "mine.toml")
    assert say("check-template", "mine.toml").code == 0
    assert say("blank", "--template", "mine.toml", "--format", "svg").code == 0


def test_a_template_that_misleads_is_not_made(say: Say) -> None:
    """A plate whose labels say other weights is refused before a secret is asked for."""
    say("new-template", "mine")
    text = Path("mine.toml").read_text(encoding="utf-8")
    write(text.replace("1-BASED", "0-BASED"), "mine.toml")
    message = "mine.toml [front] [legend]: says 0-BASED, but the numbers count from 1"
    for given in (("make", "mine.toml", "--input", "."), ("blank", "mine.toml")):
        assert assert_refused(say(*given, *SVG), 1) == message
    shown = say("show", "mine.toml")
    assert (shown.code, shown.err) == (1, f"metalstamp: {message}\n")
    assert "New plate" in shown.out
    assert not Path("output").exists()


def test_every_plate_a_secret_may_need_is_looked_at_before_it_is_given(say: Say) -> None:
    """A text for twelve words alone that can't be made is refused whatever the secret is."""
    say("new-template", "mine", "--like", "letters-24")
    text = Path("mine.toml").read_text(encoding="utf-8")
    late = '{ text = "TWELVE", at = [-3, 10], cap_height = 2, only_words = [12] },'
    write(
        text.replace("texts = [\n    { text", f"texts = [\n    {late}\n    {{ text", 1), "mine.toml"
    )
    asked = ("make", "mine.toml", *SVG)
    message = assert_refused(say(*asked, "--input", "no-such-file"), 1)
    assert message.startswith("mine can't be made: the text 'TWELVE' on the front is closer than")
    assert "TWELVE" not in say(*asked, "--words", "24", "--input", "no-such-file").err


@pytest.mark.parametrize("command", ["make", "blank", "show"])
def test_the_template_is_named_once(command: str, say: Say) -> None:
    """By its place or by its option, and not by both."""
    message = assert_refused(say(command, "tinyseed", "--template", "keytag"), 2)
    assert message == (
        f"TEMPLATE and --template exclude each other; see metalstamp {command} --help"
    )
    message = assert_refused(say(command), 2)
    assert message == f"TEMPLATE is missing; see metalstamp {command} --help"


def test_a_plate_of_another_size_is_made_and_read(say: Say) -> None:
    """`--set` changes single values; `read` has to be told the same."""
    write(TWENTY_FOUR)
    given = ("--set", "plate.size=[60,49.5]", "--set", "engraving.depth=0.15")
    ran = say("make", "yoseyomo", *given, *SVG, "--input", PHRASE)
    assert ran.code == 0
    assert ran.err == (
        "metalstamp: note: to read these files, give read the same --template and --set\n"
    )
    made = [f"output/{name}" for name in sorted(names("output"))]
    assert 'width="62.000mm"' in Path(made[0]).read_text(encoding="utf-8")
    read = say("read", *made, "--template", "yoseyomo", *given, "--input", PHRASE)
    assert (read.code, read.err) == (0, "")
    assert "input     the same words, read as English; the plate tells no language" in read.out
    message = assert_refused(say("read", *made), 1, TWENTY_FOUR)
    assert message.endswith(
        "no template has an outline like this one of 60 × 49.5 mm; "
        "one of your own needs its --template, and --set as it was made"
    )
    message = assert_refused(say("read", *made, "--template", "yoseyomo"), 1, TWENTY_FOUR)
    assert message.endswith("of 60 × 49.5 mm; give --set as it was made")


def test_a_size_that_cannot_be_made_is_refused(say: Say) -> None:
    """The full plate is looked at with what was set, before a secret is asked for."""
    given = ("tinyseed", "--set", "marks.punch.depth=0.9")
    message = assert_refused(say("make", *given, *SVG, "--input", "."), 1)
    assert message.startswith("tinyseed can't be made: pockets 0.9 and 0.9 mm deep in 1 mm")
    ran = say("check-template", *given)
    assert ran.code == 1
    assert "pockets 0.9 and 0.9 mm deep" in ran.out
    ran = say("show", *given)
    assert (ran.code, ran.err) == (1, f"metalstamp: {message}\n")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("plate.size", "--set must be PATH=VALUE, the value as in TOML: "),
        ("plate.size=[1,", "--set must be PATH=VALUE, the value as in TOML: "),
        ("title=zebra", "--set must be PATH=VALUE, the value as in TOML: "),
    ],
)
def test_what_is_no_setting_is_a_wrong_command_line(given: str, message: str, say: Say) -> None:
    """Exit code 2, and nothing of it repeated."""
    refused = assert_refused(say("blank", "tinyseed", "--set", given), 2, "zebra")
    assert refused.startswith(message)


def test_read_wants_to_know_what_the_settings_are_for(say: Say) -> None:
    """`--set` changes one template, not all of them."""
    message = assert_refused(say("read", "x.svg", "--set", "plate.size=[1,2]"), 2)
    assert message.startswith("--set needs --template, which says in what; see metalstamp read")


@pytest.mark.parametrize(
    "value",
    [
        f'title="{TWELVE}"',
        "readers=" + json.dumps(TWELVE.split()),
        f"sides.1.legend.texts.1.text='{TWELVE.upper()}'",
        f"title={TWELVE}",
    ],
)
def test_a_phrase_in_a_setting_is_refused(value: str, say: Say) -> None:
    """The command line is no place for a secret, whatever it is wrapped in."""
    message = assert_refused(say("blank", "tinyseed", "--set", value), 2, TWELVE)
    assert message.startswith("this looks like a seed phrase")
    assert listing(Path.cwd()) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("plate.zebra=1", "[plate]: unknown key of --set"),
        ("zebra.x=1", "--set number 2: the file has nothing of that name"),
        ('marks.zebra={shape="dot"}', "[marks.(--set number 2)]: key source is missing"),
        ('holds.zebra="x"', "[holds] (--set number 2): must be one of text"),
        ("holds={zebra=[12]}", "there is no kind (--set number 2); there are bip39"),
        ("plate.corner_radius=99", "[plate] corner_radius: must be at most"),
    ],
)
def test_a_name_that_no_template_has_is_not_repeated(given: str, message: str, say: Say) -> None:
    """It may be a word of a secret, typed in the wrong place; names that are public are said."""
    settings = ("--set", 'title="T"', "--set", given)
    for command in ("blank", "make"):
        assert message in assert_refused(say(command, "tinyseed", *settings), 1, "zebra")
    ran = say("show", "tinyseed", *settings)
    assert (ran.code, message in ran.err, "zebra" in ran.err) == (1, True, False)
