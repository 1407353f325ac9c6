"""Meshes: closed, turned outwards, and as large as the numbers say."""

from __future__ import annotations

import math
from collections import Counter

import pytest

pytest.importorskip("manifold3d")

from generator import template_file
from generator.facets import LEAST, SAGITTA, count, polygon, ring
from generator.geometry import Point, Rect, Size, circle, rounded_rectangle
from generator.jig import Tool, guides
from generator.layout import Area, Cut, Dot, Layout, Role
from generator.mesh import Mesh, mesh, meshes
from generator.place import full
from generator.pockets import Plate, Pocket, volume
from generator.variant import made_for

FEW = ("disc-6",)
ALL = tuple(
    name if name in FEW else pytest.param(name, marks=pytest.mark.prove)
    for name in template_file.names()
)
EDGE = rounded_rectangle(Size(20.0, 10.0), 2.0)


def open_edges(body: Mesh) -> int:
    """Edges that are not travelled exactly once each way."""
    ways = Counter(way for a, b, c in body.triangles for way in ((a, b), (b, c), (c, a)))
    return sum(n != 1 or ways[two, one] != 1 for (one, two), n in ways.items())


def inner_volume(body: Mesh) -> float:
    """Cubic millimetres, positive where the triangles look outwards."""
    total = 0.0
    for triangle in body.triangles:
        (ax, ay, az), (bx, by, bz), (cx, cy, cz) = (body.vertices[at] for at in triangle)
        total += ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx)
    return total / 6


def layouts_of(name: str) -> tuple[Layout, ...]:
    """The sides of a full plate."""
    plate = template_file.find(name)
    made = made_for(plate, plate.most())
    return tuple(
        Layout(side.name, made.plate.thickness, tuple(m for p in pieces for m in p.marks))
        for side, pieces in full(made)
    )


@pytest.mark.parametrize("name", ALL)
def test_a_full_plate_is_closed_and_of_its_volume(name: str) -> None:
    """Every edge twice, and within half a percent of what the numbers say."""
    layouts = layouts_of(name)
    bodies = meshes(layouts)
    assert [open_edges(body) for body in bodies] == [0] * len(bodies)
    assert sum(map(inner_volume, bodies)) == pytest.approx(volume(layouts), rel=5e-3)


SQUARE = rounded_rectangle(Size(5.0, 5.0), 0.0)
ISLAND = rounded_rectangle(Size(1.0, 1.0), 0.0)


@pytest.mark.parametrize(
    ("front", "back", "taken"),
    [
        ((), (), 0.0),
        ((Dot(Role.MARK, Point(5, 5), 2.0, Cut(0.5)),), (), "disc"),
        ((), (Dot(Role.MARK, Point(5, 5), 2.0, Cut(0.5)),), "disc"),
        ((Dot(Role.MARK, Point(5, 5), 2.0, Cut(1.0, 90.0)),), (), "cone"),
        ((Dot(Role.MARK, Point(5, 5), 2.0, Cut(1.5, 90.0)),), (), "cone and wall"),
        (
            (
                Area(
                    Role.MARK,
                    SQUARE.moved(Point(3, 3) - Point(0, 0)),
                    (ISLAND.moved(Point(5, 5) - Point(0, 0)).reversed(),),
                    Cut(0.5),
                ),
            ),
            (),
            (25 - 1) * 0.5,
        ),
    ],
)
def test_each_kind_of_pocket_takes_its_volume(
    front: tuple[Pocket, ...], back: tuple[Pocket, ...], taken: float | str
) -> None:
    """To a millionth of what the facets leave."""
    made = Plate(EDGE, 2.0, 20.0, front, back, ())
    body = mesh(made)
    corners = ring(Point(0, 0), 1.0)
    disc = area(corners)
    out = {"disc": disc * 0.5, "cone": disc / 3, "cone and wall": disc * (0.5 + 1 / 3)}
    expected = area(polygon(EDGE)) * 2.0 - (out[taken] if isinstance(taken, str) else taken)
    assert open_edges(body) == 0
    assert inner_volume(body) == pytest.approx(expected, rel=1e-6)


def area(corners: tuple[Point, ...]) -> float:
    """Square millimetres within a polygon."""
    around = zip(corners, (*corners[1:], corners[0]), strict=True)
    return sum(a.x * b.y - b.x * a.y for a, b in around) / 2


def test_holes_may_end_in_a_recess() -> None:
    """A guide is one closed body."""
    plate = template_file.find("washer-m6")
    for jig in guides(made_for(plate, plate.most()), Tool(None, 0.3)):
        body = mesh(jig.plate)
        assert open_edges(body) == 0
        assert inner_volume(body) > 0


def test_corners_stand_on_their_circle() -> None:
    """At least 24, evenly, and no facet further inside than is said."""
    for radius in (0.05, 0.5, 3.0, 50.0):
        corners = ring(Point(1.0, 2.0), radius)
        assert len(corners) >= LEAST
        assert len(corners) % 4 == 0
        far = [corner.distance(Point(1.0, 2.0)) for corner in corners]
        assert far == pytest.approx([radius] * len(corners))
        assert radius * (1 - math.cos(math.pi / len(corners))) <= SAGITTA
    assert count(1.0, math.pi / 2) * 4 == count(1.0, 2 * math.pi)


def test_straight_paths_keep_their_corners() -> None:
    """Nothing is added to what has no arc."""
    assert set(polygon(SQUARE)) == set(SQUARE.points())
    assert len(polygon(SQUARE)) == len(SQUARE.segments)
    box = Rect.around([circle(Point(0, 0), 2.0).box()])
    assert box.width == 4.0
