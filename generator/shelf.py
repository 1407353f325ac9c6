"""The plates that ship, looked through for those that hold what another one doesn't."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from generator import template_file
from generator.choice import Choice, sign
from generator.template import Template
from generator.words.kinds import KINDS
from generator.words.lists import listed

_MOST_NAMED = 4
"""Plates that one message names; of more it says how many."""


def unheld(template: Template, kind: str | None, count: int | None) -> str:
    """What to say of a secret that a plate can't hold, and where one fits; empty if it can.

    `count` are its words, or characters; `None` for any. Without a kind it is
    about words of whatever kind.
    """
    if holds(template, kind, count):
        return ""
    fitting = _elsewhere(template, kind, count)
    if kind is not None and kind not in template.kinds:
        held = listed(template.kinds, "and")
        one = f"one of {count} {_unit(kind)}" if count else "one"
        return (
            f"{template.name} holds {held}, no {KINDS[kind].title}; {_where(one, fitting, 'fits')}"
        )
    kinds = _of_words(template) if kind is None else (kind,)
    counts = sorted({held for each in kinds for held in template.counts(each) if held})
    held = listed(counts, "or") or "no"
    return f"{template.name} holds {held} {_unit(kind)}; " + _where(
        f"{count} {_unit(kind)}", fitting, "fit"
    )


def holds(template: Template, kind: str | None, count: int | None) -> bool:
    """Whether a plate is for such a secret; see `unheld`. A line may still be too long for it."""
    if kind is None and count is not None:
        return any(count in template.counts(each) for each in _of_words(template))
    kinds = template.kinds if kind is None else (kind,)
    held = {each for name in kinds for each in template.counts(name)}
    if count is None or (kind is not None and 0 in held):
        return bool(held)
    return count in held


def unchecked(template: Template, choice: Choice) -> str:
    """What to say of check rows that a plate has no room for; empty if it has, or needs none."""
    here = template.check_rows(choice.kind, choice.words)
    if not choice.check_rows or choice.check_rows in here:
        return ""
    beside = f"beside {choice.words} words of {sign(choice.kind)}"
    if here:
        counts = listed(list(map(str, here)), "or")
        return f"{template.name} has {counts} check rows {beside}, or none"
    fitting = [
        each.name
        for each in _others(template)
        if choice.check_rows in each.check_rows(choice.kind, choice.words)
    ]
    return f"{template.name} has no room for check rows {beside}; " + _where(
        f"{choice.check_rows} of them", fitting, "fit"
    )


def kind_of(template: Template, words: int, check_rows: int | None) -> str | None:
    """The kind that is meant by a number of words alone, beside so many check rows if it can be."""
    kinds = [kind for kind in template.kinds if words in template.counts(kind)]
    roomy = (kind for kind in kinds if check_rows in template.check_rows(kind, words))
    return next(roomy, kinds[0] if kinds else None)


def _of_words(template: Template) -> tuple[str, ...]:
    return tuple(kind for kind in template.kinds if KINDS[kind].counts)


def where_else(template: Template, fits: Callable[[Template], bool]) -> str:
    """On which other plates something fits that is too large for this one."""
    return _where("it", [each.name for each in _others(template) if fits(each)], "fits")


def some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    if len(names) <= _MOST_NAMED:
        return listed(names, "and")
    return f"{', '.join(names[: _MOST_NAMED - 1])} and {len(names) - _MOST_NAMED + 1} more"


def with_room(template: Template, encoding: str) -> list[str]:
    """The names of plates for secrets of the same kinds that have a field of that encoding."""
    return [
        each.name
        for each in _others(template)
        if encoding in each.encodings and set(each.kinds) & set(template.kinds)
    ]


def _elsewhere(template: Template, kind: str | None, count: int | None) -> list[str]:
    return [each.name for each in _others(template) if holds(each, kind, count)]


def _others(template: Template) -> Iterable[Template]:
    names = (name for name in template_file.names() if name != template.name)
    return (template_file.find(name) for name in names)


def _where(what: str, names: Sequence[str], verb: str) -> str:
    return f"{what} {verb} on {some(names)}" if names else f"{what} {verb} on no plate"


def _unit(kind: str | None) -> str:
    return "words" if kind is None or KINDS[kind].counts else "characters"
