"""What plates of text are for: descriptors of several keys."""

from __future__ import annotations

import pytest

from generator.choice import Choice
from generator.errors import SecretError
from generator.inscription import choice_for
from generator.secret import Secret
from generator.words.kinds import Wish, parse
from generator.words.payload import Payload
from tests.encodings.phrases import multisig
from tests.plates.road import FLAT, NAMES, plate, template_of, travels


def holding(payload: Secret[Payload]) -> dict[str, Choice]:
    """The plates that a descriptor fits on, each with what it would be made for."""
    found = {}
    for name in NAMES:
        if "descriptor" in template_of(name).kinds:
            try:
                found[name] = choice_for(payload, template_of(name), Choice(0))
            except SecretError:
                continue
    return found


@pytest.mark.parametrize("format_name", FLAT)
@pytest.mark.parametrize(("least", "signers"), [(2, 3), (3, 5)])
def test_common_multisigs_have_a_plate(least: int, signers: int, format_name: str) -> None:
    """Two of three and three of five, with origins and both branches, go there and back."""
    payload = parse(Secret(multisig(least, signers)), Wish("descriptor")).payload
    found = holding(payload)
    assert found
    for name, choice in found.items():
        travels(payload, plate(name, choice), format_name, (name,))
