"""Are the letters legible to a reader that nobody here made or taught?

Tesseract 5 with its English of `tessdata_fast` read, of the 2,048 words, in the settings below:
FACTS
"""

from __future__ import annotations
