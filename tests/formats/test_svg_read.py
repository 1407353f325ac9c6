from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.formats.svg import write
from generator.formats.svg_read import read
from generator.geometry import (
    Arc,
    Line,
    Path,
    Point,
    Rect,
    Size,
    circle,
    polygon,
    rounded_rectangle,
)
from generator.layout import Area, Dot, Face, Role, Stroke
from tests.formats.layouts import INNER, every_shape, layout_of

SMALL = Area(Role.OUTLINE, rounded_rectangle(Size(20, 10), 0))


# ------------------------------------------------------------------------------- what others write

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
)


def drawn(shape: str, role: str = "mark", page: str = "") -> Face:
    """What is read of one shape on a plate of 20 × 10 whose lower left corner is not the page's."""
    page = page or 'width="30mm" height="20mm" viewBox="0 0 30 20"'
    edge = '<path d="M5 5h20v10H5z" fill="none" stroke="#f00" stroke-width="0.01"/>'
    text = (
        f'{HEAD}{page}><g inkscape:label="{role}">{shape}</g>'
        f'<g inkscape:label="outline">{edge}</g></svg>'
    )
    return read(text.encode())[0]


def test_what_inkscape_adds_when_it_saves_is_let_pass() -> None:
    """Named view, metadata, titles, empty definitions and namespaced attributes draw nothing."""
    text = write((every_shape(),)).decode()
    saved = text.replace("<defs />", '<title>t</title><defs id="defs1"></defs>')
    saved = saved.replace(
        '<g id="mark"',
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
        ' showgrid="true"><inkscape:page width="60"/></sodipodi:namedview>'
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:li/></r:RDF>'
        "</metadata>"
        '<g id="layer1" style="display:inline;opacity:1" inkscape:collect="always"',
    ).replace("<circle ", '<circle id="c" xml:space="preserve" ')
    assert saved.count("<circle id") >= len(INNER)
    assert read(saved.encode()) == read(text.encode())


def test_a_byte_order_mark_is_no_damage() -> None:
    """Windows editors put one before the file."""
    data = write((every_shape(),))
    assert read(b"\xef\xbb\xbf" + data) == read(data)


@pytest.mark.parametrize(
    "data",
    [
        "M 7 13 H 9 V 11 H 7 Z",
        "M7,13 9,13 9,11 7,11z",
        "m7 13 2 0 0-2-2 0z",
        "m 7,13 h 2 v -2 h -2 v 2 z",
        "\n M\t7e0+13.L.9e1 1.3E1,9 11 7 11\r\nZ ",
    ],
)
def test_path_data_in_any_spelling_is_the_same_square(data: str) -> None:
    """Absolute and relative steps, repeated sets and every way to write numbers agree."""
    corners = (Point(2, 2), Point(4, 2), Point(4, 4), Point(2, 4))
    assert drawn(f'<path d="{data}"/>').marks[0] == Area(Role.MARK, polygon(corners))


@pytest.mark.parametrize(
    "data", ["M9 12A2 2 0 1 1 7 10z", "M9 12 a2,2,0,1,1,-2,-2Z", "M9 12a2 2 0 11-2-2z"]
)
def test_a_long_arc_is_split_in_two(data: str) -> None:
    """Three quarters of a turn become two arcs of three eighths, flags apart or not."""
    (mark, _) = drawn(f'<path d="{data}"/>').marks
    assert isinstance(mark, Area)
    assert [type(step) for step in mark.outline.segments] == [Line, Arc, Arc]
    assert mark.outline.area() == pytest.approx(3 * math.pi + 2, abs=0.01)


@pytest.mark.parametrize(
    ("page", "factor"),
    [
        ('width="3cm" height="2cm" viewBox="0 0 30 20"', 1),
        ('width="30.0mm" height="20mm" viewBox="-7, 3, 60, 40"', 0.5),
        ('width="4in" height="2in" viewBox="0 0 50.8 25.4"', 2),
    ],
)
def test_units_and_view_boxes_scale(page: str, factor: float) -> None:
    """Centimetres and inches are understood, and so is a view box of other units."""
    face = drawn('<circle cx="7" cy="12" r="1"/>', page=page)
    dot, edge = face.marks
    assert dot == Dot(Role.MARK, Point(2 * factor, 3 * factor), 2 * factor)
    assert edge.box() == Rect(0, 0, 20 * factor, 10 * factor)


