"""TOML tables read strictly: each key is asked for once, and what nobody asked for is an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from generator.errors import TemplateError
from generator.geometry import Point, Size, Vec

MOST_DIGITS = 4
"""Of the last number of a range: a longer range would fill the memory before it is counted."""


class Table:
    """One table of a template file.

    Every getter removes its key; `finish` refuses what is left.
    Messages name file, table and key: `tinyseed.toml: [plate] thickness: …`.
    `scale` multiplies whatever is a length in the plane, for templates of any size.
    """

    __slots__ = ("_rest", "_scale", "where")

    def __init__(self, content: Mapping[str, Any], where: str, scale: float = 1.0) -> None:
        self._rest = dict(content)
        self._scale = scale
        self.where = where

    def fail(self, key: str, problem: str) -> NoReturn:
        """Refuse a key with a reason."""
        raise TemplateError(f"{self.where} {key}: {problem}")

    def has(self, key: str) -> bool:
        return key in self._rest

    def keys(self) -> tuple[str, ...]:
        """The keys that nobody asked for yet, in the order of the file."""
        return tuple(self._rest)

    def is_text(self, key: str) -> bool:
        """Whether the key has a string."""
        return isinstance(self._rest.get(key), str)

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        if self._rest:
            keys = ", ".join(sorted(self._rest))
            raise TemplateError(f"{self.where}: unknown key {keys}")

    def _take(self, key: str) -> Any:
        if key not in self._rest:
            raise TemplateError(f"{self.where}: key {key} is missing")
        return self._rest.pop(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty string."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "must be a text")
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """A string out of a closed set."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(key, f"must be one of {', '.join(allowed)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, or a range of numbers or letters such as `1..12` or `A..Z`."""
        value = self._take(key)
        if isinstance(value, str) and ".." in value:
            return _range(value) or self.fail(key, "must be a range such as 1..12 or A..Z")
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fail(key, "must be a list of texts, or a range such as 1..12 or A..Z")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Whether the key is there and true."""
        value = self._rest.pop(key, False)
        if not isinstance(value, bool):
            self.fail(key, "must be true or false")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number, at least 0."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(key, "must be a whole number, at least 0")
        return value

    def wholes(self, key: str, default: tuple[int, ...] | None = None) -> tuple[int, ...]:
        """A list of whole numbers."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if not isinstance(value, list) or not value:
            self.fail(key, "must be a list of whole numbers")
        if not all(isinstance(v, int) and not isinstance(v, bool) for v in value):
            self.fail(key, "must be a list of whole numbers")
        return tuple(value)

    def number(self, key: str, default: float | None = None) -> float:
        """A finite number, at least 0, never scaled: depths, thicknesses, angles."""
        if default is not None and not self.has(key):
            return default
        value = self._finite(key, self._take(key))
        if value < 0:
            self.fail(key, "must not be negative")
        return value

    def length(self, key: str, default: float | None = None) -> float:
        """A length in the plane in millimetres, at least 0."""
        return self.number(key, default) * self._scale

    def lengths(self, key: str) -> tuple[float, ...]:
        """A list of lengths in the plane in millimetres, each at least 0."""
        values = self._finites(key)
        if min(values) < 0:
            self.fail(key, "must not be negative")
        return tuple(value * self._scale for value in values)

    def angle(self, key: str, default: float | None = None) -> float:
        """Degrees, counter-clockwise, at most a whole turn either way."""
        if default is not None and not self.has(key):
            return default
        return self._within_a_turn(key, self._finite(key, self._take(key)))

    def angles(self, key: str) -> tuple[float, ...]:
        """A list of angles."""
        return tuple(self._within_a_turn(key, value) for value in self._finites(key))

    def point(self, key: str) -> Point:
        """`[x, y]` in millimetres from the lower left corner."""
        x, y = self._pair(key)
        return Point(x, y)

    def vec(self, key: str, default: Vec | None = None) -> Vec:
        """`[dx, dy]` in millimetres."""
        if default is not None and not self.has(key):
            return default
        dx, dy = self._pair(key)
        return Vec(dx, dy)

    def size(self, key: str) -> Size:
        """`[width, height]` in millimetres, both positive."""
        width, height = self._pair(key)
        if width <= 0 or height <= 0:
            self.fail(key, "must be positive")
        return Size(width, height)

    def table(self, key: str) -> Table:
        """A table in this table."""
        value = self._take(key)
        if not isinstance(value, dict):
            self.fail(key, "must be a table")
        return Table(value, self._inner(key), self._scale)

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, empty where the key is missing."""
        value = self._rest.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fail(key, "must be a list of tables")
        return tuple(
            Table(v, self._inner(f"{key} {number}"), self._scale)
            for number, v in enumerate(value, start=1)
        )

    def named_tables(self, key: str) -> dict[str, Table]:
        """A table of tables by name."""
        value = self._take(key)
        if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
            self.fail(key, "must hold tables")
        return {
            name: Table(v, self._inner(f"{key}.{name}"), self._scale) for name, v in value.items()
        }

    def _inner(self, key: str) -> str:
        return f"{self.where} [{key}]"

    def _pair(self, key: str) -> tuple[float, float]:
        value = self._take(key)
        if not isinstance(value, list) or len(value) != 2:
            self.fail(key, "must be two numbers in millimetres")
        first, second = (self._finite(key, v) * self._scale for v in value)
        return first, second

    def _finites(self, key: str) -> list[float]:
        value = self._take(key)
        if not isinstance(value, list) or not value:
            self.fail(key, "must be a list of numbers")
        return [self._finite(key, v) for v in value]

    def _within_a_turn(self, key: str, value: float) -> float:
        if not -360 <= value <= 360:
            self.fail(key, "must be from -360 to 360 degrees")
        return value

    def _finite(self, key: str, value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.fail(key, "must be a number")
        if not -1e6 < value < 1e6:
            self.fail(key, "must be a number within a million")
        return float(value)


def _range(text: str) -> tuple[str, ...]:
    """The texts of a range, both ends included; empty where the text is no range."""
    first, _, last = text.partition("..")
    if first.isdecimal() and last.isdecimal() and len(last) <= MOST_DIGITS:
        return tuple(str(number) for number in range(int(first), int(last) + 1))
    if len(first) == len(last) == 1 and text.isascii() and first.isalpha() and last.isalpha():
        return tuple(chr(code) for code in range(ord(first), ord(last) + 1))
    return ()
