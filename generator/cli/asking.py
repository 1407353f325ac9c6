"""How a secret comes in: from a terminal without echo, a file, standard input or a descriptor."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from generator.cli.screen import Complaint
from generator.errors import SecretError
from generator.secret import Secret
from generator.words.bip39 import Parsed, parse, words

MAX_BYTES = 65_536
"""More than any phrase in any language; a larger input is something else."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the secret comes from; both `None` is the terminal."""

    path: str | None
    descriptor: int | None


def ask(source: Source, language: str | None) -> Parsed:
    """The phrase from its source, checked.

    At the terminal, words that were typed short are shown in full and have to be confirmed.
    Raises `SecretError`; usage errors where there is no terminal, or two sources.
    """
    if source.path is not None and source.descriptor is not None:
        raise Complaint("--input and --input-fd exclude each other")
    if source.path is None and source.descriptor is None:
        parsed = parse(_typed(), language)
        if parsed.expanded:
            _confirm(parsed)
        return parsed
    return parse(_decoded(_bytes(source)), language)


def _typed() -> Secret[str]:
    import getpass

    with warnings.catch_warnings():
        # Where echo can't be turned off, getpass would only warn.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return Secret(getpass.getpass("Seed phrase (not shown): "))
        except (getpass.GetPassWarning, EOFError, OSError):
            raise Complaint(
                "there is no terminal to ask on; use --input FILE, or --input - for standard input"
            ) from None
        except UnicodeDecodeError:
            raise SecretError("what was typed is not UTF-8 text") from None


def _confirm(parsed: Parsed) -> None:
    """Show what short words became. On the terminal only, for the one who typed them."""
    full = words(parsed.phrase).reveal().split()
    shown = ", ".join(f"{number} {full[number - 1]}" for number in parsed.expanded)
    click.echo(f"Read in full: {shown}", err=True)
    if not click.confirm("Is that right?", default=True, err=True):
        raise click.Abort


def _bytes(source: Source) -> Secret[bytes]:
    try:
        if source.descriptor is not None:
            with os.fdopen(source.descriptor, "rb", closefd=False) as stream:
                data = stream.read(MAX_BYTES + 1)
        elif source.path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(source.path or "").open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise SecretError(f"the input can't be read: {reason}") from None
    return Secret(data)


def _decoded(data: Secret[bytes]) -> Secret[str]:
    raw = data.reveal()
    if len(raw) > MAX_BYTES:
        raise SecretError(f"the input is longer than {MAX_BYTES} bytes; a phrase is much shorter")
    text = None
    with suppress(UnicodeDecodeError):
        text = raw.decode("utf-8-sig")
    if text is None or "\0" in text:
        raise SecretError("the input is not text; give the words as UTF-8 text")
    return Secret(text)
