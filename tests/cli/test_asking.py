"""The prompt, at a terminal of its own."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import termios
import time
from pathlib import Path

import pytest

from generator.words.kinds import KINDS, words_of
from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
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
from tests.encodings.phrases import of_kind
from tests.words.test_keys import with_version

MAKE = ("make", "tinyseed", "--format", "svg")
PROMPT = "Seed phrase, all words on one line (not shown): "
ASKED = "Is that right? [Y/n] "
SHORT = " ".join(word[:4] for word in TWENTY_FOUR.split())


def test_what_is_typed_is_not_shown(here: Path) -> None:
    """No word of the phrase comes back from the terminal, and none goes anywhere else."""
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        session.type(TWELVE + "\n")
        ran = session.end()
    assert (ran.code, ran.err) == (0, "")
    assert session.seen.strip() == PROMPT.strip()
    assert not tokens(TWELVE) & tokens(session.seen + ran.out + ran.err)
    assert list(listing(here)) == ["output", "output/tinyseed.SECRET.front.svg"]


@pytest.mark.parametrize("answer", ["", "y", "YES", "what?\ny"])
def test_short_words_are_shown_in_full_and_confirmed(answer: str, here: Path) -> None:
    """Four letters are enough: what they became stands on the terminal, and nowhere else."""
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        session.type(SHORT + "\n")
        session.until(ASKED)
        assert listing(here) == {}
        for line in answer.split("\n"):
            session.type(line + "\n")
        ran = session.end()
    assert (ran.code, ran.err) == (0, "")
    full = TWENTY_FOUR.split()
    shown = re.search(r"Read in full: (.*)\r\n", session.seen)
    assert shown is not None
    assert shown[1].split(", ") == [
        f"{number} {word}" for number, word in enumerate(full, 1) if len(word) > 4
    ]
    assert not set(full) & tokens(ran.out + ran.err)
    assert {path.name for path in Path("output").iterdir()} == {
        f"tinyseed.SECRET.{side}.svg" for side in ("front", "back")
    }


@pytest.mark.parametrize("answer", ["n\n", "No\n", "\x04", "\x03"])
def test_no_is_no(answer: str, here: Path) -> None:
    """Not confirmed, at the end of input or stopped: nothing is written."""
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        session.type(SHORT + "\n")
        session.until(ASKED)
        session.type(answer)
        ran = session.end()
    assert assert_refused(ran, 1, TWENTY_FOUR) == "stopped; nothing was written"
    assert listing(here) == {}


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_stopped_at_the_prompt(key: str, here: Path) -> None:
    """Ctrl-C and Ctrl-D end the run, and the terminal shows what is typed again."""
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        session.type(key)
        ran = session.end()
    assert assert_refused(ran, 1) == "stopped; nothing was written"
    assert session.seen.endswith("\n")
    assert listing(here) == {}


def test_a_hang_up_at_the_prompt_gives_the_echo_back(here: Path) -> None:
    """A terminal that was left without echo would be of no use to anybody."""
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        for _ in range(200):
            if not termios.tcgetattr(session.master)[3] & termios.ECHO:
                break
            time.sleep(0.01)
        assert not termios.tcgetattr(session.master)[3] & termios.ECHO
        session.child.send_signal(signal.SIGTERM)
        while session.child.poll() is None:
            time.sleep(0.01)
        assert termios.tcgetattr(session.master)[3] & termios.ECHO
        assert assert_refused(session.end(), 1) == "stopped; nothing was written"


def test_a_wrong_phrase_at_the_prompt(here: Path) -> None:
    """One line that names the position, and the terminal shows no word."""
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        session.type(TWELVE.replace("about", "abuot") + "\n")
        ran = session.end()
    message = assert_refused(ran, 1, [*TWELVE.split(), "abuot"])
    assert message == "word 12 is not in the English list"
    assert not {"abandon", "abuot"} & tokens(session.seen)
    assert listing(here) == {}


def test_nothing_typed(here: Path) -> None:
    """An empty line is no phrase."""
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        session.type("\n")
        assert assert_refused(session.end(), 1).startswith("the input is empty")


def test_rules_come_before_the_prompt(here: Path) -> None:
    """A plate that can't be made asks for no secret."""
    with terminal("make", "tinyseed", "--style", "dots", cwd=here) as session:
        ran = session.end()
    assert "can't be made" in assert_refused(ran, 1)
    assert session.seen == ""


