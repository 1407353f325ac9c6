"""What OpenCV does for the scanner: pictures opened, warped, outlined, drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from generator.errors import OutputError, ReadError

Pixels: TypeAlias = npt.NDArray[Any]
"""A picture, rows × columns, of one channel unless said otherwise."""

Points: TypeAlias = npt.NDArray[np.float64]
"""Places, n × 2: x and y."""

MOST_PIXELS = 120_000_000
_LEAST_SIDE = 200

_NO_PICTURE = "this is no JPEG or PNG picture; take a photograph, or scan the plate, as one of them"
_CUT = "the picture is cut short or damaged; copy it again"


def opened(data: bytes) -> Pixels:
    """The picture, three channels. Raises ReadError before a huge one is unpacked."""
    width, height = _size(data)
    if width * height > MOST_PIXELS:
        raise ReadError(
            f"the picture has {width * height / 1e6:.0f} million pixels; "
            f"{MOST_PIXELS / 1e6:.0f} million are the most"
        )
    if min(width, height) < _LEAST_SIDE:
        raise ReadError(
            f"the picture is {width} × {height} pixels, too small to read marks from; "
            f"{_LEAST_SIDE} a side are the least, and 1000 read well"
        )
    cv2 = _opencv()
    try:
        found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        raise ReadError(_CUT) from None
    if found is None or not _whole(data):
        raise ReadError(_CUT)
    return cast("Pixels", found)


def _whole(data: bytes) -> bool:
    """Whether the picture's end is there."""
    mark = b"\xff\xd9" if data.startswith(b"\xff\xd8") else b"IEND"
    return mark in data[-65_536:]


