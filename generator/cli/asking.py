"""How secrets come in: from a terminal without echo, a file, standard input or a descriptor."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from select import select
from typing import BinaryIO, TypeVar

import click

from generator.cli.screen import SWAP_NOTE, Complaint, note, reason, swap_is_on
from generator.errors import OutputError, SecretError
from generator.secret import Secret
from generator.words.curve import NETWORKS
from generator.words.kinds import KINDS, Kind, Typed, Wish, parse, words_of
from generator.words.payload import KeyText

T = TypeVar("T")

MAX_BYTES = 65_536
"""More than any phrase in any language; a larger input is something else."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

_TERMINAL = Path("/dev/tty")
"""The terminal itself, wherever the standard streams lead."""

_STDIN = 0

_ANY = "The secret, all on one line (not shown): "

_PASTED = 0.05
"""Seconds in which the rest of what was pasted arrives."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the secret comes from; both `None` is the terminal."""

    path: str | None
    descriptor: int | None

    @property
    def is_terminal(self) -> bool:
        return self.path is None and self.descriptor is None


def ask(source: Source, wish: Wish, held: Sequence[str] = ()) -> Typed:
    """The secret from its source, checked; `held` are the kinds of the plate that it is for.

    At the terminal, words that were typed short are shown in full and have to be confirmed, and
    what has no rule that would find a slip of the finger has to be typed twice.
    Raises `SecretError`; usage errors where there is no terminal, or two sources.
    """
    kind = KINDS[wish.kind or "bip39"]
    if not source.is_terminal:
        typed = parse(_decoded(_bytes(source)), wish, held)
    elif kind.checked:
        typed = parse(_typed(_prompt(kind) if _is_asked(wish, held) else _ANY), wish, held)
    else:
        typed = _twice(kind, wish)
    if typed.expanded and source.is_terminal:
        _confirm(typed)
    _note_line(typed)
    return typed


def _twice(kind: Kind, wish: Wish) -> Typed:
    """What was typed, once it was typed in the same way again."""
    first = parse(_typed(_prompt(kind)), wish)
    again = _typed(f"{_capital(kind.title)}, once more to be sure (not shown): ", swap=False)
    with suppress(SecretError):
        if parse(again, wish).payload.reveal() == first.payload.reveal():
            return first
    raise SecretError(f"the {kind.title} was not typed the same twice; start again")


def _note_line(typed: Typed) -> None:
    """Say what nobody may have meant: blanks that can't be seen, a secret of a kind with a rule."""
    value = typed.payload.reveal()
    if not isinstance(value, KeyText) or KINDS[value.kind].checked:
        return
    if value.kind != "hex":
        for network in NETWORKS:
            with suppress(SecretError, OutputError):  # no other kind, or its package is missing
                found = parse(Secret(value.text), Wish(network=network)).payload.reveal()
                other = KINDS[found.kind].title
                note(f"taken as a {KINDS[value.kind].title}, but it is a valid {other} by itself")
                break
    if value.kind == "passphrase":
        from generator.words.passphrase import blanks

        if said := blanks(Secret(value)):
            note(f"the passphrase {said}, which belongs to it")


def text_of(source: Source) -> Secret[str]:
    """The text of a source that is not the terminal, whatever it says."""
    return _decoded(_bytes(source))


def lines(source: Source) -> list[Secret[str]]:
    """The lines of a source that is not the terminal, without blank ones."""
    text = _decoded(_bytes(source)).reveal()
    return [Secret(line) for line in text.splitlines() if line.strip()]


def ask_each(prompt: Callable[[int], str], check: Callable[[Secret[str], int], T]) -> list[T]:
    """What `check` makes of each line typed at the terminal, and of its number, until one is empty.

    What it refuses may be typed once more, and an empty line instead gives up: then the refusal
    is raised.
    """
    found: list[T] = []
    refusal = ""
    swap = True
    while True:
        number = len(found) + 1
        typed = _typed(prompt(number), swap=swap)
        swap = False
        if not typed.reveal().strip():
            break
        try:
            found.append(check(typed, number))
            refusal = ""
        except SecretError as error:
            refusal = str(error)
            _show(f"{refusal}\nType it once more, or nothing to stop.\n")
    if refusal:
        raise SecretError(refusal)
    return found


def _is_asked(wish: Wish, held: Sequence[str]) -> bool:
    """Whether it is a seed phrase, or of the kind named, that one is asked for."""
    return wish.kind is not None or not held or "bip39" in held


def _prompt(kind: Kind) -> str:
    if kind.name == "bip39":
        return "Seed phrase, all words on one line (not shown): "
    return f"{_capital(kind.title)}, all on one line (not shown): "


def _capital(title: str) -> str:
    return f"{title[0].upper()}{title[1:]}"


