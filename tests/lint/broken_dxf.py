"""A good DXF, broken in all ways that a workshop has met."""

from __future__ import annotations

import re

from tests.lint.good import Broken, swapped


def _pairs(*pairs: tuple[int, object]) -> str:
    return "".join(f"{code}\n{value}\n" for code, value in pairs)


def _added(text: str, *pairs: tuple[int, object]) -> str:
    """The file with one more entity at the end, on the layer of legends unless it says another."""
    if not any(code == 8 for code, _ in pairs):
        pairs = (pairs[0], (8, "legend"), *pairs[1:])
    start = text.index("ENTITIES\n")
    end = text.index("  0\nENDSEC\n", start)
    return text[:end] + _pairs(*pairs) + text[end:]


def _line(text: str, layer: str, ends: tuple[float, float, float, float]) -> str:
    a, b, c, d = ends
    return _added(text, (0, "LINE"), (8, layer), (10, a), (20, b), (11, c), (21, d))


def _first_circle(text: str, code: int, value: object) -> str:
    """The file with one more group in its first circle."""
    start = text.index("ENTITIES\n")
    at = text.index("AcDbCircle\n", start) + len("AcDbCircle\n")
    return text[:at] + _pairs((code, value)) + text[at:]


def _header(text: str, name: str, code: int, value: str) -> str:
    pattern = rf"(  9\n\{name}\n *{code}\n) *\S+\n"
    assert re.search(pattern, text)
    return re.sub(pattern, rf"\g<1>{value}\n", text, count=1)


def _layer(text: str, name: str, code: int, value: object) -> str:
    """The file with a group of a layer's definition replaced."""
    start = text.index(f"AcDbLayerTableRecord\n  2\n{name}\n")
    found = re.compile(rf"\n *{code}\n[^\n]*\n").search(text, start)
    assert found is not None
    return text[: found.start()] + f"\n{code}\n{value}\n" + text[found.end() :]


def no_unit(text: str) -> str:
    return re.sub(r"  9\n\$INSUNITS\n *70\n *4\n", "", text)


def a_unit_of_zero(text: str) -> str:
    return _header(text, "$INSUNITS", 70, "0")


def inches(text: str) -> str:
    return _header(_header(text, "$INSUNITS", 70, "1"), "$MEASUREMENT", 70, "0")


def metres(text: str) -> str:
    return _header(text, "$INSUNITS", 70, "6")


def imperial_millimetres(text: str) -> str:
    return _header(text, "$MEASUREMENT", 70, "0")


def an_unknown_version(text: str) -> str:
    return _header(text, "$ACADVER", 1, "AC1001")


def an_old_version_without_a_unit(text: str) -> str:
    return _header(no_unit(text), "$ACADVER", 1, "AC1009")


def cut_short(text: str) -> str:
    return text[: text.rindex("  0\nEOF")]


def live_text(text: str) -> str:
    return _added(text, (0, "TEXT"), (10, 20), (20, 20), (40, 2), (1, "front"))


def more_live_text(text: str) -> str:
    return _added(text, (0, "MTEXT"), (10, 20), (20, 20), (40, 2), (1, "front"))


def a_dimension(text: str) -> str:
    return _added(text, (0, "DIMENSION"), (10, 20), (20, 20))


def a_spline(text: str) -> str:
    return _added(text, (0, "SPLINE"), (70, 8), (71, 3))


def an_ellipse(text: str) -> str:
    return _added(text, (0, "ELLIPSE"), (10, 20), (20, 20), (11, 2), (21, 0), (40, 0.5))


def a_hatch(text: str) -> str:
    return _added(text, (0, "HATCH"), (10, 0), (20, 0), (2, "SOLID"))


def an_insert(text: str) -> str:
    return _added(text, (0, "INSERT"), (2, "A"), (10, 20), (20, 20))


def a_block(text: str) -> str:
    line = _pairs((0, "LINE"), (8, "legend"), (10, 0), (20, 0), (11, 1), (21, 1))
    return swapped(text, "  0\nENDBLK\n", line + "  0\nENDBLK\n", 1)


def a_block_of_another_file(text: str) -> str:
    start = text.index("AcDbBlockBegin\n")
    return text[:start] + swapped(text[start:], " 70\n0\n", " 70\n4\n", 1)


def a_picture(text: str) -> str:
    return _added(text, (0, "IMAGE"), (10, 20), (20, 20))


def a_face_in_space(text: str) -> str:
    return _added(text, (0, "3DFACE"), (10, 20), (20, 20), (30, 5))


