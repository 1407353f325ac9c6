"""How an SVG element is painted, and what about it a workshop's program would lose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.lint.drawing import Use
from generator.lint.findings import Findings

_ROLES = {
    "outline": Use.EDGE,
    "hole": Use.CUT,
    "guide": Use.MARK,
    "legend": Use.MARK,
    "fiducial": Use.MARK,
    "mark": Use.MARK,
}
HAIRLINE = 0.0254
"""Millimetres; drivers take a line up to this width for a cut."""

_RED = "#ff0000"
_NAMES = {"red": _RED, "black": "#000000", "blue": "#0000ff", "lime": "#00ff00"} | {
    "magenta": "#ff00ff",
    "white": "#ffffff",
}
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_PLAIN_NAME = re.compile(r"[a-z]{3,20}")

_INHERITED = ("fill", "stroke", "stroke-width", "fill-rule", "stroke-dasharray", "visibility")
_CLIPS = {"clip-path", "mask", "filter", "marker", "marker-start", "marker-mid", "marker-end"}
_HARMLESS = set(
    "id version baseProfile x y width height viewBox preserveAspectRatio overflow cx cy r rx ry d "  # noqa: SIM905  # a list would fill a page
    "x1 y1 x2 y2 points pathLength paint-order color clip-rule color-interpolation color-rendering "
    "color-interpolation-filters shape-rendering text-rendering image-rendering enable-background "
    "solid-color solid-opacity stop-color stop-opacity mix-blend-mode isolation display "
    "opacity fill-opacity stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-dashoffset vector-effect font-family font-size font-style font-weight font-variant "
    "font-stretch line-height letter-spacing word-spacing text-anchor text-align writing-mode "
    "direction role tabindex lang style transform contentScriptType contentStyleType".split()
) | set(_INHERITED)
"""What changes nothing about where the machine goes, or is looked at elsewhere."""

_OPACITY = ("opacity", "fill-opacity", "stroke-opacity")


@dataclass(frozen=True, slots=True)
class Look:
    """What holds for an element: its own and what it inherits."""

    paint: Mapping[str, str]
    use: Use | None = None
    layer: str = ""
    hidden: bool = False


def look_of(attributes: Mapping[str, str], above: Look, found: Findings) -> Look:
    """The look of an element, faults of it noted."""
    own = {name: value for name, value in attributes.items() if " " not in name}
    own |= _declared(own.get("style", ""), found)
    for name, value in own.items():
        _check(name, value, found)
    label = own.get("id", "").strip().lower()
    named = attributes.get("http://www.inkscape.org/namespaces/inkscape label", "").strip().lower()
    use, layer = above.use, above.layer
    for name in (named, label):
        if name in _ROLES:
            use, layer = _ROLES[name], name
            break
    hidden = above.hidden or own.get("display") == "none" or _transparent(own.get("opacity"))
    inherited = {name: own[name] for name in _INHERITED if name in own}
    return Look({**above.paint, **inherited}, use, layer, hidden)


def _declared(style: str, found: Findings) -> dict[str, str]:
    declared = {}
    for text in filter(str.strip, style.split(";")):
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon:
            found.add("not-understood", "a style is not a list of properties")
        elif not name.startswith("-inkscape"):
            declared[name] = value.strip()
    return declared


def _check(name: str, value: str, found: Findings) -> None:
    if name.startswith("on"):
        found.add("script", "an element has a script")
    elif name == "class":
        found.add("css", "an element gets its look from a style sheet (class)")
    elif name in _CLIPS:
        if value.strip() != "none":
            found.add("clip", "an element is clipped, masked, filtered or has markers")
    elif name == "stroke-dasharray":
        if value.strip() != "none":
            found.add("dashed", "a line is dashed")
    elif name in ("href", "src"):
        _check_link(value, found)
    elif name not in _HARMLESS and not name.startswith(("data-", "aria-", "xml")):
        found.add("not-understood", "an element has a property that is not known")
    if "url(" in value and "url(#" not in value.replace("'", "").replace('"', ""):
        found.add("external-reference", "the file refers to something outside of it")


def _check_link(value: str, found: Findings) -> None:
    if not value.startswith(("#", "data:")):
        found.add("external-reference", "the file refers to something outside of it")


def check_links(attributes: Mapping[str, str], found: Findings) -> None:
    """Note a reference to another file."""
    link = attributes.get("http://www.w3.org/1999/xlink href")
    if link is not None:
        _check_link(link, found)


@dataclass(frozen=True, slots=True)
class Paint:
    """How the machine takes a shape."""

    use: Use
    layer: str
    width: float
    filled: bool


def paint_of(look: Look, scale: float, found: Findings) -> Paint | None:
    """How a shape is machined; `None` where it isn't, which is noted."""
    if look.hidden or look.paint.get("visibility", "visible") in ("hidden", "collapse"):
        found.add("hidden", "a shape is hidden")
        return None
    fill = _colour(look.paint.get("fill", "#000000"), found)
    stroke = _colour(look.paint.get("stroke", "none"), found)
    if fill is None and stroke is None:
        found.add("invisible", "a shape has neither a line nor a filling")
        return None
    if fill is not None and stroke is not None:
        found.add("filled-and-stroked", "a shape is both filled and stroked")
    width = _width(look.paint.get("stroke-width", "1"), scale, found) if stroke else 0.0
    return _used(look, fill, stroke, width)


def _used(look: Look, fill: str | None, stroke: str | None, width: float) -> Paint:
    thin = fill is None and width <= HAIRLINE
    layer = f"{look.layer} {fill or stroke}"
    if look.use is not None:
        through = look.use is not Use.MARK
        use = look.use if thin or not through else Use.MARK
        return Paint(use, layer, 0.0 if (thin and through) or fill else width, fill is not None)
    if thin or (fill is None and stroke == _RED):
        return Paint(Use.CUT, layer, 0.0, False)
    if fill is None:
        return Paint(Use.LINE, layer, 0.0, False)
    return Paint(Use.MARK, layer, 0.0, True)


def _width(text: str, scale: float, found: Findings) -> float:
    digits = text.strip().removesuffix("px")
    factor = 1.0 if digits.endswith("mm") else scale
    try:
        width = float(digits.removesuffix("mm")) * factor
    except ValueError:
        width = -1.0
    if not 0 <= width < 1000:
        found.add("not-understood", "the width of a line is not a plain number")
        return 0.0
    return width


def _transparent(text: str | None) -> bool:
    try:
        return text is not None and float(text) == 0
    except ValueError:
        return False


def _colour(text: str, found: Findings) -> str | None:
    colour = text.strip().lower()
    if colour in ("none", "transparent"):
        return None
    colour = _NAMES.get(colour, colour)
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    rgb = _RGB.fullmatch(colour)
    if rgb is not None:
        colour = "#" + "".join(f"{min(255, int(part)):02x}" for part in rgb.groups())
    if colour.startswith("url("):
        found.add("clip", "a shape is painted with a pattern or gradient")
    elif not re.fullmatch(r"#[0-9a-f]{6}", colour) and not _PLAIN_NAME.fullmatch(colour):
        found.add("not-understood", "a colour is not written as #rrggbb")
    return colour
