"""What solid plates are made of, in numbers: slab, blind pockets, through holes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from generator.errors import RuleError
from generator.geometry import Arc, Line, Path, Point, Rect, Segment, Vec, circle, overlapping
from generator.grooves import inside, milled
from generator.layout import CUT_THROUGH, Area, Cut, Dot, Layout, Role, Stroke

Pocket: TypeAlias = Dot | Area

_SAME = 1e-6
"""Millimetres within which two lengths that were rounded to micrometres are equal."""


@dataclass(frozen=True, slots=True, repr=False)
class Plate:
    """One plate in metal, or one piece of a set.

    `back` is in the back's own frame, the rest in the front's; both are frames of the whole sheet,
    which is `width` wide.
    """

    outline: Path
    thickness: float
    width: float
    front: tuple[Pocket, ...]
    back: tuple[Pocket, ...]
    through: tuple[Pocket, ...]


def plates(layouts: Sequence[Layout]) -> tuple[Plate, ...]:
    """The plate of one or two sides, or each piece of a set; each through hole once.

    Raises `RuleError` where there is no outline, outlines touch, the sides differ in size, a mark
    is on no piece, or a cut can't be: deeper than the plate, a cone higher than its pocket, an
    island that would fall out.
    """
    shown = {layout.side: metal(layout) for layout in layouts}
    if not shown or set(shown) - {"front", "back"} or len(shown) < len(layouts):
        raise RuleError("a solid takes one front, one back, or both")
    thickness = layouts[0].thickness
    edges = {side: _outlines(marks) for side, marks in shown.items()}
    width = _whole(edges[layouts[0].side]).right
    for layout in layouts:
        if abs(layout.thickness - thickness) > _SAME:
            raise RuleError("front and back must be of one size and thickness")
    outlines = edges[layouts[0].side]
    if layouts[0].side == "back":
        outlines = [mirrored(outline, width) for outline in outlines]
    _refuse_other_edges(outlines, [mirrored(edge, width) for edge in edges.get("back", ())])
    blind, through = _sorted_out(shown, width)
    for pocket in (*blind["front"], *blind["back"], *through):
        _refuse_impossible(pocket, thickness)
    front, bores = _by_piece(blind["front"], outlines), _by_piece(through, outlines)
    behind = [mirrored(outline, width) for outline in outlines]
    back = _by_piece(blind["back"], behind)
    return tuple(
        Plate(outline, thickness, width, front[at], back[at], bores[at])
        for at, outline in enumerate(outlines)
    )


def _sorted_out(
    shown: Mapping[str, tuple[Pocket, ...]], width: float
) -> tuple[dict[str, list[Pocket]], tuple[Pocket, ...]]:
    """The blind pockets of each side in its own frame, and the holes in the front's."""
    blind: dict[str, list[Pocket]] = {"front": [], "back": []}
    through: list[Pocket] = []
    for side, marks in shown.items():
        for pocket in marks:
            if pocket.role is Role.HOLE:
                through.append(pocket if side == "front" else turned(pocket, width))
            elif pocket.role is not Role.OUTLINE:
                blind[side].append(pocket)
    return blind, _once(through)


def _by_piece(pockets: Sequence[Pocket], outlines: Sequence[Path]) -> list[tuple[Pocket, ...]]:
    """The pockets within each of the outlines, in order; of a single one all."""
    if len(outlines) == 1:
        return [tuple(pockets)]
    found: list[list[Pocket]] = [[] for _ in outlines]
    boxes = [outline.box() for outline in outlines]
    for pocket in pockets:
        box = pocket.box()
        at = next((at for at, around in enumerate(boxes) if around.contains(box)), None)
        if at is None or not inside(_rim_point(pocket), outlines[at]):
            raise RuleError(f"{_where(pocket)} is on no piece of the set")
        found[at].append(pocket)
    return [tuple(each) for each in found]


def metal(layout: Layout) -> tuple[Pocket, ...]:
    """The marks of a layout as one side of a solid shows them.

    As `grooves.milled`, and what goes right through is a HOLE; outline and holes are cut as deep
    as the plate is thick.
    """
    return tuple(_through(mark, layout.thickness) for mark in milled(layout.marks))


