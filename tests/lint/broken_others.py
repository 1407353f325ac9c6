"""Good G-code, LightBurn projects, meshes and PDFs, broken."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from tests.lint.good import swapped
from tests.lint.good_others import (
    GCODE,
    LBRN2,
    MODEL,
    PAGE,
    ascii_stl,
    packed_pdf,
    pdf,
    stl,
    threemf,
)


@dataclass(frozen=True, slots=True)
class Other:
    """One broken file, and what the linter has to call it."""

    format: str
    code: str
    how: Callable[[], bytes]

    @property
    def name(self) -> str:
        return f"{self.format}-{self.how.__name__}"

    def data(self) -> bytes:
        return self.how()


def _code(old: str, new: str) -> bytes:
    return swapped(GCODE, old, new).encode()


def no_g21() -> bytes:
    return _code("G21 ", "")


def g20() -> bytes:
    return _code("G21", "G20")


def a_percent() -> bytes:
    return b"%\n" + GCODE.encode()


def a_canned_cycle() -> bytes:
    return _code("M5\n", "G81 X5 Y5 Z-1 R1 F100\nM5\n")


def a_tool_change() -> bytes:
    return _code("M4 S0", "M6 T1\nM4 S0")


def a_rapid_with_the_beam_on() -> bytes:
    return _code("G0 X30.000 Y10.000 S0", "G0 X30.000 Y10.000")


def a_beam_that_stands_still() -> bytes:
    return b"G21\nG90\nM3 S500\nG4 P10\nM5\nG0 X1\nM2\n"


def a_depth_of_no_plate() -> bytes:
    return b"G21\nG90\nM3 S9000\nG4 P2\nG1 Z-500 F100\nG0 Z5\nM5\nM2\n"


def a_depth_step_by_step() -> bytes:
    return b"G21\nG91\nM3 S9000\nG1 Z-30 F100\nG1 Z-30\nG0 Z70\nM5\nM2\n"


def no_m5() -> bytes:
    return _code("M5\n", "")


def no_feed() -> bytes:
    return _code(" F1200", "")


def an_arc_off_its_circle() -> bytes:
    return _code("G3 X30.000 Y10.000", "G3 X30.500 Y10.000")


def an_arc_too_small() -> bytes:
    return _code("G3 X30.000 Y10.000 I-2.000 J0.000", "G2 X40.000 Y10.000 R3")


def a_word_that_is_no_number() -> bytes:
    return _code("X20.000", "Xnan")


def an_unknown_word() -> bytes:
    return _code("M5\n", "G123\nM5\n")


def an_unknown_line() -> bytes:
    return _code("M5\n", "$32=1\nM5\n")


def both_distances() -> bytes:
    return _code("M5\n", "G91\nM5\n")


def no_end() -> bytes:
    return _code("M2\n", "")


def a_move_to_the_horizon() -> bytes:
    return _code("X20.000", "X20000000")


def _project(old: str, new: str) -> bytes:
    return swapped(LBRN2, old, new).encode()


def a_shape_without_a_layer() -> bytes:
    return _project('CutIndex="8"', 'CutIndex="9"')


def an_open_outline() -> bytes:
    return _project("L3 0", "")


def text_of_a_font() -> bytes:
    return _project("</LightBurnProject>", '<Shape Type="Text" CutIndex="8"/></LightBurnProject>')


def a_bitmap() -> bytes:
    return _project("</LightBurnProject>", '<Shape Type="Bitmap" CutIndex="8"/></LightBurnProject>')


def a_widget() -> bytes:
    return _project("</LightBurnProject>", '<Shape Type="Widget" CutIndex="8"/></LightBurnProject>')


def an_ellipse_without_radius() -> bytes:
    return _project('Rx="0.75"', 'Rx="0"')


def an_ellipse() -> bytes:
    return _project('Rx="0.75"', 'Rx="0.5"')


def an_ellipse_nowhere() -> bytes:
    return _project("1 0 0 1 20 15", "1 0 0 1 nan 15")


def a_corner_that_is_not_there() -> bytes:
    return _project("L3 0", "L3 9")


def a_rectangle_without_size() -> bytes:
    shape = '<Shape Type="Rect" CutIndex="8" W="0" H="5"/></LightBurnProject>'
    return _project("</LightBurnProject>", shape)


def marks_that_overlap() -> bytes:
    shape = '<Shape Type="Ellipse" CutIndex="8" Rx="1" Ry="1"><XForm>1 0 0 1 21 15</XForm></Shape>'
    return _project("</LightBurnProject>", shape + "</LightBurnProject>")


def the_same_curve_twice() -> bytes:
    path = (
        '<Shape Type="Path" CutIndex="8"><XForm>1 0 0 1 0 0</XForm>'
        "<VertList>V40 10c0x42c0y10c1x1V44 12c0x1c1x44c1y11</VertList>"
        "<PrimList>B0 1</PrimList></Shape>"
    )
    return _project("</LightBurnProject>", 2 * path + "</LightBurnProject>")


def a_facet_lost() -> bytes:
    return stl(3)[:-50]


def a_count_too_high() -> bytes:
    return stl(5)


def a_count_too_low() -> bytes:
    return stl(3)


def a_corner_nowhere() -> bytes:
    data = bytearray(stl())
    struct.pack_into("<f", data, 84 + 12, float("nan"))
    return bytes(data)


def a_normal_turned() -> bytes:
    data = bytearray(stl())
    struct.pack_into("<3f", data, 84, 0, 0, 1)
    return bytes(data)


def text_without_an_end() -> bytes:
    return swapped(ascii_stl(), "endsolid plate\n", "").encode()


def a_facet_of_two_corners() -> bytes:
    return swapped(ascii_stl(), "vertex 0 0 10\n", "", 1).encode()


def a_flat_facet() -> bytes:
    return swapped(ascii_stl(), "vertex 0 10 0\n", "vertex 0 0 0\n", 1).encode()


def a_facet_three_times() -> bytes:
    text = ascii_stl()
    first = text[text.index("facet") : text.index("endfacet") + 9]
    return swapped(text, first, 3 * first).encode()


def no_content_types() -> bytes:
    return threemf(without="[Content_Types].xml")


def no_relationships() -> bytes:
    return threemf(without="_rels/.rels")


def a_model_in_inches() -> bytes:
    return threemf(swapped(MODEL, "millimeter", "inch"))


def a_triangle_lost() -> bytes:
    return threemf(swapped(MODEL, '<triangle v1="0" v2="3" v3="2"/>', ""))


def a_triangle_to_nowhere() -> bytes:
    return threemf(swapped(MODEL, 'v1="0" v2="3"', 'v1="0" v2="33"'))


def a_triangle_turned() -> bytes:
    return threemf(swapped(MODEL, 'v1="0" v2="3" v3="2"', 'v1="0" v2="2" v3="3"'))


def nothing_to_build() -> bytes:
    return threemf(swapped(MODEL, '<item objectid="1"/>', ""))


def a_print_of_another_object() -> bytes:
    return threemf(swapped(MODEL, 'objectid="1"', 'objectid="2"'))


def a_unit_of_its_own() -> bytes:
    return pdf("/UserUnit 2")


def a_password() -> bytes:
    return pdf("/Encrypt 9 0 R")


def a_picture() -> bytes:
    return pdf("/A << /Subtype /Image >>")


def a_script() -> bytes:
    return pdf("/JavaScript 9 0 R")


def a_link() -> bytes:
    return pdf("/A << /S /URI >>")


def a_font_elsewhere() -> bytes:
    return pdf("/F << /Type /Font /BaseFont /Handwriting >>")


def a_table_elsewhere() -> bytes:
    return swapped(pdf().decode(), "startxref\n", "startxref\n1").encode()


def a_page_without_a_size() -> bytes:
    return swapped(pdf().decode(), "/MediaBox", "/NoneBox_").encode()


def a_damaged_page() -> bytes:
    return packed_pdf(damage=b"\0\0\0\0")


def a_page_of_something_else() -> bytes:
    return pdf(drawn=PAGE.replace(b" l S", b" 7;5 l S"))


def a_pdf_cut_short() -> bytes:
    return swapped(pdf().decode(), "%%EOF\n", "").encode()


BROKEN = (
    Other("gcode", "unit-missing", no_g21),
    Other("gcode", "unit-not-mm", g20),
    Other("gcode", "not-for-grbl", a_percent),
    Other("gcode", "not-for-grbl", a_canned_cycle),
    Other("gcode", "not-for-grbl", a_tool_change),
    Other("gcode", "beam-on-rapid", a_rapid_with_the_beam_on),
    Other("gcode", "beam-left-on", no_m5),
    Other("gcode", "beam-standing", a_beam_that_stands_still),
    Other("gcode", "too-deep", a_depth_of_no_plate),
    Other("gcode", "too-deep", a_depth_step_by_step),
    Other("gcode", "no-feed", no_feed),
    Other("gcode", "arc-radius", an_arc_off_its_circle),
    Other("gcode", "arc-radius", an_arc_too_small),
    Other("gcode", "not-finite", a_word_that_is_no_number),
    Other("gcode", "not-understood", an_unknown_word),
    Other("gcode", "not-understood", an_unknown_line),
    Other("gcode", "mixed-distance", both_distances),
    Other("gcode", "truncated", no_end),
    Other("gcode", "too-far", a_move_to_the_horizon),
    Other("lbrn2", "no-layer-setting", a_shape_without_a_layer),
    Other("lbrn2", "open-contour", an_open_outline),
    Other("lbrn2", "live-text", text_of_a_font),
    Other("lbrn2", "image", a_bitmap),
    Other("lbrn2", "not-understood", a_widget),
    Other("lbrn2", "zero-radius", an_ellipse_without_radius),
    Other("lbrn2", "curve", an_ellipse),
    Other("lbrn2", "not-finite", an_ellipse_nowhere),
    Other("lbrn2", "missing-reference", a_corner_that_is_not_there),
    Other("lbrn2", "zero-length", a_rectangle_without_size),
    Other("lbrn2", "overlapping-marks", marks_that_overlap),
    Other("lbrn2", "duplicate", the_same_curve_twice),
    Other("stl", "open-shell", a_facet_lost),
    Other("stl", "truncated", a_count_too_high),
    Other("stl", "wrong-count", a_count_too_low),
    Other("stl", "not-finite", a_corner_nowhere),
    Other("stl", "turned-face", a_normal_turned),
    Other("stl", "truncated", text_without_an_end),
    Other("stl", "not-understood", a_facet_of_two_corners),
    Other("stl", "zero-area", a_flat_facet),
    Other("stl", "non-manifold", a_facet_three_times),
    Other("3mf", "package", no_content_types),
    Other("3mf", "package", no_relationships),
    Other("3mf", "unit-not-mm", a_model_in_inches),
    Other("3mf", "open-shell", a_triangle_lost),
    Other("3mf", "missing-reference", a_triangle_to_nowhere),
    Other("3mf", "turned-face", a_triangle_turned),
    Other("3mf", "no-solid", nothing_to_build),
    Other("3mf", "missing-reference", a_print_of_another_object),
    Other("pdf", "scale", a_unit_of_its_own),
    Other("pdf", "encrypted", a_password),
    Other("pdf", "image", a_picture),
    Other("pdf", "script", a_script),
    Other("pdf", "external-reference", a_link),
    Other("pdf", "font-not-embedded", a_font_elsewhere),
    Other("pdf", "damaged", a_table_elsewhere),
    Other("pdf", "damaged", a_damaged_page),
    Other("pdf", "damaged", a_page_of_something_else),
    Other("pdf", "unit-missing", a_page_without_a_size),
    Other("pdf", "truncated", a_pdf_cut_short),
)
