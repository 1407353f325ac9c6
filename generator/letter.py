"""A letter to whoever inherits a plate: one page on how to read it by hand, without this program.

It is made of the template and what was chosen about it, and no secret is near: what it shows as an
example is a word of a published test vector.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.choice import sign
from generator.encodings.cells import weights
from generator.errors import TemplateError, VerifyError
from generator.formats import pdf_canvas
from generator.formats.paper import BLACK, Item, Page, Shape, Words
from generator.formats.pdf_look import look
from generator.geometry import Point, Size, circle
from generator.grid import DOT, Grid
from generator.lookup import Lookup, lookup
from generator.template import CHECK, Template
from generator.words.kinds import KINDS
from generator.words.lists import listed

ENDING = ".letter.pdf"

A4 = Size(210.0, 297.0)
LETTER = Size(215.9, 279.4)
PAPERS = {"A4": A4, "letter": LETTER}
"""Upright, in millimetres."""

EXAMPLE = "legal"
"""The first word of BIP-39's second test vector."""

_LISTS = {
    "bip39": "BIP-39 (github.com/bitcoin/bips, file bip-0039/english.txt)",
    "slip39": "SLIP-39 (github.com/satoshilabs/slips, file slip-0039/wordlist.txt)",
    "electrum": "BIP-39, English (github.com/bitcoin/bips, file bip-0039/english.txt)",
    "monero": "Monero, English (github.com/monero-project/monero, src/mnemonics/english.h)",
}

_SIDES, _TOP, _BOTTOM = 22.0, 24.0, 18.0
_SIZES = (4.2, 4.0, 3.8, 3.6, 3.4, 3.2)
"""Millimetres of the text, tried from the largest; 3.2 is a little more than 9 points."""

