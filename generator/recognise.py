"""Which template a face belongs to, told by its metal alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import template_file as templates
from generator.errors import ReadError, RuleError, UnknownPlateError
from generator.geometry import Line, Path, Point, Rect
from generator.layout import CUT_THROUGH, Dot, Face, Layout, Mark, Role, Stroke
from generator.match import TOLERANCE, Seen, differences
from generator.pieces import fixed, legend
from generator.place import View, public
from generator.template import Template
from generator.template_file import Asked
from generator.variant import made_for

if TYPE_CHECKING:
    from generator.outlines import Outlines


@dataclass(frozen=True, slots=True, repr=False)
class Sighting:
    """A face with the template and the side it turned out to be."""

    template: Template
    side: str
    face: Face


def width_of(faces: Iterable[Face]) -> float | None:
    """Millimetres across the plate, by the first face that shows its edge."""
    edges = next(filter(None, map(_edges, faces)), None)
    return Rect.around(edge.box() for edge in edges).width if edges else None


def recognise(
    face: Face,
    view: View,
    names: Iterable[str | Asked],
    outlines: Outlines | None = None,
    width: float | None = None,
) -> Sighting:
    """The one template, choice and side whose public marks the face shows, all of them.

    `names` are templates that ship, paths of template files, or either with settings.
    Where the marks of one plate are all on another too, the one with more of them is meant.
    `outlines` draw the letters of words, where the plate has any.
    A face whose format shows no outline is held against all of them, each in its own size, or
    those of any size in the `width` that another face told.
    Raises `UnknownPlateError` that names the nearest plate where none fits.
    """
    edges = _edges(face)
    if not edges and _framed(view):
        raise ReadError("0 outlines; a plate has one, in the layer outline")
    # Guides may be missing on any plate, so they tell nothing.
    shown = Seen(mark for mark in face.marks if mark.role is not Role.GUIDE)
    likely = [made for name in names for made in _likely(name, edges, outlines, width)]
    bare = not _shows_lines(view)
    best: list[Sighting] = []
    most = -1
    for made in likely:
        if not _begins(made, shown, view):
            continue
        for side, whole in _public(made, view, edges):
            alike = len(whole.marks) == most
            if (len(whole.marks) > most or (bare and alike)) and not shown.missing(whole.marks):
                best = [*(best if alike else ()), Sighting(made, side, face)]
                most = len(whole.marks)
    if best:
        return _only(best) if bare and _loses_legend(best[0], view) else best[0]
    raise UnknownPlateError(_nearest(likely, shown, view, edges))


def _loses_legend(sighting: Sighting, view: View) -> bool:
    """Whether some letter or number of a side is not in files of a format."""
    made = sighting.template
    legend = (
        mark
        for side in made.sides
        if side.name == sighting.side
        for piece in fixed(made, side)
        if piece.role is Role.LEGEND
        for mark in piece.marks
    )
    thick = made.plate.thickness
    return any(not view(Layout(sighting.side, thick, (mark,))).marks for mark in legend)


def _only(alike: list[Sighting]) -> Sighting:
    """The one sighting of a face in a file that leaves out the legend.

    Such a file shows little else than the secret, so it is refused where two plates, sides or kinds
    have the same public dots: they would mean another secret.
    """
    plates = {each.template.name for each in alike}
    if len(plates) > 1:
        raise UnknownPlateError(
            "the file shows dots alone, and none that tells the plate: name it with --template"
        )
    if len(alike) == 1:
        return alike[0]
    (name,) = plates
    raise ReadError(
        f"the file shows dots alone, which could be on {len(alike)} sides or kinds of {name}: it "
        "was read back when it was made, and can't be read without its legend"
    )


def _begins(template: Template, shown: Seen, view: View) -> bool:
    """Whether some side has its legend here, looked at piece by piece up to one that is missing."""
    try:
        return any(
            not any(
                shown.missing(view(Layout(side.name, template.plate.thickness, piece.marks)).marks)
                for piece in legend(template, side)
                if piece.role is Role.LEGEND
            )
            for side in template.sides
        )
    except RuleError:
        return False


def _nearest(likely: Iterable[Template], shown: Seen, view: View, edges: list[Mark]) -> str:
    """What to say of a face that is no plate: which has the fewest of its marks missing here."""
    lacking = [
        (len(shown.missing(face.marks)), f"{made.name}, {side}")
        for made in likely
        for side, face in _public(made, view, edges)
    ]
    if not lacking and not edges:
        return "no template has public marks like these"
    if not lacking:
        outline = Rect.around(edge.box() for edge in edges)
        like = (
            "an outline like this one" if len(edges) == 1 else f"{len(edges)} outlines like these"
        )
        return f"no template has {like} of {outline.width:g} × {outline.height:g} mm"
    count, what = min(lacking, key=lambda each: each[0])
    lost = "1 public mark is" if count == 1 else f"{count} public marks are"
    return f"nearest is {what}, but {lost} missing or damaged"


def is_edge_of(template: Template, cut: Face, view: View) -> bool:
    """Whether what is to be cut is the edge and the holes of a plate, from whichever side."""
    due = public(template, view).values()
    return any(differences(each.marks, cut.marks) == ([], []) for each in due)


def plain(face: Face) -> bool:
    """Whether a face shows only the plate's edge and holes, as the back of a one-sided solid."""
    return all(mark.role in CUT_THROUGH for mark in face.marks)


