"""Everything wrong with a template: its file, its meaning, and the full plate for each choice.

What is printed beside the slots is held against what the encodings do, since a plate whose labels
say otherwise would be read as another secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, cast

from generator.choice import ALWAYS, STYLES, Choice
from generator.encodings import ENCODINGS
from generator.encodings.cells import (
    DOWN,
    Script,
    cells_of,
    column_names,
    row_names,
    used_cells,
    way,
    weights,
)
from generator.errors import GeneratorError, SecretError, TemplateError
from generator.inscription import check_encodings, check_kinds, inscribed, too_long
from generator.labels import field_problems
from generator.rules import problems
from generator.secret import Secret
from generator.slots import slots
from generator.tables import Fault, Faults
from generator.template import CHECK, SIDES, Module, Side, Template
from generator.template_file import Asked, Survey, path_of, survey
from generator.variant import made_for
from generator.words.bip39 import phrase_of_entropy
from generator.words.kinds import KINDS
from generator.words.lists import numbered
from generator.words.payload import Payload

_Look: TypeAlias = Callable[[Template, Choice], Iterator[tuple[str, str]]]
"""What finds problems of a plate for one choice, as table and problem."""

_OF_SLOTS = ("[fields", "[marks", "[guides")
"""Tables without which a field, or its marks, are left out."""

_MOST_LISTED = 3
"""Choices that are told one by one; a plate may have hundreds."""

_BYTES_A_WORD = 4 / 3
"""Of entropy in a BIP-39 phrase."""


def inspect(asked: Asked, width: float | None = None) -> Survey:
    """The template with all faults of its file, its meaning and its full plate.

    What is broken in the file is left out before the rest is looked at, and what only follows from
    that is not told.
    Raises `TemplateError` for what can't be looked at, see `survey`.
    """
    return inspected(survey(path_of(asked.name), width, asked.settings))


def inspected(seen: Survey) -> Survey:
    """What was seen of a template's file, with all faults of its meaning and its full plate."""
    faults = Faults(list(seen.faults))
    if seen.template is not None:
        causes = list(seen.faults)
        for fault in meaning(seen.template, seen.file):
            if not _follows(fault, causes):
                faults.add(fault.where, fault.key, fault.line)
            if fault.key == "encoding" or fault.where.endswith("[holds]"):
                causes.append(fault)
        for fault in _rules(seen.template, seen.file) if seen.measured else ():
            faults.add(fault.where, fault.key, fault.line)
    return replace(seen, faults=tuple(faults.found))


def _follows(fault: Fault, before: Iterable[Fault]) -> bool:
    """Whether a fault is there for want of what another made us leave out.

    A legend without one of its texts would seem to lack what that says, and a plate without one of
    its fields to lack the slots; so does one for a number of words that there is not.
    """
    if fault.where.endswith("[legend]"):
        return any(each.where.partition(" [texts")[0] == fault.where for each in before)
    if fault.where.endswith("[holds]") and not fault.key:
        kind = fault.line.removeprefix(f"{fault.where}: ").partition(":")[0]
        return any(
            f"can't hold {kind}," in each.line
            if "can't hold" in each.line
            else any(table in each.where for table in _OF_SLOTS) or each.key == kind
            for each in before
            if "[labels" not in each.where
        )
    return False


def check(template: Template) -> None:
    """Refuse a template whose labels or legend say something else than its encodings.

    Raises `TemplateError`.
    """
    faults = tuple(meaning(template, f"{template.name}.toml"))
    if faults:
        raise TemplateError(*(fault.line for fault in faults))


def can_be_made(template: Template, style: str) -> bool:
    """Whether the plate keeps every rule in a style, for all that it may be made for."""
    try:
        chosen = (choice for choice in template.choices() if choice.style == style)
        return not any(True for choice in chosen for _ in problems(made_for(template, choice)))
    except GeneratorError:
        return False


def meaning(template: Template, file: str) -> Iterator[Fault]:
    """What a template says about secrets that isn't so."""
    yield from _unknown(template, file)
    for side in template.sides:
        for number, field in enumerate(side.fields, start=1):
            where = f"{file} [{side.name}] [fields {number}]"
            for key, problem in dict.fromkeys(field_problems(template, side, field)):
                yield Fault(where, key, f"{where} {key}: {problem}")
    yield from _merged(file, template, _choice_problems)
    yield from _look_alikes(template, file)


