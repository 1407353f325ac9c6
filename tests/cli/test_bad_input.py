"""Whatever is wrong: one line on stderr that repeats nothing, and a folder as it was."""

from __future__ import annotations

import hashlib
import os
import random
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.words.bip39 import wordlist
from tests.cli.running import (
    ROOT,
    TWELVE,
    TWENTY_FOUR,
    Ran,
    assert_refused,
    command,
    listing,
    tool,
)

Say = Callable[..., Ran]

PHRASE = "../phrase.txt"
MAKE = ("make", "tinyseed", "--format", "svg", "--input", PHRASE)
PRODUCT = "tinyseed.SECRET.front.svg"

SHARED = sorted(set(wordlist("english")) & set(wordlist("french")))[:12]

PHRASES = {
    "a word in no list": (TWELVE.replace("about", "xylofon"), "word 12 is not in the English list"),
    "words in no list": ("quuux " * 12, "words 1 to 12 are in none of the ten BIP-39 lists"),
    "a wrong checksum": ("zoo " * 12, "checksum does not match, 12 words"),
    "one word": ("abandon", "1 word; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "eleven words": ("abandon " * 11, "11 words; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "thirteen words": ("abandon " * 13, "13 words; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "twenty-five words": ("abandon " * 25, "25 words; a BIP-39 phrase has 12, 15, 18, 21 or 24"),
    "words of two lists": (
        " ".join(SHARED),
        "the words are in the English and French lists; say which with --language",
    ),
    "beginnings of words of two lists": (
        " ".join(word[:4] for word in TWELVE.split()),
        "the words are in the English and French lists; say which with --language",
    ),
    "words of different lists": (" ".join(["abandon", "ábaco"] * 6), None),
    "nothing": ("", None),
    "white space": (" \n\t\u3000 \r\n", None),
    "control characters": ("\x1b[31m" + TWELVE, None),
    "a dictionary": ("\n".join(wordlist("japanese")), None),
}

BYTES = {
    "noise": hashlib.shake_256(b"noise").digest(3000),
    "zeros": bytes(3000),
    "UTF-16 with a mark": TWELVE.encode("utf-16"),
    "UTF-16 without one": TWELVE.encode("utf-16-le"),
    "Latin-1": "ábaco ".encode("latin-1") * 12,
    "an image": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "too much": (TWELVE + "\n").encode() * 1000,
}


@pytest.mark.parametrize("case", PHRASES)
def test_a_phrase_that_cannot_be_right(case: str, say: Say) -> None:
    """The message names positions and counts, never a word."""
    text, expected = PHRASES[case]
    Path(PHRASE).write_text(text, encoding="utf-8")
    before = listing(Path("..").resolve())
    message = assert_refused(say(*MAKE), 1, text)
    assert expected is None or message == expected
    assert listing(Path("..").resolve()) == before


@pytest.mark.parametrize("case", BYTES)
def test_an_input_that_is_no_text(case: str, say: Say) -> None:
    """Binary, foreign and huge inputs are refused as what they are."""
    Path(PHRASE).write_bytes(BYTES[case])
    message = assert_refused(say(*MAKE), 1, TWELVE)
    assert message.startswith("the input is ")
    assert not Path("output").exists()


@pytest.mark.parametrize("command_name", [MAKE[:-2], ("read", "plate.svg")])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("missing", "no such file or directory"),
        (".", "is a directory"),
        ("dangling", "no such file or directory"),
        ("loop", "too many levels of symbolic links"),
        (f"{PHRASE}/phrase.txt", "not a directory"),
        ("x" * 300, "file name too long"),
    ],
)
def test_an_input_that_cannot_be_read(
    command_name: tuple[str, ...], path: str, expected: str, say: Say
) -> None:
    """The system's reason, and no path."""
    Path("dangling").symlink_to("nowhere")
    Path("loop").symlink_to("loop")
    Path("plate.svg").write_text("<svg/>", encoding="utf-8")
    message = assert_refused(say(*command_name, "--input", path), 1, path)
    assert message == f"the input can't be read: {expected}"
    assert not Path("output").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_an_input_that_is_closed_to_us(say: Say) -> None:
    """A file without permission to read."""
    Path(PHRASE).chmod(0)
    assert assert_refused(say(*MAKE), 1) == "the input can't be read: permission denied"