DOT = Dot(Role.MARK, Point(2, 3), 2)
STROKE = 'd="M7 13h2v-2" stroke-linecap="round" stroke-linejoin="round"'


@pytest.mark.parametrize(
    "style",
    [
        "fill:#000000",
        "fill:#000000;stroke:none;stroke-width:0.02",
        " FILL : #000 ; ",
        "fill:#000;fill-opacity:1;stroke-opacity:1.000;opacity:1;display:inline",
        "visibility:visible;stroke-miterlimit:4;stroke-dasharray:none;stroke-dashoffset:0",
        "-inkscape-stroke:none;-inkscape-font-specification:'sans-serif, Bold';vector-effect:none",
        "",
    ],
)
def test_a_style_that_says_the_same_is_understood(style: str) -> None:
    """Editors move properties into a style, and state what is so anyway."""
    look = "" if "fill:" in style.lower().replace(" ", "") else 'fill="#000"'
    assert drawn(f'<circle cx="7" cy="12" r="1" style="{style}" {look}/>').marks[0] == DOT


def test_a_style_wins_over_the_attribute() -> None:
    """As CSS has it: the attribute is a mere default."""
    face = drawn(f'<path {STROKE} fill="#000" stroke-width="3" style="fill:none;stroke:#000"/>')
    wide = drawn(f'<path {STROKE} fill="none" stroke="#000" stroke-width="3"/>')
    other = drawn(f'<path {STROKE} fill="none" stroke="#000" style="stroke-width:3"/>')
    assert face == wide == other


@pytest.mark.parametrize("told", ['fill="none" stroke="#000"', 'style="fill:none;stroke:#000"'])
def test_a_layer_tells_its_shapes_how_to_look(told: str) -> None:
    """What a layer says holds for a shape that says nothing, and for no other layer."""
    stroke = f'<path {STROKE} fill="none" stroke="#000"/>'
    text = f"</g><g inkscape:label='mark' {told}><path {STROKE}/></g><g inkscape:label='guide'>"
    assert drawn(text).marks == drawn(stroke).marks
    dot = '<circle cx="7" cy="12" r="1" fill="#000" stroke="none"/>'
    within = f"</g><g inkscape:label='mark' {told}>{dot}</g><g inkscape:label='guide'>"
    assert drawn(within).marks[0] == DOT
    after = f"</g><g inkscape:label='guide' {told}></g><g inkscape:label='mark'>"
    assert drawn(f'{after}<circle cx="7" cy="12" r="1"/>').marks[0] == DOT


@pytest.mark.parametrize(
    ("move", "x", "y"),
    [("translate(3,-1)", 4, 13), ("translate( 3 -1 )", 4, 13), ("translate(3)", 4, 12)],
)
def test_a_layer_may_be_moved(move: str, x: float, y: float) -> None:
    """Inkscape moves layers when the page is fitted; in units of the view box, y down."""
    page = 'width="15mm" height="10mm" viewBox="0 0 30 20"'
    for shape in ('<circle cx="{}" cy="{}" r="1"/>', '<path d="M{} {}h2v2z"/>'):
        text = (
            f"</g><g inkscape:label='mark' transform='{move}'>{shape.format(x, y)}</g><g id='hole'>"
        )
        still = shape.format(7, 12)
        assert drawn(text, page=page) == drawn(still, page=page)


# ------------------------------------------------------------------------------------ what is wrong

