"""What a solid shows at its two faces, in the frame of the front, whatever draws it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from generator.geometry import Rect
from generator.layout import Dot
from generator.pockets import Plate, Pocket, cone_height, plates, turned
from tests.readers import seen
from tests.readers.files import layouts_of
from tests.readers.seen import Seen, Shape, sides


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


def drillings(name: str, answer: Any) -> float:
    """How far the holes that a CAM program would drill are from the round ones of a plate."""
    wanted: list[Shape] = []
    for piece in made(name):
        behind = [turned(each, piece.width) for each in piece.back]
        for side, pockets in (("above", (*piece.front, *piece.through)), ("below", behind)):
            wanted += (_drilling(dot, side) for dot in pockets if isinstance(dot, Dot))
    found = [Shape(side, tuple(numbers)) for side, *numbers in answer["drilled"]]
    if not wanted or not found:
        return math.inf if wanted or found else 0.0
    return seen.worst(Seen(tuple(wanted), ()), Seen(tuple(found), ()))


def _drilling(dot: Dot, side: str) -> Shape:
    """A cone has no flat floor that says from where it is drilled, and passes for a hole."""
    assert cone_height(dot) < dot.cut.depth, "a cone alone has no wall that a drill could follow"
    side = "above" if dot.cut.point_deg < 180 else side
    return Shape(side, (dot.centre.x, dot.centre.y, dot.diameter))


def _shown(face: Any) -> Seen:
    rings = (Rect(x, y, x, y).grown(across / 2) for _, x, y, across in face["circles"])
    return _both([*rings, *(Rect(*numbers) for _, *numbers in face["boxes"])])


def _mouths(pieces: Iterable[Plate], pockets: Iterable[Pocket]) -> Seen:
    """Edges, mouths of pockets and holes, and islands."""
    boxes = [piece.outline.box() for piece in pieces]
    for pocket in pockets:
        boxes.append(pocket.box())
        boxes += (hole.box() for hole in getattr(pocket, "holes", ()))
    return _both(boxes)


def _both(boxes: Sequence[Rect]) -> Seen:
    """Each contour by its sides, and by its centre and width: what is nearly round, is as wide."""
    if not boxes:
        return Seen((), (Shape(None, (math.inf,) * 4),))
    middles = ((box.centre.x, box.centre.y, box.width) for box in boxes)
    circles = tuple(Shape(None, numbers) for numbers in middles)
    return Seen(circles, tuple(Shape(None, sides(box)) for box in boxes))
