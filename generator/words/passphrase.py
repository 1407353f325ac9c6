"""Lines of text: the passphrase of a BIP-39 phrase, and free text.

Both are printable ASCII. A passphrase with other characters opens another wallet wherever a
program leaves out the normalisation (NFKD) of BIP-39 or a keyboard composes an accent in the
other way, and neither can be told from the letters on a plate.
"""

from __future__ import annotations

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.payload import KeyText

LONGEST_PASSPHRASE = 100
"""Characters; hardware wallets take 50 to 100."""

BLANK, SHOWN_BLANK = " ", "␣"

_FIRST, _LAST = BLANK, "~"


def parse_passphrase(text: Secret[str]) -> Secret[KeyText]:
    """What was typed without the one line end behind it; blanks at either end are kept.

    A byte order mark is refused, since it can't be seen; that of a file is no part of its text.
    Raises SecretError.
    """
    line = _line(text, "a passphrase")
    if len(line) > LONGEST_PASSPHRASE:
        raise SecretError(
            f"{len(line)} characters; a passphrase has {LONGEST_PASSPHRASE} at most, "
            "for many wallets take no more"
        )
    return Secret(KeyText("passphrase", line))


def parse_text(text: Secret[str]) -> Secret[KeyText]:
    """One line of text without blanks at its ends. Raises SecretError."""
    return Secret(KeyText("text", _line(Secret(text.reveal().strip()), "a text")))


def blanks(line: Secret[KeyText]) -> str:
    """What to say of blanks that nobody sees: at an end, or two in a row; empty if there are none.

    As in `ends with a blank`.
    """
    text = line.reveal().text
    ends = [
        verb
        for verb, is_so in (
            ("begins", text.startswith(BLANK)),
            ("ends", text.endswith(BLANK)),
        )
        if is_so
    ]
    said = [f"{' and '.join(ends)} with a blank"] if ends else []
    if BLANK * 2 in text.strip(BLANK):
        said.append("has two blanks in a row")
    return " and ".join(said)


def shown(line: Secret[KeyText]) -> Secret[str]:
    """The line as people see it: every blank as ␣ where some could not be seen, as on the metal."""
    text = line.reveal().text
    return Secret(text.replace(BLANK, SHOWN_BLANK) if blanks(line) else text)


def _line(text: Secret[str], title: str) -> str:
    """One line of printable ASCII without its end. Raises SecretError, which names positions."""
    line = text.reveal().removesuffix("\n").removesuffix("\r")
    if not line:
        raise SecretError(f"the input is empty; {title} has one character or more")
    for number, character in enumerate(line, 1):
        if character in "\r\n":
            raise SecretError(f"{title} has one line, and this one ends at character {number}")
        if not _FIRST <= character <= _LAST:
            raise SecretError(
                f"character {number} can't be in {title}, which is plain ASCII: "
                "a to z, A to Z, digits, blanks and the signs of a US keyboard"
            )
    return line
