"""A template for one choice: what it doesn't need is gone, and the pieces of a set are laid out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.choice import STYLES, Choice, amount, sign
from generator.errors import TemplateError
from generator.geometry import Vec
from generator.slots import mark_size
from generator.template import COMPACT_OF, SPELLED, Field, Lattice, Letter, Side, Template

if TYPE_CHECKING:
    from generator.outlines import Outlines


def made_for(template: Template, choice: Choice) -> Template:
    """A template for one choice: fields and sides that hold nothing are gone.

    Texts are filled in.
    Raises `TemplateError` where the plate doesn't hold that secret or has no such code.
    """
    counts = template.counts(choice.kind)
    if not counts:
        held = " or ".join(map(sign, template.kinds))
        raise TemplateError(f"{template.name} holds {held}, not {sign(choice.kind)}")
    if choice.words not in counts:
        held = amount(choice.kind, counts)
        raise TemplateError(f"{template.name} holds {held}, not {choice.words}")
    if choice.code != "standard" and choice.code not in template.codes:
        raise TemplateError(f"{template.name} has no QR that could be {choice.code}")
    if choice.check not in template.checks:
        raise TemplateError(f"{template.name} has no room for a check row")
    if choice.outlines is not None and not template.spells:
        raise TemplateError(f"{template.name} has no letters of words that a font could draw")
    if choice.outlines is not None and choice.style != STYLES[0]:
        raise TemplateError("a font draws outlines, not dots; leave out one of the two")
    choice = _with_check_rows(template, choice)
    if choice.instructions and not template.explains(choice):
        raise TemplateError(
            f"{template.name} has no room for instructions beside {choice.words} words of "
            f"{sign(choice.kind)} and {choice.check_rows} check rows"
        )
    sides = tuple(_side_for(side, choice) for side in template.sides)
    made = replace(template, sides=tuple(s for s in sides if s.fields), choice=choice)
    return (
        made if template.plate.lattice is None else _laid_out(made, template.plate.lattice, choice)
    )


def _with_check_rows(template: Template, choice: Choice) -> Choice:
    """With as many check rows as are wanted, or as there are by default."""
    rows = template.check_rows(choice.kind, choice.words)
    if choice.check_rows is None:
        return replace(choice, check_rows=rows[0] if rows and template.checked else 0)
    if not choice.check_rows or choice.check_rows in rows:
        return choice
    raise TemplateError(
        f"{template.name} has no room for {choice.check_rows} check rows beside "
        f"{choice.words} words of {sign(choice.kind)}"
    )


def _side_for(side: Side, choice: Choice) -> Side:
    fields = tuple(
        _field_for(f, choice)
        for f in side.fields
        if choice in f.only and (f.words is None or f.words[0] <= choice.words)
    )
    texts = tuple(replace(t, text=_filled(t.text, choice)) for t in side.texts if choice in t.only)
    return replace(side, fields=fields, texts=texts)


def _field_for(field: Field, choice: Choice) -> Field:
    if choice.code == "compact":
        field = replace(field, encoding=COMPACT_OF.get(field.encoding, field.encoding))
    if field.encoding in SPELLED and field.words is not None and field.words[1] > choice.words:
        field = _cut_to(field, field.words[0], choice.words)
    if choice.outlines and field.encoding in SPELLED and isinstance(field.mark, Letter):
        field = replace(field, mark=_in_letters_of(choice.outlines, field.mark))
    return field


def _cut_to(field: Field, first: int, last: int) -> Field:
    """Without the rows of words that there are not: an empty cell would look like a lost word.

    Dots and digits keep theirs, in which nothing is marked: their block is what readers know.
    """
    count = last - first + 1
    labels = tuple(
        replace(label, texts=label.texts[:count]) if label.per == "row" else label
        for label in field.labels
    )
    return replace(field, words=(first, last), rows=count, labels=labels)


def _in_letters_of(outlines: Outlines, letter: Letter) -> Letter:
    """As high as the template says, or so high that all stand where our own letters have room."""
    from generator.outlines import fitted

    drawn, cap_height = fitted(outlines, letter.cap_height, mark_size(letter))
    return replace(letter, outlines=drawn, cap_height=cap_height)


def _filled(text: str, choice: Choice) -> str:
    filled = {
        "{words}": str(choice.words),
        "{kind}": sign(choice.kind),
        "{checks}": str(choice.check_rows),
    }
    for name, value in filled.items():
        text = text.replace(name, value)
    return text


def _laid_out(template: Template, lattice: Lattice, choice: Choice) -> Template:
    """A set with a piece for each word, each with the fields and texts of the one described."""
    last_row = (choice.words - 1) // lattice.across
    origins = tuple(
        Vec(index % lattice.across * lattice.step.dx, (last_row - row) * lattice.step.dy)
        for index in range(choice.words)
        for row in (index // lattice.across,)
    )
    made = replace(template, origins=origins)
    sides = tuple(_repeated(side, made.origins_on(side.name)) for side in made.sides)
    return replace(made, sides=sides)


def _repeated(side: Side, origins: tuple[Vec, ...]) -> Side:
    """What stands on one piece, on each of them: the field of a word, and its number as a text."""
    numbered = list(enumerate(origins, start=1))
    return Side(
        side.name,
        tuple(
            replace(f, words=(word, word), from_row=word - 1, first_slot=f.first_slot + by)
            for word, by in numbered
            for f in side.fields
        ),
        tuple(
            replace(t, text=t.text.replace("{word}", f"{word:02d}"), at=t.at + by)
            for word, by in numbered
            for t in side.texts
        ),
        tuple(replace(row, first=row.first + by) for _, by in numbered for row in side.fiducials),
        tuple(replace(frame, at=frame.at + by) for _, by in numbered for frame in side.frames),
    )
