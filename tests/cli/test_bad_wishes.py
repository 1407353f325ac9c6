"""Command lines and templates that are wrong: one line, and nothing is made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import (
    PHRASE,
    ROOT,
    TWELVE,
    Say,
    assert_refused,
    listing,
    write,
)

USAGE = {
    "unknown command": (("mke",), "no such command; did you mean make?; see metalstamp --help"),
    "unknown option": (("make", "tinyseed", "--forc"), "no such option; did you mean --f"),
    "unknown option of the tool": (("--zzz",), "no such option; see metalstamp --help"),
    "no template": (("make",), "TEMPLATE is missing; see metalstamp make --help"),
    "unknown template": (("make", "tinyed"), "did you mean tinyseed?; see metalstamp make --help"),
    "unknown template to show": (("show", "zzz"), "TEMPLATE must be a plate that"),
    "unknown template for shops": (("shops", "zzz"), "TEMPLATE must be a plate that"),
    "unknown template for a sheet": (("sheet", "zzz=2"), "TEMPLATE must be a plate that"),
    "unknown template to read": (("read", "--template", "zz", "x"), "--template must be a plate"),
    "unknown format": (("blank", "tinyseed", "--format", "exe"), "--format must be some of svg, "),
    "no format": (("blank", "tinyseed", "--format", ""), "--format must be some of svg, dxf, step"),
    "empty format": (("blank", "tinyseed", "--format", "svg,"), "--format must be some of svg, "),
    "unknown style": (("blank", "tinyseed", "--style", "x"), "--style must be one of stroke, dots"),
    "unknown language": (("make", "tinyseed", "--language", "latin"), "--language must be one of"),
    "odd word count": (
        ("blank", "tinyseed", "--words", "14"),
        "--words must be one of 12, 13, 15",
    ),
    "no number": (("blank", "tinyseed", "--words", "x"), "--words must be one of 12, 13, 15"),
    "no width": (("blank", "binary-grid", "--width", "wide"), "--width must be a number"),
    "no descriptor": (("make", "tinyseed", "--input-fd", "x"), "--input-fd must be the number of"),
    "negative": (("make", "tinyseed", "--input-fd", "-1"), "--input-fd must be the number of"),
    "huge": (("make", "tinyseed", "--input-fd", "9" * 5000), "--input-fd must be the number of"),
    "two sources": (
        ("make", "tinyseed", "--input", PHRASE, "--input-fd", "0"),
        "--input and --input-fd exclude each other; see metalstamp make --help",
    ),
    "a passphrase for nothing": (
        ("make", "words-85", "--with-passphrase", "--input", PHRASE),
        "a passphrase is only for the fingerprint: say --fingerprint too; see metalstamp make",
    ),
    "a passphrase from a file for nothing": (
        ("make", "words-85", "--passphrase-input", PHRASE),
        "a passphrase is only for the fingerprint: say --fingerprint too; see metalstamp make",
    ),
    "two inputs": (
        ("make", "tinyseed", "--input", PHRASE, "--input", "other.txt"),
        "--input is given twice, and only one of them could count; see metalstamp make --help",
    ),
    "two folders": (("blank", "tinyseed", "--out", "a", "--out=a"), "--out is given twice, and"),
    "two kinds": (("make", "dots-33", "--kind", "slip39", "--kind", "bip39"), "--kind is given tw"),
    "two counts": (("blank", "tinyseed", "--words", "12", "--words", "24"), "--words is given tw"),
    "two names": (("table", "tinyseed", "--kind", "slip39", "--kind", "bip39"), "--kind is given "),
    "two fonts": (("read", "x", "--font", "a", "--font", "b"), "--font is given twice, and only"),
    "no value": (("make", "tinyseed", "--input"), "--input needs a value; see metalstamp make"),
    "a value": (("make", "tinyseed", "--json=1"), "--json takes no value; see metalstamp make"),
    "no folder": (("blank", "tinyseed", "--out", ""), "--out must name a folder"),
    "no files": (("read",), "FILE is missing; see metalstamp read --help"),
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


ELSEWHERE = {
    "too many words": (
        ("blank", "seedcard", "--words", "33"),
        "seedcard holds 12, 15, 18, 21 or 24 words; 33 words fit on dots-33",
    ),
    "another kind": (
        ("make", "seedqr", "--kind", "monero"),
        "seedqr holds bip39, no Monero seed; one fits on ",
    ),
    "words of a text": (
        ("make", "text-85", "--kind", "xprv", "--words", "24"),
        "an extended private key has no words, but --words says 24",
    ),
    "no label": (
        ("make", "stackbit", "--date", "2026-01-31", "--input", PHRASE),
        "stackbit has no room for a label; try digits-24, ",
    ),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_wish_that_another_plate_meets(case: str, say: Say) -> None:
    """The reason names plates, and nobody has to look through the list."""
    given, expected = ELSEWHERE[case]
    assert assert_refused(say(*given), 1).startswith(expected)


def test_a_secret_that_another_plate_holds(say: Say) -> None:
    """A phrase for a plate of texts, a share for one without room, a text that is too long."""
    message = assert_refused(say("make", "text-85", "--input", PHRASE), 1, TWELVE)
    assert re.search(r", no BIP-39 phrase; one of 12 words fits on .* and \d+ more$", message)
    for length in (401, 500):
        write("x" * length)
        given = ("make", "text-85", "--kind", "text", "--input", PHRASE)
        assert re.fullmatch(
            rf"the text has {length} characters; \d+ fit on text-85; it fits on .*",
            assert_refused(say(*given), 1),
        )
