"""Guides as files, each read back to its holes before it is handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.errors import ReadError, VerifyError
from generator.formats import FORMATS
from generator.geometry import rounded
from generator.jig import Jig
from generator.layout import Area, Cut, Dot, Face, Mark, Role
from generator.match import differences
from generator.pockets import Plate, Pocket, metal, mirrored, turned


@dataclass(frozen=True, slots=True)
class File:
    """One guide in one format, read back."""

    name: str
    data: bytes
    verified: str


@dataclass(frozen=True, slots=True)
class Recessed:
    """How a solid with a recess becomes a file, with what it shows; and how it shows a mark."""

    write: Callable[[Plate], tuple[bytes, tuple[Face, Face]]]
    seen: Callable[[Pocket], Pocket]


def written(jig: Jig, format_name: str) -> File:
    """The file of a guide.

    Raises `VerifyError` unless what is read in it are the holes of the guide, its form and labels,
    and nothing else.
    """
    format_ = FORMATS[format_name]()
    if jig.recess is None:
        data = format_.write((jig.layout,))
        try:
            front = format_.read(data)[0]
        except ReadError as error:
            raise VerifyError(f"the {format_name} of a guide did not read back: {error}") from None
        _compare(format_.view(jig.layout).marks, front.marks, format_name)
    else:
        way = RECESSED[format_name]()
        data, faces = way.write(jig.plate)
        for wanted, face in zip(_sides(jig), faces, strict=True):
            _compare(map(way.seen, wanted), face.marks, format_name)
    holes = len(jig.layout.of(Role.HOLE))
    told = f"read back: {holes} hole{'' if holes == 1 else 's'}"
    return File(f"{jig.name}{format_.ending}", data, told)


def _sides(jig: Jig) -> tuple[tuple[Pocket, ...], tuple[Pocket, ...]]:
    """What a solid of a guide with a recess shows on its front and on its back."""
    assert jig.recess is not None  # a flat one shows what its layout does
    plate, front = jig.plate, metal(jig.layout)
    edge = Area(Role.OUTLINE, mirrored(plate.outline, plate.width), (), Cut(plate.thickness))
    cut, box = Cut(jig.depth), jig.recess.box()
    recess: Pocket = Area(Role.MARK, jig.recess, (), cut)
    if jig.is_disc:
        recess = Dot(Role.MARK, box.centre.rounded(), rounded(box.width), cut)
    return front, (edge, turned(recess, plate.width))


def _compare(wanted: Iterable[Mark], seen: Iterable[Mark], format_name: str) -> None:
    missing, strange = differences(wanted, seen)
    if missing or strange:
        raise VerifyError(
            f"the {format_name} of a guide lacks {len(missing)} of its marks and shows "
            f"{len(strange)} that it does not have; nothing was written"
        )


def _step() -> Recessed:
    from generator.formats import step

    return Recessed(step.write_recessed, lambda mark: mark)


def _stl() -> Recessed:
    from generator.formats import mesh_view, stl

    return Recessed(stl.write_recessed, mesh_view.facetted)


def _threemf() -> Recessed:
    from generator.formats import mesh_view, threemf

    return Recessed(threemf.write_recessed, mesh_view.facetted)


RECESSED: Mapping[str, Callable[[], Recessed]] = MappingProxyType(
    {"3mf": _threemf, "stl": _stl, "step": _step}
)
"""What writes a solid with a recess; calling one imports its module."""
