"""Solids: what the kernel finds in them is what the numbers say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

pytest.importorskip("OCP")

from generator import cad
from generator.errors import RuleError
from generator.geometry import Arc, Point, Rect, Size
from generator.layout import Area, Cut, Dot, Layout, Role
from generator.pockets import Plate, Pocket, cone_height, metal, plates, standing, volume
from generator.strips import seams
from tests.solids import (
    CONE,
    FLAT,
    FRAME,
    MANY,
    NESTED,
    PLATES,
    THICK,
    THROUGH,
    box_of,
    disc,
    dots,
    extent,
    frame,
    front,
    kernel_volume,
    outline,
    parts,
    sound,
    surfaces,
    washers,
)


def expected_surfaces(layouts: Sequence[Layout]) -> Counter[str]:
    """Faces by kind as the pockets' own numbers say."""
    return sum((expected_of(made) for made in plates(layouts)), Counter())


def mouths_of(pockets: Sequence[Pocket]) -> list[Rect]:
    """The boxes of pockets that stand on no island."""
    return [p.box() for p, on in zip(pockets, standing(pockets), strict=True) if on is None]


def across(box: Rect, width: float) -> Rect:
    """A box of the back as it stands in the front's frame."""
    return Rect(width - box.right, box.bottom, width - box.left, box.top)


def expected_of(made: Plate) -> Counter[str]:
    """The faces of one piece."""
    found: Counter[str] = Counter(Plane=2)
    holes = [hole.box() for hole in made.through]
    behind = [across(box, made.width) for box in mouths_of(made.back)]
    for mouths in ([*mouths_of(made.front), *holes], [*behind, *holes]):
        found["Plane"] += len(seams(made.outline, mouths).at)
    for pocket in (*made.front, *made.back, *made.through):
        blind = pocket.role is not Role.HOLE
        if isinstance(pocket, Area):
            paths = (pocket.outline, *pocket.holes)
            arcs = [isinstance(s, Arc) for path in paths for s in path.segments]
            found["Cylinder"] += sum(arcs)
            found["Plane"] += len(arcs) - sum(arcs) + blind * (1 + len(pocket.holes))
        else:
            height = cone_height(pocket) if blind else 0.0
            found["Cone"] += height > 0
            found["Plane"] += blind and height == 0
            found["Cylinder"] += height < pocket.cut.depth - 1e-9
    arcs = [isinstance(s, Arc) for s in made.outline.segments]
    found["Cylinder"] += sum(arcs)
    found["Plane"] += len(arcs) - sum(arcs)
    return +found


@pytest.mark.parametrize("name", PLATES)
def test_kernel_finds_one_valid_closed_solid(name: str) -> None:
    """Valid, one shell, closed, box and volume exact, and each face of the kind it should be."""
    layouts = PLATES[name]
    shape = cad.solid(layouts)
    box = box_of(layouts)
    assert sound(shape)
    assert kernel_volume(shape) == pytest.approx(volume(layouts), rel=1e-9)
    assert extent(shape) == pytest.approx((0, 0, -THICK, box.right, box.top, 0), abs=1e-6)
    assert surfaces(shape) == expected_surfaces(layouts)


@pytest.mark.parametrize(
    ("name", "planes", "cylinders", "cones"),
    [
        ("bare", 6, 0, 0),
        ("round corners", 6, 4, 0),
        ("flat", 18, 12, 0),
        ("cones", 6, 12, 12),
        ("bare cones", 6, 0, 12),
        ("holes", 6, 16, 0),
        ("surface", 9, 3, 0),
    ],
)
def test_round_marks_are_true_cylinders_and_cones(
    name: str, planes: int, cylinders: int, cones: int
) -> None:
    """Counted by hand: no facets, no spare faces."""
    counts = Counter({"Plane": planes, "Cylinder": cylinders, "Cone": cones})
    assert surfaces(cad.solid(PLATES[name])) == +counts


def test_volume_of_a_drill_point_is_the_schoolbook_one() -> None:
    """A cylinder with a cone below it, its tip at the stated depth."""
    height = 0.5 / math.tan(math.radians(59))
    pocket = math.pi * 0.25 * (0.8 - height) + math.pi * 0.25 * height / 3
    assert volume((front(outline(), *dots(1, CONE)),)) == pytest.approx(1600 - pocket, rel=1e-12)


def test_four_hundred_marks_lie_on_several_strips() -> None:
    """Top faces are cut where no mouth is; three hundred stay on one face."""
    whole = surfaces(cad.solid((front(outline(), *MANY[:300]),)))
    assert whole["Plane"] == 6 + 300
    cut = surfaces(cad.solid((front(outline(), *MANY),)))
    assert 6 + 400 < cut["Plane"] <= 6 + 400 + 4


@pytest.mark.parametrize("side", ["front", "back"])
def test_four_hundred_marks_on_an_island_lie_on_several_strips(side: str) -> None:
    """The top of an island is cut as the plate's own is, and the solid stays whole."""
    layouts = (Layout(side, THICK, (outline(size=Size(60, 60)), frame(1, 1, 57), *MANY)),)
    shape = cad.solid(layouts)
    assert sound(shape)
    assert kernel_volume(shape) == pytest.approx(volume(layouts), rel=1e-9)
    assert 6 + 400 + 10 < surfaces(shape)["Plane"] <= 6 + 400 + 10 + 4


