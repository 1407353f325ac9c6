"""What the pages of a PDF show: shapes in millimetres, and where words begin."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from generator.errors import ReadError
from generator.formats.paper import Page, Shape, Words
from generator.geometry import Arc, Line, Path, Point, Segment, Size

_MM_A_POINT = 25.4 / 72
_MOST_PAGES = 100
_MAX_BYTES = 64 * 1024 * 1024
_ON_ARC = 2e-4
"""Millimetres that a handle of a curve may stand beside that of the arc."""

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state that `q` keeps and `Q` brings back; clause 8.4 of ISO 32000."""

    matrix: Matrix
    width: float = 1.0
    cap: int = 0
    join: int = 0
    dashed: bool = False
    stroke: str = "#000000"
    fill: str = "#000000"
    size: float = 0.0


@dataclass(slots=True)
class _Pen:
    """Where the reading of one page is."""

    state: _State
    kept: list[_State] = field(default_factory=list)
    items: list[Shape | Words] = field(default_factory=list)
    loops: list[Path] = field(default_factory=list)
    start: Point | None = None
    steps: list[Segment] = field(default_factory=list)
    text: Matrix = _SAME
    line: Matrix = _SAME

    @property
    def here(self) -> Point:
        """Where the path has come to."""
        if self.start is None:
            raise ReadError("a line of the PDF begins nowhere")
        return self.steps[-1].end if self.steps else self.start