def test_files_in_the_way_come_before_the_prompt(here: Path) -> None:
    """Nobody types a phrase for nothing; with `--force` it is asked for."""
    folder = here / "output"
    folder.mkdir(mode=0o700)
    (folder / "tinyseed.SECRET.back.svg").write_text("former", encoding="utf-8")
    with terminal(*MAKE, cwd=here) as session:
        message = assert_refused(session.end(), 1)
    assert message.startswith("tinyseed.SECRET.back.svg exists; --force replaces it")
    assert session.seen == ""
    for free in (("--words", "12"), ("--force",), ("--out", "other")):
        with terminal(*MAKE, *free, cwd=here) as session:
            session.until(PROMPT)
            session.type("\x03")
            assert session.end().code == 1


def test_without_a_terminal(here: Path) -> None:
    """A usage error that says what to do instead."""
    message = assert_refused(tool(*MAKE, cwd=here, stdin=TWELVE.encode()), 2, TWELVE)
    assert message == (
        "there is no terminal to ask on; use --input FILE, or --input - for standard input; "
        "see metalstamp make --help"
    )
    assert listing(here) == {}


@pytest.mark.parametrize("source", ["/dev/tty", "-"])
def test_a_terminal_as_the_input_would_show_the_words(source: str, here: Path) -> None:
    """`--input -` without a pipe reads from the terminal with echo, so it is refused."""
    if source == "-":
        master, slave = pty.openpty()
        done = subprocess.run(
            command(*MAKE, "--input", "-"), cwd=here, stdin=slave, capture_output=True, check=False
        )
        os.close(slave)
        os.close(master)
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    else:
        with terminal(*MAKE, "--input", source, cwd=here) as session:
            ran = session.end()
    assert assert_refused(ran, 2).startswith("the input is a terminal, which would show the words")
    assert listing(here) == {}


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_phrase_pasted_on_two_lines_is_refused(end: str, here: Path) -> None:
    """Its first twelve words may have a right checksum, and the rest would be lost."""
    words = TWENTY_FOUR.split()
    with terminal(*MAKE, cwd=here) as session:
        session.until(PROMPT)
        session.type(" ".join(words[:12]) + "\n" + " ".join(words[12:]) + end)
        ran = session.end()
    assert assert_refused(ran, 1, TWENTY_FOUR).startswith("more lines follow the first; give all")
    assert not tokens(TWENTY_FOUR) & tokens(session.seen)
    assert listing(here) == {}


UNCHECKED = {"hex": "00" * 31 + "07", "passphrase": "TREZOR", "text": "a line of words"}
"""Published or plain, of each kind that has no rule of its own to check."""

FIRST, AGAIN = ", all on one line (not shown): ", ", once more to be sure (not shown): "


def test_the_kinds_without_a_rule_are_those_asked_for_twice() -> None:
    """A new kind without a check has to be put to the tests below."""
    assert UNCHECKED.keys() == {each.name for each in KINDS.values() if not each.checked}


@pytest.mark.parametrize("kind", UNCHECKED)
def test_what_nothing_checks_is_typed_twice(kind: str, here: Path) -> None:
    """A slip of the finger would go into the metal unseen."""
    with terminal("make", "text-85", "--kind", kind, "--format", "svg", cwd=here) as session:
        session.until(FIRST)
        session.type(UNCHECKED[kind] + "\n")
        session.until(AGAIN)
        session.type(UNCHECKED[kind] + "\n")
        ran = session.end()
    assert (ran.code, ran.err) == (0, "")
    assert UNCHECKED[kind] not in session.seen + ran.out
    assert len(listing(here)) > 1


