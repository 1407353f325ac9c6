"""TOML tables read strictly: each key is asked for once, and what nobody asked for is an error."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, NoReturn, TypeVar, cast

from generator.errors import TemplateError
from generator.geometry import Point, Size, Vec

MOST_DIGITS = 4
"""Of the last number of a range: a longer range would fill the memory before it is counted."""

MOST_LETTERS = 1000
"""Of one text; a legend has less than a hundred."""

MOST_TABLES = 100
"""In one list of tables; a plate of many fields has a dozen."""

MOST = 1_000_000
"""Numbers are below; so is all that stands on a plate, in millimetres or counted."""

LONGEST = 200
"""Characters of a message: names in a file may be of any length."""

_Getter = TypeVar("_Getter", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a template file."""

    where: str
    """The file, and the table in it where that is known."""
    key: str
    """Empty where it is the table as a whole."""
    line: str
    """What to tell, file, table and key included."""


@dataclass(slots=True)
class Faults:
    """Everything wrong with one file, in the order in which it was found."""

    found: list[Fault] = field(default_factory=list)
    typed: frozenset[tuple[str, ...]] = frozenset()
    """Keys that stand in no file but were typed, and must not be repeated."""

    def add(self, where: str, key: str, line: str) -> None:
        """Keep a fault, once."""
        fault = Fault(printable(where), printable(key), printable(line))
        if fault not in self.found:
            self.found.append(fault)


