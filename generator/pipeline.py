"""The whole road, once, there and back.

A product leaves this module only after its bytes were read back to what they were made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.choice import Choice
from generator.errors import ReadError, SecretError, VerifyError
from generator.formats import Format
from generator.grid import Grid, joined
from generator.inscription import (
    check_encodings,
    check_kinds,
    check_made_for,
    counted,
    deciphered,
    deciphered_in,
    inscribed,
    label_of,
    tells_language,
    too_long,
)
from generator.layout import Face, Layout, Role
from generator.place import View, pick, place
from generator.product import called, file_names, filed
from generator.recognise import Sighting, is_edge_of, plain, recognise, width_of
from generator.rules import check
from generator.secret import Secret
from generator.template import Template
from generator.template_file import Asked
from generator.variant import made_for
from generator.words.bip39 import LANGUAGES
from generator.words.payload import Payload, Phrase

if TYPE_CHECKING:
    from generator.outlines import Outlines


@dataclass(frozen=True, slots=True, repr=False)
class Product:
    """One file, verified: `data` reads back to the secret, or to no mark at all for a blank."""

    name: str
    format: str
    data: bytes
    verified: str


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """What the files of one plate show.

    `payloads` is empty for a blank; it holds more than one where the letters on the plate are the
    first letters of words in several lists, whose checksums are all right.
    `tells_language` is false where the marks are numbers, which any list could turn into words.
    """

    template: Template
    sides: tuple[str, ...]
    payloads: tuple[Secret[Payload], ...]
    tells_language: bool
    guides: bool | None
    """Whether every ring that an unmarked slot should have was seen; where not, a lost mark is up
    to the checksum. `None` for a plate that needs none to notice."""
    label: str = ""
    """The line of public text on it."""
    missing: tuple[str, ...] = ()
    """The sides that were not given, where the others hold all of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Sides:
    """What stands on the sides of one plate that were given, before it is known what it means."""

    template: Template
    given: tuple[str, ...]
    grids: dict[str, Grid]
    """By encoding; cells are empty where their side is missing."""
    guides: bool | None
    """See `Reading`."""
    apart: bool
    """Whether each side came in a file of its own, which may be of another plate."""
    bare: tuple[str, ...] = ()
    """The sides on which nothing is marked."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The sides that were not given."""
        return tuple(s.name for s in self.template.sides if s.name not in self.given)

    @property
    def blank(self) -> bool:
        """Whether nothing is marked on any side given."""
        return all(grid.empty for grid in self.grids.values())

    @property
    def suffice(self) -> bool:
        """Whether the sides given hold all of the secret."""
        return self.held is not None

    @property
    def held(self) -> Template | None:
        """The plate with what those sides hold as a whole; `None` where that is not the secret."""
        if not self.missing:
            return self.template
        from generator.portion import held_on  # nobody waits for it who has all sides

        return held_on(self.template, self.given)

    @property
    def tells_language(self) -> bool:
        """Whether some field shows words."""
        return tells_language(self.template)

    @property
    def kind(self) -> str:
        """What kind of secret the plate is for, by its legend."""
        return self.template.choice.kind if self.template.choice else "bip39"


_SIGNS_OF_TWO = ("checksum", "says two things")
"""What is said of sides that don't belong together, though each may be whole."""


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """One file given to `read`, by the name to use in messages."""

    name: str
    format: Format
    data: bytes


def prepared(template: Template, choice: Choice) -> Template:
    """The template made for a choice, once its full plate has passed every rule."""
    check_kinds(template)
    made = made_for(template, choice)
    check_encodings(made)
    check(made)
    return made


def make(
    payload: Secret[Payload], template: Template, formats: Iterable[Format], label: str = ""
) -> Iterator[Product]:
    """The files of a plate that carries the secret, one format after the other.

    `label` is a line of public text for a plate that has room for one.
    Raises `SecretError` for a secret or a label that the plate was not prepared for.
    """
    check_made_for(payload, template, label)
    grids = inscribed(payload, template, label)
    if problem := too_long(grids, template):
        raise SecretError(problem)
    layouts = place(grids, template)
    for format_ in formats:
        written = _written(layouts, format_)
        shown = _shown(written, layouts, template, format_)
        if not format_.marks:
            yield from _without_marks(written, shown, template, format_)
            continue
        if not _say(shown, template, payload, label):
            raise VerifyError(f"the {format_.name} reads back to other words; nothing was written")
        yield from _products(written, template, format_, "SECRET", _verified(payload))


def blank(template: Template, formats: Iterable[Format]) -> Iterator[Product]:
    """The files of a plate with no secret on it."""
    layouts = place(None, template)
    for format_ in formats:
        written = _written(layouts, format_)
        shown = _shown(written, layouts, template, format_)
        yield from _without_marks(written, shown, template, format_)


