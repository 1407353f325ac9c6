"""Output descriptors taken apart: names, parentheses and commas, before anything has a meaning."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import SecretError

DEEPEST = 150
"""Levels of parentheses. A tree of scripts has 128 at most (BIP-341)."""

_ENDS = "(),{}"


@dataclass(frozen=True, slots=True, repr=False)
class Expression:
    """`name(args)`, `{args}` with the name `{`, or a name alone."""

    name: str
    args: tuple[Expression, ...] | None
    """None for what has no parentheses: a key, a number, a hash."""
    at: int
    """The position of its first character, from 1."""


def wrong(at: int, what: str) -> SecretError:
    """A refusal that names a place in the descriptor."""
    return SecretError(f"at character {at}: {what}")


def parse(text: str) -> Expression:
    """The one expression that the text is. Raises SecretError."""
    found, end = _expression(text, 0, 0)
    if end < len(text):
        raise wrong(end + 1, "the descriptor has ended, and more follows")
    return found


def _expression(text: str, start: int, depth: int) -> tuple[Expression, int]:
    """What begins there, and where it has ended (both from 0)."""
    if depth > DEEPEST:
        raise wrong(start + 1, f"more than {DEEPEST} levels of parentheses")
    end = start
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    name, opening = text[start:end], text[end : end + 1]
    if opening == "{" and not name:
        return _call(text, "{", start, depth)
    if opening == "(" and name:
        return _call(text, name, start, depth)
    if not name or opening in ("(", "{"):
        raise wrong(end + 1, "something is missing before this character or too much here")
    return Expression(name, None, start + 1), end


def _call(text: str, name: str, start: int, depth: int) -> tuple[Expression, int]:
    """The arguments up to the end of what opens behind the name."""
    closing = "}" if name == "{" else ")"
    end = start if name == "{" else start + len(name)
    args: list[Expression] = []
    while not args or text[end : end + 1] == ",":
        arg, end = _expression(text, end + 1, depth + 1)
        args.append(arg)
    if text[end : end + 1] != closing:
        raise wrong(end + 1, f"a {closing} is missing")
    return Expression(name, tuple(args), start + 1), end + 1
