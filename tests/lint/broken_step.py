"""A good STEP file, broken in all ways that a workshop has met."""

from __future__ import annotations

import re
from math import cos, pi, sin

from generator.formats import FORMATS
from generator.geometry import Point, polygon
from generator.layout import Area, Cut, Layout, Role
from tests.lint.good import MARKS, Broken, swapped

_END = "ENDSEC;\nEND-ISO"


def _flat(text: str) -> str:
    """The file with each entity on one line."""
    return re.sub(r"\n[ \t]+", "", text)


def _added(text: str, entity: str) -> str:
    return swapped(text, _END, f"#999999={entity};\n{_END}")


def _first(text: str, name: str) -> re.Match[str]:
    """The first entity of a name: its number and what is in its brackets."""
    found = re.search(rf"#(\d+) ?= ?{name} ?\(([^;]*)\);", text)
    assert found is not None, name
    return found


def _rewritten(text: str, name: str, old: str, new: str) -> str:
    """The file with something in its first entity of a name replaced."""
    whole = _first(text, name)[0]
    return swapped(text, whole, swapped(whole, old, new), 1)


def metres(text: str) -> str:
    return swapped(text, "SI_UNIT(.MILLI.,.METRE.)", "SI_UNIT($,.METRE.)")


def centimetres(text: str) -> str:
    return swapped(text, "SI_UNIT(.MILLI.,.METRE.)", "SI_UNIT(.CENTI.,.METRE.)")


def inches(text: str) -> str:
    other = "CONVERSION_BASED_UNIT('INCH',#1)"
    return swapped(text, "SI_UNIT(.MILLI.,.METRE.)", other)


def no_unit(text: str) -> str:
    return re.sub(r"#\d+ = \( LENGTH_UNIT\(\)[^;]*;", "", text)