@pytest.mark.parametrize(
    "given",
    [("--input-fd", "99"), ("--input-fd", "2147483647")],
)
def test_a_descriptor_that_is_not_open(given: tuple[str, ...], say: Say) -> None:
    """The caller forgot to hand it down."""
    message = assert_refused(say(*MAKE[:-2], *given), 1)
    assert message == "the input can't be read: bad file descriptor"


def test_an_input_that_never_ends(say: Say) -> None:
    """Reading stops where no phrase could go on."""
    message = assert_refused(say(*MAKE[:-2], "--input", "/dev/zero"), 1)
    assert message.startswith("the input is longer than")


# ------------------------------------------------------------------------------------------ usage

USAGE = {
    "unknown command": (("mke",), "no such command; the commands are templates, show, make"),
    "unknown option": (("make", "tinyseed", "--frce"), "no such option; did you mean --force?"),
    "unknown option of the tool": (("--zzz",), "no such option; see metalstamp --help"),
    "no template": (("make",), "TEMPLATE is missing; see metalstamp make --help"),
    "unknown template": (("make", "tinyed"), "did you mean tinyseed?; see metalstamp make --help"),
    "unknown template to show": (("show", "zzz"), "TEMPLATE must be one of alphabet-24, "),
    "unknown template to read": (("read", "--template", "zz", "x"), "--template must be one of"),
    "unknown format": (("blank", "tinyseed", "--format", "stl"), "--format must be some of svg, "),
    "no format": (("blank", "tinyseed", "--format", ""), "--format must be some of svg, dxf, step"),
    "empty format": (("blank", "tinyseed", "--format", "svg,"), "--format must be some of svg, "),
    "unknown style": (("blank", "tinyseed", "--style", "x"), "--style must be one of stroke, dots"),
    "unknown language": (("make", "tinyseed", "--language", "latin"), "--language must be one of"),
    "odd word count": (("blank", "tinyseed", "--words", "13"), "--words must be one of 12, 15, 18"),
    "no number": (("blank", "tinyseed", "--words", "x"), "--words must be one of 12, 15, 18"),
    "no width": (("blank", "binary-grid", "--width", "wide"), "--width must be a number"),
    "no descriptor": (("make", "tinyseed", "--input-fd", "x"), "--input-fd must be the number of"),
    "negative": (("make", "tinyseed", "--input-fd", "-1"), "--input-fd must be the number of"),
    "huge": (("make", "tinyseed", "--input-fd", "9" * 5000), "--input-fd must be the number of"),
    "two sources": (
        ("make", "tinyseed", "--input", PHRASE, "--input-fd", "0"),
        "--input and --input-fd exclude each other; see metalstamp make --help",
    ),
    "no value": (("make", "tinyseed", "--input"), "--input needs a value; see metalstamp make"),
    "a value": (("make", "tinyseed", "--json=1"), "--json takes no value; see metalstamp make"),
    "no folder": (("blank", "tinyseed", "--out", ""), "--out must name a folder"),
    "no files": (("read",), "FILE... is missing; see metalstamp read --help"),
    "too many": (("blank", "tinyseed", "x"), "more arguments than this command takes; see"),
    "input of a blank": (("blank", "tinyseed", "--input", PHRASE), "no such option; "),
}


@pytest.mark.parametrize("case", USAGE)
def test_a_command_line_that_is_wrong(case: str, say: Say) -> None:
    """Exit code 2, what is wrong, what would be right and where to read on."""
    given, expected = USAGE[case]
    message = assert_refused(say(*given), 2)
    assert expected in message
    assert re.search(r"; see metalstamp( \w+)? --help$", message)
    assert listing(Path.cwd()) == {}


