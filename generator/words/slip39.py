"""The rules of SLIP-39 shares: what one must fulfil, and what a set of them.

List, checksum and recovery are those of the `shamir-mnemonic` package, which the standard names
as its reference. The fields are taken apart here, because the package quotes words in its errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.errors import OutputError, SecretError

COUNTS = (20, 33)
"""Words in a share of a secret of 128 or of 256 bits, the two that wallets make."""

LIST_SIZE = 1024
"""Words in the list, so an index has 10 bits."""

CHECKSUM_WORDS = 3
_HEADER_WORDS = 4
_CUSTOMISATIONS = (b"shamir", b"shamir_extendable")
"""What the checksum covers besides the words, without and with the extendable flag."""
_DISAGREE = "the shares don't recover one secret: one of them is of another set or wrong"


@dataclass(frozen=True, slots=True, repr=False)
class ShareFacts:
    """What the first four words of a share say about it and its set."""

    identifier: int
    extendable: bool
    iteration_exponent: int
    group_index: int
    """0-based."""
    group_threshold: int
    """So many groups are needed."""
    group_count: int
    member_index: int
    """0-based; nothing says how many members the group has."""
    member_threshold: int
    """So many shares of this group are needed."""
    words: int
    """How long the share is."""


def wordlist() -> tuple[str, ...]:
    """The 1,024 words in the order of the list; their first four letters are unique.

    Raises OutputError where the package is not installed.
    """
    try:
        from shamir_mnemonic.wordlist import WORDLIST
    except ModuleNotFoundError as error:
        raise _refused(error) from None
    return tuple(WORDLIST)


def check(indices: Sequence[int]) -> None:
    """Passes a share that is right by itself, given as 0-based indices.

    Raises SecretError about count, range, checksum, padding or group threshold.
    """
    facts(indices)


def facts(indices: Sequence[int]) -> ShareFacts:
    """What a share says about itself; raises what `check` raises."""
    _check_words(indices)
    extendable = bool(indices[1] >> 4 & 1)
    if not _checksum_holds(indices, _CUSTOMISATIONS[extendable]):
        mismatch = f"checksum does not match, {len(indices)} words"
        raise SecretError(f"{mismatch}: check each word and their order")
    value_words = len(indices) - _HEADER_WORDS - CHECKSUM_WORDS
    if indices[_HEADER_WORDS] >> (10 - 10 * value_words % 16):
        raise SecretError("the padding of the share is not zero; no wallet makes such a share")
    parameters = indices[2] << 10 | indices[3]
    group_index, group_threshold, group_count, member_index, member_threshold = (
        parameters >> shift & 15 for shift in (16, 12, 8, 4, 0)
    )
    if group_threshold > group_count:
        raise SecretError(
            f"the share asks for {group_threshold + 1} groups of {group_count + 1}; "
            "no wallet makes such a share"
        )
    return ShareFacts(
        identifier=indices[0] << 5 | indices[1] >> 5,
        extendable=extendable,
        iteration_exponent=indices[1] & 15,
        group_index=group_index,
        group_threshold=group_threshold + 1,
        group_count=group_count + 1,
        member_index=member_index,
        member_threshold=member_threshold + 1,
        words=len(indices),
    )


def same_set(shares: Sequence[ShareFacts]) -> None:
    """Passes different shares of one set, be they enough to recover its secret or not.

    Shares are named by their number (1-based) in the order given. Raises SecretError.
    """
    members: dict[tuple[int, int], int] = {}
    thresholds: dict[int, tuple[int, int]] = {}
    for number, share in enumerate(shares, 1):
        if _common(share) != _common(shares[0]):
            raise SecretError(f"share {number} is of another set than share 1")
        needed, first = thresholds.setdefault(share.group_index, (share.member_threshold, number))
        if share.member_threshold != needed:
            raise SecretError(
                f"shares {first} and {number} are of the same group, and one asks for {needed} "
                f"shares, the other for {share.member_threshold}: they are of different sets"
            )
        first = members.setdefault((share.group_index, share.member_index), number)
        if first != number:
            raise SecretError(f"shares {first} and {number} are both {_named(share)}")


def complete(shares: Sequence[ShareFacts]) -> None:
    """Passes shares that are of one set, different, and enough to recover its secret.

    Raises SecretError, which says what there is and what is missing.
    """
    if not shares:
        raise SecretError("no share; a set has at least one")
    same_set(shares)
    groups = _groups(shares)
    needed = {share.group_index: share.member_threshold for share in shares}
    for group, members in groups.items():
        if len(members) < needed[group]:
            listed = ", ".join(str(member + 1) for member in members)
            raise SecretError(
                f"group {group + 1} needs {needed[group]} shares and has {len(members)} "
                f"(number {listed})"
            )
    if len(groups) < shares[0].group_threshold:
        listed = ", ".join(str(group + 1) for group in groups)
        raise SecretError(
            f"the set needs {shares[0].group_threshold} groups and has {len(groups)} "
            f"(number {listed})"
        )


def check_set(shares: Sequence[Sequence[int]]) -> None:
    """Passes shares any sufficient choice of which recovers one and the same secret.

    Beyond `complete` it notices a share whose own checksum is right and whose value is not, by the
    digest inside the set. The secret itself is not decrypted. Raises SecretError.
    """
    known = [facts(share) for share in shares]
    complete(known)
    try:
        from shamir_mnemonic.shamir import decode_mnemonics, recover_ems
        from shamir_mnemonic.utils import MnemonicError
    except ModuleNotFoundError as error:
        raise _refused(error) from None
    entries = wordlist()
    texts = [" ".join(entries[index] for index in share) for share in shares]
    secrets: list[bytes] = []
    for at in range(len(shares)):
        chosen = [texts[each] for each in _enough(known, at)]
        try:
            secrets.append(recover_ems(decode_mnemonics(chosen)).ciphertext)
        except MnemonicError:
            raise SecretError(_DISAGREE) from None
    if any(secret != secrets[0] for secret in secrets):
        raise SecretError(_DISAGREE)


def _check_words(indices: Sequence[int]) -> None:
    if len(indices) not in COUNTS:
        noun = "word" if len(indices) == 1 else "words"
        raise SecretError(f"{len(indices)} {noun}; a SLIP-39 share has 20 or 33 words")
    for number, index in enumerate(indices, 1):
        if not 0 <= index < LIST_SIZE:
            raise SecretError(f"word {number} is outside the list of {LIST_SIZE} words")


def _checksum_holds(indices: Sequence[int], customisation: bytes) -> bool:
    try:
        from shamir_mnemonic.rs1024 import verify_checksum
    except ModuleNotFoundError as error:
        raise _refused(error) from None
    return bool(verify_checksum(indices, customisation))


def _common(share: ShareFacts) -> tuple[int, ...]:
    """What all shares of a set have in common."""
    return (
        share.identifier,
        share.extendable,
        share.iteration_exponent,
        share.group_threshold,
        share.group_count,
        share.words,
    )


def _named(share: ShareFacts) -> str:
    if share.group_count == 1:
        return f"number {share.member_index + 1} of the set"
    return f"number {share.member_index + 1} of group {share.group_index + 1}"


def _groups(shares: Sequence[ShareFacts]) -> Mapping[int, Sequence[int]]:
    """The members that there are of each group, in the order of their numbers."""
    groups: dict[int, list[int]] = {}
    for share in sorted(shares, key=lambda each: (each.group_index, each.member_index)):
        groups.setdefault(share.group_index, []).append(share.member_index)
    return groups


def _enough(shares: Sequence[ShareFacts], wanted: int) -> list[int]:
    """Places of as many of the shares as a recovery takes, the wanted one among them."""
    first = shares[wanted].group_index
    groups = sorted({share.group_index for share in shares}, key=lambda group: group != first)
    chosen: list[int] = []
    for group in groups[: shares[0].group_threshold]:
        places = [at for at, share in enumerate(shares) if share.group_index == group]
        places.sort(key=lambda at: at != wanted)
        chosen += places[: shares[places[0]].member_threshold]
    return chosen


def _refused(error: ModuleNotFoundError) -> Exception:
    """The refusal where the package is absent; any other missing module is an error of its own."""
    if (error.name or "").partition(".")[0] != "shamir_mnemonic":
        return error
    return OutputError('SLIP-39 needs: pip install "metalstamp[wallets]"')
