"""A picture of a plate as PNG: brushed steel, dark marks, holes that one looks through.

Drawn by Pillow four times as large and made smaller; what it wrote is looked at by other code.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import ModuleType
from typing import Any, assert_never

from generator.errors import OutputError, RuleError
from generator.geometry import Arc, Path, Point, Rect, Segment, towards
from generator.layout import CUT_THROUGH, Area, Dot, Face, Layout, Mark, Role, Stroke
from generator.preview_proof import GUIDE, INK, WHITE, Shown, check

LEAST_PX, MOST_PX = 200, 2000
"""Pixels a picture may be wide."""

_FINER = 4
_AROUND, _BETWEEN = 3.0, 5.0
"""Millimetres around the plate, and between its two sides."""

_STEEL, _BRUSHED = 206, 7
"""The middle of the grey levels of the metal, and by how much its rows differ from it."""

_TALLEST = 3 * MOST_PX
_FLAT = 0.2
"""Fine pixels that the chords of an arc may run beside it."""


@dataclass(frozen=True, slots=True)
class _View:
    """A side in the picture, in fine pixels; y points down."""

    box: Rect
    scale: float
    left: float
    top: float

    def at(self, point: Point) -> tuple[float, float]:
        """A place of the plate, as Pillow counts: a whole number is the middle of a pixel."""
        return (
            self.left + (point.x - self.box.left) * self.scale - 0.5,
            self.top + (self.box.top - point.y) * self.scale - 0.5,
        )


def png(sides: Sequence[Layout | Face], width_px: int) -> bytes:
    """The picture of one or two sides beside each other, looked at before it is handed over.

    The same sides give the same bytes with the same version of Pillow.
    Raises `RuleError` for a width out of reach or a plate too slender, `OutputError` without
    Pillow.
    """
    if not LEAST_PX <= width_px <= MOST_PX:
        raise RuleError(f"a picture is {LEAST_PX} to {MOST_PX} pixels wide")
    boxes = [Rect.around(m.box() for m in side.marks if m.role is Role.OUTLINE) for side in sides]
    across = sum(box.width for box in boxes) + _BETWEEN * (len(boxes) - 1) + 2 * _AROUND
    scale = width_px / across
    height_px = round((max(box.height for box in boxes) + 2 * _AROUND) * scale)
    if height_px > _TALLEST:
        raise RuleError("the plate is too slender for a picture this wide; give a smaller --width")
    masks = _Masks(width_px, height_px)
    shown, left = [], _AROUND
    for side, box in zip(sides, boxes, strict=True):
        masks.draw(
            side.marks, _View(box, scale * _FINER, left * scale * _FINER, _AROUND * scale * _FINER)
        )
        shown.append(Shown(side.marks, box, scale, left * scale, _AROUND * scale))
        left += box.width + _BETWEEN
    data = masks.picture()
    check(data, shown, (width_px, height_px))
    return data


class _Masks:
    """Where there is metal, where guides and where marks, in fine pixels."""

    __slots__ = ("_guides", "_ink", "_metal", "_pillow", "_size")

    def __init__(self, width_px: int, height_px: int) -> None:
        self._pillow = _pillow()
        self._size = width_px, height_px
        fine = width_px * _FINER, height_px * _FINER
        self._metal, self._guides, self._ink = (
            self._pillow.Image.new("L", fine, 0) for _ in range(3)
        )

    def draw(self, marks: Sequence[Mark], view: _View) -> None:
        """Puts the marks of one side where they belong."""
        for role in CUT_THROUGH:
            pen = self._pillow.ImageDraw.Draw(self._metal)
            for mark in marks:
                if mark.role is role:
                    _fill(pen, mark, view, 255 if role is Role.OUTLINE else 0)
        for mark in marks:
            if mark.role not in CUT_THROUGH:
                mask = self._guides if mark.role is Role.GUIDE else self._ink
                _fill(self._pillow.ImageDraw.Draw(mask), mark, view, 255)

    def picture(self) -> bytes:
        """The PNG; no chunk tells a time or a name."""
        image_of = self._pillow.Image
        rows = image_of.new("L", (1, self._size[1]))
        rows.putdata(list(_brushed(self._size[1])))
        level = rows.resize(self._size, image_of.Resampling.NEAREST)
        steel = image_of.merge("RGB", (level, level, level))
        image = image_of.new("RGB", self._size, WHITE)
        image.paste(steel, mask=self._metal.reduce(_FINER))
        image.paste(GUIDE, mask=self._guides.reduce(_FINER))
        image.paste(INK, mask=self._ink.reduce(_FINER))
        stream = io.BytesIO()
        image.save(stream, "PNG", compress_level=9)
        return stream.getvalue()


def _brushed(count: int) -> Iterator[int]:
    """A grey level for each row of pixels, always the same ones."""
    state = 1
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        yield _STEEL + (state >> 16) % (2 * _BRUSHED + 1) - _BRUSHED


def _fill(pen: Any, mark: Mark, view: _View, level: int) -> None:  # noqa: ANN401  # of Pillow
    match mark:
        case Dot():
            _round(pen, view, mark.centre, mark.diameter / 2, level)
        case Stroke():
            points = list(_flat(mark.path, view))
            for one, other in pairwise(points):
                _way(pen, view, (one, other), mark.width / 2)
            for point in points:
                _round(pen, view, point, mark.width / 2, level)
        case Area():
            pen.polygon([view.at(point) for point in _flat(mark.outline, view)], fill=level)
            for hole in mark.holes:
                # An area stands alone on its place, so what is inside its holes is bare.
                pen.polygon([view.at(point) for point in _flat(hole, view)], fill=255 - level)
        case _:
            assert_never(mark)


def _round(pen: Any, view: _View, centre: Point, radius: float, level: int) -> None:  # noqa: ANN401  # of Pillow
    """A disc; Pillow's own ellipses stand on whole pixels."""
    x, y = view.at(centre)
    r = radius * view.scale
    count = 12 + 4 * math.isqrt(math.ceil(r))
    turns = (towards(360 * at / count) for at in range(count))
    pen.polygon([(x + r * turn.dx, y + r * turn.dy) for turn in turns], fill=level)


def _way(pen: Any, view: _View, ends: tuple[Point, Point], half: float) -> None:  # noqa: ANN401  # of Pillow
    """The straight way of a tool, without its round ends."""
    one, other = ends
    long = one.distance(other)
    if not long:
        return
    across = (other - one) * (half / long)
    corners = (
        Point(one.x - across.dy, one.y + across.dx),
        Point(other.x - across.dy, other.y + across.dx),
        Point(other.x + across.dy, other.y - across.dx),
        Point(one.x + across.dy, one.y - across.dx),
    )
    pen.polygon([view.at(corner) for corner in corners], fill=255)


def _flat(path: Path, view: _View) -> Iterator[Point]:
    """The corners of straight lines that run as the path does."""
    yield path.start
    for start, step in path.steps():
        yield from _halved(start, step, _FLAT / view.scale)


def _halved(start: Point, step: Segment, off: float) -> Iterator[Point]:
    if isinstance(step, Arc):
        middle = step.middle(start)
        chord = Point((start.x + step.end.x) / 2, (start.y + step.end.y) / 2)
        if middle.distance(chord) > off:
            yield from _halved(start, Arc(middle, step.radius, step.ccw), off)
            yield from _halved(middle, step, off)
            return
    yield step.end


def _pillow() -> ModuleType:
    try:
        import PIL.Image
        import PIL.ImageDraw
    except ImportError:
        raise OutputError('a picture needs: pip install "metalstamp[png]"') from None
    module: ModuleType = PIL
    return module
