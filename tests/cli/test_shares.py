"""Several shares at once, typed or on plates."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.running import PHRASE, TWELVE, Ran, Say, assert_refused, names, tokens, tool, write
from tests.cli.test_asking import terminal
from tests.encodings.phrases import vectors
from tests.words.test_share_set import CASH, FORGED, GROUPS, NAME, THIRD, forged_word_share

TWO_OF_THREE = next(
    case["shares"] for case in vectors("slip39")["cases"] if case["description"].startswith("23.")
)
"""Published: two shares of a set of SLIP-39 that needs two, 33 words each."""

SHORT = next(
    case["shares"] for case in vectors("slip39")["cases"] if case["description"].startswith("43.")
)
"""The same with 20 words each."""


def shares(say: Say, given: Sequence[str], *options: str) -> Ran:
    """One run with shares in a file, of whose secret parts nothing may be said."""
    write("\n".join(given) + "\n")
    ran = say("shares", "--input", PHRASE, *options)
    assert_says_nothing(ran, given)
    return ran


def assert_says_nothing(ran: Ran, given: Sequence[str]) -> None:
    """No word of a share, and no run of characters out of what a codex32 text hides."""
    said = ran.out + ran.err
    for text in given:
        if text[:3].upper() == "MS1":
            hidden = text[9:].upper()
            runs = {hidden[at : at + 4] for at in range(len(hidden) - 3)}
            assert not any(each in said.upper() for each in runs)
        else:
            assert not set(text.casefold().split()) - ENGLISH & tokens(said)


ENGLISH = {"need", "give", "same", "one"}
"""Words of the verdicts, in case a list has them."""


def refused(ran: Ran, code: int = 1) -> str:
    """The one line on stderr; the table of what was read may stand on stdout."""
    return assert_refused(Ran(ran.code, "", ran.err), code)