_LEAD = 1.38
_MARK, _NONE, _PITCH = 1.9, 0.5, 2.6


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with paragraphs below it."""

    heading: str
    paragraphs: tuple[str, ...]


def letter(made: Template, language: str | None, paper: str = "A4") -> bytes:
    """The PDF for a plate that was made for one choice, read back to what it is to say.

    Raises `VerifyError` where it does not read back, `OutputError` without what writes PDF.
    """
    page = _page(made, language, PAPERS[paper])
    data = pdf_canvas.write((page,))
    pages = look(data)
    said = [[item.text for item in each.items if isinstance(item, Words)] for each in pages]
    if said != [[item.text for item in page.items if isinstance(item, Words)]]:
        raise VerifyError("the letter did not read back; nothing was written")
    return data


def _page(made: Template, language: str | None, size: Size) -> Page:
    """The page in the largest type in which all of it fits."""
    table = _table(made, language)
    parts = list(parts_of(made, table))
    for text in _SIZES:
        items, bottom = _set(made, parts, table, (size, text))
        if bottom >= _BOTTOM:
            return Page(size, tuple(items))
    raise TemplateError(f"{made.name} needs more explanation than one page holds")


def parts_of(made: Template, table: Lookup | None) -> Iterator[Part]:
    """What the letter says, from what it is to who reads it."""
    choice = made.choice
    kind = KINDS[choice.kind if choice else made.kinds[0]]
    words = choice.words if choice else 0
    count = f"{words} words of {kind.one}" if words else kind.one
    power = (
        "one of several parts of the key of somebody's wallet. As a rule it takes more of them to "
        "get at the money, so look for the others; whoever has enough of them has it"
        if kind.one.endswith("share")
        else "the key of somebody's wallet. Whoever knows it has the money"
    )
    what = (
        f"This piece of metal holds {count}: {power}. Show it to nobody, take "
        "no photograph of it, and type it into no web page. Enter it only into a "
        "wallet that you trust, best one without a network."
    )
    yield Part("What it is", (what,))
    yield Part("Which way up", (_way_up(made),))
    yield Part("How to read it", tuple(_reading(made, table)))
    if table is not None:
        yield Part("The list of words", tuple(_list_of(table)))
    checks = tuple(_checks(made))
    if checks:
        yield Part("The rows C1, C2 …" if table is not None else "The line CHECK", checks)
    yield Part("If a mark can't be read", tuple(_damage(made, table)))
    readers = listed(made.readers, "and")
    yield Part("Who reads it", (f"{readers[0].upper()}{readers[1:]}.",))


def _way_up(made: Template) -> str:
    sides = len(made.sides)
    two = (
        " Both sides belong together: first the front, then the back, turned like a page."
        if sides > 1
        else ""
    )
    rows = (
        " If they are gone, look for the rows: word 1 is the first, and the last rows are empty "
        "where there are fewer words."
    )
    known = made.choice is not None and made.choice.words
    return (
        f"Hold it so that the engraved numbers and letters stand upright.{rows if known else ''}"
        f"{two}"
    )


def _reading(made: Template, table: Lookup | None) -> Iterator[str]:
    if table is not None:
        yield " ".join(table.heading[1:])
        return
    names = made.encodings
    if any(name.startswith(("seedqr", "compact")) for name in names):
        compact = any(name.startswith("compact") for name in names)
        yield (
            "The square is a QR code. "
            + (
                "It holds the bits of the words' numbers (CompactSeedQR)."
                if compact
                else "It holds digits (Standard SeedQR): each four are the number of a word, "
                "counted from 0 (0000 is abandon, 2047 is zoo)."
            )
            + " A wallet with a camera reads it; a telephone must not."
        )
    else:
        yield (
            "Read the characters line by line; gaps between groups mean nothing, and a "
            "flat open box is a blank. The QR code on the back, if there is one, holds the same."
        )


def _list_of(table: Lookup) -> Iterator[str]:
    first, last = table.entries[0], table.entries[-1]
    some = ", ".join(f"{entry.number} {entry.word}" for entry in table.entries[:3])
    numbered = table.heading and "Numbers count" in " ".join(table.heading)
    check = f"It begins with {some} and ends with {last.number} {last.word}." if numbered else ""
    if not numbered:
        check = f"It begins with {first.word} and ends with {last.word}."
    kind = table.script.kind
    others = (
        " BIP-39 has lists in nine more languages, whose words have the same numbers: try those if "
        "the words make no sense to a wallet."
    )
    yield (
        f"The words are those of {_LISTS.get(kind, sign(kind))}, {len(table.entries):,} of them. "
        f"{check} Many wallets have the list too.{others if kind == 'bip39' and numbered else ''}"
    )


def _checks(made: Template) -> Iterator[str]:
    rows = made.choice.check_rows if made.choice else 0
    name = next((each for each in made.encodings if CHECK in each), "")
    if not rows or not name:
        return
    if name.startswith("text"):
        yield (
            f"The line CHECK holds {rows} bytes, as hexadecimal digits, for each 255 characters: "
            "a Reed-Solomon code over GF(256), polynomial 0x11D, first root 1, over the ASCII "
            f"codes of the characters. It brings back {rows} characters that can't be read."
        )
        return
    field = "GF(1024), polynomial 0x409" if rows == 6 else "GF(2048), polynomial 0x805"
    yield (
        f"They are no words of the phrase: leave them out when you type it. They bring back {rows} "
        f"rows that can't be read, or {rows // 2} that are wrong. For whoever computes it: the "
        "places of the words in their list, counted from 0, and then C1 and the following are a "
        f"word of a Reed-Solomon code over {field}, generator 2, first root 1 (2 to the 0); "
        "word 1 is the coefficient of the highest power."
    )
    if any(each.endswith("-parity") for each in made.encodings):
        yield (
            "The last column makes the number of marks of every row even. A row with an odd "
            "number has a wrong mark, or lacks one."
        )
    if name.startswith("bits-11"):
        yield "Every column, counted over all rows, has an even number of marks too."


def _damage(made: Template, table: Lookup | None) -> Iterator[str]:
    if table is None:
        yield (
            "Clean it with soap and water, and light it from the side. A QR code "
            "bears some damage, and what stands in letters too can be compared with it. The "
            f"program metalstamp knows this plate; it is called {made.name} there."
        )
        return
    yield (
        "Clean it with soap and water, and light it from the side. Write down what you see, row "
        "by row, with a question mark for each mark that may be there or not. The program "
        f"metalstamp finds the words from that (metalstamp recover {made.name}); it is free, and "
        "works without a network. One missing word can also be found by trying all words of the "
        "list: most wallets refuse the wrong ones, since the last word carries a check."
    )


def _table(made: Template, language: str | None) -> Lookup | None:
    """How single words are read, if there are any."""
    kind = made.choice.kind if made.choice else None
    try:
        return lookup(made, kind, language)
    except TemplateError:
        return None


def _set(
    made: Template, parts: Sequence[Part], table: Lookup | None, how: tuple[Size, float]
) -> tuple[list[Item], float]:
    """All items, and how far down they reach."""
    size, text = how
    room = size.width - 2 * _SIDES
    y = size.height - _TOP
    items: list[Item] = [
        Words("How to read this plate", Point(_SIDES, y), 7.0, bold=True),
        Words(f"{made.title}, {_measures(made)}", Point(_SIDES, y - 7.5), text),
    ]
    y -= 12.0
    for part in parts:
        y -= text * 2.1
        items.append(Words(part.heading, Point(_SIDES, y), text * 1.12, bold=True))
        for paragraph in part.paragraphs:
            for line in _wrapped(paragraph, text, room):
                y -= text * _LEAD
                items.append(Words(line, Point(_SIDES, y), text))
            y -= text * 0.35
        if table is not None and part.heading == "How to read it":
            drawn, y = _example(table, y, text)
            items += drawn
    return items, y


def _sum(table: Lookup, cells: Grid) -> str:
    """The weights of an example's marks, where these add up."""
    summed = weights(table.encoding, table.script)
    if summed is None:
        return ""
    added = [
        str(weight)
        for row, line in zip(cells.rows, summed.cells, strict=True)
        for cell, weight in zip(row, line, strict=True)
        if cell and weight
    ]
    return f" = {' + '.join(added)}"


