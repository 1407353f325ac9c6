from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from generator import template_file
from generator.cli.options import Command
from generator.cli.screen import COMMANDS, REFUSAL, Complaint, refuse_secret
from generator.words.bip39 import LANGUAGES, words
from generator.words.kinds import words_of
from tests.cli.running import (
    ROOT,
    TWELVE,
    TWENTY_FOUR,
    Say,
    assert_refused,
    listing,
)
from tests.encodings.phrases import PUBLISHED, counting, made, of_kind

BASE = ("make", "tinyseed", "--format", "svg", "--out", "plates")


@pytest.mark.parametrize("place", range(len(BASE) + 1))
@pytest.mark.parametrize("text", [TWELVE, TWENTY_FOUR.upper()])
def test_a_phrase_among_the_arguments(place: int, text: str, say: Say) -> None:
    """In one piece or in many, wherever it stands, it is refused unheard."""
    for phrase in ((text,), tuple(text.split())):
        given = (*BASE[:place], *phrase, *BASE[place:])
        message = assert_refused(say(*given), 2, text)
        assert message.startswith(REFUSAL.format("seed phrase"))
        assert message.endswith("or --input -; see metalstamp make --help")
    assert listing(Path.cwd()) == {}


@pytest.mark.parametrize("kind", ["xprv", "wif", "codex32", "hex"])
@pytest.mark.parametrize(
    ("command", "hint"), [("make", "make"), ("read", "read"), ("order", "order"), ("", "make")]
)
def test_a_key_among_the_arguments_is_called_a_secret(
    kind: str, command: str, hint: str, say: Say
) -> None:
    """It is no phrase; the help of a command that takes secrets says how one comes in."""
    text = PUBLISHED[kind]()[0]
    message = assert_refused(say(*filter(None, (command, text))), 2)
    assert message.startswith(REFUSAL.format("secret"))
    assert message.endswith(f"; see metalstamp {hint} --help")
    assert ("--input" in message) is (command != "order")


def test_a_remark_for_a_workshop_may_have_list_words() -> None:
    """What a finish is called has some by chance; most of a phrase is refused there too."""
    remark = "glass blast finish, remove any sharp edge"
    for given in (["--finish", remark], [f"--finish={remark}"], ["--material", remark]):
        refuse_secret(["order", "tinyseed", *given])
        with pytest.raises(Complaint, match="seed phrase"):
            refuse_secret(["order", *given, "abandon", "about", "zoo"])
    for count in (7, 9, 12):
        few = " ".join(TWENTY_FOUR.split()[:count])
        for given in (["--finish", few], [f"--material={few}"], [f"--finish={few.upper()}"]):
            with pytest.raises(Complaint, match="needs no secret"):
                refuse_secret(["order", "tinyseed", *given])
    other = " ".join(["gesture"[:3] + letter for letter in "bcdfghjklmnp"])
    with pytest.raises(Complaint, match="needs no secret"):
        refuse_secret(["order", "tinyseed", "--finish", other])


OPTIONS = ("--input", "--language", "--out", "--words", "--template", "--input-fd", "--width")


