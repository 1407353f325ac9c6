"""Which template a face belongs to, told by its metal alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import template_file as templates
from generator.errors import ReadError, RuleError
from generator.geometry import Rect
from generator.layout import Face, Mark, Role, Stroke
from generator.match import TOLERANCE, differences
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


def recognise(
    face: Face, view: View, names: Iterable[str | Asked], outlines: Outlines | None = None
) -> Sighting:
    """The one template, choice and side whose public marks the face shows, all of them.

    `names` are templates that ship, paths of template files, or either with settings.
    Where the marks of one plate are all on another too, the one with more of them is meant.
    `outlines` draw the letters of words, where the plate has any.
    Raises `ReadError` that names the nearest plate where none fits.
    """
    edges = _edges(face)
    outline = Rect.around(edge.box() for edge in edges)
    # Guides may be missing on any plate, so they tell nothing.
    shown = [mark for mark in face.marks if mark.role is not Role.GUIDE]
    best: tuple[int, Sighting] | None = None
    nearest: tuple[int, str] | None = None
    for name in names:
        for template in _of_width(name, outline.width):
            for made in _of_size(_variants(template, outlines), outline):
                for side, fixed in _public(made, view).items():
                    if differences(_edges(fixed), edges) != ([], []):
                        continue
                    missing, _ = differences(fixed.marks, shown)
                    if not missing and (best is None or len(fixed.marks) > best[0]):
                        best = len(fixed.marks), Sighting(made, side, face)
                    if missing and (nearest is None or len(missing) < nearest[0]):
                        nearest = len(missing), f"{template.name}, {side}"
    if best is not None:
        return best[1]
    if nearest is None:
        size = f"{outline.width:g} × {outline.height:g} mm"
        like = (
            "an outline like this one" if len(edges) == 1 else f"{len(edges)} outlines like these"
        )
        raise ReadError(f"no template has {like} of {size}")
    count, what = nearest
    lost = "1 public mark is" if count == 1 else f"{count} public marks are"
    raise ReadError(f"nearest is {what}, but {lost} missing or damaged")


def plain(face: Face) -> bool:
    """Whether a face shows only the plate's edge and holes, as the back of a one-sided solid."""
    return all(mark.role in (Role.OUTLINE, Role.HOLE) for mark in face.marks)


def _edges(face: Face) -> list[Mark]:
    """The outline of a face, or those of a set. Raises `ReadError` unless there is one."""
    edges: list[Mark] = [
        mark for mark in face.marks if mark.role is Role.OUTLINE and not isinstance(mark, Stroke)
    ]
    if not edges:
        raise ReadError("0 outlines; a plate has one, in the layer outline")
    return edges


def _of_width(name: str | Asked, width: float) -> Iterator[Template]:
    """The template, scaled to the width where it may have any; nothing where it can't be."""
    template = templates.find(name)
    if template.any_size is not None:
        least, most = template.any_size
        if least - TOLERANCE <= width <= most + TOLERANCE:
            yield templates.find(name, min(max(width, least), most))
    elif template.plate.lattice or abs(template.plate.size.width - width) <= TOLERANCE:
        yield template


def _of_size(made: Iterable[Template], box: Rect) -> Iterator[Template]:
    """Those of a size, told before anything is placed: a set has another for each word count."""
    for template in made:
        size = template.size
        if max(abs(size.width - box.width), abs(size.height - box.height)) <= TOLERANCE:
            yield template


def _public(template: Template, view: View) -> dict[str, Face]:
    """What any plate of this template shows; nothing where a format can't show such a plate."""
    try:
        return public(template, view)
    except RuleError:
        return {}


def _variants(template: Template, outlines: Outlines | None) -> Iterator[Template]:
    for choice in template.choices(outlines):
        yield made_for(template, choice)
