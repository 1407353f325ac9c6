"""Paths of a page as circles and boxes, in millimetres, y up from the foot of the page.

A path is a list of `("m", point)`, `("l", point)`, `("c", point, point, point)` and `("h",)`; a
matrix is `(a, b, c, d, e, f)` as PDF and SVG write one.
"""

import math

_MM = 25.4 / 72
_ROUND = 0.004
"""Millimetres by which the axes of a circle may differ; some programs round to 1/256 point."""

UPRIGHT = (_MM, 0, 0, _MM, 0, 0)
"""From points to millimetres."""


def turned(height):
    """The same where y runs down from the head of the page."""
    return (_MM, 0, 0, -_MM, 0, height * _MM)


def product(inner, outer):
    """The matrix that does first one, then the other."""
    a, b, c, d, e, f = inner
    (x, y), (u, v), origin = (_to(point, outer) for point in ((a, b), (c, d), (e, f)))
    left, low = outer[4:]
    return (x - left, y - low, u - left, v - low, *origin)


def shape(stroke, fill, paths, page):
    """One painted path: colours as `(red, green, blue)` from 0 to 1, or `None`."""
    loops = [_told(path, page) for path in paths]
    return {"stroke": stroke, "fill": fill, "loops": [numbers for numbers in loops if numbers]}


def _to(point, matrix):
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _told(path, page):
    """The numbers of a circle or a box; none of a path that goes nowhere."""
    corners, bends, straight, at = [], 0, 0, None
    for letter, *points in path:
        there = [_to(point, page) for point in points]
        if letter == "c":
            corners += _reached(at, *there)
            bends += 1
        elif letter == "l":
            straight += math.dist(at, there[0]) > _ROUND
            corners += [at, *there]
        at = there[-1] if there else at
    if not corners:
        return []
    xs, ys = zip(*corners, strict=True)
    left, low, right, high = min(xs), min(ys), max(xs), max(ys)
    if bends == len("nesw") and not straight and abs((right - left) - (high - low)) < _ROUND:
        return [(left + right) / 2, (low + high) / 2, right - left]
    return [left, low, right, high]


def _reached(start, one, two, end):
    """The ends of a cubic curve, and where it turns back along an axis."""
    yield start
    yield end
    for axis in (0, 1):
        a, b, c, d = (point[axis] for point in (start, one, two, end))
        for part in _turns(3 * (d - a + 3 * (b - c)), 6 * (a - 2 * b + c), 3 * (b - a)):
            if 0 < part < 1:
                rest = 1 - part
                weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
                yield tuple(
                    sum(w * p[at] for w, p in zip(weights, (start, one, two, end), strict=True))
                    for at in (0, 1)
                )


def _turns(square, linear, constant):
    if abs(square) < 1e-12:
        return [-constant / linear] if abs(linear) > 1e-12 else []
    root = linear**2 - 4 * square * constant
    if root < 0:
        return []
    return [(-linear + sign * math.sqrt(root)) / (2 * square) for sign in (1, -1)]
