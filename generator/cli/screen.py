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


def looks_like_secret(arguments: Sequence[str]) -> bool:
    """Whether the arguments hold a phrase, in one piece or in many."""
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
            said = error.message if isinstance(error, Said) else "this value can't be used"
            return f"{name}: {said}; {hint}"
        case click.BadOptionUsage():
            return f"{error.option_name} needs a value; {hint}"
        case Complaint():
            return f"{error.message}; {hint}"
        case _:
            return f"that is no command, or has more arguments than it takes; {hint}"


class Said(click.BadParameter):
    """A bad parameter whose message is ours and repeats nothing."""


class Complaint(click.UsageError):
    """A usage error whose message is ours and repeats nothing."""
