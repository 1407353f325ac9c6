from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.passphrase import (
    LONGEST_PASSPHRASE,
    blanks,
    parse_passphrase,
    parse_text,
    shown,
)

PRINTABLE = string.ascii_letters + string.digits + string.punctuation + " "
ASCII = "a to z, A to Z, digits, blanks and the signs of a US keyboard"


def passphrase(text: str) -> str:
    """The canonical text."""
    found = parse_passphrase(Secret(text)).reveal()
    assert found.kind == "passphrase"
    return found.text


def free(text: str) -> str:
    """The canonical text."""
    found = parse_text(Secret(text)).reveal()
    assert found.kind == "text"
    return found.text


def refusals(text: str) -> tuple[str, str]:
    """The messages about a text that neither takes."""
    with pytest.raises(SecretError) as first:
        parse_passphrase(Secret(text))
    with pytest.raises(SecretError) as second:
        parse_text(Secret(text))
    return str(first.value), str(second.value)


@given(st.text(PRINTABLE, min_size=1, max_size=LONGEST_PASSPHRASE))
def test_a_passphrase_is_what_was_typed(text: str) -> None:
    """With its blanks at either end, and without the one line end of a prompt or a file."""
    assert passphrase(text) == text
    assert passphrase(text + "\n") == text
    assert passphrase(text + "\r\n") == text


@given(st.text(PRINTABLE, min_size=1).filter(str.strip))
def test_a_text_has_no_blanks_at_its_ends(text: str) -> None:
    """They can't be seen on a plate and mean nothing there."""
    assert free(f" {text} \n") == text.strip()


def test_blanks_alone() -> None:
    """They are a passphrase, if somebody means it, and no text."""
    assert passphrase("  ") == "  "
    with pytest.raises(SecretError, match="^the input is empty; a text has one character or more$"):
        parse_text(Secret("  "))


def test_nothing() -> None:
    """An empty passphrase is none."""
    for text in ("", "\n", "\r\n"):
        assert refusals(text) == (
            "the input is empty; a passphrase has one character or more",
            "the input is empty; a text has one character or more",
        )


def test_the_longest_passphrase() -> None:
    """One character more is refused; a text may be as long as a plate holds."""
    assert passphrase("x" * 100)
    assert free("x" * 1000)
    with pytest.raises(SecretError) as caught:
        parse_passphrase(Secret("x" * 101))
    assert str(caught.value) == (
        "101 characters; a passphrase has 100 at most, for many wallets take no more"
    )


@pytest.mark.parametrize("line_end", ["\n", "\r"])
def test_several_lines(line_end: str) -> None:
    """A second line is named, be it empty or not."""
    for text in (f"abc{line_end}def", f"abc{line_end}{line_end}def"):
        assert refusals(text) == (
            "a passphrase has one line, and this one ends at character 4",
            "a text has one line, and this one ends at character 4",
        )
    assert refusals(f"abc{line_end}d\n")[0].endswith("ends at character 4")


@given(st.characters(exclude_characters=PRINTABLE + "\r\n").filter(str.strip))
def test_other_characters_are_named_by_position(character: str) -> None:
    """Accents, other scripts, control characters and byte order marks: all but printable ASCII."""
    assert refusals(f"abc{character}d") == (
        f"character 4 can't be in a passphrase, which is plain ASCII: {ASCII}",
        f"character 4 can't be in a text, which is plain ASCII: {ASCII}",
    )


@given(st.text("ab ", min_size=1, max_size=8).filter(str.strip))
def test_a_blank_is_told_just_where_it_could_not_be_seen(text: str) -> None:
    """At an end or next to another; then all of them are shown, else nothing is changed."""
    line = parse_passphrase(Secret(text))
    unseen = text != " ".join(text.split())
    assert bool(blanks(line)) == unseen
    assert shown(line).reveal() == (text.replace(" ", "\N{OPEN BOX}") if unseen else text)
