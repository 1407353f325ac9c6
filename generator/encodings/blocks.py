"""Word after word: a grid cut into one block a word, and joined from such blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.errors import SecretError
from generator.grid import DOT, Grid


def stacked(blocks: Sequence[Grid]) -> Grid:
    """The blocks below one another."""
    return Grid(tuple(row for block in blocks for row in block.rows))


def abreast(blocks: Sequence[Grid]) -> Grid:
    """The blocks beside one another, all of one height."""
    lines = zip(*(block.rows for block in blocks), strict=True)
    return Grid(tuple(tuple(cell for row in line for cell in row) for line in lines))


def rows_of(grid: Grid, width: int) -> tuple[Grid, ...]:
    """Undoes `stacked` for blocks of one row and `width` columns."""
    _check_rectangle(grid)
    if grid.rows and grid.width != width:
        raise SecretError(f"the grid has {grid.width} columns, but this encoding has {width}")
    return tuple(Grid((row,)) for row in grid.rows)


def columns_of(grid: Grid, height: int, width: int) -> tuple[Grid, ...]:
    """Undoes `abreast` for blocks of `height` rows and `width` columns."""
    _check_rectangle(grid)
    if grid.height != height or grid.width % width:
        raise SecretError(
            f"the grid has {grid.height} rows and {grid.width} columns, "
            f"but this encoding has {height} rows and {width} columns a word"
        )
    return tuple(
        Grid(tuple(row[start : start + width] for row in grid.rows))
        for start in range(0, grid.width, width)
    )


def used(blocks: Sequence[Grid], word_count: int | None) -> tuple[Grid, ...]:
    """The blocks of words: empty ones at the end are room that a shorter phrase left.

    Raises SecretError on an empty one in between, and when there are not `word_count` of them.
    """
    full = [number for number, block in enumerate(blocks, 1) if not block.empty]
    if not full:
        raise SecretError("no word is marked")
    count = full[-1]
    if word_count is not None and count > word_count:
        raise SecretError(f"something is marked at word {count}, after the last of {word_count}")
    for number in range(1, (word_count or count) + 1):
        if number not in full:
            raise SecretError(f"word {number} is not marked")
    return tuple(blocks[:count])


def check_symbols(block: Grid, number: int, known: Callable[[str], bool]) -> None:
    """Raises SecretError when a cell of word `number` holds something that is not `known`."""
    if any(cell is not None and not known(cell) for row in block.rows for cell in row):
        raise SecretError(f"word {number} holds a symbol that is not of this encoding")


def is_dot(cell: str) -> bool:
    """Whether a symbol is a plain mark."""
    return cell == DOT


def column_marks(block: Grid) -> tuple[tuple[int, ...], ...]:
    """For each column the 0-based rows that are marked, top first."""
    return tuple(
        tuple(index for index, cell in enumerate(block.column(column)) if cell is not None)
        for column in range(block.width)
    )


def from_column_marks(columns: Sequence[int | None], height: int) -> Grid:
    """The block with one mark in each column, `None` for a column without; see `column_marks`."""
    return Grid(tuple(tuple(DOT if at == row else None for at in columns) for row in range(height)))


def _check_rectangle(grid: Grid) -> None:
    if any(len(row) != grid.width for row in grid.rows):
        raise SecretError("the rows of the grid are not equally long")
