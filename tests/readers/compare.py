"""How far what a reader said of one file is from the layout, by format."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from generator.geometry import Vec
from generator.layout import Layout, Role, cut_once
from tests.readers import seen, solids
from tests.readers.files import Case, machine_of
from tests.readers.pages import in_views, on_paper, shown
from tests.readers.programs import Reader
from tests.readers.seen import TOLERANCE, Seen
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
    expected = seen.in_svg(layout) if reader.shapes else seen.in_ink(layout, HAIRLINE)
    return seen.worst(expected, _on_page(answer, layout)), []


def _dxf(_: Reader, case: Case, answer: Any) -> Verdict:
    (layout,) = case.layouts()
    return seen.worst(seen.in_dxf(layout), seen.seen(seen.told(answer))), []


def _lightburn(reader: Reader, case: Case, answer: Any) -> Verdict:
    """MeerK40t keeps the layers of a project to itself."""
    (layout,) = case.layouts()
    keeps = reader.name == "meerk40t"
    shapes = (replace(s, role=None) if keeps else s for s in seen.told(answer))
    shown = seen.seen(shapes)
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
    if "drilled" in answer:
        return solids.drillings(case.name, answer), []
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


def _on_page(answer: Any, layout: Layout) -> Seen:
    """What stands on a page, y down, in the frame of the layout."""
    top = max(edge.box().top for edge in layout.of(Role.OUTLINE)) + MARGIN
    if answer.get("page"):
        assert answer["page"][1] == pytest.approx(top + MARGIN, abs=TOLERANCE)
    return seen.seen(seen.told(answer)).placed(Vec(-MARGIN, top), up=-1.0)
