"""What keeps a secret out of the argument list, the messages about it, and core dumps."""

from __future__ import annotations

import ctypes
import io
import os
import re
import resource
import signal
import sys
import unicodedata
from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

import click

from generator.formats import FORMATS

REFUSAL = (
    "this looks like a {}, which never belongs on the command line, where other users and the "
    "shell's history can read it; "
)

_ELSEWHERE = "type it at the prompt, or use --input FILE or --input -"
_NOWHERE = "this command needs no secret, so say it in other words if it is none"

SWAP_NOTE = "swap is on, so the phrase may reach the disk; turn swap off first where that matters"

COMMANDS = (
    "templates",
    "show",
    "make",
    "blank",
    "demo",
    "read",
    "new-template",
    "check-template",
    "table",
    "shares",
    "shops",
    "check",
    "order",
    "jig",
    "sheet",
    "coupon",
    "destroy",
    "lint",
    "drawing",
    "preview",
    "drill",
    "inspect",
    "recover",
    "scan",
    "simulate",
)

_ASKING = ("make", "read", "shares", "inspect", "recover")
"""The commands that take a secret."""

SWAPS = Path("/proc/swaps")
"""Where Linux lists what memory may be written to."""

_LEAST_WORDS = 3
"""From how many list words on, each standing alone, the arguments look like a phrase."""

_LEAST_IN_A_ROW = 7
"""From how many list words in a row on a workshop's remark, which has some too, looks like one."""

_REMARKS = ("--material", "--finish")
"""The options that take a remark."""

_LEAST_GLUED = 12
"""From how many list words on one argument without blanks looks like a phrase: a whole one."""

_GLUED_LETTERS = 36
"""Fewer ASCII letters than this can't be a whole phrase: twelve words of three letters."""

_KEY = re.compile(
    r"[xyztuvYZUV]prv[1-9A-HJ-NP-Za-km-z]{40}"
    r"|\b[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}\b"
    r"|(?i:\bms1[02-9ac-hj-np-z]{40})"
    r"|\b[0-9A-Fa-f]{64}\b"
    r"|\b[0-9]{48,96}\b"
)
"""What a private key, a codex32 text or a SeedQR begins with or is: extended, WIF, codex32,
hexadecimal, digits."""

_GROUPS = re.compile(r"(?<![^\s,;:=-])(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]+(?![^\s,;:-])")
"""Figures between blanks, commas or hyphens."""

_LONGEST_NUMBER = 4
"""Figures of a word's number."""

_KEY_FIGURES = 48
"""From how many figures on, in groups, an argument looks like a key or a SeedQR."""

_BREAKS = re.compile(r"[\s,;=\"']+")
_PIECES = re.compile(r"[^\W\d_]+")
_AROUND = "0123456789.:()[]"

_PR_SET_DUMPABLE = 4
_STANDARD_STREAMS = (0, 1, 2)


def harden() -> None:
    """No core dump of this process, and no other process of the user may read its memory.

    A hang-up or a polite kill ends it like Ctrl-C, so that nothing half-made stays and a terminal
    gets its echo back.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = getattr(ctypes.CDLL(None), "prctl", None)  # Linux only
    if prctl is not None:
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    _fill_streams()


def _fill_streams() -> None:
    """Give a process that was started without some standard stream one that leads nowhere.

    Else the next file that it opens would be that stream, and take what a library prints there.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) in _STANDARD_STREAMS:
        pass
    os.close(descriptor)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115  # lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal of another encoding shows a code for a letter rather than a fault.
            stream.reconfigure(errors="backslashreplace")


def swap_is_on() -> bool:
    """Whether memory may be written to a disk; compressed memory (zram) is none."""
    try:
        lines = SWAPS.read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return False
    return any(not line.startswith("/dev/zram") for line in lines)


def refuse_secret(arguments: Sequence[str]) -> None:
    """Raise a usage error where the arguments hold a phrase, in one piece or in many."""
    # The command's own name is none of the user's words, though `make` is in the English list.
    own = 1 if arguments and arguments[0] in COMMANDS else 0
    plain, remarks = _told_apart(arguments[own:])
    if (
        _stand_alone(plain) >= _LEAST_WORDS
        or (remarks and _is_written_out(remarks))
        or any(map(_is_glued_phrase, arguments))
    ):
        raise _refusal("seed phrase", arguments)
    if any(map(_KEY.search, arguments)) or any(map(_is_spread_out, arguments)):
        raise _refusal("secret", arguments)


def _is_spread_out(argument: str) -> bool:
    """Whether it is the numbers of the words of a phrase, or a key, in groups of figures."""
    groups = _GROUPS.findall(argument)
    numbers = sum(len(each) <= _LONGEST_NUMBER and each.isdecimal() for each in groups)
    return numbers >= _LEAST_GLUED or (len(groups) > 1 and sum(map(len, groups)) >= _KEY_FIGURES)


def _refusal(what: str, arguments: Sequence[str]) -> Complaint:
    """What to say, and the command whose help says how a secret comes in, `make` where in doubt."""
    command = arguments[0]
    if command in COMMANDS and command not in _ASKING:
        return Complaint(f"{REFUSAL.format(what)}{_NOWHERE}", command)
    return Complaint(
        f"{REFUSAL.format(what)}{_ELSEWHERE}", command if command in _ASKING else _ASKING[0]
    )


