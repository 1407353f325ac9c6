"""What a mesh shows: the contours of its upper and lower face, its height, whether it is closed."""

import numpy as np

_LEVEL = 1e-5
"""Millimetres within which a corner is on a face; four bytes hold no more."""

_ROUND = 2e-4
_CORNERS = 12
"""A contour of at least so many corners, all as far from the middle, is a circle."""


def told(vertices, triangles, bodies):
    """The answer for one file: corners in mm, triangles of their indices, and how many bodies."""
    vertices = np.asarray(vertices, dtype=float)
    triangles = np.asarray(triangles)
    # Some programs keep no corner twice, others all; and some set the plate upon the ground.
    vertices = vertices - [*vertices.min(axis=0)[:2], vertices.max(axis=0)[2]]
    _, first, which = np.unique(vertices, axis=0, return_index=True, return_inverse=True)
    vertices, triangles = vertices[first], which.reshape(-1)[triangles]
    height = -vertices[:, 2].min()
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    return {
        "faces": {
            "front": _face(vertices, triangles, 0.0),
            "back": _face(vertices, triangles, -height),
        },
        "height": height,
        "bodies": bodies,
        "closed": _closed(edges, len(vertices)),
    }


def _closed(edges, count):
    """Whether each edge is travelled once in either sense."""
    there = edges[:, 0] * count + edges[:, 1]
    back = edges[:, 1] * count + edges[:, 0]
    return bool(len(np.unique(there)) == len(there) and set(there) == set(back))


def _face(vertices, triangles, level):
    """Circles and boxes around each contour of the triangles that lie level."""
    flat = triangles[(np.abs(vertices[triangles][:, :, 2] - level) < _LEVEL).all(axis=1)]
    edges = np.concatenate([flat[:, [0, 1]], flat[:, [1, 2]], flat[:, [2, 0]]])
    there = {(int(a), int(b)) for a, b in edges}
    following = {a: b for a, b in there if (b, a) not in there}
    circles, boxes = [], []
    while following:
        start, at = following.popitem()
        loop = [start]
        while at != start:
            loop.append(at)
            at = following.pop(at)
        _add(vertices[loop][:, :2], circles, boxes)
    return {"circles": circles, "boxes": boxes}


def _add(points, circles, boxes):
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2
    far = np.hypot(*(points - middle).T)
    if len(points) >= _CORNERS and np.ptp(far) < _ROUND:
        circles.append([None, *map(float, middle), float(2 * far.max())])
    else:
        boxes.append([None, *map(float, low), *map(float, high)])
