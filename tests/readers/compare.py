"""How far what a reader said of one file is from the layout, by format."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import pytest

from generator.layout import Layout, Role, cut_once
from tests.readers import seen, solids
from tests.readers.files import Case, machine_of
from tests.readers.pages import in_views, on_paper, shown
from tests.readers.programs import Reader
from tests.readers.seen import TOLERANCE, Seen, Shape
from tests.readers.toolpath import done, in_toolpath

HAIRLINE = 0.02
"""Millimetres around what is cut through in an SVG, which Inkscape counts as part of it."""

MARGIN = 1.0
"""Millimetres of page around the plate in an SVG."""

Verdict: TypeAlias = tuple[float, list[str]]
"""The largest difference in millimetres, and what else is wrong."""


TOLERANCES = {"stencil": 0.005, "drawing": 0.005}
"""Millimetres, where they are more than `TOLERANCE`; pdftocairo counts in parts of a point."""


def compared(reader: Reader, case: Case, answer: Any) -> Verdict:
    """What a reader's answer about a file comes to."""
    return _COMPARED[reader.format](reader, case, answer)


def _svg(reader: Reader, case: Case, answer: Any) -> Verdict:
    (layout,) = case.layouts()
    inked = reader.name == "inkscape"
    expected = seen.in_ink(layout, HAIRLINE) if inked else seen.in_svg(layout)
    return seen.worst(expected, _on_page(answer, layout)), []


def _dxf(_: Reader, case: Case, answer: Any) -> Verdict:
    (layout,) = case.layouts()
    return seen.worst(seen.in_dxf(layout), Seen(*_shapes(answer))), []


def _lightburn(_: Reader, case: Case, answer: Any) -> Verdict:
    """As on paper, but MeerK40t keeps the layers of a project to itself."""
    (layout,) = case.layouts()
    circles, boxes = _shapes(answer)
    shown = Seen(
        tuple((None, numbers) for _, numbers in circles),
        tuple((None, numbers) for _, numbers in boxes),
    )
    return seen.worst(seen.in_dxf(cut_once(layout)), shown), []


def _gcode(_: Reader, case: Case, answer: Any) -> Verdict:
    (layout,) = case.layouts()
    machine = machine_of(case.shop)
    shown, faults = done(answer["account"], machine)
    return seen.worst(in_toolpath(layout, machine), shown), faults


def _stencil(_: Reader, case: Case, answer: Any) -> Verdict:
    """A page for each side; the largest difference of all."""
    layouts, pages = case.layouts(), answer["pages"]
    if len(pages) != len(layouts):
        return math.inf, [f"{len(pages)} pages"]
    seen_on = [shown(page) for page in pages]
    pairs = zip(layouts, seen_on, strict=True)
    differences = [seen.worst(on_paper(layout), page) for layout, (page, _) in pairs]
    return max(differences), [fault for _, faults in seen_on for fault in faults]


def _drawing(_: Reader, case: Case, answer: Any) -> Verdict:
    """The views are on the first page, drawn to a scale."""
    return in_views(case.layouts(), answer["pages"][0])


def _solid(_: Reader, case: Case, answer: Any) -> Verdict:
    return solids.compared(case.name, answer)


_COMPARED: Mapping[str, Callable[[Reader, Case, Any], Verdict]] = {
    "svg": _svg,
    "dxf": _dxf,
    "gcode": _gcode,
    "lbrn2": _lightburn,
    "stencil": _stencil,
    "drawing": _drawing,
    "3mf": _solid,
    "step": _solid,
    "stl": _solid,
}


def _shapes(answer: Any) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    circles: Iterator[Shape] = ((role, tuple(at)) for role, *at in answer["circles"])
    boxes: Iterator[Shape] = ((role, tuple(box)) for role, *box in answer["boxes"])
    return tuple(circles), tuple(boxes)


def _on_page(answer: Any, layout: Layout) -> Seen:
    """What stands on a page, y down, in the frame of the layout."""
    circles, boxes = _shapes(answer)
    top = max(edge.box().top for edge in layout.of(Role.OUTLINE)) + MARGIN
    if answer.get("page"):
        assert answer["page"][1] == pytest.approx(top + MARGIN, abs=TOLERANCE)
    return Seen(
        tuple((role, (x - MARGIN, top - y, across)) for role, (x, y, across) in circles),
        tuple(
            (role, (left - MARGIN, top - low, right - MARGIN, top - high))
            for role, (left, high, right, low) in boxes
        ),
    )
