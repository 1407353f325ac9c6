"""Plates of published phrases, seen with damage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from generator.check_rows import code
from generator.encodings import DERIVED, ENCODINGS
from generator.encodings.cells import Script
from generator.grid import DOT
from generator.observed import Observed, Readings, certain
from generator.recover.checksums import bits, holds
from generator.recover.engine import Rules
from generator.recover.rows import Row, rows_of
from generator.recover.typed import Notation
from generator.secret import Secret
from generator.words.bip39 import parse
from generator.words.kinds import list_size
from generator.words.payload import Phrase

PHRASE_24 = (
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday "
    "candy pony ranch winter theme error hybrid van cereal salon goddess expire"
)
"""SeedQR's first test vector."""

ENGLISH = Script()


@cache
def phrase(text: str = PHRASE_24) -> Phrase:
    """A phrase of published vectors."""
    return parse(Secret(text), "english").phrase.reveal()


def seen(value: Phrase, encoding: str = "bits-11", rows: int = 4) -> dict[str, Observed]:
    """An undamaged plate with so many check rows."""
    names = [encoding]
    if rows:
        names += [f"{encoding}-check-{rows}"]
        names += [f"{encoding}-parity"] if encoding.startswith("bits") else []
    return {
        name: certain((DERIVED[name] if name in DERIVED else ENCODINGS[name]).encode(Secret(value)))
        for name in names
    }


def rules(value: Phrase, rows: int = 4) -> Rules:
    """What holds for all plates of such a phrase."""
    words = len(value.indices)
    return Rules(
        code(value.kind, rows) if rows else None,
        words,
        list_size(value.kind),
        holds(value.kind),
        bits(value.kind, words),
    )


def rows_seen(
    plate: Mapping[str, Observed], value: Phrase, encoding: str = "bits-11", rows: int = 4
) -> tuple[Row, ...]:
    """What its rows may mean."""
    return rows_of(plate, encoding, ENGLISH, (len(value.indices), rows))


def changed(
    plate: Mapping[str, Observed], places: Iterable[tuple[str, int, int]]
) -> dict[str, Observed]:
    """The plate with some cells flipped, given by encoding, row and column."""
    return _replaced(plate, dict.fromkeys(places, _other))


def unsure(
    plate: Mapping[str, Observed], places: Iterable[tuple[str, int, int]]
) -> dict[str, Observed]:
    """The plate with some cells of which nothing can be told."""
    return _replaced(plate, {place: lambda _: None for place in places})


def _replaced(
    plate: Mapping[str, Observed],
    places: Mapping[tuple[str, int, int], Callable[[Readings], Readings]],
) -> dict[str, Observed]:
    cells = {name: [list(row) for row in grid.rows] for name, grid in plate.items()}
    for (name, row, column), become in places.items():
        cells[name][row][column] = become(cells[name][row][column])
    return {name: Observed(tuple(map(tuple, rows))) for name, rows in cells.items()}


def _other(cell: Readings) -> Readings:
    assert cell is not None
    return frozenset({None if DOT in cell else DOT})


def dots(plate: Mapping[str, Observed]) -> list[tuple[str, int, int]]:
    """Where all cells of a plate are."""
    return [
        (name, row, column)
        for name, grid in plate.items()
        for row, cells in enumerate(grid.rows)
        for column in range(len(cells))
    ]


def lines(value: Phrase, how: Notation, checks: int) -> list[str]:
    """A whole plate, row by row as dots."""
    grids = [ENCODINGS[how.encoding].encode(Secret(value))]
    beside = DERIVED[f"{how.encoding}-parity"].encode(Secret(value)).rows
    found = [
        "".join("#" if cell else "." for cell in (*row, *more))
        for row, more in zip(grids[0].rows, beside, strict=True)
    ]
    if checks:
        below = DERIVED[f"{how.encoding}-check-{checks}"].encode(Secret(value)).rows
        return found + ["".join("#" if cell else "." for cell in row) for row in below]
    return [line[: how.dots] for line in found]