def volume(layouts: Sequence[Layout]) -> float:
    """Cubic millimetres of the plate or of all pieces of a set, from their numbers alone."""
    made = plates(layouts)
    slabs = sum(piece.outline.area() * piece.thickness for piece in made)
    pockets = (p for piece in made for p in (*piece.front, *piece.back, *piece.through))
    return slabs - sum(_taken(pocket) for pocket in pockets)


def standing(pockets: Sequence[Pocket]) -> tuple[tuple[int, int] | None, ...]:
    """What each pocket of one side stands on: the innermost island around it, or the large face.

    An island is told by the index of its pocket and its own among that pocket's holes.
    """
    boxes = [pocket.box() for pocket in pockets]
    islands = [
        (hole.box(), hole, (at, number))
        for at, pocket in enumerate(pockets)
        if isinstance(pocket, Area)
        for number, hole in enumerate(pocket.holes)
    ]
    islands.sort(key=lambda island: island[0].left, reverse=True)
    found: list[tuple[int, int] | None] = [None] * len(pockets)
    open_: list[tuple[Rect, Path, tuple[int, int]]] = []
    for at in sorted(range(len(pockets)), key=lambda at: boxes[at].left):
        box = boxes[at]
        while islands and islands[-1][0].left <= box.left:
            open_.append(islands.pop())
        open_ = [island for island in open_ if island[0].right >= box.left]
        around = [
            (room.width * room.height, key)
            for room, path, key in open_
            if room.contains(box) and key[0] != at and inside(_rim_point(pockets[at]), path)
        ]
        found[at] = min(around)[1] if around else None
    return tuple(found)


def sunk(made: Plate) -> dict[int, int]:
    """Which holes end in the floor of a pocket of the back: hole and pocket by index.

    Of a plate that keeps the rules none, for its pockets are disjoint; of a guide all.
    """
    found: dict[int, int] = {}
    wide = [(at, p, p.box()) for at, p in enumerate(made.back) if isinstance(p, Area)]
    for index, hole in enumerate(made.through):
        seen = turned(hole, made.width)
        for at, pocket, box in wide:
            at_rim = _rim_point(seen)
            within = box.contains(seen.box()) and inside(at_rim, pocket.outline)
            if within and not any(inside(at_rim, island) for island in pocket.holes):
                found[index] = at
    return found


def _rim_point(pocket: Pocket) -> Point:
    return pocket.outline.start if isinstance(pocket, Area) else pocket.centre


def cone_height(dot: Dot) -> float:
    """Millimetres between the rim and the tip of a pocket's floor; 0 where it is flat."""
    if dot.cut.point_deg >= 180:
        return 0.0
    return dot.diameter / 2 / math.tan(math.radians(dot.cut.point_deg) / 2)


def at_origin(pocket: Pocket) -> tuple[Point, Pocket]:
    """Where a pocket stands, and the pocket displaced from there to the datum."""
    match pocket:
        case Dot():
            return pocket.centre, replace(pocket, centre=Point(0.0, 0.0))
        case Area():
            start = pocket.outline.start
            back = Vec(-start.x, -start.y)
            holes = tuple(hole.moved(back) for hole in pocket.holes)
            return start, replace(pocket, outline=pocket.outline.moved(back), holes=holes)
        case _:
            assert_never(pocket)


def alike(pocket: Pocket) -> Pocket:
    """The pocket in whole picometres, so that copies of one shape compare equal.

    To compare only: it moves the centre of half a turn by ten thousand times that.
    """
    match pocket:
        case Dot():
            return pocket
        case Area():
            holes = tuple(_fine(hole) for hole in pocket.holes)
            return replace(pocket, outline=_fine(pocket.outline), holes=holes)
        case _:
            assert_never(pocket)


def _fine(path: Path) -> Path:
    steps: list[Segment] = []
    for segment in path.segments:
        end = Point(round(segment.end.x, 9) + 0.0, round(segment.end.y, 9) + 0.0)
        match segment:
            case Line():
                steps.append(Line(end))
            case Arc():
                steps.append(Arc(end, round(segment.radius, 9), segment.ccw))
            case _:
                assert_never(segment)
    return Path(steps[-1].end, tuple(steps))


def mirrored(path: Path, width: float) -> Path:
    """A closed path seen from the other side of a plate, travelled in the same sense."""
    steps: list[Segment] = []
    for segment in path.segments:
        end = Point(width - segment.end.x, segment.end.y)
        match segment:
            case Line():
                steps.append(Line(end))
            case Arc():
                steps.append(Arc(end, segment.radius, not segment.ccw))
            case _:
                assert_never(segment)
    return Path(Point(width - path.start.x, path.start.y), tuple(steps)).reversed()