def _without_marks(
    written: tuple[bytes, ...], shown: Mapping[str, Grid], template: Template, format_: Format
) -> Iterator[Product]:
    """The files of a format that shows no secret, once it has shown none."""
    if not all(grid.empty for grid in shown.values()):
        raise VerifyError(f"the {format_.name} of a blank shows marks; nothing was written")
    yield from _products(written, template, format_, "blank", "read back: no mark")


def read(
    files: Sequence[Found],
    names: Sequence[str | Asked],
    language: str | None,
    outlines: Outlines | None = None,
) -> Reading:
    """What the files of one plate show, in any order and in any mix of formats.

    `names` are the templates to look among; `language` says which list where marks don't tell;
    `outlines` are the letters of words where a font has drawn them.
    Raises `ReadError` for damage, for a missing side and for files of two plates, `SecretError`
    for marks that are no phrase.
    """
    return reading_of(sides_of(files, names, outlines), language)


def sides_of(
    files: Sequence[Found], names: Sequence[str | Asked], outlines: Outlines | None = None
) -> Sides:
    """The first half of `read`: which plate it is, and the marks on the sides that are there."""
    if not any(each.format.marks for each in files):
        raise ReadError(f"{files[0].name} shows no marks: give the file with the marks too")
    shows = [(file, _faces(file)) for file in files]
    width = width_of(face for _, faces in shows for face in faces)
    look = partial(recognise, names=names, outlines=outlines, width=width)
    marked = [each for each in shows if each[0].format.marks]
    seen = [(file.name, *each) for file, faces in marked for each in _seen(file, faces, look)]
    template = seen[0][1].template
    for file, faces in shows:
        if not (file.format.marks or is_edge_of(template, faces[0], file.format.view)):
            raise ReadError(f"{file.name} shows the edge and the holes of another plate or side")
    check_encodings(template)
    shown: dict[str, dict[str, Grid]] = {}
    for name, sighting, grids in seen:
        if sighting.template != template:
            one, other = called(template), called(sighting.template)
            raise ReadError(f"files of two different plates: {one}, but {name} is {other}")
        if shown.setdefault(sighting.side, grids) != grids:
            raise ReadError(f"{name} shows another {sighting.side} than the file before it")
    return Sides(
        template,
        tuple(side.name for side in template.sides if side.name in shown),
        {name: joined([grids[name] for grids in shown.values()]) for name in template.encodings},
        _guided(seen),
        apart=len(shown) > 1 and len({name for name, _, _ in seen}) == len(seen),
        bare=tuple(s for s, grids in shown.items() if all(g.empty for g in grids.values())),
    )


def reading_of(sides: Sides, language: str | None) -> Reading:
    """The second half of `read`: what the marks say, where the sides given hold all of it."""
    template, given = sides.template, sides.given
    if sides.blank:
        tells = tells_language(template)
        return Reading(template, given, (), tells, sides.guides, missing=sides.missing)
    held = sides.held
    if held is None:
        raise ReadError(
            f"this is the {given[0]} of {called(template)}; "
            f"the {sides.missing[0]} holds the rest, so give its file too"
        )
    try:
        payloads = _payloads(sides, held, language)
        label = label_of(sides.grids)
    except (SecretError, ReadError) as error:
        both = " and the ".join(given)
        if sides.apart and sides.bare:
            bare = f"nothing is marked on the {sides.bare[0]}, so the {both} may be of two plates"
            raise ReadError(bare) from None
        if sides.apart and any(sign in str(error) for sign in _SIGNS_OF_TWO):
            raise type(error)(f"{error}; or the {both} are of two plates") from None
        raise
    # What the rest of a missing side goes on with was held against each list that there is.
    tells = tells_language(template) if sides.missing else tells_language(held)
    return Reading(template, given, payloads, tells, sides.guides, label, sides.missing)


def _payloads(sides: Sides, held: Template, language: str | None) -> tuple[Secret[Payload], ...]:
    """What the sides say as a whole, and what goes on on a missing side says the same."""
    if not sides.missing:
        return deciphered(sides.grids, held, language)
    from generator.portion import check_rest

    languages: tuple[str | None, ...] = (language,)
    if language is None and sides.kind == "bip39" and not tells_language(held):
        languages = tuple(LANGUAGES)  # numbers alone fit every list, English first
    refusal = None
    for each in languages:
        payloads = deciphered(sides.grids, held, each)
        try:
            check_rest(sides.grids, sides.template, sides.given, payloads[0])
        except ReadError as error:
            refusal = refusal or error
        else:
            return payloads
    assert refusal is not None  # there is at least one language
    raise refusal


