"""Check rows as marks: check values written in the scheme of the words above them.

`SCHEME-check-4` are four rows, or blocks, that stand for words of the same list. On plates of dots
they have one column more, as has each word in `SCHEME-parity`: a mark where the marks of the row
are odd in number, so that with it every row has an even number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.check_rows import COUNTS, check_bytes, check_values
from generator.encodings.line import line_of
from generator.encodings.scheme import LINES, Derived, Encoding
from generator.grid import DOT, Cell, Grid
from generator.secret import Secret
from generator.words.lists import numbered
from generator.words.payload import KeyText, Phrase


def schemes(base: Encoding, rows: Sequence[int], *, parity: bool) -> Iterator[Derived]:
    """The check rows that the words of a scheme may have, by their numbers of rows."""
    for count in rows:
        yield Derived(
            f"{base.name}-check-{count}",
            f"block of {count} check rows",
            partial(encode, base, count, parity=parity),
            tuple(kind for kind in base.kinds if count in COUNTS.get(kind, ())),
        )
    if parity:
        yield Derived(
            f"{base.name}-parity",
            "parity column",
            partial(encode_parity, base),
            base.kinds,
            partial(doubts, base),
        )


def encode(base: Encoding, rows: int, secret: Secret[Phrase], *, parity: bool) -> Grid:
    """The check values as words in the scheme `base`; with `parity` one column more."""
    phrase = secret.reveal()
    words = Phrase(phrase.language, check_values(phrase, rows), phrase.kind)
    grid = base.encode(Secret(words))
    if not parity:
        return grid
    return Grid(tuple((*row, odd(row)) for row in grid.rows))


def of_lines(rows: Sequence[int]) -> Iterator[Derived]:
    """The check bytes of a line of text, in hexadecimal."""
    for count in rows:
        yield Derived(
            f"text-check-{count}",
            "line of check bytes",
            partial(encode_bytes, count),
            tuple(kind for kind in LINES if count in COUNTS.get(kind, ())),
        )


def encode_bytes(count: int, secret: Secret[KeyText]) -> Grid:
    """One row, two digits for each check byte."""
    return line_of(check_bytes(secret.reveal(), count).hex().upper())


def encode_parity(base: Encoding, secret: Secret[Phrase]) -> Grid:
    """A column: for each row of the scheme `base` a mark where its marks are odd in number."""
    return parity_of(base.encode(secret))


def parity_of(grid: Grid) -> Grid:
    """A column with a mark beside each row whose marks are odd in number."""
    return Grid(tuple((odd(row),) for row in grid.rows))


def doubts(base: Encoding, grids: Mapping[str, Grid]) -> str:
    """Which words have a row with an odd number of marks."""
    beside = zip(parity_of(grids[base.name]).rows, grids[f"{base.name}-parity"].rows, strict=False)
    wrong = [
        number for number, ((due,), (seen,)) in enumerate(beside, 1) if bool(due) != bool(seen)
    ]
    if not wrong:
        return ""
    words = numbered(wrong).rpartition(" ")[0]
    return f"{words} {'has' if len(wrong) == 1 else 'have'} an odd number of marks"


def odd(row: Sequence[Cell]) -> Cell:
    """A mark if those of the row are odd in number."""
    return DOT if sum(cell is not None for cell in row) % 2 else None
