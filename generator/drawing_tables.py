"""The frame of a drawing, with its title block, notes and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.formats.paper import Item, Shape, Words, segment
from generator.formats.pdf_canvas import text_width
from generator.geometry import Path, Point, Rect, Size, circle, polygon
from generator.layout import CUT_THROUGH, Area, Dot, Layout, Mark, Role, Stroke

WIDE = 87.0
"""Millimetres that a table takes."""

ROW = 4.2
TEXT = 2.6
_CAPTION = 1.9
_VALUE = 3.2
_LEAST = 1.6
"""Millimetres of the smallest text that a value is shrunk to."""

_HOLE_COLUMNS = (("No.", 11.0), ("x", 21.0), ("y", 21.0), ("Ø", 16.0), ("depth", 18.0))
_MARK_COLUMNS = (("Side", 12.0), ("Marks", 27.0), ("Size", 19.0), ("Depth", 17.0), ("Count", 12.0))

_TITLES = {
    Role.GUIDE: "guides",
    Role.LEGEND: "legend",
    Role.FIDUCIAL: "fiducials",
    Role.MARK: "marks",
}


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands in the title block; ISO 7200. Date and names are left for a hand."""

    title: str
    number: str
    material: str
    thickness: str
    finish: str
    quantity: str
    scale: str
    sheet: str


def figure(value: float) -> str:
    """A number in whole micrometres without needless zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def frame(size: Size) -> Rect:
    """The border of a sheet; ISO 5457."""
    return Rect(20, 10, size.width - 10, size.height - 10)


def border(size: Size) -> Iterator[Item]:
    """The line around everything."""
    yield Shape((_box(frame(size)),), width=0.7)


def title_block(size: Size, titles: Titles) -> Iterator[Item]:
    """The lower right corner, 180 wide and 36 high."""
    border = frame(size)
    left, bottom = border.right - 180, border.bottom
    rows = (
        (
            ("Title", titles.title, 95.0),
            ("Drawing number", titles.number, 45.0),
            ("Revision", "", 20.0),
            ("Sheet", titles.sheet, 20.0),
        ),
        (
            ("Material", titles.material, 60.0),
            ("Thickness", titles.thickness, 20.0),
            ("Finish", titles.finish, 80.0),
            ("Units", "mm", 20.0),
        ),
        (
            ("Quantity", titles.quantity, 20.0),
            ("Scale", titles.scale, 20.0),
            ("General tolerances", "ISO 2768-m", 32.0),
            ("First-angle projection", "", 28.0),
            ("Date", "", 20.0),
            ("Drawn", "", 30.0),
            ("Approved", "", 30.0),
        ),
    )
    for index, row in enumerate(rows):
        x, y = left, bottom + 24 - 12 * index
        for caption, value, wide in row:
            yield Shape((_box(Rect(x, y, x + wide, y + 12)),), width=0.25)
            yield Words(caption, Point(x + 1, y + 9.4), _CAPTION)
            yield from _value(value, Point(x + 1.5, y + 3), wide - 3)
            x += wide
    yield from _symbol(Point(left + 20 + 20 + 32 + 14, bottom + 4.6))
    yield Shape((_box(Rect(left, bottom, border.right, bottom + 36)),), width=0.7)


def _value(text: str, at: Point, wide: float) -> Iterator[Words]:
    """A value as large as it fits on one line, or on two."""
    if not text:
        return
    needed = text_width(text, _VALUE)
    size = min(_VALUE, _VALUE * wide / needed)
    if size >= 2.2:
        yield Words(text, at, size)
        return
    for row, part in enumerate(reversed(wrapped(text, 2.2, wide)[:2])):
        least = min(2.2, 2.2 * wide / text_width(part, 2.2))
        yield Words(part, Point(at.x, at.y - 1.6 + row * 2.9), max(least, _LEAST))


def wrapped(text: str, size: float, wide: float) -> list[str]:
    """The text in lines of a width, broken at blanks."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _symbol(centre: Point) -> Iterator[Item]:
    """The sign of first-angle projection: a cone, and right of it the view from its thin end."""
    x, y = centre.x, centre.y
    thin, thick = 1.3, 2.6
    left = x - 8
    cone = (
        Point(left, y - thin),
        Point(left + 5.2, y - thick),
        Point(left + 5.2, y + thick),
        Point(left, y + thin),
    )
    middle = Point(x + 4.5, y)
    yield Shape((polygon(cone),), width=0.35)
    yield Shape((circle(middle, thick),), width=0.35)
    yield Shape((circle(middle, thin),), width=0.35)
    for one, other in (
        (Point(left - 1, y), Point(left + 6.2, y)),
        (Point(middle.x - thick - 1, y), Point(middle.x + thick + 1, y)),
        (Point(middle.x, y - thick - 1), Point(middle.x, y + thick + 1)),
    ):
        yield Shape((segment(one, other),), width=0.13)