def _size(data: bytes) -> tuple[int, int]:
    """Width and height as the head of a PNG or JPEG says them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not data.startswith(b"\xff\xd8\xff"):
        raise ReadError(_NO_PICTURE)
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            break
        kind = data[at + 1]
        if kind in (0xFF, 0x01) or 0xD0 <= kind <= 0xD8:
            at += 1 if kind == 0xFF else 2
            continue
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return (
                int.from_bytes(data[at + 7 : at + 9], "big"),
                int.from_bytes(data[at + 5 : at + 7], "big"),
            )
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise ReadError(_CUT)


def shrunk(picture: Pixels, longest: int) -> tuple[Pixels, float]:
    """The picture no longer than that, and how many times as large it is now."""
    factor = longest / max(picture.shape[:2])
    if factor >= 1:
        return picture, 1.0
    cv2 = _opencv()
    size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
    return cast("Pixels", cv2.resize(picture, size, interpolation=cv2.INTER_AREA)), factor


def grey(picture: Pixels) -> Pixels:
    """Brightness, 0 to 255."""
    cv2 = _opencv()
    return cast("Pixels", cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def blurred(picture: Pixels, sigma: float) -> Pixels:
    """Smoothed by a Gaussian of that many pixels."""
    return cast("Pixels", _opencv().GaussianBlur(picture, (0, 0), sigma))


def warped(picture: Pixels, across: Pixels, down: Pixels) -> Pixels:
    """The picture taken at other places, which have the shape of the result; NaN-free outside."""
    cv2 = _opencv()
    return cast(
        "Pixels",
        cv2.remap(
            picture,
            across.astype(np.float32),
            down.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        ),
    )


def highest(picture: Pixels, across: int) -> Pixels:
    """The largest value around each pixel, in a circle of that many pixels."""
    cv2 = _opencv()
    round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
    return cast("Pixels", cv2.dilate(picture, round_))


def segments(picture: Pixels) -> list[Pixels]:
    """Ways to part a plate from what it lies on: masks of 0 and 255; `picture` has 3 channels."""
    cv2 = _opencv()
    smooth = cv2.medianBlur(picture, 5)
    light = cv2.cvtColor(smooth, cv2.COLOR_BGR2GRAY)
    masks = []
    _, bright = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    masks += [bright, cv2.bitwise_not(bright)]
    edge = np.concatenate([smooth[:4].reshape(-1, 3), smooth[-4:].reshape(-1, 3)])
    sides = np.concatenate([smooth[:, :4].reshape(-1, 3), smooth[:, -4:].reshape(-1, 3)])
    ground = np.median(np.concatenate([edge, sides]), axis=0)
    far = np.clip(np.abs(smooth.astype(np.float32) - ground).max(axis=2), 0, 255).astype(np.uint8)
    _, other = cv2.threshold(far, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    masks.append(other)
    masks += [((far > level) * 255).astype(np.uint8) for level in (18, 40)]
    # A dark plate on a dark ground: shades as the eye sees them, and edges from far below.
    eye = (255 * np.log1p(light / 12.0) / np.log1p(255 / 12.0)).astype(np.uint8)
    off = cv2.GaussianBlur(eye, (0, 0), 4).astype(np.float32) - _ground(eye)
    # Closed far: a lamp's reflection, or bright marks, may break up a dark plate.
    wide = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (41, 41))
    for level in (6, 9, 14, 22):
        for sign in (1, -1):
            alike = ((sign * off > level) * 255).astype(np.uint8)
            alike = cv2.morphologyEx(alike, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
            masks.append(cv2.morphologyEx(alike, cv2.MORPH_CLOSE, wide))
    kernel = np.ones((5, 5), np.uint8)
    soft = cv2.GaussianBlur(eye, (0, 0), 1.5)
    for shades, low in ((light, 30), (light, 70), (soft, 12), (soft, 24)):
        lines = cv2.dilate(cv2.Canny(shades, low, 2.5 * low), kernel)
        outside = np.pad(cv2.bitwise_not(lines), 1, constant_values=255)
        cv2.floodFill(outside, None, (0, 0), 128)
        masks.append(cv2.erode(((outside[1:-1, 1:-1] != 128) * 255).astype(np.uint8), kernel))
    closed = [cv2.morphologyEx(m, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)) for m in masks]
    return [cv2.morphologyEx(m, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8)) for m in closed]


def _ground(shades: Pixels) -> Pixels:
    """What lies around the plate, as its brightness goes on behind it: a plane through the rim."""
    height, width = shades.shape
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    rim = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) < 0.04 * height
    terms = np.column_stack([np.ones(rim.sum()), x[rim], y[rim]])
    found = np.linalg.lstsq(terms, shades[rim].astype(float), rcond=None)[0]
    return np.asarray(found[0] + found[1] * x + found[2] * y, np.float32)


def outlines(mask: Pixels) -> list[Points]:
    """The outer edges of what a mask shows, in pixels."""
    cv2 = _opencv()
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return [each.reshape(-1, 2).astype(np.float64) for each in found]


def hull(points: Points) -> Points:
    """The corners of the convex hull, in order."""
    found = _opencv().convexHull(points.astype(np.float32))
    return cast("Points", found.reshape(-1, 2).astype(np.float64))


def area(points: Points) -> float:
    """What a closed line encloses."""
    return float(_opencv().contourArea(points.astype(np.float32)))


def simplified(points: Points, off: float) -> Points:
    """A closed line with fewer corners, no farther from it than that."""
    found = _opencv().approxPolyDP(points.astype(np.float32), off, closed=True)
    return cast("Points", found.reshape(-1, 2).astype(np.float64))


def homography(from_: Points, to: Points) -> Pixels:
    """The perspective that takes some places to others, at least four, 3 × 3."""
    found, _ = _opencv().findHomography(from_, to, 0)
    return cast("Pixels", found if found is not None else np.eye(3))


def stroked(size: tuple[int, int], lines: Sequence[tuple[Points, float]]) -> Pixels:
    """Lines of some width drawn into an empty picture of rows × columns, 0 to 1."""
    cv2 = _opencv()
    drawn = np.zeros(size, np.uint8)
    for places, width in lines:
        at = np.round(places * 16).astype(np.int32)
        cv2.polylines(drawn, [at], False, 255, max(1, round(width)), cv2.LINE_AA, 4)
    return drawn.astype(np.float32) / 255


def ringed(picture: Pixels, places: Points, radius: float, kind: str) -> None:
    """Draw a sign at each place: a circle, a square or a cross; each with a dark edge."""
    cv2 = _opencv()
    colour = {"mark": (255, 190, 60), "blank": (230, 230, 230), "doubt": (40, 130, 255)}[kind]
    reach = max(3, round(radius))
    for x, y in np.round(places).astype(int):
        for width, ink in ((4, (0, 0, 0)), (2, colour)):
            if kind == "mark":
                cv2.circle(picture, (x, y), reach, ink, width, cv2.LINE_AA)
            elif kind == "blank":
                half = reach // 3
                cv2.line(picture, (x - half, y), (x + half, y), ink, width, cv2.LINE_AA)
            else:
                corners = ((x - reach, y - reach), (x + reach, y + reach))
                cv2.rectangle(picture, *corners, ink, width, cv2.LINE_AA)


def png(picture: Pixels) -> bytes:
    """The picture as a PNG file."""
    done, data = _opencv().imencode(".png", picture)
    if not done:
        raise OutputError("the picture can't be written as PNG")
    return cast("bytes", data.tobytes())


def _opencv() -> ModuleType:
    try:
        import cv2
    except ImportError:
        raise OutputError(
            "photographs need OpenCV: install it with pip install 'metalstamp[scan]'"
        ) from None
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2
