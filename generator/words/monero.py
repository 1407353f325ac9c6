"""The rule of Monero's phrases: 24 words and one of them again, or 12 and one (MyMonero).

The checksum is our own, one CRC of the standard library. The list is that of the `monero`
package, which has an extra of its own because 20 MB of others come with it; none is imported.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from generator.errors import OutputError, SecretError

COUNTS = (13, 25)
"""Words with the checksum; a phrase without one can't be told from one with a word left out."""

LIST_SIZE = 1626
PREFIX_LENGTH = 3
"""So many first letters tell the words apart, and only they are in the checksum."""


def wordlist() -> tuple[str, ...]:
    """The 1,626 English words in the order of the list.

    Raises OutputError where the package is not installed.
    """
    try:
        from monero.wordlists.english import English
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "monero":
            raise
        raise OutputError('Monero phrases need: pip install "metalstamp[monero]"') from None
    return tuple(English.word_list)


def check(indices: Sequence[int]) -> None:
    """Passes a right phrase, given as 0-based indices.

    Raises SecretError about count, range, checksum, or three words that no wallet makes.
    """
    if len(indices) not in COUNTS:
        noun = "word" if len(indices) == 1 else "words"
        raise SecretError(
            f"{len(indices)} {noun}; a Monero phrase has 13 or 25, the last of them the checksum"
        )
    for number, index in enumerate(indices, 1):
        if not 0 <= index < LIST_SIZE:
            raise SecretError(f"word {number} is outside the list of {LIST_SIZE} words")
    *data, last = indices
    if last != data[_checksum(data)]:
        mismatch = f"checksum does not match, {len(indices)} words"
        raise SecretError(f"{mismatch}: check each word and their order")
    for start in range(0, len(data), 3):
        if _number(data[start : start + 3]) >= 2**32:
            raise SecretError(
                f"words {start + 1} to {start + 3} stand for no number of 32 bits: "
                "check each of them"
            )


def _checksum(data: Sequence[int]) -> int:
    """The place of the word that is repeated at the end."""
    words = wordlist()
    text = "".join(words[index][:PREFIX_LENGTH] for index in data)
    return zlib.crc32(text.encode()) % len(data)


def _number(three: Sequence[int]) -> int:
    """The number that three words stand for, each counted from the one before."""
    first, second, third = three
    return first + LIST_SIZE * (
        (second - first) % LIST_SIZE + LIST_SIZE * ((third - second) % LIST_SIZE)
    )