def _unknown(template: Template, file: str) -> Iterator[Fault]:
    """Kinds and encodings that there are not, or that don't fit each other."""
    for kind, counts in template.holds:
        where = f"{file} [holds]"
        try:
            check_kinds(replace(template, holds=((kind, counts),)))
        except TemplateError as error:
            problem = str(error).partition("[holds]")[2].removeprefix(":").strip()
            problem = problem.removeprefix(f"{kind}: ")
            yield Fault(where, kind, f"{where} {kind}: {problem}")
    for side in template.sides:
        for number, field in enumerate(side.fields, start=1):
            where = f"{file} [{side.name}] [fields {number}]"
            alone = replace(template, sides=(replace(side, fields=(field,)),))
            for kind in field.only.kinds or template.kinds:
                choice = Choice(0, kind=kind) if kind in KINDS else None
                try:
                    check_encodings(replace(alone, choice=choice))
                except TemplateError as error:
                    problem = str(error).removeprefix(f"{template.name}: ")
                    yield Fault(where, "encoding", f"{where} encoding: {problem}")


def _choices(template: Template) -> Iterator[Choice]:
    """All choices in strokes: which plates can be set in dots as well is no promise of a file."""
    yield from (c for c in template.choices() if c.style == STYLES[0] and c.kind in KINDS)


def _choice_problems(template: Template, choice: Choice) -> Iterator[tuple[str, str]]:
    """What a plate for one choice lacks, as table and problem."""
    made = made_for(template, choice)
    holding = [name for name in made.encodings if name in ENCODINGS]
    if not holding:
        yield "[holds]", f"{choice.kind}: no field is for it"
    script = Script(kind=choice.kind)
    for name in holding:
        if way(name, script):
            lost = sorted(set(range(1, choice.words + 1)) - _placed(made, name, script))
            if lost:
                yield "[holds]", f"{choice.kind}: {numbered(lost)} without a slot of {name}"
    for name in (name for name in made.encodings if CHECK in name):
        yield from _check_row_problems(made, choice, name)
    if choice.kind == "bip39" and choice.words and not all(way(name, script) for name in holding):
        problem = _too_large(made, choice.words)
        if problem:
            yield "[holds]", f"{choice.kind}: {problem}"
    for side in made.sides:
        yield from _legend_problems(made, side, script)


def _check_row_problems(made: Template, choice: Choice, name: str) -> Iterator[tuple[str, str]]:
    """Check rows that a plate has not all of, or without being chosen, or of no words."""
    base, _, rows = name.partition(CHECK)
    if choice.check_rows != int(rows):
        yield "[sides]", f"{name} must stand in fields of only_check_rows = [{rows}] alone"
    if base not in made.encodings:
        yield "[sides]", f"{name} is for words in {base}, which has no field"
    script = Script(kind=choice.kind)
    if not way(base, script):
        return
    lost = sorted(set(range(1, int(rows) + 1)) - _placed(made, name, script))
    if lost:
        yield "[sides]", f"check {numbered(lost)} without a slot of {name}"