def printable(text: str) -> str:
    """The text on one line that a terminal shows as it is, cut between words where it is long."""
    plain = "".join(c if c.isprintable() else "?" for c in text[: LONGEST + 1])
    if len(plain) <= LONGEST:
        return plain
    whole, blank, _ = plain[: LONGEST - 1].rpartition(" ")
    return (whole if blank and len(whole) > LONGEST // 2 else plain[: LONGEST - 2]) + " …"


def _or(stand_in: Callable[[], Any]) -> Callable[[_Getter], _Getter]:
    """A getter that, where faults are gathered, notes its own and goes on with a stand-in."""

    def gathering(getter: _Getter) -> _Getter:
        @wraps(getter)
        def gathered(table: Table, key: str, *given: Any, **named: Any) -> Any:
            try:
                return getter(table, key, *given, **named)
            except TemplateError as error:
                table.note(key, error)
                return stand_in()

        return cast("_Getter", gathered)

    return gathering


class Table:
    """One table of a template file.

    Every getter removes its key; `finish` refuses what is left.
    Messages name file, table and key: `tinyseed.toml: [plate] thickness: …`.
    `scale` multiplies whatever is a length in the plane, for templates of any size.

    Where `faults` are gathered, a getter that refuses its key notes that and returns a value that
    stands in; `broken` tells that one did, so nothing may be made of what came out.
    Without, it raises `TemplateError`.
    """

    __slots__ = ("_asked", "_faults", "_path", "_rest", "_scale", "broken", "where")

    def __init__(
        self,
        content: Mapping[str, Any],
        where: str,
        scale: float = 1.0,
        faults: Faults | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        self._rest = dict(content)
        self._scale = scale
        self._faults = faults
        self._path = path
        self._asked: set[str] = set()
        self.where = where
        self.broken = False

    def fail(self, key: str, problem: str) -> NoReturn:
        """Refuse a key with a reason; nothing can be made of this table."""
        raise TemplateError(printable(f"{self.where} {key}: {problem}"))

    def fault(self, key: str, problem: str) -> None:
        """Refuse a key with a reason, and go on where faults are gathered."""
        try:
            self.fail(key, problem)
        except TemplateError as error:
            self.note(key, error)

    def note(self, key: str, error: TemplateError) -> None:
        """Keep a refusal where faults are gathered, and raise it where they are not."""
        if self._faults is None:
            raise error
        self.broken = True
        self._faults.add(self.where, key, str(error))

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._rest

    def keys(self) -> tuple[str, ...]:
        """The keys that nobody asked for yet, in the order of the file."""
        return tuple(self._rest)

    def is_text(self, key: str) -> bool:
        """Whether the key has a string."""
        return isinstance(self._rest.get(key), str)

    def forget(self) -> None:
        """Drop what is left, where nobody can say which keys there should be."""
        self._rest.clear()

    def finish(self) -> None:
        """Refuse keys that nobody asked for, which spoil nothing but may be meant for another."""
        typed = self._faults.typed if self._faults is not None else frozenset()
        unknown = sorted(self._rest)
        if not unknown:
            return
        near = [n for key in unknown for n in difflib.get_close_matches(key, self._asked, n=1)]
        hint = f"; did you mean {' or '.join(dict.fromkeys(near))}?" if near else ""
        named = ", ".join("of --set" if (*self._path, k) in typed else k for k in unknown)
        line = printable(f"{self.where}: unknown key {named}{hint}")
        if self._faults is None:
            raise TemplateError(line)
        self._faults.add(self.where, named, line)

    def source(self, key: str) -> str:
        """Where numbers come from; a table without is refused, and all else about it known."""
        was = self.broken
        told = self.text(key)
        self.broken = was
        return told

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self._rest:
            raise TemplateError(printable(f"{self.where}: key {key} is missing"))
        return self._rest.pop(key)

    def _text(self, key: str, default: str | None) -> str:
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "must be a text")
        if len(value) > MOST_LETTERS:
            self.fail(key, f"must be a text of at most {MOST_LETTERS} characters")
        if not value.isprintable():
            self.fail(key, "must be a text of one line, without control characters")
        return value

    @_or(lambda: "-")
    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty string."""
        return self._text(key, default)

    @_or(str)
    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """A string out of a closed set; empty where it stands in."""
        value = self._text(key, default)
        if value not in allowed:
            self.fail(key, f"must be one of {', '.join(allowed)}")
        return value

    @_or(tuple)
    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, or a range of numbers or letters such as `1..12` or `A..Z`."""
        value = self._take(key)
        if isinstance(value, str) and ".." in value:
            return _range(value) or self.fail(key, "must be a range such as 1..12 or A..Z")
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fail(key, "must be a list of texts, or a range such as 1..12 or A..Z")
        if any(len(v) > MOST_LETTERS for v in value):
            self.fail(key, f"must be texts of at most {MOST_LETTERS} characters")
        return tuple(value)

    @_or(bool)
    def flag(self, key: str) -> bool:
        """Whether the key is there and true."""
        self._asked.add(key)
        value = self._rest.pop(key, False)
        if not isinstance(value, bool):
            self.fail(key, "must be true or false")
        return value

    @_or(lambda: 1)
    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number, at least 0."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(key, "must be a whole number, at least 0")
        if value >= MOST:
            self.fail(key, "must be a whole number below a million")
        return value

    @_or(lambda: (1,))
    def wholes(self, key: str, default: tuple[int, ...] | None = None) -> tuple[int, ...]:
        """A list of whole numbers."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if not isinstance(value, list) or not value:
            self.fail(key, "must be a list of whole numbers")
        if not all(isinstance(v, int) and not isinstance(v, bool) for v in value):
            self.fail(key, "must be a list of whole numbers")
        if not all(-MOST < v < MOST for v in value):
            self.fail(key, "must be a list of whole numbers below a million")
        return tuple(value)

    @_or(lambda: 1.0)
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

    @_or(lambda: (1.0,))
    def lengths(self, key: str) -> tuple[float, ...]:
        """A list of lengths in the plane in millimetres, each at least 0."""
        values = self._finites(key)
        if min(values) < 0:
            self.fail(key, "must not be negative")
        return tuple(value * self._scale for value in values)

    @_or(float)
    def angle(self, key: str, default: float | None = None) -> float:
        """Degrees, counter-clockwise, at most a whole turn either way."""
        if default is not None and not self.has(key):
            return default
        return self._within_a_turn(key, self._finite(key, self._take(key)))

    @_or(lambda: (0.0,))
    def angles(self, key: str) -> tuple[float, ...]:
        """A list of angles."""
        return tuple(self._within_a_turn(key, value) for value in self._finites(key))

    @_or(lambda: Point(0.0, 0.0))
    def point(self, key: str) -> Point:
        """`[x, y]` in millimetres from the lower left corner."""
        x, y = self._pair(key)
        return Point(x, y)

    @_or(lambda: Vec(0.0, 0.0))
    def vec(self, key: str, default: Vec | None = None) -> Vec:
        """`[dx, dy]` in millimetres."""
        if default is not None and not self.has(key):
            return default
        dx, dy = self._pair(key)
        return Vec(dx, dy)

    @_or(lambda: Size(1.0, 1.0))
    def size(self, key: str) -> Size:
        """`[width, height]` in millimetres, both positive."""
        width, height = self._pair(key)
        if width <= 0 or height <= 0:
            self.fail(key, "must be positive")
        return Size(width, height)

    @_or(lambda: Table({}, "", faults=Faults()))
    def table(self, key: str) -> Table:
        """A table in this table; one of which nothing is told stands in."""
        value = self._take(key)
        if not isinstance(value, dict):
            self.fail(key, "must be a table")
        return self._inner(key, value, (key,))

    @_or(tuple)
    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, empty where the key is missing."""
        self._asked.add(key)
        value = self._rest.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fail(key, "must be a list of tables")
        if len(value) > MOST_TABLES:
            self.fail(key, f"must be a list of tables, at most {MOST_TABLES}")
        return tuple(
            self._inner(f"{key} {number}", each, (key, str(number)))
            for number, each in enumerate(value, start=1)
        )

    @_or(dict)
    def named_tables(self, key: str) -> dict[str, Table]:
        """A table of tables by name."""
        value = self._take(key)
        if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
            self.fail(key, "must hold tables")
        return {
            name: self._inner(f"{key}.{name}", each, (key, name)) for name, each in value.items()
        }

    def _inner(self, called: str, content: Mapping[str, Any], path: tuple[str, ...]) -> Table:
        where = f"{self.where} [{called}]"
        return Table(content, where, self._scale, self._faults, (*self._path, *path))

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
        if not -MOST < value < MOST:
            self.fail(key, "must be a number within a million")
        return float(value)


@lru_cache(maxsize=16)
def _range(text: str) -> tuple[str, ...]:
    """The texts of a range, both ends included; empty where the text is no range."""
    first, _, last = text.partition("..")
    if first.isdecimal() and last.isdecimal() and len(last) <= MOST_DIGITS:
        return tuple(str(number) for number in range(int(first), int(last) + 1))
    if len(first) == len(last) == 1 and text.isascii() and first.isalpha() and last.isalpha():
        return tuple(chr(code) for code in range(ord(first), ord(last) + 1))
    return ()
