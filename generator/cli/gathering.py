"""Options that belong together, handed to a command as one value."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import fields
from typing import Any

Command = Callable[..., None]


def gathered(
    options: Callable[[Command], Command], kind: type[Any], name: str
) -> Callable[[Command], Command]:
    """A decorator that gives a command these options as one value of a dataclass, by that name.

    The options are called as the fields of the dataclass.
    """

    def decorator(command: Command) -> Command:
        @functools.wraps(command)
        def called(**given: Any) -> None:
            value = kind(**{field.name: given.pop(field.name) for field in fields(kind)})
            command(**{name: value}, **given)

        return options(called)

    return decorator
