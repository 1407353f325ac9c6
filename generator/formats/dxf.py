"""One side of a plate as DXF R2010 in millimetres.

A CIRCLE for every dot, one closed LWPOLYLINE with bulges for every contour, an open one for every
stroke, on one layer per role.
A polyline is a centre line: tool widths and depths are told to the workshop, not drawn.
"""

from __future__ import annotations

import importlib
import io
import math
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, assert_never

from generator.colours import COLOURS, Colours
from generator.formats.colouring import name_for
from generator.formats.dxf_read import read, read_cut, read_marks, read_stock
from generator.formats.flat import area, contour, frame, machined, only
from generator.formats.kerf import beside
from generator.geometry import Arc, Line, Path, Rect, rounded
from generator.layout import CUT_THROUGH, SURFACE, Area, Dot, Face, Layout, Mark, Role, Stroke

__all__ = [
    "read",
    "read_cut",
    "read_marks",
    "read_stock",
    "view",
    "view_cut",
    "view_marks",
    "write",
    "write_coloured",
    "write_cut",
    "write_cut_for_kerf",
    "write_marks",
]

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.layouts.layout import Modelspace

COLOUR = {
    Role.MARK: 7,
    Role.LEGEND: 5,
    Role.OUTLINE: 1,
    Role.GUIDE: 3,
    Role.HOLE: 30,
    Role.FIDUCIAL: 6,
}
"""AutoCAD colour index of each layer: black or white, blue, red, green, orange, magenta."""

_MILLIMETRES = 4
"""The value of `$INSUNITS`."""

_MARKED = tuple(role for role in Role if role not in CUT_THROUGH)

_FONTS = "ezdxf.fonts.fonts"


def view(layout: Layout) -> Face:
    """What a DXF can show of a layout: no depth, no tool width, each contour of its own.

    `read(write((layout,)))` has these marks within a micrometre, gathered by role in the order of
    machining.
    """
    return Face(tuple(seen for mark in layout.marks for seen in _seen(mark)))


def view_cut(layout: Layout) -> Face:
    """Of that, what is cut through."""
    return Face(tuple(mark for mark in view(layout).marks if mark.role in CUT_THROUGH))


def view_marks(layout: Layout) -> Face:
    """Of that, what is not cut through."""
    return Face(tuple(mark for mark in view(layout).marks if mark.role not in CUT_THROUGH))


def write(layouts: tuple[Layout, ...]) -> bytes:
    """The file of one layout; the same layout gives the same bytes anywhere and any day.

    Raises `ValueError` for anything but one drawable layout, see `flat.only`.
    """
    return _written(only(layouts), tuple(Role))


def write_cut(layouts: tuple[Layout, ...]) -> bytes:
    """The file of what is cut through: outline and holes, for shops that take no engraving."""
    return _written(only(layouts), CUT_THROUGH)


def write_cut_for_kerf(layouts: tuple[Layout, ...], kerf: float) -> bytes:
    """The same, drawn beside the edges by half the kerf, which a comment says; see `kerf.beside`.

    The origin stays the datum of the plate.
    """
    layout = only(layouts)
    cut = [beside(mark, kerf) for mark in layout.marks if mark.role in CUT_THROUGH]
    corner = Rect.around(mark.box() for mark in cut)
    drawn = Layout(layout.side, layout.thickness, tuple(cut))
    return b"999\nDRAWN FOR A KERF OF %g MM\n" % kerf + _drawing(drawn, CUT_THROUGH, corner)


def write_coloured(layouts: tuple[Layout, ...], name: str, colours: Colours) -> bytes:
    """The file of `dxf`, `dxf-cut` or `dxf-mark` in a workshop's colours.

    A layer has the colour of its first mark, and a mark that is made in another way its own.
    """
    layout = only(layouts)
    roles = {"dxf": tuple(Role), "dxf-cut": CUT_THROUGH, "dxf-mark": _MARKED}[name]
    return _drawing(layout, roles, frame(layout), colours)


def write_marks(layouts: tuple[Layout, ...]) -> bytes:
    """The file of all else, the origin at the plate's datum; it lies on the cut file."""
    return _written(only(layouts), _MARKED)


def _written(layout: Layout, roles: tuple[Role, ...]) -> bytes:
    return _drawing(layout, roles, frame(layout))


