"""The box for values that must not be printed."""

from __future__ import annotations

from typing import Generic, NoReturn, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Secret(Generic[T_co]):
    """A value with one exit, `reveal()`.

    `repr`, `str` and `format` say `Secret(…)`.
    Hashing, comparing, measuring, iterating, truth, pickling and copying raise `TypeError`, so that
    no log line, set, cache or worker process can take the value along by accident.
    CPython can't wipe memory: the value lives as long as the process may keep its pages.
    """

    __slots__ = ("_value",)
    __hash__ = None  # type: ignore[assignment]  # unhashable on purpose, see above

    def __init__(self, value: T_co) -> None:
        self._value = value

    def reveal(self) -> T_co:
        """The value itself. Only the modules named in tests/test_secret.py may call this."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __format__(self, _spec: str) -> str:
        return "Secret(…)"

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a Secret has one exit: reveal()")

    __eq__ = __ne__ = _refuse
    __bool__ = __len__ = __iter__ = __contains__ = _refuse
    __reduce__ = __reduce_ex__ = __copy__ = __deepcopy__ = __getstate__ = _refuse
