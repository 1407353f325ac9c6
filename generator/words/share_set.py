"""Several shares at once: whether they are of one set, and whether they are enough for its secret.

Nothing here puts a secret together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from generator.errors import OutputError, SecretError
from generator.secret import Secret
from generator.words import codex32, slip39
from generator.words.kinds import KINDS, Wish
from generator.words.kinds import parse as parse_kind
from generator.words.lists import listed
from generator.words.payload import KeyText, Payload, Phrase

_NEITHER = "neither a SLIP-39 share, which is words, nor a codex32 text, which begins with MS1"
_NO_WORDS = re.compile(r"\s*\S*\s*|.*([A-Za-z]\d|\d[A-Za-z]).*", re.DOTALL)
"""One word alone, or letters next to digits."""

_SECRET_INDEX = "S"  # noqa: S105  # what codex32 calls the secret itself, published in the BIP


@dataclass(frozen=True, slots=True)
class Member:
    """What a share says about itself in the clear; none of it is secret."""

    kind: str
    set_name: str
    """The identifier: SLIP-39 has a number, codex32 four characters."""
    number: str
    """1-based in its group, or the letter or digit that codex32 has for an index."""
    group: int | None
    """1-based; `None` for a set without groups."""
    needed: int
    """So many shares, of the group where there are groups."""
    groups_needed: int
    groups: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of shares that belong together."""

    enough: bool
    """Whether they give the secret."""
    proved: bool
    """Whether it was seen that they agree on one; too few never tell, nor does codex32 before
    there is one more than are needed."""
    line: str


def parse(text: Secret[str]) -> Secret[Payload]:
    """The share that somebody typed, of whichever kind. Raises SecretError."""
    typed = text.reveal()
    if typed.strip()[: len(codex32.PREFIX)].upper() == codex32.PREFIX:
        return _share(parse_kind(text, Wish("codex32")).payload)
    try:
        return parse_kind(text, Wish("slip39")).payload
    except SecretError as error:
        problem = str(error)
    other = None
    with suppress(SecretError, OutputError):
        other = parse_kind(text).payload
    if other is not None:
        return _share(other)
    raise SecretError(_NEITHER if _NO_WORDS.fullmatch(typed) else problem)


def member(share: Secret[Payload]) -> Member:
    """What one share says about itself. Raises SecretError for a secret of another kind."""
    value = _share(share).reveal()
    if isinstance(value, KeyText):
        text = codex32.facts(Secret(value))
        return Member("codex32", text.identifier, text.share_index, None, text.threshold, 1, 1)
    words = slip39.facts(value.indices)
    return Member(
        kind="slip39",
        set_name=str(words.identifier),
        number=str(words.member_index + 1),
        group=words.group_index + 1 if words.group_count > 1 else None,
        needed=words.member_threshold,
        groups_needed=words.group_threshold,
        groups=words.group_count,
    )


def judge(shares: Sequence[Secret[Payload]]) -> Verdict:
    """What shares of one set come to, be they enough or not.

    Raises SecretError where they are not of one set, or some are equal, or their values disagree;
    it names them by their number (1-based) in the order given.
    """
    if not shares:
        raise SecretError("no share; give at least one")
    values = [_share(share).reveal() for share in shares]
    for number, value in enumerate(values, 1):
        if value.kind != values[0].kind:
            first, other = KINDS[values[0].kind].title, KINDS[value.kind].title
            raise SecretError(f"share {number} is a {other} and share 1 a {first}: no one set")
    for number, value in enumerate(values, 1):
        if value in values[: number - 1]:
            raise SecretError(f"shares {values.index(value) + 1} and {number} are the same share")
    texts = [Secret(value) for value in values if isinstance(value, KeyText)]
    if texts:
        return _of_texts(texts)
    return _of_words([value.indices for value in values if isinstance(value, Phrase)])


def _share(payload: Secret[Payload]) -> Secret[Payload]:
    """The payload itself, once it is known to be a share."""
    value = payload.reveal()
    if value.kind == "bip39":
        raise SecretError(
            "this is a BIP-39 phrase, and no share of SLIP-39 or codex32; "
            "whether parts of Seed XOR belong together, nothing in them tells"
        )
    if value.kind not in ("slip39", "codex32"):
        title = KINDS[value.kind].title
        raise SecretError(f"this is of another kind ({title}), and no share of SLIP-39 or codex32")
    if isinstance(value, KeyText) and not codex32.facts(Secret(value)).threshold:
        raise SecretError("this codex32 text is a whole secret that was never shared")
    return payload