REFUSED = {
    "no such code": (("blank", "tinyseed", "--compact"), "tinyseed has no QR that could be "),
    "one size": (("blank", "tinyseed", "--width", "30"), "tinyseed has one size; only "),
    "too wide": (("blank", "binary-grid", "--width", "1e9"), "binary-grid can be "),
    "no width at all": (("show", "binary-grid", "--width", "nan"), "binary-grid can be "),
    "no template file": (("show", "missing.toml"), "the template can't be read: "),
    "a folder for a template": (("show", "folder.toml"), "the template can't be read: "),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wish_that_no_plate_can_meet(case: str, say: Say) -> None:
    """Exit code 1 and the reason."""
    given, expected = REFUSED[case]
    Path("folder.toml").mkdir()
    assert assert_refused(say(*given), 1).startswith(expected)
    assert set(listing(Path.cwd())) == {"folder.toml"}


OWN = (
    (ROOT / "templates/plates/tinyseed.toml")
    .read_text(encoding="utf-8")
    .replace('name = "tinyseed"', 'name = "mine"')
)

TEMPLATES: dict[str, str | bytes] = {
    "an unknown key": OWN.replace("[plate]", "[plate]\ncolour = 1", 1),
    "a missing key": re.sub(r"(?m)^thickness = .*\n", "", OWN),
    "a wrong type": re.sub(r"(?m)^thickness = .*$", 'thickness = "thin"', OWN),
    "another name": OWN.replace('name = "mine"', 'name = "other"'),
    "not TOML": "[plate\n" + TWELVE,
    "not text": bytes(range(256)),
    "empty": "",
    "a full plate that can't be made": re.sub(r"(?m)^depth = .*$", "depth = 5.0", OWN),
    "too large": "#" * 2_000_000,
}


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_that_cannot_be_used(case: str, say: Say) -> None:
    """Refused before a secret is asked for: the input is a folder, and nobody notices."""
    text = TEMPLATES[case]
    Path("mine.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    before = listing(Path.cwd())
    given = ("mine.toml", "--format", "svg")
    message = assert_refused(say("make", *given, "--input", "."), 1, TWELVE)
    assert "mine" in message
    assert assert_refused(say("blank", *given), 1, TWELVE) == message
    assert listing(Path.cwd()) == before


# ----------------------------------------------------------------------------------------- folder


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("missing/output", "its parent folder is missing"),
        (f"{PHRASE}/output", "its parent folder is missing"),
        (PHRASE, "is no folder but a file"),
        ("dangling", "is no folder but a file"),
        ("/proc/metalstamp", "the output folder can't be made"),
        ("x" * 300, "the output folder can't be made"),
    ],
)
def test_a_folder_that_cannot_be(folder: str, expected: str, say: Say) -> None:
    """Missing parents are not made, and a file is no folder."""
    Path("dangling").symlink_to("nowhere")
    before = listing(Path("..").resolve())
    message = assert_refused(say(*MAKE, "--out", folder), 1, TWELVE)
    assert expected in message
    assert listing(Path("..").resolve()) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_is_read_only(say: Say) -> None:
    """Noticed before the phrase is asked for."""
    Path("output").mkdir(mode=0o500)
    message = assert_refused(say(*MAKE[:-1], "missing"), 1)
    assert message == "the output folder can't be written; choose another with --out"


def test_a_folder_of_the_system_that_takes_no_files(say: Say) -> None:
    """What even root can't write to."""
    assert "can't be written" in assert_refused(say(*MAKE, "--out", "/proc/self/fd"), 1, TWELVE)


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "pipe", "folder"])
def test_something_in_the_place_of_a_product(kind: str, force: tuple[str, ...], say: Say) -> None:
    """Nothing is lost without `--force`; with it, a link gives way and its target stays."""
    place = Path("output", PRODUCT)
    place.parent.mkdir(mode=0o700)
    target = Path("precious")
    target.write_text("precious", encoding="utf-8")
    match kind:
        case "file":
            place.write_text("former", encoding="utf-8")
        case "link":
            place.symlink_to(target.resolve())
        case "dangling link":
            place.symlink_to("nowhere")
        case "pipe":
            os.mkfifo(place)
        case _:
            place.mkdir()
    before = listing(Path.cwd())
    ran = say(*MAKE, *force)
    if force and kind not in ("pipe", "folder"):
        assert (ran.code, ran.err) == (0, "")
        assert stat.S_ISREG(place.lstat().st_mode)
        assert [path.name for path in place.parent.iterdir()] == [PRODUCT]
        assert target.read_text(encoding="utf-8") == "precious"
    else:
        message = assert_refused(ran, 1, TWELVE)
        assert message.startswith(f"{PRODUCT} ")
        assert "--out writes elsewhere" in message
        assert listing(Path.cwd()) == before


def test_one_name_that_is_taken_keeps_all_files_away(say: Say) -> None:
    """With two sides and one of them there, neither is written."""
    Path(PHRASE).write_text(TWENTY_FOUR, encoding="utf-8")
    Path("output").mkdir(mode=0o700)
    Path("output", "tinyseed.SECRET.back.svg").write_text("former", encoding="utf-8")
    before = listing(Path.cwd())
    assert_refused(say(*MAKE), 1, TWENTY_FOUR)
    assert listing(Path.cwd()) == before


LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@pytest.mark.parametrize("room", [0, 1, 4096, 40_000])
@pytest.mark.parametrize("flag", ["", "; import os; del os.O_TMPFILE"])
@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_is_full(room: int, flag: str, *, there: bool, here: Path) -> None:
    """Wherever the room ends, nothing is left, and what was there is as it was."""
    if there:
        Path("output").mkdir(mode=0o700)
        Path("output", PRODUCT).write_text("former", encoding="utf-8")
    before = listing(here)
    ran = tool(*MAKE, "--force", cwd=here, prelude=LIMIT.format(room) + flag)
    assert assert_refused(ran, 1, TWELVE) == "the files can't be written: file too large"
    assert listing(here) == before


# -------------------------------------------------------------------------------------------- read


@pytest.fixture(scope="module")
def plates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of three plates: two of 24 words that differ in one letter, and a blank."""
    folder = tmp_path_factory.mktemp("plates")
    (folder / "24").write_text(TWENTY_FOUR, encoding="utf-8")
    (folder / "other").write_text(" ".join(["abandon"] * 23 + ["art"]), encoding="utf-8")
    for phrase in ("24", "other"):
        given = ("--input", phrase, "--format", "svg,dxf", "--out", f"of-{phrase}")
        assert tool("make", "tinyseed", *given, cwd=folder).code == 0
    assert tool("blank", "seedcard", "--format", "svg,dxf", "--out", "blank", cwd=folder).code == 0
    return folder


FRONT, BACK = "tinyseed.SECRET.front.svg", "tinyseed.SECRET.back.svg"


def test_half_a_plate(plates: Path, say: Say) -> None:
    """The message says which side is missing."""
    message = assert_refused(say("read", f"{plates}/of-24/{FRONT}"), 1, TWENTY_FOUR)
    assert message.startswith("this is the front of a tinyseed for 24 words; the back holds ")


def test_files_of_two_plates(plates: Path, say: Say) -> None:
    """Two templates, two sides that disagree, or two halves that make no phrase."""
    front, back = f"{plates}/of-24/{FRONT}", f"{plates}/of-other/{BACK}"
    secret = f"{TWENTY_FOUR} abandon art"
    blank = f"{plates}/blank/seedcard.blank.svg"
    assert "two different plates" in assert_refused(say("read", front, blank), 1, secret)
    other = f"{plates}/of-other/{FRONT}"
    assert "shows another front" in assert_refused(say("read", front, other, back), 1, secret)
    assert "checksum does not match" in assert_refused(say("read", front, back), 1, secret)


def test_the_wrong_template(plates: Path, say: Say) -> None:
    """A plate that was asked for and isn't there."""
    given = ("read", f"{plates}/of-24/{FRONT}", "--template", "seedcard")
    assert_refused(say(*given), 1, TWENTY_FOUR)


@pytest.mark.parametrize("name", ["empty.svg", "blank.dxf", "pipe.svg", "folder", "text", "gone"])
def test_a_file_that_is_none(name: str, say: Say) -> None:
    """Each is called by its number: its name was typed and may be anything."""
    Path("empty.svg").touch()
    Path("blank.dxf").write_text(" \n \n", encoding="utf-8")
    os.mkfifo("pipe.svg")
    Path("folder").mkdir()
    Path("text").write_text(TWELVE, encoding="utf-8")
    message = assert_refused(say("read", name), 1, TWELVE)
    assert message.startswith("file 1 ")
    assert "read -" not in message


