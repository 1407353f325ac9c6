"""The public line of a plate: whose it is, in items without blanks between them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from generator.errors import SecretError

SEPARATOR = "·"
"""Between two items; no item can hold it."""

MOST_NAME = 24
"""Characters of a set's name."""

_PATH = re.compile(r"m(/(0|[1-9][0-9]{0,9})['hH]?)*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARE = re.compile(r"(0|[1-9][0-9]?|[AC-HJ-NP-RT-Z])/([1-9][0-9]?)", re.IGNORECASE)
"""The number, or one of the letters that codex32 has for an index: all but S, B, I and O."""
_HIGHEST_STEP = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Marking:
    """Items that were asked for; an empty one was not."""

    fingerprint: str = ""
    """With the letters that say whether a passphrase is in it."""
    path: str = ""
    set_name: str = ""
    share: str = ""
    date: str = ""

    @property
    def line(self) -> str:
        """All of it as it is engraved."""
        items = (self.fingerprint, self.path, self.set_name, self.share, self.date)
        return SEPARATOR.join(item for item in items if item)


def fingerprint_item(fingerprint: str, *, passphrase: bool) -> str:
    """A master fingerprint, told whether it belongs to the phrase alone or with a passphrase."""
    return f"{'FP+PASSPHRASE' if passphrase else 'FP'}:{fingerprint}"


def path_item(text: str) -> str:
    """A derivation path, hardened steps with an apostrophe. Raises SecretError."""
    if not _PATH.fullmatch(text):
        raise SecretError("a derivation path is like m/84'/0'/0'")
    steps = [int(step.rstrip("'hH")) for step in text.split("/")[1:]]
    if any(step > _HIGHEST_STEP for step in steps):
        raise SecretError(f"a step of a derivation path is at most {_HIGHEST_STEP}")
    return text.replace("h", "'").replace("H", "'")


def name_item(text: str) -> str:
    """The name of a set of plates: printable ASCII. Raises SecretError."""
    if not text.strip() or text != text.strip() or not (text.isascii() and text.isprintable()):
        raise SecretError(
            "a set's name is printable ASCII and neither begins nor ends with a blank"
        )
    if len(text) > MOST_NAME:
        raise SecretError(f"a set's name of {len(text)} characters; at most {MOST_NAME}")
    return text


def share_item(text: str) -> str:
    """The number of a share and of how many, `2/3`, or `A/3` by its index. Raises SecretError."""
    found = _SHARE.fullmatch(text)
    if found is None:
        raise SecretError("a share is like 2/3: its number, and how many there are")
    if found[1].isdigit() and not 1 <= int(found[1]) <= int(found[2]):
        count = int(found[2])
        raise SecretError("the only share is number 1" if count == 1 else f"number 1 to {count}")
    return text.upper()


def date_item(text: str) -> str:
    """A day, `2026-01-31`. Raises SecretError."""
    with suppress(ValueError):
        if _DATE.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    raise SecretError("a date is like 2026-01-31: year, month and day")