CIRCLE = '<circle cx="9.000" cy="8.000" fill="#000000" r="0.500" />'
STYLED = '<circle cx="9.000" cy="8.000" r="0.500" style="{}" />'
SHEET = "<style>circle { display: none }</style>"
DISC = '<circle cx="5" cy="5" r="2" fill="none" stroke="#f00" stroke-width="0.02"/>'
DAMAGE: dict[str, tuple[str, str, str]] = {
    "no units": ('width="22.000mm"', 'width="22.000"', "no millimetres"),
    "pixels": ('width="22.000mm"', 'width="22.000px"', "no millimetres"),
    "no width": ('width="22.000mm"', "", "width is missing"),
    "no view box": ('viewBox="0 0 22.000 12.000"', "", "viewBox is missing"),
    "short view box": ("0 0 22.000 12.000", "0 0 22.000", "four numbers"),
    "view box without size": ("0 0 22.000 12.000", "0 0 22 0", "positive size"),
    "unequal scale": ("0 0 22.000 12.000", "0 0 22 13", "scaled alike"),
    "no namespace": ('xmlns="http://www.w3.org/2000/svg"', "", "not an SVG"),
    "DOCTYPE": ("<svg ", "<!DOCTYPE svg><svg ", "DOCTYPE"),
    "entities": ("<svg ", '<!DOCTYPE a [<!ENTITY b "c">]><svg ', "DOCTYPE"),
    "style sheet": ("<svg ", '<?xml-stylesheet href="a.css"?><svg ', "style sheet"),
    "broken tag": ("<circle ", "<circle <", "well-formed"),
    "unknown layer": ('label="mark"', 'label="Layer 1"', "not named by a role"),
    "layer of another role": ('label="mark"', 'label="legend"', "colour"),
    "unknown colour": ('fill="#000000"', 'fill="#123456"', "colour"),
    "named colour": ('fill="#000000"', 'fill="black"', "#rrggbb"),
    "no paint": ('fill="#000000"', 'fill="none"', "invisible"),
    "two paints": ('fill="#000000"', 'fill="#000000" stroke="#000000"', "both"),
    "outline circle": ('fill="#000000"', 'fill="none" stroke="#000000"', "round"),
    "filled hole": ('fill="none" r="1.000" stroke="#FF8000"', 'fill="#FF8000" r="1"', "hairline"),
    "thick hole": (
        'r="1.000" stroke="#FF8000" stroke-width="0.020"',
        'r="1" stroke="#FF8000"',
        "line",
    ),
    "transform": ('fill="#000000"', 'fill="#000000" transform="scale(2)"', "transform"),
    "layer turned": (
        '<g id="mark"',
        '<g id="mark" transform="translate(1)rotate(9)"',
        "transform",
    ),
    "layer far away": ('<g id="mark"', '<g id="mark" transform="translate(1e9)"', "10 m"),
    "layer transform": ('<g id="mark"', '<g id="mark" transform="scale(2)"', "transform"),
    "style": ('fill="#000000"', 'fill="#000000" style="fill:none"', "invisible"),
    "style of a filter": (CIRCLE, STYLED.format("filter:none"), "sets the property filter"),
    "style of an unknown": (CIRCLE, STYLED.format("abandon:none"), "sets an unknown property"),
    "style in words": (CIRCLE, STYLED.format("abandon"), "style is not understood"),
    "style twice": (CIRCLE, STYLED.format("fill:#000;fill:#000"), "twice"),
    "important style": (CIRCLE, STYLED.format("fill:#000!important"), "not understood"),
    "comment in a style": (CIRCLE, STYLED.format("fill:#000/*;*/"), "not understood"),
    "hidden end of a style": (CIRCLE, STYLED.format("-inkscape-x:(;fill:#000;)"), "understood"),
    "colour of a style": (CIRCLE, STYLED.format("fill:black"), "#rrggbb"),
    "half opaque": (CIRCLE, STYLED.format("opacity:0.5"), "opacity"),
    "invisible fill": (CIRCLE, STYLED.format("fill-opacity:0"), "fill-opacity"),
    "not displayed": (CIRCLE, STYLED.format("display:none"), "display"),
    "not visible": (CIRCLE, STYLED.format("visibility:hidden"), "visibility"),
    "dashed style": (CIRCLE, STYLED.format("stroke-dasharray:1"), "dasharray"),
    "layer not displayed": ('<g id="mark"', '<g id="mark" style="display:none"', "display"),
    "layer of another paint": ('<g id="mark"', '<g id="mark" style="stroke:#f00"', "both"),
    "another namespace": ("<g ", '<g xmlns="" ', "not in the namespace"),
    "a shape of no namespace": ("<circle ", '<circle xmlns="" ', "not in the namespace"),
    "style in the metadata": ("<defs />", f"<metadata>{SHEET}</metadata>", "element style"),
    "style in a title": ("<defs />", f"<title><x:a xmlns:x='a'>{SHEET}</x:a></title>", "style"),
    "script in a description": (
        "<defs />",
        '<desc><h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script></desc>',
        "element script",
    ),
    "shape in the metadata": ("<defs />", f"<metadata>{CIRCLE}</metadata>", "parts of a drawing"),
    "page elsewhere": ('"0 0 22.000 12.000"', '"30 0 22.000 12.000"', "not within the page"),
    "page cut": ('"0 0 22.000 12.000"', '"0 1.5 22.000 12.000"', "not within the page"),
    "class": ('fill="#000000"', 'fill="#000000" class="a"', "class"),
    "hidden layer": ('<g id="mark"', '<g id="mark" display="none"', "display"),
    "transparent": ('fill="#000000"', 'fill="#000000" opacity="0"', "opacity"),
    "dashed": ('stroke="#0000FF"', 'stroke="#0000FF" stroke-dasharray="1"', "dasharray"),
    "unknown attribute": ('fill="#000000"', 'fill="#000000" abandon="1"', "unknown attribute"),
    "text": (CIRCLE, "<text>abandon</text>", "element text"),
    "image": (CIRCLE, "<image/>", "element image"),
    "use": (CIRCLE, "<use/>", "element use"),
    "script": (CIRCLE, "<script>x</script>", "element script"),
    "rectangle": (CIRCLE, "<rect/>", "element rect"),
    "unknown element": (CIRCLE, "<abandon/>", "unknown element"),
    "nested layer": (CIRCLE, f"<g>{CIRCLE}</g>", "element g"),
    "animated": (CIRCLE, CIRCLE[:-2] + "><animate/></circle>", "element animate"),
    "clip": ("<defs />", "<defs><clipPath/></defs>", "in <defs>"),
    "outside the layers": ("<defs />", CIRCLE, "outside the layers"),
    "no place": ('cx="9.000"', "", "cx is missing"),
    "place in words": ('cx="9.000"', 'cx="nine"', "plain number"),
    "place with a unit": ('cx="9.000"', 'cx="9mm"', "plain number"),
    "NaN": ('cx="9.000"', 'cx="nan"', "plain number"),
    "other digits": ('cx="9.000"', 'cx="٩"', "plain number"),
    "infinite": ('cx="9.000"', 'cx="1e999"', "not finite"),
    "far away": ('cx="9.000"', 'cx="1e5"', "10 m"),
    "negative radius": ('r="0.500"', 'r="-0.5"', "radius"),
    "no radius": ('r="0.500"', 'r="0"', "radius"),
    "less than a micrometre": ('r="0.500"', 'r="0.0001"', "micrometre"),
    "curve": ("L 5.000 3.000", "Q 4 4 5 3", "curve"),
    "unknown command": ("L 5.000 3.000", "R 4 4", "not understood"),
    "odd numbers": ("L 5.000 3.000", "L 5.000", "not understood"),
    "NaN in a path": ("L 5.000 3.000", "L nan 3", "not understood"),
    "infinite path": ("L 5.000 3.000", "L 1e999 3", "not finite"),
    "no move": ("M 4.000 3.000 L 5.000", "L 5.000", "before it moves"),
    "no length": ("L 5.000 3.000", "L 4.000 3.000", "no length"),
    "only a move": (" L 5.000 3.000", "", "no length"),
    "no path": ('d="M 4.000 3.000 L 5.000 3.000"', 'd=""', "draws nothing"),
    "several strokes": ("L 5.000 3.000", "L 5 3 M 6 6 L 7 7", "several strokes"),
    "square caps": ('stroke-linecap="round"', 'stroke-linecap="square"', "round"),
    "no width of line": ('stroke-width="0.300"', 'stroke-width="0"', "no width"),
    "elliptic arc": ("A 1.000 1.000", "A 1.000 2.000", "not of a circle"),
    "negative arc": ("A 1.000 1.000", "A -1 -1", "not positive"),
    "short arc": ("A 1.000 1.000", "A 0.2 0.2", "too small"),
    "bad flag": ("A 1.000 1.000 0 0", "A 1.000 1.000 0 2", "not understood"),
    "arc without length": ("0 0 0 16.000 4.000", "0 0 0 18 6", "no length"),
    "turning outline": ("L 1.000 1.000 Z", "A 1 1 0 0 1 21 1 Z", "no length"),
    "open outline": ("L 1.000 1.000 Z", "L 1.000 1.000", "not closed"),
    "flat outline": ("L 21.000 1.000 L 1.000 1.000 Z", "Z", "encloses nothing"),
    "no outline": (
        'id="outline" inkscape:groupmode="layer" inkscape:label="outline"',
        'id="hole"',
        "colour",
    ),
    "island outside": ("Z M 17", "Z M 2", "surround"),
    "no fill rule": ('fill-rule="evenodd"', "", "evenodd"),
    "two outlines": ('<path d="M 1.000 11.000', f'{DISC}<path d="M 1.000 11.000', "2 outlines"),
    "wide outline": ('#FF0000" stroke-width="0.020"', '#FF0000" stroke-width="1"', "hairline"),
}