def damaged(data: bytes, dice: random.Random) -> dict[str, bytes]:
    """A file spoiled in every way that a disk, a mail program or a person may spoil it."""
    spots = [dice.randrange(len(data)) for _ in range(8)]
    flipped = bytearray(data)
    for spot in spots:
        flipped[spot] ^= 1 << dice.randrange(8)
    return {
        **{f"cut at {part} of 8": data[: len(data) * part // 8] for part in range(1, 8)},
        "cut by one line": data.rstrip().rpartition(b"\n")[0],
        "without its beginning": data[len(data) // 3 :],
        "zeros in the middle": data[: len(data) // 2] + bytes(5000) + data[len(data) // 2 :],
        "noise at the end": data[: len(data) // 2] + dice.randbytes(len(data) // 2),
        "twice": data + data,
        "as UTF-16": data.decode().encode("utf-16"),
        "flipped bits": bytes(flipped),
        "noise": dice.randbytes(2000),
    }


@pytest.mark.parametrize("ending", [".svg", "_mm.dxf"])
def test_a_damaged_file(ending: str, plates: Path, say: Say) -> None:
    """It is refused in one line, or reads as just what it was; other words never come out."""
    data = Path(plates, "of-24", f"tinyseed.SECRET.front{ending}").read_bytes()
    back = f"{plates}/of-24/tinyseed.SECRET.back{ending}"
    for seed in range(2):
        for how, spoiled in damaged(data, random.Random(seed)).items():  # noqa: S311  # no secret
            file = Path(f"spoiled{ending}")
            file.write_bytes(spoiled)
            ran = say("read", str(file), back, "--reveal")
            if ran.code == 0:
                assert TWENTY_FOUR in ran.out, how
            else:
                assert_refused(ran, 1, TWENTY_FOUR)


@pytest.mark.parametrize("name", ["plate.svg", "plate.dxf", "plate.step", "plate.stp"])
@pytest.mark.parametrize(
    "data",
    [
        b"ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n#1=",
        b"ISO-10303-21;",
        b"<svg/>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>",
        b"0\nSECTION\n",
        b"0\nEOF\n",
        b"999\nabandon\n",
        TWELVE.encode(),
        b"\x00\xff\xfe" * 300,
    ],
    ids=range(10),
)
def test_a_file_that_only_looks_like_one(name: str, data: bytes, say: Say) -> None:
    """Renamed, hollow or hostile: one line, whatever its name promises."""
    Path(name).write_bytes(data)
    assert_refused(say("read", name), 1, TWELVE)


def test_a_renamed_file_is_what_it_holds(plates: Path, say: Say) -> None:
    """The content tells the format, not the name."""
    Path("a.dxf").write_bytes(Path(plates, "blank/seedcard.blank.svg").read_bytes())
    Path("b").write_bytes(Path(plates, "blank/seedcard.blank_mm.dxf").read_bytes())
    ran = say("read", "a.dxf", "b")
    assert (ran.code, ran.err) == (0, "")


# ----------------------------------------------------------------------------------------- streams


@pytest.mark.parametrize("given", [("templates",), ("show", "tinyseed", "--json"), ("--help",)])
def test_a_report_that_nobody_reads(given: tuple[str, ...], here: Path) -> None:
    """A closed pipe is one line and exit code 1, and no traceback on the way out."""
    end, start = os.pipe()
    os.close(end)
    done = subprocess.run(
        command(*given), cwd=here, stdout=start, stderr=subprocess.PIPE, check=False
    )
    os.close(start)
    ran = Ran(done.returncode, "", done.stderr.decode())
    assert assert_refused(ran, 1) == "the report can't be printed: broken pipe"


@pytest.mark.parametrize(("where", "why"), [("/dev/full", "no space left on device")])
def test_files_are_kept_where_only_the_report_is_lost(where: str, why: str, here: Path) -> None:
    """The plate was made and verified, so the message says so."""
    with Path(where).open("wb") as full:
        done = subprocess.run(
            command(*MAKE), cwd=here, stdout=full, stderr=subprocess.PIPE, check=False
        )
    ran = Ran(done.returncode, "", done.stderr.decode())
    message = assert_refused(ran, 1, TWELVE)
    assert message == f"the files are written, but the report can't be printed: {why}"
    assert [path.name for path in Path("output").iterdir()] == [PRODUCT]


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_standard_streams_that_are_closed(closed: tuple[int, ...], here: Path) -> None:
    """The files are whole, and no stream's number became a file's."""
    closing = "; ".join(f"exec {number}>&-" for number in closed)
    script = f'{closing}; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command(*MAKE)], cwd=here, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert [path.name for path in Path("output").iterdir()] == [PRODUCT]
    assert Path("output", PRODUCT).read_bytes().startswith(b"<?xml")


def test_no_error_goes_to_stdout_when_stderr_is_closed(here: Path) -> None:
    """The exit code still tells."""
    script = 'exec 2>&-; exec "$@"'
    arguments = ["sh", "-c", script, "sh", *command("make", "zzz")]
    done = subprocess.run(arguments, cwd=here, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")


def test_a_terminal_of_another_encoding(here: Path) -> None:
    """What can't be shown is shown as a code, and nothing fails."""
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        command("templates"), cwd=here, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"12\\u201324 words" in done.stdout
    assert " × ".encode("latin-1") in done.stdout
