"""What is wrong with a file, in words that repeat nothing of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.geometry import Point

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of defect, as often as it occurs.

    `x` and `y` are those of the first, in millimetres from the lower left corner of all that the
    file draws; `None` where the defect has no place. `line` is that of the first, counted from 1;
    `None` where the format is not read by lines.
    """

    code: str
    severity: str
    what: str
    count: int
    x: float | None
    y: float | None
    mend: str
    line: int | None = None


_ERRORS = {
    "damaged": "save it again from the program that made it",
    "truncated": "save or copy it again: the end is missing",
    "not-understood": "draw it with plain lines, arcs and circles; it was not checked",
    "version": "save it in a version that the shop can open: DXF R2010, STEP AP214",
    "unit-missing": "state millimetres",
    "unit-not-mm": "save it in millimetres",
    "unit-contradiction": "let all of them say millimetres",
    "scale": "make one unit of the drawing 1 mm",
    "not-finite": "give every length a finite number",
    "too-far": "bring everything near the origin; no plate is 10 m long",
    "zero-length": "delete lines without length",
    "zero-radius": "give every circle and arc a radius",
    "open-contour": "join the ends: what is cut is a closed contour",
    "self-crossing": "untangle the contour, it must not cross itself",
    "duplicate": "delete the copy: each line is machined once, and paid for once",
    "faceted-circle": "draw a true circle, which can be drilled",
    "circle-as-path": "draw the hole as a circle, which can be drilled",
    "overlapping-marks": "merge marks that overlap, or move them apart",
    "mark-over-hole": "keep marks clear of holes",
    "holes-touch": "leave metal between holes",
    "hole-at-edge": "leave metal between hole and edge",
    "outside-plate": "move it onto the plate or delete it",
    "beside-plate": "move it onto the plate, unless it is to stay on the sheet",
    "crosses-edge": "keep marks within the outline",
    "no-outline": "draw the edge of the plate as one closed contour",
    "marks-alone": "draw the edge of the plate, unless that is cut already",
    "outlines-overlap": "keep one outline for each piece, clear of the others",
    "island": "bridge it: what is cut out all around drops out",
    "live-text": "convert text to paths",
    "spline": "draw with lines and arcs",
    "block": "explode blocks and references",
    "hatch": "draw the contour in place of the hatch",
    "hidden": "delete what is hidden, or show it",
    "transform": "apply transformations to the coordinates",
    "clip": "cut the geometry itself in place of clips, masks, filters and patterns",
    "css": "state colours and widths on the shapes themselves",
    "image": "delete pictures, or draw them as contours",
    "script": "delete scripts and animations",
    "external-reference": "put everything into the one file",
    "dashed": "draw with continuous lines",
    "invisible": "give it a line or a filling, or delete it",
    "layer-zero": "put it on a layer of its purpose: cut or mark",
    "paper-space": "draw it in model space",
    "not-planar": "flatten it: everything at z = 0, seen from above",
    "outside-page": "let the page hold everything",
    "no-solid": "save one closed solid for each piece",
    "open-shell": "close the shell: every edge belongs to two faces",
    "non-manifold": "let every edge belong to exactly two faces",
    "turned-face": "turn the faces so that all of them look outward",
    "duplicate-id": "save it again: each number stands once",
    "zero-area": "delete facets without area",
    "package": "save it again: a part of the package is missing or broken",
    "beam-on-rapid": "switch the beam off (S0) before a rapid move",
    "beam-left-on": "end with M5",
    "beam-standing": "switch the beam off (M5 or S0) before a dwell (G4)",
    "too-deep": "keep Z within the thickness of the plate",
    "no-feed": "state a feed (F) before the first cut",
    "arc-radius": "let start and end of an arc lie on one circle",
    "mixed-distance": "use G90 or G91 throughout",
    "no-layer-setting": "give each shape a layer of the file",
    "encrypted": "save it without a password",
    "missing-reference": "save it again: what it refers to is missing",
    "not-on-curve": "save it again: an edge must end on its own curve",
    "wrong-count": "save it again: the count and what follows differ",
}

_WARNINGS = {
    "several-outlines": "send one part a file, unless it is a set",
    "cut-order": "engrave first, cut inside next and the outline last",
    "curve": "draw with lines and arcs, which every machine follows alike",
    "on-page-edge": "leave at least 0.1 mm between outline and page",
    "not-joined": "join lines that meet into one contour",
    "by-layer": "let colour and line type be those of the layer",
    "layer-undefined": "define every layer that is used",
    "line-width": "give a DXF contour no width",
    "unit-unstated": "say in the order that the unit is millimetres: the file can't",
    "filled-and-stroked": "fill what is engraved, line what is cut, never both",
    "not-for-grbl": "GRBL refuses it: write moves in its place, or take another controller",
    "font-not-embedded": "embed fonts, or convert text to paths",
    "several-solids": "send one part a file, unless it is a set",
}

SEVERITY: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_ERRORS, ERROR) | dict.fromkeys(_WARNINGS, WARNING)
)
"""Every code that there is, with its severity: a warning may cost money, an error costs a plate."""

_MENDS = {**_ERRORS, **_WARNINGS}


class Findings:
    """What was found so far, equal findings counted."""

    __slots__ = ("_found", "_mends", "line", "origin")

    def __init__(self, mends: Mapping[str, str] = MappingProxyType({})) -> None:
        self._mends = {**_MENDS, **mends}
        """What to do about each kind, where a format has words of its own those."""
        self._found: dict[tuple[str, str], tuple[int, Point | None, int | None]] = {}
        self.origin = Point(0.0, 0.0)
        """Where places are counted from."""
        self.line: int | None = None
        """The line that is looked at."""

    def add(self, code: str, what: str, place: Point | None = None) -> None:
        """Note one defect; `what` is in the singular and repeats no text of the file."""
        count, first, line = self._found.get((code, what), (0, place, self.line))
        self._found[code, what] = count + 1, first, line

    def all(self) -> tuple[Finding, ...]:
        """Errors first, each in the order of discovery."""
        made = [self._made(*each) for each in self._found.items()]
        return tuple(sorted(made, key=lambda each: each.severity))

    def _made(self, key: tuple[str, str], found: tuple[int, Point | None, int | None]) -> Finding:
        (code, what), (count, place, line) = key, found
        at = place - self.origin if place is not None else None
        x, y = (round(at.dx, 3) + 0.0, round(at.dy, 3) + 0.0) if at is not None else (None, None)
        return Finding(code, SEVERITY[code], what, count, x, y, self._mends[code], line)