def _placed(made: Template, encoding: str, script: Script) -> set[int]:
    """The numbers of the words that have a slot for each cell that any word may mark."""
    scheme = encoding.partition(CHECK)[0]
    block = cells_of(scheme, 0, script)
    fields = [f for s in made.sides for f in s.fields if f.encoding == encoding]
    cells = {(slot.row, slot.column) for field in fields for slot in slots(field)}
    down = way(scheme, script) == DOWN
    words = {row // block.height if down else column // block.width for row, column in cells}
    needed = used_cells(scheme, script)
    return {
        word + 1
        for word in words
        if all(
            ((word * block.height if down else 0) + row, (0 if down else word * block.width) + at)
            in cells
            for row, at in needed
        )
    }


def _too_large(made: Template, words: int) -> str:
    """What to say where a phrase of so many words is more than the slots hold."""
    try:
        nobodys = phrase_of_entropy(Secret(bytes(round(words * _BYTES_A_WORD))), "english")
        return too_long(inscribed(cast("Secret[Payload]", nobodys), made), made)
    except SecretError as error:
        return str(error)


def _legend_problems(made: Template, side: Side, script: Script) -> Iterator[tuple[str, str]]:
    """What the metal has to say to whoever finds it."""
    printed = " ".join(text.text for text in side.texts)
    where = f"[{side.name}] [legend]"
    if made.two_sided:
        own = side.name.upper()
        other = SIDES[1 - SIDES.index(side.name)].upper()
        if own not in printed:
            yield where, f"must say {own}, the side"
        # "THE BACK" on the front sends a reader there; the bare name is where the reader is.
        if other in re.findall(r"(?<!\bTHE )\b(?:FRONT|BACK)\b", printed):
            yield where, f"says {other}, but this is the {side.name}"
    bases = {_base(field.encoding, script) for field in side.fields} - {None}
    if len(bases) == 1:
        base = bases.pop()
        off = 1 - (base or 0)
        of_a_code = any(isinstance(field.mark, Module) for field in side.fields)
        if f"{off}-BASED" in printed and not of_a_code:
            yield where, f"says {off}-BASED, but the numbers count from {base}"
        elif f"{base}-BASED" not in printed:
            yield where, f"must say {base}-BASED, from where the numbers count"


def _base(encoding: str, script: Script) -> int | None:
    """From where the numbers of an encoding count; `None` where it has none."""
    if not way(encoding, script):
        return None
    summed = weights(encoding, script)
    if summed is not None:
        return summed.base
    named = row_names(encoding, script) or column_names(encoding, script)
    return named.base if named is not None else None


def _look_alikes(template: Template, file: str) -> Iterator[Fault]:
    """Plates for other secrets that nothing on the metal tells apart, so that no file could.

    Neither could it where the same secret stands there in other marks.
    """
    seen: dict[object, tuple[Choice, Side]] = {}
    for choice in _choices(template):
        for side in made_for(template, choice).sides:
            texts = tuple(replace(text, only=ALWAYS) for text in side.texts)
            labels = tuple((f.labels, f.first_slot, f.row_step) for f in side.fields if f.labels)
            look = (side.name, texts, labels, side.fiducials)
            other, other_side = seen.setdefault(look, (choice, side))
            same = (other.words, other.kind, other.check_rows) == (
                choice.words,
                choice.kind,
                choice.check_rows,
            )
            if not same or other_side.fields != side.fields:
                where = f"{file} [{side.name}] [legend]"
                yield Fault(where, "texts", f"{where} texts: {_alike(other, choice)}")


def _alike(one: Choice, other: Choice) -> str:
    """What to say of two plates that can't be told apart, and what would tell them."""
    if (one.words, one.kind) != (other.words, other.kind):
        say = "print {words}" + (" and {kind}" if one.kind != other.kind else "")
    else:
        says = ("code", "check", "parts", "check_rows", "instructions")
        told = [f"only_{key}" for key in says if getattr(one, key) != getattr(other, key)]
        say = f"print a text with {' and '.join(told)}"
    return f"plates for {_said(one)} and {_said(other)} look alike; {say}"


def _rules(template: Template, file: str) -> Iterator[Fault]:
    """What keeps the full plate from being made, for every choice that the file offers."""
    yield from _merged(file, template, _rule_problems)


def _rule_problems(template: Template, choice: Choice) -> Iterator[tuple[str, str]]:
    yield from (("", problem) for problem in problems(made_for(template, choice)))


def _merged(file: str, template: Template, look: _Look) -> Iterator[Fault]:
    """The problems of all choices, each told once, with the choices that have it."""
    choices = tuple(_choices(template))
    found: dict[tuple[str, str], list[Choice]] = {}
    for choice in choices:
        try:
            for problem in look(template, choice):
                having = found.setdefault(problem, [])
                if choice not in having:
                    having.append(choice)
        except GeneratorError as error:
            found.setdefault(("", str(error)), []).append(choice)
    for (table, said), having in found.items():
        where = f"{file} {table}".rstrip()
        only = "" if len(having) == len(choices) else f" ({_listed(having)})"
        yield Fault(where, "", f"{where}: {said}{only}")


def _listed(choices: Iterable[Choice]) -> str:
    said = list(dict.fromkeys(_said(choice) for choice in choices))
    if len(said) <= _MOST_LISTED + 1:
        return ", ".join(said)
    return f"{', '.join(said[:_MOST_LISTED])} and {len(said) - _MOST_LISTED} more"


def _said(choice: Choice) -> str:
    """The choice as a person would call it, by what may differ."""
    count = f"{choice.words} words of {choice.kind}" if choice.words else choice.kind
    extra = [f"{choice.code} code"] if choice.code != "standard" else []
    extra += ["check row"] if choice.check != "none" else []
    extra += [f"{choice.parts} codes"] if choice.parts != 1 else []
    extra += [f"{choice.check_rows} check rows"] if choice.check_rows else []
    extra += ["instructions"] if choice.instructions else []
    return " with ".join([count, *extra[:1]]) + "".join(f" and {each}" for each in extra[1:])
