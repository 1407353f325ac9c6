"""A photograph → what it shows of a plate; photographs of the sides of one plate → its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from generator.errors import ReadError
from generator.scan import dots, finding, pixels, recognising
from generator.scan.pixels import Pixels
from generator.scan.reading import Said, Seen, Wanted, answers, missing, said, sure_of_pose
from generator.scan.recognising import Pose
from generator.scan.targets import Target

_LONGEST = 2000
"""Pixels of the picture that is read."""

_CLEARLY = 0.12
"""By how much the score of a pose has to be above the next for that to be out of the question."""

_SURE = 2.5
"""How far apart marks and blanks have to be, in their spreads, to be marks and blanks at all."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class View:
    """One way to see one picture."""

    pose: Pose
    seen: Seen


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shot:
    """One picture with what it may show, the likeliest first."""

    picture: Pixels
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Scanned:
    """What the pictures of one plate say."""

    views: tuple[View, ...]
    """For each picture the way that it has to be seen."""
    said: tuple[Said, ...]
    answers: tuple[Said, ...]
    missing: tuple[str, ...]
    """Sides that were not given and that the plate may have."""

    @property
    def answer(self) -> Said | None:
        """The only one, if there is one."""
        return self.answers[0] if len(self.answers) == 1 and not self.missing else None


def shot(data: bytes, targets: Sequence[Target]) -> Shot:
    """What a picture may show. Raises ReadError where that is no plate, or none of these."""
    picture, _ = pixels.shrunk(pixels.opened(data), _LONGEST)
    grey = pixels.grey(picture)
    edges = finding.edges(picture)
    found = recognising.poses(grey, edges, targets)
    if not found:
        raise ReadError(
            "a plate is there, but its marks stand in the slots of no template with dots; name its "
            "--template, or take the picture from straight above in even light"
        )
    best = found[0].score
    views = []
    for pose in found[:8]:
        if pose.score < best - _CLEARLY:
            break
        exact = recognising.refined(pose, grey)
        look = dots.look(grey, exact.lens, exact.target)
        if look.apart >= _SURE:
            views.append(View(exact, Seen(exact.target, look)))
    if not views:
        raise ReadError("marks and empty slots look alike in this picture; take it in other light")
    return Shot(picture, tuple(views))


def scanned(shots: Sequence[Shot], wanted: Wanted) -> Scanned:
    """What the pictures of all sides of one plate say."""
    found: list[Scanned] = []
    for views in product(*(each.views for each in shots)):
        sides = [view.seen for view in views]
        names = {side.target.template.name for side in sides}
        if len(names) > 1 or len({side.target.side for side in sides}) < len(sides):
            continue
        told = said(sides, wanted)
        found.append(Scanned(views, told, answers(told), missing(sides, wanted)))
    if not found:
        raise ReadError("these pictures show no two sides of one plate")
    fitting = [each for each in found if each.answers]
    if not fitting:
        return found[0]
    if len(found) == 1:
        return fitting[0]
    together = tuple(answer for each in fitting for answer in each.answers)
    first = fitting[0]
    if len(fitting) > 1 or not all(map(sure_of_pose, first.answers)):
        return replace(first, answers=together if len(fitting) > 1 else ())
    return first