def _measures(made: Template) -> str:
    size, plate = made.size, made.plate
    return f"{size.width:g} × {size.height:g} × {plate.thickness:g} mm"


def _wrapped(paragraph: str, size: float, room: float) -> Iterator[str]:
    """Lines that fit, broken between words."""
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if line and pdf_canvas.text_width(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    yield line


def _example(table: Lookup, y: float, text: float) -> tuple[list[Item], float]:
    """A word as it looks on the plate; large dots are marks, small ones are none."""
    entry = next((each for each in table.entries if each.word == EXAMPLE), table.entries[100])
    y -= text * 1.7
    number = f"number {entry.number}, " if "count from" in " ".join(table.heading) else ""
    shown = f"For example, {number}{entry.word}{_sum(table, entry.cells)}:"
    items: list[Item] = [Words(shown, Point(_SIDES, y), text)]
    left = _SIDES + pdf_canvas.text_width(shown, text) + 5.0
    cells = entry.cells
    letters = {cell for row in cells.rows for cell in row if cell and cell != DOT}
    spelled_width = 0.0
    if letters or not table.drawn:
        spelled = entry.letters or "".join(cell or "" for row in cells.rows for cell in row)
        items.append(Words(spelled, Point(left, y), text, bold=True))
        spelled_width = pdf_canvas.text_width(spelled, text, bold=True)
    if letters:
        return items, y
    pitch = min(_PITCH, 40.0 / cells.height)
    top, left = y + text * 0.35, left + max(22.0, spelled_width + 5.0)
    if table.drawn:
        top, left, y = top - text * _LEAD, _SIDES + 8.0, y - text * _LEAD
    for row, line in enumerate(cells.rows):
        for column, cell in enumerate(line):
            middle = Point(left + column * pitch, top - row * pitch)
            across = pitch * (_MARK if cell else _NONE) / _PITCH
            ring = circle(middle.rounded(), round(across / 2, 3))
            items.append(Shape((ring,), stroke=None, fill=BLACK))
    return items, y - (cells.height - 1) * pitch - text * 0.5
