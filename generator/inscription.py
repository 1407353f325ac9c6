"""What stands on a plate in words: a secret and its label → grids, and back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from generator import shelf
from generator.choice import Choice
from generator.encodings import DERIVED, ENCODINGS
from generator.encodings.line import line_of, text_of
from generator.encodings.told import Told
from generator.errors import ReadError, SecretError, TemplateError
from generator.grid import Cell, Grid
from generator.place import shape
from generator.secret import Secret
from generator.slots import CENTRED, symbols_for
from generator.template import SPELLED, Letter, Template
from generator.variant import made_for
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS
from generator.words.lists import listed
from generator.words.payload import Payload, Phrase

if TYPE_CHECKING:
    from generator.outline_font import Font
    from generator.outlines import Outlines

LABEL = "label"
"""The encoding of a field for a line of public text."""

_END = "·"
"""What a label ends with on the metal, so that a lost end shows."""


def inscribed(payload: Secret[Payload], template: Template, label: str = "") -> dict[str, Grid]:
    """A grid for each encoding on a plate that was made for such a secret."""
    grids = {LABEL: line_of(label and label + _END)} if LABEL in template.encodings else {}
    for name in _schemes(template):
        grids[name] = ENCODINGS[name].encode(payload)
    for name in _derived(template):
        grids[name] = DERIVED[name].encode(payload)
    _refuse_undrawn(grids, template)
    return grids


def _refuse_undrawn(grids: Mapping[str, Grid], template: Template) -> None:
    """Refuse words with characters that what draws them on this plate has not."""
    fields = (f for side in template.sides for f in side.fields if f.encoding in SPELLED)
    for field in fields:
        if not isinstance(field.mark, Letter):
            continue
        needed = {cell for row in grids[field.encoding].rows for cell in row if cell}
        undrawn = needed.difference(symbols_for(field.mark))
        if undrawn and field.mark.outlines:
            # How many they are would tell something of the words.
            raise SecretError("the font lacks characters of these words; use one for their script")
        if undrawn:
            raise SecretError(
                "these words have no letters A to Z; use a dot, digit or QR plate, or give a font "
                "with --font"
            )


def outlines_of(font: Font, language: str | None) -> Outlines:
    """The font with the characters of the words of a language, or of all those that it can draw.

    Raises `TemplateError` where it lacks characters of the language, or of each.
    """
    from generator.encodings.letters import symbols  # its lists are large
    from generator.outline_font import lacking
    from generator.outlines import outlines

    asked = [language] if language is not None else list(LANGUAGES)
    held = {name: symbols(name) for name in asked}
    short = {name: lacking(font, held[name]) for name in asked}
    whole = [name for name in asked if not short[name]]
    if not whole:
        least = min(asked, key=lambda name: short[name] / len(held[name]))
        raise TemplateError(
            f"the font lacks {short[least]} of the {len(held[least])} characters of "
            f"{LANGUAGES[least]} words"
        )
    others = {name: symbols(name) for name in LANGUAGES if name not in held}
    drawn = [held[name] for name in whole]
    drawn += [letters for letters in others.values() if not lacking(font, letters)]
    return outlines(font, chain(*(held[name] for name in whole)), chain(*drawn))


def deciphered(
    grids: Mapping[str, Grid], template: Template, language: str | None
) -> tuple[Secret[Payload], ...]:
    """The secret in each list that the plate may mean: at least one, or an error.

    More than one where all its letters are the first letters of words in several lists, whose
    checksums are all right. Numbers are taken for English where no language is named.
    """
    kind = template.choice.kind if template.choice else "bip39"
    if kind != "bip39":
        return (deciphered_in(grids, template, None),)
    if not tells_language(template):
        language = language or "english"
    if language is not None:
        return (deciphered_in(grids, template, language),)
    found = []
    for each in LANGUAGES:
        with suppress(SecretError, ReadError):
            found.append(deciphered_in(grids, template, each))
    return tuple(found) or (deciphered_in(grids, template, None),)


def deciphered_in(
    grids: Mapping[str, Grid], template: Template, language: str | None
) -> Secret[Payload]:
    """The secret that all grids of a plate say; every checksum is checked again.

    An encoding that shows words tells the language to those that show numbers.
    Raises `SecretError` where a grid is no such secret, `ReadError` where two grids differ.
    """
    choice = template.choice or Choice(0)
    told = Told(language, choice.words or None, choice.kind)
    payload: Secret[Payload] | None = None
    names = sorted(_schemes(template), key=lambda name: not ENCODINGS[name].tells_language)
    for name in names:
        try:
            other = ENCODINGS[name].decode(grids[name], told)
        except SecretError as error:
            doubts = filter(None, (DERIVED[each].doubts(grids) for each in _derived(template)))
            raise SecretError("; ".join((str(error), *doubts))) from None
        value = other.reveal()
        if payload is not None and payload.reveal() != value:
            raise ReadError(f"the plate says two things: {names[0]} and {name} differ")
        payload = other
        if isinstance(value, Phrase):
            told = replace(told, language=value.language)
    if payload is None:
        payload = _together(grids, template, told)
    for name in _derived(template):
        if fitted(DERIVED[name].encode(payload), template, name) != grids[name]:
            raise ReadError(f"the {DERIVED[name].title} does not fit the words")
    return payload


def _together(grids: Mapping[str, Grid], template: Template, told: Told) -> Secret[Payload]:
    """The secret of a plate that is left with the parts of it alone."""
    names = _derived(template)
    for scheme in (DERIVED[name] for name in names):
        if scheme.together is not None and set(scheme.fellows) <= set(names):
            return scheme.together(grids, told)
    raise ReadError(f"{template.name} has no field that could hold a secret")


def fitted(grid: Grid, template: Template, name: str) -> Grid:
    """The grid filled up with empty cells to all the room there is, as `pick` returns it."""
    rows, columns = shape(template, name)
    fields = [f for side in template.sides for f in side.fields if f.encoding == name]
    centred = any(field.fit in CENTRED for field in fields)
    above = (rows - grid.height) // 2 if centred else 0
    left = (columns - grid.width) // 2 if centred else 0
    cells: list[tuple[Cell, ...]] = [(None,) * columns] * rows
    for at, row in enumerate(grid.rows, start=above):
        cells[at] = (None,) * left + row + (None,) * (columns - left - len(row))
    return Grid(tuple(cells))


def label_of(grids: Mapping[str, Grid]) -> str:
    """The line of public text on a plate; empty where there is none. Raises SecretError."""
    text = text_of(grids[LABEL]) if LABEL in grids else ""
    if text and not text.endswith(_END):
        raise SecretError(f"the label has lost its end, {_END}")
    return text.removesuffix(_END)


def choice_for(payload: Secret[Payload], template: Template, wish: Choice) -> Choice:
    """What a plate has to be made for, to hold this secret: its kind, words and number of codes.

    `wish` says the rest. Raises `SecretError` where nothing on the plate is large enough.
    """
    value = payload.reveal()
    if problem := shelf.unheld(template, value.kind, _length(value)):
        raise SecretError(problem)
    choice = replace(wish, kind=value.kind, words=_count(value, template))
    for parts in template.parts(value.kind):
        made = made_for(template, replace(choice, parts=parts))
        check_encodings(made)
        problem = too_long(inscribed(payload, made), made)
        if not problem:
            return replace(choice, parts=parts)
    raise SecretError(f"{problem}; {shelf.where_else(template, partial(_fits, payload))}")


def _fits(payload: Secret[Payload], template: Template) -> bool:
    """Whether another plate holds that secret, as it is by default."""
    value = payload.reveal()
    if not shelf.holds(template, value.kind, _length(value)):
        return False
    plain = Choice(_count(value, template), kind=value.kind)
    for parts in template.parts(value.kind):
        made = made_for(template, replace(plain, parts=parts))
        with suppress(SecretError):
            if not too_long(inscribed(payload, made), made):
                return True
    return False


def check_made_for(payload: Secret[Payload], template: Template, label: str) -> None:
    """Refuse a secret, or a label, that a template was not made for."""
    value, choice = payload.reveal(), template.choice
    if choice is None or value.kind != choice.kind:
        made = "nothing" if choice is None else KINDS[choice.kind].title
        raise SecretError(f"{template.name} was made for {made}, not {KINDS[value.kind].title}")
    if _count(value, template) != choice.words:
        raise SecretError(f"{template.name} was made for {choice.words} words, not for so many")
    if label and LABEL not in template.encodings:
        raise SecretError(f"{template.name} has no room for a label")


def too_long(grids: Mapping[str, Grid], template: Template) -> str:
    """What to say of a grid that has more cells than there is room for; empty if all fit."""
    for name, grid in grids.items():
        rows, columns = shape(template, name)
        if grid.height <= rows and grid.width <= columns:
            continue
        if name == LABEL:
            room = columns - len(_END)
            return f"the label has {grid.width - 1} characters; {room} fit on {template.name}"
        if grid.height == 1:
            return f"the text has {grid.width} characters; {columns} fit on {template.name}"
        return f"the code has {grid.height} modules a side; {rows} fit on {template.name}"
    return ""


def check_encodings(template: Template) -> None:
    """Refuse a template whose fields name an unknown scheme, or one that can't hold its kind."""
    kind = template.choice.kind if template.choice else None
    for name in template.encodings:
        if name == LABEL:
            continue
        scheme = ENCODINGS.get(name) or DERIVED.get(name)
        if scheme is None:
            import difflib  # only a mistake waits for it

            every = (*ENCODINGS, *DERIVED, LABEL)
            near = difflib.get_close_matches(name, every, n=3)
            known = (
                f"did you mean {listed(near, 'or')}?" if near else f"there are {', '.join(every)}"
            )
            raise TemplateError(f"{template.name}: there is no encoding {name}; {known}")
        if kind is not None and kind not in scheme.kinds:
            raise TemplateError(
                f"{template.name}: {name} can't hold {kind}, but {', '.join(scheme.kinds)}"
            )