@pytest.mark.parametrize("again", ["TREZ0R", "TREZOR ", "", "é"])
@pytest.mark.parametrize("kind", ["passphrase", "text"])
def test_two_that_differ_are_refused(kind: str, again: str, here: Path) -> None:
    """Another letter, another blank, nothing, or what could not be one."""
    first = "trezor" if kind == "text" else "TREZOR"
    with terminal("make", "text-85", "--kind", kind, cwd=here) as session:
        session.until(FIRST)
        session.type(first + "\n")
        session.until(AGAIN)
        session.type(again + "\n")
        ran = session.end()
    message = assert_refused(ran, 1, [first, again.strip() or first])
    assert message == f"the {KINDS[kind].title} was not typed the same twice; start again"
    assert listing(here) == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" TREZOR", "begins with a blank"),
        ("TREZOR ", "ends with a blank"),
        (" TREZOR ", "begins and ends with a blank"),
        ("TRE  ZOR", "has two blanks in a row"),
        ("TRE  ZOR ", "ends with a blank and has two blanks in a row"),
    ],
)
def test_blanks_that_nobody_sees_are_told(typed: str, said: str, say: Say) -> None:
    """Whether the passphrase is on the plate or only in its fingerprint; nothing is repeated."""
    told = f"metalstamp: note: the passphrase {said}, which belongs to it\n"
    write(typed + "\n")
    given = ("make", "text-85", "--kind", "passphrase", "--format", "svg", "--input", PHRASE)
    assert say(*given).err == told
    write(typed, "../other.txt")
    write(TWELVE)
    public = ("make", "words-85", "--input", PHRASE, "--passphrase-input", "../other.txt")
    assert say(*public, "--fingerprint", "--format", "svg").err == told


def test_blanks_inside_a_passphrase_need_no_word(say: Say) -> None:
    """A passphrase of several words is nothing to wonder about."""
    write("one two three\n")
    given = ("make", "text-85", "--kind", "passphrase", "--format", "svg", "--input", PHRASE)
    assert say(*given).err == ""


@pytest.mark.parametrize("kind", ["passphrase", "text"])
def test_blanks_are_shown_where_they_could_not_be_seen(kind: str, say: Say) -> None:
    """As ␣ like on the metal; a text that shows all of its blanks can be copied as it is."""
    typed = " a  b " if kind == "passphrase" else "a  b"
    for text, shown, note in (
        (typed, typed.replace(" ", "␣"), ", each blank as ␣ (--json prints it as it is)"),
        ("a b", "a b", ""),
    ):
        write(text)
        given = ("make", "text-85", "--kind", kind, "--format", "svg", "--force")
        assert say(*given, "--input", PHRASE).code == 0
        files = sorted(f"output/{name}" for name in names("output"))
        assert say("read", *files, "--reveal").out.endswith(
            f"\nThe {KINDS[kind].title}{note}:\n{shown}\n"
        )
        told = json.loads(say("read", *files, "--reveal", "--json").out)
        assert told["text"] == text


@pytest.mark.parametrize("kind", ["passphrase", "text"])
def test_a_secret_of_another_kind_is_noticed(kind: str, say: Say) -> None:
    """A phrase with a right checksum is hardly meant as a passphrase or a text."""
    given = ("make", "text-85", "--kind", kind, "--format", "svg", "--input", PHRASE, "--force")
    title = "BIP-39 passphrase" if kind == "passphrase" else "text"
    write(TWELVE)
    assert say(*given).err == (
        f"metalstamp: note: taken as a {title}, but it is a valid BIP-39 phrase by itself\n"
    )
    write("correct horse battery staple")
    assert say(*given).err == ""


def test_a_phrase_without_blanks(say: Say) -> None:
    """Chinese is written without blanks, and a phrase needs them."""
    write("的" * 11 + "在")
    message = assert_refused(say("make", "tinyseed", "--input", PHRASE), 1)
    assert message.endswith("; put blanks between the words")
    write("zebr")
    message = assert_refused(say("make", "tinyseed", "--input", PHRASE), 1)
    assert "blank" not in message


@pytest.mark.parametrize("network", ["main", "test"])
def test_a_key_as_text_is_noticed_on_each_network(network: str, say: Say) -> None:
    """Whatever network it is of."""
    key = words_of(of_kind("xprv")[0]).reveal()
    write(key if network == "main" else with_version(key, "xprv"))
    given = ("make", "text-85", "--kind", "text", "--format", "svg", "--input", PHRASE)
    assert say(*given).err == (
        "metalstamp: note: taken as a text, but it is a valid extended private key by itself\n"
    )
