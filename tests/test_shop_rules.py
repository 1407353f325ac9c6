"""What a shop says of a full plate."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import shapely

from generator.geometry import Arc
from generator.layout import Area, Dot, Mark, Role, Stroke
from generator.pieces import Piece
from generator.pipeline import prepared
from generator.place import full
from generator.shop import CUT_RULES, MARK_RULES, RULES, SHEET_RULES, Amount, Limit, Shop
from generator.shop_measures import MEASURES, Feature, Seen
from generator.shop_rules import ERROR, PASS, UNKNOWN, WARNING, Finding, findings
from generator.template import Template
from tests.plates.road import NAMES, template_of

SHOP = Shop(
    name="mine",
    title="my own",
    process="milling",
    cuts=True,
    marks=True,
    evidence="measured",
    checked="2026-11-22",
    sources=("a trial",),
    limits=(),
    materials=(),
    formats=(),
    refuses=(),
    kerf="unknown",
    notes=(),
    unknown=(),
)


def made(name: str) -> Template:
    """A plate for as much as it holds."""
    template = template_of(name)
    return prepared(template, template.most())


def seen(name: str) -> Seen:
    """The same with every slot marked."""
    template = made(name)
    return Seen(template, full(template))


def features(name: str, rule: str) -> list[Feature]:
    """What one rule measures on a plate."""
    return list(MEASURES[rule](seen(name)))


def judged(name: str, rule: str, **amounts: float) -> Finding:
    """What a shop with this one limit says of a plate."""
    given = {key: Amount(mm=value) for key, value in amounts.items()}
    limit = Limit(rule, given.get("least"), given.get("advised"), given.get("most"), "a trial")
    (found,) = (
        each for each in findings(made(name), replace(SHOP, limits=(limit,))) if each.rule == rule
    )
    return found


def test_every_rule_has_its_measure() -> None:
    """Nothing that a file can say goes unmeasured."""
    assert set(MEASURES) == set(RULES)


def test_a_shop_is_asked_about_what_it_does() -> None:
    """Who only cuts has no rules about marks, and the other way round."""
    plate = made("tinyseed")
    cutter = findings(plate, replace(SHOP, marks=False))
    marker = findings(plate, replace(SHOP, cuts=False))
    assert {each.rule for each in cutter} == {*SHEET_RULES, *CUT_RULES}
    assert {each.rule for each in marker} == {*SHEET_RULES, *MARK_RULES}
    assert {each.verdict for each in (*cutter, *marker)} == {UNKNOWN}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", ["tinyseed", "words-85", "washer-m6", "card"])
def test_limits_around_what_was_measured(name: str, rule: str) -> None:
    """The least and the largest value found pass a limit of their own, and fail one beyond it."""
    found = [round(feature.found, 6) for feature in features(name, rule)]
    if not found:
        assert judged(name, rule, least=1e6).verdict == PASS
        return
    least, most = min(found), max(found)
    assert judged(name, rule, least=least, most=most).verdict == PASS
    assert least >= 0
    low = judged(name, rule, least=least + 0.011)
    assert (low.verdict, low.bound, low.found) == (ERROR, "at least", least)
    assert low.failing == sum(value < least + 0.011 - 1e-6 for value in found)
    assert judged(name, rule, advised=least + 0.011).verdict == WARNING
    assert low.source == "a trial"
    if most > 0:  # no limit is below nothing
        high = judged(name, rule, most=most / 2)
        assert (high.verdict, high.bound, high.found) == (ERROR, "at most", most)


@pytest.mark.parametrize("rule", ["hole", "corner", "thickness", "dot", "stroke"])
def test_the_nearest_value_passes_and_is_the_nearest(rule: str) -> None:
    """A hundredth of a millimetre less would not."""
    limit = features("tinyseed", rule)[0].found + 0.1234
    found = judged("tinyseed", rule, least=limit)
    assert limit <= found.nearest < limit + 0.01
    most = judged("tinyseed", rule, most=limit - 0.2)
    assert limit - 0.21 < most.nearest <= limit - 0.2


def test_amounts_by_thickness_and_by_diameter() -> None:
    """A limit may grow with the metal and with the hole it is about."""
    plate = made("tinyseed")
    hole = plate.plate.holes[0].diameter
    limit = Limit("edge", Amount(per_diameter=1.0), None, None, "a trial")
    (edge,) = (f for f in findings(plate, replace(SHOP, limits=(limit,))) if f.rule == "edge")
    assert edge.required == hole
    thick = replace(plate, plate=replace(plate.plate, thickness=4.0))
    limit = Limit("hole", Amount(per_thickness=0.5), None, None, "a trial")
    (least,) = (f for f in findings(thick, replace(SHOP, limits=(limit,))) if f.rule == "hole")
    assert (least.required, least.verdict) == (2.0, PASS)


def drawn(mark: Mark) -> shapely.Geometry:
    """The metal that a mark takes away, as shapely has it; arcs in chords of a micrometre."""
    match mark:
        case Dot():
            return shapely.Point(mark.centre.x, mark.centre.y).buffer(
                mark.diameter / 2, quad_segs=64
            )
        case Stroke():
            return shapely.LineString(_points(mark)).buffer(mark.width / 2, quad_segs=32)
        case Area():
            return shapely.Polygon([(p.x, p.y) for p in mark.outline.points()])


def _points(stroke: Stroke) -> list[tuple[float, float]]:
    points = [(stroke.path.start.x, stroke.path.start.y)]
    for start, step in stroke.path.steps():
        if isinstance(step, Arc):
            centre, sweep = step.centre(start), step.sweep(start)
            first = math.atan2(start.y - centre.y, start.x - centre.x)
            turn = sweep if step.ccw else -sweep
            points += [
                (
                    centre.x + step.radius * math.cos(first + turn * part / 24),
                    centre.y + step.radius * math.sin(first + turn * part / 24),
                )
                for part in range(1, 24)
            ]
        points.append((step.end.x, step.end.y))
    return points


@pytest.mark.parametrize("name", ["tinyseed", "seedcard", "disc-6", "stackbit"])
def test_gaps_are_those_of_another_program(name: str) -> None:
    """The least metal between pieces and to the edge, as shapely measures it."""
    whole = seen(name)
    measured = [f.found for f in MEASURES["gap"](whole) if not f.what.startswith("letters of")]
    least = min(measured)
    apart = min(_nearest(pieces) for _, pieces in whole.sides)
    assert math.isclose(least, apart, abs_tol=0.01)


def _nearest(pieces: tuple[Piece, ...]) -> float:
    inner = [piece for piece in pieces if piece.role not in (Role.OUTLINE, Role.HOLE)]
    shapes = [shapely.union_all([drawn(mark) for mark in piece.marks]) for piece in inner]
    tree = shapely.STRtree(shapes)
    distances = [
        shapely.distance(shape, shapes[two])
        for one, shape in enumerate(shapes)
        for two in tree.query(shape, predicate="dwithin", distance=2.0)
        if one != two
    ]
    return float(min(distances))


@pytest.mark.parametrize("name", NAMES)
def test_shops_have_something_to_say_of_every_plate(name: str) -> None:
    """Each plate has a thickness, sides, strokes, letters, depths and an edge."""
    whole = seen(name)
    for rule in ("thickness", "short-side", "long-side", "stroke", "letter", "depth", "margin"):
        values = [feature.found for feature in MEASURES[rule](whole)]
        assert values
        assert min(values) > 0