def a_raised_circle(text: str) -> str:
    return _added(text, (0, "CIRCLE"), (10, 42), (20, 8), (30, 5), (40, 1))


def a_mirrored_circle(text: str) -> str:
    return _first_circle(text, 230, -1.0)


def a_thick_circle(text: str) -> str:
    return _first_circle(text, 39, 2.0)


def on_layer_zero(text: str) -> str:
    return _line(text, "0", (20, 5, 30, 5))


def on_no_layer(text: str) -> str:
    return _line(text, "engraving", (20, 5, 30, 5))


def a_layer_switched_off(text: str) -> str:
    return _layer(text, "legend", 62, -5)


def a_frozen_layer(text: str) -> str:
    return _layer(text, "legend", 70, 1)


def an_invisible_circle(text: str) -> str:
    return _first_circle(text, 60, 1)


def a_dashed_layer(text: str) -> str:
    return _layer(text, "legend", 6, "DASHED")


def a_dashed_circle(text: str) -> str:
    return _first_circle(text, 6, "DASHED")


def a_colour_of_its_own(text: str) -> str:
    return _first_circle(text, 62, 3)


def on_paper(text: str) -> str:
    return _first_circle(text, 67, 1)


def a_wide_line(text: str) -> str:
    start = text.index("ENTITIES\n")
    at = text.index("AcDbPolyline\n", start) + len("AcDbPolyline\n")
    return text[:at] + _pairs((43, 0.5)) + text[at:]


def a_vertex_lost(text: str) -> str:
    start = text.index("ENTITIES\n")
    found = re.compile(r"AcDbPolyline\n *90\n *(\d+)\n").search(text, start)
    assert found is not None
    return text[: found.start(1)] + "99" + text[found.end(1) :]


def an_outline_not_closed(text: str) -> str:
    at = text.rindex("AcDbPolyline\n")
    return text[:at] + swapped(text[at:], " 70\n1\n", " 70\n0\n", 1)


def loose_lines(text: str) -> str:
    for ends in ((40, 5, 45, 5), (45, 8, 45, 5), (45, 8, 40, 5)):
        text = _line(text, "hole", ends)
    return text


def loose_lines_with_a_gap(text: str) -> str:
    for ends in ((40, 5, 45, 5), (45, 8, 45, 5), (45, 8, 40, 5.2)):
        text = _line(text, "hole", ends)
    return text


def the_same_line_twice(text: str) -> str:
    return _line(_line(text, "legend", (40, 5, 45, 5)), "legend", (45, 5, 40, 5))


def the_same_hole_twice(text: str) -> str:
    return _added(text, (0, "CIRCLE"), (8, "hole"), (10, 5), (20, 15), (40, 2))


def the_same_arc_twice(text: str) -> str:
    for angle in (0, 30):
        arc = ((0, "ARC"), (10, 42), (20, 8), (40, 2), (50, angle), (51, 90))
        text = _added(text, *arc)
    return text


def a_hole_without_radius(text: str) -> str:
    return _added(text, (0, "CIRCLE"), (8, "hole"), (10, 42), (20, 8), (40, 0))


def an_arc_without_radius(text: str) -> str:
    return _added(text, (0, "ARC"), (10, 42), (20, 8), (40, -1), (50, 0), (51, 90))


def a_circle_nowhere(text: str) -> str:
    return _added(text, (0, "CIRCLE"), (10, "nan"), (20, 8), (40, 1))


def a_number_of_letters(text: str) -> str:
    return _added(text, (0, "CIRCLE"), (10, "1_0"), (20, 8), (40, 1))


def a_circle_at_the_horizon(text: str) -> str:
    return _added(text, (0, "CIRCLE"), (10, 1e7), (20, 8), (40, 1))


def a_line_without_length(text: str) -> str:
    return _line(text, "legend", (40, 5, 40, 5))


def a_point(text: str) -> str:
    return _added(text, (0, "POINT"), (10, 40), (20, 8))


def a_hole_of_eight_sides(text: str) -> str:
    corners = [(2, 0), (1, 1), (0, 2), (-1, 1), (-2, 0), (-1, -1), (0, -2), (1, -1)]
    root = 2**0.5
    places = [(x, y) if 0 in (x, y) else (x * root, y * root) for x, y in corners]
    pairs = [pair for x, y in places for pair in ((10, 42 + x), (20, 8 + y))]
    return _added(text, (0, "LWPOLYLINE"), (8, "hole"), (90, 8), (70, 1), *pairs)


