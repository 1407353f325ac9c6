"""Files back to what they hold."""

from __future__ import annotations

import json

import pytest

from generator.formats import FORMATS
from generator.secret import Secret
from generator.words.bip39 import phrase_of_entropy
from generator.words.bip39 import words as words_of
from tests.cli.running import (
    PHRASE,
    TWELVE,
    TWENTY_FOUR,
    Say,
    assert_refused,
    names,
    tokens,
    write,
)
from tests.words.test_codex32 import signed

KEY = {
    "main": "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d",
    "test": "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA",
}
"""Published: a private key of BIP-380's vectors, and the number 1 as a key of a test network."""


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
        "missing": [],
        "kind": "bip39",
        "words": 24,
        "checksum": "ok",
        "guides": True,
        "label": "",
        "tells_language": False,
        "input": None,
    }
    facts = json.loads(say("read", *files, "--json", "--reveal", "--input", PHRASE).out)
    assert facts["input"] == "same"
    assert facts["phrases"] == [{"language": "english", "words": TWENTY_FOUR}]


def test_read_compares(files: list[str], say: Say) -> None:
    """With `--input` it says whether the plate holds those words, and other words are refused."""
    ran = say("read", *files, "--input", PHRASE)
    assert (ran.code, ran.err) == (0, "")
    assert "the same words, read as English; the plate tells no language\n" in ran.out
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


def test_what_is_said_of_a_plate_must_be_so(files: list[str], say: Say) -> None:
    """A kind that the plate is not for is refused, and so is what such a plate can't have."""
    said = assert_refused(say("read", *files, "--kind", "slip39"), 1)
    assert said == "the plate is for a BIP-39 phrase, not for a SLIP-39 share"
    assert say("read", *files, "--kind", "bip39").code == 0
    said = assert_refused(say("read", *files, "--network", "test"), 2)
    assert said.startswith("--network is for keys and descriptors, and the plate is for a BIP-39")
    write("some text")
    text = ("text-85", "--kind", "text", "--format", "svg", "--out", "text")
    assert say("make", *text, "--input", PHRASE).code == 0
    plate = sorted(f"text/{name}" for name in names("text"))
    said = assert_refused(say("read", *plate, "--language", "english"), 2)
    assert said.startswith("--language is for BIP-39 phrases, and the plate is for a text; see")


@pytest.mark.parametrize("network", ["main", "test"])
def test_a_key_must_be_of_the_network_that_was_said(network: str, say: Say) -> None:
    """Said, the network is checked; unsaid, the plate tells it, for the input too."""
    write(KEY[network])
    given = ("text-85", "--network", network, "--format", "svg")
    assert say("make", *given, "--input", PHRASE).code == 0
    plate = sorted(f"output/{name}" for name in names("output"))
    for right in ((), ("--input", PHRASE), ("--network", network, "--kind", "wif")):
        assert say("read", *plate, *right).code == 0
    other = {"main": "test", "test": "main"}[network]
    said = assert_refused(say("read", *plate, "--network", other), 1)
    called = {"main": "the main network", "test": "a test network"}
    assert said == f"the plate holds a key of {called[network]}, not of {called[other]}"


def test_the_plate_tells_the_kind_of_the_input(say: Say) -> None:
    """Words that BIP-39 and Electrum both take, or a text of digits, need no `--kind`."""
    write("0123456789")
    given = ("text-85", "--kind", "passphrase", "--format", "svg")
    assert say("make", *given, "--input", PHRASE).code == 0
    plate = sorted(f"output/{name}" for name in names("output"))
    ran = say("read", *plate, "--input", PHRASE)
    assert (ran.code, ran.err) == (0, "")
    assert "the same text" in ran.out
    write("0123456780")
    ran = say("read", *plate, "--input", PHRASE)
    assert (ran.code, ran.err) == (
        1,
        "metalstamp: the plate does not hold the text of the input\n",
    )


