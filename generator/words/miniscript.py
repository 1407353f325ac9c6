"""The rules of Miniscript (BIP-379): which expressions fit into which.

Only what a script needs to be right is looked at. Whether it is wise (can be signed without a
third party's help, mixes no clocks) its wallet has decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.words.expression import Expression, wrong
from generator.words.key_expression import Found, Sort, read

Type = frozenset[str]
"""The basic type, one of B, V, K and W, and properties out of z, o, n, d and u."""

MOST_KEYS = {"multi": 20, "sortedmulti": 20, "multi_a": 999, "sortedmulti_a": 999}
"""Keys of a multisig; the script of `sh` is shorter than its limits let it be."""

_HASHES = {"sha256": 64, "hash256": 64, "ripemd160": 40, "hash160": 40}
_CLOCKS = ("older", "after")
_LATEST = 2**31 - 1
_HEX = re.compile("[0-9a-fA-F]+")
_NUMBER = re.compile("[1-9][0-9]{0,9}")


def check(script: Expression, sort: Sort) -> list[Found]:
    """The keys of a script of `wsh`, or with x-only keys of a leaf of `tr`.

    Raises SecretError with the place.
    """
    if script.name in ("sortedmulti", "sortedmulti_a"):
        _multi(script, sort)
    elif "B" not in _type_of(script, sort):
        raise wrong(script.at, "this can be a part of a script, and is none by itself")
    return [read(key, sort) for key in _keys(script)]


def count(number: Expression, most: int) -> int:
    """A number from 1 to `most`. Raises SecretError with the place."""
    if number.args is not None or not _NUMBER.fullmatch(number.name) or int(number.name) > most:
        raise wrong(number.at, f"a number from 1 to {most} has to be here")
    return int(number.name)


def threshold(call: Expression) -> Sequence[Expression]:
    """What follows the number of a `multi` or `thresh`, which is checked."""
    first, *others = call.args or (call,)
    if not others:
        raise wrong(call.at, "a number and what it is of have to follow")
    count(first, len(others))
    return others


def _keys(script: Expression) -> Iterator[Expression]:
    """The places where keys are, in a script whose functions are known."""
    name = script.name.rpartition(":")[2]
    if name in _KEYS:
        yield from script.args or ()
    elif name in MOST_KEYS:
        yield from (script.args or ())[1:]
    elif name not in _HASHES and name not in _CLOCKS:
        for arg in script.args or ():
            yield from _keys(arg)


def _type_of(script: Expression, sort: Sort) -> Type:
    wrappers, colon, name = script.name.rpartition(":")
    if colon and not wrappers:
        raise wrong(script.at, "a wrapper has to stand before the colon")
    found = _fragment(Expression(name, script.args, script.at), sort)
    for wrapper in reversed(wrappers):
        rule = _TAP_WRAPPERS.get(wrapper) if sort is Sort.X_ONLY else None
        rule = rule or _WRAPPERS.get(wrapper)
        if rule is None:
            raise wrong(script.at, "an unknown wrapper stands before the colon")
        found = _typed(rule, [found], script.at)
    return found


def _fragment(script: Expression, sort: Sort) -> Type:
    """The type of an expression without its wrappers."""
    name, args = script.name, script.args
    if args is None:
        if name not in _CONSTANTS:
            raise wrong(script.at, "an expression has to be here")
        return _CONSTANTS[name]
    if name in ("multi", "multi_a"):
        return _multi(script, sort)
    if name == "thresh":
        return _thresh([_type_of(arg, sort) for arg in threshold(script)], script.at)
    if name not in _COMBINATIONS:
        return _leaf(script)
    size, rule = _COMBINATIONS[name]
    if len(args) != size:
        raise wrong(script.at, f"{name} takes {size} expressions")
    return _typed(rule, [_type_of(arg, sort) for arg in args], script.at)


def _leaf(script: Expression) -> Type:
    """The type of what has no expressions inside, but a key, a number or a hash."""
    name = script.name
    if name in _KEYS:
        only(script)
        return _KEYS[name]
    if name in _CLOCKS:
        count(only(script), _LATEST)
        return _type("Bz")
    if name in _HASHES:
        digits = only(script)
        if digits.args is not None or not _HEX.fullmatch(digits.name):
            raise wrong(digits.at, "a hash in hexadecimal digits has to be here")
        if len(digits.name) != _HASHES[name]:
            raise wrong(digits.at, f"{name} takes {_HASHES[name]} hexadecimal digits")
        return _type("Bondu")
    raise wrong(script.at, "this is no function that can be here")


def _multi(script: Expression, sort: Sort) -> Type:
    tapscript = sort is Sort.X_ONLY
    if script.name.endswith("_a") != tapscript:
        raise wrong(script.at, "tr has multi_a, and all others have multi")
    if len(threshold(script)) > MOST_KEYS[script.name]:
        raise wrong(script.at, f"more than {MOST_KEYS[script.name]} keys")
    return _type("Bdu" if tapscript else "Bndu")


def only(script: Expression) -> Expression:
    """The one argument that there may be. Raises SecretError with the place."""
    args = script.args or ()
    if len(args) != 1:
        raise wrong(script.at, f"{script.name} takes one argument")
    return args[0]


def _type(letters: str) -> Type:
    return frozenset(letters)


Rule = Callable[..., Type | None]
"""The type of a combination by those of its parts; None where they don't fit."""


