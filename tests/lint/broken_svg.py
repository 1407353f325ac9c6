"""A good SVG, broken in all ways that a workshop has met."""

from __future__ import annotations

import re
from math import cos, pi, sin

from tests.lint.good import Broken, swapped

_HOLE = 'fill="none" stroke="#FF8000" stroke-width="0.020"'


def _added(text: str, layer: str, element: str) -> str:
    """The file with one more element at the end of a layer."""
    start = text.index(f'<g id="{layer}"')
    end = text.index("</g>", start)
    return text[:end] + element + "\n" + text[end:]


def _hole(text: str, data: str) -> str:
    return _added(text, "hole", f'<path d="{data}" {_HOLE} />')


def _mark(text: str, x: float, y: float, radius: float = 0.75) -> str:
    return _added(text, "mark", f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#000000" />')


def _outline(text: str) -> str:
    (path,) = re.findall(r'<g id="outline".*?(<path[^>]*>)', text, re.DOTALL)
    return str(path)


def size_without_a_unit(text: str) -> str:
    return swapped(text, 'width="62.000mm"', 'width="62"')


def no_size(text: str) -> str:
    return swapped(swapped(text, ' width="62.000mm"', ""), ' height="32.000mm"', "")


def size_in_pixels(text: str) -> str:
    return swapped(text, 'width="62.000mm"', 'width="234.33px"')


def size_in_centimetres(text: str) -> str:
    return swapped(text, 'width="62.000mm"', 'width="6.2cm"')


def a_unit_of_two_millimetres(text: str) -> str:
    return swapped(text, 'viewBox="0 0 62.000 32.000"', 'viewBox="0 0 31 16"')


def no_view_box(text: str) -> str:
    return swapped(text, ' viewBox="0 0 62.000 32.000"', "")


def live_text(text: str) -> str:
    return _added(text, "legend", '<text x="9" y="9">front</text>')


def a_picture(text: str) -> str:
    return _added(text, "legend", '<image x="9" y="9" width="5" height="5" />')


def a_script(text: str) -> str:
    return swapped(text, "<defs />", "<script>let a = 1</script>")


def an_event(text: str) -> str:
    return swapped(text, '<g id="mark"', '<g onclick="go()" id="mark"')


def a_style_sheet(text: str) -> str:
    return swapped(text, "<defs />", "<defs><style>path { fill: red }</style></defs>")


def a_class(text: str) -> str:
    return swapped(text, '<g id="mark"', '<g class="a" id="mark"')


def a_sheet_from_elsewhere(text: str) -> str:
    return swapped(text, "<svg ", '<?xml-stylesheet href="a.css"?><svg ')


def a_use(text: str) -> str:
    return _added(text, "mark", '<use xlink:href="#mark" x="1" />')


def a_clip(text: str) -> str:
    return swapped(text, '<g id="mark"', '<g clip-path="url(#a)" id="mark"')


def a_gradient(text: str) -> str:
    return _added(text, "mark", '<circle cx="31" cy="8" r="0.5" fill="url(#a)" />')


def a_transformation(text: str) -> str:
    return swapped(text, '<g id="mark"', '<g transform="translate(0.5)" id="mark"')


def another_file(text: str) -> str:
    return _added(text, "mark", '<use xlink:href="other.svg#a" />')


def a_hidden_layer(text: str) -> str:
    return swapped(text, '<g id="legend"', '<g style="display:none" id="legend"')


def a_dashed_line(text: str) -> str:
    return swapped(text, '<g id="legend"', '<g stroke-dasharray="1 1" id="legend"')


def nothing_to_see(text: str) -> str:
    return _added(text, "mark", '<circle cx="31" cy="8" r="0.5" fill="none" />')


def filled_and_stroked(text: str) -> str:
    return _added(text, "mark", '<circle cx="31" cy="8" r="0.5" stroke="#000000" />')


def an_open_outline(text: str) -> str:
    return swapped(text, _outline(text), _outline(text).replace(" Z", ""))


def an_open_hole(text: str) -> str:
    return _hole(text, "M 40 20 L 44 20 L 44 24 L 40.2 20.5")


def a_bow_tie(text: str) -> str:
    return _hole(text, "M 40 20 L 44 24 L 44 20 L 40 24 Z")


def the_same_circle_twice(text: str) -> str:
    return _mark(text, 21, 16)


def the_same_line_reversed(text: str) -> str:
    line = '<path d="M 29 6 L 26 9" fill="none" stroke="#0000FF" stroke-width="0.3" />'
    return _added(text, "legend", line)


def a_line_on_part_of_another(text: str) -> str:
    line = '<path d="M 30 15 H 36 M 33 15.001 H 38" fill="none" stroke="#0000FF" '
    return _added(text, "legend", line + 'stroke-width="0.3" />')


def the_outline_twice(text: str) -> str:
    return swapped(text, _outline(text), 2 * _outline(text))


def a_line_without_length(text: str) -> str:
    return _hole(text, "M 40 20 L 44 20 L 44 20 L 44 24 Z")


def a_move_and_nothing_else(text: str) -> str:
    return _hole(text, "M 40 20")


def a_circle_without_radius(text: str) -> str:
    return _mark(text, 31, 8, 0)


def an_arc_without_radius(text: str) -> str:
    return _hole(text, "M 40 20 L 44 20 A 0 0 0 0 1 44 24 Z")


def a_circle_nowhere(text: str) -> str:
    return swapped(text, 'cx="21.000"', 'cx="NaN"')


def a_path_to_nowhere(text: str) -> str:
    return _hole(text, "M 40 20 L nan 20 L 44 24 Z")


def a_mark_at_the_horizon(text: str) -> str:
    return _mark(text, 1e9, 8)


def a_hole_of_24_sides(text: str) -> str:
    corners = [(42 + 2 * cos(at * pi / 12), 22 + 2 * sin(at * pi / 12)) for at in range(24)]
    return _hole(text, "M " + " L ".join(f"{x:.3f} {y:.3f}" for x, y in corners) + " Z")


def a_hole_of_arcs(text: str) -> str:
    return _hole(text, "M 40 20 A 1 1 0 0 1 42 20 A 1 1 0 0 1 40 20 Z")


def marks_that_overlap(text: str) -> str:
    return _mark(text, 22, 16)


def a_square_over_a_dot(text: str) -> str:
    return _added(text, "mark", '<path d="M 21 16 L 23 16 L 23 18 L 21 18 Z" fill="#000000" />')


def a_dot_in_a_dot(text: str) -> str:
    return _mark(text, 21, 16, 0.3)


def a_mark_off_the_plate(text: str) -> str:
    return _mark(text, 61.6, 16, 0.3)


def a_mark_over_the_edge(text: str) -> str:
    return _mark(text, 61, 16, 0.3)


def a_line_over_the_edge(text: str) -> str:
    line = '<path d="M 31 5 L 31 1.05" fill="none" stroke="#0000FF" stroke-width="0.3" />'
    return _added(text, "legend", line)


def a_hole_at_the_edge(text: str) -> str:
    return _added(text, "hole", f'<circle cx="31" cy="29" r="2" {_HOLE} />')


def holes_that_touch(text: str) -> str:
    return _added(text, "hole", f'<circle cx="9.005" cy="16" r="1" {_HOLE} />')


def a_mark_over_a_hole(text: str) -> str:
    return _mark(text, 6, 16, 0.4)


def no_outline(text: str) -> str:
    return swapped(text, _outline(text), "")


def marks_and_nothing_else(text: str) -> str:
    holes = re.search(r'<g id="hole".*?</g>', text, re.DOTALL)
    assert holes is not None
    return swapped(no_outline(text), holes[0], "")


def a_legend_beside_the_plate(text: str) -> str:
    text = swapped(text, 'width="62.000mm"', 'width="92.000mm"')
    text = swapped(text, 'viewBox="0 0 62.000 32.000"', 'viewBox="0 0 92.000 32.000"')
    return _added(text, "legend", '<circle cx="80" cy="20" r="1" fill="#0000FF" />')


def an_outline_in_the_outline(text: str) -> str:
    inner = '<path d="M 20 20 L 30 20 L 30 28 L 20 28 Z" fill="none" stroke="#FF0000" '
    return _added(text, "outline", inner + 'stroke-width="0.02" />')


def a_second_plate_of_another_size(text: str) -> str:
    text = swapped(text, 'width="62.000mm"', 'width="92.000mm"')
    text = swapped(text, 'viewBox="0 0 62.000 32.000"', 'viewBox="0 0 92.000 32.000"')
    other = '<path d="M 70 20 L 80 20 L 80 28 L 70 28 Z" fill="none" stroke="#FF0000" '
    return _added(text, "outline", other + 'stroke-width="0.02" />')


def a_cut_in_a_cut(text: str) -> str:
    outer = _hole(text, "M 36 20 L 46 20 L 46 28 L 36 28 Z")
    return _hole(outer, "M 38 22 L 44 22 L 44 26 L 38 26 Z")


def a_letter_without_bridges(text: str) -> str:
    return _hole(text, "M 36 20 L 46 20 L 46 28 L 36 28 Z M 38 22 L 44 22 L 44 26 L 38 26 Z")


def a_page_too_small(text: str) -> str:
    text = swapped(text, 'width="62.000mm"', 'width="60.000mm"')
    return swapped(text, 'viewBox="0 0 62.000 32.000"', 'viewBox="0 0 60.000 32.000"')


def an_outline_on_the_page(text: str) -> str:
    text = swapped(text, 'width="62.000mm"', 'width="61.000mm"')
    return swapped(text, 'viewBox="0 0 62.000 32.000"', 'viewBox="0 0 61.000 32.000"')


def the_outline_first(text: str) -> str:
    found = re.findall(r'<g id="outline".*?</g>\n', text, re.DOTALL)
    return swapped(swapped(text, found[0], ""), "<defs />", f"<defs />{found[0]}")


def a_curve(text: str) -> str:
    return _hole(text, "M 40 20 C 42 18 44 18 46 20 L 43 26 Z")


def an_ellipse(text: str) -> str:
    return _added(text, "hole", f'<ellipse cx="40" cy="22" rx="2" ry="1" {_HOLE} />')


def an_unknown_element(text: str) -> str:
    return _added(text, "hole", "<shape />")


BROKEN = (
    Broken("svg", "unit-missing", size_without_a_unit),
    Broken("svg", "unit-missing", no_size),
    Broken("svg", "unit-not-mm", size_in_pixels),
    Broken("svg", "unit-not-mm", size_in_centimetres),
    Broken("svg", "scale", a_unit_of_two_millimetres),
    Broken("svg", "scale", no_view_box),
    Broken("svg", "live-text", live_text),
    Broken("svg", "image", a_picture),
    Broken("svg", "script", a_script),
    Broken("svg", "script", an_event),
    Broken("svg", "css", a_style_sheet),
    Broken("svg", "css", a_class),
    Broken("svg", "css", a_sheet_from_elsewhere),
    Broken("svg", "block", a_use),
    Broken("svg", "clip", a_clip),
    Broken("svg", "clip", a_gradient),
    Broken("svg", "transform", a_transformation),
    Broken("svg", "external-reference", another_file),
    Broken("svg", "hidden", a_hidden_layer),
    Broken("svg", "dashed", a_dashed_line),
    Broken("svg", "invisible", nothing_to_see),
    Broken("svg", "filled-and-stroked", filled_and_stroked),
    Broken("svg", "open-contour", an_open_outline),
    Broken("svg", "open-contour", an_open_hole),
    Broken("svg", "self-crossing", a_bow_tie),
    Broken("svg", "duplicate", the_same_circle_twice),
    Broken("svg", "duplicate", the_same_line_reversed),
    Broken("svg", "duplicate", a_line_on_part_of_another),
    Broken("svg", "duplicate", the_outline_twice),
    Broken("svg", "zero-length", a_line_without_length),
    Broken("svg", "zero-length", a_move_and_nothing_else),
    Broken("svg", "zero-radius", a_circle_without_radius),
    Broken("svg", "zero-radius", an_arc_without_radius),
    Broken("svg", "not-finite", a_circle_nowhere),
    Broken("svg", "not-finite", a_path_to_nowhere),
    Broken("svg", "too-far", a_mark_at_the_horizon),
    Broken("svg", "faceted-circle", a_hole_of_24_sides),
    Broken("svg", "circle-as-path", a_hole_of_arcs),
    Broken("svg", "overlapping-marks", marks_that_overlap),
    Broken("svg", "overlapping-marks", a_square_over_a_dot),
    Broken("svg", "overlapping-marks", a_dot_in_a_dot),
    Broken("svg", "outside-plate", a_mark_off_the_plate),
    Broken("svg", "crosses-edge", a_mark_over_the_edge),
    Broken("svg", "crosses-edge", a_line_over_the_edge),
    Broken("svg", "hole-at-edge", a_hole_at_the_edge),
    Broken("svg", "holes-touch", holes_that_touch),
    Broken("svg", "mark-over-hole", a_mark_over_a_hole),
    Broken("svg", "no-outline", no_outline),
    Broken("svg", "marks-alone", marks_and_nothing_else),
    Broken("svg", "beside-plate", a_legend_beside_the_plate),
    Broken("svg", "outlines-overlap", an_outline_in_the_outline),
    Broken("svg", "several-outlines", a_second_plate_of_another_size),
    Broken("svg", "island", a_cut_in_a_cut),
    Broken("svg", "island", a_letter_without_bridges),
    Broken("svg", "outside-page", a_page_too_small),
    Broken("svg", "on-page-edge", an_outline_on_the_page),
    Broken("svg", "cut-order", the_outline_first),
    Broken("svg", "curve", a_curve),
    Broken("svg", "curve", an_ellipse),
    Broken("svg", "not-understood", an_unknown_element),
)