def same(reading: Reading, payload: Secret[Payload]) -> bool:
    """Whether a plate holds this secret; of a blank, false."""
    return any(found.reveal() == payload.reveal() for found in reading.payloads)


def reads_as_text(payload: Secret[Payload], template: Template) -> bool:
    """Whether the plate would carry a CompactSeedQR that SeedSigner takes for text, and refuses."""
    value = payload.reveal()
    if "compact-seedqr" not in template.encodings or not isinstance(value, Phrase):
        return False
    from generator.encodings.qr import compact_reads_as_text  # only such a plate needs it

    return compact_reads_as_text(Secret(value))


def _verified(payload: Secret[Payload]) -> str:
    value = payload.reveal()
    if isinstance(value, Phrase):
        return f"read back: {len(value.indices)} words, checksum ok"
    return "read back: the same text"


def _say(
    grids: Mapping[str, Grid], template: Template, payload: Secret[Payload], label: str
) -> bool:
    """Whether what our own bytes show is this secret, with this label."""
    value = payload.reveal()
    language = value.language if isinstance(value, Phrase) else None
    try:
        said = deciphered_in(grids, template, language).reveal()
        return said == value and label_of(grids) == label
    except (SecretError, ReadError):
        return False


def _written(layouts: tuple[Layout, ...], format_: Format) -> tuple[bytes, ...]:
    """The bytes of each file: one a side, or one for all sides."""
    lots = [(each,) for each in filed(layouts, format_)] if format_.per_side else [layouts]
    return tuple(map(format_.write, lots))


def _shown(
    written: tuple[bytes, ...], layouts: tuple[Layout, ...], template: Template, format_: Format
) -> dict[str, Grid]:
    """What our own bytes show. Raises `VerifyError` unless they show the plate and nothing else."""
    failed = f"the {format_.name} did not read back"
    layouts = filed(layouts, format_)
    try:
        faces = [face for data in written for face in format_.read(data)]
        if len(faces) < len(layouts) or not all(plain(face) for face in faces[len(layouts) :]):
            raise VerifyError(f"{failed}: it shows more or fewer sides than the plate has")
        by_side = {layout.side: face for layout, face in zip(layouts, faces, strict=False)}
        shown = pick(by_side, template, format_.view)
    except ReadError:
        # Not what was wrong: how many marks are missing may depend on the secret.
        raise VerifyError(f"{failed}; nothing was written") from None
    # `pick` lets a foreign file do without guides; ours has to show each of them.
    for layout in layouts:
        if _guides(by_side[layout.side]) != _guides(format_.view(layout)):
            raise VerifyError(f"{failed}: the {layout.side} lost its guides")
    return shown


def _guides(face: Face) -> int:
    return sum(mark.role is Role.GUIDE for mark in face.marks)


def _guided(seen: Sequence[tuple[str, Sighting, dict[str, Grid]]]) -> bool | None:
    """See `Reading.guides`; in a solid, rings with a depth are demanded by `pick`."""
    told: dict[str, bool] = {}
    for _, sighting, _ in seen:
        (side,) = (s for s in sighting.template.sides if s.name == sighting.side)
        rings = [
            field.guide
            for field in side.fields
            if not counted(field.encoding) and field.guide and field.guide.shape == "ring"
        ]
        solid = not any(mark.role is Role.LEGEND for mark in sighting.face.marks)
        milled = solid and all(ring.cut.depth > 0 for ring in rings)
        if rings:
            seen_here = milled or _guides(sighting.face) > 0
            told[sighting.side] = told.get(sighting.side, False) or seen_here
    return all(told.values()) if told else None


def _products(
    written: tuple[bytes, ...], template: Template, format_: Format, kind: str, verified: str
) -> Iterator[Product]:
    for name, data in zip(file_names(template, format_, kind), written, strict=True):
        yield Product(name, format_.name, data, verified)


def _faces(file: Found) -> tuple[Face, ...]:
    """What a file shows; errors name it."""
    try:
        return file.format.read(file.data)
    except ReadError as error:
        raise type(error)(f"{file.name}: {error}") from None


def _seen(
    file: Found, faces: tuple[Face, ...], look: Callable[[Face, View], Sighting]
) -> Iterator[tuple[Sighting, dict[str, Grid]]]:
    """Each side that a file shows, with what stands on it; errors name the file."""
    telling = [face for face in faces if not plain(face)] or faces[:1]
    try:
        for face in telling:
            sighting = look(face, file.format.view)
            yield sighting, pick({sighting.side: face}, sighting.template, file.format.view)
    except ReadError as error:
        raise type(error)(f"{file.name}: {error}") from None