def ask_passphrase(source: Source) -> Secret[str]:
    """A BIP-39 passphrase from a file, or from the terminal, where it has to be typed twice."""
    value = ask(source, Wish("passphrase")).payload.reveal()
    assert isinstance(value, KeyText)  # that kind is a line of text
    return Secret(value.text)


def _typed(prompt: str, *, swap: bool = True) -> Secret[str]:
    import termios  # nobody needs it who reads a file

    try:
        if swap and swap_is_on():
            _show(f"Note: {SWAP_NOTE}\n")
        with _TERMINAL.open("r+b", buffering=0) as terminal:
            line = _silent(terminal, prompt)
    except (termios.error, OSError):
        raise Complaint(
            "there is no terminal to ask on; use --input FILE, or --input - for standard input"
        ) from None
    except (KeyboardInterrupt, EOFError):
        _end_line()
        raise click.Abort from None
    try:
        return Secret(line.decode())
    except UnicodeDecodeError:
        raise SecretError("what was typed is not UTF-8 text") from None


def _silent(terminal: FileIO, prompt: str) -> bytes:
    """One line typed without echo.

    Not `getpass`, which throws away what was pasted behind the first line: half a phrase may have
    a right checksum. Raises SecretError where there is more, EOFError at the end of input.
    """
    import termios

    before = termios.tcgetattr(terminal)
    silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    try:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
        terminal.write(prompt.encode())
        line = terminal.readline()
        # Without line editing what was pasted is there before its line has ended.
        silent[3] &= ~termios.ICANON
        termios.tcsetattr(terminal, termios.TCSANOW, silent)
        more = bool(select([terminal], [], [], _PASTED)[0]) and bool(
            terminal.read(MAX_BYTES).strip()
        )
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
    if not line:
        raise EOFError
    _end_line()
    if more:
        raise SecretError("more lines follow the first; give all of it on one line, or in a file")
    return line.rstrip(b"\r\n")


def _confirm(typed: Typed) -> None:
    """Show what short words became, on the terminal only: stderr may be a log file."""
    full = words_of(typed.payload).reveal().split()
    shown = ", ".join(f"{number} {full[number - 1]}" for number in typed.expanded)
    try:
        _show(f"Read in full: {shown}\n")
        with _TERMINAL.open(encoding="utf-8", errors="replace") as terminal:
            while True:
                _show("Is that right? [Y/n] ")
                line = terminal.readline()
                answer = line.strip().lower()
                if line and answer in ("", "y", "yes"):
                    return
                if answer in ("n", "no"):
                    break
                if not line:
                    _end_line()
                    break
    except KeyboardInterrupt:
        _end_line()
    except OSError as error:
        raise SecretError(f"the terminal can't be read: {reason(error)}") from None
    raise click.Abort


def _show(text: str) -> None:
    with _TERMINAL.open("w", errors="backslashreplace") as terminal:
        terminal.write(text)


def _end_line() -> None:
    """What comes next on the terminal begins a line."""
    with suppress(OSError):
        _show("\n")


def _bytes(source: Source) -> Secret[bytes]:
    if source.path is not None and source.descriptor is not None:
        raise Complaint("--input and --input-fd exclude each other")
    try:
        with _opened(source) as stream:
            if stream.isatty():
                raise Complaint(
                    "the input is a terminal, which would show the words; "
                    "leave the option out to be asked without echo"
                )
            return Secret(stream.read(MAX_BYTES + 1))
    except OSError as error:
        raise SecretError(f"the input can't be read: {reason(error)}") from None


def _opened(source: Source) -> BinaryIO:
    if source.descriptor is not None:
        return os.fdopen(source.descriptor, "rb", closefd=False)
    if source.path == "-":
        return os.fdopen(_STDIN, "rb", closefd=False)
    return Path(source.path or "").open("rb")


def _decoded(data: Secret[bytes]) -> Secret[str]:
    raw = data.reveal()
    if len(raw) > MAX_BYTES:
        raise SecretError(f"the input is longer than {MAX_BYTES} bytes; a phrase is much shorter")
    if raw.startswith(_UTF_32):
        raise SecretError("the input is UTF-32; save it as UTF-8")
    if raw.startswith(_UTF_16) or _is_like_utf_16(raw):
        raise SecretError("the input is UTF-16; save it as UTF-8")
    if b"\0" in raw:
        raise SecretError("the input holds NUL bytes, so it is no text; give it as UTF-8 text")
    with suppress(UnicodeDecodeError):
        return Secret(raw.decode("utf-8-sig"))
    raise SecretError("the input is not UTF-8 text; save it as UTF-8")


def _is_like_utf_16(raw: bytes) -> bool:
    """Whether every other byte is NUL, as in the UTF-16 of words without accents."""
    return len(raw) > 1 and any(
        not any(raw[at::2]) and b"\0" not in raw[1 - at :: 2] for at in (0, 1)
    )
