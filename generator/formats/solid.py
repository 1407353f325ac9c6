"""Faces, loops, edges and surfaces of a solid, and what must hold for each of them by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from generator.errors import ReadError
from generator.formats.part21 import Ref

NEAR = 1e-5
"""Millimetres that a vertex may stand off its curve, or a curve off its face."""


class Spot(NamedTuple):
    """A place or direction in space."""

    x: float
    y: float
    z: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A level circle."""

    centre: Spot
    radius: float


@dataclass(frozen=True, slots=True)
class Edge:
    """From vertex `tail` to vertex `head`, straight or around a level circle."""

    ref: Ref
    tail: Ref
    head: Ref
    begin: Spot
    end: Spot
    ring: Ring | None
    ccw: bool
    """Seen from above, from tail to head; of a circle only."""

    @property
    def sweep(self) -> float:
        """The angle travelled around the circle, 0 < sweep <= 2 pi."""
        if self.ring is None or self.tail == self.head:
            return 2 * math.pi
        turn = _angle(self.ring, self.end) - _angle(self.ring, self.begin)
        return (turn if self.ccw else -turn) % (2 * math.pi)

    @property
    def middle(self) -> Spot:
        """The place half-way along."""
        return self.at(0.5)

    @property
    def between(self) -> tuple[Spot, ...]:
        """Places along the way that tell its shape: one, or three of a whole circle."""
        return (
            tuple(self.at(part) for part in _QUARTERS) if self.tail == self.head else (self.middle,)
        )

    def at(self, part: float) -> Spot:
        """The place after that part of the way."""
        if self.ring is None:
            a, b = self.begin, self.end
            x, y, z = b.x - a.x, b.y - a.y, b.z - a.z
            return Spot(a.x + x * part, a.y + y * part, a.z + z * part)
        turn = self.sweep * (part if self.ccw else -part)
        angle = _angle(self.ring, self.begin) + turn
        x = self.ring.centre.x + self.ring.radius * math.cos(angle)
        y = self.ring.centre.y + self.ring.radius * math.sin(angle)
        return Spot(x, y, self.ring.centre.z)


_QUARTERS = (0.25, 0.5, 0.75)


def _angle(ring: Ring, spot: Spot) -> float:
    return math.atan2(spot.y - ring.centre.y, spot.x - ring.centre.x)


class Use(NamedTuple):
    """An edge as a loop travels it, the face on the left seen from outside of the solid."""

    edge: Edge
    forward: bool

    @property
    def tail(self) -> Ref:
        return self.edge.tail if self.forward else self.edge.head

    @property
    def head(self) -> Ref:
        return self.edge.head if self.forward else self.edge.tail

    @property
    def begin(self) -> Spot:
        return self.edge.begin if self.forward else self.edge.end

    @property
    def end(self) -> Spot:
        return self.edge.end if self.forward else self.edge.begin

    @property
    def ccw(self) -> bool:
        return self.edge.ccw == self.forward

    @property
    def between(self) -> tuple[Spot, ...]:
        return self.edge.between if self.forward else self.edge.between[::-1]


@dataclass(frozen=True, slots=True)
class Plane:
    """Level or upright; `normal` looks out of the solid."""

    at: Spot
    normal: Spot


@dataclass(frozen=True, slots=True)
class Barrel:
    """An upright cylinder."""

    at: Spot
    radius: float


@dataclass(frozen=True, slots=True)
class Cone:
    """An upright cone: its tip, and the growth of its radius per millimetre of height."""

    tip: Spot
    slope: float


Surface: TypeAlias = Plane | Barrel | Cone


@dataclass(frozen=True, slots=True)
class Face:
    """Part of a surface within its loops."""

    ref: Ref
    surface: Surface
    loops: tuple[tuple[Use, ...], ...]


def check_line(ref: Ref, ends: tuple[Spot, Spot], at: Spot, along: Spot) -> None:
    """Raise `ReadError` unless an edge runs from end to end along its line."""
    begin, end = ends
    for spot in ends:
        off = _minus(spot, at)
        part = dot(off, along)
        if not math.dist(off, tuple(a * part for a in along)) < NEAR:
            raise ReadError(f"this STEP file is damaged: edge #{ref} ends off its line")
    if not dot(_minus(end, begin), along) > 0:
        raise ReadError(f"this STEP file is damaged: edge #{ref} runs against its line")


def check_face(face: Face, same: bool) -> None:  # noqa: FBT001  STEP's own word
    """Raise `ReadError` unless edges lie on the face and go around it in the right sense.

    `same` is the face's own sense: whether its surface's natural normal looks out of the solid.
    """
    for loop in face.loops:
        for use in loop:
            for spot in (use.edge.begin, use.edge.end, *use.edge.between):
                if not _off(face.surface, spot) < NEAR:
                    raise ReadError(
                        f"this STEP file is damaged: edge #{use.edge.ref} leaves face #{face.ref}"
                    )
    if isinstance(face.surface, Plane):
        turns = [dot(newell(loop), face.surface.normal) for loop in face.loops]
        outer = max(turns, key=abs)
        right = outer > 0 and sum(turn > 0 for turn in turns) == 1
    else:
        right = _round_sense(face, same)
    if not right:
        raise ReadError(f"this STEP file is damaged: face #{face.ref} is turned inside out")


def _round_sense(face: Face, same: bool) -> bool:  # noqa: FBT001  a sense, private
    """Whether the circles of a cylinder or cone go around it as its outer side demands."""
    rings = [use for loop in face.loops for use in loop if use.edge.ring is not None]
    heights = [
        spot.z for loop in face.loops for use in loop for spot in (use.edge.begin, use.edge.end)
    ]
    middle = (min(heights) + max(heights)) / 2
    return bool(rings) and all(use.ccw == ((use.begin.z < middle) == same) for use in rings)


def _off(surface: Surface, spot: Spot) -> float:
    """Millimetres from a place to a surface."""
    match surface:
        case Plane(at, normal):
            return abs(dot(_minus(spot, at), normal))
        case Barrel(at, radius):
            return abs(flat(spot, at) - radius)
        case Cone(tip, slope):
            return abs(flat(spot, tip) - (spot.z - tip.z) * slope)


def newell(loop: Iterable[Use]) -> Spot:
    """Twice the directed area of a loop, arcs taken by places on them."""
    spots = [spot for use in loop for spot in (use.begin, *use.between)]
    x = y = z = 0.0
    for a, b in zip([spots[-1], *spots], spots, strict=False):
        x += (a.y - b.y) * (a.z + b.z)
        y += (a.z - b.z) * (a.x + b.x)
        z += (a.x - b.x) * (a.y + b.y)
    return Spot(x, y, z)


def flat(one: Spot, two: Spot) -> float:
    """The distance seen from above."""
    return math.hypot(one.x - two.x, one.y - two.y)


def _minus(one: Spot, two: Spot) -> Spot:
    return Spot(one.x - two.x, one.y - two.y, one.z - two.z)


def dot(one: Spot, two: Spot) -> float:
    """The scalar product."""
    return one.x * two.x + one.y * two.y + one.z * two.z


def back(spot: Spot) -> Spot:
    """The opposite direction."""
    return Spot(-spot.x, -spot.y, -spot.z)
