"""The schemes a secret can be marked in, each an inverse pair of `encode` and `decode`.

A family is imported when one of its schemes is first asked for: a plate needs one or two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from generator.encodings.scheme import BIP39_ONLY, LINES, Derived, Encoding
from generator.encodings.told import Told
from generator.grid import Grid
from generator.secret import Secret

MOST_PARTS = 6
"""So many codes a text is split over at most; ours."""

CHECK_ROWS = (4, 6, 8)
"""How many check rows there may be; which of them for which words, `check_rows.COUNTS` says."""

WITH_PARITY = ("bits-12", "bits-12-reversed", "bits-11")
"""Schemes in which a word is one row of dots, so that it may have one column more."""

CHECKABLE = (
    *WITH_PARITY,
    "rails-11",
    "alphabet",
    "alphabet-quarters",
    "digits-1",
    "digits-0",
    "digits-1248",
    "keypads",
    "letters-4",
    "letters-8",
)
"""Schemes in which each word has cells of its own, as a check value may have too."""

S = TypeVar("S", bound=Encoding | Derived)


class Schemes(Mapping[str, S]):
    """Schemes by name, each loaded once."""

    __slots__ = ("_families", "_loaded")

    def __init__(self, families: Mapping[str, Callable[[], tuple[S, ...]]]) -> None:
        self._families = families
        self._loaded: dict[str, S] = {}

    def __getitem__(self, name: str) -> S:
        if name not in self._loaded:
            self._loaded |= {each.name: each for each in self._families[name]()}
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._families)

    def __len__(self) -> int:
        return len(self._families)

    def __contains__(self, name: object) -> bool:
        return name in self._families


def _bits() -> tuple[Encoding, ...]:
    from generator.encodings import bits

    of_one, of_zero = "numbers from 1 in binary", "indices from 0 in binary"
    return (
        Encoding("bits-12", of_one, bits.encode_12, bits.decode_12, counted=False),
        Encoding(
            "bits-12-reversed",
            "numbers from 1 in binary, 1 on the left",
            bits.encode_12_reversed,
            bits.decode_12_reversed,
            counted=False,
        ),
        Encoding("bits-11", of_zero, bits.encode_11, bits.decode_11, BIP39_ONLY, counted=False),
    )


def _rails() -> tuple[Encoding, ...]:
    from generator.encodings import rails

    title = "indices from 0 in binary, a slot for 0 and one for 1"
    return (Encoding("rails-11", title, rails.encode, rails.decode),)


def _alphabet() -> tuple[Encoding, ...]:
    from generator.encodings import alphabet

    title = "four letters in A–Z columns"
    return (Encoding("alphabet", title, alphabet.encode, alphabet.decode, tells_language=True),)


def _quarters() -> tuple[Encoding, ...]:
    from generator.encodings import alphabet_quarters as quarters

    title = "four letters in the quarters of A–Z cells"
    encode, decode = quarters.encode, quarters.decode
    return (Encoding("alphabet-quarters", title, encode, decode, tells_language=True),)


def _digits_1248() -> tuple[Encoding, ...]:
    from generator.encodings import digits_1248

    title = "numbers from 1 in decimal, digits as sums of 1, 2, 4 and 8"
    encode, decode = digits_1248.encode, digits_1248.decode
    return (Encoding("digits-1248", title, encode, decode, counted=False),)


def _keypads() -> tuple[Encoding, ...]:
    from generator.encodings import keypads

    return (Encoding("keypads", "numbers from 1 on keypads", keypads.encode, keypads.decode),)


def _codex32() -> tuple[Encoding, ...]:
    from generator.encodings import codex32_grid

    title = "characters in columns of digits and letters"
    encode, decode = codex32_grid.encode, codex32_grid.decode
    return (Encoding("codex32-grid", title, encode, decode, ("codex32",)),)


def _digits() -> tuple[Encoding, ...]:
    from generator.encodings import digits

    return (
        Encoding("digits-1", "numbers from 1 in decimal", digits.encode_1, digits.decode_1),
        Encoding("digits-0", "indices from 0 in decimal", digits.encode_0, digits.decode_0),
    )


def _letters() -> tuple[Encoding, ...]:
    from generator.encodings import letters

    first, whole = "first four letters", "whole words"
    return (
        Encoding("letters-4", first, letters.encode_4, letters.decode_4, tells_language=True),
        Encoding("letters-8", whole, letters.encode_8, letters.decode_8, tells_language=True),
    )


def _seedqr() -> tuple[Encoding, ...]:
    from generator.encodings import qr

    return (
        Encoding("seedqr", "Standard SeedQR", qr.encode_standard, qr.decode_standard, BIP39_ONLY),
        Encoding(
            "compact-seedqr", "CompactSeedQR", qr.encode_compact, qr.decode_compact, BIP39_ONLY
        ),
        Encoding(
            "seedqr-m", "SeedQR, level M", qr.encode_standard_m, qr.decode_standard_m, BIP39_ONLY
        ),
    )


def _text() -> tuple[Encoding, ...]:
    from generator.encodings import text

    return (Encoding("text", "one character a cell", text.encode, text.decode, LINES),)


def _qr() -> tuple[Encoding, ...]:
    from generator.encodings import qr_line

    return (Encoding("qr", "QR code of the text", qr_line.encode, qr_line.decode, LINES),)


def _parity() -> tuple[Derived, ...]:
    from generator.encodings import parity

    return (Derived("parity-12", "check row", parity.encode, doubts=parity.doubts),)


def _checks(base: str) -> tuple[Derived, ...]:
    from generator.encodings import checks

    return tuple(checks.schemes(ENCODINGS[base], CHECK_ROWS, parity=base in WITH_PARITY))


def _text_checks() -> tuple[Derived, ...]:
    from generator.encodings import checks

    return tuple(checks.of_lines(CHECK_ROWS))


def _names_of_checks(base: str) -> tuple[str, ...]:
    rows = tuple(f"{base}-check-{count}" for count in CHECK_ROWS)
    return (*rows, f"{base}-parity") if base in WITH_PARITY else rows


def _qr_parts() -> tuple[Derived, ...]:
    from generator.encodings import qr_line

    def together(names: Sequence[str], grids: Mapping[str, Grid], told: Told) -> Secret[Any]:
        return qr_line.decode_parts([grids[name] for name in names], told)

    return tuple(
        Derived(
            name,
            f"QR code {part} of {parts}",
            partial(qr_line.encode_part, part=part, parts=parts),
            LINES,
            fellows=names,
            together=partial(together, names),
        )
        for parts in range(2, MOST_PARTS + 1)
        for names in [_names_of_parts(parts)]
        for part, name in enumerate(names, start=1)
    )


def _names_of_parts(parts: int) -> tuple[str, ...]:
    return tuple(f"qr-{part}of{parts}" for part in range(1, parts + 1))


ENCODINGS: Schemes[Encoding] = Schemes(
    {
        "bits-12": _bits,
        "bits-12-reversed": _bits,
        "bits-11": _bits,
        "rails-11": _rails,
        "alphabet": _alphabet,
        "alphabet-quarters": _quarters,
        "digits-1": _digits,
        "digits-0": _digits,
        "digits-1248": _digits_1248,
        "keypads": _keypads,
        "letters-4": _letters,
        "letters-8": _letters,
        "codex32-grid": _codex32,
        "seedqr": _seedqr,
        "compact-seedqr": _seedqr,
        "seedqr-m": _seedqr,
        "text": _text,
        "qr": _qr,
    }
)
"""All that ship, by name."""

DERIVED: Schemes[Derived] = Schemes(
    {"parity-12": _parity}
    | {name: partial(_checks, base) for base in CHECKABLE for name in _names_of_checks(base)}
    | {f"text-check-{count}": _text_checks for count in CHECK_ROWS}
    | {name: _qr_parts for parts in range(2, MOST_PARTS + 1) for name in _names_of_parts(parts)}
)
"""Checks that ship, by name."""
