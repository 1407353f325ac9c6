"""Several shares at once, typed or on plates."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.cli.screen import REFUSAL
from tests.cli.running import (
    PHRASE,
    TWELVE,
    Ran,
    Say,
    assert_refused,
    command,
    listing,
    names,
    tokens,
    tool,
    write,
)
from tests.cli.terminal import terminal
from tests.words.sets import CASH, NAME, forged, generated, published

TWO = published("43")
"""Published: two shares of a set of SLIP-39 that needs two, 20 words each."""

LONG = published("23")
"""The same with 33 words each."""


def shares(say: Say, given: Sequence[str], *options: str) -> Ran:
    """One run with shares in a file, of which nothing secret may be said."""
    write("\n\n".join(given) + "\n")
    ran = say("shares", "--input", PHRASE, *options)
    assert_silent(ran.out + ran.err, given)
    return ran


OWN_WORDS = {
    "agree",
    "belong",
    "both",
    "false",
    "group",
    "index",
    "kind",
    "phrase",
    "secret",
    "that",
    "true",
    "type",
    "verdict",
}
"""What the command itself says and the list of SLIP-39 has too."""


def assert_silent(said: str, given: Sequence[str]) -> None:
    """No word of a share, and no four characters of what a codex32 text hides, were said."""
    for text in given:
        hidden = "".join(text.upper().split())[9:]
        if text[:3].upper() == "MS1":
            assert not any(hidden[at : at + 4] in said.upper() for at in range(len(hidden) - 3))
        else:
            assert not (set(text.split()) - OWN_WORDS) & tokens(said)


def refused(ran: Ran) -> str:
    """The one line on stderr; what was read of the shares may stand on stdout."""
    return assert_refused(Ran(ran.code, "", ran.err), 1)


def test_shares_of_words(say: Say) -> None:
    """A line for each share, and one for all of them."""
    texts = generated(1, [(2, 3)])
    ran = shares(say, [texts[0], texts[2], texts[1]])
    assert (ran.code, ran.err) == (0, "")
    *table, verdict = ran.out.splitlines()
    assert [line.split("  ")[0::2] for line in table] == [
        ["share 1", "number 1"],
        ["share 2", "number 3"],
        ["share 3", "number 2"],
    ]
    assert all(line.endswith("  needs 2") for line in table)
    assert len({line.split("  ")[1] for line in table}) == 1
    assert verdict == "3 shares of one set; any 2 of them give the same secret"


def test_published_shares(say: Say) -> None:
    """The whole answer, for each kind and for groups."""
    assert shares(say, LONG).out.splitlines() == [
        "share 1  SLIP-39 set 14279  number 3  needs 2",
        "share 2  SLIP-39 set 14279  number 2  needs 2",
        "2 shares of one set, as many as it needs: they give its secret",
    ]
    assert shares(say, NAME[:3]).out.splitlines() == [
        "share 1  codex32 set NAME  index A  needs 2",
        "share 2  codex32 set NAME  index C  needs 2",
        "share 3  codex32 set NAME  index D  needs 2",
        "3 shares of one set; any 2 of them give the same secret",
    ]
    assert shares(say, published("17")[:1]).out.splitlines() == [
        "share 1  SLIP-39 set 9497  number 1 of group 4  needs 2 of the group, 2 of 4 groups",
        (
            "1 share of one set, which needs 2 of 4 groups: "
            "group 4 needs 1 more, not number 1; 1 more group is needed"
        ),
    ]


def test_too_few_are_no_fault_unless_all_are_wanted(say: Say) -> None:
    """What is missing is said; with `--complete` it is the reason of a refusal."""
    missing = "1 share of a set that needs 2: 1 more is needed, not number 1"
    ran = shares(say, TWO[:1])
    assert (ran.code, ran.err, ran.out.splitlines()[-1]) == (0, "", missing)
    ran = shares(say, TWO[:1], "--complete")
    assert refused(ran) == missing
    assert missing not in ran.out
    assert shares(say, TWO, "--complete").code == 0
    assert shares(say, NAME[:2], "--complete").code == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([TWO[0], LONG[0]], "share 2 is of another set than share 1"),
        ([NAME[0], CASH[1]], "share 2 is of another set than share 1"),
        ([TWO[0], TWO[1], TWO[0]], "shares 1 and 3 are the same share"),
        ([NAME[0], NAME[0]], "shares 1 and 2 are the same share"),
        (
            [TWO[0], NAME[0]],
            "share 2 is a codex32 string and share 1 a SLIP-39 share: no one set",
        ),
        (
            [*NAME[:2], forged(NAME[2])],
            "the shares don't recover one secret: one of them is of another set or wrong",
        ),
        (
            [*CASH[:4], forged(CASH[4])],
            "share 5 does not agree with the others: it is of another set or wrong",
        ),
        (
            [TWO[0], forged(TWO[1])],
            "the shares don't recover one secret: one of them is of another set or wrong",
        ),
    ],
)
def test_shares_that_are_no_set(given: Sequence[str], message: str, say: Say) -> None:
    """One line that names them, after the table of what they say; JSON has the same."""
    ran = shares(say, given)
    assert refused(ran) == message
    assert [line[:7] for line in ran.out.splitlines()] == [
        f"share {number}" for number in range(1, len(given) + 1)
    ]
    ran = shares(say, given, "--json")
    assert refused(ran) == message
    facts = json.loads(ran.out)
    assert (facts["ok"], facts["enough"], facts["verdict"]) == (False, False, message)
    assert len(facts["shares"]) == len(given)


WORDS = TWO[1].split()

WRONG = {
    "character": (
        NAME[1][:30] + "Q" + NAME[1][31:],
        "checksum does not match; character 31 looks wrong",
    ),
    "word": (
        " ".join([*WORDS[:6], "abuot", *WORDS[7:]]),
        "word 7 is not in the SLIP-39 list",
    ),
    "order": (
        " ".join([WORDS[1], WORDS[0], *WORDS[2:]]),
        "checksum does not match, 20 words: check each word and their order",
    ),
    "count": (" ".join(WORDS[:19]), "19 words; a SLIP-39 share has 20 or 33 words"),
    "phrase": (
        TWELVE,
        (
            "this is a BIP-39 phrase, and no share of SLIP-39 or codex32; "
            "whether parts of Seed XOR belong together, nothing in them tells"
        ),
    ),
    "whole": (
        "MS10TESTSXXXXXXXXXXXXXXXXXXXXXXXXXX4NZVCA9CMCZLW",
        "this codex32 text is a whole secret that was never shared",
    ),
    "neither": (
        "qwertyuiop",
        "neither a SLIP-39 share, which is words, nor a codex32 text, which begins with MS1",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_right_share(what: str, say: Say) -> None:
    """The share and what is wrong in it are named, and nothing else is said."""
    text, reason = WRONG[what]
    ran = shares(say, [TWO[0], text, TWO[1]])
    assert assert_refused(ran, 1) == f"share 2: {reason}"


def test_nothing_given(say: Say) -> None:
    """An input without a line that says something has no share."""
    write("\n \n")
    ran = say("shares", "--input", PHRASE)
    assert assert_refused(ran, 1) == "no share; give at least one"


def test_the_json_of_shares(say: Say) -> None:
    """Only JSON, with what the table says."""
    ran = shares(say, [*NAME[:2], NAME[2].lower()], "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == {
        "ok": True,
        "enough": True,
        "proved": True,
        "verdict": "3 shares of one set; any 2 of them give the same secret",
        "shares": [
            {
                "files": [],
                "kind": "codex32",
                "set": "NAME",
                "number": index,
                "group": None,
                "needed": 2,
                "groups": 1,
                "groups_needed": 1,
            }
            for index in "ACD"
        ],
    }


def test_shares_from_standard_input_and_a_descriptor(here: Path) -> None:
    """One on each line, whoever hands them over."""
    data = ("\r\n".join(LONG) + "\r\n").encode()
    ran = tool("shares", "--input", "-", cwd=here, stdin=data)
    assert (ran.code, ran.err) == (0, "")
    end, start = os.pipe()
    os.write(start, data)
    os.close(start)
    done = subprocess.run(
        command("shares", "--input-fd", str(end)),
        pass_fds=[end],
        cwd=here,
        capture_output=True,
        check=False,
    )
    os.close(end)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, ran.out, b"")
    assert listing(here) == {}


def test_two_sources_exclude_each_other(say: Say) -> None:
    """As with make."""
    ran = say("shares", "--input", PHRASE, "--input-fd", "0")
    assert assert_refused(ran, 2) == (
        "--input and --input-fd exclude each other; see metalstamp shares --help"
    )


def test_shares_on_the_command_line_are_refused(say: Say) -> None:
    """They never belong there, and are not repeated."""
    words = "seed phrase"
    for given, what in ((TWO[0].split(), words), ([TWO[0]], words), ([NAME[0]], "secret")):
        message = assert_refused(say("shares", *given), 2)
        assert message.startswith(REFUSAL.format(what))
        assert message.endswith("--input -; see metalstamp shares --help")


PROMPT = "Share {}, {} (not shown): "
FIRST = PROMPT.format(1, "all on one line")
AGAIN = "Type it once more, or nothing to stop."


def prompt(number: int) -> str:
    """What is asked after the first share."""
    return PROMPT.format(number, "or nothing if there is no other")


def test_shares_at_the_prompt_are_not_shown(here: Path) -> None:
    """One after the other, until nothing is typed; four letters of a word are enough."""
    short = " ".join(word[:4] for word in TWO[1].split())
    with terminal("shares", cwd=here) as session:
        session.until(FIRST)
        session.type(TWO[0] + "\n")
        session.until(prompt(2))
        session.type(short + "\n")
        session.until(prompt(3))
        session.type("\n")
        ran = session.end()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("as many as it needs: they give its secret\n")
    assert_silent(ran.out + session.seen, [*TWO, short])
    assert session.seen.split("\r\n") == [FIRST, prompt(2), prompt(3), ""]
    assert listing(here) == {}


def test_a_wrong_share_at_the_prompt_may_be_typed_again(here: Path) -> None:
    """The shares before it are kept."""
    with terminal("shares", cwd=here) as session:
        session.until(FIRST)
        session.type(TWO[0] + "\n")
        session.until(prompt(2))
        session.type(WRONG["word"][0] + "\n")
        session.until(f"share 2: word 7 is not in the SLIP-39 list\r\n{AGAIN}\r\n{prompt(2)}")
        session.type(TWO[1] + "\n")
        session.until(prompt(3))
        session.type("\n")
        ran = session.end()
    assert (ran.code, ran.err) == (0, "")
    assert_silent(ran.out + session.seen, [*TWO, "abuot"])


def test_giving_up_a_wrong_share_at_the_prompt(here: Path) -> None:
    """It does not go unnoticed that there was one."""
    with terminal("shares", cwd=here) as session:
        session.until(FIRST)
        session.type(WRONG["count"][0] + "\n")
        session.until(f"{AGAIN}\r\n{FIRST}")
        session.type("\n")
        ran = session.end()
    assert assert_refused(ran, 1, TWO) == f"share 1: {WRONG['count'][1]}"


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_stopped_at_the_prompt(key: str, here: Path) -> None:
    """As with make."""
    with terminal("shares", cwd=here) as session:
        session.until(FIRST)
        session.type(TWO[0] + "\n")
        session.until(prompt(2))
        session.type(key)
        assert assert_refused(session.end(), 1) == "stopped; nothing was written"


def test_without_a_terminal(here: Path) -> None:
    """A usage error that says what to do instead, and a terminal as the input is refused."""
    message = assert_refused(tool("shares", cwd=here, stdin=TWO[0].encode()), 2, TWO)
    assert message.startswith("there is no terminal to ask on; use --input FILE, or --input -")
    master, slave = pty.openpty()
    done = subprocess.run(
        command("shares", "--input", "-"), cwd=here, stdin=slave, capture_output=True, check=False
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 2


def made(say: Say, template: str, text: str, folder: str, formats: str = "svg") -> list[str]:
    """The files of a plate that carries a share."""
    write(text)
    given = ("--input", PHRASE, "--format", formats, "--out", folder)
    assert say("make", template, *given).code == 0
    return sorted(f"{folder}/{name}" for name in names(folder))


def test_plates_of_two_sides_and_two_formats(say: Say) -> None:
    """The files of one plate are known by their folder and name, in any order."""
    texts = generated(1, [(2, 3)])
    plates = [made(say, "tinyseed", t, f"plate{n}", "svg,dxf") for n, t in enumerate(texts)]
    assert [len(files) for files in plates] == [4, 4, 4]
    mixed = [name for files in zip(*plates, strict=True) for name in files]
    ran = say("shares", *mixed)
    assert (ran.code, ran.err) == (0, "")
    assert_silent(ran.out, texts)
    *table, verdict = ran.out.splitlines()
    assert [line.split("  ")[:2] for line in table] == [
        [f"share {number}", f"files {number}, {number + 3}, {number + 6} and {number + 9}"]
        for number in (1, 2, 3)
    ]
    assert verdict == "3 shares of one set; any 2 of them give the same secret"
    facts = json.loads(say("shares", *plates[2], *plates[0], "--json").out)
    assert [(each["files"], each["number"]) for each in facts["shares"]] == [
        ([1, 2, 3, 4], "3"),
        ([5, 6, 7, 8], "1"),
    ]


def test_plates_beside_typed_shares(say: Say) -> None:
    """Plates come first; whatever is in the hand is given by `--input`."""
    files = [*made(say, "text-85", NAME[0], "a"), *made(say, "alphabet-digits", NAME[1], "b")]
    ran = say("shares", *files)
    assert (ran.code, ran.err) == (0, "")
    ran = shares(say, [NAME[2]])
    write(NAME[2])
    ran = say("shares", *files, "--input", PHRASE)
    assert (ran.code, ran.err) == (0, "")
    assert_silent(ran.out, NAME)
    *table, verdict = ran.out.splitlines()
    assert [line.split("index ")[1] for line in table] == ["A  needs 2", "C  needs 2", "D  needs 2"]
    assert "  typed  " in table[-1]
    assert verdict.startswith("3 shares of one set; any 2")
    write(NAME[2][:-1] + "Q")
    message = assert_refused(say("shares", *files, "--input", PHRASE), 1)
    assert message == "share 3: checksum does not match; character 48 looks wrong"


def test_plates_that_hold_no_share(say: Say) -> None:
    """A blank, a phrase and half a plate are named by share and files."""
    good = made(say, "keytag", TWO[0], "good")
    assert say("blank", "keytag", "--format", "svg", "--words", "12", "--out", "none").code == 0
    blank = [f"none/{name}" for name in sorted(names("none"))]
    phrase = made(say, "seedcard", TWELVE, "phrase")
    first = len(good) + 1
    message = assert_refused(say("shares", *good, *blank), 1)
    assert message == f"share 2 (file {first}): this is a blank"
    message = assert_refused(say("shares", *good, *phrase), 1, TWELVE)
    assert message.startswith(f"share 2 (file {first}): this is a BIP-39 phrase")
    message = assert_refused(say("shares", *phrase, good[0]), 1)
    assert message.startswith("share 1 (file 1): this is a BIP-39 phrase")
    message = assert_refused(say("shares", good[0]), 1, TWO)
    assert message.startswith("share 1 (file 1): this is the ")
    assert message.endswith("holds the rest, so give its file too")
    message = assert_refused(say("shares", good[0], *phrase), 1, TWO)
    assert message.endswith(
        "; one plate's files are in one folder, their names alike but for .front and .back"
    )
    message = assert_refused(say("shares", *good, "nowhere.svg"), 1)
    assert message == f"file {first} can't be read: no such file or directory"


def test_the_same_plate_twice(say: Say) -> None:
    """A copy in another folder is the same share, and the table says which files it is from."""
    one, two = (made(say, "keytag", TWO[0], folder) for folder in ("one", "two"))
    ran = say("shares", *one, *two)
    assert refused(ran) == "shares 1 and 2 are the same share"
    assert ran.out.splitlines()[1].startswith("share 2  files 3 and 4  ")
    assert say("shares", *one, *one).code == 0


def test_plates_in_one_folder(say: Say) -> None:
    """Names may differ after a dot too: what is the same up to side and format is one plate."""
    plates = [made(say, "keytag", text, f"from{n}") for n, text in enumerate(TWO)]
    Path("all").mkdir()
    moved = []
    for number, files in enumerate(plates, start=1):
        for name in files:
            side = "front" if "front" in name else "back"
            moved.append(str(Path(name).rename(f"all/bank.{number}.{side}.svg")))
    ran = say("shares", *sorted(moved))
    assert (ran.code, ran.err) == (0, "")
    assert [line.split("  ")[1] for line in ran.out.splitlines()[:2]] == [
        "files 1 and 2",
        "files 3 and 4",
    ]
    Path(moved[2]).rename("all/bank.1_mm.svg")
    ran = say("shares", moved[0], moved[1], "all/bank.1_mm.svg")
    message = assert_refused(ran, 1)
    assert message.startswith("share 1 (files 1, 2 and 3): file 3 (svg) shows another ")
    assert message.endswith(
        "; one plate's files are in one folder, their names alike but for .front and .back"
    )
