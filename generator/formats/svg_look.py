"""How an SVG element is painted: its properties, from attributes, its style and its layer.

Whatever a property could change of the cut, unless it is one that is read, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.errors import ReadError
from generator.formats.flat_read import NUMBER, finite
from generator.layout import CUT_THROUGH, Role

_ROLE = {
    "#000000": Role.MARK,
    "#0000ff": Role.LEGEND,
    "#ff0000": Role.OUTLINE,
    "#00e000": Role.GUIDE,
    "#ff8000": Role.HOLE,
    "#ff00ff": Role.FIDUCIAL,
}
"""By colour; stated here a second time, so that a slip in the writer's table is noticed."""

_WORKSHOPS = {"#000000", "#ff0000", "#ffff00", "#00ff00", "#00ffff", "#0000ff", "#ff00ff"}
"""Colours that workshops go by; a drawing in these is held together with its layers as a whole."""

_WIDEST_HAIRLINE = 0.0254

OTHER_COLOUR = "its colour is not the colour of its layer's role"

PAINT = {"fill", "stroke", "fill-rule", "stroke-width", "stroke-linecap", "stroke-linejoin"}
"""Properties that are read, from an attribute or from a style, a layer's for all of its shapes."""

# Patterns that a file of ours never needs are compiled where they are used.
_ONE = r"1(\.0*)?"
HARMLESS = {
    "opacity": _ONE,
    "fill-opacity": _ONE,
    "stroke-opacity": _ONE,
    "display": "inline",
    "visibility": "visible",
    "vector-effect": "none",
    "stroke-dasharray": "none",
    "stroke-dashoffset": NUMBER,
    "stroke-miterlimit": NUMBER,
}
"""Properties that editors state without need, with the values that change nothing.

A stroke's joins are round, so no mitre is cut off; where there are no dashes none is shifted.
"""

_NAMEABLE = set(
    "a animate clipPath ellipse filter foreignObject g image line linearGradient marker mask "  # noqa: SIM905  # a list would fill a page
    "path circle pattern polygon polyline radialGradient rect script style svg switch symbol "
    "text textPath tspan use view "
    "class clip-path display fill-opacity filter mask opacity stroke-dasharray stroke-dashoffset "
    "stroke-miterlimit stroke-opacity style transform visibility vector-effect "
    "preserveAspectRatio".split()
)
"""Names that a message may repeat; any other text of a file could be somebody's secret."""

_NUMBER = re.compile(rf"\s*({NUMBER})\s*")
_DECLARATION = r"\s*([A-Za-z-]+)\s*:\s*([#A-Za-z0-9.+\-]+)\s*"
_INKSCAPES = r"\s*-inkscape-[a-z-]+\s*:\s*('?)[\w\s,.#+-]*\1\s*"
_COLOUR = re.compile(r"#[0-9a-f]{6}|#[0-9a-f]{3}|none")


class Look:
    """How a shape is painted: filled, or along a line of `width` millimetres; never both."""

    __slots__ = ("colour", "evenodd", "filled", "ours", "role", "round", "scale", "width")

    def __init__(self, paint: Mapping[str, str], role: Role, scale: float) -> None:
        fill = _colour(paint.get("fill", "#000000"))
        stroke = _colour(paint.get("stroke", "none"))
        if (fill is None) is (stroke is None):
            raise ReadError("it is both filled and stroked" if fill else "it is invisible")
        self.colour = fill or stroke or ""
        self.ours = _ROLE.get(self.colour) is role
        if not self.ours and self.colour not in _WORKSHOPS:
            raise ReadError(OTHER_COLOUR)
        self.role, self.scale = role, scale
        self.filled = fill is not None
        self.width = finite(number(paint.get("stroke-width", "1")) * scale)
        if self.width < 0.001 and not self.filled:
            raise ReadError("its line has no width")
        ends = paint.get("stroke-linecap"), paint.get("stroke-linejoin")
        self.round = ends == ("round", "round")
        self.evenodd = paint.get("fill-rule") == "evenodd"

    @property
    def cut(self) -> bool:
        """Whether the machine cuts along the line, instead of marking what is dark."""
        through = self.role in CUT_THROUGH
        return through and not self.filled and self.width <= _WIDEST_HAIRLINE


def paint(attributes: Mapping[str, str], layer: Mapping[str, str]) -> Mapping[str, str]:
    """The properties that hold for an element: its style before its attributes before its layer's.

    Raises `ReadError` for a property that may change what is cut.
    """
    if not layer and "style" not in attributes and HARMLESS.keys().isdisjoint(attributes):
        return attributes  # as in every file of ours
    own = {**attributes, **_declared(attributes["style"])} if "style" in attributes else attributes
    for name in own.keys() & HARMLESS.keys():
        if not re.fullmatch(HARMLESS[name], own[name].strip()):
            raise ReadError(f"the property {name} has a value that may change the cut")
    return {**layer, **{name: own[name] for name in own.keys() & PAINT}}


def _declared(style: str) -> dict[str, str]:
    """The declarations of a style attribute, less those that are only Inkscape's."""
    found: dict[str, str] = {}
    for text in filter(str.strip, style.split(";")):
        if re.fullmatch(_INKSCAPES, text):
            continue
        declaration = re.fullmatch(_DECLARATION, text)
        if declaration is None:
            raise ReadError("a style is not understood")
        name, value = declaration[1].lower(), declaration[2]
        if name not in PAINT and name not in HARMLESS:
            raise ReadError(f"a style sets {named(name, 'property')}, it may change the cut")
        if name in found:
            raise ReadError("a style sets a property twice")
        found[name] = value
    return found


@lru_cache(maxsize=16)
def _colour(text: str) -> str | None:
    """As #rrggbb, or `None` for no paint."""
    colour = text.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise ReadError("a colour is not written as #rrggbb")
    if colour == "none":
        return None
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def named(name: str, kind: str) -> str:
    """What a message may call an element, attribute or property of the file."""
    return f"the {kind} {name}" if name in _NAMEABLE else f"an unknown {kind}"


def number(text: str) -> float:
    """A length or place in user units."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ReadError("a length or place is not a plain number")
    return float(found[1])
