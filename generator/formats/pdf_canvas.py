"""Pages as PDF: lines, curves and text in millimetres, the same bytes on any day.

The content is not compressed, so that a library for compression of another version changes nothing.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from functools import cache
from types import ModuleType
from typing import Any, assert_never

from generator.formats.paper import Page, Shape, Words, quartered
from generator.geometry import Arc, Line, Path, Point, Vec

_POINTS_A_MM = 72 / 25.4
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"


def write(pages: Iterable[Page]) -> bytes:
    """The PDF of some pages; without name, author or date."""
    stream = io.BytesIO()
    canvas = _reportlab().Canvas(stream, invariant=1, pageCompression=0, initialFontSize=0)
    for set_ in (canvas.setTitle, canvas.setAuthor, canvas.setSubject, canvas.setCreator):
        set_("")
    for page in pages:
        canvas.setPageSize((page.size.width * _POINTS_A_MM, page.size.height * _POINTS_A_MM))
        canvas.scale(_POINTS_A_MM, _POINTS_A_MM)
        for item in page.items:
            match item:
                case Shape():
                    _draw(canvas, item)
                case Words():
                    _say(canvas, item)
                case _:
                    assert_never(item)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@cache
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in millimetres like `size`."""
    return float(_metrics().stringWidth(text, _BOLD if bold else _FONT, size))


def _draw(canvas: Any, shape: Shape) -> None:  # noqa: ANN401  # reportlab carries no types
    if shape.stroke is not None:
        canvas.setStrokeColorRGB(*_rgb(shape.stroke))
        canvas.setLineWidth(shape.width)
        canvas.setLineCap(1 if shape.round_tool else 0)
        canvas.setLineJoin(1 if shape.round_tool else 0)
    if shape.fill is not None:
        canvas.setFillColorRGB(*_rgb(shape.fill))
    path = canvas.beginPath()
    for loop in shape.loops:
        _follow(path, quartered(loop))
    filled, stroked = shape.fill is not None, shape.stroke is not None
    canvas.drawPath(path, stroke=int(stroked), fill=int(filled), fillMode=0)


def _follow(path: Any, loop: Path) -> None:  # noqa: ANN401  # reportlab carries no types
    path.moveTo(loop.start.x, loop.start.y)
    straight_home = loop.closed and isinstance(loop.segments[-1], Line)
    last = len(loop.segments) - 1
    for index, (start, segment) in enumerate(loop.steps()):
        match segment:
            case Line(end):
                if not (straight_home and index == last):
                    path.lineTo(end.x, end.y)
            case Arc():
                one, two = _handles(start, segment)
                path.curveTo(one.x, one.y, two.x, two.y, segment.end.x, segment.end.y)
            case _:
                assert_never(segment)
    if loop.closed:
        path.close()


def _handles(start: Point, arc: Arc) -> tuple[Point, Point]:
    """The two points between that a curve needs to run along an arc of up to a quarter turn."""
    centre = arc.centre(start)
    out, home = start - centre, arc.end - centre
    long = 4 / 3 * math.tan(arc.sweep(start) / 4) * (1 if arc.ccw else -1)
    return (
        start + Vec(-out.dy, out.dx) * long,
        arc.end + Vec(home.dy, -home.dx) * long,
    )


def _say(canvas: Any, words: Words) -> None:  # noqa: ANN401  # reportlab carries no types
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont(_BOLD if words.bold else _FONT, words.size)
    canvas.saveState()
    canvas.translate(words.at.x, words.at.y)
    if words.turn_deg:
        canvas.rotate(words.turn_deg)
    wide = text_width(words.text, words.size, bold=words.bold)
    back = {"left": 0.0, "centre": -wide / 2, "right": -wide}[words.anchor]
    canvas.drawString(back, 0, words.text)
    canvas.restoreState()


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _reportlab() -> ModuleType:
    from reportlab.pdfgen import canvas

    module: ModuleType = canvas
    return module


def _metrics() -> ModuleType:
    from reportlab.pdfbase import pdfmetrics

    module: ModuleType = pdfmetrics
    return module