def look(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF.

    Words stand at the left end of their baseline, their size in millimetres.
    Raises `ReadError` for a damaged file and for what could hide or move a shape: clips, pictures,
    curves that are no arcs, a turned page.
    """
    if len(data) > _MAX_BYTES:
        raise ReadError("the PDF is larger than 64 MB")
    return tuple(_page(box, operations) for box, operations in _opened(data))


def _opened(data: bytes) -> Iterator[tuple[Sequence[float], list[tuple[Any, bytes]]]]:
    """The box and the operations of each page, through pypdf."""
    # It tells of damage in a log of its own, which would reach the terminal, text of the file too.
    log = logging.getLogger("pypdf")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        import pypdf
    except ImportError:
        raise ReadError('a PDF needs: pip install "metalstamp[pdf]"') from None
    from pypdf.errors import PyPdfError
    from pypdf.generic import ContentStream

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted or len(reader.pages) > _MOST_PAGES:
            raise ReadError("the PDF is encrypted or has more than 100 pages")
        for page in reader.pages:
            if page.get("/Annots") or page.rotation:
                raise ReadError("a page of the PDF is turned or has notes on it")
            content = page.get_contents()
            operations = ContentStream(content, reader).operations if content is not None else []
            yield [float(value) for value in page.mediabox], operations
    except ReadError:
        raise
    except (
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        NotImplementedError,
    ):
        # Whatever a damaged file makes the library stumble over; it may quote the file.
        raise ReadError("the PDF is damaged") from None


def _page(box: Sequence[float], operations: list[tuple[Any, bytes]]) -> Page:
    left, bottom, right, top = box
    scale = _MM_A_POINT
    pen = _Pen(_State((scale, 0.0, 0.0, scale, -left * scale, -bottom * scale)))
    for operands, operator in operations:
        try:
            _take(pen, operator.decode("ascii"), operands)
        except (TypeError, ValueError, IndexError):
            raise ReadError("an operator of the PDF has other operands than it needs") from None
    return Page(Size((right - left) * scale, (top - bottom) * scale), tuple(pen.items))


def _take(pen: _Pen, operator: str, operands: Any) -> None:  # noqa: ANN401  # of the file
    if operator in _PATHS:
        _path(pen, operator, [_number(each) for each in operands])
    elif operator in _PAINTS:
        _paint(pen, operator)
    elif operator in _STATES:
        _set(pen, operator, operands)
    elif operator in _TEXTS:
        _text(pen, operator, operands)
    else:
        raise ReadError("the PDF holds an operator that is not drawn with here")


_PATHS = ("m", "l", "c", "h")
_PAINTS = ("S", "s", "f", "f*", "B", "B*", "b", "b*", "n")
_STATES = ("q", "Q", "cm", "w", "J", "j", "d", "RG", "rg", "G", "g", "M", "i")
_TEXTS = ("BT", "ET", "Tf", "TL", "Tm", "Td", "Tj", "T*")


def _path(pen: _Pen, operator: str, numbers: list[float]) -> None:
    at = [_point(pen.state.matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    match operator, at:
        case "m", [start]:
            _finish(pen)
            pen.start = start
        case "l", [end]:
            _ = pen.here
            pen.steps.append(Line(end))
        case "c", [one, two, end]:
            pen.steps.append(_arc(pen.here, one, two, end))
        case "h", []:
            start = pen.here if pen.start is None else pen.start
            if pen.here.distance(start) > _ON_ARC:
                pen.steps.append(Line(start))
            elif pen.steps:
                pen.steps[-1] = replace(pen.steps[-1], end=start)
            _finish(pen)
        case _:
            raise ReadError("a step of a path has the wrong count of numbers")


def _finish(pen: _Pen) -> None:
    if pen.start is not None and pen.steps:
        pen.loops.append(Path(pen.start, tuple(pen.steps)))
    pen.start, pen.steps = None, []


def _paint(pen: _Pen, operator: str) -> None:
    if operator in ("s", "b", "b*"):
        _path(pen, "h", [])
    _finish(pen)
    state = pen.state
    strokes, fills = operator in "SsBbB*b*", operator not in "Ssn"
    if pen.loops and operator != "n":
        if fills and len(pen.loops) > 1 and not operator.endswith("*"):
            raise ReadError("a filled path of several loops is not filled by even and odd")
        if strokes and state.dashed:
            raise ReadError("a line of the PDF is dashed")
        if (state.cap, state.join) not in ((0, 0), (1, 1)):
            raise ReadError("a line of the PDF ends otherwise than it turns")
        pen.items.append(
            Shape(
                tuple(pen.loops),
                state.stroke if strokes else None,
                state.width * _scale(state.matrix) if strokes else 0.0,
                state.fill if fills else None,
                round_tool=strokes and state.cap == 1,
            )
        )
    pen.loops = []


def _set(pen: _Pen, operator: str, operands: Any) -> None:  # noqa: ANN401  # of the file
    state = pen.state
    match operator:
        case "q":
            pen.kept.append(state)
        case "Q":
            if not pen.kept:
                raise ReadError("the PDF brings back a state that it has not kept")
            pen.state = pen.kept.pop()
        case "cm":
            pen.state = replace(state, matrix=_product(_matrix(operands), state.matrix))
        case "w":
            pen.state = replace(state, width=_number(operands[0]))
        case "J" | "j":
            ends = int(operands[0])
            pen.state = replace(state, cap=ends) if operator == "J" else replace(state, join=ends)
        case "d":
            pen.state = replace(state, dashed=bool(operands[0]))
        case "RG" | "G":
            pen.state = replace(state, stroke=_colour(operands))
        case "rg" | "g":
            pen.state = replace(state, fill=_colour(operands))


def _text(pen: _Pen, operator: str, operands: Any) -> None:  # noqa: ANN401  # of the file
    match operator:
        case "BT":
            pen.text = pen.line = _SAME
        case "Tf":
            pen.state = replace(pen.state, size=_number(operands[1]))
        case "Tm":
            pen.text = pen.line = _matrix(operands)
        case "Td":
            x, y = (_number(each) for each in operands)
            pen.text = pen.line = _product((1.0, 0.0, 0.0, 1.0, x, y), pen.line)
        case "Tj":
            whole = _product(pen.text, pen.state.matrix)
            size = pen.state.size * math.hypot(whole[0], whole[1])
            turn = round(math.degrees(math.atan2(whole[1], whole[0])))
            at = _point(whole, 0.0, 0.0)
            pen.items.append(Words(_decoded(operands[0]), at, size, turn_deg=turn))


def _decoded(text: object) -> str:
    """The text of a string in WinAnsiEncoding; pypdf hands over bytes or text."""
    original = text if isinstance(text, bytes) else getattr(text, "original_bytes", None)
    if original is None:
        return str(text)
    # A code without a character shows a bullet (PDF 32000-1, annex D).
    return original.decode("cp1252", "replace").replace("\x7f", "•")


def _arc(start: Point, one: Point, two: Point, end: Point) -> Arc:
    """The arc that a curve runs along, or a `ReadError`."""
    chord = end - start
    long = math.hypot(chord.dx, chord.dy)
    if long == 0:
        raise ReadError("a curve of the PDF is no arc of a circle")
    # In a frame whose x axis is the chord.
    along, up = chord.dx / long, chord.dy / long
    first, last = (
        ((p.x - q.x) * along + (p.y - q.y) * up, (p.y - q.y) * along - (p.x - q.x) * up)
        for p, q in ((one, start), (two, end))
    )
    turn = math.atan2(first[1], first[0])
    if not 0 < abs(turn) < math.pi / 2 - 1e-3:
        raise ReadError("a curve of the PDF is no arc of a circle")
    radius = long / 2 / math.sin(abs(turn))
    handle = 4 / 3 * math.tan(abs(turn) / 2) * radius
    off = max(
        abs(math.hypot(*first) - handle),
        abs(first[0] + last[0]),
        abs(first[1] - last[1]),
    )
    if off > _ON_ARC:
        raise ReadError("a curve of the PDF is no arc of a circle")
    return Arc(end, radius, ccw=turn < 0)


def _number(value: Any) -> float:  # noqa: ANN401  # of the file
    number = float(value)
    if not abs(number) <= 1e6:  # also refuses NaN, which no comparison holds for
        raise ReadError("a number of the PDF is not finite or larger than a million")
    return number


def _matrix(operands: Any) -> Matrix:  # noqa: ANN401  # of the file
    a, b, c, d, e, f = (_number(each) for each in operands)
    return a, b, c, d, e, f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """What `inner`, then `outer` does; clause 8.3.4."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _point(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return Point(x * a + y * c + e, x * b + y * d + f)


def _scale(matrix: Matrix) -> float:
    """How much larger a matrix draws. Raises `ReadError` unless that is alike in all directions."""
    a, b, c, d, _, _ = matrix
    scale = math.hypot(a, b)
    if abs(scale - math.hypot(c, d)) > 1e-6 * scale or abs(a * c + b * d) > 1e-6 * scale:
        raise ReadError("the PDF is not scaled alike in width and height")
    return scale


def _colour(operands: Any) -> str:  # noqa: ANN401  # of the file
    levels = [round(_number(each) * 255) for each in operands]
    if len(levels) == 1:
        levels *= 3
    if len(levels) != 3 or not all(0 <= level <= 255 for level in levels):
        raise ReadError("a colour of the PDF is not of red, green and blue")
    return "#{:02X}{:02X}{:02X}".format(*levels)