def test_an_input_of_another_kind_is_said_to_be_one(files: list[str], say: Say) -> None:
    """What can't be what the plate is for is refused as that."""
    write(KEY["main"])
    said = assert_refused(say("read", *files, "--input", PHRASE), 1, KEY["main"])
    assert said.startswith("the input, taken for a BIP-39 phrase as on the plate: 1 word; ")


def test_one_side_shows_its_words_to_whoever_asks(files: list[str], say: Say) -> None:
    """Half a phrase is printed with its numbers, vouched for by nobody, and ends with 1."""
    first = TWENTY_FOUR.split()[:12]
    (front,) = [name for name in files if name.endswith("front.svg")]
    said = assert_refused(say("read", front), 1, TWENTY_FOUR)
    assert said.startswith("this is the front of the plate tinyseed for 24 words; the back holds")
    ran = say("read", front, "--reveal")
    assert ran.code == 1
    assert ran.err == f"metalstamp: {said}\n"
    assert "1 to 12 of 24" in ran.out
    assert "none can be checked without the back" in ran.out
    lines = ran.out.splitlines()[-12:]
    assert [line.split() for line in lines] == [[str(n), w] for n, w in enumerate(first, start=1)]
    facts = json.loads(say("read", front, "--reveal", "--json").out)
    assert facts["portion"] == [{"number": n, "word": w} for n, w in enumerate(first, start=1)]
    assert facts["checksum"] is None


def test_one_side_without_words_shows_nothing(say: Say) -> None:
    """Half a codex32 text has no words to print, and only the other side is asked for."""
    text = signed("0TESTS" + "X" * 52)
    write(text)
    given = ("alphabet-digits", "--format", "svg")
    assert say("make", *given, "--input", PHRASE).code == 0
    plate = sorted(f"output/{name}" for name in names("output"))
    assert len(plate) == 2
    said = assert_refused(say("read", plate[0], "--reveal"), 1, text)
    assert said.startswith("this is the back of the plate alphabet-digits for 74 characters; the")


@pytest.mark.parametrize("length", [60, 400])
def test_a_side_that_holds_everything_is_enough(length: int, say: Say) -> None:
    """The codes on the back of a text say what the front says, in one code or in four."""
    text = ("a public text of no worth " * 20)[:length].strip()
    write(text)
    given = ("text-85", "--kind", "text", "--format", "svg")
    assert say("make", *given, "--input", PHRASE).code == 0
    for side, other in (("front", "back"), ("back", "front")):
        ran = say("read", f"output/text-85.SECRET.{side}.svg", "--reveal", "--input", PHRASE)
        assert (ran.code, ran.err) == (0, "")
        assert f"{side}; the {other} was not given" in ran.out
        assert text in ran.out


def test_a_text_has_its_own_keys_in_json(say: Say) -> None:
    """A text is no words of a language."""
    write("some text")
    given = ("text-85", "--kind", "text", "--format", "svg")
    assert say("make", *given, "--input", PHRASE).code == 0
    plate = sorted(f"output/{name}" for name in names("output"))
    facts = json.loads(say("read", *plate, "--json").out)
    assert facts == {
        "template": "text-85",
        "sides": ["front", "back"],
        "missing": [],
        "kind": "text",
        "characters": 9,
        "checksum": None,
        "guides": None,
        "label": "",
        "tells_language": False,
        "input": None,
    }
    assert json.loads(say("read", *plate, "--json", "--reveal").out) == {
        **facts,
        "text": "some text",
    }


def test_sides_of_two_plates_may_be_the_reason(files: list[str], say: Say) -> None:
    """Where the checksum fails over two files, they may be of two plates; over one, they can't."""
    write(("abandon " * 23) + "art")
    given = ("tinyseed", "--format", "svg", "--out", "other")
    assert say("make", *given, "--input", PHRASE).code == 0
    (front,) = [name for name in files if name.endswith("front.svg")]
    said = assert_refused(say("read", front, "other/tinyseed.SECRET.back.svg"), 1, TWENTY_FOUR)
    assert said.startswith("checksum does not match, 24 words")
    assert said.endswith("; or the front and the back are of two plates")
    assert not tokens(TWENTY_FOUR) & tokens(said)


