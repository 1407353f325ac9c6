"""Edges around the upper and lower face of a solid, as circles and boxes."""

_NEAR = 1e-5
"""Millimetres within which two corners are one, or a box is square."""


def contours(edges):
    """The answer for one face, of edges `(radius, start, end, (left, low, right, high))`.

    The radius of what is straight is 0; what is round about one centre is a circle.
    """
    leaving = {}
    for number, (_, start, end, _) in enumerate(edges):
        for corner in {_key(start), _key(end)}:
            leaving.setdefault(corner, []).append(number)
    circles, boxes, left = [], [], set(range(len(edges)))
    while left:
        loop, reached = [], [min(left)]
        while reached:
            number = reached.pop()
            if number in left:
                left.remove(number)
                loop.append(edges[number])
                for corner in map(_key, edges[number][1:3]):
                    reached += leaving[corner]
        _add(loop, circles, boxes)
    return {"circles": circles, "boxes": boxes}


def _key(place):
    return tuple(round(at / _NEAR) for at in place)


def _add(loop, circles, boxes):
    lefts, lows, rights, highs = zip(*(box for *_, box in loop), strict=True)
    left, low, right, high = min(lefts), min(lows), max(rights), max(highs)
    wide, tall = right - left, high - low
    if all(abs(2 * radius - side) < _NEAR for radius, *_ in loop for side in (wide, tall)):
        circles.append([None, (left + right) / 2, (low + high) / 2, wide])
    else:
        boxes.append([None, left, low, right, high])