def notes(texts: Iterable[str], room: Rect) -> Iterator[Words]:
    """Sentences from the top of a box downwards."""
    y = room.top
    for text in texts:
        for row, line in enumerate(wrapped(text, TEXT, room.width - 3)):
            y -= 3.5
            if row == 0:
                yield Words("•", Point(room.left, y), TEXT)
            yield Words(line, Point(room.left + 3, y), TEXT)
        y -= 0.6


def hole_rows(layout: Layout) -> Sequence[tuple[str, ...]]:
    """A row for each hole, its place measured from the datum."""
    holes = (mark for mark in layout.of(Role.HOLE) if isinstance(mark, Dot))
    return [
        (
            str(number),
            figure(hole.centre.x),
            figure(hole.centre.y),
            figure(hole.diameter),
            "through",
        )
        for number, hole in enumerate(holes, start=1)
    ]


def mark_rows(layouts: Iterable[Layout]) -> list[tuple[str, ...]]:
    """A row for each kind of marks that are to be made on each side."""
    rows: list[tuple[str, ...]] = []
    for layout in layouts:
        counts = Counter(
            (_kind(mark), _size(mark), _depth(mark))
            for mark in layout.marks
            if mark.role not in CUT_THROUGH
        )
        rows += [(layout.side, *each, str(count)) for each, count in sorted(counts.items())]
    return rows


def _kind(mark: Mark) -> str:
    shape = {Dot: "dots", Stroke: "strokes", Area: "areas"}[type(mark)]
    return f"{_TITLES[mark.role]}, {shape}"


def _size(mark: Mark) -> str:
    match mark:
        case Dot():
            return f"Ø{figure(mark.diameter)}"
        case Stroke():
            return f"width {figure(mark.width)}"
        case Area():
            box = mark.box()
            return f"{figure(box.width)} × {figure(box.height)}"


def _depth(mark: Mark) -> str:
    if not mark.cut.depth:
        return "surface"
    point = "" if mark.cut.point_deg == 180 else f", {figure(mark.cut.point_deg)}°"
    return figure(mark.cut.depth) + point


def table(
    heading: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]], at: Point
) -> Iterator[Item]:
    """A table from its upper left corner downwards."""
    y = at.y - ROW
    yield Words(heading, Point(at.x + 0.5, y + 1.2), 3.0, bold=True)
    right = at.x + sum(wide for _, wide in columns)
    for index, row in enumerate(([name for name, _ in columns], *rows)):
        y -= ROW
        x = at.x
        for text, (_, wide) in zip(row, columns, strict=True):
            size = min(TEXT, TEXT * (wide - 1.6) / max(text_width(text, TEXT), 0.1))
            yield Words(text, Point(x + 0.8, y + 1.2), size, bold=index == 0)
            x += wide
        line = 0.35 if index == 0 else 0.13
        yield Shape((segment(Point(at.x, y), Point(right, y)),), width=line)


def holes(rows: Sequence[Sequence[str]], at: Point) -> Iterator[Item]:
    """The table of holes, or of some of them."""
    yield from table("Holes, seen on the front", _HOLE_COLUMNS, rows, at)


def marks(rows: Sequence[Sequence[str]], at: Point) -> Iterator[Item]:
    """The table of what is to be marked."""
    yield from table("Marks to make", _MARK_COLUMNS, rows, at)


def _box(box: Rect) -> Path:
    return polygon(
        (
            Point(box.left, box.bottom),
            Point(box.right, box.bottom),
            Point(box.right, box.top),
            Point(box.left, box.top),
        )
    )
