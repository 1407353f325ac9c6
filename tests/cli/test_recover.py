"""A damaged plate at the command line: typed row by row, or from a file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.encodings.cells import Script
from generator.recover.typed import notation
from generator.secret import Secret
from generator.words.bip39 import wordlist
from generator.words.fingerprint import master_fingerprint
from tests.cli.running import PHRASE, TWENTY_FOUR, Say, assert_refused, command, names, write
from tests.cli.terminal import terminal
from tests.recover.plates import lines, phrase

DOTS = notation("bits-11", Script(), parity=True)
WHOLE = lines(phrase(), DOTS, 4)
FINGERPRINT = master_fingerprint(Secret(phrase()), None)
READ = ("recover", "dots-24", "--input", PHRASE)


def damaged(*lost: int, rows: list[str] | None = None) -> list[str]:
    """A plate with some rows (1-based) that can't be read."""
    given = WHOLE if rows is None else rows
    return ["?" if number in lost else row for number, row in enumerate(given, 1)]


def test_a_whole_plate(say: Say) -> None:
    """Nothing is printed of the words unless that is asked for."""
    write("\n".join(WHOLE))
    ran = say(*READ)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == (
        "found  the only phrase that fits check rows and checksum, 0 rows mended"
    )
    assert TWENTY_FOUR not in ran.out
    assert say(*READ, "--reveal").out.splitlines()[-1] == TWENTY_FOUR


def test_each_mended_row_is_named_with_its_reason(say: Say) -> None:
    """Unreadable, odd, and wrong without a sign."""
    rows = damaged(4, 26)
    rows[7] = rows[7].translate(str.maketrans("#.", ".#", ""))[:1] + rows[7][1:]
    write("\n".join(rows))
    facts = json.loads(say(*READ, "--json").out)
    assert facts["recovered"] is True
    assert facts["wrong"] == [
        {"row": "word 4", "why": "could not be read"},
        {"row": "word 8", "why": "has an odd number of marks"},
        {"row": "C2", "why": "could not be read"},
    ]
    assert "phrases" not in facts
    rows = list(WHOLE)
    rows[2] = WHOLE[3]
    write("\n".join(rows))
    facts = json.loads(say(*READ, "--json", "--reveal").out)
    assert facts["wrong"] == [{"row": "word 3", "why": "does not fit the others"}]
    assert facts["phrases"] == [TWENTY_FOUR]


def test_numbers_words_and_labels_may_be_typed(say: Say) -> None:
    """As they stand on a list that somebody wrote down, with two that may be one of two."""
    known = wordlist("english")
    rows = [f"{number}: {word}" for number, word in enumerate(TWENTY_FOUR.split(), 1)]
    rows[2] = "3. moti[oa]n"
    rows[4] = f"word 5: {known.index('network')}/{known.index('network') + 1}"
    write("\n".join([*rows, *WHOLE[24:]]))
    ran = say(*READ, "--reveal")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, TWENTY_FOUR)


def test_more_than_it_can_carry_is_no_answer(say: Say) -> None:
    """How many phrases are left is told, and what would tell them apart."""
    write("\n".join(damaged(1, 2, 3, 4, 5)))
    ran = say(*READ)
    assert ran.code == 1
    assert "phrases fit: --fingerprint or --address would tell which" in ran.err
    found = say(*READ, "--fingerprint", FINGERPRINT, "--reveal")
    assert (found.code, found.out.splitlines()[-1]) == (0, TWENTY_FOUR)
    write("\n".join(damaged(*range(1, 8))))
    ran = say(*READ, "--json")
    assert json.loads(ran.out)["possible"] == 2048**3
    assert ran.code == 1


