"""QR codes in photographs: phrases, keys and texts in several codes."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace

import pytest

from generator.choice import Choice
from generator.errors import ReadError, SecretError
from generator.inscription import choice_for, inscribed
from generator.layout import Layout
from generator.photograph.picture import Subject, photograph
from generator.photograph.settings import SETTINGS
from generator.pipeline import prepared
from generator.place import place
from generator.scan.codes import Code, codes, secret_in
from generator.secret import Secret
from generator.words.payload import KeyText, Phrase
from tests.plates.road import phrases, template_of
from tests.scan.pictures import words

PICTURES = int(os.environ.get("SCAN_PICTURES", "12"))


def code_side(name: str, choice: Choice, payload: Secret[Phrase] | Secret[KeyText]) -> Layout:
    """The side of a plate that has the code."""
    made = prepared(template_of(name), choice)
    return place(inscribed(payload, made), made)[-1]


@pytest.mark.parametrize("code", ["standard", "compact"])
@pytest.mark.parametrize("count", [12, 24])
def test_a_photographed_seedqr(code: str, count: int) -> None:
    """Standard and compact, dark on bright and bright on dark."""
    secret = phrases(count)["varied"]
    for look in ("etched", "bright"):
        layout = code_side("seedqr", Choice(count, code=code), secret)
        data = photograph(Subject(layout, look, 1.0), SETTINGS["mild"], count).data
        assert secret_in(codes(data), None, None).reveal() == secret.reveal()


def test_a_text_in_four_codes_needs_all_of_them() -> None:
    """The parts are put together in their order, and a lost one is named."""
    text = Secret(KeyText("text", ("All work and no play makes Jack a dull boy. " * 8).strip()))
    plate = template_of("text-85")
    choice = choice_for(text, plate, replace(plate.most("text"), words=0))
    assert choice.parts == 4
    layout = code_side("text-85", choice, text)
    found = codes(photograph(Subject(layout, "etched", 0.9), SETTINGS["mild"], 3, 2400).data)
    value = secret_in(found, "text", None).reveal()
    assert isinstance(value, KeyText)
    assert value.text == text.reveal().text
    with pytest.raises(ReadError, match="of 4 QR codes number 2 can't be read"):
        secret_in([code for code in found if not code.text.startswith("p2of4")], "text", None)


def test_what_holds_no_secret() -> None:
    """Some address of a web page, and two codes at once."""
    page = Code(b"https://example.org", "https://example.org")
    with pytest.raises(SecretError):
        secret_in([page], None, None)
    with pytest.raises(ReadError, match="2 QR codes are in the picture"):
        secret_in([page, Code(b"other", "other")], None, None)


@pytest.mark.prove
@pytest.mark.parametrize("level", ["mild", "medium"])
def test_rates(level: str) -> None:
    """Nearly all, and none of them as other words; SCAN_PICTURES says how many."""
    tally: Counter[str] = Counter()
    for seed in range(PICTURES):
        indices = words(24, seed)
        secret = Secret(Phrase("english", indices))
        layout = code_side("seedqr", Choice(24), secret)
        look = ("etched", "engraved", "bright")[seed % 3]
        found = codes(photograph(Subject(layout, look, 2.0), SETTINGS[level], seed).data)
        said = secret_in(found, None, None).reveal() if found else None
        right = isinstance(said, Phrase) and said.indices == indices
        tally["recovered" if right else "WRONG" if found else "refused"] += 1
    print(f"\nseedqr, {level}: {dict(tally)}")  # noqa: T201  # the rate is what this is for
    assert not tally["WRONG"]
    assert tally["recovered"] >= 0.8 * PICTURES