def _of_texts(texts: Sequence[Secret[KeyText]]) -> Verdict:
    known = [codex32.facts(text) for text in texts]
    codex32.same_set(known)
    needed, count = known[0].threshold, len(known)
    _agree(count, lambda places: codex32.check_set([texts[at] for at in places]))
    proved = count > needed
    indices = [share.share_index for share in known]
    if _SECRET_INDEX in indices:
        place = indices.index(_SECRET_INDEX) + 1
        agreed = "all of them agree" if proved else "too few to tell whether they agree"
        others = f"; {agreed}" if count > 1 else ""
        return Verdict(True, proved, f"share {place} is the secret itself, index S{others}")
    if count != needed:
        return _counted(count, needed, f"index {listed(indices, 'or')}")
    line = f"{count} shares of one set, as many as it needs; only one more could tell a wrong value"
    return Verdict(True, proved, line)


def _of_words(shares: Sequence[Sequence[int]]) -> Verdict:
    known = [slip39.facts(share) for share in shares]
    slip39.same_set(known)
    groups: dict[int, list[int]] = {}
    for at, share in enumerate(known):
        groups.setdefault(share.group_index, []).append(at)
    whole = {
        group: places
        for group, places in sorted(groups.items())
        if len(places) >= known[places[0]].member_threshold
    }
    first = known[0]
    enough = len(whole) >= first.group_threshold
    if enough:
        full = [at for places in whole.values() for at in places]
        _agree(
            len(full),
            lambda places: slip39.check_set([shares[full[at]] for at in places]),
            full,
        )
    if first.group_count > 1:
        return Verdict(enough, enough, _grouped(known, groups, whole))
    numbers = [share.member_index + 1 for share in known]
    return _counted(len(known), first.member_threshold, f"number {listed(numbers, 'or')}")


def _counted(count: int, needed: int, given: str) -> Verdict:
    """The verdict on a set without groups; `given` says which shares there are."""
    shares = "1 share" if count == 1 else f"{count} shares"
    if count < needed:
        more = needed - count
        verb = "is" if more == 1 else "are"
        line = f"{shares} of a set that needs {needed}: {more} more {verb} needed, not {given}"
        return Verdict(False, False, line)
    if needed == 1:
        return Verdict(True, True, f"{shares} of one set; each gives the secret by itself")
    if count == needed:
        return Verdict(
            True, True, f"{shares} of one set, as many as it needs: they give its secret"
        )
    return Verdict(True, True, f"{shares} of one set; any {needed} of them give the same secret")


def _grouped(
    known: Sequence[slip39.ShareFacts],
    groups: Mapping[int, Sequence[int]],
    whole: Mapping[int, Sequence[int]],
) -> str:
    """The verdict on a set of groups."""
    first = known[0]
    shares = "1 share" if len(known) == 1 else f"{len(known)} shares"
    parts = []
    if whole:
        numbers = listed([group + 1 for group in whole], "and")
        parts.append(
            f"group {numbers} is whole" if len(whole) == 1 else f"groups {numbers} are whole"
        )
    for group, places in sorted(groups.items()):
        more = known[places[0]].member_threshold - len(places)
        if more > 0:
            given = listed(sorted(known[at].member_index + 1 for at in places), "or")
            parts.append(f"group {group + 1} needs {more} more, not number {given}")
    others = first.group_threshold - len(groups)
    if others > 0:
        parts.append(f"{others} more {'group is' if others == 1 else 'groups are'} needed")
    if len(whole) >= first.group_threshold:
        parts.append("any sufficient choice of them gives the same secret")
    of = f"{first.group_threshold} of {first.group_count} groups"
    return f"{shares} of one set, which needs {of}: {'; '.join(parts)}"


def _agree(
    count: int, check: Callable[[Sequence[int]], None], places: Sequence[int] | None = None
) -> None:
    """Passes shares that agree, and names the one that the others would agree without.

    `check` is given 0-based places; `places` are those of them in the order that people gave.
    """
    every = range(count)
    try:
        check(every)
    except SecretError as error:
        problem = str(error)
    else:
        return
    odd = []
    for at in every:
        with suppress(SecretError):
            check([other for other in every if other != at])
            odd.append(at)
    if len(odd) == 1:
        number = (places[odd[0]] if places else odd[0]) + 1
        problem = f"share {number} does not agree with the others: it is of another set or wrong"
    raise SecretError(problem)
