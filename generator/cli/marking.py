"""What may stand on a plate in public, from options; nothing stands there unless asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any

import click

from generator.cli.asking import Source, ask_passphrase
from generator.cli.options import options
from generator.cli.screen import Complaint, Said
from generator.errors import SecretError
from generator.secret import Secret
from generator.words.marking import (
    Marking,
    date_item,
    fingerprint_item,
    name_item,
    path_item,
    share_item,
)
from generator.words.payload import KeyText, Payload, Phrase


@dataclass(frozen=True, slots=True)
class Marks:
    """The options about the public line."""

    fingerprint: bool
    with_passphrase: bool
    passphrase_input: str | None
    path: str
    set_name: str
    share: str
    date: str

    @property
    def wanted(self) -> bool:
        """Whether anything is to be engraved."""
        return self.fingerprint or any((self.path, self.set_name, self.share, self.date))


class _Item(click.ParamType["str"]):
    """A text that has to be of a form; what is wrong with it is said without repeating it."""

    def __init__(self, name: str, form: Callable[[str], str]) -> None:
        self.name = name
        self._form = form

    def convert(self, value: object, _param: object, _context: object) -> str:
        try:
            return self._form(str(value))
        except SecretError as error:
            raise Said(f"is not right: {error}") from None


_marks = options(
    click.option("--fingerprint", is_flag=True, help="Engrave the master fingerprint."),
    click.option(
        "--with-passphrase",
        is_flag=True,
        help="With --fingerprint: ask for a BIP-39 passphrase that it includes; only the "
        "fingerprint is engraved.",
    ),
    click.option(
        "--passphrase-input",
        metavar="FILE",
        help="With --fingerprint: read that passphrase from a file.",
    ),
    click.option(
        "--path",
        "derivation",
        type=_Item("PATH", path_item),
        default=None,
        help="Engrave a derivation path, such as m/84'/0'/0'.",
    ),
    click.option(
        "--set-name", type=_Item("NAME", name_item), help="Engrave the name of a set of plates."
    ),
    click.option(
        "--share",
        type=_Item("N/M", share_item),
        help="Engrave the number of a share, such as 2/3; codex32 has an index instead, as in A/3.",
    ),
    click.option("--date", type=_Item("DAY", date_item), help="Engrave a day, such as 2026-01-31."),
)


def marks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about the public line, gathered in one `Marks`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> None:
        given["mark_path"] = given.pop("derivation")
        asked = {
            field.name: given.pop("mark_path" if field.name == "path" else field.name)
            for field in fields(Marks)
        }
        if not asked["fingerprint"] and (asked["with_passphrase"] or asked["passphrase_input"]):
            # Nothing stands on a plate in public that was not asked for by its name.
            raise Complaint("a passphrase is only for the fingerprint: say --fingerprint too")
        texts = {name: value or "" for name, value in asked.items() if name in _TEXTS}
        command(marks=Marks(**(asked | texts)), **given)

    return _marks(gathered)


_TEXTS = ("path", "set_name", "share", "date")

_WHOLE = "S"
"""The index of codex32 that is the secret itself."""


def marking(asked: Marks, payload: Secret[Payload]) -> Marking:
    """The line for one secret; asks for a passphrase where the fingerprint is of one.

    Raises `SecretError` where a share says another number of itself, or a secret has no
    fingerprint.
    """
    value = payload.reveal()
    if asked.share:
        _check_number(value, asked.share)
    if asked.path:
        _check_path(value, asked.path)
    fingerprint = ""
    if asked.fingerprint:
        if not isinstance(value, Phrase) or value.kind != "bip39":
            raise SecretError("--fingerprint is for BIP-39 phrases only; leave it out")
        from generator.words.fingerprint import master_fingerprint

        passphrase = None
        if asked.with_passphrase or asked.passphrase_input:
            passphrase = ask_passphrase(Source(asked.passphrase_input, None))
        number = master_fingerprint(Secret(value), passphrase)
        fingerprint = fingerprint_item(number, passphrase=passphrase is not None)
    return Marking(fingerprint, asked.path, asked.set_name, asked.share, asked.date)


def _check_path(value: Payload, path: str) -> None:
    """Refuse a path that an extended key contradicts; a master key may be for any."""
    if not isinstance(value, KeyText) or value.kind not in ("xprv", "xpub"):
        return
    from generator.words import keys

    key = keys.extended(value.text)
    steps = [keys.child_number(step) for step in path.split("/")[1:]]
    if key.depth and len(steps) != key.depth:
        raise SecretError(
            f"the key is {key.depth} below its master key, but --path has {len(steps)} steps"
        )
    if key.depth and steps[-1] != key.child:
        raise SecretError("the key itself tells another last step than --path")


def _check_number(value: Payload, share: str) -> None:
    """Refuse a number that the share itself contradicts, and fewer shares than its set needs."""
    name, _, count = share.partition("/")
    if value.kind != "codex32" and not name.isdigit():
        raise SecretError("only a codex32 share has a letter; --share takes a number here")
    if value.kind not in ("slip39", "codex32"):
        return
    from generator.words import share_set

    told = share_set.member(Secret(value))
    if told.group is not None:
        return
    if told.kind == "codex32" and told.number == _WHOLE:
        raise SecretError("this is the secret itself, index S, and no share: leave --share out")
    if told.kind == "codex32" and name != told.number:
        right = _share_by(told.number, count)
        raise SecretError(f"the share has the index {told.number}, but --share says another{right}")
    if told.kind == "slip39" and name != told.number:
        raise SecretError(f"the share is number {told.number} of its set, but --share says another")
    if int(count) < told.needed:
        raise SecretError(f"the set needs {told.needed} shares, but --share says there are fewer")


def _share_by(index: str, count: str) -> str:
    """What --share takes for a share of codex32, which goes by its index and by no number."""
    with suppress(SecretError):
        return f"; say --share {share_item(f'{index}/{count}')}"
    return "; leave --share out"