def _through(mark: Dot | Area | Stroke, thickness: float) -> Pocket:
    if isinstance(mark, Stroke):
        raise RuleError("a solid shows strokes as areas")
    if mark.role is Role.OUTLINE and isinstance(mark, Dot):
        return Area(mark.role, circle(mark.centre, mark.diameter / 2), (), Cut(thickness))
    if mark.role in CUT_THROUGH:
        return replace(mark, cut=Cut(thickness))
    if abs(mark.cut.depth - thickness) < _SAME:
        return replace(mark, role=Role.HOLE, cut=Cut(thickness))
    return mark


def _outlines(pockets: Iterable[Pocket]) -> list[Path]:
    outlines = [p.outline for p in pockets if p.role is Role.OUTLINE and isinstance(p, Area)]
    if not outlines:
        raise RuleError("a solid needs at least one closed outline, this side has none")
    if overlapping(outline.box() for outline in outlines):
        raise RuleError("the outlines of a set touch; its pieces have to lie apart")
    return outlines


def _whole(outlines: Iterable[Path]) -> Rect:
    return Rect.around(outline.box() for outline in outlines)


def _refuse_other_edges(front: Sequence[Path], back: Sequence[Path]) -> None:
    """Each piece has the same box on both sides; where there is no back, nothing to compare."""
    ones, twos = (sorted(_corners(path.box()) for path in paths) for paths in (front, back))
    near = len(ones) == len(twos) and all(
        abs(a - b) < _SAME
        for one, two in zip(ones, twos, strict=True)
        for a, b in zip(one, two, strict=True)
    )
    if back and not near:
        raise RuleError("front and back must be of one size and thickness")


def _corners(box: Rect) -> tuple[float, ...]:
    """A box in whole micrometres, to be put in order."""
    return tuple(round(at, 3) for at in (box.left, box.bottom, box.right, box.top))


def turned(pocket: Pocket, width: float) -> Pocket:
    """A pocket or hole as it stands seen from the plate's other side."""
    match pocket:
        case Dot():
            return replace(pocket, centre=Point(width - pocket.centre.x, pocket.centre.y))
        case Area():
            holes = tuple(mirrored(hole, width) for hole in pocket.holes)
            return replace(pocket, outline=mirrored(pocket.outline, width), holes=holes)
        case _:
            assert_never(pocket)


def _once(through: Iterable[Pocket]) -> tuple[Pocket, ...]:
    """Through holes that both sides draw, taken once."""
    kept: dict[tuple[float, ...], Pocket] = {}
    for pocket in through:
        box = pocket.box()
        place = (box.left, box.bottom, box.right, box.top)
        kept.setdefault(tuple(round(value, 3) for value in place), pocket)
    return tuple(kept.values())


def _where(pocket: Pocket) -> str:
    at = pocket.box().centre
    return f"the mark at ({at.x:.3f}, {at.y:.3f})"


def _refuse_impossible(pocket: Pocket, thickness: float) -> None:
    where = _where(pocket)
    if pocket.role is Role.HOLE:
        if isinstance(pocket, Area) and pocket.holes:
            raise RuleError(
                f"{where} goes right through, so its islands would fall out; bridge them"
            )
        return
    if pocket.cut.depth >= thickness:
        raise RuleError(
            f"{where} is {pocket.cut.depth:.3f} mm deep;"
            f" a pocket must be less than the plate's {thickness:.3f} mm"
        )
    if isinstance(pocket, Dot):
        height = cone_height(pocket)
        if height > pocket.cut.depth + _SAME:
            raise RuleError(
                f"{where} is {pocket.cut.depth:.3f} mm deep, but its {pocket.cut.point_deg:g}° cone"
                f" alone is {height:.3f} mm high"
            )


def _taken(pocket: Pocket) -> float:
    match pocket:
        case Dot():
            cone = 0.0 if pocket.role is Role.HOLE else cone_height(pocket)
            return math.pi * (pocket.diameter / 2) ** 2 * (pocket.cut.depth - cone * 2 / 3)
        case Area():
            area = pocket.outline.area() + sum(hole.area() for hole in pocket.holes)
            return area * pocket.cut.depth
        case _:
            assert_never(pocket)
