"""Guides: a hole over each place, a wall between any two, and no way to hold them wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from generator import template_file
from generator.clearance import gap
from generator.errors import RuleError, TemplateError
from generator.jig import FIT, FLOOR, HEAD, RIM, WALL, Jig, Tool, drill_guides, guides
from generator.layout import Area, Dot, Mark, Role
from generator.place import place
from generator.pockets import sunk
from generator.template import Letter, Module, Template
from generator.variant import made_for

TOOL = Tool(None, 0.3)

STAMPED = tuple(
    name
    for name in template_file.names()
    if any(
        not isinstance(field.mark, Module) and field.encoding != "label"
        for side in template_file.find(name).sides
        for field in side.fields
    )
)
"""Plates with places for a punch or a stamp."""

FEW = ("tinyseed", "disc-6", "letters-24", "stackbit")
"""Of each kind of marks and slots one; `make prove` looks at all."""

SINGLE = tuple(n for n in STAMPED if template_file.find(n).plate.lattice is None)

MANY = tuple(
    name if name in FEW else pytest.param(name, marks=pytest.mark.prove) for name in SINGLE
)


def made(name: str) -> Template:
    """The plate for as much as it can hold."""
    plate = template_file.find(name)
    return made_for(plate, plate.most())


def holes(jig: Jig) -> tuple[Mark, ...]:
    """All that goes through a guide."""
    return jig.layout.of(Role.HOLE)


def places(template: Template) -> dict[str, set[tuple[float, float]]]:
    """Where marks may be on each side, as the layouts of a full plate would have them."""
    found: dict[str, set[tuple[float, float]]] = {}
    for side in template.sides:
        for field in side.fields:
            if isinstance(field.mark, Module) or field.encoding == "label":
                continue
            for block in range(field.blocks):
                for row in range(field.rows):
                    for column in range(field.columns):
                        at = field.slot(row, column, block)
                        found.setdefault(side.name, set()).add((at.x, at.y))
    return found


@pytest.mark.parametrize("name", MANY)
def test_every_place_has_one_hole(name: str) -> None:
    """The guides of a side have, together, a hole for each slot, and besides only the pins."""
    template = made(name)
    expected = places(template)
    found: dict[str, list[tuple[float, float]]] = {side: [] for side in expected}
    pins = len(template.plate.holes)
    for jig in guides(template, TOOL):
        side = "back" if ".back" in jig.name else "front"
        away = RIM + FIT
        centres = [hole.box().centre for hole in holes(jig)[pins:]]
        found[side] += [(round(c.x - away, 3), round(c.y - away, 3)) for c in centres]
    for side, seen in found.items():
        assert len(seen) == len(set(seen)) == len(expected[side])
        near = sorted(seen), sorted(expected[side])
        for one, other in zip(*near, strict=True):
            assert one == pytest.approx(other, abs=0.0011)


@pytest.mark.parametrize("name", MANY)
def test_a_wall_stays_between_any_two_holes(name: str) -> None:
    """0.8 mm at least, by the true distance of round and square holes; looked at row by row."""
    for jig in guides(made(name), TOOL)[:2]:
        found = holes(jig)[len(made(name).plate.holes) :]
        by_place = sorted(found, key=lambda h: (h.box().centre.y, h.box().centre.x))
        for window in range(0, len(by_place), 20):
            for one, two in combinations(by_place[window : window + 40], 2):
                if one.box().gap(two.box()) < WALL:
                    assert gap((one,), (two,)) >= WALL - 1e-6


def test_holes_fit_what_goes_through() -> None:
    """The mark's diameter or the letter's box, or the tip that was named, and the clearance."""
    for jig in guides(made("tinyseed"), TOOL):
        assert {hole.diameter for hole in holes(jig)[1:] if isinstance(hole, Dot)} == {1.8}
    for jig in guides(made("tinyseed"), Tool(1.2, 0.1)):
        assert {hole.diameter for hole in holes(jig)[1:] if isinstance(hole, Dot)} == {1.3}
    template = made("letters-24")
    letter = template.sides[0].fields[0].mark
    assert isinstance(letter, Letter)
    for jig in guides(template, Tool(3.5, 0.2)):
        for hole in holes(jig):
            assert isinstance(hole, Area)
            assert (hole.box().width, hole.box().height) == pytest.approx((3.7, 3.7))


@pytest.mark.parametrize("name", ["tinyseed", "disc-24", "washer-m6", "letters-24"])
def test_the_plate_lies_in_the_recess(name: str) -> None:
    """Its form, with air on each side, as deep as the plate is thick, under a floor."""
    template = made(name)
    for jig in guides(template, TOOL):
        assert jig.recess is not None
        box, size = jig.recess.box(), template.plate.size
        assert box.width == pytest.approx(size.width + 2 * FIT)
        assert box.height == pytest.approx(size.height + 2 * FIT)
        assert (box.left, box.bottom) == pytest.approx((RIM, RIM))
        assert jig.depth == template.plate.thickness
        assert jig.layout.thickness == pytest.approx(FLOOR + template.plate.thickness)
        plate = jig.plate
        assert len(sunk(plate)) == len(plate.through), "all holes end in the recess"


def test_no_guide_can_be_turned_or_mirrored_unnoticed() -> None:
    """The corner at the datum is cut off, and no turn or mirror image has the same outline."""
    jig = guides(made("binary-grid"), TOOL)[0]
    (edge,) = jig.layout.of(Role.OUTLINE)
    assert isinstance(edge, Area)
    corners = {(round(p.x, 3), round(p.y, 3)) for p in edge.outline.points()}
    width, height = edge.box().width, edge.box().height
    turned = {(round(width - x, 3), round(height - y, 3)) for x, y in corners}
    mirrored = {(round(width - x, 3), y) for x, y in corners}
    flipped = {(x, round(height - y, 3)) for x, y in corners}
    assert corners not in (turned, mirrored, flipped)


def test_front_and_back_have_guides_of_their_own() -> None:
    """The names tell side and part, and the pins stand where each side sees the hole."""
    template = made("tinyseed")
    jigs = guides(template, TOOL)
    assert [jig.name for jig in jigs] == [
        f"tinyseed.jig.{side}-{part}of2" for side in ("front", "back") for part in (1, 2)
    ]
    pins = {jig.name: holes(jig)[0].box().centre.x - RIM - FIT for jig in jigs}
    (hole,) = template.plate.holes
    assert pins["tinyseed.jig.front-1of2"] == pytest.approx(hole.centre.x)
    assert pins["tinyseed.jig.back-1of2"] == pytest.approx(27.2 - hole.centre.x)


def test_labels_that_would_touch_a_hole_are_left_out() -> None:
    """What is engraved keeps clear of every hole."""
    for name in ("tinyseed", "disc-12"):
        for jig in guides(made(name), TOOL):
            legend = jig.layout.of(Role.LEGEND)
            assert legend
            assert gap(legend, holes(jig)) > 0.29


def test_a_drill_guide_has_three_edges_of_the_plate() -> None:
    """Flat, a head higher than the plate, and the places at the plate's own coordinates."""
    template = made("tinyseed")
    for jig in drill_guides(template, Tool(1.0, 0.05)):
        assert jig.recess is None
        plate = place(None, template)[0].of(Role.OUTLINE)[0].box()
        box = jig.layout.of(Role.OUTLINE)[0].box()
        assert (box.left, box.bottom, box.right) == (plate.left, plate.bottom, plate.right)
        assert box.top == pytest.approx(plate.top + HEAD)
        assert {hole.diameter for hole in holes(jig)[1:] if isinstance(hole, Dot)} == {1.05}