def cut_short(text: str) -> str:
    return text[: len(text) * 3 // 4]


def without_its_last_line(text: str) -> str:
    return swapped(text, "END-ISO-10303-21;", "")


def a_number_twice(text: str) -> str:
    found = _first(text, "CARTESIAN_POINT")
    return swapped(text, found[0], 2 * (found[0] + "\n"), 1)


def a_point_lost(text: str) -> str:
    return swapped(text, _first(text, "CARTESIAN_POINT")[0], "", 1)


def rubbish_between(text: str) -> str:
    found = _first(text, "CARTESIAN_POINT")
    return swapped(text, found[0], "?? " + found[0], 1)


def a_place_nowhere(text: str) -> str:
    found = _first(text, "CARTESIAN_POINT")
    return swapped(text, found[0], f"#{found[1]} = CARTESIAN_POINT('',(NaN,0.,0.));", 1)


def a_vertex_at_the_horizon(text: str) -> str:
    vertex = _first(text, "VERTEX_POINT")
    (link,) = re.findall(r"#(\d+)", vertex[2])
    return re.sub(rf"#{link} = CARTESIAN_POINT\([^;]*;", _far(link), text)


def _far(link: str) -> str:
    return f"#{link} = CARTESIAN_POINT('',(1.E+06,0.,0.));"


def a_cylinder_without_radius(text: str) -> str:
    whole = _first(text, "CYLINDRICAL_SURFACE")[0]
    return swapped(text, whole, re.sub(r",[\d.]+\);", ",0.);", whole), 1)


def a_circle_too_large(text: str) -> str:
    whole = _first(text, "CIRCLE")[0]
    return swapped(text, whole, re.sub(r",[\d.]+\);", ",2.5);", whole), 1)


def a_face_lost(text: str) -> str:
    whole = _first(_flat(text), "CLOSED_SHELL")[0]
    return swapped(_flat(text), whole, re.sub(r"\(#\d+,", "(", whole), 1)


def a_face_twice(text: str) -> str:
    whole = _first(_flat(text), "CLOSED_SHELL")[0]
    return swapped(_flat(text), whole, re.sub(r"\((#\d+),", r"(\1,\1,", whole), 1)


def a_face_turned(text: str) -> str:
    return _rewritten(text, "FACE_BOUND", ".T.", ".F.")


def an_open_shell(text: str) -> str:
    return swapped(text, "= CLOSED_SHELL(", "= OPEN_SHELL(")


def no_solid(text: str) -> str:
    return swapped(text, "MANIFOLD_SOLID_BREP", "SHELL_BASED_SURFACE_MODEL")


def an_unknown_schema(text: str) -> str:
    return swapped(text, "AUTOMOTIVE_DESIGN", "FURNITURE_DESIGN")


def an_edge_without_length(text: str) -> str:
    flat = _flat(text)
    lines = {found[1] for found in re.finditer(r"#(\d+) = LINE\(", flat)}
    for found in re.finditer(r"#\d+ = EDGE_CURVE\('',#(\d+),#(\d+),#(\d+),", flat):
        if found[3] in lines:
            shrunk = found[0].replace(f"#{found[2]},", f"#{found[1]},")
            return swapped(flat, found[0], shrunk, 1)
    raise AssertionError("the file has no straight edge")


def a_spline(text: str) -> str:
    return _added(text, "B_SPLINE_CURVE_WITH_KNOTS('',3,(#1,#1),.UNSPECIFIED.,.F.,.F.)")


def an_assembly(text: str) -> str:
    return _added(text, "NEXT_ASSEMBLY_USAGE_OCCURRENCE('','','',#1,#1,$)")


def a_drawing_elsewhere(text: str) -> str:
    return _added(text, "DOCUMENT_FILE('','',$,#1,'',$)")


def facets(text: str) -> str:
    return _added(text, "FACETED_BREP('',#16)")


def a_rim_interrupted(text: str) -> str:
    flat = _flat(text)
    loops = [found[0] for found in re.finditer(r"#\d+ = EDGE_LOOP\([^;]*;", flat)]
    longest = max(loops, key=lambda loop: loop.count("#"))
    return swapped(flat, longest, re.sub(r"\((#\d+),(#\d+),", r"(\1,", longest), 1)


def a_strange_surface(text: str) -> str:
    return swapped(text, "= CYLINDRICAL_SURFACE('',", "= SURFACE_OF_REVOLUTION('',#7,", 1)


def a_hole_of_24_sides(text: str) -> str:
    assert text
    turns = [at * pi / 12 for at in range(24)]
    corners = [Point(48 + 2 * cos(turn), 20 + 2 * sin(turn)).rounded() for turn in turns]
    hole = Area(Role.HOLE, polygon(corners), (), Cut(2.0))
    return FORMATS["step"]().write((Layout("front", 2.0, (*MARKS, hole)),)).decode()


def two_plates_of_two_sizes(text: str) -> str:
    assert text
    corners = (Point(70, 0), Point(80, 0), Point(80, 10), Point(70, 10))
    other = Area(Role.OUTLINE, polygon(corners), (), Cut(2.0))
    return FORMATS["step"]().write((Layout("front", 2.0, (*MARKS, other)),)).decode()


def _hole_moved(text: str, by: float) -> str:
    """All places of the first hole (Ø 4 at 5, 15) moved to the right, the topology as it was."""

    def moved(found: re.Match[str]) -> str:
        x, y = float(found[2]), float(found[3])
        near = (x - 5) ** 2 + (y - 15) ** 2 < 4.5
        return f"{found[1]}({x + by if near else x},{y},"

    return re.sub(r"(CARTESIAN_POINT\('',)\(([-\d.E+]+),([-\d.E+]+),", moved, _flat(text))


def a_hole_moved_over_the_edge(text: str) -> str:
    return _hole_moved(text, -4)


def a_hole_moved_over_a_mark(text: str) -> str:
    return _hole_moved(text, 13)


def a_hole_moved_off_the_plate(text: str) -> str:
    return _hole_moved(text, -40)


BROKEN = (
    Broken("step", "unit-not-mm", metres),
    Broken("step", "unit-not-mm", centimetres),
    Broken("step", "unit-not-mm", inches),
    Broken("step", "unit-missing", no_unit),
    Broken("step", "truncated", cut_short),
    Broken("step", "truncated", without_its_last_line),
    Broken("step", "duplicate-id", a_number_twice),
    Broken("step", "missing-reference", a_point_lost),
    Broken("step", "damaged", rubbish_between),
    Broken("step", "not-finite", a_place_nowhere),
    Broken("step", "too-far", a_vertex_at_the_horizon),
    Broken("step", "zero-radius", a_cylinder_without_radius),
    Broken("step", "not-on-curve", a_circle_too_large),
    Broken("step", "open-shell", a_face_lost),
    Broken("step", "non-manifold", a_face_twice),
    Broken("step", "turned-face", a_face_turned),
    Broken("step", "open-shell", an_open_shell),
    Broken("step", "no-solid", no_solid),
    Broken("step", "version", an_unknown_schema),
    Broken("step", "zero-length", an_edge_without_length),
    Broken("step", "spline", a_spline),
    Broken("step", "block", an_assembly),
    Broken("step", "external-reference", a_drawing_elsewhere),
    Broken("step", "faceted-circle", facets),
    Broken("step", "open-contour", a_rim_interrupted),
    Broken("step", "not-understood", a_strange_surface),
    Broken("step", "faceted-circle", a_hole_of_24_sides),
    Broken("step", "several-solids", two_plates_of_two_sizes),
    Broken("step", "hole-at-edge", a_hole_moved_over_the_edge),
    Broken("step", "holes-touch", a_hole_moved_over_a_mark),
    Broken("step", "outside-plate", a_hole_moved_off_the_plate),
)
