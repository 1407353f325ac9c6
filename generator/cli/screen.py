"""What keeps a secret out of the argument list, the messages about it, and core dumps."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import Sequence

import click

REFUSAL = (
    "a secret never belongs on the command line, where other users and the shell's history "
    "can read it; type it at the prompt, or use --input FILE or --input -"
)

_LEAST_WORDS = 3
"""From how many list words on the arguments look like a phrase."""

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core dump of this process, and no other process of the user may read its memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = getattr(ctypes.CDLL(None), "prctl", None)  # Linux only
    if prctl is not None:
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def refuse_secret(arguments: Sequence[str]) -> None:
    """Raise a usage error where the arguments hold a phrase, in one piece or in many."""
    if _looks_like_phrase(arguments):
        raise Complaint(REFUSAL)


def _looks_like_phrase(arguments: Sequence[str]) -> bool:
    tokens = [t for argument in arguments for t in argument.replace(",", " ").split()]
    candidates = [t for t in tokens if t.isalpha() or not t.isascii()]
    if len(candidates) < _LEAST_WORDS:
        return False
    from generator.words.bip39 import count_known

    return count_known(candidates) >= _LEAST_WORDS


def usage(error: click.UsageError) -> str:
    """What is wrong with the command line, without repeating any of it."""
    command = error.ctx.command_path if error.ctx is not None else "metalstamp"
    hint = f"see {command} --help"
    match error:
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param is not None else "something"
            return f"{name} is missing; {hint}"
        case click.NoSuchOption():
            return f"no such option; {hint}"
        case click.BadParameter():
            name = error.param.opts[0] if error.param is not None else "an argument"
            return f"{name}: {_said(error)}; {hint}"
        case click.BadOptionUsage():
            return f"{error.option_name} needs a value; {hint}"
        case Complaint():
            return f"{error.message}; {hint}"
        case _:
            return f"that is no command, or has more arguments than it takes; {hint}"


def _said(error: click.BadParameter) -> str:
    if isinstance(error, Said):
        return error.message
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"must be one of {', '.join(kind.choices)}"
    return "must be a number"


class Said(click.BadParameter):
    """A bad parameter whose message is ours and repeats nothing."""


class Complaint(click.UsageError):
    """A usage error whose message is ours and repeats nothing."""