def _told_apart(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What a program takes, and what is written to a workshop."""
    plain: list[str] = []
    remarks: list[str] = []
    for last, each in pairwise(("", *arguments)):
        is_remark = last in _REMARKS or each.partition("=")[0] in _REMARKS
        (remarks if is_remark else plain).append(each)
    return plain, remarks


def _words_of(arguments: Sequence[str]) -> list[str]:
    """The tokens that may be words of a phrase."""
    tokens = [token for argument in arguments for token in _BREAKS.split(argument)]
    words = [_plain(token).strip(_AROUND) for token in tokens]
    return [w for w in words if (w.isalpha() or _is_foreign(w)) and w not in FORMATS]


def _stand_alone(arguments: Sequence[str]) -> int:
    """How many tokens are list words or their four-letter beginnings."""
    words = _words_of(arguments)
    if len(words) < _LEAST_WORDS:
        return 0
    from generator.template_file import names
    from generator.words.bip39 import spellings

    plates = names()
    words = [word for word in words if word not in plates]
    if len(words) >= _LEAST_GLUED:
        return len(words)  # nothing else that it takes has so many, and other lists have words
    known = spellings(words)
    return sum(word in known for word in words)


def _is_written_out(remarks: Sequence[str]) -> bool:
    """Whether remarks have as many words as a phrase, or many of a list one after the other."""
    from generator.words.bip39 import spellings

    words = _words_of(remarks)
    known = spellings(words)
    row = longest = 0
    for word in words:
        row = row + 1 if word in known else 0
        longest = max(longest, row)
    return longest >= _LEAST_IN_A_ROW or len(words) >= _LEAST_GLUED


def _is_glued_phrase(argument: str) -> bool:
    """Whether part of a path is a whole phrase, its words joined by anything or by nothing."""
    for part in argument.split("/"):
        pieces = _PIECES.findall(_plain(part))
        foreign = any(map(_is_foreign, pieces))
        if sum(map(len, pieces)) >= (_LEAST_GLUED if foreign else _GLUED_LETTERS):
            from generator.words.bip39 import spellings

            known = spellings(pieces)
            if sum(_words_in(piece, known) for piece in pieces) >= _LEAST_GLUED:
                return True
    return False


def _words_in(piece: str, known: Collection[str]) -> int:
    """The fewest list words that a piece can be cut into; 0 if it can't be."""
    longest = max(map(len, known))
    fewest = {0: 0}
    for end in range(1, len(piece) + 1):
        starts = range(max(0, end - longest), end)
        ways = [fewest[at] + 1 for at in starts if at in fewest and piece[at:end] in known]
        if ways:
            fewest[end] = min(ways)
    return fewest.get(len(piece), 0)


def _plain(text: str) -> str:
    """The text as lists have it: lower case, NFC."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).casefold())


def _is_foreign(text: str) -> bool:
    return not text.isascii()


def reason(error: OSError) -> str:
    """Why the system refused, without the name of what it refused."""
    return (error.strerror or "unknown reason").lower()


def note(text: str) -> None:
    """One line on stderr that is no error."""
    click.echo(f"metalstamp: note: {text}", err=True)


def usage(error: click.UsageError) -> str:
    """What is wrong with the command line, without repeating any of it."""
    hint = f"see {error.ctx.command_path if error.ctx is not None else 'metalstamp'} --help"
    match error:
        case Complaint(command=command):
            return f"{error.message}; {f'see metalstamp {command} --help' if command else hint}"
        case click.MissingParameter():
            return f"{_called(error.param)} is missing; {hint}"
        case click.NoSuchOption():
            return f"{_near(error.possibilities)}; {hint}"
        case click.BadParameter():
            return f"{_called(error.param)} {_said(error)}; {hint}"
        case click.BadOptionUsage():
            return f"{_unfit(error)}; {hint}"
        case _:
            return f"{_surplus(error)}; {hint}"


def nearest(name: str, names: Collection[str]) -> str:
    """A hint at the name that was probably meant, or nothing; what was typed isn't repeated."""
    import difflib  # only a mistake waits for it

    close = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _called(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "an argument"
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    # Without the signs of a usage line, which mean nothing in a sentence.
    return re.sub(r"\[=\w+\]|[][.]", "", parameter.human_readable_name)


def _near(possibilities: Sequence[str] | None) -> str:
    if not possibilities:
        return "no such option"
    return f"no such option; did you mean {' or '.join(sorted(possibilities))}?"


def _unfit(error: click.BadOptionUsage) -> str:
    """What is wrong with an option that there is; its name is then ours and not what was typed."""
    parameters = error.ctx.command.params if error.ctx is not None else ()
    for parameter in parameters:
        if isinstance(parameter, click.Option) and error.option_name in parameter.opts:
            wants = "takes no value" if parameter.is_flag else "needs a value"
            return f"{error.option_name} {wants}"
    return "an option has a value too many or too few"


def _surplus(error: click.UsageError) -> str:
    command = error.ctx.command if error.ctx is not None else None
    if isinstance(command, click.Group):
        typed = re.search(r"'(.*)'", error.message)
        return f"no such command{nearest(typed[1].lower(), COMMANDS) if typed else ''}"
    return "more arguments than this command takes"


def _said(error: click.BadParameter) -> str:
    if isinstance(error, Said):
        return error.message
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"must be one of {', '.join(kind.choices)}"
    if isinstance(kind, click.types.FloatParamType):
        return "must be a number"
    if isinstance(kind, click.types.IntParamType):
        return "must be a whole number"
    return "is not right"


class Said(click.BadParameter):
    """A bad parameter whose message is ours and repeats nothing."""


class Complaint(click.UsageError):
    """A usage error whose message is ours and repeats nothing.

    `command` has the help to look into where it is not the one that was given.
    """

    def __init__(self, message: str, command: str = "") -> None:
        super().__init__(message)
        self.command = command


class Unheard(Exception):
    """The work is done and can't be reported."""