def test_each_pocket_stands_on_the_innermost_island_around_it() -> None:
    """Found by number for pockets five deep, in whatever order they come."""
    pockets = metal(front(*NESTED))
    assert standing(pockets) == (None, (0, 0), (1, 0), (2, 0), (0, 0), (0, 0), (5, 0))
    assert standing(pockets[::-1]) == ((1, 0), (6, 0), (6, 0), (4, 0), (5, 0), (6, 0), None)


def test_a_plate_without_gaps_stays_in_one_piece() -> None:
    """Staggered marks that leave no straight gap either way are not cut."""
    marks = [
        Dot(Role.MARK, Point(1 + 0.11 * at, 2 + (7.3 * at) % 16), 0.3, Cut(0.2))
        for at in range(340)
    ]
    mouths = [mark.box() for mark in marks]
    assert seams(outline().outline, mouths).at == ()


def test_a_hole_that_both_sides_draw_is_there_once() -> None:
    """The back's copy stands at width - x and is the same metal."""
    hole = Dot(Role.HOLE, Point(4, 5), 1.0, THROUGH)
    other = replace(hole, centre=Point(36, 5))
    both = (front(outline(), hole), Layout("back", THICK, (outline(), other)))
    assert surfaces(cad.solid(both)) == surfaces(cad.solid(both[:1]))
    assert volume(both) == volume(both[:1])


def test_cadquery_takes_the_solid() -> None:
    """People who go on designing get a `cadquery.Solid` with the same volume."""
    pytest.importorskip("cadquery")
    layouts = PLATES["cones"]
    assert cad.cadquery_solid(layouts).Volume() == pytest.approx(volume(layouts), rel=1e-9)


def test_each_piece_of_a_set_is_a_solid() -> None:
    """Three washers, the middle one marked on the back too, are three whole solids."""
    layouts = (washers("front", 9, 29, 49), washers("back", 9, 29, 49))
    shape = cad.solid(layouts)
    assert sound(shape, 3)
    assert kernel_volume(shape) == pytest.approx(volume(layouts), rel=1e-9)
    assert extent(shape) == pytest.approx((0, 0, -THICK, 58, 18, 0), abs=1e-6)
    assert surfaces(shape) == expected_surfaces(layouts)
    volumes = {round(kernel_volume(solid), 6) for solid in parts(shape, "SOLID")}
    assert len(volumes) == 1


def test_pockets_go_to_the_piece_that_they_stand_on() -> None:
    """The back's are told by their place there: the first piece is seen on the right."""
    lone = replace(washers("back", 49), marks=(disc(9, 9), disc(29, 9), *washers("back", 49).marks))
    made = plates((washers("front", 9, 29, 49), lone))
    assert [len(each.front) for each in made] == [2, 2, 2]
    assert [len(each.back) for each in made] == [2, 0, 0]
    assert [len(each.through) for each in made] == [1, 1, 1]


def test_a_disc_is_a_true_cylinder() -> None:
    """An outline that is a dot has round walls and no other faces."""
    layouts = (Layout("front", THICK, (disc(9, 9),)),)
    assert surfaces(cad.solid(layouts)) == Counter(Plane=2, Cylinder=4)
    assert volume(layouts) == pytest.approx(math.pi * 81 * THICK)


IMPOSSIBLE = {
    "must be less than": (front(outline(), Dot(Role.MARK, Point(5, 5), 1.0, Cut(2.5))),),
    "cone alone is": (front(outline(), Dot(Role.MARK, Point(5, 5), 1.0, Cut(0.4, 90))),),
    "needs at least one closed outline": (front(*dots(2, CONE)),),
    "of one size": (
        front(outline()),
        Layout("back", THICK, (outline(size=Size(41, 20)),)),
    ),
    "one front, one back": (front(outline()), front(outline())),
    "pieces have to lie apart": (front(disc(9, 9), disc(26, 9)),),
    "is on no piece of the set": (
        front(disc(9, 9), disc(29, 9), Dot(Role.MARK, Point(1, 1), 1.0, FLAT)),
    ),
    "of one size and": (washers("front", 9, 29, 49), washers("back", 9, 28.9, 49)),
    "fall out": (front(outline(), replace(FRAME, cut=THROUGH)),),
}


@pytest.mark.parametrize("reason", IMPOSSIBLE)
def test_what_metal_can_not_be_is_refused(reason: str) -> None:
    """Each impossible plate is refused with its reason before anything is built."""
    with pytest.raises(RuleError, match=reason):
        cad.solid(IMPOSSIBLE[reason])


def test_a_mark_as_deep_as_the_plate_is_a_hole() -> None:
    """Whatever its role, what goes through is a hole of the plate's thickness."""
    (_, hole) = metal(front(outline(), Dot(Role.MARK, Point(5, 5), 1.0, Cut(THICK, 118))))
    assert hole == Dot(Role.HOLE, Point(5, 5), 1.0, THROUGH)
