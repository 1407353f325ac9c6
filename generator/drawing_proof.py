"""Proof that a drawing shows the plate, by what is in its file.

Every item is where it was meant to be; every mark of the plate is drawn once, to scale, and nothing
else in its place; dimensions and tables have the figures of the layouts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import zip_longest
from types import MappingProxyType

from generator import drawing_views as views
from generator.drawing_tables import figure
from generator.drawing_views import View
from generator.errors import ReadError, VerifyError
from generator.formats.paper import Item, Page, Shape, Words, quartered
from generator.formats.pdf_look import look
from generator.geometry import Arc, Path, Point, Rect
from generator.layout import CUT_THROUGH, Area, Cut, Dot, Mark, Role, Stroke

EXACT = 0.02
"""Millimetres of metal that the drawing may be off."""

_PAPER = 0.01
"""The same of paper, for what is not of metal."""

_MARK_ROW = re.compile(r"(front|back) [a-z]+, (dots|strokes|areas) (.+)")
_SHAPES: Mapping[type, str] = MappingProxyType({Dot: "dots", Stroke: "strokes", Area: "areas"})


def measure(data: bytes, meant: Sequence[Page], faces: Sequence[View], scale: str) -> None:
    """Refuse a drawing unless its lines and figures, read back, are those of the plate.

    `meant` are its pages, `faces` the views of its sides on the first of them. Raises
    `VerifyError`.
    """
    try:
        pages = look(data)
    except ReadError as error:
        raise VerifyError(f"the drawing did not read back: {error}") from None
    _check_items(pages, meant)
    shapes = [item for item in pages[0].items if isinstance(item, Shape)]
    texts = [item for page in pages for item in page.items if isinstance(item, Words)]
    for view in faces:
        _check_marks(shapes, view)
    _check_holes(faces[0], texts)
    first = [item for item in pages[0].items if isinstance(item, Words)]
    _check_dimensions(faces[0], first)
    _check_mark_rows(faces, first)
    if scale not in {each.text for each in texts}:
        raise VerifyError("the drawing does not tell its scale")


def _check_items(pages: Sequence[Page], meant: Sequence[Page]) -> None:
    """Demand each shape and each word, in their order, and nothing else."""
    for page, other in zip_longest(pages, meant):
        if page is None or other is None or len(page.items) != len(other.items):
            raise VerifyError("the drawing shows more or less than it should")
        sizes = page.size.width - other.size.width, page.size.height - other.size.height
        if max(map(abs, sizes)) > _PAPER:
            raise VerifyError("the drawing has another size than it should")
        if not all(map(_alike, page.items, other.items)):
            raise VerifyError("the drawing shows something else than it should")


def _alike(seen: Item, meant: Item) -> bool:
    match seen, meant:
        case Shape(), Shape():
            looks = (seen.stroke, seen.fill) == (meant.stroke, meant.fill)
            loops = len(seen.loops) == len(meant.loops) and all(
                _same(one, quartered(two), _PAPER)
                for one, two in zip(seen.loops, meant.loops, strict=True)
            )
            return looks and loops and abs(seen.width - meant.width) < 1e-3
        case Words(), Words():
            there = meant.anchor != "left" or seen.at.distance(meant.at) < _PAPER
            turned = seen.turn_deg == meant.turn_deg
            sized = abs(seen.size - meant.size) < _PAPER
            return there and turned and sized and seen.text == meant.text
        case _:
            return False


def _check_marks(shapes: Sequence[Shape], view: View) -> None:
    """Each mark of a side is drawn where it is, and nothing else on the plate."""
    slack = EXACT * min(view.scale, 1)
    near: dict[tuple[int, int], list[Shape]] = {}
    for shape in shapes:
        near.setdefault(_square(shape.loops[0].start), []).append(shape)
    for mark in view.layout.marks:
        expected = view.loops(mark)
        x, y = _square(expected[0].start)
        around = [near.get((x + dx, y + dy), []) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        found = next(
            (
                (lot, shape)
                for lot in around
                for shape in lot
                if _looks(shape, mark, view.scale)
                and len(shape.loops) == len(expected)
                and all(map(partial(_same, slack=slack), shape.loops, map(quartered, expected)))
            ),
            None,
        )
        if found is None:
            raise VerifyError(f"the drawing shows a {mark.role.value} elsewhere than it is")
        lot, shape = found
        lot.remove(shape)
    box = view.box
    inner = Rect(box.left + 1, box.bottom + 1, box.right - 1, box.top - 1)
    # The line that tells the radius begins in the middle of a corner, inside the box of the plate.
    corners = [
        step.middle(start)
        for mark in view.layout.of(Role.OUTLINE)
        for loop in view.loops(mark)
        for start, step in loop.steps()
        if isinstance(step, Arc)
    ]
    left = (
        at
        for lot in near.values()
        for each in lot
        if all((at := each.loops[0].start).distance(corner) > slack for corner in corners)
    )
    if any(inner.left < at.x < inner.right and inner.bottom < at.y < inner.top for at in left):
        raise VerifyError("the drawing shows something on the plate that is not there")


def _square(at: Point) -> tuple[int, int]:
    """The square millimetre of paper in which a point is."""
    return round(at.x), round(at.y)


def _looks(shape: Shape, mark: Mark, scale: float) -> bool:
    """Whether a shape has the line or the filling of such a mark."""
    match mark:
        case Area() if mark.role not in CUT_THROUGH:
            return shape.fill is not None
        case Stroke():
            width = mark.width * scale
        case _:
            width = {Role.OUTLINE: views.EDGE, Role.HOLE: views.HOLE}.get(mark.role, views.THIN)
    return shape.fill is None and abs(shape.width - width) < 1e-3


def _check_dimensions(front: View, texts: Sequence[Words]) -> None:
    """Width, height and thickness stand at their lines, and the radius of the corners."""
    edge, box = front.layout.of(Role.OUTLINE), front.box
    whole = Rect.around(mark.box() for mark in edge)
    disc = len(edge) == 1 and _is_round(edge[0])
    width = f"{'Ø' if disc else ''}{figure(whole.width)}"
    below = {width, figure(front.layout.thickness)}
    line = box.bottom - views.AWAY
    if {w.text for w in texts if not w.turn_deg and line < w.at.y < line + 2} != below:
        raise VerifyError("the drawing has another width or thickness than the plate")
    if {w.text for w in texts if w.turn_deg} != (set() if disc else {figure(whole.height)}):
        raise VerifyError("the drawing has another height than the plate")
    told = {w.text for w in texts if w.text.endswith(" (4×)")}
    radii = {figure(radius) for radius in _radii(edge[0])} if len(edge) == 1 and not disc else ()
    if told != {f"R{radius} (4×)" for radius in radii}:
        raise VerifyError("the drawing has another radius of the corners than the plate")


def _is_round(mark: Mark) -> bool:
    return not isinstance(mark, Area) or all(isinstance(s, Arc) for s in mark.outline.segments)


def _radii(mark: Mark) -> set[float]:
    steps = mark.outline.segments if isinstance(mark, Area) else ()
    return {step.radius for step in steps if isinstance(step, Arc)}


def _check_mark_rows(faces: Sequence[View], texts: Sequence[Words]) -> None:
    """The table of marks has a row for each size and depth of each shape on a side, no other."""
    rows = [found.groups() for row in _rows(texts) if (found := _MARK_ROW.search(row)) is not None]
    counts = Counter(
        (view.layout.side, mark.role, type(mark), _size(mark), mark.cut)
        for view in faces
        for mark in view.layout.marks
        if mark.role not in CUT_THROUGH
    )
    expected = [
        (side, _SHAPES[kind], f"{size} {_depth(cut)} {count}")
        for (side, _, kind, size, cut), count in counts.items()
    ]
    if sorted(rows) != sorted(expected):
        raise VerifyError("the table of the drawing has other marks than the plate")


def _size(mark: Mark) -> str:
    match mark:
        case Dot():
            return f"Ø{figure(mark.diameter)}"
        case Stroke():
            return f"width {figure(mark.width)}"
        case Area():
            return f"{figure(mark.box().width)} × {figure(mark.box().height)}"


def _depth(cut: Cut) -> str:
    point = f", {cut.point_deg:g}°" if cut.point_deg != 180 else ""
    return f"{cut.depth:g}{point}" if cut.depth else "surface"


def _rows(texts: Sequence[Words]) -> list[str]:
    """The words of each line of a page, from left to right."""
    lines: dict[float, list[Words]] = {}
    for each in texts:
        lines.setdefault(round(each.at.y, 2), []).append(each)
    return [" ".join(w.text for w in sorted(row, key=lambda w: w.at.x)) for row in lines.values()]


def _same(seen: Path, expected: Path, slack: float) -> bool:
    """Whether two paths run through the same points, arcs with the same bulge."""
    if len(seen.segments) != len(expected.segments) or seen.closed != expected.closed:
        return False
    for (start, one), (other, two) in zip(seen.steps(), expected.steps(), strict=True):
        if start.distance(other) > slack or type(one) is not type(two):
            return False
        if (
            isinstance(one, Arc)
            and isinstance(two, Arc)
            and one.middle(start).distance(two.middle(other)) > slack
        ):
            return False
    return True


def _check_holes(front: View, texts: Sequence[Words]) -> None:
    """Each hole has its number in the view, and a row of the table with its figures."""
    rows = _rows(texts)
    holes = [mark for mark in front.layout.of(Role.HOLE) if isinstance(mark, Dot)]
    for number, hole in enumerate(holes, start=1):
        x, y = hole.centre.x, hole.centre.y
        told = f"{number} {x:g} {y:g} {hole.diameter:g} through"
        if not any(told in row for row in rows):
            raise VerifyError(f"the table of the drawing has other figures for hole {number}")
        centre = front.at(hole.centre)
        near = hole.diameter / 2 * front.scale + 12
        if not any(w.text == str(number) and w.at.distance(centre) < near for w in texts):
            raise VerifyError(f"hole {number} has no number in the drawing")