def check_kinds(template: Template) -> None:
    """Refuse a template that says to hold a kind of secret, or a number of words, that is none."""
    for kind in template.kinds:
        if kind not in KINDS:
            known = ", ".join(KINDS)
            raise TemplateError(
                f"{template.name} [holds]: there is no kind {kind}; there are {known}"
            )
        wrong = set(template.counts(kind)) - set(KINDS[kind].counts)
        if KINDS[kind].counts and wrong:
            counts = ", ".join(map(str, KINDS[kind].counts))
            raise TemplateError(f"{template.name} [holds] {kind}: must be some of {counts}")


def tells_language(template: Template) -> bool:
    """Whether some field shows words, so that their list can be told."""
    return any(ENCODINGS[name].tells_language for name in _schemes(template))


def counted(encoding: str) -> bool:
    """Whether a lost mark always shows by the number of marks."""
    return encoding not in ENCODINGS or ENCODINGS[encoding].counted


def _count(value: Payload, template: Template) -> int:
    """How many words a plate is made for; 0 for a text, where its length doesn't matter."""
    if isinstance(value, Phrase):
        return len(value.indices)
    return 0 if 0 in template.counts(value.kind) else len(value.text)


def _length(value: Payload) -> int:
    """How many words or characters it has."""
    return len(value.indices) if isinstance(value, Phrase) else len(value.text)


def _schemes(template: Template) -> tuple[str, ...]:
    return tuple(name for name in template.encodings if name in ENCODINGS)


def _derived(template: Template) -> tuple[str, ...]:
    return tuple(name for name in template.encodings if name in DERIVED)
