"""Single values of a template set anew from outside, before its file is read strictly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from generator.errors import TemplateError
from generator.tables import printable

_SHAPE = "must be PATH=VALUE, the value as in TOML: plate.size=[90,60], or title='\"My plate\"'"


@dataclass(frozen=True, slots=True)
class Setting:
    """A place in a template file and the value that it gets.

    The path has names of tables, numbers from 1 in lists, and ends with a key.
    """

    path: tuple[str, ...]
    value: Any

    def __hash__(self) -> int:
        return hash(self.path)


def parse(text: str) -> Setting:
    """`plate.size=[90,60]`; raises `TemplateError`, which repeats nothing of it."""
    place, sign, value = text.partition("=")
    path = tuple(part.strip() for part in place.split("."))
    if not sign or not all(path):
        raise TemplateError(_SHAPE)
    try:
        content = tomllib.loads(f"value = {value}")
    except (ValueError, RecursionError):
        raise TemplateError(_SHAPE) from None
    if content.keys() != {"value"}:
        raise TemplateError(_SHAPE)
    return Setting(path, content["value"])


def apply(content: dict[str, Any], settings: Sequence[Setting]) -> frozenset[tuple[str, ...]]:
    """Set each value in a file's content; returns the paths of keys that were not there before.

    A table that is not there is refused here; a key in it only if the file's reader doesn't know
    it. Raises `TemplateError`, which names settings by number and repeats nothing typed but names
    that the file has.
    """
    new = set()
    for number, setting in enumerate(settings, start=1):
        inner: Any = content
        for depth, part in enumerate(setting.path[:-1]):
            inner = inner[_found(inner, part, setting.path[:depth], number)]
        last = setting.path[-1]
        if isinstance(inner, dict) and last not in inner:
            new.add(setting.path)
            inner[last] = deepcopy(setting.value)
        else:
            inner[_found(inner, last, setting.path[:-1], number)] = deepcopy(setting.value)
    return frozenset(new)


def unsaid(message: str, settings: Sequence[Setting], known: Collection[str]) -> str:
    """The message with the number of the setting for each name or text typed that is not known.

    What somebody types may be a secret by mistake, even where a name belongs.
    """
    for number, setting in enumerate(settings, start=1):
        typed = {name for name in (*setting.path, *_texts(setting.value)) if name not in known}
        for name in sorted(typed, key=len, reverse=True):
            told = rf"(?<![\w-]){re.escape(printable(name))}(?![\w-])"
            if not name.isdecimal():
                message = re.sub(told, f"(--set number {number})", message)
    return message


def keys_of(content: Any) -> frozenset[str]:
    """All names in a file's content."""
    return frozenset(_names(content))


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value, and the names of all keys in it."""
    if isinstance(value, str):
        yield value
    yield from _names(value)
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _names(content: Any) -> Iterator[str]:
    """The names of all keys, at whatever depth."""
    if isinstance(content, Mapping):
        yield from content
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from _names(each)


def _found(inner: Any, part: str, before: tuple[str, ...], number: int) -> Any:
    """The key or index of one part of a path."""
    here = ".".join(before) or "the file"
    start = f"--set number {number}: "
    if isinstance(inner, list):
        if part.isascii() and part.isdecimal() and 1 <= int(part[:9]) <= len(inner):
            return int(part[:9]) - 1
        raise TemplateError(f"{start}{here} is a list of {len(inner)}, numbered from 1")
    if not isinstance(inner, dict):
        raise TemplateError(f"{start}{here} is no table, so nothing in it can be set")
    if part in inner:
        return part
    import difflib  # only a mistake waits for it

    near = difflib.get_close_matches(part, list(inner), n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(inner)}"
    raise TemplateError(printable(f"{start}{here} has nothing of that name{hint}"))