def _drawing(
    layout: Layout, roles: tuple[Role, ...], box: Rect, colours: Colours | None = None
) -> bytes:
    """The file of a layout that lies in a box."""
    stream = io.StringIO()
    _load_without_fonts()
    from ezdxf.filemanagement import new

    with _fixed_clock():
        document = new("R2010", units=_MILLIMETRES)
        document.header["$MEASUREMENT"] = 1
        _set_extents(document, box)
        _draw(document, layout, roles, colours)
        # ezdxf adds the classes in use out of a set, whose order is another in each process.
        for name in sorted(document.entitydb.dxf_types_in_use()):
            document.classes.add_class(name)
        document.write(stream)
    return stream.getvalue().encode("utf-8")


def _load_without_fonts() -> None:
    """Import ezdxf, at writing, since it takes numpy along and half a second of anyone's patience.

    At import it would look through all fonts of the system and note them in a file in the user's
    home folder; a plate has no text, and its making leaves no trace but its files.
    So another module stands in for its fonts, unless they are there already; whoever asks that
    one for something gets it from the fonts themselves, loaded then.
    """
    if _FONTS in sys.modules or "ezdxf" in sys.modules:
        return
    stand_in = ModuleType(_FONTS)
    vars(stand_in)["__getattr__"] = _of_fonts
    sys.modules[_FONTS] = stand_in
    try:
        importlib.import_module("ezdxf")
    finally:
        del sys.modules[_FONTS]


def _of_fonts(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(importlib.import_module(_FONTS), name)


@contextmanager
def _fixed_clock() -> Iterator[None]:
    """The time and the identifiers that ezdxf writes are constants inside, as before outside."""
    from ezdxf import options  # type: ignore[attr-defined]  # public, yet not re-exported

    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before


def _set_extents(document: Drawing, box: Rect) -> None:
    space = document.modelspace()
    low, high = (rounded(box.left), rounded(box.bottom)), (rounded(box.right), rounded(box.top))
    extents = (*low, 0.0), (*high, 0.0)
    space.reset_extents(*extents)
    # ezdxf takes a corner at the origin for none, and would not copy it to the header.
    document.header["$EXTMIN"], document.header["$EXTMAX"] = extents
    space.reset_limits(low, high)


def _draw(
    document: Drawing, layout: Layout, roles: tuple[Role, ...], colours: Colours | None
) -> None:
    space = document.modelspace()
    for role, marks in machined(layout):
        if role not in roles:
            continue
        layers = _colour(marks[0], colours)
        document.layers.add(role.value, color=layers)
        for mark in marks:
            own = _colour(mark, colours)
            _add(space, mark, {} if own == layers else {"color": own})


def _colour(mark: Mark, colours: Colours | None) -> int:
    """AutoCAD's index of a mark's colour."""
    return COLOUR[mark.role] if colours is None else COLOURS[name_for(mark, colours)][1]


def _seen(mark: Mark) -> tuple[Mark, ...]:
    match mark:
        case Dot():
            return (Dot(mark.role, mark.centre, mark.diameter, SURFACE),)
        case Stroke():
            return (Stroke(mark.role, mark.path, 0.0, SURFACE),)
        case Area():
            shown = area(mark)
            loops = (shown.outline, *(contour(hole) for hole in shown.holes))
            return tuple(Area(mark.role, loop, (), SURFACE) for loop in loops)
        case _:
            assert_never(mark)


def _add(space: Modelspace, mark: Mark, own: Mapping[str, object]) -> None:
    on_layer = {"layer": mark.role.value, **own}
    match mark:
        case Dot():
            centre = mark.centre.rounded()
            radius = round(mark.diameter / 2, 4)
            space.add_circle((centre.x, centre.y), radius, dxfattribs=on_layer)
        case Stroke():
            vertices = [*_vertices(mark.path), _last(mark.path)]
            space.add_lwpolyline(vertices, format="xyb", dxfattribs=on_layer)
        case Area():
            for loop in (mark.outline, *mark.holes):
                vertices = list(_vertices(loop))
                space.add_lwpolyline(vertices, format="xyb", close=True, dxfattribs=on_layer)
        case _:
            assert_never(mark)


def _vertices(path: Path) -> Iterator[tuple[float, float, float]]:
    """Where each step starts and how it bulges: the tangent of a quarter of its turn."""
    for start, segment in path.steps():
        point = start.rounded()
        match segment:
            case Line():
                yield point.x, point.y, 0.0
            case Arc():
                bulge = math.tan(segment.sweep(start) / 4)
                yield point.x, point.y, bulge if segment.ccw else -bulge
            case _:
                assert_never(segment)


def _last(path: Path) -> tuple[float, float, float]:
    end = path.segments[-1].end.rounded()
    return end.x, end.y, 0.0
