"""Ways as lists of places in millimetres, and the paths of a PDF's page, y up from its foot.

A path is a list of `("m", point)`, `("l", point)`, `("c", point, point, point)` and `("h",)`; a
matrix is `(a, b, c, d, e, f)` as PDF and SVG write one.
"""

import math

CLOSE = 0.0001
"""Millimetres that chords may stand off what is bent."""

_MM = 25.4 / 72
_ROUND = 0.004
"""Millimetres by which the axes of a circle may differ; some programs round to 1/256 point."""

UPRIGHT = (_MM, 0, 0, _MM, 0, 0)
"""From points to millimetres."""


def told(places):
    """A way as it is answered: no place twice in a row, without digits that nobody measures."""
    way = []
    for x, y in places:
        place = [round(float(x), 6), round(float(y), 6)]
        if way[-1:] != [place]:
            way.append(place)
    return way


def arc_parts(radius, sweep):
    """Into how many chords an arc is cut."""
    return max(1, math.ceil(abs(sweep) / math.sqrt(8 * CLOSE / radius)))


def along(start, one, two, end):
    """Places on a cubic curve, without its start; as many as its bend asks for."""
    bend = max(
        math.dist((p[0] + r[0], p[1] + r[1]), (2 * q[0], 2 * q[1]))
        for p, q, r in ((start, one, two), (one, two, end))
    )
    count = max(1, math.ceil(math.sqrt(0.75 * bend / CLOSE)))
    for part in range(1, count + 1):
        t = part / count
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        points = tuple(zip(weights, (start, one, two, end), strict=True))
        yield tuple(sum(weight * point[axis] for weight, point in points) for axis in (0, 1))


def turned(height):
    """Points to millimetres where y runs down from the head of the page."""
    return (_MM, 0, 0, -_MM, 0, height * _MM)


def product(inner, outer):
    """The matrix that does first one, then the other."""
    a, b, c, d, e, f = inner
    (x, y), (u, v), origin = (_to(point, outer) for point in ((a, b), (c, d), (e, f)))
    left, low = outer[4:]
    return (x - left, y - low, u - left, v - low, *origin)


def shape(stroke, fill, paths, page):
    """One painted path: colours as `(red, green, blue)` from 0 to 1, or `None`; no role."""
    circles, ways = [], []
    for path in paths:
        way = told(_followed(path, page))
        circle = _circle(path, way)
        if circle:
            circles.append([None, *circle])
        elif len(way) > 1:
            ways.append([None, way])
    return {"stroke": stroke, "fill": fill, "circles": circles, "ways": ways}


def _to(point, matrix):
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _followed(path, page):
    begun = at = None
    for letter, *points in path:
        there = [_to(point, page) for point in points]
        if letter == "m":
            begun = there[0]
            yield begun
        elif letter == "c":
            yield from along(at, *there)
        else:
            # What is closed goes home.
            yield there[0] if there else begun
        at = there[-1] if there else begun


def _circle(path, way):
    """Centre and diameter of four curves about one place, else nothing."""
    if [letter for letter, *_ in path if letter in "cl"] != ["c"] * 4:
        return None
    xs, ys = zip(*way, strict=True)
    x, y, across = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, max(xs) - min(xs)
    off = max(abs(math.dist(place, (x, y)) - across / 2) for place in way)
    # The best cubic curve stands 0.000273 of the radius off a quarter turn.
    return [x, y, across] if off < _ROUND + 0.0003 * across / 2 else None
