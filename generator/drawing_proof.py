"""Proof that a drawing shows the plate, by what is in its file.

Every item is where it was meant to be, and the edges, holes and figures are those of the plate.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from generator import drawing_views as views
from generator.drawing_tables import figure
from generator.drawing_views import View
from generator.errors import ReadError, VerifyError
from generator.formats.paper import Item, Page, Shape, Words, quartered
from generator.formats.pdf_look import look
from generator.geometry import Arc, Path
from generator.layout import Dot, Role

EXACT = 0.02
"""Millimetres of metal that the drawing may be off."""

_PAPER = 0.01
"""The same of paper, for what is not of metal."""


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
    for role, wide in ((Role.OUTLINE, views.EDGE), (Role.HOLE, views.HOLE)):
        drawn = [s.loops[0] for s in shapes if abs(s.width - wide) < 1e-4]
        _check_contours(drawn, role, faces)
    front = faces[0]
    _check_holes(front, texts)
    if not {scale, figure(front.layout.thickness)} <= {each.text for each in texts}:
        raise VerifyError("the drawing does not tell its scale or its thickness")


def _check_items(pages: Sequence[Page], meant: Sequence[Page]) -> None:
    """Demand each shape and each word, in their order, and nothing else."""
    for page, other in zip_longest(pages, meant):
        if page is None or other is None or len(page.items) != len(other.items):
            raise VerifyError("the drawing shows more or less than it should")
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
            return there and turned and seen.text == meant.text
        case _:
            return False


def _check_contours(drawn: Sequence[Path], role: Role, faces: Sequence[View]) -> None:
    """Each edge or hole of the plate is drawn where it is."""
    for view in faces:
        for mark in view.layout.of(role):
            (expected,) = view.loops(mark)
            if not any(_same(loop, expected, EXACT * min(view.scale, 1)) for loop in drawn):
                raise VerifyError(f"the drawing shows a {role.value} elsewhere than it is")


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
    lines: dict[float, list[Words]] = {}
    for each in texts:
        lines.setdefault(round(each.at.y, 2), []).append(each)
    rows = [" ".join(w.text for w in sorted(row, key=lambda w: w.at.x)) for row in lines.values()]
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