@pytest.mark.parametrize("option", [*OPTIONS, "--no-such-option"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_phrase_as_the_value_of_an_option(option: str, command: str, say: Say) -> None:
    """Glued with an equals sign or apart, quoted or not, three words are enough."""
    few = ("abandon", "abandon", "about")
    text = " ".join(few)
    for given in ((f"{option}={text}",), (option, text), (f"{option}={few[0]}", *few[1:])):
        assert_refused(say(command, *given), 2, few)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_in_every_language(language: str) -> None:
    """All lists, and everything that may stand between the words, nothing too."""
    for indices in counting(12)[::40]:
        text = words(made(indices, language)).reveal()
        tokens = text.split()
        for between in (" ", "\u3000", ",", ", ", "\n", "-", "_", ".", "+", ""):
            with pytest.raises(Complaint):
                refuse_secret(["make", "tinyseed", f"--input={between.join(tokens)}"])
        for short in ([token[:4] for token in tokens], [token.upper() for token in tokens]):
            with pytest.raises(Complaint):
                refuse_secret(["read", *short])
        with pytest.raises(Complaint):
            refuse_secret([f"{number}. {token}" for number, token in enumerate(tokens, 1)])


HARMLESS = [
    ["make", "tinyseed", "--out", "gift", "--input", "note", "--format", "svg,dxf,step"],
    ["make", "tinyseed", "--input", "/home/somebody/art/project/metal/plate/seed/words/list.txt"],
    ["make", "words-85", "--style", "dots", "--language", "english", "--words", "24", "--compact"],
    ["read", *[f"output/tinyseed.SECRET.{side}.svg" for side in ("front", "back") * 12]],
    [
        "make",
        "tinyseed",
        "--input",
        "/home/a_rather_long_folder_name_that_says_little_and_never_ends",
    ],
    ["make", "tinyseed", "--out", "/home/我/我的文件"],
    ["demo", "--out", "metal-art-project", "--force"],
    [],
    [""],
    ["make", "", "=", "--", "-"],
]


@pytest.mark.parametrize("arguments", HARMLESS, ids=range(len(HARMLESS)))
def test_no_alarm_without_reason(arguments: list[str]) -> None:
    """Folders and files are called by ordinary words too."""
    refuse_secret(arguments)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", template_file.names())
def test_no_alarm_for_what_is_ours(command: str, name: str) -> None:
    """Every command with every plate, language and format."""
    refuse_secret([command, name, "--format", "svg", "--language", "english", *LANGUAGES])


def test_a_usage_error_knows_its_command() -> None:
    """Click forgets whose some errors are, and the hint would name the wrong help."""
    from generator.cli.commands import cli

    assert all(isinstance(command, Command) for command in cli.commands.values())


HARDENED = """
import ctypes, os, resource, signal
from generator.cli import screen
screen.harden()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
"""3 is PR_GET_DUMPABLE."""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "prctl"), reason="Linux tells")
def test_a_hardened_process_leaves_no_core_and_cannot_be_watched() -> None:
    """No core file, and neither a debugger nor another process of the user may look inside."""
    done = subprocess.run(
        [sys.executable, "-c", HARDENED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("(0, 0) 0\n")


@pytest.mark.parametrize("kind", ["xprv", "wif", "hex", "codex32", "slip39", "monero"])
def test_other_secrets_on_the_command_line_are_refused(kind: str) -> None:
    """A key, a codex32 text, a share and a seed of another list, alone or beside an option."""
    for secret in of_kind(kind):
        text = words_of(secret).reveal()
        for arguments in (["make", "tinyseed", *text.split()], ["make", "tinyseed", f"--x={text}"]):
            with pytest.raises(Complaint, match="never belongs on the command line"):
                refuse_secret(arguments)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["0001"] * 11 + ["0004"]),
        ",".join(["2048"] * 12),
        "-".join(["0"] * 11 + ["3"]),
        " ".join(["7f7f7f7f"] * 8),
        "7f7f7f7f-" * 7 + "7f7f7f7f",
    ],
)
def test_figures_in_groups_are_refused(text: str) -> None:
    """The numbers of twelve words, or a key; plates of this program hold both."""
    for given in (["order", "--finish", text], ["make", "tinyseed", f"--set-name={text}"]):
        with pytest.raises(Complaint, match="looks like a secret"):
            refuse_secret(given)


def test_names_of_files_are_no_keys() -> None:
    """A path of many letters and digits, and a public key, may stand on the command line."""
    refuse_secret(["make", "tinyseed", "--set", "sides.1.fields.1.first_slot=[5,6,1,2,3,4,5,6,7]"])
    refuse_secret(["read", "2026-11-22-tinyseed.SECRET.front.svg", "a" * 60 + ".svg"])
    refuse_secret(["make", words_of(of_kind("xpub")[0]).reveal()])