def test_every_format_is_in_the_help(say: Say) -> None:
    """Whoever adds a format finds it in the help of make."""
    out = say("make", "--help").out
    assert all(name in out for name in FORMATS)


def test_a_cut_file_and_a_mark_file_are_one_plate(say: Say) -> None:
    """Together and the marks alone say the words; what is cut alone says what is missing."""
    given = ("make", "tinyseed", "--input", PHRASE, "--out", "parts", "--format")
    write(TWENTY_FOUR)
    ran = say(*given, "dxf-cut,dxf-mark,dxf-r12")
    assert ran.code == 0
    cut = ["parts/tinyseed.blank.front.cut_mm.dxf"]
    marks = [f"parts/tinyseed.SECRET.{side}.mark_mm.dxf" for side in ("front", "back")]
    old = [f"parts/tinyseed.SECRET.{side}.r12_mm.dxf" for side in ("front", "back")]
    assert all(name.partition("/")[2] in ran.out for name in (*cut, *marks, *old))
    assert "the same words" in say("read", *marks, "--input", PHRASE).out
    for files in ((*cut, *marks), old):
        known = ("--template", "tinyseed", "--input", PHRASE)
        assert "the same words" in say("read", *files, *known).out
    assert_refused(say("read", *cut), 1, TWENTY_FOUR).endswith("give the file with the marks too")
    say("blank", "keytag", "--format", "dxf-cut", "--out", "parts")
    other = "parts/keytag.blank.front.cut_mm.dxf"
    said = assert_refused(say("read", *marks, other, "--template", "tinyseed"), 1, TWENTY_FOUR)
    assert "the edge and the holes of another plate" in said


SPANISH = words_of(phrase_of_entropy(Secret(b"\x7f" * 32), "spanish")).reveal()
"""Of the entropy of BIP-39's test vectors that is 7f throughout."""


def test_letters_on_a_side_tell_the_list_of_the_code(say: Say) -> None:
    """The front of a card holds all in its code, and half of the words in letters too."""
    write(SPANISH)
    assert say("make", "card", "--format", "svg", "--input", PHRASE).code == 0
    front = "output/card.SECRET.front.svg"
    ran = say("read", front, "--reveal", "--input", PHRASE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(f"\nThe words, from the Spanish list:\n{SPANISH}\n")
    assert "input     the same words\n" in ran.out
    refused = say("read", front, "--language", "french")
    assert refused.code == 1
    assert "the plate says two things" in refused.err


def test_one_empty_side_is_no_blank_plate(say: Say) -> None:
    """What stands on the side that is not there, nobody knows."""
    assert say("blank", "tinyseed", "--kind", "bip39", "--words", "24", "--format", "svg").code == 0
    front, back = (f"output/tinyseed.blank.{side}.svg" for side in ("front", "back"))
    ran = say("read", front)
    assert "none on the front" in ran.out
    assert "blank" not in ran.out
    assert json.loads(say("read", front, "--json").out)["missing"] == ["back"]
    assert "none, this is a blank" in say("read", front, back).out
    write(TWENTY_FOUR)
    assert say("make", "tinyseed", "--format", "svg", "--input", PHRASE).code == 0
    marked = "output/tinyseed.SECRET.back.svg"
    message = assert_refused(say("read", front, marked), 1, TWENTY_FOUR)
    assert message == (
        "nothing is marked on the front, so the front and the back may be of two plates"
    )


def test_half_a_plate_of_numbers_tells_no_list(say: Say) -> None:
    """Its words are English ones only for who says so."""
    write(SPANISH)
    given = ("make", "tinyseed", "--format", "svg", "--input", PHRASE)
    assert say(*given).code == 0
    facts = json.loads(say("read", "output/tinyseed.SECRET.front.svg", "--reveal", "--json").out)
    assert (facts["language"], facts["tells_language"]) == (None, False)