def a_hole_of_two_arcs(text: str) -> str:
    pairs = ((10, 40), (20, 8), (42, 1), (10, 44), (20, 8), (42, 1))
    return _added(text, (0, "LWPOLYLINE"), (8, "hole"), (90, 2), (70, 1), *pairs)


def an_old_outline_left_open(text: str) -> str:
    text = _added(text, (0, "POLYLINE"), (8, "hole"), (66, 1), (70, 0))
    for x, y in ((40, 5), (45, 5), (45, 8)):
        text = _added(text, (0, "VERTEX"), (8, "hole"), (10, x), (20, y))
    return _added(text, (0, "SEQEND"), (8, "hole"))


def contours_that_overlap(text: str) -> str:
    for x in (40, 42):
        corners = ((x, 5), (x + 3, 5), (x + 3, 8), (x, 8))
        pairs = [pair for a, b in corners for pair in ((10, a), (20, b + x / 100))]
        text = _added(text, (0, "LWPOLYLINE"), (90, 4), (70, 1), *pairs)
    return text


def a_hole_in_a_hole(text: str) -> str:
    return _added(text, (0, "CIRCLE"), (8, "hole"), (10, 5), (20, 15), (40, 1))


def an_unknown_entity(text: str) -> str:
    return _added(text, (0, "WIDGET"), (10, 40), (20, 8))


BROKEN = (
    Broken("dxf", "unit-missing", no_unit),
    Broken("dxf", "unit-missing", a_unit_of_zero),
    Broken("dxf", "unit-not-mm", inches),
    Broken("dxf", "unit-not-mm", metres),
    Broken("dxf", "unit-contradiction", imperial_millimetres),
    Broken("dxf", "version", an_unknown_version),
    Broken("dxf", "unit-unstated", an_old_version_without_a_unit),
    Broken("dxf", "truncated", cut_short),
    Broken("dxf", "live-text", live_text),
    Broken("dxf", "live-text", more_live_text),
    Broken("dxf", "live-text", a_dimension),
    Broken("dxf", "spline", a_spline),
    Broken("dxf", "spline", an_ellipse),
    Broken("dxf", "hatch", a_hatch),
    Broken("dxf", "block", an_insert),
    Broken("dxf", "block", a_block),
    Broken("dxf", "external-reference", a_block_of_another_file),
    Broken("dxf", "image", a_picture),
    Broken("dxf", "not-planar", a_face_in_space),
    Broken("dxf", "not-planar", a_raised_circle),
    Broken("dxf", "not-planar", a_mirrored_circle),
    Broken("dxf", "not-planar", a_thick_circle),
    Broken("dxf", "layer-zero", on_layer_zero),
    Broken("dxf", "layer-undefined", on_no_layer),
    Broken("dxf", "hidden", a_layer_switched_off),
    Broken("dxf", "hidden", a_frozen_layer),
    Broken("dxf", "hidden", an_invisible_circle),
    Broken("dxf", "dashed", a_dashed_layer),
    Broken("dxf", "dashed", a_dashed_circle),
    Broken("dxf", "by-layer", a_colour_of_its_own),
    Broken("dxf", "paper-space", on_paper),
    Broken("dxf", "line-width", a_wide_line),
    Broken("dxf", "wrong-count", a_vertex_lost),
    Broken("dxf", "open-contour", an_outline_not_closed),
    Broken("dxf", "not-joined", loose_lines),
    Broken("dxf", "open-contour", loose_lines_with_a_gap),
    Broken("dxf", "duplicate", the_same_line_twice),
    Broken("dxf", "duplicate", the_same_hole_twice),
    Broken("dxf", "duplicate", the_same_arc_twice),
    Broken("dxf", "zero-radius", a_hole_without_radius),
    Broken("dxf", "zero-radius", an_arc_without_radius),
    Broken("dxf", "not-finite", a_circle_nowhere),
    Broken("dxf", "not-understood", a_number_of_letters),
    Broken("dxf", "too-far", a_circle_at_the_horizon),
    Broken("dxf", "zero-length", a_line_without_length),
    Broken("dxf", "zero-length", a_point),
    Broken("dxf", "faceted-circle", a_hole_of_eight_sides),
    Broken("dxf", "circle-as-path", a_hole_of_two_arcs),
    Broken("dxf", "open-contour", an_old_outline_left_open),
    Broken("dxf", "overlapping-marks", contours_that_overlap),
    Broken("dxf", "island", a_hole_in_a_hole),
    Broken("dxf", "not-understood", an_unknown_entity),
)
