"""Marks compared as metal: the same place, size and shape, whatever the order of drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar, assert_never

from generator.geometry import Arc, Path, Point
from generator.layout import Area, Dot, Mark, Stroke

TOLERANCE = 0.005
"""Millimetres. Files carry whole micrometres; this leaves room for another program's rounding."""

ANGLE_TOLERANCE_DEG = 0.01

T = TypeVar("T")


class Nearby(Generic[T]):
    """Things by their place: finds those within `reach` millimetres of a point."""

    __slots__ = ("_across", "_cells", "_far", "_reach")

    def __init__(self, reach: float) -> None:
        self._reach = reach
        self._far = reach * 1.000001  # what is rounded must not hide in the next cell
        self._across = 4 * reach  # of a cell, so that most searches look into one
        self._cells: dict[tuple[int, int], list[tuple[Point, T]]] = {}

    def _cell(self, point: Point) -> tuple[int, int]:
        return int(point.x // self._across), int(point.y // self._across)

    def add(self, point: Point, thing: T) -> None:
        self._cells.setdefault(self._cell(point), []).append((point, thing))

    def near(self, point: Point) -> Iterator[T]:
        """All things within reach of the point."""
        far, across = self._far, self._across
        rows = range(int((point.y - far) // across), int((point.y + far) // across) + 1)
        for column in range(int((point.x - far) // across), int((point.x + far) // across) + 1):
            for row in rows:
                for place, thing in self._cells.get((column, row), ()):
                    if place.distance(point) <= self._reach:
                        yield thing

    def rest(self) -> Iterator[T]:
        """All things that were not removed."""
        for cell in self._cells.values():
            for _, thing in cell:
                yield thing

    def remove(self, point: Point, thing: T) -> None:
        """Take one thing out that was added at this very point."""
        cell = self._cells[self._cell(point)]
        cell[:] = [(place, other) for place, other in cell if other is not thing]


def anchor(mark: Mark) -> Point:
    """A point that depends on the shape alone, not on where its drawing starts."""
    match mark:
        case Dot():
            return mark.centre
        case Stroke():
            points = mark.path.points()
        case Area():
            points = mark.outline.points()
        case _:
            assert_never(mark)
    count = len(points)
    return Point(sum(p.x for p in points) / count, sum(p.y for p in points) / count)


def differences(expected: Iterable[Mark], seen: Iterable[Mark]) -> tuple[list[Mark], list[Mark]]:
    """The expected marks that were not seen, and the seen marks that were not expected.

    Each mark agrees with at most one other, so a doubled mark is one too many.
    """
    unmatched, others = _without_equals(expected, seen)
    if not unmatched or not others:
        return unmatched, others
    left: Nearby[Mark] = Nearby(0.05)
    for mark in others:
        left.add(anchor(mark), mark)
    missing = []
    for mark in unmatched:
        for candidate in left.near(anchor(mark)):
            if agrees(mark, candidate):
                left.remove(anchor(candidate), candidate)
                break
        else:
            missing.append(mark)
    return missing, list(left.rest())


def _without_equals(
    expected: Iterable[Mark], seen: Iterable[Mark]
) -> tuple[list[Mark], list[Mark]]:
    """Both sides less the pairs that are equal to the last micrometre, as our own bytes are."""
    by_start: dict[tuple[float, float], list[Mark]] = {}
    for mark in seen:
        by_start.setdefault(_start(mark), []).append(mark)
    unmatched = []
    for mark in expected:
        candidates = by_start.get(_start(mark), ())
        for index, candidate in enumerate(candidates):
            if candidate == mark:
                del by_start[_start(mark)][index]
                break
        else:
            unmatched.append(mark)
    return unmatched, [mark for marks in by_start.values() for mark in marks]


class Seen:
    """Seen marks by their place, for holding one expectation after the other against them."""

    __slots__ = ("_by_start", "_marks", "_near")

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = tuple(marks)
        self._near: Nearby[int] | None = None
        self._by_start: dict[tuple[float, float], list[int]] = {}
        for at, mark in enumerate(self._marks):
            self._by_start.setdefault(_start(mark), []).append(at)

    def missing(self, expected: Iterable[Mark]) -> list[Mark]:
        """The expected marks that were not seen, as `differences` has them."""
        taken: set[int] = set()
        return [
            mark
            for mark in [mark for mark in expected if not self._equal(mark, taken)]
            if not self._agreeing(mark, taken)
        ]

    def _equal(self, mark: Mark, taken: set[int]) -> bool:
        """Whether a mark not yet taken is equal to the last micrometre; then it is taken."""
        for at in self._by_start.get(_start(mark), ()):
            if at not in taken and self._marks[at] == mark:
                taken.add(at)
                return True
        return False

    def _agreeing(self, mark: Mark, taken: set[int]) -> bool:
        """The same within tolerance."""
        if self._near is None:
            self._near = Nearby(0.05)
            for at, seen in enumerate(self._marks):
                self._near.add(anchor(seen), at)
        for at in self._near.near(anchor(mark)):
            if at not in taken and agrees(mark, self._marks[at]):
                taken.add(at)
                return True
        return False


def _start(mark: Mark) -> tuple[float, float]:
    """Where drawing starts; cheap, and equal for equal marks."""
    match mark:
        case Dot():
            point = mark.centre
        case Stroke():
            point = mark.path.start
        case Area():
            point = mark.outline.start
        case _:
            assert_never(mark)
    return point.x, point.y


def agrees(one: Mark, other: Mark) -> bool:
    """Whether two marks are the same metal within `TOLERANCE`."""
    if one.role is not other.role or abs(one.cut.depth - other.cut.depth) > TOLERANCE:
        return False
    if abs(one.cut.point_deg - other.cut.point_deg) > ANGLE_TOLERANCE_DEG:
        return False
    match one, other:
        case Dot(), Dot():
            near = one.centre.distance(other.centre) <= TOLERANCE
            return near and abs(one.diameter - other.diameter) <= TOLERANCE
        case Stroke(), Stroke():
            same_tool = abs(one.width - other.width) <= TOLERANCE
            return same_tool and same_path(one.path, other.path)
        case Area(), Area():
            return same_path(one.outline, other.outline) and _same_holes(one.holes, other.holes)
        case _:
            return False


def same_path(one: Path, other: Path) -> bool:
    """Whether two paths cover the same line, in either direction, from any start if closed."""
    if len(one.segments) != len(other.segments) or one.closed != other.closed:
        return False
    if _same_steps(one, other) or _same_steps(one, other.reversed()):
        return True
    if not one.closed:
        return False
    return any(
        _same_steps(one, rotated)
        for path in (other, other.reversed())
        for index in range(1, len(path.segments))
        if path.segments[index - 1].end.distance(one.start) <= TOLERANCE
        for rotated in (_rotated(path, index),)
    )


def _same_steps(one: Path, other: Path) -> bool:
    if one.start.distance(other.start) > TOLERANCE:
        return False
    for (start, a), (other_start, b) in zip(one.steps(), other.steps(), strict=True):
        if type(a) is not type(b) or a.end.distance(b.end) > TOLERANCE:
            return False
        # Near half a turn, two arcs of almost the same radius bulge very differently.
        if (
            isinstance(a, Arc)
            and isinstance(b, Arc)
            and a.middle(start).distance(b.middle(other_start)) > TOLERANCE
        ):
            return False
    return True


def _rotated(path: Path, index: int) -> Path:
    """A closed path that starts after its first `index` steps."""
    return Path(path.segments[index - 1].end, path.segments[index:] + path.segments[:index])


def _same_holes(ones: tuple[Path, ...], others: tuple[Path, ...]) -> bool:
    if len(ones) != len(others):
        return False
    left = list(others)
    for one in ones:
        found = next((other for other in left if same_path(one, other)), None)
        if found is None:
            return False
        left.remove(found)
    return True
