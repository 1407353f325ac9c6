"""A blank of any plate, in any size, can say for which kind of secret it is."""

from __future__ import annotations

import pytest

from generator import template_file
from generator.cli.notes import of_one_kind
from generator.variant import made_for


@pytest.mark.parametrize("name", template_file.names())
def test_the_kind_of_a_blank_can_be_told(name: str) -> None:
    """At most one note where nobody chose a kind, none where somebody did, refused for no size."""
    plate = template_file.find(name)
    made = made_for(plate, plate.most())
    sizes = {count for kind in plate.kinds for count in plate.counts(kind)}
    for words in (None, *filter(None, sizes)):
        assert len(list(of_one_kind(plate, made, None, words))) <= 1
        assert not list(of_one_kind(plate, made, plate.kinds[0], words))
