"""Pictures of many plates, with the words that they hold in a list beside each."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generator.inscription import inscribed
from generator.layout import Dot, Layout, Role
from generator.photograph.picture import Subject, photograph
from generator.photograph.settings import LOOKS, SETTINGS
from generator.place import place
from generator.secret import Secret
from generator.template import Template
from generator.words.bip39 import phrase_of_entropy, words

_PITCH = 2.0
"""Millimetres between slots, where nothing on the plate tells."""


def album(made: Template, count: int, seed: int, setting: str) -> Iterator[list[tuple[str, bytes]]]:
    """For each plate its pictures, one a side, and the words: names and bytes.

    The words are random and of no wallet; the same for the same seed.
    """
    number = made.choice.words if made.choice else 0
    for at in range(count):
        chance = random.Random(seed * 100_003 + at)  # noqa: S311  of no wallet
        data = Secret(chance.randbytes(number * 4 // 3))
        phrase = phrase_of_entropy(data, "english")
        look = LOOKS[at % len(LOOKS)]
        name = f"{made.name}.{setting}-{seed}-{at + 1:04d}"
        layouts = place(inscribed(phrase, made), made)
        shots = [
            photograph(Subject(side, look, _pitch(side)), SETTINGS[setting], seed + at * 7 + turn)
            for turn, side in enumerate(layouts)
        ]
        told = [
            (f"{name}.{side.side}.jpg", shot.data)
            for side, shot in zip(layouts, shots, strict=True)
        ]
        yield [*told, (f"{name}.words.txt", f"{words(phrase).reveal()}\n".encode())]


def _pitch(side: Layout) -> float:
    """The least distance of two places for marks."""
    places = [m.centre for m in side.of(Role.MARK) if isinstance(m, Dot)]
    places += [m.box().centre for m in side.of(Role.GUIDE)]
    apart = [
        one.distance(other) for at, one in enumerate(places) for other in places[at + 1 : at + 40]
    ]
    return min((each for each in apart if each > 0), default=_PITCH)
