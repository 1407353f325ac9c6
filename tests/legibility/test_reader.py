"""Whether the letters are legible to a reader that nobody here made or taught.

Tesseract 5.5.4 with the English of `tessdata_fast` 1.0.0, of the 2,048 words, reads right:

    strokes  words-85, 2.6 mm with a tool of 0.3, at 300 dpi          2048  100.0 %
             letters-24, 3.0 mm with a tool of 0.4, at 300 dpi        2040   99.6 %
             whole words of 0.5 mm with a tool of 0.1, at 1200 dpi    2048  100.0 %
             prefixes of 0.5 mm with a tool of 0.1, at 1200 dpi       2042   99.7 %
             whole words in small letters, 2.6 mm, at 300 dpi         2044   99.8 %
             numbers 0001 to 2048 in the cells of letters-24          2048  100.0 %
    dots     whole words of 1.61 mm at 600 dpi, seen twice as wide    2026   98.9 %
             prefixes of 1.61 mm at 600 dpi, seen twice as wide       1937   94.6 %
             whole words of 1.61 mm at 600 dpi, dots apart             169    8.3 %
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.glyphs import DOT_FILL, DOT_ROWS
from generator.rules import LEAST_CAP_HEIGHT, LEAST_DOT, MOST_STROKE
from generator.words.bip39 import wordlist
from tests.legibility.reader import Hands, hands_of, read

WORDS = tuple(word.upper() for word in wordlist("english"))
PREFIXES = tuple(word[:4] for word in WORDS)
SMALL = tuple(word.lower() for word in WORDS)
NUMBERS = tuple(f"{number:04}" for number in range(1, 2049))

WHOLE = hands_of("words-85", 300)
CELLS = hands_of("letters-24", 300)
"""The two plates of letters, in front of a scanner of 300 dots per inch."""

THICKEST = LEAST_CAP_HEIGHT * MOST_STROKE
"""The widest tool that the smallest letters may be cut with, in millimetres."""

LEAST_DOTTED = round(LEAST_DOT / DOT_FILL * (DOT_ROWS - 1 + DOT_FILL), 3)
"""The smallest cap height in millimetres that letters in dots may have."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Words, how they are written, and what share of them has to be read."""

    words: Sequence[str]
    hands: Hands
    least: float


STROKES = {
    "words-85": Setting(WORDS, WHOLE, 0.99),
    "letters-24": Setting(PREFIXES, CELLS, 0.99),
    "smallest words": Setting(WORDS, WHOLE.at(LEAST_CAP_HEIGHT, THICKEST, 1200), 0.99),
    "smallest prefixes": Setting(PREFIXES, CELLS.at(LEAST_CAP_HEIGHT, THICKEST, 1200), 0.99),
    "small letters": Setting(
        SMALL, replace(WHOLE, row=5.0, letters="abcdefghijklmnopqrstuvwxyz"), 0.99
    ),
    "numbers": Setting(NUMBERS, replace(CELLS, letters="0123456789"), 0.99),
}
"""Letters in strokes."""

DOTS = {
    "smallest words": Setting(
        WORDS, replace(WHOLE.at(LEAST_DOTTED, 0.1, 600), style="dots", spread=2.0), 0.98
    ),
    "smallest prefixes": Setting(
        PREFIXES, replace(CELLS.at(LEAST_DOTTED, 0.1, 600), style="dots", spread=2.0), 0.9
    ),
}
"""Letters in dots, which this reader takes for letters only where the dots run together."""

MINIATURE = 32
"""Of so many words, one stands for the rest in the everyday tests."""


def share(setting: Setting, folder: Path) -> float:
    """The part of the words that are read right, none of their letters wrong, more or fewer."""
    answers = list(read(setting.words, setting.hands, folder))
    right = sum(one == other for one, other in zip(setting.words, answers, strict=True))
    return right / len(setting.words)


@pytest.mark.prove
@pytest.mark.parametrize("name", STROKES)
def test_all_words_in_strokes_are_read(name: str, tmp_path: Path) -> None:
    """At least 99 of a hundred of all words, on both plates and at the smallest height."""
    setting = STROKES[name]
    assert share(setting, tmp_path) >= setting.least


@pytest.mark.prove
@pytest.mark.parametrize("name", DOTS)
def test_most_words_in_dots_are_read(name: str, tmp_path: Path) -> None:
    """At the smallest height, seen out of focus, dots are letters too."""
    setting = DOTS[name]
    assert share(setting, tmp_path) >= setting.least


@pytest.mark.parametrize("name", ["words-85", "letters-24", "smallest words", "numbers"])
def test_some_words_in_strokes_are_read(name: str, tmp_path: Path) -> None:
    """Of every thirty-second word, all but one at most."""
    whole = STROKES[name]
    sample = replace(whole, words=whole.words[::MINIATURE])
    assert share(sample, tmp_path) >= 1 - 1 / len(sample.words)


@pytest.mark.parametrize(
    "blunt",
    [
        replace(WHOLE, width=WHOLE.cap_height * 0.5),
        replace(WHOLE, style="dots"),
    ],
)
def test_what_can_not_be_read_is_not_read(blunt: Hands, tmp_path: Path) -> None:
    """Counters that are closed, or dots that stand apart, and the share falls."""
    assert share(Setting(WORDS[::MINIATURE], blunt, 0), tmp_path) < 0.5


def test_the_reader_reads_what_is_drawn_and_not_what_it_expects(tmp_path: Path) -> None:
    """Letters that are no word are read as they stand, so no dictionary stands in for glyphs."""
    strings = ["QXZVK", "WQJXB", "ZZQFH", "KVXWJ"]
    assert list(read(strings, WHOLE, tmp_path)) == strings