def sample() -> str:
    """A file with one of everything that the table damages."""
    ring = circle(Point(15, 5), 2), (circle(Point(15, 5), 1).reversed(),)
    layout = layout_of(
        Dot(Role.MARK, Point(8, 3), 1),
        Area(Role.MARK, *ring),
        Dot(Role.HOLE, Point(3, 3), 2),
        Stroke(Role.LEGEND, Path(Point(3, 8), (Line(Point(4, 8)),)), 0.3),
        Stroke(Role.GUIDE, Path(Point(8, 8), (Arc(Point(9, 7), 1.0, ccw=False),)), 0.3),
        edge=SMALL,
    )
    return write((layout,)).decode()


def refused(data: bytes) -> str:
    """The one line that a damaged file is refused with."""
    with pytest.raises(ReadError) as refusal:
        read(data)
    message = str(refusal.value)
    assert 0 < len(message) <= 200
    assert message.isprintable()
    assert "abandon" not in message
    return message


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_refused_with_its_reason(name: str) -> None:
    """Each defect alone makes the file one that is not cut, and the message says which it is."""
    before, after, reason = DAMAGE[name]
    text = sample()
    assert before in text
    assert reason in refused(text.replace(before, after, 1).encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"abandon abandon", "well-formed"),
        (b"\xff\xfe<\x00s\x00", "UTF-8"),
        (b"<svg>\xe9</svg>", "UTF-8"),
        (b"<html/>", "not an SVG"),
        (b" " * (64 * 1024 * 1024) + b"<svg/>", "64 MB"),
    ],
)
def test_what_is_no_svg_is_refused(data: bytes, reason: str) -> None:
    """Empty, foreign, binary and huge files have one clear line each."""
    assert reason in refused(data)


def test_every_truncation_is_noticed() -> None:
    """No beginning of a file passes for a whole one."""
    data = sample().encode().rstrip()
    for size in range(0, len(data), 7):
        refused(data[:size])


@given(st.data())
def test_corrupted_bytes_are_refused_or_read_but_never_crash(data: st.DataObject) -> None:
    """Whatever happens to some bytes, the answer is a face or a reason."""
    damaged = bytearray(sample().encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with suppress(ReadError):
        assert len(read(bytes(damaged))) == 1


@given(st.text("MmLlHhVvAaZz0123456789.-+eE, \n", max_size=60))
def test_any_path_data_is_refused_or_read(text: str) -> None:
    """Path data of any letters and numbers gives a stroke or a reason."""
    look = 'fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round"'
    with suppress(ReadError):
        assert isinstance(drawn(f'<path d="{text}" {look}/>').marks[0], Stroke)
