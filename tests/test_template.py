from __future__ import annotations

import itertools
import math

import pytest

from generator.choice import Choice
from generator.geometry import Point, Size, Vec
from generator.slots import slots
from generator.template import Field, Ring
from generator.variant import made_for
from tests.encodings.phrases import vectors
from tests.plates.road import template_of

DISCS = ("disc-6", "disc-12", "disc-24")
WASHERS = ("washer-m6", "washer-m8", "washer-m10")


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
    made = made_for(template_of(name), Choice(12))
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
