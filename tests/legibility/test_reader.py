"""Are the letters legible to a reader that nobody here made or taught?

Tesseract 5 with its English of `tessdata_fast` read, of the 2,048 words, in the settings below:
FACTS
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.rules import LEAST_CAP_HEIGHT, LEAST_DOT, MOST_STROKE
from generator.words.bip39 import words_of_language
from tests.legibility.reader import Hands, hands_of, read
