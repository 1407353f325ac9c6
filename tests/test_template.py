from __future__ import annotations

import itertools
import math

import pytest

from generator.geometry import NOWHERE, Point, Size, Vec
from generator.slots import slots
from generator.template import Choice, Field, Ring
from tests.encodings.phrases import vectors
from tests.plates.road import template_of

DISCS = ("disc-6", "disc-12", "disc-24")
WASHERS = {"washer-m6": (18, 6.4, 1.6), "washer-m8": (24, 8.4, 2.0), "washer-m10": (30, 10.5, 2.5)}
"""Outer diameter, hole and thickness by DIN 9021."""


def fields(name: str) -> list[Field]:
    """The fields of all sides."""
    return [field for side in template_of(name).sides for field in side.fields]


# ------------------------------------------------------------------------------------------- rings


@pytest.mark.parametrize("name", DISCS)
def test_arms_are_equal_and_evenly_turned(name: str) -> None:
    """Each arm has the radii of the first one, and all of them go once around, clockwise."""
    for field in fields(name):
        assert field.ring is not None
        assert field.ring.turn_deg == -360 / field.rows
        centre = field.first_slot
        for row, column in itertools.product(range(field.rows), range(field.columns)):
            place, first = field.slot(row, column), field.slot(0, column)
            assert place.distance(centre) == pytest.approx(first.distance(centre), abs=0.0015)
        outer = [field.slot(row, 0) - centre for row in range(field.rows)]
        turns = [math.degrees(math.atan2(way.dx, way.dy)) % 360 for way in outer]
        expected = [360 / field.rows * row for row in range(field.rows)]
        assert turns == pytest.approx(expected, abs=0.01)


def test_disc_6_has_the_pits_of_the_measured_model() -> None:
    """Radii and angles along an arm are those measured on OpenSeed's model, from rim to centre."""
    known = vectors("grid_geometry")["openseed_nothaus6x6_measured"]
    plate = template_of("disc-6").plate
    assert plate.size == Size(known["disc_diameter"], known["disc_diameter"])
    assert plate.is_disc
    assert plate.thickness == known["thickness"]
    angles = known["spiral_angle_deg_of_arm0_from_centre_outwards"]
    for field in fields("disc-6"):
        assert (field.rows, field.columns) == (known["arms"], known["bits_per_arm"])
        assert field.mark.cut.depth == known["pit_depth"]
        for index, (radius, angle) in enumerate(zip(known["radii"], angles, strict=True)):
            way = field.slot(0, 11 - index) - field.first_slot
            assert math.hypot(way.dx, way.dy) == pytest.approx(radius, abs=0.001)
            seen = math.degrees(math.atan2(way.dy, way.dx)) - 90 + angles[-1]
            assert (seen - angle + 180) % 360 - 180 == pytest.approx(0, abs=0.02)


def test_one_number_stands_for_all_columns() -> None:
    """A circle has one radius, a spoke one angle."""
    circle, spoke = (
        Ring((5.0,), (90.0, 0.0), 0.0, "follow"),
        Ring((1.0, 2.0), (90.0,), 180.0, "follow"),
    )
    assert [circle.from_centre(0, column) for column in (0, 1)] == [Vec(0, 5), Vec(5, 0)]
    assert [spoke.from_centre(1, column) for column in (0, 1)] == [Vec(0, -1), Vec(0, -2)]


@pytest.mark.parametrize("name", WASHERS)
def test_letters_follow_the_ring_clockwise(name: str) -> None:
    """Their feet point to the hole, and they are read one after the other, like a clock."""
    made = template_of(name).made_for(Choice(12))
    for origin, field in zip(made.origins, made.sides[0].fields, strict=True):
        centre = Point(made.plate.size.width / 2, made.plate.size.height / 2) + origin
        turns = []
        for slot in slots(field):
            way = slot.centre - centre
            assert math.degrees(math.atan2(-way.dx, way.dy)) % 360 == pytest.approx(
                slot.turn_deg, abs=0.02
            )
            turns.append(-slot.turn_deg % 360)
        assert turns == sorted(turns)


# -------------------------------------------------------------------------------------------- sets


@pytest.mark.parametrize("name", WASHERS)
def test_washers_are_those_of_the_standard(name: str) -> None:
    """Round, with the hole in the middle, and the sizes of DIN 9021."""
    across, hole, thickness = WASHERS[name]
    plate = template_of(name).plate
    assert plate.is_disc
    assert plate.size == Size(across, across)
    assert plate.thickness == thickness
    assert [(each.centre, each.diameter) for each in plate.holes] == [
        (Point(across / 2, across / 2), hole)
    ]


@pytest.mark.parametrize("name", WASHERS)
@pytest.mark.parametrize("words", [12, 15, 18, 21, 24])
def test_a_set_has_a_piece_for_each_word(name: str, words: int) -> None:
    """Row by row from the top left, each with its own number, field and cells."""
    template = template_of(name)
    assert template.origins == (NOWHERE,)
    made = template.made_for(Choice(words))
    lattice = made.plate.lattice
    assert lattice is not None
    assert len(set(made.origins)) == words
    rows = -(-words // lattice.across)
    assert made.origins[0] == Vec(0, (rows - 1) * lattice.step.dy)
    assert made.origins[1].dx == lattice.step.dx
    assert min(origin.dy for origin in made.origins) == 0
    assert made.size == Size(
        5 * lattice.step.dx + made.plate.size.width,
        (rows - 1) * lattice.step.dy + made.plate.size.height,
    )
    (side,) = made.sides
    assert [field.words for field in side.fields] == [(n, n) for n in range(1, words + 1)]
    assert [field.from_row for field in side.fields] == list(range(words))
    numbers = [text.text for text in side.texts if "/" in text.text]
    assert numbers == [f"{number:02d}/{words}" for number in range(1, words + 1)]


def test_pieces_are_mirrored_on_the_back() -> None:
    """What is on the left of the front is on the right of the back, as high as before."""
    made = template_of("washer-m6").made_for(Choice(12))
    across = made.size.width - made.plate.size.width
    fronts, backs = made.origins_on("front"), made.origins_on("back")
    assert [(across - one.dx, one.dy) for one in fronts] == [(two.dx, two.dy) for two in backs]


def test_a_plate_that_is_no_set_is_one_piece() -> None:
    """Its size is that of its metal."""
    made = template_of("tinyseed").made_for(Choice(24))
    assert made.origins == made.origins_on("back") == (NOWHERE,)
    assert made.size == made.plate.size
    assert not made.plate.is_disc
