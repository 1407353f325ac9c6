"""Which rows a plate of a template has, and how each may be typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check_rows import code
from generator.choice import Choice
from generator.encodings import ENCODINGS, WITH_PARITY
from generator.encodings.cells import Script, way
from generator.errors import SecretError, TemplateError
from generator.recover.checksums import bits, holds
from generator.recover.engine import Rules
from generator.recover.typed import Notation, notation
from generator.template import CHECK, Template
from generator.variant import made_for
from generator.words.kinds import KINDS, list_size
from generator.words.lists import listed


@dataclass(frozen=True, slots=True)
class Due:
    """The rows of one plate: those of its words, then its check rows."""

    name: str
    how: Notation
    words: int
    checks: int
    sides: tuple[int, ...]
    """How many of them stand on each side."""

    @property
    def rules(self) -> Rules:
        """What they fulfil where nothing is damaged."""
        kind = self.how.script.kind
        return Rules(
            code(kind, self.checks) if self.checks else None,
            self.words,
            list_size(kind),
            holds(kind),
            bits(kind, self.words),
        )

    def label(self, row: int) -> str:
        """What a row (0-based) is called: `word 7`, or `C2` as on the metal."""
        return f"word {row + 1}" if row < self.words else f"C{row - self.words + 1}"


def due(template: Template, script: Script, words: int, check_rows: int | None) -> Due:
    """The rows of a plate for so many words. Raises `TemplateError` where it has none."""
    made = made_for(template, Choice(words, kind=script.kind, check_rows=check_rows))
    encoding = encoding_of(made, script)
    assert made.choice is not None  # `made_for` has seen to it
    checks = made.choice.check_rows or 0
    if f"{encoding}{CHECK}{checks}" not in made.encodings:
        checks = 0
    how = notation(encoding, script, parity=bool(checks) and encoding in WITH_PARITY)
    return Due(made.name, how, words, checks, tuple(_on_sides(made, encoding, words)))


def encoding_of(template: Template, script: Script) -> str:
    """The scheme of single words that tells most: dots first, then digits, then letters."""
    names = [name for name in template.encodings if way(name, script)]
    if not names:
        raise TemplateError(
            f"{template.name} has no marks of single words; a camera reads its code"
        )
    names.sort(key=lambda name: (name not in WITH_PARITY, ENCODINGS[name].tells_language))
    return names[0]


def _on_sides(made: Template, encoding: str, words: int) -> Iterator[int]:
    """How many rows stand on each side that has any."""
    for side in made.sides:
        count = 0
        for field in side.fields:
            if field.encoding == encoding and field.words is not None:
                count += min(field.words[1], words) - field.words[0] + 1
            elif field.encoding.startswith(encoding + CHECK) and field.labels:
                count += len(field.labels[0].texts)
        if count:
            yield count


def counted(
    template: Template, script: Script, rows: int, words: int | None, check_rows: int | None
) -> tuple[int, int]:
    """How many words and check rows a number of rows can only be. Raises SecretError."""
    counts = [each for each in template.counts(script.kind) if words in (None, each)]
    fitting = [
        (each, checks)
        for each in counts
        for checks in (0, *template.check_rows(script.kind, each))
        if check_rows in (None, checks) and each + checks == rows
    ]
    if len(fitting) == 1:
        return fitting[0]
    every = {
        each + checks
        for each in counts
        for checks in (0, *template.check_rows(script.kind, each))
        if check_rows in (None, checks)
    }
    due_rows = listed([str(each) for each in sorted(every)], "or")
    given = f"{rows} {'row' if rows == 1 else 'rows'}"
    raise SecretError(
        f"{given}; a {KINDS[script.kind].title} on {template.name} has {due_rows}, check rows "
        "among them: give each its line, ? for one that can't be read"
    )
