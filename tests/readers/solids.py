"""What a solid shows at its two faces, in the frame of the front, whatever draws it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Any

from generator.geometry import Arc, Path
from generator.layout import Dot
from generator.pockets import Plate, Pocket, plates, turned
from tests.readers import seen
from tests.readers.files import layouts_of
from tests.readers.seen import Seen, Shape, sides

_SAME = 1e-5
"""Millimetres."""


@cache
def made(name: str) -> tuple[Plate, ...]:
    """The pieces of metal that a plate's layouts mean."""
    return plates(layouts_of(name))


def compared(name: str, answer: Any) -> tuple[float, list[str]]:
    """How far an answer is from the layouts of a plate, and what is wrong with the body itself."""
    pieces = made(name)
    front = [pocket for piece in pieces for pocket in (*piece.front, *piece.through)]
    back = [
        pocket
        for piece in pieces
        for pocket in (*(turned(each, piece.width) for each in piece.back), *piece.through)
    ]
    worst = abs(answer["height"] - pieces[0].thickness)
    for face, pockets in (("front", front), ("back", back)):
        worst = max(worst, seen.worst(_mouths(pieces, pockets), _shown(answer["faces"][face])))
    faults = [] if answer["closed"] else ["it is not closed"]
    if answer["bodies"] != len(pieces):
        faults.append(f"{answer['bodies']} bodies")
    return worst, faults


def _shown(face: Any) -> Seen:
    circles = tuple((role, tuple(numbers)) for role, *numbers in face["circles"])
    boxes = tuple((role, tuple(numbers)) for role, *numbers in face["boxes"])
    return Seen(circles, boxes) if circles or boxes else Seen((), ((None, (math.inf,) * 4),))


def _mouths(pieces: Iterable[Plate], pockets: Iterable[Pocket]) -> Seen:
    """Edges, mouths of pockets and holes, and islands."""
    circles: list[Shape] = []
    boxes: list[Shape] = []
    loops = [piece.outline for piece in pieces]
    for pocket in pockets:
        if isinstance(pocket, Dot):
            circles.append((None, (pocket.centre.x, pocket.centre.y, pocket.diameter)))
        else:
            loops += (pocket.outline, *pocket.holes)
    for loop in loops:
        box = loop.box()
        if _is_circle(loop):
            circles.append((None, (box.centre.x, box.centre.y, box.width)))
        else:
            boxes.append((None, sides(box)))
    return Seen(tuple(circles), tuple(boxes))


def _is_circle(loop: Path) -> bool:
    """Whether a contour is a whole circle, of any number of arcs."""
    box = loop.box()
    return abs(box.width - box.height) < _SAME and all(
        isinstance(step, Arc) and abs(2 * step.radius - box.width) < _SAME for step in loop.segments
    )