def _typed(rule: Rule, parts: Sequence[Type], at: int) -> Type:
    found = rule(*parts)
    if found is None:
        raise wrong(at, "the parts of this expression are not of the types that it takes")
    return found


def _fits(part: Type, letters: str) -> bool:
    return part >= _type(letters)


def _given(**properties: bool) -> Type:
    return frozenset(letter for letter, holds in properties.items() if holds)


def _one_of_two(x: Type, y: Type) -> bool:
    """Property o where both run: one takes nothing from the stack, the other one element."""
    return ("z" in x and "o" in y) or ("o" in x and "z" in y)


def _andor(x: Type, y: Type, z: Type) -> Type | None:
    base = y & z & _type("BKV")
    if not _fits(x, "Bdu") or not base:
        return None
    return base | _given(
        z="z" in x & y & z,
        o=("z" in x and "o" in y & z) or ("o" in x and "z" in y & z),
        u="u" in y & z,
        d="d" in z,
    )


def _and_v(x: Type, y: Type) -> Type | None:
    base = y & _type("BKV")
    if "V" not in x or not base:
        return None
    return base | _given(
        z="z" in x & y, o=_one_of_two(x, y), n="n" in x or ("z" in x and "n" in y), u="u" in y
    )


def _and_b(x: Type, y: Type) -> Type | None:
    if "B" not in x or "W" not in y:
        return None
    return _type("Bu") | _given(
        z="z" in x & y,
        o=_one_of_two(x, y),
        n="n" in x or ("z" in x and "n" in y),
        d="d" in x & y,
    )


def _or_b(x: Type, z: Type) -> Type | None:
    if not _fits(x, "Bd") or not _fits(z, "Wd"):
        return None
    return _type("Bdu") | _given(z="z" in x & z, o=_one_of_two(x, z))


def _or_c(x: Type, z: Type) -> Type | None:
    if not _fits(x, "Bdu") or "V" not in z:
        return None
    return _type("V") | _given(z="z" in x & z, o="o" in x and "z" in z)


def _or_d(x: Type, z: Type) -> Type | None:
    if not _fits(x, "Bdu") or "B" not in z:
        return None
    return _type("B") | _given(z="z" in x & z, o="o" in x and "z" in z, d="d" in z, u="u" in z)


def _or_i(x: Type, z: Type) -> Type | None:
    base = x & z & _type("BKV")
    if not base:
        return None
    return base | _given(o="z" in x & z, u="u" in x & z, d="d" in x | z)


def _thresh(parts: Sequence[Type], at: int) -> Type:
    first, *others = parts
    if not _fits(first, "Bdu") or not all(_fits(part, "Wdu") for part in others):
        raise wrong(at, "the parts of this expression are not of the types that it takes")
    taking = [part for part in parts if "z" not in part]
    return _type("Bdu") | _given(z=not taking, o=len(taking) == 1 and "o" in taking[0])


_CONSTANTS = {"0": _type("Bzdu"), "1": _type("Bzu")}
_KEYS = {
    "pk_k": _type("Kondu"),
    "pk_h": _type("Kndu"),
    "pk": _type("Bondu"),
    "pkh": _type("Bndu"),
}
_COMBINATIONS: Mapping[str, tuple[int, Rule]] = {
    "andor": (3, _andor),
    "and_v": (2, _and_v),
    "and_b": (2, _and_b),
    "and_n": (2, lambda x, y: _andor(x, y, _CONSTANTS["0"])),
    "or_b": (2, _or_b),
    "or_c": (2, _or_c),
    "or_d": (2, _or_d),
    "or_i": (2, _or_i),
}


def _wrapper(takes: str, gives: str, keeps: str) -> Rule:
    """Takes a type with these letters, gives new ones, and keeps some of the old."""
    return lambda x: _type(gives) | x & _type(keeps) if _fits(x, takes) else None


_WRAPPERS: Mapping[str, Rule] = {
    "a": _wrapper("B", "W", "du"),
    "s": _wrapper("Bo", "W", "du"),
    "c": _wrapper("K", "Bu", "ond"),
    "d": _wrapper("Vz", "Bond", ""),
    "v": _wrapper("B", "V", "zon"),
    "j": _wrapper("Bn", "Bnd", "ou"),
    "n": _wrapper("B", "Bu", "zond"),
    "t": lambda x: _and_v(x, _CONSTANTS["1"]),
    "l": lambda x: _or_i(_CONSTANTS["0"], x),
    "u": lambda x: _or_i(x, _CONSTANTS["0"]),
}
_TAP_WRAPPERS: Mapping[str, Rule] = {"d": _wrapper("Vz", "Bondu", "")}
"""In Taproot the condition of an IF is minimal by consensus, so its result is exactly 1."""
