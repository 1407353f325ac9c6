"""What may be in a photograph: the sides of plates, with the places of all their slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from generator import template_file as templates
from generator.facets import polygon
from generator.geometry import Path
from generator.layout import Area, Dot, Mark, Role, Stroke
from generator.pieces import fixed
from generator.scan.pixels import Pixels, Points, stroked
from generator.slots import slots
from generator.template import Field, Punch, Side, Template
from generator.variant import made_for


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A slot of a side, of whatever choice, with the cell it holds in one encoding or more."""

    cells: tuple[tuple[str, int, int], ...]
    """Encoding, row and column, 0-based."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """One side of one template, as all of its choices together."""

    template: Template
    side: str
    sites: tuple[Site, ...]
    places: Points
    """The slots' centres in millimetres."""
    diameter: float
    pitch: float
    """The least way between two slots."""

    @property
    def title(self) -> str:
        return f"{self.template.name}, {self.side}"


def targets(names: Iterable[str], side: str | None) -> Iterator[Target]:
    """The sides with dots of the templates of these names."""
    for name in names:
        template = templates.find(name)
        if template.plate.lattice is not None:
            continue
        for each in template.sides:
            if side in (None, each.name):
                found = _target(template, each)
                if found is not None:
                    yield found


def _target(template: Template, side: Side) -> Target | None:
    cells: dict[tuple[float, float], set[tuple[str, int, int]]] = {}
    punched = [field for field in side.fields if isinstance(field.mark, Punch) and _plain(field)]
    for field in punched:
        for slot in slots(field):
            place = slot.centre.x, slot.centre.y
            cells.setdefault(place, set()).add((field.encoding, slot.row, slot.column))
    if not cells:
        return None
    places = np.array(sorted(cells, key=lambda place: (-place[1], place[0])))
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    sites = tuple(Site(tuple(sorted(cells[float(x), float(y)]))) for x, y in places)
    diameters = [field.mark.diameter for field in punched if isinstance(field.mark, Punch)]
    return Target(template, side.name, sites, places, min(diameters), float(apart.min()))


def _plain(field: Field) -> bool:
    """Whether it is on every plate: the row of a check that one has to ask for stands in legend."""
    return not field.only.check


def legend(target: Target, scale: float) -> Pixels:
    """What is on each such plate besides marks, drawn at so many pixels a millimetre, 0 to 1."""
    made = made_for(target.template, target.template.most())
    size = target.template.plate.size
    shape = round(size.height * scale), round(size.width * scale)
    lines = [
        line
        for side in made.sides
        if side.name == target.side
        for piece in fixed(made, side)
        if piece.role is not Role.OUTLINE
        for mark in piece.marks
        for line in _lines(mark)
    ]
    down = np.array([1.0, -1.0]) * scale
    corner = np.array([0.0, size.height * scale])
    return stroked(shape, [(places * down + corner, width * scale) for places, width in lines])


def _lines(mark: Mark) -> Iterator[tuple[Points, float]]:
    match mark:
        case Dot(_, centre, diameter, _):
            turn = np.linspace(0, 2 * np.pi, 13)
            ring = np.column_stack([np.cos(turn), np.sin(turn)]) * (diameter / 4)
            yield ring + np.array([centre.x, centre.y]), diameter / 2
        case Stroke(_, path, width, _):
            yield _places(path), width
        case Area(_, outline, holes, _):
            for path in (outline, *holes):
                yield _places(path), 0.1


def _places(path: Path) -> Points:
    """Places along a path, its end among them."""
    last = path.segments[-1].end if path.segments else path.start
    return np.array([(point.x, point.y) for point in (*polygon(path), last)])