@pytest.mark.parametrize("name", ["tinyseed", "disc-6"])
def test_no_drill_guide_can_be_turned_or_mirrored_unnoticed(name: str) -> None:
    """The left corner of the head is cut off, and no turn or mirror image has the same outline."""
    for jig in drill_guides(made(name), TOOL):
        (edge,) = jig.layout.of(Role.OUTLINE)
        assert isinstance(edge, Area)
        corners = {(round(p.x, 3), round(p.y, 3)) for p in edge.outline.points()}
        width, height = edge.box().width, edge.box().height
        assert (0.0, round(height, 3)) not in corners
        assert {(4.0, round(height, 3)), (round(width, 3), round(height, 3))} <= corners
        turned = {(round(width - x, 3), round(height - y, 3)) for x, y in corners}
        mirrored = {(round(width - x, 3), y) for x, y in corners}
        flipped = {(x, round(height - y, 3)) for x, y in corners}
        assert corners not in (turned, mirrored, flipped)


def test_a_drill_guide_says_what_it_is_for() -> None:
    """Side and number stand in the head, clear of its edge, of the plate and of each other."""
    seen = set()
    for name in ("tinyseed", "disc-6", "keytag"):
        template = made(name)
        for jig in drill_guides(template, TOOL):
            (edge,) = jig.layout.of(Role.OUTLINE)
            assert isinstance(edge, Area)
            head = [m for m in jig.layout.of(Role.LEGEND) if m.box().bottom > template.size.height]
            assert all(within_outline(edge, mark) for mark in head)
            seen.add(tuple(head))
    assert len(seen) == 4 + 4 + 8, "no two guides have the same text"


def within_outline(edge: Area, mark: Mark) -> bool:
    """Whether a mark is on the guide, half a millimetre from its edge and its cut corner."""
    box, whole = mark.box(), edge.box()
    corner = (box.left - whole.left) + (whole.top - box.top)
    return whole.grown(-0.5).contains(box) and corner > 4.0 + 0.5


def test_a_drill_makes_no_square_holes() -> None:
    """A plate of letters is refused, one of both has holes for its dots alone."""
    for name in ("words-85", "letters-24", "washer-m6"):
        with pytest.raises(TemplateError, match=f"{name} is stamped with letters.*--style guide"):
            drill_guides(made(name), TOOL)
    for jig in drill_guides(made("card"), TOOL):
        assert all(isinstance(hole, Dot) for hole in holes(jig))


def test_the_guide_of_a_set_is_for_one_piece() -> None:
    """Four letters around the hole of a washer, however many washers there are."""
    jigs = guides(made("washer-m6"), TOOL)
    assert [len(holes(jig)) - 1 for jig in jigs] == [2, 2]
    assert [holes(jig)[0].box().width for jig in jigs] == pytest.approx([6.4, 6.4])


def test_what_has_no_places_is_refused() -> None:
    """A code is for a machine."""
    with pytest.raises(TemplateError, match="seedqr has nothing to punch or stamp"):
        guides(made("seedqr"), TOOL)


def test_tips_that_are_too_large_are_refused() -> None:
    """Even four guides leave no wall; the message names pitch and hole."""
    with pytest.raises(RuleError) as refused:
        guides(made("tinyseed"), Tool(4.0, 0.3))
    assert str(refused.value) == (
        "the places of tinyseed are 1.75 mm apart, too close for holes of 4.30 mm with walls of "
        "0.8 mm, even shared among 4 guides; a smaller --tip or --clearance may do"
    )


def test_a_guide_shows_nothing_of_a_secret() -> None:
    """It is made of the template alone: another choice of words with the same slots is the same."""
    plate = template_file.find("tinyseed")
    full = made_for(plate, plate.most())
    other = replace(full, sources=())
    assert [jig.layout.marks for jig in guides(full, TOOL)] == [
        jig.layout.marks for jig in guides(other, TOOL)
    ]