def test_an_address_tells_the_phrase(say: Say) -> None:
    """BIP-84's own test vector: the second receiving address."""
    rows = ["abandon"] * 11 + ["?"]
    write("\n".join(rows))
    read = ("recover", "tinyseed", "--input", PHRASE, "--reveal")
    for address in (
        "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g",
        "BC1QCR8TE4KR609GCAWUTMRZA0J4XV80JY8Z306FYU",
    ):
        ran = say(*read, "--address", address)
        assert (ran.code, ran.out.splitlines()[-1]) == (0, "abandon " * 11 + "about")
    ran = say(*read, "--address", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")
    assert ran.code == 1
    assert "fits the address" in ran.err


def test_a_fingerprint_that_fits_nothing(say: Say) -> None:
    """Not even a plate without damage is then an answer."""
    write("\n".join(WHOLE))
    ran = say(*READ, "--fingerprint", "00000000")
    assert ran.code == 1
    assert "nothing that the rows may be fits the fingerprint" in ran.err
    assert "whether the wallet has a passphrase" in ran.err


@pytest.mark.parametrize(
    ("arguments", "rows", "code", "said"),
    [
        ((), WHOLE[:27], 1, "27 rows; a BIP-39 phrase on dots-24 has 12, 15, 16, 18, 19, 20"),
        ((), [], 1, "0 rows; "),
        ((), [*WHOLE[:3], "#.#", *WHOLE[4:]], 1, "word 4: 3 marks and blanks; a row has 11, or 12"),
        ((), [*WHOLE[:27], "99999"], 1, "C4: a number of 5 digits; the list ends at 2047"),
        (("--words", "12"), WHOLE, 1, "28 rows; a BIP-39 phrase on dots-24 has 12, 16 or 20"),
        (("--check-rows", "5"), WHOLE, 2, "--check-rows must be none, 4, 6 or 8"),
        (("--fingerprint", "12"), WHOLE, 2, "a fingerprint is eight hexadecimal digits"),
        (("--address", "bc1qx"), WHOLE, 2, "this is no Bitcoin address"),
        (("--resume", "state"), WHOLE, 2, "--resume needs --fingerprint or --address"),
        (("--kind", "slip39"), WHOLE, 1, "dots-24 holds bip39, no SLIP-39 share"),
    ],
)
def test_what_can_be_no_plate(
    arguments: tuple[str, ...], rows: list[str], code: int, said: str, say: Say
) -> None:
    """One line that says what is wrong, and nothing of the rows."""
    write("\n".join(rows))
    assert said in assert_refused(say(*READ, *arguments), code, TWENTY_FOUR)


def test_a_plate_without_single_words(say: Say) -> None:
    """A QR code and a text have no rows to be typed."""
    write("?")
    for name, said in (("seedqr", "no marks of single words"), ("text-85", "holds no words")):
        assert said in assert_refused(say("recover", name, "--input", PHRASE), 1)


def test_row_by_row_at_the_terminal(here: Path) -> None:
    """What each row can be is said at once, what was mended is confirmed, then words are shown."""
    rows = damaged(2)
    odd = rows[5].replace("#", ".", 1)
    with terminal("recover", "dots-24", cwd=here) as session:
        session.until("How many words does it have?")
        session.type("24\n")
        session.until("How many check rows")
        session.type("\n")
        for number, row in enumerate(rows):
            label = f"word {number + 1}: " if number < 24 else f"C{number - 23}: "
            session.until(label)
            if number == 3:
                session.type("##\n")
                session.until("2 marks and blanks")
            if number == 5:
                session.type(f"{odd}\n")
                session.until("odd in number")
                continue
            session.type(f"{row}\n")
            session.until("lost" if row == "?" else "ok, ")
        session.until("could not be read: number")
        session.type("y\n")
        session.until("word 6 has an odd number of marks")
        session.type("n\n")
        session.until("Type it as you see it now")
        session.type(f"{rows[5]}\n")
        session.until("could not be read: number")
        session.type("\n")
        session.until("Show the words?")
        session.type("y\n")
        session.until("expire")
        ran = session.end()
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert TWENTY_FOUR in session.seen
    assert names(str(here)) == set()


def test_back_and_stop_at_the_terminal(here: Path) -> None:
    """A row is typed again; what was not typed is taken for lost, and nothing is lost."""
    with terminal("recover", "tinyseed", "--words", "12", cwd=here) as session:
        session.until("word 1: ")
        session.type("zoo\n")
        session.until("word 2: ")
        session.type("back\n")
        for number in range(1, 12):
            session.until(f"word {number}: ")
            session.type("abandon\n")
        session.until("word 12: ")
        session.type("stop\n")
        session.until("128 phrases fit")
        session.until("Show the words?")
        session.type("\n")
        ran = session.end()
    assert ran.code == 1
    assert "--fingerprint or --address would tell which" in ran.err


def test_a_search_is_stopped_and_goes_on(here: Path) -> None:
    """Ctrl-C keeps how far it came, in a file that tells nothing; another question is refused."""
    (here / "rows").write_text("\n".join(["?", "?", "?", *["zoo"] * 20, "vote"]), encoding="utf-8")
    asked = ("recover", "tinyseed", "--input", "rows", "--fingerprint", "B4E3F5ED", "--resume", "s")
    run = subprocess.Popen(
        command(*asked), cwd=here, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    time.sleep(4)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "stopped before the end; go on with --resume s" in said
    kept = json.loads((here / "s").read_text(encoding="utf-8"))
    assert set(kept) == {"done", "salt", "search"}
    assert kept["done"] > 0
    assert (here / "s").stat().st_mode & 0o777 == 0o600
    other = [*asked[:5], "B4E3F5EE", *asked[6:]]
    ran = subprocess.run(
        command(*other), cwd=here, capture_output=True, text=True, check=False, timeout=60
    )
    assert "s is of another search" in ran.stderr
