"""What plates that are made, and the files of them, are called."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from generator.choice import amount
from generator.errors import RuleError
from generator.formats import Format
from generator.layout import Layout
from generator.place import full, place
from generator.template import Module, Template

T = TypeVar("T")

MOST_OF_A_MODULE = 0.4
"""Of a module's side is a line that follows its edges: it grows by half of that on each side. Codes
that have grown by half as much again are still read, by zxing-cpp. Ours."""


def check_formats(template: Template, formats: Iterable[Format]) -> None:
    """Refuse formats that the full plate, made for a choice, can't be written in.

    Raises `RuleError`, before there is a secret that it could depend on.
    """
    formats = tuple(formats)
    for format_ in formats:
        _check_modules(template, format_)
    checks = [format_.check for format_ in formats if format_.check is not None]
    if not checks:
        return
    for layout in _whole(template):
        for check in checks:
            check(layout)


def _check_modules(template: Template, format_: Format) -> None:
    """Refuse a line that would fill up the light modules of a code around the dark ones."""
    for field in (field for side in template.sides for field in side.fields):
        if not isinstance(field.mark, Module):
            continue
        module = math.hypot(field.column_step.dx, field.column_step.dy)
        if format_.line > MOST_OF_A_MODULE * module:
            raise RuleError(
                f"lines of {format_.line:g} mm are too wide for the modules of {module:g} mm of a "
                f"code; at most {MOST_OF_A_MODULE * module:.2f}"
            )


def check_blank(template: Template, formats: Iterable[Format]) -> None:
    """Refuse a file of a blank in which nothing is done, for want of anything the machine makes."""
    for format_ in formats:
        if format_.omits is not None and not any(
            format_.view(layout).marks for layout in place(None, template)
        ):
            raise RuleError(
                f"a blank of {template.name} has no dot for this machine to make: its "
                f"{format_.name} would do nothing"
            )


def omitted(template: Template, formats: Iterable[Format]) -> int:
    """How many public marks of a plate some format leaves out, the most of all."""
    counts = [format_.omits for format_ in formats if format_.omits is not None]
    return max((sum(map(count, _whole(template))) for count in counts), default=0)


def _whole(template: Template) -> Iterator[Layout]:
    """Each side with every slot marked."""
    for side, pieces in full(template):
        marks = tuple(mark for piece in pieces for mark in piece.marks)
        yield Layout(side.name, template.plate.thickness, marks)


def file_names(template: Template, format_: Format, kind: str) -> tuple[str, ...]:
    """What the files of a plate made for a choice are called; `kind` is `SECRET` or `blank`."""
    if not format_.marks:
        kind = "blank"
    sides = [f".{side.name}" for side in template.sides]
    sided = sides if format_.per_side and template.two_sided else [""] * len(sides)
    files = filed(sided, format_) if format_.per_side else [""]
    return tuple(f"{template.name}.{kind}{side}{format_.ending}" for side in files)


def filed(sides: Sequence[T], format_: Format) -> tuple[T, ...]:
    """Those of a plate's sides that a format has files of."""
    return tuple(sides[:1] if format_.once else sides)


def called(template: Template) -> str:
    """The plate as a person would call it, with what it was made for."""
    choice = template.choice
    held = f" for {amount(choice.kind, (choice.words,))}" if choice else ""
    return f"the plate {template.name}{held}"
