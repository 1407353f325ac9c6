"""A small plate that has nothing wrong with it, in each format, and how to break a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from generator.formats import FORMATS
from generator.geometry import Line, Path, Point, Size, circle, polygon, rounded_rectangle
from generator.layout import Area, Cut, Dot, Layout, Mark, Role, Stroke
from tests.lint.good_others import GCODE, LBRN2, pdf, stl, threemf

Break: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Broken:
    """One way to break a good file, and what the linter has to call it."""

    format: str
    code: str
    how: Break

    @property
    def name(self) -> str:
        return f"{self.format}-{self.how.__name__}"

    def data(self) -> bytes:
        return self.how(good(self.format).decode()).encode()


SQUARE = polygon((Point(15, 22), Point(18, 22), Point(18, 25), Point(15, 25)))
HOOK = Path(Point(25, 22), (Line(Point(28, 25)), Line(Point(31, 22))))

MARKS: tuple[Mark, ...] = (
    Area(Role.OUTLINE, rounded_rectangle(Size(60, 30), 3), (), Cut(2.0)),
    Dot(Role.HOLE, Point(5, 15), 4, Cut(2.0)),
    Dot(Role.HOLE, Point(55, 15), 4, Cut(2.0)),
    *(Dot(Role.MARK, Point(20 + 3 * at, 15), 1.5, Cut(0.4)) for at in range(4)),
    Dot(Role.GUIDE, Point(40, 15), 0.6, Cut(0.1)),
    Stroke(Role.LEGEND, HOOK, 0.3, Cut(0.2)),
    Area(Role.LEGEND, SQUARE, (circle(Point(16.5, 23.5), 0.5).reversed(),), Cut(0.2)),
)
"""In a file of SVG, a place (x, y) of this plate stands at (x + 1, 31 − y)."""


_OTHERS: Mapping[str, Callable[[], bytes]] = {
    "gcode": GCODE.encode,
    "lbrn2": LBRN2.encode,
    "stl": stl,
    "3mf": threemf,
    "pdf": pdf,
}


@cache
def good(name: str) -> bytes:
    """The plate as a file, or a small file of a format that is not made from layouts here."""
    if name in _OTHERS:
        return _OTHERS[name]()
    return FORMATS[name]().write((Layout("front", 2.0, MARKS),))


def swapped(text: str, old: str, new: str, times: int = -1) -> str:
    """The text with something replaced that must be there."""
    assert old in text, old
    return text.replace(old, new, times)