def _edges(face: Face) -> list[Mark]:
    """The outline of a face, or those of a set."""
    return [
        mark for mark in face.marks if mark.role is Role.OUTLINE and not isinstance(mark, Stroke)
    ]


def _framed(view: View) -> bool:
    """Whether files of a format show the edge of a plate on each side."""
    edge = Dot(Role.OUTLINE, Point(10.0, 10.0), 20.0)
    return bool(view(Layout("back", 1.0, (edge,))).marks)


def _shows_lines(view: View) -> bool:
    """Whether files of a format show the letters and numbers of a legend."""
    line = Stroke(Role.LEGEND, Path(Point(5.0, 5.0), (Line(Point(9.0, 5.0)),)), 0.5)
    return bool(view(Layout("front", 10.0, (line,))).marks)


def _likely(
    name: str | Asked, edges: list[Mark], outlines: Outlines | None, width: float | None
) -> Iterator[Template]:
    """The plates for each choice that have an edge of the size seen, or all where none is shown."""
    if edges:
        yield from _of_size(name, Rect.around(edge.box() for edge in edges), outlines)
        return
    scaled = [] if width is None else [*_of_width(name, width)]
    template = scaled[0] if scaled else templates.find(name)
    for choice in template.choices(outlines):
        yield made_for(template, choice)


def _of_width(name: str | Asked, width: float) -> Iterator[Template]:
    """The template, scaled to the width where it may have any; nothing where it can't be."""
    template = templates.find(name)
    if template.any_size is not None:
        least, most = template.any_size
        if least - TOLERANCE <= width <= most + TOLERANCE:
            yield templates.find(name, min(max(width, least), most))
    elif template.plate.lattice or abs(template.plate.size.width - width) <= TOLERANCE:
        yield template


def _of_size(name: str | Asked, box: Rect, outlines: Outlines | None) -> Iterator[Template]:
    """The plates of a size for each choice, told before anything is placed.

    A set has another size for each word count.
    """
    for template in _of_width(name, box.width):
        for choice in template.choices(outlines):
            made = made_for(template, choice)
            size = made.size
            if max(abs(size.width - box.width), abs(size.height - box.height)) <= TOLERANCE:
                yield made


def _public(template: Template, view: View, edges: list[Mark]) -> Iterator[tuple[str, Face]]:
    """The sides of any such plate with these edges; none where a format can't show such a plate."""
    try:
        faces = public(template, view)
    except RuleError:
        return
    for side, face in faces.items():
        if differences(_edges(face), edges) == ([], []):
            yield side, face
