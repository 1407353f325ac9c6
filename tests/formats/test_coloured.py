"""SVG and DXF in the colours that a workshop goes by."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from ezdxf.filemanagement import read as foreign_read
from hypothesis import given, settings

from generator.colours import COLOURS, Colours
from generator.errors import ReadError
from generator.formats import COLOURED, FORMATS, Format, in_colours
from generator.formats.colouring_read import disagreement
from generator.layout import Layout, Role, Stroke
from tests.formats.layouts import every_shape, gathered, layout_of, layouts
from tests.formats.test_dxf import alike

SHOP = Colours("red", "black", "blue", "green", "its page")
CUT = (Role.HOLE, Role.OUTLINE)


def coloured(name: str, colours: Colours = SHOP) -> Format:
    """A format in those colours."""
    return in_colours(FORMATS[name](), colours)


@pytest.mark.parametrize("name", COLOURED)
def test_a_drawing_in_colours_is_read_as_any_other(name: str) -> None:
    """The same marks with the same roles; only the colours differ."""
    plain = FORMATS[name]()
    mine, theirs = (each.write((every_shape(),)) for each in (plain, coloured(name)))
    assert mine != theirs
    assert plain.read(mine) == plain.read(theirs)


@settings(max_examples=25)
@given(layouts())
def test_any_layout_in_colours_comes_back(layout: Layout) -> None:
    """Every mark, by role in the order of machining."""
    (face,) = FORMATS["svg"]().read(coloured("svg").write((layout,)))
    assert face.marks == gathered(FORMATS["svg"]().view(layout))
    (face,) = FORMATS["dxf"]().read(coloured("dxf").write((layout,)))
    assert all(map(alike, face.marks, gathered(FORMATS["dxf"]().view(layout))))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in (*COLOURED, "gcode")])
def test_others_have_no_colours(name: str) -> None:
    """Solids, projects and old DXF stay as they are, and so does all without a shop's colours."""
    plain = FORMATS[name]()
    assert in_colours(plain, SHOP) is plain
    assert in_colours(FORMATS["svg"](), None).write is FORMATS["svg"]().write


def test_a_machine_that_goes_by_colour_does_what_the_layers_say() -> None:
    """Red is exactly what is cut, black what is filled, blue what is followed, green the guides."""
    text = coloured("svg").write((every_shape(),)).decode("ascii")
    layers = re.findall(r'<g id="(\w+)"(.*?)</g>', text, re.DOTALL)
    assert len(layers) == len(Role)
    for role, shapes in layers:
        fills = set(re.findall(r'fill="(#\w+)"', shapes))
        lines = set(re.findall(r'stroke="(#\w+)"', shapes))
        if role in ("hole", "outline"):
            assert (fills, lines) == (set(), {"#FF0000"})
        elif role == "guide":
            assert (fills, lines) == ({"#00FF00"}, {"#00FF00"})
        else:
            assert (fills, lines) == ({"#000000"}, {"#0000FF"})


def test_a_foreign_reader_sees_the_colours_of_a_dxf() -> None:
    """Each entity in the colour of its way of working, by its layer or by its own."""
    document = foreign_read(io.StringIO(coloured("dxf").write((every_shape(),)).decode("ascii")))
    assert not document.audit().errors
    seen: dict[str, Counter[int]] = {}
    for entity in document.modelspace():
        layer = document.layers.get(entity.dxf.layer)
        colour = entity.dxf.color if entity.dxf.color != 256 else layer.color
        seen.setdefault(entity.dxf.layer, Counter())[colour] += 1
    assert seen["hole"].keys() == seen["outline"].keys() == {COLOURS["red"][1]}
    assert seen["guide"].keys() == {COLOURS["green"][1]}
    assert seen["mark"] == {COLOURS["black"][1]: 3, COLOURS["blue"][1]: 3}


DAMAGE = [
    ("svg", '<g id="hole"(.*?)#FF0000', '<g id="hole"\\1#000000', "outline and holes are in 2"),
    ("svg", '<g id="mark"(.*?)#000000', '<g id="mark"\\1#FF0000', "what is filled is in 2"),
    ("svg", '<g id="mark"(.*?)#000000', '<g id="mark"\\1#FFFF00', "what is filled is in 2"),
    ("svg", '<g id="mark"(.*?)#0000FF', '<g id="mark"\\1#FF0000', "once is in 2 colours"),
    ("svg", '<g id="guide"(.*?)#00FF00', '<g id="guide"\\1#FF0000', "guides are in 2 colours"),
    ("svg", '<g id="legend"(.*?)#000000', '<g id="legend"\\1#123456', "its colour is not the"),
    ("dxf", "(\n *8\nmark\n *62\n) *5", "\\1     1", "once is in 2 colours"),
    ("dxf", "(\n *8\nmark\n *62\n) *5", "\\1   300", "no workshop goes by"),
    ("dxf", "(\n *2\nhole\n *70\n *0\n *62\n) *1", "\\1     7", "outline and holes are in 2"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), DAMAGE)
def test_a_mark_in_the_colour_of_another_work_is_refused(
    name: str, old: str, new: str, message: str
) -> None:
    """One shape recoloured is enough: by colour it would be made in another way than by layer."""
    text = coloured(name).write((every_shape(),)).decode("ascii")
    damaged, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
    assert count == 1
    assert damaged != text
    with pytest.raises(ReadError) as caught:
        FORMATS[name]().read(damaged.encode())
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["svg", "dxf"])
def test_an_outline_in_another_colour_blames_no_other_layer(name: str) -> None:
    """What is said is of outlines and colours, not of the marks that come first in the file."""
    text = coloured(name).write((every_shape(),)).decode("ascii")
    before, edge, after = text.rpartition('<g id="outline"' if name == "svg" else "\n2\noutline")
    old = "#FF0000" if name == "svg" else "62\n1\n"
    new = "#FFFF00" if name == "svg" else "62\n2\n"
    damaged = before + edge + after.replace(old, new, 1)
    assert damaged != text
    with pytest.raises(ReadError) as caught:
        FORMATS[name]().read(damaged.encode())
    said = "fit its layers: outline and holes are in 2 colours, and a workshop goes by one"
    assert said in str(caught.value)
    assert "mark" not in str(caught.value)


def test_what_agrees() -> None:
    """One colour for each way of working, that of cutting unlike all others, none unknown."""
    good = {(Role.HOLE, True, "red"), (Role.OUTLINE, True, "red"), (Role.MARK, True, "black")}
    assert not disagreement(good)
    assert not disagreement({*good, (Role.MARK, False, "black"), (Role.GUIDE, False, "black")})
    for more in (
        (Role.LEGEND, True, "blue"),
        (Role.LEGEND, False, "red"),
        (Role.GUIDE, False, "red"),
        (Role.FIDUCIAL, False, None),
    ):
        assert disagreement({*good, more})
    assert disagreement({(Role.HOLE, True, "red"), (Role.OUTLINE, True, "black")})


def test_a_layer_of_one_kind_has_its_colour_for_all() -> None:
    """No entity is coloured by itself where its layer says it."""
    strokes = layout_of(*(m for m in every_shape().marks if isinstance(m, Stroke)))
    text = coloured("dxf").write((strokes,)).decode("ascii")
    document = foreign_read(io.StringIO(text))
    assert {entity.dxf.color for entity in document.modelspace()} == {256}
