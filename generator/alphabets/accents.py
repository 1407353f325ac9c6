"""The accented letters of Spanish, French, Italian, Portuguese and Czech, in strokes.

Each is a letter of `generator.alphabets.stroke` and a mark of this file, in the notation of that
one; which letter and which mark is Unicode's own canonical decomposition. The x of a mark counts
from the middle of its letter. Its y counts from just about the letter's top, and that of a cedilla
from the baseline. Marks stay clear of their letter under a tool of 0.16 of the cap height; they
reach up to 16.8, and down to -3.5.
"""

from __future__ import annotations

from typing import Final

CAPITALS: Final = "ÁÀÂÄÃÇČĎÉÈÊËĚÍÌÎÏÑŇÓÒÔÖÕŘŠŤÚÙÛÜŮÝŸŽ"
SMALL: Final = "áàâäãçčďéèêëěíìîïñňóòôöõřšťúùûüůýÿž"

CAPITAL_TOP: Final = 12.0
SMALL_TOP: Final = 8.8
"""Where marks above begin to count; small letters have the room, and 6 is no ó."""

ABOVE: Final[dict[str, str]] = {
    "\N{COMBINING ACUTE ACCENT}": "-0.8,2.2 2,4.8",
    "\N{COMBINING GRAVE ACCENT}": "-2,4.8 0.8,2.2",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "-2.2,2.2 0,4.8 2.2,2.2",
    "\N{COMBINING CARON}": "-2.2,4.8 0,2.2 2.2,4.8",
    "\N{COMBINING DIAERESIS}": "-1.8,2.6 -1.8,3.8 | 1.8,2.6 1.8,3.8",
    "\N{COMBINING RING ABOVE}": "0,4.8 <-1.4,3.4 <0,2 <1.4,3.4 <0,4.8",
    "\N{COMBINING TILDE}": "-2.4,2.2 >-0.9,3.7 0.9,3 <2.4,4.5",
}
"""Marks on top of a letter."""

CEDILLA: Final = "\N{COMBINING CEDILLA}", "0,0 0,-1.5 >-2,-3.5"
"""The one mark below, from the baseline up."""

BESIDE: Final[dict[str, str]] = {"ď": "2.8,12.4 2.1,10", "ť": "2,12.4 1.2,10"}
"""Carons of letters with an ascender: x from the letter's right edge, y from the baseline."""

MIDDLES: Final[dict[str, float]] = {"C": 4, "c": 3.5, "i": 2.2}
"""Where a mark stands on letters whose middle it is not."""

DOTLESS: Final[dict[str, str]] = {"i": "0,8 2.2,8 2.2,0"}
"""Letters that lose their own dot to a mark."""
